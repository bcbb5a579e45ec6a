internal import SourceFiles

/// The names of the temporary files of a run, with its process id, so that the next run recognises those of a killed
/// one.
enum TemporaryNames {
    private static let prefix = ".lint-"
    private static let suffix = ".tmp"

    /// The name of the temporary file with this number in this run.
    static func temporary(_ number: Int) -> [UInt8] {
        Array("\(prefix)\(getpid())-\(number)\(suffix)".utf8)
    }

    /// Whether `name` is that of a temporary file of any run, which is not part of a snapshot.
    static func isTemporary(_ name: ArraySlice<UInt8>) -> Bool {
        name.starts(with: prefix.utf8) && name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }

    /// Whether `name` is that of a temporary file of a run that ended without removing it.
    static func isLeftOver(_ name: [UInt8]) -> Bool {
        guard isTemporary(name[...]) else { return false }
        return isOfDeadProcess(name.dropFirst(prefix.utf8.count).prefix { $0 != UInt8(ascii: "-") })
    }

    /// The path of the next index that this run prepares, beside the index at `path`.
    static func nextIndex(beside path: [UInt8]) -> [UInt8] {
        path + Array(".lint-\(getpid())".utf8)
    }

    /// Whether `name` is that of an index that an ended run prepared beside `index`, or of libgit2's lock of it.
    static func isLeftOver(_ name: [UInt8], beside index: [UInt8]) -> Bool {
        let start = index + Array(prefix.utf8)
        guard name.starts(with: start) else { return false }
        return isOfDeadProcess(name.dropFirst(start.count).prefix { $0 != UInt8(ascii: ".") })
    }

    private static func isOfDeadProcess(_ digits: ArraySlice<UInt8>) -> Bool {
        guard let process = pid_t(String(decoding: digits, as: UTF8.self)), process > 0 else { return false }
        return kill(process, 0) != 0 && errno == ESRCH
    }
}
