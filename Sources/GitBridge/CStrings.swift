internal import SourceFiles

extension [UInt8] {
    /// Lends the bytes, which contain no NUL, as a C string.
    func withCString<Value, Failure: Error>(
        _ body: (UnsafePointer<CChar>) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try unsafe (self + [0]).withUnsafeBufferPointer { buffer throws(Failure) in
            guard let base = buffer.baseAddress else { preconditionFailure("an array that ends in NUL is not empty") }
            return try unsafe body(UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self))
        }
    }

    /// Copies a C string, without its NUL.
    init(cString: UnsafePointer<CChar>) {
        let text = unsafe UnsafeRawPointer(cString)
        var count = 0
        while unsafe text.load(fromByteOffset: count, as: UInt8.self) != 0 { count += 1 }
        unsafe self.init(UnsafeRawBufferPointer(start: text, count: count))
    }

    /// The path of `name` in the folder that these bytes name; `name` itself if it is absolute.
    func joined(_ name: [UInt8]) -> [UInt8] {
        let slash = UInt8(ascii: "/")
        if name.first == slash || isEmpty { return name }
        return last == slash ? self + name : self + [slash] + name
    }

    /// The path of `name` in the folder that these bytes name.
    func joined(_ name: String) -> [UInt8] {
        joined(Array(name.utf8))
    }

    /// These bytes without slashes at the end; the root of the file system keeps its slash.
    var withoutTrailingSlash: [UInt8] {
        var end = count
        while end > 1, self[end - 1] == UInt8(ascii: "/") { end -= 1 }
        return Array(self[..<end])
    }

    /// The bytes as text, with U+FFFD for bytes that are not UTF-8.
    var text: String { String(decoding: self, as: UTF8.self) }
}

/// The absolute path of `path` without symbolic links; `nil` if nothing exists there.
func realPath(_ path: [UInt8]) -> [UInt8]? {
    guard let resolved = unsafe path.withCString({ unsafe realpath($0, nil) }) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe [UInt8](cString: resolved)
}

/// The current folder of the process; the root if it has been removed.
func currentDirectory() -> [UInt8] {
    realPath([UInt8(ascii: ".")]) ?? [UInt8(ascii: "/")]
}
