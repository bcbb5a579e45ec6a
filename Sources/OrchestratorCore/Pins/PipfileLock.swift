internal import JSONSyntax
internal import SourceFiles

/// Reads the package's entries in `Pipfile.lock`, one for each category: `default`, `develop` and custom ones.
enum PipfileLock {
    /// The pins of `package` in the lock file.
    static func read(_ bytes: [UInt8], at path: Path, package: PackageName) -> PinReading {
        var reading = PinReading()
        // A lock file may be long, and most projects with one do not use the core.
        guard package.isMentioned(in: bytes) else { return reading }
        do throws(JSONSyntaxError) {
            let categories = try JSONParser.parse(bytes).object ?? []
            for category in categories where category.key != "_meta" {
                for entry in category.value.object ?? [] where PackageName(entry.key) == package {
                    reading.pins.append(pin(entry, in: bytes, path))
                }
            }
        } catch {
            reading.problems.append(PinProblem(path: path, reason: error.message, range: error.range))
        }
        return reading
    }

    private static func pin(_ entry: JSONMember, in bytes: [UInt8], _ path: Path) -> Pin {
        let places = ["git", "path", "file", "hg", "svn", "bzr"].compactMap { key in
            entry.value[key].map { "\(key) \($0.string ?? "")" }
        }
        let origin: Pin.Origin = places.first.map { .elsewhere($0) } ?? .index
        guard let version = entry.value["version"], let text = version.string else {
            return Pin(
                path: path, range: entry.keyRange, file: .pipfileLock, requirement: "", version: nil, origin: origin)
        }
        // The text between the quotes is `==1.3.6`.
        let content = (version.range.lowerBound + 1)..<(version.range.upperBound - 1)
        let comparison = bytes[content].prefix { $0 == UInt8(ascii: "=") }.count
        let exact = comparison > 0 ? PackageVersion(text.dropFirst(comparison)) : nil
        return Pin(
            path: path,
            range: exact == nil ? content : (content.lowerBound + comparison)..<content.upperBound,
            file: .pipfileLock,
            requirement: text,
            version: exact,
            origin: origin
        )
    }
}
