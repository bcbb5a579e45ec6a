import Foundation
import OrchestratorCore
import Testing

struct CatalogueTests {
    /// `releases.json`, as `scripts/update-releases` wrote it.
    private struct Source {
        let package: String
        let revisions: [String: (down: String?, message: String)]
        let releases: [String: (heads: [String], downs: [String: String])]

        init() throws {
            let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
            let data = try Data(contentsOf: root.appendingPathComponent("releases.json"))
            let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            package = try #require(json["package"] as? String)
            revisions = try #require(json["revisions"] as? [String: [String: Any]]).mapValues {
                (down: $0["down_revision"] as? String, message: try #require($0["message"] as? String))
            }
            releases = try #require(json["releases"] as? [String: Any]).mapValues {
                if let head = $0 as? String { return (heads: [head], downs: [:]) }
                let exception = try #require($0 as? [String: Any])
                return (
                    heads: try #require(exception["heads"] as? [String]),
                    downs: try #require(exception["down_revisions"] as? [String: String])
                )
            }
        }
    }

    private func release(_ text: String) throws -> CoreRelease {
        let version = try version(text)
        return try #require(Catalogue.release(version), "\(text)")
    }

    @Test("The catalogue equals releases.json")
    func isReleasesJSON() throws {
        let source = try Source()
        #expect(Catalogue.package == source.package)
        #expect(Catalogue.releases.count == source.releases.count)
        for (text, expected) in source.releases {
            let known = try version(text)
            let release = try release(text)
            #expect(known.description == text)
            #expect(release.version == known)
            #expect(release.heads == expected.heads)
            // The chain, walked in releases.json.
            var downs: [String: String?] = [:]
            var waiting = expected.heads
            while let id = waiting.popLast() {
                let down = expected.downs[id] ?? source.revisions[id]?.down
                downs[id] = down
                if let down { waiting.append(down) }
            }
            let chain = Catalogue.chain(of: release)
            #expect(Dictionary(uniqueKeysWithValues: chain.map { ($0.id, $0.down) }) == downs, "\(text)")
            #expect(chain.allSatisfy { $0.message == source.revisions[$0.id]?.message })
        }
        #expect(source.revisions.keys.allSatisfy(Catalogue.isKnownRevision))
    }

    @Test("The releases are in the order of PEP 440")
    func isInOrder() {
        let versions = Catalogue.releases.map(\.version)
        #expect(zip(versions, versions.dropFirst()).allSatisfy { $0 < $1 })
        #expect(Catalogue.newest == versions.last)
    }

    @Test("Every final release is a single chain")
    func everyFinalReleaseIsOneStraightChain() {
        for release in Catalogue.releases where !release.version.isPreRelease {
            let chain = Catalogue.chain(of: release)
            #expect(chain.first?.id == "c112305b07d3")
            #expect(chain.map(\.down) == [nil] + chain.dropLast().map(\.id), "\(release.version)")
            #expect(release.head == chain.last?.id)
            #expect(chain == Catalogue.chain(to: chain.last?.id ?? ""))
        }
    }

    @Test("A revision comes after its parent")
    func listsARevisionAboveTheOneThatItStandsOn() {
        for release in Catalogue.releases {
            var seen: Set<String> = []
            for revision in Catalogue.chain(of: release) {
                #expect(revision.down.map(seen.contains) ?? seen.isEmpty, "\(release.version): \(revision.id)")
                seen.insert(revision.id)
            }
        }
    }

    /// The facts of `orchestrator-core` as they were observed apart from the script.
    @Test(
        "The head of a release is known",
        arguments: [
            ("0.5.0", "bed6bc0b197a", 7), ("1.3.6", "da5c9f4cce1c", 12), ("2.0.0", "da5c9f4cce1c", 12),
            ("3.0.0", "bac6be6f2b4f", 17), ("4.0.0", "161918133bec", 21), ("4.8.2", "d69e10434a04", 27),
            ("5.0.0", "be3163f7c49d", 31), ("5.0.5", "cab8b6a0ac92", 32), ("5.1.3", "ca79fd834ba0", 34),
            ("5.2.0", "ca79fd834ba0", 34), ("5.3.0", "ca79fd834ba0", 34), ("5.4.0", "544fd845554d", 35),
            ("5.5.0", "544fd845554d", 35),
        ])
    func knowsTheHead(text: String, head: String, count: Int) throws {
        let release = try release(text)
        #expect(release.head == head)
        #expect(Catalogue.chain(of: release).count == count)
    }

    @Test("The pre-releases with two heads are known")
    func knowsThePreReleasesWithTwoHeads() throws {
        let candidate = try release("4.0.0-rc.1")
        #expect(candidate.head == nil)
        #expect(candidate.heads == ["68d14db1b8da", "fc5c993a4b4a"])
        let downs = Dictionary(uniqueKeysWithValues: Catalogue.chain(of: candidate).map { ($0.id, $0.down) })
        #expect(downs["68d14db1b8da"] == "bac6be6f2b4f")
    }

    @Test("An edge that changed before the final release is known")
    func knowsAnEdgeThatChangedBeforeTheRelease() throws {
        let candidate = try release("5.0.0rc1")
        #expect(Catalogue.chain(of: candidate).last?.down == "a1b2c3d4e5f6")
        #expect(Catalogue.chain(to: "be3163f7c49d").last?.down == "262744958e0c")
    }

    @Test("Other versions are unknown", arguments: ["0.4.9", "1.3.7", "5.5.0+local", "5.5.0.post1", "99.0", "1!5.5.0"])
    func doesNotKnow(text: String) throws {
        #expect(Catalogue.release(try version(text)) == nil)
    }

    @Test("An unknown head has no chain")
    func hasNoChainToWhatItDoesNotKnow() {
        #expect(Catalogue.chain(to: "0123456789ab").isEmpty)
        #expect(!Catalogue.isKnownRevision("0123456789ab"))
    }
}
