public import ProjectModel
public import SourceFiles

/// The surroundings of a run, as plain values: what a process knows of itself.
public struct Invocation: Sendable {
    /// The absolute path of the folder that the run starts in.
    public let folder: [UInt8]
    /// The environment variables.
    public let variables: [String: String]
    /// The day of the run; `SOURCE_DATE_EPOCH` sets it, as for other tools that write dates.
    public let today: CalendarDay
    /// The absolute path of the running program; `nil` if it is unknown.
    public let executable: String?
    /// The bytes of arguments and variables that are not UTF-8.
    public let originals: OriginalTexts

    /// Describes a run; `seconds` is the time of day, in seconds since 1970.
    public init(
        folder: [UInt8], variables: [String: String], seconds: Int, executable: String? = nil,
        originals: OriginalTexts = OriginalTexts()
    ) {
        self.originals = originals
        self.folder = folder
        self.variables = variables
        self.executable = executable
        today = CalendarDay(secondsSinceEpoch: variables["SOURCE_DATE_EPOCH"].flatMap { Int($0) } ?? seconds)
    }

    /// The absolute path of `path`, which is relative to the folder of the run; `nil` is that folder.
    func absolute(_ path: String?) -> [UInt8] {
        guard let path else { return folder }
        let bytes = originals.bytes(of: path)
        return bytes.first == UInt8(ascii: "/") ? bytes : folder + [UInt8(ascii: "/")] + bytes
    }
}
