internal import CLibgit2
public import SourceFiles

extension Repository {
    /// `changes` as a patch that `git apply` applies at the root of the work tree; `executable` are the paths of
    /// executable files.
    ///
    /// Source of the format: git-diff(1), *Generating patch text with -p*.
    public static func patch(of changes: [FileChange], executable: Set<Path> = []) throws(SnapshotError) -> [UInt8] {
        try Libgit2.start()
        return try explaining("cannot make a patch") { () throws(GitError) in
            var patch: [UInt8] = []
            for change in changes {
                patch += header(of: change, isExecutable: executable.contains(change.path))
                if change.before == change.after { continue }
                let hunks = try hunks(from: change.before ?? [], to: change.after)
                if hunks.isEmpty { continue }
                patch += line("--- ", change.before == nil ? Array("/dev/null".utf8) : quoted("a/", change.path))
                patch += line("+++ ", quoted("b/", change.newPath ?? change.path)) + hunks
            }
            return patch
        }
    }

    private static func header(of change: FileChange, isExecutable: Bool) -> [UInt8] {
        let new = change.newPath ?? change.path
        var header = line("diff --git ", quoted("a/", change.path) + [UInt8(ascii: " ")] + quoted("b/", new))
        if change.before == nil { header += line("new file mode 100644") }
        if change.newPath != nil {
            if change.before == change.after { header += line("similarity index 100%") }
            header += line("rename from ", quoted("", change.path)) + line("rename to ", quoted("", new))
        }
        return header
    }

    private static func line(_ text: String, _ rest: [UInt8] = []) -> [UInt8] {
        Array(text.utf8) + rest + [UInt8(ascii: "\n")]
    }

    /// A path as Git writes it: in quotes, with the escapes of C, if it contains a quote, a backslash, a control
    /// character or a byte beyond ASCII.
    private static func quoted(_ prefix: String, _ path: Path) -> [UInt8] {
        let plain = Array(prefix.utf8) + path.bytes
        let isSpecial = path.bytes.contains {
            $0 < 0x20 || $0 > 0x7E || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
        }
        guard isSpecial else { return plain }
        var text = Array("\"".utf8)
        for byte in plain {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
            case 0x20...0x7E: text.append(byte)
            default:
                let octal = String(byte, radix: 8)
                text += Array(("\\" + String(repeating: "0", count: 3 - octal.count) + octal).utf8)
            }
        }
        return text + Array("\"".utf8)
    }

    /// The hunks between two versions of a file, as bytes.
    private static func hunks(from before: [UInt8], to after: [UInt8]) throws(GitError) -> [UInt8] {
        var options = unsafe git_diff_options()
        try check("git_diff_options_init", unsafe git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)))
        unsafe options.flags |= GIT_DIFF_FORCE_TEXT.rawValue
        let patch = try unsafe GitHandle<HandleKinds.Patch>("git_patch_from_buffers") { made in
            unsafe before.withUnsafeBytes { before in
                unsafe after.withUnsafeBytes { after in
                    unsafe git_patch_from_buffers(
                        &made, before.baseAddress, before.count, nil, after.baseAddress, after.count, nil, &options)
                }
            }
        }
        var text: [UInt8] = []
        let count = unsafe git_patch_num_hunks(patch.raw)
        for hunk in 0..<count {
            var header: UnsafePointer<git_diff_hunk>?
            var lines = 0
            try check("git_patch_get_hunk", unsafe git_patch_get_hunk(&header, &lines, patch.raw, hunk))
            if let header = unsafe header {
                text += unsafe withUnsafeBytes(of: header.pointee.header) { bytes in
                    unsafe Array(bytes.prefix(header.pointee.header_len))
                }
            }
            for index in 0..<lines {
                var line: UnsafePointer<git_diff_line>?
                try check(
                    "git_patch_get_line_in_hunk", unsafe git_patch_get_line_in_hunk(&line, patch.raw, hunk, index))
                guard let line = unsafe line?.pointee else { continue }
                let origin = unsafe UInt8(bitPattern: line.origin)
                // The other lines mark the end of a file without a line end, and contain their own text.
                if [UInt8(ascii: " "), UInt8(ascii: "+"), UInt8(ascii: "-")].contains(origin) { text.append(origin) }
                text += unsafe Array(UnsafeRawBufferPointer(start: line.content, count: line.content_len))
            }
        }
        return text
    }
}
