#include "experiment/prim_peel.h"

#include <string.h>

#include "base/num.h"

/* A slice at one end of one factor, to take off or to give back. */
struct slice {
    size_t factor;
    bool upper;
    double limit; /* the factor's new limit at this end */
    struct tf_prim_counts counts;
};

struct walk {
    const struct tf_prim_peeling *peeling;
    struct tf_arena *arena;
    struct tf_arena room; /* of what ends with the walk */
    struct tf_prim_range *ranges;
    size_t restricted;
    struct tf_prim_counts box;
    uint32_t **inside; /* [factor]: the box's runs by value, while it is peeled */
    uint16_t *outside; /* [run]: by how many factors' ranges it is outside */
    struct tf_prim_step *steps;
    size_t count, capacity;
};

/* May the factor be bounded? */
static bool is_open(const struct walk *walk, size_t factor)
{
    return walk->peeling->open == NULL || walk->peeling->open[factor];
}

static bool append_step(struct walk *walk, struct tf_prim_step step)
{
    if (walk->count == walk->capacity) {
        size_t capacity = walk->capacity > 0 ? 2 * walk->capacity : 64;
        struct tf_prim_step *steps = tf_arena_alloc(walk->arena, capacity, sizeof *steps);
        if (steps == NULL) {
            return false;
        }
        if (walk->count > 0) {
            memcpy(steps, walk->steps, walk->count * sizeof *steps);
        }
        walk->steps = steps;
        walk->capacity = capacity;
    }
    walk->steps[walk->count++] = step;
    return true;
}

static void set_limit(struct walk *walk, size_t factor, bool upper, double limit)
{
    struct tf_prim_range *range = &walk->ranges[factor];
    walk->restricted -= tf_prim_is_bounded(*range);
    *(upper ? &range->high : &range->low) = limit;
    walk->restricted += tf_prim_is_bounded(*range);
}

static bool move(struct walk *walk, enum tf_prim_change change, const struct slice *slice)
{
    set_limit(walk, slice->factor, slice->upper, slice->limit);
    return append_step(walk, (struct tf_prim_step){.change = change,
                                                   .factor = slice->factor,
                                                   .upper = slice->upper,
                                                   .limit = slice->limit,
                                                   .counts = walk->box,
                                                   .restricted = walk->restricted});
}

static bool is_stopped(const struct walk *walk)
{
    return tf_prim_is_stopped(walk->peeling->options);
}

/* How many runs a slice should have. */
static size_t slice_size(const struct walk *walk)
{
    size_t size = (size_t)(walk->peeling->alpha * (double)walk->box.runs);
    return size > 0 ? size : 1;
}

/* --- peeling ------------------------------------------------------------------------------------
 */

/* The place i-th from an end of the box's runs. */
static uint32_t run_at(const struct walk *walk, size_t factor, bool upper, size_t i)
{
    return walk->inside[factor][upper ? walk->box.runs - 1 - i : i];
}

static bool same_value(double a, double b)
{
    return a >= b && a <= b;
}

/* How many runs the slice has: equal values stay together, so that it may have fewer than wanted,
 * or more where all of them are equal. 0: there is none, because all values are. */
static size_t slice_length(const struct walk *walk, size_t factor, bool upper)
{
    const double *values = walk->peeling->data->columns[factor];
    size_t wanted = slice_size(walk), length = wanted;
    if (wanted >= walk->box.runs) {
        return 0;
    }
    double kept = values[run_at(walk, factor, upper, wanted)];
    while (length > 0 && same_value(values[run_at(walk, factor, upper, length - 1)], kept)) {
        length--;
    }
    if (length > 0) {
        return length;
    }
    length = wanted;
    while (length < walk->box.runs &&
           same_value(values[run_at(walk, factor, upper, length)], kept)) {
        length++;
    }
    return length < walk->box.runs ? length : 0;
}

static bool find_peel(const struct walk *walk, size_t factor, bool upper, struct slice *slice)
{
    const struct tf_prim_data *data = walk->peeling->data;
    size_t length = is_open(walk, factor) ? slice_length(walk, factor, upper) : 0;
    if (length == 0 || walk->box.runs - length < walk->peeling->runs_least) {
        return false;
    }
    *slice = (struct slice){
        .factor = factor,
        .upper = upper,
        .limit = data->columns[factor][run_at(walk, factor, upper, length)],
        .counts = {.runs = length},
    };
    for (size_t i = 0; i < length; i++) {
        slice->counts.cases += data->cases[run_at(walk, factor, upper, i)];
    }
    return true;
}

