public import SourceFiles

/// The settings of the environments of a snapshot: each takes the nearest `rules.json` upward.
public struct FolderSettings: Sendable {
    /// The settings of the repository's root, which also say where environments are.
    public let root: Settings
    private let nearest: [Path: Settings]

    /// Settings for some folders; all others have those of the root.
    public init(_ root: Settings, nearest: [Path: Settings] = [:]) {
        self.root = root
        self.nearest = nearest
    }

    /// The settings for an environment whose configuration is in `folder`.
    public subscript(folder: Path) -> Settings { nearest[folder] ?? root }
}
