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
        /// The system refuses to read its folder; only where that is not an error.
        case unreadable
    }

    /// What it means that the system refuses to read a folder.
    enum Reading {
        /// It is an error.
        case required
        /// Nothing is known to be in the folder: it is only searched.
        case ifPossible
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
        _ reading: Reading = .required,
        _ body: (borrowing Descriptor) throws(SystemError) -> Value
    ) throws(SnapshotError) -> Answer<Value> {
        do throws(SystemError) {
            return try lendFolder(path, to: body)
        } catch {
            if reading == .ifPossible, error.isOfTheFile { return .unreadable }
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
            lastFolder = try reopened(path)
            lastPath = path
        }
        switch lastFolder {
        case .open(let folder): return .found(try body(folder))
        case .absent: return .absent
        case .notAFolder: return .notAFolder
        }
    }

    /// The status of `path`, which is not the root.
    mutating func status(of path: Path, _ reading: Reading = .required) throws(SnapshotError) -> Answer<FileStatus> {
        let name = Array(path.name)
        let answer = try withFolder(path.parent ?? .root, reading) { folder throws(SystemError) in
            try FileStatus.of(name, in: folder)
        }
        switch answer {
        case .found(let status?): return .found(status)
        case .found(nil), .absent: return .absent
        case .notAFolder: return .notAFolder
        case .unreadable: return .unreadable
        }
    }

    /// Opens the folder at `path` from the last one if it is below it: in a deep tree the way from the root is long.
    private func reopened(_ path: Path) throws(SystemError) -> Folder {
        if !lastPath.isRoot, let rest = path.relative(to: lastPath) {
            switch lastFolder {
            case .open(let last): return try Self.open(rest, below: last)
            case .absent: break
            case .notAFolder: break
            }
        }
        return try Self.open(path.bytes[...], below: root)
    }

    private static func open(
        _ path: ArraySlice<UInt8>, below root: borrowing Descriptor
    ) throws(SystemError) -> Folder {
        var components = path.split(separator: UInt8(ascii: "/"))[...]
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
