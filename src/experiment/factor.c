#include "experiment/factor.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How near to its end a range that has not its end may be approached. */
static const double NEAREST = 1e-6;

/* A pivot of a correlation matrix below this is rounding (src/scenario/definite.c has the same). */
static const double SMALLEST_PIVOT = 1e-12;

static double end_of(double end, bool open, double value)
{
    return open && isfinite(end) ? end + NEAREST * (value - end) : end;
}

/* Do draws reach beyond? Normal ones everywhere, lognormal ones all that is positive. */
static bool can_clip(const struct tf_factor *factor, const struct tf_distribution *distribution)
{
    bool below = factor->low > distribution->low, above = factor->high < distribution->high;
    switch (distribution->kind) {
    case TF_DIST_NORMAL:
        return isfinite(factor->low) || isfinite(factor->high);
    case TF_DIST_LOGNORMAL:
        return factor->low > 0 || isfinite(factor->high);
    default:
        return below || above;
    }
}

static void set_range(struct tf_factor *factor, const struct tf_row *row)
{
    const struct tf_parameter *parameter = &tf_parameters[row->address.parameter];
    bool shifts = row->address.shift != TF_SHIFT_NONE;
    factor->low = shifts ? -HUGE_VAL : end_of(parameter->low, parameter->low_open, row->value);
    factor->high = shifts ? HUGE_VAL : end_of(parameter->high, parameter->high_open, row->value);
    factor->clips = can_clip(factor, &row->distribution);
}

static bool init_factor(struct tf_factor *factor, const struct tf_scenario *scenario, size_t index,
                        struct tf_arena *arena, struct tf_diag *diag)
{
    const struct tf_row *row = &scenario->rows[index];
    factor->row = index;
    factor->address = tf_address_format(&row->address, &scenario->dimensions, arena);
    if (factor->address == NULL) {
        return tf_out_of_memory(diag);
    }
    factor->dimension = (struct tf_dimension){.identity = tf_random_identity(factor->address)};
    set_range(factor, row);
    if (!tf_marginal_init(&factor->marginal, &row->distribution, row->value, arena, diag)) {
        return false;
    }
    factor->dimension.tail = tf_marginal_tail(&factor->marginal);
    return true;
}

/* A correlated factor while the correlated ones are put into order. */
struct entry {
    const struct tf_address *address;
    size_t factor;
};

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = tf_address_compare(a->address, b->address);
    return order != 0 ? order : (a->factor > b->factor) - (a->factor < b->factor);
}

static bool is_correlated(const struct tf_scenario *scenario, size_t row)
{
    for (size_t i = 0; i < scenario->correlation_count; i++) {
        const struct tf_correlation *pair = &scenario->correlations[i];
        if ((pair->row == row || pair->other_row == row) && (pair->value < 0 || pair->value > 0)) {
            return true;
        }
    }
    return false;
}

static bool gather_correlated(struct tf_factors *factors, const struct tf_scenario *scenario,
                              struct tf_arena *arena)
{
    struct entry *entries = tf_arena_alloc(arena, factors->count, sizeof *entries);
    factors->correlated = tf_arena_alloc(arena, factors->count, sizeof *factors->correlated);
    if (entries == NULL || factors->correlated == NULL) {
        return false;
    }
    size_t count = 0;
    for (size_t i = 0; i < factors->count; i++) {
        if (is_correlated(scenario, factors->items[i].row)) {
            entries[count++] = (struct entry){&scenario->rows[factors->items[i].row].address, i};
        }
    }
    if (count > 1) {
        qsort(entries, count, sizeof *entries, compare_entries);
    }
    for (size_t i = 0; i < count; i++) {
        factors->correlated[i] = entries[i].factor;
    }
    factors->correlated_count = count;
    return true;
}

static double *element(const struct tf_factors *factors, size_t row, size_t column)
{
    return &factors->triangle[row * (row + 1) / 2 + column];
}

static size_t place_of(const struct tf_factors *factors, size_t row)
{
    size_t place = 0;
    while (factors->items[factors->correlated[place]].row != row) {
        place++;
    }
    return place;
}

static void fill_matrix(const struct tf_factors *factors, const struct tf_scenario *scenario)
{
    for (size_t i = 0; i < factors->correlated_count; i++) {
        *element(factors, i, i) = 1;
    }
    for (size_t i = 0; i < scenario->correlation_count; i++) {
        const struct tf_correlation *pair = &scenario->correlations[i];
        if (pair->value < 0 || pair->value > 0) {
            size_t a = place_of(factors, pair->row), b = place_of(factors, pair->other_row);
            *element(factors, a > b ? a : b, a > b ? b : a) = pair->value;
        }
    }
}

/* Row i of the Cholesky factor in the place of row i of the matrix (Golub and Van Loan, Matrix
 * Computations, 4.2). Between groups that are not correlated every product is 0 exactly, so that
 * another group changes no bit of this one. */
static bool factor_row(const struct tf_factors *factors, size_t i)
{
    for (size_t j = 0; j <= i; j++) {
        double sum = *element(factors, i, j);
        for (size_t k = 0; k < j; k++) {
            sum -= *element(factors, i, k) * *element(factors, j, k);
        }
        if (j < i) {
            *element(factors, i, j) = sum / *element(factors, j, j);
        } else if (sum > SMALLEST_PIVOT) {
            *element(factors, i, i) = sqrt(sum);
        } else {
            return false;
        }
    }
    return true;
}

