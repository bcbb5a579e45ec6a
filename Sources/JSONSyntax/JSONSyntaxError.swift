/// Why a text is not JSON, and where.
public struct JSONSyntaxError: Error, Hashable, Sendable {
    /// Another place that belongs to the error.
    public struct Related: Hashable, Sendable {
        /// What is there.
        public let message: String
        /// Where it is.
        public let range: Range<Int>

        /// Makes a place.
        public init(_ message: String, at range: Range<Int>) {
            self.message = message
            self.range = range
        }
    }

    /// What is wrong, and where it helps what to write instead; one line without a full stop.
    public let message: String
    /// Where it is wrong; empty at the end of the text.
    public let range: Range<Int>
    /// The other place: the first of two equal keys.
    public let related: Related?

    /// Makes an error.
    public init(_ message: String, at range: Range<Int>, related: Related? = nil) {
        self.message = message
        self.range = range
        self.related = related
    }
}
