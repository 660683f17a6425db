/* gnuplot: the only module that writes gnuplot's language and that runs it.
 *
 * A script is a buffer, complete before gnuplot starts. Text reaches it only through
 * tf_gnuplot_text and tf_gnuplot_texts, numbers only through the functions below; no file name is
 * ever in it. Names of variables are constants of this project. */
#ifndef TF_OUTPUT_GNUPLOT_H
#define TF_OUTPUT_GNUPLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"

/* THE quoting: a literal in double quotes in which every ASCII character but letters, digits,
 * blanks and .,:;()+-/= is written as an octal code, line ends and other controls are blanks, and
 * invalid UTF-8 is U+FFFD (layout's tf_layout_printable). Neither a quote, a backslash, a backtick,
 * an @ nor a newline of the text can reach gnuplot, which prints the text as it is, `noenhanced`
 * being set on every terminal. */
void tf_gnuplot_quote(struct tf_buffer *script, const char *text);

void tf_gnuplot_text(struct tf_buffer *script, const char *name, const char *value);
void tf_gnuplot_texts(struct tf_buffer *script, const char *name, const char *const *values,
                      size_t count);

/* Whole numbers stay whole (counts, flags, indices); reals always have a point or an exponent, as
 * gnuplot divides whole numbers as whole numbers. What is not finite is NaN. Ten digits. */
void tf_gnuplot_whole(struct tf_buffer *script, const char *name, long value);
void tf_gnuplot_wholes(struct tf_buffer *script, const char *name, const int *values, size_t count);
void tf_gnuplot_real(struct tf_buffer *script, const char *name, double value);
void tf_gnuplot_reals(struct tf_buffer *script, const char *name, const double *values,
                      size_t count);

/* A data block of rows x columns numbers, row by row. tf_gnuplot_block_* write one in pieces: a
 * break separates data sets (gnuplot's `index`). */
void tf_gnuplot_rows(struct tf_buffer *script, const char *name, const double *values, size_t rows,
                     size_t columns);
void tf_gnuplot_block_begin(struct tf_buffer *script, const char *name);
void tf_gnuplot_block_row(struct tf_buffer *script, const double *values, size_t columns);
void tf_gnuplot_block_break(struct tf_buffer *script);
void tf_gnuplot_block_end(struct tf_buffer *script);

/* A comment line; and a template's text as it stands: code, from this program or the user. */
void tf_gnuplot_comment(struct tf_buffer *script, const char *text);
void tf_gnuplot_code(struct tf_buffer *script, const char *code, size_t length);
void tf_gnuplot_end(struct tf_buffer *script);

enum tf_picture {
    TF_PICTURE_SVG,
    TF_PICTURE_PDF,
    TF_PICTURE_PNG,
    TF_PICTURE_EPS,
    TF_PICTURE_SIXEL, /* for terminals that show it: needs a gnuplot with libgd */
    TF_PICTURE_TEXT
};

/* Starts with the right bytes and ends with the right trailer. Text: any line at all. */
bool tf_picture_complete(enum tf_picture kind, const char *bytes, size_t length);

struct tf_gnuplot {
    const char *program;     /* looked up in PATH */
    double timeout;          /* seconds */
    const char *script_path; /* where the caller keeps the script, for the message of a failure;
                                NULL: a failing script is kept in a new temporary file */
};

/* Runs gnuplot on the script and gives the picture, checked for completeness, made the same from
 * run to run (the date of a PDF or EPS is fixed) and, in SVG, given `title` as its text alternative
 * in place of gnuplot's own words and a list of fall-back fonts. False with one TF_ENVIRONMENT
 * message when gnuplot is missing, fails, hangs, warns or leaves an incomplete picture; picture is
 * then empty.
 */
bool tf_gnuplot_draw(const struct tf_gnuplot *gnuplot, const struct tf_buffer *script,
                     enum tf_picture kind, const char *title, struct tf_buffer *picture,
                     struct tf_diag *diag);

#endif
