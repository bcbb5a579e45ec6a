internal import SourceFiles

/// The files below one folder on disk, by path; no component of a path is followed as a symbolic link.
struct Disk: ~Copyable {
    /// The result of a lookup, apart from errors.
    enum Answer<Value> {
        /// It exists.
        case found(Value)
        /// It does not exist.
        case absent
        /// A file or a symbolic link is in the place of one of its folders.
        case notAFolder
    }

    private enum Folder: ~Copyable {
        case open(Descriptor)
        case absent
        case notAFolder
    }

    private let root: Descriptor
    private var lastPath: Path = .root
    /// The folder at `lastPath`, kept open: paths come sorted, so that most of them are in the same folder.
    private var lastFolder: Folder = .absent

    /// Opens the folder at an absolute path.
    init(_ path: [UInt8]) throws(SnapshotError) {
        do throws(SystemError) {
            root = try Descriptor(folder: path)
        } catch {
            throw error.explained("cannot open the folder \(path.text)")
        }
    }

    /// Lends the open folder at `path` to `body`.
    mutating func withFolder<Value>(
        _ path: Path,
        _ body: (borrowing Descriptor) throws(SystemError) -> Value
    ) throws(SnapshotError) -> Answer<Value> {
        do throws(SystemError) {
            return try lendFolder(path, to: body)
        } catch {
            throw error.explained("cannot read the folder \(path)")
        }
    }

    /// Lends the open folder at `path` to `body`, and passes its errors on.
    mutating func lendFolder<Value>(
        _ path: Path,
        to body: (borrowing Descriptor) throws(SystemError) -> Value
    ) throws(SystemError) -> Answer<Value> {
        if path.isRoot { return .found(try body(root)) }
        if path != lastPath {
            lastPath = .root
            lastFolder = try Self.open(path, below: root)
            lastPath = path
        }
        switch lastFolder {
        case .open(let folder): return .found(try body(folder))
        case .absent: return .absent
        case .notAFolder: return .notAFolder
        }
    }

    /// The status of `path`, which is not the root.
    mutating func status(of path: Path) throws(SnapshotError) -> Answer<FileStatus> {
        let name = Array(path.name)
        let answer = try withFolder(path.parent ?? .root) { folder throws(SystemError) in
            try FileStatus.of(name, in: folder)
        }
        switch answer {
        case .found(let status?): return .found(status)
        case .found(nil), .absent: return .absent
        case .notAFolder: return .notAFolder
        }
    }

    private static func open(_ path: Path, below root: borrowing Descriptor) throws(SystemError) -> Folder {
        var components = path.components[...]
        guard let first = components.popFirst() else { return .absent }
        do throws(SystemError) {
            var folder = try Descriptor(folder: Array(first), in: root)
            for component in components { folder = try Descriptor(folder: Array(component), in: folder) }
            return .open(folder)
        } catch {
            guard error.isAbsence else { throw error }
            return error.isNotAFolder ? .notAFolder : .absent
        }
    }
}
