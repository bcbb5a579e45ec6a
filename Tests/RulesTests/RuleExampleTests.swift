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

    static let good = RuleRegistry.rules.flatMap { rule in rule.metadata.good.map { RuleCase(rule: rule, example: $0) }
    }
    static let bad = RuleRegistry.rules.flatMap { rule in rule.metadata.bad.map { RuleCase(rule: rule, example: $0) } }

    /// What the markers of the example show.
    var marked: Set<Location> {
        var locations: Set<Location> = []
        for (path, text) in example.files {
            for range in text.map({ RuleExample.unmarked($0).ranges }) ?? [] {
                locations.insert(Location(Path(stringLiteral: path), range))
            }
        }
        return locations
    }
}

struct RuleExampleTests {
    @Test(arguments: RuleCase.good)
    func goodExamplesAreClean(_ test: RuleCase) throws {
        let outcome = try ExampleRunner.outcome(of: test.rule, on: test.example)
        #expect(outcome.diagnostics.map(\.message) == [])
        #expect(outcome.notEvaluated.map(\.reason) == [])
    }

    @Test(arguments: RuleCase.bad)
    func badExamplesAreFoundWhereTheMarkersShow(_ test: RuleCase) throws {
        let outcome = try ExampleRunner.outcome(of: test.rule, on: test.example)
        #expect(!outcome.diagnostics.isEmpty)
        guard !test.marked.isEmpty else { return }
        #expect(Set(outcome.diagnostics.compactMap(\.location)) == test.marked)
    }
}
