/* plot_fan: how a metric may develop: draws of the scenarios, and their quantiles year by year. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "cli/draw_store.h"
#include "cli/plotting.h"
#include "cli/progress.h"
#include "cli/query.h"
#include "cli/sampling.h"
#include "experiment/spread.h"
#include "output/chart_projection.h"
#include "output/projected.h"

enum { DRAWS_USUAL = 10000 };

/* A panel's scope within its scenario, and where its columns are. */
struct fan_scope {
    size_t index; /* the scenario */
    int region, group, source;
    size_t first_column; /* of the target of its scenario: a year each, then the doubling year */
};

struct fan_work {
    struct tf_sampling sampling;
    struct tf_spread spread;
    struct tf_progress progress;
    struct tf_spread_target *targets; /* [scenario] */
    const struct tf_metric *metric;
    enum tf_metric_id id;
    int point;
    int first_year, last_year;
    double target; /* multiple; NaN: the metric has none */
    struct fan_scope *scopes;
    size_t scope_count;
    bool by_region, opened, drawing;
};

static struct tf_diag *diag_of(const struct fan_work *work)
{
    return &work->sampling.session->diag;
}

static size_t year_count(const struct fan_work *work)
{
    return (size_t)(work->last_year - work->first_year) + 1;
}

/* --- what is asked for ------------------------------------------------------------------------ */

/* One chart has one axis of years and one target. */
static bool comparable(const struct fan_work *work)
{
    const struct tf_study *study = &work->sampling.study;
    const struct tf_case *first = &study->cases[0];
    for (size_t i = 1; i < study->case_count; i++) {
        const struct tf_case *other = &study->cases[i];
        double difference = tf_plan_value(&other->plan, TF_TARGET_MULTIPLE, 0, 0) -
                            tf_plan_value(&first->plan, TF_TARGET_MULTIPLE, 0, 0);
        struct tf_place place = {.file = other->scenario.file};
        if (other->scenario.base_year != first->scenario.base_year ||
            other->scenario.horizon != first->scenario.horizon || difference < 0 ||
            difference > 0) {
            return tf_fail(diag_of(work), TF_BAD_INPUT, &place,
                           "its base_year, horizon or target_multiple is not that of %s; give both "
                           "the same, or draw them apart",
                           first->scenario.file);
        }
    }
    return true;
}

static bool one_metric(struct fan_work *work, const struct tf_query *queries, size_t count,
                       struct tf_query *query)
{
    *query = (struct tf_query){.metric = TF_METRIC_INCOME_INDEX,
                               .region = TF_ALL,
                               .group = TF_ALL,
                               .source = TF_ALL,
                               .year = TF_NO_YEAR};
    if (count > 0) {
        *query = queries[0];
    }
    const struct tf_metric *metric = &tf_metrics[query->metric];
    if (count > 1 || query->year != TF_NO_YEAR || metric->when == TF_NO_YEARS ||
        query->region == TF_EACH || query->group == TF_EACH || query->source == TF_EACH ||
        query->point == TF_EACH) {
        return tf_fail(diag_of(work), TF_BAD_INPUT, NULL,
                       "a fan chart shows one metric that has a value in every year, of one scope, "
                       "as in income_index.rural or gini, without a year");
    }
    if (work->by_region && (query->region != TF_ALL || (metric->scopes & TF_SCOPE_REGION) == 0)) {
        return tf_fail(diag_of(work), TF_BAD_INPUT, NULL,
                       "`--by region` needs a metric that regions have, and no region in it");
    }
    return true;
}

static bool read_metric(struct fan_work *work, struct tf_query *query)
{
    struct tf_session *session = work->sampling.session;
    const struct tf_scenario *scenario = &work->sampling.study.cases[0].scenario;
    struct tf_query *queries;
    size_t count;
    if (!tf_queries_parse(&session->request.metric, scenario, &session->arena, &queries, &count,
                          &session->diag) ||
        !one_metric(work, queries, count, query)) {
        return false;
    }
    bool has_target = query->metric == TF_METRIC_INCOME_INDEX;
    work->id = query->metric;
    work->point = query->point;
    work->metric = &tf_metrics[query->metric];
    work->first_year = scenario->base_year + (work->metric->when == TF_FROM_FIRST_YEAR ? 1 : 0);
    work->last_year = scenario->base_year + scenario->horizon;
    work->target =
        has_target ? tf_plan_value(&work->sampling.study.cases[0].plan, TF_TARGET_MULTIPLE, 0, 0)
                   : TF_ABSENT;
    return true;
}

