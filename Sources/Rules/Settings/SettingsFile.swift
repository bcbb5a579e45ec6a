internal import Diagnostics
internal import JSONSyntax
internal import SourceFiles

/// Reads `rules.json`, strictly, and writes its default and its JSON Schema.
///
/// What walks in: bytes. What walks out: ``Settings``, or an error that names every wrong key, its place and the nearest known one.
/// Everything about the format stands once, in ``shape``.
public enum SettingsFile {
    /// The name of the file.
    public static let name = "rules.json"

    /// Why the file was refused.
    public struct Invalid: Error, Sendable {
        /// One thing that is wrong.
        public struct Problem: Hashable, Sendable {
            /// What is wrong.
            public let message: String
            /// Where in the file.
            public let range: Range<Int>
        }

        /// All that is wrong.
        public let problems: [Problem]
    }

    /// What bytes of a `rules.json` are.
    public enum Content: Sendable {
        /// Settings of `lint`.
        case settings(Settings)
        /// A file of another tool: it has no `"lint"`.
        case foreign
    }

    /// The settings of a project without the file.
    public static var standard: Settings {
        decode(JSONValue(.object([]), at: 0..<0))
    }

    /// Reads the file.
    public static func read(_ bytes: [UInt8]) throws(Invalid) -> Content {
        let value: JSONValue
        do {
            value = try JSONParser.parse(bytes)
        } catch {
            // What is no JSON cannot say whose it is: a name that this tool looks for has to be readable.
            throw Invalid(problems: [.init(message: error.message, range: error.range)])
        }
        if value.object != nil, value["lint"] == nil { return .foreign }
        var problems: [SettingsShape.Problem] = []
        shape.check(value, at: "", &problems)
        checkPaths(of: value, &problems)
        guard problems.isEmpty else {
            throw Invalid(problems: problems.map { .init(message: $0.message, range: $0.range) })
        }
        return .settings(decode(value))
    }

    /// The file with every setting at its default.
    public static var defaultText: [UInt8] {
        var json = JSONWriter()
        shape.writeDefault(to: &json)
        json.endLine()
        return json.bytes
    }

