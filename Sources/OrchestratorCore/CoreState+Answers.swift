public import SourceFiles

extension CoreState {
    /// The ids of the schema chain, root first; empty if it is unknown.
    public var chain: [String] {
        if case .known(let core) = self { core.chain?.map(\.id) ?? [core.head] } else { [] }
    }

    /// The schema head; `nil` if it is unknown.
    public var head: String? {
        if case .known(let core) = self { core.head } else { nil }
    }

    /// The release; `nil` if it is unknown.
    public var release: PackageVersion? {
        switch self {
        case .known(let core): core.release
        case .unknown(let core): core.release
        case .absent: nil
        }
    }

    /// How the head is known.
    public var source: CoreSource? {
        if case .known(let core) = self { core.source } else { nil }
    }

    /// The file that it is known from.
    public var path: Path? {
        switch self {
        case .known(let core): core.path
        case .unknown(let core): core.path
        case .absent: nil
        }
    }

    /// Why the head is unknown; `nil` if it is known.
    public var reason: String? {
        switch self {
        case .known: nil
        case .unknown(let core): core.reason
        case .absent: "the project pins no release of the core"
        }
    }

    /// How to make the head known; `nil` if it is known.
    public var help: String? {
        switch self {
        case .known: nil
        case .unknown(let core): core.help
        case .absent: "pin the core exactly, or set `core.head` in rules.json"
        }
    }

    /// The core in a note: *orchestrator-core 5.0.3, as pinned in uv.lock*.
    public func description(of package: String) -> String {
        let release = release.map { " \($0)" } ?? ""
        switch source {
        case .config: return "\(package), as set in rules.json"
        case .lock, .pin: return "\(package)\(release), as pinned in \(path.map { "\($0)" } ?? "the project")"
        case .environment: return "\(package)\(release), as installed"
        case nil: return package
        }
    }
}

extension Catalogue {
    /// The first release with a revision.
    public static func firstRelease(having id: String) -> CoreRelease? {
        releases.filter { !$0.version.isPreRelease }.sorted { $0.version < $1.version }
            .first { $0.head.map { chain(to: $0).contains { $0.id == id } } ?? false }
    }
}
