#include "output/words.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/num.h"
#include "output/words_table.h"

static const char *const codes[TF_LANGUAGES] = {"en", "zh"};

const char *tf_phrase_text(enum tf_phrase phrase, enum tf_language language)
{
    return words_table[phrase][language];
}

#define PLACES_MOST 9

/* Appends the phrase with its places filled. */
static void fill(struct tf_buffer *out, const char *phrase, const char *const *values, size_t count)
{
    for (const char *at = phrase; *at; at++) {
        if (at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}') {
            size_t place = (size_t)(at[1] - '1');
            if (place < count) {
                tf_buffer_text(out, values[place]);
            }
            at += 2;
        } else {
            tf_buffer_append(out, at, 1);
        }
    }
}

char *tf_phrase_fill(struct tf_arena *arena, enum tf_language language, enum tf_phrase phrase, ...)
{
    const char *values[PLACES_MOST];
    size_t count = 0;
    va_list arguments;
    va_start(arguments, phrase);
    for (const char *value; count < PLACES_MOST && (value = va_arg(arguments, const char *));) {
        values[count++] = value;
    }
    va_end(arguments);

    struct tf_buffer out;
    tf_buffer_init(&out);
    fill(&out, words_table[phrase][language], values, count);
    char *copy =
        out.failed ? NULL : tf_arena_strndup(arena, out.bytes ? out.bytes : "", out.length);
    tf_buffer_release(&out);
    return copy;
}

bool tf_language_parse(const char *code, enum tf_language *language)
{
    for (int i = 0; i < TF_LANGUAGES; i++) {
        if (strcmp(code, codes[i]) == 0) {
            *language = (enum tf_language)i;
            return true;
        }
    }
    return false;
}

const char *tf_language_code(enum tf_language language)
{
    return codes[language];
}

/* Decimals that keep a value below its target from reading as if it had reached it: ×1.998, not
 * ×2.00. */
static int decimals_below(double value, double target, int decimals)
{
    while (decimals < 6 && value < target) {
        double scale = pow(10.0, decimals);
        if (round(value * scale) / scale < target) {
            break;
        }
        decimals++;
    }
    return decimals;
}

char *tf_words_multiple(struct tf_arena *arena, enum tf_language language, double value,
                        double target)
{
    char number[TF_NUMBER_TEXT * 2];
    int decimals = value < 9.995 ? 2 : value < 999.95 ? 1 : 0;
    tf_number_rounded(value, decimals_below(value, target, decimals), true, number);
    return tf_phrase_fill(arena, language, TF_PHRASE_MULTIPLE, number, (char *)NULL);
}

char *tf_words_plain(struct tf_arena *arena, double value)
{
    char number[TF_NUMBER_TEXT];
    tf_number_shortest(value, number);
    return tf_arena_strdup(arena, number);
}

int tf_words_year_reached(double crossing)
{
    return (int)ceil(crossing - 1e-9);
}

char *tf_words_whole(struct tf_arena *arena, long value)
{
    return tf_arena_printf(arena, "%ld", value);
}
