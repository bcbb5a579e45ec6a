internal import SourceFiles

/// An open file or folder, closed when it goes out of scope.
///
/// Below the root of a snapshot nothing is opened through a symbolic link, and nothing that could block: a FIFO in a
/// version folder must not stop a run.
struct Descriptor: ~Copyable {
    /// The number of the file descriptor.
    let number: Int32

    /// Takes ownership of the result of an `open`.
    init(number: Int32) throws(SystemError) {
        guard number >= 0 else { throw SystemError.last }
        self.number = number
    }

    deinit { close(number) }
}

extension Descriptor {
    /// Opens the folder at an absolute path; symbolic links in it are followed, because they are the user's own.
    init(folder path: [UInt8]) throws(SystemError) {
        try self.init(number: unsafe path.withCString { unsafe open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
    }

    /// Opens the file at an absolute path.
    init(file path: [UInt8]) throws(SystemError) {
        try self.init(number: unsafe path.withCString { unsafe open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) })
    }

    /// Opens an entry of `folder` for reading; the caller must check its kind.
    init(_ name: [UInt8], in folder: borrowing Descriptor) throws(SystemError) {
        try self.init(name, in: folder, O_NONBLOCK)
    }

    /// Opens a folder in `folder`.
    init(folder name: [UInt8], in folder: borrowing Descriptor) throws(SystemError) {
        try self.init(name, in: folder, O_DIRECTORY)
    }

    private init(_ name: [UInt8], in folder: borrowing Descriptor, _ flags: Int32) throws(SystemError) {
        let parent = folder.number
        try self.init(
            number: unsafe name.withCString { unsafe openat(parent, $0, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | flags) }
        )
    }
}

extension Descriptor {
    /// Reads from here to the end of the file into `buffer`, which grows if necessary, and returns the number of bytes.
    ///
    /// `expected` is the size of the file when it was last checked; it may have changed since.
    borrowing func read(into buffer: inout [UInt8], expected: Int) throws(SystemError) -> Int {
        // One byte more than expected, so that for the usual file one call reads all and the next reads nothing.
        if buffer.count <= expected { buffer = [UInt8](repeating: 0, count: max(expected + 1, 2 * buffer.count)) }
        var length = 0
        while true {
            if length == buffer.count { buffer.append(contentsOf: repeatElement(0, count: buffer.count)) }
            let result = unsafe buffer.withUnsafeMutableBytes { buffer in
                unsafe systemRead(number, buffer.baseAddress.map { unsafe $0 + length }, buffer.count - length)
            }
            switch result {
            case 0: return length
            case 1...: length += result
            default: if errno != EINTR { throw SystemError.last }
            }
        }
    }

    /// Reads a whole file from its start.
    borrowing func readAll() throws(SystemError) -> [UInt8] {
        var buffer: [UInt8] = []
        let length = try read(into: &buffer, expected: FileStatus.of(self).size)
        buffer.removeLast(buffer.count - length)
        return buffer
    }
}

/// The target of the symbolic link `name` in an open folder.
func targetOfLink(_ name: [UInt8], in folder: borrowing Descriptor) throws(SystemError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX) + 1)
    let parent = folder.number
    let length = unsafe name.withCString { name in
        unsafe buffer.withUnsafeMutableBytes { buffer -> Int in
            guard let base = buffer.baseAddress else { return -1 }
            return unsafe readlinkat(parent, name, base.assumingMemoryBound(to: CChar.self), buffer.count)
        }
    }
    guard length >= 0 else { throw SystemError.last }
    return Array(buffer[..<length])
}
