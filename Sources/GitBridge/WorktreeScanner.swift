internal import SourceFiles

/// Lists single folders of the working tree, and decides what is part of the snapshot.
struct WorktreeScanner: ~Copyable {
    /// The files on disk.
    var disk: Disk
    /// The index; `nil` outside of a repository.
    let index: IndexFile?
    /// The folders of the work tree.
    var folders: WorktreeFolders
    private var entries: WorktreeEntries
    /// The folders whose items were listed, and whether Git ignores something in them.
    private(set) var hasIgnored: [Path: Bool] = [:]

    /// Lists below `root`, the work tree of `repository` if there is one.
    init(root: [UInt8], _ repository: Repository?, _ index: IndexFile?) throws(SnapshotError) {
        let entries = try WorktreeEntries(repository, index)
        self.init(disk: try Disk(root), index, WorktreeFolders(index, IgnoreRules(repository: repository)), entries)
    }

    private init(disk: consuming Disk, _ index: IndexFile?, _ folders: WorktreeFolders, _ entries: WorktreeEntries) {
        self.disk = disk
        self.index = index
        self.folders = folders
        self.entries = entries
    }
}

extension WorktreeScanner {
    /// The entry at `path`; every folder on disk is one.
    mutating func entry(at path: Path) throws(SnapshotError) -> FileEntry? {
        guard let parent = path.parent else { return FileEntry(path: path, mode: .folder) }
        guard try folders.contains(parent, on: &disk), !WorktreeFolders.isGitFolder(path.name) else { return nil }
        switch try disk.status(of: path) {
        case .notAFolder, .unreadable: return nil
        case .absent: return index?.skipWorktreeEntry(at: path)
        case .found(let status): return try entry(at: path, status)
        }
    }

    /// The entry at `path`, whose folder is part of the work tree.
    private mutating func entry(at path: Path, _ status: FileStatus) throws(SnapshotError) -> FileEntry? {
        switch status.kind {
        case .other: return nil
        case .folder:
            let isOurs = try folders.contains(path, on: &disk)
            return FileEntry(path: path, mode: isOurs ? .folder : .submodule)
        case .file, .symbolicLink:
            let position = index?.range(of: path).first
            if position == nil, try folders.ignoresFile(path, on: &disk) { return nil }
            return try entries.entry(at: path, status, position, on: &disk)
        }
    }

    /// The entry for `item`; `nil` for a folder to list, and for a file that was removed during the run.
    mutating func entry(for item: WorktreeItem) throws(SnapshotError) -> FileEntry? {
        switch item.kind {
        case .folder: return nil
        case .submodule: return FileEntry(path: item.path, mode: .submodule)
        case .skipWorktree: return index?.skipWorktreeEntry(at: item.path)
        case .onDisk:
            guard case .found(let status) = try disk.status(of: item.path) else { return nil }
            return try entries.entry(at: item.path, status, item.position, on: &disk)
        }
    }

    /// The entries of the index whose path `isWanted` accepts.
    func trackedEntries(where isWanted: (ArraySlice<UInt8>) -> Bool) -> [FileEntry] {
        guard let index else { return [] }
        return index.positions(where: isWanted).map { position in
            FileEntry(path: index.path(at: position), mode: index.fields(at: position).mode)
        }
    }

    /// The items of `folder`, in the order of Git's index, in which the name of a folder ends in a slash.
    mutating func items(
        in folder: Path, _ reading: Disk.Reading = .required
    ) throws(SnapshotError) -> [WorktreeItem] {
        guard try folders.contains(folder, on: &disk) else { return [] }
        let listing: [FolderListing]
        switch try disk.withFolder(folder, reading, { folder throws(SystemError) in try FolderListing.of(folder) }) {
        case .notAFolder, .unreadable: return []
        case .absent: listing = []
        case .found(let names): listing = names
        }
        let hasSkipped = index?.hasSkipWorktreeEntries == true
        var items: [WorktreeItem] = []
        items.reserveCapacity(listing.count)
        var tracked = TrackedNames(index, in: folder)
        var left = 0
        for (name, kind) in try resolved(listing, in: folder) where !WorktreeFolders.isGitFolder(name[...]) {
            if let item = try item(folder.appending(name), kind, &tracked) { items.append(item) } else { left += 1 }
        }
        hasIgnored[folder] = left > 0
        if hasSkipped, let index {
            let onDisk = Set(listing.map(\.name))
            items += index.skipWorktreeItems(in: folder) { !onDisk.contains($0) }
        }
        // Names are sorted, except that of a submodule, which has no slash, and those of files that are not on disk.
        let isSorted = zip(items, items.dropFirst()).allSatisfy { $0.precedes($1) }
        return isSorted ? items : items.sorted { $0.precedes($1) }
    }

