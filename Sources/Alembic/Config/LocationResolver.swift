internal import SourceFiles

/// Resolves the locations in a configuration to folders of the repository.
///
/// A relative location is a folder below the one in which Alembic is run: that of the file, or one above. Source:
/// `coerce_resource_to_filename` in `alembic/util/pyfiles.py` of Alembic 1.20.1.
struct LocationResolver {
    /// The placeholder for the absolute path of the configuration's folder until a location is resolved; no path
    /// contains a NUL.
    static let here = "/\u{0}here"

    /// The folder of the configuration.
    let folder: Path
    /// The absolute path of the repository's root; `nil` if there is none.
    let root: [UInt8]?
    /// The folders of `prepend_sys_path`, in which Python looks for packages first.
    var importPaths: [String] = []

    /// The location that a value in the file names.
    func location(_ value: String, at range: ByteRange?) -> EnvironmentConfig.Location {
        let text = value.replacing(text: Self.here, with: "%(here)s")
        return EnvironmentConfig.Location(text: text, range: range, target: target(of: value))
    }

    /// A location that another file names, with the import paths of this one.
    func relocated(_ location: EnvironmentConfig.Location) -> EnvironmentConfig.Location {
        guard case .package = location.target else { return location }
        return self.location(location.text, at: location.range)
    }

    private func target(of value: String) -> EnvironmentConfig.Location.Target {
        if let path = anchored(value) { return path.map { .folder($0) } ?? .outside }
        // An absolute path in the middle of another one.
        if value.utf8.contains(0) { return .outside }
        if let colon = value.firstIndex(of: ":") {
            let package = String(value[..<colon]).replacing(text: ".", with: "/")
            let resource = String(value[value.index(after: colon)...]).replacing(text: ":", with: "/")
            return .package(candidates(ofPackagePath: package + "/" + resource))
        }
        let folders = foldersUpward.compactMap { Path(resolving: value.utf8, in: $0) }
        return folders.isEmpty ? .outside : .relative(folders)
    }

    /// The path in the repository of a location below `%(here)s` or of an absolute one, `nil` within if it is outside;
    /// `nil` if the location is neither.
    private func anchored(_ value: String) -> Path?? {
        if let below = value.utf8.suffix(behind: Self.here) { return .some(Path(resolving: below, in: folder)) }
        guard value.utf8.first == UInt8(ascii: "/") else { return nil }
        guard let root, let below = value.utf8.suffix(behind: String(decoding: root, as: UTF8.self)),
            below.isEmpty || below.first == UInt8(ascii: "/")
        else { return .some(nil) }
        return .some(Path(resolving: below))
    }

    /// The folders that Alembic may be run in: that of the file, and each one above.
    private var foldersUpward: [Path] {
        var folders = [folder]
        while let parent = folders[folders.count - 1].parent { folders.append(parent) }
        return folders
    }

    /// Where a folder of a package may be: in the folders of `prepend_sys_path`, in those that Alembic may be run in,
    /// and in `src` of these.
    private func candidates(ofPackagePath path: String) -> [Path] {
        var found: [Path] = []
        for folder in foldersUpward {
            for name in importPaths + ["", "src"] {
                let home = anchored(name) ?? Path(resolving: name.utf8, in: folder)
                guard let home, let candidate = Path(resolving: path.utf8, in: home) else { continue }
                if !found.contains(candidate) { found.append(candidate) }
            }
        }
        return found
    }
}

extension String.UTF8View {
    /// The text after `prefix`; `nil` if the text does not begin with it.
    fileprivate func suffix(behind prefix: String) -> [UInt8]? {
        starts(with: prefix.utf8) ? Array(dropFirst(prefix.utf8.count)) : nil
    }
}
