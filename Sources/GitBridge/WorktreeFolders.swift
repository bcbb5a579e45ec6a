internal import SourceFiles

/// Decides which folders belong to the work tree, and in which of them all untracked files are ignored.
struct WorktreeFolders {
    /// The relation of a folder to the repository.
    enum Membership {
        /// It is part of the work tree; `isIgnored` is whether its untracked files are ignored.
        case inside(isIgnored: Bool)
        /// It is another repository, or part of one, or of Git's own folder.
        case outside(isIgnored: Bool)
    }

    private let index: IndexFile?
    private let rules: IgnoreRules
    private var known: [Path: Membership] = [.root: .inside(isIgnored: false)]

    /// Decides by the tracked files, the ignore rules and the files on disk.
    init(_ index: IndexFile?, _ rules: IgnoreRules) {
        self.index = index
        self.rules = rules
    }

    /// Whether a name is that of Git's own folder, which is not part of a snapshot at any depth.
    static func isGitFolder(_ name: ArraySlice<UInt8>) -> Bool {
        name.elementsEqual(".git".utf8)
    }

    /// Whether `folder` can contain files of this work tree.
    mutating func contains(_ folder: Path, on disk: inout Disk) throws(SnapshotError) -> Bool {
        if case .inside = try membership(of: folder, on: &disk) { true } else { false }
    }

    /// Whether the untracked file at `path` is ignored.
    mutating func ignoresFile(_ path: Path, on disk: inout Disk) throws(SnapshotError) -> Bool {
        if TemporaryNames.isTemporary(path.name) { return true }
        if case .inside(isIgnored: false) = try membership(of: path.parent ?? .root, on: &disk) {
            return try rules.covers(path, isFolder: false)
        }
        return true
    }

    /// The relation of `folder` to the repository.
    mutating func membership(of folder: Path, on disk: inout Disk) throws(SnapshotError) -> Membership {
        if let standing = known[folder] { return standing }
        // Upward to the nearest folder that is known; the root is.
        var unknown = [folder]
        var standing = Membership.inside(isIgnored: false)
        while let parent = unknown.last?.parent {
            if let judged = known[parent] {
                standing = judged
                break
            }
            unknown.append(parent)
        }
        for path in unknown.reversed() {
            guard case .inside(let isIgnored) = standing else { return standing }
            standing = try judge(path, isParentIgnored: isIgnored, on: &disk)
            known[path] = standing
        }
        return standing
    }

    private func judge(_ path: Path, isParentIgnored: Bool, on disk: inout Disk) throws(SnapshotError) -> Membership {
        if Self.isGitFolder(path.name) { return .outside(isIgnored: true) }
        let isIgnored = isParentIgnored ? true : try rules.covers(path, isFolder: true)
        let isTracked = index?.range(below: path).isEmpty == false
        if isTracked { return .inside(isIgnored: isIgnored) }
        if let index, let position = index.range(of: path).first, index.fields(at: position).mode == .submodule {
            return .outside(isIgnored: false)
        }
        return try isRepository(path, on: &disk) ? .outside(isIgnored: isIgnored) : .inside(isIgnored: isIgnored)
    }

    /// Whether `path` is another repository; a folder that cannot be read is part of this one.
    private func isRepository(_ path: Path, on disk: inout Disk) throws(SnapshotError) -> Bool {
        let git = path.appending(".git")
        guard case .found(let status) = try disk.status(of: git, .ifPossible) else { return false }
        if status.kind != .folder { return status.kind == .file }
        guard case .found = try disk.status(of: git.appending("HEAD"), .ifPossible) else { return false }
        return true
    }
}
