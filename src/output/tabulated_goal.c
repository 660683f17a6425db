/* tabulated_goal: what `solve` was asked for, in words: "income doubles", "debt is lowest while
 * rural income doubles". */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/tabulated_parts.h"

enum { ASKED_MOST = 16 };

/* A metric and its target, as they stand in the table: `2`, `>=2`, `<=2`, `min`, `max`. */
struct asked {
    const char *metric, *target;
};

static bool is_objective(const struct asked *asked)
{
    return strcmp(asked->target, "min") == 0 || strcmp(asked->target, "max") == 0;
}

/* Every point asks for the same; gives how many there are. */
static size_t gather(const struct tabulating *t, struct asked asked[ASKED_MOST])
{
    size_t metric = tf_result_column(t->table, "metric");
    size_t target = tf_result_column(t->table, "target"), count = 0;
    for (size_t row = 0; row < t->table->csv.count && count < ASKED_MOST; row++) {
        struct asked one = {tf_result_text(t->table, row, metric),
                            tf_result_text(t->table, row, target)};
        size_t i = 0;
        while (i < count && (strcmp(asked[i].metric, one.metric) != 0 ||
                             strcmp(asked[i].target, one.target) != 0)) {
            i++;
        }
        if (i == count && one.metric[0] != '\0') {
            asked[count++] = one;
        }
    }
    return count;
}

/* "income doubles", "Gini coefficient is 0.38", "debt is 60% or less", "debt is lowest". NULL
 * without memory, or with a message where the target is none. */
static const char *words_of(const struct tabulating *t, const struct asked *asked)
{
    enum tf_language language = t->options->language;
    struct tf_magnitude metric;
    struct tf_number number;
    const char *value = asked->target;
    bool at_least = tf_text_starts(value, ">="), at_most = tf_text_starts(value, "<=");
    value += at_least || at_most ? 2 : 0;
    if (!tabulating_metric(t, asked->metric, &metric)) {
        return NULL;
    }
    if (is_objective(asked)) {
        return tf_phrase_fill(t->arena, language,
                              strcmp(value, "min") == 0 ? TF_PHRASE_FRONTIER_LEAST
                                                        : TF_PHRASE_FRONTIER_MOST,
                              metric.name, (char *)NULL);
    }
    if (tf_number_parse(value, strlen(value), '.', false, &number) != TF_NUMBER_OK) {
        tabulating_fail(t, "the target of `%s` is no number, >=, <=, min or max", asked->metric);
        return NULL;
    }
    if (at_least || (metric.is_multiple && !at_most)) {
        return tf_magnitude_event(t->arena, language, &metric, number.value);
    }
    const char *text = tf_magnitude_text(t->arena, language, metric.scale, number.value,
                                         tf_magnitude_decimals(metric.scale, &number.value, 1));
    return text == NULL
               ? NULL
               : tf_phrase_fill(t->arena, language,
                                at_most ? TF_PHRASE_FRONTIER_AT_MOST : TF_PHRASE_SOLVED_METRIC_IS,
                                metric.name, text, (char *)NULL);
}

/* Adds a limit to those before it, of which there are `before`. */
static const char *listed(const struct tabulating *t, const char *list, const char *one,
                          size_t before, size_t all)
{
    return before == 0
               ? one
               : tf_phrase_fill(t->arena, t->options->language,
                                before + 1 == all ? TF_PHRASE_LIST_AND : TF_PHRASE_LIST_COMMA, list,
                                one, (char *)NULL);
}

bool tabulated_goal(const struct tabulating *t, const char **goal)
{
    struct asked asked[ASKED_MOST];
    size_t count = gather(t, asked), limits = 0, listed_count = 0;
    const char *objective = NULL, *list = NULL;
    for (size_t i = 0; i < count; i++) {
        limits += is_objective(&asked[i]) ? 0 : 1;
    }
    for (size_t i = 0; i < count; i++) {
        const char *words = words_of(t, &asked[i]);
        if (words != NULL && is_objective(&asked[i])) {
            objective = words;
        } else if (words != NULL) {
            words = list = listed(t, list, words, listed_count++, limits);
        }
        if (words == NULL) {
            return t->diag->errors == 0 && tf_out_of_memory(t->diag);
        }
    }
    *goal = objective == NULL ? list
            : list == NULL
                ? objective
                : tf_phrase_fill(t->arena, t->options->language, TF_PHRASE_FRONTIER_WHILE,
                                 objective, list, (char *)NULL);
    return *goal != NULL || tabulating_fail(t, "the table names no metric that is reached");
}
