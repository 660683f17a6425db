#include "experiment/one_at_a_time.h"

#include "base/num.h"
#include "engine/evaluate.h"

/* Runs: 0 is the central one, then two a factor. */
struct table {
    double **inputs; /* [input][run] */
    double **values; /* [measure][run] */
    struct tf_failure *failures;
    uint8_t *clipped;
    size_t run_count;
};

static size_t run_of(size_t factor, enum tf_end end)
{
    return 1 + factor * TF_END_COUNT + (size_t)end;
}

static size_t whole_blocks(size_t count)
{
    return (count + TF_RUN_BLOCK - 1) / TF_RUN_BLOCK * TF_RUN_BLOCK;
}

static double **make_columns(size_t count, size_t run_count, struct tf_arena *arena)
{
    double **columns = tf_arena_alloc(arena, count, sizeof *columns);
    for (size_t i = 0; columns != NULL && i < count; i++) {
        columns[i] = tf_arena_alloc_aligned(arena, whole_blocks(run_count), sizeof **columns);
        if (columns[i] == NULL) {
            return NULL;
        }
    }
    return columns;
}

static bool make_table(struct table *table, const struct tf_case *item, struct tf_arena *arena)
{
    size_t room = whole_blocks(table->run_count);
    table->inputs = make_columns(item->input_count, table->run_count, arena);
    table->values = make_columns(item->measure_count, table->run_count, arena);
    table->failures = tf_arena_alloc(arena, room, sizeof *table->failures);
    table->clipped = tf_arena_alloc(arena, room, sizeof *table->clipped);
    return table->inputs != NULL && table->values != NULL && table->failures != NULL &&
           table->clipped != NULL;
}

static double end_of(const struct tf_factor *factor, const struct tf_row *row, enum tf_end end)
{
    double value = end == TF_END_LOW ? row->distribution.low : row->distribution.high;
    value = value < factor->low ? factor->low : value;
    return value > factor->high ? factor->high : value;
}

/* The inputs of a case are its factors' rows, in their order: a study without axes. */
static void fill_inputs(struct table *table, const struct tf_case *item,
                        const struct tf_factor_groups *groups)
{
    for (size_t i = 0; i < item->factors.count; i++) {
        const struct tf_factor *factor = &item->factors.items[i];
        const struct tf_row *row = &item->scenario.rows[factor->row];
        for (size_t run = 0; run < whole_blocks(table->run_count); run++) {
            table->inputs[i][run] = row->value;
        }
        for (size_t group = 0; group < groups->factor_count; group++) {
            for (int end = 0; end < TF_END_COUNT; end++) {
                if (tf_factor_group_has(&groups->items[group], factor)) {
                    table->inputs[i][run_of(group, (enum tf_end)end)] =
                        end_of(factor, row, (enum tf_end)end);
                }
            }
        }
    }
}

static bool evaluate(const struct table *table, const struct tf_case *item, struct tf_arena *arena,
                     struct tf_diag *diag)
{
    struct tf_evaluator *evaluator =
        tf_evaluator_new(&item->plan, item->inputs, item->input_count, item->measures,
                         item->measure_count, arena, diag);
    if (evaluator == NULL) {
        return false;
    }
    struct tf_inputs inputs = {.rows = (const double *const *)table->inputs};
    struct tf_outputs outputs = {
        .values = table->values, .failures = table->failures, .clipped = table->clipped};
    tf_evaluate(evaluator, &inputs, table->run_count, &outputs);
    return true;
}

static bool take_run(struct tf_end_run *to, const struct table *table, const struct tf_case *item,
                     size_t run, double factor, struct tf_arena *arena)
{
    *to = (struct tf_end_run){.factor = factor, .failure = table->failures[run]};
    to->values = tf_arena_alloc(arena, item->measure_count, sizeof *to->values);
    for (size_t i = 0; to->values != NULL && i < item->measure_count; i++) {
        to->values[i] = table->values[i][run];
    }
    return to->values != NULL;
}

static bool take_runs(struct tf_one_at_a_time *result, const struct table *table,
                      const struct tf_case *item, const struct tf_factor_groups *groups,
                      struct tf_arena *arena)
{
    bool good = take_run(&result->central, table, item, 0, TF_ABSENT, arena);
    for (size_t group = 0; good && group < groups->factor_count; group++) {
        for (int end = 0; good && end < TF_END_COUNT; end++) {
            size_t run = run_of(group, (enum tf_end)end);
            good = take_run(&result->factors[group][end], table, item, run,
                            table->inputs[groups->items[group].factor][run], arena);
        }
    }
    return good;
}

bool tf_one_at_a_time(struct tf_one_at_a_time *result, const struct tf_case *item,
                      const struct tf_factor_groups *groups, struct tf_arena *arena,
                      struct tf_diag *diag)
{
    struct table table = {.run_count = 1 + groups->factor_count * TF_END_COUNT};
    *result = (struct tf_one_at_a_time){.factor_count = groups->factor_count};
    result->factors = tf_arena_alloc(arena, groups->factor_count, sizeof *result->factors);
    if (result->factors == NULL || !make_table(&table, item, arena)) {
        return tf_out_of_memory(diag);
    }
    fill_inputs(&table, item, groups);
    return evaluate(&table, item, arena, diag) &&
           (take_runs(result, &table, item, groups, arena) || tf_out_of_memory(diag));
}
