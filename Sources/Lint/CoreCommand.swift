internal import ArgumentParser
internal import Linting

/// `lint core`: the release of the core, how it is known, and its schema head.
struct CoreCommand: RequestCommand {
    static let configuration = CommandConfiguration(
        commandName: "core", abstract: "Print the core release, how it is known, and its schema head.")

    @OptionGroup var snapshot: SnapshotOptions

    var request: any Request { CoreRequest(snapshot.request) }
}
