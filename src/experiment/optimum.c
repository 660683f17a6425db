#include "experiment/optimum.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "experiment/design.h"
#include "experiment/optimum_local.h"

enum { UNKNOWNS = TF_UNKNOWNS_MOST, CORNERS_OF_MOST = 5 };

/* A constraint is met to so much of its value, by its motion, and of the range of values that were
 * seen. */
static const double PART_OF_VALUE[] = {[TF_SMOOTH] = 1e-12, [TF_KINKED] = 1e-9, [TF_STEPPED] = 0};
static const double PART_OF_RANGE[] = {[TF_SMOOTH] = 1e-12, [TF_KINKED] = 1e-10, [TF_STEPPED] = 0};
/* Starts lie at least so far apart, solutions of a system at least so far (parts of the bounds). */
static const double STARTS_APART = 0.15, SOLUTIONS_APART = 1e-6;

bool tf_condition_holds(const struct tf_condition *condition, double y, double range)
{
    double more = y - condition->value;
    double slack = PART_OF_VALUE[condition->motion] * fabs(condition->value) +
                   PART_OF_RANGE[condition->motion] * range;
    switch (condition->goal) {
    case TF_GOAL_EQUAL:
        return fabs(more) <= slack;
    case TF_GOAL_AT_LEAST:
        return more >= -slack;
    case TF_GOAL_AT_MOST:
        return more <= slack;
    default:
        return true;
    }
}

/* --- the spread ---------------------------------------------------------------------------------
 */

/* Places over the bounds, parts of them, and how good each is. */
struct spread {
    double *part; /* [place * unknown_count + unknown] */
    double *violation, *objective;
    bool *taken;
    size_t count;
};

static size_t corner_count(size_t unknowns)
{
    return unknowns <= CORNERS_OF_MOST ? (size_t)1 << unknowns : 0;
}

static void fill_place(const struct spread *spread, size_t unknowns, size_t corners, size_t place)
{
    for (size_t i = 0; i < unknowns; i++) {
        double *part = &spread->part[place * unknowns + i];
        if (unknowns == 1) { /* even steps, the ends among them */
            *part = (double)place / (double)(spread->count - 1);
        } else if (place < corners) {
            *part = place >> i & 1 ? 1 : 0;
        } else { /* the first point of the sequence is a corner, the second the centre */
            *part = tf_sobol_point((uint32_t)i, place - corners + 1);
        }
    }
}

static bool make_spread(struct spread *spread, const struct tf_optimum_search *search,
                        struct tf_arena *arena)
{
    size_t n = search->unknown_count, corners = corner_count(n);
    size_t count = corners + search->landscape->spread * n;
    spread->count = count < TF_PLACES_MOST ? count : TF_PLACES_MOST;
    spread->part = tf_arena_alloc(arena, spread->count * n, sizeof *spread->part);
    spread->violation = tf_arena_alloc(arena, spread->count, sizeof *spread->violation);
    spread->objective = tf_arena_alloc(arena, spread->count, sizeof *spread->objective);
    spread->taken = tf_arena_alloc(arena, spread->count, sizeof *spread->taken);
    if (spread->part == NULL || spread->violation == NULL || spread->objective == NULL ||
        spread->taken == NULL) {
        return false;
    }
    for (size_t place = 0; place < spread->count; place++) {
        fill_place(spread, n, corners, place);
    }
    return true;
}

/* The range of each quantity over the spread, and what stands for more than any number. */
static void find_ranges(struct tf_local *local, size_t count)
{
    for (size_t i = 0; i < local->search->quantity_count; i++) {
        double least = HUGE_VAL, most = -HUGE_VAL;
        for (size_t at = 0; at < count; at++) {
            double y = local->y[i][at];
            if (isfinite(y)) {
                least = fmin(least, y);
                most = fmax(most, y);
            }
        }
        double value = local->search->conditions[i].value; /* NaN of the objective */
        local->range[i] = most > least ? most - least : fabs(value) > 0 ? fabs(value) : 1;
        local->stand_in[i] = fmax(isfinite(most) ? most : 0, value) + local->range[i];
    }
}

static bool compute_spread(struct tf_local *local, struct spread *spread)
{
    if (!tf_local_compute(local, spread->part, spread->count)) {
        return false;
    }
    find_ranges(local, spread->count);
    for (size_t at = 0; at < spread->count; at++) {
        spread->violation[at] = tf_local_violation(local, at);
        spread->objective[at] = tf_local_objective(local, at);
        tf_local_consider(local, at);
    }
    return true;
}

/* --- starts -------------------------------------------------------------------------------------
 */

static double apart(const double *a, const double *b, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++) {
        most = fmax(most, fabs(a[i] - b[i]));
    }
    return most;
}

/* A place that misses constraints by a range is as bad as one with the objective ten ranges off. */
static double promise(const struct spread *spread, size_t place)
{
    return spread->objective[place] + 10 * spread->violation[place];
}

static bool is_far_from_taken(const struct spread *spread, size_t place, size_t n)
{
    for (size_t i = 0; i < spread->count; i++) {
        if (spread->taken[i] &&
            apart(spread->part + i * n, spread->part + place * n, n) < STARTS_APART) {
            return false;
        }
    }
    return true;
}

