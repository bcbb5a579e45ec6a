import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("A revision that Git has seen where databases are deployed from stays, and the note says where")
struct ReleasedRevisionTests {
    /// A project on `main` with the revisions a1 and b1, of which the branch `topic` adds two heads: x1 and y1 on a1.
    private static func project() throws -> AlembicProject {
        let project = try AlembicProject()
        try project.write("a1", down: "None")
        try project.commit()
        return project
    }

    /// The notes without a place of the only finding, and its fix.
    private static func finding(_ project: AlembicProject) throws -> (notes: [String], fix: Fix?) {
        let findings = project.findings()
        #expect(findings.map(\.rule) == ["single-head"], "\(findings)")
        let finding = try #require(findings.first)
        return (finding.notes.filter { $0.location == nil }.map(\.message), finding.fix)
    }

    private static func fix(_ project: AlembicProject, allowsUnsafe: Bool) -> Outcome {
        var request = CheckRequest()
        request.fixes = FixRequest(allowsUnsafe: allowsUnsafe)
        return project.repository.perform(request)
    }

    // MARK: The base

    /// Case 04 of the field: a feature was published, reverted and restored, while another one was published.
    @Test("A migration that was on main, deleted and restored, is joined by a merge revision, and no table is skipped")
    func restored() throws {
        let project = try Self.project()
        try project.write("b1", down: "\"a1\"")
        try project.commit()
        let first = try project.upgrade()
        #expect(first.ran == ["a1", "b1"])
        try project.remove("b1")
        try project.commit()
        let deletion = try project.repository.git("rev-parse", "--short=8", "HEAD")
        try project.write("c1", down: "\"a1\"")
        try project.commit()
        try project.repository.git("checkout", "--quiet", "-b", "topic")
        try project.write(("b1", "\"a1\""), ("d1", "\"b1\""))
        let found = try Self.finding(project)
        #expect(found.notes == ["b1 was on main until \(deletion) (2026-01-02)"])
        #expect(found.fix?.applicability == .unsafe && found.fix?.title.hasPrefix("add the merge revision") == true)
        #expect(Self.fix(project, allowsUnsafe: false).status == .found)
        #expect(Self.fix(project, allowsUnsafe: true).status == .success)
        // The database of the first deployment runs what it has not run, and nothing twice.
        let upgrade = try project.upgrade()
        #expect(Set(upgrade.ran).isSuperset(of: ["c1", "d1"]) && !upgrade.ran.contains("b1"))
        #expect(upgrade.complaint == "")
    }

    @Test("The folders may have moved since")
    func movedFolder() throws {
        let project = try Self.project()
        try project.write("b1", down: "\"a1\"")
        try project.commit()
        try project.remove("b1")
        try project.commit()
        try project.repository.git("mv", "m", "db")
        try project.repository.write("alembic.ini", "[alembic]\nscript_location = db\n")
        try project.commit()
        try project.repository.git("mv", "db", "migrations")
        try project.repository.write("alembic.ini", "[alembic]\nscript_location = migrations\n")
        try project.repository.write("migrations/versions/c1_x.py", migration("c1", ["a1"]))
        try project.commit()
        try project.repository.git("checkout", "--quiet", "-b", "topic")
        try project.repository.write("migrations/versions/b1_x.py", migration("b1", ["a1"]))
        let found = try Self.finding(project)
        #expect(found.notes.count == 1 && found.notes.first?.hasPrefix("b1 was on main until") == true)
    }

    @Test("A migration that was on main and is restored keeps its dependency on an old schema revision")
    func dependency() throws {
        let repository = try ReferenceProject.make()
        let path = "\(ReferenceProject.migrations)/a1_x.py"
        let text = migration("a1", ["9cbc348cc1dc"], dependsOn: "165303a20fb1")
        try repository.write(path, text)
        #expect(repository.perform(CheckRequest()).rules.contains("depends-on-current"))
        try repository.git("add", "--all")
        try repository.commit("Add a migration")
        try repository.remove(Path(normalized: Array(path.utf8)))
        try repository.git("add", "--all")
        try repository.commit("Remove it")
        try repository.write(path, text)
        #expect(!repository.perform(CheckRequest()).rules.contains("depends-on-current"))
    }

    @Test("No help advises to edit what was on main: a long id that Alembic loads is an info, as if it was published")
    func advice() throws {
        let project = try Self.project()
        let id = "a_very_long_name_for_one_revision_id"
        try project.write(id, down: "\"a1\"", file: "b1")
        #expect(project.findings().contains { $0.rule == "revision-id" && $0.severity > .info })
        try project.commit()
        try project.remove("b1")
        try project.commit()
        try project.write(id, down: "\"a1\"", file: "b1")
        let found = project.findings().filter { $0.rule == "revision-id" }
        #expect(found.map(\.severity) == [.info])
        #expect(found.first?.help == "keep it: databases that applied this migration contain the id")
    }

    // MARK: Tags and branches

