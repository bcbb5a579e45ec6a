internal import Diagnostics
internal import SourceFiles
internal import JSONSyntax

/// Writes Reviewdog's Diagnostic Format, with safe fixes as suggestions.
///
/// Lines and columns count from 1, columns in UTF-8 bytes. A suggestion belongs to the file of its finding, so a fix
/// that changes another file, or creates or moves one, is left out. Source: `proto/rdf` of reviewdog.
struct RDJSONReporter: Reporter {
    let sources: SourceCache

    func render(_ report: Report) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("source")
            json.object(.line) { $0.member("name", report.tool.name) }
            json.array("diagnostics", of: ForgeFinding.all(of: report), write)
        }
        json.endLine()
        return json.bytes
    }

    private func write(_ finding: ForgeFinding, to json: inout JSONWriter) {
        json.object { json in
            json.member("message", finding.text)
            json.key("location")
            write(finding.location ?? Location(.root), to: &json)
            json.member("severity", finding.severity.rawValue.uppercased())
            json.key("code")
            json.object(.line) { $0.member("value", finding.rule) }
            let suggestions = suggestions(of: finding)
            if !suggestions.isEmpty {
                json.array("suggestions", of: suggestions) { suggestion, json in
                    json.object { json in
                        writeRange(suggestion.range, of: suggestion.location, to: &json)
                        json.member("text", suggestion.text)
                    }
                }
            }
            let related = finding.notes.filter { $0.location != nil }
            if !related.isEmpty {
                json.array("related_locations", of: related) { note, json in
                    json.object { json in
                        json.member("message", note.message)
                        json.key("location")
                        write(note.location ?? Location(.root), to: &json)
                    }
                }
            }
        }
    }

    private func suggestions(of finding: ForgeFinding) -> [(location: Location, range: ByteRange, text: String)] {
        guard let fix = finding.fix, fix.applicability == .safe, let location = finding.location else { return [] }
        var suggestions: [(location: Location, range: ByteRange, text: String)] = []
        for edit in fix.edits {
            guard case .replace(let range, let text) = edit.change, edit.path == location.path,
                sources.text(of: edit.path) != nil
            else { return [] }
            suggestions.append((location, range, text))
        }
        return suggestions
    }

    private func write(_ location: Location, to json: inout JSONWriter) {
        json.object { json in
            json.member("path", location.path.text)
            if let range = location.range { writeRange(range, of: location, to: &json) }
        }
    }

    private func writeRange(_ range: ByteRange, of location: Location, to json: inout JSONWriter) {
        guard let lines = sources.text(of: location.path)?.lines else { return }
        json.key("range")
        json.object(.line) { json in
            for (name, offset) in [("start", range.lowerBound), ("end", range.upperBound)] {
                let position = lines.position(at: offset)
                json.key(name)
                json.object(.line) { json in
                    json.member("line", position.line)
                    json.member("column", position.column)
                }
            }
        }
    }
}
