import Testing

@testable import Fixing

/// Fixes of the staged copy of a file, made in the copy on disk.
struct LineTransferTests {
    /// A copy that differs elsewhere, or not.
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let before: String
        let after: String
        let other: String
        let expected: String?

        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "the same copy", before: "a\nb\n", after: "a\nB\n", other: "a\nb\n", expected: "a\nB\n"),
        Case(
            name: "another line below", before: "a\nb\nc\n", after: "a\nB\nc\n", other: "a\nb\nC\n",
            expected: "a\nB\nC\n"),
        Case(name: "another line above", before: "a\nb\n", after: "a\nB\n", other: "A\nx\nb\n", expected: "A\nx\nB\n"),
        Case(name: "the very line", before: "a\nb\n", after: "a\nB\n", other: "a\nbb\n", expected: nil),
        Case(
            name: "an insertion", before: "a\nb\n", after: "a\nnew\nb\n", other: "a\nb\nc\n", expected: "a\nnew\nb\nc\n"
        ),
        Case(
            name: "an insertion whose line above is another", before: "a\nb\n", after: "a\nnew\nb\n", other: "x\nb\n",
            expected: "x\nnew\nb\n"),
        Case(name: "done already", before: "a\nb\nc\n", after: "a\nB\nc\n", other: "a\nB\nC\n", expected: "a\nB\nC\n"),
        Case(
            name: "an insertion that is there already", before: "a\nb\n", after: "a\nnew\nb\n", other: "a\nnew\nb\nc\n",
            expected: "a\nnew\nb\nc\n"),
        Case(
            name: "other line ends", before: "a\nb\nc\n", after: "a\nB\nnew\nc\n", other: "a\r\nb\r\nc\r\n",
            expected: "a\r\nB\r\nnew\r\nc\r\n"),
        Case(name: "no last line end", before: "a\nb", after: "a\nB", other: "x\nb", expected: "x\nB"),
        Case(name: "removed there", before: "a\nb\nc\n", after: "a\nB\nc\n", other: "a\nc\n", expected: nil),
        Case(name: "nothing is left", before: "a\nb\n", after: "a\nB\n", other: "", expected: nil),
    ]

    @Test("A fix of one copy is made in another if the same lines are there", arguments: cases)
    func makesAFixInAnotherCopy(_ example: Case) {
        let result = LineTransfer.carry(
            from: Array(example.before.utf8), to: Array(example.after.utf8), into: Array(example.other.utf8))
        #expect(result.map { String(decoding: $0, as: UTF8.self) } == example.expected)
    }
}
