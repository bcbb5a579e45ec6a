import Foundation
import TestSupport

/// A project with published and unpublished migrations, broken at random: some defects have a fix, others must not be
/// fixed.
///
/// The core is orchestrator-core 1.3.6, whose chain the generator knows from the reference document.
struct BrokenProject {
    /// The chain of the core's revisions, root first.
    static let schema = [
        "c112305b07d3", "a76b9185b334", "3323bcb934e7", "3c8b9185c221", "6896a54e9483", "19cdd3ab86f6", "bed6bc0b197a",
        "e05bb1967eff", "b1970225392d", "a09ac125ea73", "165303a20fb1", "da5c9f4cce1c",
    ]
    /// A revision that only a later release has.
    static let later = "bac6be6f2b4f"
    static let folder = "migrations/versions/schema/"

    private static var head: String { schema[schema.count - 1] }

    /// The published files, by path.
    private(set) var published: [String: String] = [:]
    /// The new files, by path.
    private(set) var new: [String: String] = [:]
    private var random: SeededGenerator
    private let prefix: String
    private var next = 0

    /// Draws a project.
    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        prefix = String(seed % 4096 + 4096, radix: 16)
        published = [
            "alembic.ini":
                "[alembic]\nscript_location = migrations\nversion_locations = %(here)s/migrations/versions/schema\n",
            "requirements.txt": "orchestrator-core==1.3.6\n",
        ]
        for (path, text) in [
            ("products/product_blocks/__init__.py", ""), ("products/product_types/__init__.py", ""),
            ("translations/en-GB.json", "{}\n"), ("workflows/__init__.py", ""),
        ] where !once(in: 4) { published[path] = text }
        let line = publish()
        if line.isEmpty { begin() } else { add(onTopOf: line) }
        if line.count > 1, once(in: 6) { publish(MigrationText(id: id(), down: [line[line.count - 2]])) }
        if once(in: 6) { copy() }
        if once(in: 8) { add(MigrationText(id: id(), down: [Self.head])) }
    }

    /// A copy of a migration under another name, with the same id.
    private mutating func copy() {
        let texts = (once(in: 2) ? published : new).filter { $0.key.hasPrefix(Self.folder) }
        guard let text = texts.sorted(by: { $0.key < $1.key }).randomElement(using: &random)?.value else { return }
        new["\(Self.folder)2025-12-31_copy_\(next).py"] = text
    }

    private mutating func once(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

    private mutating func id() -> String {
        next += 1
        return "\(prefix)\(String(next * 7919 + 0x10000, radix: 16))abc"
    }

    private mutating func name(_ id: String) -> String {
        if once(in: 10) { return "\(Self.folder)2025-01-01_add_port_\(next).py" }
        return Self.folder + (once(in: 6) ? "2025 \(id)_add port.py" : "2025-01-01_\(id)_add_port.py")
    }

    private mutating func publish(_ migration: MigrationText) {
        published[name(migration.id)] = migration.text(&random)
    }

    private mutating func add(_ migration: MigrationText) {
        new[name(migration.id)] = migration.text(&random)
    }

    /// The published migrations: a straight line, with defects that have to stay.
    ///
    /// Gives its ids.
    private mutating func publish() -> [String] {
        var line: [String] = []
        for position in 0..<Int.random(in: 0...8, using: &random) {
            var migration = MigrationText(id: id(), down: line.last.map { [$0] } ?? [])
            if position == 0 {
                migration.labels = ["data"]
                migration.dependsOn = [Self.schema.randomElement(using: &random) ?? Self.head]
            } else if once(in: 3) {
                migration.dependsOn = [Self.schema.randomElement(using: &random) ?? Self.head]
            }
            if once(in: 5) { migration.revises = "0123456789ab" }
            publish(migration)
            line.append(migration.id)
        }
        return line
    }

    /// A branch that begins with what is new; or nothing at all.
    private mutating func begin() {
        if once(in: 3) { return }
        var root = MigrationText(id: id(), down: [])
        switch Int.random(in: 0..<4, using: &random) {
        case 0: root.labels = ["None"]
        case 1: root.labels = []
        default: root.labels = ["data"]
        }
        root.dependsOn = dependency() ?? []
        add(root)
        add(onTopOf: [root.id])
    }

    /// New migrations: one to three chains, which begin somewhere on `line`.
    private mutating func add(onTopOf line: [String]) {
        for chain in 0..<Int.random(in: 1...3, using: &random) {
            var parent = once(in: 2) ? line[line.count - 1] : line.randomElement(using: &random) ?? line[0]
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                var migration = MigrationText(id: id(), down: [parent])
                migration.date = "2025-0\(Int.random(in: 1...9, using: &random))-0\(chain + 1) 10:00:00"
                if let broken = dependency() { migration.dependsOn = broken }
                if once(in: 4) { migration.revises = "0123456789ab" }
                parent = migration.id
                add(migration)
            }
        }
    }

    /// A `depends_on` of one kind or another; `nil` for none.
    private mutating func dependency() -> [String]? {
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1: [Self.schema.dropLast().randomElement(using: &random) ?? Self.head]
        case 2: [Self.schema[2], Self.schema[5]]
        case 3: [Self.head]
        case 4: [Self.later]
        case 5: ["schema"]
        default: nil
        }
    }
}

extension BrokenProject {
    /// Writes the core's migrations, for Alembic, into a new folder.
    static func writeCore(to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (position, id) in schema.enumerated() {
            let down = position == 0 ? "None" : "\"\(schema[position - 1])\""
            let text =
                "revision = \"\(id)\"\ndown_revision = \(down)\n"
                + (position == 0 ? "branch_labels = \"schema\"\n" : "")
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(id).py"))
        }
    }
}
