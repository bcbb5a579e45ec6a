import TestSupport

/// A migration in one of the ways in which people write them, drawn at random.
struct MigrationText {
    let id: String
    var down: [String]
    var labels: [String] = []
    var dependsOn: [String] = []
    /// The line `Revises:` of the docstring; `nil` for the right one.
    var revises: String?
    var date = "2025-01-01 00:00:00"

    /// The text, in a random style.
    func text(_ random: inout SeededGenerator) -> String {
        let style = Style(&random)
        var text = docstring(style, &random)
        text += "from alembic import op\n\n"
        if style.isOneLine {
            text += "revision = \(style.string(id)); down_revision = \(style.value(down))\n"
        } else {
            text += style.assignment("revision", style.string(id))
            text += style.assignment("down_revision", style.value(down))
        }
        if labels.isEmpty, dependsOn.isEmpty, style.isChained {
            text += "branch_labels = depends_on = None\n"
        } else {
            if !labels.isEmpty || !style.leavesOut { text += style.assignment("branch_labels", style.tuple(labels)) }
            if dependsOn.count == 1, style.isNamed {
                text += "NEEDED = \(style.string(dependsOn[0]))\ndepends_on = NEEDED\n"
            } else if !dependsOn.isEmpty || !style.leavesOut {
                text += style.assignment("depends_on", style.spread(dependsOn))
            }
        }
        text +=
            "\n\ndef upgrade():\n    op.execute(\"\"\"depends_on = 'no edge'\"\"\")\n\n\ndef downgrade():\n    pass\n"
        if style.isUnfinished { text.removeLast() }
        if style.isWindows { text = text.replacing("\n", with: "\r\n") }
        return (style.hasMark ? "\u{FEFF}" : "") + text
    }

    private func docstring(_ style: Style, _ random: inout SeededGenerator) -> String {
        guard style.hasDocstring || revises != nil else { return "" }
        let parents = revises ?? down.joined(separator: ", ")
        var text = "\"\"\"Change \(id).\n\nRevision ID: \(id)\nRevises:\(parents.isEmpty ? "" : " " + parents)\n"
        if Bool.random(using: &random) || revises == nil { text += "Create Date: \(date)\n" }
        return text + "\n\"\"\"\n"
    }

    /// How it is written.
    private struct Style {
        let quote: String
        let prefix: String
        let isAnnotated: Bool
        let isBracketed: Bool
        let isSpread: Bool
        let leavesOut: Bool
        let isNamed: Bool
        let isChained: Bool
        let isOneLine: Bool
        let isWindows: Bool
        let hasMark: Bool
        let isUnfinished: Bool
        let hasDocstring: Bool
        let comment: String

        init(_ random: inout SeededGenerator) {
            func once(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
            quote = once(in: 3) ? "'" : "\""
            prefix = once(in: 8) ? "u" : once(in: 8) ? "r" : ""
            isAnnotated = once(in: 4)
            isBracketed = once(in: 6)
            isSpread = once(in: 4)
            leavesOut = once(in: 2)
            isNamed = once(in: 6)
            isChained = once(in: 8)
            isOneLine = once(in: 8)
            isWindows = once(in: 6)
            hasMark = once(in: 8)
            isUnfinished = once(in: 6)
            hasDocstring = !once(in: 3)
            comment = once(in: 4) ? "  # kept; \"kept\"" : ""
        }

        func string(_ text: String) -> String { prefix + quote + text + quote }

        func value(_ ids: [String]) -> String {
            if ids.count != 1 { return tuple(ids) }
            return isBracketed ? "(\(string(ids[0])))" : string(ids[0])
        }

        func tuple(_ ids: [String]) -> String {
            if ids.isEmpty { return "None" }
            return "(" + ids.map(string).joined(separator: ", ") + (ids.count == 1 ? ",)" : ")")
        }

        func spread(_ ids: [String]) -> String {
            guard isSpread, !ids.isEmpty else { return value(ids) }
            return "[\n" + ids.map { "    \(string($0)),  # one\n" }.joined() + "]"
        }

        func assignment(_ name: String, _ value: String) -> String {
            "\(name)\(isAnnotated ? ": \"str | None\"" : "") = \(value)\(comment)\n"
        }
    }
}
