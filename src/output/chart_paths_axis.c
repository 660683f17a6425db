/* chart_paths_axis: the value axis of a paths chart, for pictures and for the terminal: linear or
 * logarithmic, with the target where the lines come near it. */
#include <math.h>

#include "base/num.h"
#include "output/chart_kinds.h"

#define LOG_FROM 12.0    /* highest over lowest value from which the axis is logarithmic */
#define LEAST_SHARE 0.12 /* of the axis that the lines must fill for the target to be shown */
#define TARGET_ROOM 0.06 /* of the axis, above the target */

/* Lowest and highest value, the base's 100 included; values that a log axis could not show count
 * for the choice of axis too. */
static void value_range(const struct tf_chart_paths *paths, double *low, double *high)
{
    *low = *high = 100;
    int span = paths->horizon_year - paths->base_year;
    for (size_t i = 0; i < paths->series_count; i++) {
        for (int t = 0; t <= span; t++) {
            double value = paths->series[i].values[t];
            if (isfinite(value)) {
                *low = fmin(*low, value);
                *high = fmax(*high, value);
            }
        }
    }
}

void chart_paths_axis(const struct tf_chart_paths *paths, int about, struct chart_paths_axis *axis)
{
    double low, high, target = paths->target * 100;
    value_range(paths, &low, &high);
    axis->log = low > 0 && high / low > LOG_FROM;
    double with_low = fmin(low, target), with_high = fmax(high, target);
    axis->has_target =
        axis->log || high == low || (high - low) / (with_high - with_low) >= LEAST_SHARE;
    if (axis->has_target) {
        low = with_low;
        high = with_high;
    }
    if (axis->log) {
        double room = pow(high / low, 0.04);
        axis->low = low < 100 ? low / room : low;
        axis->high = high * room;
        tf_layout_log_ticks(axis->low, axis->high, (size_t)about + 2, &axis->ticks);
    } else {
        /* the target's words stand above its line, below the top of the axis */
        bool top = axis->has_target && target > high - TARGET_ROOM * (high - low);
        tf_layout_ticks(low, top ? target + TARGET_ROOM * (high - low) : high, about, &axis->ticks);
        axis->low = axis->ticks.low;
        axis->high = axis->ticks.high;
    }
}

double chart_paths_share(const struct chart_paths_axis *axis, double value)
{
    return axis->log ? log(value / axis->low) / log(axis->high / axis->low)
                     : (value - axis->low) / (axis->high - axis->low);
}

const char *chart_paths_subtitle(struct figure *figure, const struct tf_chart_paths *paths,
                                 const struct chart_paths_axis *axis)
{
    enum tf_language language = figure->options->language;
    const char *measure =
        FIGURE_FILL(figure, TF_PHRASE_PATHS_SUBTITLE, figure_whole(figure, paths->base_year));
    if (!axis->log) {
        return measure;
    }
    return figure_check(figure, tf_arena_printf(figure->arena, "%s%s%s", measure,
                                                tf_phrase_text(TF_PHRASE_JOIN, language),
                                                tf_phrase_text(TF_PHRASE_LOG_SCALE, language)));
}

const char *chart_paths_tick(struct figure *figure, const struct chart_paths_axis *axis, size_t i)
{
    char text[TF_NUMBER_TEXT * 2];
    int decimals = !axis->log ? axis->ticks.decimals : axis->ticks.value[i] < 1 ? 2 : 0;
    tf_number_rounded(axis->ticks.value[i], decimals, true, text);
    return figure_check(figure, tf_arena_strdup(figure->arena, text));
}
