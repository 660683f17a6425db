#include <string.h>

#include "base/text.h"
#include "cli/help.h"

struct page {
    size_t columns;
    bool bold;
    struct tf_arena *arena;
    struct tf_buffer *out;
};

static void title(struct page *page, const char *text)
{
    tf_buffer_printf(page->out, "\n%s%s%s\n", page->bold ? "\033[1m" : "", text,
                     page->bold ? "\033[0m" : "");
}

/* `  term      text` with the text wrapped at its own left edge, below the term where that is too
 * long. */
static void entry(struct page *page, const char *term, const char *text, size_t indent)
{
    size_t width = tf_text_width(term) + 2;
    tf_buffer_printf(page->out, "  %s", term);
    if (width + 2 > indent) {
        tf_buffer_printf(page->out, "\n%*s", (int)indent, "");
    } else {
        tf_buffer_printf(page->out, "%*s", (int)(indent - width), "");
    }
    tf_text_wrap(page->out, text, page->columns, indent);
}

static void topics(struct page *page, const struct tf_topic *topic, size_t indent)
{
    for (; topic->name != NULL; topic++) {
        entry(page, topic->name, topic->text, indent);
    }
}

/* Paragraphs are separated by an empty line. */
static void paragraphs(struct page *page, const char *text)
{
    while (*text != '\0') {
        const char *end = strstr(text, "\n\n");
        size_t length = end != NULL ? (size_t)(end - text) : strlen(text);
        char *one = tf_arena_strndup(page->arena, text, length);
        tf_buffer_text(page->out, "\n");
        tf_text_wrap(page->out, one != NULL ? one : "", page->columns, 0);
        text += length + (end != NULL ? 2 : 0);
    }
}

static void options(struct page *page, const struct tf_option_group *const *groups)
{
    title(page, "Options");
    for (; *groups != NULL; groups++) {
        for (size_t i = 0; i < (*groups)->count; i++) {
            const struct tf_option *option = &(*groups)->options[i];
            char *usage = tf_option_usage(option, page->arena);
            /* Long forms stand under each other. */
            char *term = usage == NULL ? NULL
                                       : tf_arena_printf(page->arena, "%s%s",
                                                         option->letter != 0 ? "" : "    ", usage);
            entry(page, term != NULL ? term : "", option->meaning, 26);
        }
    }
}

static void examples(struct page *page, const struct tf_example *example)
{
    if (example == NULL || example->command == NULL) {
        return;
    }
    title(page, "Examples");
    for (; example->command != NULL; example++) {
        tf_buffer_printf(page->out, "  %s\n      ", example->command);
        tf_text_wrap(page->out, example->explanation, page->columns, 6);
    }
}

static void words(struct page *page, const struct tf_command *command)
{
    struct tf_word word;
    if (command->words_title == NULL) {
        return;
    }
    title(page, command->words_title);
    for (size_t i = 0; command->word(i, page->arena, &word); i++) {
        entry(page, word.name, word.meaning, 14);
    }
}

static void command_page(struct page *page, const struct tf_command *command)
{
    char *head = tf_arena_printf(page->arena, "twofold %s: %s", command->name, command->summary);
    tf_text_wrap(page->out, head != NULL ? head : "", page->columns, 0);
    tf_buffer_printf(page->out, "\nUsage: twofold %s [OPTION]... %s\n", command->name,
                     command->operands);
    paragraphs(page, command->description);
    words(page, command);
    options(page, command->options);
    examples(page, command->examples);
}

static void program_page(struct page *page)
{
    tf_buffer_printf(page->out, "twofold: %s\n\nUsage: twofold COMMAND [OPTION]... SCENARIO...\n",
                     tf_help_summary);
    paragraphs(page, tf_help_description);
    title(page, "Commands");
    for (size_t i = 0; tf_commands[i] != NULL; i++) {
        entry(page, tf_commands[i]->name, tf_commands[i]->summary, 15);
    }
    tf_buffer_text(page->out, "\n`twofold help COMMAND` says what a command takes.\n");
    title(page, "Exit status");
    topics(page, tf_help_statuses, 6);
    title(page, "Environment");
    topics(page, tf_help_environment, 28);
}

void tf_help_text(const struct tf_command *command, size_t columns, bool bold,
                  struct tf_arena *arena, struct tf_buffer *out)
{
    struct page page = {columns, bold, arena, out};
    if (command != NULL) {
        command_page(&page, command);
    } else {
        program_page(&page);
    }
}
