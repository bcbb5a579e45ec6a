internal import SourceFiles
internal import TOMLSyntax

/// Reads the package's tables in `uv.lock`, `poetry.lock` and `pdm.lock`.
enum TOMLLock {
    /// The pins of `package` in the lock file; several if the tool resolved several versions.
    static func read(_ bytes: [UInt8], at path: Path, as file: PinFile, package: PackageName) -> PinReading {
        var reading = PinReading()
        for range in LockTables.packages(named: package, in: bytes) {
            do throws(TOMLSyntaxError) {
                let document = try TOMLDocument(bytes, in: range)
                guard let table = document["package"]?.elements.first else { continue }
                switch source(of: table, in: file) {
                case .project: continue
                case .index: reading.pins.append(pin(table, in: bytes, range, path, file, .index))
                case .elsewhere(let place):
                    reading.pins.append(pin(table, in: bytes, range, path, file, .elsewhere(place)))
                }
            } catch {
                reading.problems.append(PinProblem(path: path, reason: error.message, range: range))
            }
        }
        return reading
    }

    /// The source of a locked package.
    private enum Source {
        case index
        case elsewhere(String)
        /// The project that the lock file belongs to is the package itself.
        case project
    }

    private static func pin(
        _ table: TOMLValue,
        in bytes: [UInt8],
        _ range: Range<Int>,
        _ path: Path,
        _ file: PinFile,
        _ origin: Pin.Origin
    ) -> Pin {
        let text = table["version"]?.string
        let place =
            LockTables.stringValue(ofKey: "version", in: bytes, table: range)
            ?? LockTables.stringValue(ofKey: "name", in: bytes, table: range)
        return Pin(
            path: path,
            range: place ?? range,
            file: file,
            requirement: text ?? "",
            version: text.flatMap { PackageVersion($0) },
            origin: origin
        )
    }

    private static func source(of table: TOMLValue, in file: PinFile) -> Source {
        switch file {
        case .uvLock:
            // `source = { registry = "…" }`; every other key names a source that is not an index.
            guard let source = table["source"]?.members, source.allSatisfy({ $0.key != "registry" }) else {
                return .index
            }
            let isProject = source.contains { ["editable", "virtual"].contains($0.key) && $0.value.string == "." }
            return isProject ? .project : place(source.map { ($0.key, $0.value.string) })
        case .poetryLock:
            guard let source = table["source"], let type = source["type"]?.string, type != "legacy" else {
                return .index
            }
            return .elsewhere([type, source["url"]?.string].compactMap(\.self).joined(separator: " "))
        default:
            let places = ["git", "path", "url", "hg", "svn", "bzr"].compactMap { key in
                table[key].map { (key, $0.string) }
            }
            return places.isEmpty ? .index : place(places)
        }
    }

    private static func place(_ parts: [(key: String, value: String?)]) -> Source {
        let first = parts.first { $0.value != nil } ?? parts.first
        return .elsewhere([first?.key, first?.value].compactMap(\.self).joined(separator: " "))
    }
}
