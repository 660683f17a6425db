#include <string.h>

#include "base/num.h"
#include "cli/findings.h"
#include "output/csv.h"
#include "output/json.h"

static const char *const assumption_keys[] = {"parameter", "value", "unit",   "dist", "low",
                                              "high",      "note",  "source", "from"};
enum { ASSUMPTION_KEYS = sizeof assumption_keys / sizeof *assumption_keys };
static const char *const difference_keys[] = {"parameter", "value", "from", "value2", "from2"};
enum { DIFFERENCE_KEYS = sizeof difference_keys / sizeof *difference_keys };

static void assumption_texts(const struct tf_assumption *assumption,
                             const char *texts[ASSUMPTION_KEYS])
{
    const char *const all[ASSUMPTION_KEYS] = {
        assumption->address,      assumption->value,  assumption->unit,
        assumption->distribution, assumption->low,    assumption->high,
        assumption->note,         assumption->source, assumption->from};
    memcpy(texts, all, sizeof all);
}

static void difference_texts(const struct tf_assumption_difference *difference,
                             const char *texts[DIFFERENCE_KEYS])
{
    const char *const all[DIFFERENCE_KEYS] = {difference->address, difference->value[0],
                                              difference->from[0], difference->value[1],
                                              difference->from[1]};
    memcpy(texts, all, sizeof all);
}

static void csv_record(const char *const *texts, size_t count, struct tf_buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        tf_csv_field(out, texts[i], i == 0);
    }
    tf_csv_end(out);
}

void tf_findings_csv(const struct tf_findings *findings, struct tf_buffer *out)
{
    const char *texts[ASSUMPTION_KEYS];
    if (findings->projections->count == 2) {
        csv_record(difference_keys, DIFFERENCE_KEYS, out);
        for (size_t i = 0; i < findings->difference_count; i++) {
            difference_texts(&findings->differences[i], texts);
            csv_record(texts, DIFFERENCE_KEYS, out);
        }
        return;
    }
    csv_record(assumption_keys, ASSUMPTION_KEYS, out);
    for (size_t i = 0; i < findings->assumption_count; i++) {
        assumption_texts(&findings->assumptions[i], texts);
        csv_record(texts, ASSUMPTION_KEYS, out);
    }
}

static void json_record(struct tf_json *json, const char *const *keys, const char *const *texts,
                        size_t count)
{
    tf_json_open(json, NULL, '{', true);
    for (size_t i = 0; i < count; i++) {
        tf_json_text(json, keys[i], texts[i] != NULL && texts[i][0] != '\0' ? texts[i] : NULL);
    }
    tf_json_close(json, '}');
}

static void json_warnings(struct tf_json *json, const struct tf_diag *diag)
{
    tf_json_open(json, "findings", '[', false);
    for (size_t i = 0; i < diag->count; i++) {
        const struct tf_message *message = &diag->messages[i];
        if (message->severity == TF_SEVERITY_WARNING) {
            tf_json_open(json, NULL, '{', true);
            tf_json_text(json, "file", message->place.file);
            tf_json_number(json, "line",
                           message->place.line > 0 ? (double)message->place.line : TF_ABSENT);
            tf_json_text(json, "message", message->text);
            tf_json_close(json, '}');
        }
    }
    tf_json_close(json, ']');
}

static void json_of_one(struct tf_json *json, const struct tf_findings *findings)
{
    const char *texts[ASSUMPTION_KEYS];
    tf_json_open(json, "assumptions", '[', false);
    for (size_t i = 0; i < findings->assumption_count; i++) {
        assumption_texts(&findings->assumptions[i], texts);
        json_record(json, assumption_keys, texts, ASSUMPTION_KEYS);
    }
    tf_json_close(json, ']');
    tf_json_open(json, "accounts", '[', false);
    for (size_t i = 0; i < findings->account_count; i++) {
        tf_json_open(json, NULL, '{', true);
        tf_json_text(json, "account", findings->accounts[i].what);
        tf_json_number(json, "value", findings->accounts[i].value);
        tf_json_number(json, "published", findings->accounts[i].published);
        tf_json_close(json, '}');
    }
    tf_json_close(json, ']');
}

static void json_of_two(struct tf_json *json, const struct tf_findings *findings)
{
    const char *texts[DIFFERENCE_KEYS];
    tf_json_open(json, "differences", '[', false);
    for (size_t i = 0; i < findings->difference_count; i++) {
        difference_texts(&findings->differences[i], texts);
        json_record(json, difference_keys, texts, DIFFERENCE_KEYS);
    }
    tf_json_close(json, ']');
}

void tf_findings_json(const struct tf_findings *findings, struct tf_buffer *out)
{
    struct tf_json json;
    tf_json_begin(&json, out);
    tf_json_open(&json, NULL, '{', false);
    tf_json_open(&json, "scenarios", '[', false);
    for (size_t i = 0; i < findings->projections->count; i++) {
        const struct tf_scenario *scenario = &findings->projections->items[i].scenario;
        tf_json_open(&json, NULL, '{', true);
        tf_json_text(&json, "name", scenario->name);
        tf_json_text(&json, "title", tf_scenario_title(scenario, "en"));
        tf_json_text(&json, "file", scenario->file);
        tf_json_close(&json, '}');
    }
    tf_json_close(&json, ']');
    if (findings->projections->count == 2) {
        json_of_two(&json, findings);
    } else {
        json_of_one(&json, findings);
    }
    json_warnings(&json, &findings->session->diag);
    tf_json_close(&json, '}');
    tf_json_end(&json);
}
