public import SourceFiles
internal import TOMLSyntax

/// Reads Alembic's configuration: returns an ``EnvironmentConfig`` for each environment in the bytes of a file.
///
/// A relative location is a folder below the one in which Alembic is run: that of the file, or one above. Source:
/// `alembic/config.py` of Alembic 1.20.1.
public struct ConfigReader {
    /// The placeholder for the absolute path of the configuration's folder until a location is resolved; no path
    /// contains a NUL.
    private static let here = "/\u{0}here"

    private let path: Path
    private let folder: Path
    /// The absolute path of the repository's root, to recognise paths in it.
    private let root: [UInt8]?
    /// The `env.py` beside the file; `nil` if there is none.
    private var environmentScript: EnvironmentScript?
    private var problems: [EnvironmentConfig.Problem] = []

    private init(path: Path, root: [UInt8]?) {
        self.path = path
        self.root = root
        folder = path.parent ?? .root
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
        let script = value("script_location", of: section, in: file)
        var scriptLocation =
            script.map { location($0, at: section.option("script_location")?.valueRange) } ?? fallback?.scriptLocation
        let isSetByCaller = scriptLocation == nil && environmentScript != nil
        if isSetByCaller {
            scriptLocation = location(Self.here, at: nil)
        } else if scriptLocation == nil {
            problems.append(.missingScriptLocation(section.name, at: section.range))
        }
        let versions = value("version_locations", of: section, in: file)
        let range = section.option("version_locations")?.valueRange
        // Alembic reads the separator only if there is something to separate.
        let versionLocations = versions.map { text in
            let separator = separator(of: section, in: file)
            let names = split(text, by: separator)
            return names.map { name in
                var location = location(name, at: range)
                location.splitting = LocationSplitting(of: name, in: text, at: separator)
                return location
            }
        }
        return EnvironmentConfig(
            path: path,
            section: section.name,
            folder: folder,
            scriptLocation: scriptLocation,
            versionLocations: versionLocations ?? fallback?.versionLocations ?? [],
            isRecursive: isTrue(value("recursive_version_locations", of: section, in: file)) ?? fallback?.isRecursive
                ?? false,
            fileTemplate: value("file_template", of: section, in: file) ?? fallback?.fileTemplate,
            isRunByFlask: isSetByCaller && environmentScript?.usesFlask == true,
            problems: problems
        )
    }

    private mutating func value(
        _ name: String,
        of section: INIFile.Section,
        in file: INIFile
    ) -> String? {
        do {
            let value = try file.value(of: name, in: section, here: Self.here)
            return value?.isEmpty == true ? nil : value
        } catch {
            problems.append(.init(message: error.message, range: error.range))
            return nil
        }
    }

    /// The separator of the version locations; `nil` for the older form, spaces and commas.
    private mutating func separator(of section: INIFile.Section, in file: INIFile) -> Character? {
        for name in ["path_separator", "version_path_separator"] {
            guard let text = value(name, of: section, in: file) else { continue }
            switch text {
            case "space": return " "
            case "newline": return "\n"
            case "os", ":": return ":"
            case ";": return ";"
            default:
                let message = "`\(text)` is not a valid `\(name)`; expected `space`, `newline`, `os`, `:` or `;`"
                problems.append(.init(message: message, range: section.option(name)?.valueRange))
            }
        }
        return nil
    }

    private func split(_ text: String, by separator: Character?) -> [String] {
        guard let separator else {
            // A line break does not separate them in this form: Alembic looks for one folder with a line break in its
            // name.
            return text.split { $0 == " " || $0 == "," }.map(String.init)
        }
        return text.split(separator: separator).map { $0.trimmed }.filter { !$0.isEmpty }
    }

    /// Alembic accepts only `true`; everything else is false.
    private func isTrue(_ text: String?) -> Bool? {
        text.map { $0 == "true" }
    }

    // MARK: pyproject.toml

