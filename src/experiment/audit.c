#include "experiment/audit.h"

#include <math.h>
#include <stdlib.h>

#include "base/num.h"

/* The findings are docs/checks.md's, in its order. */
struct audit {
    const struct tf_scenario *scenario;
    const struct tf_plan *plan;
    struct tf_outcome *outcome; /* NULL for an infeasible run */
    struct tf_diag *diag;
};

static double value(const struct audit *audit, enum tf_parameter_id parameter, size_t instance,
                    size_t t)
{
    return tf_plan_value(audit->plan, parameter, instance, t);
}

static double metric(const struct audit *audit, enum tf_metric_id id, int region, int group,
                     size_t t)
{
    return tf_outcome_value(audit->outcome, id, region, group, TF_ALL, t);
}

static bool nonzero(double x)
{
    return x < 0 || x > 0;
}

static bool has_rows(const struct audit *audit, enum tf_parameter_id parameter)
{
    for (size_t i = 0; i < audit->plan->instances[parameter]; i++) {
        if (audit->scenario->paths[parameter][i].count > 0) {
            return true;
        }
    }
    return false;
}

static struct tf_place place_of(const struct audit *audit, enum tf_parameter_id parameter,
                                size_t instance)
{
    const struct tf_row *row = tf_instance_row(audit->scenario, parameter, instance);
    return row != NULL ? row->place : (struct tf_place){.file = audit->scenario->file};
}

/* The first instance's row, wherever one has rows. */
static struct tf_place place_of_any(const struct audit *audit, enum tf_parameter_id parameter)
{
    for (size_t i = 0; i < audit->plan->instances[parameter]; i++) {
        if (audit->scenario->paths[parameter][i].count > 0) {
            return place_of(audit, parameter, i);
        }
    }
    return (struct tf_place){.file = audit->scenario->file};
}

/* A value as "4.5 %", for shares and rates. */
struct percent {
    char text[TF_NUMBER_TEXT * 2];
};
static struct percent percent(double share)
{
    struct percent percent = {""};
    tf_number_rounded(share * 100, 1, false, percent.text);
    return percent;
}

static struct percent rounded(double x, int decimals)
{
    struct percent number = {""};
    tf_number_rounded(x, decimals, false, number.text);
    return number;
}

/* Names of cells for one message: a few, then "and 3 more". */
struct cell_list {
    struct tf_buffer text;
    size_t count;
};

static void list_cell(const struct audit *audit, struct cell_list *list, size_t cell)
{
    enum { NAMED = 4 };
    const struct tf_dimensions *dimensions = &audit->scenario->dimensions;
    if (list->count < NAMED) {
        tf_buffer_printf(&list->text, "%s%s.%s", list->count > 0 ? ", " : "",
                         dimensions->regions.names[cell / audit->plan->group_count],
                         dimensions->groups.names[cell % audit->plan->group_count]);
    }
    list->count++;
}

static const char *finish_list(struct cell_list *list)
{
    if (list->count > 4) {
        tf_buffer_printf(&list->text, " and %zu more", list->count - 4);
    }
    return list->text.bytes != NULL ? list->text.bytes : "";
}

/* Natural ends of a range say nothing about what is plausible. */
static bool is_natural(double end)
{
    return !nonzero(end) || !nonzero(end - 1) || !nonzero(end + 1);
}

/* Within a twentieth of the range's width from an end that is no natural one. */
static bool at_edge(const struct tf_parameter *parameter, double x)
{
    double width = parameter->high - parameter->low;
    if (!(width < HUGE_VAL)) {
        return false;
    }
    return (!is_natural(parameter->low) && x <= parameter->low + width / 20) ||
           (!is_natural(parameter->high) && x >= parameter->high - width / 20);
}

static void audit_edges(const struct audit *audit)
{
    for (size_t i = 0; i < audit->scenario->row_count; i++) {
        const struct tf_row *row = &audit->scenario->rows[i];
        const struct tf_parameter *parameter = &tf_parameters[row->address.parameter];
        if (row->live > 0 && row->address.shift == TF_SHIFT_NONE &&
            at_edge(parameter, row->value)) {
            tf_warn(audit->diag, &row->place,
                    "%s is %s, at the edge of what is plausible (%s to %s); is it meant?",
                    row->written, rounded(row->value, 3).text, rounded(parameter->low, 2).text,
                    rounded(parameter->high, 2).text);
        }
    }
}

