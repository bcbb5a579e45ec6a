/// Every release of the core that was published when this program was made, with its `schema` branch.
///
/// The facts are those of `releases.json`, which `scripts/update-releases` reads out of the released packages. Every final release is one
/// straight chain; what the few other pre-releases hold is told by ``CoreRelease/heads``.
public enum Catalogue {
    /// The package that the catalogue is about.
    public static var package: String { CatalogueData.package }

    /// The newest release that it knows, pre-releases included.
    public static var newest: PackageVersion? {
        CatalogueData.releases.last.flatMap { PackageVersion($0.version) }
    }

    /// All releases, in the order of PEP 440.
    public static var releases: [CoreRelease] {
        CatalogueData.releases.compactMap(release(of:))
    }

    /// The release of this version, in whatever spelling; `nil` where the catalogue does not know it.
    public static func release(_ version: PackageVersion) -> CoreRelease? {
        // A search by halves parses eight versions, not all of them.
        var range = CatalogueData.releases.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            guard let release = release(of: CatalogueData.releases[middle]) else { return nil }
            if release.version == version { return release }
            range = release.version < version ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }

    /// The revisions of a release, from the root up to its heads; empty where the catalogue does not know it.
    ///
    /// Where a release has several heads, a revision still comes after the one that it stands on.
    public static func chain(of release: CoreRelease) -> [SchemaRevision] {
        // Every final release is as the table says: `scripts/update-releases` refuses another.
        guard release.version.isPreRelease else { return ancestry(of: release.heads, overriding: []) }
        let exception = CatalogueData.exceptions.first { $0.version == release.version.description }
        return ancestry(of: release.heads, overriding: exception?.edges ?? [])
    }

    /// The revisions from the root up to `head`, both included; empty where the catalogue does not know `head`.
    ///
    /// Where releases disagree about an edge, the newest one of them is right: the others are pre-releases.
    public static func chain(to head: String) -> [SchemaRevision] {
        ancestry(of: [head], overriding: [])
    }

    /// Whether some release has had this revision.
    ///
    /// Pre-releases had two that no later release has, and one of those is the placeholder `a1b2c3d4e5f6`, which many projects use
    /// themselves. So this is good for a hint; whether an id is taken is a question for the chain of the release in use.
    public static func isKnownRevision(_ id: String) -> Bool {
        CatalogueData.revisions.contains { $0.id == id }
    }

    /// The releases whose only head is `head`, in the order of PEP 440.
    public static func releases(withHead head: String) -> [CoreRelease] {
        CatalogueData.releases.compactMap { $0.head == head || $0.head.isEmpty ? release(of: $0) : nil }
            .filter { $0.heads == [head] }
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
        // What is looked for next: one revision, or one for each head until they meet.
        var wanted = heads
        var chain: [SchemaRevision] = []
        // The table lists every revision after the one that it stands on, in each of the releases; a test holds it.
        for row in CatalogueData.revisions.reversed() where wanted.contains(row.id) {
            let down = edges.first { $0.id == row.id }?.down ?? row.down
            wanted.removeAll { $0 == row.id }
            if let down { wanted.append(down) }
            chain.append(SchemaRevision(id: row.id, down: down, message: row.message))
        }
        return chain.reversed()
    }
}
