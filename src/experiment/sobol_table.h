/* sobol_table: the primitive polynomials and first direction numbers of Sobol' sequences. */
#ifndef TF_EXPERIMENT_SOBOL_TABLE_H
#define TF_EXPERIMENT_SOBOL_TABLE_H

#include <stdint.h>

#define TF_SOBOL_DIMENSIONS 1111
#define TF_SOBOL_DEGREE_MOST 13
#define TF_SOBOL_NUMBERS 14333

/* For each dimension from 1 on: its polynomial, the coefficient of the highest power in the highest
 * bit, and as many odd numbers m_1, m_2, … as its degree. Degrees never fall. */
extern const uint16_t tf_sobol_table[TF_SOBOL_NUMBERS];

#endif
