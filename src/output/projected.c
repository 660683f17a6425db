#include "output/projected.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/gathering.h"

const char *gathering_code(const struct gathering *gathering)
{
    return tf_language_code(gathering->language);
}

double gathering_target(const struct tf_projection *projection)
{
    return tf_plan_value(&projection->plan, TF_TARGET_MULTIPLE, 0, 0);
}

int gathering_last_year(const struct tf_projection *projection)
{
    return projection->scenario.base_year + projection->scenario.horizon;
}

/* A chart has one time axis that starts at the base year, and one target line. */
bool gathering_comparable(const struct gathering *gathering, bool same_horizon)
{
    const struct tf_projection *first = gathering->runs[0];
    for (size_t i = 1; i < gathering->count; i++) {
        const struct tf_projection *other = gathering->runs[i];
        struct tf_place place = {.file = other->scenario.file};
        if (other->scenario.base_year != first->scenario.base_year ||
            (same_horizon && other->scenario.horizon != first->scenario.horizon)) {
            return tf_fail(gathering->diag, TF_BAD_INPUT, &place,
                           "one chart cannot compare %d–%d with %d–%d of %s; give both the same "
                           "base_year and horizon, or draw them apart",
                           other->scenario.base_year, gathering_last_year(other),
                           first->scenario.base_year, gathering_last_year(first),
                           first->scenario.file);
        }
        if (fabs(gathering_target(other) - gathering_target(first)) > 0) {
            return tf_fail(gathering->diag, TF_BAD_INPUT, &place,
                           "its target_multiple is not that of %s; give both the same, or draw "
                           "them apart",
                           first->scenario.file);
        }
    }
    return true;
}

enum { SOURCES_MOST = 3 };

static void add_source(const char *sources[SOURCES_MOST + 1], size_t *count, const char *source)
{
    if (source == NULL || source[0] == '\0' || tf_text_starts(source, "assumption")) {
        return;
    }
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(sources[i], source) == 0) {
            return;
        }
    }
    if (*count <= SOURCES_MOST) {
        sources[(*count)++] = source;
    }
}

const char *tf_income_sources(const struct tf_scenario *const *scenarios, size_t scenario_count,
                              struct tf_arena *arena)
{
    const char *sources[SOURCES_MOST + 1];
    size_t count = 0;
    for (size_t i = 0; i < scenario_count; i++) {
        for (size_t row = 0; row < scenarios[i]->row_count; row++) {
            const struct tf_row *own = &scenarios[i]->rows[row];
            if (own->live > 0 && own->address.parameter == TF_INCOME) {
                add_source(sources, &count, own->source);
            }
        }
    }
    if (count == 0 || count > SOURCES_MOST) {
        return NULL;
    }
    const char *all = sources[0];
    for (size_t i = 1; i < count && all != NULL; i++) {
        all = tf_arena_printf(arena, "%s; %s", all, sources[i]);
    }
    return all;
}

const char *gathering_sources(const struct gathering *gathering)
{
    const struct tf_scenario **scenarios =
        tf_arena_alloc(gathering->arena, gathering->count, sizeof *scenarios);
    for (size_t i = 0; scenarios != NULL && i < gathering->count; i++) {
        scenarios[i] = &gathering->runs[i]->scenario;
    }
    return scenarios != NULL ? tf_income_sources(scenarios, gathering->count, gathering->arena)
                             : NULL;
}

