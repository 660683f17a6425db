#include "base/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ERRORS_KEPT ((size_t)64 << 10)

enum { READ, WRITE };
enum { INPUT, OUTPUT, ERRORS, STREAMS };

/* A child and our ends of its three pipes; -1 once closed. */
struct child {
    pid_t pid;
    int ends[STREAMS];
    size_t fed; /* bytes of the input that it took */
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void close_end(int *descriptor)
{
    if (*descriptor >= 0) {
        close(*descriptor);
        *descriptor = -1;
    }
}

static bool names_variable(const char *entry, const char *variable)
{
    size_t length = strcspn(variable, "=");
    return strncmp(entry, variable, length) == 0 && entry[length] == '=';
}

static bool replaced(const char *entry, const char *const *set)
{
    for (; set != NULL && *set != NULL; set++) {
        if (names_variable(entry, *set)) {
            return true;
        }
    }
    return false;
}

/* The environment with `set` in it; the array is the caller's to free, the texts are not. */
static char **child_environment(const char *const *set)
{
    size_t count = 0, added = 0, length = 0;
    while (environ != NULL && environ[count] != NULL) {
        count++;
    }
    while (set != NULL && set[added] != NULL) {
        added++;
    }
    char **entries = calloc(count + added + 1, sizeof *entries);
    if (entries == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (!replaced(environ[i], set)) {
            entries[length++] = environ[i];
        }
    }
    for (size_t i = 0; i < added; i++) {
        memcpy(&entries[length + i], &set[i], sizeof *entries);
    }
    return entries;
}

static bool open_pipes(int pipes[STREAMS][2])
{
    for (int i = 0; i < STREAMS; i++) {
        pipes[i][READ] = pipes[i][WRITE] = -1;
    }
    for (int i = 0; i < STREAMS; i++) {
        if (pipe2(pipes[i], O_CLOEXEC) != 0) {
            return false;
        }
    }
    return true;
}

static void close_pipes(int pipes[STREAMS][2])
{
    for (int i = 0; i < STREAMS; i++) {
        close_end(&pipes[i][READ]);
        close_end(&pipes[i][WRITE]);
    }
}

/* Is there a program of this name in one folder of PATH (length bytes of it; none is the current)?
 */
static bool is_in_folder(const char *folder, size_t length, const char *name)
{
    char path[4096];
    int written =
        snprintf(path, sizeof path, "%.*s%s%s", (int)length, folder, length > 0 ? "/" : "", name);
    return written > 0 && (size_t)written < sizeof path && access(path, X_OK) == 0;
}

/* Looks the program up as posix_spawnp will. Under emulators of the system (valgrind among them) a
 * failed start is only the child's status 127, which a program may also have of its own. */
static bool is_there(const char *name)
{
    const char *folders = getenv("PATH");
    if (strchr(name, '/') != NULL) {
        return access(name, F_OK) == 0;
    }
    while (folders != NULL) {
        size_t length = strcspn(folders, ":");
        if (is_in_folder(folders, length, name)) {
            return true;
        }
        folders = folders[length] == ':' ? folders + length + 1 : NULL;
    }
    return false;
}

/* Starts the program in a process group of its own, with default signals. Returns an errno. */
static int start(const struct tf_process *process, int pipes[STREAMS][2], char **environment,
                 pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t signals, none;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipes[INPUT][READ], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, pipes[OUTPUT][WRITE], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, pipes[ERRORS][WRITE], STDERR_FILENO);
    posix_spawnattr_init(&attributes);
    sigemptyset(&none);
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETPGROUP);
    int error = posix_spawnp(pid, process->argv[0], &actions, &attributes,
                             (char *const *)(uintptr_t)process->argv, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* Writes what the child takes now; closes its input at the end or when it stops reading. */
static void feed(struct child *child, const struct tf_process *process)
{
    ssize_t written =
        write(child->ends[INPUT], process->input + child->fed, process->input_length - child->fed);
    if (written > 0) {
        child->fed += (size_t)written;
    }
    bool refused = written < 0 && errno != EAGAIN && errno != EINTR;
    if (refused || child->fed == process->input_length) {
        close_end(&child->ends[INPUT]);
    }
}

static void gather(int *end, struct tf_buffer *into, size_t limit)
{
    char chunk[65536];
    ssize_t got = read(*end, chunk, sizeof chunk);
    if (got > 0) {
        size_t room = into->length < limit ? limit - into->length : 0;
        tf_buffer_append(into, chunk, (size_t)got < room ? (size_t)got : room);
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
        close_end(end);
    }
}

/* Milliseconds until the deadline; -1 for none. */
static int time_left(double deadline)
{
    if (deadline <= 0) {
        return -1;
    }
    double left = (deadline - now()) * 1000;
    return left < 0 ? 0 : left > 1e9 ? 1000000000 : (int)left + 1;
}

/* Feeds and gathers until the child has closed its outputs; false when the time is up. */
static bool exchange(struct child *child, const struct tf_process *process, double deadline,
                     struct tf_process_result *result)
{
    if (process->input_length == 0) {
        close_end(&child->ends[INPUT]);
    }
    while (child->ends[OUTPUT] >= 0 || child->ends[ERRORS] >= 0) {
        struct pollfd polled[STREAMS] = {{child->ends[INPUT], POLLOUT, 0},
                                         {child->ends[OUTPUT], POLLIN, 0},
                                         {child->ends[ERRORS], POLLIN, 0}};
        int wait = time_left(deadline);
        int ready = poll(polled, STREAMS, wait);
        if (wait == 0 && ready <= 0) {
            return false;
        }
        if (polled[INPUT].revents != 0 && ready > 0) {
            feed(child, process);
        }
        if (polled[OUTPUT].revents != 0 && ready > 0) {
            gather(&child->ends[OUTPUT], &result->output, SIZE_MAX);
        }
        if (polled[ERRORS].revents != 0 && ready > 0) {
            gather(&child->ends[ERRORS], &result->errors, ERRORS_KEPT);
        }
    }
    return true;
}

/* Waits for the child's end, at most until the deadline (a child may close its outputs and hang).
 */
static bool reap(struct child *child, double deadline, int *status)
{
    struct timespec pause = {0, 500000};
    for (;;) {
        pid_t ended = waitpid(child->pid, status, deadline > 0 ? WNOHANG : 0);
        if (ended == child->pid) {
            return true;
        }
        if (ended == 0 && time_left(deadline) == 0) {
            return false;
        }
        if (ended == 0) {
            nanosleep(&pause, NULL);
        }
    }
}

static void kill_and_reap(struct child *child)
{
    int status;
    kill(-child->pid, SIGKILL);
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR) {
    }
}

