#include "scenario/quote.h"

#include "base/text.h"

enum { LONGEST_SHOWN = 60 };

static void append_character(struct tf_buffer *out, const char *text, size_t bytes,
                             int32_t code_point)
{
    if (bytes == 0 || code_point < 32 || (code_point >= 127 && code_point < 160)) {
        tf_buffer_text(out, "\xEF\xBF\xBD");
    } else {
        tf_buffer_append(out, text, bytes);
    }
}

const char *tf_quote(struct tf_arena *arena, const char *text, size_t length)
{
    struct tf_buffer out;
    size_t at = 0;
    tf_buffer_init(&out);
    tf_buffer_text(&out, "`");
    for (size_t shown = 0; at < length && shown < LONGEST_SHOWN; shown++) {
        int32_t code_point = 0;
        size_t bytes = tf_utf8_decode(text + at, length - at, &code_point);
        append_character(&out, text + at, bytes, code_point);
        at += bytes > 0 ? bytes : 1;
    }
    tf_buffer_text(&out, at < length ? "…`" : "`");
    const char *quoted = out.failed ? NULL : tf_arena_strndup(arena, out.bytes, out.length);
    tf_buffer_release(&out);
    return quoted != NULL ? quoted : "a text";
}
