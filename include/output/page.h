/* page: what a chart is drawn on: its size, and the text sizes that suit it. */
#ifndef TF_OUTPUT_PAGE_H
#define TF_OUTPUT_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

/* Lengths are design units (du). */
struct tf_page {
    const char *name;                          /* of the table; "custom" for any other size */
    double width, height, margin;              /* whole du; du */
    double title, subtitle, body, label, note; /* text heights, du */
    double millimetres;                        /* width of a PDF or EPS */
    double pixels;                             /* PNG pixels a du */
};

/* The page of a name (`slide`, `paper`, `square`), or NULL. The first is the default. */
const struct tf_page *tf_page_find(const char *name);
const struct tf_page *tf_page_at(size_t index); /* NULL past the last */

/* Sides of a page of one's own: in pixels, and in millimetres; the longer is at most
 * TF_PAGE_ASPECT_MOST times the shorter. */
#define TF_PAGE_PIXELS_LEAST 400
#define TF_PAGE_PIXELS_MOST 4000
#define TF_PAGE_MILLIMETRES_LEAST 60
#define TF_PAGE_MILLIMETRES_MOST 560
#define TF_PAGE_ASPECT_MOST 3

/* Reads a size: a page's name; `1200x700`, in pixels of a PNG; `170x113mm`, on paper. In pixels
 * texts grow with the square root of the page, from a slide's; in millimetres they have the sizes
 * of `paper` whatever the page is, as text in print has. False with TF_BAD_INPUT for any other
 * text, or a size out of bounds. */
bool tf_page_parse(const char *text, struct tf_page *page, struct tf_diag *diag);

#endif
