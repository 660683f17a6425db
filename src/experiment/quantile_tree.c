#include "experiment/quantile_tree.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/quantile_select.h"
#include "experiment/statistics.h"

/* A bucket with more than a 128th of the values, or 1 MB of them, is split rather than collected:
 * twice what the fullest of 2048 buckets holds of a bell or an exponential curve. But a few
 * thousand are always collected, and where there are no more in all, at once: in a sweep over many
 * points the tables would take longer than the values. */
enum { COLLECTED_PART = 128, COLLECTED_LEAST = 4096, COLLECTED_MOST = 1 << 17 };

/* Values that are counted into buckets. A place is the index of a node (-1: node 0, -2: node 1, …)
 * or of a slice (1: slice 0, …); 0 is none. */
struct tf_quantile_node {
    struct tf_buckets buckets;
    bool counted;
    uint64_t *counts;                  /* [worker][lane][bucket], until it is counted */
    uint64_t *below;                   /* then [group][bucket]: values in the buckets before */
    int32_t children[TF_BUCKET_TABLE]; /* where the values of a bucket go; 0: they are not wanted */
    /* [worker][bucket], NULL in the first node, where it would cost time: a key that came, 0 for
     * none, MIXED for several. A bucket of one number, however often, needs no other pass: many
     * metrics are exactly 0 in many draws. */
    uint64_t *only;
};

/* No number has the key 0 or this one: they are NaN's. */
#define MIXED UINT64_MAX

/* The values of one bucket, or all. */
struct tf_quantile_slice {
    size_t node, bucket;                 /* whose they are */
    double *values;                      /* lane after lane */
    size_t starts[TF_REPLICATES + 1];    /* of each lane's room, and the end */
    atomic_size_t filled[TF_REPLICATES]; /* by lane */
};

static size_t group_count(const struct tf_quantile_tree *tree)
{
    return tree->lane_count > 1 ? tree->lane_count + 1 : 1;
}

/* A new node; its place, or 0 without memory. It is the first or its values come one by one. */
static int32_t add_node(struct tf_quantile_tree *tree, struct tf_buckets buckets)
{
    size_t tables = tree->worker_count * tree->lane_count;
    if (!tf_array_reserve(&tree->nodes, &tree->node_capacity, tree->node_count + 1,
                          sizeof *tree->nodes)) {
        return 0;
    }
    struct tf_quantile_node *node = tf_arena_alloc(tree->arena, 1, sizeof *node);
    if (node == NULL) {
        return 0;
    }
    node->buckets = buckets;
    node->counts = tf_arena_alloc(tree->arena, tables * TF_BUCKET_TABLE, sizeof *node->counts);
    node->below =
        tf_arena_alloc(tree->arena, group_count(tree) * TF_BUCKET_TABLE, sizeof *node->below);
    if (node->counts == NULL || node->below == NULL) {
        return 0;
    }
    if (tree->node_count > 0) {
        node->only =
            tf_arena_alloc(tree->arena, tree->worker_count * TF_BUCKET_TABLE, sizeof *node->only);
        if (node->only == NULL) {
            return 0;
        }
    }
    tree->nodes[tree->node_count++] = node;
    return -(int32_t)tree->node_count;
}

/* A slice with so much room for each lane; its place, or 0 without memory. */
static int32_t add_slice(struct tf_quantile_tree *tree, const size_t room[TF_REPLICATES])
{
    if (!tf_array_reserve(&tree->slices, &tree->slice_capacity, tree->slice_count + 1,
                          sizeof *tree->slices)) {
        return 0;
    }
    struct tf_quantile_slice *slice = &tree->slices[tree->slice_count];
    memset(slice, 0, sizeof *slice);
    for (size_t lane = 0; lane < tree->lane_count; lane++) {
        slice->starts[lane + 1] = slice->starts[lane] + room[lane];
    }
    slice->values =
        tf_arena_alloc(tree->arena, slice->starts[tree->lane_count], sizeof *slice->values);
    return slice->values == NULL ? 0 : (int32_t)++tree->slice_count;
}

