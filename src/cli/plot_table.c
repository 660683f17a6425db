#include "cli/plot_table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/fsio.h"
#include "base/num.h"
#include "base/text.h"
#include "output/tabulated.h"

/* --- a table among the operands ----------------------------------------------------------------
 */

/* Standard input can be read once. What was read of it is put back as a file, from its beginning.
 */
static bool put_back(const struct tf_buffer *bytes, struct tf_diag *diag)
{
    FILE *copy = tmpfile();
    bool ok =
        copy != NULL &&
        fwrite(bytes->bytes != NULL ? bytes->bytes : "", 1, bytes->length, copy) == bytes->length &&
        fflush(copy) == 0 && lseek(fileno(copy), 0, SEEK_SET) == 0 &&
        dup2(fileno(copy), STDIN_FILENO) == STDIN_FILENO;
    if (copy != NULL) {
        fclose(copy);
    }
    clearerr(stdin);
    return ok || tf_fail(diag, TF_ENVIRONMENT, NULL,
                         "cannot keep what stands on standard input; is the disk full?");
}

/* A file that cannot be read is left to those who read scenarios, and to their message. */
static bool read_operand(const char *path, struct tf_buffer *bytes, struct tf_session *session)
{
    struct tf_diag quiet;
    tf_diag_init(&quiet);
    bool ok = tf_file_read(path, TF_CSV_FILE_LIMIT, bytes, NULL, &quiet);
    if (!ok && strcmp(path, "-") == 0) {
        tf_diag_append(&session->diag, &quiet);
    }
    tf_diag_release(&quiet);
    return ok;
}

/* A scenario's header has a column `parameter`, however it is spelled; bytes that are no CSV are
 * left to those who read scenarios, and to their message. */
static bool may_be_scenario(const char *bytes, size_t length)
{
    static const char *const name = "parameter";
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_csv csv;
    tf_arena_init(&arena);
    tf_diag_init(&diag);
    bool may = !tf_csv_read(&arena, "", bytes, length, &csv, &diag) || csv.header.count < 2;
    for (size_t i = 0; !may && i < csv.header.count; i++) {
        may = tf_text_nearest(csv.header.cells[i].text, &name, 1) != NULL;
    }
    tf_diag_release(&diag);
    tf_arena_release(&arena);
    return may;
}

static bool parse(struct tf_session *session, const char *path, const struct tf_buffer *bytes,
                  struct tf_result_table **table)
{
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    *table = tf_arena_alloc(&session->arena, 1, sizeof **table);
    return *table != NULL
               ? tf_result_parse(*table, name, bytes->bytes, bytes->length, &session->diag)
               : tf_out_of_memory(&session->diag);
}

static bool open_operand(struct tf_session *session, const char *path, struct tf_buffer *bytes,
                         struct tf_result_table **table)
{
    bool piped = strcmp(path, "-") == 0;
    if (!read_operand(path, bytes, session)) {
        return !piped;
    }
    if (piped && !put_back(bytes, &session->diag)) {
        return false;
    }
    bool is_table = bytes->length > 0 && (tf_result_recognise(bytes->bytes, bytes->length) ||
                                          !may_be_scenario(bytes->bytes, bytes->length));
    return !is_table || parse(session, path, bytes, table);
}

bool tf_plot_table_open(struct tf_session *session, struct tf_result_table **table)
{
    const struct tf_texts *operands = &session->request.operands;
    struct tf_buffer bytes;
    *table = NULL;
    if (operands->count != 1) {
        return true;
    }
    tf_buffer_init(&bytes);
    bool ok = open_operand(session, operands->items[0], &bytes, table);
    tf_buffer_release(&bytes);
    return ok;
}

void tf_plot_table_release(struct tf_result_table *table)
{
    if (table != NULL) {
        tf_result_release(table);
    }
}

/* --- its kind ----------------------------------------------------------------------------------
 */

/* What a kind takes with a table, beside --label and --chart; the first row that fits.
 * TF_RESULT_KINDS stands for every table. */
