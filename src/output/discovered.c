#include "output/discovered.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "output/csv.h"
#include "output/json.h"
#include "scenario/parameters.h"

void tf_discovered_describe(const char *address, struct tf_discovered_factor *factor)
{
    size_t length = strcspn(address, ".@+*#");
    size_t numbered = strcspn(address, "#");
    factor->name = address;
    factor->unit = "";
    factor->scale = tf_assumption_scale(address);
    for (size_t i = 0; i < TF_PARAMETER_COUNT; i++) {
        const struct tf_parameter *parameter = &tf_parameters[i];
        if (strlen(parameter->name) != length || memcmp(parameter->name, address, length) != 0) {
            continue;
        }
        bool multiplies = numbered > 0 && address[numbered - 1] == '*';
        factor->unit = multiplies ? "" : parameter->unit_text;
        return;
    }
}

/* NaN, which is empty or null, for an end that is not bounded. */
static double known(double limit)
{
    return isinf(limit) ? TF_ABSENT : limit;
}

static double share(size_t part, size_t whole)
{
    return whole > 0 ? (double)part / (double)whole : 0;
}

/* --- CSV ----------------------------------------------------------------------------------------
 */

const char *const tf_discovered_columns[TF_DISCOVERED_COLUMNS] = {
    "scenario", "box",     "factor",     "low",      "high",    "min",  "max",
    "unit",     "quasi_p", "reproduced", "coverage", "density", "mass", "density_validated",
    "runs",     "cases"};

const char *const tf_discovered_step_columns[TF_DISCOVERED_STEP_COLUMNS] = {
    "scenario", "box",   "step",     "change",  "factor", "end",        "limit",
    "runs",     "cases", "coverage", "density", "mass",   "restricted", "chosen"};

static void csv_header(const char *const *names, size_t count, struct tf_buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        tf_csv_field(out, names[i], i == 0);
    }
    tf_csv_end(out);
}

static void csv_bound(const struct tf_discovered *item, size_t at,
                      const struct tf_prim_bound *bound, struct tf_buffer *out)
{
    const struct tf_prim_box *box = &item->prim->boxes[at];
    const struct tf_discovered_factor *factor = &item->factors[bound->factor];
    tf_csv_field(out, item->scenario, true);
    tf_csv_number(out, (double)(at + 1), false);
    tf_csv_field(out, factor->name, false);
    tf_csv_number(out, known(bound->range.low), false);
    tf_csv_number(out, known(bound->range.high), false);
    tf_csv_number(out, factor->low, false);
    tf_csv_number(out, factor->high, false);
    tf_csv_field(out, factor->unit, false);
    tf_csv_number(out, bound->quasi_p, false);
    tf_csv_number(out, bound->reproduced, false);
    tf_csv_number(out, box->coverage, false);
    tf_csv_number(out, box->density, false);
    tf_csv_number(out, box->mass, false);
    tf_csv_number(out, box->density_validated, false);
    tf_csv_number(out, (double)box->counts.runs, false);
    tf_csv_number(out, (double)box->counts.cases, false);
    tf_csv_end(out);
}

bool tf_discovered_csv(const struct tf_discovered *items, size_t count, struct tf_buffer *out)
{
    csv_header(tf_discovered_columns, TF_DISCOVERED_COLUMNS, out);
    for (size_t i = 0; i < count; i++) {
        for (size_t box = 0; box < items[i].prim->box_count; box++) {
            const struct tf_prim_box *found = &items[i].prim->boxes[box];
            for (size_t k = 0; k < found->bound_count; k++) {
                csv_bound(&items[i], box, &found->bounds[k], out);
            }
        }
    }
    return !out->failed;
}

static const char *const changes[] = {"start", "peel", "paste"};

static const char *end_name(const struct tf_prim_step *step)
{
    return step->change == TF_PRIM_START ? NULL : step->upper ? "high" : "low";
}

static double limit_of(const struct tf_prim_step *step)
{
    return step->change == TF_PRIM_START ? TF_ABSENT : known(step->limit);
}

static const char *factor_of(const struct tf_discovered *item, const struct tf_prim_step *step)
{
    return step->change == TF_PRIM_START ? NULL : item->factors[step->factor].name;
}

static void csv_step(const struct tf_discovered *item, size_t at, size_t number,
                     struct tf_buffer *out)
{
    const struct tf_prim_box *box = &item->prim->boxes[at];
    const struct tf_prim_step *step = &box->trajectory[number];
    tf_csv_field(out, item->scenario, true);
    tf_csv_number(out, (double)(at + 1), false);
    tf_csv_number(out, (double)number, false);
    tf_csv_field(out, changes[step->change], false);
    tf_csv_field(out, factor_of(item, step), false);
    tf_csv_field(out, end_name(step), false);
    tf_csv_number(out, limit_of(step), false);
    tf_csv_number(out, (double)step->counts.runs, false);
    tf_csv_number(out, (double)step->counts.cases, false);
    tf_csv_number(out, share(step->counts.cases, item->prim->all.cases), false);
    tf_csv_number(out, share(step->counts.cases, step->counts.runs), false);
    tf_csv_number(out, share(step->counts.runs, item->prim->all.runs), false);
    tf_csv_number(out, (double)step->restricted, false);
    tf_csv_number(out, number == box->chosen ? 1 : 0, false);
    tf_csv_end(out);
}

