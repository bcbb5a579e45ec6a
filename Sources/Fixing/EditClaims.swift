internal import Diagnostics
internal import SourceFiles

/// The places that the fixes of a round edit: two fixes that edit the same place are not made in the same round.
struct EditClaims {
    private var ranges: [Path: [ByteRange]] = [:]
    private var wholeFiles: Set<Path> = []

    /// Claims all places that `fix` edits; returns `false`, and claims none, if another fix has claimed one of them.
    mutating func claim(_ fix: Fix) -> Bool {
        guard fix.edits.allSatisfy(isFree) else { return false }
        let moved = Set(fix.edits.compactMap { if case .move = $0.change { $0.path } else { nil } })
        for edit in fix.edits {
            switch edit.change {
            case .replace(let range, _) where !moved.contains(edit.path): ranges[edit.path, default: []].append(range)
            case .replace: break
            case .create: wholeFiles.insert(edit.path)
            case .move(let target): wholeFiles.formUnion([edit.path, target])
            }
        }
        return true
    }

    private func isFree(_ edit: Edit) -> Bool {
        if wholeFiles.contains(edit.path) { return false }
        switch edit.change {
        case .replace(let range, _):
            return ranges[edit.path]?.contains { Self.meet($0, range) } != true
        case .create: return ranges[edit.path] == nil
        case .move(let target): return ranges[edit.path] == nil && !wholeFiles.contains(target)
        }
    }

    /// Whether two ranges overlap or touch: if they touch, the order of two insertions is undefined.
    private static func meet(_ left: ByteRange, _ right: ByteRange) -> Bool {
        left.lowerBound <= right.upperBound && right.lowerBound <= left.upperBound
    }
}