bool tf_quantile_tree_init(struct tf_quantile_tree *tree, double low, double high,
                           uint64_t run_count, size_t worker_count, size_t lane_count,
                           struct tf_arena *arena)
{
    uint64_t most = run_count / COLLECTED_PART;
    *tree = (struct tf_quantile_tree){
        .arena = arena, .worker_count = worker_count, .lane_count = lane_count};
    most = most > COLLECTED_MOST ? COLLECTED_MOST : most;
    tree->collected_most = most < COLLECTED_LEAST ? COLLECTED_LEAST : most;
    if (run_count > COLLECTED_LEAST) {
        return add_node(tree, tf_buckets_between(low, high)) != 0;
    }
    size_t room[TF_REPLICATES];
    for (size_t lane = 0; lane < lane_count; lane++) {
        room[lane] = (size_t)run_count / lane_count + 1;
    }
    return add_slice(tree, room) != 0;
}

void tf_quantile_tree_release(struct tf_quantile_tree *tree)
{
    free(tree->nodes);
    free(tree->slices);
    *tree = (struct tf_quantile_tree){0};
}

/* What a bucket's only key becomes when another comes. */
static uint64_t only_of(uint64_t only, uint64_t key)
{
    return only == 0 || only == key ? key : key == 0 ? only : MIXED;
}

static void count_one(const struct tf_quantile_tree *tree, struct tf_quantile_node *node,
                      size_t worker, size_t lane, double value)
{
    int32_t bucket;
    tf_buckets_find(&node->buckets, &value, 1, &bucket);
    node->counts[(worker * tree->lane_count + lane) * TF_BUCKET_TABLE + (size_t)bucket]++;
    uint64_t *only = &node->only[worker * TF_BUCKET_TABLE + (size_t)bucket];
    *only = only_of(*only, tf_double_key(value));
}

static void collect(struct tf_quantile_slice *slice, double value, size_t lane)
{
    size_t at = atomic_fetch_add_explicit(&slice->filled[lane], 1, memory_order_relaxed);
    slice->values[slice->starts[lane] + at] = value + 0.0; /* -0 becomes 0: see the keys */
}

/* Follows a value from its bucket of the first node to the node that is counting or the slice. */
static void descend(struct tf_quantile_tree *tree, size_t worker, int32_t place, double value,
                    size_t lane)
{
    while (place < 0) {
        struct tf_quantile_node *node = tree->nodes[-place - 1];
        int32_t bucket;
        if (!node->counted) {
            count_one(tree, node, worker, lane, value);
            return;
        }
        tf_buckets_find(&node->buckets, &value, 1, &bucket);
        place = node->children[bucket];
    }
    if (place > 0) {
        collect(&tree->slices[place - 1], value, lane);
    }
}

static void count_first(const struct tf_quantile_tree *tree, size_t worker, const int32_t *buckets,
                        size_t count)
{
    uint64_t *counts = tree->nodes[0]->counts + worker * tree->lane_count * TF_BUCKET_TABLE;
    size_t lanes = tree->lane_count;
    if (lanes == 1) {
        for (size_t i = 0; i < count; i++) {
            counts[buckets[i]]++;
        }
        return;
    }
    for (size_t i = 0; i < count; i++) {
        counts[i % TF_REPLICATES * TF_BUCKET_TABLE + (size_t)buckets[i]]++;
    }
}

static void collect_all(const struct tf_quantile_tree *tree, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i])) {
            collect(&tree->slices[0], values[i], i % tree->lane_count);
        }
    }
}

