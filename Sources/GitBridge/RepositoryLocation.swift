/// Where the parts of a repository lie, as values: what a task needs to open handles of its own.
struct RepositoryLocation: Hashable, Sendable {
    /// The Git directory of this work tree: `.git`, or `.git/worktrees/NAME`.
    var gitDirectory: [UInt8]
    /// The Git directory that all work trees share.
    var commonDirectory: [UInt8]
    /// The root of the work tree; `nil` for a bare repository.
    var workTree: [UInt8]?
    /// The index: the one of the work tree, or the one that `GIT_INDEX_FILE` names.
    var indexFile: [UInt8]
    /// The folder of the objects: the repository's own, or the quarantine of a push.
    var objectDirectory: [UInt8]
    /// Further folders of objects, those that `objects/info/alternates` names left out.
    var alternateObjectDirectories: [[UInt8]]

    /// How messages name the repository.
    var text: String { (workTree ?? gitDirectory).text }
}
