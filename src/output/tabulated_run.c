/* tabulated_run: charts of projections, from the tables of `run`, `explain` and `sample --summary`:
 * paths, groups, sources, waterfall, fan. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/tabulated_parts.h"

#define YEAR_LEAST 1500
#define YEAR_MOST 3000
#define YEARS_MOST 201

/* A table of values by scenario, year, metric and member. */
struct values {
    const struct tabulating *t;
    size_t year, metric, region, group, source, statistic, value;
    struct distinct_texts scenarios, years;
    int first_year, last_year;
};

/* What a value is of. NULL members are empty; year 0 is none. */
struct wanted {
    size_t scenario;
    int year;
    const char *metric, *region, *group, *source, *statistic;
};

/* --- reading -----------------------------------------------------------------------------------
 */

static bool read_years(struct values *values)
{
    const struct tabulating *t = values->t;
    values->first_year = YEAR_MOST;
    values->last_year = YEAR_LEAST;
    for (size_t i = 0; i < values->years.count; i++) {
        const char *text = values->years.texts[i];
        long year;
        if (*text == '\0') {
            continue;
        }
        if (!tf_whole_parse(text, strlen(text), YEAR_MOST, &year) || year < YEAR_LEAST) {
            return tabulating_fail(t, "`%s` in column `year` is no calendar year from %d to %d",
                                   text, YEAR_LEAST, YEAR_MOST);
        }
        values->first_year = (int)year < values->first_year ? (int)year : values->first_year;
        values->last_year = (int)year > values->last_year ? (int)year : values->last_year;
    }
    int span = values->last_year - values->first_year;
    return (span >= 1 && span < YEARS_MOST) ||
           tabulating_fail(t, "the table has %d years; a chart over time shows 2 to %d",
                           span < 0 ? 0 : span + 1, YEARS_MOST);
}

static bool open_values(struct values *values, const struct tabulating *t)
{
    const struct tf_result_table *table = t->table;
    *values = (struct values){.t = t,
                              .year = tf_result_column(table, "year"),
                              .metric = tf_result_column(table, "metric"),
                              .region = tf_result_column(table, "region"),
                              .group = tf_result_column(table, "group"),
                              .source = tf_result_column(table, "source"),
                              .statistic = tf_result_column(table, "statistic"),
                              .value = tf_result_column(table, "value")};
    return tabulating_texts(t, tf_result_column(table, "scenario"), &values->scenarios) &&
           tabulating_texts(t, values->year, &values->years) && read_years(values);
}

static bool cell_is(const struct values *values, size_t row, size_t column, const char *text)
{
    return strcmp(tf_result_text(values->t->table, row, column), text != NULL ? text : "") == 0;
}

static bool year_is(const struct values *values, size_t row, int year)
{
    const char *text = tf_result_text(values->t->table, row, values->year);
    long found = 0;
    return year == 0 ? *text == '\0'
                     : tf_whole_parse(text, strlen(text), YEAR_MOST, &found) && found == year;
}

/* The value of the row that has all of it; NaN where there is none, or it is no number. */
static double look_up(const struct values *values, const struct wanted *wanted)
{
    const struct tf_result_table *table = values->t->table;
    for (size_t row = 0; row < table->csv.count; row++) {
        if (values->scenarios.index[row] == wanted->scenario &&
            year_is(values, row, wanted->year) &&
            cell_is(values, row, values->metric, wanted->metric) &&
            cell_is(values, row, values->region, wanted->region) &&
            cell_is(values, row, values->group, wanted->group) &&
            cell_is(values, row, values->source, wanted->source) &&
            (values->statistic == SIZE_MAX ||
             cell_is(values, row, values->statistic, wanted->statistic))) {
            double value;
            return tf_result_number(table, row, values->value, &value, values->t->diag) ? value
                                                                                        : TF_ABSENT;
        }
    }
    return TF_ABSENT;
}

static const char *title_of(const struct values *values, size_t scenario)
{
    return tabulating_label(values->t, values->scenarios.texts[scenario]);
}

