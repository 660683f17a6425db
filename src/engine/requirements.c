#include "engine/requirements.h"

#include <math.h>

#include "base/num.h"

/* "income.rural.q1" of an instance, for messages; "" when memory is short. */
static const char *instance_name(const struct tf_plan *plan, enum tf_parameter_id parameter,
                                 size_t instance, struct tf_arena *arena)
{
    const struct tf_parameter *p = &tf_parameters[parameter];
    struct tf_address address = {parameter, TF_ALL, TF_ALL, TF_ALL, TF_NO_YEAR, TF_SHIFT_NONE};
    size_t rest = instance;
    if (p->dimensions & TF_DIM_SOURCE) {
        address.source = (int)(rest % TF_SOURCE_COUNT);
        rest /= TF_SOURCE_COUNT;
    }
    if (p->dimensions & TF_DIM_GROUP) {
        address.group = (int)(rest % plan->group_count);
        rest /= plan->group_count;
    }
    if (p->dimensions & TF_DIM_REGION) {
        address.region = (int)rest;
    }
    const char *name = tf_address_format(&address, &plan->scenario->dimensions, arena);
    return name != NULL ? name : "";
}

static struct tf_place file_place(const struct tf_plan *plan)
{
    return (struct tf_place){.file = plan->scenario->file};
}

/* Where an instance's message points: the last row that shapes it, else the file. */
static struct tf_place instance_place(const struct tf_plan *plan, enum tf_parameter_id parameter,
                                      size_t instance)
{
    const struct tf_row *row = tf_instance_row(plan->scenario, parameter, instance);
    return row != NULL ? row->place : file_place(plan);
}

static bool has_rows(const struct tf_plan *plan, enum tf_parameter_id parameter)
{
    for (size_t i = 0; i < plan->instances[parameter]; i++) {
        if (plan->scenario->paths[parameter][i].count > 0) {
            return true;
        }
    }
    return false;
}

/* A parameter that every instance must have from a row. */
static void require_all(const struct tf_plan *plan, enum tf_parameter_id parameter,
                        struct tf_diag *diag)
{
    struct tf_place place = file_place(plan);
    const struct tf_parameter *p = &tf_parameters[parameter];
    if (!has_rows(plan, parameter)) {
        tf_fail(diag, TF_BAD_INPUT, &place, "%s is missing; give a row `%s,…` in %s", p->name,
                p->name, p->unit_text);
        return;
    }
    for (size_t i = 0; i < plan->instances[parameter] && !tf_diag_full(diag); i++) {
        if (plan->scenario->paths[parameter][i].count == 0) {
            const char *name = instance_name(plan, parameter, i, &diag->arena);
            tf_fail(diag, TF_BAD_INPUT, &place, "%s is missing; give a row `%s,…` in %s", name,
                    name, p->unit_text);
        }
    }
}

static bool any_nonzero(const struct tf_scenario *scenario, enum tf_parameter_id parameter)
{
    for (size_t i = 0; i < scenario->row_count; i++) {
        const struct tf_row *row = &scenario->rows[i];
        if (row->address.parameter == parameter && row->live > 0 &&
            (row->value < 0 || row->value > 0)) {
            return true;
        }
    }
    return false;
}

/* GDP and its growth, where the closure or a policy needs them. */
static void require_gdp(const struct tf_plan *plan, struct tf_diag *diag)
{
    struct tf_place place = file_place(plan);
    bool policy = any_nonzero(plan->scenario, TF_TRANSFER_POLICY);
    const char *why = plan->closure == TF_CLOSURE_GROWTH ? "a transfer_policy"
                      : plan->closure == TF_CLOSURE_GDP  ? "the closure `gdp`"
                                                         : "the closure `production`";
    if (plan->closure == TF_CLOSURE_GROWTH && !policy) {
        return;
    }
    if (!has_rows(plan, TF_GDP_PER_PERSON)) {
        tf_fail(diag, TF_BAD_INPUT, &place,
                "gdp_per_person is missing, which %s needs; give a row `gdp_per_person,…` in %s",
                why, tf_parameters[TF_GDP_PER_PERSON].unit_text);
    }
    if (plan->closure != TF_CLOSURE_PRODUCTION && !has_rows(plan, TF_GDP_GROWTH)) {
        tf_fail(diag, TF_BAD_INPUT, &place,
                "gdp_growth is missing, which %s needs; give a row `gdp_growth,…` per year", why);
    }
}

