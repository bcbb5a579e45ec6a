#ifndef LINT_OFFLINE_LIBGIT2_H
#define LINT_OFFLINE_LIBGIT2_H

/* Nothing to call: this target exists for the symbols that it defines. See offline_libgit2.c. */

#endif
