public import SourceFiles

/// What is known about the core that a project uses.
public enum CoreState: Hashable, Sendable {
    /// The schema head is known.
    case known(KnownCore)
    /// The project uses the core, but its schema head is unknown.
    case unknown(UnknownCore)
    /// There is no evidence that the project uses the core.
    case absent
}

/// How the schema head is known, with the raw values of the JSON report.
public enum CoreSource: String, Hashable, Sendable {
    case config, lock, pin, environment
}

/// A core whose schema head is known.
public struct KnownCore: Hashable, Sendable {
    /// The release; `nil` if only the head is known.
    public let release: PackageVersion?
    /// The id of the schema head.
    public let head: String
    /// The revisions from the root up to the head; `nil` if only the head is known.
    public let chain: [SchemaRevision]?
    /// How it is known.
    public let source: CoreSource
    /// The file or folder that it is known from, if it is in the repository.
    public let path: Path?

    /// Makes a known core.
    public init(release: PackageVersion?, head: String, chain: [SchemaRevision]?, source: CoreSource, path: Path?) {
        self.release = release
        self.head = head
        self.chain = chain
        self.source = source
        self.path = path
    }
}

/// A core whose schema head is unknown.
public struct UnknownCore: Hashable, Sendable {
    /// Why it is unknown, without a full stop.
    public let reason: String
    /// How to make it known, in the imperative.
    public let help: String
    /// The release, if it is known.
    public let release: PackageVersion?
    /// The file or folder that the reason is about.
    public let path: Path?

    /// Describes an unknown core.
    public init(reason: String, help: String, release: PackageVersion?, path: Path?) {
        self.reason = reason
        self.help = help
        self.release = release
        self.path = path
    }
}

/// The core that was found, and the pins that it was found from.
public struct CoreDetection: Hashable, Sendable {
    /// The result.
    public let state: CoreState
    /// All pins, the most trusted first.
    public let pins: [Pin]
    /// The pins that decide, all of one file; empty if no pin does.
    public let decidingPins: [Pin]
    /// The files that may pin it but could not be read.
    public let problems: [PinProblem]

    /// Makes a result.
    public init(state: CoreState, pins: [Pin] = [], decidingPins: [Pin] = [], problems: [PinProblem] = []) {
        self.state = state
        self.pins = pins
        self.decidingPins = decidingPins
        self.problems = problems
    }

    /// The pins that contradict the first deciding pin: another release, or a source that is not an index.
    ///
    /// Ranges of versions are not compared, because they do not pin a release.
    public var disagreeingPins: [Pin] {
        guard let first = decidingPins.first else { return [] }
        return pins.filter { $0.isDecisive && ($0.version != first.version || $0.origin != first.origin) }
    }
}