/* By how much the density rises for each run taken off, but for a factor that is the same for all
 * slices. Where slices are of one size, the largest is the one that leaves the largest density. */
static double peel_gain(struct tf_prim_counts box, struct tf_prim_counts slice)
{
    double runs = (double)box.runs, taken = (double)slice.runs;
    return ((double)box.cases * taken - (double)slice.cases * runs) / (taken * (runs - taken));
}

static bool best_peel(const struct walk *walk, struct slice *best)
{
    double most = -HUGE_VAL;
    for (size_t i = 0; i < 2 * walk->peeling->data->factor_count; i++) {
        struct slice slice = {0};
        if (find_peel(walk, i / 2, i % 2 == 1, &slice)) {
            double gain = peel_gain(walk->box, slice.counts);
            if (gain > most) {
                most = gain;
                *best = slice;
            }
        }
    }
    return most > -HUGE_VAL;
}

/* Takes the slice's runs out of the order of every factor that may be bounded. */
static void take_off(struct walk *walk, const struct slice *slice)
{
    size_t left = walk->box.runs - slice->counts.runs;
    for (size_t i = 0; i < slice->counts.runs; i++) {
        walk->outside[run_at(walk, slice->factor, slice->upper, i)] = 1;
    }
    for (size_t factor = 0; factor < walk->peeling->data->factor_count; factor++) {
        uint32_t *runs = walk->inside[factor];
        size_t count = 0;
        for (size_t i = 0; is_open(walk, factor) && count < left; i++) {
            runs[count] = runs[i];
            count += walk->outside[runs[i]] == 0;
        }
    }
    walk->box.runs = left;
    walk->box.cases -= slice->counts.cases;
}

static bool peel(struct walk *walk)
{
    struct slice slice = {0};
    while (walk->box.cases > 0 && walk->box.cases < walk->box.runs && !is_stopped(walk) &&
           best_peel(walk, &slice)) {
        take_off(walk, &slice);
        if (!move(walk, TF_PRIM_PEEL, &slice)) {
            return false;
        }
    }
    return true;
}

/* --- pasting ------------------------------------------------------------------------------------
 */

/* How many runs at an end of a factor's order are outside its range there. */
static size_t count_beyond(const struct walk *walk, size_t factor, bool upper)
{
    const struct tf_prim_orders *orders = walk->peeling->orders;
    const double *values = walk->peeling->data->columns[factor];
    struct tf_prim_range range = walk->ranges[factor];
    size_t first = 0, last = orders->counts.runs; /* the answer lies in first … last */
    while (first < last) {
        size_t middle = first + (last - first) / 2;
        double value =
            values[orders->runs[factor][upper ? orders->counts.runs - 1 - middle : middle]];
        if (upper ? value > range.high : value < range.low) {
            first = middle + 1;
        } else {
            last = middle;
        }
    }
    return first;
}

/* The i-th run beyond an end of a factor's range, of `beyond`, the nearest first. */
static uint32_t run_beyond(const struct walk *walk, size_t factor, bool upper, size_t beyond,
                           size_t i)
{
    const struct tf_prim_orders *orders = walk->peeling->orders;
    size_t place = beyond - 1 - i;
    return orders->runs[factor][upper ? orders->counts.runs - 1 - place : place];
}

static void count_outside(struct walk *walk)
{
    const struct tf_prim_data *data = walk->peeling->data;
    memset(walk->outside, 0, data->run_count * sizeof *walk->outside);
    for (size_t i = 0; i < 2 * data->factor_count; i++) {
        size_t beyond = count_beyond(walk, i / 2, i % 2 == 1);
        for (size_t k = 0; k < beyond; k++) {
            walk->outside[run_beyond(walk, i / 2, i % 2 == 1, beyond, k)]++;
        }
    }
}

/* The nearest runs that nothing but this limit keeps out. Where there are no further ones the limit
 * goes, also when it kept none out. False: there is no limit. */
static bool find_paste(const struct walk *walk, size_t factor, bool upper, struct slice *slice)
{
    const struct tf_prim_data *data = walk->peeling->data;
    const double *values = data->columns[factor];
    size_t wanted = slice_size(walk), beyond = count_beyond(walk, factor, upper);
    *slice = (struct slice){.factor = factor, .upper = upper};
    slice->limit = upper ? HUGE_VAL : -HUGE_VAL;
    double last = TF_ABSENT;
    for (size_t i = 0; i < beyond; i++) {
        uint32_t run = run_beyond(walk, factor, upper, beyond, i);
        if (walk->outside[run] != 1) {
            continue;
        }
        if (slice->counts.runs >= wanted && !same_value(values[run], last)) {
            slice->limit = last;
            break;
        }
        last = values[run];
        slice->counts.runs++;
        slice->counts.cases += data->cases[run];
    }
    struct tf_prim_range range = walk->ranges[factor];
    return upper ? range.high < HUGE_VAL : range.low > -HUGE_VAL;
}

