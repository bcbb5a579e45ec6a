internal import Diagnostics
internal import JSONSyntax

/// Writes GitLab's Code Quality report: a list of findings, each with a fingerprint that does not depend on the line.
///
/// Source: GitLab's documentation, *Code Quality report format*.
struct GitLabReporter: Reporter {
    let sources: SourceCache

    func render(_ report: Report) -> [UInt8] {
        var occurrences = Occurrences()
        var json = JSONWriter()
        json.array { json in
            for finding in ForgeFinding.all(of: report) {
                let number = occurrences.next(finding.identity)
                json.object { json in
                    json.member("description", finding.text)
                    json.member("check_name", finding.rule)
                    json.member("fingerprint", Fingerprint.of(finding.identity + [String(number)]))
                    json.member("severity", Self.name(finding.severity))
                    json.key("location")
                    json.object(.line) { json in
                        json.member("path", finding.path)
                        json.key("lines")
                        json.object(.line) { $0.member("begin", finding.location.flatMap(sources.start)?.line ?? 1) }
                    }
                }
            }
        }
        json.endLine()
        return json.bytes
    }

    private static func name(_ severity: Severity) -> String {
        switch severity {
        case .info: "info"
        case .warning: "minor"
        case .error: "critical"
        }
    }
}
