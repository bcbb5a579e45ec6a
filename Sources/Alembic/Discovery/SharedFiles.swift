public import SourceFiles

/// How much two states of script directories have in common: whether they are one environment at two times.
public struct SharedFiles: Comparable {
    /// The number of files with the same content.
    let contents: Int
    /// The number of files with the same name.
    let names: Int
    /// The number of files of the other one that have no namesake here, negated.
    let others: Int

    /// Whether there is none.
    public var isEmpty: Bool { contents + names == 0 }

    /// Orders by the files with the same content, then by those with the same name; if both are equal, what has fewer
    /// files besides is more alike.
    public static func < (left: SharedFiles, right: SharedFiles) -> Bool {
        (left.contents, left.names, left.others) < (right.contents, right.names, right.others)
    }
}

extension ScriptDirectory {
    /// What the migrations here and in `other` have in common.
    public func sharedFiles(with other: ScriptDirectory) -> SharedFiles {
        let (objects, names) = (Set(files.compactMap(\.object)), Set(files.map { Array($0.path.name) }))
        let same = other.files.count { $0.object.map(objects.contains) ?? false }
        let named = other.files.count { names.contains(Array($0.path.name)) }
        return SharedFiles(contents: same, names: named, others: named - other.files.count)
    }

    /// Whether this and `other`, which has the same place, can be one environment: they share a file, or one of them
    /// has none.
    public func mayBeSame(as other: ScriptDirectory) -> Bool {
        if files.isEmpty || other.files.isEmpty { return true }
        // Mostly the first file is still there.
        if let first = files.first, other.files.contains(where: { $0.path == first.path }) { return true }
        return !sharedFiles(with: other).isEmpty
    }

    /// Whether this has the place of `other` at another time: its script directory, its configuration, or one of its
    /// version folders.
    public func hasPlace(of other: ScriptDirectory) -> Bool {
        if environmentFolder == other.environmentFolder { return true }
        if config.path == other.config.path && config.section == other.config.section { return true }
        let folders = Set(versionFolders.compactMap(\.path))
        return other.versionFolders.contains { $0.path.map(folders.contains) ?? false }
    }
}

extension Discovery {
    /// The script directory in this tree of an environment that another tree has.
    ///
    /// It is the one in the same place. If that has no file of the other one, the environment was moved: it is the one
    /// with the most of its files, among those whose configuration is not in the other tree, as `isElsewhere` says. If
    /// there is none, it is what the configuration would mean here.
    public func scriptDirectory(
        like other: ScriptDirectory, isElsewhere: (Path) throws(SnapshotError) -> Bool
    ) throws(SnapshotError) -> ScriptDirectory {
        var place: ScriptDirectory?
        if let found = try environment(like: other.config) {
            let scripts = try ScriptDirectory(found, in: tree)
            if other.mayBeSame(as: scripts) { return scripts }
            place = scripts
        }
        var best: (scripts: ScriptDirectory, shared: SharedFiles)?
        for found in try environments(from: .root).environments where try !isElsewhere(found.path) {
            let scripts = try ScriptDirectory(found, in: tree)
            let shared = other.sharedFiles(with: scripts)
            if !shared.isEmpty, best.map({ $0.shared < shared }) ?? true { best = (scripts, shared) }
        }
        if let best { return best.scripts }
        if let place { return place }
        return try ScriptDirectory(other.config, in: tree)
    }
}
