public import SourceFiles
internal import TOMLSyntax

extension ConfigReader {
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
                path: path, section: "tool.alembic", folder: reader.locations.folder, scriptLocation: nil,
                versionLocations: [], isRecursive: false, fileTemplate: nil,
                problems: [conflict(in: bytes) ?? .init(message: "not TOML: \(error.message)", range: nil)])
        }
        guard let alembic = document["tool"]?["alembic"], alembic.isTable else { return nil }
        return reader.environment(of: alembic, in: document)
    }

    private mutating func environment(of table: TOMLValue, in document: TOMLDocument) -> EnvironmentConfig {
        locations.importPaths = table["prepend_sys_path"]?.strings.map(expanded) ?? []
        let script = table["script_location"]?.string.map {
            locations.location(expanded($0), at: document.range(of: $0))
        }
        if script == nil {
            problems.append(.missingScriptLocation("tool.alembic", at: nil))
        }
        var versions: [EnvironmentConfig.Location] = []
        if let list = table["version_locations"], list.isArray {
            versions = list.strings.map { locations.location(expanded($0), at: document.range(of: $0)) }
        } else if let value = table["version_locations"] {
            problems.append(
                .init(message: "`version_locations` must be a list of strings, not \(value.kindName)", range: nil))
        }
        var config = EnvironmentConfig(
            path: path,
            section: "tool.alembic",
            folder: locations.folder,
            scriptLocation: script,
            versionLocations: versions,
            isRecursive: table["recursive_version_locations"]?.bool ?? false,
            fileTemplate: table["file_template"]?.string.map { $0.replacing(text: "%%", with: "%") },
            problems: problems
        )
        config.importPaths = locations.importPaths
        return config
    }

    private func expanded(_ text: String) -> String {
        text.replacing(text: "%(here)s", with: LocationResolver.here).replacing(text: "%%", with: "%")
    }
}
