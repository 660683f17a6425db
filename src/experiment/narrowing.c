#include "experiment/narrowing.h"

#include <math.h>
#include <stdlib.h>

#include "base/num.h"

/* What becomes of a draw. */
enum state { INFEASIBLE, MISSED, REACHED };

/* The draws whose state differs between the two ends, and how many others there are. */
struct stretch {
    const struct tf_narrowing *narrowing;
    uint32_t *draws;      /* [place in the list] */
    uint8_t *at_a, *at_b; /* [place in the list]: their states */
    size_t count;
    uint64_t settled[REACHED + 1]; /* [state]: draws with this state at both ends */
};

static enum state state_of(const struct stretch *stretch, size_t place)
{
    const struct tf_narrowing *narrowing = stretch->narrowing;
    double year = tf_response_draws(narrowing->response, 0)[place];
    bool feasible = tf_response_feasible(narrowing->response)[place] != 0;
    return !feasible ? INFEASIBLE : year <= narrowing->quantity->share.threshold ? REACHED : MISSED;
}

/* Computes the listed draws at x. */
static enum tf_chunk_end compute(const struct stretch *stretch, double x)
{
    const struct tf_narrowing *narrowing = stretch->narrowing;
    narrowing->axes[narrowing->axis] = x;
    return tf_response_compute_draws(narrowing->response, narrowing->index, narrowing->axes,
                                     stretch->draws, stretch->count);
}

/* Takes the draws with the same state at both ends off the list. */
static void settle(struct stretch *stretch)
{
    size_t kept = 0;
    for (size_t i = 0; i < stretch->count; i++) {
        if (stretch->at_a[i] == stretch->at_b[i]) {
            stretch->settled[stretch->at_a[i]]++;
        } else {
            stretch->draws[kept] = stretch->draws[i];
            stretch->at_a[kept] = stretch->at_a[i];
            stretch->at_b[kept++] = stretch->at_b[i];
        }
    }
    stretch->count = kept;
}

/* The states of the listed draws where they were computed last. */
static void read_states(const struct stretch *stretch, uint8_t *states)
{
    for (size_t i = 0; i < stretch->count; i++) {
        states[i] = (uint8_t)state_of(stretch, i);
    }
}

/* Is the share, as tf_statistics_compute defines it, at least the target where the draws were
 * computed last? */
static bool is_met(const struct stretch *stretch)
{
    uint64_t reached = stretch->settled[REACHED];
    uint64_t feasible = reached + stretch->settled[MISSED];
    for (size_t i = 0; i < stretch->count; i++) {
        enum state state = state_of(stretch, i);
        reached += state == REACHED;
        feasible += state != INFEASIBLE;
    }
    return feasible > 0 && (double)reached / (double)feasible >= stretch->narrowing->target;
}

/* Halves the way between a and b, of which a meets the target or not, over and over. */
static enum tf_chunk_end halve(struct stretch *stretch, bool a_meets, double *a, double *b)
{
    enum tf_chunk_end end = TF_CHUNK_DONE;
    while (fabs(*b - *a) > stretch->narrowing->enough && end == TF_CHUNK_DONE) {
        double middle = *a + (*b - *a) / 2;
        bool moved = (middle < *a || middle > *a) && (middle < *b || middle > *b);
        end = moved ? compute(stretch, middle) : TF_CHUNK_DONE;
        if (!moved || end != TF_CHUNK_DONE) {
            break;
        }
        bool takes_a = is_met(stretch) == a_meets;
        read_states(stretch, takes_a ? stretch->at_a : stretch->at_b);
        *(takes_a ? a : b) = middle;
        settle(stretch);
    }
    return end;
}

static enum tf_chunk_end narrow(struct stretch *stretch, double *a, double *b)
{
    enum tf_chunk_end end = compute(stretch, *b);
    if (end != TF_CHUNK_DONE) {
        return end;
    }
    read_states(stretch, stretch->at_b);
    end = compute(stretch, *a);
    if (end != TF_CHUNK_DONE) {
        return end;
    }
    read_states(stretch, stretch->at_a);
    bool a_meets = is_met(stretch);
    settle(stretch);
    return halve(stretch, a_meets, a, b);
}

enum tf_chunk_end tf_narrow(const struct tf_narrowing *narrowing, double *a, double *b,
                            struct tf_diag *diag)
{
    size_t draws = (size_t)tf_response_draw_count(narrowing->response);
    struct stretch stretch = {.narrowing = narrowing, .count = draws};
    enum tf_chunk_end end = TF_CHUNK_DONE;
    if (!tf_response_keeps_draws(narrowing->response)) {
        return TF_CHUNK_DONE;
    }
    stretch.draws = malloc(draws * sizeof *stretch.draws);
    stretch.at_a = malloc(draws);
    stretch.at_b = malloc(draws);
    if (stretch.draws == NULL || stretch.at_a == NULL || stretch.at_b == NULL) {
        tf_out_of_memory(diag);
        end = TF_CHUNK_FAILED;
    }
    for (size_t i = 0; end == TF_CHUNK_DONE && i < draws; i++) {
        stretch.draws[i] = (uint32_t)i;
    }
    end = end == TF_CHUNK_DONE ? narrow(&stretch, a, b) : end;
    free(stretch.draws);
    free(stretch.at_a);
    free(stretch.at_b);
    return end;
}
