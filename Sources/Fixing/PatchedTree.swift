public import SourceFiles

/// A snapshot with fixes applied in memory, which is linted before a fix is written.
///
/// A patched file has no object id, because no repository contains its bytes. A new file that Git ignores is left out,
/// as it would be from a snapshot of the working tree.
public final class PatchedTree: FileTree {
    private let base: any FileTree
    private let patches: Patches
    /// The created and moved files of each folder, and their folders.
    private var added: [Path: [FileEntry]] = [:]

    /// Applies `patches` to `base`.
    init(_ base: any FileTree, _ patches: Patches) throws(SnapshotError) {
        self.base = base
        self.patches = patches
        for (path, file) in patches.files where file.origin != path {
            if file.origin == nil, try base.ignoresNewFile(at: path) { continue }
            var entry = Self.entry(path, file)
            while let folder = entry.path.parent {
                if added[folder]?.contains(where: { $0.path == entry.path }) == true { break }
                added[folder, default: []].append(entry)
                entry = FileEntry(path: folder, mode: .folder)
            }
        }
    }

    private static func entry(_ path: Path, _ file: PatchedFile) -> FileEntry {
        FileEntry(path: path, mode: .file(executable: file.isExecutable))
    }

    /// The entry at `path`.
    public func entry(at path: Path) throws(SnapshotError) -> FileEntry? {
        if patches.moved.contains(path), patches.files[path] == nil { return nil }
        if let parent = path.parent, let entry = added[parent]?.first(where: { $0.path == path }) { return entry }
        if let file = patches.files[path], file.origin == path { return Self.entry(path, file) }
        return try base.entry(at: path)
    }

    /// The entries of `folder`, sorted by path.
    public func entries(in folder: Path, recursive: Bool) throws(SnapshotError) -> [FileEntry] {
        var entries = try base.entries(in: folder, recursive: recursive)
        if !patches.moved.isEmpty { entries.removeAll { patches.moved.contains($0.path) } }
        if patches.replacesFiles {
            for index in entries.indices {
                if let file = patches.files[entries[index].path] {
                    entries[index] = Self.entry(entries[index].path, file)
                }
            }
        }
        let new =
            recursive
            ? added.values.joined().filter { $0.isFile && $0.path.isWithin(folder) } : added[folder] ?? []
        if new.isEmpty { return entries }
        let known = Set(entries.map(\.path))
        return (entries + new.filter { !known.contains($0.path) }).sorted { $0.path < $1.path }
    }

    /// The bytes of the file at `path`; `nil` if there is none.
    public func contents(of path: Path) throws(SnapshotError) -> [UInt8]? {
        guard try entry(at: path)?.isFile == true else { return nil }
        if let file = patches.files[path] { return file.after }
        return try base.contents(of: path)
    }

    /// Whether a new file at `path` would be ignored.
    public func ignoresNewFile(at path: Path) throws(SnapshotError) -> Bool {
        try base.ignoresNewFile(at: path)
    }

    /// The line of an ignore file that makes Git ignore `path`.
    public func ignoreReason(of path: Path) throws(SnapshotError) -> IgnoreReason? {
        try base.ignoreReason(of: path)
    }

    /// The files and folders directly in `folder` that Git ignores.
    public func ignoredEntries(in folder: Path) throws(SnapshotError) -> [FileEntry] {
        try base.ignoredEntries(in: folder)
    }

    /// Transforms the bytes of `entries`; the snapshot reads those that are not patched, which are most of them.
    public func map<Value: Sendable>(
        _ entries: [FileEntry],
        _ transform: @escaping @Sendable (FileEntry, borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> [Value] {
        var untouched = try base.map(entries.filter { patches.files[$0.path] == nil }, transform).makeIterator()
        return entries.compactMap { entry in
            guard let file = patches.files[entry.path] else { return untouched.next() }
            return transform(entry, file.after.span)
        }
    }
}
