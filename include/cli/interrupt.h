/* interrupt: Ctrl-C and `kill` in the middle of long work, which then keeps what is complete. */
#ifndef TF_CLI_INTERRUPT_H
#define TF_CLI_INTERRUPT_H

#include <stdbool.h>

/* From now on SIGINT and SIGTERM are only noted, unless they are ignored already; a second one ends
 * the process at once. */
void tf_interrupt_watch(void);

/* Has one come? The argument is not used; any thread may ask. */
bool tf_interrupted(void *unused);

/* Ends the process by the signal that came, as if it had never been caught, so that a shell loop
 * stops as well; returns when none has come. */
void tf_interrupt_die(void);

#endif
