internal import ArgumentParser
internal import Linting

/// The command line: its commands and their help.
struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Lint the Alembic migrations and the source folder of a Workflow Orchestrator project from Git.",
        usage: """
            lint [check] [-C <dir>] [--staged | --commit <rev>] [--merge-into <rev>] … [--base <rev>]
                   [--deployed <rev>] … [--fix | --diff] [--unsafe-fixes] [--config <file>]
                   [--only <rule>] … [--skip <rule>] … [--fail-on <severity>] [--format <format>]
                   [--output <file>] [--statistics] [--exit-zero] [--quiet] [--color <when>]
              lint core | plan | rules | explain <rule> | config
              lint init [--core <release>] [--hooks] [--dry-run]
              lint hooks install | status | uninstall | run
            """,
        discussion: """
            The default command is `check`. It lints the working tree, the staged files, a commit, or the result of a \
            merge. `lint help check` lists its options.

            Exit status: 0 if nothing was found at or above --fail-on, 1 if something was found, 2 if lint failed or a \
            rule could not be evaluated (bad usage or settings, an unreadable repository, an unknown schema head that \
            a rule needs).

            Settings are read from rules.json, beside alembic.ini or at the root of the repository; `lint config` \
            prints the settings in force. In a pull request on GitHub, GitLab, Bitbucket, Azure or Jenkins the target \
            branch is read from the variables of the job.
            """,
        version: Version.text,
        subcommands: [
            CheckCommand.self, CoreCommand.self, PlanCommand.self, RulesCommand.self, ExplainCommand.self,
            ConfigCommand.self, InitCommand.self, HooksCommand.self,
        ],
        defaultSubcommand: CheckCommand.self
    )
}

/// A command that asks for something of ``Linting``.
protocol RequestCommand: ParsableCommand {
    /// What the command asks for.
    var request: any Request { get }
}
