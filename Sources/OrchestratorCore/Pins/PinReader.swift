public import SourceFiles

/// Finds the pins of a package in the files of a project.
///
/// Takes a snapshot and the project's folder; returns the pins of that folder. If none of them decides, it adds those
/// of the folders above, up to the first that does, because a source folder is often below the project, and the lock
/// file of a workspace above it.
public struct PinReader {
    private let package: PackageName

    /// Makes a reader for a package, in any spelling of its name.
    public init(package: String) {
        self.package = PackageName(package)
    }

    /// Reads the pins.
    public func pins(in tree: any FileTree, from folder: Path) throws(SnapshotError) -> PinReading {
        var reading = PinReading()
        var current: Path? = folder
        while let folder = current {
            let found = try self.reading(of: folder, in: tree)
            reading.pins += found.pins
            reading.problems += found.problems
            if found.pins.contains(where: \.isDecisive) { break }
            current = folder.parent
        }
        return reading
    }

    /// The name of a folder whose lists of requirements are those of the folder that contains it.
    public static let folderName = "requirements"

    /// Whether a file of this name may pin a package.
    public static func mayPin(_ path: Path) -> Bool {
        switch path.nameText {
        case "uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "pyproject.toml": true
        case let name:
            name.hasSuffix(".txt")
                && (name.hasPrefix("requirements") || name.hasPrefix("constraints")
                    || path.parent?.nameText == folderName)
        }
    }

    private func reading(of folder: Path, in tree: any FileTree) throws(SnapshotError) -> PinReading {
        var reading = PinReading()
        var lists: [(path: Path, file: PinFile)] = []
        for entry in try tree.entries(in: folder, recursive: false) {
            if entry.mode == .folder, entry.path.nameText == Self.folderName {
                for list in try tree.entries(in: entry.path, recursive: false) where list.isFile {
                    if list.path.hasSuffix(".txt") { lists.append((list.path, Self.listKind(of: list.path))) }
                }
            }
            guard entry.isFile else { continue }
            let path = entry.path
            switch path.nameText {
            case "uv.lock": reading += try lock(path, .uvLock, tree)
            case "poetry.lock": reading += try lock(path, .poetryLock, tree)
            case "pdm.lock": reading += try lock(path, .pdmLock, tree)
            case "Pipfile.lock":
                if let bytes = try tree.contents(of: path) {
                    reading += PipfileLock.read(bytes, at: path, package: package)
                }
            case "pyproject.toml":
                if let bytes = try tree.contents(of: path) {
                    reading += Pyproject.read(bytes, at: path, package: package)
                }
            case let name where name.hasSuffix(".txt"):
                if name.hasPrefix("requirements") || name.hasPrefix("constraints") {
                    lists.append((path, Self.listKind(of: path)))
                }
            default: break
            }
        }
        reading.pins += try requirements(from: lists, in: tree)
        reading.pins.sort(by: Self.isMoreTrustworthy)
        return reading
    }

    private func lock(_ path: Path, _ file: PinFile, _ tree: any FileTree) throws(SnapshotError) -> PinReading {
        guard let bytes = try tree.contents(of: path) else { return PinReading() }
        return TOMLLock.read(bytes, at: path, as: file, package: package)
    }

    /// The pins of the files, and of those that they include, each file once.
    private func requirements(
        from lists: [(path: Path, file: PinFile)],
        in tree: any FileTree
    ) throws(SnapshotError) -> [Pin] {
        var pins: [Pin] = []
        var seen: Set<Path> = []
        var waiting = lists
        var position = 0
        while position < waiting.count {
            let (path, file) = waiting[position]
            position += 1
            guard seen.insert(path).inserted, let bytes = try tree.contents(of: path) else { continue }
            let list = RequirementsFile(bytes, at: path, as: file, package: package)
            pins += list.pins
            waiting += list.includes.map { (path: $0.path, file: $0.isConstraint ? .constraints : .requirements) }
        }
        return pins
    }

    private static func listKind(of path: Path) -> PinFile {
        path.nameText.hasPrefix("constraints") ? .constraints : .requirements
    }

    /// The order of ``PinReading/pins``: the kind of file, then `requirements.txt` before its variants, then the path,
    /// then the range.
    private static func isMoreTrustworthy(_ left: Pin, than right: Pin) -> Bool {
        if left.file != right.file { return left.file < right.file }
        if left.path != right.path {
            let (isLeftMain, isRightMain) = (left.path.isMainList, right.path.isMainList)
            return isLeftMain != isRightMain ? isLeftMain : left.path < right.path
        }
        return left.range.lowerBound < right.range.lowerBound
    }
}

extension PinReading {
    /// Adds the pins of another file.
    static func += (left: inout PinReading, right: PinReading) {
        left.pins += right.pins
        left.problems += right.problems
    }
}

extension Path {
    /// Whether the last component ends with `suffix`.
    func hasSuffix(_ suffix: String) -> Bool { name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }

    /// Whether this is the main list, which others are variants of.
    fileprivate var isMainList: Bool { nameText == "requirements.txt" }
}
