import Foundation
import OrchestratorCore
import Testing

/// The version that `text` spells; fails the test where it is none.
func version(_ text: String) throws -> PackageVersion {
    try #require(PackageVersion(text), "\(text)")
}

struct PackageVersionTests {
    /// In ascending order; the same list stands in appendix form in PEP 440.
    static let ascending = [
        "0.5.0", "0.9", "1.0.dev456", "1.0a1", "1.0a2.dev456", "1.0a12.dev456", "1.0a12", "1.0b1.dev456", "1.0b2",
        "1.0b2.post345.dev456", "1.0b2.post345", "1.0rc1.dev456", "1.0rc1", "1.0", "1.0+abc.5", "1.0+abc.7", "1.0+5",
        "1.0.post456.dev34", "1.0.post456", "1.0.15", "1.1.dev1", "1.1", "1.9", "1.10", "5.0.0a8", "5.0.0rc1", "5.0.0",
        "1!0.1",
    ]

    @Test("Versions are ordered by PEP 440")
    func ordersAsThePEPDoes() throws {
        let versions = try Self.ascending.map(version)
        for (index, version) in versions.enumerated() {
            for (other, right) in versions.enumerated() {
                #expect((version < right) == (index < other), "\(version) < \(right)")
                #expect((version == right) == (index == other), "\(version) == \(right)")
            }
        }
    }

    @Test(
        "Spellings of a version are normalized",
        arguments: [
            ("v1.2.3", "1.2.3"), ("1.2", "1.2.0"), ("1", "1.0.0"), (" 1.2.3\n", "1.2.3"), ("1.2.3.0", "1.2.3"),
            ("1.2.3-rc1", "1.2.3rc1"), ("1.2.3.RC.1", "1.2.3rc1"), ("1.2.3c1", "1.2.3rc1"), ("1.2.3-pre", "1.2.3rc0"),
            ("1.2.3alpha4", "1.2.3a4"), ("1.2.3_beta", "1.2.3b0"), ("1.2.3-1", "1.2.3.post1"),
            ("1.2.3.rev2", "1.2.3.post2"), ("1.2.3post", "1.2.3.post0"), ("1.2.3.dev", "1.2.3.dev0"),
            ("1.2.3-dev4", "1.2.3.dev4"), ("1.2.3+Ubuntu-1", "1.2.3+ubuntu.1"), ("2!1.0", "2!1.0.0"),
            ("01.002.3", "1.2.3"), ("1.2.3rc1.post2.dev3+x.4", "1.2.3rc1.post2.dev3+x.4"), ("0", "0.0.0"),
        ])
    func normalizes(spelling: String, normal: String) {
        #expect(PackageVersion(spelling)?.description == normal)
        #expect(PackageVersion(spelling) == PackageVersion(normal))
    }

    @Test(
        "Texts that are not versions are refused",
        arguments: [
            "", "v", "1.", "1..2", ".1", "1.2.*", "1.2.3rc1rc2", "1.2.3+", "1.2.3+a..b", "1.2.3+é", "1,2", "latest",
            "1.2 3", "99999999999999999999", "1.2.3--1", "!1", "1!",
        ])
    func refuses(text: String) {
        #expect(PackageVersion(text) == nil)
    }

    @Test(
        "Pre-releases are recognised",
        arguments: [("1.0", false), ("1.0.post1", false), ("1.0rc1", true), ("1.0.dev1", true), ("1.0+x", false)])
    func knowsPreReleases(text: String, expected: Bool) {
        #expect(PackageVersion(text)?.isPreRelease == expected)
    }

    /// Compares with the reference implementation, where this machine has it.
    @Test("The order equals that of Python's packaging", .enabled(if: Python.hasPackaging)) func agreesWithPackaging()
        throws
    {
        let releases = Catalogue.releases.map(\.version.description)
        let texts = (Self.ascending + releases + ["1.0-1", "1.0.c1", "v1.0.0a", "1.0.0+2.a"]).shuffled()
        let script = """
            import json, sys
            from packaging.version import Version
            print(json.dumps(sorted(json.load(sys.stdin), key=lambda text: (Version(text), text))))
            """
        let answer = try Python.run(script, input: JSONEncoder().encode(texts))
        let expected = try JSONDecoder().decode([String].self, from: answer)
        let sorted = try texts.sorted { (left: String, right: String) throws -> Bool in
            let versions = (try version(left), try version(right))
            return versions.0 == versions.1 ? left < right : versions.0 < versions.1
        }
        #expect(sorted == expected)
    }
}
