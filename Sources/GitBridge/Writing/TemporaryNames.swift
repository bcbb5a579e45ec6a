internal import SourceFiles

/// The names of the files that a run makes for itself: they tell whose they are, so that the next run knows what a killed one left.
enum TemporaryNames {
    private static let prefix = ".lint-"
    private static let suffix = ".tmp"

    /// The name of this run's temporary file of this number.
    static func temporary(_ number: Int) -> [UInt8] {
        Array("\(prefix)\(getpid())-\(number)\(suffix)".utf8)
    }

    /// Whether `name` is that of a temporary file of some run: no part of any snapshot.
    static func isTemporary(_ name: ArraySlice<UInt8>) -> Bool {
        name.starts(with: prefix.utf8) && name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }

    /// Whether `name` is that of a temporary file whose run has ended without removing it.
    static func isLeftOver(_ name: [UInt8]) -> Bool {
        guard isTemporary(name[...]) else { return false }
        return isOfDeadProcess(name.dropFirst(prefix.utf8.count).prefix { $0 != UInt8(ascii: "-") })
    }

    /// The file beside the index at `path` in which this run prepares the next one.
    static func nextIndex(beside path: [UInt8]) -> [UInt8] {
        path + Array(".lint-\(getpid())".utf8)
    }

    /// Whether `name` is that of an index which a run that has ended prepared beside the one called `index`, or of libgit2's lock of that.
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
