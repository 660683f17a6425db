/* plot_waterfall: what the change of income consists of, as `explain` finds it. */
#include <string.h>

#include "cli/plotting.h"
#include "output/explained_chart.h"

static enum tf_decomposition decomposition_of(const struct tf_request *request)
{
    const char *parts = request->parts;
    return parts == NULL                  ? TF_BY_INCOME_SOURCE
           : strcmp(parts, "region") == 0 ? TF_BY_REGION
           : strcmp(parts, "growth") == 0 ? TF_BY_GROWTH
                                          : TF_BY_INCOME_SOURCE;
}

static bool check_count(const struct tf_plotting *plotting)
{
    bool difference = plotting->session->request.difference;
    size_t count = plotting->session->request.operands.count, wanted = difference ? 2 : 1;
    return count == wanted || count == 0 ||
           tf_fail(&plotting->session->diag, TF_BAD_INPUT, NULL,
                   difference ? "--difference takes two scenarios, not %zu; name the one to start "
                                "from first"
                              : "a waterfall shows one scenario, not %zu; draw them apart, or two "
                                "with --difference",
                   count);
}

/* Two scenarios can be compared in one year, by the same regions and in the same money. */
static bool comparable(const struct tf_plotting *plotting)
{
    const struct tf_scenario *a = &plotting->projections.items[0].scenario;
    const struct tf_scenario *b = &plotting->projections.items[1].scenario;
    return (a->base_year == b->base_year && a->horizon == b->horizon &&
            tf_members_same(&a->dimensions.regions, &b->dimensions.regions) &&
            strcmp(a->currency, b->currency) == 0) ||
           tf_fail(&plotting->session->diag, TF_BAD_INPUT, NULL,
                   "`%s` and `%s` differ in base_year, horizon, regions or currency; give them the "
                   "same",
                   a->name, b->name);
}

static bool prepare(struct tf_plotting *plotting)
{
    struct tf_session *session = plotting->session;
    bool difference = session->request.difference;
    if (!check_count(plotting) || !tf_plot_projections(plotting)) {
        return false;
    }
    const struct tf_projection *first = &plotting->projections.items[0];
    const struct tf_projection *last = difference ? first + 1 : first;
    if (!first->feasible || !last->feasible || (difference && !comparable(plotting))) {
        return false;
    }
    struct tf_moment start = {first, difference ? first->plan.horizon : 0};
    struct tf_moment end = {last, last->plan.horizon};
    return tf_explained_chart(start, end, decomposition_of(&session->request), plotting->language,
                              &session->arena, &plotting->chart, &session->diag);
}

static const struct tf_option_group *const options[] = {&tf_plot_options_difference,
                                                        &tf_plot_options_parts, NULL};

const struct tf_plot_kind tf_plot_waterfall = {
    .name = "waterfall",
    .meaning = "what the change of income consists of, or the difference of two scenarios",
    .command = "explain",
    .options = options,
    .prepare = prepare,
    .finish = tf_plot_projections_finish,
    .release = tf_plot_projections_release,
};
