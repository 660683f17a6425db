/* The correlations between uncertain rows: a CSV of pairs, checked to be a correlation matrix. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/definite.h"
#include "scenario/loading.h"

enum { FACTOR, FACTOR2, CORRELATION, COLUMNS, NOTE = COLUMNS, SOURCE, KNOWN };
static const char *const columns[KNOWN] = {"factor", "factor2", "correlation", "note", "source"};

/* More factors than this are no assumptions that a person made. */
enum { FACTORS_MAX = 500 };

/* An uncertain row; `index` is its place in the matrix, SIZE_MAX while no pair names it. */
struct factor {
    const struct tf_address *address;
    size_t row, index;
};

struct correlating {
    struct tf_loading *loading;
    struct tf_csv csv;
    size_t at[KNOWN]; /* where each column stands */
    struct factor *factors;
    size_t factor_count;  /* of all uncertain rows */
    const char **written; /* of the factors in the matrix */
    size_t *rows;
    size_t matrix_count;
    double *matrix; /* FACTORS_MAX in a row */
    size_t *lines;  /* of the record that gave each element, 0 for none */
    size_t capacity;
};

static bool refuse_column(const struct correlating *work, const struct tf_cell *cell)
{
    struct tf_place place = tf_csv_place(&work->csv, cell, 0);
    const char *near = tf_text_nearest(cell->text, columns, COLUMNS);
    return tf_fail(work->loading->diag, TF_BAD_INPUT, &place,
                   "no column %s in a file of correlations; %s%s%s",
                   tf_quote(&work->loading->scenario->arena, cell->text, cell->length),
                   near != NULL ? "did you mean `" : "there are factor, factor2, correlation",
                   near != NULL ? near : "", near != NULL ? "`?" : "");
}

static bool find_columns(struct correlating *work)
{
    const struct tf_record *header = &work->csv.header;
    size_t before = work->loading->diag->errors;
    for (size_t column = 0; column < KNOWN; column++) {
        work->at[column] = header->count;
    }
    for (size_t i = 0; i < header->count; i++) {
        size_t column = 0;
        while (column < KNOWN && strcmp(header->cells[i].text, columns[column]) != 0) {
            column++;
        }
        if (column < KNOWN) {
            work->at[column] = i;
        } else if (header->cells[i].length > 0) {
            refuse_column(work, &header->cells[i]);
        }
    }
    for (size_t column = 0; column < COLUMNS && work->loading->diag->errors == before; column++) {
        if (work->at[column] == header->count) {
            struct tf_place place = tf_csv_place(&work->csv, &header->cells[0], 0);
            tf_fail(work->loading->diag, TF_BAD_INPUT, &place,
                    "no column `%s`; the first row is factor,factor2,correlation", columns[column]);
        }
    }
    return work->loading->diag->errors == before;
}

static const struct tf_cell *cell_of(const struct correlating *work, size_t record, size_t column)
{
    return &work->csv.records[record].cells[work->at[column]];
}

/* By address; of two rows of one address the later first. */
static int compare_factors(const void *left, const void *right)
{
    const struct factor *a = left, *b = right;
    int order = tf_address_compare(a->address, b->address);
    return order != 0 ? order : (a->row < b->row) - (a->row > b->row);
}

static bool gather_factors(struct correlating *work)
{
    const struct tf_scenario *scenario = work->loading->scenario;
    work->factors =
        tf_arena_alloc(&work->loading->scenario->arena, scenario->row_count, sizeof(struct factor));
    if (work->factors == NULL) {
        return tf_out_of_memory(work->loading->diag);
    }
    for (size_t i = 0; i < scenario->row_count; i++) {
        if (scenario->rows[i].live > 0 && scenario->rows[i].distribution.kind != TF_DIST_NONE) {
            work->factors[work->factor_count++] =
                (struct factor){&scenario->rows[i].address, i, SIZE_MAX};
        }
    }
    if (work->factor_count > 1) {
        qsort(work->factors, work->factor_count, sizeof(struct factor), compare_factors);
    }
    return true;
}

