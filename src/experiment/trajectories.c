#include "experiment/trajectories.h"

#include <math.h>

#include "engine/evaluate.h"
#include "experiment/design_kinds.h"

double tf_morris_delta(uint32_t level_count)
{
    return (double)level_count / (2.0 * (double)(level_count - 1));
}

/* Where a move leads from a level: half the levels up, or else down. */
static uint32_t moved_level(uint32_t level, uint32_t level_count)
{
    return level < level_count / 2 ? level + level_count / 2 : level - level_count / 2;
}

static double place_of(uint32_t level, uint32_t level_count)
{
    return (double)level / (double)(level_count - 1);
}

/* --- every start ----------------------------------------------------------------------------- */

uint64_t tf_trajectories_all(uint32_t level_count, uint32_t dimension_count, uint32_t group_count)
{
    uint64_t most = tf_design_runs_most(TF_DESIGN_MORRIS) / ((uint64_t)group_count + 1);
    uint64_t all = 1;
    for (uint32_t i = 0; i < dimension_count; i++) {
        if (level_count > most / all) {
            return UINT64_MAX;
        }
        all *= level_count;
    }
    return all;
}

void tf_morris_levels(const struct tf_design *design, const struct tf_dimension *dimension,
                      uint64_t first, size_t count, double *out)
{
    uint64_t stride = tf_trajectories_all(design->level_count, dimension->index, 0);
    for (size_t run = 0; run < count; run++) {
        struct tf_design_row row = tf_design_row(design, first + run);
        uint32_t level = (uint32_t)(row.point / stride % design->level_count);
        bool has_moved = row.step > dimension->group;
        out[run] = place_of(has_moved ? moved_level(level, design->level_count) : level,
                            design->level_count);
    }
}

static double level_at(const struct tf_design *design, const struct tf_dimension *dimension,
                       uint64_t run)
{
    double level;
    if (design->table != NULL) {
        return design->table->levels[dimension->index][run];
    }
    tf_morris_levels(design, dimension, run, 1, &level);
    return level;
}

double tf_morris_move(const struct tf_design *design, const struct tf_dimension *dimension,
                      uint64_t run)
{
    struct tf_design_row row = tf_design_row(design, run);
    if (row.group != dimension->group) {
        return 0;
    }
    double up = level_at(design, dimension, run) - level_at(design, dimension, run - 1);
    double delta = tf_morris_delta(design->level_count) * (1 - 2 * dimension->tail);
    return up > 0 ? delta : -delta;
}

/* --- a choice -------------------------------------------------------------------------------- */

enum { POOL_MOST = 500 };

/* About so many coordinates are compared in a second. */
#define COMPARED_MOST 1e9

struct pool {
    const struct tf_design *design;
    const struct tf_dimension *dimensions;
    size_t dimension_count, size;
    size_t point_count; /* of a trajectory */
    double *points;     /* [trajectory][step][dimension] */
    uint32_t *moved;    /* [trajectory][step - 1]: the group */
    bool *taken;        /* [trajectory] */
    double *spread;     /* [trajectory]: its squared distances to those taken, added up */
    double *keys;       /* [trajectory][group]: groups move in the order of their keys */
    uint32_t *levels;   /* [trajectory][dimension] */
};

static size_t pool_size(size_t chosen, size_t points, size_t dimensions)
{
    double pair = (double)points * (double)points * (double)dimensions;
    double size = COMPARED_MOST / (pair * (double)chosen);
    size = size < POOL_MOST ? size : POOL_MOST;
    return size > (double)chosen ? (size_t)size : chosen;
}

static bool make_room(struct pool *pool, struct tf_arena *arena)
{
    size_t trajectories = pool->size, groups = pool->point_count - 1;
    size_t room = trajectories * pool->dimension_count;
    if (trajectories > 0 && room / trajectories != pool->dimension_count) {
        return false;
    }
    pool->points = tf_arena_alloc(arena, room, pool->point_count * sizeof *pool->points);
    pool->moved = tf_arena_alloc(arena, trajectories, groups * sizeof *pool->moved);
    pool->taken = tf_arena_alloc(arena, trajectories, sizeof *pool->taken);
    pool->spread = tf_arena_alloc(arena, trajectories, sizeof *pool->spread);
    pool->keys = tf_arena_alloc(arena, trajectories, groups * sizeof *pool->keys);
    pool->levels = tf_arena_alloc(arena, room, sizeof *pool->levels);
    return pool->points != NULL && pool->moved != NULL && pool->taken != NULL &&
           pool->spread != NULL && pool->keys != NULL && pool->levels != NULL;
}