    /// Reads `[tool.alembic]` of a `pyproject.toml`; `nil` if there is none.
    public static func environment(pyproject bytes: [UInt8], at path: Path, root: [UInt8]?) -> EnvironmentConfig? {
        // Most of these files do not configure Alembic, so that they need not be parsed.
        guard bytes[...].contains(text: "alembic") else { return nil }
        var reader = ConfigReader(path: path, root: root)
        let document: TOMLDocument
        do {
            document = try TOMLDocument(bytes)
        } catch {
            return EnvironmentConfig(
                path: path, section: "tool.alembic", folder: reader.folder, scriptLocation: nil, versionLocations: [],
                isRecursive: false, fileTemplate: nil,
                problems: [conflict(in: bytes) ?? .init(message: "not TOML: \(error.message)", range: nil)])
        }
        guard let alembic = document["tool"]?["alembic"], alembic.isTable else { return nil }
        return reader.environment(of: alembic, in: document)
    }

    /// The problem of a file with an unresolved conflict; `nil` if there is no marker.
    private static func conflict(in bytes: [UInt8]) -> EnvironmentConfig.Problem? {
        ConflictMarker.first(in: bytes).map { .init(message: ConflictMarker.message, range: $0) }
    }

    private mutating func environment(of table: TOMLValue, in document: TOMLDocument) -> EnvironmentConfig {
        let script = table["script_location"]?.string.map { location(expanded($0), at: document.range(of: $0)) }
        if script == nil {
            problems.append(.missingScriptLocation("tool.alembic", at: nil))
        }
        var versions: [EnvironmentConfig.Location] = []
        if let list = table["version_locations"], list.isArray {
            versions = list.strings.map { location(expanded($0), at: document.range(of: $0)) }
        } else if let value = table["version_locations"] {
            problems.append(
                .init(message: "`version_locations` must be a list of strings, not \(value.kindName)", range: nil))
        }
        return EnvironmentConfig(
            path: path,
            section: "tool.alembic",
            folder: folder,
            scriptLocation: script,
            versionLocations: versions,
            isRecursive: table["recursive_version_locations"]?.bool ?? false,
            fileTemplate: table["file_template"]?.string.map { $0.replacing(text: "%%", with: "%") },
            problems: problems
        )
    }

    private func expanded(_ text: String) -> String {
        text.replacing(text: "%(here)s", with: Self.here).replacing(text: "%%", with: "%")
    }

    // MARK: Locations

    private func location(_ value: String, at range: ByteRange?) -> EnvironmentConfig.Location {
        let text = value.replacing(text: Self.here, with: "%(here)s")
        return EnvironmentConfig.Location(text: text, range: range, target: target(of: value))
    }

    /// The folders that Alembic may be run in: that of the file, and each one above.
    private var foldersUpward: [Path] {
        var folders = [folder]
        while let parent = folders[folders.count - 1].parent { folders.append(parent) }
        return folders
    }

    private func target(of value: String) -> EnvironmentConfig.Location.Target {
        if let below = value.utf8.suffix(behind: Self.here) {
            return Path(resolving: below, in: folder).map { .folder($0) } ?? .outside
        }
        if value.hasPrefix("/") {
            guard let root, let below = value.utf8.suffix(behind: String(decoding: root, as: UTF8.self)) else {
                return .outside
            }
            guard below.isEmpty || below.first == UInt8(ascii: "/") else { return .outside }
            return Path(resolving: below).map { .folder($0) } ?? .outside
        }
        if let colon = value.firstIndex(of: ":") {
            let package = String(value[..<colon]).replacing(text: ".", with: "/")
            let resource = String(value[value.index(after: colon)...]).replacing(text: ":", with: "/")
            let inPackage = package + "/" + resource
            return .package(
                foldersUpward.flatMap { folder in
                    ["", "src"].compactMap { Path(resolving: ($0 + "/" + inPackage).utf8, in: folder) }
                })
        }
        let folders = foldersUpward.compactMap { Path(resolving: value.utf8, in: $0) }
        return folders.isEmpty ? .outside : .relative(folders)
    }
}

extension String.UTF8View {
    /// The text after `prefix`; `nil` if the text does not begin with it.
    fileprivate func suffix(behind prefix: String) -> [UInt8]? {
        starts(with: prefix.utf8) ? Array(dropFirst(prefix.utf8.count)) : nil
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
