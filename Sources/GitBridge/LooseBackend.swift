internal import CLibgit2
internal import SourceFiles

/// Replaces libgit2's reader of loose objects with ``LooseObjectReader``.
///
/// libgit2 still finds the objects, also by the first digits of an id; only reading them is done here.
enum LooseBackend {
    /// Makes a backend for the loose objects of `folder`; the object database that it is added to frees it.
    static func make(_ folder: [UInt8]) throws(GitError) -> UnsafeMutablePointer<git_odb_backend> {
        let objects = try LooseObjectReader(folder)
        var original: UnsafeMutablePointer<git_odb_backend>?
        try check(
            "git_odb_backend_loose",
            unsafe folder.withCString { unsafe git_odb_backend_loose(&original, $0, -1, 0, 0, 0) }
        )
        let backend = UnsafeMutablePointer<lint_git_loose_backend>.allocate(capacity: 1)
        unsafe backend.initialize(to: lint_git_loose_backend())
        unsafe backend.pointee.original = original
        unsafe backend.pointee.objects = Unmanaged.passRetained(objects).toOpaque()
        unsafe backend.pointee.parent.version = UInt32(lint_git_odb_backend_version())
        unsafe backend.pointee.parent.read = { unsafe LooseBackend.read($0, $1, $2, $3, $4) }
        unsafe backend.pointee.parent.read_prefix = { unsafe LooseBackend.readPrefix($0, $1, $2, $3, $4, $5, $6) }
        unsafe backend.pointee.parent.exists = { backend, id in
            unsafe LooseBackend.original(backend).map { unsafe $0.pointee.exists($0, id) } ?? 0
        }
        unsafe backend.pointee.parent.exists_prefix = { found, backend, id, length in
            unsafe LooseBackend.original(backend).map { unsafe $0.pointee.exists_prefix(found, $0, id, length) }
                ?? GIT_ENOTFOUND.rawValue
        }
        unsafe backend.pointee.parent.free = { unsafe LooseBackend.free($0) }
        return unsafe UnsafeMutableRawPointer(backend).assumingMemoryBound(to: git_odb_backend.self)
    }

    private typealias Backend = UnsafeMutablePointer<git_odb_backend>

    /// The struct that ``make(_:)`` allocates; libgit2 passes its first field back.
    private static func whole(_ backend: Backend?) -> UnsafeMutablePointer<lint_git_loose_backend>? {
        unsafe backend.map { unsafe UnsafeMutableRawPointer($0).assumingMemoryBound(to: lint_git_loose_backend.self) }
    }

    private static func original(_ backend: Backend?) -> Backend? {
        unsafe whole(backend)?.pointee.original
    }

    private static func read(
        _ data: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
        _ length: UnsafeMutablePointer<Int>?,
        _ type: UnsafeMutablePointer<git_object_t>?,
        _ backend: Backend?,
        _ id: UnsafePointer<git_oid>?
    ) -> Int32 {
        guard let context = unsafe whole(backend)?.pointee.objects, let id = unsafe id else {
            return GIT_EINVALID.rawValue
        }
        let objects = unsafe Unmanaged<LooseObjectReader>.fromOpaque(context).takeUnretainedValue()
        do throws(LooseObjectError) {
            let status = try unsafe objects.withObject(ObjectID(id.pointee)) { kind, bytes -> Int32 in
                guard let copy = unsafe git_odb_backend_data_alloc(backend, bytes.count + 1) else {
                    return GIT_ERROR.rawValue
                }
                unsafe bytes.withUnsafeBytes { bytes in
                    unsafe UnsafeMutableRawBufferPointer(start: copy, count: bytes.count).copyMemory(from: bytes)
                }
                // libgit2's parsers rely on a NUL after the last byte.
                unsafe copy.storeBytes(of: 0, toByteOffset: bytes.count, as: UInt8.self)
                unsafe data?.pointee = copy
                unsafe length?.pointee = bytes.count
                unsafe type?.pointee = kind
                return GIT_OK.rawValue
            }
            return status ?? GIT_ENOTFOUND.rawValue
        } catch {
            unsafe git_error_set_str(Int32(GIT_ERROR_ODB.rawValue), error.reason)
            return GIT_ERROR.rawValue
        }
    }

    private static func readPrefix(
        _ found: UnsafeMutablePointer<git_oid>?,
        _ data: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
        _ length: UnsafeMutablePointer<Int>?,
        _ type: UnsafeMutablePointer<git_object_t>?,
        _ backend: Backend?,
        _ id: UnsafePointer<git_oid>?,
        _ digits: Int
    ) -> Int32 {
        guard let original = unsafe original(backend) else { return GIT_ENOTFOUND.rawValue }
        let status = unsafe original.pointee.exists_prefix(found, original, id, digits)
        if status < 0 { return status }
        return unsafe read(data, length, type, backend, found)
    }

    private static func free(_ backend: Backend?) {
        guard let backend = unsafe whole(backend) else { return }
        if let original = unsafe backend.pointee.original { unsafe original.pointee.free(original) }
        if let objects = unsafe backend.pointee.objects {
            unsafe Unmanaged<LooseObjectReader>.fromOpaque(objects).release()
        }
        unsafe backend.deinitialize(count: 1)
        unsafe backend.deallocate()
    }
}
