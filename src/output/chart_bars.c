#include "output/chart_bars.h"

#include <math.h>

#define NAMES_MOST 0.36 /* of the page's width */
#define NAME_CHARACTERS 120
#define LEAST_PITCH 1.25 /* of the body's text size */
#define USUAL_PITCH 3.4
#define HEADER_MOST 0.42 /* of the page's height, for what is not rows */

size_t bars_rows(const struct figure *figure, size_t count)
{
    double room = figure->page->height * (1 - HEADER_MOST);
    size_t most = (size_t)(room / (figure->page->body * LEAST_PITCH));
    return count < most ? count : most;
}

static double widest_name(const struct bars *bars, const char *const *names)
{
    double widest = 0, most = bars->figure->page->width * NAMES_MOST;
    for (size_t i = 0; i < bars->rows; i++) {
        const char *name =
            plot_headline(bars->figure, figure_clean(bars->figure, names[i], NAME_CHARACTERS));
        widest = fmax(widest, figure_width(bars->figure, name, bars->size, false));
    }
    return fmin(widest, most);
}

void bars_arrange(struct bars *bars, const char *const *names, double head, double foot)
{
    struct figure *f = bars->figure;
    const struct tf_page *page = f->page;
    double top = f->top + head, bottom = f->floor - foot;
    double pitch = (bottom - top) / (double)bars->rows;
    bars->pitch = fmin(pitch, page->body * USUAL_PITCH);
    bars->size = fmin(page->label, bars->pitch * 0.78);
    bars->names_width = widest_name(bars, names);
    struct plot_panels panels = {.count = bars->panels,
                                 .columns = bars->panels,
                                 .rows = 1,
                                 .left = page->margin + bars->names_width + 18,
                                 .top = top,
                                 .right = page->width - page->margin,
                                 .bottom = top + bars->pitch * (double)bars->rows,
                                 .gap_x = page->body * 3.4}; /* a tick text of each neighbour */
    for (size_t p = 0; p < bars->panels; p++) {
        struct tf_box box = plot_panel(&panels, p);
        bars->plots[p].figure = f;
        bars->plots[p].left = box.left;
        bars->plots[p].right = box.right;
        bars->plots[p].top = box.top;
        bars->plots[p].bottom = box.bottom;
    }
}

double bars_y(const struct bars *bars, size_t row)
{
    return bars->plots[0].top + bars->pitch * ((double)row + 0.5);
}

/* A long name in two lines where the rows are high enough, else cut. */
static void set_name(const struct bars *bars, const char *name, size_t row, int ink)
{
    struct figure *f = bars->figure;
    double right = bars->plots[0].left - 18, y = bars_y(bars, row), size = bars->size;
    struct tf_lines lines = {NULL, 0};
    bool two = bars->pitch > size * 2.3;
    if (!two || figure_width(f, name, size, false) <= bars->names_width + 1) {
        figure_text(f, figure_fit(f, name, size, false, bars->names_width + 1), right, y, size,
                    ALIGN_END, false, ink);
        return;
    }
    f->failed |= !tf_layout_wrap(f->arena, name, size, false,
                                 bars->names_width / f->options->width_factor, 2, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        double line = (double)i - (double)(lines.count - 1) / 2;
        figure_text(f, lines.line[i], right, y + line * size * 1.12, size, ALIGN_END, false, ink);
    }
}

void bars_set_names(const struct bars *bars, const char *const *names, const bool *muted)
{
    struct figure *f = bars->figure;
    for (size_t i = 0; i < bars->rows; i++) {
        const char *name = plot_headline(f, figure_clean(f, names[i], NAME_CHARACTERS));
        set_name(bars, name, i, muted != NULL && muted[i] ? INK_MUTED : INK_TEXT);
    }
}

void bars_set_titles(const struct bars *bars, const char *const *titles)
{
    struct figure *f = bars->figure;
    double size = f->page->label;
    for (size_t p = 0; bars->panels > 1 && p < bars->panels; p++) {
        const struct plot *plot = &bars->plots[p];
        const char *title = figure_clean(f, titles[p], NAME_CHARACTERS);
        figure_text(f, figure_fit(f, title, size, true, plot->right - plot->left), plot->left,
                    f->top + size * 1.05, size, ALIGN_START, true, INK_TEXT);
    }
}

void bars_set_axes(const struct bars *bars)
{
    for (size_t p = 0; p < bars->panels; p++) {
        plot_vertical_grid(&bars->plots[p]);
        plot_x_texts(&bars->plots[p]);
    }
}

void bars_set_key(const struct bars *bars, const char *const *words, size_t count, double *x,
                  double *y)
{
    struct figure *f = bars->figure;
    double size = f->page->label * 0.92, width = 0;
    for (size_t i = 0; i < count; i++) {
        width += figure_width(f, words[i], size, false) + size * 2.4;
    }
    double at = fmax(f->page->margin,
                     (bars->plots[0].left + bars->plots[bars->panels - 1].right - width) / 2);
    at = fmin(at, f->page->width - f->page->margin - width + size);
    for (size_t i = 0; i < count; i++) {
        x[i] = at + size * 0.5;
        y[i] = bars->plots[0].bottom + f->page->body * 2.45;
        figure_text(f, words[i], at + size * 1.3, y[i], size, ALIGN_START, false, INK_MUTED);
        at += figure_width(f, words[i], size, false) + size * 2.4;
    }
}