    @Test(
        "Where else it is released",
        arguments: [
            ("tag v1.0", "is in tag v1.0"), ("branch develop", "is in branch develop"),
            ("branch release/1.x", "is in branch release/1.x"), ("tag nightly", ""), ("branch feature", ""),
        ])
    func elsewhere(place: String, note: String) throws {
        let project = try Self.project()
        try project.repository.git("checkout", "--quiet", "-b", "other")
        try project.write("b1", down: "\"a1\"")
        try project.commit()
        let words = place.split(separator: " ").map(String.init)
        try project.repository.git(words[0], words[1])
        try project.repository.git("checkout", "--quiet", "main")
        try project.write("c1", down: "\"a1\"")
        try project.commit()
        try project.repository.git("checkout", "--quiet", "-b", "topic")
        try project.write("b1", down: "\"a1\"")
        let found = try Self.finding(project)
        #expect(found.notes == (note.isEmpty ? [] : ["b1 " + note]))
        #expect((found.fix?.applicability == .safe) == note.isEmpty)
    }

    @Test("`released` of rules.json replaces the standard names, with exclusions")
    func settings() throws {
        let project = try Self.project()
        try project.repository.git("checkout", "--quiet", "-b", "live/eu")
        try project.write("b1", down: "\"a1\"")
        try project.commit()
        try project.repository.git("tag", "v1")
        try project.repository.git("checkout", "--quiet", "main")
        try project.write("c1", down: "\"a1\"")
        try project.commit()
        try project.repository.git("checkout", "--quiet", "-b", "topic")
        try project.write("b1", down: "\"a1\"")
        let notes = { (released: String) in
            try project.repository.write("rules.json", #"{"lint": 1, "released": [\#(released)]}"#)
            return try Self.finding(project).notes
        }
        #expect(try notes("") == ["b1 is in tag v1"])
        try project.repository.git("tag", "v1.1", "v1")
        #expect(try notes("") == ["b1 is in tags v1, v1.1"])
        #expect(try notes(#""live/*""#) == ["b1 is in branch live/eu"])
        #expect(try notes(#""live/*", "!live/eu""#) == [])
    }

    // MARK: Remotes

    /// A clone of a remote in which b1 is on the branch `topic-a` alone and c1 on main.
    private static func clone() throws -> (remote: AlembicProject, clone: GitRepository) {
        let remote = try project()
        try remote.repository.git("checkout", "--quiet", "-b", "topic-a")
        try remote.write("b1", down: "\"a1\"")
        try remote.commit()
        try remote.repository.git("checkout", "--quiet", "main")
        try remote.write("c1", down: "\"a1\"")
        try remote.commit()
        return (remote, try remote.repository.clone())
    }

    @Test("A revision of the branch that this one is stacked on moves with --unsafe-fixes alone")
    func stacked() throws {
        let (_, clone) = try Self.clone()
        try clone.git("checkout", "--quiet", "--no-track", "-b", "topic-b", "origin/topic-a")
        try clone.git("merge", "--quiet", "--no-edit", "origin/main")
        let finding = try #require(clone.perform(CheckRequest()).report?.diagnostics.first { $0.rule == "single-head" })
        #expect(finding.notes.contains { $0.message == "b1 is in origin/topic-a, too" })
        #expect(finding.fix?.applicability == .unsafe)
        // On the branch itself it is a draft of one's own.
        try clone.git("checkout", "--quiet", "-B", "topic-a", "origin/topic-a")
        try clone.git("merge", "--quiet", "--no-edit", "origin/main")
        let own = try #require(clone.perform(CheckRequest()).report?.diagnostics.first { $0.rule == "single-head" })
        #expect(own.fix?.applicability == .safe && !own.notes.contains { $0.message.contains("too") })
    }

    @Test("In a clone that lacks a part of the history, the finding stands and the fix is withheld")
    func incomplete() throws {
        let (_, clone) = try Self.clone()
        try clone.git("checkout", "--quiet", "-b", "topic")
        try clone.write("m/versions/d1_x.py", migration("d1", ["a1"]))
        let finding = { () throws -> Diagnostic in
            try #require(clone.perform(CheckRequest()).report?.diagnostics.first { $0.rule == "single-head" })
        }
        #expect(try finding().fix?.applicability == .safe)
        try clone.git("config", "remote.origin.tagOpt", "--no-tags")
        #expect(try finding().fix == nil)
        #expect(try finding().notes.contains { $0.message.contains("this clone fetches no tags") })
        try clone.git("config", "--unset", "remote.origin.tagOpt")
        try clone.git("config", "remote.origin.fetch", "+refs/heads/main:refs/remotes/origin/main")
        #expect(try finding().notes.contains { $0.message.contains("this clone fetches one branch only") })
    }

    @Test("In a clone without old files, too")
    func partial() throws {
        let project = try Self.project()
        try project.write("b1", down: "\"a1\"")
        try project.commit()
        try project.remove("b1")
        try project.commit()
        try project.repository.git("config", "uploadpack.allowFilter", "true")
        let clone = try project.repository.clone("--filter=blob:none")
        try clone.git("checkout", "--quiet", "-b", "topic")
        for id in ["c1", "d1"] { try clone.write("m/versions/\(id)_x.py", migration(id, ["a1"])) }
        let outcome = clone.perform(CheckRequest())
        let finding = try #require(outcome.report?.diagnostics.first { $0.rule == "single-head" })
        #expect(finding.fix == nil && outcome.status == .found)
        #expect(finding.notes.contains { $0.message.contains("a part of the history cannot be read") }, "\(finding)")
    }

    @Test("The main branch of a fork's upstream is the base")
    func fork() throws {
        let (_, clone) = try Self.clone()
        try clone.git("remote", "rename", "origin", "upstream")
        #expect(clone.perform(CheckRequest()).report?.snapshot.base == "upstream/main")
    }
}
