#include "cli/help.h"
#include "engine/metrics.h"
#include "scenario/parameters.h"

static void option_words(struct tf_buffer *out, const struct tf_command *command)
{
    for (size_t group = 0; command->options[group] != NULL; group++) {
        for (size_t i = 0; i < command->options[group]->count; i++) {
            tf_buffer_printf(out, " --%s", command->options[group]->options[i].name);
        }
    }
}

/* `run:--format) words="table csv json md" ;;` for each option that takes one of a few words. */
static void choice_cases(struct tf_buffer *out, const struct tf_command *command)
{
    for (size_t group = 0; command->options[group] != NULL; group++) {
        for (size_t i = 0; i < command->options[group]->count; i++) {
            const struct tf_option *option = &command->options[group]->options[i];
            if (option->kind != TF_OPTION_CHOICE) {
                continue;
            }
            tf_buffer_printf(out, "    %s:--%s) words=\"", command->name, option->name);
            for (size_t word = 0; option->choices[word] != NULL; word++) {
                tf_buffer_printf(out, "%s%s", word > 0 ? " " : "", option->choices[word]);
            }
            tf_buffer_text(out, "\" ;;\n");
        }
    }
}

static void metric_words(struct tf_buffer *out)
{
    for (int i = 0; i < TF_METRIC_COUNT; i++) {
        tf_buffer_printf(out, " %s", tf_metrics[i].name);
    }
}

static void parameter_words(struct tf_buffer *out)
{
    for (int i = 0; i < TF_PARAMETER_COUNT; i++) {
        tf_buffer_printf(out, " %s", tf_parameters[i].name);
    }
}

void tf_help_bash(struct tf_buffer *out)
{
    tf_buffer_text(out, "# Completion for bash; made by `twofold help --format bash`.\n"
                        "_twofold() {\n"
                        "  local word=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD-1]}\n"
                        "  local command=${COMP_WORDS[1]} words=\n"
                        "  COMPREPLY=()\n"
                        "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                        "    COMPREPLY=($(compgen -W '");
    for (size_t i = 0; tf_commands[i] != NULL; i++) {
        tf_buffer_printf(out, "%s ", tf_commands[i]->name);
    }
    tf_buffer_text(out, "--help --version' -- \"$word\"))\n    return\n  fi\n"
                        "  case $command:$last in\n");
    for (size_t i = 0; tf_commands[i] != NULL; i++) {
        choice_cases(out, tf_commands[i]);
    }
    tf_buffer_text(out, "    *:--metric) words=\"");
    metric_words(out);
    tf_buffer_text(out, "\" ;;\n    *:--set) words=\"");
    parameter_words(out);
    tf_buffer_text(out, "\" ;;\n    *:--threads|*:--title|*:--subtitle|*:--note) return ;;\n"
                        "    *) case $word in -*) case $command in\n");
    for (size_t i = 0; tf_commands[i] != NULL; i++) {
        tf_buffer_printf(out, "      %s) words=\"", tf_commands[i]->name);
        option_words(out, tf_commands[i]);
        tf_buffer_text(out, "\" ;;\n");
    }
    tf_buffer_text(out, "      esac ;; esac ;;\n  esac\n"
                        "  if [ -z \"$words\" ]; then\n    case $command in\n"
                        "    params) words=\"");
    parameter_words(out);
    tf_buffer_text(out, "\" ;;\n    help) words=\"");
    for (size_t i = 0; tf_commands[i] != NULL; i++) {
        tf_buffer_printf(out, " %s", tf_commands[i]->name);
    }
    tf_buffer_text(out, "\" ;;\n    esac\n  fi\n"
                        "  if [ -n \"$words\" ]; then\n"
                        "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
                        "  else\n"
                        "    COMPREPLY=($(compgen -f -- \"$word\"))\n"
                        "    compopt -o filenames 2>/dev/null\n"
                        "  fi\n}\ncomplete -F _twofold twofold\n");
}
