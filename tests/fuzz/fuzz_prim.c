/* Any few values as runs: the search ends, every count is what counting gives, and what is asked of
 * a box it has. */
#include <stdint.h>
#include <stdlib.h>

#include "experiment/prim.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { FACTORS_MOST = 4, RUNS_MOST = 200, SETTINGS = 6 };

static void check(bool good)
{
    if (!good) {
        abort();
    }
}

struct runs {
    double values[FACTORS_MOST][RUNS_MOST];
    const double *columns[FACTORS_MOST];
    uint8_t cases[RUNS_MOST];
    struct tf_prim_data data;
};

/* A byte a value, and a bit of the last one of a run for whether it is a case. */
static void fill(struct runs *runs, size_t factor_count, const uint8_t *bytes, size_t length)
{
    size_t count = length / factor_count;
    count = count < RUNS_MOST ? count : RUNS_MOST;
    for (size_t run = 0; run < count; run++) {
        for (size_t i = 0; i < factor_count; i++) {
            runs->values[i][run] = bytes[run * factor_count + i] / 16;
        }
        runs->cases[run] = bytes[run * factor_count + factor_count - 1] & 1;
    }
    for (size_t i = 0; i < factor_count; i++) {
        runs->columns[i] = runs->values[i];
    }
    runs->data = (struct tf_prim_data){runs->columns, factor_count, runs->cases, count};
}

/* The box's own runs are those inside it and outside the boxes before. */
static void count_again(const struct tf_prim *result, size_t at, const struct tf_prim_data *data)
{
    struct tf_prim_counts counts = {0, 0};
    for (size_t run = 0; run < data->run_count; run++) {
        bool inside = tf_prim_contains(&result->boxes[at], data, run);
        for (size_t before = 0; before < at && inside; before++) {
            inside = !tf_prim_contains(&result->boxes[before], data, run);
        }
        counts.runs += inside;
        counts.cases += inside && data->cases[run];
    }
    check(counts.runs == result->boxes[at].counts.runs);
    check(counts.cases == result->boxes[at].counts.cases);
}

static void check_boxes(const struct tf_prim *result, const struct tf_prim_data *data,
                        const struct tf_prim_options *options)
{
    check(result->box_count >= 1 && result->box_count <= options->boxes_most);
    for (size_t at = 0; at < result->box_count; at++) {
        const struct tf_prim_box *box = &result->boxes[at];
        if (box->bound_count == 0) {
            check(at == 0);
            continue;
        }
        count_again(result, at, data);
        check(options->factors_most == 0 || box->bound_count <= options->factors_most);
        check(box->density >= options->density_least);
        check(box->trajectory[box->chosen].counts.runs >= options->runs_least);
        check(box->coverage >= 0 && box->coverage <= 1 && box->mass > 0 && box->mass <= 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct runs runs;
    struct tf_prim result;
    struct tf_diag diag;
    if (length < SETTINGS + FACTORS_MOST) {
        return 0;
    }
    fill(&runs, 1 + bytes[0] % FACTORS_MOST, bytes + SETTINGS, length - SETTINGS);
    struct tf_prim_options options = tf_prim_defaults(&runs.data);
    options.alpha = 0.01 + bytes[1] % 40 / 100.0;
    options.factors_most = bytes[2] % 4;
    options.boxes_most = 1 + bytes[2] / 4 % 3;
    options.runs_least = 1 + bytes[3] % 8;
    options.density_least = bytes[4] % 2 * 0.75;
    options.coverage_least = bytes[4] / 2 % 2 * 0.5;
    options.step = bytes[4] / 4 % 2 * (bytes[5] % 16);
    options.half_samples = bytes[5] / 16 % 3;
    options.boxes_most = options.step > 0 ? 1 : options.boxes_most;
    if (options.step > 0) {
        options.density_least = options.coverage_least = 0;
    }
    tf_diag_init(&diag);
    bool good = tf_prim_search(&result, &runs.data, &options, &diag);
    check(good || (options.step > 0 && diag.status == TF_BAD_INPUT));
    if (good) {
        check_boxes(&result, &runs.data, &options);
    }
    tf_prim_release(&result);
    tf_diag_release(&diag);
    return 0;
}
