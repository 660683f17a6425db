/* Which measures a list of queries asks for. */
#include "base/num.h"
#include "engine/metrics.h"

/* Measures as they are gathered. */
struct gathering {
    const struct tf_plan *plan;
    bool at_horizon;
    struct tf_measure *measures; /* NULL while only counted */
    size_t count;
};

static void add_measure(struct gathering *into, struct tf_measure measure, size_t t)
{
    if (into->measures != NULL) {
        bool scalar = tf_metrics[measure.metric].when == TF_NO_YEARS;
        measure.year = scalar ? TF_NO_YEAR : into->plan->base_year + (int)t;
        measure.value = TF_ABSENT;
        into->measures[into->count] = measure;
    }
    into->count++;
}

/* The metric in one scope and year; of a curve one point, or TF_EACH. */
static void gather(struct gathering *into, struct tf_measure measure, size_t t)
{
    int points = tf_metric_points(measure.metric);
    if (measure.point != TF_EACH) {
        add_measure(into, measure, t);
        return;
    }
    for (measure.point = 1; measure.point <= points; measure.point++) {
        add_measure(into, measure, t);
    }
}

static unsigned scope_kind(int region, int group)
{
    return group != TF_ALL ? TF_SCOPE_CELL : region != TF_ALL ? TF_SCOPE_REGION : TF_SCOPE_NATION;
}

/* Every metric that the scope has in the year: the income family by source first. */
static void gather_scope(struct gathering *into, int region, int group, size_t t, bool scalars)
{
    unsigned kind = scope_kind(region, group);
    for (int source = TF_ALL; source < TF_SOURCE_COUNT && !scalars; source++) {
        for (int m = 0; m < TF_METRIC_COUNT; m++) {
            if (tf_metrics[m].split == TF_BY_SOURCE) {
                struct tf_measure measure = {(enum tf_metric_id)m, 0, region, group, source, 0, 0};
                gather(into, measure, t);
            }
        }
    }
    for (int m = 0; m < TF_METRIC_COUNT; m++) {
        const struct tf_metric *metric = &tf_metrics[m];
        bool due = (metric->when == TF_NO_YEARS) == scalars &&
                   !(metric->when == TF_FROM_FIRST_YEAR && t == 0);
        bool unasked = metric->split == TF_WHOLE || metric->split == TF_BY_FIFTH;
        if (due && unasked && (metric->scopes & kind) != 0) {
            int point = metric->split == TF_WHOLE ? 0 : TF_EACH;
            gather(into,
                   (struct tf_measure){(enum tf_metric_id)m, point, region, group, TF_ALL, 0, 0},
                   t);
        }
    }
}

static void gather_scopes(struct gathering *into, size_t t, bool scalars)
{
    int regions = (int)into->plan->region_count;
    int groups = (int)into->plan->group_count;
    for (int region = TF_ALL; region < regions; region++) {
        gather_scope(into, region, TF_ALL, t, scalars);
    }
    for (int region = 0; region < regions; region++) {
        for (int group = 0; group < groups; group++) {
            gather_scope(into, region, group, t, scalars);
        }
    }
}

static void gather_everything(struct gathering *into)
{
    for (size_t t = 0; t <= into->plan->horizon; t++) {
        gather_scopes(into, t, false);
    }
    gather_scopes(into, 0, true);
}

/* First and last index that a query's member stands for. */
static void member_range(int member, size_t count, int *first, int *last)
{
    *first = member == TF_EACH ? 0 : member;
    *last = member == TF_EACH ? (int)count - 1 : member;
}

static void gather_year(struct gathering *into, const struct tf_query *query, size_t t)
{
    const struct tf_plan *plan = into->plan;
    int regions[2], groups[2], sources[2];
    member_range(query->region, plan->region_count, &regions[0], &regions[1]);
    member_range(query->group, plan->group_count, &groups[0], &groups[1]);
    member_range(query->source, TF_SOURCE_COUNT, &sources[0], &sources[1]);
    for (int region = regions[0]; region <= regions[1]; region++) {
        for (int group = groups[0]; group <= groups[1]; group++) {
            for (int source = sources[0]; source <= sources[1]; source++) {
                gather(
                    into,
                    (struct tf_measure){query->metric, query->point, region, group, source, 0, 0},
                    t);
            }
        }
    }
}

static void gather_query(struct gathering *into, const struct tf_query *query)
{
    const struct tf_plan *plan = into->plan;
    enum tf_when when = tf_metrics[query->metric].when;
    size_t first = when == TF_FROM_FIRST_YEAR ? 1 : 0;
    size_t last = when == TF_NO_YEARS ? 0 : plan->horizon;
    if (query->year != TF_NO_YEAR) {
        first = last = (size_t)(query->year - plan->base_year);
    } else if (into->at_horizon) {
        first = last;
    }
    for (size_t t = first; t <= last; t++) {
        gather_year(into, query, t);
    }
}

static void gather_all(struct gathering *into, const struct tf_query *queries, size_t query_count)
{
    into->count = 0;
    if (query_count == 0) {
        gather_everything(into);
    }
    for (size_t i = 0; i < query_count; i++) {
        gather_query(into, &queries[i]);
    }
}

bool tf_measures_list(const struct tf_plan *plan, const struct tf_query *queries,
                      size_t query_count, bool at_horizon, struct tf_arena *arena,
                      struct tf_measure **measures, size_t *count, struct tf_diag *diag)
{
    struct gathering into = {plan, at_horizon, NULL, 0};
    gather_all(&into, queries, query_count);
    into.measures = tf_arena_alloc(arena, into.count, sizeof *into.measures);
    if (into.measures == NULL) {
        return tf_out_of_memory(diag);
    }
    gather_all(&into, queries, query_count);
    *measures = into.measures;
    *count = into.count;
    return true;
}
