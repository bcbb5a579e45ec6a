internal import SourceFiles

/// A file of the snapshot in a folder of the working tree, or a folder that may contain such files.
struct WorktreeItem {
    /// The kinds.
    enum Kind {
        /// A folder to list.
        case folder
        /// A file or a symbolic link on disk.
        case onDisk
        /// A file that a sparse checkout leaves out of the work tree.
        case skipWorktree
        /// Another repository.
        case submodule
    }

    /// The path.
    let path: Path
    /// The kind.
    let kind: Kind
    /// The position of its first index entry; `nil` if it is not tracked.
    var position: Int?

    /// Whether it is a folder to list.
    var isFolder: Bool { kind == .folder }

    /// Whether Git's index orders this before `other`; for a folder, the files in it.
    func precedes(_ other: WorktreeItem) -> Bool {
        GitBridge.precedes(path.bytes, isFolder, other.path.bytes, other.isFolder)
    }
}

/// Whether one name comes before another in Git's index, in which the name of a folder ends in a slash.
func precedes(_ left: [UInt8], _ leftIsFolder: Bool, _ right: [UInt8], _ rightIsFolder: Bool) -> Bool {
    for index in 0..<min(left.count, right.count) where left[index] != right[index] {
        return left[index] < right[index]
    }
    let slash = UInt8(ascii: "/")
    let leftNext = left.count > right.count ? left[right.count] : leftIsFolder && left.count <= right.count ? slash : 0
    let rightNext =
        right.count > left.count ? right[left.count] : rightIsFolder && right.count <= left.count ? slash : 0
    return leftNext != rightNext ? leftNext < rightNext : left.count < right.count
}
