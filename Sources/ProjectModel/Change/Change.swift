public import SourceFiles

/// What surrounds the change that is linted: the facet of the rules on staged files and on merges.
public struct Change: Sendable {
    /// A file that Git could not merge by itself.
    public struct Conflict: Hashable, Sendable {
        /// The path of the file.
        public let path: Path
        /// Why Git cannot merge it: *both sides changed the same lines*.
        public let reason: String

        /// Names a conflict.
        public init(path: Path, reason: String) {
            self.path = path
            self.reason = reason
        }
    }

    /// The merge that the snapshot is the result of.
    public struct Merge: Hashable, Sendable {
        /// The names of the sides, the target first.
        public let sides: [String]
        /// The conflicts in migrations, configurations and pins: no rule can be evaluated on these files.
        public let conflicts: [Conflict]
        /// The sides that have the migration of a head: positions in ``sides`` by revision id.
        public let sidesOfHead: [String: [Int]]
    }

    /// The files on disk that declare a revision which the staged files name and none of them declares, by its id.
    public let unstaged: [String: Path]
    /// The merge that the snapshot is the result of; `nil` if it is not one.
    public let merge: Merge?
    /// The environments of the merge base that are found no longer; they stand in the first project of a run.
    public internal(set) var deletedEnvironments: [DeletedFiles.Environment] = []
    /// The configuration of this environment, if the change deleted it.
    public internal(set) var deletedConfiguration: Path?
    /// The day of the run, which a fix writes into new migrations.
    public let today: CalendarDay
}
