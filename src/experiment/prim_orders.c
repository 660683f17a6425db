/* The runs in the order of each factor. */
#include <stdlib.h>

#include "experiment/batch.h"
#include "experiment/prim_peel.h"

struct place {
    double value;
    uint32_t run;
};

static int compare_places(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    int by_value = (a->value > b->value) - (a->value < b->value);
    return by_value != 0 ? by_value : (a->run > b->run) - (a->run < b->run);
}

/* Factors are sorted by whichever thread comes to them. */
struct sorting {
    const struct tf_prim_data *data;
    const struct tf_prim_orders *orders;
    const struct tf_prim_options *options;
    struct place **rooms; /* [thread][run] */
};

static enum tf_chunk_end sort_factor(void *context, size_t worker, size_t slot, uint64_t chunk,
                                     struct tf_diag *diag)
{
    const struct sorting *sorting = context;
    const double *values = sorting->data->columns[chunk];
    struct place *places = sorting->rooms[worker];
    uint32_t *order = sorting->orders->runs[chunk];
    size_t count = sorting->data->run_count;
    (void)slot, (void)diag;
    if (tf_prim_is_stopped(sorting->options)) {
        return TF_CHUNK_STOPPED;
    }
    for (size_t run = 0; run < count; run++) {
        places[run] = (struct place){values[run], (uint32_t)run};
    }
    qsort(places, count, sizeof *places, compare_places);
    for (size_t i = 0; i < count; i++) {
        order[i] = places[i].run;
    }
    return TF_CHUNK_DONE;
}

static size_t count_cases(const struct tf_prim_data *data)
{
    size_t cases = 0;
    for (size_t run = 0; run < data->run_count; run++) {
        cases += data->cases[run];
    }
    return cases;
}

static bool make_room(struct tf_prim_orders *orders, size_t factor_count, size_t run_count,
                      struct tf_arena *arena, struct tf_diag *diag)
{
    orders->runs = tf_arena_alloc(arena, factor_count, sizeof *orders->runs);
    for (size_t i = 0; orders->runs != NULL && i < factor_count; i++) {
        orders->runs[i] = tf_arena_alloc(arena, run_count, sizeof **orders->runs);
        if (orders->runs[i] == NULL) {
            return tf_out_of_memory(diag);
        }
    }
    return orders->runs != NULL || tf_out_of_memory(diag);
}

static struct place **make_places(size_t threads, size_t run_count, struct tf_arena *arena)
{
    struct place **rooms = tf_arena_alloc(arena, threads, sizeof *rooms);
    for (size_t i = 0; rooms != NULL && i < threads; i++) {
        rooms[i] = tf_arena_alloc(arena, run_count, sizeof **rooms);
        if (rooms[i] == NULL) {
            return NULL;
        }
    }
    return rooms;
}

bool tf_prim_orders_make(struct tf_prim_orders *orders, const struct tf_prim_data *data,
                         const struct tf_prim_options *options, struct tf_arena *arena,
                         struct tf_diag *diag)
{
    struct tf_arena room;
    uint64_t taken;
    struct sorting sorting = {.data = data, .orders = orders, .options = options};
    struct tf_batch batch = {.chunk_count = data->factor_count,
                             .threads = options->threads,
                             .context = &sorting,
                             .work = sort_factor};
    tf_arena_init(&room);
    sorting.rooms = make_places(options->threads, data->run_count, &room);
    bool good = sorting.rooms != NULL || tf_out_of_memory(diag);
    orders->counts = (struct tf_prim_counts){data->run_count, count_cases(data)};
    good = good && make_room(orders, data->factor_count, data->run_count, arena, diag) &&
           tf_batch_run(&batch, &taken, diag);
    tf_arena_release(&room);
    return good;
}

bool tf_prim_orders_part(struct tf_prim_orders *orders, const struct tf_prim_orders *from,
                         const struct tf_prim_data *data, const uint8_t *part,
                         struct tf_arena *arena, struct tf_diag *diag)
{
    orders->counts = (struct tf_prim_counts){0, 0};
    for (size_t i = 0; data->factor_count > 0 && i < from->counts.runs; i++) {
        uint32_t run = from->runs[0][i];
        if (part[run]) {
            orders->counts.runs++;
            orders->counts.cases += data->cases[run];
        }
    }
    if (!make_room(orders, data->factor_count, orders->counts.runs, arena, diag)) {
        return false;
    }
    for (size_t factor = 0; factor < data->factor_count; factor++) {
        size_t count = 0;
        for (size_t i = 0; i < from->counts.runs; i++) {
            uint32_t run = from->runs[factor][i];
            if (part[run]) {
                orders->runs[factor][count++] = run;
            }
        }
    }
    return true;
}
