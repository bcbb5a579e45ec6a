internal import SourceFiles
internal import TOMLSyntax

/// Reads the requirements in `pyproject.toml`: the tables of the standards (PEP 621, PEP 735), of poetry, uv and pdm.
struct Pyproject {
    private let document: TOMLDocument
    private let bytes: [UInt8]
    private let path: Path
    private let package: PackageName
    /// The strings of the file that belong to no pin yet.
    private var strings: [Range<Int>]

    /// The pins of `package` in the file; none if the project is that package.
    static func read(_ bytes: [UInt8], at path: Path, package: PackageName) -> PinReading {
        var reading = PinReading()
        guard package.isMentioned(in: bytes) else { return reading }
        do throws(TOMLSyntaxError) {
            var file = Pyproject(try TOMLDocument(bytes), bytes, path, package)
            if !file.isPackageItself { reading.pins = file.pins() }
        } catch {
            reading.problems.append(PinProblem(path: path, reason: error.message))
        }
        return reading
    }

    private init(_ document: TOMLDocument, _ bytes: [UInt8], _ path: Path, _ package: PackageName) {
        self.document = document
        self.bytes = bytes
        self.path = path
        self.package = package
        strings = document.stringRanges
    }

    private var isPackageItself: Bool {
        [document["project"], document["tool"]?["poetry"]].contains { table in
            table?["name"]?.string.map { PackageName($0) == package } ?? false
        }
    }

    private mutating func pins() -> [Pin] {
        var pins: [Pin] = []
        let source = uvSource
        for requirement in requirements {
            if var pin = pin(of: requirement) {
                if let source { pin = pin.from(source) }
                pins.append(pin)
            }
        }
        for dependency in poetryDependencies { pins.append(pin(ofPoetry: dependency)) }
        return pins.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
}

extension Pyproject {
    /// All requirements in the form of PEP 508, of any package.
    private var requirements: [String] {
        let (project, tool) = (document["project"], document["tool"])
        let lists = [
            project?["dependencies"],
            tool?["uv"]?["dev-dependencies"],
            tool?["uv"]?["override-dependencies"],
            tool?["uv"]?["constraint-dependencies"],
        ]
        let groups = [
            project?["optional-dependencies"],
            document["dependency-groups"],
            tool?["pdm"]?["dev-dependencies"],
        ]
        let grouped = groups.flatMap { $0?.members ?? [] }.map { Optional($0.value) }
        return (lists + grouped).flatMap { $0?.strings ?? [] }
    }

    /// The pin for a requirement, with its range; `nil` for another package.
    private mutating func pin(of text: String) -> Pin? {
        guard let requirement = Requirement(Array(text.utf8)[...]), requirement.name == package else { return nil }
        // Parsed again at its place in the file, so that the ranges are those of the file.
        if let content = take(from: 0, where: { $0 == text }), let requirement = Requirement(bytes[content]) {
            return Pin(requirement, in: bytes, path: path, file: .pyproject)
        }
        let pin = Pin(requirement, in: Array(text.utf8), path: path, file: .pyproject)
        return pin.at(bytes.indices)
    }

    /// The first string from `start` on that matches; each is returned once.
    private mutating func take(from start: Int, where matches: (String) -> Bool) -> Range<Int>? {
        let found = strings.firstIndex { $0.lowerBound >= start && matches(document.text(of: $0)) }
        return found.map { strings.remove(at: $0) }
    }

    /// The source in `[tool.uv.sources]` that replaces the index.
    private var uvSource: String? {
        let sources = document["tool"]?["uv"]?["sources"]?.members ?? []
        guard let source = sources.first(where: { PackageName($0.key) == package })?.value else { return nil }
        let places = source.isArray ? source.elements : [source]
        return places.lazy.compactMap { $0.place(among: ["git", "path", "url", "workspace"]) }.first
    }
}

extension Pyproject {
    /// The entries of the package in the tables of poetry, one pin each.
    private var poetryDependencies: [TOMLValue] {
        guard let poetry = document["tool"]?["poetry"] else { return [] }
        let groups = (poetry["group"]?.members ?? []).map { $0.value["dependencies"] }
        let tables = [poetry["dependencies"], poetry["dev-dependencies"]] + groups
        return tables.flatMap { $0?.members ?? [] }.filter { PackageName($0.key) == package }
            .flatMap { $0.value.isArray ? $0.value.elements : [$0.value] }
    }

    private mutating func pin(ofPoetry dependency: TOMLValue) -> Pin {
        let constraint = dependency.string ?? dependency["version"]?.string
        let place = dependency.place(among: ["git", "path", "file", "url"])
        let keys = keyPlaces
        var range = keys.first ?? bytes.indices
        var exact: PackageVersion?
        if let constraint {
            // In poetry, a version alone is exact: `1.3.6` means `==1.3.6`, while `^1.3` is a range.
            let version = constraint.drop { $0 == "=" || $0 == " " }
            exact = PackageVersion(version)
            if let key = keys.first, let content = take(from: key.lowerBound, where: { $0 == constraint }) {
                let skipped = exact == nil ? 0 : constraint.utf8.count - version.utf8.count
                range = content.lowerBound + skipped..<content.upperBound
            }
        }
        return Pin(
            path: path, range: range, file: .pyproject, requirement: constraint ?? place ?? "", version: exact,
            origin: place.map { .elsewhere($0) } ?? .index)
    }

    /// The range of the package's name as a key or at the end of a table header.
    private var keyPlaces: [Range<Int>] {
        var places: [Range<Int>] = []
        for line in bytes[...].split(separator: 0x0A) {
            let trimmed = line.trimmingWhitespace
            let isHeader = trimmed.first == UInt8(ascii: "[")
            let end = trimmed.firstIndex(of: isHeader ? UInt8(ascii: "]") : UInt8(ascii: "=")) ?? trimmed.startIndex
            let key = trimmed[..<end]
            let start = isHeader ? (key.lastIndex(of: UInt8(ascii: ".")) ?? key.startIndex) + 1 : key.startIndex
            guard start < end else { continue }
            let name = key[start...].trimmingWhitespace.filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
            if PackageName(name) == package { places.append(start..<end) }
        }
        return places
    }
}

extension TOMLValue {
    /// The first of `keys` that this table has, and its value, as text.
    fileprivate func place(among keys: [String]) -> String? {
        for key in keys {
            guard let value = self[key] else { continue }
            return [key, value.string].compactMap(\.self).joined(separator: " ")
        }
        return nil
    }
}

extension Pin {
    /// The same pin with another range.
    fileprivate func at(_ range: Range<Int>) -> Pin {
        Pin(path: path, range: range, file: file, requirement: requirement, version: version, origin: origin)
    }

    /// The same pin with a source that is not an index.
    fileprivate func from(_ place: String) -> Pin {
        Pin(path: path, range: range, file: file, requirement: requirement, version: version, origin: .elsewhere(place))
    }
}
