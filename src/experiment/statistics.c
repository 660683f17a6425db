#include "experiment/statistics.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "experiment/parts.h"
#include "experiment/tally.h"

/* What tf_words_year_reached forgives: a crossing so little after New Year counts for the year. */
static const double YEAR_TOLERANCE = 1e-9;

struct tf_share tf_share_reached_by(int year)
{
    return (struct tf_share){TF_AT_MOST, year + YEAR_TOLERANCE};
}

struct tf_tally {
    struct tf_column_tally *columns;
    size_t column_count;
    struct tf_statistics_options options;
};

void tf_tally_free(struct tf_tally *tally)
{
    for (size_t i = 0; tally != NULL && i < tally->column_count; i++) {
        tf_column_tally_release(&tally->columns[i]);
    }
    free(tally != NULL ? tally->columns : NULL);
    free(tally);
}

struct tf_tally *tf_tally_new(const struct tf_statistics_options *options,
                              const struct tf_column_request *requests, size_t column_count,
                              struct tf_diag *diag)
{
    struct tf_tally *tally = calloc(1, sizeof *tally);
    if (tally == NULL) {
        tf_out_of_memory(diag);
        return NULL;
    }
    tally->options = *options;
    tally->columns = calloc(column_count > 0 ? column_count : 1, sizeof *tally->columns);
    bool good = tally->columns != NULL;
    for (size_t i = 0; i < column_count && good; i++) {
        tally->column_count++;
        good = tf_column_tally_init(&tally->columns[i], options, &requests[i]);
    }
    if (!good) {
        tf_out_of_memory(diag);
        tf_tally_free(tally);
        return NULL;
    }
    return tally;
}

bool tf_tally_look(struct tf_tally *tally, const double *const *values, size_t count,
                   struct tf_diag *diag)
{
    for (size_t i = 0; i < tally->column_count; i++) {
        if (!tf_column_tally_look(&tally->columns[i], values[i], count)) {
            return tf_out_of_memory(diag);
        }
    }
    return true;
}

void tf_tally_add(struct tf_tally *tally, size_t worker, uint64_t first, size_t count,
                  const double *const *values, const uint8_t *feasible)
{
    for (size_t i = 0; i < tally->column_count; i++) {
        tf_column_tally_add(&tally->columns[i], worker, first, count, values[i], feasible);
    }
}

const struct tf_statistics *tf_tally_result(const struct tf_tally *tally, size_t column)
{
    return &tally->columns[column].result;
}

/* The end of a pass in one column. */
struct ending {
    struct tf_tally *tally;
    atomic_bool failed;
};

static void end_column(void *context, size_t worker, size_t part)
{
    struct ending *ending = context;
    (void)worker;
    if (!tf_column_tally_end_pass(&ending->tally->columns[part])) {
        ending->failed = true;
    }
}

enum tf_pass tf_tally_end_pass(struct tf_tally *tally, struct tf_diag *diag)
{
    struct ending ending = {.tally = tally};
    tf_parts_do(tally->column_count, tally->options.threads, end_column, &ending);
    if (ending.failed) {
        tf_out_of_memory(diag);
        return TF_PASS_FAILED;
    }
    for (size_t i = 0; i < tally->column_count; i++) {
        if (!tally->columns[i].done) {
            return TF_PASS_AGAIN;
        }
    }
    return TF_PASS_DONE;
}

/* A pass over columns that are kept, in parts of one column and some blocks each. */
enum { PART_RUNS = 64 * TF_STATISTICS_BLOCK };

struct reading {
    struct tf_tally *tally;
    const double *const *columns;
    const uint8_t *feasible;
    size_t parts_each; /* column */
};

static void read_part(void *context, size_t worker, size_t part)
{
    struct reading *reading = context;
    size_t column = part / reading->parts_each, first = part % reading->parts_each * PART_RUNS;
    size_t rest = (size_t)reading->tally->options.run_count - first;
    tf_column_tally_add(&reading->tally->columns[column], worker, first,
                        rest < PART_RUNS ? rest : PART_RUNS, reading->columns[column] + first,
                        reading->feasible == NULL ? NULL : reading->feasible + first);
}

static enum tf_pass read_columns(struct reading *reading, struct tf_diag *diag)
{
    struct tf_tally *tally = reading->tally;
    enum tf_pass pass;
    do {
        tf_parts_do(reading->parts_each * tally->column_count, tally->options.threads, read_part,
                    reading);
        pass = tf_tally_end_pass(tally, diag);
    } while (pass == TF_PASS_AGAIN);
    return pass;
}

/* A copy whose arrays are the caller's. */
static bool copy_result(const struct tf_statistics *from, const struct tf_column_request *request,
                        struct tf_arena *arena, struct tf_statistics *out)
{
    *out = *from;
    out->quantiles = tf_arena_alloc(arena, request->quantile_count, sizeof *out->quantiles);
    out->shares = tf_arena_alloc(arena, request->share_count, sizeof *out->shares);
    if (out->quantiles == NULL || out->shares == NULL) {
        return false;
    }
    for (size_t i = 0; i < request->quantile_count; i++) {
        out->quantiles[i] = from->quantiles[i];
    }
    for (size_t i = 0; i < request->share_count; i++) {
        out->shares[i] = from->shares[i];
    }
    return true;
}

bool tf_statistics_compute(const struct tf_statistics_options *options,
                           const struct tf_column_request *requests, size_t column_count,
                           const double *const *columns, const uint8_t *feasible,
                           struct tf_arena *arena, struct tf_statistics *out, struct tf_diag *diag)
{
    size_t runs = (size_t)options->run_count;
    struct tf_tally *tally = tf_tally_new(options, requests, column_count, diag);
    struct reading reading = {.tally = tally,
                              .columns = columns,
                              .feasible = feasible,
                              .parts_each = (runs + PART_RUNS - 1) / PART_RUNS};
    bool good = tally != NULL &&
                tf_tally_look(tally, columns,
                              runs < TF_STATISTICS_BLOCK ? runs : TF_STATISTICS_BLOCK, diag) &&
                read_columns(&reading, diag) == TF_PASS_DONE;
    for (size_t i = 0; i < column_count && good; i++) {
        good = copy_result(tf_tally_result(tally, i), &requests[i], arena, &out[i]) ||
               tf_out_of_memory(diag);
    }
    tf_tally_free(tally);
    return good;
}
