import SourceFiles
import TestSupport
import Testing

@testable import GitBridge

struct GitErrorTests {
    /// The message of a failed call that sets no error of its own.
    private func messageOfSilentFailure() throws -> String {
        try #require(throws: GitError.self) { try check("probe", -1) }.message
    }

    @Test("An error is cleared after it was copied, so that a later failure does not repeat its message")
    func errorIsCleared() throws {
        let repository = try GitRepository().opened()
        #expect(try repository.commit(ofReference: "refs/heads/missing") == nil)
        #expect(try messageOfSilentFailure() == "probe returned -1")
    }

    @Test("A setting that is not set leaves no error behind")
    func missingSettingLeavesNoError() throws {
        let repository = try GitRepository().opened()
        #expect(try repository.configuration().flag("lint.missing") == nil)
        #expect(try messageOfSilentFailure() == "probe returned -1")
    }
}
