/* command: one descriptor for each command, and what a command is given to work with. */
#ifndef TF_CLI_COMMAND_H
#define TF_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cli/option.h"
#include "output/words.h"

struct tf_session {
    struct tf_arena arena; /* owns what lives as long as the command */
    struct tf_request request;
    struct tf_texts arguments; /* as given, the command first */
    struct tf_diag diag;       /* what main prints at the end: errors */
    bool output_is_terminal, errors_are_terminal;
    bool output_colour, errors_colour;
    size_t columns; /* width of tables and help: the terminal's, else COLUMNS, else 80; 60 .. 120 */
};

struct tf_example {
    const char *command, *explanation;
};

/* A word that an argument of a command may be, and what it stands for. */
struct tf_word {
    const char *name, *meaning;
};

struct tf_command {
    const char *name;
    const char *operands;                         /* "SCENARIO..." */
    const char *summary;                          /* one line */
    const char *description;                      /* paragraphs, separated by an empty line */
    const struct tf_option_group *const *options; /* NULL-terminated, at most
                                                     TF_OPTION_GROUPS_MOST */
    const struct tf_example *examples;            /* ends with a NULL command */
    bool any_name; /* what it writes may be called anything; where it may not, it says so itself */
    const char *words_title; /* of a list of words below the description; NULL: there is none */
    /* The word at an index, meaning from the arena; false past the last. */
    bool (*word)(size_t index, struct tf_arena *arena, struct tf_word *word);
    /* TF_DONE or TF_NEGATIVE; errors go to the session's diag and decide the status. */
    enum tf_status (*run)(struct tf_session *session);
};

extern const struct tf_command tf_command_run, tf_command_plot, tf_command_sample, tf_command_sweep,
    tf_command_merge, tf_command_solve, tf_command_sensitivity, tf_command_discover,
    tf_command_design, tf_command_indices, tf_command_explain, tf_command_check, tf_command_report,
    tf_command_params, tf_command_help;

/* All commands in the order of the documentation, NULL-terminated. */
extern const struct tf_command *const tf_commands[];

/* By name; NULL, with a message in diag, when there is none. */
const struct tf_command *tf_command_find(const char *name, struct tf_diag *diag);

/* Who asks and where it is written: terminals, colour, width. */
void tf_session_init(struct tf_session *session);
void tf_session_release(struct tf_session *session);

/* --lang, English without it. */
enum tf_language tf_session_language(const struct tf_session *session);

/* How results are written. */
enum tf_format { TF_FORMAT_TABLE, TF_FORMAT_CSV, TF_FORMAT_JSON, TF_FORMAT_MARKDOWN };

/* --format, else what the extension of -o asks for, else a table on a terminal, else CSV. */
enum tf_format tf_session_format(const struct tf_session *session);

/* Refuses a name after -o whose extension is none of a format, unless --format says which. main
 * asks for each command that takes --format, but for those that are `any_name`. */
bool tf_session_format_is_clear(struct tf_session *session);

/* What the name of a file ends in, `.csv`, within path; NULL: nothing that starts with a letter. */
const char *tf_name_extension(const char *path);

/* True when the results go to a terminal that shows colours. */
bool tf_session_colour(const struct tf_session *session);

/* Writes a complete result to -o or standard output. */
bool tf_session_write(struct tf_session *session, const struct tf_buffer *result);

/* Appends a message as tf_message_format does, what it quotes freed of control characters. */
void tf_message_clean(const struct tf_message *message, bool colour, struct tf_arena *arena,
                      struct tf_buffer *out);

/* Prints the errors of diag (not its warnings) to standard error, each once. */
void tf_print_errors(const struct tf_diag *diag, bool colour);

/* Prints `twofold: TEXT` to standard error. */
void tf_print_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
