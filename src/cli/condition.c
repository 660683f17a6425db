#include "cli/condition.h"

#include <string.h>

#include "base/num.h"

/* Where the value begins; the relation is read off what stands before it. */
static const char *read_relation(const char *at, enum tf_relation *relation)
{
    bool two = (at[0] == '<' || at[0] == '>') && at[1] == '=';
    *relation = at[0] == '\0'  ? TF_REACHES_TARGET
                : at[0] == '<' ? TF_AT_MOST_VALUE
                : at[0] == '>' ? TF_AT_LEAST_VALUE
                               : TF_EQUALS;
    return at + (at[0] == '\0' ? 0 : two ? 2 : 1);
}

static char *trimmed(const char *text, size_t length, struct tf_arena *arena)
{
    for (; length > 0 && text[0] == ' '; length--) {
        text++;
    }
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    return tf_arena_strndup(arena, text, length);
}

bool tf_condition_parse(const char *text, struct tf_arena *arena, struct tf_condition *condition,
                        struct tf_diag *diag)
{
    size_t length = strcspn(text, "<>=");
    struct tf_number number = {.value = TF_ABSENT};
    char *option = tf_arena_printf(arena, "--target %s", text);
    char *metric = trimmed(text, length, arena);
    if (option == NULL || metric == NULL) {
        return tf_out_of_memory(diag);
    }
    struct tf_place place = {.file = option};
    *condition = (struct tf_condition){.option = option, .metric = metric};
    const char *at = read_relation(text + length, &condition->relation);
    char *value = trimmed(at, strlen(at), arena);
    if (value == NULL) {
        return tf_out_of_memory(diag);
    }
    if (metric[0] == '\0') {
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "a metric is missing; write METRIC>=VALUE or METRIC<=VALUE");
    }
    if (condition->relation != TF_REACHES_TARGET &&
        tf_number_parse(value, strlen(value), '.', false, &number) != TF_NUMBER_OK) {
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "`%s` is no number; write METRIC>=VALUE or METRIC<=VALUE, as in "
                       "multiple>=1.8 or debt_ratio<=90%%",
                       value);
    }
    condition->value = number.value;
    return true;
}