    /// The tree that Git has noted for a folder of the index.
    func trackedTree(at folder: Path) -> ObjectID? { index?.trees[folder] }

    /// Whether `folder` can contain files of this work tree.
    mutating func contains(_ folder: Path) throws(SnapshotError) -> Bool {
        try folders.contains(folder, on: &disk)
    }

    /// The untracked files of `folder` whose path `isWanted` accepts, and its folders, in no order; `folder` is part of
    /// the work tree.
    ///
    /// Of the other files nothing but the name is looked at. A folder that cannot be read contains nothing: Git passes
    /// it over, too.
    mutating func untrackedEntries(
        in folder: Path, where isWanted: (ArraySlice<UInt8>) -> Bool
    ) throws(SnapshotError) -> (files: [FileEntry], folders: [Path]) {
        let answer = try disk.withFolder(folder, .ifPossible) { folder throws(SystemError) in
            try FolderListing.of(folder)
        }
        guard case .found(let listing) = answer else { return ([], []) }
        var (files, subfolders): ([FileEntry], [Path]) = ([], [])
        var path = folder.isRoot ? [] : folder.bytes + [UInt8(ascii: "/")]
        let prefix = path.count
        for item in listing where !WorktreeFolders.isGitFolder(item.name[...]) {
            path.removeSubrange(prefix...)
            path += item.name
            if let kind = item.kind, kind != .folder, !isWanted(path[...]) { continue }
            let item = Path(normalized: path)
            if index?.range(below: item).isEmpty == false {
                subfolders.append(item)
            } else if case .found(let status) = try disk.status(of: item, .ifPossible),
                let entry = try entry(at: item, status)
            {
                if entry.mode == .folder {
                    if case .inside(isIgnored: false) = try folders.membership(of: item, on: &disk) {
                        subfolders.append(item)
                    }
                } else if entry.mode != .submodule, index?.range(of: item).isEmpty != false, isWanted(path[...]) {
                    files.append(entry)
                }
            }
        }
        return (files, subfolders)
    }

    /// Whether a new file at `path` would be ignored.
    mutating func ignoresNewFile(at path: Path) throws(SnapshotError) -> Bool {
        if let index, !index.range(of: path).isEmpty { return false }
        return try folders.ignoresFile(path, on: &disk)
    }

    /// Whether a tracked file below `folder` exists, as far as a quick look at the disk shows; what cannot be read may.
    mutating func hasTrackedFileOnDisk(below folder: Path) throws(SnapshotError) -> Bool {
        guard let index else { return false }
        for position in index.range(below: folder).prefix(4) {
            if index.fields(at: position).isSkipWorktree { return true }
            switch try disk.status(of: index.path(at: position), .ifPossible) {
            case .found(let status): if status.kind.isContent { return true }
            case .unreadable: return true
            case .absent, .notAFolder: continue
            }
        }
        return false
    }

    /// The item at `path`; `nil` if it is not part of the snapshot.
    private mutating func item(
        _ path: Path,
        _ kind: FileKind,
        _ tracked: inout TrackedNames
    ) throws(SnapshotError) -> WorktreeItem? {
        switch kind {
        case .other: return nil
        case .folder:
            if tracked.passFolder(path) { return WorktreeItem(path: path, kind: .folder) }
            switch try folders.membership(of: path, on: &disk) {
            case .inside(isIgnored: true): return nil
            case .inside(isIgnored: false): return WorktreeItem(path: path, kind: .folder)
            case .outside(isIgnored: let isIgnored): return isIgnored ? nil : WorktreeItem(path: path, kind: .submodule)
            }
        case .file, .symbolicLink:
            let position = tracked.passFile(path)
            if position == nil, try folders.ignoresFile(path, on: &disk) { return nil }
            return WorktreeItem(path: path, kind: .onDisk, position: position)
        }
    }

    /// The names of a folder and their kinds, sorted as in Git's index.
    mutating func resolved(
        _ listing: [FolderListing],
        in folder: Path
    ) throws(SnapshotError) -> [(name: [UInt8], kind: FileKind)] {
        var resolved: [(name: [UInt8], kind: FileKind)] = []
        resolved.reserveCapacity(listing.count)
        for item in listing {
            if let kind = item.kind {
                resolved.append((item.name, kind))
            } else if case .found(let status) = try disk.status(of: folder.appending(item.name)) {
                resolved.append((item.name, status.kind))
            }
        }
        return resolved.sorted { precedes($0.name, $0.kind == .folder, $1.name, $1.kind == .folder) }
    }
}
