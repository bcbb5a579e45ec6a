public import SourceFiles

/// What Git's history says about revisions that the base does not contain.
///
/// A revision is *released* if databases may have been deployed from where Git has seen it: it was on the base once, it
/// is in the tag of a version, or in a branch that lives long, such as `develop`. It is *shared* if it is in another
/// remote branch than that of the current one: a colleague's, or the one that this is stacked on.
public struct RevisionHistory: Sendable {
    /// Where Git has seen a released revision.
    public struct Sighting: Hashable, Sendable {
        /// The place.
        public enum Place: Hashable, Sendable {
            /// The base, until a commit that deleted it or gave it another id.
            case formerBase(name: String, commit: ObjectID, day: CalendarDay)
            /// A tag.
            case tag(String)
            /// A branch.
            case branch(String)
        }

        /// The place.
        public let place: Place
        /// The file there.
        public let file: FileEntry

        /// Notes a place.
        public init(_ place: Place, file: FileEntry) {
            self.place = place
            self.file = file
        }
    }

    /// Where the released revisions are, by their ids: the base first, then tags, then branches.
    public var released: [String: [Sighting]] = [:]
    /// The branches that the shared revisions are in, by their ids.
    public var shared: [String: [String]] = [:]
    /// Why a part of the history is unknown, as a clause; `nil` if all of it was looked at.
    public var obstacle: String?

    /// Nothing was seen.
    public init() {}
}
