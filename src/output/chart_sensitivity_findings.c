/* chart_sensitivity_findings: titles of the charts of sensitivities: what matters most. Chosen by
 * the numbers alone, as docs/charts.md has it. */
#include <math.h>

#include "base/num.h"
#include "output/chart_experiment_kinds.h"
#include "output/chart_plot.h"

/* Few assumptions: at most three that together explain so much of the variance. Hardly matters: an
 * effect under a tenth of the largest. */
#define MOST_OF_IT 0.8
#define FEW 3
#define HARDLY 0.1
#define NAME_CHARACTERS 60
#define TITLE_CHARACTERS 30 /* of a panel, within a chart's title */

static const char *name_of(struct figure *figure, const char *name)
{
    return figure_clean(figure, name, NAME_CHARACTERS);
}

const char *chart_share_text(struct figure *figure, double share)
{
    int decimals = fabs(share) >= 0.0995 || fabs(share) < 0.0005 ? 0 : 1;
    return plot_value(figure, TF_SCALE_SHARE, share, decimals);
}

/* How much an assumption matters in a panel of a chart. */
typedef double weight_function(const void *chart, size_t panel, size_t row);

static size_t first_of(const void *chart, weight_function *weight, size_t panel, size_t count)
{
    size_t first = 0;
    for (size_t i = 1; i < count; i++) {
        double one = weight(chart, panel, i), other = weight(chart, panel, first);
        first = one > other || (isfinite(one) && !isfinite(other)) ? i : first;
    }
    return first;
}

/* What charts of several panels have in common for their titles. */
struct several {
    const void *chart;
    weight_function *weight;
    size_t panels, rows;
    const char *const *names;  /* [row] */
    const char *const *titles; /* [panel] */
};

/* "Most depends on X", where one assumption comes first in all panels; of two that differ, what is
 * first in each. */
static const char *of_several(struct figure *figure, const struct several *several)
{
    size_t first = first_of(several->chart, several->weight, 0, several->rows), other = first;
    for (size_t p = 1; p < several->panels && other == first; p++) {
        other = first_of(several->chart, several->weight, p, several->rows);
    }
    const char *name = name_of(figure, several->names[first]);
    if (other == first) {
        return FIGURE_FILL(figure, TF_PHRASE_SCATTER_MOST, name);
    }
    if (several->panels > 2) {
        return tf_phrase_text(TF_PHRASE_MATTERS_DIFFER, figure->options->language);
    }
    return FIGURE_FILL(figure, TF_PHRASE_MATTERS_DIFFER_TWO,
                       figure_clean(figure, several->titles[0], TITLE_CHARACTERS), name,
                       figure_clean(figure, several->titles[1], TITLE_CHARACTERS),
                       name_of(figure, several->names[other]));
}

/* --- tornado -----------------------------------------------------------------------------------
 */

struct crossings {
    size_t count, of;
    const char *name; /* of the first that crosses */
};

/* How many assumptions alone take the result to the other side of the level. */
static struct crossings count_crossings(const struct tf_chart_tornado_panel *panel, double level)
{
    struct crossings crossings = {0, panel->count, NULL};
    bool reached = panel->central >= level;
    for (size_t i = 0; i < panel->count; i++) {
        const struct tf_chart_swing *swing = &panel->swings[i];
        double low = fmin(swing->low, swing->high), high = fmax(swing->low, swing->high);
        if (reached ? low < level : high >= level) {
            crossings.name = crossings.count++ == 0 ? swing->name : crossings.name;
        }
    }
    return crossings;
}

