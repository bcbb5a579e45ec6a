internal import Alembic
internal import ProjectModel
internal import Reporting
internal import Rules
internal import SourceFiles

/// Finds and reads `rules.json`: that of the repository's root, and for each environment the nearest one upward; or the
/// file that `--config` names, on disk.
struct SettingsLocator {
    /// The settings in force, and where they lead.
    struct Located {
        let settings: FolderSettings
        /// The environments.
        let discovered: Discovered
        /// Files of other tools that have the same name.
        let foreign: [Path]
    }

    let tree: any FileTree
    /// The folder that the user stands in.
    let folder: Path
    /// The absolute path of the repository's root.
    let root: [UInt8]?

    /// The settings in force, and the environments that they lead to.
    func find(file: NamedFile?) throws -> Located {
        var files = SettingsFiles(tree: tree)
        let base =
            if let file { try settings(onDisk: file) } else {
                try files.settings(in: .root) ?? RuleRegistry.settingsFile.standard
            }
        let discovered = try ProjectReader.environments(in: tree, folder: folder, root: root, settings: base)
        var nearest: [Path: Settings] = [:]
        if file == nil {
            for folder in discovered.environments.map(\.folder) + [folder] where nearest[folder] == nil {
                nearest[folder] = try files.nearest(to: folder)?.completed(by: base)
            }
        }
        return Located(
            settings: FolderSettings(base, nearest: nearest), discovered: discovered, foreign: files.foreign.sorted())
    }

    /// The settings of another tree for an environment in `folder`; `current` without its core if that tree has none,
    /// and `current` if the command line names a file.
    func past(_ current: Settings, of folder: Path, isNamed: Bool) throws(SnapshotError) -> Settings {
        if isNamed { return current }
        var upward: Path? = folder
        while let folder = upward {
            if let bytes = try tree.contents(of: folder.appending(SettingsFile.name)),
                case .settings(let settings)? = try? RuleRegistry.settingsFile.read(bytes, isAtRoot: folder.isRoot)
            {
                return settings
            }
            upward = folder.parent
        }
        return current.withoutCore
    }

    private func settings(onDisk file: NamedFile) throws -> Settings {
        guard let bytes = try file.contents() else {
            throw SnapshotError(
                "cannot read the settings in `\(file.name)`", reason: "the file does not exist",
                help: "correct the path after --config")
        }
        guard case .settings(let settings) = try SettingsProblem.check(bytes, name: file.name, isAtRoot: true) else {
            throw SnapshotError(
                "cannot read the settings in `\(file.name)`", reason: "it has no \"lint\" key",
                help: "add `\"lint\": 1`: `lint config --default` prints a valid file")
        }
        return settings
    }
}

/// The files called `rules.json` of a snapshot, each read once.
private struct SettingsFiles {
    let tree: any FileTree
    private var known: [Path: Settings?] = [:]
    /// Files of other tools that have the same name.
    private(set) var foreign: Set<Path> = []

    init(tree: any FileTree) {
        self.tree = tree
    }

    /// The settings of the file in `folder`; `nil` if there is none.
    mutating func settings(in folder: Path) throws -> Settings? {
        if let settings = known[folder] { return settings }
        let path = folder.appending(SettingsFile.name)
        var found: Settings?
        if let bytes = try tree.contents(of: path) {
            switch try SettingsProblem.check(bytes, name: path.description, isAtRoot: folder.isRoot) {
            case .settings(let settings): found = settings
            case .foreign: foreign.insert(path)
            }
        }
        known[folder] = .some(found)
        return found
    }

    /// The settings in `folder`, or in the nearest folder above that has any.
    mutating func nearest(to folder: Path) throws -> Settings? {
        var upward: Path? = folder
        while let folder = upward {
            if let settings = try settings(in: folder) { return settings }
            upward = folder.parent
        }
        return nil
    }
}

/// Settings that were refused.
struct SettingsProblem: Error {
    /// One line for each thing that is wrong, with its place.
    let lines: [String]
    /// What to do, in the imperative.
    static let help = "correct the file: `lint config --default` prints a valid one, `lint config --schema` the format"

    /// Reads the file `name`; throws ``SettingsProblem``.
    static func check(
        _ bytes: [UInt8], name: String, isAtRoot: Bool
    ) throws(SettingsProblem) -> SettingsFile.Content {
        do throws(SettingsFile.Invalid) {
            return try RuleRegistry.settingsFile.read(bytes, isAtRoot: isAtRoot)
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
