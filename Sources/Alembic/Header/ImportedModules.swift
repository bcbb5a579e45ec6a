internal import SourceFiles

/// The values of names that migrations import from other modules of the same snapshot.
///
/// A module counts as Python would find it with the migration's folder, any folder above or the `src` of one of these
/// in its path. Only literals of that module count, and not what it imports itself. Each module is read once.
final class ImportedModules {
    private struct Module: Hashable {
        let name: [String]
        let folder: Path
    }

    private let tree: any FileTree
    private var paths: [Module: Path?] = [:]
    private var values: [Path: [String: StaticValue]] = [:]

    /// Looks in `tree`.
    init(in tree: any FileTree) {
        self.tree = tree
    }

    /// The values that an import makes known in a migration in `folder`, by the expression that has each value there.
    func values(of imported: ImportedName, in folder: Path) throws(SnapshotError) -> [String: StaticValue] {
        let module = try values(of: imported.module, in: folder)
        guard let name = imported.name else { return module.withPrefix(imported.prefix) }
        if let value = module[name] { return [imported.prefix: value] }
        return try values(of: imported.module + [name], in: folder).withPrefix(imported.prefix)
    }

    private func values(of name: [String], in folder: Path) throws(SnapshotError) -> [String: StaticValue] {
        let module = Module(name: name, folder: folder)
        let path: Path?
        if let known = paths[module] {
            path = known
        } else {
            path = try find(module)
            paths[module] = .some(path)
        }
        guard let path else { return [:] }
        if let known = values[path] { return known }
        let found = try tree.contents(of: path).map(HeaderReader.constants) ?? [:]
        values[path] = found
        return found
    }

    private func find(_ module: Module) throws(SnapshotError) -> Path? {
        let relative = module.name.joined(separator: "/")
        var folder: Path? = module.folder
        while let current = folder {
            for base in [current, current.appending("src")] {
                for file in ["\(relative)/__init__.py", "\(relative).py"] {
                    let path = base.appending(file)
                    if try tree.entry(at: path)?.isFile == true { return path }
                }
            }
            folder = current.parent
        }
        return nil
    }
}

extension [String: StaticValue] {
    fileprivate func withPrefix(_ prefix: String) -> Self {
        Dictionary(uniqueKeysWithValues: map { ("\(prefix).\($0)", $1) })
    }
}
