internal import Diagnostics
internal import JSONSyntax
internal import SourceFiles

/// Writes SARIF 2.1.0 for GitHub code scanning.
///
/// The run contains the rules with their summaries and rationales, so that a result is explained where it is shown.
/// Columns count code points, because the format has no byte columns. `primaryLocationLineHash` identifies a result
/// when lines move. Source: the OASIS standard, and GitHub's *SARIF support for code scanning*.
struct SARIFReporter: Reporter {
    private static let schema = "https://json.schemastore.org/sarif-2.1.0.json"

    let sources: SourceCache

    func render(_ report: Report) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("$schema", Self.schema)
            json.member("version", "2.1.0")
            json.key("runs")
            json.array { json in json.object { write(report, to: &$0) } }
        }
        json.endLine()
        return json.bytes
    }

    private func write(_ report: Report, to json: inout JSONWriter) {
        json.key("tool")
        json.object { json in
            json.key("driver")
            json.object { json in
                json.member("name", report.tool.name)
                json.member("version", report.tool.version)
                json.member("semanticVersion", report.tool.version)
                json.array("rules", of: report.tool.rules, write)
            }
        }
        json.member("columnKind", "unicodeCodePoints")
        json.key("invocations")
        json.array { json in
            json.object { json in
                json.key("executionSuccessful")
                json.bool(report.notEvaluated.isEmpty)
                json.array("toolExecutionNotifications", of: report.notEvaluated) { check, json in
                    json.object { json in
                        json.member("level", "error")
                        writeText("message", "\(check.rule): \(check.reason)\nhelp: \(check.help)", to: &json)
                        if let location = check.location {
                            json.array("locations", of: [location]) { location, json in write(location, to: &json) }
                        }
                    }
                }
            }
        }
        let indices = Dictionary(report.tool.rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
        var occurrences = Occurrences()
        json.key("results")
        json.array { json in
            for diagnostic in report.diagnostics {
                let hash = lineHash(of: diagnostic)
                let number = occurrences.next([hash]) + 1
                write(diagnostic, ruleIndex: indices[diagnostic.rule], lineHash: "\(hash):\(number)", to: &json)
            }
        }
    }

    private func write(_ rule: Report.Rule, to json: inout JSONWriter) {
        json.object { json in
            json.member("id", rule.id)
            writeText("shortDescription", rule.summary, to: &json)
            writeText("fullDescription", rule.rationale, to: &json)
            json.key("help")
            json.object { json in
                json.member("text", "\(rule.summary)\n\n\(rule.rationale)")
                json.member("markdown", "**\(rule.summary)**\n\n\(rule.rationale)")
            }
            json.key("defaultConfiguration")
            json.object(.line) { $0.member("level", Self.name(rule.severity)) }
        }
    }

    private func write(
        _ diagnostic: Diagnostic, ruleIndex: Int?, lineHash: String, to json: inout JSONWriter
    ) {
        json.object { json in
            json.member("ruleId", diagnostic.rule)
            if let ruleIndex { json.member("ruleIndex", ruleIndex) }
            json.member("level", Self.name(diagnostic.severity))
            writeText(
                "message", diagnostic.help.map { "\(diagnostic.message)\nhelp: \($0)" } ?? diagnostic.message, to: &json
            )
            json.array("locations", of: [diagnostic.location ?? Location(.root)]) { location, json in
                write(location, to: &json)
            }
            let related = diagnostic.notes.filter { $0.location != nil }
            if !related.isEmpty {
                json.array("relatedLocations", of: related) { note, json in
                    write(note.location ?? Location(.root), message: note.message, to: &json)
                }
            }
            json.key("partialFingerprints")
            json.object(.line) { $0.member("primaryLocationLineHash", lineHash) }
            if let fix = diagnostic.fix { write(fix, to: &json) }
        }
    }

    private func write(_ location: Location, message: String? = nil, to json: inout JSONWriter) {
        json.object { json in
            json.key("physicalLocation")
            json.object { json in
                writeArtifact(location.path, to: &json)
                if let range = location.range { writeRegion("region", range, of: location.path, to: &json) }
            }
            if let message { writeText("message", message, to: &json) }
        }
    }

    /// Writes a fix whose edits all replace text: SARIF cannot express that a file is created or moved.
    private func write(_ fix: Fix, to json: inout JSONWriter) {
        var replacements: [Path: [(range: ByteRange, text: String)]] = [:]
        for edit in fix.edits {
            guard case .replace(let range, let text) = edit.change, sources.text(of: edit.path) != nil else { return }
            replacements[edit.path, default: []].append((range, text))
        }
        json.array("fixes", of: [fix]) { fix, json in
            json.object { json in
                writeText("description", "\(fix.title) (\(fix.applicability.rawValue))", to: &json)
                json.array("artifactChanges", of: replacements.keys.sorted()) { path, json in
                    json.object { json in
                        writeArtifact(path, to: &json)
                        json.array("replacements", of: replacements[path] ?? []) { replacement, json in
                            json.object { json in
                                writeRegion("deletedRegion", replacement.range, of: path, to: &json)
                                writeText("insertedContent", replacement.text, to: &json)
                            }
                        }
                    }
                }
            }
        }
    }

    private func writeText(_ name: String, _ text: String, to json: inout JSONWriter) {
        json.key(name)
        json.object(.line) { $0.member("text", text) }
    }

    private func writeArtifact(_ path: Path, to json: inout JSONWriter) {
        json.key("artifactLocation")
        json.object(.line) { json in
            json.member("uri", Self.uri(of: path))
            json.member("uriBaseId", "%SRCROOT%")
        }
    }

    private func writeRegion(_ name: String, _ range: ByteRange, of path: Path, to json: inout JSONWriter) {
        guard let source = sources.text(of: path) else { return }
        json.key(name)
        json.object(.line) { json in
            for (edge, offset) in [("start", range.lowerBound), ("end", range.upperBound)] {
                let position = source.lines.position(at: offset)
                let lineStart = source.lines.range(ofLine: position.line).lowerBound
                let before = String(decoding: source.bytes[lineStart..<max(lineStart, position.offset)], as: UTF8.self)
                json.member("\(edge)Line", position.line)
                json.member("\(edge)Column", before.unicodeScalars.count + 1)
            }
        }
    }

    /// The hash of the rule, the file and the text of the line; of the message if the finding is about no line.
    private func lineHash(of diagnostic: Diagnostic) -> String {
        var line = diagnostic.message
        if let location = diagnostic.location, let range = location.range, let source = sources.text(of: location.path)
        {
            let number = source.lines.position(at: range.lowerBound).line
            line = String(decoding: source.bytes[source.content(ofLine: number)], as: UTF8.self)
        }
        return String(Fingerprint.of([diagnostic.rule, diagnostic.location?.path.text ?? "", line]).prefix(16))
    }

    private static func name(_ severity: Severity) -> String {
        severity == .info ? "note" : severity.rawValue
    }

    /// A path as a relative reference of RFC 3986.
    private static func uri(of path: Path) -> String {
        if path.isRoot { return "." }
        var uri = ""
        for byte in path.bytes {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                uri += "%" + (digits.count < 2 ? "0" : "") + digits
            }
        }
        return uri
    }
}