static const struct taken {
    enum tf_chart_kind kind;
    enum tf_result_kind table;
    const struct tf_option_group *groups[3];
} taken[] = {
    {TF_CHART_PATHS, TF_RESULT_KINDS, {&tf_plot_options_level}},
    {TF_CHART_GROUPS, TF_RESULT_KINDS, {&tf_plot_options_level}},
    {TF_CHART_SOURCES, TF_RESULT_KINDS, {&tf_plot_options_level}},
    {TF_CHART_FAN, TF_RESULT_KINDS, {&tf_plot_options_metric, &tf_plot_options_level}},
    {TF_CHART_HEATMAP,
     TF_RESULT_KINDS,
     {&tf_plot_options_metric, &tf_plot_options_level, &tf_plot_options_by}},
    {TF_CHART_FRONTIER,
     TF_RESULT_ROWS,
     {&tf_plot_options_metric, &tf_plot_options_level, &tf_plot_options_by}},
    {TF_CHART_TORNADO,
     TF_RESULT_KINDS,
     {&tf_plot_options_metric, &tf_plot_options_level, &tf_plot_options_by}},
    {TF_CHART_SOBOL, TF_RESULT_KINDS, {&tf_plot_options_metric, &tf_plot_options_by}},
    {TF_CHART_SCATTER, TF_RESULT_KINDS, {&tf_plot_options_metric, &tf_plot_options_by}},
    {TF_CHART_BACKTEST, TF_RESULT_KINDS, {&tf_plot_options_metric, &tf_plot_options_observed}},
    {TF_CHART_BOX,
     TF_RESULT_ROWS,
     {&tf_plot_options_target, &tf_plot_options_met, &tf_plot_options_bounds}},
    {TF_CHART_BOX,
     TF_RESULT_BOXES,
     {&tf_plot_options_target, &tf_plot_options_met, &tf_plot_options_runs}},
};

static bool takes(enum tf_chart_kind kind, enum tf_result_kind table,
                  const struct tf_option_group *group)
{
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        if (taken[i].kind != kind ||
            (taken[i].table != TF_RESULT_KINDS && taken[i].table != table)) {
            continue;
        }
        for (size_t g = 0; g < 3 && taken[i].groups[g] != NULL; g++) {
            if (taken[i].groups[g] == group) {
                return true;
            }
        }
    }
    return false;
}

/* Options that say how a command computes have no place where it has computed. */
static bool options_suit(struct tf_session *session, const struct tf_result_table *table,
                         enum tf_chart_kind kind)
{
    static const struct tf_option_group *const groups[] = {
        &tf_options_draws,          &tf_options_set,         &tf_plot_options_vary,
        &tf_plot_options_metric,    &tf_plot_options_level,  &tf_plot_options_observed,
        &tf_plot_options_target,    &tf_plot_options_met,    &tf_plot_options_runs,
        &tf_plot_options_bounds,    &tf_plot_options_find,   &tf_plot_options_difference,
        &tf_plot_options_by,        &tf_plot_options_parts,  &tf_plot_options_method,
        &tf_plot_options_estimates, &tf_plot_options_levels, NULL};
    for (size_t g = 0; groups[g] != NULL; g++) {
        for (size_t i = 0; !takes(kind, table->kind, groups[g]) && i < groups[g]->count; i++) {
            if (tf_option_given(&groups[g]->options[i], &session->request)) {
                return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                               "a %s chart of a table that %s wrote takes no `--%s`; leave it out, "
                               "or give it to the command that computes",
                               tf_chart_kind_name(kind), tf_result_command(table->kind),
                               groups[g]->options[i].name);
            }
        }
    }
    return true;
}

const struct tf_plot_kind *tf_plot_table_kind(struct tf_session *session,
                                              const struct tf_result_table *table,
                                              enum tf_chart_kind *kind)
{
    const char *asked = session->request.chart, *script = session->request.script;
    if (script != NULL && strcmp(script, session->request.operands.items[0]) == 0) {
        tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                "`--script %s` would take the place of the table that is drawn; name another file",
                script);
        return NULL;
    }
    bool known = asked != NULL ? tf_chart_kind_parse(asked, kind)
                               : tf_tabulated_usual(table, kind, &session->diag);
    return known && options_suit(session, table, *kind)
               ? tf_plot_kind_named(tf_chart_kind_name(*kind))
               : NULL;
}

/* --- what scenarios say that no table does ------------------------------------------------------
 */

/* A metric of the single run of a scenario, in which every assumption is at its central value. */
static double central(void *context, const char *scenario, const char *metric)
{
    struct tf_plotting *plotting = context;
    struct tf_session *session = plotting->session;
    const struct tf_projections *projections = &plotting->projections;
    for (size_t i = 0; i < projections->count; i++) {
        const struct tf_projection *one = &projections->items[i];
        struct tf_query query;
        struct tf_measure *measures;
        const char *message;
        size_t offset, count;
        bool is_it = scenario[0] == '\0' ? projections->count == 1
                                         : strcmp(one->scenario.name, scenario) == 0;
        if (is_it && one->feasible &&
            tf_query_parse(metric, &one->scenario, &session->arena, &query, &message, &offset) &&
            tf_measures_list(&one->plan, &query, 1, true, &session->arena, &measures, &count,
                             &session->diag) &&
            count > 0) {
            return tf_outcome_measure(one->outcome, &measures[0]);
        }
    }
    return TF_ABSENT;
}

