/// A pattern of paths: `*` and `?` match within a component, `**` any number of components, a folder all files in it.
public struct PathPattern: Hashable, Sendable {
    private let components: [[UInt8]]
    /// Whether the pattern begins with `/` or `./`: it is a path, also if it is one component.
    private let isAnchored: Bool

    /// Parses a pattern, as in `migrations/versions/**/*.py`.
    public init(_ text: String) {
        self.init(Array(text.utf8))
    }

    /// Parses the bytes of a pattern.
    public init(_ bytes: [UInt8]) {
        let slash = UInt8(ascii: "/")
        isAnchored = bytes.first == slash || bytes.starts(with: "./".utf8)
        components = bytes.split(separator: slash).filter { !$0.elementsEqual(".".utf8) }.map(Array.init)
    }

    /// Whether the pattern matches `path`, or a folder that contains it.
    public func matches(_ path: Path) -> Bool {
        Self.matches(components[...], path.components[...])
    }

    /// Whether the pattern is one component, which matches `name`.
    public func matches(name: ArraySlice<UInt8>) -> Bool {
        isName && Self.matches(components[0][...], name)
    }

    /// Whether the pattern is one component, so that it can mean a name in any folder.
    public var isName: Bool { components.count == 1 && !isAnchored }

    /// Whether the pattern matches these components themselves, and not only a folder above.
    public func matchesExactly(_ path: ArraySlice<ArraySlice<UInt8>>) -> Bool {
        Self.matches(components[...], path, isExact: true)
    }

    private static func matches(
        _ pattern: ArraySlice<[UInt8]>, _ path: ArraySlice<ArraySlice<UInt8>>, isExact: Bool = false
    ) -> Bool {
        guard let first = pattern.first else { return !isExact || path.isEmpty }
        if first == Array("**".utf8) {
            return pattern.count == 1
                || path.indices.contains { matches(pattern.dropFirst(), path[$0...], isExact: isExact) }
        }
        guard let name = path.first, matches(first[...], name) else { return false }
        return matches(pattern.dropFirst(), path.dropFirst(), isExact: isExact)
    }

    /// Matches one component; backtracks to the last `*` only, so the time is at most quadratic.
    private static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        var (patternIndex, nameIndex) = (pattern.startIndex, name.startIndex)
        var retry: (pattern: Int, name: Int)?
        while nameIndex < name.endIndex {
            if patternIndex < pattern.endIndex, pattern[patternIndex] == UInt8(ascii: "*") {
                patternIndex += 1
                retry = (patternIndex, nameIndex)
            } else if patternIndex < pattern.endIndex,
                pattern[patternIndex] == UInt8(ascii: "?") || pattern[patternIndex] == name[nameIndex]
            {
                patternIndex += 1
                nameIndex += 1
            } else if let last = retry {
                retry = (last.pattern, last.name + 1)
                patternIndex = last.pattern
                nameIndex = last.name + 1
            } else {
                return false
            }
        }
        return pattern[patternIndex...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
