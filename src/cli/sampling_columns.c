/* What is asked of a study as columns: metrics and what they are called, assumptions that vary. */
#include <stdint.h>
#include <string.h>

#include "cli/query.h"
#include "cli/sampling.h"
#include "experiment/point_statistic.h"

static bool same_measure(const struct tf_measure *a, const struct tf_measure *b)
{
    return a->metric == b->metric && a->point == b->point && a->region == b->region &&
           a->group == b->group && a->source == b->source && a->year == b->year;
}

size_t tf_measure_add(struct tf_sampling *sampling, size_t index, const struct tf_measure *measure)
{
    struct tf_case *item = &sampling->study.cases[index];
    struct tf_arena *arena = &sampling->session->arena;
    for (size_t i = 0; i < item->measure_count; i++) {
        if (same_measure(&item->measures[i], measure)) {
            return i;
        }
    }
    size_t count = item->measure_count;
    if ((count & (count + 1)) == 0) { /* 0, 1, 3, 7 …: full, twice the room */
        struct tf_measure *more = tf_arena_alloc(arena, 2 * count + 1, sizeof *more);
        if (more == NULL) {
            tf_out_of_memory(&sampling->session->diag);
            return SIZE_MAX;
        }
        if (count > 0) {
            memcpy(more, item->measures, count * sizeof *more);
        }
        item->measures = more;
    }
    item->measures[count] = *measure;
    return item->measure_count++;
}

/* `income.rural.q1.wage@2030:p50` */
static char *column_name(const struct tf_scenario *scenario, const struct tf_measure *measure,
                         bool dated, const char *statistic, struct tf_arena *arena)
{
    const struct tf_dimensions *dimensions = &scenario->dimensions;
    char buffer[TF_METRIC_NAME];
    struct tf_buffer out;
    tf_buffer_init(&out);
    tf_buffer_text(&out, tf_metric_name(measure->metric, measure->point, buffer));
    if (measure->region >= 0) {
        tf_buffer_printf(&out, ".%s", dimensions->regions.names[measure->region]);
    }
    if (measure->group >= 0) {
        tf_buffer_printf(&out, ".%s", dimensions->groups.names[measure->group]);
    }
    if (measure->source >= 0) {
        tf_buffer_printf(&out, ".%s", tf_source_names[measure->source]);
    }
    if (dated && measure->year != TF_NO_YEAR) {
        tf_buffer_printf(&out, "@%d", measure->year);
    }
    if (statistic != NULL) {
        tf_buffer_printf(&out, ":%s", statistic);
    }
    char *name = out.failed ? NULL : tf_arena_strdup(arena, out.bytes);
    tf_buffer_release(&out);
    return name;
}

static size_t *no_places(size_t count, struct tf_arena *arena)
{
    size_t *places = tf_arena_alloc(arena, count, sizeof *places);
    for (size_t i = 0; places != NULL && i < count; i++) {
        places[i] = SIZE_MAX;
    }
    return places;
}

/* Room for one more item in an array of the arena's; false without memory. */
static bool make_room(void *items, size_t *capacity, size_t count, size_t size,
                      struct tf_arena *arena)
{
    void **array = items;
    if (count < *capacity) {
        return true;
    }
    size_t room = *capacity > 0 ? 2 * *capacity : 16;
    void *more = tf_arena_alloc(arena, room, size);
    if (more != NULL && count > 0) {
        memcpy(more, *array, count * size);
    }
    *array = more != NULL ? more : *array;
    *capacity = more != NULL ? room : *capacity;
    return more != NULL;
}

static struct tf_metric_column *metric_column(struct tf_metric_columns *columns, const char *name,
                                              size_t case_count, struct tf_arena *arena)
{
    for (size_t i = 0; i < columns->count; i++) {
        if (strcmp(columns->items[i].name, name) == 0) {
            return &columns->items[i];
        }
    }
    if (!make_room(&columns->items, &columns->capacity, columns->count, sizeof *columns->items,
                   arena)) {
        return NULL;
    }
    struct tf_metric_column *column = &columns->items[columns->count];
    *column = (struct tf_metric_column){.name = name, .measures = no_places(case_count, arena)};
    columns->count += column->measures != NULL;
    return column->measures != NULL ? column : NULL;
}

static bool add_measure(struct tf_metric_columns *columns, struct tf_sampling *sampling,
                        size_t index, const struct tf_measure *measure, const char *name,
                        const char *statistic)
{
    struct tf_arena *arena = &sampling->session->arena;
    size_t at = tf_measure_add(sampling, index, measure);
    struct tf_metric_column *column =
        name == NULL || at == SIZE_MAX
            ? NULL
            : metric_column(columns, name, sampling->study.case_count, arena);
    if (column == NULL) {
        return at == SIZE_MAX ? false : tf_out_of_memory(&sampling->session->diag);
    }
    column->statistic = statistic;
    column->measures[index] = at;
    return true;
}

static bool same_scope(const struct tf_measure *a, const struct tf_measure *b)
{
    return a->point == b->point && a->region == b->region && a->group == b->group &&
           a->source == b->source;
}

