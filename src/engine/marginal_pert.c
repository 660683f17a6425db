/* The quantile function of a pert as a table, from + - * / and lane_math alone: libm and GSL would
 * give other bits on other machines, and shards of one experiment may run on several.
 *
 * On [0, 1] it is the beta distribution with alpha = 1 + s and beta = 5 - s, s = 4 mode: density
 * x^s (1 - x)^(4 - s) / B. Nodes lie at equal steps of the score z; x(z) solves F(x) = Phi(z), so
 * that x' = phi(z) / f(x) and x'' = -x' (z + x' f'(x) / f(x)). Between two nodes goes the
 * polynomial of degree 5 that has x, x' and x'' of both (Hermite). */
#include "engine/lane_math.h"
#include "engine/marginal_lanes.h"

struct beta {
    double s;
    double total; /* B */
};

/* A node of the table: x and its derivatives, for the score. */
struct node {
    double x, slope, bend;
};

static double power(double x, double exponent)
{
    return tf_lanes_power(tf_lanes_of(x), tf_lanes_of(exponent))[0];
}

static double kernel_at(double s, double x)
{
    return power(x, s) * power(1 - x, 4 - s);
}

/* The integral of the kernel from 0 to x <= 1/2: x^a (1 - x)^b / a times a hypergeometric series
 * (DLMF 8.17.8), whose terms are all positive. */
static double incomplete(double s, double x)
{
    double term = 1, sum = 1;
    for (int n = 1; term > sum * 0x1p-54; n++) {
        term *= x * (5 + n) / (1 + s + n);
        sum += term;
    }
    return kernel_at(s, x) * x * (1 - x) * sum / (1 + s);
}

static struct beta beta_of(double s)
{
    return (struct beta){s, incomplete(s, 0.5) + incomplete(4 - s, 0.5)};
}

static double cumulative(struct beta beta, double x)
{
    return x <= 0.5 ? incomplete(beta.s, x) / beta.total
                    : 1 - incomplete(4 - beta.s, 1 - x) / beta.total;
}

static double normal_density(double z)
{
    return 0.3989422804014326779 * tf_lanes_exp(tf_lanes_of(-0.5 * z * z))[0];
}

/* Phi(z) for z <= 0, accurate also where it is small: by Laplace's continued fraction, of which 100
 * terms are more than enough beyond -2. */
static double lower_tail(double z)
{
    if (z > -2) {
        return 0.5 - 0.5 * tf_lanes_erf(tf_lanes_of(-z * M_SQRT1_2))[0];
    }
    double fraction = -z;
    for (int k = 100; k > 0; k--) {
        fraction = k / fraction - z;
    }
    return normal_density(z) / fraction;
}

/* The x with F(x) = p: Newton's steps from `guess`, halving the bracket where one leaves it. */
static double solve(struct beta beta, double p, double guess)
{
    double low = 0, high = 1, x = guess > 0 && guess < 1 ? guess : 0.5;
    for (int i = 0; i < 200; i++) {
        double excess = cumulative(beta, x) - p;
        double step = -excess * beta.total / kernel_at(beta.s, x);
        if (step * step <= 1e-18 * x * x) { /* the next step would be about its square */
            return x + step;
        }
        *(excess > 0 ? &high : &low) = x;
        double next = x + step;
        x = next > low && next < high ? next : low + (high - low) / 2;
    }
    return x;
}

static struct node node_at(struct beta beta, double z, double guess)
{
    double x = solve(beta, lower_tail(z), guess);
    double slope = normal_density(z) * beta.total / kernel_at(beta.s, x);
    double relative = beta.s / x - (4 - beta.s) / (1 - x); /* f' / f */
    return (struct node){x, slope, -slope * (z + slope * relative)};
}

/* The nodes from z = 0 down, each guessed from the one before it. */
static void lower_nodes(double s, double step, struct node *nodes, size_t count)
{
    struct beta beta = beta_of(s);
    double guess = (1 + s) / 6; /* the mean */
    for (size_t i = 0; i < count; i++) {
        nodes[i] = node_at(beta, -(double)i * step, guess);
        guess = nodes[i].x - step * (nodes[i].slope - step / 2 * nodes[i].bend);
    }
}

/* The way from one node to the next, 1 long; slopes and bends are for this way. */
static void piece_between(struct node from, struct node to, double *row)
{
    double rise = to.x - from.x - from.slope - from.bend / 2;
    double turn = to.slope - from.slope - from.bend;
    double change = (to.bend - from.bend) / 2;
    row[0] = from.x;
    row[1] = from.slope;
    row[2] = from.bend / 2;
    row[3] = 10 * rise - 4 * turn + change;
    row[4] = -15 * rise + 7 * turn - 2 * change;
    row[5] = 6 * rise - 3 * turn + change;
}

void tf_pert_table(double mode, double *table)
{
    enum { HALF = TF_PERT_PIECES / 2 };
    const double step = TF_PERT_REACH / HALF;
    struct node below[HALF + 1], above[HALF + 1], nodes[TF_PERT_PIECES + 1];
    /* The upper half is the lower half of the mirrored distribution. */
    lower_nodes(4 * mode, step, below, HALF + 1);
    lower_nodes(4 - 4 * mode, step, above, HALF + 1);
    for (size_t i = 0; i <= HALF; i++) {
        nodes[HALF + i] = (struct node){1 - above[i].x, above[i].slope, -above[i].bend};
        nodes[HALF - i] = below[i];
    }
    for (size_t i = 0; i <= TF_PERT_PIECES; i++) {
        nodes[i].slope *= step;
        nodes[i].bend *= step * step;
    }
    for (size_t i = 0; i < TF_PERT_PIECES; i++) {
        piece_between(nodes[i], nodes[i + 1], table + i * TF_PERT_ROW);
    }
}
