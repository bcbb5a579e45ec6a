/// Makes a fix of one copy of a file in another copy: the fix of the staged file in the file on disk.
///
/// Takes the bytes before and after the fix, and the other copy. Returns the other copy with the same lines replaced,
/// or `nil` if one of these lines is different there. The copies may have different line ends, because Git may convert
/// them; the other copy keeps its own.
public enum LineTransfer {
    /// The other copy with the fix; `nil` if the lines that the fix replaces are different there.
    public static func carry(from before: [UInt8], to after: [UInt8], into other: [UInt8]) -> [UInt8]? {
        if other == before { return after }
        let (old, new, theirs) = (lines(of: before), lines(of: after), lines(of: other))
        let toTheirs = matches(old, theirs)
        let isDone = matches(new, theirs)
        var result: [Line] = []
        var taken = 0
        for hunk in hunks(from: old, to: new) {
            let wanted = Array(new[hunk.new])
            let isChanged = hunk.old.isEmpty || !hunk.old.allSatisfy { toTheirs[$0] != nil }
            if !wanted.isEmpty, isChanged, hunk.new.allSatisfy({ isDone[$0] != nil }) { continue }
            guard let place = place(of: hunk.old, toTheirs, count: theirs.count), place.lowerBound >= taken else {
                return nil
            }
            result += theirs[taken..<place.lowerBound]
            let ending = (place.isEmpty ? theirs.first : theirs[place.lowerBound])?.ending ?? []
            result += wanted.map { $0.ending == old.first?.ending ? Line(text: $0.text, ending: ending) : $0 }
            taken = place.upperBound
        }
        result += theirs[taken...]
        return result.flatMap { $0.text + $0.ending }
    }

    /// A line and its line end.
    private struct Line {
        let text: [UInt8]
        let ending: [UInt8]
    }

    private static func lines(of bytes: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
            var textEnd = bytes[end - 1] == UInt8(ascii: "\n") ? end - 1 : end
            if textEnd < end, textEnd > start, bytes[textEnd - 1] == UInt8(ascii: "\r") { textEnd -= 1 }
            lines.append(Line(text: Array(bytes[start..<textEnd]), ending: Array(bytes[textEnd..<end])))
            start = end
        }
        return lines
    }

    /// The line of `right` for each line of `left`; `nil` for a line that `right` does not have.
    private static func matches(_ left: [Line], _ right: [Line]) -> [Int?] {
        let difference = right.map(\.text).difference(from: left.map(\.text))
        var (removed, inserted): (Set<Int>, Set<Int>) = ([], [])
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var kept = right.indices.lazy.filter { !inserted.contains($0) }.makeIterator()
        return left.indices.map { removed.contains($0) ? nil : kept.next() }
    }

    /// The lines that the fix replaces, and their replacements.
    private static func hunks(from old: [Line], to new: [Line]) -> [(old: Range<Int>, new: Range<Int>)] {
        let matched = matches(old, new)
        var hunks: [(old: Range<Int>, new: Range<Int>)] = []
        var (oldStart, newStart) = (0, 0)
        for index in old.indices {
            guard let position = matched[index] else { continue }
            if index > oldStart || position > newStart { hunks.append((oldStart..<index, newStart..<position)) }
            (oldStart, newStart) = (index + 1, position + 1)
        }
        if oldStart < old.count || newStart < new.count { hunks.append((oldStart..<old.count, newStart..<new.count)) }
        return hunks
    }

    /// The range of the lines `range` in the other copy; `nil` if they are not all there, one after the other.
    private static func place(of range: Range<Int>, _ matched: [Int?], count: Int) -> Range<Int>? {
        if range.isEmpty {
            if range.lowerBound > 0, let above = matched[range.lowerBound - 1] { return above + 1..<above + 1 }
            if range.lowerBound < matched.count, let below = matched[range.lowerBound] { return below..<below }
            return matched.isEmpty && count == 0 ? 0..<0 : nil
        }
        guard let first = matched[range.lowerBound] else { return nil }
        for (offset, index) in range.enumerated() where matched[index] != first + offset { return nil }
        return first..<first + range.count
    }
}
