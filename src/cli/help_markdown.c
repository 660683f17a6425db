#include <string.h>

#include "cli/help.h"
#include "output/table.h"

static void topics(struct tf_buffer *out, const char *term, const struct tf_topic *topic)
{
    tf_buffer_printf(out, "| %s | meaning |\n| --- | --- |\n", term);
    for (; topic->name != NULL; topic++) {
        tf_buffer_printf(out, "| `%s` | %s |\n", topic->name, topic->text);
    }
}

static void options(struct tf_buffer *out, const struct tf_command *command, struct tf_arena *arena)
{
    tf_buffer_text(out, "\n| option | meaning |\n| --- | --- |\n");
    for (size_t group = 0; command->options[group] != NULL; group++) {
        for (size_t i = 0; i < command->options[group]->count; i++) {
            const struct tf_option *option = &command->options[group]->options[i];
            char *usage = tf_option_usage(option, arena);
            tf_buffer_printf(out, "| `%s` | ", usage != NULL ? usage : "");
            for (const char *at = option->meaning; *at != '\0'; at++) {
                tf_buffer_printf(out, strchr("|*_<>", *at) != NULL ? "\\%c" : "%c", *at);
            }
            tf_buffer_text(out, " |\n");
        }
    }
}

static void words(struct tf_buffer *out, const struct tf_command *command, struct tf_arena *arena)
{
    struct tf_word word;
    if (command->words_title == NULL) {
        return;
    }
    tf_buffer_printf(out, "\n| %s | meaning |\n| --- | --- |\n", command->words_title);
    for (size_t i = 0; command->word(i, arena, &word); i++) {
        tf_buffer_printf(out, "| `%s` | %s |\n", word.name, word.meaning);
    }
}

static void command(struct tf_buffer *out, const struct tf_command *command, struct tf_arena *arena)
{
    tf_buffer_printf(out, "\n## %s\n\nIt %s.\n\n    twofold %s [OPTION]... %s\n\n%s\n",
                     command->name, command->summary, command->name, command->operands,
                     command->description);
    words(out, command, arena);
    options(out, command, arena);
    const struct tf_example *example = command->examples;
    for (; example != NULL && example->command != NULL; example++) {
        tf_buffer_printf(out, "\n    %s\n\n%s\n", example->command, example->explanation);
    }
}

void tf_help_markdown(struct tf_arena *arena, struct tf_buffer *out)
{
    tf_buffer_printf(out, "`twofold COMMAND [OPTION]... SCENARIO...`\n\n%s\n\n",
                     tf_help_description);
    tf_buffer_text(out, "| command | what it does |\n| --- | --- |\n");
    for (size_t i = 0; tf_commands[i] != NULL; i++) {
        tf_buffer_printf(out, "| [`%s`](#%s) | %s |\n", tf_commands[i]->name, tf_commands[i]->name,
                         tf_commands[i]->summary);
    }
    tf_buffer_text(out, "\n");
    topics(out, "exit status", tf_help_statuses);
    tf_buffer_text(out, "\n");
    topics(out, "variable", tf_help_environment);
    for (const struct tf_topic *topic = tf_help_streams; topic->name != NULL; topic++) {
        tf_buffer_printf(out, "\n**%s.** %s\n", topic->name, topic->text);
    }
    for (size_t i = 0; tf_commands[i] != NULL; i++) {
        command(out, tf_commands[i], arena);
    }
}
