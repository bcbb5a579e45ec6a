internal import Diagnostics

extension Diagnostic {
    /// The place to report the finding at: the folder of its environment if it is about no file.
    var place: Location? { location ?? environment.map { Location($0) } }
}
