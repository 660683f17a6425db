#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>

/* A signal handler has no other place to leave its word: the one variable of the program. */
static volatile sig_atomic_t came;

static void note(int signal_number)
{
    came = signal_number;
}

/* Writes are not restarted: one that waits for a reader who has stopped reading would never end. */
static void watch(int signal_number)
{
    struct sigaction now;
    struct sigaction wanted = {.sa_handler = note, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&wanted.sa_mask);
    if (sigaction(signal_number, NULL, &now) == 0 && now.sa_handler != SIG_IGN) {
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
