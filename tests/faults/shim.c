/* Loaded before libc (LD_PRELOAD) by tests/faults/shim.rs: makes the N-th write or sync on a file
 * under FAULT_DIR fail, once FAULT_ARM exists. FAULT_OP: write | sync | rename. FAULT_HOW: eio |
 * nospace | short. FAULT_AT counts from 1. Says on FAULT_LOG that it struck. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_long seen;

static int ours(int fd) {
    const char *dir = getenv("FAULT_DIR"), *arm = getenv("FAULT_ARM");
    char link[64], path[4096];
    if (!dir || !arm || access(arm, F_OK) != 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    return strncmp(path, dir, strlen(dir)) == 0;
}

static int strikes(const char *op) {
    const char *want = getenv("FAULT_OP"), *at = getenv("FAULT_AT"), *log = getenv("FAULT_LOG");
    if (!want || !at || strcmp(want, op) != 0) return 0;
    if (atomic_fetch_add(&seen, 1) + 1 != atol(at)) return 0;
    if (log) close(open(log, O_CREAT | O_WRONLY, 0600));
    return 1;
}

static int error_of(void) {
    const char *how = getenv("FAULT_HOW");
    return how && strcmp(how, "nospace") == 0 ? ENOSPC : EIO;
}

static int is_short(void) {
    const char *how = getenv("FAULT_HOW");
    return how && strcmp(how, "short") == 0;
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *buf, size_t len) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (ours(fd) && strikes("write")) {
        if (is_short() && len > 1) {
            /* Half of it arrives; the rest finds no room. */
            atomic_store(&seen, atol(getenv("FAULT_AT")));
            return real(fd, buf, len / 2);
        }
        errno = error_of();
        return -1;
    }
    return real(fd, buf, len);
}

static ssize_t at64(const char *name, int fd, const void *buf, size_t len, off64_t off) {
    ssize_t (*real)(int, const void *, size_t, off64_t) =
        (ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, name);
    if (ours(fd) && strikes("write")) {
        if (is_short() && len > 1) return real(fd, buf, len / 2, off);
        errno = error_of();
        return -1;
    }
    return real(fd, buf, len, off);
}

ssize_t pwrite64(int fd, const void *buf, size_t len, off64_t off) { return at64("pwrite64", fd, buf, len, off); }
ssize_t pwrite(int fd, const void *buf, size_t len, off_t off) { return at64("pwrite", fd, buf, len, off); }

int fsync(int fd) {
    REAL(int, "fsync", int);
    if (ours(fd) && strikes("sync")) { errno = error_of(); return -1; }
    return real(fd);
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    if (ours(fd) && strikes("sync")) { errno = error_of(); return -1; }
    return real(fd);
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    const char *dir = getenv("FAULT_DIR"), *arm = getenv("FAULT_ARM");
    if (dir && arm && access(arm, F_OK) == 0 && strncmp(to, dir, strlen(dir)) == 0 && strikes("rename")) {
        errno = error_of();
        return -1;
    }
    return real(from, to);
}
