internal import Diagnostics
internal import JSONSyntax
internal import SourceFiles

/// The format of `rules.json`, declared once: from ``keys`` the file is checked, read, written, described and
/// documented.
///
/// Takes the rules and the bytes of a file. Returns ``Settings``, or an error that names every wrong key, its place and
/// the nearest known one.
public struct SettingsFile: Sendable {
    /// The name of the file.
    public static let name = "rules.json"

    /// Why a file was refused.
    public struct Invalid: Error, Sendable {
        /// One thing that is wrong.
        public struct Problem: Hashable, Sendable {
            /// What is wrong.
            public let message: String
            /// The range in the file.
            public let range: Range<Int>
        }

        /// Everything that is wrong, in the order of the file.
        public let problems: [Problem]
    }

    /// What a `rules.json` contains.
    public enum Content: Sendable {
        /// Settings of `lint`.
        case settings(Settings)
        /// A file of another tool: it has no key `lint`.
        case foreign
    }

    private let rules: [RuleSetting]

    /// The format for these rules.
    public init(rules: [RuleSetting]) {
        self.rules = rules
    }

    /// The settings of a project without the file.
    public var standard: Settings {
        Settings(severities: Dictionary(rules.map { ($0.id, $0.severity) }) { first, _ in first })
    }

    /// Reads the file; keys that stand in that of the repository's root alone are refused unless `isAtRoot`.
    public func read(_ bytes: [UInt8], isAtRoot: Bool = true) throws(Invalid) -> Content {
        let value: JSONValue
        do {
            value = try JSONParser.parse(bytes)
        } catch {
            // A file that is not JSON cannot say which tool it belongs to, so it is not passed over as another tool's.
            throw Invalid(problems: [.init(message: error.message, range: error.range)])
        }
        if value.object != nil, value["lint"] == nil { return .foreign }
        let keys = keys
        var problems: [SettingsShape.Problem] = []
        SettingsShape.object(keys.map(\.member)).check(value, at: "", &problems)
        if !isAtRoot {
            for member in value.object ?? [] where keys.contains(where: { $0.isAtRootOnly && $0.name == member.key }) {
                problems.append(
                    .init(
                        message: "`\(member.key)` stands in the \(Self.name) of the repository's root alone; "
                            + "move it there",
                        range: member.keyRange))
            }
        }
        guard problems.isEmpty else {
            let sorted = problems.sorted { $0.range.lowerBound < $1.range.lowerBound }
            throw Invalid(problems: sorted.map { .init(message: $0.message, range: $0.range) })
        }
        var settings = standard
        keys.read(value, into: &settings)
        return .settings(settings)
    }

    /// The file that these settings would be read from.
    public func text(of settings: Settings) -> [UInt8] {
        var json = JSONWriter()
        keys.write(settings, to: &json)
        json.endLine()
        return json.bytes
    }

    /// The JSON Schema of the file.
    public var schemaText: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("$schema")
            json.string("https://json-schema.org/draft/2020-12/schema")
            json.key("title")
            json.string("Settings of lint")
            keys.writeSchema(default: standard, to: &json)
        }
        json.endLine()
        return json.bytes
    }

    /// A Markdown table of all keys but those of the rules.
    public var documentation: String {
        var text = "| key | default | meaning |\n| --- | --- | --- |\n"
        for key in keys { text += rows(of: key, in: "") }
        return text
    }

    private func rows(of key: SettingsKey<Settings>, in group: String) -> String {
        let name = group + key.name
        if !key.members.isEmpty, key.name != "rules" {
            return key.members.map { rows(of: $0, in: name + ".") }.joined()
        }
        var json = JSONWriter()
        key.write(standard, &json)
        let value = String(decoding: json.bytes, as: UTF8.self)
        let isShort = !value.contains("\n")
        return "| `\(name)` | \(isShort ? "`\(value)`" : "see [rules.md](rules.md)") | \(key.summary) |\n"
    }
}

// MARK: The declaration

