/* narrowing: closing in on the place where a share of draws passes a value, without computing all
 * draws at every step.
 *
 * Draws that reach their target at both ends of a stretch, or at neither, are taken to do so
 * everywhere in between: only the others, of which each halving leaves half, are computed. The
 * caller computes what it ends with in full. */
#ifndef TF_EXPERIMENT_NARROWING_H
#define TF_EXPERIMENT_NARROWING_H

#include "experiment/response.h"

/* The share, the only quantity of the response, and where it is looked at. */
struct tf_narrowing {
    struct tf_response *response;
    const struct tf_quantity *quantity; /* a share */
    size_t index;                       /* of the case */
    double *axes;                       /* [axis]; written over */
    size_t axis;                        /* which of them is the unknown */
    double target;
    double enough; /* how near to each other the places shall come */
};

/* Moves *a and *b, on different sides of the target, towards each other until they are near
 * enough. Leaves them where draws cannot be computed by number. */
enum tf_chunk_end tf_narrow(const struct tf_narrowing *narrowing, double *a, double *b,
                            struct tf_diag *diag);

#endif
