/// A module-level variable by which a migration declares itself to Alembic.
///
/// Source: `Script._from_filename` of Alembic 1.20.1, and the template `script.py.mako`.
public enum HeaderVariable: CaseIterable, Hashable, Sendable {
    case revision, downRevision, branchLabels, dependsOn

    /// The name in Python.
    var name: StaticString {
        switch self {
        case .revision: "revision"
        case .downRevision: "down_revision"
        case .branchLabels: "branch_labels"
        case .dependsOn: "depends_on"
        }
    }

    /// Whether Alembic refuses a file without it.
    var isRequired: Bool { self == .revision || self == .downRevision }
}

extension HeaderVariable: CustomStringConvertible {
    /// The name in Python: *down_revision*.
    public var description: String { name.description }
}
