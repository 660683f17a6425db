/* chart_bars_text: tornado and sobol charts for the terminal: a row an assumption, with its name,
 * its bar and its numbers. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/chart_bars.h"
#include "output/chart_experiment_kinds.h"
#include "output/chart_text.h"

#define LONGEST_NAME 0.4 /* of the columns */
#define LEAST_WIDTH 12
#define NAME_CHARACTERS 120

enum { SHADE = 0x2592, FULL = 0x2588, LINE = 0x2502, DASHES = 0x2506, RULE = 0x2500 };

/* Rows under a header; each is a name, a canvas of `width` characters from low to high, numbers. */
struct text_rows {
    struct text_page page;
    size_t columns, names, width, numbers; /* characters */
    size_t line;                           /* the next one */
    double low, high;
};

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static const char *name_of(const struct text_rows *rows, const char *name)
{
    struct figure *f = rows->page.figure;
    return text_fit(f, plot_headline(f, figure_clean(f, name, NAME_CHARACTERS)),
                    (size_t)((double)rows->columns * LONGEST_NAME));
}

static size_t column_of(const struct text_rows *rows, double value)
{
    double share = fmin(1, fmax(0, (value - rows->low) / (rows->high - rows->low)));
    return rows->names + 2 + (size_t)lround(share * (double)(rows->width - 1));
}

static void put_bar(struct text_rows *rows, double from, double to, int32_t shape, int ink)
{
    if (!isfinite(from) || !isfinite(to)) {
        return;
    }
    size_t last = column_of(rows, fmax(from, to));
    for (size_t at = column_of(rows, fmin(from, to)); at <= last; at++) {
        text_put_code(&rows->page, rows->line, at, shape, ink);
    }
}

/* Widths, then a page with the header and so many lines below it. */
static void open_rows(struct text_rows *rows, struct figure *figure, size_t lines)
{
    struct text_page counting;
    size_t used = rows->names + 2 + 2 + rows->numbers;
    rows->width = rows->columns > used + LEAST_WIDTH ? rows->columns - used : LEAST_WIDTH;
    text_page_init(&counting, figure, rows->columns, 0);
    size_t header = text_header(&counting, 0, figure->title, figure->subtitle);
    rows->line = header + (header > 0);
    text_page_init(&rows->page, figure, rows->columns, rows->line + lines);
    text_header(&rows->page, 0, figure->title, figure->subtitle);
}

static void set_title(struct text_rows *rows, size_t panels, const char *title)
{
    if (panels > 1) {
        struct figure *f = rows->page.figure;
        text_put(&rows->page, rows->line++, 0, text_fit(f, title, rows->columns), 0, true);
    }
}

static void set_name(struct text_rows *rows, const char *name, int ink)
{
    text_put_end(&rows->page, rows->line, rows->names, name_of(rows, name), ink, false);
}

static void set_numbers(struct text_rows *rows, const char *text)
{
    text_put_end(&rows->page, rows->line, rows->names + 4 + rows->width + rows->numbers, text,
                 INK_MUTED, false);
}

/* Under the bars, or from the page's edge on where it is long. */
static void set_key(struct text_rows *rows, const char *key)
{
    bool fits = rows->names + 2 + tf_text_width(key) <= rows->columns;
    text_put(&rows->page, rows->line, fits ? rows->names + 2 : 0,
             text_fit(rows->page.figure, key, rows->columns), INK_MUTED, false);
}

/* --- tornado -----------------------------------------------------------------------------------
 */

static const char *swing_text(struct figure *f, const struct tf_chart_tornado *tornado,
                              const struct tf_chart_swing *swing)
{
    return figure_check(f, tf_arena_printf(f->arena, "%s → %s",
                                           plot_result(f, tornado->metric.scale, swing->low),
                                           plot_result(f, tornado->metric.scale, swing->high)));
}

static size_t shown(size_t count)
{
    return count < TF_CHART_BARS_MOST ? count : TF_CHART_BARS_MOST;
}

static void widen(double value, struct text_rows *rows)
{
    if (isfinite(value)) {
        rows->low = fmin(rows->low, value);
        rows->high = fmax(rows->high, value);
    }
}

