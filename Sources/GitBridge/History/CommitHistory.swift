internal import CLibgit2
public import SourceFiles

/// The commits of a repository with their parents and dates, each read once.
///
/// In a shallow clone the commits at the boundary have no parents, as in Git; libgit2 1.5 would fail there.
struct CommitHistory: ~Copyable {
    /// The facts about a commit that a walk needs.
    struct Commit {
        /// Its parents, in their order.
        let parents: [ObjectID]
        /// The committer's time, in seconds.
        let date: Int64
        /// The tree of its files.
        let tree: ObjectID
    }

    private let repository: Repository
    /// The commits whose parents this clone does not have.
    let boundary: Set<ObjectID>
    private var known: [ObjectID: Commit] = [:]

    init(of repository: Repository) throws(SnapshotError) {
        self.repository = repository
        boundary = Set(try repository.objectIDs(inFile: "shallow", of: repository.location.commonDirectory))
    }

    /// The facts about a commit.
    mutating func commit(_ id: ObjectID) throws(SnapshotError) -> Commit {
        if let commit = known[id] { return commit }
        var key = id.gitID
        let commit = try explaining(
            "cannot read the commit \(id) of \(repository.location.text)", help: "check the repository: `git fsck`"
        ) { () throws(GitError) in
            let object = try unsafe GitHandle<HandleKinds.Object>("git_commit_lookup") { made in
                unsafe git_object_lookup(&made, repository.handle.raw, &key, GIT_OBJECT_COMMIT)
            }
            let count = boundary.contains(id) ? 0 : unsafe git_commit_parentcount(object.raw)
            let parents = (0..<count).compactMap { index in
                unsafe git_commit_parent_id(object.raw, index).map { unsafe ObjectID($0.pointee) }
            }
            guard let tree = unsafe git_commit_tree_id(object.raw) else {
                throw GitError(function: "git_commit_tree_id", code: GIT_EINVALID.rawValue, message: "it has no tree")
            }
            return unsafe Commit(parents: parents, date: git_commit_time(object.raw), tree: ObjectID(tree.pointee))
        }
        known[id] = commit
        return commit
    }

    /// The best common ancestors of two histories, sorted; empty if they have none.
    ///
    /// A history is given by its tips: that of the next commit, which does not exist yet, by its parents. Source:
    /// `paint_down_to_common` in Git's commit-reach.c.
    mutating func mergeBases(of one: [ObjectID], and other: [ObjectID]) throws(SnapshotError) -> [ObjectID] {
        if Set(one) == Set(other), one.count == 1 { return one }
        let found = try commonAncestors(of: one, and: other)
        if found.count < 2 { return found }
        // If a clock was wrong, the walk may find an older common ancestor first.
        var best: [ObjectID] = []
        for candidate in found {
            let others = found.filter { $0 != candidate }
            if try !commonAncestors(of: [candidate], and: others).contains(candidate) { best.append(candidate) }
        }
        return best.sorted { $0.description < $1.description }
    }

    private mutating func commonAncestors(of one: [ObjectID], and other: [ObjectID]) throws(SnapshotError) -> [ObjectID]
    {
        var paint: [ObjectID: Paint] = [:]
        var queue: [(date: Int64, id: ObjectID)] = []
        for (tips, color) in [(one, Paint.one), (other, Paint.other)] {
            for tip in tips {
                paint[tip, default: []].formUnion(color)
                if !queue.contains(where: { $0.id == tip }) { queue.append((try commit(tip).date, tip)) }
            }
        }
        queue.sort { $0.date < $1.date }
        var found: [ObjectID] = []
        while queue.contains(where: { !(paint[$0.id] ?? []).contains(.stale) }), let (_, id) = queue.popLast() {
            var colors = paint[id] ?? []
            if colors.isSuperset(of: [.one, .other]) {
                if !colors.contains(.stale), !found.contains(id) { found.append(id) }
                colors.insert(.stale)
            }
            for parent in try commit(id).parents {
                let before = paint[parent] ?? []
                if before.isSuperset(of: colors) { continue }
                paint[parent] = before.union(colors)
                let date = try commit(parent).date
                let position = queue.firstIndex { $0.date > date } ?? queue.endIndex
                queue.insert((date, parent), at: position)
            }
        }
        return found.filter { !isBelowAnother($0, paint) }
    }

    /// Whether a common ancestor turned out to be an ancestor of another.
    private func isBelowAnother(_ id: ObjectID, _ paint: [ObjectID: Paint]) -> Bool {
        (paint[id] ?? []).contains(.stale)
    }

    /// The history that a commit was reached from.
    private struct Paint: OptionSet {
        let rawValue: UInt8
        static let one = Paint(rawValue: 1)
        static let other = Paint(rawValue: 2)
        /// It is an ancestor of a common ancestor.
        static let stale = Paint(rawValue: 4)
    }
}

extension Repository {
    /// The best common ancestors of two histories, each given by its tips, sorted by id; empty if they have none.
    ///
    /// In a shallow clone (``isShallow``) the history below the boundary is unknown, so that an empty result does not
    /// mean that there is none.
    public func mergeBases(of one: [ObjectID], and other: [ObjectID]) throws(SnapshotError) -> [ObjectID] {
        var history = try CommitHistory(of: self)
        return try history.mergeBases(of: one, and: other)
    }

    /// The parents of the next commit: `HEAD`, and the commits that are being merged; empty before the first commit.
    public func parentsOfNextCommit() throws(SnapshotError) -> [ObjectID] {
        guard case .commit(let head, _) = try head() else { return [] }
        return try [head] + objectIDs(inFile: "MERGE_HEAD", of: location.gitDirectory).filter { $0 != head }
    }

    /// The commit that a reference names, and the reference that it resolves to, such as `refs/remotes/origin/main` for
    /// `refs/remotes/origin/HEAD`; `nil` if there is no such reference.
    public func commit(ofReference name: String) throws(SnapshotError) -> (id: ObjectID, reference: String)? {
        do throws(GitError) {
            let reference = try unsafe GitHandle<HandleKinds.Reference>("git_reference_lookup") { made in
                unsafe git_reference_lookup(&made, handle.raw, name)
            }
            let commit = try unsafe GitHandle<HandleKinds.Object>("git_reference_peel") { made in
                unsafe git_reference_peel(&made, reference.raw, GIT_OBJECT_COMMIT)
            }
            guard let id = unsafe git_object_id(commit.raw) else { return nil }
            let target = unsafe git_reference_symbolic_target(reference.raw).map { unsafe [UInt8](cString: $0).text }
            return unsafe (ObjectID(id.pointee), target ?? name)
        } catch {
            // A symbolic reference to a branch that was deleted names nothing either.
            if error.isCode(GIT_ENOTFOUND) || error.isCode(GIT_EINVALIDSPEC) { return nil }
            throw error.explained(
                "cannot read the reference \(name) of \(location.text)", help: "check the repository: `git fsck`")
        }
    }

    /// The ids in a file of a Git directory, one on each line; none if there is no such file.
    func objectIDs(inFile name: String, of folder: [UInt8]) throws(SnapshotError) -> [ObjectID] {
        let path = folder.joined(name)
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try Descriptor(file: path).readAll()
        } catch {
            if error.isAbsence { return [] }
            throw error.explained("cannot read \(path.text)")
        }
        return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            var id = git_oid()
            let digits = Array(line.prefix(40))
            guard digits.count == 40, unsafe git_oid_fromstrn(&id, String(decoding: digits, as: UTF8.self), 40) == 0
            else {
                return nil
            }
            return ObjectID(id)
        }
    }
}