static double target_of(const struct values *values)
{
    const struct tf_tabulated_options *options = values->t->options;
    return isfinite(options->level) ? options->level : options->target;
}

/* "yuan" of the unit "yuan/person/year" of a metric; NULL where it has none. */
static const char *currency_of(const struct values *values, const char *metric)
{
    const struct tabulating *t = values->t;
    size_t unit = tf_result_column(t->table, "unit");
    for (size_t row = 0; unit != SIZE_MAX && row < t->table->csv.count; row++) {
        const char *text = tf_result_text(t->table, row, unit);
        if (cell_is(values, row, values->metric, metric) && strchr(text, '/') != NULL) {
            return tf_arena_strndup(t->arena, text, strcspn(text, "/"));
        }
    }
    return NULL;
}

/* Members of a column that a metric is given by, in the order of the table. */
static bool members_of(const struct values *values, const char *metric, size_t column,
                       const char **members, size_t most, size_t *count)
{
    *count = 0;
    for (size_t row = 0; row < values->t->table->csv.count; row++) {
        const char *text = tf_result_text(values->t->table, row, column);
        bool known = *text == '\0' || !cell_is(values, row, values->metric, metric);
        for (size_t i = 0; i < *count && !known; i++) {
            known = strcmp(members[i], text) == 0;
        }
        if (!known && *count == most) {
            return tabulating_fail(values->t, "over %zu members are too many for one chart", most);
        }
        if (!known) {
            members[(*count)++] = text;
        }
    }
    return true;
}

static const char *member_name(const struct values *values, const char *member)
{
    const char *label = tabulating_label(values->t, member);
    return label != member ? label : tf_member_words(member, values->t->options->language);
}

/* The same where it heads a panel: words of the program's own get a capital. */
static const char *member_title(const struct values *values, const char *member)
{
    const char *name = member_name(values, member);
    bool own = name != member && name != tabulating_label(values->t, member);
    const char *title = own ? tf_magnitude_headline(values->t->arena, name) : NULL;
    return title != NULL ? title : name;
}

/* --- paths -------------------------------------------------------------------------------------
 */

static bool fill_path(const struct values *values, size_t scenario, struct tf_chart_series *series)
{
    size_t years = (size_t)(values->last_year - values->first_year) + 1;
    double *index = tabulating_alloc(values->t, years, sizeof *index);
    if (index == NULL) {
        return false;
    }
    for (size_t i = 0; i < years; i++) {
        struct wanted wanted = {
            .scenario = scenario, .year = values->first_year + (int)i, .metric = "income_index"};
        index[i] = 100 * look_up(values, &wanted);
    }
    struct wanted reached = {.scenario = scenario, .metric = "doubling_year"};
    double growth = index[years - 1] / 100, target = target_of(values);
    *series = (struct tf_chart_series){.name = title_of(values, scenario),
                                       .values = index,
                                       .reached = look_up(values, &reached),
                                       .reached_later = TF_ABSENT};
    if (isnan(series->reached) && growth > 1 && target > growth) { /* at the mean growth so far */
        series->reached_later =
            values->first_year + (double)(years - 1) * log(target) / log(growth);
    }
    return isfinite(index[0]) ||
           tabulating_fail(values->t,
                           "`%s` has no `income_index` of the nation in %d; run without "
                           "--metric, or with income_index,doubling_year among them",
                           values->scenarios.texts[scenario], values->first_year);
}

bool tabulated_paths(const struct tabulating *t, struct tf_chart *chart)
{
    struct values values;
    struct tf_chart_paths *paths = tabulating_alloc(t, 1, sizeof *paths);
    if (paths == NULL || !open_values(&values, t)) {
        return false;
    }
    size_t count = values.scenarios.count;
    struct tf_chart_series *series = tabulating_alloc(t, count, sizeof *series);
    for (size_t i = 0; i < count; i++) {
        if (series == NULL || !fill_path(&values, i, &series[i])) {
            return false;
        }
    }
    *paths = (struct tf_chart_paths){.base_year = values.first_year,
                                     .horizon_year = values.last_year,
                                     .target = target_of(&values),
                                     .series = series,
                                     .series_count = count,
                                     .sources = t->options->sources};
    chart->paths = paths;
    return true;
}

