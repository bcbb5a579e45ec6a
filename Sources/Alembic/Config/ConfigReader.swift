public import SourceFiles

/// Reads Alembic's configuration: returns an ``EnvironmentConfig`` for each environment in the bytes of a file.
///
/// A relative location is a folder below the one in which Alembic is run: that of the file, or one above. Source:
/// `alembic/config.py` of Alembic 1.20.1.
public struct ConfigReader {
    /// The file.
    let path: Path
    /// Resolves the locations; its import paths are those of the file, as soon as they are read.
    var locations: LocationResolver
    /// The `env.py` beside the file; `nil` if there is none.
    private var environmentScript: EnvironmentScript?
    /// The problems found so far.
    var problems: [EnvironmentConfig.Problem] = []

    /// Reads the file at `path`; `root` is the absolute path of the repository's root, to recognise paths in it.
    init(path: Path, root: [UInt8]?) {
        self.path = path
        locations = LocationResolver(folder: path.parent ?? .root, root: root)
    }

    // MARK: alembic.ini

    /// Reads an `alembic.ini`; options that it does not set are taken from `fallback`, a `pyproject.toml` beside it.
    ///
    /// If nothing sets `script_location` and `script` is in the same folder, that folder is the script directory:
    /// Flask-Migrate writes such a file, and sets the location when it runs Alembic.
    public static func environments(
        ini bytes: [UInt8], at path: Path, root: [UInt8]?, fallback: EnvironmentConfig?,
        beside script: EnvironmentScript?
    ) -> [EnvironmentConfig] {
        let found = environments(of: INIFile(bytes), at: path, root: root, fallback: fallback, beside: script)
        guard let conflict = conflict(in: bytes), var first = found.first else { return found }
        // Both sides are in the file, so that every other problem in it follows from this one.
        first.problems = [conflict]
        return [first]
    }

    private static func environments(
        of file: INIFile, at path: Path, root: [UInt8]?, fallback: EnvironmentConfig?, beside script: EnvironmentScript?
    ) -> [EnvironmentConfig] {
        var sections = file.sections.filter { $0.name == "alembic" || $0.option("script_location") != nil }
        sections.removeAll { $0.name == "DEFAULT" }
        // Users of the others name them with `-n`.
        let located = sections.filter { $0.option("script_location") != nil }
        if !located.isEmpty, fallback == nil, file.section("DEFAULT")?.option("script_location") == nil {
            sections = located
        }
        if sections.isEmpty, let fallback { return [fallback] }
        if sections.isEmpty {
            let problems = file.problems.map { EnvironmentConfig.Problem(message: $0.message, range: $0.range) }
            return [
                EnvironmentConfig(
                    path: path, section: "alembic", folder: path.parent ?? .root, scriptLocation: nil,
                    versionLocations: [],
                    isRecursive: false, fileTemplate: nil,
                    problems: problems + [.init(message: "no section `[alembic]` with a `script_location`", range: nil)]
                )
            ]
        }
        return sections.map { section in
            var reader = ConfigReader(path: path, root: root)
            reader.environmentScript = script
            return reader.environment(of: section, in: file, fallback: section.name == "alembic" ? fallback : nil)
        }
    }

