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
        if let conflict = conflict(in: bytes) { return found.prefix(1).map { $0.with([conflict], in: path) } }
        guard let problem = EncodingProblem(bytes)?.problem(in: path) else { return found }
        // Python does not read the rest; what the environments of several sections share is reported once.
        return found.enumerated().map { $1.with($0 == 0 ? [problem] : [], in: path).withoutGuesses }
    }

    private static func environments(
        of file: INIFile, at path: Path, root: [UInt8]?, fallback: EnvironmentConfig?, beside script: EnvironmentScript?
    ) -> [EnvironmentConfig] {
        // What stands in `[DEFAULT]` is an option of every section, also of those that have nothing to do with Alembic.
        let isDefault = file.section("DEFAULT")?.option("script_location") != nil
        var sections = file.sections.filter { section in
            section.name == "alembic" || section.option("script_location") != nil
                || (isDefault && section.option("version_locations") != nil)
        }
        sections.removeAll { $0.name == "DEFAULT" }
        // Users of the others name them with `-n`.
        let located = sections.filter { $0.option("script_location") != nil }
        if !located.isEmpty, fallback == nil, !isDefault {
            sections = located
        }
        let isFallbackAlone = !sections.contains { $0.name == "alembic" }
        let others = isFallbackAlone ? [fallback].compactMap(\.self) : []
        if sections.isEmpty, !others.isEmpty { return others }
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
        let isStandard = path.name.elementsEqual(EnvironmentConfig.fileName.utf8)
        return others
            + sections.map { section in
                var reader = ConfigReader(path: path, root: root)
                reader.environmentScript = script
                if isStandard, isFallbackAlone, others.isEmpty, section.isMisspelled {
                    return reader.environment(ofMisspelled: section, in: file)
                }
                return reader.environment(of: section, in: file, fallback: section.name == "alembic" ? fallback : nil)
            }
    }

    /// Reads a section like `[Alembic]`, which somebody meant to be `[alembic]`.
    private mutating func environment(
        ofMisspelled section: INIFile.Section, in file: INIFile
    ) -> EnvironmentConfig {
        var config = environment(of: section.renamed("alembic"), in: file, fallback: nil)
        config.problems.append(
            .init(
                message: "the section is `[\(section.name)]` and not `[alembic]`: "
                    + "Alembic fails with `No 'script_location' key found in configuration`",
                range: section.range, help: "rename it to `[alembic]`"))
        return config
    }

    private mutating func environment(
        of section: INIFile.Section,
        in file: INIFile,
        fallback: EnvironmentConfig?
    ) -> EnvironmentConfig {
        problems = file.problems.map { EnvironmentConfig.Problem(message: $0.message, range: $0.range) }
        problems += fallback?.problems(withoutOptionsOf: section) ?? []
        let importPaths = importPaths(of: section, in: file)
        locations.importPaths = importPaths ?? fallback?.importPaths ?? []
        let (scriptLocation, isSetByCaller) = scriptLocation(of: section, in: file, fallback)
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
            versionLocations: versionLocations ?? fallback?.versionLocations(resolvedBy: locations) ?? [],
            isRecursive: isTrue(text("recursive_version_locations", of: section, in: file)) ?? fallback?.isRecursive
                ?? false,
            fileTemplate: value("file_template", of: section, in: file) ?? fallback?.fileTemplate,
            isRunByFlask: isSetByCaller && environmentScript?.usesFlask == true,
            problems: problems
        )
        config.importPaths = locations.importPaths
        return config
    }

    /// The script directory of a section, and whether a program sets it.
    private mutating func scriptLocation(
        of section: INIFile.Section, in file: INIFile, _ fallback: EnvironmentConfig?
    ) -> (EnvironmentConfig.Location?, isSetByCaller: Bool) {
        let value = text("script_location", of: section, in: file)
        let range = section.option("script_location")?.valueRange
        if let value, !value.isEmpty { return (locations.location(value, at: range), false) }
        if value == nil, let location = fallback?.scriptLocation(resolvedBy: locations) { return (location, false) }
        // Also for an empty one: it is the current folder.
        if environmentScript != nil { return (locations.location(LocationResolver.here, at: nil), true) }
        if value == nil {
            add(.missingScriptLocation(section.name, at: section.range))
        } else {
            add(
                .init(
                    message: "`script_location` is empty in `[\(section.name)]`, which means the current folder: "
                        + "`alembic upgrade` fails with `Can't find Python file env.py`",
                    range: section.option("script_location")?.nameRange ?? section.range,
                    help: "name the folder that contains `env.py`"))
        }
        return (nil, false)
    }

    /// The folders of `prepend_sys_path`; `nil` if the section does not set it.
    private mutating func importPaths(of section: INIFile.Section, in file: INIFile) -> [String]? {
        guard let text = value("prepend_sys_path", of: section, in: file) else { return nil }
        let separator = separator(["path_separator"], of: section, in: file)
        return split(text, by: separator) { $0 == " " || $0 == "," || $0 == ":" }
    }

    /// The value of an option that means nothing if it is empty; `nil` then, too.
    private mutating func value(_ name: String, of section: INIFile.Section, in file: INIFile) -> String? {
        let value = text(name, of: section, in: file)
        return value?.isEmpty == true ? nil : value
    }

    /// The value of an option; `nil` if it is not set.
    private mutating func text(_ name: String, of section: INIFile.Section, in file: INIFile) -> String? {
        do {
            return try file.value(of: name, in: section, here: LocationResolver.here)
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
            guard let text = text(name, of: section, in: file) else { continue }
            switch text {
            case "space": return " "
            case "newline": return "\n"
            case "os", ":": return ":"
            case ";": return ";"
            default:
                let message = text.isEmpty ? "`\(name)` is empty" : "`\(text)` is not a valid `\(name)`"
                let option = section.option(name)
                add(
                    .init(
                        message: message + ": Alembic fails with `ValueError`",
                        range: text.isEmpty ? option?.nameRange : option?.valueRange,
                        help: "write `space`, `newline`, `os`, `:` or `;`"))
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
