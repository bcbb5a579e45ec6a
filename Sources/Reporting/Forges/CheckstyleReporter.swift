internal import Diagnostics

/// A report in the form of Checkstyle: the findings of each file.
struct CheckstyleReporter: Reporter {
    let sources: SourceCache

    func render(_ report: Report) -> [UInt8] {
        // Findings come sorted by path, and the open questions behind them belong to files that may be there already.
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
