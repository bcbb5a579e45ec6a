internal import SourceFiles

/// Checks whether the storage format of a repository is supported.
enum RepositoryFormat {
    /// Refuses a repository whose objects or references are stored in a format that libgit2 1.5.1 cannot read.
    ///
    /// libgit2 checks the names of the extensions before; this checks their values.
    static func check(_ configuration: borrowing Configuration, of repository: String) throws(SnapshotError) {
        let attempt = "cannot read the repository \(repository)"
        let objectFormat: String?
        let referenceFormat: String?
        do throws(GitError) {
            objectFormat = try configuration.value(of: "extensions.objectformat")
            referenceFormat = try configuration.value(of: "extensions.refstorage")
        } catch {
            throw error.explained(attempt)
        }
        if let objectFormat, objectFormat.lowercased() != "sha1" {
            throw SnapshotError(
                attempt, reason: "its object format is \(objectFormat), and lint reads only sha1",
                help: "lint a copy in the other format: `git init --object-format=sha1 COPY`, "
                    + "then `git fast-export --all | git -C COPY fast-import` and `git -C COPY checkout`"
            )
        }
        if let referenceFormat, referenceFormat.lowercased() != "files" {
            throw SnapshotError(
                attempt, reason: "its references are stored as \(referenceFormat), and lint reads only files",
                help: "convert them with `git refs migrate --ref-format=files`"
            )
        }
    }
}
