#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/fsio.h"
#include "base/num.h"
#include "base/text.h"
#include "cli/command.h"
#include "output/layout.h"

enum { MESSAGE_MOST = 4096 };
enum { COLUMNS_USUAL = 80, COLUMNS_FEWEST = 60, COLUMNS_MOST = 120 };

static size_t terminal_columns(bool is_terminal)
{
    struct winsize window;
    const char *given = getenv("COLUMNS");
    long columns = 0;
    if (is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0) {
        columns = window.ws_col;
    }
    if (columns == 0 && (given == NULL || !tf_whole_parse(given, strlen(given), 100000, &columns) ||
                         columns == 0)) {
        columns = COLUMNS_USUAL;
    }
    return (size_t)(columns < COLUMNS_FEWEST ? COLUMNS_FEWEST
                    : columns > COLUMNS_MOST ? COLUMNS_MOST
                                             : columns);
}

static bool wants_colour(void)
{
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return (none == NULL || none[0] == '\0') && (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

void tf_session_init(struct tf_session *session)
{
    bool colour = wants_colour();
    memset(session, 0, sizeof *session);
    tf_arena_init(&session->arena);
    tf_diag_init(&session->diag);
    session->output_is_terminal = isatty(STDOUT_FILENO) == 1;
    session->errors_are_terminal = isatty(STDERR_FILENO) == 1;
    session->output_colour = session->output_is_terminal && colour;
    session->errors_colour = session->errors_are_terminal && colour;
    session->columns = terminal_columns(session->output_is_terminal);
}

void tf_session_release(struct tf_session *session)
{
    tf_diag_release(&session->diag);
    tf_arena_release(&session->arena);
}

enum tf_language tf_session_language(const struct tf_session *session)
{
    enum tf_language language = TF_LANGUAGE_EN;
    if (session->request.language != NULL) {
        tf_language_parse(session->request.language, &language);
    }
    return language;
}

static bool writes_to_file(const struct tf_session *session)
{
    return session->request.output != NULL && strcmp(session->request.output, "-") != 0;
}

/* The formats, and what the name of a file in each ends in. */
static const struct {
    const char *name, *extension;
    enum tf_format format;
} formats[] = {
    {"table", ".txt", TF_FORMAT_TABLE},
    {"csv", ".csv", TF_FORMAT_CSV},
    {"json", ".json", TF_FORMAT_JSON},
    {"md", ".md", TF_FORMAT_MARKDOWN},
};
enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

/* `.csv` of `out/a.csv`. What does not start with a letter is part of the name: `plan-1.2`. */
const char *tf_name_extension(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    bool named = dot != NULL && dot > name &&
                 ((dot[1] >= 'a' && dot[1] <= 'z') || (dot[1] >= 'A' && dot[1] <= 'Z'));
    return named ? dot : NULL;
}

/* What the result's name ends in; NULL: nothing, or there is no file. */
static const char *output_extension(const struct tf_session *session)
{
    return writes_to_file(session) ? tf_name_extension(session->request.output) : NULL;
}

enum tf_format tf_session_format(const struct tf_session *session)
{
    const char *asked = session->request.format, *extension = output_extension(session);
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (asked != NULL ? strcmp(asked, formats[i].name) == 0
                          : extension != NULL && strcmp(extension, formats[i].extension) == 0) {
            return formats[i].format;
        }
    }
    return session->output_is_terminal && !writes_to_file(session) ? TF_FORMAT_TABLE
                                                                   : TF_FORMAT_CSV;
}

bool tf_session_format_is_clear(struct tf_session *session)
{
    const char *extension = output_extension(session);
    bool clear = extension == NULL || session->request.format != NULL;
    for (size_t i = 0; i < FORMAT_COUNT && !clear; i++) {
        clear = strcmp(extension, formats[i].extension) == 0;
    }
    return clear || tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                            "`-o %s` names no format; end the name in .csv, .json, .md or .txt, or "
                            "say which with --format",
                            session->request.output);
}

bool tf_session_colour(const struct tf_session *session)
{
    return session->output_colour && !writes_to_file(session);
}

bool tf_session_write(struct tf_session *session, const struct tf_buffer *result)
{
    const char *path = session->request.output != NULL ? session->request.output : "-";
    if (result->failed) {
        return tf_out_of_memory(&session->diag);
    }
    return tf_file_write(path, result->bytes != NULL ? result->bytes : "", result->length,
                         &session->diag);
}

static bool same_message(const struct tf_message *a, const struct tf_message *b)
{
    return a->severity == b->severity && a->place.line == b->place.line &&
           tf_text_equal(a->place.file, b->place.file) && strcmp(a->text, b->text) == 0;
}

/* A wrong --set is wrong in every scenario; it is said once. */
static bool said_before(const struct tf_diag *diag, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (same_message(&diag->messages[i], &diag->messages[index])) {
            return true;
        }
    }
    return false;
}

/* What a message quotes may hold anything; a terminal gets no control characters from it. */
void tf_message_clean(const struct tf_message *message, bool colour, struct tf_arena *arena,
                      struct tf_buffer *out)
{
    struct tf_message clean = *message;
    const char *file = message->place.file;
    char *text = tf_layout_clean(arena, message->text, MESSAGE_MOST);
    clean.text = text != NULL ? text : "out of memory";
    clean.place.file = file != NULL ? tf_layout_clean(arena, file, MESSAGE_MOST) : NULL;
    tf_message_format(&clean, colour, out);
}

void tf_print_errors(const struct tf_diag *diag, bool colour)
{
    struct tf_arena arena;
    struct tf_buffer out;
    size_t shown = 0;
    tf_arena_init(&arena);
    tf_buffer_init(&out);
    for (size_t i = 0; i < diag->count; i++) {
        if (diag->messages[i].severity == TF_SEVERITY_ERROR) {
            shown++;
            if (!said_before(diag, i)) {
                tf_message_clean(&diag->messages[i], colour, &arena, &out);
            }
        }
    }
    if (diag->errors > shown) {
        tf_buffer_printf(&out, "twofold: %zu more errors\n", diag->errors - shown);
    }
    if (out.bytes != NULL) {
        fwrite(out.bytes, 1, out.length, stderr);
    }
    tf_buffer_release(&out);
    tf_arena_release(&arena);
}

void tf_print_note(const char *format, ...)
{
    struct tf_arena arena;
    va_list arguments;
    tf_arena_init(&arena);
    va_start(arguments, format);
    char *text = tf_arena_vprintf(&arena, format, arguments);
    va_end(arguments);
    char *clean = text != NULL ? tf_layout_clean(&arena, text, MESSAGE_MOST) : NULL;
    fprintf(stderr, "twofold: %s\n", clean != NULL ? clean : "out of memory");
    tf_arena_release(&arena);
}
