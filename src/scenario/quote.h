/* quote: a text of the user's as a message shows it. */
#ifndef TF_SCENARIO_QUOTE_H
#define TF_SCENARIO_QUOTE_H

#include <stddef.h>

#include "base/mem.h"

/* The text in backquotes, from the arena: control characters as U+FFFD, so that no message moves a
 * terminal's cursor, and cut with `…` after 60 characters. "a text" when memory is exhausted. */
const char *tf_quote(struct tf_arena *arena, const char *text, size_t length);

#endif
