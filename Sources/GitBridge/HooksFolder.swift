public import SourceFiles

/// The folder in which Git looks for hooks; it may not exist yet.
///
/// Reads, writes and removes a hook by its name. It never reads or writes through a symbolic link, and it writes a hook
/// whole or not at all.
public struct HooksFolder: Hashable, Sendable {
    /// Who uses the folder.
    public enum Place: Hashable, Sendable {
        /// It is in the Git directory, and is used by this clone alone.
        case repository
        /// It is in the work tree, usually under version control, and is used by all clones.
        case workTree
        /// It is outside of the repository, and other repositories may use it.
        case elsewhere
    }

    /// What exists at the path of a hook.
    public enum Entry: Hashable, Sendable {
        /// Nothing.
        case missing
        /// A file; Git runs it only if its user may execute it.
        case file(contents: [UInt8], isExecutable: Bool)
        /// A symbolic link, a folder or something else, in words.
        case other(String)
    }

    /// The absolute path, without a slash at the end.
    public let path: [UInt8]
    /// The value of `core.hooksPath`; `nil` if it is not set.
    public let setting: String?
    /// Who uses the folder.
    public let place: Place

    /// The path as text.
    public var text: String { path.text }
}

extension HooksFolder {
    /// Reads the hook `name`.
    public func entry(_ name: String) throws(SnapshotError) -> Entry {
        try explaining("read", name) { () throws(SystemError) in
            guard let status = try FileStatus.of(path.joined(name)) else { return .missing }
            switch status.kind {
            case .symbolicLink: return .other("a symbolic link")
            case .folder: return .other("a folder")
            case .other: return .other("not a regular file")
            case .file:
                let folder = try Descriptor(folder: path)
                let contents = try Descriptor(Array(name.utf8), in: folder).readAll()
                return .file(contents: contents, isExecutable: status.isExecutable)
            }
        }
    }

    /// Writes an executable file as the hook `name`, and creates the folder if it is missing.
    ///
    /// A temporary file beside it is renamed, so that Git never runs half of a hook.
    public func write(_ contents: [UInt8], as name: String) throws(SnapshotError) {
        try explaining("write", name) { () throws(SystemError) in
            try makeFolder()
            let temporary = path.joined(".\(name).lint-\(getpid())")
            do throws(SystemError) {
                try writeNew(contents, at: temporary)
                let status = unsafe temporary.withCString { old in
                    unsafe path.joined(name).withCString { new in unsafe rename(old, new) }
                }
                guard status == 0 else { throw SystemError.last }
            } catch {
                if error.number != EEXIST { _ = unsafe temporary.withCString { unsafe unlink($0) } }
                throw error
            }
        }
    }

    /// Removes the hook.
    public func remove(_ name: String) throws(SnapshotError) {
        try explaining("remove", name) { () throws(SystemError) in
            guard unsafe path.joined(name).withCString({ unsafe unlink($0) }) == 0 else { throw SystemError.last }
        }
    }

    private func makeFolder() throws(SystemError) {
        var end = path.startIndex
        while end < path.endIndex {
            end = path[(end + 1)...].firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
            let folder = Array(path[..<end])
            if try FileStatus.of(folder, following: true)?.kind == .folder { continue }
            guard unsafe folder.withCString({ unsafe mkdir($0, 0o777) }) == 0 || errno == EEXIST else {
                throw SystemError.last
            }
        }
    }

    private func writeNew(_ contents: [UInt8], at file: [UInt8]) throws(SystemError) {
        // Independent of the user's umask: Git skips a hook that its user may not execute.
        try Descriptor(creating: file, permissions: 0o755).fill(with: contents, permissions: 0o755)
    }

    private func explaining<Value>(
        _ verb: String,
        _ name: String,
        _ body: () throws(SystemError) -> Value
    ) throws(SnapshotError) -> Value {
        do throws(SystemError) {
            return try body()
        } catch {
            let explained = error.explained("cannot \(verb) the hook \(path.joined(name).text)")
            let isForbidden = [EACCES, EPERM, EROFS].contains(error.number)
            throw SnapshotError(
                explained.attempt, reason: explained.reason,
                help: isForbidden ? "check who may \(verb) it: `ls -l \(text)`" : explained.help)
        }
    }
}