static const char *against_level(struct figure *figure, const struct tf_chart_tornado *tornado)
{
    const struct tf_chart_tornado_panel *panel = &tornado->panels[0];
    struct crossings crossings = count_crossings(panel, tornado->level);
    bool reached = panel->central >= tornado->level;
    const char *event = plot_event(figure, &tornado->metric, tornado->level);
    const char *first = name_of(figure, panel->swings[0].name);
    if (crossings.count == 1) {
        return FIGURE_FILL(figure, reached ? TF_PHRASE_TORNADO_ONE_PREVENTS : TF_PHRASE_TORNADO_ONE,
                           event, name_of(figure, crossings.name));
    }
    if (crossings.count == 0) {
        return FIGURE_FILL(figure, reached ? TF_PHRASE_TORNADO_SAFE : TF_PHRASE_TORNADO_NONE, event,
                           first);
    }
    return FIGURE_FILL(figure, reached ? TF_PHRASE_TORNADO_SOME_PREVENT : TF_PHRASE_TORNADO_SOME,
                       event, first, figure_whole(figure, (long)crossings.count),
                       figure_whole(figure, (long)crossings.of));
}

static double swing_weight(const void *chart, size_t panel, size_t row)
{
    const struct tf_chart_tornado *tornado = chart;
    return chart_swing(&tornado->panels[panel].swings[row]);
}

/* The size of a difference, without a sign: 0.55; 19.8pp of a share. */
static const char *size_text(struct figure *figure, enum tf_scale scale, double size)
{
    int decimals = tf_magnitude_result_decimals(scale, size);
    if (scale == TF_SCALE_SHARE || scale == TF_SCALE_POINTS) {
        return FIGURE_FILL(figure, TF_PHRASE_MAGNITUDE_POINTS,
                           plot_value(figure, TF_SCALE_PLAIN, size * 100, decimals));
    }
    bool is_money = scale == TF_SCALE_MONEY;
    return plot_value(figure, is_money ? scale : TF_SCALE_PLAIN, size, decimals);
}

/* "Income depends most on X, which moves it by 0.55" */
static const char *by_swing(struct figure *figure, const struct tf_chart_tornado *tornado)
{
    const struct tf_chart_swing *first = &tornado->panels[0].swings[0];
    enum tf_scale scale = tornado->metric.scale;
    const char *size = size_text(figure, scale, chart_swing(first));
    const char *subject = scale == TF_SCALE_MULTIPLE && tornado->metric.subject != NULL
                              ? tornado->metric.subject
                              : tornado->metric.name;
    return FIGURE_FILL(figure, TF_PHRASE_TORNADO_MOST, name_of(figure, subject),
                       name_of(figure, first->name), size);
}

static const char *of_tornados(struct figure *figure, const struct tf_chart_tornado *tornado)
{
    const struct tf_chart_tornado_panel *panel = &tornado->panels[0];
    const char *titles[TF_CHART_BAR_PANELS_MOST] = {""};
    const char **names = tf_arena_alloc(figure->arena, panel->count, sizeof *names);
    if (names == NULL) {
        return figure_check(figure, NULL);
    }
    for (size_t i = 0; i < panel->count; i++) {
        names[i] = panel->swings[i].name;
    }
    for (size_t p = 0; p < tornado->panel_count; p++) {
        titles[p] = tornado->panels[p].title;
    }
    return of_several(figure, &(struct several){tornado, swing_weight, tornado->panel_count,
                                                panel->count, names, titles});
}

const char *chart_tornado_finding(struct figure *figure, const struct tf_chart_tornado *tornado)
{
    bool against = isfinite(tornado->level) && isfinite(tornado->panels[0].central);
    return plot_headline(figure, tornado->panel_count > 1 ? of_tornados(figure, tornado)
                                 : against                ? against_level(figure, tornado)
                                                          : by_swing(figure, tornado));
}

/* --- sobol -------------------------------------------------------------------------------------
 */

static double share_weight(const void *chart, size_t panel, size_t row)
{
    const struct tf_chart_sobol *sobol = chart;
    return sobol->panels[panel].shares[row].first.value;
}

