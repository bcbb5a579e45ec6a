public import SourceFiles

/// One place that says which version of the core a project uses.
public struct Pin: Hashable, Sendable {
    /// Where the package comes from.
    public enum Origin: Hashable, Sendable {
        /// From an index: the version is a release.
        case index
        /// From a repository, a folder or an archive, as this text says: what is installed need not be the release of that version.
        case elsewhere(String)
    }

    /// Whether a tool resolved the version or a person asked for it.
    public enum Kind: Hashable, Sendable {
        /// A lock file: what is installed.
        case lock
        /// A requirement: what is asked for.
        case pin
    }

    /// The file.
    public let path: Path
    /// The version's bytes; where no single version is named, those of the whole requirement.
    public let range: Range<Int>
    /// What kind of file it is.
    public let file: PinFile
    /// What stands there: `==5.0.3`, `>=4,<5`, `^4.1`; empty where any version will do.
    public let requirement: String
    /// The version, where exactly one is named.
    public let version: PackageVersion?
    /// Where the package comes from.
    public let origin: Origin

    /// Makes a pin.
    public init(
        path: Path,
        range: Range<Int>,
        file: PinFile,
        requirement: String,
        version: PackageVersion?,
        origin: Origin = .index
    ) {
        self.path = path
        self.range = range
        self.file = file
        self.requirement = requirement
        self.version = version
        self.origin = origin
    }

    /// The release that is pinned; `nil` for a range of versions, and for what does not come from an index.
    public var exact: PackageVersion? { origin == .index ? version : nil }

    /// Whether a tool resolved it or a person asked for it.
    public var kind: Kind { file.isLock ? .lock : .pin }

    /// Whether it says what is used: one release, or a place that is none; a range of versions does not.
    var isDecisive: Bool { exact != nil || origin != .index }
}

/// A kind of file that pins the core, the most trustworthy first.
///
/// A lock file says what is installed, so it comes before what was asked for. Among the lock files those come first whose tools are newer:
/// a project that moves from one tool to the next leaves the old file behind, not the other way round. Requirements come before constraints, which
/// only hold for what is required, and both before `pyproject.toml`, which mostly says what a project could live with.
public enum PinFile: Int, Hashable, Sendable, CaseIterable, Comparable {
    case uvLock, poetryLock, pdmLock, pipfileLock, requirements, constraints, pyproject

    /// Whether a tool writes it with what it resolved.
    public var isLock: Bool { self <= .pipfileLock }

    /// The more trustworthy file comes first.
    public static func < (left: PinFile, right: PinFile) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What the files of a project say about the version of the core.
public struct PinReading: Hashable, Sendable {
    /// Every place, the most trustworthy file first, and in a file from its start.
    public var pins: [Pin] = []
    /// The files that could not be read, and why.
    public var problems: [PinProblem] = []

    /// Says nothing yet.
    public init() {}
}

/// A file that may pin the core but could not be read.
public struct PinProblem: Hashable, Sendable {
    /// The file.
    public let path: Path
    /// Why it could not be read.
    public let reason: String
    /// Where, if that is known.
    public let range: Range<Int>?

    /// Makes a problem.
    public init(path: Path, reason: String, range: Range<Int>? = nil) {
        self.path = path
        self.reason = reason
        self.range = range
    }
}