static void measure_tornado(struct text_rows *rows, const struct tf_chart_tornado *tornado,
                            struct figure *f)
{
    for (size_t p = 0; p < tornado->panel_count; p++) {
        const struct tf_chart_tornado_panel *panel = &tornado->panels[p];
        widen(panel->central, rows);
        for (size_t i = 0; i < shown(panel->count); i++) {
            const struct tf_chart_swing *swing = &panel->swings[i];
            widen(swing->low, rows);
            widen(swing->high, rows);
            rows->names = larger(rows->names, tf_text_width(name_of(rows, swing->name)));
            rows->numbers = larger(rows->numbers, tf_text_width(swing_text(f, tornado, swing)));
        }
    }
    if (!(rows->high > rows->low)) {
        rows->high = rows->low + 1;
    }
}

static bool in_view(const struct text_rows *rows, double value)
{
    return value >= rows->low && value <= rows->high;
}

static void set_swing(struct text_rows *rows, const struct tf_chart_tornado *tornado,
                      const struct tf_chart_tornado_panel *panel,
                      const struct tf_chart_swing *swing)
{
    struct figure *f = rows->page.figure;
    double middle = isfinite(panel->central) ? panel->central : (swing->low + swing->high) / 2;
    set_name(rows, swing->name, 0);
    put_bar(rows, swing->low, middle, SHADE, INK_SERIES + 4);
    put_bar(rows, middle, swing->high, FULL, INK_SERIES + 1);
    if (in_view(rows, tornado->level)) {
        put_bar(rows, tornado->level, tornado->level, DASHES, INK_TARGET);
    }
    if (isfinite(panel->central)) {
        put_bar(rows, panel->central, panel->central, LINE, 0);
    }
    set_numbers(rows, swing_text(f, tornado, swing));
    rows->line++;
}

/* "▒ assumption at its low end   █ at its high end   │ Central: ×1.75   ┆ Target: ×2" */
static void set_tornado_key(struct text_rows *rows, const struct tf_chart_tornado *tornado)
{
    struct figure *f = rows->page.figure;
    enum tf_language language = f->options->language;
    const char *key = figure_check(
        f, tf_arena_printf(f->arena, "▒ %s   █ %s", tf_phrase_text(TF_PHRASE_TORNADO_LOW, language),
                           tf_phrase_text(TF_PHRASE_TORNADO_HIGH, language)));
    set_key(rows, key);
    rows->line++;
    double values[] = {tornado->panel_count == 1 ? tornado->panels[0].central : TF_ABSENT,
                       in_view(rows, tornado->level) ? tornado->level : TF_ABSENT};
    size_t at = 0;
    for (int i = 0; i < 2; i++) {
        if (isfinite(values[i])) {
            const char *text =
                FIGURE_FILL(f, i == 0 ? TF_PHRASE_TORNADO_CENTRAL : TF_PHRASE_TORNADO_TARGET,
                            plot_result(f, tornado->metric.scale, values[i]));
            text_put_code(&rows->page, rows->line, at, i == 0 ? LINE : DASHES,
                          i == 0 ? 0 : INK_TARGET);
            at = text_put(&rows->page, rows->line, at + 2, text, INK_MUTED, false) + 3;
        }
    }
}

void chart_tornado_text(struct figure *figure, const struct tf_chart *chart,
                        const struct tf_buffer *canvas, struct tf_buffer *out)
{
    const struct tf_chart_tornado *tornado = chart->tornado;
    struct text_rows rows = {.page = {.figure = figure}, .low = HUGE_VAL, .high = -HUGE_VAL};
    (void)canvas;
    rows.columns = text_columns(figure);
    measure_tornado(&rows, tornado, figure);
    figure_words(
        figure, chart_tornado_finding(figure, tornado),
        plot_headline(figure, FIGURE_FILL(figure, TF_PHRASE_TORNADO_SUBTITLE,
                                          figure_clean(figure, tornado->metric.name, 100))),
        NULL, NULL);
    open_rows(&rows, figure, tornado->panel_count * (shown(tornado->panels[0].count) + 1) + 2);
    for (size_t p = 0; p < tornado->panel_count; p++) {
        const struct tf_chart_tornado_panel *panel = &tornado->panels[p];
        set_title(&rows, tornado->panel_count, panel->title);
        for (size_t i = 0; i < shown(panel->count); i++) {
            set_swing(&rows, tornado, panel, &panel->swings[i]);
        }
    }
    set_tornado_key(&rows, tornado);
    rows.page.rows = rows.line + 1;
    text_render(&rows.page, out);
}

