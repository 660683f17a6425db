/* chart_text: a page of characters for the terminal, and the canvas that gnuplot drew for it. */
#ifndef TF_OUTPUT_CHART_TEXT_H
#define TF_OUTPUT_CHART_TEXT_H

#include "output/chart_figure.h"

#define TEXT_COLUMNS_LEAST 40
#define TEXT_COLUMNS_MOST 400
#define TEXT_ROWS_LEAST 8
#define TEXT_ROWS_MOST 200

struct text_cell {
    char bytes[20]; /* a character with its combining marks; empty: the right half of a wide one */
    int ink;        /* figure_ink; 0: plain */
    bool bold;
};

struct text_page {
    struct figure *figure;
    size_t columns, rows;
    struct text_cell *cells;
};

/* Columns of the option, within what a text chart can use. */
size_t text_columns(const struct figure *figure);

void text_page_init(struct text_page *page, struct figure *figure, size_t columns, size_t rows);

/* Writes a text from a column on, cut at the page's edge; gives the column after it. */
size_t text_put(struct text_page *page, size_t row, size_t column, const char *text, int ink,
                bool bold);
void text_put_end(struct text_page *page, size_t row, size_t end, const char *text, int ink,
                  bool bold);
void text_put_code(struct text_page *page, size_t row, size_t column, int32_t code_point, int ink);
bool text_is_blank(const struct text_page *page, size_t row, size_t from, size_t to);

/* A clean text cut to a number of columns, ending in … where cut. */
const char *text_fit(struct figure *figure, const char *text, size_t columns);

/* Title and subtitle, wrapped; gives the rows they took, counted from `row`. A page of no rows only
 * counts. */
size_t text_header(struct text_page *page, size_t row, const char *title, const char *subtitle);

/* Appends the page, without blanks at line ends; with ANSI colours when the options ask for them.
 */
void text_render(const struct text_page *page, struct tf_buffer *out);

/* The letter (A, B, …) that gnuplot set at a dot of its canvas, counted from the top left; a blank
 * for none. */
char text_canvas_at(const struct tf_buffer *canvas, size_t width, size_t x, size_t y);

#endif
