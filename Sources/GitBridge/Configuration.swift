internal import CLibgit2

/// Git's configuration: one file, or several in the order of their precedence.
struct Configuration: ~Copyable {
    /// The handle.
    let handle: GitHandle<HandleKinds.Configuration>

    /// Takes ownership of a handle.
    init(_ handle: consuming GitHandle<HandleKinds.Configuration>) {
        self.handle = handle
    }

    /// Reads one file and the files that it includes.
    init(file path: [UInt8]) throws(GitError) {
        handle = try unsafe GitHandle("git_config_open_ondisk") { made in
            unsafe path.withCString { unsafe git_config_open_ondisk(&made, $0) }
        }
    }

    /// An empty configuration.
    static func empty() throws(GitError) -> Configuration {
        Configuration(try unsafe GitHandle("git_config_new") { unsafe git_config_new(&$0) })
    }

    /// Adds a file if it exists; `repository` decides the conditions of `includeIf`.
    func add(
        file path: [UInt8],
        level: git_config_level_t,
        for repository: borrowing GitHandle<HandleKinds.Repository>
    ) throws(GitError) {
        // Git reads no file if the variable is /dev/null.
        guard let status = try? FileStatus.of(path, following: true), status.kind == .file else { return }
        try check(
            "git_config_add_file_ondisk",
            unsafe path.withCString { path in
                unsafe git_config_add_file_ondisk(handle.raw, path, level, repository.raw, 0)
            })
    }

    /// All values of `name`, those of lower precedence first.
    func values(of name: String) throws(GitError) -> [[UInt8]] {
        let found = try unsafe values { made in unsafe git_config_multivar_iterator_new(&made, handle.raw, name, nil) }
        return found.map(\.value)
    }

    /// The value of `name` with the highest precedence; `nil` if it is not set.
    func value(of name: String) throws(GitError) -> String? {
        try values(of: name).last?.text
    }

    /// The value of `name` as a Boolean; `nil` if it is not set.
    func flag(_ name: String) throws(GitError) -> Bool? {
        var value: Int32 = 0
        let status = unsafe git_config_get_bool(&value, handle.raw, name)
        return try isFound("git_config_get_bool", status) ? value != 0 : nil
    }

    /// The value of `name` as a path, with `~` resolved; `nil` if it is not set.
    func path(_ name: String) throws(GitError) -> [UInt8]? {
        var buffer = unsafe git_buf()
        defer { unsafe git_buf_dispose(&buffer) }
        guard try isFound("git_config_get_path", unsafe git_config_get_path(&buffer, handle.raw, name)) else {
            return nil
        }
        return unsafe buffer.ptr.map { unsafe [UInt8](cString: $0) }
    }

    /// The remote that a partial clone fetches missing objects from; `nil` for a complete clone.
    var promisorRemote: String? {
        // The older setting, then the newer one.
        if let name = try? value(of: "extensions.partialclone") { return name }
        let promisors = try? unsafe values { made in
            unsafe git_config_iterator_glob_new(&made, handle.raw, #"^remote\..*\.promisor$"#)
        }
        guard let name = promisors?.last(where: { $0.value.text != "false" })?.name.text else { return nil }
        return String(name.dropFirst("remote.".count).dropLast(".promisor".count))
    }

    /// Whether any `filter.<name>.clean` or `filter.<name>.process` is set.
    func hasCleanFilters() throws(GitError) -> Bool {
        try unsafe !values { made in
            unsafe git_config_iterator_glob_new(&made, handle.raw, #"^filter\..*\.(clean|process)$"#)
        }.isEmpty
    }

    /// The name of the first setting that matches `pattern` and has a value that `isWanted` accepts; `nil` if none has.
    func name(matching pattern: String, where isWanted: (String) -> Bool) throws(GitError) -> String? {
        try unsafe values { made in unsafe git_config_iterator_glob_new(&made, handle.raw, pattern) }
            .first { isWanted($0.value.text) }?.name.text
    }

    private func values(
        _ make: (inout OpaquePointer?) -> Int32
    ) throws(GitError) -> [(name: [UInt8], value: [UInt8])] {
        let iterator = try unsafe GitHandle<HandleKinds.ConfigurationIterator>("git_config_iterator_new", make)
        var found: [(name: [UInt8], value: [UInt8])] = []
        while true {
            var entry: UnsafeMutablePointer<git_config_entry>?
            let status = unsafe git_config_next(&entry, iterator.raw)
            if status == GIT_ITEROVER.rawValue { return found }
            try check("git_config_next", status)
            guard let entry = unsafe entry?.pointee, let name = unsafe entry.name else { continue }
            // `[section] name` without a value means true.
            let value = unsafe entry.value.map { unsafe [UInt8](cString: $0) } ?? Array("true".utf8)
            unsafe found.append((name: [UInt8](cString: name), value: value))
        }
    }
}
