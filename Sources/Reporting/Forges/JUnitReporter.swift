internal import Diagnostics

/// A JUnit report: a failed test case for each error and warning, and a single passing one where there is none.
///
/// What could not be told is an error of its case, and an info a case that passes with something to say. Source of the form: the schema of Jenkins'
/// xUnit plugin, `junit-10.xsd`.
struct JUnitReporter: Reporter {
    let sources: SourceCache

    func render(_ report: Report) -> [UInt8] {
        let findings = ForgeFinding.all(of: report)
        let open = findings.count(where: \.isOpenQuestion)
        let failures = findings.count { !$0.isOpenQuestion && $0.severity > .info }
        let counts = [
            ("name", report.tool.name), ("tests", String(max(findings.count, 1))), ("failures", String(failures)),
            ("errors", String(open)),
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
            if !finding.isOpenQuestion, finding.severity == .info {
                xml.element("system-out", [], text: text)
            } else {
                xml.element(
                    finding.isOpenQuestion ? "error" : "failure",
                    [("type", finding.severity.rawValue), ("message", finding.message)], text: text)
            }
        }
    }
}
