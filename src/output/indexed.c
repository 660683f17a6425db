#include "output/indexed.h"

#include "output/csv.h"
#include "output/json.h"

const char *tf_indexed_method_name(enum tf_indexed_method method)
{
    static const char *const names[] = {
        [TF_INDEXED_OAT] = "oat",         [TF_INDEXED_MORRIS] = "morris",
        [TF_INDEXED_SOBOL] = "sobol",     [TF_INDEXED_GIVEN] = "given",
        [TF_INDEXED_SHAPLEY] = "shapley",
    };
    return names[method];
}

static const char *factor_name(const struct tf_indexed *item, size_t factor)
{
    return factor == TF_NO_FACTOR ? NULL : item->factors[factor];
}

static void csv_rows(const struct tf_indexed *item, const struct tf_index *indices, size_t count,
                     struct tf_buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        const struct tf_index *index = &indices[i];
        if (item->scenario != NULL) {
            tf_csv_field(out, item->scenario, true);
        }
        tf_csv_field(out, item->metric, item->scenario == NULL);
        tf_csv_field(out, factor_name(item, index->factor), false);
        tf_csv_field(out, factor_name(item, index->factor2), false);
        tf_csv_field(out, tf_index_name(index->kind), false);
        tf_csv_number(out, index->value, false);
        tf_csv_number(out, index->low, false);
        tf_csv_number(out, index->high, false);
        tf_csv_number(out, (double)index->n, false);
        tf_csv_end(out);
    }
}

bool tf_indexed_csv(const struct tf_indexed *items, size_t count, bool settling,
                    struct tf_buffer *out)
{
    tf_buffer_text(out, count > 0 && items[0].scenario != NULL ? "scenario," : "");
    tf_buffer_text(out, "metric,factor,factor2,index,value,low,high,n\n");
    for (size_t i = 0; i < count; i++) {
        const struct tf_indices *indices = items[i].indices;
        if (settling) {
            csv_rows(&items[i], indices->settling, indices->settling_count, out);
        }
        csv_rows(&items[i], indices->items, indices->count, out);
    }
    return !out->failed;
}

static void json_indices(struct tf_json *json, const char *key, const struct tf_indexed *item,
                         const struct tf_index *indices, size_t count)
{
    tf_json_open(json, key, '[', false);
    for (size_t i = 0; i < count; i++) {
        const struct tf_index *index = &indices[i];
        tf_json_open(json, NULL, '{', true);
        tf_json_text(json, "factor", factor_name(item, index->factor));
        tf_json_text(json, "factor2", factor_name(item, index->factor2));
        tf_json_text(json, "index", tf_index_name(index->kind));
        tf_json_number(json, "value", index->value);
        tf_json_number(json, "low", index->low);
        tf_json_number(json, "high", index->high);
        tf_json_number(json, "n", (double)index->n);
        tf_json_close(json, '}');
    }
    tf_json_close(json, ']');
}

bool tf_indexed_json(const struct tf_indexed *items, size_t count, struct tf_buffer *out)
{
    struct tf_json json;
    tf_json_begin(&json, out);
    tf_json_open(&json, NULL, '[', false);
    for (size_t i = 0; i < count; i++) {
        const struct tf_indices *indices = items[i].indices;
        tf_json_open(&json, NULL, '{', false);
        if (items[i].scenario != NULL) {
            tf_json_text(&json, "scenario", items[i].scenario);
        }
        tf_json_text(&json, "metric", items[i].metric);
        tf_json_text(&json, "method", tf_indexed_method_name(items[i].method));
        if (items[i].method == TF_INDEXED_OAT) {
            tf_json_number(&json, "central", items[i].central);
        }
        tf_json_number(&json, "confidence", items[i].confidence);
        tf_json_number(&json, "runs", (double)items[i].runs);
        tf_json_number(&json, "infeasible", (double)items[i].infeasible);
        tf_json_number(&json, "n", (double)indices->n);
        tf_json_number(&json, "left_out", (double)indices->left_out);
        json_indices(&json, "indices", &items[i], indices->items, indices->count);
        json_indices(&json, "settling", &items[i], indices->settling, indices->settling_count);
        tf_json_close(&json, '}');
    }
    tf_json_close(&json, ']');
    tf_json_end(&json);
    return !out->failed;
}
