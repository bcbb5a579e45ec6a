internal import SourceFiles

/// A requirement in the form of PEP 508: `orchestrator-core[celery]==1.3.6; python_version > "3.8"`.
struct Requirement {
    /// One condition on the version: an operator and a version.
    struct Clause {
        /// The operator, like `==` or `~=`.
        let comparison: String
        /// The bytes of the version.
        let version: Range<Int>
        /// The bytes of both.
        let range: Range<Int>
    }

    /// The name.
    let name: PackageName
    /// The bytes of the name.
    let nameRange: Range<Int>
    /// The conditions on the version, in their order.
    let clauses: [Clause]
    /// The bytes of the address after `@`.
    let address: Range<Int>?
    /// The bytes that name the version: all conditions, or the address, or the name if there are neither.
    let range: Range<Int>

    /// Reads a requirement; a marker or options after it are skipped.
    ///
    /// Returns `nil` if the bytes are not a requirement: no name at their start, or invalid text after it.
    init?(_ text: ArraySlice<UInt8>) {
        var scanner = RequirementScanner(text)
        guard let nameRange = scanner.name() else { return nil }
        guard scanner.skipExtras() else { return nil }
        var clauses: [Clause] = []
        var address: Range<Int>?
        if scanner.skip("@") {
            address = scanner.address()
        } else {
            let isParenthesized = scanner.skip("(")
            while let clause = scanner.clause() {
                clauses.append(clause)
                guard scanner.skip(",") else { break }
            }
            if isParenthesized { _ = scanner.skip(")") }
            guard scanner.isAtEnd else { return nil }
        }
        name = PackageName(text[nameRange])
        self.nameRange = nameRange
        self.clauses = clauses
        self.address = address
        let (first, last) = (clauses.first?.range ?? nameRange, clauses.last?.range ?? nameRange)
        range = address ?? first.lowerBound..<last.upperBound
    }

    /// The condition that allows a single version, and that version: `==1.3.6` does, `==1.3.*` does not.
    func exactVersion(in bytes: [UInt8]) -> (range: Range<Int>, version: PackageVersion)? {
        for clause in clauses where clause.comparison == "==" || clause.comparison == "===" {
            let text = String(decoding: bytes[clause.version], as: UTF8.self)
            if let version = PackageVersion(text) { return (clause.version, version) }
        }
        return nil
    }
}

/// Reads the parts of a requirement, with the white space before each.
private struct RequirementScanner {
    private let text: ArraySlice<UInt8>
    private var position: Int

    init(_ text: ArraySlice<UInt8>) {
        self.text = text
        position = text.startIndex
    }

    private var next: UInt8? { position < text.endIndex ? text[position] : nil }

    /// Whether only a marker or nothing follows.
    var isAtEnd: Bool {
        guard let rest = text[position...].first(where: { !$0.isWhitespace }) else { return true }
        return rest == UInt8(ascii: ";")
    }

    mutating func name() -> Range<Int>? {
        skipBlanks()
        let start = position
        while let next, next.isNameByte { position += 1 }
        return start < position ? start..<position : nil
    }

    /// Skips `[a, b]`; returns `false` if it is not closed.
    mutating func skipExtras() -> Bool {
        guard skip("[") else { return true }
        guard let end = text[position...].firstIndex(of: UInt8(ascii: "]")) else { return false }
        position = end + 1
        return true
    }

    mutating func clause() -> Requirement.Clause? {
        skipBlanks()
        let whole = position
        for comparison in ["===", "==", "~=", "!=", "<=", ">=", "<", ">"] where skip(comparison) {
            skipBlanks()
            let start = position
            while let next, !next.isWhitespace, !Array(",;()".utf8).contains(next) { position += 1 }
            guard start < position else { return nil }
            return Requirement.Clause(comparison: comparison, version: start..<position, range: whole..<position)
        }
        return nil
    }

    /// The address up to the next white space; by PEP 508, a semicolon belongs to it.
    mutating func address() -> Range<Int> {
        skipBlanks()
        let start = position
        while let next, !next.isWhitespace { position += 1 }
        return start..<position
    }

    mutating func skip(_ word: String) -> Bool {
        skipBlanks()
        guard text[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    private mutating func skipBlanks() {
        while let next, next.isWhitespace { position += 1 }
    }
}
