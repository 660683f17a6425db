#include <ctype.h>
#include <string.h>

#include "cli/plotting.h"

const struct tf_plot_kind *const tf_plot_kinds[] = {
    &tf_plot_paths,     &tf_plot_groups,  &tf_plot_fan,      &tf_plot_sources,
    &tf_plot_incidence, &tf_plot_lorenz,  &tf_plot_density,  &tf_plot_waterfall,
    &tf_plot_tornado,   &tf_plot_scatter, &tf_plot_sobol,    &tf_plot_heatmap,
    &tf_plot_frontier,  &tf_plot_box,     &tf_plot_backtest, NULL,
};

/* The same, for the option's choices: constants, as the table of options is. */
const char *const tf_plot_names[] = {
    "paths",   "groups",  "fan",   "sources", "incidence", "lorenz", "density",  "waterfall",
    "tornado", "scatter", "sobol", "heatmap", "frontier",  "box",    "backtest", NULL,
};

/* --- options that only some kinds take -------------------------------------------------------- */

static const char *const dimensions[] = {"region", NULL};
static const struct tf_option metric_options[] = {
    {"metric", 0, TF_OPTION_LIST, offsetof(struct tf_request, metric), "METRIC", NULL,
     "What is drawn in place of the kind's own metric (docs/charts.md has a table)."},
};
static const struct tf_option difference_options[] = {
    {"difference", 'd', TF_OPTION_FLAG, offsetof(struct tf_request, difference), NULL, NULL,
     "Takes two scenarios and draws what the second has more or less than the first, at the "
     "horizon."},
};
static const char *const decompositions[] = {"source", "region", "growth", NULL};
static const struct tf_option parts_options[] = {
    {"parts", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, parts), "PARTS", decompositions,
     "What a waterfall takes income apart into: source (default), region, or growth, which needs "
     "GDP: productivity, capital, labour, prices and the household share, in log points."},
};
static const struct tf_option by_options[] = {
    {"by", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, by), "DIMENSION", dimensions,
     "A small chart, or a line, for each member: region."},
};

static const struct tf_option vary_options[] = {
    {"vary", 0, TF_OPTION_LIST, offsetof(struct tf_request, vary), "ADDRESS=VALUES", NULL,
     "What varies, ADDRESS=FROM:TO:STEP or ADDRESS=V1,V2,… as in `sweep`."},
};
static const struct tf_option level_options[] = {
    {"level", 0, TF_OPTION_TEXT, offsetof(struct tf_request, level), "VALUE", NULL,
     "The value of the metric that counts as reached, in place of 2 for multiples of income."},
};
static const struct tf_option label_options[] = {
    {"label", 0, TF_OPTION_LIST, offsetof(struct tf_request, labels), "NAME=TEXT", NULL,
     "What the chart calls an assumption, a metric or a scenario: --label "
     "tfp_growth+=Productivity. "
     "May be repeated."},
};

static const char *const methods[] = {"sobol", "given", "shapley", NULL};
static const struct tf_option method_options[] = {
    {"method", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, method), "METHOD", methods,
     "sobol (default: shares alone and in all), given (alone, from random draws) or shapley, as in "
     "`sensitivity`."},
};
static const struct tf_option levels_options[] = {
    {"levels", 0, TF_OPTION_WHOLE, offsetof(struct tf_request, levels), "P", NULL,
     "Into how many levels a factor's range is divided, as in `sensitivity`."},
};
static const struct tf_option estimates_options[] = {
    {"bootstrap", 0, TF_OPTION_WHOLE, offsetof(struct tf_request, bootstrap), "R", NULL,
     "How many replicates intervals come from, as in `sensitivity`."},
    {"until", 0, TF_OPTION_TEXT, offsetof(struct tf_request, until), "WIDTH", NULL,
     "Doubles n until no interval is wider, as in `sensitivity`."},
    {"independent", 0, TF_OPTION_FLAG, offsetof(struct tf_request, independent), NULL, NULL,
     "Leaves the correlations of the scenario out, as in `sensitivity`."},
};

static const struct tf_option find_options[] = {
    {"find", 0, TF_OPTION_LIST, offsetof(struct tf_request, find), "ADDRESS=LOW:HIGH", NULL,
     "The assumption whose value is looked for at each --vary, as in `solve`."},
    {"minimise", 0, TF_OPTION_TEXT, offsetof(struct tf_request, minimise), "METRIC", NULL,
     "Makes a metric as small as the targets allow, as in `solve`."},
    {"maximise", 0, TF_OPTION_TEXT, offsetof(struct tf_request, maximise), "METRIC", NULL,
     "Makes a metric as large as the targets allow, as in `solve`."},
};
static const struct tf_option target_options[] = {
    {"target", 0, TF_OPTION_LIST, offsetof(struct tf_request, target), "METRIC=VALUE", NULL,
     "What shall be reached, as in `solve` and `discover`."},
};
static const struct tf_option met_options[] = {
    {"met", 0, TF_OPTION_FLAG, offsetof(struct tf_request, met), NULL, NULL,
     "The box in which the target is met, as in `discover`."},
};
static const struct tf_option bounds_options[] = {
    {"bounds", 0, TF_OPTION_WHOLE, offsetof(struct tf_request, bounds), "N", NULL,
     "At most N assumptions bound the box, as in `discover`."},
    {"columns", 0, TF_OPTION_LIST, offsetof(struct tf_request, columns), "LIST", NULL,
     "Only these assumptions may bound the box, as in `discover`."},
};
static const struct tf_option runs_options[] = {
    {"runs", 0, TF_OPTION_TEXT, offsetof(struct tf_request, runs), "FILE", NULL,
     "The draws that a table of boxes was found in, as `sample` wrote them; --target and --met say "
     "which of them the boxes are of."},
};
static const struct tf_option observed_options[] = {
    {"observed", 0, TF_OPTION_TEXT, offsetof(struct tf_request, observed), "FILE", NULL,
     "What was observed: a CSV of year,metric,region,group,source,value, or one that `run` wrote."},
};

