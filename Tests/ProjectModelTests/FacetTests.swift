import Alembic
import OrchestratorCore
import ProjectModel
import SourceFiles
import Testing

struct LayoutTests {
    @Test("A correct source folder has all folders, each with a tracked file")
    func readsACorrectSourceFolder() throws {
        let layout = try Samples.project(Samples.tree()).layout
        #expect(layout.folders.map(\.role) == SourceFolder.allCases)
        #expect(layout.folders.allSatisfy { $0.state == .tracked })
        #expect(layout.migrations?.path == "migrations/versions/schema")
        #expect(layout.sourceFolder == .root)
    }

    @Test("A folder is missing, empty, or not a folder")
    func readsTheStateOfFolders() throws {
        let tree = Samples.tree(
            [
                "workflows/__init__.py": nil, "products/product_types/__init__.py": nil,
                "products/product_blocks/__init__.py": nil, "products/product_blocks": "a file",
            ], emptyFolders: ["workflows"])
        let layout = try Samples.project(tree).layout
        let states = Dictionary(uniqueKeysWithValues: layout.folders.map { ($0.role, $0.state) })
        #expect(states[.workflows] == .empty)
        #expect(states[.productTypes] == .missing)
        #expect(states[.productBlocks] == .notAFolder)
        #expect(layout.folders.first { $0.role == .workflows }?.placeholder?.path == "workflows/__init__.py")
    }

    @Test(
        "A translation is an object, another value or invalid",
        arguments: [("{}", "object"), ("[]", "an array"), ("{", "invalid")])
    func readsTranslations(text: String, expected: String) throws {
        let layout = try Samples.project(Samples.tree(["translations/en-GB.json": text])).layout
        let content =
            switch try #require(layout.translations.first).content {
            case .object: "object"
            case .otherValue(let kind): kind
            case .invalid: "invalid"
            case .notAFile: "not a file"
            }
        #expect(content == expected)
    }

    @Test("A project without a core has no folders of the reference document")
    func readsNoFoldersOfAnAlembicProject() throws {
        let tree = Samples.tree([
            "requirements.txt": nil, "migrations/versions/schema/a.py": Samples.migration("d1", revises: nil),
        ])
        let project = try Samples.project(tree)
        #expect(project.profile == .alembic)
        #expect(project.layout.folders.isEmpty && project.layout.translations.isEmpty)
    }
}

struct RevisionsTests {
    @Test("The graph has the migrations and the core's chain")
    func readsTheGraph() throws {
        let revisions = try Samples.project(Samples.tree()).revisions
        #expect(revisions.migrations.map(\.id) == ["d1"])
        #expect(revisions.ownNodes.map(revisions.id(of:)) == ["d1"])
        #expect(revisions.graph.heads.map(revisions.id(of:)).sorted() == ["d1", "da5c9f4cce1c"])
        let node = try #require(revisions.graph.index(of: "d1"))
        #expect(revisions.labels[node] == ["data"])
        #expect(revisions.migration(at: node)?.path == "migrations/versions/schema/a.py")
        let head = try #require(revisions.graph.index(of: "da5c9f4cce1c"))
        #expect(revisions.migration(at: head) == nil)
    }

    @Test("An id that two files declare has two migrations")
    func readsADuplicate() throws {
        let twin = Samples.migration("d1", revises: nil)
        let revisions = try Samples.project(Samples.tree(["migrations/versions/schema/b.py": twin])).revisions
        let node = try #require(revisions.graph.index(of: "d1"))
        #expect(revisions.migrations(at: node).map(\.path.nameText) == ["a.py", "b.py"])
    }

    @Test("A migration outside of the version folders is misplaced")
    func findsMisplacedMigrations() throws {
        let tree = Samples.tree(["migrations/versions/b.py": Samples.migration("d2", revises: "d1")])
        let revisions = try Samples.project(tree).revisions
        #expect(revisions.misplaced.map(\.path) == ["migrations/versions/b.py"])
        #expect(revisions.migrations.count == 1)
    }

    @Test("The migrations of an external folder are part of the graph, and from a package")
    func readsExternalFolders() throws {
        var settings = Samples.settings
        settings.external.folders = ["vendor"]
        settings.external.revisions = ["x9"]
        let tree = Samples.tree(["vendor/x.py": Samples.migration("x1", revises: nil)])
        let project = try Samples.project(tree, settings: settings)
        #expect(project.revisions.graph.index(of: "x1") != nil)
        #expect(project.isFromPackage("x1") && project.isFromPackage("x9") && !project.isFromPackage("d1"))
    }
}

