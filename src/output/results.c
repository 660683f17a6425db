#include "output/results.h"

#include <math.h>

#include "base/num.h"
#include "output/csv.h"
#include "output/json.h"

static const char *member(const struct tf_members *members, int index)
{
    return index >= 0 ? members->names[index] : "";
}

/* What is the same for many rows: units by metric, and the year as text. */
struct row_texts {
    const char *units[TF_METRIC_COUNT];
    int year;
    char year_text[TF_NUMBER_TEXT];
};

static void csv_row(const struct tf_scenario *scenario, const struct tf_measure *measure,
                    struct row_texts *texts, struct tf_buffer *out)
{
    const struct tf_dimensions *dimensions = &scenario->dimensions;
    char name[TF_METRIC_NAME];
    if (measure->year != texts->year) {
        texts->year = measure->year;
        tf_number_shortest(measure->year == TF_NO_YEAR ? TF_ABSENT : measure->year,
                           texts->year_text);
    }
    tf_csv_field(out, scenario->name, true);
    tf_csv_field(out, texts->year_text, false);
    tf_csv_field(out, tf_metric_name(measure->metric, measure->point, name), false);
    tf_csv_field(out, member(&dimensions->regions, measure->region), false);
    tf_csv_field(out, member(&dimensions->groups, measure->group), false);
    tf_csv_field(out, measure->source >= 0 ? tf_source_names[measure->source] : "", false);
    tf_csv_number(out, measure->value, false);
    tf_csv_field(out, texts->units[measure->metric], false);
    tf_csv_end(out);
}

/* The unit of every metric, once a scenario. False when memory is exhausted. */
static bool gather_units(const struct tf_scenario *scenario, struct tf_arena *arena,
                         const char *units[TF_METRIC_COUNT])
{
    bool ok = true;
    for (int i = 0; i < TF_METRIC_COUNT; i++) {
        units[i] = tf_metric_unit((enum tf_metric_id)i, scenario->currency, arena);
        ok = ok && units[i] != NULL;
    }
    return ok;
}

bool tf_results_csv(const struct tf_result *results, size_t count, struct tf_arena *arena,
                    struct tf_buffer *out)
{
    struct row_texts texts = {.year = TF_NO_YEAR};
    tf_buffer_text(out, "scenario,year,metric,region,group,source,value,unit\n");
    for (size_t i = 0; i < count; i++) {
        const struct tf_scenario *scenario = &results[i].projection->scenario;
        if (!gather_units(scenario, arena, texts.units)) {
            return false;
        }
        for (size_t j = 0; j < results[i].count; j++) {
            csv_row(scenario, &results[i].measures[j], &texts, out);
        }
    }
    return !out->failed;
}

static void json_member(struct tf_json *json, const char *key, const char *name)
{
    tf_json_text(json, key, name[0] != '\0' ? name : NULL);
}

static void json_row(struct tf_json *json, const struct tf_scenario *scenario,
                     const struct tf_measure *measure, const char *const *units)
{
    const struct tf_dimensions *dimensions = &scenario->dimensions;
    char name[TF_METRIC_NAME];
    tf_json_open(json, NULL, '{', true);
    tf_json_number(json, "year", measure->year == TF_NO_YEAR ? TF_ABSENT : measure->year);
    tf_json_text(json, "metric", tf_metric_name(measure->metric, measure->point, name));
    json_member(json, "region", member(&dimensions->regions, measure->region));
    json_member(json, "group", member(&dimensions->groups, measure->group));
    json_member(json, "source", measure->source >= 0 ? tf_source_names[measure->source] : "");
    tf_json_number(json, "value", measure->value);
    tf_json_text(json, "unit", units[measure->metric]);
    tf_json_close(json, '}');
}

static bool json_scenario(struct tf_json *json, const struct tf_result *result,
                          enum tf_language language, struct tf_arena *arena)
{
    const struct tf_projection *projection = result->projection;
    const struct tf_scenario *scenario = &projection->scenario;
    const char *units[TF_METRIC_COUNT];
    const char *status = projection->feasible
                             ? "ok"
                             : tf_arena_printf(arena, "infeasible in %s", projection->failure);
    if (status == NULL || !gather_units(scenario, arena, units)) {
        return false;
    }
    tf_json_open(json, NULL, '{', false);
    tf_json_text(json, "name", scenario->name);
    tf_json_text(json, "title", tf_scenario_title(scenario, tf_language_code(language)));
    tf_json_text(json, "file", scenario->file);
    tf_json_number(json, "base_year", scenario->base_year);
    tf_json_number(json, "horizon_year", scenario->base_year + scenario->horizon);
    tf_json_text(json, "status", status);
    tf_json_open(json, "results", '[', false);
    for (size_t i = 0; i < result->count; i++) {
        json_row(json, scenario, &result->measures[i], units);
    }
    tf_json_close(json, ']');
    tf_json_close(json, '}');
    return true;
}

bool tf_results_json(const struct tf_result *results, size_t count, enum tf_language language,
                     struct tf_arena *arena, struct tf_buffer *out)
{
    struct tf_json json;
    bool ok = true;
    tf_json_begin(&json, out);
    tf_json_open(&json, NULL, '[', false);
    for (size_t i = 0; i < count && ok; i++) {
        ok = json_scenario(&json, &results[i], language, arena);
    }
    tf_json_close(&json, ']');
    tf_json_end(&json);
    return ok && !out->failed;
}

/* Decimals of a number that is no share: enough for three figures. */
static int decimals_for(double value, int most)
{
    double size = fabs(value);
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
    return decimals < most ? decimals : most;
}

char *tf_metric_text(enum tf_metric_id metric, double value, struct tf_arena *arena)
{
    char number[TF_NUMBER_TEXT * 2];
    if (isnan(value)) {
        return tf_arena_strdup(arena, "");
    }
    switch (tf_metrics[metric].measure) {
    case TF_IN_MONEY:
    case TF_IN_MILLIONS:
        tf_number_rounded(value, decimals_for(value, 2), true, number);
        return tf_arena_strdup(arena, number);
    case TF_IN_SHARE:
    case TF_IN_RATE:
        tf_number_rounded(value * 100, 1, true, number);
        return tf_arena_printf(arena, "%s%%", number);
    case TF_IN_INDEX:
        tf_number_rounded(value, 2, true, number);
        return tf_arena_printf(arena, "×%s", number);
    case TF_IN_YEAR:
        return tf_words_whole(arena, tf_words_year_reached(value));
    case TF_IN_DENSITY:
    case TF_IN_RATIO: /* Gini and its like have three, multiples like the urban-rural ratio two */
        tf_number_rounded(value, fabs(value) < 1 ? 3 : 2, true, number);
        return tf_arena_strdup(arena, number);
    }
    return NULL;
}
