import Foundation
import GitBridge
import SourceFiles
import TestSupport
import Testing

/// The judge is `git check-ignore -v --no-index`.
struct IgnoreReasonTests {
    let repository: GitRepository

    init() throws {
        repository = try GitRepository()
    }

    /// The line that Git names for each of `paths`; `nil` if none matches, or one that begins with `!`.
    private func judged(_ paths: [Path], _ environment: [String: String] = [:]) throws -> [Path: String] {
        let result = try Command.run(
            "git", ["check-ignore", "-v", "-z", "--no-index", "--stdin"], in: repository.root,
            environment: GitRepository.environment.merging(environment) { $1 },
            input: paths.flatMap { $0.bytes + [0] })
        let fields = result.output.split(separator: 0, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        var lines: [Path: String] = [:]
        for start in stride(from: 0, to: fields.count - 3, by: 4) where !fields[start + 2].hasPrefix("!") {
            lines[Path(normalized: Array(fields[start + 3].utf8))] = fields[start..<(start + 3)].joined(separator: ":")
        }
        return lines
    }

    private func found(_ paths: [Path], _ environment: [String: String] = [:]) throws -> [Path: String] {
        let tree = try repository.opened(environment).worktree()
        var lines: [Path: String] = [:]
        for path in paths {
            guard let reason = try tree.ignoreReason(of: path) else { continue }
            let source =
                switch reason.source {
                case .file(let file): file.text
                case .outside(let file):
                    String(decoding: file, as: UTF8.self).replacing(repository.root + "/", with: "")
                }
            lines[path] = "\(source):\(reason.line):\(reason.pattern)"
        }
        return lines
    }

    @Test("The line that ignores a path is the one that Git names, for random patterns and paths")
    func namesTheLineOfGit() throws {
        var random = SeededGenerator(seed: 12)
        let parts = [
            "a", "b", "ab", "*", "**", "?", "/", "/", "[ab]", "[!a]", "[^b]", "[a-c]", "[]a]", "[[:alpha:]]",
            "[[:x:]]", "[a", "\\a", "\\*", "\\", "\\!", "\\#", " ", "\\ ", "c.py", ".", "#", "é",
        ]
        let names = ["a", "b", "ab", "abc", "c.py", "ac.py", "*", "!a", "#", "a b", "é", "b "]
        var (ignored, total) = (0, 0)
        for _ in 0..<40 {
            let paths = (0..<25).map { _ in
                let depth = Int.random(in: 1...4, using: &random)
                return Path(
                    normalized: Array(
                        (0..<depth).compactMap { _ in names.randomElement(using: &random) }
                            .joined(separator: "/").utf8))
            }
            let project = try IgnoreReasonTests()
            for path in paths {
                // A path may need a folder where another one is a file; it is then not on disk.
                if Bool.random(using: &random) { try? project.repository.write(path, []) }
            }
            let folders = Set(paths.compactMap(\.parent)).sorted()
            for folder in [.root] + folders.shuffled(using: &random).prefix(3) {
                let lines = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                    let count = Int.random(in: 0...5, using: &random)
                    return (Bool.random(using: &random) ? "" : ["!", "/", "**/"].randomElement(using: &random) ?? "")
                        + (0..<count).compactMap { _ in parts.randomElement(using: &random) }.joined()
                        + (["", "", "", "/", "/**", " ", "\r"].randomElement(using: &random) ?? "")
                }
                let text =
                    Array((Bool.random(using: &random) ? "" : "\u{FEFF}").utf8) + lines.joined(separator: "\n").utf8
                try? project.repository.write(folder.appending(".gitignore"), text)
            }
            let judged = try project.judged(paths)
            #expect(try project.found(paths) == judged)
            ignored += judged.count
            total += Set(paths).count
        }
        #expect(ignored > 100 && total - ignored > 100)
    }

