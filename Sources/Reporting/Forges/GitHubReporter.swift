internal import Diagnostics
internal import SourceFiles

/// Writes workflow commands, which GitHub Actions shows as annotations beside the lines.
///
/// The most severe come first. GitHub shows a limited number of each kind: the last annotation of a kind counts the
/// others, which follow as plain lines of the log. Source: *Workflow commands for GitHub Actions*, and the runner's
/// `ActionCommand` for the escapes.
struct GitHubReporter: Reporter {
    /// The number of annotations of one kind that GitHub shows of a step.
    private static let limit = 10

    let sources: SourceCache

    func render(_ report: Report) -> [UInt8] {
        var (commands, lines) = ("", "")
        for severity in Severity.allCases.reversed() {
            let findings = ForgeFinding.all(of: report).filter { $0.severity == severity }
            let shown = findings.count > Self.limit ? Self.limit - 1 : findings.count
            for finding in findings.prefix(shown) { commands += command(finding) }
            let rest = findings.dropFirst(shown)
            if rest.isEmpty { continue }
            let more =
                "\(rest.count) more \(severity.rawValue)s are in the log of this step: "
                + "GitHub shows \(Self.limit) annotations of a kind"
            commands += "::\(Self.name(severity)) title=lint::\(Self.escaped(more))\n"
            for finding in rest { lines += "- \(line(finding))\n" }
        }
        let summary = SummaryText(report, fixCommand: nil)
        let end = [summary.verdict + summary.details] + summary.environments.map { "  " + $0 }
        for line in end { lines += Self.plain(line) + "\n" }
        return Array((commands + lines).utf8)
    }

    private func command(_ finding: ForgeFinding) -> String {
        var properties: [(String, String)] = []
        if let location = finding.location {
            properties.append(("file", location.path.text))
            if let range = location.range, let lines = sources.text(of: location.path)?.lines {
                let (start, end) = (lines.position(at: range.lowerBound), lines.position(at: range.upperBound))
                properties += [("line", String(start.line)), ("endLine", String(end.line))]
                // GitHub accepts columns only if the range is within one line.
                if start.line == end.line {
                    properties += [("col", String(start.column)), ("endColumn", String(end.column))]
                }
            }
        }
        properties.append(("title", "lint: \(finding.rule)"))
        let list = properties.map { "\($0)=\(Self.escaped(property: $1))" }.joined(separator: ",")
        return "::\(Self.name(finding.severity)) \(list)::\(Self.escaped(finding.text))\n"
    }

    /// A finding as a plain line of the log.
    private func line(_ finding: ForgeFinding) -> String {
        let start = finding.location.flatMap(sources.start).map { ":\($0.line):\($0.column)" } ?? ""
        return Self.plain("\(finding.location?.path.description ?? ".")\(start): \(finding.message) [\(finding.rule)]")
    }

    private static func name(_ severity: Severity) -> String {
        severity == .info ? "notice" : severity.rawValue
    }

    /// A text after `::`; control characters are escaped as in the formats for people.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": escaped += "%25"
            case "\r": escaped += "%0D"
            case "\n": escaped += "%0A"
            default: escaped += TerminalText.escape(for: scalar) ?? String(scalar)
            }
        }
        return escaped
    }

    private static func escaped(property text: String) -> String {
        escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }

    /// A line in which the runner finds no command, not even in the older form `##[`.
    private static func plain(_ text: String) -> String {
        TerminalText.escaping(text).replacing("##[", with: "## [")
    }
}
