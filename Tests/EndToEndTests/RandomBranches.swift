import TestSupport

/// Pairs of branches that went apart from one commit, drawn at random, as a stream for `git fast-import`.
///
/// A branch adds migrations on top and in between, edits, renames and deletes some, joins heads, and works on other
/// files, so that it comes to conflicts in migrations and elsewhere.
struct RandomBranches {
    /// The files of a commit, by path.
    typealias Files = [String: String]

    private var random: SeededGenerator
    private var next = 0

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// The folder of the migrations.
    static let folder = "migrations/versions"

    /// The stream for `count` pairs: the branches `base-N`, `ours-N` and `theirs-N`.
    mutating func stream(of count: Int) -> String {
        var stream = ""
        for pair in 0..<count {
            let base = beginning()
            stream += Self.commit("base-\(pair)", base, from: nil)
            for side in ["ours", "theirs"] {
                stream += Self.commit("\(side)-\(pair)", changed(base), from: "base-\(pair)")
            }
        }
        return stream
    }

    private static func commit(_ branch: String, _ files: Files, from parent: String?) -> String {
        var text = "commit refs/heads/\(branch)\ncommitter A <a@example.com> 1767323045 +0000\ndata 0\n"
        if let parent { text += "from refs/heads/\(parent)\n" }
        text += "deleteall\n"
        for (path, content) in files.sorted(by: { $0.key < $1.key }) {
            text += "M 100644 inline \(path)\ndata \(content.utf8.count)\n\(content)\n"
        }
        return text + "\n"
    }

    private mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

    private mutating func id() -> String {
        next += 1
        return "r\(next)"
    }

    private static func migration(_ id: String, _ down: [String]) -> String {
        let parents =
            down.isEmpty
            ? "None" : down.count == 1 ? "\"\(down[0])\"" : "(\(down.map { "\"\($0)\"" }.joined(separator: ", ")))"
        // Long enough that Git takes a renamed file for the same.
        return "revision = \"\(id)\"\ndown_revision = \(parents)\n\n\ndef upgrade():\n"
            + (0..<8).map { "    step(\"\(id)\", \($0))\n" }.joined() + "\n\ndef downgrade():\n    undo(\"\(id)\")\n"
    }

    private static func lines(of name: String) -> String {
        (0..<12).map { "\(name) \($0)\n" }.joined()
    }

    private mutating func beginning() -> Files {
        var files: Files = [
            "alembic.ini": "[alembic]\nscript_location = migrations\n# one\n# two\n# three\n",
            "rules.json": "{\"lint\": 1, \"profile\": \"alembic\"}\n",
            "README.md": Self.lines(of: "readme"), "workflows/port.py": Self.lines(of: "port"),
        ]
        var ids: [String] = []
        for _ in 0..<number(1..<6) {
            let id = id()
            files["\(Self.folder)/\(id)_x.py"] = Self.migration(id, ids.last.map { [$0] } ?? [])
            ids.append(id)
        }
        return files
    }

    private mutating func changed(_ base: Files) -> Files {
        var files = base
        for _ in 0..<number(1..<5) { change(&files) }
        return files
    }

    private mutating func change(_ files: inout Files) {
        let migrations = files.keys.filter { $0.hasPrefix(Self.folder) }.sorted()
        guard let path = migrations.randomElement(using: &random), let text = files[path] else { return }
        let ids = migrations.compactMap { $0.split(separator: "/").last?.split(separator: "_").first.map(String.init) }
        switch number(0..<14) {
        case 0...4:
            let id = id()
            let parent = number(0..<3) == 0 ? ids.randomElement(using: &random) : ids.last
            files["\(Self.folder)/\(id)_x.py"] = Self.migration(id, [parent].compactMap(\.self))
        case 5:
            let id = id()
            files["\(Self.folder)/\(id)_x.py"] = Self.migration(id, Array(ids.suffix(2)))
        case 6, 7:
            let line = number(0..<8)
            files[path] = text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.hasSuffix(", \(line))") ? "    other(\(number(0..<3)))" : String($0) }.joined(separator: "\n")
        case 8:
            files[path] = nil
            // The name keeps the id, by which the generator knows it.
            files[path.split(separator: "_x")[0] + "_x\(number(0..<3)).py"] = text
        case 9: files[path] = nil
        case 10: edit("README.md", &files)
        case 11: edit("workflows/port.py", &files)
        case 12: files["workflows/new\(number(0..<2)).py"] = "new \(number(0..<2))\n"
        default: if number(0..<3) == 0 { edit("alembic.ini", &files) } else { edit("README.md", &files) }
        }
    }

    private mutating func edit(_ path: String, _ files: inout Files) {
        guard let text = files[path] else { return }
        var lines = text.split(separator: "\n").map(String.init)
        let line = path == "alembic.ini" ? number(2..<lines.count) : number(0..<lines.count)
        lines[line] = (path == "alembic.ini" ? "# " : "") + "changed \(number(0..<3))"
        files[path] = lines.joined(separator: "\n") + "\n"
    }
}
