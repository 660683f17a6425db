#include "output/runs_read.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "output/runs_table.h"

/* Runs of a table in the order of their numbers: order[i] is a row. */
struct sequence {
    const struct tf_runs_table *table;
    size_t *order;
};

struct numbered {
    double run;
    size_t row;
};

static int by_run(const void *a, const void *b)
{
    const struct numbered *one = a, *other = b;
    int by = (one->run > other->run) - (one->run < other->run);
    return by != 0 ? by : (one->row > other->row) - (one->row < other->row);
}

static double run_at(const struct sequence *sequence, size_t i)
{
    return sequence->table->run[sequence->order[i]];
}

static bool same(double a, double b)
{
    return !(a < b || a > b);
}

static bool sort_runs(struct sequence *sequence, struct tf_arena *arena, struct tf_diag *diag)
{
    size_t count = sequence->table->count;
    struct numbered *sorted = calloc(count + 1, sizeof *sorted);
    sequence->order = tf_arena_alloc(arena, count, sizeof *sequence->order);
    if (sorted == NULL || sequence->order == NULL) {
        free(sorted);
        return tf_out_of_memory(diag);
    }
    for (size_t row = 0; row < count; row++) {
        sorted[row] = (struct numbered){sequence->table->run[row], row};
    }
    qsort(sorted, count, sizeof *sorted, by_run);
    for (size_t i = 0; i < count; i++) {
        sequence->order[i] = sorted[i].row;
    }
    free(sorted);
    return true;
}

static bool refuse_twice(const struct sequence *sequence, struct tf_diag *diag)
{
    size_t twice = 0;
    double first = 0;
    for (size_t i = 1; i < sequence->table->count; i++) {
        if (same(run_at(sequence, i), run_at(sequence, i - 1))) {
            first = twice == 0 ? run_at(sequence, i) : first;
            twice++;
        }
    }
    struct tf_place place = {.file = sequence->table->file};
    return twice == 0 ||
           tf_fail(diag, TF_BAD_INPUT, &place, "run %.0f stands here twice%s; a run has one row",
                   first, twice > 1 ? ", and others too" : "");
}

static bool refuse_gaps(const struct sequence *points, struct tf_diag *diag)
{
    size_t count = points->table->count;
    double begin = run_at(points, 0) > 1 ? 1 : run_at(points, 0), next = begin;
    double missing = run_at(points, count - 1) - begin + 1 - (double)count;
    for (size_t i = 0; i < count && same(run_at(points, i), next); i++) {
        next++;
    }
    struct tf_place place = {.file = points->table->file};
    if (missing > 1) {
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "%.0f runs are missing, the first is %.0f; give the whole design", missing,
                       next);
    }
    return missing < 1 ||
           tf_fail(diag, TF_BAD_INPUT, &place, "run %.0f is missing; give the whole design", next);
}

/* How many runs of `from` are not in `in`, and the first of them. */
static size_t count_absent(const struct sequence *from, const struct sequence *in, double *first)
{
    size_t absent = 0;
    for (size_t i = 0, j = 0; i < from->table->count; i++) {
        while (j < in->table->count && run_at(in, j) < run_at(from, i)) {
            j++;
        }
        if (j == in->table->count || !same(run_at(in, j), run_at(from, i))) {
            *first = absent == 0 ? run_at(from, i) : *first;
            absent++;
        }
    }
    return absent;
}

enum { OTHERS_TEXT = 64 };

/* What is said beside the first of some runs. */
static const char *others_text(size_t count, char text[OTHERS_TEXT])
{
    text[0] = '\0';
    if (count > 1) {
        snprintf(text, OTHERS_TEXT, " (and %zu other%s)", count - 1, count == 2 ? "" : "s");
    }
    return text;
}

static bool refuse_unmatched(const struct sequence *points, const struct sequence *outputs,
                             struct tf_diag *diag)
{
    double first;
    char others[OTHERS_TEXT];
    size_t absent = count_absent(points, outputs, &first);
    struct tf_place in_outputs = {.file = outputs->table->file};
    struct tf_place in_points = {.file = points->table->file};
    if (absent > 0) {
        return tf_fail(diag, TF_BAD_INPUT, &in_outputs,
                       "run %.0f of %s has no row here%s; give an infeasible run a row with "
                       "nothing, or nan, as its output",
                       first, points->table->file, others_text(absent, others));
    }
    absent = count_absent(outputs, points, &first);
    return absent == 0 || tf_fail(diag, TF_BAD_INPUT, &in_points,
                                  "run %.0f of %s is not in this design%s; give the design that it "
                                  "was made from",
                                  first, outputs->table->file, others_text(absent, others));
}

/* --- columns --------------------------------------------------------------------------------- */

