/// Removes from a statement the commas and parentheses that formatters add and remove.
///
/// A comma before a closing bracket is redundant unless it makes a tuple of one element. Parentheses are redundant if
/// they enclose a whole operand, because what is before and after them binds less than anything inside, or a name with
/// its attributes and calls, because nothing binds more.
struct RedundantPunctuation {
    private var tokens: [CodeToken]
    /// The position of the other bracket of a pair.
    private var partner: [Int: Int] = [:]

    /// The statement without them.
    static func removed(from statement: [CodeToken]) -> [CodeToken] {
        guard statement.contains(where: \.isOpening) else { return statement }
        var state = RedundantPunctuation(tokens: statement)
        while state.removeOnce() {}
        return state.tokens
    }

    private init(tokens: [CodeToken]) { self.tokens = tokens }

    private mutating func removeOnce() -> Bool {
        partner = [:]
        var open: [Int] = []
        for position in tokens.indices {
            if tokens[position].isOpening { open.append(position) }
            if tokens[position].isClosing, let start = open.popLast() {
                (partner[start], partner[position]) = (position, start)
            }
        }
        var redundant: Set<Int> = []
        for (start, end) in partner where start < end {
            if isTrailingComma(before: end, after: start) { redundant.insert(end - 1) }
        }
        // A comma decides whether parentheses make a tuple, so it goes first.
        if redundant.isEmpty {
            for (start, end) in partner where start < end && isRedundant(start, end) {
                redundant.formUnion([start, end])
            }
        }
        tokens = tokens.indices.filter { !redundant.contains($0) }.map { tokens[$0] }
        return !redundant.isEmpty
    }

    /// The commas directly within a pair of brackets.
    private func commas(in start: Int, _ end: Int) -> Int { top(start, end).count { tokens[$0].isPunctuation(",") } }

    /// The positions directly within a pair of brackets.
    private func top(_ start: Int, _ end: Int) -> [Int] {
        var positions: [Int] = []
        var position = start + 1
        while position < end {
            positions.append(position)
            position = tokens[position].isOpening ? (partner[position] ?? position) : position + 1
            if position < end, tokens[position].isClosing { position += 1 }
        }
        return positions
    }

    private func isTrailingComma(before end: Int, after start: Int) -> Bool {
        guard end - 1 > start, tokens[end - 1].isPunctuation(",") else { return false }
        let followsOperand = start > 0 && tokens[start - 1].endsOperand
        if tokens[start].isPunctuation("{") { return true }
        if tokens[start].isPunctuation(followsOperand ? "(" : "[") { return true }
        // A tuple, or a subscript.
        return commas(in: start, end) > 1
    }

    private func isRedundant(_ start: Int, _ end: Int) -> Bool {
        guard tokens[start].isPunctuation("("), end > start + 1 else { return false }
        if start > 0, tokens[start - 1].endsOperand { return false }
        let inside = top(start, end)
        let first = tokens[start + 1]
        if first.isName("yield") || first.isOperator("*", "**") { return false }
        if inside.contains(where: { tokens[$0].isName("for", "async") || tokens[$0].isOperator(":=") }) {
            return false
        }
        if isWithItems(start, end) || (isPrimary(inside) && !isAnnotated(start)) { return true }
        let hasComma = inside.contains { tokens[$0].isPunctuation(",") }
        if hasComma { return isWholeTuple(start, end) }
        return isLoopTarget(start, end) || (canStartOperand(start) && canEndOperand(end))
    }

    private var isFor: Bool { tokens[0].isName("for") || (tokens[0].isName("async") && tokens[1].isName("for")) }

    /// Whether the tokens are a name or a string, with attributes, calls and subscripts.
    private func isPrimary(_ positions: [Int]) -> Bool {
        guard let first = positions.first, !tokens[first].isOpening else { return false }
        return positions.allSatisfy { position in
            let token = tokens[position]
            return token.isOpening || token.isPunctuation(".") || (token.endsOperand && token.kind != .number)
        }
    }

    /// Whether the parentheses are those of `(a): int`, which declares nothing.
    private func isAnnotated(_ start: Int) -> Bool { start == 0 && end(of: start)?.isPunctuation(":") ?? false }

    /// Whether the parentheses are those of `with (a as b, c):`.
    private func isWithItems(_ start: Int, _ end: Int) -> Bool {
        tokens[start - (start > 0 ? 1 : 0)].isName("with") && end + 2 == tokens.count
            && tokens[end + 1].isPunctuation(":")
    }

    private func canStartOperand(_ start: Int) -> Bool {
        guard start > 0 else { return !isAnnotated(start) }
        let previous = tokens[start - 1]
        if previous.isOpening || [",", "=", ":"].contains(where: { previous.isPunctuation($0) }) { return true }
        if previous.kind == .other {
            // An assignment like `+=`, but no comparison.
            return previous.value.count > 1 && previous.value.last == UInt8(ascii: "=")
                && !previous.isOperator("==", "!=", "<=", ">=")
        }
        if start == 1 {
            return previous.isName("return", "assert", "del", "raise", "if", "elif", "while", "except", "yield", "with")
        }
        return previous.isName("in") && isFor && tokens.firstIndex { $0.isName("in") } == start - 1
    }

    private func end(of start: Int) -> CodeToken? {
        guard let end = partner[start], end + 1 < tokens.count else { return nil }
        return tokens[end + 1]
    }

    private func canEndOperand(_ end: Int) -> Bool {
        guard end + 1 < tokens.count else { return true }
        let next = tokens[end + 1]
        return next.isClosing || [",", "=", ":"].contains { next.isPunctuation($0) } || next.isName("for")
    }

    /// Whether the parentheses are those of `for (a, b) in c:`.
    private func isLoopTarget(_ start: Int, _ end: Int) -> Bool {
        isFor && start > 0 && start < 3 && tokens[start - 1].isName("for") && end + 1 < tokens.count
            && tokens[end + 1].isName("in")
    }

    /// Whether the tuple is a whole side of an assignment, what is returned, or the target or source of a loop.
    private func isWholeTuple(_ start: Int, _ end: Int) -> Bool {
        let next = end + 1 < tokens.count ? tokens[end + 1] : nil
        let endsSide = next.map { $0.isPunctuation("=") } ?? true
        if start == 0 { return next.map { $0.isPunctuation("=") } ?? false }
        let previous = tokens[start - 1]
        if previous.isPunctuation("=") || (start == 1 && previous.isName("return")) {
            return endsSide && !partner.contains { $0 < start && end < $1 }
        }
        if isLoopTarget(start, end) { return true }
        guard isFor, !partner.contains(where: { $0 < start && end < $1 }) else { return false }
        return previous.isName("in") && (next?.isPunctuation(":") ?? false)
    }
}