    private mutating func environment(
        of section: INIFile.Section,
        in file: INIFile,
        fallback: EnvironmentConfig?
    ) -> EnvironmentConfig {
        problems = file.problems.map { EnvironmentConfig.Problem(message: $0.message, range: $0.range) }
        let importPaths = importPaths(of: section, in: file)
        locations.importPaths = importPaths ?? fallback?.importPaths ?? []
        let script = value("script_location", of: section, in: file)
        var scriptLocation =
            script.map { locations.location($0, at: section.option("script_location")?.valueRange) }
            ?? fallback?.scriptLocation.map(locations.relocated)
        let isSetByCaller = scriptLocation == nil && environmentScript != nil
        if isSetByCaller {
            scriptLocation = locations.location(LocationResolver.here, at: nil)
        } else if scriptLocation == nil {
            problems.append(.missingScriptLocation(section.name, at: section.range))
        }
        let versions = value("version_locations", of: section, in: file)
        let range = section.option("version_locations")?.valueRange
        // Alembic reads the separator only if there is something to separate.
        let versionLocations = versions.map { text in
            let separator = separator(["path_separator", "version_path_separator"], of: section, in: file)
            // A line break does not separate them in the older form: Alembic looks for one folder with a line break in
            // its name.
            let names = split(text, by: separator) { $0 == " " || $0 == "," }
            return names.map { name in
                var location = locations.location(name, at: range)
                location.splitting = LocationSplitting(of: name, in: text, at: separator)
                return location
            }
        }
        var config = EnvironmentConfig(
            path: path,
            section: section.name,
            folder: locations.folder,
            scriptLocation: scriptLocation,
            versionLocations: versionLocations ?? fallback?.versionLocations.map(locations.relocated) ?? [],
            isRecursive: isTrue(value("recursive_version_locations", of: section, in: file)) ?? fallback?.isRecursive
                ?? false,
            fileTemplate: value("file_template", of: section, in: file) ?? fallback?.fileTemplate,
            isRunByFlask: isSetByCaller && environmentScript?.usesFlask == true,
            problems: problems
        )
        config.importPaths = locations.importPaths
        return config
    }

    /// The folders of `prepend_sys_path`; `nil` if the section does not set it.
    private mutating func importPaths(of section: INIFile.Section, in file: INIFile) -> [String]? {
        guard let text = value("prepend_sys_path", of: section, in: file) else { return nil }
        let separator = separator(["path_separator"], of: section, in: file)
        return split(text, by: separator) { $0 == " " || $0 == "," || $0 == ":" }
    }

    private mutating func value(
        _ name: String,
        of section: INIFile.Section,
        in file: INIFile
    ) -> String? {
        do {
            let value = try file.value(of: name, in: section, here: LocationResolver.here)
            return value?.isEmpty == true ? nil : value
        } catch {
            add(.init(message: error.message, range: error.range))
            return nil
        }
    }

    /// The separator that the first of the options `names` sets; `nil` for the older form, which separates at several
    /// characters.
    private mutating func separator(
        _ names: [String], of section: INIFile.Section, in file: INIFile
    ) -> Character? {
        for name in names {
            guard let text = value(name, of: section, in: file) else { continue }
            switch text {
            case "space": return " "
            case "newline": return "\n"
            case "os", ":": return ":"
            case ";": return ";"
            default:
                let message = "`\(text)` is not a valid `\(name)`; expected `space`, `newline`, `os`, `:` or `;`"
                add(.init(message: message, range: section.option(name)?.valueRange))
                return nil
            }
        }
        return nil
    }

    /// The names in a value; without a separator, `isSeparator` decides.
    private func split(
        _ text: String, by separator: Character?, or isSeparator: (Character) -> Bool
    ) -> [String] {
        guard let separator else { return text.split(whereSeparator: isSeparator).map(String.init) }
        return text.split(separator: separator).map { $0.trimmed }.filter { !$0.isEmpty }
    }

    /// Adds a problem once: an option may be read for several others.
    private mutating func add(_ problem: EnvironmentConfig.Problem) {
        if !problems.contains(problem) { problems.append(problem) }
    }

    /// The problem of a file with an unresolved conflict; `nil` if there is no marker.
    static func conflict(in bytes: [UInt8]) -> EnvironmentConfig.Problem? {
        ConflictMarker.first(in: bytes).map { .init(message: ConflictMarker.message, range: $0) }
    }

    /// Alembic accepts only `true`; everything else is false.
    private func isTrue(_ text: String?) -> Bool? {
        text.map { $0 == "true" }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var slice = self
        while slice.first?.isWhitespace == true { slice.removeFirst() }
        while slice.last?.isWhitespace == true { slice.removeLast() }
        return String(slice)
    }
}