/* The few assumptions that most of the variance comes from. */
static const char *by_shares(struct figure *figure, const struct tf_chart_sobol *sobol)
{
    const struct tf_chart_sobol_panel *panel = &sobol->panels[0];
    const char *names[FEW];
    double sum = 0;
    size_t count = 0;
    while (count < FEW && count < panel->count && sum < MOST_OF_IT) {
        double share = panel->shares[count].first.value;
        if (!(share > 0)) {
            break;
        }
        sum += share;
        names[count] = name_of(figure, panel->shares[count].name);
        count++;
    }
    if (count == 0) {
        return tf_phrase_text(TF_PHRASE_SOBOL_NOTHING, figure->options->language);
    }
    const char *subject = name_of(figure, sobol->metric.name);
    if (sum < MOST_OF_IT) {
        double first = panel->shares[0].first.value;
        return plot_headline(figure,
                             FIGURE_FILL(figure, TF_PHRASE_SOBOL_MANY, names[0],
                                         plot_value(figure, TF_SCALE_SHARE, first, 0), subject));
    }
    return plot_headline(
        figure, FIGURE_FILL(figure, count == 1 ? TF_PHRASE_SOBOL_FEW : TF_PHRASE_SOBOL_FEW_SEVERAL,
                            plot_list(figure, names, count),
                            plot_value(figure, TF_SCALE_SHARE, fmin(sum, 1), 0), subject));
}

static const char *of_sobols(struct figure *figure, const struct tf_chart_sobol *sobol)
{
    const struct tf_chart_sobol_panel *panel = &sobol->panels[0];
    const char *titles[TF_CHART_BAR_PANELS_MOST] = {""};
    const char **names = tf_arena_alloc(figure->arena, panel->count, sizeof *names);
    if (names == NULL) {
        return figure_check(figure, NULL);
    }
    for (size_t i = 0; i < panel->count; i++) {
        names[i] = panel->shares[i].name;
    }
    for (size_t p = 0; p < sobol->panel_count; p++) {
        titles[p] = sobol->panels[p].title;
    }
    return plot_headline(
        figure, of_several(figure, &(struct several){sobol, share_weight, sobol->panel_count,
                                                     panel->count, names, titles}));
}

const char *chart_sobol_finding(struct figure *figure, const struct tf_chart_sobol *sobol)
{
    return sobol->panel_count == 1 ? by_shares(figure, sobol) : of_sobols(figure, sobol);
}

/* --- scatter -----------------------------------------------------------------------------------
 */

static double effect_weight(const void *chart, size_t panel, size_t row)
{
    const struct tf_chart_scatter *scatter = chart;
    return scatter->panels[panel].effects[row].mean.value;
}

/* How many of the first panel have an effect under a tenth of the largest. */
static size_t hardly_counting(const struct tf_chart_scatter *scatter)
{
    const struct tf_chart_scatter_panel *panel = &scatter->panels[0];
    size_t first = first_of(scatter, effect_weight, 0, panel->count), hardly = 0;
    for (size_t i = 0; i < panel->count; i++) {
        double value = panel->effects[i].mean.value;
        hardly += value < HARDLY * panel->effects[first].mean.value ? 1 : 0;
    }
    return hardly;
}

const char *chart_scatter_finding(struct figure *figure, const struct tf_chart_scatter *scatter)
{
    const struct tf_chart_scatter_panel *panel = &scatter->panels[0];
    const char *names[TF_CHART_POINTS_MOST] = {""};
    const char *titles[TF_CHART_BAR_PANELS_MOST] = {""};
    size_t hardly = hardly_counting(scatter);
    for (size_t i = 0; i < panel->count; i++) {
        names[i] = panel->effects[i].name;
    }
    for (size_t p = 0; p < scatter->panel_count; p++) {
        titles[p] = scatter->panels[p].title;
    }
    if (scatter->panel_count > 1 || hardly == 0) {
        return plot_headline(
            figure,
            of_several(figure, &(struct several){scatter, effect_weight, scatter->panel_count,
                                                 panel->count, names, titles}));
    }
    const char *first = names[first_of(scatter, effect_weight, 0, panel->count)];
    return plot_headline(figure, FIGURE_FILL(figure, TF_PHRASE_SCATTER_FEW, name_of(figure, first),
                                             figure_whole(figure, (long)hardly),
                                             figure_whole(figure, (long)panel->count)));
}

