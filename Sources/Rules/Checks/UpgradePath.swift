internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// `upgrade-path`: every deployed database can be upgraded to the new heads.
///
/// Checks the baseline and every release. ``UpgradeForecast`` computes what Alembic would do; ``UpgradeFindings``
/// reports the edit that causes the harm.
enum UpgradePath: Rule {
    static let metadata = RuleMetadata(
        id: "upgrade-path",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary:
                "Every deployed database can be upgraded to the new heads: no revision is skipped, none runs twice.",
            rationale: """
                `alembic_version` contains only the topmost applied revisions; Alembic treats all of their ancestors, \
                as *today's files* declare them, as applied. So an edit of a published migration can make `upgrade \
                heads` skip a revision for good and report success, run one a second time, or fail from then on with \
                `overlaps with other requested revisions` or `Can't locate revision`. This rule computes the upgrade \
                of a database that was deployed at the merge base of this snapshot and the base, and of one at each \
                release that `--deployed` names. Add a new migration instead of changing an ancestor of a deployed \
                head.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a new migration that depends on the new schema head",
                    [
                        .published(RuleExample.dataRoot, RuleExample.dataRootText),
                        .migration(
                            "a1_x.py",
                            RuleExample.template("a1", revises: "9cbc348cc1dc", dependsOn: #""da5c9f4cce1c""#)),
                        .file("requirements.txt", pin("1.3.6"), published: pin("1.2.2")),
                    ])
            ],
            bad: [
                RuleExample(
                    """
                    the `depends_on` of a published migration was raised with the core: da5c9f4cce1c would never run
                    """,
                    [
                        .file("requirements.txt", pin("1.3.6"), published: pin("1.2.2")),
                        .raisedDependency(from: "a09ac125ea73"),
                    ]),
                RuleExample(
                    "a new migration is the parent of a published one: e1 would never run",
                    [
                        .published(RuleExample.dataRoot, RuleExample.dataRootText),
                        .published(
                            "d1_x.py",
                            as: """
                                revision = "d1"
                                down_revision = "9cbc348cc1dc"

                                """,
                            now: """
                                revision = "d1"
                                down_revision = «"e1"»

                                """),
                        .migration(
                            "e1_x.py",
                            """
                            revision = "e1"
                            down_revision = "9cbc348cc1dc"

                            """),
                    ]),
            ])
    )

    /// The text of a `requirements.txt` that pins the core.
    private static func pin(_ release: String) -> String {
        """
        orchestrator-core==\(release)

        """
    }

    static func check(_ project: Project, _ findings: inout Findings) {
        var states = project.deployment.releases
        switch project.deployment.baseline {
        case .nothing: break
        case .unknown(let reason, let help):
            findings.couldNotEvaluate(
                "the upgrade of a database deployed at the base: \(reason)", help: help)
        case .known(let state): states.insert(state, at: 0)
        }
        var failing: Set<String> = []
        for state in states where !state.isCurrent {
            if let id = judge(state, project, &findings) { failing.insert(id) }
        }
        judgeFreshDatabase(project, besides: failing, &findings)
    }

    /// Reports the revision after which Alembic fails on a fresh database, if it is not in `reported`.
    private static func judgeFreshDatabase(
        _ project: Project, besides reported: Set<String>, _ findings: inout Findings
    ) {
        let graph = project.revisions.graph
        guard UpgradeFailure.isPossible(in: graph),
            graph.isLoadable(besides: Set(project.settings.external.revisions))
        else { return }
        let plan = UpgradePlan(of: graph, from: nil)
        guard let failure = plan.failure, !reported.contains(graph.nodes[plan.steps[failure]].id) else { return }
        UpgradeFailure(node: plan.steps[failure], graph: graph, project: project).report(
            "on a fresh database", &findings)
    }

    /// Reports what an upgrade of a deployed state does wrong, and returns the id of the revision after which Alembic
    /// fails.
    private static func judge(_ state: DeployedState, _ project: Project, _ findings: inout Findings) -> String? {
        // `published-unchanged` reports a squash, and which databases survive it.
        if findings.isApplied(PublishedUnchanged.self), case .known(let before) = project.deployment.baseline,
            !before.isCurrent, Squash(of: before, in: project) != nil, Squash(of: state, in: project) != nil
        {
            return nil
        }
        let comparison = DeploymentComparison(of: state, with: project)
        if let obstacle = comparison.obstacle {
            findings.couldNotEvaluate(
                "the upgrade of a database deployed at \(state.name): \(obstacle.reason)", help: obstacle.help,
                at: obstacle.location)
            return nil
        }
        // No Alembic command runs on a graph that does not load: nothing was deployed with it, and nothing can be.
        let elsewhere = Set(project.settings.external.revisions)
        guard comparison.then.isLoadable(besides: elsewhere) else { return nil }
        guard comparison.now.isLoadable(besides: elsewhere) else {
            let causes: [any Rule.Type] = [KnownRevision.self, Acyclic.self]
            if !causes.allSatisfy(findings.isApplied) {
                let command = "lint" + causes.map { " --only " + $0.metadata.id }.joined()
                findings.couldNotEvaluate(
                    "the upgrade of a database deployed at \(state.name): Alembic cannot load today's graph",
                    help: "fix the graph first: `\(command)` reports what is wrong")
            }
            return nil
        }
        let database = DeployedDatabase(upgradedTo: comparison.then)
        let forecast = UpgradeForecast(of: database, with: comparison.now)
        let plan = UpgradePlan(of: comparison.now, from: database)
        let failing = plan.failure.map { plan.steps[$0] }
        if let failing {
            UpgradeFailure(node: failing, graph: comparison.now, project: project).report(
                "on a database deployed at \(state.name)", &findings)
        }
        if !forecast.isSafe {
            UpgradeFindings(state: state, project: project, comparison: comparison, forecast: forecast)
                .report(&findings)
        }
        return failing.map { comparison.now.nodes[$0].id }
    }
}
