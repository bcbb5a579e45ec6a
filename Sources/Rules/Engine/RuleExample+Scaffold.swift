extension RuleExample {
    /// The version folder, with a slash at its end.
    static let folder = "migrations/versions/schema/"
    /// The file name of the data root of the reference document, in ``folder``.
    static let dataRoot = "2023-10-19_9cbc348cc1dc_create_data_head.py"

    /// The text of the data root.
    static let dataRootText = template(
        "9cbc348cc1dc", revises: nil, labels: #"("data",)"#, dependsOn: #""da5c9f4cce1c""#)

    /// The source folder of the reference document, with orchestrator-core 1.3.6.
    static let scaffold: [(path: String, text: String)] = [
        (
            "alembic.ini",
            """
            [alembic]
            script_location = migrations
            version_locations = %(here)s/migrations/versions/schema
            file_template = %%(year)d-%%(month).2d-%%(day).2d_%%(rev)s_%%(slug)s

            """
        ),
        ("requirements.txt", "orchestrator-core==1.3.6\n"),
        (folder + dataRoot, dataRootText),
        ("products/product_blocks/__init__.py", ""),
        ("products/product_types/__init__.py", ""),
        ("translations/en-GB.json", "{}\n"),
        ("workflows/__init__.py", ""),
    ]

    /// Writes a migration as Alembic's template does; `labels` and `dependsOn` are Python expressions.
    static func template(
        _ id: String, revises: String?, labels: String = "None", dependsOn: String = "None"
    ) -> String {
        """
        \"""Example.

        Revision ID: \(id)
        Revises:\(revises.map { " " + $0 } ?? "")

        \"""
        revision = "\(id)"
        down_revision = \(revises.map { "\"\($0)\"" } ?? "None")
        branch_labels = \(labels)
        depends_on = \(dependsOn)

        """
    }
}

extension RuleExample.File {
    /// The published data root, whose `depends_on` was raised from `old` to the schema head of the scaffold.
    static func raisedDependency(from old: String) -> RuleExample.File {
        .published(
            RuleExample.dataRoot,
            as: """
                revision = "9cbc348cc1dc"
                down_revision = None
                branch_labels = "data"
                depends_on = "\(old)"

                """,
            now: """
                revision = "9cbc348cc1dc"
                down_revision = None
                branch_labels = "data"
                depends_on = «"da5c9f4cce1c"»

                """)
    }
}