/* --- groups ------------------------------------------------------------------------------------
 */

static bool fill_groups(const struct values *values, size_t scenario, const char *region,
                        const char *const *names, size_t count, struct tf_chart_panel *panel)
{
    struct tf_chart_group *groups = tabulating_alloc(values->t, count, sizeof *groups);
    if (groups == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) { /* the table has the poorest first */
        struct wanted wanted = {.scenario = scenario,
                                .year = values->first_year,
                                .metric = "income",
                                .region = region,
                                .group = names[count - 1 - i]};
        groups[i].name = member_name(values, names[count - 1 - i]);
        groups[i].base = look_up(values, &wanted);
        wanted.year = values->last_year;
        groups[i].horizon = look_up(values, &wanted);
    }
    panel->title = member_title(values, region);
    panel->context = values->scenarios.count > 1 ? title_of(values, scenario) : NULL;
    panel->groups = groups;
    panel->group_count = count;
    return true;
}

bool tabulated_groups(const struct tabulating *t, struct tf_chart *chart)
{
    struct values values;
    const char *regions[TF_CHART_PANELS_MOST], *names[TF_CHART_GROUPS_MOST];
    size_t region_count, name_count;
    struct tf_chart_groups *groups = tabulating_alloc(t, 1, sizeof *groups);
    if (groups == NULL || !open_values(&values, t) ||
        !members_of(&values, "income", values.region, regions, TF_CHART_PANELS_MOST,
                    &region_count) ||
        !members_of(&values, "income", values.group, names, TF_CHART_GROUPS_MOST, &name_count)) {
        return false;
    }
    size_t count = region_count * values.scenarios.count;
    if (name_count == 0 || count == 0 || count > TF_CHART_PANELS_MOST) {
        return tabulating_fail(t,
                               "income is given for %zu groups in %zu panels of regions and "
                               "scenarios; a groups chart shows 1 to %d panels",
                               name_count, count, TF_CHART_PANELS_MOST);
    }
    struct tf_chart_panel *panels = tabulating_alloc(t, count, sizeof *panels);
    for (size_t i = 0; i < count; i++) {
        size_t region = i % region_count;
        if (panels == NULL || !fill_groups(&values, i / region_count, regions[region], names,
                                           name_count, &panels[i])) {
            return false;
        }
        panels[i].colour = region < 5 ? region : 5;
    }
    *groups = (struct tf_chart_groups){
        .base_year = values.first_year,
        .horizon_year = values.last_year,
        .target = target_of(&values),
        .panels = panels,
        .panel_count = count,
        .columns = values.scenarios.count > 1 && region_count <= 3 ? region_count : 0,
        .currency = currency_of(&values, "income"),
        .sources = t->options->sources};
    chart->groups = groups;
    return true;
}

/* --- sources -----------------------------------------------------------------------------------
 */

static bool fill_sources(const struct values *values, size_t scenario, const char *const *names,
                         size_t count, struct tf_chart_sources_panel *panel)
{
    struct tf_chart_source *sources = tabulating_alloc(values->t, count, sizeof *sources);
    if (sources == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        struct wanted wanted = {.scenario = scenario,
                                .year = values->first_year,
                                .metric = "income",
                                .source = names[i]};
        sources[i] = (struct tf_chart_source){.name = member_name(values, names[i]),
                                              .colour = i + 1 < TF_PALETTE_SERIES ? i + 1 : i,
                                              .base = look_up(values, &wanted)};
        wanted.year = values->last_year;
        sources[i].horizon = look_up(values, &wanted);
    }
    panel->scope.scenario = values->scenarios.count > 1 ? title_of(values, scenario) : NULL;
    panel->scope.colour = scenario;
    panel->sources = sources;
    panel->source_count = count;
    return true;
}

