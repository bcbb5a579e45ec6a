internal import CLibgit2
internal import SourceFiles

/// Why a loose object could not be read.
enum LooseObjectError: Error {
    /// A system call failed.
    case unreadable(SystemError)
    /// The file exists, but does not contain an object.
    case damaged(String)

    /// The reason, for a message.
    var reason: String {
        switch self {
        case .unreadable(let error): error.explained("").reason
        case .damaged(let what): what
        }
    }
}

/// Reads the loose objects of one folder: compressed files, named by the digits of their ids.
///
/// libgit2 1.5.1 (up to 1.9.7) loops forever on a loose object that was truncated by a full disk or a power failure,
/// because it waits for more input. So loose objects are read here. The buffers are used again for the next object.
@safe final class LooseObjectReader {
    private let folder: [UInt8]
    private var input: [UInt8] = []
    private var output = [UInt8](repeating: 0, count: 1 << 14)
    /// Behind a pointer, because the state of zlib points back at it.
    private let stream: UnsafeMutablePointer<z_stream>

    /// Reads the objects in `folder`.
    init(_ folder: [UInt8]) throws(GitError) {
        self.folder = folder
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        guard unsafe lint_inflate_init(stream) == Z_OK else {
            throw GitError(function: "inflateInit", code: GIT_ERROR.rawValue, message: "zlib cannot be initialised")
        }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Lends the type and the bytes of the object `id`; `nil` if there is no such file.
    func withObject<Value>(
        _ id: ObjectID,
        _ body: (git_object_t, borrowing Span<UInt8>) -> Value
    ) throws(LooseObjectError) -> Value? {
        guard let length = try readFile(of: id) else { return nil }
        let (type, content) = try inflateObject(length)
        let bytes = output
        return body(type, bytes.span.extracting(content))
    }

    private func readFile(of id: ObjectID) throws(LooseObjectError) -> Int? {
        let digits = Array(id.description.utf8)
        let path = folder.joined(Array(digits[..<2])).joined(Array(digits[2...]))
        do throws(SystemError) {
            let file = try Descriptor(file: path)
            return try file.read(into: &input, expected: FileStatus.of(file).size)
        } catch {
            if error.isAbsence { return nil }
            throw .unreadable(error)
        }
    }

    /// Inflates the file in `input` into `output`: `blob 12`, NUL, and the content.
    private func inflateObject(_ length: Int) throws(LooseObjectError) -> (git_object_t, Range<Int>) {
        guard length > 0 else { throw .damaged("the file of the object is empty") }
        unsafe inflateReset(stream)
        var consumed = 0
        var produced = 0
        var status = try inflate(length, &consumed, &produced)
        guard let header = header(produced) else {
            throw .damaged(
                status == Z_OK
                    ? "the file of the object is truncated" : "the file does not begin with the header of an object")
        }
        let end = header.content + header.size
        // zlib expands a byte to at most 1,032 bytes: a larger size is wrong, and not worth allocating.
        guard header.size <= 1100 * length else { throw .damaged("the object has another size than its header says") }
        if output.count <= end { output.append(contentsOf: repeatElement(0, count: end + 1 - output.count)) }
        while status == Z_OK, produced <= end { status = try inflate(length, &consumed, &produced) }
        guard status == Z_STREAM_END, produced == end, consumed == length else {
            throw .damaged("the object has another size than its header says")
        }
        return (header.type, header.content..<end)
    }

    /// Inflates as far as input and room allow.
    private func inflate(_ length: Int, _ consumed: inout Int, _ produced: inout Int) throws(LooseObjectError) -> Int32
    {
        let (start, end) = (consumed, produced)
        let status = unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { output in
                unsafe stream.pointee.next_in = input.baseAddress.map { unsafe $0 + start }
                unsafe stream.pointee.avail_in = UInt32(clamping: length - start)
                unsafe stream.pointee.next_out = output.baseAddress.map { unsafe $0 + end }
                unsafe stream.pointee.avail_out = UInt32(clamping: output.count - end)
                return unsafe CLibgit2.inflate(stream, Z_NO_FLUSH)
            }
        }
        consumed += unsafe min(length - start, Int(UInt32.max)) - Int(stream.pointee.avail_in)
        produced += unsafe min(output.count - end, Int(UInt32.max)) - Int(stream.pointee.avail_out)
        switch status {
        case Z_OK, Z_STREAM_END: return status
        // No progress is possible: the input has ended before the object.
        case Z_BUF_ERROR: throw .damaged("the file of the object is truncated")
        default: throw .damaged("the file of the object cannot be inflated")
        }
    }

    /// Reads the type and the size before the first NUL.
    private func header(_ produced: Int) -> (type: git_object_t, size: Int, content: Int)? {
        let start = output[..<min(produced, 32)]
        guard let end = start.firstIndex(of: 0), let blank = start[..<end].firstIndex(of: UInt8(ascii: " ")) else {
            return nil
        }
        guard let size = Int(String(decoding: output[(blank + 1)..<end], as: UTF8.self)), size >= 0 else { return nil }
        let type: git_object_t
        switch String(decoding: output[..<blank], as: UTF8.self) {
        case "blob": type = GIT_OBJECT_BLOB
        case "tree": type = GIT_OBJECT_TREE
        case "commit": type = GIT_OBJECT_COMMIT
        case "tag": type = GIT_OBJECT_TAG
        default: return nil
        }
        return (type, size, end + 1)
    }
}
