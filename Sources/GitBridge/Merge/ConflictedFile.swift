public import SourceFiles

/// A file that a merge leaves in conflict.
public struct ConflictedFile: Hashable, Sendable {
    /// The kinds of conflicts.
    public enum Kind: Hashable, Sendable {
        /// Both sides changed the same lines, or a file that is not text.
        case contents
        /// Both sides added it, with different contents.
        case addedByBoth
        /// The target deleted it, and the other side changed it.
        case deletedByOurs
        /// It was deleted, and the target changed it.
        case deletedByTheirs
        /// It is a file on one side and a folder on the other.
        case fileAndFolder
        /// Both sides renamed it, to different names.
        case renamedApart
        /// One side renamed it, and the other deleted it.
        case renamedAndDeleted
        /// It was added to a folder that the other side renamed.
        case renamedFolder
        /// It is a file on one side and a link or a submodule on the other, or both sides changed a link or a
        /// submodule.
        case distinctTypes
    }

    /// The path.
    public let path: Path
    /// The kind of the conflict.
    public let kind: Kind
}