/* The members of a further scenario are found by the first one's names. */
static bool make_scopes(struct fan_work *work, const struct tf_query *query)
{
    const struct tf_study *study = &work->sampling.study;
    const struct tf_members *regions = &study->cases[0].scenario.dimensions.regions;
    size_t each = work->by_region ? regions->count : 1;
    for (size_t i = 1; i < study->case_count; i++) {
        const struct tf_dimensions *own = &study->cases[i].scenario.dimensions;
        if (!tf_members_same(regions, &own->regions) ||
            (query->group != TF_ALL &&
             !tf_members_same(&study->cases[0].scenario.dimensions.groups, &own->groups))) {
            return tf_fail(diag_of(work), TF_BAD_INPUT, NULL,
                           "the scenarios differ in their regions or groups; draw them apart");
        }
    }
    work->scope_count = study->case_count * each;
    if (work->scope_count > TF_CHART_CELLS_MOST) {
        return tf_fail(diag_of(work), TF_BAD_INPUT, NULL,
                       "%zu small charts are too many for one page; draw at most %d",
                       work->scope_count, TF_CHART_CELLS_MOST);
    }
    work->scopes =
        tf_arena_alloc(&work->sampling.session->arena, work->scope_count, sizeof *work->scopes);
    for (size_t i = 0; work->scopes != NULL && i < work->scope_count; i++) {
        work->scopes[i] =
            (struct fan_scope){.index = i / each,
                               .region = work->by_region ? (int)(i % each) : query->region,
                               .group = query->group,
                               .source = query->source};
    }
    return work->scopes != NULL || tf_out_of_memory(diag_of(work));
}

/* --- columns ---------------------------------------------------------------------------------- */

static bool add_column(struct fan_work *work, struct tf_spread_target *target, size_t *measures,
                       struct tf_measure measure)
{
    size_t at = tf_measure_add(&work->sampling, target->index, &measure);
    measures[target->column_count++] = at;
    return at != SIZE_MAX;
}

/* A year each, of which quantiles are wanted; then the doubling year, for the share of draws by
 * each year. */
static bool add_scope(struct fan_work *work, struct tf_spread_target *target, size_t *measures,
                      struct tf_column_request *requests, struct fan_scope *scope)
{
    size_t years = year_count(work);
    struct tf_share *shares = tf_arena_alloc(&work->sampling.session->arena, years, sizeof *shares);
    if (shares == NULL) {
        return tf_out_of_memory(diag_of(work));
    }
    struct tf_measure measure = {.metric = work->id,
                                 .point = work->point,
                                 .region = scope->region,
                                 .group = scope->group,
                                 .source = scope->source};
    bool good = true;
    scope->first_column = target->column_count;
    for (size_t t = 0; t < years && good; t++) {
        measure.year = work->first_year + (int)t;
        shares[t] = tf_share_reached_by(measure.year);
        requests[target->column_count] = (struct tf_column_request){
            .quantiles = tf_chart_fan_orders, .quantile_count = TF_CHART_FAN_EDGES};
        good = add_column(work, target, measures, measure);
    }
    if (good && isfinite(work->target)) {
        measure.metric = TF_METRIC_DOUBLING_YEAR;
        measure.year = TF_NO_YEAR;
        requests[target->column_count] =
            (struct tf_column_request){.shares = shares, .share_count = years, .absent_last = true};
        good = add_column(work, target, measures, measure);
    }
    return good;
}

static bool make_targets(struct fan_work *work)
{
    struct tf_arena *arena = &work->sampling.session->arena;
    size_t cases = work->sampling.study.case_count;
    size_t each = work->scope_count / cases, most = each * (year_count(work) + 1);
    work->targets = tf_arena_alloc(arena, cases, sizeof *work->targets);
    if (work->targets == NULL) {
        return tf_out_of_memory(diag_of(work));
    }
    for (size_t i = 0; i < cases; i++) {
        size_t *measures = tf_arena_alloc(arena, most, sizeof *measures);
        struct tf_column_request *requests = tf_arena_alloc(arena, most, sizeof *requests);
        if (measures == NULL || requests == NULL) {
            return tf_out_of_memory(diag_of(work));
        }
        work->targets[i] = (struct tf_spread_target){
            .index = i, .base = SIZE_MAX, .measures = measures, .requests = requests};
        for (size_t s = 0; s < each; s++) {
            if (!add_scope(work, &work->targets[i], measures, requests,
                           &work->scopes[i * each + s])) {
                return false;
            }
        }
    }
    return true;
}

/* --- drawing ---------------------------------------------------------------------------------- */

static void tell(void *context, uint64_t runs)
{
    struct fan_work *work = context;
    tf_progress_tell(&work->progress, runs);
}

