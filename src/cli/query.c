#include "cli/query.h"

#include <string.h>

#include "cli/command.h"

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

/* What the addresses are parsed for. */
struct parsing {
    const struct tf_scenario *scenario;
    const char *no_statistics; /* why they have no statistic; NULL: they may have one */
    struct tf_arena *arena;
    struct tf_diag *diag;
};

static bool parse_one(const struct parsing *parsing, const char *list, const char *address,
                      size_t length, struct tf_query *query)
{
    struct tf_arena *arena = parsing->arena;
    struct tf_diag *diag = parsing->diag;
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
    if (!tf_query_parse(text, parsing->scenario, arena, query, &message, &offset)) {
        return tf_fail(diag, TF_BAD_INPUT, &place, "%s", message);
    }
    if (query->statistic != NULL && parsing->no_statistics != NULL) {
        return tf_fail(diag, TF_BAD_INPUT, &place, "%s; leave `:%s` out", parsing->no_statistics,
                       query->statistic);
    }
    return true;
}

static bool parse_list(const struct parsing *parsing, const char *list, struct tf_query *queries,
                       size_t *count)
{
    for (const char *at = list;;) {
        size_t length = strcspn(at, ",");
        if (!parse_one(parsing, list, at, length, &queries[*count])) {
            return false;
        }
        ++*count;
        if (at[length] == '\0') {
            return true;
        }
        at += length + 1;
    }
}

bool tf_queries_parse(const struct tf_texts *lists, const struct tf_scenario *scenario,
                      struct tf_arena *arena, struct tf_query **queries, size_t *count,
                      struct tf_diag *diag)
{
    return tf_queries_parse_drawn(lists, scenario, "a single run has no statistics over draws",
                                  arena, queries, count, diag);
}

bool tf_queries_parse_drawn(const struct tf_texts *lists, const struct tf_scenario *scenario,
                            const char *no_statistics, struct tf_arena *arena,
                            struct tf_query **queries, size_t *count, struct tf_diag *diag)
{
    struct parsing parsing = {scenario, no_statistics, arena, diag};
    *count = 0;
    *queries = tf_arena_alloc(arena, count_addresses(lists), sizeof **queries);
    if (*queries == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < lists->count; i++) {
        if (!parse_list(&parsing, lists->items[i], *queries, count)) {
            return false;
        }
    }
    return true;
}

static bool is_first_of_metric(const struct tf_measure *measures, size_t index)
{
    size_t at = 0;
    while (measures[at].metric != measures[index].metric) {
        at++;
    }
    return at == index;
}

void tf_measures_remark(const struct tf_plan *plan, const struct tf_measure *measures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *lacking = tf_metric_lacks(plan, measures[i].metric);
        if (lacking != NULL && is_first_of_metric(measures, i)) {
            tf_print_note("%s: %s has no values, for want of %s", plan->scenario->name,
                          tf_metrics[measures[i].metric].name, lacking);
        }
    }
}
