internal import CLibgit2
internal import SourceFiles

/// The objects of a repository, through a handle of its own.
///
/// Opened by its folders alone: no configuration is read, so that every task can afford one.
struct ObjectDatabase: ~Copyable {
    private let handle: Owned<Kinds.ObjectDatabase>
    private let location: RepositoryLocation

    /// Opens the objects of the repository at `location`.
    init(_ location: RepositoryLocation) throws(SnapshotError) {
        self.location = location
        do throws(GitError) {
            handle = try location.openObjectDatabase()
        } catch {
            throw error.explained("cannot open the objects of \(location.text)")
        }
    }

    /// Lends the bytes of the blob `id`, which `path` names.
    func withBlob<Value>(
        _ id: ObjectID,
        at path: Path,
        _ body: (borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> Value {
        try withObject(id, GIT_OBJECT_BLOB, named: "\(path)", body)
    }

    /// Lends the bytes of the tree `id`, which `name` stands for.
    func withTree<Value>(
        _ id: ObjectID,
        named name: String,
        _ body: (borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> Value {
        try withObject(id, GIT_OBJECT_TREE, named: name, body)
    }

    private func withObject<Value>(
        _ id: ObjectID,
        _ type: git_object_t,
        named name: @autoclosure () -> String,
        _ body: (borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> Value {
        do throws(GitError) {
            var key = id.gitID
            let object = try unsafe Owned<Kinds.RawObject>("git_odb_read") { made in
                unsafe git_odb_read(&made, handle.raw, &key)
            }
            guard unsafe git_odb_object_type(object.raw) == type else {
                throw GitError(
                    function: "git_odb_read", code: GIT_EINVALID.rawValue, message: "object \(id) is of another type")
            }
            let data = unsafe git_odb_object_data(object.raw)?.assumingMemoryBound(to: UInt8.self)
            let bytes = unsafe UnsafeBufferPointer(start: data, count: git_odb_object_size(object.raw))
            return unsafe body(bytes.span)
        } catch {
            throw UnreadableObject(id: id, name: name(), location: location, error: error).explained
        }
    }
}

extension RepositoryLocation {
    /// Opens the objects, alternates included.
    func openObjectDatabase() throws(GitError) -> Owned<Kinds.ObjectDatabase> {
        let database = try unsafe Owned<Kinds.ObjectDatabase>("git_odb_open") { made in
            unsafe objectDirectory.withCString { unsafe git_odb_open(&made, $0) }
        }
        for folder in alternateObjectDirectories {
            try check(
                "git_odb_add_disk_alternate",
                unsafe folder.withCString { path in
                    unsafe git_odb_add_disk_alternate(database.raw, path)
                })
        }
        return database
    }
}
