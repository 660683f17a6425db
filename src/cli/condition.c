#include "cli/condition.h"

#include <string.h>

#include "base/num.h"

/* `doubling_year`, also of a region or group. */
static bool is_year(const char *metric)
{
    const char *name = tf_metrics[TF_METRIC_DOUBLING_YEAR].name;
    size_t length = strlen(name);
    return strncmp(metric, name, length) == 0 && (metric[length] == '\0' || metric[length] == '.');
}

static enum tf_comparison comparison_of(const struct tf_target *target)
{
    bool at_most = target->goal == TF_GOAL_AT_MOST ||
                   (target->goal == TF_GOAL_EQUAL && is_year(target->metric));
    return at_most ? TF_AT_MOST : TF_AT_LEAST;
}

/* Of a metric alone; what it is to reach is a name where the plan does not say, or it varies. */
static const char *describe_alone(const char *metric, const struct tf_plan *plan,
                                  struct tf_arena *arena)
{
    char number[TF_NUMBER_TEXT] = "target_multiple";
    if (is_year(metric)) {
        return plan == NULL ? tf_arena_printf(arena, "%s <= horizon", metric)
                            : tf_arena_printf(arena, "%s <= %d", metric,
                                              plan->base_year + (int)plan->horizon);
    }
    if (plan != NULL && !plan->varies[TF_TARGET_MULTIPLE]) {
        tf_number_shortest(tf_plan_value(plan, TF_TARGET_MULTIPLE, 0, 0), number);
    }
    return tf_arena_printf(arena, "%s >= %s", metric, number);
}

const char *tf_run_condition_text(const struct tf_run_condition *condition,
                                  const struct tf_plan *plan, struct tf_arena *arena)
{
    const struct tf_target *target = &condition->target;
    char number[TF_NUMBER_TEXT];
    if (isnan(target->value)) {
        return describe_alone(target->metric, plan, arena);
    }
    if (target->percent) {
        tf_number_percent(target->value, number);
    } else {
        tf_number_shortest(target->value, number);
    }
    return tf_arena_printf(arena, "%s %s %s", target->metric,
                           comparison_of(target) == TF_AT_MOST ? "<=" : ">=", number);
}

static bool parse_alone(const char *text, struct tf_arena *arena, struct tf_target *target,
                        struct tf_diag *diag)
{
    /* What a solver makes as large as it can is a metric alone as well. */
    char *option = tf_arena_printf(arena, "--target %s", text);
    bool good = tf_target_parse_objective(text, TF_GOAL_MOST, arena, target, diag);
    target->option = option;
    target->goal = TF_GOAL_EQUAL;
    return good && (option != NULL || tf_out_of_memory(diag));
}

bool tf_run_condition_parse(const char *text, struct tf_arena *arena,
                            struct tf_run_condition *condition, struct tf_diag *diag)
{
    bool alone = text[0] != '\0' && strpbrk(text, "<>=") == NULL;
    return alone ? parse_alone(text, arena, &condition->target, diag)
                 : tf_target_parse(text, arena, &condition->target, diag);
}

bool tf_run_condition_check(const struct tf_target *target, struct tf_diag *diag)
{
    struct tf_place place = {.file = target->option};
    char number[TF_NUMBER_TEXT];
    if (target->goal != TF_GOAL_EQUAL || isnan(target->value) || is_year(target->metric)) {
        return true;
    }
    if (target->percent) {
        tf_number_percent(target->value, number);
    } else {
        tf_number_shortest(target->value, number);
    }
    return tf_fail(diag, TF_BAD_INPUT, &place,
                   "hardly a run has just this value; write '%s>=%s' or '%s<=%s'", target->metric,
                   number, target->metric, number);
}

static struct tf_judgement judge(const struct tf_target *target, bool year)
{
    struct tf_share share = {comparison_of(target), target->value};
    if (year && share.comparison == TF_AT_MOST) {
        share = tf_share_reached_by((int)floor(target->value));
    }
    return (struct tf_judgement){.share = share, .absent_last = year};
}

bool tf_run_condition_resolve(const struct tf_run_condition *condition, const struct tf_plan *plan,
                              struct tf_arena *arena, struct tf_measure *measure,
                              struct tf_judgement *judgement, struct tf_diag *diag)
{
    const struct tf_target *target = &condition->target;
    struct tf_place place = {.file = target->option};
    struct tf_quantity quantity;
    if (target->statistic != NULL) {
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "every run is judged by itself, and has no statistics; leave `:%s` out",
                       target->statistic);
    }
    if (!tf_run_condition_check(target, diag) ||
        !tf_target_resolve(target, plan, arena, &quantity, diag)) {
        return false;
    }
    *measure = quantity.measure;
    *judgement = judge(target, quantity.metric == TF_METRIC_DOUBLING_YEAR);
    if (!isnan(target->value)) {
        return true;
    }
    if (!tf_metric_has_target(quantity.metric)) {
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "%s has no target of its own; write %s>=VALUE or %s<=VALUE", target->metric,
                       target->metric, target->metric);
    }
    tf_target_share(&quantity.measure, plan->base_year + (int)plan->horizon, measure,
                    &judgement->share);
    judgement->absent_last = true;
    return true;
}

bool tf_run_condition_of_column(const struct tf_run_condition *condition,
                                struct tf_judgement *judgement, struct tf_diag *diag)
{
    const struct tf_target *target = &condition->target;
    struct tf_place place = {.file = target->option};
    bool year = is_year(target->metric);
    if (!tf_run_condition_check(target, diag)) {
        return false;
    }
    *judgement = judge(target, year && !isnan(target->value));
    if (!isnan(target->value)) {
        return true;
    }
    judgement->share = (struct tf_share){TF_AT_MOST, HUGE_VAL}; /* any year within the horizon */
    judgement->absent_last = true;
    return year || tf_fail(diag, TF_BAD_INPUT, &place,
                           "the file does not say what %s is to reach; write %s>=VALUE or "
                           "%s<=VALUE",
                           target->metric, target->metric, target->metric);
}
