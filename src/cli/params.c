/* params: the tables of parameters, settings and metrics, for reading and for programs. */
#include "cli/reference.h"

#include <math.h>
#include <string.h>

#include "cli/command.h"

static const struct tf_option own_options[] = {
    {"metrics", 0, TF_OPTION_FLAG, offsetof(struct tf_request, metrics), NULL, NULL,
     "Lists the metrics, which --metric takes, in place of what a scenario may set."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {&own, &tf_options_result,
                                                        &tf_options_general, NULL};

static const struct tf_example examples[] = {
    {"twofold params", "All that a scenario may set."},
    {"twofold params share_shift household_share", "Two parameters in full."},
    {"twofold params --metrics --format md", "The metrics as a Markdown table."},
    {NULL, NULL},
};

static enum tf_status run(struct tf_session *session)
{
    struct tf_reference reference = {
        .format = tf_session_format(session),
        .columns = session->columns,
        .bold = tf_session_colour(session),
        .arena = &session->arena,
    };
    /* Reference is for reading unless a program asks. */
    if (session->request.format == NULL && session->request.output == NULL) {
        reference.format = TF_FORMAT_TABLE;
    }
    struct tf_buffer out;
    tf_buffer_init(&out);
    bool ok = tf_reference_choose(&reference, &session->request.operands, session->request.metrics,
                                  &session->diag) &&
              tf_reference_write(&reference, &out, &session->diag) &&
              tf_session_write(session, &out);
    tf_buffer_release(&out);
    return ok ? TF_DONE : TF_BAD_INPUT;
}

const struct tf_command tf_command_params = {
    .name = "params",
    .operands = "[NAME]...",
    .summary = "lists parameters, settings and metrics: units, defaults, meaning",
    .description = "With NAMEs: these in full. The result is a table also where standard output is "
                   "no terminal, unless --format or the name after -o says otherwise.",
    .options = options,
    .examples = examples,
    .run = run,
};
