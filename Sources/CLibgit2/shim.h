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

static inline int lint_git_set_fsync_gitdir(int enabled) {
    return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, enabled);
}

/*
 * A source of objects that is written in Swift (GitBridge/LooseBackend.swift).
 * libgit2 knows the first field, and passes it back.
 */
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

/*
 * Renames a file to a name that must be free, in one step.
 * Returns -1 with ENOSYS, EINVAL or ENOTSUP if the system or the file system cannot.
 */
#if defined(__linux__) && defined(__GLIBC__)
/* glibc declares them with _GNU_SOURCE alone, which Swift's importer does not define. */
extern int renameat2(int, const char *, int, const char *, unsigned int);

extern int syncfs(int);

/*
 * Waits until the device has everything that was written to the file system of an open file.
 * Returns -1 with ENOSYS where there is no such call.
 */
static inline int lint_synchronize_file_system(int file) {
    return syncfs(file);
}

static inline int lint_rename_to_free_name(int from, const char *name, int to, const char *free_name) {
    return renameat2(from, name, to, free_name, 1 /* RENAME_NOREPLACE */);
}
#elif defined(__APPLE__)
#include <errno.h>
#include <stdio.h>

static inline int lint_synchronize_file_system(int file) {
    (void)file;
    errno = ENOSYS;
    return -1;
}

static inline int lint_rename_to_free_name(int from, const char *name, int to, const char *free_name) {
    return renameatx_np(from, name, to, free_name, RENAME_EXCL);
}
#else
#include <errno.h>

static inline int lint_synchronize_file_system(int file) {
    (void)file;
    errno = ENOSYS;
    return -1;
}

static inline int lint_rename_to_free_name(int from, const char *name, int to, const char *free_name) {
    (void)from, (void)name, (void)to, (void)free_name;
    errno = ENOSYS;
    return -1;
}
#endif

#endif
