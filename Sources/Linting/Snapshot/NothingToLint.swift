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
    /// Names folders as arguments of `-C`; `nil` in a bare repository, which has no folders on disk.
    let argument: FolderArgument?

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
        for candidate in candidates.prefix(6) { transcript.help(help(for: candidate)) }
        if candidates.count > 6 { transcript.help("there are \(candidates.count - 6) more") }
    }

    /// What to do about a candidate, in the imperative.
    private func help(for candidate: Candidate) -> String {
        switch candidate {
        case .environment(let path): return "to lint `\(path)`: \(command(in: path))"
        case .submodule(let path): return "`\(path)` is a submodule, a repository of its own: \(command(in: path))"
        case .ignored(let path, let reason):
            return "Git ignores `\(path)`\(reason.map { " because of \($0)" } ?? ""), so that no clone has it: "
                + "change that line and `git add` the folder of the environment"
        }
    }

    private func command(in path: Path) -> String {
        guard let argument else { return "`lint -C \(ShellWord.of(path))` in a clone with a work tree" }
        return "`lint -C \(argument.word(for: path))`"
    }
}
