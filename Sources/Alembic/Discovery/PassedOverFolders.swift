internal import SourceFiles

/// The folders whose environments are not linted unless somebody asks for them: those of other people's code, samples,
/// test data and templates.
///
/// They are passed over below the folder that a run starts in; to stand in one is to ask for it.
public struct PassedOverFolders: Hashable, Sendable {
    /// The standard patterns: hidden folders, installed packages, other people's code, samples, test data, templates.
    public static let standard = [
        ".*", "node_modules", "site-packages", "venv", "vendor", "third_party", "example", "examples", "samples",
        "docs",
        "test", "tests", "testdata", "fixtures", "*{{*",
    ]

    private let patterns: [PathPattern]
    /// Whether this is the standard list, which the `.gitattributes` of a repository add to.
    private let isStandard: Bool
    private var vendored: VendoredPaths?
    private var virtualEnvironments: [Path] = []

    /// Passes over the folders that match one of `patterns`: the name of a folder anywhere, or a path from the
    /// repository's root.
    public init(_ patterns: [String] = standard) {
        self.patterns = patterns.map(PathPattern.init)
        isStandard = patterns == Self.standard
    }

    /// These folders, what a repository marks as other people's code in its `.gitattributes` files, and virtual
    /// environments of any name, unless somebody has replaced the standard list.
    func adding(
        attributes files: [Path], virtualEnvironments folders: [Path], of tree: any FileTree
    ) throws(SnapshotError) -> PassedOverFolders {
        guard isStandard, !files.isEmpty || !folders.isEmpty else { return self }
        var passedOver = self
        if !files.isEmpty { passedOver.vendored = try VendoredPaths(files, in: tree) }
        passedOver.virtualEnvironments = folders
        return passedOver
    }

    /// Whether the file at `path` is passed over, or a folder above it, below what it has in common with `folder`.
    func contain(_ path: Path, from folder: Path) -> Bool {
        if let vendored, vendored.contain(path), !vendored.contain(folder.appending(path.name)) { return true }
        if virtualEnvironments.contains(where: { path.isWithin($0) && !folder.isWithin($0) }) { return true }
        let components = path.components
        let common = zip(components, folder.components).prefix { $0 == $1 }.count
        guard components.count > common + 1 else { return false }
        var current = components[..<common].reduce(Path.root) { $0.appending($1) }
        for name in components[common..<(components.count - 1)] {
            current = current.appending(name)
            if contain(folder: current, name: name) { return true }
        }
        return false
    }

    /// Whether the folder itself is passed over.
    func contain(folder: Path) -> Bool {
        contain(folder: folder, name: folder.name)
    }

    private func contain(folder: Path, name: ArraySlice<UInt8>) -> Bool {
        patterns.contains { $0.isName ? $0.matches(name: name) : $0.matches(folder) }
    }
}