/* Persons of a region in the base year. */
static double people(const struct audit *audit, int region)
{
    double sum = 0;
    for (size_t r = 0; r < audit->plan->region_count; r++) {
        sum += region == TF_ALL || (size_t)region == r ? value(audit, TF_POPULATION, r, 0) : 0;
    }
    return sum;
}

/* Millions: the most that are expected on Earth (United Nations, World Population Prospects 2024:
 * about 10.3 billion in the mid-2080s). */
static const double PEOPLE_MOST = 10300;

static void audit_population(const struct audit *audit)
{
    double sum = people(audit, TF_ALL);
    if (sum > PEOPLE_MOST) {
        struct tf_place place = place_of_any(audit, TF_POPULATION);
        tf_warn(audit->diag, &place,
                "the population is %s million persons, more than live on Earth; population is in "
                "millions: write 1404.89 for 1404890000",
                rounded(sum, 0).text);
    }
}

/* Mean base-year income of a region or all. */
static double base_mean(const struct audit *audit, int region)
{
    double sum = 0;
    for (size_t cell = 0; cell < audit->plan->cell_count; cell++) {
        size_t r = cell / audit->plan->group_count;
        if (region == TF_ALL || (size_t)region == r) {
            sum += value(audit, TF_POPULATION, r, 0) * value(audit, TF_GROUP_SHARE, cell, 0) *
                   value(audit, TF_INCOME, cell, 0);
        }
    }
    return sum / people(audit, region);
}

static void audit_published_income(const struct audit *audit)
{
    double published = audit->scenario->published_income;
    double mean = base_mean(audit, TF_ALL);
    struct tf_place place = {.file = audit->scenario->file};
    if (isnan(published)) {
        return;
    }
    if (fabs(mean / published - 1) > 0.005) {
        tf_warn(audit->diag, &place,
                "the cells' weighted mean income is %s, %s %% off published_income %s; check "
                "income, group_share and population",
                rounded(mean, 0).text, rounded((mean / published - 1) * 100, 1).text,
                rounded(published, 0).text);
    }
}

/* What urban share do the published means imply, against the one assumed? */
static void audit_implied_share(const struct audit *audit)
{
    const struct tf_plan *plan = audit->plan;
    double published = audit->scenario->published_income;
    if (isnan(published) || plan->urban < 0 || plan->rural < 0 || plan->region_count != 2) {
        return;
    }
    double urban = base_mean(audit, plan->urban), rural = base_mean(audit, plan->rural);
    double implied = (published - rural) / (urban - rural);
    double assumed = people(audit, plan->urban) / people(audit, TF_ALL);
    if (fabs(implied - assumed) > 0.005) {
        struct tf_place place = place_of(audit, TF_POPULATION, (size_t)plan->urban);
        tf_warn(audit->diag, &place,
                "the urban and rural means and published_income imply an urban share of %s %%, the "
                "population rows give %s %%; weigh the regions so that the means agree",
                percent(implied).text, percent(assumed).text);
    }
}

static void audit_urbanisation(const struct audit *audit)
{
    const struct tf_plan *plan = audit->plan;
    if (!plan->migrates) {
        return;
    }
    double share = people(audit, plan->urban) / people(audit, TF_ALL);
    double first = value(audit, TF_URBANISATION, 0, 0);
    struct tf_place place = place_of(audit, TF_URBANISATION, 0);
    if (fabs(first - share) > 0.005) {
        tf_warn(audit->diag, &place,
                "urbanisation starts at %s %%, but %s %% of the population are urban in the base "
                "year: the gap moves at once; leave the start out or change population",
                percent(first).text, percent(share).text);
    }
    if (plan->closure == TF_CLOSURE_GDP) {
        tf_warn(audit->diag, &place,
                "under the closure `gdp` migration only redistributes income; use `production` for "
                "its gain in output");
    }
}

