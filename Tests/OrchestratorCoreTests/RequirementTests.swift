import Foundation
import OrchestratorCore
import SourceFiles
import Testing

struct RequirementTests {
    /// A line of `requirements.txt`, what it pins, and where.
    @Test(
        "Requirements are read with their ranges",
        arguments: [
            ("orchestrator-core==1.3.6", "1.3.6", "1.3.6"),
            ("orchestrator-core[celery]==1.3.6", "1.3.6", "1.3.6"),
            ("Orchestrator_Core [celery, agent] == v1.3.6 ", "1.3.6", "v1.3.6"),
            ("orchestrator.core===1.3.6", "1.3.6", "1.3.6"),
            ("orchestrator-core (==1.3.6)", "1.3.6", "1.3.6"),
            ("orchestrator-core==1.3.6;python_version<'3.12'", "1.3.6", "1.3.6"),
            ("orchestrator-core==1.3.6 ; python_version < \"3.12\" and extra == 'x'", "1.3.6", "1.3.6"),
            ("orchestrator-core==1.3.6 # the last 1.x", "1.3.6", "1.3.6"),
            ("orchestrator-core==1.3.6 --hash=sha256:00 --hash=sha256:11", "1.3.6", "1.3.6"),
            ("orchestrator-core==1.3.6 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11", "1.3.6", "1.3.6"),
            ("orchestrator-core \\\r\n    ==1.3.6", "1.3.6", "1.3.6"),
            ("  orchestrator-core==1.3.6", "1.3.6", "1.3.6"),
            ("orchestrator-core>=1,==1.3.6", "1.3.6", "1.3.6"),
            ("orchestrator-core==2.0.0rc1", "2.0.0rc1", "2.0.0rc1"),
            ("orchestrator-core==1.3.*", nil, "==1.3.*"),
            ("orchestrator-core~=1.3", nil, "~=1.3"),
            ("orchestrator-core >= 1.3 , < 2", nil, ">= 1.3 , < 2"),
            ("orchestrator-core", nil, "orchestrator-core"),
            ("orchestrator-core[celery]  # any", nil, "orchestrator-core"),
            ("orchestrator-core==${CORE}", nil, "==${CORE}"),
            ("orchestrator-core @ https://files.example/core.whl", nil, "https://files.example/core.whl"),
            (
                "orchestrator-core@git+https://git.example/core@v1#egg=x ; a", nil,
                "git+https://git.example/core@v1#egg=x"
            ),
            (
                "-e git+https://git.example/o/c@v1#egg=orchestrator_core[celery]", nil,
                "git+https://git.example/o/c@v1#egg=orchestrator_core[celery]"
            ),
            ("--editable ../orchestrator-core", nil, "../orchestrator-core"),
            (
                "git+ssh://git@git.example/o/orchestrator-core.git@1.3.6", nil,
                "git+ssh://git@git.example/o/orchestrator-core.git@1.3.6"
            ),
            (
                "./wheels/orchestrator_core-1.3.6-py3-none-any.whl", nil,
                "./wheels/orchestrator_core-1.3.6-py3-none-any.whl"
            ),
            ("orchestrator_core-1.3.6-py3-none-any.whl", nil, "orchestrator_core-1.3.6-py3-none-any.whl"),
        ])
    func reads(line: String, exact: String?, place: String) throws {
        let files = ["requirements.txt": "alembic==1.16.1\n\(line)\ndeepdiff==8.6.1\n"]
        let found = try pins(in: files)
        #expect(found.map(\.exact) == [exact.flatMap { PackageVersion($0) }])
        #expect(found.map { text(of: $0, in: files) } == [place])
        #expect(found.map(\.kind) == [.pin])
    }

    @Test(
        "Lines without the package are skipped",
        arguments: [
            "# orchestrator-core==1.3.6", "   # orchestrator-core==1.3.6", "orchestrator-core-ui==1.3.6",
            "my-orchestrator-core==1.3.6", "alembic==1 # orchestrator-core==1.3.6", "# \\\n# orchestrator-core==1",
            "alembic # \\\norchestrator-core==1.3.6", "--index-url https://packages.example/orchestrator-core",
            "--extra-index-url=https://packages.example/orchestrator-core",
            "alembic @ https://git.example/orchestrator-core",
            "git+https://git.example/orchestrator-core#egg=another", "-f orchestrator-core", "orchestrator-core!",
        ])
    func passesOver(line: String) throws {
        #expect(try pins(in: ["requirements.txt": line + "\n"]).isEmpty)
    }

