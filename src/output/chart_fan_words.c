/* chart_fan_words: what a fan says: its title, its measure, its axis. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/chart_fan.h"
#include "output/chart_numbers.h"

#define LOG_FROM 12.0    /* highest over lowest value from which the axis is logarithmic */
#define LEAST_SHARE 0.12 /* of the axis that the bands must fill for the target to be shown */

const double tf_chart_fan_orders[TF_CHART_FAN_EDGES] = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};

int fan_span(const struct tf_chart_fan *fan)
{
    return fan->horizon_year - fan->base_year;
}

double fan_target(const struct tf_chart_fan *fan)
{
    return fan->target * 100;
}

double fan_chance(const struct tf_chart_fan *fan, const struct tf_chart_fan_panel *panel)
{
    return panel->reached ? panel->reached[fan_span(fan)] : TF_ABSENT;
}

/* --- the axis --------------------------------------------------------------------------------- */

static void value_range(const struct tf_chart_fan *fan, double *low, double *high)
{
    *low = HUGE_VAL;
    *high = -HUGE_VAL;
    for (size_t p = 0; p < fan->panel_count; p++) {
        for (int t = 0; t <= fan_span(fan); t++) {
            *low = fmin(*low, fan->panels[p].edges[t][FAN_LOWEST]);
            *high = fmax(*high, fan->panels[p].edges[t][FAN_HIGHEST]);
        }
    }
}

struct fan_axis fan_axis(const struct tf_chart_fan *fan, int about)
{
    struct fan_axis axis = {.low = 0};
    double low, high, target = fan_target(fan);
    value_range(fan, &low, &high);
    axis.log = low > 0 && high / low > LOG_FROM;
    double with_low = fmin(low, target), with_high = fmax(high, target); /* NaN: as without */
    axis.has_target = isfinite(target) && (axis.log || high == low ||
                                           (high - low) / (with_high - with_low) >= LEAST_SHARE);
    if (axis.has_target) {
        /* the target's words stand above its line, below the top of the axis */
        bool top = !axis.log && target > high - 0.06 * (high - with_low);
        low = with_low;
        high = top ? target + 0.06 * (with_high - with_low) : with_high;
    }
    if (axis.log) {
        double room = pow(high / low, 0.04);
        axis.low = low / room;
        axis.high = high * room;
        tf_layout_log_ticks(axis.low, axis.high, (size_t)about + 2, &axis.ticks);
    } else {
        tf_layout_ticks(low, high, about, &axis.ticks);
        axis.low = axis.ticks.low;
        axis.high = axis.ticks.high;
    }
    return axis;
}

const char *fan_value(struct figure *figure, const struct tf_chart_fan *fan, double value)
{
    return fan->shares ? figure_percent(figure, value, 1)
                       : figure_number(figure, value, figure_decimals(value, 3));
}

/* --- words ------------------------------------------------------------------------------------ */

static bool is_double(const struct tf_chart_fan *fan)
{
    return fabs(fan->target - 2) < 1e-12;
}

static const char *plain_target(struct figure *figure, const struct tf_chart_fan *fan)
{
    return figure_check(figure, tf_words_plain(figure->arena, fan->target));
}

const char *fan_target_words(struct figure *figure, const struct tf_chart_fan *fan)
{
    return FIGURE_FILL(figure, is_double(fan) ? TF_PHRASE_TARGET_DOUBLE : TF_PHRASE_TARGET_OTHER,
                       plain_target(figure, fan), figure_whole(figure, fan->base_year));
}

static const char *join(struct figure *figure, const char *first, const char *second)
{
    const char *between = tf_phrase_text(TF_PHRASE_JOIN, figure->options->language);
    return figure_check(figure, tf_arena_printf(figure->arena, "%s%s%s", first, between, second));
}

const char *fan_subtitle(struct figure *figure, const struct tf_chart_fan *fan,
                         const struct fan_axis *axis, bool bands)
{
    const char *measure = fan->measure ? figure_clean(figure, fan->measure, 200)
                                       : FIGURE_FILL(figure, TF_PHRASE_PATHS_SUBTITLE,
                                                     figure_whole(figure, fan->base_year));
    if (fan->panel_count == 1 && fan->panels[0].scope.region) {
        measure = join(figure, measure, scope_name(figure, &fan->panels[0].scope));
    }
    if (axis->log) {
        measure =
            join(figure, measure, tf_phrase_text(TF_PHRASE_LOG_SCALE, figure->options->language));
    }
    return bands ? FIGURE_FILL(figure, TF_PHRASE_FAN_SUBTITLE, measure) : measure;
}

