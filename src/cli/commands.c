#include <string.h>

#include "base/text.h"
#include "cli/command.h"

const struct tf_command *const tf_commands[] = {
    &tf_command_run,    &tf_command_plot,    &tf_command_sample,      &tf_command_sweep,
    &tf_command_merge,  &tf_command_solve,   &tf_command_sensitivity, &tf_command_discover,
    &tf_command_design, &tf_command_indices, &tf_command_explain,     &tf_command_check,
    &tf_command_report, &tf_command_params,  &tf_command_help,        NULL,
};

#define COMMANDS (sizeof tf_commands / sizeof *tf_commands - 1)

const struct tf_command *tf_command_find(const char *name, struct tf_diag *diag)
{
    const char *names[COMMANDS];
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(tf_commands[i]->name, name) == 0) {
            return tf_commands[i];
        }
        names[i] = tf_commands[i]->name;
    }
    const char *near = tf_text_nearest(name, names, COMMANDS);
    if (near != NULL) {
        tf_fail(diag, TF_BAD_INPUT, NULL, "unknown command `%s`; did you mean `%s`?", name, near);
    } else if (strchr(name, '.') != NULL || strchr(name, '/') != NULL) {
        tf_fail(diag, TF_BAD_INPUT, NULL,
                "unknown command `%s`; for a scenario write `twofold run %s`", name, name);
    } else {
        tf_fail(diag, TF_BAD_INPUT, NULL, "unknown command `%s`; `twofold help` lists the commands",
                name);
    }
    return NULL;
}
