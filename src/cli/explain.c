#include <string.h>

#include "cli/load.h"
#include "output/explained.h"

static const struct tf_option own_options[] = {
    {"difference", 'd', TF_OPTION_FLAG, offsetof(struct tf_request, difference), NULL, NULL,
     "Takes two scenarios and explains, year by year, what the second has more or less than the "
     "first."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {&own,
                                                        &tf_options_set,
                                                        &tf_options_result,
                                                        &tf_options_language,
                                                        &tf_options_work,
                                                        &tf_options_quiet,
                                                        &tf_options_general,
                                                        NULL};

static const struct tf_example examples[] = {
    {"twofold explain params/china-2025-doubling-plan.csv",
     "What the change from base year to horizon consists of: sources, regions, growth of GDP and "
     "the household share."},
    {"twofold explain --difference params/china-2025-baseline.csv "
     "params/china-2025-doubling-plan.csv",
     "What the plan adds to the baseline, and from where."},
    {"twofold explain --format csv -o parts.csv params/china-2025-baseline.csv",
     "Every part in every year, for another program."},
    {NULL, NULL},
};

/* The explanations of one command line. */
struct explaining {
    struct tf_session *session;
    const struct tf_projections *projections;
    struct tf_explanation *items;
    size_t count;
};

static bool explain(struct explaining *work, const char *name, const char *title,
                    struct tf_moment start, struct tf_moment end)
{
    struct tf_explanation *item = &work->items[work->count++];
    struct tf_explained *rows =
        tf_arena_alloc(&work->session->arena, tf_explained_most(end.projection), sizeof *rows);
    if (rows == NULL) {
        return tf_out_of_memory(&work->session->diag);
    }
    *item = (struct tf_explanation){name, title, start, end, rows, tf_explain(start, end, rows)};
    return true;
}

/* The years explained: every one for programs, the horizon alone for people. */
static size_t first_year(const struct explaining *work, const struct tf_projection *projection,
                         size_t first)
{
    enum tf_format format = tf_session_format(work->session);
    bool every = format == TF_FORMAT_CSV || format == TF_FORMAT_JSON;
    return every ? first : projection->plan.horizon;
}

static bool explain_changes(struct explaining *work)
{
    const char *language = tf_language_code(tf_session_language(work->session));
    for (size_t i = 0; i < work->projections->count; i++) {
        const struct tf_projection *p = &work->projections->items[i];
        for (size_t t = first_year(work, p, 1); p->feasible && t <= p->plan.horizon; t++) {
            if (!explain(work, p->scenario.name, tf_scenario_title(&p->scenario, language),
                         (struct tf_moment){p, 0}, (struct tf_moment){p, t})) {
                return false;
            }
        }
    }
    return true;
}

/* Two scenarios can be compared year by year: the same years, regions and money. */
static bool check_pair(struct explaining *work)
{
    const struct tf_projections *both = work->projections;
    struct tf_diag *diag = &work->session->diag;
    if (both->count != 2) {
        return tf_fail(
            diag, TF_BAD_INPUT, NULL,
            "--difference takes two scenarios, not %zu; name the one to start from first",
            both->count);
    }
    const struct tf_scenario *a = &both->items[0].scenario, *b = &both->items[1].scenario;
    if (a->base_year != b->base_year || a->horizon != b->horizon ||
        !tf_members_same(&a->dimensions.regions, &b->dimensions.regions) ||
        strcmp(a->currency, b->currency) != 0) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "`%s` and `%s` differ in base_year, horizon, regions or currency; give them "
                       "the same",
                       a->name, b->name);
    }
    return true;
}

static bool explain_difference(struct explaining *work)
{
    const char *language = tf_language_code(tf_session_language(work->session));
    struct tf_arena *arena = &work->session->arena;
    if (!check_pair(work)) {
        return false;
    }
    const struct tf_projection *a = &work->projections->items[0], *b = a + 1;
    char *name = tf_arena_printf(arena, "%s - %s", b->scenario.name, a->scenario.name);
    char *title = tf_arena_printf(arena, "%s − %s", tf_scenario_title(&b->scenario, language),
                                  tf_scenario_title(&a->scenario, language));
    if (name == NULL || title == NULL) {
        return tf_out_of_memory(&work->session->diag);
    }
    bool feasible = a->feasible && b->feasible;
    for (size_t t = first_year(work, a, 0); feasible && t <= a->plan.horizon; t++) {
        if (!explain(work, name, title, (struct tf_moment){a, t}, (struct tf_moment){b, t})) {
            return false;
        }
    }
    return true;
}

static bool render(struct explaining *work, struct tf_buffer *out)
{
    struct tf_arena *arena = &work->session->arena;
    enum tf_format format = tf_session_format(work->session);
    struct tf_explained_style style = {
        .language = tf_session_language(work->session),
        .columns = work->session->columns,
        .markdown = format == TF_FORMAT_MARKDOWN,
        .bold = format == TF_FORMAT_TABLE && tf_session_colour(work->session),
    };
    bool good = format == TF_FORMAT_CSV ? tf_explained_csv(work->items, work->count, arena, out)
                : format == TF_FORMAT_JSON
                    ? tf_explained_json(work->items, work->count, arena, out)
                    : tf_explained_table(work->items, work->count, &style, arena, out);
    return good || tf_out_of_memory(&work->session->diag);
}

static bool explain_all(struct explaining *work, struct tf_buffer *out)
{
    size_t most = 0;
    for (size_t i = 0; i < work->projections->count; i++) {
        most += work->projections->items[i].plan.horizon + 1;
    }
    work->items = tf_arena_alloc(&work->session->arena, most, sizeof *work->items);
    if (work->items == NULL) {
        return tf_out_of_memory(&work->session->diag);
    }
    return (work->session->request.difference ? explain_difference(work) : explain_changes(work)) &&
           render(work, out);
}

static enum tf_status run(struct tf_session *session)
{
    struct tf_projections projections;
    struct explaining work = {.session = session, .projections = &projections};
    struct tf_buffer out;
    enum tf_status status = TF_BAD_INPUT;
    tf_buffer_init(&out);
    if (tf_projections_load(session, &projections) && explain_all(&work, &out) &&
        tf_session_write(session, &out)) {
        status = tf_projections_remark(session, &projections, true);
    }
    tf_buffer_release(&out);
    tf_projections_release(&projections);
    return status;
}

const struct tf_command tf_command_explain = {
    .name = "explain",
    .operands = "SCENARIO...",
    .summary = "takes the change in income apart: by source, region and growth",
    .description =
        "The parts add up to the whole. In money: by source, and within and between regions. In "
        "logarithms (100 log points are a factor of 2.72), where GDP is given: growth of GDP per "
        "person, the relative price of GDP and the household share by source; under the closure "
        "production, GDP in turn by productivity, capital, labour, human capital and migration, "
        "less population.\n\n"
        "For reading it shows the change from base year to horizon; CSV and JSON have every year, "
        "in the columns of `run`.",
    .options = options,
    .examples = examples,
    .run = run,
};