    /// The JSON Schema of the file.
    public static var schemaText: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("$schema")
            json.string("https://json-schema.org/draft/2020-12/schema")
            json.key("title")
            json.string("Settings of lint")
            shape.writeSchema(to: &json)
        }
        json.endLine()
        return json.bytes
    }

    // MARK: The format

    static let layoutKeys: [(name: String, summary: String, standard: String)] = [
        ("migrations", "The folder of the project's own migrations.", "migrations/versions/schema"),
        ("productBlocks", "The folder of the product blocks.", "products/product_blocks"),
        ("productTypes", "The folder of the product types.", "products/product_types"),
        ("translations", "The folder of the translations.", "translations"),
        ("workflows", "The folder of the workflows.", "workflows"),
    ]

    private static let shape = SettingsShape.object([
        .init(
            name: "$schema", summary: "The JSON Schema of this file, for editors.",
            shape: .text(default: "rules.schema.json")),
        .init(
            name: "lint", summary: "The version of the format: 1. Without it the file belongs to another tool.",
            shape: .version, isRequired: true),
        .init(
            name: "profile",
            summary:
                "Which rules apply: those of a Workflow Orchestrator project, those of every Alembic project, or what is found.",
            shape: .choice(Settings.Profile.allCases.map(\.rawValue), default: Settings.Profile.auto.rawValue)),
        .init(
            name: "base",
            summary: "The revision whose migrations count as published, like `origin/main`; null to find it.",
            shape: .text(default: nil)),
        .init(
            name: "configs",
            summary: "The configuration files of Alembic, relative to the repository's root; empty to find them.",
            shape: .list(of: .text(default: ""))),
        .init(
            name: "layout", summary: "The folders of the source folder, relative to it.",
            shape: .object(
                layoutKeys.map { .init(name: $0.name, summary: $0.summary, shape: .text(default: $0.standard)) })),
        .init(
            name: "branches", summary: "The labels of the two branches.",
            shape: .object([
                .init(name: "schema", summary: "The label of the core's branch.", shape: .text(default: "schema")),
                .init(name: "data", summary: "The label of the project's own branch.", shape: .text(default: "data")),
            ])),
        .init(
            name: "core", summary: "The package that brings the schema branch.",
            shape: .object([
                .init(name: "package", summary: "Its name.", shape: .text(default: "orchestrator-core")),
                .init(
                    name: "versions",
                    summary: "A folder of this repository that holds its migrations; null to go by its release.",
                    shape: .text(default: nil)),
                .init(
                    name: "head", summary: "The id of its schema head; null to go by its release.",
                    shape: .text(default: nil)),
            ])),
        .init(
            name: "external", summary: "Revisions of other packages that migrations may name.",
            shape: .object([
                .init(
                    name: "folders", summary: "Folders of this repository that hold migrations of other packages.",
                    shape: .list(of: .text(default: ""))),
                .init(
                    name: "revisions", summary: "Ids of revisions that other packages bring.",
                    shape: .list(of: .text(default: ""))),
            ])),
        .init(
            name: "rules", summary: "The severity of each rule, or off.",
            shape: .object(
                RuleRegistry.rules.map { rule in
                    .init(
                        name: rule.metadata.id, summary: rule.metadata.summary,
                        shape: .choice(severities, default: rule.metadata.severity.rawValue))
                })),
        .init(
            name: "ignore", summary: "Findings that are left out.",
            shape: .list(
                of: .object([
                    .init(
                        name: "path",
                        summary: "A path relative to the repository's root, or a pattern with *, ** and ?.",
                        shape: .text(default: ""), isRequired: true),
                    .init(
                        name: "rules", summary: "The rules that are left out there.",
                        shape: .list(of: .choice(RuleRegistry.rules.map { $0.metadata.id }, default: "")),
                        isRequired: true),
                    .init(name: "reason", summary: "Why.", shape: .text(default: ""), isRequired: true),
                ]))),
    ])

    private static let severities = Severity.allCases.reversed().map(\.rawValue) + ["off"]

    // MARK: Decoding

    /// Refuses paths that leave the repository.
    private static func checkPaths(of value: JSONValue, _ problems: inout [SettingsShape.Problem]) {
        let members = value["layout"]?.object?.map(\.value) ?? []
        let lists = (value["configs"]?.array ?? []) + (value["external"]?["folders"]?.array ?? [])
        for path in members + lists + [value["core"]?["versions"]].compactMap({ $0 }) {
            guard let text = path.string, text.hasPrefix("/") || Path(resolving: text.utf8) == nil else { continue }
            problems.append(.init(message: "`\(text)` points outside of the repository", range: path.range))
        }
    }

    /// Decodes a value that ``shape`` has found right.
    private static func decode(_ value: JSONValue) -> Settings {
        func path(_ value: JSONValue?) -> Path? { value?.string.flatMap { Path(resolving: $0.utf8) } }
        func paths(_ value: JSONValue?) -> [Path] { value?.array?.compactMap { path($0) } ?? [] }
        let folders = layoutKeys.map { key in path(value["layout"]?[key.name]) ?? Path(stringLiteral: key.standard) }
        var severities: [String: Severity] = [:]
        for rule in RuleRegistry.rules {
            let metadata = rule.metadata
            let text = value["rules"]?[metadata.id]?.string
            severities[metadata.id] = text.map { Severity(rawValue: $0) } ?? metadata.severity
        }
        return Settings(
            profile: value["profile"]?.string.flatMap(Settings.Profile.init) ?? .auto,
            base: value["base"]?.string,
            configs: paths(value["configs"]),
            layout: .init(
                migrations: folders[0], productBlocks: folders[1], productTypes: folders[2], translations: folders[3],
                workflows: folders[4]),
            branches: .init(
                schema: value["branches"]?["schema"]?.string ?? "schema",
                data: value["branches"]?["data"]?.string ?? "data"),
            core: .init(
                package: value["core"]?["package"]?.string ?? "orchestrator-core",
                versions: path(value["core"]?["versions"]),
                head: value["core"]?["head"]?.string),
            external: .init(
                folders: paths(value["external"]?["folders"]),
                revisions: value["external"]?["revisions"]?.array?.compactMap(\.string) ?? []),
            severities: severities,
            ignores: value["ignore"]?.array?.map { entry in
                .init(
                    path: entry["path"]?.string ?? "", rules: entry["rules"]?.array?.compactMap(\.string) ?? [],
                    reason: entry["reason"]?.string ?? "")
            } ?? []
        )
    }
}
