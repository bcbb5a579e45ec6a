internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `revision-id`: ids are strings that Alembic and its table can hold.
enum RevisionID: Rule {
    /// The width of `alembic_version.version_num`, `VARCHAR(32)`.
    private static let maximumLength = 32

    static let metadata = RuleMetadata(
        id: "revision-id",
        summary: "Ids are strings without @ - + :, at most 32 bytes long.",
        rationale: """
            Alembic gives `@`, `-`, `+` and `:` a meaning in what it is asked for, and refuses ids that hold them. The column of \
            `alembic_version` is a VARCHAR(32): a longer id fails at the end of the upgrade, when the migration has run. `head`, `heads` and \
            `base` are words of its own.
            """,
        severity: .error,
        scope: .alembic,
        good: [
            RuleExample(
                "any other characters",
                [
                    (
                        RuleExample.folder + "4fjdn13f83ga_x.py",
                        RuleExample.migration("4fjdn13f83ga", revises: "9cbc348cc1dc")
                    )
                ])
        ],
        bad: [
            RuleExample(
                "a dash",
                [(RuleExample.folder + "x.py", "revision = «\"add-port\"»\ndown_revision = \"9cbc348cc1dc\"\n")]),
            RuleExample(
                "too long",
                [
                    (
                        RuleExample.folder + "x.py",
                        "revision = «\"a_very_long_name_for_one_revision_id\"»\ndown_revision = \"9cbc348cc1dc\"\n"
                    )
                ]),
            RuleExample(
                "a number", [(RuleExample.folder + "x.py", "revision = «42»\ndown_revision = \"9cbc348cc1dc\"\n")]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for migration in project.migrations {
            guard let value = migration.header.revision.value else { continue }
            guard let (message, help) = problem(of: value) else { continue }
            findings.report(message, at: Location(migration.path, value.range), revision: value.string, help: help)
        }
    }

    private static func problem(of value: StaticValue) -> (message: String, help: String)? {
        guard let id = value.string else {
            return ("`revision` is not a string", "write the id in quotes")
        }
        if id.isEmpty { return ("the revision id is empty", "give it an id, like Alembic's twelve hexadecimal digits") }
        if id.utf8.contains(where: { "@-+:".utf8.contains($0) }) {
            let characters = Set(id).intersection("@-+:").sorted().map { "`\($0)`" }.joined(separator: ", ")
            return (
                "the revision id `\(id)` holds \(characters), which Alembic refuses",
                "leave them out; an underscore is fine"
            )
        }
        if ["head", "heads", "base"].contains(id) {
            return ("`\(id)` is a word of Alembic's own, not a revision id", "give it another id")
        }
        if id.utf8.count > maximumLength {
            return (
                "the revision id `\(id)` is \(id.utf8.count) bytes long; the column of `alembic_version` holds \(maximumLength)",
                "shorten it: the upgrade would fail once the migration has run"
            )
        }
        return nil
    }
}
