#include "cli/help.h"

#include <string.h>

#ifndef TF_VERSION
#define TF_VERSION "unknown"
#endif

const char *const tf_help_summary = "projects household income from scenario files";
const char *const tf_help_description =
    "A scenario is a CSV file of assumptions: incomes by region and group, growth, shares of GDP, "
    "saving, prices. twofold projects it year by year, says when (or whether) real disposable "
    "income doubles and for whom, and draws it. Several scenarios are compared side by side.";

const struct tf_topic tf_help_statuses[] = {
    {"0", "done"},
    {"1", "it ran, but the answer is no: an infeasible scenario of run, explain, check, plot or "
          "report (infeasible rows of sample and sweep are counted and leave 0), nothing found by "
          "solve or discover, a finding under check --strict"},
    {"2", "wrong usage or bad input; nothing was written"},
    {"3", "the environment failed: a file cannot be written, gnuplot is missing or failed, memory "
          "ran out"},
    {NULL, NULL},
};

const struct tf_topic tf_help_environment[] = {
    {"NO_COLOR", "if not empty, nothing is coloured, on terminals either"},
    {"COLUMNS", "width of tables and help where standard output is no terminal (default 80)"},
    {"TWOFOLD_LANES",
     "how many runs are computed in one go: 2, 4 or 8 (default: as many as the processor "
     "can; the results are the same)"},
    {"TWOFOLD_GNUPLOT", "the gnuplot to run (default: gnuplot, looked up in PATH)"},
    {"TWOFOLD_GNUPLOT_TIMEOUT", "seconds after which a gnuplot that hangs is ended (default 30; "
                                "at most 10 for the small chart of run)"},
    {NULL, NULL},
};

const struct tf_topic tf_help_streams[] = {
    {"Streams", "Standard output carries results only; errors, warnings and progress go to "
                "standard error. `-` as a SCENARIO is standard input, as the FILE of -o standard "
                "output. A reader that closes the pipe early (head) ends the program silently."},
    {"Files", "A file is written beside its target and renamed when complete: an interrupted or "
              "failed run leaves no half file and no damaged old one."},
    {"Scenarios", "A scenario is named by its row `scenario`, else by its file; two of one name "
                  "are an error."},
    {NULL, NULL},
};

static const char *const forms[] = {"text", "man", "md", "bash", NULL};
static const struct tf_option own_options[] = {
    {"format", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, format), "FORM", forms,
     "text (default), man (a manual page), md (Markdown) or bash (completion for the shell); all "
     "but text are about all commands."},
    {"output", 'o', TF_OPTION_TEXT, offsetof(struct tf_request, output), "FILE", NULL,
     "Writes it to FILE. `-` is standard output."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {&own, &tf_options_general, NULL};

static const struct tf_example examples[] = {
    {"twofold help run", "What `run` does and takes; the same as `twofold run --help`."},
    {"twofold help --format bash > ~/.local/share/bash-completion/completions/twofold",
     "Completion of commands, options and files in bash."},
    {NULL, NULL},
};

static enum tf_status write_text(struct tf_session *session, const struct tf_command *command)
{
    struct tf_buffer out;
    tf_buffer_init(&out);
    tf_help_text(command, session->columns, tf_session_colour(session), &session->arena, &out);
    tf_session_write(session, &out);
    tf_buffer_release(&out);
    return TF_DONE;
}

enum tf_status tf_help_print(struct tf_session *session, const struct tf_command *command)
{
    session->request.output = NULL;
    return write_text(session, command);
}

enum tf_status tf_version_print(struct tf_session *session)
{
    struct tf_buffer out;
    tf_buffer_init(&out);
    tf_buffer_text(&out, "twofold " TF_VERSION "\n"
                         "Licence GPL-3.0-or-later <https://gnu.org/licenses/gpl.html>\n"
                         "There is no warranty, to the extent that the law permits.\n");
    session->request.output = NULL;
    tf_session_write(session, &out);
    tf_buffer_release(&out);
    return TF_DONE;
}

static enum tf_status write_form(struct tf_session *session, const char *form)
{
    struct tf_buffer out;
    tf_buffer_init(&out);
    if (strcmp(form, "man") == 0) {
        tf_help_man(&session->arena, &out);
    } else if (strcmp(form, "md") == 0) {
        tf_help_markdown(&session->arena, &out);
    } else {
        tf_help_bash(&out);
    }
    tf_session_write(session, &out);
    tf_buffer_release(&out);
    return TF_DONE;
}

static enum tf_status run(struct tf_session *session)
{
    const struct tf_texts *topics = &session->request.operands;
    const char *form = session->request.format;
    bool text = form == NULL || strcmp(form, "text") == 0;
    if (topics->count > (text ? 1 : 0)) {
        tf_fail(&session->diag, TF_BAD_INPUT, NULL, "`help` takes %s, not `%s`",
                text ? "one command" : "no command with --format man, md or bash",
                topics->items[text ? 1 : 0]);
        return TF_BAD_INPUT;
    }
    if (!text) {
        return write_form(session, form);
    }
    const struct tf_command *command =
        topics->count == 0 ? NULL : tf_command_find(topics->items[0], &session->diag);
    return topics->count > 0 && command == NULL ? TF_BAD_INPUT : write_text(session, command);
}

const struct tf_command tf_command_help = {
    .name = "help",
    .operands = "[COMMAND]",
    .summary = "says what the commands do and take",
    .description = "Without COMMAND: the commands, exit statuses and environment variables.",
    .options = options,
    .examples = examples,
    .run = run,
};
