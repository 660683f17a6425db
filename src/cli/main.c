/* twofold: finds the command, runs it, prints the errors, ends. */
#include <errno.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/help.h"
#include "cli/interrupt.h"

static bool asks_for_help(const char *word)
{
    static const char *const words[] = {"-h", "--help", "-V", "--version"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(word, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* `twofold`, `twofold --help` and `twofold --version` are what `help` does. */
static const struct tf_command *choose(int *argc, char ***argv, struct tf_diag *diag)
{
    if (*argc < 2 || asks_for_help((*argv)[1])) {
        return &tf_command_help;
    }
    if ((*argv)[1][0] == '-') {
        tf_fail(diag, TF_BAD_INPUT, NULL,
                "`%s` stands before the command; write `twofold COMMAND %s`", (*argv)[1],
                (*argv)[1]);
        return NULL;
    }
    --*argc;
    ++*argv;
    return tf_command_find((*argv)[0], diag);
}

/* Parsing puts argv into another order. */
static bool keep_arguments(struct tf_session *session, int argc, char **argv)
{
    struct tf_texts *arguments = &session->arguments;
    arguments->items = tf_arena_alloc(&session->arena, (size_t)argc, sizeof *arguments->items);
    if (arguments->items == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (arguments->count = 0; arguments->count < (size_t)argc; arguments->count++) {
        arguments->items[arguments->count] = argv[arguments->count];
    }
    return true;
}

/* Does it have a --format whose default is what the name after -o ends in? */
static bool has_formats(const struct tf_command *command)
{
    for (const struct tf_option_group *const *group = command->options; *group != NULL; group++) {
        for (size_t i = 0; i < (*group)->count; i++) {
            if ((*group)->options[i].choices == tf_format_names) {
                return true;
            }
        }
    }
    return false;
}

static enum tf_status run(struct tf_session *session, int argc, char **argv)
{
    int given = argc;
    const struct tf_command *command = choose(&argc, &argv, &session->diag);
    if (command == NULL || !keep_arguments(session, argc, argv) ||
        !tf_options_parse(command->options, command->name, argc, argv, &session->arena,
                          &session->request, &session->diag)) {
        return TF_BAD_INPUT;
    }
    if (session->request.version) {
        return tf_version_print(session);
    }
    if (session->request.help) {
        return tf_help_print(session, argc < given ? command : NULL);
    }
    if (has_formats(command) && !command->any_name && !tf_session_format_is_clear(session)) {
        return TF_BAD_INPUT;
    }
    return command->run(session);
}

int main(int argc, char **argv)
{
    struct tf_session session;
    gsl_set_error_handler_off(); /* its failures are return values, as ours are */
    tf_session_init(&session);
    enum tf_status status = run(&session, argc, argv);
    /* What the command wrote is flushed and checked; this catches a stream closed from outside. */
    if (session.diag.errors == 0 && fclose(stdout) != 0 && errno != EBADF) {
        tf_fail(&session.diag, TF_ENVIRONMENT, NULL, "cannot write to standard output");
    }
    tf_print_errors(&session.diag, session.errors_colour);
    if (session.diag.errors > 0) {
        status = session.diag.status;
    }
    tf_session_release(&session);
    tf_interrupt_die();
    exit((int)status);
}
