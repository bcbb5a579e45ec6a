internal import Diagnostics

/// Writes a JUnit report: a failed test case for each error and warning.
///
/// A check that could not be evaluated is a case with an error, an info is a passed case with output, and a report
/// without findings has a single passed case. Source of the format: `junit-10.xsd` of Jenkins' xUnit plugin.
struct JUnitReporter: Reporter {
    let sources: SourceCache

    func render(_ report: Report) -> [UInt8] {
        let findings = ForgeFinding.all(of: report)
        let notEvaluated = findings.count(where: \.isNotEvaluated)
        let failures = findings.count { !$0.isNotEvaluated && $0.severity > .info }
        let counts = [
            ("name", report.tool.name), ("tests", String(max(findings.count, 1))), ("failures", String(failures)),
            ("errors", String(notEvaluated)),
        ]
        var xml = XMLText()
        xml.element("testsuites", counts) { xml in
            xml.element("testsuite", counts) { xml in
                if findings.isEmpty {
                    xml.element("testcase", [("name", "All checks passed"), ("classname", report.tool.name)])
                }
                for finding in findings { write(finding, to: &xml) }
            }
        }
        return Array(xml.text.utf8)
    }

    private func write(_ finding: ForgeFinding, to xml: inout XMLText) {
        let place = finding.location.flatMap(sources.start).map { ":\($0.line):\($0.column)" } ?? ""
        let name = "\(finding.path)\(place)"
        xml.element("testcase", [("name", name), ("classname", "lint.\(finding.rule)")]) { xml in
            let text = "\(name): \(finding.text)"
            if !finding.isNotEvaluated, finding.severity == .info {
                xml.element("system-out", [], text: text)
            } else {
                xml.element(
                    finding.isNotEvaluated ? "error" : "failure",
                    [("type", finding.severity.rawValue), ("message", finding.message)], text: text)
            }
        }
    }
}
