/// Why a text is not TOML.
public struct TOMLSyntaxError: Error, Hashable, Sendable {
    /// The reason with its line and column in the file, both from 1; one line without a full stop.
    public let message: String

    /// Makes an error.
    init(_ message: String) {
        self.message = message
    }
}