    @Test("A byte order mark is skipped")
    func passesOverAByteOrderMark() throws {
        let found = try pins(in: ["requirements.txt": "\u{FEFF}orchestrator-core==1.3.6"])
        #expect(found.map(\.range) == [22..<27])
    }

    @Test("A backslash at the end of a comment joins nothing")
    func aCommentLineJoinsNothing() throws {
        #expect(try pins(in: ["requirements.txt": "# a \\\norchestrator-core==1.3.6"]).count == 1)
    }

    @Test("Included files within the tree are read")
    func followsIncludesInsideTheTree() throws {
        let files = [
            "app/requirements.txt":
                "-r ../base/all.txt\n-c limits.txt\n-r ../../../etc/passwd\n-r /etc/passwd\n-r gone.txt",
            "base/all.txt": "--requirement=more.txt\n-r ../app/requirements.txt\norchestrator-core>=1\n",
            "base/more.txt": "-rlast.txt",
            "base/last.txt": "orchestrator-core==1.3.5",
            "app/limits.txt": "orchestrator-core==1.3.6",
        ]
        let found = try pins(in: files, from: "app")
        #expect(found.map(\.path) == ["base/all.txt", "base/last.txt", "app/limits.txt"])
        #expect(found.map(\.file) == [.requirements, .requirements, .constraints])
        #expect(found.map(\.exact?.description) == [nil, "1.3.5", "1.3.6"])
    }

    @Test("Every list in the folder is read")
    func readsEveryListOfTheFolder() throws {
        let names = [
            "requirements.txt", "requirements-dev.txt", "requirements/prod.txt", "requirements/deep/no.txt",
            "other.txt",
            "constraints.txt", "constraints-ci.txt", "requirements.in", "dev-requirements.txt",
        ]
        let files = Dictionary(uniqueKeysWithValues: names.map { ($0, "orchestrator-core==1.3.6") })
        #expect(
            try pins(in: files).map(\.path) == [
                "requirements.txt", "requirements-dev.txt", "requirements/prod.txt", "constraints-ci.txt",
                "constraints.txt",
            ])
    }

    /// Compares names, versions and the absence of them with the reference implementation, where this machine has it.
    @Test("Requirements are read as by Python's packaging", .enabled(if: Python.hasPackaging))
    func agreesWithPackaging() throws {
        let names = ["orchestrator-core", "Orchestrator_Core", "orchestrator.-core", "orchestratorcore", "x"]
        let extras = ["", "[a]", " [ a, b ] "]
        let specifiers = [
            "", "==1.3.6", " == 1.3.6 ", "==1.3.*", "(==1.3.6)", ">=1,<2", ">=1 , ==1.3.6", "~=1.3", "===1.3.6",
            "!=1.3.6",
        ]
        let markers = ["", "; python_version < '3.12'", " ; extra == \"a\""]
        var lines: [String] = []
        for name in names {
            for extra in extras {
                for specifier in specifiers { lines += markers.map { name + extra + specifier + $0 } }
            }
        }
        let script = """
            import json, sys
            from packaging.requirements import Requirement
            from packaging.utils import canonicalize_name
            answers = []
            for line in json.load(sys.stdin):
                read = Requirement(line)
                exact = [s.version for s in read.specifier if s.operator in ("==", "===") and "*" not in s.version]
                is_core = canonicalize_name(read.name) == "orchestrator-core"
                answers.append([exact[0] if exact else ""] if is_core else [])
            print(json.dumps(answers))
            """
        let answer = try Python.run(script, input: JSONEncoder().encode(lines))
        let expected = try JSONDecoder().decode([[String]].self, from: answer)
        for (line, expected) in zip(lines, expected) {
            let found = try pins(in: ["requirements.txt": line])
            #expect(found.map { $0.exact?.description ?? "" } == expected, "\(line)")
        }
    }
}