/* The index of the nation (TF_ALL) or a region. */
static bool fill_series(const struct gathering *gathering, const struct tf_projection *run,
                        int region, size_t points, struct tf_chart_series *series)
{
    double *values = tf_arena_alloc(gathering->arena, points, sizeof *values);
    if (values == NULL) {
        return tf_out_of_memory(gathering->diag);
    }
    for (size_t t = 0; t < points; t++) {
        bool within = t <= (size_t)run->scenario.horizon;
        values[t] = within ? 100 * tf_outcome_value(run->outcome, TF_METRIC_INCOME_INDEX, region,
                                                    TF_ALL, TF_ALL, t)
                           : TF_ABSENT;
    }
    series->name = tf_scenario_title(&run->scenario, gathering_code(gathering));
    series->values = values;
    series->reached =
        tf_outcome_value(run->outcome, TF_METRIC_DOUBLING_YEAR, region, TF_ALL, TF_ALL, 0);
    series->reached_later =
        isnan(series->reached) ? tf_projection_reach(run, region, TF_ALL) : TF_ABSENT;
    return true;
}

static bool gather_paths(const struct gathering *gathering, struct tf_chart *chart)
{
    struct tf_chart_paths *paths = tf_arena_alloc(gathering->arena, 1, sizeof *paths);
    struct tf_chart_series *series =
        tf_arena_alloc(gathering->arena, gathering->count, sizeof *series);
    if (paths == NULL || series == NULL) {
        return tf_out_of_memory(gathering->diag);
    }
    if (gathering->count > TF_CHART_SERIES_MOST) {
        return tf_fail(gathering->diag, TF_BAD_INPUT, NULL,
                       "%zu scenarios are too many for one chart; draw at most %d",
                       gathering->count, TF_CHART_SERIES_MOST);
    }
    if (!gathering_comparable(gathering, false)) {
        return false;
    }
    int last = 0;
    for (size_t i = 0; i < gathering->count; i++) {
        last = gathering_last_year(gathering->runs[i]) > last
                   ? gathering_last_year(gathering->runs[i])
                   : last;
    }
    *paths = (struct tf_chart_paths){
        .base_year = gathering->runs[0]->scenario.base_year,
        .horizon_year = last,
        .target = gathering_target(gathering->runs[0]),
        .series = series,
        .series_count = gathering->count,
        .sources = gathering_sources(gathering),
    };
    chart->paths = paths;
    for (size_t i = 0; i < gathering->count; i++) {
        if (!fill_series(gathering, gathering->runs[i], TF_ALL,
                         (size_t)(last - paths->base_year) + 1, &series[i])) {
            return false;
        }
    }
    return true;
}

/* --- paths by region -------------------------------------------------------------------------- */

static bool fill_path_panel(const struct gathering *gathering, size_t region,
                            struct tf_chart_path_panel *panel)
{
    const struct tf_projection *first = gathering->runs[0];
    const char *name = first->scenario.dimensions.regions.names[region];
    struct tf_chart_series *series =
        tf_arena_alloc(gathering->arena, gathering->count, sizeof *series);
    if (series == NULL) {
        return tf_out_of_memory(gathering->diag);
    }
    panel->scope = (struct tf_chart_scope){
        NULL, tf_member_label(&first->scenario, name, gathering_code(gathering)), region};
    panel->series = series;
    for (size_t i = 0; i < gathering->count; i++) {
        if (!fill_series(gathering, gathering->runs[i], (int)region,
                         (size_t)first->scenario.horizon + 1, &series[i])) {
            return false;
        }
    }
    return true;
}

static bool same_regions(const struct gathering *gathering)
{
    const struct tf_scenario *first = &gathering->runs[0]->scenario;
    for (size_t i = 1; i < gathering->count; i++) {
        const struct tf_scenario *other = &gathering->runs[i]->scenario;
        if (!tf_members_same(&first->dimensions.regions, &other->dimensions.regions)) {
            struct tf_place place = {.file = other->file};
            return tf_fail(gathering->diag, TF_BAD_INPUT, &place,
                           "its regions are not those of %s; draw them apart", first->file);
        }
    }
    return true;
}

