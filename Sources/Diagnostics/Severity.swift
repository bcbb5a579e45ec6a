/// How severe a finding is, from least to most.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    case info, warning, error

    /// Orders from least to most severe.
    public static func < (left: Severity, right: Severity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .info: 0
        case .warning: 1
        case .error: 2
        }
    }
}
