internal import Diagnostics
internal import SourceFiles

/// A file that fixes change, with its bytes before and after.
struct PatchedFile {
    /// The path in the snapshot; `nil` for a new file.
    let origin: Path?
    /// The bytes in the snapshot; `nil` for a new file.
    let before: [UInt8]?
    /// The bytes with the fixes.
    var after: [UInt8]
    /// Whether the file is executable.
    let isExecutable: Bool
}

/// The files of a snapshot that fixes change.
struct Patches {
    /// The changed files, by their new path.
    private(set) var files: [Path: PatchedFile] = [:]
    /// The paths of the snapshot that files were moved away from.
    private(set) var moved: Set<Path> = []
    /// Whether a file of the snapshot is changed in its place.
    private(set) var replacesFiles = false

    /// All paths at which the snapshot is changed.
    var paths: Set<Path> { moved.union(files.keys) }

    /// Starts with new files, which the snapshot does not have.
    init(creating files: [FileChange] = []) {
        for file in files {
            self.files[file.path] = PatchedFile(origin: nil, before: nil, after: file.after, isExecutable: false)
        }
    }

    /// Makes the edits of `fixes`, which do not overlap, in `tree`, which is the snapshot with these patches.
    ///
    /// Returns the fixes that were made. A fix is left out as a whole if one of its edits does not fit the files.
    mutating func apply(_ fixes: [Fix], to tree: any FileTree) throws(SnapshotError) -> [Fix] {
        var made: [Fix] = []
        // Each file is read once, however many fixes edit it.
        var read: [Path: PatchedFile] = [:]
        var replacements: [Path: [(range: ByteRange, text: String)]] = [:]
        var moves: [(from: Path, to: Path)] = []
        for fix in fixes {
            guard try canMake(fix, in: tree, &read) else { continue }
            made.append(fix)
            for edit in fix.edits {
                switch edit.change {
                case .replace(let range, let text): replacements[edit.path, default: []].append((range, text))
                case .move(let target): moves.append((edit.path, target))
                case .create(let contents):
                    files[edit.path] = PatchedFile(
                        origin: nil, before: nil, after: Array(contents.utf8), isExecutable: false)
                }
            }
        }
        for (path, edits) in replacements {
            guard var file = files[path] ?? read[path] else { continue }
            file.after = Self.replacing(edits, in: file.after)
            files[path] = file
            if file.origin == path { replacesFiles = true }
        }
        for (source, target) in moves {
            let file = try file(at: source, in: tree)
            files[source] = nil
            files[target] = file
            if file.origin == source { moved.insert(source) }
        }
        return made
    }

    /// The changes to write: the files with other bytes or another path, sorted by path.
    var changes: [FileChange] {
        files.compactMap { path, file in
            guard file.before != file.after || file.origin != path else { return nil }
            return FileChange(
                path: file.origin ?? path, before: file.before, after: file.after,
                newPath: file.origin == nil || file.origin == path ? nil : path)
        }.sorted { $0.path < $1.path }
    }

    private func file(at path: Path, in tree: any FileTree) throws(SnapshotError) -> PatchedFile {
        if let file = files[path] { return file }
        let bytes = try tree.contents(of: path)
        let mode = try tree.entry(at: path)?.mode
        return PatchedFile(
            origin: path, before: bytes, after: bytes ?? [], isExecutable: mode == .file(executable: true))
    }

    /// Whether all files that a fix changes exist, and none of those that it creates.
    private func canMake(
        _ fix: Fix, in tree: any FileTree, _ read: inout [Path: PatchedFile]
    ) throws(SnapshotError) -> Bool {
        for edit in fix.edits {
            switch edit.change {
            case .replace(let range, _):
                if files[edit.path] == nil, read[edit.path] == nil {
                    guard try tree.entry(at: edit.path)?.isFile == true else { return false }
                    read[edit.path] = try file(at: edit.path, in: tree)
                }
                guard let file = files[edit.path] ?? read[edit.path], range.upperBound <= file.after.count else {
                    return false
                }
            case .create: if try tree.entry(at: edit.path) != nil { return false }
            case .move(let target):
                guard try tree.entry(at: edit.path)?.isFile == true, try tree.entry(at: target) == nil else {
                    return false
                }
            }
        }
        return true
    }

    /// The bytes with the ranges of `edits` replaced.
    static func replacing(_ edits: [(range: ByteRange, text: String)], in bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var position = 0
        for edit in edits.sorted(by: {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }) {
            result += bytes[position..<edit.range.lowerBound]
            result += Array(edit.text.utf8)
            position = edit.range.upperBound
        }
        return result + bytes[position...]
    }
}
