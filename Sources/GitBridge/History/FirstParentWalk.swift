public import SourceFiles

/// The first-parent history of a commit, newest first: what a branch contained, one push or merge at a time.
///
/// Takes a commit, and paths that may change from step to step. Returns the commits that changed something at or below
/// these paths, with the files that were there before and are gone or different since. A commit that did not touch the
/// paths costs one look at the folders above them.
public struct FirstParentWalk: ~Copyable {
    /// A commit that changed something at the paths.
    public struct Step: Sendable {
        /// The commit.
        public let commit: ObjectID
        /// The committer's time, in seconds since 1970.
        public let seconds: Int
        /// Its first parent.
        public let parent: ObjectID
        /// The files of the parent that are deleted or different in the commit, sorted by path.
        public let replaced: [FileEntry]
        /// Those of the paths that differ.
        public let changed: Set<Path>
        /// Whether one of the paths was a folder in the commit and is none in the parent, or the other way around.
        public let removesFolder: Bool
    }

    /// Whether the walk came to the end of what a shallow clone contains.
    public private(set) var isCut = false

    private var history: CommitHistory
    private var lookup: TreeLookup
    private var next: ObjectID?

    init(from tip: ObjectID, in history: consuming CommitHistory, with lookup: consuming TreeLookup) {
        self.history = history
        self.lookup = lookup
        next = tip
    }

    /// The next commit that changed something at or below `paths`; `nil` at the end of the history.
    public mutating func next(changing paths: [Path]) throws(SnapshotError) -> Step? {
        while let id = next {
            let commit = try history.commit(id)
            guard let parent = commit.parents.first else {
                isCut = history.boundary.contains(id)
                next = nil
                return nil
            }
            next = parent
            let before = try history.commit(parent)
            var comparison = TreeLookup.Comparison(paths: paths)
            try lookup.compare(before.tree, with: commit.tree, at: .root, &comparison)
            if comparison.changed.isEmpty { continue }
            return Step(
                commit: id, seconds: Int(commit.date), parent: parent, replaced: comparison.replaced.sortedByPath(),
                changed: comparison.changed, removesFolder: comparison.removesFolder)
        }
        return nil
    }
}

/// Reads trees by their ids, and compares them at some paths.
struct TreeLookup: ~Copyable {
    /// What differs at some paths.
    struct Comparison {
        /// The paths that are compared.
        let paths: [Path]
        /// The files of the older tree that are deleted or different in the newer one.
        var replaced: [FileEntry] = []
        /// The paths that differ.
        var changed: Set<Path> = []
        /// Whether a folder that contains paths, or is one, is in one of the trees only.
        var removesFolder = false
    }

    private var objects: ObjectDatabase
    /// The trees of the previous comparison: the older tree of one step is the newer one of the next.
    private var recent: [ObjectID: [TreeItem]] = [:]
    private static let maximumRecent = 64

    init(_ location: RepositoryLocation) throws(SnapshotError) {
        objects = try ObjectDatabase(location)
    }

    /// The objects at `paths` in the tree `root`; `nil` where there is nothing.
    mutating func objects(at paths: [Path], in root: ObjectID) throws(SnapshotError) -> [ObjectID?] {
        var found: [ObjectID?] = []
        for path in paths {
            var item: (object: ObjectID, isFolder: Bool)? = (root, true)
            for component in path.components {
                guard let folder = item, folder.isFolder,
                    let next = TreeItem.find(component, in: try items(of: folder.object))
                else {
                    item = nil
                    break
                }
                item = (next.object, next.mode == .folder)
            }
            found.append(item?.object)
        }
        return found
    }

    /// Adds to `comparison` what differs between two trees at `folder`, the older one first.
    mutating func compare(
        _ old: ObjectID?, with new: ObjectID?, at folder: Path, _ comparison: inout Comparison
    ) throws(SnapshotError) {
        if old == new { return }
        if old == nil || new == nil { comparison.removesFolder = true }
        if comparison.paths.contains(where: folder.isWithin) {
            comparison.changed.formUnion(comparison.paths.filter(folder.isWithin))
            return try addReplaced(old, new, at: folder, &comparison)
        }
        let (before, after) = (try items(of: old), try items(of: new))
        let level = folder.components.count
        let names = Set(comparison.paths.filter { $0.isWithin(folder) }.map { Array($0.components[level]) })
        for name in names {
            let (one, other) = (TreeItem.find(name[...], in: before), TreeItem.find(name[...], in: after))
            if one?.object == other?.object { continue }
            let path = folder.appending(name)
            if one?.mode == .folder || other?.mode == .folder {
                try compare(one?.folder, with: other?.folder, at: path, &comparison)
            }
            if comparison.paths.contains(path) { comparison.changed.insert(path) }
            if let one, one.mode != .folder, comparison.paths.contains(path) {
                comparison.replaced.append(one.entry(in: folder))
            }
        }
    }

    private mutating func addReplaced(
        _ old: ObjectID?, _ new: ObjectID?, at folder: Path, _ comparison: inout Comparison
    ) throws(SnapshotError) {
        let after = try items(of: new)
        for item in try items(of: old) {
            let now = TreeItem.find(item.name[...], in: after)
            if now?.object == item.object, now?.mode == item.mode { continue }
            if item.mode == .folder {
                try addReplaced(item.object, now?.folder, at: folder.appending(item.name), &comparison)
            } else {
                comparison.replaced.append(item.entry(in: folder))
            }
        }
    }

    private mutating func items(of tree: ObjectID?) throws(SnapshotError) -> [TreeItem] {
        guard let tree else { return [] }
        if let known = recent[tree] { return known }
        let items = try objects.withTree(tree, named: "a folder of an older commit") { TreeItem.items(of: $0) }
        guard let items else {
            throw SnapshotError(
                "cannot read a folder of an older commit (object \(tree))", reason: "the object is damaged",
                help: "check the repository: `git fsck`")
        }
        if recent.count >= Self.maximumRecent { recent = [:] }
        recent[tree] = items
        return items
    }
}

extension TreeItem {
    /// The tree of a folder; `nil` for anything else.
    fileprivate var folder: ObjectID? { mode == .folder ? object : nil }
}

extension Repository {
    /// Walks the first-parent history of `tip`.
    public func firstParentWalk(from tip: ObjectID) throws(SnapshotError) -> FirstParentWalk {
        FirstParentWalk(from: tip, in: try CommitHistory(of: self), with: try TreeLookup(location))
    }
}