/* Adds measure i and the later years of the same scope: a scope's years stand together. */
static bool add_scope(struct tf_metric_columns *columns, struct tf_sampling *sampling, size_t index,
                      const struct tf_query *query, const struct tf_measure *measures, size_t i,
                      size_t count, bool dated)
{
    const struct tf_scenario *scenario = &sampling->study.cases[index].scenario;
    for (size_t k = i; k < count; k++) {
        if (!same_scope(&measures[i], &measures[k])) {
            continue;
        }
        char *name =
            column_name(scenario, &measures[k], dated, query->statistic, &sampling->session->arena);
        if (!add_measure(columns, sampling, index, &measures[k], name, query->statistic)) {
            return false;
        }
    }
    return true;
}

static bool add_query(struct tf_metric_columns *columns, struct tf_sampling *sampling, size_t index,
                      const struct tf_query *query, const struct tf_metric_style *style)
{
    struct tf_session *session = sampling->session;
    const struct tf_case *item = &sampling->study.cases[index];
    struct tf_measure *measures;
    size_t count;
    if (!tf_measures_list(&item->plan, query, 1, style->at_horizon, &session->arena, &measures,
                          &count, &session->diag)) {
        return false;
    }
    /* The scopes come year by year: each is met first in the first year. */
    for (size_t i = 0; i < count && measures[i].year == measures[0].year; i++) {
        if (!add_scope(columns, sampling, index, query, measures, i, count,
                       style->dated || query->year != TF_NO_YEAR)) {
            return false;
        }
    }
    return true;
}

bool tf_metric_columns_add(struct tf_metric_columns *columns, struct tf_sampling *sampling,
                           const struct tf_texts *lists, const struct tf_metric_style *style)
{
    struct tf_session *session = sampling->session;
    for (size_t index = 0; index < sampling->study.case_count; index++) {
        struct tf_query *queries;
        size_t count;
        if (!tf_queries_parse_drawn(lists, &sampling->study.cases[index].scenario,
                                    style->no_statistics, &session->arena, &queries, &count,
                                    &session->diag)) {
            return false;
        }
        for (size_t i = 0; i < count; i++) {
            if (!add_query(columns, sampling, index, &queries[i], style)) {
                return false;
            }
        }
    }
    return true;
}

static bool add_doubling(struct tf_metric_columns *columns, struct tf_sampling *sampling,
                         size_t index, struct tf_measure measure)
{
    size_t before = columns->count;
    measure.metric = TF_METRIC_DOUBLING_YEAR;
    measure.year = TF_NO_YEAR;
    char *name = column_name(&sampling->study.cases[index].scenario, &measure, false, NULL,
                             &sampling->session->arena);
    if (!add_measure(columns, sampling, index, &measure, name, NULL)) {
        return false;
    }
    if (columns->count > before) {
        columns->items[before].auxiliary = true;
    }
    return true;
}

bool tf_doubling_columns_add(struct tf_metric_columns *columns, struct tf_sampling *sampling)
{
    size_t asked = columns->count;
    for (size_t i = 0; i < asked; i++) {
        for (size_t index = 0; index < sampling->study.case_count; index++) {
            size_t at = columns->items[i].measures[index];
            const struct tf_case *item = &sampling->study.cases[index];
            if (at != SIZE_MAX && tf_metric_has_target(item->measures[at].metric) &&
                !add_doubling(columns, sampling, index, item->measures[at])) {
                return false;
            }
        }
    }
    return true;
}

/* `set.ADDRESS`; a second row of the same address (two shifts) is `set.ADDRESS#2`. */
static char *input_name(const struct tf_sampling *sampling, const struct tf_case *item,
                        size_t input)
{
    const struct tf_scenario *scenario = &item->scenario;
    const struct tf_address *address = &scenario->rows[item->inputs[input]].address;
    struct tf_arena *arena = &sampling->session->arena;
    size_t number = 1;
    for (size_t i = 0; i < input; i++) {
        number += tf_address_compare(&scenario->rows[item->inputs[i]].address, address) == 0;
    }
    char *text = tf_address_format(address, &scenario->dimensions, arena);
    return text == NULL  ? NULL
           : number == 1 ? tf_arena_printf(arena, "set.%s", text)
                         : tf_arena_printf(arena, "set.%s#%zu", text, number);
}

static struct tf_input_column *input_column(struct tf_input_columns *columns, const char *name,
                                            size_t case_count, struct tf_arena *arena)
{
    for (size_t i = 0; i < columns->count; i++) {
        if (strcmp(columns->items[i].name, name) == 0) {
            return &columns->items[i];
        }
    }
    if (!make_room(&columns->items, &columns->capacity, columns->count, sizeof *columns->items,
                   arena)) {
        return NULL;
    }
    struct tf_input_column *column = &columns->items[columns->count];
    *column = (struct tf_input_column){.name = name, .inputs = no_places(case_count, arena)};
    columns->count += column->inputs != NULL;
    return column->inputs != NULL ? column : NULL;
}

bool tf_input_columns_make(struct tf_input_columns *columns, struct tf_sampling *sampling,
                           bool axes_only)
{
    struct tf_arena *arena = &sampling->session->arena;
    for (size_t index = 0; index < sampling->study.case_count; index++) {
        const struct tf_case *item = &sampling->study.cases[index];
        size_t count = axes_only ? sampling->axis_count : item->input_count;
        for (size_t input = 0; input < count; input++) {
            char *name = input_name(sampling, item, input);
            struct tf_input_column *column =
                name == NULL ? NULL
                             : input_column(columns, name, sampling->study.case_count, arena);
            if (column == NULL) {
                return tf_out_of_memory(&sampling->session->diag);
            }
            column->inputs[index] = input;
        }
    }
    return true;
}
