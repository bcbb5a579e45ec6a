/// A path relative to the root of a repository: bytes, with `/` between components, without `.` or `..`, and without a
/// slash at either end.
///
/// Git's file names are bytes, so a path is not a `String`: it may contain a newline, a quote, or bytes that are not
/// UTF-8. The empty path is the root. Paths are ordered by unsigned bytes, as in Git.
public struct Path: Hashable, Sendable {
    /// The bytes, as Git stores them.
    public let bytes: [UInt8]

    /// The root of the repository.
    public static let root = Path(normalized: [])

    /// Makes a path of bytes; empty components and `.` are dropped, and `..` removes a component.
    ///
    /// Returns `nil` if `..` would leave the root.
    public init?(resolving bytes: some Sequence<UInt8>) {
        self.init(resolving: bytes, in: .root)
    }

    /// Makes a path of bytes that are relative to `folder`.
    ///
    /// Returns `nil` if `..` would leave the root.
    public init?(resolving bytes: some Sequence<UInt8>, in folder: Path) {
        var components = folder.components.map(Array.init)
        for component in Array(bytes).split(separator: UInt8(ascii: "/")) {
            switch Array(component) {
            case [UInt8(ascii: ".")]: continue
            case [UInt8(ascii: "."), UInt8(ascii: ".")]:
                guard components.popLast() != nil else { return nil }
            case let name: components.append(name)
            }
        }
        self.bytes = Array(components.joined(separator: [UInt8(ascii: "/")]))
    }

    /// Takes bytes that are a normalized path already, as in Git's index and trees.
    public init(normalized bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether this is the root of the repository.
    public var isRoot: Bool { bytes.isEmpty }

    /// The components from the root down.
    public var components: [ArraySlice<UInt8>] {
        bytes.split(separator: UInt8(ascii: "/"))
    }

    /// The last component; empty for the root.
    public var name: ArraySlice<UInt8> {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes[...] }
        return bytes[(slash + 1)...]
    }

    /// The last component as text, with U+FFFD for bytes that are not UTF-8.
    public var nameText: String { String(decoding: name, as: UTF8.self) }

    /// The folder of this path; `nil` for the root.
    public var parent: Path? {
        if isRoot { return nil }
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return .root }
        return Path(normalized: Array(bytes[..<slash]))
    }

    /// The path of an entry in this folder.
    @inlinable
    public func appending(_ name: some Collection<UInt8>) -> Path {
        if isRoot { return Path(normalized: Array(name)) }
        var path: [UInt8] = []
        path.reserveCapacity(bytes.count + 1 + name.count)
        path.append(contentsOf: bytes)
        path.append(UInt8(ascii: "/"))
        path.append(contentsOf: name)
        return Path(normalized: path)
    }

    /// The path of an entry in this folder; `text` may have several components.
    public func appending(_ text: String) -> Path {
        appending(Array(text.utf8))
    }

    /// Whether this path is `folder` or below it.
    public func isWithin(_ folder: Path) -> Bool {
        folder.isRoot || bytes == folder.bytes
            || (bytes.count > folder.bytes.count && bytes.starts(with: folder.bytes)
                && bytes[folder.bytes.count] == UInt8(ascii: "/"))
    }

    /// The bytes of this path relative to `folder`; `nil` if it is not below it.
    public func relative(to folder: Path) -> ArraySlice<UInt8>? {
        guard isWithin(folder) else { return nil }
        if folder.isRoot { return bytes[...] }
        return bytes.dropFirst(folder.bytes.count + 1)
    }

    /// The path as text, with U+FFFD for bytes that are not UTF-8; the root is `.`.
    public var text: String {
        isRoot ? "." : String(decoding: bytes, as: UTF8.self)
    }
}

extension Path {
    /// Hashes the bytes at once: the array would combine them one by one, which takes twenty times as long.
    public func hash(into hasher: inout Hasher) {
        unsafe bytes.withUnsafeBytes { bytes in unsafe hasher.combine(bytes: bytes) }
    }
}

extension Path: Comparable {
    /// Orders by unsigned bytes, as `memcmp` and Git's index do.
    public static func < (left: Path, right: Path) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension Path: ExpressibleByStringLiteral, CustomStringConvertible {
    /// Makes a path of a literal that is normalized already.
    public init(stringLiteral value: String) {
        self.init(normalized: Array(value.utf8))
    }

    /// The path on one line, with control characters and bytes that are not UTF-8 as `\xNN`.
    public var description: String { Path.printable(isRoot ? [UInt8(ascii: ".")] : bytes) }

    /// Bytes as one line of text, with control characters and bytes that are not UTF-8 as `\xNN`.
    public static func printable(_ bytes: [UInt8]) -> String {
        var text = ""
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var position = 0
        decoding: while true {
            switch decoder.decode(&iterator) {
            case .emptyInput: break decoding
            case .error:
                // The decoder does not report how many bytes it skipped, so this continues one byte later with a new
                // decoder.
                text += escaped(bytes[position])
                position += 1
                decoder = UTF8()
                iterator = Array(bytes[position...]).makeIterator()
            case .scalarValue(let scalar):
                let length = UTF8.width(scalar)
                if scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format {
                    for byte in bytes[position..<(position + length)] { text += escaped(byte) }
                } else {
                    text.unicodeScalars.append(scalar)
                }
                position += length
            }
        }
        return text
    }

    private static func escaped(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return "\\x" + (digits.count < 2 ? "0" : "") + digits
    }
}