static bool gather_path_panels(const struct gathering *gathering, struct tf_chart *chart)
{
    const struct tf_projection *first = gathering->runs[0];
    size_t regions = first->scenario.dimensions.regions.count;
    if (!gathering_comparable(gathering, true) || !same_regions(gathering)) {
        return false;
    }
    struct tf_chart_path_panels *paths = tf_arena_alloc(gathering->arena, 1, sizeof *paths);
    struct tf_chart_path_panel *panels = tf_arena_alloc(gathering->arena, regions, sizeof *panels);
    if (paths == NULL || panels == NULL) {
        return tf_out_of_memory(gathering->diag);
    }
    *paths = (struct tf_chart_path_panels){
        .base_year = first->scenario.base_year,
        .horizon_year = gathering_last_year(first),
        .target = gathering_target(first),
        .panels = panels,
        .panel_count = regions,
        .series_count = gathering->count,
        .sources = gathering_sources(gathering),
    };
    chart->kind = TF_CHART_PATH_PANELS;
    chart->path_panels = paths;
    for (size_t region = 0; region < regions; region++) {
        if (!fill_path_panel(gathering, region, &panels[region])) {
            return false;
        }
    }
    return true;
}

/* --- groups ----------------------------------------------------------------------------------- */

static bool fill_panel(const struct gathering *gathering, const struct tf_projection *run,
                       size_t region, struct tf_chart_panel *panel)
{
    const struct tf_scenario *scenario = &run->scenario;
    const struct tf_members *members = &scenario->dimensions.groups;
    const char *language = gathering_code(gathering);
    struct tf_chart_group *groups =
        tf_arena_alloc(gathering->arena, members->count, sizeof *groups);
    if (groups == NULL) {
        return tf_out_of_memory(gathering->diag);
    }
    for (size_t i = 0; i < members->count; i++) {
        size_t group = members->count - 1 - i; /* richest first */
        groups[i] = (struct tf_chart_group){
            .name = tf_member_label(scenario, members->names[group], language),
            .base = tf_outcome_value(run->outcome, TF_METRIC_INCOME, (int)region, (int)group,
                                     TF_ALL, 0),
            .horizon = tf_outcome_value(run->outcome, TF_METRIC_INCOME, (int)region, (int)group,
                                        TF_ALL, (size_t)scenario->horizon),
        };
    }
    *panel = (struct tf_chart_panel){
        .title = tf_member_label(scenario, scenario->dimensions.regions.names[region], language),
        .context = gathering->count > 1 ? tf_scenario_title(scenario, language) : NULL,
        .colour = region < 5 ? region : 5,
        .groups = groups,
        .group_count = members->count,
    };
    return true;
}

static bool few_enough(const struct gathering *gathering, size_t panels)
{
    size_t groups = 0;
    for (size_t i = 0; i < gathering->count; i++) {
        size_t here = gathering->runs[i]->scenario.dimensions.groups.count;
        groups = here > groups ? here : groups;
    }
    if (panels > TF_CHART_PANELS_MOST || groups > TF_CHART_GROUPS_MOST) {
        return tf_fail(gathering->diag, TF_BAD_INPUT, NULL,
                       "%zu panels with up to %zu groups are too much for one chart; draw at most "
                       "%d panels (a region of a scenario each) with %d groups",
                       panels, groups, TF_CHART_PANELS_MOST, TF_CHART_GROUPS_MOST);
    }
    return true;
}

static bool gather_groups(const struct gathering *gathering, struct tf_chart *chart)
{
    size_t panel_count = 0, at = 0;
    for (size_t i = 0; i < gathering->count; i++) {
        panel_count += gathering->runs[i]->scenario.dimensions.regions.count;
    }
    if (!few_enough(gathering, panel_count) || !gathering_comparable(gathering, true)) {
        return false;
    }
    struct tf_chart_groups *groups = tf_arena_alloc(gathering->arena, 1, sizeof *groups);
    struct tf_chart_panel *panels = tf_arena_alloc(gathering->arena, panel_count, sizeof *panels);
    if (groups == NULL || panels == NULL) {
        return tf_out_of_memory(gathering->diag);
    }
    const struct tf_projection *first = gathering->runs[0];
    *groups = (struct tf_chart_groups){
        .base_year = first->scenario.base_year,
        .horizon_year = gathering_last_year(first),
        .target = gathering_target(first),
        .panels = panels,
        .panel_count = panel_count,
        .currency = first->scenario.currency[0] != '\0'
                        ? tf_scenario_currency(&first->scenario, gathering_code(gathering))
                        : NULL,
        .sources = gathering_sources(gathering),
    };
    chart->groups = groups;
    for (size_t i = 0; i < gathering->count; i++) {
        for (size_t r = 0; r < gathering->runs[i]->scenario.dimensions.regions.count; r++) {
            if (!fill_panel(gathering, gathering->runs[i], r, &panels[at++])) {
                return false;
            }
        }
    }
    return true;
}

