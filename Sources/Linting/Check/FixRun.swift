internal import Diagnostics
internal import Fixing
internal import GitBridge
internal import ProjectModel
internal import Rules
internal import SourceFiles

/// What is fixed.
public struct FixRequest: Sendable {
    /// Whether a patch is printed and nothing is written.
    public let isPatch: Bool
    /// Whether unsafe fixes are made, too.
    public let allowsUnsafe: Bool

    /// Asks for fixes.
    public init(isPatch: Bool = false, allowsUnsafe: Bool = false) {
        self.isPatch = isPatch
        self.allowsUnsafe = allowsUnsafe
    }
}

/// A run with `--fix` or `--diff`: the fixes, proven in memory, and the files that they change.
///
/// Takes a session and what was found in it. Returns changed files or a patch, and what the rules find afterwards. The
/// staged copy of a file and the one on disk may differ: `--fix --staged` fixes each in its own right.
struct FixRun {
    /// The fixes that were made.
    let applied: [AppliedFix]
    /// What the rules find in the fixed files.
    let state: LintedState
    /// The fixed files.
    let tree: any FileTree
    private let skipped: [SkippedFix]
    private let changes: [FileChange]
    private let session: Session
    private let repository: Repository

    /// Fixes in memory what was `found`.
    init(
        _ request: FixRequest, of session: Session, _ found: LintedState, rules: [any Rule.Type]
    ) throws(SnapshotError) {
        guard let repository = session.repository else {
            throw SnapshotError(
                "cannot fix the files of this folder",
                reason: "it is not in a Git repository, so it is unknown which migrations are published",
                help: "run `git init` and commit what is deployed first")
        }
        if repository.isBare, !request.isPatch {
            throw SnapshotError(
                "cannot fix the files of \(String(decoding: repository.gitDirectory, as: UTF8.self))",
                reason: "the repository is bare: it has no files on disk", help: "run lint in a clone with a work tree")
        }
        let fixer = Fixer(
            session.tree, allowsUnsafe: request.allowsUnsafe,
            refusal: { path throws(SnapshotError) in
                request.isPatch ? nil : try repository.refusal(toWrite: path, of: session)
            },
            lint: { tree, changed throws(SnapshotError) in
                LintedState(try session.projects(in: tree, changed: changed), rules)
            })
        let result = try fixer.run(from: found)
        (applied, skipped, changes) = (result.applied, result.skipped, result.changes)
        (state, tree) = (result.state, result.tree)
        (self.session, self.repository) = (session, repository)
    }

    /// Prints which fixes were not made.
    func note(in transcript: inout Transcript) {
        for fix in skipped { transcript.note(fix.message) }
    }

    /// The fixes as a patch for `git apply`.
    func patch() throws(SnapshotError) -> [UInt8] {
        var executable: Set<Path> = []
        for change in changes where try session.tree.entry(at: change.path)?.mode == .file(executable: true) {
            executable.insert(change.path)
        }
        return try Repository.patch(of: changes, executable: executable)
    }

    /// Writes the fixed files.
    func write(_ transcript: inout Transcript) throws(SnapshotError) {
        let isStaged = session.snapshot.kind == .index
        // A run without changes, too, removes what a killed run has left beside the index.
        if changes.isEmpty, !isStaged { return }
        let disk = isStaged ? try changesOnDisk(&transcript) : changes
        do throws(WriteFailure) {
            try repository.write(disk: disk, index: isStaged ? changes : [])
        } catch {
            transcript.list("fixed", error.written)
            transcript.list("not fixed", error.unwritten)
            throw error.error
        }
    }

    /// The same fixes for the files on disk, which may differ from the staged ones; those that cannot be carried over
    /// are printed.
    private func changesOnDisk(_ transcript: inout Transcript) throws(SnapshotError) -> [FileChange] {
        let disk = try repository.worktree()
        var carried: [FileChange] = []
        for change in changes {
            // The snapshot of the working tree has contents for files outside a sparse checkout, too.
            let bytes = try repository.isOnDisk(change.path) ? disk.contents(of: change.path) : nil
            guard let before = change.before else {
                if bytes == nil, try disk.entry(at: change.path) == nil {
                    carried.append(change)
                } else if bytes != change.after {
                    transcript.note(stagedOnly: change, "another file is at that path on disk")
                }
                continue
            }
            guard let bytes else {
                transcript.note(stagedOnly: change, "it is not on disk")
                continue
            }
            guard let after = LineTransfer.carry(from: before, to: change.after, into: bytes) else {
                transcript.note(stagedOnly: change, "the file on disk has other changes in the same lines")
                continue
            }
            if after != bytes || change.newPath != nil {
                carried.append(FileChange(path: change.path, before: bytes, after: after, newPath: change.newPath))
            }
        }
        return carried
    }
}

extension Repository {
    /// Why a file of the session cannot be written; `nil` if it can.
    fileprivate func refusal(toWrite path: Path, of session: Session) throws(SnapshotError) -> WriteRefusal? {
        switch session.snapshot.kind {
        case .index: return try isBehindCleanFilter(path) ? .cleanFilter(path) : nil
        case .worktree:
            if try session.tree.entry(at: path) == nil { return nil }
            return try isOnDisk(path) ? nil : .sparseCheckout(path)
        case .commit, .merge: return nil
        }
    }
}

extension Transcript {
    /// Prints names of files, at most ten.
    fileprivate mutating func list(_ label: String, _ paths: [Path]) {
        let limit = 10
        for path in paths.prefix(limit) { note("\(label): \(path)") }
        if paths.count > limit { note("\(label): \(paths.count - limit) more files") }
    }

    /// Prints that the file on disk was not fixed.
    fileprivate mutating func note(stagedOnly change: FileChange, _ reason: String) {
        note("\(change.newPath ?? change.path) is fixed in the index only: \(reason)")
    }
}
