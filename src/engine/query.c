#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "engine/metrics.h"

/* A metric address while it is taken apart. */
struct parsing {
    const char *text; /* the whole, for offsets */
    const struct tf_scenario *scenario;
    struct tf_arena *arena;
    struct tf_query *query;
    const char **message;
    size_t *offset;
};

static bool refuse(struct parsing *parsing, const char *at, char *message)
{
    *parsing->message = message != NULL ? message : "out of memory";
    *parsing->offset = (size_t)(at - parsing->text);
    return false;
}

static bool find_metric(const char *name, size_t length, enum tf_metric_id *metric)
{
    for (int i = 0; i < TF_METRIC_COUNT; i++) {
        const char *candidate = tf_metrics[i].name;
        if (strlen(candidate) == length && memcmp(candidate, name, length) == 0) {
            *metric = (enum tf_metric_id)i;
            return true;
        }
    }
    return false;
}

static bool refuse_metric(struct parsing *parsing, size_t length)
{
    const char *names[TF_METRIC_COUNT];
    for (int i = 0; i < TF_METRIC_COUNT; i++) {
        names[i] = tf_metrics[i].name;
    }
    char *name = tf_arena_strndup(parsing->arena, parsing->text, length);
    const char *near = name == NULL ? NULL : tf_text_nearest(name, names, TF_METRIC_COUNT);
    const char *hint = near != NULL ? tf_arena_printf(parsing->arena, "did you mean `%s`?", near)
                                    : "`twofold params --metrics` lists them";
    return refuse(parsing, parsing->text,
                  name == NULL || hint == NULL
                      ? NULL
                      : tf_arena_printf(parsing->arena, "no metric `%s`; %s", name, hint));
}

/* Takes the point of a curve, all of them where none is named, and leaves *at behind it. */
static bool parse_point(struct parsing *parsing, const char **at)
{
    int points = tf_metric_points(parsing->query->metric);
    size_t length = **at == '.' ? strspn(*at + 1, "0123456789") : 0;
    long point = 0;
    parsing->query->point = points > 0 ? TF_EACH : 0;
    if (points == 0 || length == 0 || strchr(".@:", (*at)[1 + length]) == NULL) {
        return true;
    }
    if (!tf_whole_parse(*at + 1, length, points, &point) || point < 1) {
        return refuse(parsing, *at + 1,
                      tf_arena_printf(parsing->arena, "%s has the points 1 to %d, not `%.*s`",
                                      tf_metrics[parsing->query->metric].name, points, (int)length,
                                      *at + 1));
    }
    parsing->query->point = (int)point;
    *at += 1 + length;
    return true;
}

/* Which dimension a member or one of the words region, group, source belongs to; NULL for none. */
static int *member_slot(struct parsing *parsing, const char *name, size_t length, int *index)
{
    static const char *const words[] = {"region", "group", "source"};
    struct tf_query *query = parsing->query;
    int *const slots[] = {&query->region, &query->group, &query->source};
    for (size_t i = 0; i < 3; i++) {
        if (strlen(words[i]) == length && memcmp(words[i], name, length) == 0) {
            *index = TF_EACH;
            return slots[i];
        }
    }
    int found[3] = {TF_ALL, TF_ALL, TF_ALL};
    if (!tf_member_find(&parsing->scenario->dimensions, name, length, &found[0], &found[1],
                        &found[2])) {
        return NULL;
    }
    for (size_t i = 0; i < 3; i++) {
        if (found[i] != TF_ALL) {
            *index = found[i];
            return slots[i];
        }
    }
    return NULL;
}

static bool metric_has(const struct parsing *parsing, const int *slot)
{
    const struct tf_metric *metric = &tf_metrics[parsing->query->metric];
    if (slot == &parsing->query->source) {
        return metric->split == TF_BY_SOURCE;
    }
    return slot == &parsing->query->group ? (metric->scopes & TF_SCOPE_CELL) != 0
                                          : (metric->scopes & TF_SCOPE_REGION) != 0;
}

static bool parse_member(struct parsing *parsing, const char *name, size_t length)
{
    int index = TF_ALL;
    int *slot = member_slot(parsing, name, length, &index);
    const char *metric = tf_metrics[parsing->query->metric].name;
    if (slot == NULL) {
        return refuse(parsing, name,
                      tf_arena_printf(parsing->arena,
                                      "`%.*s` is no region, group or source of this scenario",
                                      (int)length, name));
    }
    if (!metric_has(parsing, slot)) {
        return refuse(parsing, name,
                      tf_arena_printf(parsing->arena, "%s is not given by %s; leave `%.*s` out",
                                      metric,
                                      slot == &parsing->query->source  ? "source"
                                      : slot == &parsing->query->group ? "group"
                                                                       : "region",
                                      (int)length, name));
    }
    if (*slot != TF_ALL) {
        return refuse(parsing, name,
                      tf_arena_printf(parsing->arena, "`%.*s` names a second member of its kind",
                                      (int)length, name));
    }
    *slot = index;
    return true;
}

static bool parse_year(struct parsing *parsing, const char *digits, size_t length)
{
    const struct tf_scenario *scenario = parsing->scenario;
    const struct tf_metric *metric = &tf_metrics[parsing->query->metric];
    int first = scenario->base_year + (metric->when == TF_FROM_FIRST_YEAR ? 1 : 0);
    int last = scenario->base_year + scenario->horizon;
    long year = 0;
    if (metric->when == TF_NO_YEARS) {
        return refuse(parsing, digits,
                      tf_arena_printf(parsing->arena,
                                      "%s is one number for all years; leave the year out",
                                      metric->name));
    }
    if (!tf_whole_parse(digits, length, 9999, &year) || year < first || year > last) {
        return refuse(parsing, digits,
                      tf_arena_printf(parsing->arena, "year `%.*s` is not one of %d to %d",
                                      (int)length, digits, first, last));
    }
    parsing->query->year = (int)year;
    return true;
}

static bool parse_rest(struct parsing *parsing, const char *at)
{
    while (*at == '.') {
        size_t length = strcspn(at + 1, ".@:");
        if (!parse_member(parsing, at + 1, length)) {
            return false;
        }
        at += 1 + length;
    }
    if (*at == '@') {
        size_t length = strcspn(at + 1, ":");
        if (!parse_year(parsing, at + 1, length)) {
            return false;
        }
        at += 1 + length;
    }
    if (*at == ':') {
        parsing->query->statistic = tf_arena_strdup(parsing->arena, at + 1);
        return parsing->query->statistic != NULL || refuse(parsing, at, NULL);
    }
    return true;
}

bool tf_query_parse(const char *text, const struct tf_scenario *scenario, struct tf_arena *arena,
                    struct tf_query *out, const char **message, size_t *offset)
{
    struct parsing parsing = {text, scenario, arena, out, message, offset};
    size_t length = strcspn(text, ".@:");
    const char *rest = text + length;
    *out = (struct tf_query){
        .region = TF_ALL, .group = TF_ALL, .source = TF_ALL, .year = TF_NO_YEAR, .statistic = NULL};
    if (!find_metric(text, length, &out->metric)) {
        return refuse_metric(&parsing, length);
    }
    return parse_point(&parsing, &rest) && parse_rest(&parsing, rest);
}
