import Alembic
import Diagnostics
import SourceFiles

@testable import ProjectModel

/// Source folders in memory, and the projects that are read from them.
enum Samples {
    /// The settings of a project without a file.
    static let settings = SettingsFile(rules: []).standard

    /// The text of a migration.
    static func migration(_ id: String, revises: String?, labels: String = "None", dependsOn: String = "None") -> String
    {
        """
        revision = "\(id)"
        down_revision = \(revises.map { "\"\($0)\"" } ?? "None")
        branch_labels = \(labels)
        depends_on = \(dependsOn)

        """
    }

    /// A source folder against orchestrator-core 1.3.6 with one migration; `files` replaces or adds some, `nil`
    /// removes.
    static func tree(_ files: [Path: String?] = [:], emptyFolders: [Path] = []) -> MemoryTree {
        var texts: [Path: String?] = [
            "alembic.ini": """
            [alembic]
            script_location = migrations
            version_locations = %(here)s/migrations/versions/schema
            """,
            "requirements.txt": "orchestrator-core==1.3.6\n",
            "migrations/versions/schema/a.py": migration(
                "d1", revises: nil, labels: #"("data",)"#, dependsOn: #""da5c9f4cce1c""#),
            "products/product_blocks/__init__.py": "",
            "products/product_types/__init__.py": "",
            "translations/en-GB.json": "{}\n",
            "workflows/__init__.py": "",
        ]
        texts.merge(files) { $1 }
        return MemoryTree(texts.compactMapValues { $0.map { Array($0.utf8) } }, emptyFolders: emptyFolders)
    }

    /// The project in `tree`; its base is `published`.
    static func project(
        _ tree: MemoryTree,
        settings: Settings = settings,
        published: MemoryTree? = nil,
        mergeBase: DeployedTrees.MergeBase = .tip,
        releases: [MemoryTree] = []
    ) throws -> Project {
        let deployed = DeployedTrees(
            base: published.map { .init(name: "origin/main", tree: $0, settings: settings) }, mergeBase: mergeBase,
            releases: releases.map { .init(name: "v1", tree: $0, settings: settings) })
        let snapshot = LintedSnapshot(tree, repository: .committed)
        let reader = ProjectReader(snapshot, settings: FolderSettings(settings), deployed: deployed)
        let configs = try ProjectReader.environments(in: tree, folder: .root, root: nil, settings: settings)
            .environments
        return try reader.projects(configs, folder: .root)[0]
    }
}
