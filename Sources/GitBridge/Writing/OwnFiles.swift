#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The names of the files that a run makes for itself: they tell whose they are, so that the next run knows what a killed one left.
enum OwnFiles {
    private static let prefix = ".lint-"
    private static let suffix = ".tmp"

    /// The name of this run's temporary file of this number.
    static func temporary(_ number: Int) -> [UInt8] {
        Array("\(prefix)\(getpid())-\(number)\(suffix)".utf8)
    }

    /// Whether `name` is that of a temporary file whose run has ended without removing it.
    static func isLeftOver(_ name: [UInt8]) -> Bool {
        let text = String(decoding: name, as: UTF8.self)
        guard text.hasPrefix(prefix), text.hasSuffix(suffix) else { return false }
        return isOfDeadProcess(text.dropFirst(prefix.count).prefix { $0 != "-" })
    }

    /// The file beside the index at `path` in which this run prepares the next one.
    static func nextIndex(beside path: [UInt8]) -> [UInt8] {
        path + Array(".lint-\(getpid())".utf8)
    }

    /// Whether `name` is that of an index which a run that has ended prepared beside the one called `index`.
    static func isLeftOver(_ name: [UInt8], beside index: [UInt8]) -> Bool {
        let start = index + Array(prefix.utf8)
        guard name.starts(with: start) else { return false }
        return isOfDeadProcess(Substring(decoding: name.dropFirst(start.count), as: UTF8.self))
    }

    private static func isOfDeadProcess(_ digits: Substring) -> Bool {
        guard let process = pid_t(digits), process > 0 else { return false }
        return kill(process, 0) != 0 && errno == ESRCH
    }
}
