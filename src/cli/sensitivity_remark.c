/* What happened in the runs of a sensitivity, for people. */
#include <inttypes.h>
#include <math.h>

#include "base/num.h"
#include "cli/sensitivity.h"

/* A share of the variance that Shapley effects may leave unexplained without a word. */
static const double UNEXPLAINED_MOST = 0.1;

/* What a remark is about. */
struct subject {
    const struct tf_session *session;
    const struct tf_case *item;
    const struct tf_sensitivity_request *request;
    const struct tf_sensitivity *result;
};

static bool is_quiet(const struct subject *about)
{
    return about->session->request.quiet;
}

/* What n counts, and so what is left out for want of a run. */
static const char *counted(const struct subject *about)
{
    static const char *const names[TF_SENSITIVITY_METHOD_COUNT] = {"ends", "effects", "base points",
                                                                   "draws", "draws"};
    return names[about->request->method];
}

static void remark_factors(const struct subject *about)
{
    const struct tf_factor_groups *groups = &about->result->groups;
    enum tf_sensitivity_method method = about->request->method;
    const char *name = about->item->scenario.name;
    bool shocks = groups->count > groups->factor_count;
    if (shocks && !tf_sensitivity_needs_independence(method)) {
        tf_print_note("%s: %s%s %s; morris and sobol have shocks as factors", name,
                      groups->items[groups->factor_count].name,
                      groups->count > groups->factor_count + 1 ? " and other annual shocks" : "",
                      method == TF_SENSITIVITY_GIVEN ? "is drawn, but no factor here"
                                                     : "is held at 0 in every run");
    }
    if (about->session->request.independent && about->item->scenario.correlation_count > 0) {
        tf_print_note("%s: the correlations of its factors are left out (--independent)", name);
    }
}

/* Shapley effects share all of the variance out, also what the neighbours' planes cannot explain.
 */
static void remark_unexplained(const struct subject *about, const char *metric, double share)
{
    char percent[TF_NUMBER_TEXT * 2];
    tf_number_rounded(100 * share, 0, false, percent);
    tf_print_note("%s: %s: all factors together leave %s%% of the variance unexplained, which is "
                  "spread evenly over them: draws are too few; take more with -n",
                  about->item->scenario.name, metric, percent);
}

/* One metric: what has no value, and what never changes. False when there are no indices. */
static bool remark_metric(const struct subject *about, size_t measure, const char *metric)
{
    const struct tf_indices *indices = &about->result->indices[measure];
    const char *name = about->item->scenario.name;
    uint64_t absent = about->result->absent[measure];
    bool nothing = indices->problem == TF_INDICES_TOO_FEW;
    bool ends = about->request->method == TF_SENSITIVITY_OAT;
    if (indices->left_out > 0 && !ends && (nothing || !is_quiet(about))) {
        tf_print_note("%s: %s: %" PRIu64 " of %" PRIu64 " %s are left out", name, metric,
                      indices->left_out, indices->left_out + indices->n, counted(about));
    }
    if (absent > 0 && (nothing || !is_quiet(about))) {
        tf_print_note("%s: %s has no value in %" PRIu64 " of %" PRIu64 " feasible runs", name,
                      metric, absent,
                      about->result->counts.runs - about->result->counts.infeasible);
    }
    if (nothing) {
        tf_print_note(
            "%s: %s: too few runs with a value to estimate anything; try another metric%s", name,
            metric, ends ? "" : ", or more runs with -n");
    }
    if (indices->problem == TF_INDICES_CONSTANT) {
        tf_print_note("%s: %s is the same in all runs: no factor moves it", name, metric);
    }
    if (indices->unexplained > UNEXPLAINED_MOST && !is_quiet(about)) {
        remark_unexplained(about, metric, indices->unexplained);
    }
    return indices->problem == TF_INDICES_GOOD;
}

static bool remark_width(const struct subject *about)
{
    double until = about->request->until, width = about->result->widest;
    char text[2 * TF_NUMBER_TEXT];
    bool reached = !(until > 0) || width <= until;
    if (until > 0 && (!reached || !is_quiet(about))) {
        tf_number_rounded(width < HUGE_VAL ? width : 0, 4, false, text);
        tf_print_note("%s: %" PRIu64 " %s: the widest interval is %s%s%s",
                      about->item->scenario.name, about->result->n, counted(about),
                      width < HUGE_VAL ? text : "not known", reached ? "" : "; --until asks for ",
                      reached ? "" : about->session->request.until);
    }
    return reached;
}

enum tf_status tf_sensitivity_remark(const struct tf_sampling *sampling, size_t index,
                                     const struct tf_sensitivity_request *request,
                                     const struct tf_sensitivity *result,
                                     const char *const *metrics)
{
    struct subject about = {sampling->session, &sampling->study.cases[index], request, result};
    bool good = true;
    if (!is_quiet(&about)) {
        remark_factors(&about);
    }
    for (size_t i = 0; i < about.item->measure_count; i++) {
        good = remark_metric(&about, i, metrics[i]) && good;
    }
    if (!result->complete && !is_quiet(&about)) {
        tf_print_note("%s: interrupted after %" PRIu64 " %s; these are their indices",
                      about.item->scenario.name, result->n, counted(&about));
    }
    good = remark_width(&about) && good;
    return good && result->complete ? TF_DONE : TF_NEGATIVE;
}
