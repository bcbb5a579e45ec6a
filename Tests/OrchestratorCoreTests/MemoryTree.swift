import SourceFiles

/// A snapshot in memory: paths and their bytes.
final class MemoryTree: FileTree {
    private let files: [Path: [UInt8]]

    init(_ files: [String: String]) {
        self.files = Dictionary(
            uniqueKeysWithValues: files.map { (Path(normalized: Array($0.key.utf8)), Array($0.value.utf8)) })
    }

    init(bytes: [Path: [UInt8]]) {
        files = bytes
    }

    func entry(at path: Path) throws(SnapshotError) -> FileEntry? {
        if files[path] != nil { return FileEntry(path: path, mode: .file(executable: false)) }
        return files.keys.contains { $0.isWithin(path) } ? FileEntry(path: path, mode: .folder) : nil
    }

    func entries(in folder: Path, recursive: Bool) throws(SnapshotError) -> [FileEntry] {
        var found: Set<FileEntry> = []
        for path in files.keys where path != folder && path.isWithin(folder) {
            let below = (path.relative(to: folder) ?? []).split(separator: UInt8(ascii: "/"))
            if recursive || below.count == 1 {
                found.insert(FileEntry(path: path, mode: .file(executable: false)))
            } else if let first = below.first {
                found.insert(FileEntry(path: folder.appending(first), mode: .folder))
            }
        }
        return found.sorted { $0.path < $1.path }
    }

    func contents(of path: Path) throws(SnapshotError) -> [UInt8]? {
        files[path]
    }

    func map<Value: Sendable>(
        _ entries: [FileEntry],
        _ transform: @escaping @Sendable (FileEntry, borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> [Value] {
        entries.map { entry in
            let bytes = files[entry.path] ?? []
            return transform(entry, bytes.span)
        }
    }
}
