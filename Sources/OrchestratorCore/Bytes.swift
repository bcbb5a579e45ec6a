internal import SourceFiles

extension UInt8 {
    /// Whether this may be part of the name of a package (PEP 508) or a bare TOML key.
    var isNameByte: Bool { isDigit || lowercased.isLowercase || isNameSeparator }

    /// Whether this separates the parts of a package's name.
    var isNameSeparator: Bool {
        self == UInt8(ascii: "-") || self == UInt8(ascii: "_") || self == UInt8(ascii: ".")
    }
}

extension [UInt8] {
    /// Removes the white space at both ends.
    mutating func trimWhitespace() {
        self = Array(self[...].trimmingWhitespace)
    }
}

extension ArraySlice<UInt8> {
    /// The bytes without the white space at both ends.
    var trimmingWhitespace: ArraySlice<UInt8> {
        var rest = drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
