#include "base/text.h"

#include <string.h>
#include <utf8proc.h>

size_t tf_utf8_decode(const char *text, size_t length, int32_t *code_point)
{
    utf8proc_int32_t decoded;
    if (length == 0) {
        return 0;
    }
    utf8proc_ssize_t bytes =
        utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &decoded);
    if (bytes <= 0) {
        return 0;
    }
    *code_point = decoded;
    return (size_t)bytes;
}

/* Eight bytes of ASCII, which most text is. */
static bool is_ascii(const char *text)
{
    uint64_t bytes;
    memcpy(&bytes, text, sizeof bytes);
    return (bytes & 0x8080808080808080u) == 0;
}

size_t tf_utf8_invalid_at(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        if (length - at >= 8 && is_ascii(text + at)) {
            at += 8;
            continue;
        }
        int32_t code_point;
        size_t bytes = tf_utf8_decode(text + at, length - at, &code_point);
        if (bytes == 0) {
            return at;
        }
        at += bytes;
    }
    return length;
}

/* The next character of a text: its bytes and columns. Bytes that are no UTF-8 count one each. */
struct character {
    size_t bytes, columns;
};

static struct character next_character(const char *text)
{
    int32_t code_point;
    size_t bytes = tf_utf8_decode(text, strlen(text), &code_point);
    if (bytes == 0) {
        return (struct character){1, 1};
    }
    int columns = code_point < 32 || code_point == 127 ? 0 : utf8proc_charwidth(code_point);
    return (struct character){bytes, columns > 0 ? (size_t)columns : 0};
}

size_t tf_text_width(const char *text)
{
    size_t columns = 0;
    while (*text != '\0') {
        struct character character = next_character(text);
        columns += character.columns;
        text += character.bytes;
    }
    return columns;
}

/* Bytes of the longest beginning that takes at most `columns`. */
static size_t fitting_bytes(const char *text, size_t columns)
{
    size_t bytes = 0;
    while (text[bytes] != '\0') {
        struct character character = next_character(text + bytes);
        if (character.columns > columns) {
            break;
        }
        columns -= character.columns;
        bytes += character.bytes;
    }
    return bytes;
}

static void blanks(struct tf_buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        tf_buffer_append(out, " ", 1);
    }
}

void tf_text_pad(struct tf_buffer *out, const char *text, size_t width, enum tf_align align)
{
    size_t columns = tf_text_width(text);
    if (columns > width) {
        size_t bytes = width > 0 ? fitting_bytes(text, width - 1) : 0;
        struct tf_buffer cut;
        tf_buffer_init(&cut);
        tf_buffer_append(&cut, text, bytes);
        size_t used = cut.bytes != NULL ? tf_text_width(cut.bytes) : 0;
        tf_buffer_append(out, text, bytes);
        if (width > 0) {
            tf_buffer_text(out, "…");
            blanks(out, width - 1 - used);
        }
        tf_buffer_release(&cut);
        return;
    }
    if (align == TF_ALIGN_RIGHT) {
        blanks(out, width - columns);
    }
    tf_buffer_text(out, text);
    if (align == TF_ALIGN_LEFT) {
        blanks(out, width - columns);
    }
}

/* Marks that no line of Chinese begins with, and those that none ends with. */
static const char closing[] = "，。、；：！？）》」』”’％…—", opening[] = "（《「『“‘";

static bool is_among(const char *marks, const char *text, size_t bytes)
{
    for (const char *at = marks; *at != '\0'; at += next_character(at).bytes) {
        if (next_character(at).bytes == bytes && memcmp(at, text, bytes) == 0) {
            return true;
        }
    }
    return false;
}

/* May a line end between two characters? After a blank, and beside a wide character; so not inside
 * a word or a number. */
static bool may_break(const char *before, struct character last, const char *after,
                      struct character next)
{
    if (*before == ' ') {
        return true;
    }
    bool wide = next.columns > 1 || (last.columns > 1 && next.columns > 0);
    return wide && *after != ' ' && !is_among(opening, before, last.bytes) &&
           !is_among(closing, after, next.bytes);
}

/* Bytes of the next line of at most `width` columns: up to the last place that fits at which a line
 * may end, or a word cut where it is wider than the line; `skip` is where the line after begins. */
static size_t line_bytes(const char *text, size_t width, size_t *skip)
{
    size_t fit = fitting_bytes(text, width), end = 0;
    if (text[fit] == '\0' || text[fit] == ' ') {
        end = fit;
    } else {
        struct character last = next_character(text);
        for (size_t before = 0, at = last.bytes; at <= fit; at += last.bytes) {
            struct character next = next_character(text + at);
            end = may_break(text + before, last, text + at, next) ? at : end;
            before = at;
            last = next;
        }
        end = end > 0 ? end : fit > 0 ? fit : next_character(text).bytes;
    }
    size_t after = end;
    while (text[after] == ' ') {
        after++;
    }
    while (end > 0 && text[end - 1] == ' ') {
        end--;
    }
    *skip = after;
    return end;
}

void tf_text_wrap(struct tf_buffer *out, const char *text, size_t width, size_t indent)
{
    size_t room = width > indent + 1 ? width - indent : 1;
    bool first = true;
    do {
        size_t skip;
        size_t length = line_bytes(text, room, &skip);
        if (!first) {
            blanks(out, indent);
        }
        tf_buffer_append(out, text, length);
        tf_buffer_append(out, "\n", 1);
        text += skip;
        first = false;
    } while (*text != '\0');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

enum { LONGEST_WORD = 64 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t rows[3][LONGEST_WORD + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= m; j++) {
        last[j] = j;
        before[j] = 0;
    }
    for (size_t i = 1; i <= n; i++) {
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            char x = lower(a[i - 1]), y = lower(b[j - 1]);
            now[j] = least(least(last[j] + 1, now[j - 1] + 1), last[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y) {
                now[j] = least(now[j], before[j - 2] + 1);
            }
        }
        size_t *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[m];
}

const char *tf_text_nearest(const char *word, const char *const *candidates, size_t count)
{
    const char *nearest = NULL;
    size_t n = strlen(word), best = 0;
    for (size_t i = 0; i < count && n <= LONGEST_WORD; i++) {
        size_t m = candidates[i] != NULL ? strlen(candidates[i]) : LONGEST_WORD + 1;
        if (m > LONGEST_WORD) {
            continue;
        }
        size_t allowed = (n > m ? n : m) / 3;
        size_t found = distance(word, n, candidates[i], m);
        if (found <= (allowed > 0 ? allowed : 1) && (nearest == NULL || found < best)) {
            nearest = candidates[i];
            best = found;
        }
    }
    return nearest;
}

bool tf_text_equal(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool tf_text_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}
