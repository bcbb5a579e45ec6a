internal import CLibgit2
public import SourceFiles

/// A Git repository: its location, what is checked out, and its snapshots.
///
/// Takes a folder and the variables that Git reads; returns ``IndexTree``, ``CommitTree`` and ``WorktreeTree``. One
/// task uses it; the snapshots open their own handles for the tasks that they start.
public final class Repository {
    /// What is checked out.
    public enum Head: Hashable, Sendable {
        /// A commit, and the branch that names it; `nil` for a detached `HEAD`.
        case commit(ObjectID, branch: String?)
        /// A branch without a commit.
        case unborn(branch: String)
    }

    /// libgit2's handle.
    let handle: GitHandle<HandleKinds.Repository>
    /// The paths of its parts.
    let location: RepositoryLocation
    private var readIndex: IndexFile?

    /// Opens the repository for a command in the folder `path`; `nil` if there is none.
    ///
    /// The variables of `environment` have the same effect as in Git: `GIT_DIR`, `GIT_WORK_TREE`, `GIT_COMMON_DIR`,
    /// `GIT_INDEX_FILE`, `GIT_OBJECT_DIRECTORY`, `GIT_ALTERNATE_OBJECT_DIRECTORIES`, `GIT_CEILING_DIRECTORIES`,
    /// `GIT_DISCOVERY_ACROSS_FILESYSTEM`, `GIT_CONFIG_GLOBAL`, `GIT_CONFIG_SYSTEM`, `GIT_CONFIG_NOSYSTEM`. Relative
    /// paths start from `currentDirectory`, where a hook starts (without it, that of the process); `GIT_INDEX_FILE`
    /// starts from the root of the work tree. `originals` has the bytes of those that are not UTF-8.
    ///
    /// Throws for a repository that exists but cannot be read: another user's without `safe.directory`, SHA-256,
    /// reftable.
    public static func open(
        discoveringFrom path: [UInt8],
        environment: [String: String],
        originals: OriginalTexts = OriginalTexts(),
        currentDirectory: [UInt8]? = nil
    ) throws(SnapshotError) -> Repository? {
        let current = currentDirectory ?? GitBridge.currentDirectory()
        let folder = current.joined(path)
        guard let status = try? FileStatus.of(folder, following: true), status.kind == .folder else {
            throw SnapshotError("cannot look for a repository in \(path.text)", reason: "there is no such folder")
        }
        let discovery = RepositoryDiscovery(
            environment: GitEnvironment(environment, originals, currentDirectory: current))
        guard let found = try discovery.repository(of: folder) else { return nil }
        return Repository(found)
    }

    /// Opens the repository for a command in the folder `path`; `nil` if there is none.
    public static func open(
        discoveringFrom path: String,
        environment: [String: String]
    ) throws(SnapshotError) -> Repository? {
        try open(discoveringFrom: Array(path.utf8), environment: environment)
    }

    private init(_ found: consuming RepositoryDiscovery.Found) {
        location = found.location
        handle = found.handle
    }
}

extension Repository {
    /// The root of the work tree, absolute and without symbolic links; `nil` for a bare repository.
    public var workTree: [UInt8]? { location.workTree }

    /// The Git directory: `.git`, that of a linked worktree or submodule, or a bare repository itself.
    public var gitDirectory: [UInt8] { location.gitDirectory.withoutTrailingSlash }

    /// Whether there is no work tree.
    public var isBare: Bool { location.workTree == nil }

    /// Whether the history is incomplete, as in a clone with `--depth`.
    public var isShallow: Bool { location.isShallow }

    /// The path in the repository of a file on disk; `nil` if it is not in the work tree.
    ///
    /// `path` is absolute; symbolic links above its last component are resolved.
    public func path(ofFile path: [UInt8]) -> Path? {
        guard let root = workTree else { return nil }
        let absolute = path.withoutTrailingSlash
        let slash = absolute.lastIndex(of: UInt8(ascii: "/")) ?? 0
        let name = Array(absolute[(slash + 1)...])
        let isSpecial = name == Array(".".utf8) || name == Array("..".utf8) || name.isEmpty
        guard let real = isSpecial ? realPath(absolute) : realPath(Array(absolute[...slash])).map({ $0.joined(name) })
        else { return nil }
        if real == root { return .root }
        let prefix = root.withoutTrailingSlash == [UInt8(ascii: "/")] ? root : root + [UInt8(ascii: "/")]
        guard real.starts(with: prefix) else { return nil }
        return Path(normalized: Array(real.dropFirst(prefix.count)))
    }
}

extension Repository {
    /// What is checked out.
    public func head() throws(SnapshotError) -> Head {
        let attempt = "cannot read HEAD of \(location.text)"
        do throws(GitError) {
            let reference = try unsafe GitHandle<HandleKinds.Reference>("git_repository_head") { made in
                unsafe git_repository_head(&made, handle.raw)
            }
            guard let target = unsafe git_reference_target(reference.raw) else {
                throw GitError(
                    function: "git_reference_target", code: GIT_EINVALID.rawValue, message: "it does not name a commit")
            }
            let isBranch = unsafe git_reference_is_branch(reference.raw) == 1
            let name = unsafe git_reference_shorthand(reference.raw).map { unsafe [UInt8](cString: $0).text }
            return unsafe .commit(ObjectID(target.pointee), branch: isBranch ? name : nil)
        } catch {
            guard error.isCode(GIT_EUNBORNBRANCH) else {
                throw error.explained(attempt, help: "check it with `git status`")
            }
            return .unborn(branch: try explaining(attempt) { () throws(GitError) in try unbornBranch() })
        }
    }