/* One uniform gives a dimension its level, and what is left of it, again a uniform, its group the
 * key (of a group the last dimension's). */
static void draw_dimension(struct pool *pool, size_t at)
{
    const struct tf_dimension *dimension = &pool->dimensions[at];
    const struct tf_design *design = pool->design;
    const struct tf_stream stream = {design->seed, dimension->identity, dimension->word};
    size_t groups = pool->point_count - 1;
    for (size_t first = 0; first < pool->size; first += TF_RUN_BLOCK) {
        _Alignas(64) double uniforms[TF_RUN_BLOCK];
        tf_random_uniforms(&stream, first, TF_RUN_BLOCK, design->lane_width, uniforms);
        for (size_t i = 0; i < TF_RUN_BLOCK && first + i < pool->size; i++) {
            double scaled = uniforms[i] * design->level_count;
            uint32_t level = (uint32_t)scaled;
            level = level < design->level_count ? level : design->level_count - 1;
            pool->levels[(first + i) * pool->dimension_count + at] = level;
            pool->keys[(first + i) * groups + dimension->group] = scaled - level;
        }
    }
}

/* Sorts the groups of a trajectory by their keys, equal ones by their number. */
static void order_groups(const double *keys, size_t groups, uint32_t *moved)
{
    for (uint32_t group = 0; group < groups; group++) {
        size_t at = group;
        for (; at > 0 && keys[moved[at - 1]] > keys[group]; at--) {
            moved[at] = moved[at - 1];
        }
        moved[at] = group;
    }
}

/* The points of a trajectory, which knows its levels and order. */
static void walk(struct pool *pool, size_t trajectory)
{
    size_t dimensions = pool->dimension_count;
    const uint32_t *levels = pool->levels + trajectory * dimensions;
    const uint32_t *moved = pool->moved + trajectory * (pool->point_count - 1);
    double *point = pool->points + trajectory * pool->point_count * dimensions;
    uint32_t level_count = pool->design->level_count;
    for (size_t d = 0; d < dimensions; d++) {
        point[d] = place_of(levels[d], level_count);
    }
    for (size_t step = 1; step < pool->point_count; step++) {
        const double *before = point;
        point += dimensions;
        for (size_t d = 0; d < dimensions; d++) {
            bool moves = pool->dimensions[d].group == moved[step - 1];
            point[d] =
                moves ? place_of(moved_level(levels[d], level_count), level_count) : before[d];
        }
    }
}

static void fill_pool(struct pool *pool)
{
    size_t groups = pool->point_count - 1;
    for (size_t d = 0; d < pool->dimension_count; d++) {
        draw_dimension(pool, d);
    }
    for (size_t i = 0; i < pool->size; i++) {
        order_groups(pool->keys + i * groups, groups, pool->moved + i * groups);
        walk(pool, i);
    }
}

