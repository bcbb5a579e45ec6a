internal import SourceFiles

/// The source folder of the reference document, "Prepare source folder", in a real repository.
public enum ReferenceProject {
    /// The document's folders without migrations.
    public static let folders = ["products/product_blocks", "products/product_types", "translations", "workflows"]
    /// The document's folder of migrations.
    public static let migrations = "migrations/versions/schema"
    /// The schema head of orchestrator-core 1.3.6, the release in the document.
    public static let schemaHead = "da5c9f4cce1c"
    /// The id of the document's template.
    public static let root = "9cbc348cc1dc"
    /// The path of the template, as `file_template` names it.
    public static let rootPath = "\(migrations)/2023-10-19_\(root)_create_data_head.py"

    /// The document's template of a handcrafted migration, verbatim.
    public static let template = """
        \"""Create data head.

        Revision ID: 9cbc348cc1dc
        Revises:
        Create Date: 2023-10-19T10:51:44.368621

        \"""
        import sqlalchemy as sa
        from alembic import op

        # revision identifiers, used by Alembic.
        revision = "9cbc348cc1dc"
        down_revision = None
        branch_labels = ("data",)
        depends_on = "da5c9f4cce1c"


        def upgrade() -> None:
            pass


        def downgrade() -> None:
            pass

        """

    /// The output that the document shows of `db heads`.
    public static let heads = """
        27571992ebfb (data) (head)
        da5c9f4cce1c (schema) (effective head)
        """

    /// The output that the document shows of `db history`.
    public static let history = """
        <base> (da5c9f4cce1c) -> 9cbc348cc1dc (data), Create data head.
        165303a20fb1 -> da5c9f4cce1c (schema) (effective head), Add subscription metadata to fulltext search index.
        a09ac125ea73 -> 165303a20fb1 (schema), customer_id to VARCHAR.
        b1970225392d -> a09ac125ea73 (schema), Add throttling to refresh_subscriptions_view trigger.
        e05bb1967eff -> b1970225392d (schema), Add subscription metadata workflow.
        bed6bc0b197a -> e05bb1967eff (schema), Add Subscriptions search view.
        19cdd3ab86f6 -> bed6bc0b197a (schema), rename_parent_and_child_block_relations.
        6896a54e9483 -> 19cdd3ab86f6 (schema), fix_parse_websearch.
        3c8b9185c221 -> 6896a54e9483 (schema), Add product_block_relations.
        3323bcb934e7 -> 3c8b9185c221 (schema), Add task_validate_products.
        a76b9185b334 -> 3323bcb934e7 (schema), Fix tsv triggers.
        c112305b07d3 -> a76b9185b334 (schema), Add generic workflows to core.
        <base> -> c112305b07d3 (schema), Initial schema migration.
        """

    /// Makes a repository with the folders, Alembic's configuration, the pin of the core and the template, all
    /// committed.
    public static func make() throws -> GitRepository {
        let repository = try GitRepository()
        try write(into: repository)
        try repository.git("add", "--all")
        try repository.commit("Prepare the source folder")
        return repository
    }

    /// Writes the files into the work tree of a repository.
    public static func write(into repository: GitRepository) throws {
        try repository.write(
            "alembic.ini",
            """
            [alembic]
            script_location = migrations
            version_locations = %(here)s/migrations/versions/schema
            file_template = %%(year)d-%%(month).2d-%%(day).2d_%%(rev)s_%%(slug)s

            """)
        try repository.write("requirements.txt", "orchestrator-core==1.3.6\n")
        for folder in folders { try repository.write("\(folder)/.gitkeep", "") }
        try repository.write(rootPath, template)
    }
}

extension GitRepository {
    /// Writes a data migration and returns its path.
    @discardableResult
    public func writeMigration(_ id: String, revises: String, dependsOn: String? = nil) throws -> String {
        let path = "\(ReferenceProject.migrations)/2024-01-01_\(id)_change.py"
        try write(
            path,
            """
            \"""Change something.

            Revision ID: \(id)
            Revises: \(revises)

            \"""
            revision = "\(id)"
            down_revision = "\(revises)"
            branch_labels = None
            depends_on = \(dependsOn.map { "\"\($0)\"" } ?? "None")


            def upgrade() -> None:
                pass

            """)
        return path
    }

    /// Makes two branches that are correct alone and have two heads when merged: `main`, which is checked out then, and
    /// `topic`.
    public func branchIntoTwoHeads() throws {
        try git("switch", "--quiet", "--create", "topic")
        try writeMigration("a2b2c3d4e5f6", revises: ReferenceProject.root)
        try git("add", "--all")
        try commit("Add one")
        try git("switch", "--quiet", "main")
        try writeMigration("b2b2c3d4e5f6", revises: ReferenceProject.root)
        try git("add", "--all")
        try commit("Add another")
    }

    /// Removes a file of the work tree.
    public func remove(_ path: String) throws {
        try remove(Path(normalized: Array(path.utf8)))
    }
}
