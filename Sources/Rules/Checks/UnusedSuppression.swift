internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `unused-suppression`: every comment `# lint: ignore[…]` silences a finding.
///
/// Its input is what the other rules found, so the engine calls the second `check` after them.
enum UnusedSuppression: Rule {
    static let metadata = RuleMetadata(
        id: "unused-suppression",
        severity: .warning,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "Every comment `# lint: ignore[rule-id]` silences a finding.",
            rationale: """
                A comment that silences nothing stays behind when a defect was fixed, or never worked because the rule \
                id is mistyped. It will hide the next finding of that rule in the same place, which nobody has looked \
                at. Remove the comment, or correct the id.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "the comment silences a finding",
                    [
                        .migration(
                            "2024-01-01_add_port.py",
                            """
                            revision = "a1"  # lint: ignore[file-name] named by date
                            down_revision = "9cbc348cc1dc"

                            """)
                    ])
            ],
            bad: [
                RuleExample(
                    "there is nothing to silence",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"  # lint: ignore[«file-name»] named by date
                            down_revision = "9cbc348cc1dc"

                            """)
                    ]),
                RuleExample(
                    "there is no rule of this id",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"  # lint: ignore[«filename»]
                            down_revision = "9cbc348cc1dc"

                            """)
                    ]),
            ])
    )

    /// Finds nothing: the project alone does not show what the other rules found.
    static func check(_ project: Project, _ findings: inout Findings) {}

    /// Reports the comments that name no rule, an unknown rule, or an applied rule of which they silenced nothing.
    static func check(_ filter: SuppressionFilter, _ findings: inout Findings) {
        for entry in filter.unused {
            let (path, id) = (entry.migration.path, entry.migration.id)
            guard let name = entry.name else {
                findings.report(
                    "this `# lint:` comment names no rule", at: Location(path, entry.suppression.range), revision: id,
                    help: "write `# lint: ignore[rule-id] why`, or remove it")
                continue
            }
            let location = Location(path, name.range)
            guard let rule = RuleRegistry.rule(name.rule) else {
                let known = RuleRegistry.rules.map { $0.metadata.id }
                let nearest = NearestName.of(name.rule, among: known).map { ": did you mean `\($0)`?" } ?? ""
                findings.report(
                    "there is no rule `\(name.rule)`\(nearest)", at: location, revision: id,
                    help: "run `lint rules` for the list of rules")
                continue
            }
            if let reason = rule.metadata.whyMandatory {
                findings.report(
                    "`\(name.rule)` cannot be silenced: \(reason)", at: location, revision: id,
                    help: "remove the comment")
            } else if findings.isApplied(rule) {
                findings.report(
                    "this comment silences nothing: `\(name.rule)` has no finding here", at: location, revision: id,
                    help: "remove it")
            }
        }
    }
}
