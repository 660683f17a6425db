/* The correlations between uncertain rows: a CSV of pairs, checked to be a correlation matrix. */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "scenario/loading.h"

enum { FACTOR, FACTOR2, CORRELATION, COLUMNS };
static const char *const columns[COLUMNS] = {"factor", "factor2", "correlation"};

struct correlating {
    struct tf_loading *loading;
    struct tf_csv csv;
    size_t at[COLUMNS]; /* where each column stands */
    size_t capacity;
};

static bool find_columns(struct correlating *work)
{
    const struct tf_record *header = &work->csv.header;
    for (size_t column = 0; column < COLUMNS; column++) {
        work->at[column] = header->count;
        for (size_t i = 0; i < header->count; i++) {
            if (strcmp(header->cells[i].text, columns[column]) == 0) {
                work->at[column] = i;
            }
        }
        if (work->at[column] == header->count) {
            struct tf_place place = tf_csv_place(&work->csv, &header->cells[0], 0);
            return tf_fail(work->loading->diag, TF_BAD_INPUT, &place,
                           "no column `%s`; the header is factor,factor2,correlation",
                           columns[column]);
        }
    }
    return true;
}

static const struct tf_cell *cell_of(const struct correlating *work, size_t record, size_t column)
{
    return &work->csv.records[record].cells[work->at[column]];
}

static bool same_address(const struct tf_address *a, const struct tf_address *b)
{
    return a->parameter == b->parameter && a->region == b->region && a->group == b->group &&
           a->source == b->source && a->year == b->year && a->shift == b->shift;
}

/* The uncertain live row of an address: false with a message when the address is wrong, *found
 * false with a warning when it is not uncertain. */
static bool find_factor(struct correlating *work, const struct tf_cell *cell, size_t *row,
                        bool *found)
{
    struct tf_scenario *scenario = work->loading->scenario;
    struct tf_address address;
    const char *message;
    size_t offset;
    *found = false;
    if (!tf_address_parse(cell->text, &scenario->dimensions, &scenario->arena, &address, &message,
                          &offset)) {
        struct tf_place place = tf_csv_place(&work->csv, cell, offset);
        return tf_fail(work->loading->diag, TF_BAD_INPUT, &place, "%s", message);
    }
    for (size_t i = scenario->row_count; i-- > 0 && !*found;) {
        const struct tf_row *candidate = &scenario->rows[i];
        if (candidate->live > 0 && candidate->distribution.kind != TF_DIST_NONE &&
            same_address(&candidate->address, &address)) {
            *row = i;
            *found = true;
        }
    }
    if (!*found) {
        struct tf_place place = tf_csv_place(&work->csv, cell, 0);
        tf_warn(work->loading->diag, &place,
                "%s is not uncertain, so that nothing can be correlated with it; give its row a "
                "distribution",
                cell->text);
    }
    return true;
}

static bool read_correlation(struct correlating *work, const struct tf_cell *cell, double *value)
{
    struct tf_number number;
    struct tf_place place = tf_csv_place(&work->csv, cell, 0);
    if (tf_number_parse(cell->text, cell->length, work->csv.decimal, false, &number) !=
            TF_NUMBER_OK ||
        !(fabs(number.value) <= 1)) {
        return tf_fail(work->loading->diag, TF_BAD_INPUT, &place,
                       "`%s` is no correlation; write a number from -1 to 1", cell->text);
    }
    *value = number.value;
    return true;
}

static bool add_pair(struct correlating *work, struct tf_correlation pair)
{
    struct tf_scenario *scenario = work->loading->scenario;
    for (size_t i = 0; i < scenario->correlation_count; i++) {
        struct tf_correlation *known = &scenario->correlations[i];
        if ((known->row == pair.row && known->other_row == pair.other_row) ||
            (known->row == pair.other_row && known->other_row == pair.row)) {
            known->value = pair.value;
            return true;
        }
    }
    if (!tf_array_reserve(&scenario->correlations, &work->capacity, scenario->correlation_count + 1,
                          sizeof *scenario->correlations)) {
        return tf_out_of_memory(work->loading->diag);
    }
    scenario->correlations[scenario->correlation_count++] = pair;
    return true;
}

