public import SourceFiles

/// A file that Git would leave to people when it merges.
public struct ConflictedFile: Hashable, Sendable {
    /// What is the matter with it.
    public enum Kind: Hashable, Sendable {
        /// Both sides changed the same lines, or a file that is no text.
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
        /// A symbolic link or another repository that both sides changed, or one of them into a file.
        case distinctTypes
    }

    /// Where it is.
    public let path: Path
    /// What is the matter with it.
    public let kind: Kind
}
