internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `revision-id`: every revision id is a string that Alembic accepts and its table can store.
enum RevisionID: Rule {
    /// The width of `alembic_version.version_num`, `VARCHAR(32)`.
    private static let maximumLength = 32

    static let metadata = RuleMetadata(
        id: "revision-id",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: """
                Every revision id is a string of 1 to 32 bytes without `@`, `-`, `+` or `:`, and not `head`, `heads` \
                or `base`.
                """,
            rationale: """
                On Alembic's command line `@`, `-`, `+` and `:` are operators, and `head`, `heads` and `base` are \
                names: Alembic refuses an id that contains one of these characters, and takes one of these names for \
                something else. The column of `alembic_version` is a VARCHAR(32): a longer id fails at the end of the \
                upgrade, after the migration ran. An id of twelve hexadecimal digits, as Alembic makes them, is always \
                valid. A published id that Alembic loads cannot be changed any more and is reported as `info`.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "letters and digits",
                    [
                        .migration("4fjdn13f83ga_x.py", RuleExample.template("4fjdn13f83ga", revises: "9cbc348cc1dc"))
                    ])
            ],
            bad: [
                RuleExample(
                    "an id with a dash",
                    [
                        .migration(
                            "x.py",
                            """
                            revision = «"add-port"»
                            down_revision = "9cbc348cc1dc"

                            """)
                    ]),
                RuleExample(
                    "an id of 36 bytes",
                    [
                        .migration(
                            "x.py",
                            """
                            revision = «"a_very_long_name_for_one_revision_id"»
                            down_revision = "9cbc348cc1dc"

                            """)
                    ]),
                RuleExample(
                    "a number in the place of a string",
                    [
                        .migration(
                            "x.py",
                            """
                            revision = «42»
                            down_revision = "9cbc348cc1dc"

                            """)
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for migration in project.revisions.migrations {
            guard let value = migration.header.revision.value else { continue }
            guard let problem = problem(of: value) else { continue }
            let isFixed = !problem.stopsAlembic && project.deployment.isPublished(migration)
            findings.report(
                problem.message, at: Location(migration.path, value.range), revision: value.string,
                help: isFixed ? "keep it: databases that applied this migration contain the id" : problem.help,
                atMost: isFixed ? .info : .error)
        }
    }

    private struct Problem {
        let message: String
        let help: String
        /// Whether Alembic 1.20.1 fails on it, so that no database can contain the id.
        var stopsAlembic = false
    }

    private static func problem(of value: StaticValue) -> Problem? {
        guard let id = value.string else {
            return Problem(message: "`revision` is not a string", help: "write the id in quotes", stopsAlembic: true)
        }
        if id.isEmpty {
            return Problem(
                message: "the revision id is empty", help: "write an id, like Alembic's twelve hexadecimal digits")
        }
        if id.utf8.contains(where: { "@-+:".utf8.contains($0) }) {
            let characters = Set(id).intersection("@-+:").sorted().map { "`\($0)`" }.joined(separator: ", ")
            return Problem(
                message: "the revision id `\(id)` contains \(characters), which Alembic refuses",
                help: "remove these characters, or use underscores", stopsAlembic: true)
        }
        if ["head", "heads", "base"].contains(id) {
            return Problem(
                message: "`\(id)` is a name that Alembic reserves, not a valid revision id", help: "choose another id",
                stopsAlembic: id == "base")
        }
        if id.utf8.count > maximumLength {
            return Problem(
                message: "the revision id `\(id)` has \(id.utf8.count) bytes; "
                    + "the column of `alembic_version` has room for \(maximumLength)",
                help: "shorten it: the upgrade fails after the migration ran")
        }
        return nil
    }
}
