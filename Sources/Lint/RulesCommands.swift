internal import ArgumentParser
internal import Glibc
internal import Rules

/// `lint rules`: the catalogue.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "rules", abstract: "List the rules.")

    @Flag(help: "Write the whole documentation of the rules as Markdown.")
    var markdown = false

    func run() throws {
        let text = markdown ? try RuleDocumentation.markdown() : RuleDocumentation.list()
        Terminal.write(Array(text.utf8), to: STDOUT_FILENO)
    }
}

/// `lint explain`: one rule with examples.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain one rule, with examples.")

    @Argument(
        help: "The id of the rule, like single-head.", completion: .list(RuleRegistry.rules.map { $0.metadata.id }))
    var rule: String

    func run() throws {
        guard let found = RuleRegistry.rule(rule) else {
            let nearest = NearestName.of(rule, among: RuleRegistry.rules.map { $0.metadata.id })
            throw ValidationError(
                "there is no rule `\(rule)`"
                    + (nearest.map { ": did you mean `\($0)`?" } ?? "; `lint rules` lists them"))
        }
        Terminal.write(Array(try RuleDocumentation.explanation(of: found).utf8), to: STDOUT_FILENO)
    }
}

/// `lint config`: the settings in force, their default, or their JSON Schema.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "config", abstract: "Print the settings in force.")

    @OptionGroup var snapshot: SnapshotOptions

    @Flag(help: "Print the JSON Schema of rules.json.")
    var schema = false

    @Flag(name: .customLong("default"), help: "Print the whole of rules.json at its default.")
    var isDefault = false

    func run() throws {
        let text: [UInt8]
        if schema {
            text = SettingsFile.schemaText
        } else if isDefault {
            text = SettingsFile.defaultText
        } else {
            text = SettingsFile.text(of: try Session(snapshot.request).settings)
        }
        Terminal.write(text, to: STDOUT_FILENO)
    }
}
