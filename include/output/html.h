/* html: text and pictures inside a page of HTML. */
#ifndef TF_OUTPUT_HTML_H
#define TF_OUTPUT_HTML_H

#include <stddef.h>

#include "base/mem.h"

/* Appends text so that it reads as text, in an element or in a quoted attribute: & < > " ' are
 * references, controls are blanks, and what would turn the text round or is no character is U+FFFD
 * (as in tf_layout_printable). The only way by which text reaches a page. NULL is empty. */
void tf_html_text(struct tf_buffer *out, const char *text);

/* The same, but line ends stay: for lines of code. */
void tf_html_lines(struct tf_buffer *out, const char *text);

/* Appends an SVG as gnuplot draws it (output/gnuplot.h) as an element of a page: without prolog,
 * without its own title; its identifiers and references get `prefix` before them, so that several
 * stand on one page; title and description become its name for who cannot see it. Identifiers
 * PREFIX-title and PREFIX-desc are taken. Text in the SVG is escaped there already. */
void tf_html_svg(struct tf_buffer *out, const struct tf_buffer *svg, const char *prefix,
                 const char *title, const char *description);

#endif
