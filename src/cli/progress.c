#include "cli/progress.h"

#include <stdio.h>

#include "base/num.h"

/* Seconds before a terminal is told anything, and between two words. */
static const double PATIENCE = 0.5, TERMINAL_PAUSE = 0.1, LOG_PAUSE = 1;

static double seconds_since(const struct timespec *begun)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begun->tv_sec) + (double)(now.tv_nsec - begun->tv_nsec) * 1e-9;
}

void tf_progress_begin(struct tf_progress *progress, const struct tf_session *session,
                       uint64_t total)
{
    *progress =
        (struct tf_progress){.session = session, .total = total, .what = "runs", .told = -1};
    clock_gettime(CLOCK_MONOTONIC, &progress->begun);
}

static void print_count(double count, const char *after)
{
    char text[2 * TF_NUMBER_TEXT];
    tf_number_rounded(count, 0, false, text);
    fprintf(stderr, "%s%s", text, after);
}

static void print_left(double seconds)
{
    unsigned long whole = seconds < 1e6 ? (unsigned long)(seconds + 0.5) : 999999;
    if (whole >= 3600) {
        fprintf(stderr, ", %lu:%02lu:%02lu left", whole / 3600, whole / 60 % 60, whole % 60);
    } else {
        fprintf(stderr, ", %lu:%02lu left", whole / 60, whole % 60);
    }
}

static bool speaks(const struct tf_progress *progress, double seconds)
{
    const struct tf_request *request = &progress->session->request;
    if (request->quiet) {
        return false;
    }
    return request->progress || (progress->session->errors_are_terminal && seconds > PATIENCE);
}

void tf_progress_tell(struct tf_progress *progress, uint64_t done)
{
    double seconds = seconds_since(&progress->begun);
    bool terminal = progress->session->errors_are_terminal;
    double pause = terminal ? TERMINAL_PAUSE : LOG_PAUSE;
    if (!speaks(progress, seconds) || seconds - progress->told < pause ||
        (progress->told < 0 && seconds < pause)) {
        return;
    }
    double rate = (double)done / seconds;
    fputs(terminal ? "\r" : "", stderr);
    print_count((double)done, " of ");
    print_count((double)progress->total, " ");
    fprintf(stderr, "%s, ", progress->what);
    print_count(rate, " a second");
    if (rate > 0) {
        print_left((double)(progress->total - done) / rate);
    }
    fputs(terminal ? "\033[K" : "\n", stderr);
    fflush(stderr);
    progress->shown = terminal;
    progress->told = seconds;
}

void tf_progress_end(struct tf_progress *progress, uint64_t done)
{
    if (progress->shown) {
        fputs("\r\033[K", stderr);
    } else if (progress->session->request.progress && !progress->session->request.quiet) {
        print_count((double)done, " of ");
        print_count((double)progress->total, " ");
        fprintf(stderr, "%s\n", progress->what);
    }
    progress->shown = false;
}
