import Foundation
import TestSupport
import Testing

/// `orchestrator-lint` as pip installs it.
struct WheelTests {
    @Test("Both commands of the wheel run the same program")
    func bothNamesAreTheSameProgram() throws {
        let repository = try ExampleProject.make()
        let wheel = try InstalledWheel.shared.get()
        let expected = try repository.lint("--format", "json")
        #expect(expected.status == 1)
        let commands = [["lint"], ["python", "-m", "orchestrator_lint"]]
        for command in commands {
            let result = try Command.run(
                wheel.programs + "/" + command[0], command.dropFirst() + ["--format", "json"], in: repository.root,
                environment: GitRepository.environment)
            #expect(result.status == expected.status)
            #expect(result.text == expected.text)
        }
        // The version that pip shows is the one that the program prints.
        let known = try Command.run(
            wheel.programs + "/python",
            ["-c", "import importlib.metadata as m; print(m.version('orchestrator-lint'))"],
            in: repository.root, environment: GitRepository.environment)
        let said = try Command.run(
            wheel.programs + "/lint", ["--version"], in: repository.root, environment: GitRepository.environment)
        #expect(known.text == said.text && !said.text.isEmpty)
    }

    @Test("A wheel without the executable reports its path")
    func aMissingExecutableIsNamed() throws {
        let folder = try TemporaryFolder()
        let wheel = try InstalledWheel(in: folder.path("venv"))
        try FileManager.default.removeItem(atPath: wheel.programs + "/lint")
        let result = try Command.run(
            wheel.programs + "/python", ["-m", "orchestrator_lint"], in: folder.path,
            environment: GitRepository.environment)
        #expect(result.status == 2)
        #expect(result.errors.contains(wheel.programs))
        #expect(result.errors.contains("pip install --force-reinstall orchestrator-lint"))
    }
}
