/// The releases of the core that were published when this program was built, with their `schema` branches.
///
/// The data is that of `releases.json`, which `scripts/update-releases` reads from the released packages. Every final
/// release is a single chain; ``CoreRelease/heads`` has the heads of the few pre-releases that are not.
public enum Catalogue {
    /// The package of the catalogue.
    public static var package: String { CatalogueData.package }

    /// The newest release of the catalogue, pre-releases included.
    public static var newest: PackageVersion? {
        CatalogueData.releases.last.flatMap { PackageVersion($0.version) }
    }

    /// All releases, in the order of PEP 440.
    public static var releases: [CoreRelease] {
        CatalogueData.releases.compactMap(release(of:))
    }

    /// The release of this version, in any spelling; `nil` if the catalogue does not contain it.
    public static func release(_ version: PackageVersion) -> CoreRelease? {
        // A binary search parses eight versions, not all of them.
        var range = CatalogueData.releases.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            guard let release = release(of: CatalogueData.releases[middle]) else { return nil }
            if release.version == version { return release }
            range = release.version < version ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }

    /// The revisions of a release, from the root up to its heads; empty if the catalogue does not contain it.
    ///
    /// If a release has several heads, a revision still comes after its parent.
    public static func chain(of release: CoreRelease) -> [SchemaRevision] {
        // The table is complete for every final release: `scripts/update-releases` refuses others.
        guard release.version.isPreRelease else { return ancestry(of: release.heads, overriding: []) }
        let exception = CatalogueData.exceptions.first { $0.version == release.version.description }
        return ancestry(of: release.heads, overriding: exception?.edges ?? [])
    }

    /// The revisions from the root up to `head`, both included; empty if the catalogue does not contain `head`.
    ///
    /// If releases disagree about an edge, the newest one decides, because the others are pre-releases.
    public static func chain(to head: String) -> [SchemaRevision] {
        ancestry(of: [head], overriding: [])
    }

    /// Whether any release contains this revision.
    ///
    /// Pre-releases had two revisions that no later release has, and one of those is the placeholder `a1b2c3d4e5f6`,
    /// which many projects use themselves. So the result is a hint only; whether an id is taken depends on the chain of
    /// the release in use.
    public static func isKnownRevision(_ id: String) -> Bool {
        CatalogueData.revisions.contains { $0.id == id }
    }

    private static func release(of row: (version: String, head: String)) -> CoreRelease? {
        guard let version = PackageVersion(row.version) else { return nil }
        if !row.head.isEmpty { return CoreRelease(version: version, heads: [row.head]) }
        let exception = CatalogueData.exceptions.first { $0.version == row.version }
        return exception.map { CoreRelease(version: version, heads: $0.heads) }
    }

    private static func ancestry(
        of heads: [String],
        overriding edges: [(id: String, down: String)]
    ) -> [SchemaRevision] {
        // The revisions to find next: one, or one for each head until they meet.
        var wanted = heads
        var chain: [SchemaRevision] = []
        // The table lists every revision after its parent in each of the releases, which a test checks.
        for row in CatalogueData.revisions.reversed() where wanted.contains(row.id) {
            let down = edges.first { $0.id == row.id }?.down ?? row.down
            wanted.removeAll { $0 == row.id }
            if let down { wanted.append(down) }
            chain.append(SchemaRevision(id: row.id, down: down, message: row.message))
        }
        return chain.reversed()
    }
}
