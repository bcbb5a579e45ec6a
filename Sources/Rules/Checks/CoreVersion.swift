internal import Diagnostics
internal import OrchestratorCore
internal import SourceFiles

/// `core-version`: the core's release is pinned exactly, in one way.
enum CoreVersion: Rule {
    static let metadata = RuleMetadata(
        id: "core-version",
        summary: "The release of orchestrator-core is pinned exactly, in one way.",
        rationale: """
            The schema head is that of the release that is installed. Without an exact pin two installations of the same commit have two \
            schemas; with two pins that disagree nobody knows which one is deployed, and a new `depends_on` may name the wrong head.
            """,
        severity: .warning,
        scope: .orchestrator,
        good: [RuleExample("one exact pin")],
        bad: [
            RuleExample("a range", [("requirements.txt", "orchestrator-core«>=1.3»\n")]),
            RuleExample(
                "two pins that disagree",
                [
                    ("requirements.txt", "orchestrator-core==«1.3.6»\n"),
                    ("requirements-dev.txt", "orchestrator-core==«2.0.0»\n"),
                ]),
            RuleExample("no pin", [("requirements.txt", nil)]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let package = project.settings.core.package
        let pins = project.core.pins
        if let first = project.core.decidingPins.first, !project.core.disagreeingPins.isEmpty {
            let disagreeing = [first] + project.core.disagreeingPins
            let all = disagreeing.map { "\($0.requirement) in \($0.path)" }.joined(separator: ", ")
            for pin in disagreeing {
                findings.report(
                    "the pins of \(package) disagree: \(all)", at: Location(pin.path, pin.range),
                    help: "pin the one release that is deployed, everywhere; this run goes by "
                        + (project.core.state.source == .config ? "rules.json" : "\(first.path)"))
            }
        }
        if let reason = project.core.state.reason {
            let pin = project.core.decidingPins.first ?? pins.first
            findings.report(
                "the schema head is not known: \(reason)", at: pin.map { Location($0.path, $0.range) },
                help: project.core.state.help)
        } else if !pins.contains(where: { $0.exact != nil }), project.core.state.source == .environment {
            let pin = pins.first
            findings.report(
                "\(package) is not pinned exactly; this run goes by the installed \(project.core.state.release?.description ?? "one")",
                at: pin.map { Location($0.path, $0.range) },
                help: "pin it exactly, or commit a lock file: every installation of this commit should have one schema")
        }
    }
}
