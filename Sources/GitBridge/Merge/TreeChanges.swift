internal import SourceFiles

/// The differences between two trees: the files that were added, deleted or changed.
///
/// Folders with equal ids are skipped, so that the cost is that of the changes. A tree without ids of folders, such as
/// the index, is listed wherever it is compared.
struct TreeChanges {
    /// A file that differs.
    struct Change {
        /// The file before; `nil` if it was added.
        let before: FileEntry?
        /// The file after; `nil` if it was deleted.
        let after: FileEntry?
    }

    /// The changes by path.
    private(set) var byPath: [Path: Change] = [:]

    /// Compares two trees; `isSame` compares files of which an id is unknown.
    init(
        from before: any FileTree,
        to after: any FileTree,
        isSame: (FileEntry, FileEntry) throws(SnapshotError) -> Bool
    ) throws(SnapshotError) {
        var open = [Path.root]
        while let folder = open.popLast() {
            let pairs = EntryPairs.join(
                try before.entries(in: folder, recursive: false), try after.entries(in: folder, recursive: false))
            for (old, new) in pairs {
                if let old, let new, old.mode == new.mode, old.object != nil, old.object == new.object { continue }
                if old?.mode == .folder || new?.mode == .folder, let path = (old ?? new)?.path { open.append(path) }
                let (oldFile, newFile) = (old?.withoutFolder, new?.withoutFolder)
                if let oldFile, let newFile, try isSame(oldFile, newFile) { continue }
                if let path = (oldFile ?? newFile)?.path { byPath[path] = Change(before: oldFile, after: newFile) }
            }
        }
    }
}

/// Compares the listings of one folder in several trees.
enum EntryPairs {
    /// The entries of two listings by path, both sorted.
    static func join(_ left: [FileEntry], _ right: [FileEntry]) -> [(FileEntry?, FileEntry?)] {
        var rows: [(FileEntry?, FileEntry?)] = []
        rows.reserveCapacity(max(left.count, right.count))
        var (i, j) = (0, 0)
        while i < left.count || j < right.count {
            let isLeftNext = j == right.count || (i < left.count && left[i].path <= right[j].path)
            let isRightNext = i == left.count || (j < right.count && right[j].path <= left[i].path)
            rows.append((isLeftNext ? left[i] : nil, isRightNext ? right[j] : nil))
            if isLeftNext { i += 1 }
            if isRightNext { j += 1 }
        }
        return rows
    }
}

extension FileEntry {
    /// This entry; `nil` if it is a folder.
    var withoutFolder: FileEntry? { mode == .folder ? nil : self }
}
