internal import ProjectModel
internal import Rules

/// `lint rules`, `lint explain` and `lint config`: what the program says of its rules and settings.
public enum CatalogueRequest: Sendable {
    /// One line for each rule.
    case rules
    /// The documentation of all rules, as Markdown.
    case rulesAsMarkdown
    /// One rule with examples, by its id.
    case explanation(String)
    /// The settings in force.
    case settings(SnapshotRequest)
    /// The defaults, as a whole `rules.json`.
    case defaultSettings
    /// The JSON Schema of `rules.json`.
    case settingsSchema
    /// The keys of `rules.json`, as a Markdown table.
    case settingsAsMarkdown
}

extension CatalogueRequest: TranscriptRequest {
    func perform(in invocation: Invocation, _ transcript: inout Transcript) throws -> ExitStatus {
        let format = RuleRegistry.settingsFile
        switch self {
        case .rules: transcript.write(RulePages.list())
        case .rulesAsMarkdown: transcript.write(try RulePages.markdown())
        case .explanation(let id):
            guard let rule = RuleRegistry.rule(id) else {
                transcript.complain(RuleCatalogue.problem(with: id) ?? id, help: nil)
                return .notEvaluated
            }
            transcript.write(try ExamplePage.text(of: rule))
        case .settings(let snapshot):
            let session = try Session(snapshot, in: invocation, mayBeEmpty: true, &transcript)
            transcript.write(format.text(of: session.settings[session.folder]))
        case .defaultSettings: transcript.write(format.text(of: format.standard))
        case .settingsSchema: transcript.write(format.schemaText)
        case .settingsAsMarkdown: transcript.write(format.documentation)
        }
        return .success
    }
}
