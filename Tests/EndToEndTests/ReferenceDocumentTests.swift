import Foundation
import TestSupport
import Testing

/// lint agrees with what the reference document states about a source folder.
struct ReferenceDocumentTests {
    /// The document, where the checkout stands beside it.
    private static let document = PythonOracle.root + "/../shared/reference/prepare-source-folder.txt"

    @Test(
        "The reference document contains the texts of the cases",
        .enabled(if: FileManager.default.fileExists(atPath: document)))
    func theCasesAreTheDocuments() throws {
        let document = try String(contentsOfFile: Self.document, encoding: .utf8)
        for text in [ReferenceProject.template, ReferenceProject.heads, ReferenceProject.history] {
            #expect(document.contains(text))
        }
    }

    /// "The depends_on version ID should point to the current schema head": that of the template does, before and after
    /// it is published.
    @Test("The template of the document has no finding")
    func theTemplateIsClean() throws {
        let repository = try GitRepository()
        try repository.write("alembic.ini", "")
        try repository.git("add", "--all")
        try repository.commit("Begin")
        try ReferenceProject.write(into: repository)
        try expectClean(repository)
        try repository.git("add", "--all")
        try expectClean(repository)
        try repository.commit("Prepare the source folder")
        try expectClean(repository)
    }

    private func expectClean(_ repository: GitRepository) throws {
        let result = try repository.lint()
        #expect(result.status == 0)
        #expect(result.text.hasPrefix("All checks passed: 1 migration"), "\(result.text)")
        #expect(result.errors.isEmpty)
        #expect(try repository.report().diagnostics.isEmpty)
    }

    @Test("The heads are those that the document shows")
    func headsAreThoseOfTheDocument() throws {
        let repository = try ReferenceProject.make()
        try repository.writeMigration("27571992ebfb", revises: ReferenceProject.root)
        let heads = try #require(try repository.report()["graph"]["heads"].elements)
        let lines = heads.map { head in
            let labels = head["labels"].elements?.compactMap(\.text).joined(separator: ", ") ?? "?"
            let state = head["effective"].boolean == true ? "effective head" : "head"
            return "\(head["revision"].text ?? "?") (\(labels)) (\(state))"
        }
        #expect(lines.sorted() == ReferenceProject.heads.split(separator: "\n").map(String.init))
    }

    /// The schema revisions in the order of the document's history, newest first.
    private static let schemaHistory: [String] = ReferenceProject.history.split(separator: "\n")
        .filter { $0.contains("(schema)") }
        .compactMap { $0.split(separator: " -> ").last?.prefix(12) }.map(String.init)

    /// Each schema revision of the document is as far behind the head as its line in the history.
    @Test("The history that the document shows is the schema chain")
    func theHistoryIsTheSchemaChain() throws {
        let history = Self.schemaHistory
        #expect(history.count == 12)
        let repository = try ReferenceProject.make()
        #expect(try repository.report()["graph"]["revisions"].integer == history.count + 1)
        for (behind, revision) in history.enumerated() {
            try repository.writeMigration("0123456789ab", revises: ReferenceProject.root, dependsOn: revision)
            let finding = try repository.report().diagnostic(of: "depends-on-current")
            let distance = ", \(behind) revision\(behind == 1 ? "" : "s") behind the schema head"
            if behind == 0 {
                #expect(finding == nil)
            } else {
                #expect(finding?["message"].text?.contains(distance) == true, "\(revision)")
            }
        }
    }

    /// The suggested folder layout.
    @Test("Every folder of the document is required", arguments: ReferenceProject.folders)
    func everyFolderIsAskedFor(folder: String) throws {
        let repository = try ReferenceProject.make()
        try repository.remove("\(folder)/.gitkeep")
        let empty = try repository.report()
        #expect(empty.rules == ["tracked-layout"])
        #expect(empty.diagnostics.first?["path"].text == folder)

        try FileManager.default.removeItem(atPath: repository.path(folder))
        let missing = try repository.report()
        #expect(missing.rules == ["source-layout"])
        #expect(missing.diagnostics.first?["path"].text == folder)
        #expect(try repository.lint("--quiet").status == 1)
        // What is staged still has it.
        #expect(try repository.lint("--staged", "--quiet").status == 0)
    }

    /// "The source folder being a valid Git repository" is a condition of the core.
    @Test("The source folder must be a Git repository")
    func theSourceFolderIsARepository() throws {
        let repository = try GitRepository()
        try ReferenceProject.write(into: repository)
        #expect(try repository.report().diagnostic(of: "git-repository") != nil)
        #expect(try repository.lint("--quiet").status == 1)
        try FileManager.default.removeItem(atPath: repository.path(".git"))
        #expect(try repository.report().diagnostic(of: "git-repository") != nil)
        #expect(try repository.lint("--quiet").status == 1)
    }

    /// The document: "The local Alembic head should be labeled data".
    @Test("The head of the project must have the label data")
    func theLocalHeadIsLabelledData() throws {
        let repository = try ReferenceProject.make()
        let unlabelled = ReferenceProject.template.replacing(#"("data",)"#, with: "None")
        try repository.write(ReferenceProject.rootPath, unlabelled)
        #expect(try repository.report().rules == ["data-branch"])
    }

    /// "These commands will detect a missing data head and will add one automatically": so a missing one is not an
    /// error.
    @Test("A missing data head is not an error")
    func aMissingDataHeadIsNoError() throws {
        let repository = try ReferenceProject.make()
        try repository.remove(ReferenceProject.rootPath)
        try repository.write("\(ReferenceProject.migrations)/.gitkeep", "")
        // A published one must not be removed.
        #expect(try repository.report().rules == ["data-root", "published-unchanged"])
        try repository.git("add", "--all")
        try repository.commit("Without a data root")
        let result = try repository.lint()
        #expect(result.status == 0)
        #expect(result.text.hasPrefix("info[data-root]"))
        #expect(try repository.lint("--fail-on", "info").status == 1)
    }
}
