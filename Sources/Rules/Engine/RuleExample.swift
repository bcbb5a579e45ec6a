public import ProjectModel
public import SourceFiles

/// A small project in which a rule finds something, or nothing.
///
/// The files replace those of a correct source folder (``scaffold``). `«` and `»` enclose the range of a finding; they
/// are not part of the files.
public struct RuleExample: Sendable {
    /// A file of an example, in the linted snapshot and at the base.
    public struct File: Sendable {
        /// The path, relative to the source folder.
        public let path: String
        /// The text in the linted snapshot, with markers; `nil` if the file is missing there.
        public let text: String?
        /// The text at the base, without markers; `nil` if the file is unpublished.
        public let published: String?
        /// Whether the file is only on disk, and not in the index that is linted.
        public let isUnstaged: Bool

        private init(_ path: String, _ text: String?, published: String? = nil, isUnstaged: Bool = false) {
            self.path = path
            self.text = text
            self.published = published
            self.isUnstaged = isUnstaged
        }

        /// A file, with its text at the base.
        static func file(_ path: String, _ text: String, published: String? = nil) -> File {
            File(path, text, published: published)
        }
        /// A file of the correct source folder that is missing.
        static func missing(_ path: String) -> File { File(path, nil) }
        /// An unpublished migration in the version folder.
        static func migration(_ name: String, _ text: String) -> File { File(folder + name, text) }
        /// A published migration, unchanged.
        static func published(_ name: String, _ text: String) -> File {
            File(folder + name, text, published: String(decoding: unmarked(text).text, as: UTF8.self))
        }
        /// A published migration with its present text; `nil` if it was deleted.
        static func published(_ name: String, as before: String, now text: String?) -> File {
            File(folder + name, text, published: before)
        }
        /// A migration on disk that is not staged.
        static func unstaged(_ name: String, _ text: String) -> File { File(folder + name, text, isUnstaged: true) }
    }

    /// What the example shows, as a phrase: *two published heads*.
    public let title: String
    /// The files that differ from those of the correct source folder.
    public let files: [File]
    /// The empty folders on disk.
    public let emptyFolders: [String]
    /// The files in which a merge has a conflict, with the reason.
    public let conflicts: [(path: String, reason: String)]
    /// Whether there is a repository, and whether it has a commit.
    public let repository: RepositoryState

    init(
        _ title: String,
        _ files: [File] = [],
        emptyFolders: [String] = [],
        conflicts: [(path: String, reason: String)] = [],
        repository: RepositoryState = .committed
    ) {
        self.title = title
        self.files = files
        self.emptyFolders = emptyFolders
        self.conflicts = conflicts
        self.repository = repository
    }

    /// The correct source folder, in which no rule finds anything.
    public static let unchanged = RuleExample("the correct source folder")

    // MARK: Markers

    /// Removes the markers from a text, and returns the ranges that they enclose.
    public static func unmarked(_ text: String) -> (text: [UInt8], ranges: [Range<Int>]) {
        var bytes: [UInt8] = []
        var ranges: [Range<Int>] = []
        var starts: [Int] = []
        for scalar in text.unicodeScalars {
            switch scalar {
            case "«": starts.append(bytes.count)
            case "»": if let start = starts.popLast() { ranges.append(start..<bytes.count) }
            default: bytes.append(contentsOf: Array(String(scalar).utf8))
            }
        }
        return (bytes, ranges)
    }

    // MARK: Trees

    /// The linted snapshot, without markers.
    public var tree: MemoryTree {
        var files = Self.scaffoldFiles { _ in true }
        for file in self.files where !file.isUnstaged {
            files[Path(stringLiteral: file.path)] = file.text.map { Self.unmarked($0).text }
        }
        return MemoryTree(files, emptyFolders: emptyFolders.map { Path(stringLiteral: $0) })
    }

    /// The base: the correct source folder without its migrations, and the published files of the example.
    public var publishedTree: MemoryTree {
        var files = Self.scaffoldFiles { !$0.hasPrefix(Self.folder) }
        for file in self.files {
            if let text = file.published { files[Path(stringLiteral: file.path)] = Array(text.utf8) }
        }
        return MemoryTree(files)
    }

    /// The files on disk, without markers.
    public var disk: MemoryTree {
        var files = Self.scaffoldFiles { _ in true }
        for file in self.files { files[Path(stringLiteral: file.path)] = file.text.map { Self.unmarked($0).text } }
        return MemoryTree(files)
    }

    private static func scaffoldFiles(_ isIncluded: (String) -> Bool) -> [Path: [UInt8]] {
        var files: [Path: [UInt8]] = [:]
        for (path, text) in scaffold where isIncluded(path) { files[Path(stringLiteral: path)] = Array(text.utf8) }
        return files
    }
}
