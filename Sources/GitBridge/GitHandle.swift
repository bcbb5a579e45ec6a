internal import CLibgit2

/// How a kind of libgit2 object is freed.
protocol HandleKind {
    /// Frees `raw`.
    static func free(_ raw: OpaquePointer)
}

/// A libgit2 object that is owned here and freed when it goes out of scope.
@safe struct GitHandle<Kind: HandleKind>: ~Copyable {
    /// The object, for the duration of a call.
    let raw: OpaquePointer

    /// Takes ownership of what `make` stores, and checks its status.
    init(_ function: StaticString, _ make: (inout OpaquePointer?) -> Int32) throws(GitError) {
        var made: OpaquePointer?
        try check(function, unsafe make(&made))
        guard let made = unsafe made else {
            throw GitError(function: "\(function)", code: GIT_ERROR.rawValue, message: "\(function) returned no object")
        }
        unsafe raw = made
    }

    deinit { unsafe Kind.free(raw) }
}

/// The kinds of libgit2 objects that are used.
enum HandleKinds {
    /// Frees a `git_repository`.
    enum Repository: HandleKind { static func free(_ raw: OpaquePointer) { unsafe git_repository_free(raw) } }
    /// Frees a `git_odb`.
    enum ObjectDatabase: HandleKind { static func free(_ raw: OpaquePointer) { unsafe git_odb_free(raw) } }
    /// Frees a `git_odb_object`.
    enum RawObject: HandleKind { static func free(_ raw: OpaquePointer) { unsafe git_odb_object_free(raw) } }
    /// Frees a `git_object`.
    enum Object: HandleKind { static func free(_ raw: OpaquePointer) { unsafe git_object_free(raw) } }
    /// Frees a `git_reference`.
    enum Reference: HandleKind { static func free(_ raw: OpaquePointer) { unsafe git_reference_free(raw) } }
    /// Frees a `git_reference_iterator`.
    enum ReferenceIterator: HandleKind {
        static func free(_ raw: OpaquePointer) { unsafe git_reference_iterator_free(raw) }
    }
    /// Frees a `git_config`.
    enum Configuration: HandleKind { static func free(_ raw: OpaquePointer) { unsafe git_config_free(raw) } }
    /// Frees a `git_patch`.
    enum Patch: HandleKind { static func free(_ raw: OpaquePointer) { unsafe git_patch_free(raw) } }
    /// Frees a `git_index`.
    enum Index: HandleKind { static func free(_ raw: OpaquePointer) { unsafe git_index_free(raw) } }
    /// Frees a `git_config_iterator`.
    enum ConfigurationIterator: HandleKind {
        static func free(_ raw: OpaquePointer) { unsafe git_config_iterator_free(raw) }
    }
}
