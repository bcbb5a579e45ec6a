internal import ArgumentParser

/// The command line: arguments in, wiring, and the exit status.
@main
struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract:
            "Lints the Alembic migrations and the source folder of a Workflow Orchestrator project, straight out of Git.",
        usage: """
            lint [check] [-C <dir>] [--staged | --commit <rev>] [--merge-into <rev>] … [--base <rev>] [--deployed <rev>] …
                   [--fix | --diff] [--unsafe-fixes] [--config <file>] [--only <rule>] … [--skip <rule>] … [--fail-on <severity>]
                   [--format <format>] [--output <file>] [--statistics] [--exit-zero] [--quiet] [--color <when>]
              lint core | plan | rules | explain <rule> | config
              lint init [--core <release>] [--hooks] [--dry-run]
              lint hooks install | status | uninstall | run
            """,
        discussion: """
            Without a command, `check` is run: on the working tree, on what is staged, on a commit, or on what merging one of them would give. `lint help check` explains its options.

            Exit status: 0 where nothing was found at or above --fail-on, 1 where something was found, 2 where the question could not be \
            answered (bad usage or settings, an unreadable repository, a rule that could not tell).

            Settings are read from rules.json, beside alembic.ini or at the root of the repository; `lint config` prints those in force. In a pull request \
            of GitHub, GitLab, Bitbucket, Azure or Jenkins the target branch is found in the variables of the job.
            """,
        version: Version.text,
        subcommands: [
            CheckCommand.self, CoreCommand.self, PlanCommand.self, RulesCommand.self, ExplainCommand.self,
            ConfigCommand.self, InitCommand.self, HooksCommand.self,
        ],
        defaultSubcommand: CheckCommand.self
    )

    static func main() {
        ExitStatus.end {
            let arguments = ProcessState.arguments
            if let run = CheckRun.plain(arguments) { try run.report() }
            var command = try parseAsRoot(arguments)
            try command.run()
        }
    }
}
