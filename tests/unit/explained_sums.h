/* Parts of a change in income, added up. */
#ifndef EXPLAINED_SUMS_H
#define EXPLAINED_SUMS_H

#include <math.h>

#include "experiment/explain.h"
#include "memory_scenario.h"

/* What tf_explain needs of a projection, from a run; the run keeps what it owns. */
static inline struct tf_projection projection_of_run(const struct memory_run *run)
{
    return (struct tf_projection){.scenario = run->scenario,
                                  .plan = run->plan,
                                  .trajectory = run->trajectory,
                                  .outcome = run->outcome};
}

/* The sum of a part's rows: those of members (regions, sources), or the whole. */
static inline double explained_sum(const struct tf_explained *rows, size_t count, enum tf_part part,
                                   bool members)
{
    double total = 0;
    for (size_t i = 0; i < count; i++) {
        bool member = rows[i].region != TF_ALL || rows[i].source != TF_ALL;
        total += rows[i].part == part && member == members ? rows[i].value : 0;
    }
    return total;
}

static inline void assert_sums_to(double found, double whole, double scale)
{
    if (!(fabs(found - whole) <= 1e-13 * scale)) {
        fail_msg("the parts are %.17g, the whole %.17g", found, whole);
    }
}

/* scale: the money that is in play. */
static inline void assert_adds_up(struct tf_moment start, struct tf_moment end, double scale)
{
    struct tf_explained rows[64];
    assert_true(tf_explained_most(end.projection) <= 64);
    size_t n = tf_explain(start, end, rows);
    assert_true(n <= tf_explained_most(end.projection));
    double change = explained_sum(rows, n, TF_CHANGE_INCOME, false);
    assert_sums_to(explained_sum(rows, n, TF_CHANGE_SOURCE, true), change, scale);
    assert_sums_to(explained_sum(rows, n, TF_CHANGE_WITHIN, true) +
                       explained_sum(rows, n, TF_CHANGE_BETWEEN, true),
                   change, scale);
    double share = explained_sum(rows, n, TF_LOG_HOUSEHOLD_SHARE, false);
    double gdp = explained_sum(rows, n, TF_LOG_GDP_PER_PERSON, false);
    assert_sums_to(explained_sum(rows, n, TF_LOG_HOUSEHOLD_SHARE, true), share, 10);
    assert_sums_to(gdp + explained_sum(rows, n, TF_LOG_RELATIVE_PRICE, false) + share,
                   explained_sum(rows, n, TF_LOG_INCOME, false), 10);
    double parts = 0;
    for (int part = TF_LOG_TFP; part < TF_PART_COUNT; part++) {
        parts += explained_sum(rows, n, (enum tf_part)part, false);
    }
    if (end.projection->plan.closure == TF_CLOSURE_PRODUCTION) {
        assert_sums_to(parts, gdp, 10);
    }
}

#endif
