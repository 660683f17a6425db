#include <stdlib.h>
#include <string.h>

#include "cli/merging.h"

static const struct tf_option own_options[] = {
    {"summary", 0, TF_OPTION_FLAG, offsetof(struct tf_request, summary), NULL, NULL,
     "Writes what `sample --summary` says of all draws together, not the draws."},
    {"quantiles", 0, TF_OPTION_LIST, offsetof(struct tf_request, quantiles), "LIST", NULL,
     "With --summary: further quantiles in per cent, as in 1,99."},
    {"compare", 0, TF_OPTION_FLAG, offsetof(struct tf_request, compare), NULL, NULL,
     "With --summary: also every further scenario less the first, draw by draw."},
    {"stack", 0, TF_OPTION_FLAG, offsetof(struct tf_request, stack), NULL, NULL,
     "Puts the rows of different scenarios below each other, with the columns of all; the files "
     "need not be shards."},
    {"format", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, format), "FORMAT", tf_format_names,
     "With --summary: table (for reading), csv (for programs), json, or md (Markdown, rounded, for "
     "papers). Default: what the name after -o ends in, .txt, .csv, .json or .md; else table on a "
     "terminal and csv elsewhere. What is merged without it has the format of its parts."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {&own,
                                                        &tf_options_output,
                                                        &tf_options_language,
                                                        &tf_options_work,
                                                        &tf_options_quiet,
                                                        &tf_options_general,
                                                        NULL};

static const struct tf_example examples[] = {
    {"twofold merge -o draws.csv draws-*.csv",
     "The rows of all shards, as one machine would have written them."},
    {"twofold merge --summary --format table part*.bin",
     "What the draws of all shards say together."},
    {"twofold merge --stack -o all.csv plan.csv baseline.csv",
     "Rows that were made one scenario at a time, in one file."},
    {NULL, NULL},
};

static bool refuse(struct tf_session *session, const char *message)
{
    return tf_fail(&session->diag, TF_BAD_INPUT, NULL, "%s", message);
}

static bool check_request(struct tf_session *session)
{
    const struct tf_request *request = &session->request;
    bool csv = request->format == NULL || strcmp(request->format, "csv") == 0;
    if (request->operands.count == 0) {
        return refuse(session, "no file is given; name those that sweep or sample wrote");
    }
    if (request->stack && request->summary) {
        return refuse(session, "--stack is for rows and --summary for one study; give one of them");
    }
    if (!request->summary && (request->compare || request->quantiles.count > 0)) {
        return refuse(session, "--compare and --quantiles belong to --summary; give it as well");
    }
    if (!request->summary && !csv) {
        return refuse(session,
                      "what is merged has the format of its parts; --format is for --summary");
    }
    return !request->summary || tf_session_format_is_clear(session);
}

/* The result must not take the place of a part. */
static bool spares_operands(struct tf_session *session)
{
    const struct tf_request *request = &session->request;
    for (size_t i = 0; request->output != NULL && i < request->operands.count; i++) {
        if (strcmp(request->output, request->operands.items[i]) == 0) {
            return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                           "`%s` is a file that is read here; write to another one",
                           request->output);
        }
    }
    return true;
}

static bool merge_shards(struct tf_session *session)
{
    struct tf_shards shards;
    bool good = tf_shards_open(&shards, session);
    if (good) {
        good = session->request.summary ? tf_merge_summary(&shards)
               : shards.are_stores      ? tf_merge_stores(&shards)
                                        : tf_merge_rows(&shards);
    }
    tf_shards_close(&shards);
    return good;
}

static enum tf_status run(struct tf_session *session)
{
    bool good = check_request(session) && spares_operands(session) &&
                (session->request.stack ? tf_merge_stack(session) : merge_shards(session));
    return good ? TF_DONE : TF_BAD_INPUT;
}

const struct tf_command tf_command_merge = {
    .name = "merge",
    .operands = "FILE...",
    .summary = "puts the parts of one sample or sweep together",
    .description =
        "Takes the files that `sample` or `sweep` wrote with --shard (CSV, each with its manifest "
        "beside it, or stores), in any order, and writes the very bytes that one machine would "
        "have written without it. Parts of different seeds, numbers of draws, scenario files or "
        "commands are refused, and so are files that were cut short or changed; parts that are "
        "missing are named.",
    .options = options,
    .any_name = true, /* parts are CSV or stores */
    .examples = examples,
    .run = run,
};
