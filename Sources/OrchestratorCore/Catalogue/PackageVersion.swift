/// The version of a Python package, ordered by PEP 440.
///
/// Spellings of one version are equal: `v1.0-rc.1`, `1.0rc1` and `1.0.0RC1` are the same.
public struct PackageVersion: Hashable, Sendable {
    /// The phase of a version before its final release.
    enum Phase: Int, Sendable {
        case alpha, beta, candidate
    }

    /// A component of a local version: a number, or text, which comes before every number.
    enum LocalPart: Hashable, Sendable {
        case text(String)
        case number(Int)
    }

    /// The epoch; 0 if none is given.
    let epoch: Int
    /// The release segment without the zeros at its end.
    let release: [Int]
    /// The phase of a pre-release, and its number.
    let preRelease: PreRelease?
    /// The number of a post-release.
    let post: Int?
    /// The number of a development release.
    let development: Int?
    /// The local version, after the `+`.
    let local: [LocalPart]

    /// The phase of a pre-release, and its number.
    struct PreRelease: Hashable, Sendable {
        /// The phase.
        let phase: Phase
        /// The number; 0 if none is given.
        let number: Int
    }

    /// Whether it precedes a final version: an alpha, a beta, a candidate or a development release.
    public var isPreRelease: Bool { preRelease != nil || development != nil }
}

extension PackageVersion: Comparable {
    /// Orders as PEP 440 does: `1.dev0 < 1a0.dev0 < 1a0 < 1rc0 < 1 < 1+x < 1.post0.dev0 < 1.post0`.
    public static func < (left: PackageVersion, right: PackageVersion) -> Bool {
        if left.epoch != right.epoch { return left.epoch < right.epoch }
        if left.release != right.release { return left.release.lexicographicallyPrecedes(right.release) }
        // The segments after the release, each with a number for its absence.
        let ranks = zip(left.segmentRanks, right.segmentRanks)
        for (leftRank, rightRank) in ranks where leftRank != rightRank { return leftRank < rightRank }
        return left.local.lexicographicallyPrecedes(right.local) { $0.isOrderedBefore($1) }
    }

    private var segmentRanks: [Int] {
        let phase =
            if let preRelease { preRelease.phase.rawValue } else if development != nil && post == nil { -1 } else { 3 }
        return [phase, preRelease?.number ?? 0, post ?? -1, development ?? Int.max]
    }
}

extension PackageVersion.LocalPart {
    func isOrderedBefore(_ other: Self) -> Bool {
        switch (self, other) {
        case (.text(let left), .text(let right)): left < right
        case (.number(let left), .number(let right)): left < right
        case (.text, .number): true
        case (.number, .text): false
        }
    }
}

extension PackageVersion: CustomStringConvertible {
    /// The normal form, with at least three components: `1.0.0rc1`.
    public var description: String {
        var text = epoch == 0 ? "" : "\(epoch)!"
        for index in 0..<max(3, release.count) {
            text += (index > 0 ? "." : "") + String(index < release.count ? release[index] : 0)
        }
        if let preRelease {
            let phase =
                switch preRelease.phase {
                case .alpha: "a"
                case .beta: "b"
                case .candidate: "rc"
                }
            text += "\(phase)\(preRelease.number)"
        }
        if let post { text += ".post\(post)" }
        if let development { text += ".dev\(development)" }
        if local.isEmpty { return text }
        let parts = local.map {
            switch $0 {
            case .text(let part): part
            case .number(let part): String(part)
            }
        }
        return text + "+" + parts.joined(separator: ".")
    }
}
