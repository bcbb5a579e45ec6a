internal import SourceFiles

/// A folder with migrations, and the revisions that they declare and name.
struct MigrationFolder {
    /// The folder.
    let path: Path
    /// The ids that its migrations declare.
    let ids: Set<String>
    /// The ids that they name as parents or dependencies.
    let parents: Set<String>
    /// Whether one of them is a root.
    let hasRoot: Bool

    /// The revisions that it names and does not declare.
    var outerParents: Set<String> { parents.subtracting(ids) }

    /// Reads the migrations directly in `path`; `nil` if there are none.
    init?(_ path: Path, in tree: any FileTree, _ reader: MigrationReader) throws(SnapshotError) {
        let files = try tree.entries(in: path, recursive: false).filter {
            $0.isFile && ScriptDirectory.loads(fileNamed: $0.path.name)
        }
        self.init(path, try reader.migrations(files))
    }

    /// A folder with these migrations; `nil` if none of them is one.
    init?(_ path: Path, _ files: [Migration]) {
        let migrations = files.filter { $0.id != nil && !$0.header.downRevision.isAbsent }
        if migrations.isEmpty { return nil }
        self.path = path
        ids = Set(migrations.compactMap(\.id))
        parents = Set(
            migrations.flatMap { migration in
                [migration.header.downRevision, migration.header.dependsOn].flatMap { $0.value?.elements ?? [] }
                    .compactMap(\.string)
            })
        hasRoot = migrations.contains { migration in
            migration.header.downRevision.value.map(\.elements.isEmpty) ?? false
        }
    }

    /// Whether one of two folders names a revision that the other declares, and that it does not declare itself:
    /// separate histories may have equal ids.
    func isConnected(to other: MigrationFolder) -> Bool {
        !outerParents.isDisjoint(with: other.ids) || !other.outerParents.isDisjoint(with: ids)
    }
}
