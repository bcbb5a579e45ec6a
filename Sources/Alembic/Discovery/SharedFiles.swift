internal import SourceFiles

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
