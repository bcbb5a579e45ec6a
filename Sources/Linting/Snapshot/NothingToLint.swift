internal import SourceFiles

/// There is no environment to lint.
///
/// In a hook it is success, because a branch need not have migrations. Anywhere else it is not evaluated: a run that
/// found nothing must not look like one that checked something.
struct NothingToLint: Error {
    /// Something that may be what the user means.
    enum Candidate: Hashable {
        /// An environment elsewhere in the repository, or one that is passed over.
        case environment(Path)
        /// A submodule with an environment.
        case submodule(Path)
        /// A file that configures an environment, which Git ignores.
        case ignored(Path, reason: IgnoreReason?)
    }

    /// The folder that the user stands in.
    let folder: Path
    /// Whether there is a repository, whose other folders were searched, too.
    let hasRepository: Bool
    /// What the user may mean.
    let candidates: [Candidate]
    /// Whether the run succeeds.
    let isSuccess: Bool

    /// Prints the candidates and what to do.
    func report(in transcript: inout Transcript) {
        let place = folder.isRoot ? "here or below" : "in `\(folder)`, below it or above it"
        transcript.complain("nothing to lint: no Alembic environment \(place)", help: nil)
        if !hasRepository {
            transcript.help(
                "outside of a Git repository only this folder and those below it are searched: go to the folder of "
                    + "your project or name it with -C")
        }
        if candidates.isEmpty {
            let otherName =
                "where Alembic is configured in a file with another name, name it in `configs` of rules.json"
            transcript.help(
                hasRepository ? "go to the folder of your project or name it with -C; " + otherName : otherName)
        }
        for candidate in candidates.prefix(6) { transcript.help(candidate.help) }
        if candidates.count > 6 { transcript.help("there are \(candidates.count - 6) more") }
    }
}

extension NothingToLint.Candidate {
    /// What to do about it, in the imperative.
    fileprivate var help: String {
        switch self {
        case .environment(let path): "to lint `\(path)`: `lint -C \(ShellWord.of(path))`"
        case .submodule(let path):
            "`\(path)` is a submodule, a repository of its own: `lint -C \(ShellWord.of(path))`"
        case .ignored(let path, let reason):
            "Git ignores `\(path)`\(reason.map { " because of \($0)" } ?? ""), so that no clone has it: "
                + "change that line and `git add` the folder of the environment"
        }
    }
}
