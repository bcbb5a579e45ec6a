public import Diagnostics
public import Rules
public import SourceFiles

/// What the rules say of a state of the files.
public struct LintedState: Sendable {
    /// The projects.
    public let projects: [Project]
    /// What was found in each.
    public let outcomes: [Engine.Outcome]

    /// Holds a state.
    public init(projects: [Project], outcomes: [Engine.Outcome]) {
        self.projects = projects
        self.outcomes = outcomes
    }

    /// The findings of all projects; what two of them share is there twice.
    var diagnostics: [Diagnostic] { outcomes.flatMap(\.diagnostics) }
}

/// Repairs what can be repaired, in memory, and proves it.
///
/// What walks in: a snapshot, what the rules say of it, and a way to lint another. What walks out: the changes of files, the findings that they settle, and the
/// repairs that were left out. Repairs are made in rounds: those that do not meet are made together, the result is linted, and only what settles
/// its finding without a new one is kept; what a repair had to wait for, what only shows after it, and what could not be proven beside a defect
/// that is gone by then, is the matter of the next round.
public struct Repairer {
    /// How often it is tried again; findings that hang together need two or three rounds.
    private static let maximumRounds = 12

    /// A finding that was repaired.
    public struct Repair: Hashable, Sendable {
        /// The finding, as it was before.
        public let diagnostic: Diagnostic
        /// What was done about it.
        public let fix: Fix
    }

    /// A repair that was not made.
    public struct Omission: Hashable, Sendable {
        /// Why.
        public enum Reason: Hashable, Sendable {
            /// It did not settle its finding, or caused another one: a defect of the rule.
            case unproven
            /// Its edits do not fit the files: something is in the place of a file that it creates.
            case obstructed
            /// The caller keeps one of its files back, and says why.
            case withheld(WriteRefusal)
            /// There were too many rounds.
            case unfinished
        }

        /// The finding.
        public let diagnostic: Diagnostic
        /// The repair.
        public let fix: Fix
        /// Why.
        public let reason: Reason
    }

    /// What came of it.
    public struct Result {
        /// What is to be written, sorted by path.
        public let changes: [FileChange]
        /// What was repaired, in the order in which it was found.
        public let repairs: [Repair]
        /// What was left out.
        public let omissions: [Omission]
        /// What the rules say of the files as they will be.
        public let state: LintedState
        /// The files as they will be.
        public let tree: any FileTree
    }

    private let tree: any FileTree
    private let allowsUnsafe: Bool
    private let withholds: (Path) throws(SnapshotError) -> WriteRefusal?
    private let lint: (_ tree: any FileTree, _ changed: Set<Path>) throws(SnapshotError) -> LintedState

    /// Prepares to repair the files of `tree`.
    ///
    /// `lint` tells what the rules say of another tree, which differs from `tree` in the given paths; a fix that edits a file for which `withholds` gives a reason is left out.
    public init(
        _ tree: any FileTree,
        allowsUnsafe: Bool,
        withholds: @escaping (Path) throws(SnapshotError) -> WriteRefusal? = { _ in nil },
        lint: @escaping (_ tree: any FileTree, _ changed: Set<Path>) throws(SnapshotError) -> LintedState
    ) {
        self.tree = tree
        self.allowsUnsafe = allowsUnsafe
        self.withholds = withholds
        self.lint = lint
    }

    /// Adds `files`, which are not in the snapshot, and repairs what is found then.
    public func run(adding files: [FileChange]) throws(SnapshotError) -> Result {
        let patches = Patches(creating: files)
        let tree = try PatchedTree(self.tree, patches)
        return try run(Progress(patches: patches, tree: tree, state: try lint(tree, patches.paths)))
    }

    /// Repairs what was found in the snapshot.
    public func run(from initial: LintedState) throws(SnapshotError) -> Result {
        try run(Progress(patches: Patches(), tree: tree, state: initial))
    }

    private func run(_ start: Progress) throws(SnapshotError) -> Result {
        var progress = start
        for _ in 0..<Self.maximumRounds {
            let candidates = try candidates(&progress)
            if candidates.isEmpty { return progress.result }
            try advance(&progress, with: candidates)
        }
        for diagnostic in progress.state.diagnostics {
            guard let fix = diagnostic.fix, isWanted(fix, progress) else { continue }
            progress.leaveOut([fix], .unfinished)
        }
        return progress.result
    }

