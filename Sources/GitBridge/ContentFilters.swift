internal import SourceFiles

/// Whether Git may store other bytes for a file than those on disk: line ends, `filter=lfs`, `ident`, an encoding.
///
/// The answer does not depend on the file: if an attributes file is in force, it is *maybe*, and a fresh index entry
/// does not say what the file contains.
struct ContentFilters {
    /// Whether filters may apply to every file of the repository.
    let mayApplyEverywhere: Bool

    /// Reads the configuration and the attributes files outside of the work tree.
    init(_ repository: Repository) throws(SnapshotError) {
        let attempt = "cannot read the configuration of \(repository.location.text)"
        let configuration = try explaining(attempt) { () throws(GitError) in try repository.configuration() }
        let converts = try explaining(attempt) { () throws(GitError) in try configuration.value(of: "core.autocrlf") }
        let named = try explaining(attempt) { () throws(GitError) in
            try configuration.values(of: "core.attributesfile").last
        }
        let files = [repository.location.commonDirectory.joined("info/attributes"), Array("/etc/gitattributes".utf8)]
        mayApplyEverywhere =
            !["false", "no", "off", "0", ""].contains(converts?.lowercased() ?? "false") || named != nil
            || (files + [Self.usersFile]).contains { (try? FileStatus.of($0, following: true)) != nil }
    }

    /// The path of the user's own attributes file in gitattributes(5), unless the configuration names another.
    private static var usersFile: [UInt8] {
        if let folder = variable("XDG_CONFIG_HOME"), !folder.isEmpty { return folder.joined("git/attributes") }
        return (variable("HOME") ?? []).joined(".config/git/attributes")
    }

    private static func variable(_ name: String) -> [UInt8]? {
        unsafe getenv(name).map { unsafe [UInt8](cString: $0) }
    }
}
