import Alembic
import SourceFiles
import Testing

/// What a configuration shows of the cause of a problem.
struct ConfigCauseTests {
    private func read(_ text: String, at path: Path = "alembic.ini") throws -> EnvironmentConfig {
        let tree = MemoryTree([path: Array(text.utf8)])
        let found = try Discovery(in: tree, root: nil).environments(named: path)
        try #require(found.count == 1)
        return found[0]
    }

    @Test(
        "A name with a blank, or a part of one, shows how the separator made it",
        arguments: [
            ("path_separator = os\nversion_locations = a b", ["a b"], LocationSplitting.keepsBlank(separator: ":")),
            ("version_path_separator = ;\nversion_locations = a b;c", ["a b", "c"], .keepsBlank(separator: ";")),
            ("version_locations = my folder/a", ["my", "folder/a"], .splitsAtBlank),
            ("path_separator = space\nversion_locations = a b", ["a", "b"], nil),
            ("path_separator = os\nversion_locations = a:b", ["a", "b"], nil),
            ("version_locations = a,b", ["a", "b"], nil),
        ])
    func showsTheSplitting(options: String, names: [String], splitting: LocationSplitting?) throws {
        let config = try read("[alembic]\nscript_location = m\n\(options)\n")
        #expect(config.versionLocations.map(\.text) == names)
        #expect(config.versionLocations.first?.splitting == splitting)
    }

    @Test(
        "A conflict marker is the only problem",
        arguments: [
            "[alembic]\n<<<<<<< HEAD\nscript_location = a\n=======\nscript_location = b\n>>>>>>> other: x\n",
            "<<<<<<< HEAD\n[alembic]\nscript_location = a\n||||||| base\n=======\n[alembic]\nx = 1\n>>>>>>> other\n",
            "<<<<<<< HEAD\nx = 1\n=======\n>>>>>>> other\n",
        ])
    func reportsTheConflict(text: String) throws {
        let problems = try read(text).problems
        #expect(problems.map(\.message) == ["unresolved conflict marker"])
        let start = try #require(problems.first?.range?.lowerBound)
        #expect(Array(text.utf8)[start...].starts(with: Array("<<<<<<<".utf8)))
    }

    @Test("A conflict marker in pyproject.toml is the only problem")
    func reportsTheConflictInTOML() throws {
        let text = "[tool.alembic]\n<<<<<<< HEAD\nscript_location = 'a'\n=======\n>>>>>>> other\n"
        #expect(try read(text, at: "pyproject.toml").problems.map(\.message) == ["unresolved conflict marker"])
    }

    @Test("A line of equals signs is not a conflict")
    func keepsRules() throws {
        let text = "[alembic]\nscript_location = a\n# =======\n#<<<<<<< x\n"
        #expect(try read(text).problems.isEmpty)
    }
}
