/* tabulated_indices: charts of the indices that `sensitivity` and `indices` wrote. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "output/tabulated_parts.h"

/* The indices that charts show. */
enum kind { LOW, HIGH, FIRST, TOTAL, SHAPLEY, MU_STAR, SIGMA, KINDS };
static const char *const kind_names[KINDS] = {"low",     "high",    "S1",   "ST",
                                              "shapley", "mu_star", "sigma"};

/* A scenario's metric, or that of one of its regions. */
struct panel {
    size_t scenario;
    const char *metric, *title;
};

/* Indices by panel and factor. */
struct indices {
    const struct tabulating *t;
    const char *metric;
    struct distinct_texts metrics, scenarios, factors;
    struct panel panels[TF_CHART_BAR_PANELS_MOST];
    size_t panel_count;
    struct tf_chart_estimate *cells; /* [panel][factor][kind]; NaN: not there */
    size_t *order;                   /* factors, the one that matters most first */
    size_t factor_count;             /* those that have any of the kinds asked for */
};

static struct tf_chart_estimate *cell(const struct indices *in, size_t panel, size_t factor,
                                      enum kind kind)
{
    return &in->cells[(panel * in->factors.count + factor) * KINDS + kind];
}

/* --- reading -----------------------------------------------------------------------------------
 */

static bool add_panels(struct indices *in, const char *metric, const char *region)
{
    bool several = in->scenarios.count > 1;
    for (size_t i = 0; i < in->scenarios.count; i++) {
        if (in->panel_count == TF_CHART_BAR_PANELS_MOST) {
            return tabulating_fail(in->t, "more than %d panels are too many for one chart",
                                   TF_CHART_BAR_PANELS_MOST);
        }
        const char *title = tabulating_title(in->t, in->scenarios.texts[i], several, region);
        if (title == NULL) {
            return false;
        }
        in->panels[in->panel_count++] = (struct panel){i, metric, title};
    }
    return true;
}

static bool choose_regions(struct indices *in)
{
    in->metric = in->t->options->metric != NULL ? in->t->options->metric : "multiple";
    for (size_t i = 0; i < in->metrics.count; i++) {
        const char *region = tabulating_region(in->t, in->metric, in->metrics.texts[i]);
        if (region != NULL && !add_panels(in, in->metrics.texts[i], region)) {
            return false;
        }
    }
    return in->panel_count > 0 ||
           tabulating_fail(in->t, "the table has no `%s` of a region; ask for --metric %s.region",
                           in->metric, in->metric);
}

static bool choose_metric(struct indices *in)
{
    const char *asked = in->t->options->metric;
    in->metric = asked != NULL ? asked : in->metrics.texts[0];
    for (size_t i = 0; i < in->metrics.count; i++) {
        if (strcmp(in->metrics.texts[i], in->metric) == 0) {
            return add_panels(in, in->metrics.texts[i], NULL);
        }
    }
    return tabulating_fail(in->t, "the table has no metric `%s`; its first is `%s`", asked,
                           in->metrics.texts[0]);
}

/* The panel that shows a row; panel_count: none does. */
static size_t panel_of(const struct indices *in, size_t row)
{
    size_t i = 0;
    while (i < in->panel_count &&
           (in->panels[i].scenario != in->scenarios.index[row] ||
            strcmp(in->panels[i].metric, in->metrics.texts[in->metrics.index[row]]) != 0)) {
        i++;
    }
    return i;
}

static enum kind kind_of(const char *name)
{
    enum kind kind = LOW;
    while (kind < KINDS && strcmp(kind_names[kind], name) != 0) {
        kind++;
    }
    return kind;
}

/* Where estimates from fewer runs stand before the final ones, the last are kept. */
static bool read_cells(struct indices *in)
{
    const struct tabulating *t = in->t;
    size_t index = tf_result_column(t->table, "index");
    double *values, *low, *high;
    if (!tabulating_numbers(t, tf_result_column(t->table, "value"), &values) ||
        !tabulating_numbers(t, tf_result_column(t->table, "low"), &low) ||
        !tabulating_numbers(t, tf_result_column(t->table, "high"), &high)) {
        return false;
    }
    for (size_t row = 0; row < t->table->csv.count; row++) {
        enum kind kind = kind_of(tf_result_text(t->table, row, index));
        size_t panel = panel_of(in, row);
        if (kind < KINDS && panel < in->panel_count) {
            *cell(in, panel, in->factors.index[row], kind) =
                (struct tf_chart_estimate){values[row], low[row], high[row]};
        }
    }
    return true;
}

