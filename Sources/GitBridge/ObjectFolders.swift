internal import CLibgit2
internal import SourceFiles

extension RepositoryLocation {
    /// The folders of the objects: the repository's own, those of the environment, and those in the file
    /// `info/alternates` of each.
    ///
    /// Git fails if alternates are nested more than five deep; deeper ones are ignored here.
    var objectFolders: [[UInt8]] {
        var folders: [[UInt8]] = []
        var pending = ([objectDirectory] + alternateObjectDirectories).map { (folder: $0, depth: 0) }
        var next = 0
        while next < pending.count {
            let (folder, depth) = pending[next]
            next += 1
            if folders.contains(folder) { continue }
            folders.append(folder)
            if depth < 5 { pending += Self.alternates(of: folder).map { (folder: $0, depth: depth + 1) } }
        }
        return folders
    }

    private static func alternates(of folder: [UInt8]) -> [[UInt8]] {
        // Most repositories have no such file. If it cannot be read, its objects are missing, which is reported when
        // they are needed.
        guard let lines = try? Descriptor(file: folder.joined("info/alternates")).readAll() else { return [] }
        return lines.split(separator: UInt8(ascii: "\n"))
            .filter { $0.first != UInt8(ascii: "#") }
            .map { folder.joined(Array($0)) }
    }

    /// Opens the packed objects, and the loose ones too if libgit2 is to find both.
    func openObjects(withLoose: Bool) throws(GitError) -> GitHandle<HandleKinds.ObjectDatabase> {
        let database = try unsafe GitHandle<HandleKinds.ObjectDatabase>("git_odb_new") { unsafe git_odb_new(&$0) }
        for folder in objectFolders {
            var packs: UnsafeMutablePointer<git_odb_backend>?
            try check("git_odb_backend_pack", unsafe folder.withCString { unsafe git_odb_backend_pack(&packs, $0) })
            // Packs before loose objects, as in libgit2 and Git.
            try check("git_odb_add_backend", unsafe git_odb_add_backend(database.raw, packs, 2))
            if withLoose {
                try check("git_odb_add_backend", unsafe git_odb_add_backend(database.raw, LooseBackend.make(folder), 1))
            }
        }
        return database
    }
}