double tf_plot_target_multiple(const struct tf_plotting *plotting)
{
    const struct tf_projections *projections = &plotting->projections;
    return projections->count > 0
               ? tf_plan_value(&projections->items[0].plan, TF_TARGET_MULTIPLE, 0, 0)
               : tf_parameters[TF_TARGET_MULTIPLE].default_value;
}

/* --- the chart ---------------------------------------------------------------------------------
 */

static bool read_level(struct tf_session *session, double *level)
{
    const char *text = session->request.level;
    struct tf_number number;
    *level = TF_ABSENT;
    if (text == NULL) {
        return true;
    }
    if (tf_number_parse(text, strlen(text), '.', false, &number) != TF_NUMBER_OK) {
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "`--level %s` is no number; write one as in --level 1.5 or --level 90%%",
                       text);
    }
    *level = number.value;
    return true;
}

/* NAME=TEXT; the name ends at the first `=`. */
static bool read_labels(struct tf_session *session, struct tf_label **labels)
{
    const struct tf_texts *given = &session->request.labels;
    *labels = tf_arena_alloc(&session->arena, given->count, sizeof **labels);
    for (size_t i = 0; *labels != NULL && i < given->count; i++) {
        const char *equals = strchr(given->items[i], '=');
        if (equals == NULL || equals == given->items[i]) {
            return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                           "`--label %s` names nothing; write NAME=TEXT, as in --label "
                           "tfp_growth+=Productivity",
                           given->items[i]);
        }
        (*labels)[i].name =
            tf_arena_strndup(&session->arena, given->items[i], (size_t)(equals - given->items[i]));
        (*labels)[i].text = equals + 1;
        if ((*labels)[i].name == NULL) {
            *labels = NULL;
        }
    }
    return *labels != NULL || tf_out_of_memory(&session->diag);
}

static bool one_metric(struct tf_session *session, const char **metric)
{
    const struct tf_texts *given = &session->request.metric;
    *metric = given->count > 0 ? given->items[0] : NULL;
    if (given->count > 1 || (*metric != NULL && strchr(*metric, ',') != NULL)) {
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "a chart of a table shows one metric; give one --metric without a comma");
    }
    return true;
}

/* A table that an option names; *table is left as it is where that is read already. */
static bool read_named(struct tf_session *session, const char *path, struct tf_result_table **table)
{
    struct tf_buffer bytes;
    if (path == NULL || *table != NULL) {
        return true;
    }
    tf_buffer_init(&bytes);
    bool ok = tf_file_read(path, TF_CSV_FILE_LIMIT, &bytes, NULL, &session->diag) &&
              parse(session, path, &bytes, table);
    tf_buffer_release(&bytes);
    return ok;
}

bool tf_plot_observed(struct tf_session *session, struct tf_result_table **observed)
{
    return read_named(session, session->request.observed, observed);
}

static bool read_runs(struct tf_plotting *plotting)
{
    return read_named(plotting->session, plotting->session->request.runs, &plotting->runs);
}

bool tf_plot_table_chart(struct tf_plotting *plotting, const struct tf_result_table *table,
                         enum tf_chart_kind kind)
{
    struct tf_session *session = plotting->session;
    struct tf_tabulated_options options = {.language = plotting->language,
                                           .label_count = session->request.labels.count,
                                           .by_region = session->request.by != NULL,
                                           .sources = plotting->sources,
                                           .target = tf_plot_target_multiple(plotting),
                                           .central = central,
                                           .context = plotting};
    struct tf_label *labels;
    if (!read_level(session, &options.level) || !read_labels(session, &labels) ||
        !one_metric(session, &options.metric) || !tf_plot_observed(session, &plotting->observed) ||
        !read_runs(plotting) ||
        (kind == TF_CHART_BOX && !tf_plot_targets(plotting, options.target, &options))) {
        return false;
    }
    options.labels = labels;
    options.observed = plotting->observed;
    options.runs = plotting->runs;
    return tf_tabulated_chart(table, kind, &options, &session->arena, &plotting->chart,
                              &session->diag);
}