static void audit_no_effect(const struct audit *audit)
{
    const struct tf_plan *plan = audit->plan;
    if (!plan->property_by_yield && has_rows(audit, TF_PROPERTY_YIELD)) {
        struct tf_place place = place_of_any(audit, TF_PROPERTY_YIELD);
        tf_warn(audit->diag, &place,
                "property_yield has no effect where property income follows its growth; set "
                "`property,yield`");
    }
    bool pays = false;
    for (size_t t = 1; t <= plan->horizon; t++) {
        pays |= nonzero(value(audit, TF_TRANSFER_POLICY, 0, t) *
                        value(audit, TF_TRANSFER_FROM_INVESTMENT, 0, t));
    }
    if (pays && plan->closure != TF_CLOSURE_PRODUCTION) {
        struct tf_place place = place_of(audit, TF_TRANSFER_FROM_INVESTMENT, 0);
        tf_warn(audit->diag, &place,
                "transfer_from_investment costs nothing under the closure `%s`, where investment "
                "makes no output; use `production`, or read it as an upper bound",
                tf_closure_names[plan->closure]);
    }
    if (plan->closure == TF_CLOSURE_PRODUCTION && !has_rows(audit, TF_TFP_GROWTH)) {
        struct tf_place place = {.file = audit->scenario->file};
        tf_warn(audit->diag, &place,
                "the closure `production` without a tfp_growth row assumes that productivity "
                "stands still; give one");
    }
}

/* A broad uncertain row whose path later knots lead away from. */
static void audit_fans(const struct audit *audit)
{
    for (size_t i = 0; i < audit->scenario->row_count; i++) {
        const struct tf_row *row = &audit->scenario->rows[i];
        const struct tf_address *address = &row->address;
        bool starts = row->live > 0 && row->distribution.kind != TF_DIST_NONE &&
                      address->shift == TF_SHIFT_NONE && address->year == TF_NO_YEAR;
        for (size_t k = i + 1; starts && k < audit->scenario->row_count; k++) {
            const struct tf_row *later = &audit->scenario->rows[k];
            if (later->live > 0 && later->address.parameter == address->parameter &&
                later->address.shift == TF_SHIFT_NONE && later->address.year != TF_NO_YEAR) {
                tf_warn(audit->diag, &row->place,
                        "%s is uncertain only at its start: the fan closes towards %s; a row %s+ "
                        "with the distribution moves the whole path",
                        row->written, later->written, row->written);
                break;
            }
        }
    }
}

/* A rate that leaps in the first year: 2 points or more between t = 0 and t = 1. */
static void audit_jumps(const struct audit *audit)
{
    for (int p = 0; p < TF_PARAMETER_COUNT; p++) {
        enum tf_parameter_id id = (enum tf_parameter_id)p;
        const struct tf_parameter *parameter = &tf_parameters[p];
        bool rate = parameter->is_path &&
                    (parameter->closures & (1u << audit->plan->closure)) != 0 &&
                    (parameter->unit == TF_UNIT_RATE || parameter->unit == TF_UNIT_SHARE);
        for (size_t i = 0; rate && i < audit->plan->instances[p]; i++) {
            double jump = value(audit, id, i, 1) - value(audit, id, i, 0);
            if (fabs(jump) > 0.02 + 1e-12 && audit->scenario->paths[p][i].count > 0) {
                struct tf_place place = place_of(audit, id, i);
                tf_warn(audit->diag, &place,
                        "%s jumps by %s points in the first year; lead to it by knots, or start it "
                        "nearer",
                        parameter->name, rounded(jump * 100, 1).text);
                break;
            }
        }
    }
}

/* ---- what needs results ---- */

static double shift_at(const struct audit *audit, size_t t)
{
    const struct tf_plan *plan = audit->plan;
    double sum = 0;
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        sum += plan->source_scaled[source] ? value(audit, TF_SHARE_SHIFT, source, t) : 0;
    }
    return sum;
}

