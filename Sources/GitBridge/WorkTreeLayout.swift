internal import SourceFiles

/// Finds the folder that is the work tree of a repository, by the rules of Git's setup.c.
struct WorkTreeLayout {
    /// The variables that Git reads.
    let environment: GitEnvironment
    /// The Git directory of this work tree.
    let gitDirectory: [UInt8]
    /// The Git directory that all work trees share.
    let commonDirectory: [UInt8]
    /// The work tree that libgit2 found.
    let foundBySearch: [UInt8]?

    /// The root of the work tree, without symbolic links and without a slash at its end; `nil` for a bare repository.
    func workTree(_ configuration: borrowing Configuration) throws(SnapshotError) -> [UInt8]? {
        guard let folder = try chosen(configuration) else { return nil }
        guard let path = realPath(folder) else {
            throw SnapshotError(
                "cannot open the work tree \(folder.text)", reason: "there is no such folder",
                help: "correct GIT_WORK_TREE, or core.worktree in \(commonDirectory.text)config"
            )
        }
        return path
    }

    private func chosen(_ configuration: borrowing Configuration) throws(SnapshotError) -> [UInt8]? {
        if let named = environment.path("GIT_WORK_TREE") { return named }
        let isLinked = gitDirectory != commonDirectory
        if !isLinked {
            let attempt = "cannot read the configuration of \(gitDirectory.text)"
            let configured = try explaining(attempt) { () throws(GitError) in
                try configuration.values(of: "core.worktree").last
            }
            if let configured { return gitDirectory.joined(configured) }
            if try explaining(attempt, { () throws(GitError) in try configuration.flag("core.bare") }) == true {
                return nil
            }
        }
        if environment["GIT_DIR"] == nil { return foundBySearch }
        // Git takes the current folder as the root whenever GIT_DIR is set. That is right in a hook, which starts at
        // the root, and wrong in a folder that the script of a hook changes into: there the path of the Git directory
        // decides.
        let isConclusive = isLinked || gitDirectory.withoutTrailingSlash.ends(with: "/.git")
        guard isConclusive, let found = foundBySearch.flatMap(realPath),
            let current = realPath(environment.currentDirectory),
            current == found || current.starts(with: found + [UInt8(ascii: "/")])
        else { return environment.currentDirectory }
        return found
    }
}

extension [UInt8] {
    fileprivate func ends(with text: String) -> Bool {
        suffix(text.utf8.count).elementsEqual(text.utf8)
    }
}
