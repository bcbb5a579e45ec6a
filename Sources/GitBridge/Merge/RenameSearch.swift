internal import SourceFiles

/// Finds the files that one side renamed: pairs of a deleted and an added file with equal or similar content.
///
/// Source: Git's diffcore-rename.c and diffcore-delta.c. A pair must be at least half similar; equal bytes come first,
/// then the most similar.
struct RenameSearch {
    /// The changes of the side.
    let changes: TreeChanges
    /// The tree before.
    let ancestor: any FileTree
    /// The tree after.
    let side: any FileTree

    /// The maximum number of compared pairs: Git gives up above a limit, too (`merge.renameLimit`, 7,000 files by
    /// default).
    private static let limit = 4_000_000

    /// The new paths by the old ones.
    func renames() throws(SnapshotError) -> [Path: Path] {
        let deleted = changes.byPath.values.filter { $0.after == nil }.compactMap(\.before)
            .filter(\.isFile).sorted { $0.path < $1.path }
        let added = changes.byPath.values.filter { $0.before == nil }.compactMap(\.after)
            .filter(\.isFile).sorted { $0.path < $1.path }
        if deleted.isEmpty || added.isEmpty { return [:] }
        var renames: [Path: Path] = [:]
        var taken: Set<Path> = []
        for old in deleted {
            let twins = added.filter { $0.object != nil && $0.object == old.object && !taken.contains($0.path) }
            // Of several equal files, the one with the same name.
            guard let twin = twins.first(where: { $0.path.name == old.path.name }) ?? twins.first else { continue }
            renames[old.path] = twin.path
            taken.insert(twin.path)
        }
        let sources = deleted.filter { renames[$0.path] == nil }
        let targets = added.filter { !taken.contains($0.path) }
        if sources.isEmpty || targets.isEmpty || sources.count * targets.count > Self.limit { return renames }
        try addSimilar(sources, targets, to: &renames)
        return renames
    }

    private func addSimilar(
        _ sources: [FileEntry], _ targets: [FileEntry], to renames: inout [Path: Path]
    ) throws(SnapshotError) {
        var prints: [ChunkCounts] = []
        for target in targets { prints.append(ChunkCounts(try side.contents(of: target.path) ?? [])) }
        var pairs: [(score: Int, hasName: Bool, source: Int, target: Int)] = []
        for (number, source) in sources.enumerated() {
            let print = ChunkCounts(try ancestor.contents(of: source.path) ?? [])
            for (position, target) in targets.enumerated() {
                let score = print.similarity(to: prints[position])
                if score >= 50 { pairs.append((score, source.path.name == target.path.name, number, position)) }
            }
        }
        pairs.sort {
            ($1.score, $1.hasName ? 1 : 0, $0.source, $0.target) < ($0.score, $0.hasName ? 1 : 0, $1.source, $1.target)
        }
        var taken: Set<Int> = []
        for pair in pairs where renames[sources[pair.source].path] == nil && !taken.contains(pair.target) {
            renames[sources[pair.source].path] = targets[pair.target].path
            taken.insert(pair.target)
        }
    }
}

/// The number of bytes of a file in each of its chunks: lines, or 64 bytes of a longer line.
private struct ChunkCounts {
    private var counts: [ArraySlice<UInt8>: Int] = [:]
    private let size: Int

    init(_ bytes: [UInt8]) {
        size = bytes.count
        var start = 0
        for (position, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") || position - start == 63 {
            counts[bytes[start...position], default: 0] += position + 1 - start
            start = position + 1
        }
        if start < bytes.count { counts[bytes[start...], default: 0] += bytes.count - start }
    }

    /// How much the two have in common, in percent of the larger one.
    func similarity(to other: ChunkCounts) -> Int {
        let larger = max(size, other.size)
        guard larger > 0, min(size, other.size) * 2 >= larger else { return 0 }
        let copied = counts.reduce(0) { $0 + min($1.value, other.counts[$1.key] ?? 0) }
        return copied * 100 / larger
    }
}
