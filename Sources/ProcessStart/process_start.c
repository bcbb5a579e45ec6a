/*
 * What has to be done before the Swift runtime starts, so that lint also runs where there is no /proc: in a bare chroot, or in a sandbox.
 *
 * What walks in: the command line, as the C library hands it to constructors (glibc and macOS do). What walks out: the same words.
 *
 * The runtime of Swift 6.3 finds the command line by way of /proc/self/maps. Without it `CommandLine.arguments` is empty: `lint --staged`
 * would lint the working tree, and its answer would be that to another question. And it looks for its crash reporter around
 * /proc/self/exe, and aborts where that is missing; nobody has the reporter beside an installed lint, so it is switched off.
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
