#include "experiment/sensitivity.h"

#include "experiment/sensitivity_methods.h"

bool tf_sensitivity_needs_independence(enum tf_sensitivity_method method)
{
    return method == TF_SENSITIVITY_MORRIS || method == TF_SENSITIVITY_SOBOL;
}

static bool refuse_correlations(const struct tf_analysis *analysis)
{
    const struct tf_factors *factors = &tf_analysed(analysis)->factors;
    struct tf_place place = {.file = tf_analysed(analysis)->scenario.file};
    return tf_fail(analysis->diag, TF_BAD_INPUT, &place,
                   "%zu of its factors are correlated (%s, …), which the method takes to be "
                   "independent; use --method shapley or given, or --independent to leave the "
                   "correlations out",
                   factors->correlated_count, factors->items[factors->correlated[0]].address);
}

static bool check(const struct tf_analysis *analysis)
{
    const struct tf_factor_groups *groups = &analysis->result->groups;
    struct tf_place place = {.file = tf_analysed(analysis)->scenario.file};
    enum tf_sensitivity_method method = analysis->request->method;
    bool takes_shocks = tf_sensitivity_needs_independence(method);
    if (groups->count == 0 || (groups->factor_count == 0 && !takes_shocks)) {
        return tf_fail(analysis->diag, TF_BAD_INPUT, &place,
                       "%s; give a row a dist with low and high, as in "
                       "`gdp_growth,5%%,1/year,triangular,4%%,6%%`",
                       groups->count == 0 ? "no assumption in it is uncertain"
                                          : "nothing in it is uncertain but annual shocks, which "
                                            "are no factors of this method");
    }
    return !takes_shocks || tf_analysed(analysis)->factors.correlated_count == 0 ||
           refuse_correlations(analysis);
}

static bool make_room(const struct tf_analysis *analysis)
{
    struct tf_sensitivity *result = analysis->result;
    size_t count = tf_analysed(analysis)->measure_count;
    result->indices = tf_arena_alloc(&result->arena, count, sizeof *result->indices);
    result->absent = tf_arena_alloc(&result->arena, count, sizeof *result->absent);
    return (result->indices != NULL && result->absent != NULL &&
            tf_run_counts_init(&result->counts, tf_analysed(analysis), &result->arena)) ||
           tf_out_of_memory(analysis->diag);
}

bool tf_sensitivity_run(struct tf_sensitivity *result, const struct tf_study *study, size_t index,
                        const struct tf_sensitivity_request *request, struct tf_diag *diag)
{
    struct tf_analysis analysis = {request, study, index, result, diag};
    *result = (struct tf_sensitivity){.complete = true};
    tf_arena_init(&result->arena);
    tf_arena_init(&result->estimates);
    return tf_factor_groups_init(&result->groups, &study->cases[index], &result->arena, diag) &&
           check(&analysis) && make_room(&analysis) &&
           (request->method == TF_SENSITIVITY_OAT ? tf_analyse_ends(&analysis)
                                                  : tf_analyse_runs(&analysis));
}

void tf_sensitivity_release(struct tf_sensitivity *result)
{
    tf_arena_release(&result->estimates);
    tf_arena_release(&result->arena);
    *result = (struct tf_sensitivity){0};
}
