#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Columns of a source line that are shown; a longer one is cut round the caret. */
#define EXCERPT_COLUMNS 200

void tf_diag_init(struct tf_diag *diag)
{
    *diag = (struct tf_diag){0};
    tf_arena_init(&diag->arena);
}

void tf_diag_release(struct tf_diag *diag)
{
    free(diag->messages);
    tf_arena_release(&diag->arena);
    *diag = (struct tf_diag){0};
}

/* A copy of a place whose texts the diag owns; without what there is no memory for. */
static struct tf_place own_place(struct tf_diag *diag, const struct tf_place *place)
{
    struct tf_place owned = {0};
    if (place != NULL) {
        owned = *place;
        owned.file = place->file != NULL ? tf_arena_strdup(&diag->arena, place->file) : NULL;
        owned.source_line =
            place->source_line != NULL ? tf_arena_strdup(&diag->arena, place->source_line) : NULL;
    }
    return owned;
}

static void add(struct tf_diag *diag, enum tf_severity severity, const struct tf_place *place,
                const char *text)
{
    if (text != NULL && tf_array_reserve(&diag->messages, &diag->capacity, diag->count + 1,
                                         sizeof *diag->messages)) {
        diag->messages[diag->count++] = (struct tf_message){severity, own_place(diag, place), text};
    }
}

static void count_error(struct tf_diag *diag, enum tf_status status)
{
    diag->errors++;
    diag->status = status > diag->status ? status : diag->status;
}

bool tf_fail(struct tf_diag *diag, enum tf_status status, const struct tf_place *place,
             const char *format, ...)
{
    if (!tf_diag_full(diag)) {
        va_list arguments;
        va_start(arguments, format);
        add(diag, TF_SEVERITY_ERROR, place, tf_arena_vprintf(&diag->arena, format, arguments));
        va_end(arguments);
    }
    count_error(diag, status);
    return false;
}

void tf_warn(struct tf_diag *diag, const struct tf_place *place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(diag, TF_SEVERITY_WARNING, place, tf_arena_vprintf(&diag->arena, format, arguments));
    va_end(arguments);
    diag->warnings++;
}

void tf_diag_append(struct tf_diag *diag, const struct tf_diag *other)
{
    for (size_t i = 0; i < other->count; i++) {
        const struct tf_message *message = &other->messages[i];
        add(diag, message->severity, &message->place, tf_arena_strdup(&diag->arena, message->text));
    }
    diag->errors += other->errors;
    diag->warnings += other->warnings;
    diag->status = other->status > diag->status ? other->status : diag->status;
}

bool tf_out_of_memory(struct tf_diag *diag)
{
    add(diag, TF_SEVERITY_ERROR, NULL, "out of memory");
    count_error(diag, TF_ENVIRONMENT);
    return false;
}

bool tf_diag_full(const struct tf_diag *diag)
{
    return diag->errors >= TF_ERRORS_KEPT;
}

/* Characters before byte `column` (1-based) of a line, plus one. */
static size_t character_column(const char *line, size_t column)
{
    size_t at = 0, characters = 1, length = strlen(line);
    while (at + 1 < column && at < length) {
        int32_t code_point;
        size_t bytes = tf_utf8_decode(line + at, length - at, &code_point);
        at += bytes > 0 ? bytes : 1;
        characters++;
    }
    return characters;
}

static void format_prefix(const struct tf_message *message, bool colour, struct tf_buffer *out)
{
    const struct tf_place *place = &message->place;
    bool error = message->severity == TF_SEVERITY_ERROR;
    tf_buffer_text(out, place->file != NULL ? place->file : "twofold");
    if (place->file != NULL && place->line > 0) {
        tf_buffer_printf(out, ":%zu", place->line);
        if (place->column > 0) {
            tf_buffer_printf(out, ":%zu",
                             place->source_line != NULL
                                 ? character_column(place->source_line, place->column)
                                 : place->column);
        }
    }
    tf_buffer_printf(out, ": %s%s:%s %s\n", colour ? (error ? "\033[1;31m" : "\033[1;35m") : "",
                     error ? "error" : "warning", colour ? "\033[0m" : "", message->text);
}

/* One character of the source line as it is shown, and under it blanks of its width (a tab as a
 * tab, so that the caret stands right whatever the tab stops). */
static void format_character(const char *bytes, size_t length, int32_t code_point,
                             struct tf_buffer *line, struct tf_buffer *under)
{
    if (code_point == '\t') {
        tf_buffer_text(line, "\t");
        tf_buffer_text(under, "\t");
    } else if (length == 0 || code_point < 32 || (code_point >= 127 && code_point < 160)) {
        tf_buffer_text(line, "\xEF\xBF\xBD");
        tf_buffer_text(under, " ");
    } else {
        char one[8] = {0};
        memcpy(one, bytes, length);
        tf_buffer_text(line, one);
        for (size_t i = tf_text_width(one); i > 0; i--) {
            tf_buffer_text(under, " ");
        }
    }
}

/* Where the shown part of a line starts, so that the caret is in it. */
static size_t excerpt_start(const char *text, size_t column)
{
    size_t start = column > EXCERPT_COLUMNS * 3 / 4 ? column - EXCERPT_COLUMNS / 2 : 0;
    while (start > 0 && ((unsigned char)text[start] & 0xC0) == 0x80) {
        start--;
    }
    return start;
}

static void format_excerpt(const struct tf_place *place, bool colour, struct tf_buffer *out)
{
    struct tf_buffer line, under;
    const char *text = place->source_line;
    size_t length = strlen(text);
    size_t column = place->column - 1 < length ? place->column - 1 : length;
    size_t at = excerpt_start(text, column), end = at + EXCERPT_COLUMNS;
    bool marked = false;
    tf_buffer_init(&line);
    tf_buffer_init(&under);
    if (at > 0) {
        tf_buffer_text(&line, "…");
        tf_buffer_text(&under, " ");
    }
    size_t caret = at >= column ? under.length : 0;
    while (at < length && at < end) {
        int32_t code_point = 0;
        size_t bytes = tf_utf8_decode(text + at, length - at, &code_point);
        if (at >= column && !marked) {
            caret = under.length;
            marked = true;
        }
        format_character(text + at, bytes, code_point, &line, &under);
        at += bytes > 0 ? bytes : 1;
    }
    caret = marked || at < length ? caret : under.length;
    tf_buffer_printf(out, "  %s%s\n  %.*s%s^%s\n", line.bytes != NULL ? line.bytes : "",
                     at < length ? "…" : "", (int)caret, under.bytes != NULL ? under.bytes : "",
                     colour ? "\033[1;32m" : "", colour ? "\033[0m" : "");
    tf_buffer_release(&line);
    tf_buffer_release(&under);
}

void tf_message_format(const struct tf_message *message, bool colour, struct tf_buffer *out)
{
    format_prefix(message, colour, out);
    if (message->place.source_line != NULL && message->place.column > 0) {
        format_excerpt(&message->place, colour, out);
    }
}