static bool init_correlations(struct tf_factors *factors, const struct tf_scenario *scenario,
                              struct tf_arena *arena, struct tf_diag *diag)
{
    if (!gather_correlated(factors, scenario, arena)) {
        return tf_out_of_memory(diag);
    }
    size_t count = factors->correlated_count;
    factors->triangle = tf_arena_alloc(arena, count * (count + 1) / 2, sizeof(double));
    if (factors->triangle == NULL) {
        return tf_out_of_memory(diag);
    }
    fill_matrix(factors, scenario);
    for (size_t i = 0; i < count; i++) {
        if (!factor_row(factors, i)) {
            struct tf_place place = {.file = scenario->file};
            return tf_fail(diag, TF_BAD_INPUT, &place,
                           "the correlations of %s with others are too near to a contradiction to "
                           "draw from; bring them nearer to 0",
                           factors->items[factors->correlated[i]].address);
        }
    }
    return true;
}

bool tf_factors_init(struct tf_factors *factors, const struct tf_scenario *scenario,
                     struct tf_arena *arena, struct tf_diag *diag)
{
    *factors = (struct tf_factors){0};
    factors->items = tf_arena_alloc(arena, scenario->row_count, sizeof *factors->items);
    if (factors->items == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < scenario->row_count; i++) {
        const struct tf_row *row = &scenario->rows[i];
        if (row->live > 0 && row->distribution.kind != TF_DIST_NONE &&
            !init_factor(&factors->items[factors->count++], scenario, i, arena, diag)) {
            return false;
        }
    }
    return init_correlations(factors, scenario, arena, diag);
}

/* column = weight * column + the weighted sum of the columns before it. From the last factor to the
 * first, so that what is read is still independent. */
static void correlate(const struct tf_factors *factors, size_t place, size_t count,
                      double *const *columns)
{
    double *column = columns[factors->correlated[place]];
    double weight = *element(factors, place, place);
    for (size_t run = 0; run < count; run++) {
        column[run] *= weight;
    }
    for (size_t k = 0; k < place; k++) {
        weight = *element(factors, place, k);
        const double *other = columns[factors->correlated[k]];
        for (size_t run = 0; (weight < 0 || weight > 0) && run < count; run++) {
            column[run] += weight * other[run];
        }
    }
}

static void clip(const struct tf_factor *factor, size_t count, double *column)
{
    for (size_t run = 0; run < count; run++) {
        double value = column[run] < factor->low ? factor->low : column[run];
        column[run] = value > factor->high ? factor->high : value;
    }
}

static size_t whole_blocks(size_t count)
{
    return (count + TF_RUN_BLOCK - 1) / TF_RUN_BLOCK * TF_RUN_BLOCK;
}

/* The normal scores of the correlated factors. */
static void draw_correlated(const struct tf_factors *factors, const struct tf_design *design,
                            size_t count, double *const *columns)
{
    for (size_t i = 0; i < factors->correlated_count; i++) {
        tf_scores_from_uniforms(count, design->lane_width, columns[factors->correlated[i]]);
    }
    for (size_t i = factors->correlated_count; i-- > 0;) {
        correlate(factors, i, whole_blocks(count), columns);
    }
    for (size_t i = 0; i < factors->correlated_count; i++) {
        size_t at = factors->correlated[i];
        tf_marginal_from_scores(&factors->items[at].marginal, count, design->lane_width,
                                columns[at]);
    }
}

static bool stands_alone(const struct tf_factors *factors, size_t at)
{
    for (size_t i = 0; i < factors->correlated_count; i++) {
        if (factors->correlated[i] == at) {
            return false;
        }
    }
    return true;
}

void tf_factors_draw(const struct tf_factors *factors, const struct tf_design *design,
                     uint64_t first, size_t count, double *const *columns)
{
    for (size_t i = 0; i < factors->count; i++) {
        const struct tf_factor *factor = &factors->items[i];
        tf_design_uniforms(design, &factor->dimension, first, count, columns[i]);
        if (stands_alone(factors, i)) {
            tf_marginal_from_uniforms(&factor->marginal, count, design->lane_width, columns[i]);
        }
    }
    draw_correlated(factors, design, count, columns);
    for (size_t i = 0; i < factors->count; i++) {
        if (factors->items[i].clips) {
            clip(&factors->items[i], whole_blocks(count), columns[i]);
        }
    }
}

/* The index that an address got in the scenarios before, or in this one so far; next for none. */
static uint32_t index_of(struct tf_factors *const *scenarios, size_t scenario, size_t factor,
                         uint32_t next)
{
    const char *address = scenarios[scenario]->items[factor].address;
    for (size_t s = 0; s <= scenario; s++) {
        size_t end = s < scenario ? scenarios[s]->count : factor;
        for (size_t i = 0; i < end; i++) {
            if (strcmp(scenarios[s]->items[i].address, address) == 0) {
                return scenarios[s]->items[i].dimension.index;
            }
        }
    }
    return next;
}

uint32_t tf_factors_deal(struct tf_factors *const *scenarios, size_t count)
{
    uint32_t next = 0;
    for (size_t s = 0; s < count; s++) {
        for (size_t i = 0; i < scenarios[s]->count; i++) {
            uint32_t index = index_of(scenarios, s, i, next);
            scenarios[s]->items[i].dimension.index = index;
            scenarios[s]->items[i].dimension.group = index;
            next += index == next;
        }
    }
    return next;
}

struct tf_dimension tf_shock_dimension(uint32_t factor_dimensions, enum tf_shock shock, size_t t)
{
    const struct tf_marginal normal = {.kind = TF_DIST_NORMAL};
    return (struct tf_dimension){.identity = tf_random_identity(tf_shock_names[shock]),
                                 .word = (uint32_t)t,
                                 .group = factor_dimensions,
                                 .tail = tf_marginal_tail(&normal),
                                 .index = factor_dimensions +
                                          (uint32_t)((t - 1) * TF_SHOCK_COUNT + (size_t)shock)};
}
