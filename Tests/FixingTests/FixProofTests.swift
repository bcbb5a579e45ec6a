import Diagnostics
import SourceFiles
import Testing

@testable import Fixing
@testable import Rules

struct FixProofTests {
    private static let fix = Fix("title", applicability: .safe, edits: [Edit("a.py", .replace(0..<1, with: "x"))])

    private static func finding(_ rule: String, _ path: Path?, fix: Fix? = nil) -> Diagnostic {
        Diagnostic(
            rule: rule, severity: .error, message: "m", at: path.map { Location($0) }, details: .init(fix: fix))
    }

    private static func state(_ findings: [Diagnostic], notEvaluated: Int = 0) -> LintedState {
        let check = NotEvaluated(rule: "q", reason: "why", help: "how")
        return LintedState(
            projects: [],
            outcomes: [
                Engine.Result(
                    diagnostics: findings, notEvaluated: Array(repeating: check, count: notEvaluated), suppressed: 0)
            ])
    }

    private static func holds(
        _ before: [Diagnostic], _ after: [Diagnostic], made: [Fix] = [fix],
        notEvaluated: (before: Int, after: Int) = (0, 0)
    ) -> Bool {
        FixProof(before: before, made: made).holds(
            for: state(after, notEvaluated: notEvaluated.after), state(before, notEvaluated: notEvaluated.before))
    }

    @Test("A fix whose finding is gone is proven")
    func provesAFix() {
        let other = Self.finding("s", "a.py")
        #expect(Self.holds([Self.finding("r", "a.py", fix: Self.fix)], []))
        #expect(Self.holds([Self.finding("r", "a.py", fix: Self.fix), other], [other]))
        #expect(Self.holds([Self.finding("r", "a.py", fix: Self.fix), other], []))
    }

    @Test("A fix whose finding remains is not proven")
    func refusesAFixWithoutEffect() {
        #expect(!Self.holds([Self.finding("r", "a.py", fix: Self.fix)], [Self.finding("r", "a.py")]))
        // A second finding of the rule in another file does not count for the first.
        let elsewhere = Self.finding("r", "b.py")
        #expect(!Self.holds([Self.finding("r", "a.py", fix: Self.fix), elsewhere], [Self.finding("r", "a.py")]))
    }

    @Test("A fix that causes another finding is not proven")
    func refusesANewFinding() {
        #expect(!Self.holds([Self.finding("r", "a.py", fix: Self.fix)], [Self.finding("s", "a.py")]))
        #expect(!Self.holds([Self.finding("r", "a.py", fix: Self.fix)], [Self.finding("s", nil)]))
    }

    @Test("A finding about the whole graph may move to another file")
    func acceptsAMovedFinding() {
        let before = [Self.finding("r", "a.py", fix: Self.fix), Self.finding("single-head", "a.py")]
        #expect(Self.holds(before, [Self.finding("single-head", "b.py")]))
    }

    @Test("A finding in a moved file is matched by the new path")
    func followsAMove() {
        let move = Fix("title", applicability: .safe, edits: [Edit("a.py", .move(to: "b.py"))])
        let before = [Self.finding("file-name", "a.py", fix: move), Self.finding("s", "a.py")]
        #expect(Self.holds(before, [Self.finding("s", "b.py")], made: [move]))
        #expect(!Self.holds(before, [Self.finding("file-name", "b.py")], made: [move]))
    }

    @Test("A fix that makes a check impossible to evaluate is not proven")
    func refusesAnotherCheckThatCouldNotBeEvaluated() {
        let before = [Self.finding("r", "a.py", fix: Self.fix)]
        #expect(Self.holds(before, [], notEvaluated: (1, 1)))
        #expect(Self.holds(before, [], notEvaluated: (1, 0)))
        #expect(!Self.holds(before, [], notEvaluated: (0, 1)))
    }
}
