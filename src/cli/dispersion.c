#include "cli/dispersion.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "experiment/calibrate.h"
#include "output/csv.h"
#include "output/results.h"

struct fitting {
    struct tf_session *session;
    const struct tf_scenario *scenario;
    struct tf_place place; /* of the option */
    struct tf_dispersion_target target;
    struct tf_dispersion_fit fit;
};

static bool refuse(const struct fitting *fitting, const char *text)
{
    return tf_fail(&fitting->session->diag, TF_BAD_INPUT, &fitting->place, "%s",
                   text != NULL ? text : "out of memory");
}

/* The metric before the `=`: gini or median, of the nation or a region. */
static bool parse_metric(struct fitting *fitting, const char *text, size_t length)
{
    struct tf_arena *arena = &fitting->session->arena;
    struct tf_query query;
    const char *message = NULL;
    size_t offset = 0;
    char *address = tf_arena_strndup(arena, text, length);
    if (address == NULL) {
        return tf_out_of_memory(&fitting->session->diag);
    }
    if (!tf_query_parse(address, fitting->scenario, arena, &query, &message, &offset)) {
        return refuse(fitting, message);
    }
    if (query.metric != TF_METRIC_GINI && query.metric != TF_METRIC_MEDIAN) {
        return refuse(fitting, "dispersions are fitted to `gini` or `median`; write "
                               "--fit-dispersion gini=0.465");
    }
    if (query.region == TF_EACH || query.statistic != NULL ||
        (query.year != TF_NO_YEAR && query.year != fitting->scenario->base_year)) {
        return refuse(fitting, "one figure of the base year is fitted: of the nation, or of one "
                               "region as in gini.urban");
    }
    fitting->target.metric = query.metric;
    fitting->target.region = query.region;
    return true;
}

static bool parse_value(struct fitting *fitting, const char *text)
{
    struct tf_number number;
    bool gini = fitting->target.metric == TF_METRIC_GINI;
    if (tf_number_parse(text, strlen(text), '.', false, &number) != TF_NUMBER_OK) {
        return refuse(fitting, "no number follows the `=`; write gini=0.465 or median=36231");
    }
    if (gini && !(number.value > 0 && number.value < 1)) {
        return refuse(fitting, "a Gini lies between 0 and 1; write gini=0.465");
    }
    if (!gini && !(number.value > 0)) {
        return refuse(fitting, "a median is above 0; write median=36231");
    }
    fitting->target.value = number.value;
    return true;
}

static bool parse(struct fitting *fitting)
{
    const struct tf_request *request = &fitting->session->request;
    const char *equals = strchr(request->fit_dispersion, '=');
    enum tf_format format = tf_session_format(fitting->session);
    if (format == TF_FORMAT_JSON || format == TF_FORMAT_MARKDOWN ||
        (request->format != NULL && format != TF_FORMAT_CSV)) {
        return refuse(fitting, "the result is a row for a scenario, which is CSV; leave --format "
                               "out");
    }
    if (equals == NULL) {
        return refuse(fitting, "a value is missing; write gini=0.465 or median=36231");
    }
    bool top = request->fit_cells != NULL && strcmp(request->fit_cells, "top") == 0;
    fitting->target.fitted = top ? TF_FIT_TOP_GROUPS : TF_FIT_ALL_CELLS;
    return parse_metric(fitting, request->fit_dispersion,
                        (size_t)(equals - request->fit_dispersion)) &&
           parse_value(fitting, equals + 1);
}

/* `dispersion.urban.q5`, `dispersion*` */
static const char *row_address(const struct fitting *fitting)
{
    const struct tf_dimensions *dimensions = &fitting->scenario->dimensions;
    bool top = fitting->target.fitted == TF_FIT_TOP_GROUPS;
    int region = fitting->target.region;
    return tf_arena_printf(&fitting->session->arena, "dispersion%s%s%s%s%s", region >= 0 ? "." : "",
                           region >= 0 ? dimensions->regions.names[region] : "", top ? "." : "",
                           top ? dimensions->groups.names[dimensions->groups.count - 1] : "",
                           fitting->fit.is_factor ? "*" : "");
}

static const char *figure(const struct fitting *fitting, double value)
{
    return tf_metric_text(fitting->target.metric, value, &fitting->session->arena);
}

static const char *whose(const struct fitting *fitting)
{
    int region = fitting->target.region;
    return region >= 0 ? fitting->scenario->dimensions.regions.names[region] : "the nation";
}

static bool write_row(const struct fitting *fitting)
{
    struct tf_buffer out;
    const char *note = tf_arena_printf(
        &fitting->session->arena, "fitted: %s of %s is %s in %d; without this row %s",
        tf_metrics[fitting->target.metric].name, whose(fitting),
        figure(fitting, fitting->target.value), fitting->scenario->base_year,
        figure(fitting, fitting->fit.before));
    tf_buffer_init(&out);
    tf_buffer_text(&out, "parameter,value,unit,note,source\n");
    tf_csv_field(&out, row_address(fitting), true);
    tf_csv_number(&out, fitting->fit.number, false);
    tf_csv_field(&out, fitting->fit.is_factor ? "" : "SD of log income", false);
    tf_csv_field(&out, note, false);
    tf_csv_field(&out, "twofold check --fit-dispersion", false);
    tf_csv_end(&out);
    bool ok = tf_session_write(fitting->session, &out);
    tf_buffer_release(&out);
    return ok;
}

/* What a reader of the row should know, on standard error. */
static void remark(const struct fitting *fitting)
{
    const char *name = tf_metrics[fitting->target.metric].name;
    if (fitting->session->request.quiet) {
        return;
    }
    tf_print_note("%s of %s in %d: %s as the scenario stands, %s with this row as its last", name,
                  whose(fitting), fitting->scenario->base_year,
                  figure(fitting, fitting->fit.before), figure(fitting, fitting->target.value));
    if (fitting->fit.solutions > 1) {
        tf_print_note("%zu dispersions give this %s; this is the nearest to the scenario's",
                      fitting->fit.solutions, name);
    }
}

enum tf_status tf_dispersion_write(struct tf_session *session, const struct tf_projection *of)
{
    char *option =
        tf_arena_printf(&session->arena, "--fit-dispersion %s", session->request.fit_dispersion);
    struct fitting fitting = {
        .session = session, .scenario = &of->scenario, .place = {.file = option}};
    if (!parse(&fitting) ||
        !tf_fit_dispersion(&of->plan, &fitting.target, &fitting.fit, &session->diag)) {
        return TF_BAD_INPUT;
    }
    if (isnan(fitting.fit.number)) {
        tf_fail(&session->diag, TF_NEGATIVE, &fitting.place,
                "out of reach: with %s between 0 and 3 the %s of %s runs from %s to %s",
                fitting.target.fitted == TF_FIT_TOP_GROUPS ? "the top group's dispersion"
                                                           : "dispersions",
                tf_metrics[fitting.target.metric].name, whose(&fitting),
                figure(&fitting, fitting.fit.least), figure(&fitting, fitting.fit.most));
        return TF_NEGATIVE;
    }
    if (!write_row(&fitting)) {
        return TF_BAD_INPUT;
    }
    remark(&fitting);
    return TF_DONE;
}
