#include "experiment/prim_halves.h"

#include "base/num.h"
#include "engine/random.h"
#include "experiment/batch.h"

struct halves {
    const struct tf_prim_box *box;
    const struct tf_prim_peeling *peeling;
    const struct tf_prim_options *options;
    struct tf_arena *arenas;       /* [thread]: of one half sample */
    uint8_t *bounded;              /* [half sample][factor] */
    struct tf_prim_counts *others; /* [half sample]: of the other half, the runs in the box */
};

/* A coin for each run of the data; NULL without memory. */
static uint8_t *toss(const struct halves *halves, uint64_t half, struct tf_arena *arena)
{
    enum { BLOCK = 4096 }; /* of runs: whole blocks of random numbers */
    size_t count = halves->peeling->data->run_count;
    struct tf_stream stream = {.seed = halves->options->seed,
                               .identity = tf_random_identity("discover: half sample"),
                               .word = (uint32_t)half};
    uint8_t *coins = tf_arena_alloc(arena, count, sizeof *coins);
    double *uniforms = tf_arena_alloc_aligned(arena, BLOCK, sizeof *uniforms);
    if (coins == NULL || uniforms == NULL) {
        return NULL;
    }
    for (size_t first = 0; first < count; first += BLOCK) {
        size_t now = count - first < BLOCK ? count - first : BLOCK;
        tf_random_uniforms(&stream, first, now, 0, uniforms);
        for (size_t i = 0; i < now; i++) {
            coins[first + i] = uniforms[i] < 0.5;
        }
    }
    return coins;
}

/* The step that is nearest to the box in the plane of coverage and density, of these the first. */
static size_t nearest_step(const struct tf_prim_step *steps, size_t step_count,
                           const struct tf_prim_box *box)
{
    double coverage = (double)box->counts.cases / (double)box->all.cases;
    double density = (double)box->counts.cases / (double)box->counts.runs;
    size_t nearest = 0;
    double least = HUGE_VAL;
    for (size_t i = 0; i < step_count; i++) {
        double cases = (double)steps[i].counts.cases;
        double distance = hypot(cases / (double)steps[0].counts.cases - coverage,
                                cases / (double)steps[i].counts.runs - density);
        if (distance < least) {
            least = distance;
            nearest = i;
        }
    }
    return nearest;
}

static bool is_inside(const struct tf_prim_data *data, const struct tf_prim_bound *bounds,
                      size_t bound_count, size_t run)
{
    for (size_t i = 0; i < bound_count; i++) {
        if (!tf_prim_is_within(bounds[i].range, data->columns[bounds[i].factor][run])) {
            return false;
        }
    }
    return true;
}

/* The runs of the other half that are in the box. */
static struct tf_prim_counts count_others(const struct halves *halves, const uint8_t *coins,
                                          const struct tf_prim_bound *bounds, size_t bound_count)
{
    const struct tf_prim_data *data = halves->peeling->data;
    const struct tf_prim_orders *orders = halves->peeling->orders;
    struct tf_prim_counts counts = {0, 0};
    for (size_t i = 0; i < orders->counts.runs; i++) {
        uint32_t run = orders->runs[0][i];
        if (!coins[run] && is_inside(data, bounds, bound_count, run)) {
            counts.runs++;
            counts.cases += data->cases[run];
        }
    }
    return counts;
}

/* The bounds of the box that a half sample gives in the same way. */
static bool find_bounds(const struct halves *halves, const struct tf_prim_orders *orders,
                        struct tf_arena *arena, struct tf_prim_bound **bounds, size_t *bound_count,
                        struct tf_diag *diag)
{
    const struct tf_prim_data *data = halves->peeling->data;
    struct tf_prim_peeling peeling = *halves->peeling;
    struct tf_prim_counts counts;
    struct tf_prim_step *steps;
    size_t step_count;
    uint8_t *open = tf_arena_alloc(arena, data->factor_count, sizeof *open);
    if (open == NULL) {
        return tf_out_of_memory(diag);
    }
    peeling.orders = orders;
    peeling.runs_least = (halves->peeling->runs_least + 1) / 2;
    peeling.open = NULL;
    if (tf_prim_selects(halves->options, data)) {
        if (!tf_prim_select(&peeling, arena, open, diag)) {
            return false;
        }
        peeling.open = open;
    }
    return tf_prim_trajectory(&peeling, arena, &steps, &step_count, diag) &&
           tf_prim_bounds(data, orders, steps, nearest_step(steps, step_count, halves->box), 0,
                          arena, bounds, bound_count, &counts, diag);
}