/* The uncertain row of an address, NULL for none. */
static struct factor *factor_of(const struct correlating *work, const struct tf_address *address)
{
    size_t from = 0, to = work->factor_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (tf_address_compare(work->factors[middle].address, address) < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    bool found =
        from < work->factor_count && tf_address_compare(work->factors[from].address, address) == 0;
    return found ? &work->factors[from] : NULL;
}

/* False with a message when the cell is no address; *factor is NULL, with a warning, when it is
 * not uncertain. */
static bool find_factor(const struct correlating *work, const struct tf_cell *cell,
                        struct factor **factor)
{
    struct tf_scenario *scenario = work->loading->scenario;
    struct tf_address address = {0};
    const char *message;
    size_t offset;
    if (!tf_address_parse(cell->text, &scenario->dimensions, &scenario->arena, &address, &message,
                          &offset)) {
        struct tf_place place = tf_csv_place(&work->csv, cell, offset);
        return tf_fail(work->loading->diag, TF_BAD_INPUT, &place, "%s", message);
    }
    *factor = factor_of(work, &address);
    if (*factor == NULL) {
        struct tf_place place = tf_csv_place(&work->csv, cell, 0);
        tf_warn(work->loading->diag, &place,
                "%s is not uncertain, so that nothing is correlated with it; give a row of this "
                "address a distribution",
                cell->text);
    }
    return true;
}

static bool read_correlation(const struct correlating *work, const struct tf_cell *cell,
                             double *value)
{
    struct tf_number number;
    if (tf_number_parse(cell->text, cell->length, work->csv.decimal, false, &number) ==
            TF_NUMBER_OK &&
        fabs(number.value) <= 1) {
        *value = number.value;
        return true;
    }
    struct tf_place place = tf_csv_place(&work->csv, cell, 0);
    return tf_fail(work->loading->diag, TF_BAD_INPUT, &place,
                   "%s is no correlation; write a number from -1 to 1",
                   tf_quote(&work->loading->scenario->arena, cell->text, cell->length));
}

/* Gives the factor its place in the matrix. */
static bool enter(struct correlating *work, struct factor *factor, const struct tf_place *place)
{
    if (factor->index != SIZE_MAX) {
        return true;
    }
    if (work->matrix_count == FACTORS_MAX) {
        return tf_fail(work->loading->diag, TF_BAD_INPUT, place,
                       "more than %d correlated factors; correlate fewer", FACTORS_MAX);
    }
    factor->index = work->matrix_count++;
    work->rows[factor->index] = factor->row;
    work->written[factor->index] = work->loading->scenario->rows[factor->row].written;
    work->matrix[factor->index * FACTORS_MAX + factor->index] = 1;
    return true;
}

/* Puts a pair into the matrix; a later one of the same two factors replaces it. */
static void set_pair(struct correlating *work, size_t record, size_t a, size_t b, double value)
{
    size_t element = a > b ? a * FACTORS_MAX + b : b * FACTORS_MAX + a;
    if (work->lines[element] != 0) {
        struct tf_place place = tf_csv_place(&work->csv, cell_of(work, record, FACTOR), 0);
        tf_warn(work->loading->diag, &place,
                "the pair replaces the same two of line %zu; delete one of them",
                work->lines[element]);
    }
    work->lines[element] = work->csv.records[record].line;
    work->matrix[element] = value;
}

static void read_pair(struct correlating *work, size_t record)
{
    struct factor *factor = NULL, *other = NULL;
    double value = 0;
    bool good = find_factor(work, cell_of(work, record, FACTOR), &factor);
    good = find_factor(work, cell_of(work, record, FACTOR2), &other) && good;
    good = read_correlation(work, cell_of(work, record, CORRELATION), &value) && good;
    if (!good || factor == NULL || other == NULL) {
        return;
    }
    struct tf_place place = tf_csv_place(&work->csv, cell_of(work, record, FACTOR2), 0);
    if (factor == other) {
        if (value < 1) {
            tf_fail(work->loading->diag, TF_BAD_INPUT, &place,
                    "a factor's correlation with itself is 1; delete the row");
        }
    } else if (enter(work, factor, &place) && enter(work, other, &place)) {
        set_pair(work, record, factor->index, other->index, value);
    }
}

static bool refuse_matrix(struct correlating *work, const double *direction)
{
    struct tf_buffer names;
    size_t named = 0;
    tf_buffer_init(&names);
    for (size_t i = 0; i < work->matrix_count; i++) {
        if (fabs(direction[i]) > 1e-6 && named++ < 8) {
            tf_buffer_printf(&names, "%s%s", names.length > 0 ? ", " : "", work->written[i]);
        }
    }
    tf_fail(work->loading->diag, TF_BAD_INPUT, &work->loading->correlations_place,
            "the correlations of %s%s contradict each other (not positive definite); bring them "
            "nearer to 0",
            names.bytes != NULL ? names.bytes : "the factors", named > 8 ? ", …" : "");
    tf_buffer_release(&names);
    return false;
}

/* The pairs other than 0, in the order of the matrix, to the scenario. */
static bool keep_pairs(struct correlating *work)
{
    struct tf_scenario *scenario = work->loading->scenario;
    for (size_t i = 0; i < work->matrix_count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (work->lines[i * FACTORS_MAX + j] == 0) {
                continue;
            }
            if (!tf_array_reserve(&scenario->correlations, &work->capacity,
                                  scenario->correlation_count + 1,
                                  sizeof *scenario->correlations)) {
                return tf_out_of_memory(work->loading->diag);
            }
            scenario->correlations[scenario->correlation_count++] = (struct tf_correlation){
                work->rows[j], work->rows[i], work->matrix[i * FACTORS_MAX + j]};
        }
    }
    return true;
}

