import Alembic
import Testing

/// The table of ALEMBIC.md, "What a deployed database remembers", row by row: what becomes of a deployed database when
/// the files are edited.
///
/// The core is `s1 → s2 (→ s3 …)`, the project `d0 → d1`, and `d0` depends on `s2`.
struct EditedGraphTests {
    private typealias Line = (id: String, down: [String], dependsOn: [String])

    private static func graph(_ lines: Line...) -> RevisionGraph {
        RevisionGraph(
            lines.map { RevisionDeclaration(id: $0.id, downRevisions: $0.down, dependencies: $0.dependsOn) })
    }

    private static let deployed = graph(
        ("d0", [], ["s2"]), ("d1", ["d0"], []), ("s1", [], []), ("s2", ["s1"], []))

    /// What the forecast says, by ids.
    private struct Outcome: Equatable {
        var missing: [String] = []
        var overlaps: [[String]] = []
        var skipped: [String] = []
        var repeated: [String] = []
        var run: [String] = []
        var order: [String] = []
    }

    private static func outcome(of old: RevisionGraph, _ new: RevisionGraph) -> Outcome {
        let database = DeployedDatabase(upgradedTo: old)
        let forecast = UpgradeForecast(of: database, with: new)
        let ids = { (nodes: [Int]) in nodes.map { new.nodes[$0].id } }
        let outcome = Outcome(
            missing: forecast.missingRows, overlaps: forecast.overlaps.map { [$0.row, $0.above] },
            skipped: ids(forecast.skipped), repeated: ids(forecast.repeated), run: ids(forecast.run),
            order: ids(UpgradePlan(of: new, from: database).steps))
        #expect(forecast.isSafe == (outcome == Outcome(run: outcome.run, order: outcome.order)))
        return outcome
    }

    @Test("The rows of a database are its maximal applied revisions")
    func whatIsDeployedIsRememberedByItsMaximalRevisions() {
        let database = DeployedDatabase(upgradedTo: Self.deployed)
        #expect(database.applied == ["d0", "d1", "s1", "s2"])
        #expect(database.rows == ["d1"])
        #expect(Self.outcome(of: Self.deployed, Self.deployed) == Outcome())
    }

    @Test("A dependency changed to a new schema revision makes Alembic skip that revision")
    func aDependencyRepointedToANewSchemaRevisionSkipsIt() {
        let edited = Self.graph(
            ("d0", [], ["s3"]), ("d1", ["d0"], []), ("s1", [], []), ("s2", ["s1"], []), ("s3", ["s2"], []))
        #expect(Self.outcome(of: Self.deployed, edited) == Outcome(skipped: ["s3"]))
        let later = Self.graph(
            ("d0", [], ["s3"]), ("d1", ["d0"], []), ("s1", [], []), ("s2", ["s1"], []), ("s3", ["s2"], []),
            ("s4", ["s3"], []))
        #expect(Self.outcome(of: Self.deployed, later) == Outcome(skipped: ["s3"], run: ["s4"], order: ["s4"]))
    }

    @Test("A dependency changed to an applied schema revision makes two rows overlap")
    func aDependencyRepointedToAnAppliedSchemaRevisionOverlaps() {
        let before = Self.graph(
            ("d0", [], ["s2"]), ("d1", ["d0"], []), ("s1", [], []), ("s2", ["s1"], []), ("s3", ["s2"], []))
        #expect(DeployedDatabase(upgradedTo: before).rows == ["d1", "s3"])
        let edited = Self.graph(
            ("d0", [], ["s3"]), ("d1", ["d0"], []), ("s1", [], []), ("s2", ["s1"], []), ("s3", ["s2"], []))
        #expect(Self.outcome(of: before, edited) == Outcome(overlaps: [["s3", "d1"]]))
    }

