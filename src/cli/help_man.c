#include <string.h>

#include "cli/help.h"

#ifndef TF_VERSION
#define TF_VERSION "unknown"
#endif

/* Text in roff: backslashes, hyphens that must stay ASCII, and a point or apostrophe that begins a
 * line. Text between backticks is bold. */
static void text(struct tf_buffer *out, const char *words)
{
    bool start = true, bold = false;
    for (; *words != '\0'; words++) {
        if (start && (*words == '.' || *words == '\'')) {
            tf_buffer_text(out, "\\&");
        }
        start = *words == '\n';
        if (*words == '`') {
            bold = !bold;
            tf_buffer_text(out, bold ? "\\fB" : "\\fR");
        } else if (*words == '\\') {
            tf_buffer_text(out, "\\e");
        } else if (*words == '-') {
            tf_buffer_text(out, "\\-");
        } else {
            tf_buffer_append(out, words, 1);
        }
    }
}

static void line(struct tf_buffer *out, const char *request, const char *words)
{
    tf_buffer_text(out, request);
    text(out, words);
    tf_buffer_text(out, "\n");
}

static void entry(struct tf_buffer *out, const char *term, const char *words)
{
    line(out, ".TP\n.B ", term);
    line(out, "", words);
}

static void topics(struct tf_buffer *out, const char *title, const struct tf_topic *topic)
{
    line(out, ".SH ", title);
    for (; topic->name != NULL; topic++) {
        entry(out, topic->name, topic->text);
    }
}

static void paragraphs(struct tf_buffer *out, const char *words, struct tf_arena *arena)
{
    while (*words != '\0') {
        const char *end = strstr(words, "\n\n");
        size_t length = end != NULL ? (size_t)(end - words) : strlen(words);
        char *one = tf_arena_strndup(arena, words, length);
        line(out, ".PP\n", one != NULL ? one : "");
        words += length + (end != NULL ? 2 : 0);
    }
}

static void command(struct tf_buffer *out, const struct tf_command *command, struct tf_arena *arena)
{
    tf_buffer_printf(out, ".SS twofold %s [OPTION]... %s\n", command->name, command->operands);
    char *summary =
        tf_arena_printf(arena, "%c%s.", command->summary[0] - 'a' + 'A', command->summary + 1);
    line(out, "", summary != NULL ? summary : "");
    paragraphs(out, command->description, arena);
    struct tf_word word;
    for (size_t i = 0; command->words_title != NULL && command->word(i, arena, &word); i++) {
        entry(out, word.name, word.meaning);
    }
    for (size_t group = 0; command->options[group] != NULL; group++) {
        for (size_t i = 0; i < command->options[group]->count; i++) {
            const struct tf_option *option = &command->options[group]->options[i];
            char *usage = tf_option_usage(option, arena);
            entry(out, usage != NULL ? usage : "", option->meaning);
        }
    }
}

static void examples(struct tf_buffer *out)
{
    tf_buffer_text(out, ".SH EXAMPLES\n");
    for (size_t i = 0; tf_commands[i] != NULL; i++) {
        const struct tf_example *example = tf_commands[i]->examples;
        for (; example != NULL && example->command != NULL; example++) {
            entry(out, example->command, example->explanation);
        }
    }
}

void tf_help_man(struct tf_arena *arena, struct tf_buffer *out)
{
    tf_buffer_text(out, ".\\\" Made by `twofold help --format man`.\n"
                        ".TH TWOFOLD 1 \"\" \"twofold " TF_VERSION "\"\n"
                        ".SH NAME\ntwofold \\- ");
    line(out, "", tf_help_summary);
    tf_buffer_text(out, ".SH SYNOPSIS\n.B twofold\n.I COMMAND\n[OPTION]... SCENARIO...\n"
                        ".SH DESCRIPTION\n");
    line(out, "", tf_help_description);
    for (const struct tf_topic *topic = tf_help_streams; topic->name != NULL; topic++) {
        line(out, ".PP\n", topic->text);
    }
    tf_buffer_text(out, ".SH COMMANDS\n");
    for (size_t i = 0; tf_commands[i] != NULL; i++) {
        command(out, tf_commands[i], arena);
    }
    topics(out, "EXIT STATUS", tf_help_statuses);
    topics(out, "ENVIRONMENT", tf_help_environment);
    examples(out);
    tf_buffer_text(out, ".SH SEE ALSO\n.BR gnuplot (1)\n.PP\nThe scenario format, the model's "
                        "equations, all parameters and metrics are in the program's documents, "
                        "/usr/share/doc/twofold or /usr/local/share/doc/twofold.\n");
}
