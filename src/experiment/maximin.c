#include "experiment/maximin.h"

#include "engine/evaluate.h"

/* So many distances are looked at, and so many exchanges tried at most. */
#define DISTANCES_MOST 50000000u
#define EXCHANGES_MOST 500000u

struct cloud {
    size_t runs, dimensions;
    double **columns; /* [dimension][run], of the dimensions as they were given */
    double *squared;  /* [run][run]: squared distances */
    size_t *nearest;  /* [run]: which other run is nearest to it */
};

static double *row_of(const struct cloud *cloud, size_t run)
{
    return cloud->squared + run * cloud->runs;
}

static double squared_distance(const struct cloud *cloud, size_t a, size_t b)
{
    double sum = 0;
    for (size_t d = 0; d < cloud->dimensions; d++) {
        double step = cloud->columns[d][a] - cloud->columns[d][b];
        sum += step * step;
    }
    return sum;
}

static void find_nearest(struct cloud *cloud, size_t run)
{
    const double *row = row_of(cloud, run);
    size_t nearest = run == 0 ? 1 : 0;
    for (size_t i = 0; i < cloud->runs; i++) {
        if (i != run && row[i] < row[nearest]) {
            nearest = i;
        }
    }
    cloud->nearest[run] = nearest;
}

/* Measures a run's distances again. */
static void measure(struct cloud *cloud, size_t run)
{
    for (size_t i = 0; i < cloud->runs; i++) {
        double squared = squared_distance(cloud, run, i);
        row_of(cloud, run)[i] = squared;
        row_of(cloud, i)[run] = squared;
    }
}

/* What a pair adds to the criterion. */
static double weight(double squared)
{
    double inverse = 1 / squared, fourth = inverse * inverse, eighth = fourth * fourth;
    return eighth * eighth;
}

/* Does the criterion fall when runs a and b exchange their coordinates in dimension d? Only their
 * distances to others change. */
static bool improves(const struct cloud *cloud, size_t a, size_t b, size_t d)
{
    const double *of_a = row_of(cloud, a), *of_b = row_of(cloud, b);
    const double *column = cloud->columns[d];
    double before = 0, after = 0;
    for (size_t i = 0; i < cloud->runs; i++) {
        if (i == a || i == b) {
            continue;
        }
        double to_a = column[i] - column[a], to_b = column[i] - column[b];
        double change = to_b * to_b - to_a * to_a;
        before += weight(of_a[i]) + weight(of_b[i]);
        after += weight(of_a[i] + change) + weight(of_b[i] - change);
    }
    return after < before;
}

static void exchange(struct cloud *cloud, size_t a, size_t b, size_t d)
{
    double *column = cloud->columns[d], kept = column[a];
    column[a] = column[b];
    column[b] = kept;
    measure(cloud, a);
    measure(cloud, b);
    find_nearest(cloud, a);
    find_nearest(cloud, b);
    for (size_t i = 0; i < cloud->runs; i++) {
        const double *row = row_of(cloud, i);
        size_t nearest = cloud->nearest[i];
        if (nearest == a || nearest == b) {
            find_nearest(cloud, i);
        } else if (i != a && i != b) {
            nearest = row[a] < row[nearest] ? a : nearest;
            cloud->nearest[i] = row[b] < row[nearest] ? b : nearest;
        }
    }
}

/* The run whose nearest neighbour is nearest. */
static size_t most_crowded(const struct cloud *cloud)
{
    size_t worst = 0;
    for (size_t i = 1; i < cloud->runs; i++) {
        if (row_of(cloud, i)[cloud->nearest[i]] < row_of(cloud, worst)[cloud->nearest[worst]]) {
            worst = i;
        }
    }
    return worst;
}

static size_t below(uint32_t word, size_t count)
{
    return (size_t)((uint64_t)word * count >> 32);
}

/* Every other exchange is tried at the most crowded run. The first word of the counter counts the
 * exchanges, the others stand for this use of Philox. */
static void improve(struct cloud *cloud, uint64_t seed)
{
    const uint64_t use = tf_random_identity("maximin");
    const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    uint32_t tries = DISTANCES_MOST / (uint32_t)cloud->runs;
    tries = tries < EXCHANGES_MOST ? tries : EXCHANGES_MOST;
    for (uint32_t i = 0; i < tries; i++) {
        const uint32_t counter[4] = {i, 0, (uint32_t)use, (uint32_t)(use >> 32)};
        uint32_t words[4];
        tf_philox4x32(counter, key, words);
        size_t a = i % 2 == 0 ? most_crowded(cloud) : below(words[0], cloud->runs);
        size_t b = below(words[1], cloud->runs), d = below(words[2], cloud->dimensions);
        if (a != b && improves(cloud, a, b, d)) {
            exchange(cloud, a, b, d);
        }
    }
}

/* The hypercube to start from. columns[index of the dimension]. */
static bool start(struct cloud *cloud, const struct tf_design *design,
                  const struct tf_dimension *dimensions, struct tf_arena *arena, double **levels)
{
    size_t room = (cloud->runs + TF_RUN_BLOCK - 1) / TF_RUN_BLOCK * TF_RUN_BLOCK;
    struct tf_design plain = *design;
    plain.table = NULL;
    for (size_t d = 0; d < cloud->dimensions; d++) {
        cloud->columns[d] = tf_arena_alloc_aligned(arena, room, sizeof **cloud->columns);
        if (cloud->columns[d] == NULL) {
            return false;
        }
        tf_design_uniforms(&plain, &dimensions[d], 0, cloud->runs, cloud->columns[d]);
        levels[dimensions[d].index] = cloud->columns[d];
    }
    return true;
}

static bool make_distances(struct cloud *cloud, struct tf_arena *scratch)
{
    cloud->squared = tf_arena_alloc(scratch, cloud->runs, cloud->runs * sizeof *cloud->squared);
    cloud->nearest = tf_arena_alloc(scratch, cloud->runs, sizeof *cloud->nearest);
    if (cloud->squared == NULL || cloud->nearest == NULL) {
        return false;
    }
    for (size_t run = 0; run < cloud->runs; run++) {
        measure(cloud, run);
    }
    for (size_t run = 0; run < cloud->runs; run++) {
        find_nearest(cloud, run);
    }
    return true;
}

static size_t index_count(const struct tf_dimension *dimensions, size_t count)
{
    size_t most = 0;
    for (size_t d = 0; d < count; d++) {
        most = dimensions[d].index + 1 > most ? dimensions[d].index + 1 : most;
    }
    return most;
}

bool tf_maximin_hypercube(const struct tf_design *design, const struct tf_dimension *dimensions,
                          size_t dimension_count, struct tf_arena *arena,
                          struct tf_design_table *table, struct tf_diag *diag)
{
    struct tf_arena scratch;
    struct cloud cloud = {.runs = (size_t)design->run_count, .dimensions = dimension_count};
    double **levels =
        tf_arena_alloc(arena, index_count(dimensions, dimension_count), sizeof *levels);
    tf_arena_init(&scratch);
    cloud.columns = tf_arena_alloc(&scratch, dimension_count, sizeof *cloud.columns);
    bool good =
        levels != NULL && cloud.columns != NULL && start(&cloud, design, dimensions, arena, levels);
    /* Two runs have one distance, and nothing that an exchange would change. */
    if (good && cloud.runs > 2) {
        good = make_distances(&cloud, &scratch);
        if (good) {
            improve(&cloud, design->seed);
        }
    }
    tf_arena_release(&scratch);
    *table = (struct tf_design_table){.run_count = design->run_count, .levels = levels};
    return good || tf_out_of_memory(diag);
}
