internal import SourceFiles

/// Finds the line that makes Git ignore a path, because libgit2 1.5.1 answers only whether one does.
///
/// Source: `prep_exclude` and `last_matching_pattern` of Git's `dir.c`.
struct IgnoreReasonFinder {
    /// The patterns of one file.
    private struct PatternFile {
        let source: IgnoreReason.Source
        /// The folder that the patterns are relative to.
        let folder: Path
        let patterns: [IgnorePattern]
    }

    /// `info/exclude` and the file of `core.excludesFile`; the first takes precedence.
    private let outer: [PatternFile]
    private let foldsCase: Bool
    /// The `.gitignore` of each folder that was visited; `nil` if it has none.
    private var inner: [Path: PatternFile?] = [:]

    /// Reads the files of patterns outside of the work tree.
    init(_ repository: Repository) throws(SnapshotError) {
        let location = repository.location
        let (configured, foldsCase) = try explaining("cannot read the configuration of \(location.text)") {
            () throws(GitError) in
            let configuration = try repository.configuration()
            return (try configuration.path("core.excludesfile"), try configuration.flag("core.ignorecase") ?? false)
        }
        self.foldsCase = foldsCase
        let files = [
            location.commonDirectory.joined("info/exclude"),
            configured.map { (location.workTree ?? []).joined($0) } ?? location.userExcludesFile,
        ]
        outer = files.compactMap { file in
            // As to Git, a file that cannot be read contains nothing.
            guard let file, let bytes = try? Descriptor(file: file).readAll() else { return nil }
            let patterns = IgnorePattern.patterns(of: bytes, foldsCase: foldsCase)
            return PatternFile(source: .outside(file), folder: .root, patterns: patterns)
        }
    }

    /// The line that makes Git ignore the untracked file or folder at `path`; `nil` if there is none.
    ///
    /// `read` returns the bytes of a `.gitignore`, `nil` if there is none.
    mutating func reason(
        of path: Path,
        isFolder: Bool,
        read: (Path) throws(SnapshotError) -> [UInt8]?
    ) throws(SnapshotError) -> IgnoreReason? {
        var files: [PatternFile] = []
        var parent = Path.root
        for component in path.components {
            if let file = try patternFile(of: parent, read) { files.append(file) }
            let current = parent.appending(component)
            // Everything in an ignored folder is ignored, and its own `.gitignore` is not read.
            if let reason = lastMatch(of: current, isFolder: isFolder || current != path, in: files) { return reason }
            parent = current
        }
        return nil
    }

    private mutating func patternFile(
        of folder: Path, _ read: (Path) throws(SnapshotError) -> [UInt8]?
    ) throws(SnapshotError) -> PatternFile? {
        if let known = inner[folder] { return known }
        let path = folder.appending(".gitignore")
        let file = try read(path).map { bytes in
            let patterns = IgnorePattern.patterns(of: bytes, foldsCase: foldsCase)
            return PatternFile(source: .file(path), folder: folder, patterns: patterns)
        }
        inner[folder] = .some(file)
        return file
    }

    /// The last line that matches in the first file that has one; `nil` if there is none, or it begins with `!`.
    private func lastMatch(of path: Path, isFolder: Bool, in files: [PatternFile]) -> IgnoreReason? {
        for file in files.reversed() + outer {
            guard let below = path.relative(to: file.folder) else { continue }
            if let pattern = file.patterns.last(where: { $0.matches(below, isFolder: isFolder) }) {
                if pattern.isNegative { return nil }
                return IgnoreReason(
                    source: file.source, line: pattern.line, pattern: String(decoding: pattern.text, as: UTF8.self))
            }
        }
        return nil
    }
}
