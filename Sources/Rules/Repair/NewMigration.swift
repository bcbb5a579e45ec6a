internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// A migration that a repair adds: it changes nothing in the database, and stands for edges alone.
///
/// The text is the template of the reference document. The id is made out of what the migration is for, so that the same project gets the same
/// one all day; the day is that of the run.
struct NewMigration {
    /// The first line of the docstring, without the full stop.
    let message: String
    /// What it follows.
    let downRevisions: [String]
    /// The labels that it declares.
    let labels: [String]
    /// What it depends on.
    let dependencies: [String]
    /// Its id.
    let id: String
    private let day: CalendarDay
    private let template: String

    /// Makes up a migration for `project`; `template` takes the place of its `file_template`.
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
            for: ["\(project.today)", message] + downRevisions + labels + dependencies, in: project)
        day = project.today
        self.template = template ?? project.scripts?.config.fileTemplate ?? FileTemplate.standard
    }

    /// The edit that creates it in `folder`; `nil` where an id cannot be written without escapes.
    func creation(in folder: Path) -> Edit? {
        text.map { Edit(folder.appending(fileName), .create(contents: $0)) }
    }

    /// The name of its file.
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

/// `file_template` of Alembic's configuration.
///
/// Source: `alembic/script/base.py` of Alembic 1.20.1 (`_rev_path`).
enum FileTemplate {
    /// What holds where a configuration has none.
    static let standard = "%(rev)s_%(slug)s"
    /// The form in which orchestrator-core names the data root, whatever the configuration says.
    static let dataRoot = "%(year)d-%(month).2d-%(day).2d_%(rev)s_%(slug)s"
    /// Alembic's `truncate_slug_length`.
    private static let slugLength = 40

    /// The name of a file; the standard form where the template holds what cannot be filled in.
    static func name(_ template: String, id: String, message: String, day: CalendarDay) -> String {
        let fields: [(name: String, text: String, width: Int)] = [
            ("rev", id, 0), ("slug", slug(of: message), 0),
            ("year", String(day.year), 0), ("month", String(day.month), 2), ("day", String(day.day), 2),
            ("hour", "0", 2), ("minute", "0", 2), ("second", "0", 2), ("epoch", String(day.secondsSinceEpoch), 0),
        ]
        var name = ""
        var rest = template[...]
        while let percent = rest.firstIndex(of: "%") {
            name += rest[..<percent]
            rest = rest[percent...].dropFirst()
            if rest.hasPrefix("%") {
                name += "%"
                rest = rest.dropFirst()
                continue
            }
            guard rest.hasPrefix("("), let close = rest.firstIndex(of: ")"),
                let field = fields.first(where: { $0.name == rest[..<close].dropFirst() })
            else { return self.name(standard, id: id, message: message, day: day) }
            rest = rest[close...].dropFirst()
            // `d`, `s`, `.2d` or `02d`.
            let format = rest.prefix { $0.isNumber || $0 == "." }
            rest = rest.dropFirst(format.count)
            guard let conversion = rest.popFirst(), conversion == "d" || conversion == "s" else {
                return self.name(standard, id: id, message: message, day: day)
            }
            let width = Int(format.filter { $0 != "." }) ?? 0
            name += String(repeating: "0", count: max(0, width - field.text.count)) + field.text
        }
        name += rest
        return name + ".py"
    }

    /// A message as a part of a file name: its words in small letters, cut at a whole word.
    static func slug(of message: String) -> String {
        let words = message.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        var slug = ""
        for word in words {
            let longer = slug.isEmpty ? String(word) : slug + "_" + word
            if longer.count > slugLength { break }
            slug = longer
        }
        return slug
    }
}
