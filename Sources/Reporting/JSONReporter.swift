internal import Diagnostics
internal import JSONSyntax
internal import SourceFiles

/// Writes the JSON report, version 1: fields are added to it, never changed.
///
/// An absent field is left out, never `null`. Paths are relative to the repository's root, with U+FFFD for bytes that
/// are not UTF-8. In a file that could not be read, every place is on line 1, and its column is its offset plus 1.
struct JSONReporter: Reporter {
    let sources: SourceCache

    func render(_ report: Report) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("version", 1)
            json.key("tool")
            json.object(.line) { json in
                json.member("name", report.tool.name)
                json.member("version", report.tool.version)
            }
            json.key("snapshot")
            write(report.snapshot, to: &json)
            json.key("core")
            write(report.core, to: &json)
            json.array("environments", of: report.environments, write)
            if !report.passedOver.isEmpty {
                json.array("passedOver", of: report.passedOver) { path, json in json.string(path.text) }
            }
            json.key("graph")
            json.object { json in write(report.graph, to: &json) }
            json.array("diagnostics", of: report.diagnostics, write)
            json.array("notEvaluated", of: report.notEvaluated, write)
            if let applied = report.applied { json.array("repairs", of: applied, write) }
            json.key("summary")
            write(report.summary, to: &json)
        }
        json.endLine()
        return json.bytes
    }

    private func write(_ snapshot: Report.Snapshot, to json: inout JSONWriter) {
        json.object(.line) { json in
            json.member("kind", snapshot.kind.rawValue)
            json.member("commit", snapshot.commit)
            json.member("base", snapshot.base)
            json.member("mergeInto", snapshot.mergeInto)
            json.member("merged", snapshot.merged?.rawValue)
            if !snapshot.conflictsElsewhere.isEmpty {
                json.array("conflictsElsewhere", of: snapshot.conflictsElsewhere) { $1.string($0.text) }
            }
        }
    }

    /// Writes the core; for a project without one, only the source `unknown`.
    private func write(_ core: Report.Core?, to json: inout JSONWriter) {
        json.object(.line) { json in
            guard let core else { return json.member("source", Report.Core.Source.unknown.rawValue) }
            json.member("package", core.package)
            json.member("release", core.release)
            json.member("head", core.head)
            json.member("source", core.source.rawValue)
            json.member("path", core.path?.text)
        }
    }

    private func write(_ environment: Report.Environment, to json: inout JSONWriter) {
        json.object { json in
            json.member("path", environment.path.text)
            json.member("profile", environment.profile.rawValue)
            json.member("config", environment.config?.text)
            if let core = environment.core {
                json.key("core")
                write(core, to: &json)
            }
            write(environment.graph, to: &json)
        }
    }

    /// Writes the members of a graph into an object that is open.
    private func write(_ graph: Report.Graph, to json: inout JSONWriter) {
        json.member("revisions", graph.revisions)
        json.array("heads", of: graph.heads, write)
    }

    private func write(_ head: Report.Head, to json: inout JSONWriter) {
        json.object(.line) { json in
            json.member("revision", head.revision)
            json.array("labels", of: head.labels) { label, json in json.string(label) }
            json.key("effective")
            json.bool(head.isEffective)
            json.member("path", head.path?.text)
        }
    }

    private func write(_ diagnostic: Diagnostic, to json: inout JSONWriter) {
        json.object { json in
            json.member("rule", diagnostic.rule)
            json.member("severity", diagnostic.severity.rawValue)
            json.member("message", diagnostic.message)
            json.member("help", diagnostic.help)
            json.member("environment", diagnostic.environment?.text)
            json.member("path", diagnostic.location?.path.text)
            json.member("revision", diagnostic.revision)
            writeRange(of: diagnostic.location, to: &json)
            json.array("notes", of: diagnostic.notes) { note, json in
                json.object { json in
                    json.member("message", note.message)
                    json.member("path", note.location?.path.text)
                    writeRange(of: note.location, to: &json)
                }
            }
            if let fix = diagnostic.fix {
                json.key("fix")
                write(fix, to: &json)
            }
        }
    }

    private func write(_ fix: Fix, to json: inout JSONWriter) {
        json.object { json in
            json.member("title", fix.title)
            json.member("applicability", fix.applicability.rawValue)
            json.array("edits", of: fix.edits) { edit, json in
                json.object { json in
                    json.member("path", edit.path.text)
                    writeRange(of: Location(edit.path, edit.range), to: &json)
                    switch edit.change {
                    case .replace(_, let text), .create(let text): json.member("replacement", text)
                    case .move(let path): json.member("newPath", path.text)
                    }
                }
            }
        }
    }

    private func write(_ applied: AppliedFix, to json: inout JSONWriter) {
        json.object { json in
            json.member("rule", applied.diagnostic.rule)
            json.member("message", applied.diagnostic.message)
            json.member("path", applied.place?.path.text)
            json.member("title", applied.fix.title)
            json.member("applicability", applied.fix.applicability.rawValue)
            json.array("paths", of: applied.paths) { path, json in json.string(path.text) }
        }
    }

    private func write(_ check: NotEvaluated, to json: inout JSONWriter) {
        json.object { json in
            json.member("rule", check.rule)
            json.member("reason", check.reason)
            json.member("help", check.help)
            json.member("path", check.location?.path.text)
            writeRange(of: check.location, to: &json)
        }
    }

    private func write(_ summary: Report.Summary, to json: inout JSONWriter) {
        json.object { json in
            json.member("errors", summary.errors)
            json.member("warnings", summary.warnings)
            json.member("infos", summary.infos)
            json.member("fixable", summary.fixable)
            json.member("suppressed", summary.suppressed)
            json.member("migrations", summary.migrations)
        }
    }

    private func writeRange(of location: Location?, to json: inout JSONWriter) {
        guard let location, let range = location.range else { return }
        json.key("range")
        json.object(.line) { json in
            json.key("start")
            write(position(at: range.lowerBound, in: location.path), to: &json)
            json.key("end")
            write(position(at: range.upperBound, in: location.path), to: &json)
        }
    }

    private func position(at offset: Int, in path: Path) -> SourcePosition {
        sources.text(of: path)?.lines.position(at: offset)
            ?? SourcePosition(line: 1, column: offset + 1, offset: offset)
    }

    private func write(_ position: SourcePosition, to json: inout JSONWriter) {
        json.object(.line) { json in
            json.member("line", position.line)
            json.member("column", position.column)
            json.member("offset", position.offset)
        }
    }
}
