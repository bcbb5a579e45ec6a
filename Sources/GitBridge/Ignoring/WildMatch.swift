internal import SourceFiles

/// Matches bytes against a pattern of gitignore(5).
///
/// It answers as `wildmatch.c` of Git, for patterns that are not valid as well.
struct WildMatch {
    /// The answers; the last two end the search of an outer `*`, so that many of them do not cost exponential time.
    private enum Answer {
        case match, noMatch
        /// The text ended first: a later start of it does not match either.
        case atEnd
        /// A `*` met a slash: only a `**` before it may start again.
        case atSlash
    }

    private let pattern: [UInt8]
    private let text: [UInt8]
    /// Whether a slash separates components, so that only `**` matches it.
    private let separatesComponents: Bool

    /// Whether `text` matches `pattern`.
    static func matches(_ pattern: some Sequence<UInt8>, _ text: some Sequence<UInt8>, asPath: Bool) -> Bool {
        let match = WildMatch(pattern: Array(pattern), text: Array(text), separatesComponents: asPath)
        return match.answer(0, 0) == .match
    }

    private func pattern(at index: Int) -> UInt8 { index < pattern.count ? pattern[index] : 0 }

    private func text(at index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

    private func answer(_ patternStart: Int, _ textStart: Int) -> Answer {
        var (index, position) = (patternStart, textStart)
        while index < pattern.count {
            let byte = text(at: position)
            if byte == 0, pattern[index] != UInt8(ascii: "*") { return .atEnd }
            switch pattern[index] {
            case UInt8(ascii: "?"):
                if separatesComponents, byte == UInt8(ascii: "/") { return .noMatch }
            case UInt8(ascii: "*"):
                switch star(&index, position, patternStart: patternStart) {
                case .answer(let answer): return answer
                case .goOn(let slash): position = slash
                }
            case UInt8(ascii: "["):
                guard let isIn = characterClass(&index, contains: byte) else { return .atEnd }
                if !isIn || (separatesComponents && byte == UInt8(ascii: "/")) { return .noMatch }
            case UInt8(ascii: "\\"):
                index += 1
                if byte != pattern(at: index) { return .noMatch }
            default:
                if byte != pattern[index] { return .noMatch }
            }
            index += 1
            position += 1
        }
        return position < text.count ? .noMatch : .match
    }

    // MARK: Stars

    private enum StarResult {
        case answer(Answer)
        /// The pattern continues with the slash at `index`, the text with the slash at this position.
        case goOn(Int)
    }

    /// Matches a `*` or `**` at `index` and what follows; `index` moves to what follows.
    private func star(_ index: inout Int, _ position: Int, patternStart: Int) -> StarResult {
        let first = index
        while pattern(at: index) == UInt8(ascii: "*") { index += 1 }
        var matchesSlash = !separatesComponents
        if separatesComponents, index - first > 1 {
            let isAtStart = first == patternStart || pattern[first - 1] == UInt8(ascii: "/")
            let next = pattern(at: index)
            let isAtEnd =
                index == pattern.count || next == UInt8(ascii: "/")
                || (next == UInt8(ascii: "\\") && pattern(at: index + 1) == UInt8(ascii: "/"))
            if isAtStart && isAtEnd {
                // `**/` also matches no folder at all.
                if next == UInt8(ascii: "/"), answer(index + 1, position) == .match { return .answer(.match) }
                matchesSlash = true
            }
        }
        let rest = text[min(position, text.count)...]
        if index == pattern.count {
            let isMatch = matchesSlash || !rest.contains(UInt8(ascii: "/"))
            return .answer(isMatch ? .match : .noMatch)
        }
        if !matchesSlash, pattern[index] == UInt8(ascii: "/") {
            return rest.firstIndex(of: UInt8(ascii: "/")).map { .goOn($0) } ?? .answer(.noMatch)
        }
        return .answer(afterStar(index, position, matchesSlash: matchesSlash))
    }

    private func afterStar(_ index: Int, _ position: Int, matchesSlash: Bool) -> Answer {
        var position = position
        while position < text.count {
            let answer = answer(index, position)
            if answer != .noMatch {
                if !matchesSlash || answer != .atSlash { return answer }
            } else if !matchesSlash, text[position] == UInt8(ascii: "/") {
                return .atSlash
            }
            position += 1
        }
        return .atEnd
    }

    // MARK: Character classes

    /// Whether the class at `index` contains `byte`; `nil` if the class is not closed or names an unknown set.
    ///
    /// `index` moves to the closing bracket.
    private func characterClass(_ index: inout Int, contains byte: UInt8) -> Bool? {
        index += 1
        let isNegated = [UInt8(ascii: "!"), UInt8(ascii: "^")].contains(pattern(at: index))
        if isNegated { index += 1 }
        var isIn = false
        // The first byte of a range; 0 where no range can begin.
        var previous: UInt8 = 0
        repeat {
            var current = pattern(at: index)
            guard current != 0 else { return nil }
            let next = pattern(at: index + 1)
            if current == UInt8(ascii: "\\") {
                index += 1
                current = next
                guard current != 0 else { return nil }
                isIn = isIn || byte == current
            } else if current == UInt8(ascii: "-"), previous != 0, next != 0, next != UInt8(ascii: "]") {
                index += next == UInt8(ascii: "\\") ? 2 : 1
                let last = pattern(at: index)
                guard last != 0 else { return nil }
                isIn = isIn || (previous <= byte && byte <= last)
                current = 0
            } else if current == UInt8(ascii: "["), next == UInt8(ascii: ":") {
                guard let close = pattern[(index + 2)...].firstIndex(of: UInt8(ascii: "]")) else { return nil }
                if close > index + 2, pattern[close - 1] == UInt8(ascii: ":") {
                    guard let answer = Self.set(named: pattern[(index + 2)..<(close - 1)], contains: byte) else {
                        return nil
                    }
                    isIn = isIn || answer
                    index = close
                    current = 0
                } else {
                    isIn = isIn || byte == current
                }
            } else {
                isIn = isIn || byte == current
            }
            previous = current
            index += 1
        } while pattern(at: index) != UInt8(ascii: "]")
        return isIn != isNegated
    }

    /// Whether the set `[:name:]` of the C locale contains `byte`; `nil` for an unknown name.
    private static func set(named name: ArraySlice<UInt8>, contains byte: UInt8) -> Bool? {
        let isGraphic = byte > 0x20 && byte < 0x7F
        let isLetter = byte.isLowercase || byte.isUppercase
        switch String(decoding: name, as: UTF8.self) {
        case "alnum": return isLetter || byte.isDigit
        case "alpha": return isLetter
        case "blank": return byte == 0x20 || byte == 0x09
        case "cntrl": return byte < 0x20 || byte == 0x7F
        case "digit": return byte.isDigit
        case "graph": return isGraphic
        case "lower": return byte.isLowercase
        case "print": return isGraphic || byte == 0x20
        case "punct": return isGraphic && !isLetter && !byte.isDigit
        case "space": return byte == 0x20 || (0x09...0x0D).contains(byte)
        case "upper": return byte.isUppercase
        case "xdigit": return byte.isDigit || (0x61...0x66).contains(byte.lowercased)
        default: return nil
        }
    }
}
