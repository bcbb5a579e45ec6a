public import Diagnostics
public import SourceFiles

/// A fix that was not made, and why.
public struct SkippedFix: Hashable, Sendable {
    /// Why a fix was not made.
    public enum Reason: Hashable, Sendable {
        /// The fix did not remove its finding, or caused another one, which is a defect of the rule.
        case unproven
        /// A file exists at the path of one that the fix creates.
        case obstructed
        /// A file that the fix changes cannot be written.
        case refused(WriteRefusal)
        /// The maximum number of rounds was reached.
        case unfinished
    }

    /// The finding.
    public let diagnostic: Diagnostic
    /// The fix.
    public let fix: Fix
    /// Why it was not made.
    public let reason: Reason

    /// The reason and what to do about it, on one line.
    public var message: String {
        let place = diagnostic.location.map { "\($0.path): " } ?? ""
        let fact = place + "the fix of `\(diagnostic.rule)` (\(fix.title)) was not made: "
        return switch reason {
        case .unproven:
            fact + "it does not remove the finding, or causes another one; please report this defect of lint"
        case .obstructed: fact + "a file exists at the path of a new file"
        case .refused(let refusal): fact + "\(refusal.message); \(refusal.help)"
        case .unfinished: fact + "the maximum number of rounds was reached; run `lint --fix` again"
        }
    }
}
