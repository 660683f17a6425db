/* progress: how far long work is, on standard error. */
#ifndef TF_CLI_PROGRESS_H
#define TF_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "cli/command.h"

struct tf_progress {
    const struct tf_session *session;
    uint64_t total;
    const char *what; /* is counted: `runs`, unless it is set after tf_progress_begin */
    struct timespec begun;
    double told; /* seconds after which it was last said; below 0: not yet */
    bool shown;  /* a line stands on the terminal */
};

void tf_progress_begin(struct tf_progress *progress, const struct tf_session *session,
                       uint64_t total);

/* Says `1,024 of 10,000 runs, 250,000 a second, 0:04 left`: on a terminal in one line that is
 * written over and over, after half a second; elsewhere a line a second, with --progress. Never
 * with --quiet. Call it as often as you like. */
void tf_progress_tell(struct tf_progress *progress, uint64_t done);

/* Wipes the line, or says how far it came. */
void tf_progress_end(struct tf_progress *progress, uint64_t done);

#endif
