import SourceFiles
import Testing

struct WriteRefusalTests {
    @Test("A file behind a filter is named once, with the way to fix it on disk")
    func cleanFilter() {
        let refusal = WriteRefusal.cleanFilter("versions/a.py")
        #expect(refusal.path == "versions/a.py")
        #expect(refusal.message == "Git runs a filter over versions/a.py")
        #expect(refusal.help == "fix the file on disk with `lint --fix`, then `git add` it")
    }

    @Test("A file outside the sparse checkout is not said to be behind a filter")
    func sparseCheckout() {
        let refusal = WriteRefusal.sparseCheckout("versions/a.py")
        #expect(refusal.path == "versions/a.py")
        #expect(refusal.message == "versions/a.py is outside the sparse checkout")
        #expect(refusal.help.contains("`git sparse-checkout add`"))
    }
}
