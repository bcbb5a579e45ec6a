internal import SourceFiles

extension WorktreeScanner {
    /// The entries of `folder` on disk that Git ignores, sorted by path.
    mutating func ignoredEntries(in folder: Path) throws(SnapshotError) -> [FileEntry] {
        if hasIgnored[folder] == false { return [] }
        guard try folders.contains(folder, on: &disk) else { return [] }
        let answer = try disk.withFolder(folder, .ifPossible) { folder throws(SystemError) in
            try FolderListing.of(folder)
        }
        guard case .found(let listing) = answer else { return [] }
        var entries: [FileEntry] = []
        var tracked = TrackedNames(index, in: folder)
        for (name, kind) in try resolved(listing, in: folder) where !WorktreeFolders.isGitFolder(name[...]) {
            let path = folder.appending(name)
            if TemporaryNames.isTemporary(path.name) { continue }
            let isTracked = kind == .folder ? index?.range(below: path).isEmpty == false : tracked.passFile(path) != nil
            if isTracked { continue }
            guard case .found(let status) = try disk.status(of: path, .ifPossible) else { continue }
            if let mode = try ignoredMode(of: path, status) { entries.append(FileEntry(path: path, mode: mode)) }
        }
        return entries.sortedByPath()
    }

    /// The mode of an untracked file or folder if Git ignores it; `nil` otherwise.
    private mutating func ignoredMode(of path: Path, _ status: FileStatus) throws(SnapshotError) -> FileMode? {
        switch status.kind {
        case .other: return nil
        case .folder:
            if index?.range(below: path).isEmpty == false { return nil }
            switch try folders.membership(of: path, on: &disk) {
            case .inside(let isIgnored): return isIgnored ? .folder : nil
            case .outside(let isIgnored): return isIgnored ? .submodule : nil
            }
        case .file, .symbolicLink:
            guard try folders.ignoresFile(path, on: &disk) else { return nil }
            return status.kind == .symbolicLink ? .symbolicLink : .file(executable: status.isExecutable)
        }
    }

    /// Whether there is a folder at `path` on disk.
    mutating func isFolder(_ path: Path) throws(SnapshotError) -> Bool {
        if path.isRoot { return true }
        guard case .found(let status) = try disk.status(of: path) else { return false }
        return status.kind == .folder
    }

    /// The entry of a file at `path`, ignored or not; `nil` for anything else.
    mutating func fileEvenIfIgnored(at path: Path) throws(SnapshotError) -> FileEntry? {
        if case .found(let status) = try disk.status(of: path) {
            return status.kind == .file ? FileEntry(path: path, mode: .file(executable: false)) : nil
        }
        return index?.skipWorktreeEntry(at: path)
    }
}
