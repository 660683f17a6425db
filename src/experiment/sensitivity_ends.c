/* One factor at a time as indices: `low` and `high` of each factor. */
#include <math.h>

#include "experiment/one_at_a_time.h"
#include "experiment/sensitivity_methods.h"

static struct tf_index end_index(const struct tf_one_at_a_time *ends, size_t factor, int end,
                                 size_t measure)
{
    const struct tf_end_run *run = &ends->factors[factor][end];
    return (struct tf_index){.kind = end == TF_END_LOW ? TF_INDEX_LOW : TF_INDEX_HIGH,
                             .factor = factor,
                             .factor2 = TF_NO_FACTOR,
                             .value = run->values[measure],
                             .low = run->factor,
                             .high = run->factor,
                             .n = 1};
}

/* The ends as indices; a problem only where no end has a value. */
static bool take_ends(struct tf_sensitivity *result, const struct tf_one_at_a_time *ends,
                      size_t measure)
{
    struct tf_indices *indices = &result->indices[measure];
    indices->items = tf_arena_alloc(&result->estimates, ends->factor_count * TF_END_COUNT,
                                    sizeof *indices->items);
    if (indices->items == NULL) {
        return false;
    }
    for (int end = 0; end < TF_END_COUNT; end++) {
        for (size_t factor = 0; factor < ends->factor_count; factor++) {
            struct tf_index item = end_index(ends, factor, end, measure);
            indices->items[indices->count++] = item;
            indices->n += isnan(item.value) ? 0 : 1;
            indices->left_out += isnan(item.value) ? 1 : 0;
        }
    }
    indices->problem = indices->n > 0 ? TF_INDICES_GOOD : TF_INDICES_TOO_FEW;
    result->central[measure] = ends->central.values[measure];
    return true;
}

static void count_end(struct tf_sensitivity *result, const struct tf_end_run *run,
                      size_t measure_count)
{
    result->counts.runs++;
    result->counts.reasons[run->failure.reason]++;
    result->counts.infeasible += run->failure.reason != TF_FEASIBLE;
    for (size_t i = 0; i < measure_count && run->failure.reason == TF_FEASIBLE; i++) {
        result->absent[i] += isnan(run->values[i]) ? 1 : 0;
    }
}

bool tf_analyse_ends(const struct tf_analysis *analysis)
{
    struct tf_sensitivity *result = analysis->result;
    const struct tf_case *item = tf_analysed(analysis);
    struct tf_one_at_a_time ends;
    if (!tf_one_at_a_time(&ends, item, &result->groups, &result->arena, analysis->diag)) {
        return false;
    }
    result->central = tf_arena_alloc(&result->arena, item->measure_count, sizeof *result->central);
    bool good = result->central != NULL;
    for (size_t i = 0; good && i < item->measure_count; i++) {
        good = take_ends(result, &ends, i);
    }
    count_end(result, &ends.central, item->measure_count);
    for (size_t factor = 0; factor < ends.factor_count; factor++) {
        for (int end = 0; end < TF_END_COUNT; end++) {
            count_end(result, &ends.factors[factor][end], item->measure_count);
        }
    }
    result->n = result->counts.runs;
    return good || tf_out_of_memory(analysis->diag);
}