static bool read_indices(struct indices *in, const struct tabulating *t)
{
    *in = (struct indices){.t = t};
    if (!tabulating_texts(t, tf_result_column(t->table, "metric"), &in->metrics) ||
        !tabulating_texts(t, tf_result_column(t->table, "factor"), &in->factors) ||
        !tabulating_texts(t, tf_result_column(t->table, "scenario"), &in->scenarios) ||
        !(t->options->by_region ? choose_regions(in) : choose_metric(in))) {
        return false;
    }
    size_t count = in->panel_count * in->factors.count * KINDS;
    in->cells = tabulating_alloc(t, count, sizeof *in->cells);
    for (size_t i = 0; in->cells != NULL && i < count; i++) {
        in->cells[i] = (struct tf_chart_estimate){TF_ABSENT, TF_ABSENT, TF_ABSENT};
    }
    return in->cells != NULL && read_cells(in);
}

/* --- the order of factors ----------------------------------------------------------------------
 */

/* A factor and how much it matters in the first scenario that has it; NaN comes last. */
struct ranked {
    size_t factor;
    double weight;
};

static int by_weight(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    double first = isnan(x->weight) ? -HUGE_VAL : x->weight;
    double second = isnan(y->weight) ? -HUGE_VAL : y->weight;
    return first > second ? -1 : first < second ? 1 : x->factor < y->factor ? -1 : 1;
}

static double swing_of(const struct indices *in, size_t panel, size_t factor)
{
    return fabs(cell(in, panel, factor, HIGH)->value - cell(in, panel, factor, LOW)->value);
}

static double share_of(const struct indices *in, size_t panel, size_t factor)
{
    double total = cell(in, panel, factor, TOTAL)->value;
    double first = cell(in, panel, factor, FIRST)->value;
    double shapley = cell(in, panel, factor, SHAPLEY)->value;
    return isfinite(first) ? first : isfinite(total) ? total : shapley;
}

static double effect_of(const struct indices *in, size_t panel, size_t factor)
{
    return cell(in, panel, factor, MU_STAR)->value;
}

/* Factors without any weight have another method's indices only, and are left out. */
static bool rank(struct indices *in,
                 double (*weight)(const struct indices *in, size_t panel, size_t factor))
{
    struct ranked *ranked = tabulating_alloc(in->t, in->factors.count, sizeof *ranked);
    in->order = tabulating_alloc(in->t, in->factors.count, sizeof *in->order);
    if (ranked == NULL || in->order == NULL) {
        return false;
    }
    for (size_t f = 0; f < in->factors.count; f++) {
        ranked[f] = (struct ranked){f, TF_ABSENT};
        for (size_t s = 0; isnan(ranked[f].weight) && s < in->panel_count; s++) {
            ranked[f].weight = weight(in, s, f);
        }
    }
    qsort(ranked, in->factors.count, sizeof *ranked, by_weight);
    for (size_t i = 0; i < in->factors.count; i++) {
        in->order[i] = ranked[i].factor;
        in->factor_count += isnan(ranked[i].weight) ? 0 : 1;
    }
    return in->factor_count > 0 ||
           tabulating_fail(in->t, "no factor has an index that this chart shows for `%s`",
                           in->metric);
}

/* --- charts ------------------------------------------------------------------------------------
 */

/* The words of all factors, in the order of the chart: without "change in", unless two would then
 * be the same. */
static bool name_factors(const struct indices *in, struct tf_magnitude **out)
{
    struct tf_magnitude *names = tabulating_alloc(in->t, in->factor_count, sizeof *names);
    bool alike = false;
    for (size_t i = 0; i < in->factor_count; i++) {
        if (names == NULL ||
            !tabulating_factor(in->t, in->factors.texts[in->order[i]], &names[i])) {
            return false;
        }
        for (size_t k = 0; k < i; k++) {
            alike |= strcmp(names[i].plain, names[k].plain) == 0;
        }
    }
    for (size_t i = 0; !alike && i < in->factor_count; i++) {
        names[i].name = names[i].plain;
    }
    *out = names;
    return names != NULL;
}

static void fill_swings(const struct indices *in, size_t panel, const struct tf_magnitude *names,
                        struct tf_chart_swing *swings)
{
    for (size_t i = 0; i < in->factor_count; i++) {
        const struct tf_chart_estimate *low = cell(in, panel, in->order[i], LOW);
        const struct tf_chart_estimate *high = cell(in, panel, in->order[i], HIGH);
        swings[i] = (struct tf_chart_swing){names[i].name, names[i].scale, low->low,
                                            high->low,     low->value,     high->value};
    }
}