static void audit_who_pays(const struct audit *audit)
{
    const struct tf_plan *plan = audit->plan;
    size_t last = plan->horizon;
    double paid = value(audit, TF_SHIFT_FROM_INVESTMENT, 0, last) +
                  value(audit, TF_SHIFT_FROM_BUDGET, 0, last);
    if (plan->closure == TF_CLOSURE_GROWTH) {
        return;
    }
    double shift = shift_at(audit, last);
    if (plan->has_household_share) {
        /* The path is before policy, and so is the base year. */
        shift = value(audit, TF_HOUSEHOLD_SHARE, 0, last) -
                metric(audit, TF_METRIC_HOUSEHOLD_SHARE, TF_ALL, TF_ALL, 0);
    }
    struct tf_place place =
        place_of_any(audit, plan->has_household_share ? TF_HOUSEHOLD_SHARE : TF_SHARE_SHIFT);
    if (fabs(shift) > 0.001 && paid < 1 - 1e-9) {
        tf_warn(audit->diag, &place,
                "%s %% of the shift of %s points of GDP is paid by nobody named: borne by retained "
                "profits or government saving; set shift_from_investment or shift_from_budget",
                percent(1 - paid).text, rounded(shift * 100, 1).text);
    }
    if (plan->has_household_share && plan->property_by_yield) {
        tf_warn(
            audit->diag, &place,
            "property income follows its yield, so that its part of the household_share path is "
            "paid by nobody; use `property,growth` to count it");
    }
}

static void audit_rest(const struct audit *audit)
{
    double base = metric(audit, TF_METRIC_REST_SHARE, TF_ALL, TF_ALL, 0), worst = 0;
    size_t year = 0;
    for (size_t t = 1; t <= audit->plan->horizon; t++) {
        double move = metric(audit, TF_METRIC_REST_SHARE, TF_ALL, TF_ALL, t) - base;
        if (fabs(move) > fabs(worst)) {
            worst = move;
            year = t;
        }
    }
    if (fabs(worst) > 0.02) {
        struct tf_place place = {.file = audit->scenario->file};
        tf_warn(audit->diag, &place,
                "rest_share (government consumption and net exports) moves by %s points by %d, and "
                "no behaviour stands behind it; let investment_rate or consumption_rate carry it",
                rounded(worst * 100, 1).text, audit->plan->base_year + (int)year);
    }
}

/* Of GDP. Firms keep profits and governments consume; even where both are small, households'
 * disposable income stays below this. */
static const double HOUSEHOLD_SHARE_MOST = 0.9;

static void audit_coverage(const struct audit *audit)
{
    double share = metric(audit, TF_METRIC_HOUSEHOLD_SHARE, TF_ALL, TF_ALL, 0);
    double coverage = value(audit, TF_INCOME_COVERAGE, 0, 0);
    if (share < 0.5 && !nonzero(coverage - 1)) {
        struct tf_place place = place_of(audit, TF_GDP_PER_PERSON, 0);
        tf_warn(audit->diag, &place,
                "household income is %s %% of GDP: survey incomes cover only part of the national "
                "accounts' (in China about 43 %% of GDP against 61 %%); set income_coverage",
                percent(share).text);
    }
    if (share > HOUSEHOLD_SHARE_MOST) {
        struct tf_place place = place_of(audit, TF_GDP_PER_PERSON, 0);
        tf_warn(audit->diag, &place,
                "household income is %s %% of GDP, which leaves next to nothing to firms and "
                "government; check that income%s and gdp_per_person have one year and currency",
                percent(share).text, nonzero(coverage - 1) ? ", income_coverage" : "");
    }
}

static void audit_wealth(const struct audit *audit)
{
    const struct tf_plan *plan = audit->plan;
    struct cell_list list = {.count = 0};
    int groups = (int)plan->group_count;
    for (size_t cell = 0; cell < plan->cell_count; cell++) {
        bool negative = false;
        for (size_t t = 1; t <= plan->horizon; t++) {
            negative |=
                metric(audit, TF_METRIC_WEALTH, (int)cell / groups, (int)cell % groups, t) < 0;
        }
        if (negative) {
            list_cell(audit, &list, cell);
        }
    }
    if (list.count > 0) {
        struct tf_place place = {.file = audit->scenario->file};
        tf_warn(audit->diag, &place,
                "net worth falls below 0 in %s; give them more wealth_ratio or a lower "
                "consumption_rate",
                finish_list(&list));
    }
    tf_buffer_release(&list.text);
}

