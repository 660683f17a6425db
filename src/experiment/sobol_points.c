#include "experiment/design.h"
#include "experiment/sobol_table.h"

/* A digit of the point's number adds, without carry, one of these to the point. */
struct directions {
    uint64_t of_digit[TF_SCRAMBLED_DIGITS];
};

/* The row of a dimension > 0 in the table, and the degree of its polynomial. */
static const uint16_t *table_row(uint32_t dimension, unsigned *degree)
{
    /* Primitive polynomials modulo 2 of degree 1, 2, …: totient(2^d - 1) / d. */
    static const uint16_t counts[TF_SOBOL_DEGREE_MOST] = {1,  1,  2,  2,   6,   6,  18,
                                                          16, 48, 60, 176, 144, 630};
    size_t before = dimension - 1; /* rows, of its degree in the end */
    const uint16_t *row = tf_sobol_table;
    *degree = 1;
    while (before >= counts[*degree - 1]) {
        before -= counts[*degree - 1];
        row += (size_t)counts[*degree - 1] * (*degree + 1);
        ++*degree;
    }
    return row + before * (*degree + 1);
}

/* Bratley and Fox (1988): with polynomial x^s + a_1 x^(s-1) + … + 1, m_k is the sum without carry
 * of 2^j a_j m_(k-j) for j = 1 … s and of m_(k-s); the direction is m_k / 2^k. */
static void directions_init(struct directions *directions, uint32_t dimension)
{
    unsigned degree = 0;
    const uint16_t *row = dimension > 0 ? table_row(dimension, &degree) : NULL;
    uint64_t m[TF_SCRAMBLED_DIGITS];
    for (unsigned k = 0; k < TF_SCRAMBLED_DIGITS; k++) {
        if (degree == 0) {
            m[k] = 1;
        } else if (k < degree) {
            m[k] = row[1 + k];
        } else {
            m[k] = m[k - degree];
            for (unsigned j = 1; j <= degree; j++) {
                uint64_t coefficient = row[0] >> (degree - j) & 1u;
                m[k] ^= coefficient * m[k - j] << j;
            }
        }
        directions->of_digit[k] = m[k] << (TF_SCRAMBLED_DIGITS - 1 - k);
    }
}

void tf_sobol_points(uint32_t dimension, uint64_t first, size_t count, uint64_t *points)
{
    struct directions directions;
    directions_init(&directions, dimension);
    uint64_t gray = first ^ first >> 1, point = 0;
    for (unsigned digit = 0; digit < TF_SCRAMBLED_DIGITS; digit++) {
        point ^= (gray >> digit & 1) * directions.of_digit[digit];
    }
    for (size_t i = 0; i < count; i++) {
        points[i] = point;
        /* The next number's Gray code differs in one digit; 2^35 points have come round. */
        int digit = __builtin_ctzll(first + i + 1);
        point ^= digit < TF_SCRAMBLED_DIGITS ? directions.of_digit[digit] : point;
    }
}

double tf_sobol_point(uint32_t dimension, uint64_t index)
{
    uint64_t point;
    tf_sobol_points(dimension, index, 1, &point);
    return (double)point / (double)(UINT64_C(1) << TF_SCRAMBLED_DIGITS);
}