/* --- backtest ----------------------------------------------------------------------------------
 */

/* A band of 80 % held up when it covers as many years; observations crowd on one side when twice as
 * many lie there as on the other. */
#define COVERED 0.8
#define CROWD 2

const char *chart_backtest_finding(struct figure *figure, const struct tf_chart_backtest *backtest)
{
    struct chart_backtest_score score = chart_backtest_score(backtest);
    const char *base = figure_whole(figure, backtest->base_year);
    if (backtest->quantiles[0] == NULL) {
        return FIGURE_FILL(figure, TF_PHRASE_BACKTEST_ERROR, base,
                           plot_value(figure, TF_SCALE_SHARE, score.mean_error, 1));
    }
    bool held = (double)score.inside >= COVERED * (double)score.years;
    enum tf_phrase phrase = held                                ? TF_PHRASE_BACKTEST_HELD
                            : score.below > CROWD * score.above ? TF_PHRASE_BACKTEST_LOW
                            : score.above > CROWD * score.below ? TF_PHRASE_BACKTEST_HIGH
                                                                : TF_PHRASE_BACKTEST_MISSED;
    return FIGURE_FILL(figure, phrase, base, figure_whole(figure, (long)score.inside),
                       figure_whole(figure, (long)score.years));
}

const char *chart_backtest_subtitle(struct figure *figure, const struct tf_chart_backtest *backtest)
{
    return plot_headline(figure, FIGURE_FILL(figure, TF_PHRASE_BACKTEST_SUBTITLE,
                                             name_of(figure, backtest->metric.name),
                                             figure_whole(figure, backtest->base_year),
                                             name_of(figure, backtest->scenario)));
}

/* --- box ---------------------------------------------------------------------------------------
 */

/* Mostly: more than half of the box's draws. */
#define MOSTLY 0.5
#define CONDITIONS_MOST 3 /* in a title */

const char *chart_box_finding(struct figure *figure, const struct tf_chart_box *box)
{
    const char *conditions[CONDITIONS_MOST];
    size_t count = 0;
    for (size_t i = 0; i < box->side_count && count < CONDITIONS_MOST; i++) {
        const struct tf_chart_side *side = &box->sides[i];
        if (isfinite(side->low) || isfinite(side->high)) {
            double range = side->range_high - side->range_low;
            conditions[count++] = chart_box_condition(figure, side, range);
        }
    }
    if (count == 0) {
        return tf_phrase_text(TF_PHRASE_BOX_NONE, figure->options->language);
    }
    bool mostly = box->density > MOSTLY;
    enum tf_phrase phrase = box->met ? mostly ? TF_PHRASE_BOX_MET : TF_PHRASE_BOX_MET_CROWD
                            : mostly ? TF_PHRASE_BOX_MISSED
                                     : TF_PHRASE_BOX_MISSED_CROWD;
    return FIGURE_FILL(figure, phrase, plot_list(figure, conditions, count));
}

const char *chart_box_subtitle(struct figure *figure, const struct tf_chart_box *box)
{
    char runs[TF_NUMBER_TEXT * 2];
    tf_number_rounded((double)box->runs, 0, true, runs);
    return FIGURE_FILL(
        figure, box->met ? TF_PHRASE_BOX_SUBTITLE_MET : TF_PHRASE_BOX_SUBTITLE_MISSED,
        box->runs > 0 ? runs : "", name_of(figure, box->scenario),
        chart_share_text(figure, box->coverage), chart_share_text(figure, box->density));
}
