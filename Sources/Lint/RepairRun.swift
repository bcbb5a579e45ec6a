internal import Diagnostics
internal import Fixing
internal import GitBridge
internal import Glibc
internal import Rules
internal import SourceFiles

/// A run with `--fix` or `--diff`: the repairs, proven in memory, and where they go.
///
/// What walks in: a session and what was found in it. What walks out: changed files or a patch, and what the rules say afterwards. What is staged and what is on
/// disk are two copies of a file: `--fix --staged` repairs each in its own right.
struct RepairRun {
    /// The repairs, as a report tells them.
    let repairs: [Report.Repair]
    /// What the rules say of the repaired files.
    let state: LintedState
    /// The repaired files.
    let tree: any FileTree

    private let session: Session
    private let repository: Repository
    private let changes: [FileChange]

    /// Repairs in memory what `found` can be repaired of.
    init(
        _ request: RepairRequest, of session: Session, _ found: LintedState, rules: [any Rule.Type]
    ) throws(SnapshotError) {
        guard let repository = session.repository else {
            throw SnapshotError(
                "cannot repair anything", reason: "there is no Git repository here, so nothing tells what is published",
                help: "run `git init` and commit what is deployed first")
        }
        if repository.isBare, !request.isPatch {
            throw SnapshotError(
                "cannot repair the files of \(String(decoding: repository.gitDirectory, as: UTF8.self))",
                reason: "the repository is bare: there are no files on disk", help: "repair in a clone with a work tree"
            )
        }
        let keeper = RepairKeeper(repository, session, isWriting: !request.isPatch)
        let repairer = Repairer(
            session.tree, allowsUnsafe: request.allowsUnsafe,
            withholds: { path throws(SnapshotError) in try keeper.reason(toLeave: path) },
            lint: { tree, changed throws(SnapshotError) in
                LintedState(try session.projects(in: tree, changed: changed), rules)
            })
        let result = try repairer.run(from: found)
        for omission in result.omissions { Terminal.note(omission.explanation) }
        repairs = result.repairs.map { Report.Repair(of: $0.diagnostic, by: $0.fix) }
        (state, tree, changes) = (result.state, result.tree, result.changes)
        (self.session, self.repository) = (session, repository)
    }

    /// Prints the repairs as a patch for `git apply`.
    func printPatch() throws(SnapshotError) {
        var executable: Set<Path> = []
        for change in changes where try session.tree.entry(at: change.path)?.mode == .file(executable: true) {
            executable.insert(change.path)
        }
        Terminal.write(try Repository.patch(of: changes, executable: executable), to: STDOUT_FILENO)
    }

    /// Writes the repaired files.
    func write() throws(SnapshotError) {
        let isStaged = session.snapshot.kind == .index
        // Without a change, too, what a killed run has left beside the index goes.
        if changes.isEmpty, !isStaged { return }
        let disk = isStaged ? try changesOnDisk() : changes
        do throws(WriteFailure) {
            try repository.write(disk: disk, index: isStaged ? changes : [])
        } catch {
            tell("repaired", error.written)
            tell("not repaired", error.unwritten)
            throw error.error
        }
    }

    /// Names files, or as many of them as somebody reads.
    private func tell(_ what: String, _ paths: [Path]) {
        let limit = 10
        for path in paths.prefix(limit) { Terminal.note("\(what): \(path)") }
        if paths.count > limit { Terminal.note("\(what): \(paths.count - limit) more files") }
    }

    /// The same repairs for the files on disk, which may hold more than what is staged; those that cannot be carried over are told.
    private func changesOnDisk() throws(SnapshotError) -> [FileChange] {
        let disk = try repository.worktree()
        var carried: [FileChange] = []
        for change in changes {
            // What a sparse checkout leaves out has a content in the working tree's snapshot all the same.
            let bytes = try repository.isOnDisk(change.path) ? disk.contents(of: change.path) : nil
            guard let before = change.before else {
                if bytes == nil, try disk.entry(at: change.path) == nil {
                    carried.append(change)
                } else if bytes != change.after {
                    leave(change, "another one is on disk, which was left as it is")
                }
                continue
            }
            guard let bytes else {
                leave(change, "it is not on disk")
                continue
            }
            guard let after = LineTransfer.carry(from: before, to: change.after, into: bytes) else {
                leave(change, "its copy on disk has other changes in the same lines, and was left as it is")
                continue
            }
            if after != bytes || change.newPath != nil {
                carried.append(FileChange(path: change.path, before: bytes, after: after, newPath: change.newPath))
            }
        }
        return carried
    }

    private func leave(_ change: FileChange, _ reason: String) {
        Terminal.note("\(change.newPath ?? change.path) is repaired in the index only: \(reason)")
    }
}

extension Repairer.Omission {
    /// Why a repair was left out, for people.
    fileprivate var explanation: String {
        let place = diagnostic.location.map { "\($0.path): " } ?? ""
        switch reason {
        case .unproven:
            return place
                + "the repair of `\(diagnostic.rule)` (\(fix.title)) was not made: it would not have settled the finding, or caused another; "
                + "this is a defect of lint, please report it"
        case .obstructed:
            return place
                + "the repair of `\(diagnostic.rule)` (\(fix.title)) was not made: something is in its place already"
        case .withheld(let refusal):
            return place
                + "the fix of `\(diagnostic.rule)` (\(fix.title)) was not written: \(refusal.message); \(refusal.help)"
        case .unfinished:
            return place
                + "the repair of `\(diagnostic.rule)` (\(fix.title)) was not made: too many others came first; run it again"
        }
    }
}