static double *take_column(struct tf_runs *runs, const struct sequence *sequence,
                           const struct tf_wide_read_column *column)
{
    double *values = tf_arena_alloc(&runs->arena, runs->count, sizeof *values);
    for (size_t i = 0; values != NULL && i < runs->count; i++) {
        values[i] = column->numbers[sequence->order[i]];
    }
    return values;
}

static bool take_factor(struct tf_runs *runs, const struct sequence *points,
                        const struct tf_wide_read_column *column, struct tf_diag *diag)
{
    double *values = take_column(runs, points, column);
    if (values == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < runs->count; i++) {
        if (isnan(values[i])) {
            struct tf_place place = {.file = points->table->file};
            return tf_fail(diag, TF_BAD_INPUT, &place,
                           "run %.0f has no value of `%s`; every factor needs one",
                           run_at(points, i), column->name);
        }
    }
    runs->x[runs->factor_count] = values;
    runs->factors[runs->factor_count++] = tf_arena_strdup(&runs->arena, column->name);
    return runs->factors[runs->factor_count - 1] != NULL || tf_out_of_memory(diag);
}

static bool take_output(struct tf_runs *runs, const struct sequence *outputs,
                        const struct tf_wide_read_column *column, struct tf_diag *diag)
{
    double *values = take_column(runs, outputs, column);
    if (values == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < runs->count; i++) {
        runs->infeasible[runs->column_count] += isnan(values[i]) ? 1 : 0;
    }
    runs->y[runs->column_count] = values;
    runs->columns[runs->column_count++] = tf_arena_strdup(&runs->arena, column->name);
    return runs->columns[runs->column_count - 1] != NULL || tf_out_of_memory(diag);
}

static bool make_room(struct tf_runs *runs, size_t factors, size_t columns)
{
    struct tf_arena *arena = &runs->arena;
    runs->factors = tf_arena_alloc(arena, factors, sizeof *runs->factors);
    runs->x = tf_arena_alloc(arena, factors, sizeof *runs->x);
    runs->columns = tf_arena_alloc(arena, columns, sizeof *runs->columns);
    runs->y = tf_arena_alloc(arena, columns, sizeof *runs->y);
    runs->infeasible = tf_arena_alloc(arena, columns, sizeof *runs->infeasible);
    return runs->factors != NULL && runs->x != NULL && runs->columns != NULL && runs->y != NULL &&
           runs->infeasible != NULL;
}

static bool join(struct tf_runs *runs, const struct tf_runs_wanted *wanted,
                 const struct sequence *points, const struct sequence *outputs,
                 struct tf_diag *diag)
{
    struct tf_chosen_columns factors, columns;
    runs->count = points->table->count;
    runs->first = (uint64_t)run_at(points, 0);
    bool good =
        tf_runs_choose_outputs(outputs->table, points->table, wanted, &runs->arena, &columns,
                               diag) &&
        tf_runs_choose_factors(points->table, wanted, &columns, &runs->arena, &factors, diag);
    if (good && !make_room(runs, factors.count, columns.count)) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; good && i < factors.count; i++) {
        good = take_factor(runs, points, factors.items[i], diag);
    }
    for (size_t i = 0; good && i < columns.count; i++) {
        good = take_output(runs, outputs, columns.items[i], diag);
    }
    return good;
}

static bool check_runs(struct tf_runs *runs, const struct tf_runs_wanted *wanted,
                       struct sequence *points, struct sequence *outputs, struct tf_diag *diag)
{
    bool one = points->table == outputs->table;
    bool good = sort_runs(points, &runs->arena, diag) && refuse_twice(points, diag);
    if (good && !one) {
        good = sort_runs(outputs, &runs->arena, diag) && refuse_twice(outputs, diag);
    } else if (good) {
        outputs->order = points->order;
    }
    return good && (!wanted->gapless || refuse_gaps(points, diag)) &&
           (one || refuse_unmatched(points, outputs, diag));
}

bool tf_runs_read(struct tf_runs *runs, const struct tf_runs_wanted *wanted, struct tf_diag *diag)
{
    struct tf_runs_table tables[2] = {{.count = 0}};
    bool one = strcmp(wanted->points, wanted->outputs) == 0;
    struct sequence points = {.table = &tables[0]}, outputs = {.table = &tables[one ? 0 : 1]};
    *runs = (struct tf_runs){.count = 0};
    tf_arena_init(&runs->arena);
    bool good = tf_runs_table_read(&tables[0], wanted->points, diag) &&
                (one || tf_runs_table_read(&tables[1], wanted->outputs, diag)) &&
                check_runs(runs, wanted, &points, &outputs, diag) &&
                join(runs, wanted, &points, &outputs, diag);
    tf_runs_table_release(&tables[0]);
    tf_runs_table_release(&tables[1]);
    return good;
}

void tf_runs_release(struct tf_runs *runs)
{
    tf_arena_release(&runs->arena);
    *runs = (struct tf_runs){.count = 0};
}
