#include "cli/summary_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "cli/sampling.h"
#include "experiment/point_statistic.h"

static const char usual_quantiles[] = "5,10,25,50,75,90,95";

static bool parse_quantile(const char *text, size_t length, double *probability,
                           struct tf_diag *diag)
{
    struct tf_number number;
    const char *digits = length > 0 && *text == 'p' ? text + 1 : text;
    size_t count = length - (size_t)(digits - text);
    if (tf_number_parse(digits, count, '.', true, &number) != TF_NUMBER_OK || number.percent ||
        !(number.value >= 0 && number.value <= 1)) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "`--quantiles` takes numbers from 0 to 100 separated by commas, as in "
                       "1,99.5, not `%.*s`",
                       (int)length, text);
    }
    *probability = number.value;
    return true;
}

static size_t count_items(const char *list)
{
    size_t count = 1;
    for (; *list != '\0'; list++) {
        count += *list == ',';
    }
    return count;
}

static bool add_quantiles(struct tf_summary_table *table, const char *list)
{
    for (const char *at = list;;) {
        size_t length = strcspn(at, ",");
        double *quantile = &table->quantiles[table->quantile_count++];
        if (!parse_quantile(at, length, quantile, &table->session->diag)) {
            return false;
        }
        if (at[length] == '\0') {
            return true;
        }
        at += length + 1;
    }
}

