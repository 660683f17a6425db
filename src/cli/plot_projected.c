/* plot_projected: the kinds of charts that show projections as they are. */
#include "cli/plotting.h"
#include "output/projected.h"

static bool any_feasible(const struct tf_projections *projections)
{
    for (size_t i = 0; i < projections->count; i++) {
        if (projections->items[i].feasible) {
            return true;
        }
    }
    return false;
}

bool tf_plot_projections(struct tf_plotting *plotting)
{
    return tf_projections_load(plotting->session, &plotting->projections) &&
           any_feasible(&plotting->projections);
}

enum tf_status tf_plot_projections_finish(struct tf_plotting *plotting)
{
    return tf_projections_remark(plotting->session, &plotting->projections, true);
}

void tf_plot_projections_release(struct tf_plotting *plotting)
{
    tf_projections_release(&plotting->projections);
}

static bool prepare(struct tf_plotting *plotting, enum tf_chart_kind kind)
{
    struct tf_session *session = plotting->session;
    return tf_plot_projections(plotting) &&
           tf_projected_chart(plotting->projections.items, plotting->projections.count, kind,
                              session->request.by != NULL, plotting->language, &session->arena,
                              &plotting->chart, &session->diag);
}

static bool prepare_paths(struct tf_plotting *plotting)
{
    return prepare(plotting, TF_CHART_PATHS);
}

static bool prepare_groups(struct tf_plotting *plotting)
{
    return prepare(plotting, TF_CHART_GROUPS);
}

static bool prepare_sources(struct tf_plotting *plotting)
{
    return prepare(plotting, TF_CHART_SOURCES);
}

static bool prepare_incidence(struct tf_plotting *plotting)
{
    return prepare(plotting, TF_CHART_INCIDENCE);
}

static bool prepare_lorenz(struct tf_plotting *plotting)
{
    return prepare(plotting, TF_CHART_LORENZ);
}

static bool prepare_density(struct tf_plotting *plotting)
{
    return prepare(plotting, TF_CHART_DENSITY);
}

static const struct tf_option_group *const no_options[] = {NULL};
static const struct tf_option_group *const by_region[] = {&tf_plot_options_by, NULL};

const struct tf_plot_kind tf_plot_paths = {
    .name = "paths",
    .meaning = "an index of income by scenario against the target, with the year that reaches it",
    .command = "run",
    .options = by_region,
    .prepare = prepare_paths,
    .finish = tf_plot_projections_finish,
    .release = tf_plot_projections_release,
};
const struct tf_plot_kind tf_plot_groups = {
    .name = "groups",
    .meaning = "income of every group in the base year and at the horizon",
    .command = "run",
    .options = no_options,
    .prepare = prepare_groups,
    .finish = tf_plot_projections_finish,
    .release = tf_plot_projections_release,
};
const struct tf_plot_kind tf_plot_sources = {
    .name = "sources",
    .meaning = "what income consists of, in the base year and at the horizon",
    .command = "run",
    .options = by_region,
    .prepare = prepare_sources,
    .finish = tf_plot_projections_finish,
    .release = tf_plot_projections_release,
};
const struct tf_plot_kind tf_plot_incidence = {
    .name = "incidence",
    .meaning = "growth of income by percentile of the distribution",
    .command = "run",
    .options = by_region,
    .prepare = prepare_incidence,
    .finish = tf_plot_projections_finish,
    .release = tf_plot_projections_release,
};
const struct tf_plot_kind tf_plot_lorenz = {
    .name = "lorenz",
    .meaning = "Lorenz curves of base year and horizon, with the shares of each fifth of people",
    .command = "run",
    .options = no_options,
    .prepare = prepare_lorenz,
    .finish = tf_plot_projections_finish,
    .release = tf_plot_projections_release,
};
const struct tf_plot_kind tf_plot_density = {
    .name = "density",
    .meaning = "the distribution of people over income, and who has a middle income",
    .command = "run",
    .options = no_options,
    .prepare = prepare_density,
    .finish = tf_plot_projections_finish,
    .release = tf_plot_projections_release,
};
