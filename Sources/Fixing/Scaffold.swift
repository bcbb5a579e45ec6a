internal import Alembic
public import ProjectModel
public import SourceFiles

/// The files of a new source folder that no fix creates: Alembic's configuration and environment, the settings, and the
/// pin of the core.
///
/// Takes a folder, the settings, and the release of the core. Returns the files, of which the caller writes those that
/// are missing. The folders of the layout and the data root are not part of it: the fixes of the rules create them.
public struct Scaffold {
    private let folder: Path
    private let settings: Settings
    private let core: String?
    private let hasNestedPackage: Bool

    /// Plans the files of `folder`.
    ///
    /// `core` is the release to pin; `nil` if the folder has a pin. `hasNestedPackage` is whether the core's Python
    /// package is `orchestrator.core`, as from release 5 on.
    public init(folder: Path, settings: Settings, core: String?, hasNestedPackage: Bool) {
        self.folder = folder
        self.settings = settings
        self.core = core
        self.hasNestedPackage = hasNestedPackage
    }

    /// The name of Alembic's configuration file.
    public static let configurationFile = EnvironmentConfig.fileName
    /// The name of the file that pins the core.
    public static let pinFile = "requirements.txt"

    /// The files, sorted by path.
    public var files: [FileChange] {
        let scripts =
            settings.layout[.migrations].components.first.map { String(decoding: $0, as: UTF8.self) } ?? "migrations"
        var texts: [(path: String, text: String)] = [
            (Self.configurationFile, configuration(scripts: scripts)),
            ("\(scripts)/env.py", environment),
            ("\(scripts)/script.py.mako", Self.template),
            (SettingsFile.name, "{\n  \"lint\": 1,\n  \"profile\": \"orchestrator\"\n}\n"),
        ]
        if let core { texts.append((Self.pinFile, "\(settings.core.package)==\(core)\n")) }
        return texts.map { FileChange(path: folder.appending($0.path), before: nil, after: Array($0.text.utf8)) }
            .sorted { $0.path < $1.path }
    }

    /// Alembic's configuration; its version locations are separated by spaces, because the core's commands append their
    /// own version folder after a space.
    private func configuration(scripts: String) -> String {
        """
        [alembic]
        file_template = %%(year)d-%%(month).2d-%%(day).2d_%%(rev)s_%%(slug)s
        script_location = %(here)s/\(scripts)
        version_locations = %(here)s/\(settings.layout[.migrations])

        [loggers]
        keys = root,sqlalchemy,alembic

        [handlers]
        keys = console

        [formatters]
        keys = generic

        [logger_root]
        level = WARN
        handlers = console
        qualname =

        [logger_sqlalchemy]
        level = WARN
        handlers =
        qualname = sqlalchemy.engine

        [logger_alembic]
        level = INFO
        handlers =
        qualname = alembic

        [handler_console]
        class = StreamHandler
        args = (sys.stderr,)
        level = NOTSET
        formatter = generic

        [formatter_generic]
        format = %(levelname)-5.5s [%(name)s] %(message)s
        datefmt = %H:%M:%S

        """
    }

    private var environment: String {
        let package = hasNestedPackage ? "orchestrator.core" : "orchestrator"
        // From release 5 on, the address of the database is a secret, which `get_secret_value()` unwraps.
        return """
            \"""The environment in which Alembic runs the migrations.\"""

            from alembic import context
            from sqlalchemy import create_engine, pool

            from \(package).db.database import BaseModel
            from \(package).settings import app_settings


            def database_url() -> str:
                uri = app_settings.DATABASE_URI
                return str(uri.get_secret_value() if hasattr(uri, "get_secret_value") else uri)


            def run_migrations_offline() -> None:
                \"""Write the statements to standard output: `--sql`.\"""
                context.configure(
                    url=database_url(),
                    target_metadata=BaseModel.metadata,
                    literal_binds=True,
                    dialect_opts={"paramstyle": "named"},
                )
                with context.begin_transaction():
                    context.run_migrations()


            def run_migrations_online() -> None:
                \"""Run the statements in the database.\"""
                engine = create_engine(database_url(), poolclass=pool.NullPool)
                with engine.connect() as connection:
                    context.configure(connection=connection, target_metadata=BaseModel.metadata, compare_type=True)
                    with context.begin_transaction():
                        context.run_migrations()


            if context.is_offline_mode():
                run_migrations_offline()
            else:
                run_migrations_online()

            """
    }

    /// The template of a new migration, with the docstring that the core's commands read.
    private static let template = """
        \"""${message}.

        Revision ID: ${up_revision}
        Revises: ${down_revision | comma,n}
        Create Date: ${create_date}

        \"""
        import sqlalchemy as sa
        from alembic import op
        ${imports if imports else ""}
        # revision identifiers, used by Alembic.
        revision = ${repr(up_revision)}
        down_revision = ${repr(down_revision)}
        branch_labels = ${repr(branch_labels)}
        depends_on = ${repr(depends_on)}


        def upgrade() -> None:
            ${upgrades if upgrades else "pass"}


        def downgrade() -> None:
            ${downgrades if downgrades else "pass"}

        """
}
