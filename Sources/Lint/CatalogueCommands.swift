internal import ArgumentParser
internal import Linting

/// `lint rules`: the rules.
struct RulesCommand: RequestCommand {
    static let configuration = CommandConfiguration(commandName: "rules", abstract: "List the rules.")

    @Flag(help: "Print the documentation of all rules as Markdown.")
    var markdown = false

    var request: any Request { markdown ? CatalogueRequest.rulesAsMarkdown : .rules }
}

/// `lint explain`: one rule with examples.
struct ExplainCommand: RequestCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain one rule, with examples.")

    @Argument(help: "The id of the rule, such as single-head.", completion: .list(RuleCatalogue.ids))
    var rule: String

    var request: any Request { CatalogueRequest.explanation(rule) }

    func validate() throws {
        if let problem = RuleCatalogue.problem(with: rule) { throw ValidationError(problem) }
    }
}

/// `lint config`: the settings in force, their default, or their format.
struct ConfigCommand: RequestCommand {
    static let configuration = CommandConfiguration(commandName: "config", abstract: "Print the settings in force.")

    @OptionGroup var snapshot: SnapshotOptions

    @Flag(help: "Print the JSON Schema of rules.json.")
    var schema = false

    @Flag(name: .customLong("default"), help: "Print a rules.json with every default.")
    var isDefault = false

    @Flag(help: .private)
    var markdown = false

    func validate() throws {
        let outputs = [("--schema", schema), ("--default", isDefault), ("--markdown", markdown)].filter(\.1).map(\.0)
        if outputs.count > 1 {
            throw ValidationError("\(outputs[0]) and \(outputs[1]) exclude each other: print one of the two")
        }
        if let output = outputs.first, !snapshot.isDefault {
            throw ValidationError(
                "\(output) does not depend on any file: leave -C, --staged, --commit, --merge-into and --config out")
        }
    }

    var request: any Request {
        if schema { return CatalogueRequest.settingsSchema }
        if isDefault { return CatalogueRequest.defaultSettings }
        if markdown { return CatalogueRequest.settingsAsMarkdown }
        return CatalogueRequest.settings(snapshot.request)
    }
}