    @Test("Patterns with special meaning match as in Git")
    func matchesSpecialPatterns() throws {
        let patterns = [
            "a**/b", "**/x", "x/**", "a/**/b", "/a*/c", "*.[oa]", "d/", "!d/keep", "foo/*", "!foo/bar", "a/**b", "**",
            "*/**/z", "[]-]", "[!]a-]", "[[:digit:][:upper:]]", "[[:]", "[a\\]]", "q\\/r", "**\\/s", "***/t", "u***",
        ]
        let paths: [Path] = [
            "a/b", "ab", "axb", "ax/b", "a/x/y/b", "x", "x/y", "q/x", "abc/c", "n.o", "d", "d/keep", "d/e/f", "foo/bar",
            "foo/baz", "a/cb", "a/c/b", "z", "p/z", "p/q/z", "-", "]", "[", "7", "Q", "a]", "q/r", "k/s", "l/m/t",
            "uvw", "s", "t",
        ]
        for pattern in patterns {
            try repository.write(".gitignore", "# first\n\n\(pattern)\n")
            #expect(try found(paths) == judged(paths), "\(pattern)")
        }
    }

    @Test("A .gitignore precedes info/exclude, which precedes core.excludesFile")
    func readsTheFilesInOrder() throws {
        try repository.write("a/.gitignore", "one\n")
        try repository.write(".gitignore", "!three\n")
        try repository.write(".git/info/exclude", "one\ntwo\nthree\n/a/deep/\n")
        try repository.write("user/excludes", "two\nfour\n")
        try repository.write("home/git/ignore", "five\n")
        let paths: [Path] = ["a/one", "a/two", "three", "four", "five", "a/deep/x.py", "a/deep"]
        let home = ["XDG_CONFIG_HOME": repository.path("home")]
        #expect(try judged(paths, home).values.contains("\(repository.path("home"))/git/ignore:1:five"))
        #expect(try found(paths, home).values.contains("home/git/ignore:1:five"))
        try repository.git("config", "core.excludesFile", "user/excludes")
        #expect(try found(paths, home) == judged(paths, home))
        #expect(try judged(paths, home)["four"] == "user/excludes:2:four")
        try repository.git("config", "core.ignoreCase", "true")
        let upper: [Path] = ["A/one", "a/ONE", "FOUR"]
        #expect(try found(upper, home) == judged(upper, home))
    }

    @Test("Ignored entries are those that git status --ignored lists, and the rest of the folder is not")
    func listsIgnoredEntries() throws {
        try repository.write(".gitignore", "env*\n/versions/\n*.pyc\n")
        try repository.write("m/tracked.py", "")
        try repository.write("m/kept/env.py", "")
        try repository.git("add", "-Af", "m")
        try repository.write("m/env.py", "")
        try repository.write("m/a.pyc", "")
        try repository.write("m/environment/x.py", "")
        try repository.write("m/kept/envelope", "")
        try repository.write("versions/deep/a.py", "")
        try repository.link("m/env.link", to: "tracked.py")
        let tree = try repository.opened().worktree()
        let listed = try repository.git("status", "--ignored", "--porcelain", "--untracked-files=all")
        #expect(
            listed.contains("!! m/env.py") && listed.contains("!! m/environment/") && !listed.contains("!! m/kept/\n"))
        #expect(
            try tree.ignoredEntries(in: "m").map(\.path) == ["m/a.pyc", "m/env.link", "m/env.py", "m/environment"])
        #expect(try tree.ignoredEntries(in: "m/kept").map(\.path) == ["m/kept/envelope"])
        #expect(try tree.ignoredEntries(in: .root).map(\.path) == ["versions"])
        #expect(try tree.ignoredEntries(in: "versions/deep").map(\.path) == ["versions/deep/a.py"])
        #expect(try tree.ignoredEntries(in: "missing").isEmpty)
        #expect(try tree.ignoreReason(of: "versions/deep/a.py")?.description == "`/versions/` in line 2 of .gitignore")
    }
}
