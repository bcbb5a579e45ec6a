internal import SourceFiles

/// Makes entries of files on disk, with the object if the index shows that the file is unchanged.
struct WorktreeEntries {
    private let cleanCheck: CleanEntryCheck?
    private let filters: ContentFilters?
    /// Whether an attributes file is in force, by folder.
    private var attributed: [Path: Bool] = [:]

    /// Compares with `index`, under the settings of `repository`; both are `nil` outside of a repository.
    init(_ repository: Repository?, _ index: IndexFile?) throws(SnapshotError) {
        guard let repository, let index else {
            (cleanCheck, filters) = (nil, nil)
            return
        }
        let configuration = try explaining("cannot read the configuration of \(repository.location.text)") {
            () throws(GitError) in try repository.configuration()
        }
        let keepsExecutableBit = try explaining("cannot read core.fileMode of \(repository.location.text)") {
            () throws(GitError) in try configuration.flag("core.filemode") ?? true
        }
        cleanCheck = CleanEntryCheck(index: index, keepsExecutableBit: keepsExecutableBit)
        filters = try ContentFilters(repository)
    }

    /// The entry of the file or link at `path`; `position` is that of its first entry in the index.
    mutating func entry(
        at path: Path,
        _ status: FileStatus,
        _ position: Int?,
        on disk: inout Disk
    ) throws(SnapshotError) -> FileEntry {
        var mode = status.kind == .symbolicLink ? FileMode.symbolicLink : .file(executable: status.isExecutable)
        guard let cleanCheck, let position else { return FileEntry(path: path, mode: mode) }
        let fields = cleanCheck.index.fields(at: position)
        if !cleanCheck.keepsExecutableBit, case .file = mode, case .file = fields.mode { mode = fields.mode }
        guard cleanCheck.isClean(position, status) else { return FileEntry(path: path, mode: mode) }
        let mayDiffer = mode == .symbolicLink ? false : try isFiltered(path.parent ?? .root, on: &disk)
        return FileEntry(path: path, mode: mode, object: mayDiffer ? nil : fields.object)
    }

    /// Whether an attributes file may be in force for the files in `folder`.
    private mutating func isFiltered(_ folder: Path, on disk: inout Disk) throws(SnapshotError) -> Bool {
        if let known = attributed[folder] { return known }
        var isFiltered = filters?.mayApplyEverywhere == true
        var path = Path.root
        for component in [[]] + folder.components.map({ $0 }) {
            if !component.isEmpty { path = path.appending(component) }
            if let known = attributed[path] {
                isFiltered = known
                continue
            }
            let file = path.appending(".gitattributes")
            if !isFiltered, cleanCheck?.index.range(of: file).isEmpty == false { isFiltered = true }
            if !isFiltered, case .found = try disk.status(of: file) { isFiltered = true }
            attributed[path] = isFiltered
        }
        return isFiltered
    }
}