static void audit_dissaving(const struct audit *audit)
{
    const struct tf_plan *plan = audit->plan;
    struct cell_list list = {.count = 0};
    int groups = (int)plan->group_count;
    size_t first = 0;
    for (size_t cell = 0; cell < plan->cell_count; cell++) {
        size_t years = 0;
        for (size_t t = 0; t <= plan->horizon; t++) {
            years +=
                metric(audit, TF_METRIC_SAVING_RATE, (int)cell / groups, (int)cell % groups, t) < 0;
        }
        if (years > 3) {
            first = list.count == 0 ? cell : first;
            list_cell(audit, &list, cell);
        }
    }
    if (list.count > 0) {
        struct tf_place place = place_of(audit, TF_CONSUMPTION_RATE, first);
        tf_warn(audit->diag, &place,
                "%s consume more than their income for more than 3 years: rates of groups at one "
                "time, whose members in life change; lead them below 1, or read their net worth "
                "with care",
                finish_list(&list));
    }
    tf_buffer_release(&list.text);
}

static bool equal_fifths(const struct audit *audit, size_t region)
{
    for (size_t group = 0; group < 5; group++) {
        double share = value(audit, TF_GROUP_SHARE, region * 5 + group, 0);
        if (fabs(share - 0.2) > 0.02) {
            return false;
        }
    }
    return true;
}

/* Groups are given as fifths; does the mixture give their means back? */
static void audit_quintiles(const struct audit *audit)
{
    for (size_t region = 0; audit->plan->group_count == 5 && region < audit->plan->region_count;
         region++) {
        double worst = 0;
        size_t fifth = 0;
        for (size_t group = 0; group < 5; group++) {
            double given = value(audit, TF_INCOME, region * 5 + group, 0);
            double off = tf_outcome_point(audit->outcome, TF_METRIC_QUINTILE, (int)group + 1,
                                          (int)region, 0) /
                             given -
                         1;
            if (fabs(off) > fabs(worst)) {
                worst = off;
                fifth = group;
            }
        }
        if (equal_fifths(audit, region) && fabs(worst) > 0.02) {
            struct tf_place place = place_of(audit, TF_DISPERSION, region * 5 + fifth);
            tf_warn(audit->diag, &place,
                    "with these dispersions quintile.%zu of %s is %s %% off the income given for "
                    "the group; lower dispersion where groups overlap",
                    fifth + 1, audit->scenario->dimensions.regions.names[region],
                    rounded(worst * 100, 1).text);
        }
    }
}

static void audit_gini(const struct audit *audit)
{
    double published = audit->scenario->published_gini;
    double gini = metric(audit, TF_METRIC_GINI, TF_ALL, TF_ALL, 0);
    if (!isnan(published) && gini < published - 0.02) {
        struct tf_place place = {.file = audit->scenario->file};
        tf_warn(
            audit->diag, &place,
            "the Gini is %s in the base year, published_gini %s: group means miss inequality "
            "inside the groups; read changes, not levels, or raise dispersion (--fit-dispersion "
            "gini=%s)",
            rounded(gini, 3).text, rounded(published, 3).text, rounded(published, 3).text);
    }
}

void tf_audit(const struct tf_scenario *scenario, const struct tf_plan *plan,
              struct tf_outcome *outcome, struct tf_diag *diag)
{
    struct audit audit = {scenario, plan, outcome, diag};
    audit_edges(&audit);
    audit_population(&audit);
    audit_published_income(&audit);
    audit_implied_share(&audit);
    audit_urbanisation(&audit);
    audit_no_effect(&audit);
    audit_fans(&audit);
    audit_jumps(&audit);
    if (outcome == NULL) {
        return;
    }
    audit_who_pays(&audit);
    audit_wealth(&audit);
    audit_dissaving(&audit);
    audit_quintiles(&audit);
    audit_gini(&audit);
    if (plan->has_gdp) {
        audit_rest(&audit);
        audit_coverage(&audit);
    }
}
