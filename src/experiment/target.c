#include "experiment/target.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

/* Above these, a share or a rate that was written without % was meant in per cent. */
static const double SHARE_MOST = 10, RATE_MOST = 1;

static char *trimmed(const char *text, size_t length, struct tf_arena *arena)
{
    for (; length > 0 && text[0] == ' '; length--) {
        text++;
    }
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    return tf_arena_strndup(arena, text, length);
}

static bool set_metric(const char *text, size_t length, struct tf_arena *arena,
                       struct tf_target *target, struct tf_diag *diag)
{
    struct tf_place place = {.file = target->option};
    target->metric = trimmed(text, length, arena);
    if (target->metric == NULL) {
        return tf_out_of_memory(diag);
    }
    const char *colon = strchr(target->metric, ':');
    target->statistic = colon != NULL ? colon + 1 : NULL;
    return target->metric[0] != '\0' ||
           tf_fail(diag, TF_BAD_INPUT, &place, "no metric; name one, as in multiple");
}

static bool refuse_relation(const char *missing, const struct tf_place *place, struct tf_diag *diag)
{
    return tf_fail(diag, TF_BAD_INPUT, place,
                   "no %s; write METRIC=VALUE, METRIC>=VALUE or METRIC<=VALUE", missing);
}

/* Takes the relation at `at`; returns what follows it, NULL with an error where it is none. */
static const char *parse_relation(const char *at, struct tf_target *target, struct tf_diag *diag)
{
    struct tf_place place = {.file = target->option};
    if (*at == '=') {
        target->goal = TF_GOAL_EQUAL;
        return at + 1;
    }
    if (*at != '\0' && at[1] == '=') {
        target->goal = *at == '>' ? TF_GOAL_AT_LEAST : TF_GOAL_AT_MOST;
        return at + 2;
    }
    refuse_relation(*at == '\0' ? "value" : "`=` after the `<` or `>`", &place, diag);
    return NULL;
}

bool tf_target_parse(const char *text, struct tf_arena *arena, struct tf_target *target,
                     struct tf_diag *diag)
{
    struct tf_number number;
    size_t length = strcspn(text, "<>=");
    *target = (struct tf_target){.option = tf_arena_printf(arena, "--target %s", text)};
    if (target->option == NULL) {
        return tf_out_of_memory(diag);
    }
    struct tf_place place = {.file = target->option};
    const char *rest = parse_relation(text + length, target, diag);
    if (rest == NULL || !set_metric(text, length, arena, target, diag)) {
        return false;
    }
    const char *value = trimmed(rest, strlen(rest), arena);
    if (value == NULL) {
        return tf_out_of_memory(diag);
    }
    if (value[0] == '\0') {
        return refuse_relation("value", &place, diag);
    }
    if (tf_number_parse(value, strlen(value), '.', false, &number) != TF_NUMBER_OK) {
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "`%s` is no number; write digits, a point, an exponent or a %% as in 4.5%%",
                       value);
    }
    target->value = number.value;
    target->percent = number.percent;
    return true;
}

bool tf_target_parse_objective(const char *text, enum tf_goal goal, struct tf_arena *arena,
                               struct tf_target *target, struct tf_diag *diag)
{
    *target = (struct tf_target){.goal = goal, .value = TF_ABSENT};
    target->option =
        tf_arena_printf(arena, "--%s %s", goal == TF_GOAL_LEAST ? "minimise" : "maximise", text);
    if (target->option == NULL) {
        return tf_out_of_memory(diag);
    }
    struct tf_place place = {.file = target->option};
    if (strpbrk(text, "<>=") != NULL) {
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "what is made as small or large as can be has no value; write the metric "
                       "alone, and a limit as --target METRIC<=VALUE");
    }
    return set_metric(text, strlen(text), arena, target, diag);
}

/* --- what it means in a scenario ---------------------------------------------------------------
 */

struct resolving {
    const struct tf_target *target;
    const struct tf_plan *plan;
    struct tf_quantity *quantity;
    struct tf_place place;
    struct tf_diag *diag;
};

static int last_year(const struct resolving *resolving)
{
    return resolving->plan->base_year + (int)resolving->plan->horizon;
}

static bool find_measure(const struct resolving *resolving, struct tf_arena *arena)
{
    const struct tf_target *target = resolving->target;
    struct tf_quantity *quantity = resolving->quantity;
    struct tf_query query;
    struct tf_measure *measures;
    const char *message;
    size_t offset, count;
    if (!tf_query_parse(target->metric, resolving->plan->scenario, arena, &query, &message,
                        &offset)) {
        return tf_fail(resolving->diag, TF_BAD_INPUT, &resolving->place, "%s", message);
    }
    if (!tf_measures_list(resolving->plan, &query, 1, true, arena, &measures, &count,
                          resolving->diag)) {
        return false;
    }
    if (count == 0) {
        return tf_fail(resolving->diag, TF_BAD_INPUT, &resolving->place,
                       "the scenario has no %s; `twofold check` shows what it would need",
                       tf_metrics[query.metric].name);
    }
    if (count > 1) {
        return tf_fail(resolving->diag, TF_BAD_INPUT, &resolving->place,
                       "`%s` is %zu numbers, and a target is one; name the member", target->metric,
                       count);
    }
    *quantity = (struct tf_quantity){
        .metric = query.metric, .measure = measures[0], .over_draws = query.statistic != NULL};
    return true;
}

