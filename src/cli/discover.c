#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "cli/discovery.h"
#include "cli/interrupt.h"
#include "cli/load.h"
#include "cli/provenance.h"

static const struct tf_option own_options[] = {
    {"target", 0, TF_OPTION_LIST, offsetof(struct tf_request, target), "METRIC>=VALUE", NULL,
     "What a run is to meet: METRIC>=VALUE or METRIC<=VALUE (in quotes), doubling_year=VALUE for "
     "by "
     "that year, or a METRIC alone that reaches "
     "target_multiple. Several must all be met. Default: multiple; in a file, doubling_year."},
    {"met", 0, TF_OPTION_FLAG, offsetof(struct tf_request, met), NULL, NULL,
     "Looks for the box in which the target is met instead of the one in which it is missed."},
    {"columns", 0, TF_OPTION_LIST, offsetof(struct tf_request, columns), "LIST", NULL,
     "Only these factors may bound a box, separated by commas: addresses, or names of columns. "
     "Default: everything that is uncertain; in a file, the columns that begin with `set.`."},
    {"boxes", 0, TF_OPTION_WHOLE, offsetof(struct tf_request, boxes), "K", NULL,
     "Up to K boxes, each found among the runs outside those before (default: 1)."},
    {"bounds", 0, TF_OPTION_WHOLE, offsetof(struct tf_request, bounds), "N", NULL,
     "At most N factors bound a box (default: 3, so that it can be said in a sentence)."},
    {"coverage", 0, TF_OPTION_TEXT, offsetof(struct tf_request, coverage), "SHARE", NULL,
     "Takes the densest box that has at least this share of all the runs looked for."},
    {"density", 0, TF_OPTION_TEXT, offsetof(struct tf_request, density), "SHARE", NULL,
     "Takes, of the boxes in which at least this share of the runs is looked for, the one with "
     "most of them."},
    {"step", 0, TF_OPTION_WHOLE, offsetof(struct tf_request, step), "N", NULL,
     "Takes this step of the trajectory. Without --coverage, --density and --step the box is taken "
     "whose inside tells best which runs are looked for."},
    {"trajectory", 0, TF_OPTION_FLAG, offsetof(struct tf_request, trajectory), NULL, NULL,
     "Writes every step of the search; in CSV instead of the bounds."},
    {"alpha", 0, TF_OPTION_TEXT, offsetof(struct tf_request, alpha), "SHARE", NULL,
     "How much of a box a step takes off (default: 5%)."},
    {"mass", 0, TF_OPTION_TEXT, offsetof(struct tf_request, mass), "SHARE", NULL,
     "The smallest share of all runs that a box may have (default: 5%, or half the share that is "
     "looked for where that is less; never under 20 runs)."},
    {"half-samples", 0, TF_OPTION_WHOLE, offsetof(struct tf_request, half_samples), "N", NULL,
     "In how many random halves of the runs the search is repeated, to see which bounds come again "
     "(default: 10)."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {
    &own,
    &tf_options_draws,
    &tf_options_set,
    &tf_options_result,
    &tf_options_language,
    &tf_options_work,
    &tf_options_quiet,
    &tf_options_general,
    NULL,
};

static const struct tf_example examples[] = {
    {"twofold discover params/china-2025-doubling-plan.csv", "When is income not doubled by 2035?"},
    {"twofold discover --met --bounds 2 params/china-2025-doubling-plan.csv",
     "And when is it, said with two assumptions?"},
    {"twofold discover --target 'income_index.rural@2035>=2' --target 'debt_ratio<=90%' "
     "params/china-2025-doubling-plan.csv",
     "Two targets at once; a year and a region are part of a metric's name."},
    {"twofold sample -n 100000 --store draws.bin params/china-2025-doubling-plan.csv",
     "Draws that are kept …"},
    {"twofold discover --boxes 3 draws.bin", "… are searched without being drawn again."},
    {"other-model < design.csv | twofold discover --columns price,yield --target 'profit>=0' -",
     "The runs of any other program, as CSV with a row a run."},
    {NULL, NULL},
};

enum { BOUNDS_USUAL = 3, BOXES_MOST = 100, HALF_SAMPLES_MOST = 10000 };

/* --- options ------------------------------------------------------------------------------------
 */

static bool parse_share(struct tf_session *session, const char *option, const char *text,
                        double most, double *share)
{
    struct tf_number number;
    if (text == NULL) {
        return true;
    }
    if (tf_number_parse(text, strlen(text), '.', false, &number) != TF_NUMBER_OK ||
        !(number.value > 0 && number.value <= most)) {
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "`--%s` takes a share above 0 and at most %s, as in 5%% or 0.05, not `%s`",
                       option, most < 1 ? "40%" : "1", text);
    }
    *share = number.value;
    return true;
}

static bool parse_options(struct tf_session *session, struct tf_prim_options *prim)
{
    const struct tf_request *request = &session->request;
    prim->factors_most = request->bounds > 0 ? (size_t)request->bounds : BOUNDS_USUAL;
    prim->boxes_most = request->boxes > 0 ? (size_t)request->boxes : prim->boxes_most;
    prim->step = (size_t)request->step;
    prim->seed = request->seed > 0 ? (uint64_t)request->seed : prim->seed;
    prim->threads = tf_thread_count(request);
    if (request->half_samples > 0) {
        prim->half_samples = (size_t)request->half_samples;
    }
    return parse_share(session, "alpha", request->alpha, 0.4, &prim->alpha) &&
           parse_share(session, "mass", request->mass, 1, &prim->mass_least) &&
           parse_share(session, "coverage", request->coverage, 1, &prim->coverage_least) &&
           parse_share(session, "density", request->density, 1, &prim->density_least);
}

static bool refuse(struct tf_session *session, const char *message)
{
    return tf_fail(&session->diag, TF_BAD_INPUT, NULL, "%s", message);
}

static bool check_request(struct tf_session *session)
{
    const struct tf_request *request = &session->request;
    struct tf_prim_options ignored = {0};
    if (request->operands.count == 0) {
        return refuse(session, "nothing to search is given; name scenarios, or a file that sample "
                               "or sweep wrote, or `-` for standard input");
    }
    if (request->step > 0 && (request->coverage != NULL || request->density != NULL)) {
        return refuse(session, "--step takes a box by its number; leave --coverage and --density "
                               "out");
    }
    if (request->step > 0 && request->boxes > 1) {
        return refuse(session, "--step takes one box; leave --boxes out");
    }
    if (request->boxes > BOXES_MOST) {
        return refuse(session, "--boxes takes at most 100");
    }
    if (request->half_samples > HALF_SAMPLES_MOST) {
        return refuse(session, "--half-samples takes at most 10000");
    }
    return parse_options(session, &ignored);
}

static bool check_file_request(struct tf_session *session)
{
    const struct tf_request *request = &session->request;
    if (request->operands.count > 1) {
        return refuse(session, "a file of runs is searched alone; `twofold merge` puts files "
                               "together");
    }
    if (request->draws > 0 || request->design != NULL || request->set.count > 0) {
        return refuse(session, "the file has its runs already; -n, --design and --set are for "
                               "scenarios that are drawn here");
    }
    if (request->output != NULL && strcmp(request->output, request->operands.items[0]) == 0 &&
        strcmp(request->output, "-") != 0) {
        return refuse(session, "the result would take the place of the runs; write to another "
                               "file");
    }
    return true;
}

/* --- searching ----------------------------------------------------------------------------------
 */

static bool search_item(const struct tf_discovery *discovery, const struct tf_discovery_runs *runs,
                        struct tf_discovered *item, struct tf_prim *prim)
{
    struct tf_session *session = discovery->session;
    bool met = session->request.met;
    uint8_t *cases = tf_arena_alloc(&session->arena, runs->count, sizeof *cases);
    if (cases == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t run = 0; run < runs->count; run++) {
        cases[run] = (runs->met[run] != 0) == met;
    }
    struct tf_prim_data data = {.columns = runs->columns,
                                .factor_count = runs->factor_count,
                                .cases = cases,
                                .run_count = runs->count};
    struct tf_prim_options prim_options = tf_prim_defaults(&data);
    prim_options.stopped = tf_interrupted;
    bool good = parse_options(session, &prim_options) &&
                tf_prim_search(prim, &data, &prim_options, &session->diag);
    *item = (struct tf_discovered){.scenario = runs->name,
                                   .target = runs->target,
                                   .met = met,
                                   .draws = discovery->draws,
                                   .infeasible = runs->infeasible,
                                   .half_samples = prim_options.half_samples,
                                   .factors = runs->factors,
                                   .prim = prim};
    return good;
}

/* No box has what is asked for: says how near it comes. */
static enum tf_status remark_densest(struct tf_session *session, const struct tf_discovered *item)
{
    const struct tf_prim_box *box = &item->prim->boxes[0];
    struct tf_prim_options prim_options = {0};
    char density[2 * TF_NUMBER_TEXT], coverage[2 * TF_NUMBER_TEXT];
    parse_options(session, &prim_options);
    size_t densest = tf_prim_densest(box, prim_options.coverage_least);
    struct tf_prim_counts counts = box->trajectory[densest].counts;
    tf_number_rounded(100 * (double)counts.cases / (double)counts.runs, 1, false, density);
    tf_number_rounded(100 * (double)counts.cases / (double)box->all.cases, 1, false, coverage);
    tf_print_note("%s: no box has the coverage and density asked for; the densest%s is step %zu, "
                  "with a density of %s%% and a coverage of %s%%",
                  item->scenario, prim_options.coverage_least > 0 ? " that covers enough" : "",
                  densest, density, coverage);
    return TF_NEGATIVE;
}

/* TF_NEGATIVE, with a note, when there is nothing to tell apart or nothing tells it apart. */
static enum tf_status remark(struct tf_session *session, const struct tf_discovered *item)
{
    struct tf_prim_counts all = item->prim->all;
    if (all.cases == 0 || all.cases == all.runs) {
        bool missed = (all.cases == 0) == item->met;
        char count[2 * TF_NUMBER_TEXT];
        tf_number_rounded((double)all.runs, 0, false, count);
        tf_print_note("%s: %s in all %s %s: there is no box to look for", item->scenario,
                      missed ? "the target is missed" : "the target is met", count,
                      item->draws ? "draws" : "runs");
        return TF_NEGATIVE;
    }
    if (item->prim->boxes[0].chosen == SIZE_MAX) {
        return remark_densest(session, item);
    }
    if (item->prim->boxes[0].bound_count == 0) {
        tf_print_note("%s: no box of these factors sets the runs that %s the target apart%s",
                      item->scenario, item->met ? "meet" : "miss",
                      item->draws ? "; more draws may tell" : "");
        return TF_NEGATIVE;
    }
    return TF_DONE;
}

static bool render(struct tf_session *session, const struct tf_discovered *items, size_t count,
                   struct tf_buffer *out)
{
    enum tf_format format = tf_session_format(session);
    bool trajectory = session->request.trajectory;
    struct tf_discovered_style style = {
        .language = tf_session_language(session),
        .columns = session->columns,
        .markdown = format == TF_FORMAT_MARKDOWN,
        .bold = format == TF_FORMAT_TABLE && tf_session_colour(session),
        .trajectory = trajectory,
    };
    bool good =
        format == TF_FORMAT_CSV    ? (trajectory ? tf_discovered_trajectory_csv(items, count, out)
                                                 : tf_discovered_csv(items, count, out))
        : format == TF_FORMAT_JSON ? tf_discovered_json(items, count, trajectory, out)
                                   : tf_discovered_page(items, count, &style, &session->arena, out);
    return good || tf_out_of_memory(&session->diag);
}

/* The manifest beside a file of what was drawn here; what came from a file has its own. */
static bool describe_file(const struct tf_discovery *discovery, const struct tf_buffer *out)
{
    const char *names[TF_DISCOVERED_COLUMNS];
    bool trajectory = discovery->session->request.trajectory;
    size_t count = trajectory ? TF_DISCOVERED_STEP_COLUMNS : TF_DISCOVERED_COLUMNS;
    struct tf_manifest manifest;
    for (size_t i = 0; i < count; i++) {
        names[i] = trajectory ? tf_discovered_step_columns[i] : tf_discovered_columns[i];
    }
    return tf_provenance_make(&discovery->sampling, names, count, &manifest) &&
           tf_provenance_of_result(&discovery->sampling, &manifest, discovery->spread.counts, out);
}

static bool write_items(const struct tf_discovery *discovery, const struct tf_discovered *items)
{
    struct tf_session *session = discovery->session;
    struct tf_buffer out;
    tf_buffer_init(&out);
    bool good = render(session, items, discovery->count, &out) && tf_session_write(session, &out) &&
                (discovery->spread.study == NULL || describe_file(discovery, &out));
    tf_buffer_release(&out);
    return good;
}

/* Searches the runs of every scenario. *complete: no interruption came. */
static bool search_all(const struct tf_discovery *discovery, struct tf_prim *prims,
                       struct tf_discovered *items, bool *complete)
{
    bool good = true;
    *complete = true;
    for (size_t i = 0; i < discovery->count && good; i++) {
        good = search_item(discovery, &discovery->items[i], &items[i], &prims[i]);
        *complete = *complete && prims[i].complete;
    }
    return good;
}

/* Writes what was found, and says where nothing was. */
static bool report(const struct tf_discovery *discovery, const struct tf_discovered *items,
                   enum tf_status *status)
{
    if (!write_items(discovery, items)) {
        return false;
    }
    for (size_t i = 0; i < discovery->count; i++) {
        *status = remark(discovery->session, &items[i]) == TF_DONE ? *status : TF_NEGATIVE;
    }
    return true;
}

static bool search(const struct tf_discovery *discovery, enum tf_status *status)
{
    struct tf_session *session = discovery->session;
    bool complete;
    struct tf_prim *prims = tf_arena_alloc(&session->arena, discovery->count, sizeof *prims);
    struct tf_discovered *items = tf_arena_alloc(&session->arena, discovery->count, sizeof *items);
    if (prims == NULL || items == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    bool good = search_all(discovery, prims, items, &complete);
    if (good && complete) {
        good = report(discovery, items, status);
    } else if (good) {
        *status = TF_NEGATIVE;
        tf_print_note("interrupted: the search for boxes has no result");
    }
    for (size_t i = 0; i < discovery->count; i++) {
        tf_prim_release(&prims[i]);
    }
    return good;
}

/* --- the command --------------------------------------------------------------------------------
 */

static bool map_operands(struct tf_discovery *discovery)
{
    struct tf_session *session = discovery->session;
    const struct tf_texts *files = &session->request.operands;
    discovery->mappings =
        tf_arena_alloc(&session->arena, files->count, sizeof *discovery->mappings);
    if (discovery->mappings == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    while (discovery->mapping_count < files->count) {
        size_t at = discovery->mapping_count;
        if (!tf_file_map(&discovery->mappings[at], files->items[at], &session->diag)) {
            return false;
        }
        discovery->mapping_count++;
    }
    return true;
}

static bool gather(struct tf_discovery *discovery, bool *complete)
{
    struct tf_session *session = discovery->session;
    bool is_file = false;
    for (size_t i = 0; i < discovery->mapping_count; i++) {
        is_file = is_file || tf_discovery_is_file(session, &discovery->mappings[i]);
    }
    *complete = true;
    return is_file ? check_file_request(session) && tf_discovery_read(discovery)
                   : tf_discovery_draw(discovery, complete);
}

static void release(struct tf_discovery *discovery)
{
    tf_store_release(&discovery->store);
    tf_wide_release(&discovery->table);
    tf_spread_release(&discovery->spread);
    for (size_t i = 0; discovery->inputs != NULL && i < discovery->sampling.study.case_count; i++) {
        tf_columns_release(&discovery->inputs[i]);
    }
    tf_sampling_close(&discovery->sampling);
    for (size_t i = 0; i < discovery->mapping_count; i++) {
        tf_file_unmap(&discovery->mappings[i]);
    }
}

static enum tf_status run(struct tf_session *session)
{
    struct tf_discovery discovery = {.session = session};
    enum tf_status status = TF_DONE;
    bool complete = false;
    bool good = check_request(session) &&
                tf_operands_check(&session->request.operands, &session->diag) &&
                map_operands(&discovery) && gather(&discovery, &complete) &&
                (!complete || search(&discovery, &status));
    release(&discovery);
    return !good ? TF_BAD_INPUT : complete ? status : TF_NEGATIVE;
}

const struct tf_command tf_command_discover = {
    .name = "discover",
    .operands = "SCENARIO...|RUNS",
    .summary = "finds where in the space of assumptions a target is missed",
    .description =
        "Draws the scenario as `sample` does, or takes runs that are there already, and looks for "
        "the box of assumptions in which the runs that miss the target crowd: the patient rule "
        "induction method (PRIM). The answer is a sentence: it is missed when this assumption is "
        "under that, and another over that. docs/discovery.md says how it is "
        "found and what the numbers mean.\n\n"
        "RUNS is CSV or a store that `sample` or `sweep` wrote, or CSV of another program with a "
        "row a run; `-` is standard input. Runs without a result (infeasible ones) miss the "
        "target.\n\n"
        "CSV has a row for each bounded factor of each box: scenario, box, factor, low, high (the "
        "limits, empty where there is none), min, max (of all runs), unit, quasi_p, reproduced, "
        "coverage (share of all the runs looked for that are in the box), density (share of its "
        "runs that are looked for), mass (share of all runs), density_validated (of boxes found in "
        "half of the runs, in the "
        "other half), runs, cases. The exit status is 1 "
        "when the target is met or missed in all runs, or no box tells them apart.",
    .options = options,
    .examples = examples,
    .run = run,
};
