internal import CLibgit2
public import SourceFiles

extension Repository {
    /// The folder in which Git looks for the hooks of this repository, whether it exists or not.
    ///
    /// `core.hooksPath` as githooks(5) and git-config(1) tell: relative to the root of the work tree, or to the repository itself where that is bare; `~/`
    /// stands for `home`. Without it, `hooks` of the directory that all linked work trees share.
    ///
    /// Throws where hooks are switched off (an empty path, or what is no folder), and for `~user/`.
    public func hooksFolder(home: String?) throws(SnapshotError) -> HooksFolder {
        let attempt = "cannot tell where the hooks of \(location.text) lie"
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
                    attempt, reason: "core.hooksPath is \(value.text), and whose home that is is not known here",
                    help: "write the folder out: `git config core.hooksPath FOLDER`")
            }
            path = Array(home.utf8).joined(Array(value.dropFirst(2)))
        } else {
            path = (location.workTree ?? gitDirectory).joined(value)
        }
        let status = try? FileStatus.of(path, following: true)
        if value.isEmpty || (status.map { $0.kind != .folder } ?? false) {
            throw SnapshotError(
                "cannot look at the hooks of \(location.text)",
                reason: "core.hooksPath is `\(value.text)`, which is no folder: hooks are switched off",
                help: "switch them on: `git config --show-origin core.hooksPath` tells where it is set")
        }
        return HooksFolder(path: path.withoutTrailingSlash, setting: value.text, place: place(of: path))
    }

    /// Where a folder lies that need not exist: the nearest folder above it that does tells.
    private func place(of folder: [UInt8]) -> HooksFolder.Place {
        var known = folder.withoutTrailingSlash
        var rest: [UInt8] = []
        while realPath(known) == nil, let slash = known.lastIndex(of: UInt8(ascii: "/")), slash > 0 {
            rest = known[slash...] + rest
            known = Array(known[..<slash])
        }
        let real = ((realPath(known) ?? known) + rest + [UInt8(ascii: "/")])[...]
        // A path with `..` below what exists could lead anywhere.
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
