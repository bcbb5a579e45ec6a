extension UInt8 {
    /// Whether this is an ASCII digit, `0` to `9`.
    @inlinable public var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    /// Whether this is an ASCII letter in lower case.
    @inlinable public var isLowercase: Bool { self &- UInt8(ascii: "a") < 26 }

    /// Whether this is an ASCII letter in upper case.
    @inlinable public var isUppercase: Bool { self &- UInt8(ascii: "A") < 26 }

    /// This byte with an ASCII letter in lower case.
    @inlinable public var lowercased: UInt8 { isUppercase ? self | 0x20 : self }

    /// Whether this is ASCII white space: a space, a tab, a line feed, a vertical tab, a form feed or a carriage
    /// return.
    @inlinable public var isWhitespace: Bool { self == UInt8(ascii: " ") || 0x09...0x0D ~= self }

    /// Whether this is a space, a tab or a form feed, which separate the tokens of a line of Python.
    @inlinable public var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == 0x0C }

    /// Whether this is a line feed or a carriage return.
    @inlinable public var isLineBreak: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
}