static double density_with(struct tf_prim_counts box, struct tf_prim_counts slice)
{
    return (double)(box.cases + slice.cases) / (double)(box.runs + slice.runs);
}

/* The slice that leaves the box densest, of these the largest, of these the first. */
static bool best_paste(const struct walk *walk, struct slice *best)
{
    bool found = false;
    *best = (struct slice){0};
    for (size_t i = 0; i < 2 * walk->peeling->data->factor_count; i++) {
        struct slice slice = {0};
        if (!find_paste(walk, i / 2, i % 2 == 1, &slice)) {
            continue;
        }
        double density = density_with(walk->box, slice.counts);
        double most = found ? density_with(walk->box, best->counts) : -1;
        if (density > most || (density >= most && slice.counts.runs > best->counts.runs)) {
            *best = slice;
            found = true;
        }
    }
    return found && density_with(walk->box, best->counts) >=
                        density_with(walk->box, (struct tf_prim_counts){0, 0});
}

static void give_back(struct walk *walk, const struct slice *slice)
{
    size_t before = count_beyond(walk, slice->factor, slice->upper);
    struct tf_prim_range *range = &walk->ranges[slice->factor], old = *range;
    *(slice->upper ? &range->high : &range->low) = slice->limit;
    size_t after = count_beyond(walk, slice->factor, slice->upper);
    *range = old;
    for (size_t i = 0; i < before - after; i++) {
        walk->outside[run_beyond(walk, slice->factor, slice->upper, before, i)]--;
    }
    walk->box.runs += slice->counts.runs;
    walk->box.cases += slice->counts.cases;
}

static bool paste(struct walk *walk)
{
    struct slice slice = {0};
    count_outside(walk);
    while (!is_stopped(walk) && best_paste(walk, &slice)) {
        give_back(walk, &slice);
        if (!move(walk, TF_PRIM_PASTE, &slice)) {
            return false;
        }
    }
    return true;
}

/* --- trajectory ---------------------------------------------------------------------------------
 */

static bool make_room(struct walk *walk)
{
    const struct tf_prim_data *data = walk->peeling->data;
    const struct tf_prim_orders *orders = walk->peeling->orders;
    walk->ranges = tf_arena_alloc(&walk->room, data->factor_count, sizeof *walk->ranges);
    walk->outside = tf_arena_alloc(&walk->room, data->run_count, sizeof *walk->outside);
    walk->inside = tf_arena_alloc(&walk->room, data->factor_count, sizeof *walk->inside);
    if (walk->ranges == NULL || walk->outside == NULL || walk->inside == NULL) {
        return false;
    }
    for (size_t i = 0; i < data->factor_count; i++) {
        walk->ranges[i] = (struct tf_prim_range){-HUGE_VAL, HUGE_VAL};
        if (!is_open(walk, i)) {
            continue;
        }
        walk->inside[i] = tf_arena_alloc(&walk->room, orders->counts.runs, sizeof **walk->inside);
        if (walk->inside[i] == NULL) {
            return false;
        }
        memcpy(walk->inside[i], orders->runs[i], orders->counts.runs * sizeof **walk->inside);
    }
    return true;
}

bool tf_prim_trajectory(const struct tf_prim_peeling *peeling, struct tf_arena *arena,
                        struct tf_prim_step **steps, size_t *step_count, struct tf_diag *diag)
{
    struct walk walk = {.peeling = peeling, .arena = arena, .box = peeling->orders->counts};
    struct tf_prim_step start = {.change = TF_PRIM_START, .counts = walk.box};
    tf_arena_init(&walk.room);
    bool good = make_room(&walk) && append_step(&walk, start) && peel(&walk) && paste(&walk);
    tf_arena_release(&walk.room);
    *steps = walk.steps;
    *step_count = walk.count;
    return good || tf_out_of_memory(diag);
}

void tf_prim_replay(const struct tf_prim_step *steps, size_t last, size_t factor_count,
                    struct tf_prim_range *ranges)
{
    for (size_t i = 0; i < factor_count; i++) {
        ranges[i] = (struct tf_prim_range){-HUGE_VAL, HUGE_VAL};
    }
    for (size_t i = 1; i <= last; i++) {
        struct tf_prim_range *range = &ranges[steps[i].factor];
        *(steps[i].upper ? &range->high : &range->low) = steps[i].limit;
    }
}