#define GROUP(options)                            \
    {                                             \
        options, sizeof options / sizeof *options \
    }
const struct tf_option_group tf_plot_options_metric = GROUP(metric_options);
const struct tf_option_group tf_plot_options_difference = GROUP(difference_options);
const struct tf_option_group tf_plot_options_by = GROUP(by_options);
const struct tf_option_group tf_plot_options_parts = GROUP(parts_options);
const struct tf_option_group tf_plot_options_vary = GROUP(vary_options);
const struct tf_option_group tf_plot_options_level = GROUP(level_options);
const struct tf_option_group tf_plot_options_label = GROUP(label_options);
const struct tf_option_group tf_plot_options_method = GROUP(method_options);
const struct tf_option_group tf_plot_options_find = GROUP(find_options);
const struct tf_option_group tf_plot_options_target = GROUP(target_options);
const struct tf_option_group tf_plot_options_met = GROUP(met_options);
const struct tf_option_group tf_plot_options_bounds = GROUP(bounds_options);
const struct tf_option_group tf_plot_options_runs = GROUP(runs_options);
const struct tf_option_group tf_plot_options_observed = GROUP(observed_options);
const struct tf_option_group tf_plot_options_levels = GROUP(levels_options);
const struct tf_option_group tf_plot_options_estimates = GROUP(estimates_options);

/* --- help ------------------------------------------------------------------------------------- */

static void list_options(struct tf_buffer *out, const struct tf_plot_kind *kind)
{
    size_t count = 0;
    for (size_t g = 0; kind->options[g] != NULL; g++) {
        for (size_t i = 0; i < kind->options[g]->count; i++) {
            tf_buffer_printf(out, "%s--%s", count++ == 0 ? " Takes " : ", ",
                             kind->options[g]->options[i].name);
        }
    }
    tf_buffer_text(out, count > 0 ? "." : "");
}

bool tf_plot_word(size_t index, struct tf_arena *arena, struct tf_word *word)
{
    const struct tf_plot_kind *kind = tf_plot_kinds[index];
    struct tf_buffer out;
    if (kind == NULL) {
        return false;
    }
    tf_buffer_init(&out);
    tf_buffer_printf(&out, "%c%s; as `%s` computes it.", toupper((unsigned char)kind->meaning[0]),
                     kind->meaning + 1, kind->command);
    list_options(&out, kind);
    const char *meaning = out.failed ? NULL : tf_arena_strdup(arena, out.bytes);
    tf_buffer_release(&out);
    *word = (struct tf_word){kind->name, meaning != NULL ? meaning : kind->meaning};
    return true;
}

/* --- choosing --------------------------------------------------------------------------------- */

static bool takes(const struct tf_plot_kind *kind, const struct tf_option_group *group)
{
    for (size_t i = 0; kind->options[i] != NULL; i++) {
        if (kind->options[i] == group) {
            return true;
        }
    }
    return false;
}

static bool refuse(const struct tf_plot_kind *kind, const struct tf_option_group *group,
                   const struct tf_option *option, struct tf_session *session)
{
    struct tf_buffer who;
    size_t count = 0;
    tf_buffer_init(&who);
    for (size_t i = 0; tf_plot_kinds[i] != NULL; i++) {
        if (takes(tf_plot_kinds[i], group)) {
            tf_buffer_printf(&who, "%s%s", count++ > 0 ? ", " : "", tf_plot_kinds[i]->name);
        }
    }
    tf_fail(&session->diag, TF_BAD_INPUT, NULL,
            "a %s chart takes no `--%s`; leave it out, or draw one that does: %s", kind->name,
            option->name, who.bytes != NULL ? who.bytes : "");
    tf_buffer_release(&who);
    return false;
}

/* Whatever some kind takes, this one does too, or it was not given. */
static bool options_belong(const struct tf_plot_kind *kind, struct tf_session *session)
{
    for (size_t other = 0; tf_plot_kinds[other] != NULL; other++) {
        for (size_t g = 0; tf_plot_kinds[other]->options[g] != NULL; g++) {
            const struct tf_option_group *group = tf_plot_kinds[other]->options[g];
            for (size_t i = 0; !takes(kind, group) && i < group->count; i++) {
                if (tf_option_given(&group->options[i], &session->request)) {
                    return refuse(kind, group, &group->options[i], session);
                }
            }
        }
    }
    return true;
}

const struct tf_plot_kind *tf_plot_kind_named(const char *name)
{
    const struct tf_plot_kind *kind = tf_plot_kinds[0];
    for (size_t i = 0; name != NULL && tf_plot_kinds[i] != NULL; i++) {
        if (strcmp(tf_plot_kinds[i]->name, name) == 0) {
            kind = tf_plot_kinds[i];
        }
    }
    return kind;
}

const struct tf_plot_kind *tf_plot_kind_choose(struct tf_session *session)
{
    const struct tf_plot_kind *kind = tf_plot_kind_named(session->request.chart);
    return options_belong(kind, session) ? kind : NULL;
}