bool tabulated_sources(const struct tabulating *t, struct tf_chart *chart)
{
    struct values values;
    const char *names[TF_CHART_SOURCES_MOST];
    size_t count;
    struct tf_chart_sources *sources = tabulating_alloc(t, 1, sizeof *sources);
    if (sources == NULL || !open_values(&values, t) ||
        !members_of(&values, "income", values.source, names, TF_CHART_SOURCES_MOST, &count)) {
        return false;
    }
    if (count == 0) {
        return tabulating_fail(t, "income is not given by source; run without --metric, or with "
                                  "income.source among them");
    }
    size_t panel_count = values.scenarios.count;
    struct tf_chart_sources_panel *panels = tabulating_alloc(t, panel_count, sizeof *panels);
    for (size_t i = 0; i < panel_count; i++) {
        if (panels == NULL || !fill_sources(&values, i, names, count, &panels[i])) {
            return false;
        }
    }
    *sources = (struct tf_chart_sources){.base_year = values.first_year,
                                         .horizon_year = values.last_year,
                                         .target = target_of(&values),
                                         .panels = panels,
                                         .panel_count = panel_count,
                                         .currency = currency_of(&values, "income"),
                                         .sources = t->options->sources};
    chart->sources = sources;
    return true;
}

/* --- waterfall ---------------------------------------------------------------------------------
 */

/* `second - first`: what `explain --difference` calls its rows. */
static bool split_names(const struct values *values, const char **first, const char **second)
{
    const struct tabulating *t = values->t;
    const char *name = values->scenarios.texts[0], *dash = strstr(name, " - ");
    if (dash == NULL) {
        return false;
    }
    char *before = tf_arena_strndup(t->arena, name, (size_t)(dash - name));
    *second = before != NULL ? tabulating_label(t, before) : "";
    *first = tabulating_label(t, dash + strlen(" - "));
    return true;
}

bool tabulated_waterfall(const struct tabulating *t, struct tf_chart *chart)
{
    struct values values;
    const char *names[TF_CHART_PARTS_MOST];
    size_t count;
    struct tf_chart_waterfall *waterfall = tabulating_alloc(t, 1, sizeof *waterfall);
    if (waterfall == NULL || !open_values(&values, t) ||
        !members_of(&values, "change.source", values.source, names, TF_CHART_PARTS_MOST, &count)) {
        return false;
    }
    struct tf_chart_part *parts = tabulating_alloc(t, count, sizeof *parts);
    if (values.scenarios.count != 1 || count == 0) {
        return tabulating_fail(t,
                               "a waterfall shows one scenario, and what its change by source "
                               "consists of; the table has %zu and %zu sources",
                               values.scenarios.count, count);
    }
    for (size_t i = 0; parts != NULL && i < count; i++) {
        struct wanted wanted = {
            .year = values.last_year, .metric = "change.source", .source = names[i]};
        parts[i] = (struct tf_chart_part){.name = member_name(&values, names[i]),
                                          .value = look_up(&values, &wanted)};
    }
    struct wanted whole = {.year = values.last_year, .metric = "change.income"};
    *waterfall = (struct tf_chart_waterfall){.base_year = values.first_year - 1,
                                             .year = values.last_year,
                                             .end = look_up(&values, &whole),
                                             .scenario = title_of(&values, 0),
                                             .parts = parts,
                                             .part_count = count,
                                             .target = TF_ABSENT,
                                             .currency = currency_of(&values, "change.income"),
                                             .sources = t->options->sources};
    if (split_names(&values, &waterfall->scenario, &waterfall->second)) {
        waterfall->base_year = values.first_year; /* whose difference is there, and is 0 */
    }
    chart->waterfall = waterfall;
    return parts != NULL;
}

/* --- fan ---------------------------------------------------------------------------------------
 */

