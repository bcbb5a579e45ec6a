internal import CLibgit2
internal import SourceFiles

/// The variables of the environment that Git reads, and the folder that relative paths in them start from.
struct GitEnvironment {
    private let variables: [String: String]
    private let originals: OriginalTexts
    /// The current folder of the process that set the variables, absolute.
    let currentDirectory: [UInt8]

    /// Takes the variables of a process and its current folder.
    init(_ variables: [String: String], _ originals: OriginalTexts, currentDirectory: [UInt8]) {
        self.variables = variables
        self.originals = originals
        self.currentDirectory = currentDirectory
    }

    /// The value of a variable; `nil` if it is empty.
    subscript(name: String) -> String? {
        guard let value = variables[name], !value.isEmpty else { return nil }
        return value
    }

    /// The bytes of the value of a variable; `nil` if it is empty.
    func bytes(_ name: String) -> [UInt8]? {
        self[name].map(originals.bytes)
    }

    /// The absolute path that a variable names.
    func path(_ name: String) -> [UInt8]? {
        bytes(name).map { currentDirectory.joined($0) }
    }

    /// The absolute paths of a list separated by `:`.
    func paths(_ name: String) -> [[UInt8]] {
        (bytes(name) ?? []).split(separator: UInt8(ascii: ":")).map { currentDirectory.joined(Array($0)) }
    }

    /// Whether a variable is true, by Git's rules for Booleans.
    func isSet(_ name: String) -> Bool {
        guard let value = self[name] else { return false }
        return !["0", "false", "no", "off"].contains(value.lowercased())
    }
}

extension GitEnvironment {
    /// Whether the environment replaces Git's configuration files, which libgit2 1.5.1 does not support.
    var replacesConfiguration: Bool {
        ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"].contains { variables[$0] != nil }
    }

    /// Adds the files of the user and of the machine.
    func addProtectedFiles(
        to configuration: borrowing Configuration,
        for repository: borrowing GitHandle<HandleKinds.Repository>
    ) throws(GitError) {
        let named = variables["GIT_CONFIG_SYSTEM"].map(originals.bytes)
        let system = if let named { named } else { try unsafe found(git_config_find_system) }
        if let system, !isSet("GIT_CONFIG_NOSYSTEM") {
            try configuration.add(file: system, level: GIT_CONFIG_LEVEL_SYSTEM, for: repository)
        }
        if let global = variables["GIT_CONFIG_GLOBAL"] {
            try configuration.add(file: originals.bytes(of: global), level: GIT_CONFIG_LEVEL_GLOBAL, for: repository)
            return
        }
        if let path = try unsafe found(git_config_find_xdg) {
            try configuration.add(file: path, level: GIT_CONFIG_LEVEL_XDG, for: repository)
        }
        if let path = try unsafe found(git_config_find_global) {
            try configuration.add(file: path, level: GIT_CONFIG_LEVEL_GLOBAL, for: repository)
        }
    }

    /// The values of `name` from `GIT_CONFIG_COUNT` and its companions.
    func configuredValues(of name: String) -> [String] {
        let count = self["GIT_CONFIG_COUNT"].flatMap { Int($0) } ?? 0
        // The environment cannot have more variables than the number of its entries.
        return (0..<min(max(count, 0), variables.count)).compactMap { number in
            guard variables["GIT_CONFIG_KEY_\(number)"]?.lowercased() == name else { return nil }
            return variables["GIT_CONFIG_VALUE_\(number)"]
        }
    }

    /// The path of a configuration file; `nil` if it does not exist.
    private func found(_ find: (UnsafeMutablePointer<git_buf>?) -> Int32) throws(GitError) -> [UInt8]? {
        var buffer = unsafe git_buf()
        defer { unsafe git_buf_dispose(&buffer) }
        guard try isFound("git_config_find", unsafe find(&buffer)), let path = unsafe buffer.ptr else { return nil }
        return unsafe [UInt8](cString: path)
    }
}
