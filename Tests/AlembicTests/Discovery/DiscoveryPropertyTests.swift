import Alembic
import SourceFiles
import TestSupport
import Testing

@Suite("Environments at random places are found, all of them and no others")
struct DiscoveryPropertyTests {
    /// How an environment shows itself.
    private enum Kind: CaseIterable {
        case here, relative, fromRoot, package, pair, pyproject, shape, caller, container, plugin
    }

    /// A tree, and the folders of the environments in it.
    private struct Drawn {
        var files: [Path: [UInt8]] = [:]
        /// The folder that names each environment, by the folder that contains all of it.
        var environments: [Path: Path] = [:]
        /// The script directories in folders that are passed over.
        var passedOver: [Path] = []

        mutating func write(_ path: String, _ text: String = "") {
            files[Path(stringLiteral: path)] = Array(text.utf8)
        }
    }

    private static let places = ["a", "b/c", "services/api", "x/y/z/w/v/u", "src/lib", "conf.d/deep"]
    private static let passedOver = [
        "examples", "pkg/tests", "web/node_modules/m", ".hidden", "t/{{cookie}}", "vendor/v",
    ]

    private static func draw(seed: UInt64) -> Drawn {
        var random = SeededGenerator(seed: seed)
        var drawn = Drawn()
        for number in 0..<Int.random(in: 0...6, using: &random) {
            let isPassedOver = Int.random(in: 0..<4, using: &random) == 0
            let place = (isPassedOver ? passedOver : places).randomElement(using: &random) ?? "a"
            let kind = Kind.allCases.randomElement(using: &random) ?? .here
            let top = "\(place)/e\(number)"
            let script = add(kind, at: top, to: &drawn, id: Bool.random(using: &random) ? "0001" : "r\(number)")
            if !isPassedOver {
                drawn.environments[Path(stringLiteral: top)] = Path(stringLiteral: script)
            } else if kind != .plugin {
                drawn.passedOver.append(Path(stringLiteral: script))
            }
        }
        addNoise(to: &drawn, &random)
        drawn.passedOver.sort()
        return drawn
    }

    /// Adds an environment, and returns the folder that names it.
    private static func add(_ kind: Kind, at top: String, to drawn: inout Drawn, id: String) -> String {
        var script = "\(top)/m"
        let ini = { (location: String) in "[alembic]\nscript_location = \(location)\n" }
        switch kind {
        case .here: drawn.write("\(top)/alembic.ini", ini("%(here)s/m"))
        case .relative: drawn.write("\(top)/alembic.ini", ini("m"))
        case .fromRoot: drawn.write("\(top)/conf/alembic.ini", ini("\(top)/m"))
        case .package:
            script = "\(top)/src/pkg/db/m"
            drawn.write("\(top)/alembic.ini", ini("pkg.db:m"))
        case .pair:
            drawn.write("\(top)/development.ini", "[app:main]\nx = 1\n\n" + ini("%(here)s/m"))
            drawn.write("\(top)/production.cfg", ini("%(here)s/m"))
        case .pyproject: drawn.write("\(top)/pyproject.toml", "[tool.alembic]\nscript_location = \"%(here)s/m\"\n")
        case .shape: break
        case .caller: drawn.write("\(script)/alembic.ini", "[alembic]\n")
        case .container: drawn.write("\(top)/m/alembic.ini", ini("/usr/src/app/m"))
        case .plugin: script = "\(top)/migrations"
        }
        let versions = kind == .plugin ? script : "\(script)/versions"
        if kind != .plugin { drawn.write("\(script)/env.py", "from alembic import context\n") }
        drawn.write("\(versions)/1_x.py", "revision = \"\(id)\"\ndown_revision = None\n")
        return script
    }

    private static func addNoise(to drawn: inout Drawn, _ random: inout SeededGenerator) {
        let noise = [
            ("tox.ini", "[tox]\nenvlist = py311\n"), ("n/setup.cfg", "[metadata]\nname = x\n"),
            ("n/app/migrations/0001_initial.py", "from django.db import migrations\n"),
            ("n/tool/env.py", "import os\n"), ("n/plugin/env.py", ""), ("n/plugin/script.py.mako", ""),
            ("n/plugin/versions/README", ""), ("pyproject.toml", "[project]\ndependencies = [\"alembic\"]\n"),
            ("n/versions/a.py", "revision = 3\n"), ("n/broken.ini", "[x\nscript_location\n"),
        ]
        for (path, text) in noise where Bool.random(using: &random) { drawn.write(path, text) }
    }

    private static func folders(of found: Discovered, in tree: MemoryTree) throws -> [Path] {
        try found.environments.map { try ScriptDirectory($0, in: tree).environmentFolder }.sorted()
    }

    @Test("From the root and from the folder of each environment", arguments: 0..<4)
    func find(batch: Int) throws {
        var count = 0
        for seed in (batch * 100)..<((batch + 1) * 100) {
            let drawn = Self.draw(seed: UInt64(seed))
            let tree = MemoryTree(drawn.files)
            let discovery = Discovery(in: tree, root: Array("/repository".utf8))
            let found = try discovery.environments(from: .root)
            #expect(try Self.folders(of: found, in: tree) == drawn.environments.values.sorted(), "seed \(seed)")
            #expect(found.passedOver.sorted() == drawn.passedOver, "seed \(seed)")
            for (top, script) in drawn.environments {
                let inside = try discovery.environments(from: top)
                #expect(try Self.folders(of: inside, in: tree) == [script], "seed \(seed) \(top)")
                for config in inside.environments {
                    #expect(try discovery.environment(like: config)?.path == config.path, "seed \(seed) \(top)")
                }
            }
            count += drawn.environments.count
        }
        #expect(count > 100)
    }
}
