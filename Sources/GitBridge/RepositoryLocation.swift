/// The paths of the parts of a repository, with which a task opens its own handles.
struct RepositoryLocation: Hashable, Sendable {
    /// The Git directory of this work tree: `.git`, or `.git/worktrees/NAME`.
    var gitDirectory: [UInt8]
    /// The Git directory that all work trees share.
    var commonDirectory: [UInt8]
    /// The root of the work tree; `nil` for a bare repository.
    var workTree: [UInt8]?
    /// The index of the work tree, or the one that `GIT_INDEX_FILE` names.
    var indexFile: [UInt8]
    /// The folder of the objects: the repository's own, or the quarantine of a push.
    var objectDirectory: [UInt8]
    /// Further folders of objects, without those in `objects/info/alternates`.
    var alternateObjectDirectories: [[UInt8]]
    /// The file of the user's ignore rules if `core.excludesFile` names none; `nil` without a home folder.
    var userExcludesFile: [UInt8]?

    /// The name of the repository in messages.
    var text: String { (workTree ?? gitDirectory).text }
}
