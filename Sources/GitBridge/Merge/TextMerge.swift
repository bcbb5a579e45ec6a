internal import CLibgit2
internal import SourceFiles

/// Merges the lines of one file, as `git merge-file` does.
enum TextMerge {
    /// The results.
    enum Result {
        /// The merged text.
        case merged([UInt8])
        /// The text with conflict markers, because the changes overlap.
        case conflict([UInt8])
    }

    /// Merges three versions of a file; without an ancestor, the common lines of both sides are kept.
    static func merge(ancestor: [UInt8], ours: [UInt8], theirs: [UInt8]) throws(GitError) -> Result {
        // Git considers a file binary if there is a NUL in its first 8,000 bytes.
        if [ancestor, ours, theirs].contains(where: { $0.prefix(8000).contains(0) }) { return .conflict(ours) }
        var result = unsafe git_merge_file_result()
        let status = unsafe withInput(ancestor) { ancestor in
            unsafe withInput(ours) { ours in
                unsafe withInput(theirs) { theirs in
                    unsafe git_merge_file(&result, ancestor, ours, theirs, nil)
                }
            }
        }
        try check("git_merge_file", status)
        defer { unsafe git_merge_file_result_free(&result) }
        let bytes = unsafe [UInt8](
            UnsafeRawBufferPointer(start: UnsafeRawPointer(result.ptr), count: result.len))
        return unsafe result.automergeable != 0 ? .merged(bytes) : .conflict(bytes)
    }

    private static func withInput(_ bytes: [UInt8], _ body: (UnsafePointer<git_merge_file_input>) -> Int32) -> Int32 {
        unsafe bytes.withUnsafeBytes { buffer in
            var input = unsafe git_merge_file_input()
            unsafe input.version = UInt32(GIT_MERGE_FILE_INPUT_VERSION)
            unsafe input.ptr = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            unsafe input.size = buffer.count
            return unsafe body(&input)
        }
    }
}
