/* Lets a program fail, or be killed, at its n-th system call that changes a file.
 *
 *     cc -shared -fPIC -o failing_writes.so failing_writes.c -ldl
 *     LD_PRELOAD=./failing_writes.so FAIL_AT=7 FAIL_HOW=kill lint --fix
 *
 * FAIL_HOW is `kill` (the process ends before the call, as by SIGKILL) or an errno: ENOSPC, EIO, EROFS, EACCES. Without FAIL_AT, FAIL_COUNT names a file that
 * gets the number of calls. Only calls that succeed in making or naming files count, on descriptors above standard error; what the dynamic linker does is not seen.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int calls = 0;

__attribute__((destructor)) static void report(void) {
    const char *path = getenv("FAIL_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%d", calls);
        fclose(file);
    }
}

static int number_of(const char *name) {
    if (!strcmp(name, "ENOSPC")) return ENOSPC;
    if (!strcmp(name, "EROFS")) return EROFS;
    if (!strcmp(name, "EACCES")) return EACCES;
    return EIO;
}

/* Whether this call is the one; ends the process where it is to be killed. */
static int fails(void) {
    const char *at = getenv("FAIL_AT");
    const char *how = getenv("FAIL_HOW");
    calls += 1;
    if (!at || !how || calls != atoi(at)) return 0;
    if (!strcmp(how, "kill")) _exit(137);
    errno = number_of(how);
    return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define FAILING(result, name, parameters, arguments) \
    result name parameters { \
        if (fails()) return -1; \
        return NEXT(name) arguments; \
    }

FAILING(int, fsync, (int file), (file))
FAILING(int, syncfs, (int file), (file))
FAILING(int, fchmod, (int file, mode_t mode), (file, mode))
FAILING(int, ftruncate, (int file, off_t length), (file, length))
FAILING(int, rename, (const char *from, const char *to), (from, to))
FAILING(int, renameat, (int folder, const char *from, int other, const char *to), (folder, from, other, to))
FAILING(int, renameat2, (int folder, const char *from, int other, const char *to, unsigned flags), (folder, from, other, to, flags))
FAILING(int, link, (const char *from, const char *to), (from, to))
FAILING(int, linkat, (int folder, const char *from, int other, const char *to, int flags), (folder, from, other, to, flags))
FAILING(int, unlink, (const char *path), (path))
FAILING(int, unlinkat, (int folder, const char *path, int flags), (folder, path, flags))
FAILING(int, mkdir, (const char *path, mode_t mode), (path, mode))
FAILING(int, mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode))

ssize_t write(int file, const void *bytes, size_t count) {
    if (file > 2) {
        const char *half = getenv("FAIL_HALF");
        /* Half of the bytes reach the file before the end. */
        if (half && getenv("FAIL_AT") && calls + 1 == atoi(getenv("FAIL_AT"))) NEXT(write)(file, bytes, count / 2);
        if (fails()) return -1;
    }
    return NEXT(write)(file, bytes, count);
}

int open(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
        if (fails()) return -1;
    }
    return NEXT(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
        if (fails()) return -1;
    }
    return NEXT(open64)(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
        if (fails()) return -1;
    }
    return NEXT(openat)(folder, path, flags, mode);
}
