/// A syntax error in a TOML text.
public struct TOMLSyntaxError: Error, Hashable, Sendable {
    /// What is wrong, with the line and column in the file, both from 1; on one line and without a full stop.
    public let message: String

    /// Makes an error.
    init(_ message: String) {
        self.message = message
    }
}
