internal import CLibgit2
internal import SourceFiles

/// Finds the repository for a command in a folder, as Git does.
///
/// libgit2 can search by the environment, but 1.5.1 refuses `GIT_WORK_TREE` and `GIT_COMMON_DIR`, and reads the
/// variables of its own process.
struct RepositoryDiscovery {
    /// A repository that was found.
    struct Found: ~Copyable {
        /// libgit2's handle, with the work tree, the objects and the configuration by the environment.
        let handle: GitHandle<HandleKinds.Repository>
        /// The paths of its parts.
        let location: RepositoryLocation
    }

    /// The variables that Git reads.
    let environment: GitEnvironment

    /// Finds the repository of `folder`, an absolute path; `nil` if there is none.
    func repository(of folder: [UInt8]) throws(SnapshotError) -> Found? {
        try Libgit2.start()
        guard let handle = try open(folder) else { return nil }
        let gitDirectory = unsafe bytes(git_repository_path(handle.raw))
        let commonDirectory = unsafe bytes(git_repository_commondir(handle.raw))
        try checkCommonDirectory(commonDirectory)

        let attempt = "cannot read the configuration of \(gitDirectory.text)"
        let configuration = try explaining(attempt) { () throws(GitError) in
            try configure(handle, gitDirectory: gitDirectory, commonDirectory: commonDirectory)
        }
        try RepositoryFormat.check(configuration, of: gitDirectory.text)
        let layout = WorkTreeLayout(
            environment: environment, gitDirectory: gitDirectory, commonDirectory: commonDirectory,
            foundBySearch: unsafe git_repository_workdir(handle.raw).map { unsafe bytes($0) }
        )
        let workTree = try layout.workTree(configuration)
        if environment["GIT_DIR"] == nil {
            try checkOwner(workTree: workTree, gitDirectory: gitDirectory, handle)
        }

        let location = RepositoryLocation(
            gitDirectory: gitDirectory,
            commonDirectory: commonDirectory,
            workTree: workTree,
            indexFile: environment.bytes("GIT_INDEX_FILE").map { (workTree ?? environment.currentDirectory).joined($0) }
                ?? gitDirectory.joined("index"),
            objectDirectory: environment.path("GIT_OBJECT_DIRECTORY") ?? commonDirectory.joined("objects"),
            alternateObjectDirectories: environment.paths("GIT_ALTERNATE_OBJECT_DIRECTORIES"),
            userExcludesFile: (environment.path("XDG_CONFIG_HOME") ?? environment.path("HOME")?.joined(".config"))?
                .joined("git/ignore")
        )
        try explaining("cannot open the repository \(location.text)") { () throws(GitError) in
            try apply(location, to: handle)
        }
        return Found(handle: handle, location: location)
    }
}

extension RepositoryDiscovery {
    private func open(_ folder: [UInt8]) throws(SnapshotError) -> GitHandle<HandleKinds.Repository>? {
        let named = environment.path("GIT_DIR")
        var flags = environment.isSet("GIT_DISCOVERY_ACROSS_FILESYSTEM") ? GIT_REPOSITORY_OPEN_CROSS_FS.rawValue : 0
        if named != nil { flags |= GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue | GIT_REPOSITORY_OPEN_NO_DOTGIT.rawValue }
        let ceilings = environment.bytes("GIT_CEILING_DIRECTORIES") ?? []
        let start = named ?? folder
        do throws(GitError) {
            return try unsafe GitHandle("git_repository_open_ext") { made in
                unsafe start.withCString { start in
                    unsafe ceilings.withCString { unsafe git_repository_open_ext(&made, start, flags, $0) }
                }
            }
        } catch {
            guard error.isCode(GIT_ENOTFOUND) else {
                throw error.explained("cannot open the repository at \(start.text)")
            }
            if let named {
                throw SnapshotError(
                    "cannot open the repository that GIT_DIR names", reason: "\(named.text) is not a Git directory",
                    help: "unset GIT_DIR, or set it to a Git directory"
                )
            }
            try checkDanglingLink(above: folder)
            return nil
        }
    }

