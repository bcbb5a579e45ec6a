internal import SourceFiles

/// Checks by its status alone whether a file on disk still has the content that the index records.
struct CleanEntryCheck {
    /// The index.
    let index: IndexFile
    /// Whether the file system keeps the executable bit (`core.fileMode`).
    let keepsExecutableBit: Bool

    /// Whether the file is exactly the blob of the entry at `position`.
    ///
    /// The check is that of Git's read-cache.c, and strict: every field must be equal, and a file that was written in
    /// the same moment as the index, or later, counts as changed, because a change after that leaves no trace (it is
    /// *racily clean*).
    func isClean(_ position: Int, _ status: FileStatus) -> Bool {
        let fields = index.fields(at: position)
        guard let written = index.written, fields.stage == 0, !fields.isIntentToAdd,
            agree(fields.modified, status.modified), agree(fields.changed, status.changed),
            fields.inode == 0 || fields.inode == UInt32(truncatingIfNeeded: status.inode),
            fields.size == UInt32(truncatingIfNeeded: status.size),
            hasSameMode(fields.mode, status)
        else { return false }
        // A file system without nanoseconds leaves the whole second in doubt.
        return fields.modified.nanoseconds == 0
            ? fields.modified.seconds < written.seconds : fields.modified < written
    }

    private func agree(_ kept: FileTime, _ found: FileTime) -> Bool {
        // The index stores seconds modulo 2³².
        kept.seconds == found.seconds & 0xFFFF_FFFF && (kept.nanoseconds == 0 || kept.nanoseconds == found.nanoseconds)
    }

    private func hasSameMode(_ mode: FileMode, _ status: FileStatus) -> Bool {
        switch (mode, status.kind) {
        case (.file(let isExecutable), .file): !keepsExecutableBit || isExecutable == status.isExecutable
        case (.symbolicLink, .symbolicLink): true
        default: false
        }
    }
}