struct gathered_scope *gathering_scopes(const struct gathering *gathering, size_t most,
                                        size_t *count)
{
    const char *code = gathering_code(gathering);
    *count = 0;
    for (size_t i = 0; i < gathering->count; i++) {
        *count += gathering->by_region ? gathering->runs[i]->scenario.dimensions.regions.count : 1;
    }
    if (*count > most) {
        tf_fail(gathering->diag, TF_BAD_INPUT, NULL,
                "%zu scenarios and regions are too many for one chart; draw at most %zu", *count,
                most);
        return NULL;
    }
    struct gathered_scope *scopes = tf_arena_alloc(gathering->arena, *count, sizeof *scopes);
    for (size_t i = 0, at = 0; scopes != NULL && i < gathering->count; i++) {
        const struct tf_projection *run = gathering->runs[i];
        const struct tf_members *regions = &run->scenario.dimensions.regions;
        const char *title = gathering->count > 1 ? tf_scenario_title(&run->scenario, code) : NULL;
        for (size_t r = 0; gathering->by_region && r < regions->count; r++) {
            const char *label = tf_member_label(&run->scenario, regions->names[r], code);
            scopes[at++] = (struct gathered_scope){run, (int)r, {title, label, r}};
        }
        if (!gathering->by_region) {
            scopes[at++] = (struct gathered_scope){run, TF_ALL, {title, NULL, i}};
        }
    }
    if (scopes == NULL) {
        tf_out_of_memory(gathering->diag);
    }
    return scopes;
}

static bool gather(const struct gathering *gathering, struct tf_chart *chart)
{
    switch (chart->kind) {
    case TF_CHART_PATHS:
        return gathering->by_region ? gather_path_panels(gathering, chart)
                                    : gather_paths(gathering, chart);
    case TF_CHART_GROUPS:
        return gather_groups(gathering, chart);
    case TF_CHART_SOURCES:
        return gather_sources(gathering, chart);
    case TF_CHART_INCIDENCE:
        return gather_incidence(gathering, chart);
    case TF_CHART_LORENZ:
        return gather_lorenz(gathering, chart);
    case TF_CHART_DENSITY:
        return gather_density(gathering, chart);
    default:
        break;
    }
    return tf_fail(gathering->diag, TF_BAD_INPUT, NULL,
                   "a %s chart is not made of projections alone", tf_chart_kind_name(chart->kind));
}

bool tf_projected_chart(const struct tf_projection *projections, size_t count,
                        enum tf_chart_kind kind, bool by_region, enum tf_language language,
                        struct tf_arena *arena, struct tf_chart *chart, struct tf_diag *diag)
{
    struct gathering gathering = {
        .language = language, .by_region = by_region, .arena = arena, .diag = diag};
    gathering.runs = tf_arena_alloc(arena, count, sizeof(struct tf_projection *));
    if (gathering.runs == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < count; i++) {
        if (projections[i].feasible) {
            gathering.runs[gathering.count++] = &projections[i];
        }
    }
    if (gathering.count == 0) {
        return tf_fail(diag, TF_BAD_INPUT, NULL, "nothing to draw: no scenario is feasible");
    }
    chart->kind = kind;
    return gather(&gathering, chart);
}
