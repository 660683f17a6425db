/* neighbours: what is left of an output's variance at a run when some of its factors are known,
 * from the runs whose values of these factors are nearest. */
#ifndef TF_EXPERIMENT_NEIGHBOURS_H
#define TF_EXPERIMENT_NEIGHBOURS_H

#include <stdbool.h>
#include <stddef.h>

#include "experiment/given_sample.h"

/* Room for one thread's work. */
struct tf_neighbourhood {
    const struct tf_feasible_sample *sample; /* its x: in the units of the distance */
    double *distances;                       /* [run]: squared, over the known factors */
    size_t *known;                           /* those factors */
    size_t known_count;
    size_t run; /* whose neighbours are looked for */
    /* The nearest ones, farthest first (a heap); and the fit through them. */
    struct tf_neighbour {
        double distance;
        size_t run;
    } * nearest;
    size_t nearest_count;
    double *means, *slopes, *moments; /* [known], [known], [known][known] */
};

/* False when memory is exhausted; released in every case. */
bool tf_neighbourhood_init(struct tf_neighbourhood *around, const struct tf_feasible_sample *sample,
                           size_t factor_count);
void tf_neighbourhood_release(struct tf_neighbourhood *around);

/* Begins at a run, with no factor known; then one more factor is. */
void tf_neighbourhood_begin(struct tf_neighbourhood *around, size_t run);
void tf_neighbourhood_know(struct tf_neighbourhood *around, size_t factor);

/* An estimate of Var[y | known factors] at the run: the squared difference between its output and
 * what a plane through its neighbours, fitted by least squares without it, says, over 1 + h, which
 * is what the plane's own error adds. Its mean over the runs estimates E Var[y | known factors]. */
double tf_neighbourhood_variance(struct tf_neighbourhood *around);

#endif