static void converse(const struct tf_process *process, struct child *child,
                     struct tf_process_result *result)
{
    double deadline = process->timeout > 0 ? now() + process->timeout : 0;
    int status = 0;
    for (int i = 0; i < STREAMS; i++) {
        fcntl(child->ends[i], F_SETFL, O_NONBLOCK);
    }
    if (!exchange(child, process, deadline, result) || !reap(child, deadline, &status)) {
        kill_and_reap(child);
        result->end = TF_PROCESS_TIMED_OUT;
    } else if (WIFSIGNALED(status)) {
        result->end = TF_PROCESS_KILLED;
        result->code = WTERMSIG(status);
    } else {
        result->end = TF_PROCESS_EXITED;
        result->code = WEXITSTATUS(status);
    }
    result->input_taken = child->fed == process->input_length;
    for (int i = 0; i < STREAMS; i++) {
        close_end(&child->ends[i]);
    }
}

/* Holds SIGPIPE back from this thread, so that a child that stops reading is only an error of
 * write; whatever came is taken before the mask is set back. */
struct held_signal {
    sigset_t before;
    bool pending;
};

static void hold_sigpipe(struct held_signal *held)
{
    sigset_t pipe_signal, pending;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigpending(&pending);
    held->pending = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &held->before);
}

static void release_sigpipe(const struct held_signal *held)
{
    sigset_t pipe_signal;
    struct timespec at_once = {0, 0};
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    if (!held->pending) {
        sigtimedwait(&pipe_signal, NULL, &at_once);
    }
    pthread_sigmask(SIG_SETMASK, &held->before, NULL);
}

bool tf_process_run(const struct tf_process *process, struct tf_process_result *result,
                    struct tf_diag *diag)
{
    int pipes[STREAMS][2];
    struct child child = {.pid = -1};
    struct held_signal held;
    *result = (struct tf_process_result){0};
    tf_buffer_init(&result->output);
    tf_buffer_init(&result->errors);
    char **environment = child_environment(process->set_environment);
    if (environment == NULL) {
        return tf_out_of_memory(diag);
    }
    if (!open_pipes(pipes)) {
        close_pipes(pipes);
        free(environment);
        return tf_fail(diag, TF_ENVIRONMENT, NULL, "cannot open a pipe: %s", strerror(errno));
    }
    int error =
        is_there(process->argv[0]) ? start(process, pipes, environment, &child.pid) : ENOENT;
    free(environment);
    if (error != 0) {
        close_pipes(pipes);
        result->end = error == ENOENT ? TF_PROCESS_MISSING : TF_PROCESS_FAILED_TO_START;
        result->code = error;
        return true;
    }
    close_end(&pipes[INPUT][READ]);
    close_end(&pipes[OUTPUT][WRITE]);
    close_end(&pipes[ERRORS][WRITE]);
    child.ends[INPUT] = pipes[INPUT][WRITE];
    child.ends[OUTPUT] = pipes[OUTPUT][READ];
    child.ends[ERRORS] = pipes[ERRORS][READ];
    hold_sigpipe(&held);
    converse(process, &child, result);
    release_sigpipe(&held);
    return result->output.failed || result->errors.failed ? tf_out_of_memory(diag) : true;
}

void tf_process_result_release(struct tf_process_result *result)
{
    tf_buffer_release(&result->output);
    tf_buffer_release(&result->errors);
}