static bool search_half(const struct halves *halves, uint64_t half, struct tf_arena *arena,
                        struct tf_diag *diag)
{
    const struct tf_prim_data *data = halves->peeling->data;
    struct tf_prim_orders orders;
    struct tf_prim_bound *bounds = NULL;
    size_t bound_count = 0;
    const uint8_t *coins = toss(halves, half, arena);
    if (coins == NULL) {
        return tf_out_of_memory(diag);
    }
    if (!tf_prim_orders_part(&orders, halves->peeling->orders, data, coins, arena, diag)) {
        return false;
    }
    if (orders.counts.cases == 0) {
        return true;
    }
    if (!find_bounds(halves, &orders, arena, &bounds, &bound_count, diag)) {
        return false;
    }
    for (size_t i = 0; i < bound_count; i++) {
        halves->bounded[half * data->factor_count + bounds[i].factor] = 1;
    }
    halves->others[half] = count_others(halves, coins, bounds, bound_count);
    return true;
}

static enum tf_chunk_end do_half(void *context, size_t worker, size_t slot, uint64_t chunk,
                                 struct tf_diag *diag)
{
    const struct halves *halves = context;
    struct tf_arena *arena = &halves->arenas[worker];
    (void)slot;
    bool good = search_half(halves, chunk, arena, diag);
    tf_arena_release(arena);
    return tf_prim_is_stopped(halves->options) ? TF_CHUNK_STOPPED
           : good                              ? TF_CHUNK_DONE
                                               : TF_CHUNK_FAILED;
}

static void count_bounded(const struct halves *halves, struct tf_prim_box *box)
{
    size_t half_count = halves->options->half_samples;
    size_t factor_count = halves->peeling->data->factor_count;
    for (size_t i = 0; i < box->bound_count; i++) {
        size_t count = 0;
        for (size_t half = 0; half < half_count; half++) {
            count += halves->bounded[half * factor_count + box->bounds[i].factor];
        }
        box->bounds[i].reproduced = (double)count / (double)half_count;
    }
    struct tf_prim_counts sum = {0, 0};
    for (size_t half = 0; half < half_count; half++) {
        sum.runs += halves->others[half].runs;
        sum.cases += halves->others[half].cases;
    }
    box->density_validated = sum.runs > 0 ? (double)sum.cases / (double)sum.runs : TF_ABSENT;
}

bool tf_prim_reproduce(struct tf_prim_box *box, const struct tf_prim_peeling *peeling,
                       const struct tf_prim_options *options, struct tf_diag *diag)
{
    struct tf_arena room;
    uint64_t taken;
    struct halves halves = {.box = box, .peeling = peeling, .options = options};
    struct tf_batch batch = {.chunk_count = options->half_samples,
                             .threads = options->threads,
                             .context = &halves,
                             .work = do_half};
    if (options->half_samples == 0 || box->bound_count == 0) {
        return true;
    }
    tf_arena_init(&room);
    halves.arenas = tf_arena_alloc(&room, options->threads, sizeof *halves.arenas);
    halves.bounded = tf_arena_alloc(&room, options->half_samples, peeling->data->factor_count);
    halves.others = tf_arena_alloc(&room, options->half_samples, sizeof *halves.others);
    bool good = (halves.arenas != NULL && halves.bounded != NULL && halves.others != NULL) ||
                tf_out_of_memory(diag);
    good = good && tf_batch_run(&batch, &taken, diag);
    if (good) {
        count_bounded(&halves, box);
    }
    tf_arena_release(&room);
    return good;
}
