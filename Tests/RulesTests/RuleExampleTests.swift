import Alembic
import Diagnostics
import Rules
import SourceFiles
import Testing

/// An example of a rule, to be run.
struct RuleCase: CustomTestStringConvertible, Sendable {
    let rule: any Rule.Type
    let example: RuleExample
    var testDescription: String { "\(rule.metadata.id): \(example.title)" }

    static let good = cases { $0.good }
    static let bad = cases { $0.bad }

    private static func cases(_ kind: (RuleExamples) -> [RuleExample]) -> [RuleCase] {
        RuleRegistry.rules.flatMap { rule in kind(rule.metadata.examples).map { RuleCase(rule: rule, example: $0) } }
    }

    /// The ranges that the markers of the example enclose.
    var marked: Set<Location> {
        var locations: Set<Location> = []
        for file in example.files {
            for range in file.text.map({ RuleExample.unmarked($0).ranges }) ?? [] {
                locations.insert(Location(Path(stringLiteral: file.path), range))
            }
        }
        return locations
    }
}

@Suite("The examples of the rules show what the rules report")
struct RuleExampleTests {
    @Test("A good example has no findings", arguments: RuleCase.good)
    func good(_ test: RuleCase) throws {
        let outcome = try ExampleRunner.outcome(of: test.rule, on: test.example)
        #expect(outcome.diagnostics.map(\.message) == [])
        #expect(outcome.notEvaluated.map(\.reason) == [])
    }

    @Test("The findings of a bad example are at its markers", arguments: RuleCase.bad)
    func bad(_ test: RuleCase) throws {
        let outcome = try ExampleRunner.outcome(of: test.rule, on: test.example)
        #expect(!outcome.diagnostics.isEmpty)
        guard !test.marked.isEmpty else { return }
        #expect(Set(outcome.diagnostics.compactMap(\.location)) == test.marked)
    }
}
