internal import CLibgit2
public import SourceFiles

/// A branch or a tag, and its commit.
public struct NamedCommit: Hashable, Sendable {
    /// The full name, such as `refs/tags/v1` or `refs/remotes/origin/main`.
    public let reference: String
    /// The commit that it leads to.
    public let id: ObjectID

    /// The name as people write it: `v1`, `origin/main`, `main`.
    public var name: String {
        for prefix in ["refs/tags/", "refs/remotes/", "refs/heads/"] where reference.hasPrefix(prefix) {
            return String(reference.dropFirst(prefix.count))
        }
        return reference
    }
}

extension Repository {
    /// The references that begin with `prefix` and lead to a commit, sorted by name; symbolic ones, such as
    /// `refs/remotes/origin/HEAD`, are left out.
    public func references(in prefix: String) throws(SnapshotError) -> [NamedCommit] {
        let attempt = "cannot list the references \(prefix)* of \(location.text)"
        let found = try explaining(attempt, help: "check the repository: `git fsck`") { () throws(GitError) in
            let iterator = try unsafe GitHandle<HandleKinds.ReferenceIterator>("git_reference_iterator_glob_new") {
                unsafe git_reference_iterator_glob_new(&$0, handle.raw, prefix + "*")
            }
            var found: [NamedCommit] = []
            while true {
                var next: OpaquePointer?
                let status = unsafe git_reference_next(&next, iterator.raw)
                if status == GIT_ITEROVER.rawValue { return found }
                let reference = try unsafe GitHandle<HandleKinds.Reference>("git_reference_next") {
                    unsafe $0 = next
                    return status
                }
                if let commit = try commit(of: reference) { found.append(commit) }
            }
        }
        return found.sorted { $0.reference < $1.reference }
    }

    private func commit(of reference: borrowing GitHandle<HandleKinds.Reference>) throws(GitError) -> NamedCommit? {
        guard unsafe git_reference_type(reference.raw) == GIT_REFERENCE_DIRECT,
            let name = unsafe git_reference_name(reference.raw).map({ unsafe [UInt8](cString: $0).text })
        else { return nil }
        do throws(GitError) {
            let object = try unsafe GitHandle<HandleKinds.Object>("git_reference_peel") { made in
                unsafe git_reference_peel(&made, reference.raw, GIT_OBJECT_COMMIT)
            }
            guard let id = unsafe git_object_id(object.raw) else { return nil }
            return unsafe NamedCommit(reference: name, id: ObjectID(id.pointee))
        } catch {
            // A tag of a file or a tree names no state of the project, nor does a tag of a commit that is missing.
            return nil
        }
    }

    /// The commits of the tips and all of their ancestors, as far as this clone contains them.
    public func ancestors(of tips: [ObjectID]) throws(SnapshotError) -> Set<ObjectID> {
        var history = try CommitHistory(of: self)
        var found = Set(tips)
        var open = tips
        while let id = open.popLast() {
            for parent in try history.commit(id).parents where found.insert(parent).inserted { open.append(parent) }
        }
        return found
    }

    /// Groups commits by what they contain at `paths`: commits with the same files there are in one group.
    public func groups(
        of commits: [NamedCommit], by paths: [Path]
    ) throws(SnapshotError) -> [[NamedCommit]] {
        var history = try CommitHistory(of: self)
        var lookup = try TreeLookup(location)
        var groups: [[ObjectID?]: [NamedCommit]] = [:]
        var order: [[ObjectID?]] = []
        for commit in commits {
            let objects = try lookup.objects(at: paths, in: try history.commit(commit.id).tree)
            if groups[objects] == nil { order.append(objects) }
            groups[objects, default: []].append(commit)
        }
        return order.compactMap { groups[$0] }
    }
}

// MARK: What a clone has of its remote

extension Repository {
    /// What the settings of a clone keep out of it, as a clause; `nil` if it fetches all branches and tags.
    public func narrowing() throws(SnapshotError) -> String? {
        try explaining("cannot read the configuration of \(location.text)") { () throws(GitError) in
            let configuration = try configuration()
            if let setting = try configuration.name(matching: #"^remote\..*\.tagopt$"#, where: { $0 == "--no-tags" }) {
                return "this clone fetches no tags (`\(setting)` is `--no-tags`)"
            }
            let refspecs = #"^remote\..*\.fetch$"#
            guard try configuration.name(matching: refspecs, where: { !$0.contains("*") }) != nil,
                try configuration.name(matching: refspecs, where: { $0.contains("*") }) == nil
            else { return nil }
            return "this clone fetches one branch only"
        }
    }

    /// The branch of a remote that `branch` is pushed to, such as `refs/remotes/origin/main`; `nil` if there is none.
    public func upstream(ofBranch branch: String) throws(SnapshotError) -> String? {
        try explaining("cannot read the configuration of \(location.text)") { () throws(GitError) in
            let configuration = try configuration()
            guard let remote = try configuration.value(of: "branch.\(branch).remote"),
                let merge = try configuration.value(of: "branch.\(branch).merge"), merge.hasPrefix("refs/heads/")
            else { return nil }
            return remote == "." ? merge : "refs/remotes/\(remote)/\(merge.dropFirst("refs/heads/".count))"
        }
    }
}
