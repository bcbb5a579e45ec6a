/// A half-open range of offsets into a file, in UTF-8 bytes from its first byte; those of a BOM are counted.
public typealias ByteRange = Range<Int>