static bool find_statistic(const struct resolving *resolving)
{
    struct tf_quantity *quantity = resolving->quantity;
    const char *name = resolving->target->statistic;
    if (!quantity->over_draws) {
        return true;
    }
    if (!tf_point_statistic_parse(name, &quantity->statistic) ||
        quantity->statistic.kind > TF_POINT_SHARE) {
        return tf_fail(resolving->diag, TF_BAD_INPUT, &resolving->place,
                       "no statistic `%s`; a target takes mean, sd, quantiles as p5 or p99.5, or "
                       "p_target",
                       name);
    }
    if (quantity->statistic.kind == TF_POINT_SHARE) {
        struct tf_measure asked = quantity->measure;
        if (!tf_metric_has_target(asked.metric)) {
            return tf_fail(resolving->diag, TF_BAD_INPUT, &resolving->place,
                           "only income_index, multiple and doubling_year have a p_target");
        }
        tf_target_share(&asked, last_year(resolving), &quantity->measure, &quantity->share);
    }
    return true;
}

static bool is_share(const struct tf_quantity *quantity)
{
    return quantity->over_draws && quantity->statistic.kind == TF_POINT_SHARE;
}

enum tf_measured_in tf_quantity_unit(const struct tf_quantity *quantity)
{
    return is_share(quantity) ? TF_IN_SHARE : tf_metrics[quantity->metric].measure;
}

static void set_side(struct tf_quantity *quantity)
{
    bool year = quantity->metric == TF_METRIC_DOUBLING_YEAR &&
                !(quantity->over_draws && quantity->statistic.kind == TF_POINT_SD);
    quantity->met = is_share(quantity) ? TF_MET_FROM_ABOVE
                    : year             ? TF_MET_FROM_BELOW
                                       : TF_MET_EXACTLY;
}

/* 90 where 90% was meant. */
static bool refuse_size(const struct resolving *resolving, const char *range)
{
    char value[TF_NUMBER_TEXT], percent[TF_NUMBER_TEXT];
    tf_number_shortest(resolving->target->value, value);
    tf_number_percent(resolving->target->value, percent);
    if (resolving->target->percent) {
        return tf_fail(resolving->diag, TF_BAD_INPUT, &resolving->place,
                       "%s is out of range: it is %s", percent, range);
    }
    return tf_fail(resolving->diag, TF_BAD_INPUT, &resolving->place,
                   "%s is out of range: it is %s; did you mean %s%%?", value, range, value);
}

/* 38% where 0.38 was meant. */
static bool refuse_percent(const struct resolving *resolving)
{
    char value[TF_NUMBER_TEXT];
    tf_number_shortest(resolving->target->value, value);
    return tf_fail(resolving->diag, TF_BAD_INPUT, &resolving->place,
                   "%s is no share, and takes no %%; write the number itself, %s",
                   tf_metrics[resolving->quantity->metric].name, value);
}

/* 38 where 0.38 was meant, as statistics offices that give it in hundredths write it. */
static bool refuse_gini(const struct resolving *resolving)
{
    char value[TF_NUMBER_TEXT], meant[TF_NUMBER_TEXT];
    tf_number_shortest(resolving->target->value, value);
    if (resolving->target->value > 100) {
        return tf_fail(resolving->diag, TF_BAD_INPUT, &resolving->place,
                       "%s is out of range: a Gini coefficient is 0 to 1", value);
    }
    tf_number_shortest(resolving->target->value / 100, meant);
    return tf_fail(resolving->diag, TF_BAD_INPUT, &resolving->place,
                   "%s is out of range: a Gini coefficient is 0 to 1; did you mean %s?", value,
                   meant);
}

static bool check_year(const struct resolving *resolving)
{
    double value = resolving->target->value;
    int first = resolving->plan->base_year, last = last_year(resolving);
    if (value >= first && value <= last) {
        return true;
    }
    char text[TF_NUMBER_TEXT];
    tf_number_shortest(value, text);
    return tf_fail(resolving->diag, TF_BAD_INPUT, &resolving->place,
                   "a doubling_year is a calendar year of the projection, %d to %d, not %s%s",
                   first, last, text, value > last ? "; a longer horizon has more years" : "");
}

static bool check_value(const struct resolving *resolving)
{
    const struct tf_quantity *quantity = resolving->quantity;
    double value = resolving->target->value;
    enum tf_measured_in unit = tf_quantity_unit(quantity);
    bool takes_percent = unit == TF_IN_SHARE || unit == TF_IN_RATE;
    if (isnan(value)) {
        return true;
    }
    if (resolving->target->percent && !takes_percent) {
        return refuse_percent(resolving);
    }
    if (quantity->metric == TF_METRIC_GINI && value > 1) {
        return refuse_gini(resolving);
    }
    if (is_share(quantity) && !(value >= 0 && value <= 1)) {
        return refuse_size(resolving, "a share of draws, 0 to 1");
    }
    if (unit == TF_IN_SHARE && fabs(value) > SHARE_MOST) {
        return refuse_size(resolving, "a share, and 1 is the whole");
    }
    if (unit == TF_IN_RATE && fabs(value) > RATE_MOST) {
        return refuse_size(resolving, "a rate per year, and 1 is 100 % a year");
    }
    return quantity->met != TF_MET_FROM_BELOW || check_year(resolving);
}

bool tf_target_resolve(const struct tf_target *target, const struct tf_plan *plan,
                       struct tf_arena *arena, struct tf_quantity *quantity, struct tf_diag *diag)
{
    struct resolving resolving = {target, plan, quantity, {.file = target->option}, diag};
    if (!find_measure(&resolving, arena) || !find_statistic(&resolving)) {
        return false;
    }
    set_side(quantity);
    return check_value(&resolving);
}
