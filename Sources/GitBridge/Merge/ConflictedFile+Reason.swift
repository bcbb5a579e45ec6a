extension ConflictedFile.Kind {
    /// Why Git could not merge the file, without a full stop.
    public var reason: String {
        switch self {
        case .contents: "both sides changed the same lines"
        case .addedByBoth: "both sides added it with different contents"
        case .deletedByOurs: "the target deleted it, and the other side changed it"
        case .deletedByTheirs: "the target changed it, and the other side deleted it"
        case .fileAndFolder: "it is a file on one side and a folder on the other"
        case .renamedApart: "both sides renamed it, to different names"
        case .renamedAndDeleted: "one side renamed it, and the other deleted it"
        case .renamedFolder: "it was added to a folder that the other side renamed"
        case .distinctTypes:
            "it is a file on one side and a link or submodule on the other, or both sides changed a link or submodule"
        }
    }
}
