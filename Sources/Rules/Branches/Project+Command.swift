internal import Alembic
internal import ProjectModel
internal import SourceFiles

extension Project {
    /// A command of Alembic as the users of the project call it from the repository's root: *alembic -c db/alembic.ini
    /// merge*.
    func command(_ name: String) -> String {
        if profile == .orchestrator { return "python main.py db \(name)" }
        guard let scripts = revisions.scripts else { return "alembic \(name)" }
        let config = scripts.config
        if config.isRunByFlask { return "flask db \(name)" }
        // A program sets the location, so that a file would not do.
        guard config.evidence == .configuration, config.scriptLocation?.range != nil else { return "alembic \(name)" }
        let folder = scripts.workingFolder ?? .root
        var command = folder.isRoot ? "alembic" : "cd \(ShellWord.of(folder)) && alembic"
        if !config.hasStandardName || config.path.parent != folder, let file = config.path.relative(to: folder) {
            command += " -c \(ShellWord.of(Path(normalized: Array(file))))"
        }
        if !config.isStandardSection { command += " -n \(ShellWord.of(config.section))" }
        return command + " \(name)"
    }
}