static bool draw(struct fan_work *work)
{
    struct tf_sampling *sampling = &work->sampling;
    uint64_t draws = sampling->study.design.run_count, cases = sampling->study.case_count;
    work->spread = (struct tf_spread){.study = &sampling->study,
                                      .threads = sampling->threads,
                                      .bytes_most = TF_STORED_BYTES_MOST,
                                      .targets = work->targets,
                                      .target_count = cases,
                                      .progress = tell,
                                      .context = work};
    work->drawing = true;
    if (!tf_spread_init(&work->spread, diag_of(work))) {
        return false;
    }
    tf_progress_begin(&work->progress, sampling->session, draws * cases);
    bool good = tf_spread_draw(&work->spread, draws, diag_of(work));
    tf_progress_end(&work->progress, work->spread.draw_count * cases);
    if (good && work->spread.draw_count < draws) {
        return tf_fail(diag_of(work), TF_ENVIRONMENT, NULL,
                       "interrupted; a fan of part of the draws is not drawn");
    }
    return good;
}

/* --- the chart -------------------------------------------------------------------------------- */

static bool fill_panel(struct fan_work *work, const struct fan_scope *scope,
                       struct tf_chart_fan_panel *panel)
{
    struct tf_session *session = work->sampling.session;
    const struct tf_statistics *columns =
        work->targets[scope->index].statistics + scope->first_column;
    size_t years = year_count(work);
    double scale = work->id == TF_METRIC_INCOME_INDEX ? 100 : 1;
    double(*edges)[TF_CHART_FAN_EDGES] = tf_arena_alloc(&session->arena, years, sizeof *edges);
    double *reached = tf_arena_alloc(&session->arena, years, sizeof *reached);
    if (edges == NULL || reached == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t t = 0; t < years; t++) {
        for (size_t i = 0; i < TF_CHART_FAN_EDGES; i++) {
            edges[t][i] = columns[t].quantiles[i].value * scale;
        }
        reached[t] = isfinite(work->target) ? columns[years].shares[t].value : TF_ABSENT;
    }
    panel->edges = (const double(*)[TF_CHART_FAN_EDGES])edges;
    panel->reached = isfinite(work->target) ? reached : NULL;
    return true;
}

/* "Rural, Poorest fifth": what a metric is of, when it is not the nation; NULL without memory. */
static const char *members_of(const struct fan_work *work, const struct fan_scope *scope,
                              const struct tf_scenario *scenario, enum tf_language language)
{
    const struct tf_dimensions *dimensions = &scenario->dimensions;
    const char *names[] = {
        scope->region >= 0 ? dimensions->regions.names[scope->region] : NULL,
        scope->group >= 0 ? dimensions->groups.names[scope->group] : NULL,
        scope->source >= 0 ? tf_source_names[scope->source] : NULL,
    };
    const char *all = "";
    for (size_t i = 0; i < 3 && all != NULL; i++) {
        if (names[i] != NULL) {
            const char *join = all[0] != '\0' ? tf_phrase_text(TF_PHRASE_JOIN, language) : "";
            all = tf_arena_printf(&work->sampling.session->arena, "%s%s%s", all, join,
                                  tf_member_label(scenario, names[i], tf_language_code(language)));
        }
    }
    return all;
}

static bool name_panel(const struct fan_work *work, const struct fan_scope *scope,
                       enum tf_language language, struct tf_chart_fan_panel *panel)
{
    const struct tf_scenario *scenario = &work->sampling.study.cases[scope->index].scenario;
    const char *members = members_of(work, scope, scenario, language);
    bool many = work->sampling.study.case_count > 1;
    if (members == NULL) {
        return tf_out_of_memory(diag_of(work));
    }
    panel->scope.colour = scope->region >= 0 ? (size_t)scope->region : scope->index;
    panel->scope.scenario = many ? tf_scenario_title(scenario, tf_language_code(language)) : NULL;
    panel->scope.region = members[0] != '\0' ? members : NULL;
    return true;
}

/* What is shown, for a metric other than the index of income: its meaning, the unit. */
static const char *measure_of(const struct fan_work *work, enum tf_language language)
{
    struct tf_session *session = work->sampling.session;
    if (work->id == TF_METRIC_INCOME_INDEX) {
        return NULL;
    }
    const char *unit =
        tf_metric_unit(work->id, work->sampling.study.cases[0].scenario.currency, &session->arena);
    char buffer[TF_METRIC_NAME];
    const char *name = language == TF_LANGUAGE_EN ? work->metric->meaning
                                                  : tf_metric_name(work->id, work->point, buffer);
    size_t length = strcspn(name, ".;");
    enum tf_measured_in measure = work->metric->measure;
    bool said = unit == NULL || unit[0] == '\0' || measure == TF_IN_SHARE ||
                measure == TF_IN_RATE || measure == TF_IN_RATIO || measure == TF_IN_INDEX;
    return tf_arena_printf(&session->arena, "%.*s%s%s", (int)length, name, said ? "" : ", ",
                           said ? "" : unit);
}

