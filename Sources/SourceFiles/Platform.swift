// The only place that imports the C library of a system: other files import SourceFiles, which re-exports it. A name
// that differs between the libraries has one name here, so that no other file needs a condition.
#if canImport(Glibc)
    @_exported public import Glibc
#elseif canImport(Musl)
    @_exported public import Musl
#elseif canImport(Darwin)
    @_exported public import Darwin
#endif

extension stat {
    /// The time at which the content changed.
    @inlinable public var modificationTime: timespec {
        #if canImport(Darwin)
            st_mtimespec
        #else
            st_mtim
        #endif
    }

    /// The time at which the content, the mode or the name changed.
    @inlinable public var statusChangeTime: timespec {
        #if canImport(Darwin)
            st_ctimespec
        #else
            st_ctim
        #endif
    }
}

/// Calls `read(2)`, under a name that no method called `read` hides.
///
/// Returns the number of bytes, 0 at the end of the file, and -1 with `errno` on failure.
@inlinable @unsafe
public func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    unsafe read(descriptor, buffer, count)
}

/// Calls `write(2)`, under a name that no method called `write` hides.
///
/// Returns the number of bytes, and -1 with `errno` on failure.
@inlinable @unsafe
public func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, buffer, count)
}

/// Waits until the device has the bytes of an open file; -1 with `errno` on failure.
///
/// Source: fsync(2). On macOS it leaves bytes in the cache of the device, and fcntl(2) has `F_FULLFSYNC` for the rest,
/// which not every file system knows.
@inlinable
public func systemSynchronize(_ descriptor: Int32) -> Int32 {
    #if canImport(Darwin)
        if fcntl(descriptor, F_FULLFSYNC) == 0 { return 0 }
    #endif
    return fsync(descriptor)
}
