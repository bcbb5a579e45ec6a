/// Finds the known name nearest to a misspelled one.
public enum NearestName {
    /// The nearest of `names`; `nil` if none is near enough to be meant.
    public static func of(_ name: String, among names: [String]) -> String? {
        let nearest = names.map { (name: $0, distance: distance(name.lowercased(), $0.lowercased())) }
            .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        guard let nearest, nearest.distance <= max(2, name.utf8.count / 3) else { return nil }
        return nearest.name
    }

    /// The smallest number of insertions, deletions and replacements (Levenshtein), over UTF-8 bytes.
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8)
        var row = Array(0...right.count)
        for (leftIndex, leftByte) in left.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = leftIndex + 1
            for (rightIndex, rightByte) in right.enumerated() {
                let replaced = diagonal + (leftByte == rightByte ? 0 : 1)
                diagonal = row[rightIndex + 1]
                row[rightIndex + 1] = min(replaced, diagonal + 1, row[rightIndex] + 1)
            }
        }
        return row[right.count]
    }
}
