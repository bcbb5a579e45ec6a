/// A snapshot in memory, for the examples of the rules and for tests.
public final class MemoryTree: FileTree {
    private let files: [Path: [UInt8]]
    private let links: Set<Path>
    private let folders: Set<Path>
    private let sorted: [Path]

    /// Makes a snapshot of `files`; `emptyFolders` exist as well, as an empty folder can on disk, and the files at
    /// `links` are symbolic links.
    public init(_ files: [Path: [UInt8]], emptyFolders: [Path] = [], links: Set<Path> = []) {
        self.files = files
        self.links = links
        var folders = Set(emptyFolders)
        for path in Array(files.keys) + emptyFolders {
            var parent = path.parent
            while let folder = parent {
                folders.insert(folder)
                parent = folder.parent
            }
        }
        self.folders = folders
        sorted = files.keys.sorted()
    }

    /// The entry at `path`.
    public func entry(at path: Path) -> FileEntry? {
        if files[path] != nil {
            return FileEntry(path: path, mode: links.contains(path) ? .symbolicLink : .file(executable: false))
        }
        return folders.contains(path) ? FileEntry(path: path, mode: .folder) : nil
    }

    /// The entries of `folder`, sorted by path.
    public func entries(in folder: Path, recursive: Bool) -> [FileEntry] {
        var entries: [FileEntry] = []
        for path in sorted {
            guard path != folder, let below = path.relative(to: folder) else { continue }
            if !recursive, let slash = below.firstIndex(of: UInt8(ascii: "/")) {
                let child = folder.appending(below[..<slash])
                if entries.last?.path != child { entries.append(FileEntry(path: child, mode: .folder)) }
            } else if let entry = entry(at: path) {
                entries.append(entry)
            }
        }
        return entries.sorted { $0.path < $1.path }
    }

    /// The bytes of the file at `path`.
    public func contents(of path: Path) -> [UInt8]? {
        links.contains(path) ? nil : files[path]
    }

    /// Transforms the bytes of `entries`.
    public func map<Value: Sendable>(
        _ entries: [FileEntry],
        _ transform: @escaping @Sendable (FileEntry, borrowing Span<UInt8>) -> Value
    ) -> [Value] {
        entries.map { entry in
            let bytes = files[entry.path] ?? []
            return transform(entry, bytes.span)
        }
    }
}
