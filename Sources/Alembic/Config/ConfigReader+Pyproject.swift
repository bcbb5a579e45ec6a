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
        let config = reader.environment(of: alembic, in: document)
        guard let problem = EncodingProblem(bytes)?.problem(in: path) else { return config }
        return config.with([problem], in: path).withoutGuesses
    }

    private mutating func environment(of table: TOMLValue, in document: TOMLDocument) -> EnvironmentConfig {
        locations.importPaths = strings("prepend_sys_path", of: table).map(expanded)
        let script = scriptLocation(of: table, in: document)
        let versions = strings("version_locations", of: table).map {
            locations.location(expanded($0), at: document.range(of: $0))
        }
        if let value = table["version_locations"], !value.isArray {
            add("`version_locations` must be a list of strings, not \(value.kindName)", of: "version_locations")
        }
        // Alembic reads them in this order.
        let isRecursive = flag("recursive_version_locations", of: table, in: document)
        _ = flag("sourceless", of: table, in: document)
        var config = EnvironmentConfig(
            path: path,
            section: "tool.alembic",
            folder: locations.folder,
            scriptLocation: script,
            versionLocations: versions,
            isRecursive: isRecursive,
            fileTemplate: table["file_template"]?.string.map(expanded),
            problems: problems
        )
        config.importPaths = locations.importPaths
        return config
    }

    private mutating func scriptLocation(
        of table: TOMLValue, in document: TOMLDocument
    ) -> EnvironmentConfig.Location? {
        guard let value = table["script_location"] else {
            problems.append(.missingScriptLocation("tool.alembic", at: nil))
            return nil
        }
        if let text = value.string { return locations.location(expanded(text), at: document.range(of: text)) }
        let elements = value.strings
        add(
            "`script_location` must be a string, not \(value.kindName): Alembic fails with "
                + (value.isFloatOrDate ? "`unsupported TOML value type`" : "`TypeError`"),
            of: "script_location", at: elements.first.flatMap(document.range(of:)),
            help: elements.count == 1 ? "write `script_location = \"\(elements[0])\"`" : nil)
        return nil
    }

    /// The strings of a list; anything else in it is a problem.
    private mutating func strings(_ option: String, of table: TOMLValue) -> [String] {
        guard let list = table[option], list.isArray else { return [] }
        if let other = list.elements.first(where: { $0.string == nil }) {
            add(
                "`\(option)` must be a list of strings, but contains \(other.kindName): "
                    + "Alembic fails with `TypeError`",
                of: option)
        }
        return list.strings
    }

    /// The Boolean of an option; `false` if it is not set.
    private mutating func flag(_ option: String, of table: TOMLValue, in document: TOMLDocument) -> Bool {
        guard let value = table[option], value.bool == nil else { return table[option]?.bool ?? false }
        add(
            "`\(option)` must be a Boolean, not \(value.kindName): "
                + "Alembic fails with `boolean value expected for TOML parameter`",
            of: option, at: value.string.flatMap(document.range(of:)),
            help: "write `\(option) = true` or `\(option) = false`, without quotes")
        return false
    }

    private mutating func add(
        _ message: String, of option: String, at range: ByteRange? = nil, help: String? = nil
    ) {
        problems.append(.init(message: message, range: range, help: help, option: option))
    }

    /// The text of an option after Python's `%` operator, which reads `%%` before `%(here)s`.
    private func expanded(_ text: String) -> String {
        var rest = Array(text.utf8)[...]
        guard rest.contains(UInt8(ascii: "%")) else { return text }
        var result: [UInt8] = []
        let here = "%(here)s".utf8
        while let byte = rest.first {
            if rest.starts(with: here) {
                result += LocationResolver.here.utf8
                rest = rest.dropFirst(here.count)
            } else {
                result.append(byte)
                rest = rest.dropFirst(rest.starts(with: "%%".utf8) ? 2 : 1)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
