/*
 * Saves the command line before the Swift runtime starts, so that lint also runs without /proc: in a bare chroot, or in
 * a sandbox.
 *
 * Takes the command line from the C library, which passes it to constructors (glibc and macOS do), and returns it.
 *
 * The runtime of Swift 6.3 reads the command line through /proc/self/maps. Without it `CommandLine.arguments` is empty,
 * and `lint --staged` would lint the working tree. The runtime also looks for its crash reporter beside /proc/self/exe
 * and aborts if that is missing; an installed lint has no reporter beside it, so it is switched off.
 */

#include "process_start.h"

#include <stdlib.h>

static int count;
static char **words;

/* The runtime's own constructors have no priority, so they run later. */
__attribute__((constructor(101))) static void keep(int argc, char **argv) {
    count = argc;
    words = argv;
    setenv("SWIFT_BACKTRACE", "enable=no,swift-backtrace=/nonexistent", 0);
}

int process_start_count(void) { return count; }

char **process_start_words(void) { return words; }
