#include "cli/findings.h"

#include <math.h>

#include "base/num.h"

enum { ACCOUNTS_MOST = 8 + TF_REGIONS_MAX };

static void add_account(struct tf_findings *findings, const char *what, enum tf_metric_id metric,
                        int region, double published)
{
    struct tf_outcome *outcome = findings->projections->items[0].outcome;
    double value = tf_outcome_value(outcome, metric, region, TF_ALL, TF_ALL, 0);
    if (!isnan(value) && what != NULL) {
        findings->accounts[findings->account_count++] =
            (struct tf_account){what, value, published, metric};
    }
}

static bool gather_accounts(struct tf_findings *findings)
{
    const struct tf_scenario *scenario = &findings->projections->items[0].scenario;
    const struct tf_members *regions = &scenario->dimensions.regions;
    struct tf_arena *arena = &findings->session->arena;
    findings->accounts = tf_arena_alloc(arena, ACCOUNTS_MOST, sizeof *findings->accounts);
    if (findings->accounts == NULL) {
        return tf_out_of_memory(&findings->session->diag);
    }
    add_account(findings, "mean income", TF_METRIC_INCOME, TF_ALL, scenario->published_income);
    for (size_t r = 0; regions->count > 1 && r < regions->count; r++) {
        add_account(findings, tf_arena_printf(arena, "mean income, %s", regions->names[r]),
                    TF_METRIC_INCOME, (int)r, TF_ABSENT);
    }
    add_account(findings, "population", TF_METRIC_POPULATION, TF_ALL, TF_ABSENT);
    add_account(findings, "urban share of population", TF_METRIC_URBAN_SHARE, TF_ALL, TF_ABSENT);
    add_account(findings, "saving rate", TF_METRIC_SAVING_RATE, TF_ALL, TF_ABSENT);
    add_account(findings, "household income, share of GDP", TF_METRIC_HOUSEHOLD_SHARE, TF_ALL,
                TF_ABSENT);
    add_account(findings, "consumption, share of GDP", TF_METRIC_CONSUMPTION_SHARE, TF_ALL,
                TF_ABSENT);
    add_account(findings, "Gini of income", TF_METRIC_GINI, TF_ALL, scenario->published_gini);
    return true;
}

bool tf_findings_gather(struct tf_findings *findings, bool with_defaults)
{
    const struct tf_projection *items = findings->projections->items;
    struct tf_diag *diag = &findings->session->diag;
    struct tf_arena *arena = &findings->session->arena;
    if (findings->projections->count == 2) {
        return tf_assumptions_differ(&items[0].scenario, &items[1].scenario, arena,
                                     &findings->differences, &findings->difference_count, diag);
    }
    return tf_assumptions(&items[0].scenario, with_defaults, arena, &findings->assumptions,
                          &findings->assumption_count, diag) &&
           (!items[0].feasible || gather_accounts(findings));
}

void tf_findings_warnings(const struct tf_diag *diag, bool colour, struct tf_arena *arena,
                          struct tf_buffer *out)
{
    for (size_t i = 0; i < diag->count; i++) {
        if (diag->messages[i].severity == TF_SEVERITY_WARNING) {
            tf_message_clean(&diag->messages[i], colour, arena, out);
        }
    }
}
