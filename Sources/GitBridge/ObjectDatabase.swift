internal import CLibgit2
internal import SourceFiles

/// Reads the objects of a repository through its own handles.
///
/// It is opened by its folders alone, without reading a configuration, so that every task can open one.
struct ObjectDatabase: ~Copyable {
    private let packs: GitHandle<HandleKinds.ObjectDatabase>
    private let loose: [LooseObjectReader]
    private let location: RepositoryLocation
    /// Where the previous object was found: the files of a folder mostly come from one push, or from one `git add`.
    private var isLooseLikely = false

    /// Opens the objects of the repository at `location`.
    init(_ location: RepositoryLocation) throws(SnapshotError) {
        let attempt = "cannot open the objects of \(location.text)"
        let loose = try explaining(attempt) { () throws(GitError) in
            try location.objectFolders.map { folder throws(GitError) in try LooseObjectReader(folder) }
        }
        packs = try explaining(attempt) { () throws(GitError) in try location.openObjects(withLoose: false) }
        self.loose = loose
        self.location = location
    }

    /// Lends the bytes of the blob `id`, which is the file `path`.
    mutating func withBlob<Value>(
        _ id: ObjectID,
        at path: Path,
        _ body: (borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> Value {
        try withObject(id, GIT_OBJECT_BLOB, named: "\(path)", body)
    }

    /// Lends the bytes of the tree `id`, which messages call `name`.
    mutating func withTree<Value>(
        _ id: ObjectID,
        named name: @autoclosure () -> String,
        _ body: (borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> Value {
        try withObject(id, GIT_OBJECT_TREE, named: name(), body)
    }

    private mutating func withObject<Value>(
        _ id: ObjectID,
        _ type: git_object_t,
        named name: @autoclosure () -> String,
        _ body: (borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> Value {
        do throws(GitError) {
            if isLooseLikely, let value = try withLooseObject(id, type, body) { return value }
            var key = id.gitID
            // Checked first, because a failed read searches for new packs on disk each time.
            if unsafe git_odb_exists_ext(packs.raw, &key, GIT_ODB_LOOKUP_NO_REFRESH.rawValue) == 0,
                let value = try withLooseObject(id, type, body)
            {
                isLooseLikely = true
                return value
            }
            isLooseLikely = false
            return try withPackedObject(id, type, body)
        } catch {
            throw ObjectReadFailure(id: id, name: name(), location: location, error: error).explained
        }
    }

    private func withLooseObject<Value>(
        _ id: ObjectID,
        _ type: git_object_t,
        _ body: (borrowing Span<UInt8>) -> Value
    ) throws(GitError) -> Value? {
        for objects in loose {
            do throws(LooseObjectError) {
                let value = try objects.withObject(id) { found, bytes in found == type ? body(bytes) : nil }
                guard let value else { continue }
                guard let value else { throw LooseObjectError.damaged("it has another type") }
                return value
            } catch {
                throw GitError(function: "inflate", code: GIT_ERROR.rawValue, message: error.reason)
            }
        }
        return nil
    }

    private func withPackedObject<Value>(
        _ id: ObjectID,
        _ type: git_object_t,
        _ body: (borrowing Span<UInt8>) -> Value
    ) throws(GitError) -> Value {
        var key = id.gitID
        let object = try unsafe GitHandle<HandleKinds.RawObject>("git_odb_read") {
            unsafe git_odb_read(&$0, packs.raw, &key)
        }
        guard unsafe git_odb_object_type(object.raw) == type else {
            throw GitError(function: "git_odb_read", code: GIT_EINVALID.rawValue, message: "it has another type")
        }
        let data = unsafe git_odb_object_data(object.raw)?.assumingMemoryBound(to: UInt8.self)
        let bytes = unsafe UnsafeBufferPointer(start: data, count: git_odb_object_size(object.raw))
        return unsafe body(bytes.span)
    }
}