    @Test("A new migration that depends on the new schema revision runs after it")
    func aNewMigrationThatDependsOnTheNewSchemaRevisionIsRight() {
        let repaired = Self.graph(
            ("d0", [], ["s2"]), ("d1", ["d0"], []), ("d2", ["d1"], ["s3"]),
            ("s1", [], []), ("s2", ["s1"], []), ("s3", ["s2"], []))
        #expect(
            Self.outcome(of: Self.deployed, repaired) == Outcome(run: ["d2", "s3"], order: ["s3", "d2"]))
        let upgraded = Self.graph(
            ("d0", [], ["s2"]), ("d1", ["d0"], []), ("s1", [], []), ("s2", ["s1"], []), ("s3", ["s2"], []))
        #expect(Self.outcome(of: upgraded, repaired) == Outcome(run: ["d2"], order: ["d2"]))
    }

    @Test("A new migration without a dependency runs in the order of the folders")
    func aNewMigrationWithoutDependencyRunsInTheOrderOfTheFolders() {
        let data: [Line] = [("d0", [], ["s2"]), ("d1", ["d0"], []), ("d2", ["d1"], [])]
        let core: [Line] = [("s1", [], []), ("s2", ["s1"], []), ("s3", ["s2"], []), ("s4", ["s3"], [])]
        let declarations = { (lines: [Line]) in
            RevisionGraph(
                lines.map { RevisionDeclaration(id: $0.id, downRevisions: $0.down, dependencies: $0.dependsOn) })
        }
        let order = { (graph: RevisionGraph, database: DeployedDatabase?) in
            UpgradePlan(of: graph, from: database).steps.map { graph.nodes[$0].id }
        }
        let database = DeployedDatabase(upgradedTo: Self.deployed)
        let (local, package) = (declarations(data + core), declarations(core + data))
        #expect(order(local, nil) == ["s1", "s2", "s3", "s4", "d0", "d1", "d2"])
        #expect(order(package, nil) == ["s1", "s2", "d0", "d1", "d2", "s3", "s4"])
        #expect(order(local, database) == ["s3", "s4", "d2"])
        #expect(order(package, database) == ["d2", "s3", "s4"])
    }

    @Test("A head that becomes an ancestor of another makes two rows overlap")
    func aHeadHungBelowAnotherOverlaps() {
        let before = Self.graph(
            ("d0", [], ["s2"]), ("d1", ["d0"], []), ("e1", ["d0"], []), ("s1", [], []), ("s2", ["s1"], []))
        let edited = Self.graph(
            ("d0", [], ["s2"]), ("d1", ["d0"], []), ("e1", ["d1"], []), ("s1", [], []), ("s2", ["s1"], []))
        #expect(Self.outcome(of: before, edited) == Outcome(overlaps: [["d1", "e1"]]))
    }

    @Test("A new revision between applied ones is skipped")
    func aRevisionSlippedInBelowADeployedOneIsSkipped() {
        let edited = Self.graph(
            ("d0", [], ["s2"]), ("d1", ["e1"], []), ("e1", ["d0"], []), ("s1", [], []), ("s2", ["s1"], []))
        #expect(Self.outcome(of: Self.deployed, edited) == Outcome(skipped: ["e1"]))
    }

    @Test("An applied head that is deleted cannot be located")
    func aDeployedHeadThatIsGoneCannotBeLocated() {
        let deleted = Self.graph(("d0", [], ["s2"]), ("s1", [], []), ("s2", ["s1"], []))
        #expect(Self.outcome(of: Self.deployed, deleted) == Outcome(missing: ["d1"]))
        let renamed = Self.graph(
            ("d0", [], ["s2"]), ("x1", ["d0"], []), ("s1", [], []), ("s2", ["s1"], []))
        #expect(Self.outcome(of: Self.deployed, renamed) == Outcome(missing: ["d1"]))
    }

    // MARK: What the table leaves open

    @Test("An applied revision that loses its child runs twice")
    func aDeployedRevisionThatIsCutOffBelowRunsTwice() {
        let edited = Self.graph(
            ("d0", [], ["s2"]), ("d1", [], ["s2"]), ("s1", [], []), ("s2", ["s1"], []))
        #expect(
            Self.outcome(of: Self.deployed, edited) == Outcome(repeated: ["d0"], run: ["d0"], order: ["d0"]))
    }

    @Test("A deleted ancestor of the rows causes no error")
    func aDeletedRevisionBelowTheRowsIsNotMissed() {
        let edited = Self.graph(("d1", [], ["s2"]), ("s1", [], []), ("s2", ["s1"], []))
        #expect(Self.outcome(of: Self.deployed, edited) == Outcome())
    }

    @Test("A row is found by a label, and by a prefix of only one name")
    func aRowIsFoundByItsLabelAndByTheOnlyNameThatBeginsWithIt() {
        let old = Self.graph(("abcd", [], []))
        #expect(Self.outcome(of: old, Self.graph(("abcd12", [], []))) == Outcome(skipped: ["abcd12"]))
        #expect(Self.outcome(of: old, Self.graph(("abcd12", [], []), ("abcd34", [], []))) == Outcome(missing: ["abcd"]))
        let labelled = RevisionGraph([RevisionDeclaration(id: "x1", labels: ["abcd"])])
        #expect(Self.outcome(of: old, labelled) == Outcome(skipped: ["x1"]))
    }

    @Test("The upgrade of a graph with a cycle runs nothing")
    func brokenGraphsEndQuietly() {
        let cycle = Self.graph(("a", ["b"], []), ("b", ["a"], []))
        #expect(UpgradePlan(of: cycle, from: nil).steps.isEmpty)
        #expect(DeployedDatabase(upgradedTo: cycle).rows.isEmpty)
        let dangling = Self.graph(("a", ["missing"], ["gone"]))
        #expect(UpgradePlan(of: dangling, from: nil).steps == [0])
        #expect(Self.outcome(of: cycle, dangling).run == ["a"])
        #expect(UpgradePlan(of: RevisionGraph([]), from: nil).steps.isEmpty)
    }

    /// Two lines of ten thousand that depend on each other all the way up: no recursion, and no walk for each revision.
    @Test("The upgrade of a long history is computed in time")
    func longHistoriesAreForecast() {
        let count = 10_000
        var lines: [Line] = []
        for number in 0..<count {
            lines.append(("s\(number)", number == 0 ? [] : ["s\(number - 1)"], []))
            lines.append(("d\(number)", number == 0 ? [] : ["d\(number - 1)"], ["s\(number / 2)"]))
        }
        let graph = RevisionGraph(
            lines.map { RevisionDeclaration(id: $0.id, downRevisions: $0.down, dependencies: $0.dependsOn) })
        let plan = UpgradePlan(of: graph, from: nil)
        #expect(plan.failure == nil && Set(plan.steps).count == 2 * count)
        let database = DeployedDatabase(upgradedTo: graph)
        #expect(database.rows == ["d9999", "s9999"])
        #expect(UpgradeForecast(of: database, with: graph).isSafe)
        #expect(
            UpgradeForecast(of: DeployedDatabase(upgradedTo: RevisionGraph([])), with: graph).run.count == 2 * count)
    }
}
