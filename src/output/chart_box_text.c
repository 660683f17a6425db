/* chart_box_text: draws and the box for the terminal: dots for the draws that are looked for, the
 * box's edges as lines. */
#include <math.h>

#include "base/num.h"
#include "output/chart_experiment_kinds.h"
#include "output/chart_text_dots.h"

static double within(double limit, double open)
{
    return isfinite(limit) ? limit : open;
}

static void put_box(struct text_dots *plot, const struct tf_chart_box *box)
{
    const struct tf_chart_side *x = &box->sides[0], *y = &box->sides[1];
    double left = within(x->low, plot->x.low), right = within(x->high, plot->x.high);
    double low = within(y->low, plot->y.low), high = within(y->high, plot->y.high);
    text_dots_line(plot, left, low, right, low, INK_TARGET);
    text_dots_line(plot, left, high, right, high, INK_TARGET);
    text_dots_line(plot, left, low, left, high, INK_TARGET);
    text_dots_line(plot, right, low, right, high, INK_TARGET);
}

void chart_box_text(struct figure *figure, const struct tf_chart *chart,
                    const struct tf_buffer *canvas, struct tf_buffer *out)
{
    const struct tf_chart_box *box = chart->box;
    struct text_dots plot = {.figure = figure};
    (void)canvas;
    figure_words(figure, chart_box_finding(figure, box), chart_box_subtitle(figure, box), NULL,
                 NULL);
    plot_axis_fit(&plot.x, box->sides[0].factor.scale, box->sides[0].range_low,
                  box->sides[0].range_high, 5);
    plot_axis_fit(&plot.y, box->sides[1].factor.scale, box->sides[1].range_low,
                  box->sides[1].range_high, 4);
    text_dots_open(&plot, 3);
    for (size_t i = 0; i < box->draw_count; i++) {
        if (box->draws[i].missed) {
            text_dots_dot(&plot, box->draws[i].x, box->draws[i].y, INK_SERIES + 2);
        }
    }
    put_box(&plot, box);
    text_dots_set(&plot);
    text_dots_titles(&plot, &box->sides[0].factor, &box->sides[1].factor);
    if (box->draw_count > 0) {
        text_put(&plot.page, text_dots_foot(&plot) + 2, 0,
                 tf_phrase_text(box->met ? TF_PHRASE_BOX_TEXT_KEY_MET : TF_PHRASE_BOX_TEXT_KEY,
                                figure->options->language),
                 INK_MUTED, false);
    }
    text_render(&plot.page, out);
}
