#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <time.h>

/* A signal handler has no other place to leave its word: the only variables of the program. */
static volatile sig_atomic_t came;
static volatile sig_atomic_t came_at; /* seconds of a clock that only goes forward */

static sig_atomic_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (sig_atomic_t)(time.tv_sec & 0x3fffffff);
}

/* Some senders send twice at once (timeout: to the process and to its group); but who asks again
 * after a while wants the end at any cost. */
static void note(int signal_number)
{
    if (came == 0) {
        came_at = now();
        came = signal_number;
    } else if (now() - came_at > 1) {
        signal(signal_number, SIG_DFL);
        raise(signal_number);
    }
}

/* Writes are not restarted: one that waits for a reader who has stopped reading would never end. */
static void watch(int signal_number)
{
    struct sigaction present;
    struct sigaction wanted = {.sa_handler = note};
    sigemptyset(&wanted.sa_mask);
    sigaddset(&wanted.sa_mask, SIGINT);
    sigaddset(&wanted.sa_mask, SIGTERM);
    if (sigaction(signal_number, NULL, &present) == 0 && present.sa_handler != SIG_IGN) {
        sigaction(signal_number, &wanted, NULL);
    }
}

void tf_interrupt_watch(void)
{
    watch(SIGINT);
    watch(SIGTERM);
}

bool tf_interrupted(void *unused)
{
    (void)unused;
    return came != 0;
}

void tf_interrupt_die(void)
{
    if (came != 0) {
        signal(came, SIG_DFL);
        raise(came);
    }
}
