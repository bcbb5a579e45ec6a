internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import SourceFiles

/// `upgrade-path`: every database deployed at the base, or at a release in production, reaches the new heads.
///
/// The sets are those of Alembic, see ``UpgradeForecast``; what is told is the edit that does the harm, and what to do instead.
enum UpgradePath: Rule {
    static let metadata = RuleMetadata(
        id: "upgrade-path",
        summary:
            "Every deployed database reaches the new heads: none is refused, no revision is skipped, none is run twice.",
        rationale: """
            `alembic_version` does not hold what has run: it holds the topmost revisions, by `down_revision` and `depends_on`. Everything below them in \
            today's files is taken as already run. So an edit of a published migration can make `upgrade heads` skip a schema migration for good and report \
            success, run one a second time, or fail with `overlaps with other requested revisions` or `Can't locate revision`, now and ever after. This \
            rule computes what the upgrade would do to a database that was upgraded to the base (the state from which the change went its own way), and \
            to each release that `--deployed` names. The safe way to change anything below a deployed head is a new migration on top.
            """,
        severity: .error,
        scope: .alembic,
        good: [
            RuleExample(
                "a new migration that waits for the new schema head",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        RuleExample.migration("a1", revises: "9cbc348cc1dc", dependsOn: #""da5c9f4cce1c""#)
                    )
                ],
                published: [RuleExample.dataRoot],
                publishedBefore: [("requirements.txt", "orchestrator-core==1.2.2\n")])
        ],
        bad: [
            RuleExample(
                "the core was raised, and the depends_on of a published migration with it: da5c9f4cce1c would never run",
                [
                    (
                        RuleExample.dataRoot,
                        "revision = \"9cbc348cc1dc\"\ndown_revision = None\nbranch_labels = \"data\"\ndepends_on = «\"da5c9f4cce1c\"»\n"
                    )
                ],
                publishedBefore: [
                    ("requirements.txt", "orchestrator-core==1.2.2\n"),
                    (
                        RuleExample.dataRoot,
                        "revision = \"9cbc348cc1dc\"\ndown_revision = None\nbranch_labels = \"data\"\ndepends_on = \"a09ac125ea73\"\n"
                    ),
                ]),
            RuleExample(
                "a new migration slipped in below a published one: e1 would never run",
                [
                    (RuleExample.folder + "d1_x.py", "revision = \"d1\"\ndown_revision = «\"e1\"»\n"),
                    (RuleExample.folder + "e1_x.py", "revision = \"e1\"\ndown_revision = \"9cbc348cc1dc\"\n"),
                ],
                published: [RuleExample.dataRoot],
                publishedBefore: [
                    (RuleExample.folder + "d1_x.py", "revision = \"d1\"\ndown_revision = \"9cbc348cc1dc\"\n")
                ]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        var states = project.releases
        switch project.baseline {
        case .nothing: break
        case .unknown(let reason, let help):
            findings.cannotTell("what an upgrade would do to a database deployed at the base: \(reason)", help: help)
        case .known(let state): states.insert(state, at: 0)
        }
        for state in states where !state.isCurrent { judge(state, project, &findings) }
    }

    private static func judge(_ state: DeployedState, _ project: Project, _ findings: inout Findings) {
        let comparison = DeploymentComparison(of: state, with: project)
        if let doubt = comparison.doubt {
            findings.cannotTell(
                "what an upgrade would do to a database deployed at \(state.name): \(doubt.reason)", help: doubt.help,
                at: doubt.location)
            return
        }
        // No command of Alembic runs on such a graph: then nothing was deployed with it, or nothing can be.
        let elsewhere = Set(project.settings.external.revisions)
        if comparison.then.isRefused(knowing: elsewhere) { return }
        if comparison.now.isRefused(knowing: elsewhere) {
            let told = ["known-revision", "acyclic"]
            if !told.allSatisfy(findings.isApplied) {
                findings.cannotTell(
                    "what an upgrade would do to a database deployed at \(state.name): Alembic refuses today's graph",
                    help: "mend it first: `lint --only known-revision --only acyclic` tells where")
            }
            return
        }
        let database = DeployedDatabase(upgradedTo: comparison.then)
        let forecast = UpgradeForecast(of: database, with: comparison.now)
        let plan = UpgradePlan(of: comparison.now, from: database)
        if let failure = plan.failure {
            UpgradeFailure(node: plan.steps[failure], graph: comparison.now, project: project).report(
                "on a database deployed at \(state.name)", &findings)
        }
        if forecast.isSafe { return }
        UpgradeTrouble(state: state, project: project, comparison: comparison, forecast: forecast).report(&findings)
    }
}

extension RevisionGraph {
    /// Whether no command of Alembic runs on it: a revision that is named is missing, but for those of other packages, or there is a cycle.
    func isRefused(knowing elsewhere: Set<String>) -> Bool {
        let isMissing = nodes.contains { node in
            node.missingDown.contains { !elsewhere.contains($0) }
                || node.missingDependencies.contains { !elsewhere.contains($0) }
        }
        return isMissing || !cycles(by: .downAndDependencies).isEmpty
    }
}
