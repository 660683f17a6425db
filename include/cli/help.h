/* help: everything that is said about commands and options, from their descriptors. */
#ifndef TF_CLI_HELP_H
#define TF_CLI_HELP_H

#include "cli/command.h"

/* Prints the help of a command, or of the program for NULL; and its version. */
enum tf_status tf_help_print(struct tf_session *session, const struct tf_command *command);
enum tf_status tf_version_print(struct tf_session *session);

struct tf_topic {
    const char *name, *text;
};
/* The program in a sentence or two; what the exit statuses mean; the environment variables that
 * matter; what every command holds to. All but the first end with a NULL name. */
extern const char *const tf_help_summary, *const tf_help_description;
extern const struct tf_topic tf_help_statuses[], tf_help_environment[], tf_help_streams[];

/* The forms of help. columns: width of the text. command NULL: the program and all commands. */
void tf_help_text(const struct tf_command *command, size_t columns, bool bold,
                  struct tf_arena *arena, struct tf_buffer *out);
void tf_help_man(struct tf_arena *arena, struct tf_buffer *out);
void tf_help_markdown(struct tf_arena *arena, struct tf_buffer *out);
void tf_help_bash(struct tf_buffer *out);

#endif
