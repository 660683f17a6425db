#include "cli/query.h"

#include <string.h>

static size_t count_addresses(const struct tf_texts *lists)
{
    size_t count = 0;
    for (size_t i = 0; i < lists->count; i++) {
        count++;
        for (const char *at = lists->items[i]; *at != '\0'; at++) {
            count += *at == ',';
        }
    }
    return count;
}

static bool parse_one(const char *list, const char *address, size_t length,
                      const struct tf_scenario *scenario, struct tf_arena *arena,
                      struct tf_query *query, struct tf_diag *diag)
{
    const char *message = NULL;
    size_t offset = 0;
    for (; length > 0 && address[0] == ' '; length--) {
        address++;
    }
    while (length > 0 && address[length - 1] == ' ') {
        length--;
    }
    char *text = tf_arena_strndup(arena, address, length);
    char *option = tf_arena_printf(arena, "--metric %s", list);
    if (text == NULL || option == NULL) {
        return tf_out_of_memory(diag);
    }
    struct tf_place place = {.file = option};
    if (text[0] == '\0') {
        return tf_fail(diag, TF_BAD_INPUT, &place, "a metric is missing; write NAME,NAME");
    }
    if (!tf_query_parse(text, scenario, arena, query, &message, &offset)) {
        return tf_fail(diag, TF_BAD_INPUT, &place, "%s", message);
    }
    if (query->statistic != NULL) {
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "a single run has no statistics over draws; leave `:%s` out",
                       query->statistic);
    }
    return true;
}

bool tf_queries_parse(const struct tf_texts *lists, const struct tf_scenario *scenario,
                      struct tf_arena *arena, struct tf_query **queries, size_t *count,
                      struct tf_diag *diag)
{
    *count = 0;
    *queries = tf_arena_alloc(arena, count_addresses(lists), sizeof **queries);
    if (*queries == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < lists->count; i++) {
        const char *at = lists->items[i];
        for (;;) {
            size_t length = strcspn(at, ",");
            if (!parse_one(lists->items[i], at, length, scenario, arena, &(*queries)[*count],
                           diag)) {
                return false;
            }
            ++*count;
            if (at[length] == '\0') {
                break;
            }
            at += length + 1;
        }
    }
    return true;
}
