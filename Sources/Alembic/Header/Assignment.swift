internal import SourceFiles

/// The parts of an assignment: `target = target = value`, `target: annotation = value`, `target += value`.
struct Assignment {
    /// How the value is assigned to the targets.
    enum Kind {
        case plain, augmentedByAddition, otherAugmented
    }

    let kind: Kind
    let targets: [ArraySlice<PythonToken>]
    let value: ArraySlice<PythonToken>

    /// Parses a statement; `nil` if it is not an assignment, or has no value.
    init?(_ tokens: ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) {
        var depth = 0
        var targets: [ArraySlice<PythonToken>] = []
        var start = tokens.startIndex
        var annotation: Int?
        var kind: Kind?
        scan: for index in tokens.indices {
            switch tokens[index].kind {
            case .punctuation(UInt8(ascii: "(")), .punctuation(UInt8(ascii: "[")), .punctuation(UInt8(ascii: "{")):
                depth += 1
            case .punctuation(UInt8(ascii: ")")), .punctuation(UInt8(ascii: "]")), .punctuation(UInt8(ascii: "}")):
                depth -= 1
            case .punctuation(UInt8(ascii: ":")) where depth == 0 && targets.isEmpty && annotation == nil:
                annotation = index
            case .punctuation(UInt8(ascii: "=")) where depth == 0:
                targets.append(tokens[start..<(annotation ?? index)])
                kind = .plain
                start = index + 1
                // After an annotation there is one value, which contains every further `=`.
                if annotation != nil { break scan }
            case .plusEquals where depth == 0 && targets.isEmpty,
                .otherAssignment where depth == 0 && targets.isEmpty:
                targets.append(tokens[start..<index])
                kind = tokens[index].kind == .plusEquals ? .augmentedByAddition : .otherAugmented
                start = index + 1
                break scan
            // The `=` of a default value, as in `lambda x=1: x`, is not an assignment.
            case .name where depth == 0 && annotation == nil && source.text(in: tokens[index].range, is: "lambda"):
                break scan
            default: break
            }
        }
        guard let kind else { return nil }
        self.kind = kind
        self.targets = targets
        value = tokens[start...]
    }

    /// The name of the target `name` or `(name)`.
    static func name(of target: ArraySlice<PythonToken>) -> PythonToken? {
        var inner = target
        while let first = inner.first, first.isPunctuation("("), let last = inner.last, last.isPunctuation(")") {
            inner = inner.dropFirst().dropLast()
        }
        guard inner.count == 1, let token = inner.first, token.kind == .name else { return nil }
        return token
    }

    /// The names of `a, b`, `(a, b)` or `[a, b]`; `nil` for any other target.
    static func unpackedNames(of target: ArraySlice<PythonToken>) -> [PythonToken]? {
        var inner = target
        if let first = inner.first, first.isPunctuation("(") || first.isPunctuation("["),
            let last = inner.last, last.isPunctuation(")") || last.isPunctuation("]")
        {
            inner = inner.dropFirst().dropLast()
        }
        var names: [PythonToken] = []
        var expectsName = true
        for token in inner {
            if expectsName {
                guard token.kind == .name else { return nil }
                names.append(token)
            } else {
                guard token.isPunctuation(",") else { return nil }
            }
            expectsName.toggle()
        }
        return names.isEmpty ? nil : names
    }
}