static double squared_distance(const double *a, const double *b, size_t dimensions)
{
    double sum = 0;
    for (size_t d = 0; d < dimensions; d++) {
        sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return sum;
}

/* The distances of all points of a from all of b, added up; 0 when both have the same points, and
 * with them the same effects. */
static double trajectory_distance(const struct pool *pool, size_t a, size_t b)
{
    size_t length = pool->point_count * pool->dimension_count;
    const double *of_a = pool->points + a * length, *of_b = pool->points + b * length;
    double sum = 0;
    size_t shared = 0;
    for (size_t i = 0; i < length; i += pool->dimension_count) {
        bool is_shared = false;
        for (size_t j = 0; j < length; j += pool->dimension_count) {
            double squared = squared_distance(of_a + i, of_b + j, pool->dimension_count);
            sum += sqrt(squared);
            is_shared |= squared <= 0;
        }
        shared += is_shared;
    }
    return shared < pool->point_count ? sum : 0;
}

/* Takes a trajectory; what repeats it is taken only when nothing else is left. */
static void take(struct pool *pool, size_t at)
{
    pool->taken[at] = true;
    for (size_t i = 0; i < pool->size; i++) {
        if (!pool->taken[i] && pool->spread[i] >= 0) {
            double distance = trajectory_distance(pool, i, at);
            pool->spread[i] = distance > 0 ? pool->spread[i] + distance * distance : -1;
        }
    }
}

static size_t farthest(const struct pool *pool)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < pool->size; i++) {
        if (!pool->taken[i] && (best == SIZE_MAX || pool->spread[i] > pool->spread[best])) {
            best = i;
        }
    }
    return best;
}

static void copy_out(const struct pool *pool, size_t from, size_t to, double **levels,
                     uint32_t *moved)
{
    size_t groups = pool->point_count - 1, dimensions = pool->dimension_count;
    const double *point = pool->points + from * pool->point_count * dimensions;
    for (size_t step = 0; step < pool->point_count; step++) {
        for (size_t d = 0; d < dimensions; d++) {
            uint32_t index = pool->dimensions[d].index;
            levels[index][to * pool->point_count + step] = point[step * dimensions + d];
        }
    }
    for (size_t step = 0; step < groups; step++) {
        moved[to * groups + step] = pool->moved[from * groups + step];
    }
}

/* levels[index]: NULL where no dimension has the index. */
static double **make_levels(const struct pool *pool, size_t runs, struct tf_arena *arena)
{
    size_t most = 0;
    for (size_t d = 0; d < pool->dimension_count; d++) {
        size_t index = pool->dimensions[d].index;
        most = index + 1 > most ? index + 1 : most;
    }
    double **levels = tf_arena_alloc(arena, most, sizeof *levels);
    for (size_t d = 0; levels != NULL && d < pool->dimension_count; d++) {
        double *column = tf_arena_alloc(arena, runs, sizeof *column);
        levels[pool->dimensions[d].index] = column;
        if (column == NULL) {
            return NULL;
        }
    }
    return levels;
}

static bool choose(struct pool *pool, size_t trajectories, struct tf_arena *arena,
                   struct tf_arena *scratch, struct tf_design_table *table)
{
    size_t runs = trajectories * pool->point_count;
    double **levels = make_levels(pool, runs, arena);
    uint32_t *moved = tf_arena_alloc(arena, runs - trajectories, sizeof *moved);
    if (levels == NULL || moved == NULL || !make_room(pool, scratch)) {
        return false;
    }
    fill_pool(pool);
    for (size_t i = 0; i < trajectories; i++) {
        size_t next = i == 0 ? 0 : farthest(pool);
        if (pool->size > trajectories) {
            take(pool, next);
        } else {
            next = i; /* all are taken: no need to compare */
        }
        copy_out(pool, next, i, levels, moved);
    }
    *table = (struct tf_design_table){.run_count = runs, .levels = levels, .moved = moved};
    return true;
}

bool tf_trajectories_choose(const struct tf_design *design, const struct tf_dimension *dimensions,
                            size_t dimension_count, uint64_t trajectory_count,
                            struct tf_arena *arena, struct tf_design_table *table,
                            struct tf_diag *diag)
{
    size_t points = (size_t)design->group_count + 1;
    if (trajectory_count > SIZE_MAX / sizeof(double) / points) {
        return tf_out_of_memory(diag);
    }
    size_t trajectories = (size_t)trajectory_count;
    struct pool pool = {.design = design,
                        .dimensions = dimensions,
                        .dimension_count = dimension_count,
                        .size = pool_size(trajectories, points, dimension_count),
                        .point_count = points};
    struct tf_arena scratch;
    tf_arena_init(&scratch);
    bool good = choose(&pool, trajectories, arena, &scratch, table);
    tf_arena_release(&scratch);
    return good || tf_out_of_memory(diag);
}