    // MARK: A round

    /// How far it has come.
    private struct Progress {
        var patches: Patches
        var tree: any FileTree
        var state: LintedState
        var repairs: [Repair] = []
        var omissions: [Omission] = []
        var leftOut: Set<Fix> = []

        mutating func leaveOut(_ fixes: [Fix], _ reason: Omission.Reason) {
            let new = Set(fixes).subtracting(leftOut)
            leftOut.formUnion(new)
            var told: Set<Fix> = []
            for diagnostic in state.diagnostics {
                guard let fix = diagnostic.fix, new.contains(fix), told.insert(fix).inserted else { continue }
                omissions.append(Omission(diagnostic: diagnostic, fix: fix, reason: reason))
            }
        }

        var result: Result {
            Result(changes: patches.changes, repairs: repairs, omissions: omissions, state: state, tree: tree)
        }
    }

    private func isWanted(_ fix: Fix, _ progress: Progress) -> Bool {
        (allowsUnsafe || fix.applicability == .safe) && !progress.leftOut.contains(fix)
    }

    /// The fixes of a round: each once, none that meets another.
    private func candidates(_ progress: inout Progress) throws(SnapshotError) -> [Fix] {
        var claims = EditClaims()
        var seen: Set<Fix> = []
        var chosen: [Fix] = []
        for diagnostic in progress.state.diagnostics {
            guard let fix = diagnostic.fix, isWanted(fix, progress), seen.insert(fix).inserted else { continue }
            var withheld: WriteRefusal?
            for edit in fix.edits where withheld == nil { withheld = try withholds(edit.path) }
            if let withheld {
                progress.leaveOut([fix], .withheld(withheld))
            } else if claims.claim(fix) {
                chosen.append(fix)
            }
        }
        return chosen
    }

    /// Makes those of `candidates` that prove themselves.
    private func advance(_ progress: inout Progress, with candidates: [Fix]) throws(SnapshotError) {
        var attempt = Attempt(start: progress)
        try keep(candidates[...], in: &attempt)
        let before = progress
        progress.leaveOut(attempt.obstructed, .obstructed)
        guard let after = attempt.best else {
            progress.leaveOut(attempt.unproven, .unproven)
            return
        }
        progress.patches = after.patches
        progress.tree = after.tree
        progress.state = after.state
        let kept = Set(attempt.kept)
        // What two projects of a repository share was found twice.
        var told: Set<Diagnostic> = []
        for diagnostic in before.state.diagnostics {
            guard let fix = diagnostic.fix, kept.contains(fix), told.insert(diagnostic).inserted else { continue }
            progress.repairs.append(Repair(diagnostic: diagnostic, fix: fix))
        }
    }

    /// The search for those fixes of a round that can be kept together.
    private struct Attempt {
        let start: Progress
        var kept: [Fix] = []
        var unproven: [Fix] = []
        var obstructed: [Fix] = []
        var best: (patches: Patches, tree: any FileTree, state: LintedState)?
    }

    /// Keeps as many of `fixes` as prove themselves: all at once if possible, else by halves.
    private func keep(_ fixes: ArraySlice<Fix>, in attempt: inout Attempt) throws(SnapshotError) {
        if fixes.isEmpty { return }
        var patches = attempt.start.patches
        let wanted = attempt.kept + fixes
        let made = try patches.apply(wanted, to: attempt.start.tree)
        if made.count < wanted.count, fixes.count == 1 {
            attempt.obstructed += fixes
            return
        }
        if made.count == wanted.count {
            let tree = try PatchedTree(self.tree, patches)
            let state = try lint(tree, patches.paths)
            if RepairProof(before: attempt.start.state.diagnostics, made: made).holds(for: state, attempt.start.state) {
                attempt.kept = made
                attempt.best = (patches, tree, state)
                return
            }
            if fixes.count == 1 {
                attempt.unproven += fixes
                return
            }
        }
        let middle = fixes.startIndex + fixes.count / 2
        try keep(fixes[..<middle], in: &attempt)
        try keep(fixes[middle...], in: &attempt)
    }
}
