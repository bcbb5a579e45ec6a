internal import SourceFiles

extension CoreDetector {
    /// The core in the first environment that contains the package; absent if none does.
    ///
    /// If releases are `pinned`, an environment with another release is out of date, and its head would be the wrong
    /// one.
    func installed(in environments: [CoreEnvironment], pinned: [PackageVersion]) -> CoreState {
        for environment in environments {
            do throws(SnapshotError) {
                let state = try installed(in: environment, pinned: pinned)
                if state != .absent { return state }
            } catch {
                // An environment outside of the snapshot may be broken without the snapshot being so.
                return .unknown(
                    UnknownCore(
                        reason: "\(error.attempt): \(error.reason)", help: error.help ?? waysOut,
                        release: nil, path: nil))
            }
        }
        return .absent
    }

    private func installed(
        in environment: CoreEnvironment,
        pinned: [PackageVersion]
    ) throws(SnapshotError) -> CoreState {
        let found = try InstalledCore.find(package, in: environment.tree)
        guard let core = found.first else { return .absent }
        if Set(found.map(\.version)).count > 1 {
            return unknown(
                "the environment `\(environment.name)` contains \(settings.package) more than once",
                help: "recreate the environment", core, environment)
        }
        if !pinned.isEmpty, !pinned.contains(core.version) {
            return unknown(
                "the environment `\(environment.name)` contains \(core.version), which is not the pinned release",
                help: "update the environment", core, environment)
        }
        return try state(of: core, in: environment)
    }

    private func state(of core: InstalledCore, in environment: CoreEnvironment) throws(SnapshotError) -> CoreState {
        switch core.origin {
        case .editable(let address):
            return unknown(
                "the environment `\(environment.name)` takes \(settings.package) from "
                    + Path.printable(Array(address.utf8)),
                help: "set `core.versions` in rules.json to the folder of its migrations, "
                    + "or `core.head` to its schema head",
                core, environment)
        case .index where isCatalogued:
            if let release = Catalogue.release(core.version), let head = release.head {
                return known(core, environment, Catalogue.chain(of: release), head)
            }
        case .index, .elsewhere: break
        }
        return try readState(of: core, in: environment)
    }

    /// Reads the chain from the migrations in the package.
    private func readState(of core: InstalledCore, in environment: CoreEnvironment) throws(SnapshotError) -> CoreState {
        var reason = "it contains no migration"
        let sitePackages = core.distribution.parent ?? .root
        for place in SchemaFolder.places {
            let folder = sitePackages.appending(place)
            guard try environment.tree.entry(at: folder)?.mode == .folder else { continue }
            switch try SchemaFolder.read(folder, in: environment.tree, reader: readMigration) {
            case .chain(let chain):
                if let head = chain.last?.id { return known(core, environment, chain, head) }
            case .unusable(let why): reason = why
            }
            break
        }
        return unknown(
            "the schema of \(settings.package) \(core.version) in `\(environment.name)` is not a single chain: "
                + reason,
            help: "set `core.head` in rules.json to the schema head that `db heads` prints", core, environment)
    }

    private func known(
        _ core: InstalledCore,
        _ environment: CoreEnvironment,
        _ chain: [SchemaRevision],
        _ head: String
    ) -> CoreState {
        .known(
            KnownCore(
                release: core.version, head: head, chain: chain, source: .environment,
                path: environment.repositoryPath(of: core.distribution)))
    }

    private func unknown(
        _ reason: String,
        help: String,
        _ core: InstalledCore,
        _ environment: CoreEnvironment
    ) -> CoreState {
        .unknown(
            UnknownCore(
                reason: reason, help: help, release: core.version,
                path: environment.repositoryPath(of: core.distribution)))
    }
}