bool tabulated_tornado(const struct tabulating *t, struct tf_chart *chart)
{
    struct indices in;
    struct tf_magnitude *names;
    struct tf_chart_tornado *tornado = tabulating_alloc(t, 1, sizeof *tornado);
    if (tornado == NULL || !read_indices(&in, t) || !rank(&in, swing_of) ||
        !name_factors(&in, &names) || !tabulating_metric(t, in.metric, &tornado->metric)) {
        return false;
    }
    struct tf_chart_tornado_panel *panels = tabulating_alloc(t, in.panel_count, sizeof *panels);
    for (size_t s = 0; panels != NULL && s < in.panel_count; s++) {
        struct tf_chart_swing *swings = tabulating_alloc(t, in.factor_count, sizeof *swings);
        if (swings == NULL) {
            return false;
        }
        fill_swings(&in, s, names, swings);
        const struct panel *panel = &in.panels[s];
        double central =
            t->options->central != NULL
                ? t->options->central(t->options->context, in.scenarios.texts[panel->scenario],
                                      panel->metric)
                : TF_ABSENT;
        panels[s] =
            (struct tf_chart_tornado_panel){in.panels[s].title, central, swings, in.factor_count};
    }
    tornado->level = tabulating_level(t, &tornado->metric);
    tornado->panels = panels;
    tornado->panel_count = in.panel_count;
    tornado->sources = t->options->sources;
    chart->tornado = tornado;
    return panels != NULL;
}

static void fill_shares(const struct indices *in, size_t panel, const struct tf_magnitude *names,
                        bool shapley, struct tf_chart_share *shares)
{
    for (size_t i = 0; i < in->factor_count; i++) {
        size_t f = in->order[i];
        shares[i] =
            (struct tf_chart_share){names[i].name, *cell(in, panel, f, shapley ? SHAPLEY : FIRST),
                                    *cell(in, panel, f, TOTAL)};
    }
}

static bool any_total(const struct indices *in)
{
    for (size_t i = 0; i < in->factor_count; i++) {
        if (isfinite(cell(in, 0, in->order[i], TOTAL)->value)) {
            return true;
        }
    }
    return false;
}

bool tabulated_sobol(const struct tabulating *t, struct tf_chart *chart)
{
    struct indices in;
    struct tf_magnitude *names;
    struct tf_chart_sobol *sobol = tabulating_alloc(t, 1, sizeof *sobol);
    if (sobol == NULL || !read_indices(&in, t) || !rank(&in, share_of) ||
        !name_factors(&in, &names) || !tabulating_metric(t, in.metric, &sobol->metric)) {
        return false;
    }
    struct tf_chart_sobol_panel *panels = tabulating_alloc(t, in.panel_count, sizeof *panels);
    sobol->shapley = isfinite(cell(&in, 0, in.order[0], SHAPLEY)->value);
    sobol->has_total = !sobol->shapley && any_total(&in);
    for (size_t s = 0; panels != NULL && s < in.panel_count; s++) {
        struct tf_chart_share *shares = tabulating_alloc(t, in.factor_count, sizeof *shares);
        if (shares == NULL) {
            return false;
        }
        fill_shares(&in, s, names, sobol->shapley, shares);
        panels[s] = (struct tf_chart_sobol_panel){in.panels[s].title, shares, in.factor_count};
    }
    sobol->panels = panels;
    sobol->panel_count = in.panel_count;
    sobol->sources = t->options->sources;
    chart->sobol = sobol;
    return panels != NULL;
}

static void fill_effects(const struct indices *in, size_t panel, const struct tf_magnitude *names,
                         size_t count, struct tf_chart_effect *effects)
{
    for (size_t i = 0; i < count; i++) {
        size_t f = in->order[i];
        effects[i] = (struct tf_chart_effect){names[i].name, *cell(in, panel, f, MU_STAR),
                                              cell(in, panel, f, SIGMA)->value};
    }
}

bool tabulated_scatter(const struct tabulating *t, struct tf_chart *chart)
{
    struct indices in;
    struct tf_magnitude *names;
    struct tf_chart_scatter *scatter = tabulating_alloc(t, 1, sizeof *scatter);
    if (scatter == NULL || !read_indices(&in, t) || !rank(&in, effect_of) ||
        !name_factors(&in, &names) || !tabulating_metric(t, in.metric, &scatter->metric)) {
        return false;
    }
    size_t count = in.factor_count < TF_CHART_POINTS_MOST ? in.factor_count : TF_CHART_POINTS_MOST;
    struct tf_chart_scatter_panel *panels = tabulating_alloc(t, in.panel_count, sizeof *panels);
    for (size_t s = 0; panels != NULL && s < in.panel_count; s++) {
        struct tf_chart_effect *effects = tabulating_alloc(t, count, sizeof *effects);
        if (effects == NULL) {
            return false;
        }
        fill_effects(&in, s, names, count, effects);
        panels[s] = (struct tf_chart_scatter_panel){in.panels[s].title, effects, count};
    }
    scatter->panels = panels;
    scatter->panel_count = in.panel_count;
    scatter->sources = t->options->sources;
    chart->scatter = scatter;
    return panels != NULL;
}
