public import OrchestratorCore

/// The core that a project uses: the facet of the schema branch.
public struct Core: Sendable {
    /// The name of the package.
    public let package: String
    /// What is known of it, and the pins.
    public let detection: CoreDetection

    /// Migrations that were written into the installed core, and that no other installation has.
    public let strays: [StrayMigration]

    /// What is known of it.
    public var state: CoreState { detection.state }

    /// The ids of the schema chain, root first; empty if it is not known.
    public var chain: [String] { state.chain }

    /// The schema head; `nil` if it is not known.
    public var head: String? { state.head }
}
