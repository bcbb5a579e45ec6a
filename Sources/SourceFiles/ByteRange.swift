/// A half-open range of offsets into a file, in UTF-8 bytes from its first byte (a BOM counts).
public typealias ByteRange = Range<Int>