/* The most promising place that is far from those taken; SIZE_MAX where there is none. */
static size_t next_start(struct spread *spread, size_t n)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < spread->count; i++) {
        if (spread->violation[i] < HUGE_VAL &&
            (best == SIZE_MAX || promise(spread, i) < promise(spread, best)) &&
            is_far_from_taken(spread, i, n)) {
            best = i;
        }
    }
    if (best != SIZE_MAX) {
        spread->taken[best] = true;
    }
    return best;
}

/* --- what comes of it ---------------------------------------------------------------------------
 */

static void offer_solution(struct tf_local *local, const double *part, struct tf_optima *optima)
{
    const struct tf_optimum_search *search = local->search;
    struct tf_optimum found = {0};
    if (!tf_local_compute(local, part, 1) || tf_local_violation(local, 0) > 0 ||
        optima->count == TF_OPTIMA_MOST) {
        return;
    }
    for (size_t i = 0; i < search->unknown_count; i++) {
        found.x[i] = local->x[i][0];
    }
    for (size_t i = 0; i < search->quantity_count; i++) {
        found.y[i] = local->y[i][0];
    }
    for (size_t k = 0; k < optima->count; k++) {
        double most = 0;
        for (size_t i = 0; i < search->unknown_count; i++) {
            double way = fabs(found.x[i] - optima->items[k].x[i]);
            most = fmax(most, way / (search->high[i] - search->low[i]));
        }
        if (most < SOLUTIONS_APART) {
            return;
        }
    }
    optima->items[optima->count++] = found;
}

static int by_first(const void *a, const void *b)
{
    double x = ((const struct tf_optimum *)a)->x[0], y = ((const struct tf_optimum *)b)->x[0];
    return (x > y) - (x < y);
}

static void search_from_starts(struct tf_local *local, struct spread *spread,
                               struct tf_optima *optima)
{
    size_t n = local->search->unknown_count;
    double part[UNKNOWNS];
    for (size_t i = 0; i < local->search->landscape->starts && !local->stopped; i++) {
        size_t start = next_start(spread, n);
        if (start == SIZE_MAX) {
            break;
        }
        memcpy(part, spread->part + start * n, n * sizeof *part);
        tf_local_search(local, part);
        if (local->objective == SIZE_MAX && !local->stopped) {
            offer_solution(local, part, optima);
        }
    }
}

/* Where nothing holds everything: how near one can come, from the nearest place so far. */
static void approach(struct tf_local *local)
{
    double part[UNKNOWNS];
    if (local->stopped || !local->has_best || !(local->best_violation > 0)) {
        return;
    }
    for (size_t i = 0; i < local->search->unknown_count; i++) {
        double low = local->search->low[i], high = local->search->high[i];
        part[i] = fmin(fmax((local->best.x[i] - low) / (high - low), 0), 1);
    }
    tf_local_approach(local, part);
}

static void conclude(struct tf_local *local, struct tf_optima *optima)
{
    optima->met = local->has_best && !(local->best_violation > 0);
    if (local->objective != SIZE_MAX || optima->count == 0) {
        optima->count = local->has_best ? 1 : 0;
        optima->items[0] = local->best;
    }
    qsort(optima->items, optima->count, sizeof *optima->items, by_first);
}

static size_t find_objective(const struct tf_optimum_search *search)
{
    for (size_t i = 0; i < search->quantity_count; i++) {
        enum tf_goal goal = search->conditions[i].goal;
        if (goal == TF_GOAL_LEAST || goal == TF_GOAL_MOST) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool make_columns(struct tf_local *local, struct tf_arena *arena)
{
    for (size_t i = 0; i < local->search->unknown_count; i++) {
        local->x[i] = tf_arena_alloc(arena, TF_PLACES_MOST, sizeof **local->x);
        if (local->x[i] == NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < local->search->quantity_count; i++) {
        local->y[i] = tf_arena_alloc(arena, TF_PLACES_MOST, sizeof **local->y);
        if (local->y[i] == NULL) {
            return false;
        }
    }
    return true;
}

enum tf_optimum_end tf_optimum_find(const struct tf_optimum_search *search,
                                    struct tf_optima *optima, struct tf_diag *diag)
{
    struct tf_arena arena;
    struct spread spread = {0};
    struct tf_local local = {.search = search, .objective = find_objective(search)};
    *optima = (struct tf_optima){0};
    tf_arena_init(&arena);
    local.exhausted = !make_columns(&local, &arena) || !make_spread(&spread, search, &arena);
    if (!local.exhausted && compute_spread(&local, &spread)) {
        search_from_starts(&local, &spread, optima);
        approach(&local);
        conclude(&local, optima);
    }
    tf_arena_release(&arena);
    if (local.exhausted) {
        tf_out_of_memory(diag);
        return TF_OPTIMUM_FAILED;
    }
    return local.stopped ? TF_OPTIMUM_STOPPED : TF_OPTIMUM_DONE;
}
