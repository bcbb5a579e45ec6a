public import SourceFiles

/// What is known about the core that a project uses.
public enum CoreState: Hashable, Sendable {
    /// The schema head is known.
    case known(KnownCore)
    /// The project uses the core, but its schema head is not known.
    case unknown(UnknownCore)
    /// Nothing says that the project uses the core.
    case absent
}

/// How the schema head is known; the raw values are those of the JSON report.
public enum CoreSource: String, Hashable, Sendable {
    case config, lock, pin, environment
}

/// A core whose schema head is known.
public struct KnownCore: Hashable, Sendable {
    /// The release; `nil` where only the head is known.
    public let release: PackageVersion?
    /// The id of the schema head.
    public let head: String
    /// The revisions from the root up to the head; `nil` where nothing is known below the head.
    public let chain: [SchemaRevision]?
    /// How it is known.
    public let source: CoreSource
    /// The file or folder that says so, where it lies in the repository.
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

/// A core whose schema head is not known.
public struct UnknownCore: Hashable, Sendable {
    /// Why not, without a full stop.
    public let reason: String
    /// How to settle it.
    public let help: String
    /// The release, where at least that is known.
    public let release: PackageVersion?
    /// The file or folder that the reason lies in.
    public let path: Path?

    /// Makes an open question.
    public init(reason: String, help: String, release: PackageVersion?, path: Path?) {
        self.reason = reason
        self.help = help
        self.release = release
        self.path = path
    }
}

/// What was found out about the core, and from what.
public struct CoreDetection: Hashable, Sendable {
    /// The result.
    public let state: CoreState
    /// Every place that pins it, the most trustworthy first.
    public let pins: [Pin]
    /// The pins that decide, all of one file; empty where no pin does.
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

    /// The pins that name something else than the first that decides: another release, or a place that is none.
    ///
    /// Ranges of versions are not compared: they leave the decision to the others.
    public var disagreeingPins: [Pin] {
        guard let first = decidingPins.first else { return [] }
        return pins.filter { $0.isDecisive && ($0.version != first.version || $0.origin != first.origin) }
    }
}
