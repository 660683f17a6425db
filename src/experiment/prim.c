#include "experiment/prim.h"

#include <string.h>

#include "base/num.h"
#include "experiment/prim_halves.h"

static size_t count_cases(const struct tf_prim_data *data)
{
    size_t cases = 0;
    for (size_t run = 0; run < data->run_count; run++) {
        cases += data->cases[run];
    }
    return cases;
}

struct tf_prim_options tf_prim_defaults(const struct tf_prim_data *data)
{
    double half = (double)count_cases(data) / (double)data->run_count / 2;
    return (struct tf_prim_options){.alpha = 0.05,
                                    .mass_least = half < 0.05 ? half : 0.05,
                                    .runs_least = 20,
                                    .boxes_most = 1,
                                    .half_samples = 10,
                                    .seed = 1,
                                    .threads = 1};
}

/* The search for boxes, one after the other. */
struct search {
    struct tf_prim *result;
    const struct tf_prim_data *data;
    const struct tf_prim_options *options;
    struct tf_arena room;         /* of what ends with the search */
    struct tf_prim_orders orders; /* of the runs outside all boxes so far */
    uint8_t *left;                /* [run]: is it among them? */
};

/* How many runs a box must have. */
static size_t runs_least(const struct tf_prim_options *options, size_t run_count)
{
    double least = ceil(options->mass_least * (double)run_count);
    return least > (double)options->runs_least ? (size_t)least : options->runs_least;
}

/* Leaves only those factors open that factors_most allows. */
static bool limit_factors(struct search *search, struct tf_prim_peeling *peeling,
                          struct tf_diag *diag)
{
    uint8_t *open = tf_arena_alloc(&search->room, search->data->factor_count, sizeof *open);
    if (open == NULL) {
        return tf_out_of_memory(diag);
    }
    if (!tf_prim_selects(search->options, search->data)) {
        return true;
    }
    bool good = tf_prim_select(peeling, &search->room, open, diag);
    peeling->open = open;
    return good;
}

/* A box without bounds when none has what the options ask for. */
static bool find_box(struct search *search, struct tf_prim_box *box, struct tf_diag *diag)
{
    const struct tf_prim_options *options = search->options;
    const struct tf_prim_data *data = search->data;
    struct tf_arena *arena = &search->result->arena;
    struct tf_prim_peeling peeling = {.data = data,
                                      .orders = &search->orders,
                                      .alpha = options->alpha,
                                      .runs_least = runs_least(options, data->run_count),
                                      .options = options};
    *box = (struct tf_prim_box){.all = search->orders.counts, .density_validated = TF_ABSENT};
    if (!limit_factors(search, &peeling, diag) ||
        !tf_prim_trajectory(&peeling, arena, &box->trajectory, &box->step_count, diag)) {
        return false;
    }
    box->chosen = tf_prim_choose(box->trajectory, box->step_count, options);
    if (box->chosen == SIZE_MAX) {
        return options->step == 0 ||
               tf_fail(diag, TF_BAD_INPUT, NULL,
                       "there is no step %zu; the trajectory ends with step %zu", options->step,
                       box->step_count - 1);
    }
    return tf_prim_bounds(data, &search->orders, box->trajectory, box->chosen,
                          options->density_least, arena, &box->bounds, &box->bound_count,
                          &box->counts, diag) &&
           tf_prim_reproduce(box, &peeling, options, diag);
}

static void measure(const struct search *search, struct tf_prim_box *box)
{
    const struct tf_prim_counts all = search->result->all, counts = box->counts;
    box->coverage = all.cases > 0 ? (double)counts.cases / (double)all.cases : 0;
    box->density = counts.runs > 0 ? (double)counts.cases / (double)counts.runs : 0;
    box->mass = (double)counts.runs / (double)all.runs;
    box->association = tf_prim_association(counts, box->all);
}

/* Leaves the runs of a box out of what comes. */
static bool set_aside(struct search *search, const struct tf_prim_box *box, struct tf_diag *diag)
{
    struct tf_prim_orders from = search->orders;
    for (size_t run = 0; run < search->data->run_count; run++) {
        search->left[run] &= !tf_prim_contains(box, search->data, run);
    }
    return tf_prim_orders_part(&search->orders, &from, search->data, search->left, &search->room,
                               diag);
}

/* Than all runs of the data; else a further box says nothing of them. */
static bool is_denser(const struct search *search, const struct tf_prim_box *box)
{
    const struct tf_prim_counts all = search->result->all;
    return (double)box->counts.cases / (double)box->counts.runs >
           (double)all.cases / (double)all.runs;
}

static bool search_boxes(struct search *search, struct tf_diag *diag)
{
    struct tf_prim *result = search->result;
    while (result->box_count < search->options->boxes_most) {
        bool first = result->box_count == 0;
        struct tf_prim_box *box = &result->boxes[result->box_count];
        if (!first && (search->orders.counts.cases == 0 ||
                       search->orders.counts.cases == search->orders.counts.runs)) {
            return true;
        }
        if (!find_box(search, box, diag)) {
            return false;
        }
        if (!first && (box->bound_count == 0 || !is_denser(search, box))) {
            return true;
        }
        measure(search, box);
        result->box_count++;
        if (box->bound_count == 0) {
            return true;
        }
        result->boxed.runs += box->counts.runs;
        result->boxed.cases += box->counts.cases;
        if (result->box_count < search->options->boxes_most && !set_aside(search, box, diag)) {
            return false;
        }
    }
    return true;
}

static bool make_room(struct search *search)
{
    size_t count = search->data->run_count;
    struct tf_prim *result = search->result;
    search->left = tf_arena_alloc(&search->room, count, sizeof *search->left);
    result->boxes =
        tf_arena_alloc(&result->arena, search->options->boxes_most, sizeof *result->boxes);
    if (search->left == NULL || result->boxes == NULL) {
        return false;
    }
    memset(search->left, 1, count);
    return true;
}

bool tf_prim_search(struct tf_prim *result, const struct tf_prim_data *data,
                    const struct tf_prim_options *options, struct tf_diag *diag)
{
    struct search search = {.result = result, .data = data, .options = options};
    *result = (struct tf_prim){.all = {data->run_count, count_cases(data)}};
    tf_arena_init(&result->arena);
    tf_arena_init(&search.room);
    bool good = (make_room(&search) || tf_out_of_memory(diag)) &&
                tf_prim_orders_make(&search.orders, data, options, &search.room, diag) &&
                (tf_prim_is_stopped(options) || search_boxes(&search, diag));
    tf_arena_release(&search.room);
    result->complete = !tf_prim_is_stopped(options);
    return good;
}

void tf_prim_release(struct tf_prim *result)
{
    tf_arena_release(&result->arena);
}

bool tf_prim_contains(const struct tf_prim_box *box, const struct tf_prim_data *data, size_t run)
{
    for (size_t i = 0; i < box->bound_count; i++) {
        const struct tf_prim_bound *bound = &box->bounds[i];
        if (!tf_prim_is_within(bound->range, data->columns[bound->factor][run])) {
            return false;
        }
    }
    return true;
}
