internal import Diagnostics
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// `core-version`: the release of the core is pinned exactly, and all pins agree.
enum CoreVersion: Rule {
    static let metadata = RuleMetadata(
        id: "core-version",
        severity: .warning,
        scope: .orchestrator,
        documentation: RuleDocumentation(
            summary: "The release of orchestrator-core is pinned exactly, and all pins agree.",
            rationale: """
                The installed release of orchestrator-core determines the schema head that a new `depends_on` must \
                name. Without an exact pin, two installations of one commit can have different schemas. Where two pins \
                disagree, it is unknown which release is deployed, and a new `depends_on` can name the wrong head. Pin \
                one release with `==`, or commit a lock file.
                """),
        examples: RuleExamples(
            good: [
                RuleExample("one exact pin")
            ],
            bad: [
                RuleExample(
                    "a range of releases",
                    [
                        .file("requirements.txt", "orchestrator-core«>=1.3»\n")
                    ]),
                RuleExample(
                    "two pins that disagree",
                    [
                        .file("requirements.txt", "orchestrator-core==«1.3.6»\n"),
                        .file("requirements-dev.txt", "orchestrator-core==«2.0.0»\n"),
                    ]),
                RuleExample(
                    "no pin",
                    [
                        .missing("requirements.txt")
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let (package, core, detection) = (project.core.package, project.core.state, project.core.detection)
        if let first = detection.decidingPins.first, !detection.disagreeingPins.isEmpty {
            let disagreeing = [first] + detection.disagreeingPins
            let all = disagreeing.map { "\($0.requirement) in \($0.path)" }.joined(separator: ", ")
            let decider = core.source == .config ? "rules.json" : "the pin in \(first.path)"
            for pin in disagreeing {
                findings.report(
                    "the pins of \(package) disagree: \(all)", at: location(of: pin),
                    help: "pin the deployed release in all of them: this run uses \(decider)")
            }
        }
        if let reason = core.reason {
            findings.report(
                "the schema head is unknown: \(reason)",
                at: (detection.decidingPins.first ?? detection.pins.first).map(location), help: core.help)
        } else if !detection.pins.contains(where: { $0.exact != nil }), core.source == .environment {
            let release = core.release.map { " \($0)" } ?? ""
            findings.report(
                "\(package) is not pinned exactly; this run uses the installed release\(release)",
                at: detection.pins.first.map(location),
                help: "pin it exactly, or commit a lock file: else two installations can have different schemas")
        }
    }

    private static func location(of pin: Pin) -> Location { Location(pin.path, pin.range) }
}
