import Alembic
import Diagnostics
import Foundation
import ProjectModel
import Rules
import SourceFiles
import TestSupport
import Testing

/// Runs `upgrade heads` of Alembic on databases, over random edits of graphs with a fixed seed, and compares.
@Suite("Forecast, plan and `upgrade-path` agree with Alembic")
struct UpgradeOracleTests {
    /// What one upgrade did.
    private struct Outcome: Decodable {
        var refused: String?
        var message: String?
        var ran: [String]
        var rows: [String]
        var dependencies: [String: [String]]
    }

    /// Counts the outcomes, by their names.
    private struct Tally {
        var counts: [String: Int] = [:]
        mutating func count(_ name: String) { counts[name, default: 0] += 1 }
        subscript(name: String) -> Int { counts[name] ?? 0 }
    }

    @Test("They agree on small graphs", arguments: [1, 2, 3] as [UInt64])
    func smallGraphs(seed: UInt64) throws {
        let tally = try compare(300, seed: seed, size: 1...14)
        // The comparison is of use only if every outcome occurred.
        #expect(tally["refused: missing"] > 10 && tally["refused: overlaps"] > 10, "\(tally.counts)")
        #expect(tally["skipped"] > 20 && tally["repeated"] > 3 && tally["failed"] > 0, "\(tally.counts)")
        #expect(tally["upgraded"] > 150 && tally["safe"] > 50, "\(tally.counts)")
        #expect(tally["rule: harmless"] > 50 && tally["rule: harm"] > 50, "\(tally.counts)")
    }

    @Test("They agree on graphs of 200 revisions")
    func largeGraphs() throws {
        let tally = try compare(6, seed: 7, size: 200...200)
        #expect(tally["upgraded"] > 2, "\(tally.counts)")
    }

