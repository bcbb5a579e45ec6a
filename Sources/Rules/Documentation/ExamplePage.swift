internal import Diagnostics

/// Describes one rule with its examples, for the terminal: the page of `lint explain`.
public enum ExamplePage {
    /// The column at which text is wrapped.
    private static let width = 100

    /// Writes the page of `rule`: what it checks and why, its fixes, its examples, and what `lint` reports on them.
    public static func text(of rule: any Rule.Type) throws -> String {
        let metadata = rule.metadata
        var text = "\(metadata.id) (\(metadata.severity.rawValue), \(metadata.scope))\n\n"
        text += wrapped(metadata.summary) + "\n" + wrapped(metadata.documentation.rationale)
        for fix in metadata.documentation.fixes { text += "\n" + wrapped(fix.description) }
        for example in metadata.examples.bad {
            text += "\nWrong: \(example.title)\n\n"
            for file in example.files { text += listing(of: file) }
            for line in try findings(of: rule, on: example) { text += "    " + line }
        }
        for example in metadata.examples.good {
            text += "\nRight: \(example.title)\n"
            for file in example.files where file.plainText != nil { text += "\n" + listing(of: file) }
        }
        return text + "\n" + metadata.silencing + "\n"
    }

    /// The lines that `lint` prints for an example, each with its line end.
    static func findings(of rule: any Rule.Type, on example: RuleExample) throws -> [String] {
        try ExampleRunner.outcome(of: rule, on: example).diagnostics.flatMap { diagnostic in
            var lines = ["\(diagnostic.severity.rawValue)[\(diagnostic.rule)]: \(diagnostic.message)\n"]
            if let path = diagnostic.location?.path { lines.append("  --> \(path)\n") }
            if let help = diagnostic.help { lines.append("  = help: \(help)\n") }
            return lines
        }
    }

    private static func listing(of file: RuleExample.File) -> String {
        guard let text = file.plainText else { return "" }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return "    \(file.path)\n" + lines.map { $0.isEmpty ? "\n" : "        \($0)\n" }.joined()
    }

    private static func wrapped(_ text: String) -> String {
        var lines = [""]
        for word in text.split(separator: " ") {
            if lines[lines.count - 1].count + word.count + 1 > width { lines.append("") }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        return lines.map { $0 + "\n" }.joined()
    }
}

extension RuleMetadata {
    /// How to silence a finding, or to turn the rule off.
    fileprivate var silencing: String {
        if let permanence { return permanence }
        return """
            To silence a finding, end its line with `# lint: ignore[\(id)] why`.
            To turn the rule off, set it to "off" in `rules` of rules.json.
            """
    }

    /// That the rule cannot be turned off, and why; `nil` if it can.
    var permanence: String? { whyMandatory.map { "The rule cannot be turned off: \($0)." } }
}