static const char *const fan_names[TF_CHART_FAN_EDGES] = {"p5",  "p10", "p25", "p50",
                                                          "p75", "p90", "p95"};

static bool fill_fan(const struct values *values, size_t scenario, struct wanted wanted,
                     double scale, struct tf_chart_fan_panel *panel)
{
    size_t years = (size_t)(values->last_year - values->first_year) + 1;
    double(*edges)[TF_CHART_FAN_EDGES] = tabulating_alloc(values->t, years, sizeof *edges);
    double *reached = tabulating_alloc(values->t, years, sizeof *reached);
    if (edges == NULL || reached == NULL) {
        return false;
    }
    wanted.scenario = scenario;
    for (size_t t = 0; t < years; t++) {
        wanted.year = values->first_year + (int)t;
        for (size_t q = 0; q < TF_CHART_FAN_EDGES; q++) {
            wanted.statistic = fan_names[q];
            edges[t][q] = scale * look_up(values, &wanted);
            if (!isfinite(edges[t][q])) {
                return tabulating_fail(values->t,
                                       "`%s` has no %s of `%s` in %d; a fan needs the "
                                       "quantiles of every year",
                                       values->scenarios.texts[scenario], fan_names[q],
                                       wanted.metric, wanted.year);
            }
        }
        wanted.statistic = "p_target";
        reached[t] = look_up(values, &wanted);
    }
    panel->scope.scenario = values->scenarios.count > 1 ? title_of(values, scenario) : NULL;
    panel->scope.region = wanted.region != NULL ? member_title(values, wanted.region) : NULL;
    panel->scope.colour = scenario;
    panel->edges = (const double(*)[TF_CHART_FAN_EDGES])edges;
    panel->reached = isfinite(reached[years - 1]) ? reached : NULL;
    return true;
}

/* `income_index.rural` of --metric: the metric and one region. */
static bool split_metric(const struct tabulating *t, struct wanted *wanted)
{
    const char *address = t->options->metric != NULL ? t->options->metric : "income_index";
    char *name = tf_arena_strdup(t->arena, address);
    if (name == NULL) {
        return tf_out_of_memory(t->diag);
    }
    char *dot = strchr(name, '.');
    if (dot != NULL) {
        *dot = '\0';
        wanted->region = dot + 1;
    }
    wanted->metric = name;
    return true;
}

static uint64_t draws_of(const struct values *values)
{
    struct wanted wanted = {.metric = "", .statistic = "n"};
    double draws = look_up(values, &wanted);
    return draws >= 1 && draws < 1e15 ? (uint64_t)draws : 0;
}

bool tabulated_fan(const struct tabulating *t, struct tf_chart *chart)
{
    struct values values;
    struct wanted wanted = {.metric = ""};
    struct tf_magnitude metric = {.name = ""};
    struct tf_chart_fan *fan = tabulating_alloc(t, 1, sizeof *fan);
    if (fan == NULL || !open_values(&values, t) || !split_metric(t, &wanted) ||
        !tabulating_metric(t, wanted.metric, &metric)) {
        return false;
    }
    bool index = strcmp(wanted.metric, "income_index") == 0;
    size_t count = values.scenarios.count;
    struct tf_chart_fan_panel *panels = tabulating_alloc(t, count, sizeof *panels);
    for (size_t i = 0; i < count; i++) {
        if (panels == NULL || !fill_fan(&values, i, wanted, index ? 100 : 1, &panels[i])) {
            return false;
        }
    }
    *fan = (struct tf_chart_fan){.base_year = values.first_year,
                                 .horizon_year = values.last_year,
                                 .target = index ? target_of(&values) : TF_ABSENT,
                                 .measure =
                                     index ? NULL : tf_magnitude_headline(t->arena, metric.name),
                                 .shares = metric.scale == TF_SCALE_SHARE,
                                 .draws = draws_of(&values),
                                 .panels = panels,
                                 .panel_count = count,
                                 .sources = t->options->sources};
    chart->fan = fan;
    return true;
}
