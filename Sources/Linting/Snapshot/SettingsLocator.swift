internal import Alembic
internal import ProjectModel
internal import Reporting
internal import Rules
internal import SourceFiles

/// Finds and reads `rules.json`: in the snapshot, from the user's folder upwards or beside `alembic.ini`; or the file
/// that `--config` names, on disk.
struct SettingsLocator {
    /// The settings in force, and where they lead.
    struct Located {
        let settings: Settings
        /// Alembic's configurations.
        let configs: [EnvironmentConfig]
        /// Files of other tools that have the same name.
        let foreign: [Path]
    }

    let tree: any FileTree
    let folder: Path
    /// The absolute path of the repository's root.
    let root: [UInt8]?

    /// The settings in force, and Alembic's configurations that they lead to.
    func find(file: NamedFile?) throws -> Located {
        if let file { return try located(try settings(onDisk: file)) }
        var candidates: [Path] = []
        var upward: Path? = folder
        while let current = upward {
            candidates.append(current)
            upward = current.parent
        }
        let above = try settings(in: candidates)
        if let settings = above.settings { return try located(settings, foreign: above.foreign) }
        let standard = try located(RuleRegistry.settingsFile.standard, foreign: above.foreign)
        let beside = try settings(in: standard.configs.map(\.folder).filter { !candidates.contains($0) })
        guard let settings = beside.settings else { return standard }
        return try located(settings, foreign: above.foreign + beside.foreign)
    }

    /// The settings of another tree; `current` without its core if that tree has none, and `current` if the command
    /// line names a file.
    func past(
        current: Settings, beside configs: [EnvironmentConfig], file: NamedFile?
    ) throws(SnapshotError) -> Settings {
        if file != nil { return current }
        for folder in [folder] + configs.map(\.folder) + [.root] {
            guard let bytes = try tree.contents(of: folder.appending(SettingsFile.name)) else { continue }
            if case .settings(let settings)? = try? RuleRegistry.settingsFile.read(bytes) { return settings }
        }
        return current.withoutCore
    }

    private func located(_ settings: Settings, foreign: [Path] = []) throws -> Located {
        let configs = try ProjectReader.configurations(in: tree, folder: folder, root: root, settings: settings)
        return Located(settings: settings, configs: configs, foreign: foreign)
    }

    private func settings(in folders: [Path]) throws -> (settings: Settings?, foreign: [Path]) {
        var foreign: [Path] = []
        for folder in folders {
            let path = folder.appending(SettingsFile.name)
            guard let bytes = try tree.contents(of: path) else { continue }
            switch try read(bytes, name: path.description) {
            case .settings(let settings): return (settings, foreign)
            case .foreign: foreign.append(path)
            }
        }
        return (nil, foreign)
    }

    private func settings(onDisk file: NamedFile) throws -> Settings {
        guard let bytes = try file.contents() else {
            throw SnapshotError(
                "cannot read the settings in `\(file.name)`", reason: "the file does not exist",
                help: "correct the path after --config")
        }
        guard case .settings(let settings) = try read(bytes, name: file.name) else {
            throw SnapshotError(
                "cannot read the settings in `\(file.name)`", reason: "it has no \"lint\" key",
                help: "add `\"lint\": 1`: `lint config --default` prints a valid file")
        }
        return settings
    }

    private func read(_ bytes: [UInt8], name: String) throws(SettingsProblem) -> SettingsFile.Content {
        do throws(SettingsFile.Invalid) {
            return try RuleRegistry.settingsFile.read(bytes)
        } catch {
            let lines = LineTable(bytes)
            throw SettingsProblem(
                lines: error.problems.map { problem in
                    let position = lines.position(at: problem.range.lowerBound)
                    return "\(name):\(position.line):\(position.column): \(problem.message)"
                })
        }
    }
}

/// Settings that were refused.
struct SettingsProblem: Error {
    /// One line for each thing that is wrong, with its place.
    let lines: [String]
    /// What to do, in the imperative.
    static let help = "correct the file: `lint config --default` prints a valid one, `lint config --schema` the format"
}
