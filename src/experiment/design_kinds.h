/* design_kinds: the columns of the designs that vary groups, as tf_design_uniforms fills them. */
#ifndef TF_EXPERIMENT_DESIGN_KINDS_H
#define TF_EXPERIMENT_DESIGN_KINDS_H

#include "experiment/design.h"

void tf_saltelli_uniforms(const struct tf_design *design, const struct tf_dimension *dimension,
                          uint64_t first, size_t count, double *out);

/* Levels from 0 to 1, whatever the dimension's tail. */
void tf_morris_levels(const struct tf_design *design, const struct tf_dimension *dimension,
                      uint64_t first, size_t count, double *out);

/* Where a move leads from a level of a Morris design: half the levels up, or else down. */
uint32_t tf_morris_moved(uint32_t level, uint32_t level_count);
/* The level as a number from 0 to 1. */
double tf_morris_place(uint32_t level, uint32_t level_count);

void tf_factorial_levels(const struct tf_design *design, const struct tf_dimension *dimension,
                         uint64_t first, size_t count, double *out);

#endif
