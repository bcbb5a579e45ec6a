internal import SourceFiles

/// An open file or folder, closed at its end.
///
/// Below the folder that a snapshot starts at, nothing is opened through a symbolic link, and nothing that could block: a FIFO in a version
/// folder must not stop a run.
struct Descriptor: ~Copyable {
    /// The number that the system gave it.
    let number: Int32

    /// Takes over what the system answered to an `open`.
    init(number: Int32) throws(SystemError) {
        guard number >= 0 else { throw SystemError.last }
        self.number = number
    }

    deinit { close(number) }
}

extension Descriptor {
    /// Opens the folder at an absolute path; links on the way are the user's own and are followed.
    init(folder path: [UInt8]) throws(SystemError) {
        try self.init(number: unsafe path.withCString { unsafe open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
    }

    /// Opens the file at an absolute path.
    init(file path: [UInt8]) throws(SystemError) {
        try self.init(number: unsafe path.withCString { unsafe open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) })
    }

    /// Opens an entry of `folder` for reading; the caller still has to see what it is.
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
    /// Reads from here to the end of the file into `buffer`, which grows where it must, and gives the number of bytes.
    ///
    /// `expected` is the size that the file had when it was looked at; it may have grown or shrunk since.
    borrowing func read(into buffer: inout [UInt8], expected: Int) throws(SystemError) -> Int {
        // One more than expected, so that the usual file ends in one call that reads all and one that reads nothing.
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

    /// Reads a whole file, of which nothing has been read yet.
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
