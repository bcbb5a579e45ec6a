internal import SourceFiles

/// Something in a folder of the working tree that is part of the snapshot, or a folder that may hold such things.
struct WorktreeItem {
    /// What it is.
    enum Kind {
        /// A folder to look into.
        case folder
        /// A file or a symbolic link on disk.
        case onDisk
        /// A file that a sparse checkout leaves out of the work tree.
        case skipWorktree
        /// Another repository.
        case submodule
    }

    /// Where it is.
    let path: Path
    /// What it is.
    let kind: Kind
    /// The position of its first index entry; `nil` where it is not tracked.
    var position: Int?

    /// Whether it is a folder to look into.
    var isFolder: Bool { kind == .folder }

    /// Whether Git's index has this before `other`, or the files in this where it is a folder.
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
