internal import Diagnostics
internal import SourceFiles

extension IgnoreReason {
    /// The file that contains the line, if it is in the repository.
    var place: Location? {
        if case .file(let path) = source { Location(path) } else { nil }
    }
}