    private func unbornBranch() throws(GitError) -> String {
        let reference = try unsafe GitHandle<HandleKinds.Reference>("git_reference_lookup") { made in
            unsafe git_reference_lookup(&made, handle.raw, "HEAD")
        }
        let target = unsafe git_reference_symbolic_target(reference.raw).map { unsafe [UInt8](cString: $0).text } ?? ""
        let prefix = "refs/heads/"
        return target.hasPrefix(prefix) ? String(target.dropFirst(prefix.count)) : target
    }

    /// The id of the commit that `revision` names, in every form of git-rev-parse(1); a tag names its commit.
    public func resolve(revision: String) throws(SnapshotError) -> ObjectID {
        do throws(GitError) {
            let object = try unsafe GitHandle<HandleKinds.Object>("git_revparse_single") { made in
                unsafe git_revparse_single(&made, handle.raw, revision)
            }
            let commit = try unsafe GitHandle<HandleKinds.Object>("git_object_peel") { made in
                unsafe git_object_peel(&made, object.raw, GIT_OBJECT_COMMIT)
            }
            guard let id = unsafe git_object_id(commit.raw) else {
                throw GitError(function: "git_object_id", code: GIT_EINVALID.rawValue, message: "the commit has no id")
            }
            return unsafe ObjectID(id.pointee)
        } catch {
            throw unknown(revision, error)
        }
    }

    private func unknown(_ revision: String, _ error: GitError) -> SnapshotError {
        let attempt = "cannot find the commit `\(revision)` in \(location.text)"
        if error.isCode(GIT_EAMBIGUOUS) {
            return SnapshotError(
                attempt, reason: "more than one object has an id that begins with these digits",
                help: "give more digits of the id")
        }
        if error.function == "git_object_peel" {
            return SnapshotError(
                attempt, reason: "it does not name a commit", help: "name a commit, a branch, or the tag of a commit")
        }
        if error.isCode(GIT_EINVALIDSPEC) {
            return error.explained(attempt, help: "name a commit as in gitrevisions(7)")
        }
        guard error.isCode(GIT_ENOTFOUND) else {
            return error.explained(attempt, help: "check whether Git can read it: `git rev-parse`, `git fsck`")
        }
        if isShallow {
            return SnapshotError(
                attempt, reason: "this shallow clone does not contain it",
                help:
                    "fetch the whole history: `git fetch --unshallow`; or one branch: `git fetch origin BRANCH`"
            )
        }
        return SnapshotError(
            attempt, reason: "there is no such commit, branch or tag",
            help: "list the commits with `git log --all --oneline`; fetch a remote branch with `git fetch`"
        )
    }
}

extension Repository {
    /// The index as a snapshot; a bare repository has one only if `GIT_INDEX_FILE` names it.
    public func index() throws(SnapshotError) -> IndexTree {
        if isBare, location.indexFile == location.gitDirectory.joined("index") {
            throw SnapshotError(
                "cannot read the index of \(location.text)", reason: "the repository is bare",
                help: "lint a commit: `--commit HEAD`"
            )
        }
        return try IndexTree(indexFile(), location)
    }

    /// The tree of a commit as a snapshot.
    public func tree(of commit: ObjectID) throws(SnapshotError) -> CommitTree {
        var id = commit.gitID
        let root = try explaining("cannot read the commit \(commit) of \(location.text)") { () throws(GitError) in
            let object = try unsafe GitHandle<HandleKinds.Object>("git_commit_lookup") { made in
                unsafe git_object_lookup(&made, handle.raw, &id, GIT_OBJECT_COMMIT)
            }
            guard let tree = unsafe git_commit_tree_id(object.raw) else {
                throw GitError(function: "git_commit_tree_id", code: GIT_EINVALID.rawValue, message: "it has no tree")
            }
            return unsafe ObjectID(tree.pointee)
        }
        return try CommitTree(commit: commit, root: root, location)
    }

    /// The working tree as a snapshot.
    public func worktree() throws(SnapshotError) -> WorktreeTree {
        guard let root = workTree else {
            throw SnapshotError(
                "cannot read the working tree of \(location.text)", reason: "the repository is bare",
                help: "lint a commit: `--commit HEAD`"
            )
        }
        return try WorktreeTree(root: root, self, indexFile())
    }

    /// The index, read for the first snapshot that needs it.
    private func indexFile() throws(SnapshotError) -> IndexFile {
        if let readIndex { return readIndex }
        let index = try IndexFile(location.indexFile)
        readIndex = index
        return index
    }

    /// The configuration in force.
    func configuration() throws(GitError) -> Configuration {
        Configuration(try unsafe GitHandle("git_repository_config") { unsafe git_repository_config(&$0, handle.raw) })
    }
}
