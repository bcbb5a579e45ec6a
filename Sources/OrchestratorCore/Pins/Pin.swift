public import SourceFiles

/// A place that pins or restricts the version of the core.
public struct Pin: Hashable, Sendable {
    /// The source of the package.
    public enum Origin: Hashable, Sendable {
        /// An index, so that the version is a release.
        case index
        /// A repository, a folder or an archive, as named by this text, whose content may differ from any release.
        case elsewhere(String)
    }

    /// Whether a tool resolved the version or a person requested it.
    public enum Kind: Hashable, Sendable {
        /// A lock file: the version that is installed.
        case lock
        /// A requirement: the versions that are requested.
        case pin
    }

    /// The file.
    public let path: Path
    /// The bytes of the version; if no single version is named, those of the whole requirement.
    public let range: Range<Int>
    /// The kind of the file.
    public let file: PinFile
    /// The text: `==5.0.3`, `>=4,<5`, `^4.1`; empty for any version.
    public let requirement: String
    /// The version, if exactly one is named.
    public let version: PackageVersion?
    /// The source of the package.
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

    /// The release that is pinned; `nil` for a range of versions, and for a source that is not an index.
    public var exact: PackageVersion? { origin == .index ? version : nil }

    /// Whether a tool resolved the version or a person requested it.
    public var kind: Kind { file.isLock ? .lock : .pin }

    /// Whether it decides what is used: a single release, or a source that is not an index.
    ///
    /// A range of versions does not.
    var isDecisive: Bool { exact != nil || origin != .index }
}

/// A kind of file that pins the core, the most trusted first.
///
/// A lock file lists what is installed, so it comes before what was requested. Among the lock files, those of newer
/// tools come first, because a project that moves to another tool leaves the old file behind. Requirements come before
/// constraints, which apply only to what is required, and both before `pyproject.toml`, which mostly lists what a
/// project supports.
public enum PinFile: Int, Hashable, Sendable, CaseIterable, Comparable {
    case uvLock, poetryLock, pdmLock, pipfileLock, requirements, constraints, pyproject

    /// Whether a tool writes it with the resolved versions.
    public var isLock: Bool { self <= .pipfileLock }

    /// The more trusted file comes first.
    public static func < (left: PinFile, right: PinFile) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// The pins of a project.
public struct PinReading: Hashable, Sendable {
    /// All pins, the most trusted file first, and in a file from its start.
    public var pins: [Pin] = []
    /// The files that could not be read, and why.
    public var problems: [PinProblem] = []

    /// No pins.
    public init() {}
}

/// A file that may pin the core but could not be read.
public struct PinProblem: Hashable, Sendable {
    /// The file.
    public let path: Path
    /// Why it could not be read.
    public let reason: String
    /// The range, if it is known.
    public let range: Range<Int>?

    /// Makes a problem.
    public init(path: Path, reason: String, range: Range<Int>? = nil) {
        self.path = path
        self.reason = reason
        self.range = range
    }
}
