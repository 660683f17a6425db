/* Trajectories that are far apart, out of a pool of random ones. */
#include <math.h>

#include "engine/evaluate.h"
#include "experiment/design_kinds.h"
#include "experiment/trajectories.h"

enum { POOL_MOST = 500 };

/* About so many distances are added up in a second. */
#define COMPARED_MOST 2e8

struct pool {
    const struct tf_design *design;
    const struct tf_dimension *dimensions;
    size_t dimension_count, size;
    size_t point_count;  /* of a trajectory: groups and one */
    size_t *of_group;    /* dimensions in the order of their groups … */
    size_t *group_start; /* [group]: … and where each group's begin; one more: the end */
    uint32_t *levels;    /* [trajectory][dimension]: at the start */
    double *keys;        /* [trajectory][group]: groups move in the order of their keys */
    uint32_t *moved;     /* [trajectory][step - 1]: the group */
    uint32_t *step_of;   /* [trajectory][group]: the step */
    int64_t *squared;    /* [point]: see trajectory_distance */
    bool *taken;         /* [trajectory] */
    double *spread; /* [trajectory]: its squared distances to those taken, added up; below 0: it
                       repeats one of them */
};

static size_t group_count(const struct pool *pool)
{
    return pool->point_count - 1;
}

static size_t pool_size(size_t chosen, size_t points, size_t dimensions)
{
    double pair = (double)points * (double)(points + dimensions);
    double size = COMPARED_MOST / (pair * (double)chosen);
    size = size < POOL_MOST ? size : POOL_MOST;
    return size > (double)chosen ? (size_t)size : chosen;
}

static bool make_room(struct pool *pool, struct tf_arena *arena)
{
    size_t size = pool->size, groups = group_count(pool), dimensions = pool->dimension_count;
    pool->of_group = tf_arena_alloc(arena, dimensions, sizeof *pool->of_group);
    pool->group_start = tf_arena_alloc(arena, groups + 1, sizeof *pool->group_start);
    pool->levels = tf_arena_alloc(arena, size, dimensions * sizeof *pool->levels);
    pool->keys = tf_arena_alloc(arena, size, groups * sizeof *pool->keys);
    pool->moved = tf_arena_alloc(arena, size, groups * sizeof *pool->moved);
    pool->step_of = tf_arena_alloc(arena, size, groups * sizeof *pool->step_of);
    pool->squared = tf_arena_alloc(arena, pool->point_count, sizeof *pool->squared);
    pool->taken = tf_arena_alloc(arena, size, sizeof *pool->taken);
    pool->spread = tf_arena_alloc(arena, size, sizeof *pool->spread);
    return pool->of_group != NULL && pool->group_start != NULL && pool->levels != NULL &&
           pool->keys != NULL && pool->moved != NULL && pool->step_of != NULL &&
           pool->squared != NULL && pool->taken != NULL && pool->spread != NULL;
}

/* --- the pool -------------------------------------------------------------------------------- */

static void sort_dimensions(struct pool *pool)
{
    size_t count = 0;
    for (size_t group = 0; group < group_count(pool); group++) {
        pool->group_start[group] = count;
        for (size_t d = 0; d < pool->dimension_count; d++) {
            if (pool->dimensions[d].group == group) {
                pool->of_group[count++] = d;
            }
        }
    }
    pool->group_start[group_count(pool)] = count;
}

/* One uniform gives a dimension its level, and what is left of it, again a uniform, its group the
 * key (of a group the last dimension's). */
static void draw_dimension(struct pool *pool, size_t at)
{
    const struct tf_dimension *dimension = &pool->dimensions[at];
    const struct tf_design *design = pool->design;
    const struct tf_stream stream = {design->seed, dimension->identity, dimension->word};
    for (size_t first = 0; first < pool->size; first += TF_RUN_BLOCK) {
        _Alignas(64) double uniforms[TF_RUN_BLOCK];
        tf_random_uniforms(&stream, first, TF_RUN_BLOCK, design->lane_width, uniforms);
        for (size_t i = 0; i < TF_RUN_BLOCK && first + i < pool->size; i++) {
            double scaled = uniforms[i] * design->level_count;
            uint32_t level = (uint32_t)scaled;
            level = level < design->level_count ? level : design->level_count - 1;
            pool->levels[(first + i) * pool->dimension_count + at] = level;
            pool->keys[(first + i) * group_count(pool) + dimension->group] = scaled - level;
        }
    }
}

