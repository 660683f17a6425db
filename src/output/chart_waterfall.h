/* chart_waterfall: what the picture of a waterfall, its title and its text share. */
#ifndef TF_OUTPUT_CHART_WATERFALL_H
#define TF_OUTPUT_CHART_WATERFALL_H

#include "output/chart_kinds.h"
#include "output/chart_money.h"
#include "output/chart_projection.h"

enum waterfall_bar_kind { BAR_LEVEL = 1, BAR_GAIN, BAR_LOSS, BAR_GAP };

struct waterfall_bar {
    enum waterfall_bar_kind kind;
    double from, to; /* in the unit of the axis: log points are 100 times the logarithm */
    const char *name, *value;
};

#define WATERFALL_BARS_MOST (TF_CHART_PARTS_MOST + 3)

struct waterfall {
    const struct tf_chart_waterfall *data;
    struct amounts amounts;
    struct waterfall_bar bars[WATERFALL_BARS_MOST];
    size_t count;
    double low, high, target; /* of all bars; the target's level, NaN without one */
};

/* Start, parts, end and the gap to the target, with their words. */
void waterfall_make(struct waterfall *waterfall, struct figure *figure,
                    const struct tf_chart_waterfall *data);

const char *waterfall_subtitle(struct figure *figure, const struct waterfall *waterfall);
const char *waterfall_target_words(struct figure *figure, const struct waterfall *waterfall);
const char *chart_waterfall_finding(struct figure *figure, const struct tf_chart *chart);

void chart_waterfall_text(struct figure *figure, const struct tf_chart *chart,
                          const struct tf_buffer *canvas, struct tf_buffer *out);

#endif
