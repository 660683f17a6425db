#include "experiment/factor_study.h"

#include <inttypes.h>
#include <string.h>

/* One more than the greatest index. */
static uint32_t dimensions_of(const struct tf_study *study)
{
    const struct tf_case *item = &study->cases[0];
    uint32_t most = study->factor_dimensions;
    for (int shock = 0; shock < TF_SHOCK_COUNT; shock++) {
        if (item->shocks[shock]) {
            uint32_t last =
                tf_study_shock_dimension(study, item, (enum tf_shock)shock, item->plan.horizon)
                    .index;
            most = last + 1 > most ? last + 1 : most;
        }
    }
    return most;
}

bool tf_factor_study_init(struct tf_factor_study *factors, const struct tf_study *study,
                          size_t index, const struct tf_design *design, bool shocks,
                          struct tf_arena *arena, struct tf_diag *diag)
{
    *factors = (struct tf_factor_study){.study = *study, .item = study->cases[index], .threads = 1};
    struct tf_study *view = &factors->study;
    view->cases = &factors->item;
    view->case_count = 1;
    view->design = *design;
    for (size_t shock = 0; shock < TF_SHOCK_COUNT; shock++) {
        factors->item.shocks[shock] &= shocks;
    }
    struct tf_factors *one = &factors->item.factors;
    view->factor_dimensions = tf_factors_deal(&one, 1);
    view->design.dimension_count = dimensions_of(view);
    factors->spread = (struct tf_spread){.study = view, .bytes_most = SIZE_MAX};
    if (!tf_factor_groups_init(&factors->groups, &factors->item, arena, diag)) {
        return false;
    }
    view->design.group_count = (uint32_t)factors->groups.count;
    return tf_spread_init(&factors->spread, diag);
}

void tf_factor_study_release(struct tf_factor_study *factors)
{
    if (factors->spread.study != NULL) {
        tf_spread_release(&factors->spread);
    }
    tf_columns_release(&factors->inputs);
}

static size_t input_columns(const struct tf_factor_study *factors)
{
    return factors->keeps_inputs ? factors->groups.factor_count : 0;
}

bool tf_factor_study_fits(const struct tf_factor_study *factors, uint64_t run_count)
{
    size_t columns = factors->item.measure_count + input_columns(factors) + factors->columns_beside;
    return run_count <= SIZE_MAX / sizeof(double) &&
           tf_columns_bytes(columns, (size_t)run_count) <= TF_STORED_BYTES_MOST;
}

/* Copies the factors' values of a chunk: any thread, each chunk has its own runs. */
static bool keep_inputs(void *context, const struct tf_drawn_chunk *chunk, struct tf_diag *diag)
{
    const struct tf_factor_study *factors = context;
    (void)diag;
    for (size_t i = 0; i < factors->inputs.column_count; i++) {
        memcpy(factors->inputs.values[i] + chunk->first,
               tf_study_input(chunk->worker, factors->groups.items[i].factor),
               chunk->count * sizeof(double));
    }
    return true;
}

static void tell(void *context, uint64_t runs)
{
    const struct tf_factor_study *factors = context;
    if (factors->progress != NULL) {
        factors->progress(factors->context, runs);
    }
}

bool tf_factor_study_allows(const struct tf_factor_study *factors, uint64_t run_count,
                            struct tf_diag *diag)
{
    uint64_t most = tf_design_runs_most(factors->study.design.kind);
    if (run_count > most || !tf_factor_study_fits(factors, run_count)) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "%" PRIu64 " runs are more than %s; take a smaller -n", run_count,
                       run_count > most ? "the design has" : "can be kept in memory");
    }
    if (factors->study.design.dimension_count >
        tf_design_dimensions_most(factors->study.design.kind)) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "%" PRIu32 " things are uncertain (factors, and shocks in each year), and "
                       "the design has only %" PRIu32 " dimensions; hold some of them with --set",
                       factors->study.design.dimension_count,
                       tf_design_dimensions_most(factors->study.design.kind));
    }
    return true;
}

static bool make_room(struct tf_factor_study *factors, uint64_t run_count, struct tf_diag *diag)
{
    struct tf_columns *inputs = &factors->inputs;
    if (!tf_factor_study_allows(factors, run_count, diag)) {
        return false;
    }
    if (input_columns(factors) == 0) {
        return true;
    }
    return inputs->run_count > 0
               ? tf_columns_grow(inputs, (size_t)run_count, diag)
               : tf_columns_init(inputs, input_columns(factors), (size_t)run_count, diag);
}

bool tf_factor_study_run(struct tf_factor_study *factors, uint64_t run_count, struct tf_diag *diag)
{
    struct tf_spread *spread = &factors->spread;
    if (!make_room(factors, run_count, diag)) {
        return false;
    }
    factors->study.design.run_count = run_count;
    spread->threads = factors->threads;
    spread->pass_on = input_columns(factors) > 0 ? keep_inputs : NULL;
    spread->progress = tell;
    spread->context = factors;
    bool good = tf_spread_draw(spread, run_count, diag);
    factors->run_count = spread->draw_count;
    return good;
}

const double *tf_factor_study_values(const struct tf_factor_study *factors, size_t measure)
{
    return factors->spread.columns[0].values[measure];
}

const struct tf_run_counts *tf_factor_study_counts(const struct tf_factor_study *factors)
{
    return &factors->spread.counts[0];
}
