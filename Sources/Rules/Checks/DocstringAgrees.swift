internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `docstring-agrees`: the docstring agrees with `revision` and `down_revision`.
enum DocstringAgrees: Rule {
    static let metadata = RuleMetadata(
        id: "docstring-agrees",
        severity: .warning,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "`Revision ID:` and `Revises:` in the docstring agree with `revision` and `down_revision`.",
            rationale: """
                Alembic ignores the docstring, but the `generate` command of orchestrator-core reads it with a regular \
                expression, and writes wrong files if it differs from the variables. Reviewers rely on it, too. When \
                you change `revision` or `down_revision`, change the docstring with it. In projects without the core, \
                and in published migrations, the severity is `info`.
                """,
            fixes: [.safe("copies the ids from the variables into the docstring")]),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a migration without a docstring",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"

                            """)
                    ]),
                RuleExample(
                    "a merge revision, its parents in another order",
                    [
                        .migration(
                            "c1_x.py",
                            """
                            \"""Merge.

                            Revision ID: c1
                            Revises: b1, a1
                            \"""
                            revision = "c1"
                            down_revision = ("a1", "b1")

                            """),
                        .migration("a1_x.py", RuleExample.template("a1", revises: "9cbc348cc1dc")),
                        .migration("b1_x.py", RuleExample.template("b1", revises: "9cbc348cc1dc")),
                    ]),
            ],
            bad: [
                RuleExample(
                    "a docstring with another parent",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            \"""X.

                            Revision ID: a1
                            Revises: «da5c9f4cce1c»
                            \"""
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"

                            """)
                    ]),
                RuleExample(
                    "a docstring with another id",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            \"""X.

                            Revision ID: «b1»
                            Revises: 9cbc348cc1dc
                            \"""
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"

                            """)
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for migration in project.revisions.migrations {
            let header = migration.header
            // Only the core reads docstrings, so that nobody needs to know about an old one of another project.
            if project.profile == .alembic, project.deployment.isPublished(migration) { continue }
            let limit = severityLimit(for: migration, in: project)
            if let field = header.docstring.revisionID, let id = header.revision.value?.string, field.text != id,
                !findings.reportsEdit(of: migration)
            {
                findings.report(
                    "the docstring contains `Revision ID: \(field.text)`, but `revision` is `\(id)`",
                    at: Location(migration.path, field.range), revision: id,
                    help: advice("write `Revision ID: \(id)`", migration, in: project),
                    notes: [Note("`revision` is set here", at: Location(migration.path, header.revision.range))],
                    atMost: limit,
                    fix: fix("set `Revision ID: \(id)`", migration, in: project) { $0.setDocstring(revisionID: id) })
            }
            guard let field = header.docstring.revises, let value = header.downRevision.value else { continue }
            // Most migrations have one parent, and their docstring agrees.
            if let parent = value.string, parent == field.text { continue }
            let parents = value.elements.compactMap(\.string)
            let named = names(in: field.text)
            if Set(named) == Set(parents) || findings.reportsEdit(of: migration) { continue }
            let right = parents.joined(separator: ", ")
            findings.report(
                named.isEmpty
                    ? "`Revises:` in the docstring names no revision, but `down_revision` is \(quoted(parents))"
                    : "the docstring contains `Revises: \(field.text)`, but `down_revision` is \(quoted(parents))",
                at: Location(migration.path, field.range), revision: migration.id,
                help: advice(
                    right.isEmpty ? "write `Revises:` without an id" : "write `Revises: \(right)`",
                    migration, in: project),
                notes: [Note("`down_revision` is set here", at: Location(migration.path, value.range))],
                atMost: limit,
                fix: fix(
                    right.isEmpty ? "clear `Revises:`" : "set `Revises: \(right)`", migration, in: project
                ) { $0.setDocstring(revises: parents) })
        }
    }

    /// Only the core reads docstrings, and a published one had its effect already.
    private static func severityLimit(for migration: Migration, in project: Project) -> Severity {
        if project.deployment.isPublished(migration) { return .info }
        // The severity that a project sets itself is kept.
        let isDefault = project.settings.severities[metadata.id] == metadata.severity
        return project.profile == .orchestrator || !isDefault ? .error : .info
    }

    private static func advice(_ advice: String, _ migration: Migration, in project: Project) -> String {
        project.deployment.isPublished(migration)
            ? advice + " by hand: `lint --fix` does not edit published migrations, not even their docstrings" : advice
    }

    private static func fix(
        _ title: String, _ migration: Migration, in project: Project, _ change: (inout HeaderEdits) -> Void
    ) -> Fix? {
        guard var edits = HeaderEdits(migration, in: project) else { return nil }
        change(&edits)
        return edits.edits.map { Fix(title, applicability: .safe, edits: $0) }
    }

    private static func quoted(_ ids: [String]) -> String {
        ids.isEmpty ? "None" : ids.map { "`\($0)`" }.joined(separator: ", ")
    }

    /// The ids of a `Revises:` line, which is a Python tuple or `None` in older templates.
    private static func names(in text: String) -> [String] {
        text.split { ", ()[]'\"".contains($0) }.map(String.init).filter { $0 != "None" && $0 != "<base>" }
    }
}
