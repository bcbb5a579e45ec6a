internal import Alembic
internal import GitBridge
internal import Reporting
internal import Rules
internal import SourceFiles

/// Finds and reads `rules.json`: in the snapshot, from the user's folder upwards or beside `alembic.ini`; or the file that `--config` names, on disk.
struct SettingsLocator {
    let tree: any FileTree
    let folder: Path
    /// The absolute path of the repository's root.
    let root: [UInt8]?

    /// The settings in force, and Alembic's configurations that they lead to.
    func find(file: String?) throws -> (settings: Settings, configs: [EnvironmentConfig]) {
        if let file { return try complete(try settings(onDisk: file)) }
        var candidates: [Path] = []
        var upward: Path? = folder
        while let current = upward {
            candidates.append(current)
            upward = current.parent
        }
        if let settings = try settings(in: candidates) { return try complete(settings) }
        let (standard, configs) = try complete(SettingsFile.standard)
        guard let beside = try settings(in: configs.map(\.folder).filter({ !candidates.contains($0) })) else {
            return (standard, configs)
        }
        return try complete(beside)
    }

    /// The settings in this snapshot; `current` where it has none that can be read, and where the command line names a file.
    func past(current: Settings, beside configs: [EnvironmentConfig], file: String?) throws(SnapshotError) -> Settings {
        if file != nil { return current }
        for folder in [folder] + configs.map(\.folder) + [.root] {
            guard let bytes = try tree.contents(of: folder.appending(SettingsFile.name)) else { continue }
            if case .settings(let settings)? = try? SettingsFile.read(bytes) { return settings }
        }
        return current.withoutCore
    }

    private func complete(_ settings: Settings) throws -> (settings: Settings, configs: [EnvironmentConfig]) {
        (settings, try ProjectLoader.configurations(in: tree, folder: folder, root: root, settings: settings))
    }

    private func settings(in folders: [Path]) throws -> Settings? {
        for folder in folders {
            let path = folder.appending(SettingsFile.name)
            guard let bytes = try tree.contents(of: path) else { continue }
            switch try read(bytes, name: path.description) {
            case .settings(let settings): return settings
            case .foreign: Terminal.note("\(path) has no \"lint\" key, so it belongs to another tool and is left alone")
            }
        }
        return nil
    }

    private func settings(onDisk file: String) throws -> Settings {
        guard let bytes = try LooseFile.contents(of: file) else {
            throw SnapshotError(
                "cannot read the settings in `\(file)`", reason: "there is no such file",
                help: "mend the path after --config")
        }
        guard case .settings(let settings) = try read(bytes, name: file) else {
            throw SnapshotError(
                "cannot read the settings in `\(file)`", reason: "it has no \"lint\" key",
                help: "add `\"lint\": 1`; `lint config` prints the whole file")
        }
        return settings
    }

    private func read(_ bytes: [UInt8], name: String) throws -> SettingsFile.Content {
        do {
            return try SettingsFile.read(bytes)
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

extension Settings {
    /// These settings as they were before anybody said which core it is.
    fileprivate var withoutCore: Settings {
        var settings = self
        settings.core.head = nil
        settings.core.versions = nil
        return settings
    }
}

/// Settings that were refused, told line by line.
struct SettingsProblem: Error {
    let lines: [String]
    let help = "mend the settings; `lint config` prints those in force, `lint config --schema` what there is"
}
