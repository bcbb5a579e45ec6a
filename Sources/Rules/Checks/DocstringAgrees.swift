internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `docstring-agrees`: the docstring says what the variables say.
enum DocstringAgrees: Rule {
    static let metadata = RuleMetadata(
        id: "docstring-agrees",
        summary: "Revision ID: and Revises: of the docstring say what the variables say.",
        rationale: """
            Alembic does not read the docstring, but orchestrator-core's `generate` does, with a regular expression, and writes wrong files \
            when it disagrees. So do people in review.
            """,
        severity: .warning,
        repairs: [.safe("writes into the docstring what the variables say")],
        scope: .alembic,
        good: [
            RuleExample(
                "no docstring",
                [(RuleExample.folder + "a1_x.py", "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\n")]),
            RuleExample(
                "a merge",
                [
                    (RuleExample.folder + "a1_x.py", RuleExample.migration("a1", revises: "9cbc348cc1dc")),
                    (RuleExample.folder + "b1_x.py", RuleExample.migration("b1", revises: "9cbc348cc1dc")),
                    (
                        RuleExample.folder + "c1_x.py",
                        "\"\"\"Merge.\n\nRevision ID: c1\nRevises: b1, a1\n\"\"\"\nrevision = \"c1\"\ndown_revision = (\"a1\", \"b1\")\n"
                    ),
                ]),
        ],
        bad: [
            RuleExample(
                "another parent",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "\"\"\"X.\n\nRevision ID: a1\nRevises: «da5c9f4cce1c»\n\"\"\"\nrevision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\n"
                    )
                ]),
            RuleExample(
                "another id",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "\"\"\"X.\n\nRevision ID: «b1»\nRevises: 9cbc348cc1dc\n\"\"\"\nrevision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\n"
                    )
                ]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for migration in project.migrations {
            let header = migration.header
            if let field = header.docstring.revisionID, let id = header.revision.value?.string, field.text != id {
                findings.report(
                    "the docstring says `Revision ID: \(field.text)`, but `revision` is `\(id)`",
                    at: Location(migration.path, field.range), revision: id,
                    help: advice("write `Revision ID: \(id)`", migration, in: project),
                    notes: [Note("`revision` is set here", at: Location(migration.path, header.revision.range))],
                    fix: fix("say `Revision ID: \(id)`", migration, in: project) { $0.setDocstring(revisionID: id) })
            }
            guard let field = header.docstring.revises, let value = header.downRevision.value else { continue }
            // Nearly always there is one parent, and the docstring says so.
            if let parent = value.string, parent == field.text { continue }
            let parents = value.elements.compactMap(\.string)
            let named = names(in: field.text)
            if Set(named) == Set(parents) { continue }
            let right = parents.joined(separator: ", ")
            findings.report(
                named.isEmpty
                    ? "the docstring says that it revises nothing, but `down_revision` is \(quoted(parents))"
                    : "the docstring says `Revises: \(field.text)`, but `down_revision` is \(quoted(parents))",
                at: Location(migration.path, field.range), revision: migration.id,
                help: advice(
                    right.isEmpty ? "leave `Revises:` empty" : "write `Revises: \(right)`", migration, in: project),
                notes: [Note("`down_revision` is set here", at: Location(migration.path, value.range))],
                fix: fix(
                    right.isEmpty ? "empty `Revises:`" : "say `Revises: \(right)`", migration, in: project
                ) { $0.setDocstring(revises: parents) })
        }
    }

    private static func advice(_ advice: String, _ migration: Migration, in project: Project) -> String {
        !project.isPublished(migration)
            ? advice : advice + ", by hand: `lint --fix` edits nothing that may have run, not even its docstring"
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

    /// The ids of a `Revises:` line; a Python tuple of older templates and `None` are read, too.
    private static func names(in text: String) -> [String] {
        text.split { ", ()[]'\"".contains($0) }.map(String.init).filter { $0 != "None" && $0 != "<base>" }
    }
}
