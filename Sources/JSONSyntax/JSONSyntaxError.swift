/// A syntax error in a JSON text, and its range.
public struct JSONSyntaxError: Error, Hashable, Sendable {
    /// Another place that belongs to the error.
    public struct Related: Hashable, Sendable {
        /// What is at that place.
        public let message: String
        /// The range.
        public let range: Range<Int>

        /// Makes a place.
        public init(_ message: String, at range: Range<Int>) {
            self.message = message
            self.range = range
        }
    }

    /// What is wrong, on one line and without a full stop.
    public let message: String
    /// The range; empty at the end of the text.
    public let range: Range<Int>
    /// The other place, like the first of two equal keys; `nil` if there is none.
    public let related: Related?

    /// Makes an error.
    public init(_ message: String, at range: Range<Int>, related: Related? = nil) {
        self.message = message
        self.range = range
        self.related = related
    }
}
