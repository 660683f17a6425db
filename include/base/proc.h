/* proc: run another program with an argument vector; the only module that spawns. */
#ifndef TF_BASE_PROC_H
#define TF_BASE_PROC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"

struct tf_process {
    const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH */
    const char *const
        *set_environment; /* NULL-terminated `NAME=value` entries that replace or add */
    const char *input;    /* bytes for its standard input */
    size_t input_length;
    double timeout; /* seconds of wall time after which it is killed; <= 0: none */
};

enum tf_process_end {
    TF_PROCESS_EXITED,
    TF_PROCESS_KILLED,
    TF_PROCESS_TIMED_OUT,
    TF_PROCESS_MISSING,
    TF_PROCESS_FAILED_TO_START
};

struct tf_process_result {
    enum tf_process_end end;
    int code;                /* exit status, signal, or errno of the start */
    bool input_taken;        /* the whole input was read by the child */
    struct tf_buffer output; /* its standard output */
    struct tf_buffer errors; /* its standard error, at most 64 KiB kept */
};

/* Runs the program to its end, feeding input and gathering both outputs at once (poll; no deadlock
 * whichever fills first). SIGPIPE is ignored only meanwhile and is default in the child; pipes are
 * close-on-exec. Returns false only when memory or descriptors run out (message in diag); a program
 * that is missing, fails or hangs is a result, not an error. result is initialised here and
 * released by the caller in every case. */
bool tf_process_run(const struct tf_process *process, struct tf_process_result *result,
                    struct tf_diag *diag);
void tf_process_result_release(struct tf_process_result *result);

#endif
