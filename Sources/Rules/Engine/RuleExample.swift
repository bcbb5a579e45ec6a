public import SourceFiles

/// A small project that shows what a rule finds, or that it finds nothing.
///
/// The files are laid over a correct source folder (``scaffold``). `«` and `»` mark what the rule points at; they are not part of the files.
public struct RuleExample: Sendable {
    /// What it shows.
    public let title: String
    /// The files that differ from the correct source folder; `nil` removes one.
    public let files: [(path: String, text: String?)]
    /// Folders that are there on disk with nothing in them.
    public let emptyFolders: [String]
    /// Which of its files are published, as they stand here; the rest of the project is not.
    public let published: Set<String>
    /// Published files that differ from those here.
    public let publishedBefore: [(path: String, text: String)]
    /// Files on disk that are not staged.
    public let unstaged: [(path: String, text: String)]
    /// Files that a merge would leave in conflict, and why.
    public let conflicts: [(path: String, reason: String)]
    /// Whether there is a repository, and whether it has a commit.
    public let repository: RepositoryState

    init(
        _ title: String,
        _ files: [(path: String, text: String?)] = [],
        emptyFolders: [String] = [],
        published: Set<String> = [],
        publishedBefore: [(path: String, text: String)] = [],
        unstaged: [(path: String, text: String)] = [],
        conflicts: [(path: String, reason: String)] = [],
        repository: RepositoryState = .committed
    ) {
        self.title = title
        self.files = files
        self.emptyFolders = emptyFolders
        self.published = published
        self.publishedBefore = publishedBefore
        self.unstaged = unstaged
        self.conflicts = conflicts
        self.repository = repository
    }

    // MARK: The correct source folder

    /// The folder of the migrations.
    static let folder = "migrations/versions/schema/"
    /// The data root of the reference document.
    static let dataRoot = folder + "2023-10-19_9cbc348cc1dc_create_data_head.py"

    /// The source folder of the reference document, against orchestrator-core 1.3.6.
    static let scaffold: [(path: String, text: String)] = [
        (
            "alembic.ini",
            """
            [alembic]
            script_location = migrations
            version_locations = %(here)s/migrations/versions/schema
            file_template = %%(year)d-%%(month).2d-%%(day).2d_%%(rev)s_%%(slug)s

            """
        ),
        ("requirements.txt", "orchestrator-core==1.3.6\n"),
        (dataRoot, migration("9cbc348cc1dc", revises: nil, labels: #"("data",)"#, dependsOn: #""da5c9f4cce1c""#)),
        ("products/product_blocks/__init__.py", ""),
        ("products/product_types/__init__.py", ""),
        ("translations/en-GB.json", "{}\n"),
        ("workflows/__init__.py", ""),
    ]

    /// A migration as Alembic's template writes it; the values are Python.
    static func migration(_ id: String, revises: String?, labels: String = "None", dependsOn: String = "None") -> String
    {
        """
        \"""Example.

        Revision ID: \(id)
        Revises:\(revises.map { " " + $0 } ?? "")

        \"""
        revision = "\(id)"
        down_revision = \(revises.map { "\"\($0)\"" } ?? "None")
        branch_labels = \(labels)
        depends_on = \(dependsOn)

        """
    }

    /// The correct source folder as it is.
    public static let unchanged = RuleExample("the correct source folder")

    // MARK: Markers

    /// A text without its markers, and the ranges that they mark.
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

    /// The files of the project, without markers.
    public var tree: MemoryTree {
        var files: [Path: [UInt8]] = [:]
        for (path, text) in Self.scaffold { files[Path(stringLiteral: path)] = Array(text.utf8) }
        for (path, text) in self.files { files[Path(stringLiteral: path)] = text.map { Self.unmarked($0).text } }
        return MemoryTree(files, emptyFolders: emptyFolders.map { Path(stringLiteral: $0) })
    }

    /// The published files, without markers.
    public var publishedTree: MemoryTree {
        var files: [Path: [UInt8]] = [:]
        for (path, text) in Self.scaffold
        where !path.hasPrefix(Self.folder) || published.contains(path) {
            files[Path(stringLiteral: path)] = Array(text.utf8)
        }
        for (path, text) in self.files where published.contains(path) {
            files[Path(stringLiteral: path)] = text.map { Self.unmarked($0).text }
        }
        for (path, text) in publishedBefore { files[Path(stringLiteral: path)] = Array(text.utf8) }
        return MemoryTree(files)
    }

    /// The files on disk, without markers.
    public var disk: MemoryTree {
        var files: [Path: [UInt8]] = [:]
        for (path, text) in Self.scaffold { files[Path(stringLiteral: path)] = Array(text.utf8) }
        for (path, text) in self.files { files[Path(stringLiteral: path)] = text.map { Self.unmarked($0).text } }
        for (path, text) in unstaged { files[Path(stringLiteral: path)] = Array(text.utf8) }
        return MemoryTree(files)
    }
}
