#include "output/chart_curves.h"

#include <math.h>

#include "base/text.h"

#define SECOND 0.87 /* size of the second line */
#define END 14      /* from the box to the labels, du */
#define TWO_LINES_MOST 4

int curve_ink(const struct tf_chart_scope *scope, bool alone)
{
    if (scope->region) {
        return INK_PANEL + (int)(scope->colour % FIGURE_INKS);
    }
    return alone ? INK_MEDIAN : INK_SERIES + (int)(scope->colour % FIGURE_INKS);
}

int curve_colour(int ink)
{
    return ink - INK_SERIES + 1;
}

int curve_dash(const struct tf_chart_scope *first, const struct tf_chart_scope *scope)
{
    return scope->region && !tf_text_equal(first->scenario, scope->scenario) ? 2 : 1;
}

double curve_labels_width(struct figure *figure, struct curve_label *labels, size_t count)
{
    double widest = 0, size = figure->page->label, most = figure->page->width * CURVE_LABEL_MOST;
    for (size_t i = 0; i < count; i++) {
        labels[i].name = figure_fit(figure, labels[i].name, size, true, most);
        widest = fmax(widest, figure_width(figure, labels[i].name, size, true));
        if (labels[i].second && count <= TWO_LINES_MOST) {
            widest = fmax(widest, figure_width(figure, labels[i].second, size * SECOND, false));
        }
    }
    return widest + END;
}

/* Second lines where all have room for them; smaller text where even single lines have none. */
static double choose_size(const struct curve_label *labels, size_t count, double label,
                          double height, bool *two)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        any |= labels[i].second != NULL;
    }
    *two = any && count <= TWO_LINES_MOST && (double)count * label * 2.4 <= height;
    return fmin(label, height / ((double)count * 1.2));
}

void curve_labels_set(struct figure *figure, const struct curve_label *labels, size_t count,
                      struct tf_box box)
{
    double centre[TF_CHART_CURVES_MOST] = {0}, gap[TF_CHART_CURVES_MOST] = {0};
    double label = figure->page->label, low = box.top - label * 0.3, high = box.bottom + 12;
    double x = box.right + END;
    bool two;
    double size = choose_size(labels, count, label, high - low, &two);
    for (size_t i = 0; i < count; i++) {
        centre[i] = labels[i].y;
        gap[i] = size * (two ? 2.4 : 1.2);
    }
    figure->failed |= !tf_layout_spread(centre, gap, count, low, high);
    for (size_t i = 0; i < count; i++) {
        figure_text(figure, labels[i].name, x, centre[i] - (two ? size * 0.55 : 0), size,
                    ALIGN_START, true, labels[i].ink);
        if (two && labels[i].second) {
            figure_text(figure, labels[i].second, x, centre[i] + size * 0.6, size * SECOND,
                        ALIGN_START, false, INK_MUTED);
        }
        if (fabs(centre[i] - labels[i].y) > 6) {
            figure_rule(figure, RULE_CONTEXT, box.right + 2, labels[i].y, x - 3, centre[i]);
        }
    }
}
