internal import Diagnostics
internal import SourceFiles

extension Report.Repair {
    /// The files that were changed, each once, sorted.
    var paths: [Path] { Set(fix.edits.map(\.path)).sorted() }

    /// Where it was made: the file of the finding, where that was changed, else the first one that was.
    ///
    /// A place in it is none any more.
    var place: Location? {
        let named = diagnostic.location.flatMap { paths.contains($0.path) ? $0.path : nil }
        return (named ?? paths.first).map { Location($0) }
    }
}
