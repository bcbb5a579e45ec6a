internal import SourceFiles

/// The files that a sparse checkout leaves out of the work tree: they are not removed, and have the content of the
/// index.
extension IndexFile {
    /// The entry at `path`, which is not on disk: a file that is left out, or a folder that contains such files.
    func skipWorktreeEntry(at path: Path) -> FileEntry? {
        guard hasSkipWorktreeEntries else { return nil }
        if let position = range(of: path).first {
            return fields(at: position).isSkipWorktree ? committedEntry(at: position) : nil
        }
        return hasSkipWorktreeEntries(in: range(below: path)) ? FileEntry(path: path, mode: .folder) : nil
    }

    /// The files and folders in `folder` that are left out, those whose names `isMissing` accepts.
    func skipWorktreeItems(in folder: Path, where isMissing: ([UInt8]) -> Bool) -> [WorktreeItem] {
        let prefix = folder.isRoot ? 0 : folder.bytes.count + 1
        let range = range(below: folder)
        var items: [WorktreeItem] = []
        var position = range.lowerBound
        while position < range.upperBound {
            let rest = pathBytes(at: position, from: prefix)
            guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else {
                if fields(at: position).isSkipWorktree, isMissing(Array(rest)) {
                    items.append(WorktreeItem(path: path(at: position), kind: .skipWorktree, position: position))
                }
                position += 1
                continue
            }
            let name = Array(rest[..<slash])
            let subfolder = folder.appending(name)
            let inside = self.range(below: subfolder)
            if isMissing(name), hasSkipWorktreeEntries(in: inside) {
                items.append(WorktreeItem(path: subfolder, kind: .folder))
            }
            position = inside.upperBound
        }
        return items
    }

    private func hasSkipWorktreeEntries(in range: Range<Int>) -> Bool {
        range.contains { fields(at: $0).isSkipWorktree }
    }
}
