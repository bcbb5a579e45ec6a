public import SourceFiles

/// A migration in the folder of an installed core which no release of the core contains.
///
/// `db migrate-domain-models` once wrote the first migration of a project there: a new environment does not have it.
public struct StrayMigration: Hashable, Sendable {
    /// Its path in the repository; `nil` if the environment is elsewhere.
    public let path: Path?
    /// The name of its environment and its path in it, for a message.
    public let place: String
    /// The revision that it declares.
    public let revision: String
}

extension CoreDetector {
    /// The migrations in the installed cores of `environments` that are not the core's, sorted by place.
    public func strayMigrations(in environments: [CoreEnvironment]) throws(SnapshotError) -> [StrayMigration] {
        guard isCatalogued else { return [] }
        var strays: [StrayMigration] = []
        for environment in environments {
            for core in try InstalledCore.find(package, in: environment.tree) where core.origin == .index {
                guard let release = Catalogue.release(core.version) else { continue }
                strays += try self.strays(beside: Set(Catalogue.chain(of: release).map(\.id)), core, environment)
            }
        }
        return strays.sorted { $0.place < $1.place }
    }

    private func strays(
        beside chain: Set<String>, _ core: InstalledCore, _ environment: CoreEnvironment
    ) throws(SnapshotError) -> [StrayMigration] {
        var strays: [StrayMigration] = []
        for place in SchemaFolder.places {
            let folder = (core.distribution.parent ?? .root).appending(place)
            for entry in try environment.tree.entries(in: folder, recursive: false)
            where entry.isFile && entry.path.hasSuffix(".py") && entry.path.nameText != "__init__.py" {
                // The core writes the id of a revision into the name of its file.
                if chain.contains(where: { entry.path.name.contains(text: $0) }) { continue }
                guard let bytes = try environment.tree.contents(of: entry.path),
                    let revision = readMigration(entry.path, bytes), !chain.contains(revision.id)
                else { continue }
                strays.append(
                    StrayMigration(
                        path: environment.repositoryPath(of: entry.path),
                        place: "\(environment.name)/\(entry.path)", revision: revision.id))
            }
        }
        return strays
    }
}
