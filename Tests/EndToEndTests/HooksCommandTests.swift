import Foundation
import SourceFiles
import TestSupport
import Testing

/// `lint hooks`, in real repositories.
struct HooksCommandTests {
    private static let names = ["pre-commit", "pre-merge-commit", "pre-push"]

    private func hook(_ name: String, of repository: GitRepository, in folder: String = ".git/hooks") throws -> String {
        try String(contentsOfFile: repository.path("\(folder)/\(name)"), encoding: .utf8)
    }

    @Test("Hooks are installed, listed and uninstalled")
    func installStatusUninstall() throws {
        let repository = try GitRepository()
        #expect(try repository.lint("hooks", "status").status == 1)
        #expect(try repository.lint("hooks", "install").status == 0)
        #expect(try repository.lint("hooks", "status").status == 0)
        for name in Self.names {
            #expect(FileManager.default.isExecutableFile(atPath: repository.path(".git/hooks/\(name)")))
            #expect(try hook(name, of: repository).contains("installed='\(LintProgram.path)'"))
        }
        #expect(try repository.lint("hooks", "uninstall").status == 0)
        #expect(!FileManager.default.fileExists(atPath: repository.path(".git/hooks/pre-push")))
    }

    /// The executable contains the files of `hooks/`: run `scripts/embed-hooks` if this fails.
    @Test("The installed scripts are those of hooks/", arguments: names)
    func theScriptsAreThoseOfTheFolder(name: String) throws {
        let repository = try GitRepository()
        // In the work tree no path of this machine is written.
        try repository.git("config", "core.hooksPath", "shared/hooks")
        #expect(try repository.lint("hooks", "install").status == 0)
        var lines = try hook(name, of: repository, in: "shared/hooks").components(separatedBy: "\n")
        lines.remove(at: 1)
        #expect(
            lines.joined(separator: "\n")
                == String(decoding: try ExampleProject.packageFile("hooks/\(name)"), as: UTF8.self))
    }

    @Test("Hooks of others are left alone")
    func whatIsNotOursIsLeftAlone() throws {
        let repository = try GitRepository()
        try repository.hook("pre-commit", "exit 0")
        let installed = try repository.lint("hooks", "install")
        #expect(installed.status == 1)
        #expect(installed.text.contains("lint --staged --quiet || exit"))
        #expect(try hook("pre-commit", of: repository) == "#!/bin/sh\nexit 0\n")
        // One of ours that somebody has changed is theirs.
        let changed = try hook("pre-push", of: repository) + "echo more\n"
        try repository.write(".git/hooks/pre-push", changed)
        #expect(try repository.lint("hooks", "install").status == 1)
        _ = try repository.lint("hooks", "uninstall")
        #expect(try hook("pre-push", of: repository) == changed)
    }

    @Test("A hooks folder outside of the repository needs --shared")
    func aFolderOutsideOfTheRepositoryNeedsAWord() throws {
        let repository = try GitRepository()
        try repository.git("config", "core.hooksPath", "../shared")
        #expect(try repository.lint("hooks", "install").status == 2)
        #expect(try repository.lint("hooks", "install", "--shared").status == 0)
        #expect(try repository.lint("hooks", "status").status == 0)
    }

    @Test("A linked worktree shares the hooks of the repository")
    func aLinkedWorktreeSharesTheHooks() throws {
        let repository = try ReferenceProject.make()
        try repository.git("worktree", "add", "--quiet", "../linked", "-b", "topic")
        let linked = GitRepository(existing: "linked", in: repository.folder)
        #expect(try linked.lint("hooks", "install").status == 0)
        #expect(try repository.lint("hooks", "status").status == 0)
    }

    @Test("A hook that is not executable is made executable")
    func aHookThatIsNotExecutableIsFixed() throws {
        let repository = try GitRepository()
        _ = try repository.lint("hooks", "install")
        let path = repository.path(".git/hooks/pre-commit")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(try repository.lint("hooks", "status").status == 1)
        #expect(try repository.lint("hooks", "install").status == 0)
        #expect(FileManager.default.isExecutableFile(atPath: path))
    }

    @Test("The setting core.hooksPath is read as Git reads it")
    func theSettingIsReadAsGitReadsIt() throws {
        let repository = try GitRepository()
        try repository.git("config", "core.hooksPath", "/dev/null")
        #expect(try repository.lint("hooks", "install", "--shared").status == 2)
        try repository.git("config", "core.hooksPath", "~/hooks")
        let home = ["HOME": repository.folder.path("home")]
        #expect(try repository.lint("hooks", "install", "--shared", environment: home).status == 0)
        #expect(FileManager.default.fileExists(atPath: repository.folder.path("home/hooks/pre-push")))
    }

    /// Neither the link nor its target is changed.
    @Test("A hook that is a symbolic link is left alone")
    func aSymbolicLinkIsLeftAlone() throws {
        let repository = try GitRepository()
        try repository.link(Path(normalized: Array(".git/hooks/pre-push".utf8)), to: "../../target")
        #expect(try repository.lint("hooks", "install").status == 1)
        #expect(try repository.lint("hooks", "uninstall").status == 0)
        #expect(!FileManager.default.fileExists(atPath: repository.path("target")))
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: repository.path(".git/hooks/pre-push"))
        #expect(link == "../../target")
    }

    @Test("A copied hook of the first version is updated")
    func aCopyOfTheFirstVersionIsUpdated() throws {
        let repository = try GitRepository()
        try repository.hook("pre-commit", firstVersion)
        #expect(try repository.lint("hooks", "status").text.contains("pre-commit: installed, of another version"))
        #expect(try repository.lint("hooks", "install").text.contains("pre-commit: updated"))
        #expect(try repository.lint("hooks", "status").status == 0)
    }

    /// `hooks/pre-commit` as it was before there was `lint hooks`, without its first line.
    private let firstVersion = #"""
        # Refuses a commit whose staged files lint finds wrong. Install it with: cp hooks/pre-commit .git/hooks/
        lint=${LINT:-lint}
        if ! command -v "$lint" >/dev/null; then
            echo "pre-commit: there is no \`$lint\`, so the staged files cannot be linted: \#
        put lint on the PATH, or name it with LINT=" >&2
            echo "pre-commit: to commit all the same: git commit --no-verify" >&2
            exit 1
        fi
        "$lint" --staged --quiet && exit
        echo "pre-commit: not committed; mend what is staged and \`git add\` it, \#
        or commit all the same: git commit --no-verify" >&2
        exit 1
        """#
}
