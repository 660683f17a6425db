/* chart_box: where in the space of assumptions the target is missed (or met): the draws over the
 * two assumptions that say most, and the box found by PRIM. */
#include <math.h>

#include "base/num.h"
#include "output/chart_experiment_kinds.h"
#include "output/chart_plot.h"

#define DOTS_MOST 2500 /* more draws than that are thinned evenly */

struct box_layout {
    struct figure *figure;
    const struct tf_chart_box *data;
    struct plot plot;
};

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_box *box = chart->box;
    if (box->side_count < 2 || box->side_count > TF_CHART_BOX_SIDES_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "a box chart has 2 to %d assumptions, not %zu; with one, draw a frontier",
                       TF_CHART_BOX_SIDES_MOST, box->side_count);
    }
    for (int i = 0; i < 2; i++) {
        if (!(box->sides[i].range_low < box->sides[i].range_high)) {
            return tf_fail(diag, TF_BAD_INPUT, NULL,
                           "all draws have the same value of %s; there is no box to draw",
                           box->sides[i].factor.name);
        }
    }
    return true;
}

/* --- limits ------------------------------------------------------------------------------------
 */

/* A limit for people, rounded outwards, so that every draw of the box is inside what is printed. */
const char *chart_box_limit(struct figure *figure, const struct tf_chart_side *side, bool upper,
                            double range)
{
    enum tf_scale scale = side->factor.scale;
    double unit = scale == TF_SCALE_SHARE || scale == TF_SCALE_POINTS ? 100 : 1;
    double value = (upper ? side->high : side->low) * unit;
    int decimals = tf_magnitude_telling(scale, range / 100);
    double power = pow(10, decimals);
    double rounded = (upper ? ceil(value * power - 1e-9) : floor(value * power + 1e-9)) / power;
    return plot_value(figure, scale, rounded / unit, decimals);
}

static bool is_bounded(double limit)
{
    return isfinite(limit);
}

/* "TFP growth at −0.3pp or less" */
const char *chart_box_condition(struct figure *figure, const struct tf_chart_side *side,
                                double range)
{
    const char *name = figure_clean(figure, side->factor.name, 60);
    if (is_bounded(side->low) && is_bounded(side->high)) {
        return FIGURE_FILL(figure, TF_PHRASE_BETWEEN, name,
                           chart_box_limit(figure, side, false, range),
                           chart_box_limit(figure, side, true, range));
    }
    bool upper = is_bounded(side->high);
    return FIGURE_FILL(figure, upper ? TF_PHRASE_AT_MOST : TF_PHRASE_AT_LEAST, name,
                       chart_box_limit(figure, side, upper, range));
}

/* --- axes --------------------------------------------------------------------------------------
 */

static void arrange(struct box_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_box *box = layout->data;
    struct plot *plot = &layout->plot;
    double body = f->page->body, label = f->page->label, widest = 0;
    plot->figure = f;
    plot_axis_fit(&plot->x, box->sides[0].factor.scale, box->sides[0].range_low,
                  box->sides[0].range_high, 7);
    plot_axis_fit(&plot->y, box->sides[1].factor.scale, box->sides[1].range_low,
                  box->sides[1].range_high, 5);
    double range = box->sides[1].range_high - box->sides[1].range_low;
    for (int upper = 0; upper < 2; upper++) {
        double limit = upper ? box->sides[1].high : box->sides[1].low;
        if (is_bounded(limit)) {
            const char *text = chart_box_limit(f, &box->sides[1], upper, range);
            widest = fmax(widest, figure_width(f, text, label, true));
        }
    }
    plot->left = f->page->margin + plot_widest_tick(f, &plot->y, body) + 14;
    plot->right = f->page->width - f->page->margin - fmax(body * 1.4, widest + 14);
    plot->top = f->top + label * 3.3;
    plot->bottom = f->floor - body * 2.7;
}

/* "● meets it   ● misses the target": what a key says of draws that the box is of, and of others.
 */
static const char *key_text(const struct box_layout *layout, bool sought)
{
    bool met = layout->data->met;
    enum tf_phrase phrase = sought ? met ? TF_PHRASE_BOX_KEY_MEETS : TF_PHRASE_BOX_KEY_MISSED
                            : met  ? TF_PHRASE_BOX_KEY_MISSES
                                   : TF_PHRASE_BOX_KEY_MET;
    return tf_phrase_text(phrase, layout->figure->options->language);
}

static double key_size(const struct box_layout *layout)
{
    return layout->figure->page->label * 0.92;
}

static double key_width(const struct box_layout *layout)
{
    double size = key_size(layout), width = 0;
    for (int sought = 0; layout->data->draw_count > 0 && sought < 2; sought++) {
        width += figure_width(layout->figure, key_text(layout, sought), size, false) + size * 1.9;
    }
    return width;
}

/* At the right, above the plot. */
static void set_key(struct box_layout *layout)
{
    struct figure *f = layout->figure;
    double size = key_size(layout), x = f->page->width - f->page->margin;
    double y = f->top + f->page->label * 1.05;
    tf_gnuplot_block_begin(f->script, "key");
    tf_gnuplot_block_row(f->script, (double[]){-10, -10, 0}, 3);
    tf_gnuplot_block_row(f->script, (double[]){-10, -10, 1}, 3);
    for (int sought = 0; layout->data->draw_count > 0 && sought < 2; sought++) {
        const char *text = key_text(layout, sought);
        figure_text(f, text, x, y, size, ALIGN_END, false, INK_MUTED);
        x -= figure_width(f, text, size, false) + size * 0.7;
        plot_row(f, (double[]){x, y, sought}, 3);
        x -= size * 1.2;
    }
    tf_gnuplot_block_end(f->script);
}