static void require_regions(const struct tf_plan *plan, struct tf_diag *diag)
{
    if (plan->migrates && (plan->urban < 0 || plan->rural < 0)) {
        struct tf_place place = instance_place(plan, TF_URBANISATION, 0);
        tf_fail(diag, TF_BAD_INPUT, &place,
                "urbanisation needs regions named `urban` and `rural`; name them in `regions` or "
                "leave urbanisation out");
    }
}

static void require_source_of_shift(const struct tf_plan *plan, struct tf_diag *diag)
{
    for (size_t i = 0; i < plan->scenario->row_count; i++) {
        const struct tf_row *row = &plan->scenario->rows[i];
        if (row->address.parameter == TF_SHARE_SHIFT && row->address.source == TF_ALL &&
            row->address.shift != TF_SHIFT_MULTIPLY && (row->value < 0 || row->value > 0)) {
            tf_fail(
                diag, TF_BAD_INPUT, &row->place,
                "a share_shift other than 0 needs its source; write share_shift.wage or another "
                "of business, property, transfer");
        }
    }
}

bool tf_require_values(const struct tf_plan *plan, struct tf_diag *diag)
{
    size_t before = diag->errors;
    require_all(plan, TF_POPULATION, diag);
    require_all(plan, TF_INCOME, diag);
    require_gdp(plan, diag);
    require_regions(plan, diag);
    require_source_of_shift(plan, diag);
    return diag->errors == before;
}

bool tf_report_contradiction(const struct tf_plan *plan, const struct tf_contradiction *found,
                             struct tf_diag *diag)
{
    struct tf_place place = instance_place(plan, found->parameter, found->instance);
    const char *name = instance_name(plan, found->parameter, found->instance, &diag->arena);
    char number[TF_NUMBER_TEXT * 2];
    if (isnan(found->found)) {
        return tf_fail(diag, TF_BAD_INPUT, &place, "%s: %s", name, found->text);
    }
    tf_number_rounded(found->found, 4, false, number);
    if (found->parameter == TF_GROUP_SHARE || found->parameter == TF_SOURCE_SHARE) {
        return tf_fail(diag, TF_BAD_INPUT, &place, "%s, but to %s (at %s); make them sum to 1",
                       found->text, number, name);
    }
    return tf_fail(diag, TF_BAD_INPUT, &place, "%s: the %s: %s", name, found->text, number);
}

/* Two shares of a cost that may not exceed 1 together, at every t. */
static void require_pair(const struct tf_plan *plan, enum tf_parameter_id a, enum tf_parameter_id b,
                         struct tf_diag *diag)
{
    for (size_t t = 0; t <= plan->horizon; t++) {
        double sum = tf_plan_value(plan, a, 0, t) + tf_plan_value(plan, b, 0, t);
        if (sum > 1 + 1e-12) {
            struct tf_place place = instance_place(plan, has_rows(plan, b) ? b : a, 0);
            char number[TF_NUMBER_TEXT * 2];
            tf_number_rounded(sum, 4, false, number);
            tf_fail(diag, TF_BAD_INPUT, &place,
                    "%s and %s sum to %s in %d; together they are at most 1", tf_parameters[a].name,
                    tf_parameters[b].name, number, plan->base_year + (int)t);
            return;
        }
    }
}