/* Sorts the groups of a trajectory by their keys, equal ones by their number. */
static void order_groups(struct pool *pool, size_t trajectory)
{
    size_t groups = group_count(pool);
    const double *keys = pool->keys + trajectory * groups;
    uint32_t *moved = pool->moved + trajectory * groups;
    for (uint32_t group = 0; group < groups; group++) {
        size_t at = group;
        for (; at > 0 && keys[moved[at - 1]] > keys[group]; at--) {
            moved[at] = moved[at - 1];
        }
        moved[at] = group;
    }
    for (uint32_t step = 1; step <= groups; step++) {
        pool->step_of[trajectory * groups + moved[step - 1]] = step;
    }
}

static void fill_pool(struct pool *pool)
{
    sort_dimensions(pool);
    for (size_t d = 0; d < pool->dimension_count; d++) {
        draw_dimension(pool, d);
    }
    for (size_t i = 0; i < pool->size; i++) {
        order_groups(pool, i);
    }
}

/* The level of a dimension after so many steps. */
static uint32_t level_after(const struct pool *pool, size_t trajectory, size_t d, size_t step)
{
    uint32_t level = pool->levels[trajectory * pool->dimension_count + d];
    uint32_t group = pool->dimensions[d].group;
    bool has_moved = step >= pool->step_of[trajectory * group_count(pool) + group];
    return has_moved ? tf_morris_moved(level, pool->design->level_count) : level;
}

/* --- distances -------------------------------------------------------------------------------- */

static int64_t square(int64_t a, int64_t b)
{
    return (a - b) * (a - b);
}

/* Adds to `squared` what changes when a dimension of a goes from one level to another. Of b's
 * points those before its own move have one level there, those after it another one. */
static void move_dimension(struct pool *pool, size_t b, size_t d, uint32_t from, uint32_t to)
{
    size_t turn = pool->step_of[b * group_count(pool) + pool->dimensions[d].group];
    int64_t before = level_after(pool, b, d, 0), after = level_after(pool, b, d, turn);
    int64_t change_before = square(to, before) - square(from, before);
    int64_t change_after = square(to, after) - square(from, after);
    for (size_t point = 0; point < turn; point++) {
        pool->squared[point] += change_before;
    }
    for (size_t point = turn; point < pool->point_count; point++) {
        pool->squared[point] += change_after;
    }
}

/* Sets `squared` to the squared distances of a's start from all points of b, in levels. */
static void measure_start(struct pool *pool, size_t a, size_t b)
{
    for (size_t point = 0; point < pool->point_count; point++) {
        int64_t sum = 0;
        for (size_t d = 0; d < pool->dimension_count; d++) {
            sum += square(level_after(pool, a, d, 0), level_after(pool, b, d, point));
        }
        pool->squared[point] = sum;
    }
}

/* The distances of all points of a from all of b, added up; 0 when both have the same points, and
 * with them the same effects. From one point of a to the next only one group's part changes. */
static double trajectory_distance(struct pool *pool, size_t a, size_t b)
{
    double sum = 0;
    size_t shared = 0, groups = group_count(pool);
    measure_start(pool, a, b);
    for (size_t step = 0;; step++) {
        bool is_shared = false;
        for (size_t point = 0; point < pool->point_count; point++) {
            sum += sqrt((double)pool->squared[point]);
            is_shared |= pool->squared[point] == 0;
        }
        shared += is_shared;
        if (step == groups) {
            break;
        }
        uint32_t group = pool->moved[a * groups + step];
        for (size_t i = pool->group_start[group]; i < pool->group_start[group + 1]; i++) {
            size_t d = pool->of_group[i];
            move_dimension(pool, b, d, level_after(pool, a, d, 0), level_after(pool, a, d, groups));
        }
    }
    return shared < pool->point_count ? sum : 0;
}

/* --- the choice ------------------------------------------------------------------------------- */

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
    size_t groups = group_count(pool);
    for (size_t d = 0; d < pool->dimension_count; d++) {
        double *column = levels[pool->dimensions[d].index] + to * pool->point_count;
        for (size_t step = 0; step < pool->point_count; step++) {
            column[step] =
                tf_morris_place(level_after(pool, from, d, step), pool->design->level_count);
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
        size_t next = i; /* where all are taken there is no need to compare */
        if (pool->size > trajectories) {
            next = i == 0 ? 0 : farthest(pool);
            take(pool, next);
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
