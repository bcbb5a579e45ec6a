internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

extension Layout.Folder {
    /// The fix that creates the placeholder, which makes Git track the folder; `nil` if Git ignores its path.
    var creation: Fix? {
        guard let placeholder else { return nil }
        return Fix(
            "create `\(placeholder.path)`", applicability: .safe,
            edits: [Edit(placeholder.path, .create(contents: placeholder.contents))])
    }
}
