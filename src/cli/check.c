#include <stdio.h>

#include "cli/dispersion.h"
#include "cli/findings.h"

static const char *const cells[] = {"all", "top", NULL};
static const struct tf_option own_options[] = {
    {"fit-dispersion", 0, TF_OPTION_TEXT, offsetof(struct tf_request, fit_dispersion),
     "METRIC=VALUE", NULL,
     "In place of all else: the scenario row that gives the base year this published figure, "
     "gini=0.465, median=36231 or of one region gini.urban=0.4, by the spread of incomes inside "
     "the groups. Exit status 1 when no spread does."},
    {"fit-cells", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, fit_cells), "CELLS", cells,
     "What --fit-dispersion may move: all dispersions by one factor (default), or only those of "
     "the top groups (top)."},
    {"strict", 0, TF_OPTION_FLAG, offsetof(struct tf_request, strict), NULL, NULL,
     "Exit status 1 when there is any finding."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {
    &own, &tf_options_set, &tf_options_result, &tf_options_quiet, &tf_options_general, NULL};

static const struct tf_example examples[] = {
    {"twofold check params/china-2025-baseline.csv",
     "Every assumption with its origin, then what looks wrong."},
    {"twofold check params/china-2025-baseline.csv params/china-2025-doubling-plan.csv",
     "What sets the two apart."},
    {"twofold check --format csv params/china-2025-doubling-plan.csv > flat.csv",
     "The scenario as one file that needs no other."},
    {"twofold check --fit-dispersion gini=0.465 --fit-cells top params/china-2025.csv",
     "How unequal the richest fifths must be inside for the published Gini."},
    {NULL, NULL},
};

/* In CSV the findings have no place in the result; they go where messages go. */
static void print_findings(struct tf_session *session)
{
    struct tf_buffer out;
    tf_buffer_init(&out);
    tf_findings_warnings(&session->diag, session->errors_colour, &session->arena, &out);
    if (out.bytes != NULL) {
        fwrite(out.bytes, 1, out.length, stderr);
    }
    tf_buffer_release(&out);
}

static void write_as(const struct tf_findings *findings, enum tf_format format,
                     struct tf_buffer *out)
{
    switch (format) {
    case TF_FORMAT_CSV:
        tf_findings_csv(findings, out);
        break;
    case TF_FORMAT_JSON:
        tf_findings_json(findings, out);
        break;
    case TF_FORMAT_TABLE:
    case TF_FORMAT_MARKDOWN:
        tf_findings_page(findings, format == TF_FORMAT_MARKDOWN, out);
        break;
    }
}

static bool write(struct tf_session *session, const struct tf_projections *projections)
{
    enum tf_format format = tf_session_format(session);
    struct tf_findings findings = {.session = session, .projections = projections};
    struct tf_buffer out;
    tf_buffer_init(&out);
    bool ok = tf_findings_gather(&findings, format != TF_FORMAT_CSV);
    if (ok) {
        write_as(&findings, format, &out);
        ok = tf_session_write(session, &out);
    }
    if (ok && format == TF_FORMAT_CSV && !session->request.quiet) {
        print_findings(session);
    }
    tf_buffer_release(&out);
    return ok;
}

static enum tf_status check(struct tf_session *session, const struct tf_projections *projections)
{
    if (!write(session, projections)) {
        return TF_BAD_INPUT;
    }
    enum tf_status status = tf_projections_remark(session, projections, false);
    return session->request.strict && session->diag.warnings > 0 ? TF_NEGATIVE : status;
}

static bool fits_options(struct tf_session *session)
{
    const struct tf_request *request = &session->request;
    bool fits = request->fit_dispersion != NULL;
    if (!fits && request->fit_cells != NULL) {
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "`--fit-cells` says what --fit-dispersion may move, which is not given");
    }
    if (fits && request->strict) {
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "`--fit-dispersion` takes the place of the findings that --strict asks for");
    }
    if (request->operands.count > (fits ? 1 : 2)) {
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "`check%s` takes one scenario%s; here are %zu",
                       fits ? " --fit-dispersion" : "", fits ? "" : ", or two to compare",
                       request->operands.count);
    }
    return true;
}

static enum tf_status run(struct tf_session *session)
{
    struct tf_projections projections = {0};
    enum tf_status status = TF_BAD_INPUT;
    if (fits_options(session) && tf_projections_load(session, &projections)) {
        status = session->request.fit_dispersion != NULL
                     ? tf_dispersion_write(session, &projections.items[0])
                     : check(session, &projections);
    }
    tf_projections_release(&projections);
    return status;
}

const struct tf_command tf_command_check = {
    .name = "check",
    .operands = "SCENARIO [SCENARIO]",
    .summary = "lists every assumption, where it comes from, and what looks wrong",
    .description =
        "For one scenario: every row that still counts, with file and line, note and source; the "
        "parameters left at their defaults; what the accounts of the base year add up to, beside "
        "what is published (settings published_income, published_gini); and the findings. For "
        "two: only what differs, with both origins, and the findings.\n\n"
        "The exit status is 0 whatever is found, 1 with --strict. With --format csv the result is "
        "the scenario flat, itself a valid scenario, and the findings go to standard error.",
    .options = options,
    .examples = examples,
    .run = run,
};
