internal import ArgumentParser
internal import Glibc
internal import OrchestratorCore
internal import Rules
internal import SourceFiles

/// `lint core`: which release of the core the project uses, how that is known, and its schema head.
struct CoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "core", abstract: "Print the core release, how it is known, and its schema head.")

    @OptionGroup var snapshot: SnapshotOptions

    func run() throws {
        let session = try Session(snapshot.request)
        var isKnown = true
        for project in session.projects {
            Terminal.write(Array(CoreText.text(of: project).utf8), to: STDOUT_FILENO)
            if project.profile == .orchestrator, project.core.state.head == nil { isKnown = false }
        }
        if !isKnown { throw ExitStatus.couldNotTell }
    }
}

/// What `lint core` prints.
enum CoreText {
    static func text(of project: Project) -> String {
        let package = project.settings.core.package
        guard project.profile == .orchestrator else {
            return "no core: nothing in this project says that it uses \(package)\n"
        }
        var rows: [(String, String)] = [("core", package + (project.core.state.release.map { " \($0)" } ?? ""))]
        switch project.core.state {
        case .known(let core):
            rows.append(("schema head", core.head))
            if let chain = core.chain {
                rows.append(("schema chain", "\(chain.count) revisions from \(chain.first?.id ?? "")"))
            }
            rows.append(("known by", source(of: core)))
        case .unknown(let core):
            rows.append(("schema head", "unknown: \(core.reason)"))
            rows.append(("to settle it", core.help))
        case .absent:
            rows.append(("schema head", "unknown: \(project.core.state.reason ?? "")"))
            rows.append(("to settle it", project.core.state.help ?? ""))
        }
        for (position, pin) in project.core.pins.enumerated() {
            rows.append((position == 0 ? "pins" : "", "\(pin.requirement) in \(pin.path)"))
        }
        for problem in project.core.problems { rows.append(("unreadable", "\(problem.path): \(problem.reason)")) }
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
