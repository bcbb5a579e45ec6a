internal import GitBridge
internal import SourceFiles

/// Which tags and branches databases are deployed from, by their names.
struct ReleasedNames {
    /// The branches that live long and that databases are deployed from, or that everybody builds on.
    private static let branches = [
        "main", "master", "develop", "dev", "development", "staging", "production", "release/*", "releases/*",
        "stable/*",
    ]

    private let patterns: [PathPattern]
    private let exclusions: [PathPattern]

    /// The names that `released` of the settings selects; the standard ones if it is empty.
    init(_ settings: [String]) {
        patterns = settings.filter { !$0.hasPrefix("!") }.map(PathPattern.init)
        exclusions = settings.filter { $0.hasPrefix("!") }.map { PathPattern(String($0.dropFirst())) }
    }

    /// Whether a branch is one of them; `name` is that on its remote.
    func containsBranch(_ name: String) -> Bool {
        matches(name, patterns.isEmpty ? Self.branches.map(PathPattern.init) : patterns)
    }

    /// Whether a tag is one of them, by its name alone.
    func containsTag(_ name: String) -> Bool {
        if patterns.isEmpty { return Self.isVersion(name) && !matches(name, exclusions) }
        return matches(name, patterns)
    }

    /// Whether a tag with any other name is one of them if a released branch contains it.
    func mayContainTag(_ name: String) -> Bool { patterns.isEmpty && !matches(name, exclusions) }

    private func matches(_ name: String, _ patterns: [PathPattern]) -> Bool {
        let components = Path(normalized: Array(name.utf8)).components[...]
        let isMatch = { (pattern: PathPattern) in pattern.matchesExactly(components) }
        return patterns.contains(where: isMatch) && !exclusions.contains(where: isMatch)
    }

    /// Whether a name contains a version number: `v1.2`, `ckan-2.3`, `22.06.0`, `v3`.
    static func isVersion(_ name: String) -> Bool {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        if last.hasPrefix("v"), last.dropFirst().allSatisfy(\.isNumber), last.count > 1 { return true }
        var hasNumber = false
        for part in last.split(separator: ".", omittingEmptySubsequences: false) {
            if hasNumber, part.first?.isNumber == true { return true }
            hasNumber = part.last?.isNumber == true
        }
        return false
    }
}
