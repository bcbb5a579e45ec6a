internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// A migration that a fix adds: it has edges and labels, and changes nothing in the database.
///
/// The text follows the template of the reference document, with the day of the run. The id is computed from the
/// contents, so on one day the same project gets the same id.
struct NewMigration {
    /// The first line of the docstring, without the full stop.
    let message: String
    /// The revisions that it follows.
    let downRevisions: [String]
    /// The branch labels that it declares.
    let labels: [String]
    /// The revisions that it depends on.
    let dependencies: [String]
    /// The revision id.
    let id: String
    private let day: CalendarDay
    private let template: String

    /// Makes a migration for `project`; `template` replaces its `file_template`.
    init(
        _ message: String,
        revises downRevisions: [String],
        labels: [String] = [],
        dependsOn dependencies: [String] = [],
        template: String? = nil,
        in project: Project
    ) {
        self.message = message
        self.downRevisions = downRevisions
        self.labels = labels
        self.dependencies = dependencies
        id = FreshRevision.id(
            for: ["\(project.change.today)", message] + downRevisions + labels + dependencies, in: project)
        day = project.change.today
        self.template = template ?? project.revisions.scripts?.config.fileTemplate ?? FileTemplate.standard
    }

    /// The edit that creates it in `folder`; `nil` if an id or a label needs escapes.
    func creation(in folder: Path) -> Edit? {
        text.map { Edit(folder.appending(fileName), .create(contents: $0)) }
    }

    /// The name of the file.
    var fileName: String {
        FileTemplate.name(template, id: id, message: message, day: day)
    }

    private var text: String? {
        func literal(_ value: HeaderEdits.Value) -> String? {
            PythonText.literal(value, quote: UInt8(ascii: "\""))
        }
        guard let down = literal(HeaderEdits.Value(ids: downRevisions)),
            let labels = literal(labels.isEmpty ? .none : .tuple(labels)),
            let depends = literal(HeaderEdits.Value(ids: dependencies))
        else { return nil }
        return """
            \"""\(message).

            Revision ID: \(id)
            Revises:\(downRevisions.isEmpty ? "" : " " + downRevisions.joined(separator: ", "))
            Create Date: \(day)T00:00:00

            \"""
            import sqlalchemy as sa
            from alembic import op

            # revision identifiers, used by Alembic.
            revision = "\(id)"
            down_revision = \(down)
            branch_labels = \(labels)
            depends_on = \(depends)


            def upgrade() -> None:
                pass


            def downgrade() -> None:
                pass

            """
    }
}