/* --- the finding ------------------------------------------------------------------------------ */

/* "Doubling income": the event as a noun. */
static const char *event(struct figure *figure, const struct tf_chart_fan *fan)
{
    return FIGURE_FILL(figure, is_double(fan) ? TF_PHRASE_FAN_DOUBLING : TF_PHRASE_FAN_REACHING,
                       plain_target(figure, fan), figure_whole(figure, fan->base_year));
}

/* The words for probabilities of the Intergovernmental Panel on Climate Change (Mastrandrea et al.
 * 2010, Guidance Note on Consistent Treatment of Uncertainties, table 1); its broad middle, 33 to
 * 66 %, is told apart at 45 and 55 %. */
static enum tf_phrase likelihood(double chance)
{
    static const struct {
        double least;
        enum tf_phrase phrase;
    } scale[] = {{0.99, TF_PHRASE_FAN_CERTAIN},
                 {0.9, TF_PHRASE_FAN_VERY_LIKELY},
                 {0.66, TF_PHRASE_FAN_LIKELY},
                 {0.55, TF_PHRASE_FAN_RATHER_LIKELY},
                 {0.45, TF_PHRASE_FAN_EVEN},
                 {0.33, TF_PHRASE_FAN_RATHER_UNLIKELY},
                 {0.1, TF_PHRASE_FAN_UNLIKELY},
                 {0.01, TF_PHRASE_FAN_VERY_UNLIKELY},
                 {-HUGE_VAL, TF_PHRASE_FAN_EXCEPTIONAL}};
    size_t i = 0;
    while (chance < scale[i].least) {
        i++;
    }
    return scale[i].phrase;
}

/* "3% under “Baseline”", "3% in Rural". */
static const char *chance_of(struct figure *figure, const struct tf_chart_fan *fan, size_t p)
{
    const struct tf_chart_fan_panel *panel = &fan->panels[p];
    bool scenario = panel->scope.scenario && !panel->scope.region;
    return FIGURE_FILL(figure, scenario ? TF_PHRASE_FAN_TWO_PART_SCENARIO : TF_PHRASE_FAN_TWO_PART,
                       figure_chance(figure, fan_chance(fan, panel)),
                       scope_name(figure, &panel->scope));
}

static const char *finding_of_many(struct figure *figure, const struct tf_chart_fan *fan,
                                   const char *what, const char *year)
{
    size_t least = 0, most = 0;
    for (size_t p = 1; p < fan->panel_count; p++) {
        double chance = fan_chance(fan, &fan->panels[p]);
        least = chance < fan_chance(fan, &fan->panels[least]) ? p : least;
        most = chance > fan_chance(fan, &fan->panels[most]) ? p : most;
    }
    const char *low = figure_chance(figure, fan_chance(fan, &fan->panels[least]));
    const char *high = figure_chance(figure, fan_chance(fan, &fan->panels[most]));
    if (tf_text_equal(low, high)) {
        return FIGURE_FILL(figure, TF_PHRASE_FAN_MANY_SAME, what, year, low);
    }
    return FIGURE_FILL(figure, TF_PHRASE_FAN_MANY, what, year, low, high,
                       scope_in_title(figure, &fan->panels[most].scope));
}

/* Without a target: where the middle half of the draws lies. */
static const char *finding_of_spread(struct figure *figure, const struct tf_chart_fan *fan)
{
    const char *year = figure_whole(figure, fan->horizon_year);
    const double *edges = fan->panels[0].edges[fan_span(fan)];
    if (fan->panel_count > 1) {
        return FIGURE_FILL(figure, TF_PHRASE_FAN_SPREAD_MANY, year);
    }
    return FIGURE_FILL(figure, TF_PHRASE_FAN_SPREAD, fan_value(figure, fan, edges[FAN_MEDIAN - 1]),
                       fan_value(figure, fan, edges[FAN_MEDIAN + 1]), year);
}

const char *chart_fan_finding(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_fan *fan = chart->fan;
    double chance = fan_chance(fan, &fan->panels[0]);
    if (!isfinite(fan->target) || !isfinite(chance)) {
        return finding_of_spread(figure, fan);
    }
    const char *what = event(figure, fan), *year = figure_whole(figure, fan->horizon_year);
    if (fan->panel_count == 1) {
        return FIGURE_FILL(figure, likelihood(chance), what, year);
    }
    if (fan->panel_count == 2) {
        return FIGURE_FILL(figure, TF_PHRASE_FAN_TWO, what, year, chance_of(figure, fan, 0),
                           chance_of(figure, fan, 1));
    }
    return finding_of_many(figure, fan, what, year);
}
