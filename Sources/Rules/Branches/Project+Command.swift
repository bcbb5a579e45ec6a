internal import Alembic
internal import ProjectModel
internal import SourceFiles

extension Project {
    /// A command of Alembic as the users of the project call it: *alembic -c db/alembic.ini merge*.
    func command(_ name: String) -> String {
        if profile == .orchestrator { return "python main.py db \(name)" }
        guard let config = revisions.scripts?.config else { return "alembic \(name)" }
        if config.isRunByFlask { return "flask db \(name)" }
        var command = "alembic"
        if !config.hasStandardName { command += " -c \(ShellWord.of(config.path))" }
        if !config.isStandardSection { command += " -n \(ShellWord.of(config.section))" }
        return command + " \(name)"
    }
}
