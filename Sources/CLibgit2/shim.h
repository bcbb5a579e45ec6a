#ifndef LINT_CLIBGIT2_SHIM_H
#define LINT_CLIBGIT2_SHIM_H

#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <zlib.h>

/* git_libgit2_opts() is variadic, which Swift cannot call: one wrapper for each option that is used. */

static inline int lint_git_set_strict_hash_verification(int enabled) {
    return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

static inline int lint_git_set_extensions(const char **extensions, size_t count) {
    return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, count);
}

static inline int lint_git_set_owner_validation(int enabled) {
    return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

/* A source of objects that is written in Swift (GitBridge/LooseBackend.swift): libgit2 knows the first field, and passes it back. */
typedef struct {
    git_odb_backend parent;
    git_odb_backend *original;
    void *objects;
} lint_git_loose_backend;

/* Macros that Swift does not see. */
static inline int lint_inflate_init(z_stream *stream) {
    return inflateInit(stream);
}

static inline int lint_git_odb_backend_version(void) {
    return GIT_ODB_BACKEND_VERSION;
}

#endif