static bool read_pair(struct correlating *work, size_t record)
{
    struct tf_correlation pair = {0, 0, 0};
    bool found = false, other_found = false;
    if (!find_factor(work, cell_of(work, record, FACTOR), &pair.row, &found) ||
        !find_factor(work, cell_of(work, record, FACTOR2), &pair.other_row, &other_found) ||
        !read_correlation(work, cell_of(work, record, CORRELATION), &pair.value)) {
        return false;
    }
    if (found && other_found && pair.row == pair.other_row) {
        struct tf_place place = tf_csv_place(&work->csv, cell_of(work, record, FACTOR2), 0);
        return pair.value >= 1 ||
               tf_fail(work->loading->diag, TF_BAD_INPUT, &place,
                       "a factor's correlation with itself is 1; delete the row");
    }
    return !found || !other_found || add_pair(work, pair);
}

/* The rows that take part, each once; the count. */
static size_t gather_rows(const struct tf_scenario *scenario, size_t *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < scenario->correlation_count; i++) {
        const size_t pair[2] = {scenario->correlations[i].row, scenario->correlations[i].other_row};
        for (size_t k = 0; k < 2; k++) {
            size_t at = 0;
            while (at < count && rows[at] != pair[k]) {
                at++;
            }
            if (at == count) {
                rows[count++] = pair[k];
            }
        }
    }
    return count;
}

static double correlation_of(const struct tf_scenario *scenario, size_t row, size_t other)
{
    for (size_t i = 0; i < scenario->correlation_count; i++) {
        const struct tf_correlation *pair = &scenario->correlations[i];
        if ((pair->row == row && pair->other_row == other) ||
            (pair->row == other && pair->other_row == row)) {
            return pair->value;
        }
    }
    return row == other ? 1 : 0;
}

/* True when the matrix of the first `count` rows has a Cholesky factor. */
static bool is_positive_definite(const struct tf_scenario *scenario, const size_t *rows,
                                 size_t count)
{
    gsl_matrix *matrix = gsl_matrix_alloc(count, count);
    if (matrix == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            gsl_matrix_set(matrix, i, j, correlation_of(scenario, rows[i], rows[j]));
        }
    }
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    bool good = gsl_linalg_cholesky_decomp1(matrix) == GSL_SUCCESS;
    gsl_set_error_handler(handler);
    gsl_matrix_free(matrix);
    return good;
}

/* The factor with which the matrix stops being one, and those that it is correlated with. */
static bool name_culprits(struct correlating *work, const size_t *rows, size_t culprit)
{
    const struct tf_scenario *scenario = work->loading->scenario;
    struct tf_buffer others;
    tf_buffer_init(&others);
    for (size_t i = 0; i < culprit; i++) {
        double value = correlation_of(scenario, rows[culprit], rows[i]);
        if (value < 0 || value > 0) {
            tf_buffer_printf(&others, "%s%s", others.length > 0 ? ", " : "",
                             scenario->rows[rows[i]].written);
        }
    }
    tf_fail(work->loading->diag, TF_BAD_INPUT, &work->loading->correlations_place,
            "the correlations contradict each other (not positive definite): %s with %s; bring "
            "them nearer to 0",
            scenario->rows[rows[culprit]].written, others.bytes != NULL ? others.bytes : "itself");
    tf_buffer_release(&others);
    return false;
}

static bool check_definite(struct correlating *work)
{
    struct tf_scenario *scenario = work->loading->scenario;
    size_t *rows = calloc(2 * scenario->correlation_count + 1, sizeof *rows);
    if (rows == NULL) {
        return tf_out_of_memory(work->loading->diag);
    }
    size_t count = gather_rows(scenario, rows);
    bool good = count == 0 || is_positive_definite(scenario, rows, count);
    for (size_t leading = 2; leading <= count && !good; leading++) {
        if (!is_positive_definite(scenario, rows, leading)) {
            name_culprits(work, rows, leading - 1);
            break;
        }
    }
    free(rows);
    return good;
}

void tf_loading_correlations(struct tf_loading *loading)
{
    struct correlating work = {.loading = loading};
    struct tf_buffer bytes;
    struct tf_scenario *scenario = loading->scenario;
    if (loading->correlations == NULL) {
        return;
    }
    tf_buffer_init(&bytes);
    bool good =
        loading->source->read(loading->source->context, loading->correlations, TF_CSV_FILE_LIMIT,
                              &bytes, &loading->correlations_place, loading->diag) &&
        tf_csv_read(&scenario->arena, loading->correlations, bytes.bytes != NULL ? bytes.bytes : "",
                    bytes.length, &work.csv, loading->diag) &&
        find_columns(&work);
    for (size_t i = 0; good && i < work.csv.count && !tf_diag_full(loading->diag); i++) {
        good = read_pair(&work, i);
    }
    if (good) {
        check_definite(&work);
    }
    tf_buffer_release(&bytes);
}
