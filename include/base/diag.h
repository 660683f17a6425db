/* diag: errors and warnings as values.
 *
 * A function that can fail takes a struct tf_diag *, adds a message that a person can act on (what
 * is wrong; what would be right) and returns false. Messages travel up in the diag; only cli prints
 * them. A reader goes on after an error to find more, until tf_diag_full(). */
#ifndef TF_BASE_DIAG_H
#define TF_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/* How a command ends; the numbers are the program's exit statuses (docs: twofold help). */
enum tf_status {
    TF_DONE = 0,
    TF_NEGATIVE = 1,    /* it ran, but the answer is no: an infeasible run, a check's finding */
    TF_BAD_INPUT = 2,   /* wrong usage or bad input */
    TF_ENVIRONMENT = 3, /* cannot read or write, gnuplot missing or failed, out of memory */
};

/* Where a message points. All pointers must outlive the diag's use of them or be copied by it:
 * tf_fail and tf_warn copy file and source_line. A place of an option has file = "--set A=1" (the
 * option as given) and line 0. */
struct tf_place {
    const char *file;        /* as the user named it; NULL: no place */
    size_t line;             /* 1-based; 0: none */
    size_t column;           /* 1-based byte position in source_line; 0: none */
    const char *source_line; /* the line of text, without its end; NULL: none */
};

enum tf_severity { TF_SEVERITY_WARNING, TF_SEVERITY_ERROR };

struct tf_message {
    enum tf_severity severity;
    struct tf_place place;
    const char *text;
};

/* At most so many errors are kept in one pass; later ones are only counted. */
#define TF_ERRORS_KEPT 20

struct tf_diag {
    struct tf_arena arena; /* owns the texts */
    struct tf_message *messages;
    size_t count, capacity;
    size_t errors, warnings; /* all, also those not kept */
    enum tf_status status;   /* the worst status that any error asked for; TF_DONE without errors */
};

void tf_diag_init(struct tf_diag *diag);
void tf_diag_release(struct tf_diag *diag);

/* Adds an error. place may be NULL. Always returns false, so that a caller can `return tf_fail(…)`.
 * The text is one sentence without a final full stop, lower case first. */
bool tf_fail(struct tf_diag *diag, enum tf_status status, const struct tf_place *place,
             const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Adds a warning: the work goes on. Warnings are all kept. */
void tf_warn(struct tf_diag *diag, const struct tf_place *place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds all messages of another diag, in their order, and its counts and status. */
void tf_diag_append(struct tf_diag *diag, const struct tf_diag *other);

/* "out of memory" with status TF_ENVIRONMENT; needs no memory itself. Returns false. */
bool tf_out_of_memory(struct tf_diag *diag);

/* True once TF_ERRORS_KEPT errors are held: a reader stops looking for more. */
bool tf_diag_full(const struct tf_diag *diag);

/* Appends one message as text: `file:line:column: error: text`, a line end, and where the place has
 * a source line, that line and a caret under the column. The printed column counts characters; the
 * caret is placed by display width (a tab in the line is repeated above the caret). Control
 * characters of the source line are shown as U+FFFD, lines over 200 columns are cut round the
 * caret. With colour, severity and caret use ANSI colours. Without a place the prefix is
 * `twofold: error: `. */
void tf_message_format(const struct tf_message *message, bool colour, struct tf_buffer *out);

#endif