void tf_quantile_tree_add(struct tf_quantile_tree *tree, size_t worker, const double *values,
                          size_t count)
{
    int32_t buckets[TF_STATISTICS_BLOCK];
    if (tree->node_count == 0) {
        collect_all(tree, values, count);
        return;
    }
    const struct tf_quantile_node *first = tree->nodes[0];
    tf_buckets_find(&first->buckets, values, count, buckets);
    if (!first->counted) {
        count_first(tree, worker, buckets, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        int32_t place = first->children[buckets[i]];
        if (place != 0) {
            descend(tree, worker, place, values[i], i % tree->lane_count);
        }
    }
}

/* Adds the workers' counts up to sums over the buckets before, for each lane and for all. */
static void finish_node(const struct tf_quantile_tree *tree, struct tf_quantile_node *node)
{
    size_t lanes = tree->lane_count, groups = group_count(tree);
    for (size_t bucket = 0; bucket + 1 < TF_BUCKET_TABLE; bucket++) {
        uint64_t all = 0;
        for (size_t lane = 0; lane < lanes; lane++) {
            uint64_t here = 0;
            for (size_t worker = 0; worker < tree->worker_count; worker++) {
                here += node->counts[(worker * lanes + lane) * TF_BUCKET_TABLE + bucket];
            }
            if (groups > 1) {
                uint64_t *below = node->below + (lane + 1) * TF_BUCKET_TABLE;
                below[bucket + 1] = below[bucket] + here;
            }
            all += here;
        }
        node->below[bucket + 1] = node->below[bucket] + all;
    }
    node->counted = true;
}

/* Room for the values of a bucket; its place, or 0 without memory. */
static int32_t add_bucket_slice(struct tf_quantile_tree *tree, size_t node_index, size_t bucket)
{
    size_t room[TF_REPLICATES];
    for (size_t lane = 0; lane < tree->lane_count; lane++) {
        size_t group = tree->lane_count > 1 ? lane + 1 : 0;
        const uint64_t *below = tree->nodes[node_index]->below + group * TF_BUCKET_TABLE;
        room[lane] = (size_t)(below[bucket + 1] - below[bucket]);
    }
    int32_t place = add_slice(tree, room);
    if (place != 0) {
        tree->slices[place - 1].node = node_index;
        tree->slices[place - 1].bucket = bucket;
    }
    return place;
}

/* Where the values of a bucket shall go, unless that is settled already. */
static bool settle(struct tf_quantile_tree *tree, size_t node_index, size_t bucket)
{
    struct tf_quantile_node *node = tree->nodes[node_index];
    if (node->children[bucket] == 0) {
        bool many = node->below[bucket + 1] - node->below[bucket] > tree->collected_most;
        node->children[bucket] = many ? add_node(tree, tf_buckets_within(&node->buckets, bucket))
                                      : add_bucket_slice(tree, node_index, bucket);
    }
    return node->children[bucket] != 0;
}

/* The last bucket with at most `rank` values before it. */
static size_t bucket_of_rank(const uint64_t *below, uint64_t rank)
{
    size_t low = 0, high = TF_BUCKET_ABSENT;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (below[middle] <= rank) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Whether all values of a bucket are the same, and which. */
static bool is_single(const struct tf_quantile_tree *tree, const struct tf_quantile_node *node,
                      size_t bucket, double *value)
{
    uint64_t only = 0;
    for (size_t worker = 0; node->only != NULL && worker < tree->worker_count; worker++) {
        only = only_of(only, node->only[worker * TF_BUCKET_TABLE + bucket]);
    }
    *value = tf_key_double(only);
    return only != 0 && only != MIXED;
}

/* Finds the bucket of a rank in its node, once that is counted, and where it is to be looked for
 * next. */
static bool locate(struct tf_quantile_tree *tree, struct tf_order_statistic *wanted)
{
    size_t index = wanted->place == 0 ? 0 : (size_t)(-wanted->place - 1);
    const struct tf_quantile_node *node = tree->nodes[index];
    const uint64_t *below = node->below + wanted->group * TF_BUCKET_TABLE;
    size_t bucket = bucket_of_rank(below, wanted->rank);
    if (is_single(tree, node, bucket, &wanted->value)) {
        wanted->found = true;
        return true;
    }
    if (!settle(tree, index, bucket)) {
        return false;
    }
    wanted->rank -= below[bucket];
    wanted->place = node->children[bucket];
    return true;
}

/* Makes one lane of all. */
static void join_lanes(const struct tf_quantile_tree *tree, struct tf_quantile_slice *slice)
{
    for (size_t lane = 1; lane < tree->lane_count; lane++) {
        memmove(slice->values + slice->filled[0], slice->values + slice->starts[lane],
                slice->filled[lane] * sizeof *slice->values);
        slice->filled[0] += slice->filled[lane];
        slice->filled[lane] = 0;
    }
}

/* Room to select in, as long as `wanted`. */
struct selection {
    struct tf_order_statistic **wanted;
    size_t *ranks;
    double *values;
};

static bool selection_init(struct selection *selection, size_t count, struct tf_arena *arena)
{
    selection->wanted = tf_arena_alloc(arena, count, sizeof *selection->wanted);
    selection->ranks = tf_arena_alloc(arena, count, sizeof *selection->ranks);
    selection->values = tf_arena_alloc(arena, count, sizeof *selection->values);
    return selection->wanted != NULL && selection->ranks != NULL && selection->values != NULL;
}

static bool same_lane(const struct tf_order_statistic *a, const struct tf_order_statistic *b)
{
    return a->place == b->place && a->group == b->group;
}

static int by_lane_and_rank(const void *a, const void *b)
{
    const struct tf_order_statistic *one = *(struct tf_order_statistic *const *)a;
    const struct tf_order_statistic *other = *(struct tf_order_statistic *const *)b;
    if (!same_lane(one, other)) {
        return one->place != other->place
                   ? (one->place > other->place) - (one->place < other->place)
                   : (one->group > other->group) - (one->group < other->group);
    }
    return (one->rank > other->rank) - (one->rank < other->rank);
}

/* Selects all that is wanted of one lane, or of all joined. */
static void select_lane(const struct tf_quantile_tree *tree, const struct selection *selection,
                        size_t first, size_t count)
{
    struct tf_order_statistic **wanted = selection->wanted + first;
    const struct tf_quantile_slice *slice = &tree->slices[wanted[0]->place - 1];
    size_t lane = wanted[0]->group > 0 ? wanted[0]->group - 1 : 0;
    for (size_t i = 0; i < count; i++) {
        selection->ranks[i] = (size_t)wanted[i]->rank;
    }
    tf_select_ranks(slice->values + slice->starts[lane], slice->filled[lane], selection->ranks,
                    count, selection->values);
    for (size_t i = 0; i < count; i++) {
        wanted[i]->value = selection->values[i];
        wanted[i]->found = true;
    }
}

/* Selects what is wanted of single lanes, or of all joined. */
static void select_some(const struct tf_quantile_tree *tree, struct selection *selection,
                        struct tf_order_statistic *wanted, size_t count, bool joined)
{
    size_t chosen = 0;
    for (size_t i = 0; i < count; i++) {
        if (!wanted[i].found && wanted[i].place > 0 && (wanted[i].group == 0) == joined) {
            selection->wanted[chosen++] = &wanted[i];
        }
    }
    qsort(selection->wanted, chosen, sizeof(struct tf_order_statistic *), by_lane_and_rank);
    for (size_t first = 0, last; first < chosen; first = last) {
        last = first + 1;
        while (last < chosen && same_lane(selection->wanted[last], selection->wanted[first])) {
            last++;
        }
        select_lane(tree, selection, first, last - first);
    }
}

/* What the pass has collected is complete. */
static bool select_all(struct tf_quantile_tree *tree, struct tf_order_statistic *wanted,
                       size_t count)
{
    struct selection selection;
    if (tree->slice_count == 0) {
        return true;
    }
    if (!selection_init(&selection, count, tree->arena)) {
        return false;
    }
    select_some(tree, &selection, wanted, count, false);
    for (size_t i = 0; i < tree->slice_count; i++) {
        struct tf_quantile_slice *slice = &tree->slices[i];
        join_lanes(tree, slice);
        if (tree->node_count > 0) {
            tree->nodes[slice->node]->children[slice->bucket] = 0; /* nothing more goes there */
        }
    }
    select_some(tree, &selection, wanted, count, true);
    return true;
}

bool tf_quantile_tree_end_pass(struct tf_quantile_tree *tree, struct tf_order_statistic *wanted,
                               size_t count, bool *again)
{
    *again = false;
    for (size_t i = 0; i < tree->node_count; i++) {
        if (!tree->nodes[i]->counted) {
            finish_node(tree, tree->nodes[i]);
        }
    }
    for (size_t i = 0; i < count && tree->node_count == 0; i++) {
        wanted[i].place = 1;
    }
    if (!select_all(tree, wanted, count)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!wanted[i].found && !locate(tree, &wanted[i])) {
            return false;
        }
        *again = *again || !wanted[i].found;
    }
    return true;
}