    /// Throws if `folder` is in a work tree whose repository was moved away; returns if it is in no work tree.
    private func checkDanglingLink(above folder: [UInt8]) throws(SnapshotError) {
        var folder = folder.withoutTrailingSlash[...]
        while true {
            let link = Array(folder).joined(".git")
            // A path that cannot be read is not a link that Git would follow.
            if let status = try? FileStatus.of(link), status.kind == .file {
                throw SnapshotError(
                    "cannot open the repository of \(Array(folder).text)",
                    reason: "the Git directory that \(link.text) names does not exist",
                    help:
                        "run `git worktree repair` for a linked worktree, `git submodule update --init` for a submodule"
                )
            }
            guard let slash = folder.lastIndex(of: UInt8(ascii: "/")), folder.count > 1 else { return }
            folder = slash == folder.startIndex ? folder[...slash] : folder[..<slash]
        }
    }

    private func checkCommonDirectory(_ found: [UInt8]) throws(SnapshotError) {
        guard let wanted = environment.path("GIT_COMMON_DIR"), realPath(wanted) != realPath(found) else { return }
        throw SnapshotError(
            "cannot open the repository that GIT_COMMON_DIR names",
            reason: "it is \(wanted.text), but the Git directory belongs to \(found.text)",
            help: "unset GIT_COMMON_DIR"
        )
    }

    /// Makes the configuration in force: the environment may replace the files of the user and of the machine, and a
    /// work tree may have its own file.
    private func configure(
        _ handle: borrowing GitHandle<HandleKinds.Repository>,
        gitDirectory: [UInt8],
        commonDirectory: [UInt8]
    ) throws(GitError) -> Configuration {
        let isReplaced = environment.replacesConfiguration
        let configuration: Configuration
        if isReplaced {
            configuration = try Configuration.empty()
            try environment.addProtectedFiles(to: configuration, for: handle)
            try configuration.add(file: commonDirectory.joined("config"), level: GIT_CONFIG_LEVEL_LOCAL, for: handle)
        } else {
            configuration = Configuration(
                try unsafe GitHandle("git_repository_config") { unsafe git_repository_config(&$0, handle.raw) }
            )
        }
        let hasOwn = try configuration.flag("extensions.worktreeconfig") == true
        if hasOwn {
            let file = gitDirectory.joined("config.worktree")
            try configuration.add(file: file, level: GIT_CONFIG_LEVEL_APP, for: handle)
        }
        if isReplaced || hasOwn {
            try check(
                "git_repository_set_config", unsafe git_repository_set_config(handle.raw, configuration.handle.raw))
        }
        return configuration
    }

    private func checkOwner(
        workTree: [UInt8]?,
        gitDirectory: [UInt8],
        _ handle: borrowing GitHandle<HandleKinds.Repository>
    ) throws(SnapshotError) {
        var paths = [gitDirectory.withoutTrailingSlash]
        if let workTree {
            // Without a `.git` of its own, the repository itself declared the work tree.
            let link = try? FileStatus.of(workTree.joined(".git"))
            paths = [workTree] + (link?.kind == .file ? [workTree.joined(".git")] : []) + paths
        }
        try Ownership(environment: environment).check(paths, for: handle)
    }

    private func apply(
        _ location: RepositoryLocation,
        to handle: borrowing GitHandle<HandleKinds.Repository>
    ) throws(GitError) {
        if let workTree = location.workTree {
            let known = unsafe git_repository_workdir(handle.raw).map { unsafe bytes($0) }
            if known?.withoutTrailingSlash != workTree {
                try check(
                    "git_repository_set_workdir",
                    unsafe workTree.withCString { path in
                        unsafe git_repository_set_workdir(handle.raw, path, 0)
                    })
            }
        }
        let objects = try location.openObjects(withLoose: true)
        try check("git_repository_set_odb", unsafe git_repository_set_odb(handle.raw, objects.raw))
    }

    private func bytes(_ path: UnsafePointer<CChar>?) -> [UInt8] {
        unsafe path.map { unsafe [UInt8](cString: $0) } ?? []
    }
}