struct CoreTests {
    @Test("The pinned release decides the schema head and the profile")
    func readsThePin() throws {
        let project = try Samples.project(Samples.tree())
        #expect(project.core.head == "da5c9f4cce1c")
        #expect(project.core.chain.last == "da5c9f4cce1c")
        #expect(project.core.package == "orchestrator-core")
        #expect(project.profile == .orchestrator)
    }

    @Test("The head in the settings comes before the pin")
    func readsTheHeadInTheSettings() throws {
        var settings = Samples.settings
        settings.core.head = "165303a20fb1"
        #expect(try Samples.project(Samples.tree(), settings: settings).core.head == "165303a20fb1")
    }

    @Test("Without a pin, a migration that names a revision of the core makes an orchestrator project")
    func readsTheProfileFromAMigration() throws {
        let project = try Samples.project(Samples.tree(["requirements.txt": nil]))
        #expect(project.profile == .orchestrator)
        #expect(project.core.head == nil)
    }
}

struct DeploymentTests {
    private static let second: Path = "migrations/versions/schema/b.py"
    private static var withSecond: MemoryTree {
        Samples.tree([second: Samples.migration("d2", revises: "d1")])
    }

    @Test("Without a base nothing is published, and every migration may be edited")
    func publishesNothingWithoutABase() throws {
        let project = try Samples.project(Samples.tree())
        #expect(project.deployment.published.isEmpty && project.deployment.isEmpty)
        #expect(project.revisions.migrations.allSatisfy(project.deployment.mayEdit))
    }

    @Test("A migration at the base is published and may not be edited, a new one may")
    func publishesTheBase() throws {
        let project = try Samples.project(Self.withSecond, published: Samples.tree())
        let deployment = project.deployment
        #expect(project.revisions.migrations.map { deployment.isPublished($0) } == [true, false])
        #expect(project.revisions.migrations.map { deployment.mayEdit($0) } == [false, true])
        #expect(deployment.published.base == "origin/main")
        guard case .known(let baseline) = deployment.baseline else {
            Issue.record("the baseline is unknown")
            return
        }
        #expect(baseline["d1"] != nil && baseline["d2"] == nil)
    }

    @Test("The baseline is the merge base, and what the base added since is published")
    func readsTheMergeBase() throws {
        let project = try Samples.project(
            Samples.tree(), published: Self.withSecond, mergeBase: .tree(Samples.tree()))
        #expect(project.deployment.published.contains("d2"))
        guard case .known(let baseline) = project.deployment.baseline else {
            Issue.record("the baseline is unknown")
            return
        }
        #expect(baseline["d2"] == nil)
    }

    @Test("If the merge base is unknown, no migration may be edited")
    func editsNothingWithoutAMergeBase() throws {
        let project = try Samples.project(
            Self.withSecond, published: Samples.tree(), mergeBase: .unknown(reason: "why", help: "how"))
        #expect(!project.revisions.migrations.contains(where: project.deployment.mayEdit))
    }

    @Test("A migration in a release may not be edited")
    func doesNotEditAReleasedMigration() throws {
        let project = try Samples.project(Self.withSecond, releases: [Self.withSecond])
        #expect(project.deployment.releases.map(\.name) == ["v1"])
        #expect(!project.revisions.migrations.contains(where: project.deployment.mayEdit))
    }

    @Test("Changed code is found, changed comments and identifiers are not")
    func comparesTheCode() throws {
        let before = Samples.tree([
            Self.second: Samples.migration("d2", revises: "d1") + "\n\ndef upgrade():\n    pass\n"
        ])
        let after = Samples.tree([
            "migrations/versions/schema/a.py": "# a comment\n"
                + Samples.migration("d1", revises: nil, labels: #"("data",)"#),
            Self.second: Samples.migration("d2", revises: "d1") + "\n\ndef upgrade():\n    op.execute(1)\n",
        ])
        #expect(try Samples.project(after, published: before).deployment.changedCode == ["d2"])
    }

    @Test("A new id at the path of a published migration may not be edited")
    func findsReusedPaths() throws {
        let now = Samples.tree([Self.second: Samples.migration("d9", revises: "d1")])
        let project = try Samples.project(now, published: Self.withSecond)
        #expect(project.deployment.reusedPaths == [Self.second])
        #expect(!project.revisions.migrations.contains(where: project.deployment.mayEdit))
    }
}
