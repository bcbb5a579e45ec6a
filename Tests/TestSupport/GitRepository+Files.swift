public import SourceFiles
internal import Foundation

extension GitRepository {
    /// The absolute path of `path` on disk.
    public func path(_ path: String) -> String {
        path.isEmpty ? root : root + "/" + path
    }

    /// Writes a file into the work tree, and makes the folders above it.
    public func write(_ path: String, _ text: String) throws {
        try write(Path(normalized: Array(path.utf8)), Array(text.utf8))
    }

    /// Writes a file of any bytes under a name of any bytes, and makes the folders above it.
    public func write(_ path: Path, _ bytes: [UInt8]) throws {
        if let parent = path.parent { try makeFolder(parent) }
        let descriptor = unsafe open(absolute(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw TestSupportError.system("write", path) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data(bytes))
    }

    /// Makes a folder, and those above it.
    public func makeFolder(_ path: Path) throws {
        var folder = Path.root
        for component in path.components {
            folder = folder.appending(component)
            guard unsafe mkdir(absolute(folder), 0o755) == 0 || errno == EEXIST else {
                throw TestSupportError.system("make the folder", folder)
            }
        }
    }

    /// Makes a symbolic link that holds `target`, whether that exists or not.
    public func link(_ path: Path, to target: String) throws {
        if let parent = path.parent { try makeFolder(parent) }
        guard unsafe symlink(target, absolute(path)) == 0 else { throw TestSupportError.system("link", path) }
    }

    /// Makes a FIFO, which blocks whoever opens it without care.
    public func fifo(_ path: Path) throws {
        guard unsafe mkfifo(absolute(path), 0o644) == 0 else { throw TestSupportError.system("make the FIFO", path) }
    }

    /// Removes a file from disk.
    public func remove(_ path: Path) throws {
        guard unsafe unlink(absolute(path)) == 0 else { throw TestSupportError.system("remove", path) }
    }

    /// Puts an executable hook into the repository; `script` follows `#!/bin/sh` and a newline.
    public func hook(_ name: String, _ script: String) throws {
        let folder = try git("rev-parse", "--path-format=absolute", "--git-path", "hooks")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Self.writeExecutable(folder + "/" + name, "#!/bin/sh\n\(script)\n")
    }

    /// Writes a script that can be run at once.
    ///
    /// Another process writes it: what is started by another test just now would inherit our descriptor otherwise, and
    /// the system runs no file that somebody has open for writing (`ETXTBSY`).
    public static func writeExecutable(_ path: String, _ text: String) throws {
        let result = try Command.run(
            "/bin/sh", ["-c", "cat >\"$0\" && chmod 755 \"$0\"", path], in: "/", environment: [:],
            input: Array(text.utf8))
        guard result.status == 0 else { throw TestSupportError("cannot write \(path): \(result.errors)") }
    }

    /// The absolute path of `path` as a C string, since its bytes may be no UTF-8.
    private func absolute(_ path: Path) -> [CChar] {
        (Array(root.utf8) + [UInt8(ascii: "/")] + path.bytes + [0]).map(CChar.init(bitPattern:))
    }
}