static bool allocate(struct correlating *work)
{
    const size_t elements = (size_t)FACTORS_MAX * FACTORS_MAX;
    work->rows = calloc(FACTORS_MAX, sizeof *work->rows);
    work->written = calloc(FACTORS_MAX, sizeof *work->written);
    work->matrix = calloc(elements, sizeof *work->matrix);
    work->lines = calloc(elements, sizeof *work->lines);
    return (work->rows != NULL && work->written != NULL && work->matrix != NULL &&
            work->lines != NULL) ||
           tf_out_of_memory(work->loading->diag);
}

static void release(struct correlating *work)
{
    free(work->rows);
    free(work->written);
    free(work->matrix);
    free(work->lines);
}

static void read_pairs(struct correlating *work)
{
    struct tf_diag *diag = work->loading->diag;
    size_t before = diag->errors;
    double *direction = calloc(FACTORS_MAX, sizeof *direction);
    for (size_t i = 0; i < work->csv.count && !tf_diag_full(diag); i++) {
        read_pair(work, i);
    }
    if (direction == NULL) {
        tf_out_of_memory(diag);
    } else if (diag->errors == before) {
        if (tf_is_positive_definite(work->matrix, work->matrix_count, FACTORS_MAX, direction)) {
            keep_pairs(work);
        } else {
            refuse_matrix(work, direction);
        }
    }
    free(direction);
}

void tf_loading_correlations(struct tf_loading *loading)
{
    struct correlating work = {.loading = loading};
    struct tf_buffer bytes;
    struct tf_arena *arena = &loading->scenario->arena;
    const char *path = loading->correlations;
    if (path == NULL || !tf_loading_note_file(loading, path)) {
        return;
    }
    tf_buffer_init(&bytes);
    if (loading->source->read(loading->source->context, path, TF_CSV_FILE_LIMIT, &bytes,
                              &loading->correlations_place, loading->diag) &&
        tf_csv_read(arena, path, bytes.bytes != NULL ? bytes.bytes : "", bytes.length, &work.csv,
                    loading->diag) &&
        find_columns(&work) && gather_factors(&work) && allocate(&work)) {
        read_pairs(&work);
    }
    release(&work);
    tf_buffer_release(&bytes);
}
