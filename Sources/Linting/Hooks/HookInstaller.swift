internal import GitBridge
internal import SourceFiles

/// Installs, describes and removes the hooks of one repository.
///
/// Takes a folder in the repository. Returns a line of text for each hook, and whether the hook is as it should be.
struct HookInstaller {
    /// What became of one hook, or the state of it.
    struct HookReport {
        /// One line.
        let text: String
        /// Whether it is as it should be.
        let isGood: Bool
    }

    /// What is in the place of a hook.
    private enum State {
        case missing
        case ours(InstalledScript.Origin, contents: [UInt8], isExecutable: Bool)
        /// A file that lint does not change: the reason, and how to have the files linted anyway.
        case foreign(String, advice: String, isExecutable: Bool)
    }

    /// Where Git looks for hooks.
    let folder: HooksFolder
    /// The absolute path of the program that the hooks call; `nil` if it is unknown.
    let executable: String?

    /// Opens the repository of `directory`, a folder as the user named it; `nil` for the current one.
    init(for directory: String?, in invocation: Invocation) throws(SnapshotError) {
        let start = invocation.absolute(directory)
        guard
            let repository = try Repository.open(
                discoveringFrom: start, environment: invocation.variables, originals: invocation.originals)
        else {
            throw SnapshotError(
                "cannot find the hooks of \(directory ?? ".")", reason: "this folder is not in a Git repository",
                help: "go to the project's folder or name it with -C; `git init` creates a repository")
        }
        folder = try repository.hooksFolder(home: invocation.variables["HOME"])
        // A folder that people share through Git or on a machine must not name a path of this one.
        executable = folder.place == .repository ? invocation.executable : nil
    }

    /// Refuses to change what other repositories use, too.
    func refuseShared() throws(SnapshotError) {
        guard folder.place == .elsewhere else { return }
        throw SnapshotError(
            "cannot change the hooks in \(folder.text)",
            reason:
                "core.hooksPath names a folder outside this repository, which other repositories may use",
            help: """
                give this repository a folder of its own: `git config core.hooksPath FOLDER`; or add --shared to \
                change the hooks of all of them
                """)
    }

    /// Installs a hook, unless another one is in its place.
    func install(_ hook: Hook) throws(SnapshotError) -> HookReport {
        let text = InstalledScript.text(of: hook, executable: executable)
        switch try state(of: hook) {
        case .missing:
            try folder.write(text, as: hook.name)
            return HookReport(text: "\(hook.name): installed in \(folder.text)", isGood: true)
        case .ours(let origin, let contents, let isExecutable):
            // A copy made by hand is as good if no path is written into it.
            let isSame = contents == text || (origin == .current && executable == nil)
            if isSame && isExecutable { return HookReport(text: "\(hook.name): up to date", isGood: true) }
            try folder.write(isSame ? contents : text, as: hook.name)
            let change =
                switch origin {
                case .older: "updated, it was of another version of lint"
                default: isExecutable ? "updated, it named another executable" : "made executable"
                }
            return HookReport(text: "\(hook.name): \(change)", isGood: true)
        case .foreign(let reason, let advice, _):
            return HookReport(text: "\(hook.name): left alone, it is \(reason); \(advice)", isGood: false)
        }
    }

    /// Describes a hook.
    func status(of hook: Hook) throws(SnapshotError) -> HookReport {
        switch try state(of: hook) {
        case .missing: HookReport(text: "\(hook.name): missing", isGood: false)
        case .ours(_, _, isExecutable: false):
            HookReport(text: "\(hook.name): not executable, so Git does not run it", isGood: false)
        case .ours(.current, _, _): HookReport(text: "\(hook.name): installed, current", isGood: true)
        case .ours: HookReport(text: "\(hook.name): installed, of another version of lint", isGood: false)
        case .foreign(let reason, _, let isExecutable):
            HookReport(
                text: "\(hook.name): foreign, it is \(reason)\(isExecutable ? "" : " and not executable")",
                isGood: false)
        }
    }

    /// Removes a hook, if it is ours.
    func uninstall(_ hook: Hook) throws(SnapshotError) -> HookReport {
        switch try state(of: hook) {
        case .missing: return HookReport(text: "\(hook.name): not installed", isGood: true)
        case .ours:
            try folder.remove(hook.name)
            return HookReport(text: "\(hook.name): removed from \(folder.text)", isGood: true)
        case .foreign(let reason, _, _):
            return HookReport(text: "\(hook.name): left alone, it is \(reason)", isGood: true)
        }
    }

    private func state(of hook: Hook) throws(SnapshotError) -> State {
        let advice = "add this line to it: \(hook.line)"
        switch try folder.entry(hook.name) {
        case .missing: return .missing
        case .other(let kind): return .foreign(kind, advice: advice, isExecutable: true)
        case .file(let contents, let isExecutable):
            switch InstalledScript.origin(of: contents, for: hook) {
            case .foreign: return .foreign("not lint's", advice: advice, isExecutable: isExecutable)
            case .framework:
                return .foreign(
                    "that of the pre-commit framework",
                    advice: "add a hook that runs `lint hooks run` to .pre-commit-config.yaml",
                    isExecutable: isExecutable)
            case .edited:
                return .foreign("lint's, but edited", advice: advice, isExecutable: isExecutable)
            case let origin: return .ours(origin, contents: contents, isExecutable: isExecutable)
            }
        }
    }
}