bool tf_discovered_trajectory_csv(const struct tf_discovered *items, size_t count,
                                  struct tf_buffer *out)
{
    csv_header(tf_discovered_step_columns, TF_DISCOVERED_STEP_COLUMNS, out);
    for (size_t i = 0; i < count; i++) {
        for (size_t box = 0; box < items[i].prim->box_count; box++) {
            for (size_t k = 0; k < items[i].prim->boxes[box].step_count; k++) {
                csv_step(&items[i], box, k, out);
            }
        }
    }
    return !out->failed;
}

/* --- JSON ---------------------------------------------------------------------------------------
 */

static void json_bound(const struct tf_discovered *item, const struct tf_prim_bound *bound,
                       struct tf_json *json)
{
    const struct tf_discovered_factor *factor = &item->factors[bound->factor];
    tf_json_open(json, NULL, '{', true);
    tf_json_text(json, "factor", factor->name);
    tf_json_number(json, "low", known(bound->range.low));
    tf_json_number(json, "high", known(bound->range.high));
    tf_json_number(json, "min", factor->low);
    tf_json_number(json, "max", factor->high);
    tf_json_text(json, "unit", factor->unit[0] != '\0' ? factor->unit : NULL);
    tf_json_number(json, "quasi_p", bound->quasi_p);
    tf_json_number(json, "reproduced", bound->reproduced);
    tf_json_close(json, '}');
}

static void json_step(const struct tf_discovered *item, const struct tf_prim_step *step,
                      struct tf_json *json)
{
    tf_json_open(json, NULL, '{', true);
    tf_json_text(json, "change", changes[step->change]);
    tf_json_text(json, "factor", factor_of(item, step));
    tf_json_text(json, "end", end_name(step));
    tf_json_number(json, "limit", limit_of(step));
    tf_json_number(json, "runs", (double)step->counts.runs);
    tf_json_number(json, "cases", (double)step->counts.cases);
    tf_json_number(json, "coverage", share(step->counts.cases, item->prim->all.cases));
    tf_json_number(json, "density", share(step->counts.cases, step->counts.runs));
    tf_json_number(json, "mass", share(step->counts.runs, item->prim->all.runs));
    tf_json_number(json, "restricted", (double)step->restricted);
    tf_json_close(json, '}');
}

static void json_box(const struct tf_discovered *item, const struct tf_prim_box *box,
                     bool trajectory, struct tf_json *json)
{
    tf_json_open(json, NULL, '{', false);
    tf_json_number(json, "runs", (double)box->counts.runs);
    tf_json_number(json, "cases", (double)box->counts.cases);
    tf_json_number(json, "coverage", box->coverage);
    tf_json_number(json, "density", box->density);
    tf_json_number(json, "mass", box->mass);
    tf_json_number(json, "density_validated", box->density_validated);
    tf_json_number(json, "association", box->association);
    tf_json_number(json, "step", box->chosen == SIZE_MAX ? TF_ABSENT : (double)box->chosen);
    tf_json_open(json, "bounds", '[', false);
    for (size_t i = 0; i < box->bound_count; i++) {
        json_bound(item, &box->bounds[i], json);
    }
    tf_json_close(json, ']');
    if (trajectory) {
        tf_json_open(json, "trajectory", '[', false);
        for (size_t i = 0; i < box->step_count; i++) {
            json_step(item, &box->trajectory[i], json);
        }
        tf_json_close(json, ']');
    }
    tf_json_close(json, '}');
}

bool tf_discovered_json(const struct tf_discovered *items, size_t count, bool trajectory,
                        struct tf_buffer *out)
{
    struct tf_json json;
    tf_json_begin(&json, out);
    tf_json_open(&json, NULL, '[', false);
    for (size_t i = 0; i < count; i++) {
        const struct tf_discovered *item = &items[i];
        tf_json_open(&json, NULL, '{', false);
        tf_json_text(&json, "scenario", item->scenario);
        tf_json_text(&json, "target", item->target);
        tf_json_text(&json, "box_of", item->met ? "met" : "missed");
        tf_json_number(&json, "runs", (double)item->prim->all.runs);
        tf_json_number(&json, "cases", (double)item->prim->all.cases);
        tf_json_number(&json, "infeasible", (double)item->infeasible);
        tf_json_open(&json, "boxes", '[', false);
        for (size_t box = 0; box < item->prim->box_count; box++) {
            if (item->prim->boxes[box].bound_count > 0 || trajectory) {
                json_box(item, &item->prim->boxes[box], trajectory, &json);
            }
        }
        tf_json_close(&json, ']');
        tf_json_close(&json, '}');
    }
    tf_json_close(&json, ']');
    tf_json_end(&json);
    return !out->failed;
}
