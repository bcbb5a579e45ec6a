internal import Diagnostics
internal import SourceFiles

extension Project.LayoutFolder {
    /// The repair that creates the file which keeps the folder.
    var keeping: Fix? {
        guard let keeper else { return nil }
        return Fix(
            "create `\(keeper.path)`", applicability: .safe,
            edits: [Edit(keeper.path, .create(contents: keeper.contents))])
    }
}
