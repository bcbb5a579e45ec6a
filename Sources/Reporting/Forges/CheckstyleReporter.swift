internal import Diagnostics

/// Writes a Checkstyle report: the findings of each file.
struct CheckstyleReporter: Reporter {
    let sources: SourceCache

    func render(_ report: Report) -> [UInt8] {
        // Findings are sorted by path, but the checks that could not be evaluated come after all of them.
        var order: [String] = []
        var files: [String: [ForgeFinding]] = [:]
        for finding in ForgeFinding.all(of: report) {
            if files[finding.path] == nil { order.append(finding.path) }
            files[finding.path, default: []].append(finding)
        }
        var xml = XMLText()
        xml.element("checkstyle", [("version", "4.3")]) { xml in
            for path in order {
                xml.element("file", [("name", path)]) { xml in
                    for finding in files[path] ?? [] {
                        let start = finding.location.flatMap(sources.start)
                        let place =
                            start.map { [("line", String($0.line)), ("column", String($0.column))] } ?? [("line", "1")]
                        xml.element(
                            "error",
                            place + [
                                ("severity", finding.severity.rawValue), ("message", finding.text),
                                ("source", "lint.\(finding.rule)"),
                            ])
                    }
                }
            }
        }
        return Array(xml.text.utf8)
    }
}
