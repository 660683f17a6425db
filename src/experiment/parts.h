/* parts: work that is cut into parts, which threads take one after the other. Which thread takes
 * which part changes nothing as long as no part reads what another writes. */
#ifndef TF_EXPERIMENT_PARTS_H
#define TF_EXPERIMENT_PARTS_H

#include <stddef.h>

/* Does parts 0 … count - 1 on as many of `threads` threads as can be started, the calling one among
 * them. No two calls of work run at one time with the same worker, which is below threads. */
void tf_parts_do(size_t count, size_t threads,
                 void (*work)(void *context, size_t worker, size_t part), void *context);

#endif
