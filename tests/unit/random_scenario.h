/* Scenarios drawn anew for each seed, with every part of the model at work. */
#ifndef RANDOM_SCENARIO_H
#define RANDOM_SCENARIO_H

#include <math.h>
#include <stdio.h>

#include "base/num.h"
#include "memory_scenario.h"

/* What every one of them has. */
enum { RANDOM_BASE_YEAR = 2020, RANDOM_HORIZON = 8, RANDOM_YEARS = 9, RANDOM_GROUPS = 3 };

static inline void assert_close(double found, double expected)
{
    if (!(fabs(found - expected) <= 1e-11 * (1 + fabs(expected)))) {
        fail_msg("%.17g is not %.17g", found, expected);
    }
}

static inline double uniform(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (double)(*seed >> 8) / 16777216.0;
}

static inline double uniform_between(unsigned *seed, double low, double high)
{
    return low + (high - low) * uniform(seed);
}

static inline void put(struct tf_buffer *text, const char *address, double value)
{
    char number[TF_NUMBER_TEXT];
    tf_number_shortest(value, number);
    tf_buffer_printf(text, "%s,%s\n", address, number);
}

/* One group of one region: its values, given to `parts` groups of these names with equal shares of
 * its people. */
static inline void random_cell(struct tf_buffer *text, unsigned *seed, const char *region,
                               const char *const *groups, size_t parts, double share, double income)
{
    double business = 0.2 * uniform(seed), spread = uniform(seed);
    const struct {
        const char *name, *member;
        double value;
    } rows[] = {
        {"group_share", "", share / (double)parts},
        {"income", "", income * uniform_between(seed, 1, 2)},
        {"source_share", ".wage", 0.5},
        {"source_share", ".business", business},
        {"source_share", ".property", 0.1},
        {"source_share", ".transfer", 0.4 - business},
        {"consumption_rate", "", uniform_between(seed, 0.5, 0.9)},
        {"wealth_ratio", "", uniform_between(seed, 1, 5)},
        {"dispersion", "", spread < 0.05 ? 0 : 0.05 + 0.5 * spread},
        {"growth", ".wage", uniform_between(seed, 0, 0.06)},
        {"growth", ".property", uniform_between(seed, 0, 0.04)},
        {"transfer_weight", "", uniform_between(seed, 0, 2)},
    };
    for (size_t part = 0; part < parts; part++) {
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
            char address[64];
            snprintf(address, sizeof address, "%s.%s.%s%s", rows[k].name, region, groups[part],
                     rows[k].member);
            put(text, address, rows[k].value);
        }
    }
}

/* What moves over the years: growth, migration either way, shares of GDP, policy, prices. */
static inline void random_paths(struct tf_buffer *text, unsigned *seed, size_t parts)
{
    static const struct {
        const char *address;
        double low, high;
    } rows[] = {
        {"gdp_growth", 0.02, 0.05},
        {"tfp_growth", 0, 0.01},
        {"labour_growth", -0.01, 0.01},
        {"human_capital_growth", 0, 0.01},
        {"population_growth.urban", -0.005, 0.005},
        {"population_growth.rural", -0.01, 0},
        {"urbanisation@2028", 0.45, 0.85},
        {"migration_uplift", 0, 1},
        {"migration_output", 0, 1},
        {"share_shift.wage@2020", 0, 0},
        {"share_shift.wage@2028", -0.01, 0.03},
        {"shift_from_investment", 0, 0.6},
        {"shift_from_budget", 0, 0.4},
        {"transfer_policy@2020", 0, 0},
        {"transfer_policy@2028", -0.005, 0.02},
        {"transfer_from_levy", 0, 0.6},
        {"transfer_from_investment", 0, 0.4},
        {"habit", 0, 0.5},
        {"wealth_effect", 0, 0.03},
        {"wealth_return", -0.01, 0.02},
        {"safety_net_effect", 0, 0.5},
        {"inflation", 0, 0.03},
        {"deflator_growth@2028", 0, 0.03},
        {"income_coverage", 0.6, 1},
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        put(text, rows[k].address, uniform_between(seed, rows[k].low, rows[k].high));
    }
    if (uniform(seed) < 0.2) {
        tf_buffer_text(text, parts > 1 ? "migration_origin.b1,0\nmigration_origin.b2,0\n"
                                       : "migration_origin.b,0\n");
    }
}

/* Two regions of three groups. split: the same with each group given twice under two names with
 * half the people each, which must change nothing. */
static inline void random_scenario(struct tf_buffer *text, unsigned seed, bool split)
{
    static const char *const closures[] = {"growth", "gdp", "production"};
    static const char *const regions[] = {"urban", "rural"};
    static const char *const names[][2] = {{"a", ""}, {"b", ""}, {"c", ""}};
    static const char *const halves[][2] = {{"a1", "a2"}, {"b1", "b2"}, {"c1", "c2"}};
    size_t parts = split ? 2 : 1;
    tf_buffer_printf(text, "parameter,value\nbase_year,%d\nhorizon,%d\n", RANDOM_BASE_YEAR,
                     RANDOM_HORIZON);
    tf_buffer_printf(text, "groups,%s\n", split ? "a1 a2 b1 b2 c1 c2" : "a b c");
    tf_buffer_printf(text, "closure,%s\n", closures[seed % 3]);
    tf_buffer_text(text, seed % 2 ? "property,yield\n" : "property,growth\n");
    put(text, "population.urban", uniform_between(&seed, 500, 900));
    put(text, "population.rural", uniform_between(&seed, 300, 700));
    put(text, "gdp_per_person", uniform_between(&seed, 90000, 100000));
    for (size_t r = 0; r < 2; r++) {
        double share[RANDOM_GROUPS], sum = 0;
        for (size_t g = 0; g < RANDOM_GROUPS; g++) {
            share[g] = uniform_between(&seed, 0.2, 1.2);
            sum += share[g];
        }
        for (size_t g = 0; g < RANDOM_GROUPS; g++) {
            random_cell(text, &seed, regions[r], split ? halves[g] : names[g], parts,
                        share[g] / sum, 5000 * (double)(g + 1));
        }
    }
    random_paths(text, &seed, parts);
}

/* The scenario of a seed with more rows behind it. */
static inline void run_random_with(struct memory_run *run, unsigned seed, bool split,
                                   const char *rows)
{
    struct tf_buffer text;
    tf_buffer_init(&text);
    random_scenario(&text, seed, split);
    tf_buffer_text(&text, rows);
    memory_run(run, text.bytes);
    tf_buffer_release(&text);
}

#endif
