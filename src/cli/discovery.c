#include "cli/discovery.h"

#include <string.h>

#include "base/text.h"

bool tf_discovery_conditions(struct tf_discovery *discovery, const char *usual)
{
    struct tf_session *session = discovery->session;
    struct tf_arena *arena = &session->arena;
    struct tf_texts given = session->request.target, alone = {&usual, 1};
    given = given.count > 0 ? given : alone;
    discovery->conditions = tf_arena_alloc(arena, given.count, sizeof *discovery->conditions);
    if (discovery->conditions == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    discovery->condition_count = given.count;
    for (size_t i = 0; i < given.count; i++) {
        struct tf_run_condition *condition = &discovery->conditions[i];
        if (!tf_run_condition_parse(given.items[i], arena, condition, &session->diag)) {
            return false;
        }
    }
    return true;
}

bool tf_discovery_describe(const struct tf_discovery *discovery, const struct tf_plan *plan,
                           struct tf_discovery_runs *runs)
{
    struct tf_session *session = discovery->session;
    struct tf_arena *arena = &session->arena;
    for (size_t i = 0; i < discovery->condition_count; i++) {
        const char *text = tf_run_condition_text(&discovery->conditions[i], plan, arena);
        if (text != NULL) {
            runs->target = i == 0 ? text : tf_arena_printf(arena, "%s, %s", runs->target, text);
        }
        if (text == NULL || runs->target == NULL) {
            return tf_out_of_memory(&session->diag);
        }
    }
    return true;
}

/* --- factors ------------------------------------------------------------------------------------
 */

static const char *without_set(const char *name)
{
    return tf_text_starts(name, "set.") ? name + 4 : name;
}

/* The next name of a comma list; false at its end. */
static bool next_name(const char **at, const char **name, size_t *length)
{
    if (*at == NULL) {
        return false;
    }
    *name = *at;
    *length = strcspn(*at, ",");
    *at = (*at)[*length] == ',' ? *at + *length + 1 : NULL;
    return true;
}

static bool is_named(const char *name, const char *given, size_t length)
{
    const char *bare = without_set(name), *asked = without_set(given);
    length -= (size_t)(asked - given);
    return strlen(bare) == length && memcmp(bare, asked, length) == 0;
}

bool tf_discovery_wants(const struct tf_session *session, const char *name)
{
    const struct tf_texts *lists = &session->request.columns;
    bool wants = lists->count == 0;
    for (size_t i = 0; i < lists->count; i++) {
        const char *at = lists->items[i], *given;
        size_t length;
        while (next_name(&at, &given, &length)) {
            wants = wants || is_named(name, given, length);
        }
    }
    return wants;
}

static bool refuse_name(struct tf_session *session, const char *given, size_t length,
                        const char *const *names, size_t count)
{
    char *word = tf_arena_strndup(&session->arena, given, length);
    if (word == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    const char *near = tf_text_nearest(word, names, count);
    return near != NULL
               ? tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                         "`--columns` names `%s`, which is no factor here; did you mean "
                         "`%s`?",
                         word, near)
               : tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                         "`--columns` names `%s`, which is no factor here; write addresses "
                         "or names of columns, as in --columns tfp_growth+,habit",
                         word);
}

bool tf_discovery_columns_exist(struct tf_session *session, const char *const *names, size_t count)
{
    const struct tf_texts *lists = &session->request.columns;
    for (size_t i = 0; i < lists->count; i++) {
        const char *at = lists->items[i], *given;
        size_t length;
        while (next_name(&at, &given, &length)) {
            bool known = false;
            for (size_t k = 0; k < count; k++) {
                known = known || is_named(names[k], given, length);
            }
            if (!known) {
                return refuse_name(session, given, length, names, count);
            }
        }
    }
    return true;
}

/* How many runs have a value; *absent: the last that has none. */
static size_t measure_range(struct tf_discovered_factor *factor, const double *values, size_t count,
                            size_t *absent)
{
    size_t present = 0;
    factor->low = HUGE_VAL;
    factor->high = -HUGE_VAL;
    for (size_t run = 0; run < count; run++) {
        if (isnan(values[run])) {
            *absent = run;
            continue;
        }
        present++;
        factor->low = values[run] < factor->low ? values[run] : factor->low;
        factor->high = values[run] > factor->high ? values[run] : factor->high;
    }
    return present;
}

bool tf_discovery_finish(struct tf_discovery *discovery, struct tf_discovery_runs *runs,
                         const struct tf_place *place)
{
    struct tf_diag *diag = &discovery->session->diag;
    size_t kept = 0;
    for (size_t i = 0; i < runs->factor_count; i++) {
        size_t absent = 0;
        size_t present = measure_range(&runs->factors[i], runs->columns[i], runs->count, &absent);
        if (present > 0 && present < runs->count) {
            return tf_fail(diag, TF_BAD_INPUT, place,
                           "%s: run %zu has no `%s`; every run needs a value of every factor",
                           runs->name, absent + 1, runs->factors[i].name);
        }
        if (present > 0) {
            runs->factors[kept] = runs->factors[i];
            runs->columns[kept++] = runs->columns[i];
        }
    }
    runs->factor_count = kept;
    return kept > 0 ||
           tf_fail(diag, TF_BAD_INPUT, place, "%s: no factor has values in any run", runs->name);
}
