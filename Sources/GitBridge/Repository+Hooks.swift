internal import CLibgit2
public import SourceFiles

extension Repository {
    /// The folder in which Git looks for the hooks of this repository, whether it exists or not.
    ///
    /// `core.hooksPath` is relative to the root of the work tree, or to a bare repository itself, and `~/` means
    /// `home`. Without it, the folder is `hooks` of the directory that all linked work trees share. Throws if hooks are
    /// switched off (the path is empty or not a folder), and for `~user/`. Source: githooks(5) and git-config(1).
    public func hooksFolder(home: String?) throws(SnapshotError) -> HooksFolder {
        let attempt = "cannot find the folder of the hooks of \(location.text)"
        let value = try explaining(attempt) { () throws(GitError) in
            try configuration().values(of: "core.hookspath").last
        }
        guard let value else {
            return HooksFolder(path: location.commonDirectory.joined("hooks"), setting: nil, place: .repository)
        }
        let path: [UInt8]
        if value.first == UInt8(ascii: "~") {
            guard value.starts(with: Array("~/".utf8)), let home, !home.isEmpty else {
                throw SnapshotError(
                    attempt, reason: "core.hooksPath is \(value.text), which names an unknown home folder",
                    help: "set the whole path: `git config core.hooksPath FOLDER`")
            }
            path = Array(home.utf8).joined(Array(value.dropFirst(2)))
        } else {
            path = (location.workTree ?? gitDirectory).joined(value)
        }
        let status = try? FileStatus.of(path, following: true)
        if value.isEmpty || (status.map { $0.kind != .folder } ?? false) {
            throw SnapshotError(
                "cannot read the hooks of \(location.text)",
                reason: "core.hooksPath is `\(value.text)`, which is not a folder: Git runs no hooks",
                help: "change or unset it: `git config --show-origin core.hooksPath` prints the file that sets it")
        }
        return HooksFolder(path: path.withoutTrailingSlash, setting: value.text, place: place(of: path))
    }

    /// Whether a folder that need not exist is in the repository, by the nearest folder above it that exists.
    private func place(of folder: [UInt8]) -> HooksFolder.Place {
        var known = folder.withoutTrailingSlash
        var rest: [UInt8] = []
        while realPath(known) == nil, let slash = known.lastIndex(of: UInt8(ascii: "/")), slash > 0 {
            rest = known[slash...] + rest
            known = Array(known[..<slash])
        }
        let real = ((realPath(known) ?? known) + rest + [UInt8(ascii: "/")])[...]
        // A path with `..` below the existing folder could lead anywhere.
        if rest.split(separator: UInt8(ascii: "/")).contains(Array("..".utf8)[...]) { return .elsewhere }
        func isInside(_ root: [UInt8]) -> Bool {
            guard let root = realPath(root) else { return false }
            return real.starts(with: root.withoutTrailingSlash + [UInt8(ascii: "/")])
        }
        if isInside(location.commonDirectory) || isInside(location.gitDirectory) { return .repository }
        if let root = location.workTree, isInside(root) { return .workTree }
        return .elsewhere
    }
}
