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

static const char *name_of(struct figure *figure, const char *name)
{
    return figure_clean(figure, name, NAME_CHARACTERS);
}

/* --- tornado ----------------------------------------------------------------------------------- */

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
        return FIGURE_FILL(figure,
                           reached ? TF_PHRASE_TORNADO_ONE_PREVENTS : TF_PHRASE_TORNADO_ONE, event,
                           name_of(figure, crossings.name));
    }
    if (crossings.count == 0) {
        return FIGURE_FILL(figure, reached ? TF_PHRASE_TORNADO_SAFE : TF_PHRASE_TORNADO_NONE, event,
                           first);
    }
    return FIGURE_FILL(figure, reached ? TF_PHRASE_TORNADO_SOME_PREVENT : TF_PHRASE_TORNADO_SOME,
                       event, first, figure_whole(figure, (long)crossings.count),
                       figure_whole(figure, (long)crossings.of));
}

const char *chart_tornado_finding(struct figure *figure, const struct tf_chart_tornado *tornado)
{
    const struct tf_chart_tornado_panel *panel = &tornado->panels[0];
    if (tornado->panel_count == 1 && isfinite(tornado->level) && isfinite(panel->central)) {
        return plot_headline(figure, against_level(figure, tornado));
    }
    double swing = chart_swing(&panel->swings[0]);
    enum tf_scale scale = tornado->metric.scale == TF_SCALE_SHARE      ? TF_SCALE_POINTS
                          : tornado->metric.scale == TF_SCALE_MULTIPLE ? TF_SCALE_PLAIN
                                                                       : tornado->metric.scale;
    const char *size = plot_value(figure, scale == TF_SCALE_YEAR ? TF_SCALE_PLAIN : scale, swing,
                                  tf_quantity_result_decimals(tornado->metric.scale, swing));
    return plot_headline(figure, FIGURE_FILL(figure, TF_PHRASE_TORNADO_MOST,
                                             name_of(figure, tornado->metric.subject != NULL
                                                                 ? tornado->metric.subject
                                                                 : tornado->metric.name),
                                             name_of(figure, panel->swings[0].name), size));
}

/* --- sobol ------------------------------------------------------------------------------------- */

const char *chart_sobol_finding(struct figure *figure, const struct tf_chart_sobol *sobol)
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
    if (sobol->panel_count > 1 || count == 0) {
        return plot_headline(figure, FIGURE_FILL(figure, TF_PHRASE_SCATTER_MOST,
                                                 name_of(figure, panel->shares[0].name)));
    }
    const char *subject = name_of(figure, sobol->metric.name);
    if (sum < MOST_OF_IT) {
        double first = panel->shares[0].first.value;
        return plot_headline(figure, FIGURE_FILL(figure, TF_PHRASE_SOBOL_MANY, names[0],
                                                 plot_value(figure, TF_SCALE_SHARE, first, 0),
                                                 subject));
    }
    return plot_headline(
        figure, FIGURE_FILL(figure, count == 1 ? TF_PHRASE_SOBOL_FEW : TF_PHRASE_SOBOL_FEW_SEVERAL,
                            plot_list(figure, names, count),
                            plot_value(figure, TF_SCALE_SHARE, fmin(sum, 1), 0), subject));
}

/* --- scatter ----------------------------------------------------------------------------------- */

const char *chart_scatter_finding(struct figure *figure, const struct tf_chart_scatter *scatter)
{
    const struct tf_chart_scatter_panel *panel = &scatter->panels[0];
    size_t first = 0, hardly = 0;
    for (size_t i = 1; i < panel->count; i++) {
        first = panel->effects[i].mean.value > panel->effects[first].mean.value ? i : first;
    }
    double most = panel->effects[first].mean.value;
    for (size_t i = 0; i < panel->count; i++) {
        hardly += panel->effects[i].mean.value < HARDLY * most;
    }
    const char *name = name_of(figure, panel->effects[first].name);
    if (scatter->panel_count > 1 || hardly == 0) {
        return plot_headline(figure, FIGURE_FILL(figure, TF_PHRASE_SCATTER_MOST, name));
    }
    return plot_headline(figure, FIGURE_FILL(figure, TF_PHRASE_SCATTER_FEW, name,
                                             figure_whole(figure, (long)hardly),
                                             figure_whole(figure, (long)panel->count)));
}