static const char *sources_of(const struct fan_work *work)
{
    const struct tf_study *study = &work->sampling.study;
    struct tf_arena *arena = &work->sampling.session->arena;
    const struct tf_scenario **scenarios =
        tf_arena_alloc(arena, study->case_count, sizeof *scenarios);
    for (size_t i = 0; scenarios != NULL && i < study->case_count; i++) {
        scenarios[i] = &study->cases[i].scenario;
    }
    return scenarios != NULL ? tf_income_sources(scenarios, study->case_count, arena) : NULL;
}

static bool fill_chart(struct fan_work *work, struct tf_plotting *plotting)
{
    struct tf_arena *arena = &plotting->session->arena;
    struct tf_chart_fan *fan = tf_arena_alloc(arena, 1, sizeof *fan);
    struct tf_chart_fan_panel *panels = tf_arena_alloc(arena, work->scope_count, sizeof *panels);
    if (fan == NULL || panels == NULL) {
        return tf_out_of_memory(&plotting->session->diag);
    }
    size_t each = work->scope_count / work->sampling.study.case_count;
    bool in_percent = work->metric->measure == TF_IN_SHARE || work->metric->measure == TF_IN_RATE;
    *fan = (struct tf_chart_fan){.base_year = work->first_year,
                                 .horizon_year = work->last_year,
                                 .target = work->target,
                                 .measure = measure_of(work, plotting->language),
                                 .shares = in_percent,
                                 .draws = work->spread.draw_count,
                                 .panels = panels,
                                 .panel_count = work->scope_count,
                                 .columns =
                                     each > 1 && each <= 4 && work->scope_count > each ? each : 0,
                                 .sources = sources_of(work)};
    for (size_t i = 0; i < work->scope_count; i++) {
        panels[i] = (struct tf_chart_fan_panel){.edges = NULL};
        if (!name_panel(work, &work->scopes[i], plotting->language, &panels[i]) ||
            !fill_panel(work, &work->scopes[i], &panels[i])) {
            return false;
        }
    }
    plotting->chart = (struct tf_chart){.kind = TF_CHART_FAN, .fan = fan};
    return true;
}

/* --- the kind --------------------------------------------------------------------------------- */

static bool spares_scenarios(const struct fan_work *work)
{
    const struct tf_request *request = &work->sampling.session->request;
    bool spared = true;
    for (size_t i = 0; i < work->sampling.study.case_count; i++) {
        const struct tf_scenario *scenario = &work->sampling.study.cases[i].scenario;
        spared = spared && tf_target_spares(request->script, scenario, diag_of(work));
        for (size_t k = 0; spared && k < request->pictures.count; k++) {
            spared = tf_target_spares(request->pictures.items[k], scenario, diag_of(work));
        }
    }
    return spared;
}

static bool prepare(struct tf_plotting *plotting)
{
    struct tf_session *session = plotting->session;
    const struct tf_request *request = &session->request;
    struct tf_query query;
    struct fan_work *work = tf_arena_alloc(&session->arena, 1, sizeof *work);
    if (work == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    *work = (struct fan_work){.by_region = request->by != NULL, .opened = true};
    plotting->work = work;
    uint64_t draws = request->draws > 0 ? (uint64_t)request->draws : DRAWS_USUAL;
    return tf_sampling_open(&work->sampling, session, draws) && spares_scenarios(work) &&
           tf_sampling_is_uncertain(&work->sampling) && comparable(work) &&
           read_metric(work, &query) && make_scopes(work, &query) && make_targets(work) &&
           draw(work) && fill_chart(work, plotting);
}

static enum tf_status finish(struct tf_plotting *plotting)
{
    struct fan_work *work = plotting->work;
    tf_sampling_remark(&work->sampling, work->spread.counts, "draws");
    return TF_DONE;
}

static void release(struct tf_plotting *plotting)
{
    struct fan_work *work = plotting->work;
    if (work != NULL && work->drawing) {
        tf_spread_release(&work->spread);
    }
    if (work != NULL && work->opened) {
        tf_sampling_close(&work->sampling);
    }
}

static const struct tf_option_group *const options[] = {&tf_options_draws, &tf_plot_options_metric,
                                                        &tf_plot_options_by, NULL};

const struct tf_plot_kind tf_plot_fan = {
    .name = "fan",
    .meaning = "how income may develop, from many draws, and the chance of the target by year",
    .command = "sample",
    .options = options,
    .prepare = prepare,
    .finish = finish,
    .release = release,
};