extension SettingsFile {
    /// The keys, in the order in which they are written.
    private var keys: [SettingsKey<Settings>] {
        [
            SettingsKey(
                "$schema", "The JSON Schema of this file, for editors.", .text,
                read: { _, _ in }, write: { _, json in json.string("rules.schema.json") }),
            SettingsKey(
                "lint", "The version of the format: 1. A file without it belongs to another tool.", .version,
                isRequired: true, read: { _, _ in }, write: { _, json in json.integer(1) }),
            SettingsKey(
                "profile",
                """
                Which rules apply: those for a Workflow Orchestrator project, those for every Alembic project, or one \
                of the two by evidence in the project.
                """, \.profile),
            SettingsKey(
                "base", "The revision whose migrations count as published, like `origin/main`; null to find it.", \.base
            ).atRootOnly,
            SettingsKey(
                "released",
                """
                The tags and branches that databases are deployed from: names with *, ** and ?, and with ! those that \
                are not; empty for the tags of versions, and for branches such as main, develop and release/*.
                """, \.released
            ).atRootOnly,
            SettingsKey(
                "configs",
                "The configuration files of Alembic, relative to the repository's root; empty to find them.",
                \.configs
            ).atRootOnly,
            SettingsKey(
                "exclude",
                """
                The folders whose environments are passed over, below the folder that lint is started in: names, or \
                paths from the repository's root, with *, ** and ?.
                """, \.exclude
            ).atRootOnly,
            .group(
                "layout", "The folders of the source folder, relative to it.",
                SourceFolder.allCases.map { SettingsKey($0.rawValue, $0.summary, \.layout[$0]) }),
            .group(
                "branches", "The labels of the two branches.",
                [
                    SettingsKey("schema", "The label of the core's branch.", \.branches.schema),
                    SettingsKey("data", "The label of the project's own branch.", \.branches.data),
                ]),
            .group("core", "The package that ships the schema branch.", coreKeys),
            .group(
                "external", "Revisions of other packages that migrations may name.",
                [
                    SettingsKey(
                        "folders", "Folders of this repository that contain migrations of other packages.",
                        \.external.folders),
                    SettingsKey("revisions", "Ids of revisions of other packages.", \.external.revisions),
                ]),
            .group("rules", "The severity of each rule, or off.", rules.map(ruleKey)),
            SettingsKey(
                "ignore", "Findings that are not reported.", .list(of: .object(ignoreKeys.map(\.member))),
                read: { json, settings in
                    settings.ignores =
                        json.array?.map { element in
                            var ignore = Settings.Ignore()
                            ignoreKeys.read(element, into: &ignore)
                            return ignore
                        } ?? []
                },
                write: { settings, json in
                    json.array(settings.ignores.isEmpty ? .line : .lines) { json in
                        for ignore in settings.ignores { ignoreKeys.write(ignore, to: &json) }
                    }
                }),
        ]
    }

    private var coreKeys: [SettingsKey<Settings>] {
        [
            SettingsKey("package", "The name of the package.", \.core.package),
            SettingsKey(
                "versions",
                "A folder of this repository that contains the core's migrations; null to use those of its release.",
                \.core.versions),
            SettingsKey("head", "The id of the core's schema head; null to use that of its release.", \.core.head),
        ]
    }

    private func ruleKey(_ rule: RuleSetting) -> SettingsKey<Settings> {
        let levels = Severity.allCases.reversed().map(\.rawValue) + ["off"]
        let shape: SettingsShape =
            rule.whyMandatory.map { .constant(rule.severity.rawValue, reason: $0) } ?? .choice(levels)
        return SettingsKey(
            rule.id, rule.summary, shape,
            read: { json, settings in settings.severities[rule.id] = json.string.flatMap(Severity.init) },
            write: { settings, json in json.string(settings.severities[rule.id]?.rawValue ?? "off") })
    }

    private var ignoreKeys: [SettingsKey<Settings.Ignore>] {
        let mandatory = rules.compactMap { rule in rule.whyMandatory.map { (rule.id, $0) } }
        let known = SettingsShape.choice(
            rules.filter { $0.whyMandatory == nil }.map(\.id),
            refused: Dictionary(mandatory) { first, _ in first })
        return [
            SettingsKey(
                "path", "A path relative to the repository's root, or a pattern with *, ** and ?.", \.path,
                isRequired: true),
            SettingsKey("rules", "The rules that are not reported there.", .list(of: known), \.rules, isRequired: true),
            SettingsKey("reason", "Why they are not reported.", \.reason, isRequired: true),
        ]
    }
}