/* --- sobol -------------------------------------------------------------------------------------
 */

static const char *shares_text(struct figure *f, const struct tf_chart_sobol *sobol,
                               const struct tf_chart_share *share)
{
    const char *first = chart_share_text(f, share->first.value);
    if (!sobol->has_total) {
        return first;
    }
    return figure_check(
        f, tf_arena_printf(f->arena, "%s / %s", first, chart_share_text(f, share->total.value)));
}

static void measure_sobol(struct text_rows *rows, const struct tf_chart_sobol *sobol,
                          struct figure *f)
{
    rows->low = 0;
    rows->high = 0.02;
    for (size_t p = 0; p < sobol->panel_count; p++) {
        for (size_t i = 0; i < shown(sobol->panels[p].count); i++) {
            const struct tf_chart_share *share = &sobol->panels[p].shares[i];
            rows->high = fmax(rows->high, fmax(share->first.value, share->total.value));
            rows->names = larger(rows->names, tf_text_width(name_of(rows, share->name)));
            rows->numbers = larger(rows->numbers, tf_text_width(shares_text(f, sobol, share)));
        }
    }
}

/* From 0 on; a share too small for a character of its own has none. */
static void put_share(struct text_rows *rows, double value, int32_t shape, int ink)
{
    double cell = (rows->high - rows->low) / (double)rows->width;
    if (value >= cell / 2) {
        put_bar(rows, 0, value - cell / 2, shape, ink);
    }
}

/* The total behind, what the assumption explains alone in front. */
static void set_share(struct text_rows *rows, const struct tf_chart_sobol *sobol,
                      const struct tf_chart_share *share)
{
    bool clear = sobol->has_total ? !(share->total.low <= 0) : !(share->first.low <= 0);
    set_name(rows, share->name, clear ? 0 : INK_MUTED);
    if (sobol->has_total) {
        put_share(rows, share->total.value, SHADE, INK_SERIES + 4);
    }
    put_share(rows, share->first.value, FULL, INK_SERIES + 1);
    set_numbers(rows, shares_text(rows->page.figure, sobol, share));
    rows->line++;
}

static void set_sobol_key(struct text_rows *rows, const struct tf_chart_sobol *sobol)
{
    struct figure *f = rows->page.figure;
    enum tf_language language = f->options->language;
    const char *first =
        tf_phrase_text(sobol->shapley ? TF_PHRASE_SHAPLEY_SHARE : TF_PHRASE_SOBOL_FIRST, language);
    const char *total = tf_phrase_text(TF_PHRASE_SOBOL_TOTAL, language);
    const char *key =
        figure_check(f, sobol->has_total ? tf_arena_printf(f->arena, "█ %s   ▒ %s", first, total)
                                         : tf_arena_printf(f->arena, "█ %s", first));
    set_key(rows, key);
}

void chart_sobol_text(struct figure *figure, const struct tf_chart *chart,
                      const struct tf_buffer *canvas, struct tf_buffer *out)
{
    const struct tf_chart_sobol *sobol = chart->sobol;
    struct text_rows rows = {.page = {.figure = figure}};
    (void)canvas;
    rows.columns = text_columns(figure);
    measure_sobol(&rows, sobol, figure);
    figure_words(figure, chart_sobol_finding(figure, sobol),
                 FIGURE_FILL(figure,
                             sobol->shapley ? TF_PHRASE_SHAPLEY_SUBTITLE : TF_PHRASE_SOBOL_SUBTITLE,
                             figure_clean(figure, sobol->metric.name, 100)),
                 NULL, NULL);
    open_rows(&rows, figure, sobol->panel_count * (shown(sobol->panels[0].count) + 1) + 1);
    for (size_t p = 0; p < sobol->panel_count; p++) {
        set_title(&rows, sobol->panel_count, sobol->panels[p].title);
        for (size_t i = 0; i < shown(sobol->panels[p].count); i++) {
            set_share(&rows, sobol, &sobol->panels[p].shares[i]);
        }
    }
    set_sobol_key(&rows, sobol);
    rows.page.rows = rows.line + 1;
    text_render(&rows.page, out);
}
