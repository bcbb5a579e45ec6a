internal import GitBridge
internal import SourceFiles

/// Installs, describes and removes the hooks of one repository: a folder walks in, and a line of text for each hook walks out.
struct HookInstaller {
    /// What became of one hook, or how it stands.
    struct Outcome {
        /// One line.
        let text: String
        /// Whether it is as it should be.
        let isGood: Bool
    }

    /// What lies in a hook's place.
    private enum State {
        case missing
        case ours(InstalledScript.Origin, contents: [UInt8], isExecutable: Bool)
        /// Not ours to touch, and why; and what to do to have the files linted all the same.
        case foreign(String, advice: String, isExecutable: Bool)
    }

    /// Where Git looks.
    let folder: HooksFolder
    /// The absolute path of the program that runs; `nil` where it is not known.
    let executable: String?

    /// Opens the repository of a folder.
    init(directory: String?, environment: [String: String], executable: String?) throws(SnapshotError) {
        let directory = directory ?? "."
        guard let repository = try Repository.open(discoveringFrom: directory, environment: environment) else {
            throw SnapshotError(
                "cannot look for hooks in \(directory)", reason: "there is no Git repository here",
                help: "go to the project's folder or name it with -C; `git init` makes a repository")
        }
        folder = try repository.hooksFolder(home: environment["HOME"])
        // A folder that people share through Git or on a machine must not name a path of this one.
        self.executable = folder.place == .repository ? executable : nil
    }

    /// Refuses to change what other repositories use, too.
    func refuseShared() throws(SnapshotError) {
        guard folder.place == .elsewhere else { return }
        throw SnapshotError(
            "cannot change the hooks in \(folder.text)",
            reason:
                "core.hooksPath leads out of this repository: every repository that uses the folder would be affected",
            help: """
                if that is what you want, say --shared; or give this repository a folder of its own: \
                `git config core.hooksPath FOLDER`
                """)
    }

    /// Puts a hook where Git looks, unless somebody else's is there.
    func install(_ hook: Hook) throws(SnapshotError) -> Outcome {
        let text = InstalledScript.text(of: hook, executable: executable)
        switch try state(of: hook) {
        case .missing:
            try folder.write(text, as: hook.name)
            return Outcome(text: "\(hook.name): installed in \(folder.text)", isGood: true)
        case .ours(let origin, let contents, let isExecutable):
            // A copy by hand does as well where there is no path to be written into it.
            let isSame = contents == text || (origin == .current && executable == nil)
            if isSame && isExecutable { return Outcome(text: "\(hook.name): up to date", isGood: true) }
            try folder.write(isSame ? contents : text, as: hook.name)
            let change =
                switch origin {
                case .older: "updated, it was another version of lint's"
                default: isExecutable ? "updated, it named another executable" : "made executable"
                }
            return Outcome(text: "\(hook.name): \(change)", isGood: true)
        case .foreign(let reason, let advice, _):
            return Outcome(text: "\(hook.name): left alone, it is \(reason); \(advice)", isGood: false)
        }
    }

    /// Tells how a hook stands.
    func status(of hook: Hook) throws(SnapshotError) -> Outcome {
        switch try state(of: hook) {
        case .missing: Outcome(text: "\(hook.name): missing", isGood: false)
        case .ours(_, _, isExecutable: false):
            Outcome(text: "\(hook.name): not executable, so Git leaves it out", isGood: false)
        case .ours(.current, _, _): Outcome(text: "\(hook.name): installed, current", isGood: true)
        case .ours: Outcome(text: "\(hook.name): installed, of another version of lint", isGood: false)
        case .foreign(let reason, _, let isExecutable):
            Outcome(
                text: "\(hook.name): foreign, it is \(reason)\(isExecutable ? "" : " and not executable")",
                isGood: false)
        }
    }

    /// Removes a hook, if it is ours.
    func uninstall(_ hook: Hook) throws(SnapshotError) -> Outcome {
        switch try state(of: hook) {
        case .missing: return Outcome(text: "\(hook.name): not there", isGood: true)
        case .ours:
            try folder.remove(hook.name)
            return Outcome(text: "\(hook.name): removed from \(folder.text)", isGood: true)
        case .foreign(let reason, _, _):
            return Outcome(text: "\(hook.name): left alone, it is \(reason)", isGood: true)
        }
    }

    private func state(of hook: Hook) throws(SnapshotError) -> State {
        let advice = "add this line to it yourself: \(hook.line)"
        switch try folder.entry(hook.name) {
        case .missing: return .missing
        case .other(let kind): return .foreign(kind, advice: advice, isExecutable: true)
        case .file(let contents, let isExecutable):
            switch InstalledScript.origin(of: contents, for: hook) {
            case .foreign: return .foreign("not lint's", advice: advice, isExecutable: isExecutable)
            case .framework:
                return .foreign(
                    "that of pre-commit, the framework",
                    advice: "have it run `lint hooks run`, by a hook in .pre-commit-config.yaml",
                    isExecutable: isExecutable)
            case .edited:
                return .foreign("lint's, but somebody has changed it", advice: advice, isExecutable: isExecutable)
            case let origin: return .ours(origin, contents: contents, isExecutable: isExecutable)
            }
        }
    }
}