static int compare_numbers(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static bool gather_quantiles(struct tf_summary_table *table)
{
    const struct tf_texts *lists = &table->session->request.quantiles;
    size_t most = count_items(usual_quantiles), count = 0;
    for (size_t i = 0; i < lists->count; i++) {
        most += count_items(lists->items[i]);
    }
    table->quantiles = tf_arena_alloc(&table->session->arena, most, sizeof *table->quantiles);
    if (table->quantiles == NULL) {
        return tf_out_of_memory(&table->session->diag);
    }
    bool good = add_quantiles(table, usual_quantiles);
    for (size_t i = 0; i < lists->count; i++) {
        good = good && add_quantiles(table, lists->items[i]);
    }
    qsort(table->quantiles, table->quantile_count, sizeof *table->quantiles, compare_numbers);
    for (size_t i = 0; i < table->quantile_count; i++) {
        if (count == 0 || table->quantiles[i] > table->quantiles[count - 1]) {
            table->quantiles[count++] = table->quantiles[i];
        }
    }
    table->quantile_count = count;
    return good;
}

bool tf_summary_table_init(struct tf_summary_table *table, struct tf_session *session,
                           size_t scenario_count)
{
    *table = (struct tf_summary_table){.session = session, .scenario_count = scenario_count};
    table->scenarios = tf_arena_alloc(&session->arena, scenario_count, sizeof *table->scenarios);
    if (table->scenarios == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    return gather_quantiles(table);
}

static bool same_scope(const struct tf_summary_column *a, const struct tf_summary_column *b)
{
    return tf_text_equal(a->region, b->region) && tf_text_equal(a->group, b->group);
}

static bool same_column(const struct tf_summary_column *a, const struct tf_summary_column *b)
{
    return a->id == b->id && a->year == b->year && same_scope(a, b) &&
           tf_text_equal(a->source, b->source) && strcmp(a->metric, b->metric) == 0;
}

static size_t find_column(const struct tf_summary_scenario *scenario,
                          const struct tf_summary_column *column)
{
    size_t at = 0;
    while (at < scenario->count && !same_column(&scenario->columns[at], column)) {
        at++;
    }
    return at < scenario->count ? at : SIZE_MAX;
}

struct tf_summary_column *tf_summary_column_add(struct tf_summary_table *table, size_t scenario,
                                                const struct tf_summary_column *column)
{
    struct tf_summary_scenario *to = &table->scenarios[scenario];
    size_t at = find_column(to, column);
    if (at != SIZE_MAX) {
        to->columns[at].asked |= column->asked;
        return &to->columns[at];
    }
    if (to->count == to->capacity) {
        size_t room = to->capacity > 0 ? 2 * to->capacity : 32;
        struct tf_summary_column *more = tf_arena_alloc(&table->session->arena, room, sizeof *more);
        if (more == NULL) {
            tf_out_of_memory(&table->session->diag);
            return NULL;
        }
        if (to->count > 0) {
            memcpy(more, to->columns, to->count * sizeof *more);
        }
        to->columns = more;
        to->capacity = room;
    }
    to->columns[to->count] = *column;
    to->columns[to->count].doubling = SIZE_MAX;
    return &to->columns[to->count++];
}

static void find_doubling(struct tf_summary_scenario *scenario)
{
    for (size_t i = 0; i < scenario->count; i++) {
        struct tf_summary_column *column = &scenario->columns[i];
        for (size_t j = 0; column->asked && tf_metric_has_target(column->id) && j < scenario->count;
             j++) {
            if (scenario->columns[j].id == TF_METRIC_DOUBLING_YEAR &&
                same_scope(&scenario->columns[j], column)) {
                column->doubling = j;
            }
        }
    }
}

/* The shares of a doubling year: reached by the year of each column that asks for it. */
static bool make_shares(struct tf_summary_scenario *scenario, size_t doubling,
                        struct tf_column_request *request, struct tf_arena *arena)
{
    struct tf_share *shares = tf_arena_alloc(arena, scenario->count, sizeof *shares);
    if (shares == NULL) {
        return false;
    }
    request->shares = shares;
    for (size_t i = 0; i < scenario->count; i++) {
        struct tf_summary_column *column = &scenario->columns[i];
        if (column->doubling == doubling) {
            column->share = request->share_count;
            shares[request->share_count++] = tf_share_reached_by(
                column->year == TF_NO_YEAR ? scenario->last_year : column->year);
        }
    }
    return true;
}

static bool make_plain(struct tf_summary_table *table, size_t index,
                       struct tf_spread_target *target)
{
    struct tf_arena *arena = &table->session->arena;
    struct tf_summary_scenario *scenario = &table->scenarios[index];
    size_t *measures = tf_arena_alloc(arena, scenario->count, sizeof *measures);
    struct tf_column_request *requests = tf_arena_alloc(arena, scenario->count, sizeof *requests);
    if (measures == NULL || requests == NULL) {
        return false;
    }
    for (size_t i = 0; i < scenario->count; i++) {
        const struct tf_summary_column *column = &scenario->columns[i];
        bool doubling = column->id == TF_METRIC_DOUBLING_YEAR;
        measures[i] = column->measure;
        requests[i] =
            (struct tf_column_request){.quantiles = table->quantiles,
                                       .quantile_count = column->asked ? table->quantile_count : 0,
                                       .absent_last = doubling};
        if (doubling && !make_shares(scenario, i, &requests[i], arena)) {
            return false;
        }
    }
    *target = (struct tf_spread_target){.index = index,
                                        .base = SIZE_MAX,
                                        .measures = measures,
                                        .requests = requests,
                                        .column_count = scenario->count};
    return true;
}

/* The column of the base that a column is compared with; SIZE_MAX: none. */
static size_t compared_with(const struct tf_summary_table *table, size_t index, size_t column)
{
    const struct tf_summary_column *own = &table->scenarios[index].columns[column];
    if (!own->asked || own->id == TF_METRIC_DOUBLING_YEAR) {
        return SIZE_MAX;
    }
    size_t at = find_column(&table->scenarios[0], own);
    return at != SIZE_MAX && table->scenarios[0].columns[at].asked ? at : SIZE_MAX;
}

static bool make_difference(struct tf_summary_table *table, size_t index,
                            struct tf_spread_target *target)
{
    static const struct tf_share above = {TF_ABOVE, 0};
    struct tf_arena *arena = &table->session->arena;
    const struct tf_summary_scenario *scenario = &table->scenarios[index];
    size_t *measures = tf_arena_alloc(arena, scenario->count, sizeof *measures);
    size_t *bases = tf_arena_alloc(arena, scenario->count, sizeof *bases);
    struct tf_column_request *requests = tf_arena_alloc(arena, scenario->count, sizeof *requests);
    if (measures == NULL || bases == NULL || requests == NULL) {
        return false;
    }
    *target = (struct tf_spread_target){.index = index,
                                        .base = 0,
                                        .measures = measures,
                                        .base_measures = bases,
                                        .requests = requests};
    for (size_t i = 0; i < scenario->count; i++) {
        size_t base = compared_with(table, index, i);
        if (base != SIZE_MAX) {
            size_t at = target->column_count++;
            measures[at] = scenario->columns[i].measure;
            bases[at] = table->scenarios[0].columns[base].measure;
            requests[at] = (struct tf_column_request){table->quantiles, table->quantile_count,
                                                      &above, 1, false};
        }
    }
    return true;
}

bool tf_summary_table_targets(struct tf_summary_table *table, bool compare)
{
    size_t count = table->scenario_count;
    size_t differences = compare && count > 0 ? count - 1 : 0;
    table->targets =
        tf_arena_alloc(&table->session->arena, count + differences, sizeof *table->targets);
    bool good = table->targets != NULL;
    for (size_t i = 0; i < count && good; i++) {
        find_doubling(&table->scenarios[i]);
        good = make_plain(table, i, &table->targets[table->target_count++]);
    }
    for (size_t i = 0; i < differences && good; i++) {
        good = make_difference(table, i + 1, &table->targets[table->target_count++]);
    }
    return good || tf_out_of_memory(&table->session->diag);
}