static bool shifts_share(const struct tf_plan *plan, size_t source)
{
    for (size_t t = 1; t <= plan->horizon; t++) {
        double shift = tf_plan_value(plan, TF_SHARE_SHIFT, source, t);
        if (shift < 0 || shift > 0) {
            return true;
        }
    }
    return false;
}

static void require_shiftable(const struct tf_plan *plan, struct tf_diag *diag)
{
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        struct tf_place place = instance_place(plan, TF_SHARE_SHIFT, source);
        if (!shifts_share(plan, source)) {
            continue;
        }
        if (source == TF_PROPERTY && plan->property_by_yield) {
            tf_fail(diag, TF_BAD_INPUT, &place,
                    "share_shift.property cannot act where property income follows its yield; set "
                    "property_yield, or `property,growth`");
        } else if (!plan->source_present[source]) {
            tf_fail(diag, TF_BAD_INPUT, &place,
                    "share_shift.%s shifts a source that no cell has; give some cell a "
                    "source_share.%s",
                    tf_source_names[source], tf_source_names[source]);
        }
    }
}

/* A source whose base incomes cancel has no share of GDP that could be scaled. */
static void require_means(const struct tf_plan *plan, struct tf_diag *diag)
{
    for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
        double sum = 0, magnitude = 0;
        for (size_t cell = 0; cell < plan->cell_count; cell++) {
            double income =
                tf_plan_value(plan, TF_POPULATION, cell / plan->group_count, 0) *
                tf_plan_value(plan, TF_GROUP_SHARE, cell, 0) *
                tf_plan_value(plan, TF_INCOME, cell, 0) *
                tf_plan_value(plan, TF_SOURCE_SHARE, cell * TF_SOURCE_COUNT + source, 0);
            sum += income;
            magnitude += fabs(income);
        }
        if (plan->source_scaled[source] && fabs(sum) <= 1e-12 * magnitude) {
            struct tf_place place = instance_place(plan, TF_SOURCE_SHARE, source);
            tf_fail(diag, TF_BAD_INPUT, &place,
                    "incomes from %s cancel out in the base year, so that no factor scales them to "
                    "a share of GDP; change source_share.%s or use the closure `growth`",
                    tf_source_names[source], tf_source_names[source]);
        }
    }
}

static void require_policy_weights(const struct tf_plan *plan, struct tf_diag *diag)
{
    if (!plan->has_policy) {
        return;
    }
    for (size_t cell = 0; cell < plan->cell_count; cell++) {
        if (tf_plan_value(plan, TF_TRANSFER_WEIGHT, cell, 0) > 0) {
            return;
        }
    }
    struct tf_place place = instance_place(plan, TF_TRANSFER_WEIGHT, 0);
    tf_fail(
        diag, TF_BAD_INPUT, &place,
        "every transfer_weight is 0, so that nobody gets the transfer_policy; give some group a "
        "weight above 0");
}

static void require_middle(const struct tf_plan *plan, struct tf_diag *diag)
{
    double low = tf_plan_value(plan, TF_MIDDLE_LOW, 0, 0);
    double high = tf_plan_value(plan, TF_MIDDLE_HIGH, 0, 0);
    if (low >= high) {
        struct tf_place place = instance_place(plan, TF_MIDDLE_HIGH, 0);
        tf_fail(diag, TF_BAD_INPUT, &place, "middle_high is not above middle_low; swap them?");
    }
}

bool tf_require_consistency(const struct tf_plan *plan, struct tf_diag *diag)
{
    size_t before = diag->errors;
    require_pair(plan, TF_SHIFT_FROM_INVESTMENT, TF_SHIFT_FROM_BUDGET, diag);
    require_pair(plan, TF_TRANSFER_FROM_INVESTMENT, TF_TRANSFER_FROM_LEVY, diag);
    require_policy_weights(plan, diag);
    require_middle(plan, diag);
    if (plan->closure != TF_CLOSURE_GROWTH) {
        require_shiftable(plan, diag);
        require_means(plan, diag);
    }
    return diag->errors == before;
}