static void set_axes(struct box_layout *layout)
{
    struct figure *f = layout->figure;
    const struct plot *plot = &layout->plot;
    double size = f->page->label;
    plot_horizontal_grid(plot);
    plot_base_line(plot);
    plot_x_texts(plot);
    plot_y_texts(plot);
    figure_text(f,
                plot_axis_title(f, &layout->data->sides[1].factor, size,
                                f->page->width - 2 * f->page->margin - key_width(layout)),
                f->page->margin, f->top + size * 1.05, size, ALIGN_START, false, INK_MUTED);
    figure_text(f,
                plot_axis_title(f, &layout->data->sides[0].factor, size, plot->right - plot->left),
                (plot->left + plot->right) / 2, plot->bottom + f->page->body * 2.35, size,
                ALIGN_CENTRE, false, INK_MUTED);
}

/* --- the box -----------------------------------------------------------------------------------
 */

/* A side of the box, du; an open end lies at the edge of the plot. */
static void box_edges(const struct box_layout *layout, struct tf_box *edges)
{
    const struct tf_chart_side *x = &layout->data->sides[0], *y = &layout->data->sides[1];
    const struct plot *plot = &layout->plot;
    edges->left = is_bounded(x->low) ? plot_x(plot, x->low) : plot->left;
    edges->right = is_bounded(x->high) ? plot_x(plot, x->high) : plot->right;
    edges->bottom = is_bounded(y->low) ? plot_y(plot, y->low) : plot->bottom;
    edges->top = is_bounded(y->high) ? plot_y(plot, y->high) : plot->top;
}

/* What the limits are: above the plot for the one across, right of it for the other, where no draw
 * is in their way. */
static void set_limits(struct box_layout *layout, struct tf_box edges)
{
    struct figure *f = layout->figure;
    const struct tf_chart_box *box = layout->data;
    const struct plot *plot = &layout->plot;
    double size = f->page->label, x[] = {edges.left, edges.right}, y[] = {edges.bottom, edges.top};
    for (int upper = 0; upper < 2; upper++) {
        if (is_bounded(upper ? box->sides[0].high : box->sides[0].low)) {
            const char *text = chart_box_limit(f, &box->sides[0], upper,
                                               box->sides[0].range_high - box->sides[0].range_low);
            figure_text_if_clear(f, text, x[upper], plot->top - size * 0.75, size, ALIGN_CENTRE,
                                 true, INK_TARGET);
        }
        if (is_bounded(upper ? box->sides[1].high : box->sides[1].low)) {
            const char *text = chart_box_limit(f, &box->sides[1], upper,
                                               box->sides[1].range_high - box->sides[1].range_low);
            figure_text_if_clear(f, text, plot->right + 12, y[upper], size, ALIGN_START, true,
                                 INK_TARGET);
        }
    }
}

static void put_box(struct box_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_box *box = layout->data;
    const struct plot *plot = &layout->plot;
    struct tf_box edges;
    box_edges(layout, &edges);
    tf_gnuplot_block_begin(f->script, "box");
    plot_row(f,
             (double[]){(edges.left + edges.right) / 2, (edges.top + edges.bottom) / 2, edges.left,
                        edges.right, edges.top, edges.bottom},
             6);
    tf_gnuplot_block_end(f->script);
    tf_gnuplot_block_begin(f->script, "limits"); /* lines from the box to its limits' numbers */
    tf_gnuplot_block_row(f->script, (double[]){-10, -10, -10, -10}, 4);
    double x[] = {edges.left, edges.right}, y[] = {edges.bottom, edges.top};
    for (int upper = 0; upper < 2; upper++) {
        if (is_bounded(upper ? box->sides[0].high : box->sides[0].low)) {
            plot_row(f, (double[]){x[upper], edges.top, x[upper], plot->top}, 4);
        }
        if (is_bounded(upper ? box->sides[1].high : box->sides[1].low)) {
            plot_row(f, (double[]){edges.right, y[upper], plot->right, y[upper]}, 4);
        }
    }
    tf_gnuplot_block_end(f->script);
    set_limits(layout, edges);
}

/* --- draws -------------------------------------------------------------------------------------
 */

static void put_draws(struct box_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_box *box = layout->data;
    size_t every = box->draw_count / DOTS_MOST + 1;
    tf_gnuplot_block_begin(f->script, "draws");
    for (int missed = 0; missed < 2; missed++) { /* off the page: gnuplot wants a point of each */
        tf_gnuplot_block_row(f->script, (double[]){-10, -10, missed}, 3);
    }
    for (size_t i = 0; i < box->draw_count; i += every) {
        const struct tf_chart_draw *draw = &box->draws[i];
        if (isfinite(draw->x) && isfinite(draw->y)) {
            plot_row(f,
                     (double[]){plot_x(&layout->plot, draw->x), plot_y(&layout->plot, draw->y),
                                draw->missed},
                     3);
        }
    }
    tf_gnuplot_block_end(f->script);
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    struct box_layout layout = {.figure = figure, .data = chart->box};
    figure_words(figure, chart_box_finding(figure, chart->box),
                 chart_box_subtitle(figure, chart->box), chart->box->note, chart->box->sources);
    figure_frame(figure);
    arrange(&layout);
    set_axes(&layout);
    set_key(&layout);
    put_box(&layout);
    put_draws(&layout);
}

static const char *finding(struct figure *figure, const struct tf_chart *chart)
{
    return chart_box_finding(figure, chart->box);
}

const struct chart_kind chart_box_kind = {
    .name = "box",
    .template_name = "box.gp",
    .text_template_name = NULL,
    .axes = false,
    .check = check,
    .finding = finding,
    .compose = compose,
    .text_compose = NULL,
    .text_finish = chart_box_text,
};
