import SourceFiles
import TestSupport
import Testing

struct GitRepositoryTests {
    @Test("A test repository does not depend on the user's configuration and has the same ids in every run")
    func isHermeticAndReproducible() throws {
        let repository = try GitRepository()
        try repository.write("a/b.py", "pass\n")
        try repository.write(Path(normalized: [0x61, 0x2F, 0xFF, 0x0A]), [0])
        try repository.git("add", "-A")
        // As a `git commit` by hand of the same files, names and dates gave.
        #expect(try repository.commit("First") == "421c165275ae921464e83babe49780e49c44859d")
        #expect(try repository.git("ls-files", "-z") == "a/b.py\0a/\u{FFFD}\n\0")
        #expect(try repository.git("config", "--list", "--show-scope").contains("global") == false)
    }
}
