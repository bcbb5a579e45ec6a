internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// `lint core`: which release of the core the project uses, how that is known, and its schema head.
public struct CoreRequest: Sendable {
    /// The files that are read.
    public var snapshot: SnapshotRequest

    /// Asks for the core of a snapshot.
    public init(_ snapshot: SnapshotRequest = SnapshotRequest()) {
        self.snapshot = snapshot
    }
}

extension CoreRequest: TranscriptRequest {
    func perform(in invocation: Invocation, _ transcript: inout Transcript) throws -> ExitStatus {
        let session = try Session(snapshot, in: invocation, mayBeEmpty: true, &transcript)
        var isKnown = true
        for project in session.projects {
            transcript.write(CoreText.text(of: project))
            if project.profile == .orchestrator, project.core.head == nil { isKnown = false }
        }
        return isKnown ? .success : .notEvaluated
    }
}

/// The text of `lint core`.
enum CoreText {
    static func text(of project: Project) -> String {
        let package = project.core.package
        guard project.profile == .orchestrator else {
            return "no core: this project does not use \(package)\n"
        }
        let state = project.core.state
        var rows: [(String, String)] = [("core", package + (state.release.map { " \($0)" } ?? ""))]
        if case .known(let core) = state {
            rows.append(("schema head", core.head))
            if let chain = core.chain {
                rows.append(("schema chain", "\(chain.count) revisions from \(chain.first?.id ?? "")"))
            }
            rows.append(("source", source(of: core)))
        } else {
            rows.append(("schema head", "unknown: \(state.reason ?? "")"))
            rows.append(("help", state.help ?? ""))
        }
        for (position, pin) in project.core.detection.pins.enumerated() {
            rows.append((position == 0 ? "pins" : "", "\(pin.requirement) in \(pin.path)"))
        }
        for problem in project.core.detection.problems {
            rows.append(("unreadable", "\(problem.path): \(problem.reason)"))
        }
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { name, value in name + String(repeating: " ", count: width - name.count + 2) + value + "\n" }
            .joined()
    }

    private static func source(of core: KnownCore) -> String {
        let place = core.path.map { " \($0)" } ?? ""
        return switch core.source {
        case .config: "`core` of rules.json\(place)"
        case .lock: "the lock file\(place)"
        case .pin: "the exact pin in\(place)"
        case .environment: "the environment\(place)"
        }
    }
}