    private func compare(_ count: Int, seed: UInt64, size: ClosedRange<Int>) throws -> Tally {
        var generator = EditedPairGenerator(seed: seed)
        var cases: [[[DrawnRevision]]] = []
        for _ in 0..<count {
            let (deployed, edited) = generator.pair(size: size)
            let named = Set(edited.flatMap(\.down))
            let head = try #require(edited.first { !named.contains($0.id) })
            cases.append([deployed, edited, edited + [DrawnRevision(id: "on_top", down: [head.id])]])
        }
        let encoder = JSONEncoder()
        let input = try cases.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }.joined()
        let outcomes = try PythonOracle.values([Outcome].self, of: "upgrade_oracle.py", input: input)
        try #require(outcomes.count == cases.count)
        var tally = Tally()
        for (drawn, seen) in zip(cases, outcomes) {
            compare(drawn, seen, &tally)
            try compareRule(drawn, seen, &tally)
        }
        return tally
    }

    /// Compares the rule: it reports a finding exactly where Alembic refuses, skips, repeats or fails.
    private func compareRule(_ drawn: [[DrawnRevision]], _ seen: [Outcome], _ tally: inout Tally) throws {
        // A graph that Alembic could not deploy to its end is not a state of a database.
        guard seen[0].refused == nil, seen.count > 1 else { return }
        let before = Set(seen[0].ran)
        let isHarmless =
            seen[1].refused == nil && before.isDisjoint(with: seen[1].ran)
            && before.union(seen[1].ran).isSuperset(of: drawn[1].map(\.id))
        var settings = RuleRegistry.settingsFile.standard
        settings.profile = .alembic
        let tree = Self.project(drawn[1])
        let base = DeployedTrees.Commit(name: "HEAD", tree: Self.project(drawn[0]), settings: settings)
        let reader = ProjectReader(
            LintedSnapshot(tree, repository: .committed), settings: FolderSettings(settings),
            deployed: DeployedTrees(base: base))
        let configs = try ProjectReader.environments(in: tree, folder: .root, root: nil, settings: settings)
            .environments
        let project = try #require(try reader.projects(configs, folder: .root).first)
        let rule = try #require(RuleRegistry.rule("upgrade-path"))
        let outcome = Engine.run([rule], on: project)
        #expect(outcome.notEvaluated.isEmpty, "\(drawn)")
        // Alembic ran on the deployed database alone.
        let messages = outcome.diagnostics.map(\.message).filter { !$0.contains("on a fresh database") }
        #expect(messages.isEmpty == isHarmless, "\(seen) \(messages) \(drawn)")
        #expect(outcome.diagnostics.allSatisfy { $0.location != nil }, "\(drawn) \(outcome.diagnostics)")
        tally.count(isHarmless ? "rule: harmless" : "rule: harm")
    }

    /// The files of a graph; their names keep the order in which Alembic loads them.
    private static func project(_ drawn: [DrawnRevision]) -> MemoryTree {
        func literal(_ ids: [String]) -> String {
            ids.isEmpty ? "None" : "(" + ids.map { "\"\($0)\", " }.joined() + ")"
        }
        var files: [Path: [UInt8]] = ["alembic.ini": Array("[alembic]\nscript_location = migrations\n".utf8)]
        for (number, revision) in drawn.enumerated() {
            let text =
                "revision = \"\(revision.id)\"\ndown_revision = \(literal(revision.down))\n"
                + "depends_on = \(literal(revision.dependencies))\nbranch_labels = \(literal(revision.labels))\n"
            files[Path(stringLiteral: "migrations/versions/\(10_000 + number)_x.py")] = Array(text.utf8)
        }
        return MemoryTree(files)
    }

    private func compare(_ drawn: [[DrawnRevision]], _ seen: [Outcome], _ tally: inout Tally) {
        let context = Comment(rawValue: "\(drawn) \(seen)")
        let deployed = Self.graph(drawn[0], seen[0])
        guard isOrderRight(UpgradePlan(of: deployed, from: nil), deployed, seen[0], context) else {
            tally.count("failed")
            return
        }
        let database = DeployedDatabase(upgradedTo: deployed)
        #expect(database.rows == seen[0].rows, context)
        #expect(database.applied == Set(seen[0].ran), context)

        let edited = Self.graph(drawn[1], seen[1])
        let forecast = UpgradeForecast(of: database, with: edited)
        let plan = UpgradePlan(of: edited, from: database)
        let ids = { (nodes: [Int]) in Set(nodes.map { edited.nodes[$0].id }) }
        if let refused = seen[1].refused, refused != "failed" {
            tally.count("refused: " + refused)
            #expect(plan.steps.isEmpty && forecast.run.isEmpty && !forecast.isSafe, context)
            #expect(forecast.skipped.isEmpty && forecast.repeated.isEmpty, context)
            let message = seen[1].message ?? ""
            if refused == "missing" {
                #expect(forecast.missingRows.contains { message.hasSuffix("by '\($0)'") }, context)
            } else {
                #expect(refused == "overlaps" && forecast.missingRows.isEmpty, context)
                let named = message.components(separatedBy: " revisions ").last?.components(separatedBy: ", ") ?? []
                // The message names revisions; a row may contain a shortened id.
                let rows = Set(forecast.overlaps.map(\.row))
                #expect(!rows.isEmpty && named.allSatisfy { name in rows.contains { name.hasPrefix($0) } }, context)
            }
            return
        }
        #expect(forecast.missingRows.isEmpty && forecast.overlaps.isEmpty, context)
        guard isOrderRight(plan, edited, seen[1], context) else {
            tally.count("failed")
            return
        }
        tally.count("upgraded")
        let ran = Set(seen[1].ran)
        #expect(ids(forecast.run) == ran, context)
        #expect(ids(forecast.repeated) == ran.intersection(seen[0].ran), context)
        #expect(ids(forecast.skipped) == Set(drawn[1].map(\.id)).subtracting(seen[0].ran).subtracting(ran), context)
        for (name, isSeen) in [
            ("skipped", !forecast.skipped.isEmpty), ("repeated", !forecast.repeated.isEmpty), ("safe", forecast.isSafe),
        ] where isSeen { tally.count(name) }
        later(seen, forecast, edited, context, &tally)
    }

    /// Compares a later upgrade: it applies what is new, and what was skipped stays skipped.
    private func later(
        _ seen: [Outcome], _ forecast: UpgradeForecast, _ edited: RevisionGraph, _ context: Comment,
        _ tally: inout Tally
    ) {
        guard seen.count > 2 else { return }
        if seen[2].refused == nil {
            #expect(seen[2].ran == ["on_top"], context)
        } else {
            tally.count("refused later: " + (seen[2].refused ?? ""))
        }
    }

    /// Compares the order; returns `false` if the upgrade failed after some revisions.
    private func isOrderRight(_ plan: UpgradePlan, _ graph: RevisionGraph, _ seen: Outcome, _ context: Comment) -> Bool
    {
        let steps = plan.steps.map { graph.nodes[$0].id }
        guard let refused = seen.refused else {
            #expect(steps == seen.ran && plan.failure == nil, context)
            return true
        }
        #expect(refused == "failed", context)
        #expect(plan.failure.map { Array(steps[...$0]) } == seen.ran, context)
        return false
    }

    /// The graph; the dependencies of a revision have the order in which a set of Python gave them to Alembic.
    private static func graph(_ drawn: [DrawnRevision], _ seen: Outcome) -> RevisionGraph {
        RevisionGraph(
            drawn.map { revision in
                var revision = revision
                revision.dependencies = (seen.dependencies[revision.id] ?? []) + revision.dependencies
                return revision.declaration
            })
    }
}
