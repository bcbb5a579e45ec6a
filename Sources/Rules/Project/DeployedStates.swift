internal import Alembic
internal import SourceFiles

/// The deployed states that a loader has read, so that a tree which differs from another in a few files does not cost them anew.
///
/// A tree is known by itself: the loader that has this keeps the trees alive.
final class DeployedStates {
    private struct Key: Hashable {
        let tree: ObjectIdentifier
        let config: EnvironmentConfig
    }

    private var states: [Key: DeployedState] = [:]

    /// The state that `tree` holds of the environment `config`; read for one snapshot, it is that of no other.
    subscript(tree: any FileTree, config: EnvironmentConfig) -> DeployedState? {
        get { states[Key(tree: ObjectIdentifier(tree), config: config)].map { $0.besidesAnotherSnapshot() } }
        set { states[Key(tree: ObjectIdentifier(tree), config: config)] = newValue }
    }
}
