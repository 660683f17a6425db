#include "output/sampled.h"

#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/csv.h"
#include "output/json.h"

char *tf_quantile_name(double probability, struct tf_arena *arena)
{
    char percent[TF_NUMBER_TEXT];
    size_t length = tf_number_percent(probability, percent);
    return tf_arena_printf(arena, "p%.*s", length > 0 ? (int)length - 1 : 0, percent);
}

static double year_of(const struct tf_sampled_row *row)
{
    return row->year == TF_NO_YEAR ? TF_ABSENT : row->year;
}

bool tf_sampled_csv(const struct tf_sampled_row *rows, size_t count, struct tf_buffer *out)
{
    tf_buffer_text(out, "scenario,year,metric,region,group,source,statistic,value,stderr\n");
    for (size_t i = 0; i < count; i++) {
        const struct tf_sampled_row *row = &rows[i];
        tf_csv_field(out, row->scenario, true);
        tf_csv_number(out, year_of(row), false);
        tf_csv_field(out, row->metric, false);
        tf_csv_field(out, row->region, false);
        tf_csv_field(out, row->group, false);
        tf_csv_field(out, row->source, false);
        tf_csv_field(out, row->statistic, false);
        tf_csv_number(out, row->estimate.value, false);
        tf_csv_number(out, row->estimate.error, false);
        tf_csv_end(out);
    }
    return !out->failed;
}

static void json_row(struct tf_json *json, const struct tf_sampled_row *row)
{
    tf_json_open(json, NULL, '{', true);
    tf_json_number(json, "year", year_of(row));
    tf_json_text(json, "metric", row->metric);
    tf_json_text(json, "region", row->region);
    tf_json_text(json, "group", row->group);
    tf_json_text(json, "source", row->source);
    tf_json_text(json, "statistic", row->statistic);
    tf_json_number(json, "value", row->estimate.value);
    tf_json_number(json, "stderr", row->estimate.error);
    tf_json_close(json, '}');
}

static void json_scenario(struct tf_json *json, const struct tf_sampled_row *rows, size_t count)
{
    tf_json_open(json, NULL, '{', false);
    tf_json_text(json, "name", rows[0].scenario);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].metric == NULL) {
            tf_json_number(json, rows[i].statistic, rows[i].estimate.value);
        }
    }
    tf_json_open(json, "results", '[', false);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].metric != NULL) {
            json_row(json, &rows[i]);
        }
    }
    tf_json_close(json, ']');
    tf_json_close(json, '}');
}

bool tf_sampled_json(const struct tf_sampled_row *rows, size_t count, struct tf_buffer *out)
{
    struct tf_json json;
    tf_json_begin(&json, out);
    tf_json_open(&json, NULL, '[', false);
    for (size_t first = 0, last; first < count; first = last) {
        last = first + 1;
        while (last < count && strcmp(rows[last].scenario, rows[first].scenario) == 0) {
            last++;
        }
        json_scenario(&json, rows + first, last - first);
    }
    tf_json_close(&json, ']');
    tf_json_end(&json);
    return !out->failed;
}
