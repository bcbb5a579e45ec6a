internal import Diagnostics
internal import SourceFiles

extension AppliedFix {
    /// The files that the fix changed, each once, sorted.
    var paths: [Path] { Set(fix.edits.map(\.path)).sorted() }

    /// The file to report the fix in: that of the finding if the fix changed it, else the first one that was changed.
    ///
    /// It has no range, because the fix has moved the bytes of the finding.
    var place: Location? {
        let named = diagnostic.location.flatMap { paths.contains($0.path) ? $0.path : nil }
        return (named ?? paths.first).map { Location($0) }
    }
}
