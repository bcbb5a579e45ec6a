internal import ProjectModel

/// Names migration files by the `file_template` of Alembic's configuration.
///
/// Source: `alembic/script/base.py` of Alembic 1.20.1 (`_rev_path`).
enum FileTemplate {
    /// Alembic's default.
    static let standard = "%(rev)s_%(slug)s"
    /// The template that orchestrator-core uses for the data root, in place of the configured one.
    static let dataRoot = "%(year)d-%(month).2d-%(day).2d_%(rev)s_%(slug)s"
    /// Alembic's `truncate_slug_length`.
    private static let slugLength = 40

    /// The name of a file; that of the default template if `template` contains an unknown field.
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

    /// A message as a part of a file name: its words in lower case, up to 40 characters, never cut within a word.
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
