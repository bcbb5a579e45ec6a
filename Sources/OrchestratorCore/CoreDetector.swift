public import SourceFiles

/// Finds the release of the core that a project uses, and the head of its `schema` branch.
///
/// Reads, in this order: the settings, an exact pin of a lock file, any other exact pin, an installed environment. The
/// first that decides is taken; if none does, the head is unknown, and the result contains the reason and what to do.
/// Nothing is guessed.
public struct CoreDetector {
    let settings: CoreSettings
    let readMigration: MigrationReader
    let package: PackageName

    /// Makes a detector; `readMigration` reads the folders of `core.versions` and of an environment.
    public init(settings: CoreSettings, readMigration: @escaping MigrationReader) {
        self.settings = settings
        self.readMigration = readMigration
        package = PackageName(settings.package)
    }

    /// Reads the settings, the pins in `tree` from `folder` upwards, and the environments, the most trusted first.
    public func detect(
        in tree: any FileTree,
        folder: Path,
        environments: [CoreEnvironment] = []
    ) throws(SnapshotError) -> CoreDetection {
        let reading = try PinReader(package: settings.package).pins(in: tree, from: folder)
        let first = reading.pins.first(where: \.isDecisive)
        let deciding = reading.pins.filter { $0.isDecisive && $0.path == first?.path }
        let state: CoreState
        if let configured = try configured(in: tree) {
            state = configured
        } else {
            state = judge(deciding, reading, environments)
        }
        return CoreDetection(
            state: state, pins: reading.pins, decidingPins: deciding, problems: reading.problems)
    }

    /// The core by the pins, or else by the environments.
    private func judge(_ deciding: [Pin], _ reading: PinReading, _ environments: [CoreEnvironment]) -> CoreState {
        let doubt: UnknownCore
        switch verdict(on: deciding) {
        case .known(let core): return .known(core)
        case .unknown(let reason): doubt = reason
        case .absent: doubt = undecided(reading)
        }
        switch installed(in: environments, pinned: deciding.compactMap(\.exact)) {
        case .known(let core): return .known(core)
        case .unknown(let reason): return .unknown(deciding.isEmpty ? reason : doubt.adding(reason))
        case .absent:
            let isTraced = !reading.pins.isEmpty || !reading.problems.isEmpty || settings.isExpected
            return isTraced ? .unknown(doubt) : .absent
        }
    }
}

extension CoreDetector {
    /// The help for an unknown core, which is always the same.
    var waysOut: String {
        "install the project's environment in `.venv`, "
            + "or set `core.head` in rules.json to the schema head that `db heads` prints"
    }

    /// The core by the settings; `nil` if they name none.
    private func configured(in tree: any FileTree) throws(SnapshotError) -> CoreState? {
        if let folder = settings.versions {
            switch try SchemaFolder.read(folder, in: tree, reader: readMigration) {
            case .chain(let chain): return configured(chain, folder)
            case .unusable(let reason):
                return .unknown(
                    UnknownCore(
                        reason: "`core.versions` names `\(folder)`, which is not a single chain: \(reason)",
                        help: "name the folder of the core's own migrations, or set `core.head` instead",
                        release: nil, path: folder))
            }
        }
        guard let head = settings.head else { return nil }
        let chain = isCatalogued ? Catalogue.chain(to: head) : []
        return .known(
            KnownCore(release: nil, head: head, chain: chain.isEmpty ? nil : chain, source: .config, path: nil))
    }

    private func configured(_ chain: [SchemaRevision], _ folder: Path) -> CoreState? {
        guard let head = chain.last?.id else { return nil }
        if let named = settings.head, named != head {
            return .unknown(
                UnknownCore(
                    reason: "`core.head` is `\(named)`, but the head of `core.versions` is `\(head)`",
                    help: "remove one of the two from rules.json", release: nil, path: folder))
        }
        return .known(KnownCore(release: nil, head: head, chain: chain, source: .config, path: folder))
    }

    /// Whether the catalogue contains the package of the settings.
    var isCatalogued: Bool { package == PackageName(Catalogue.package) }
}
