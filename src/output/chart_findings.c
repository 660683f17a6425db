/* chart_findings: titles that state the finding. Each is chosen by the numbers alone, from a short
 * table of cases per kind; where none of them holds the title is neutral. */
#include <math.h>

#include "base/num.h"
#include "base/text.h"
#include "output/chart_kinds.h"

/* Near: from 95 % of the way to the target's level. Poorer groups gain fastest: in every panel the
 * multiples never fall towards the poorer, and the ends differ by 0.05 or more. */
#define NEARLY 0.95
#define CLEAR_DIFFERENCE 0.05

double chart_paths_last(const struct tf_chart_paths *paths, const struct tf_chart_series *series)
{
    for (int i = paths->horizon_year - paths->base_year; i >= 0; i--) {
        if (isfinite(series->values[i])) {
            return series->values[i];
        }
    }
    return TF_ABSENT;
}

static bool is_double(double target)
{
    return fabs(target - 2) < 1e-12;
}

/* "doubles", "reaches 1.5 times its 2025 level"; with income or a scenario as the subject. */
static const char *event(struct figure *figure, double target, int base_year, bool of_scenario)
{
    enum tf_phrase phrase = is_double(target)
                                ? of_scenario ? TF_PHRASE_SCENARIO_DOUBLES : TF_PHRASE_DOUBLES
                            : of_scenario ? TF_PHRASE_SCENARIO_REACHES
                                          : TF_PHRASE_REACHES;
    return FIGURE_FILL(figure, phrase, figure_check(figure, tf_words_plain(figure->arena, target)),
                       figure_whole(figure, base_year));
}

const char *chart_paths_target(struct figure *figure, const struct tf_chart_paths *paths)
{
    return FIGURE_FILL(figure,
                       is_double(paths->target) ? TF_PHRASE_TARGET_DOUBLE : TF_PHRASE_TARGET_OTHER,
                       figure_check(figure, tf_words_plain(figure->arena, paths->target)),
                       figure_whole(figure, paths->base_year));
}

const char *chart_paths_end(struct figure *figure, const struct tf_chart_paths *paths,
                            const struct tf_chart_series *series, bool year_stated)
{
    bool doubling = is_double(paths->target), reached = isfinite(series->reached);
    const char *multiple = figure_multiple(figure, chart_paths_last(paths, series) / 100,
                                           reached ? TF_ABSENT : paths->target);
    double year = reached ? series->reached : series->reached_later;
    if (reached && year_stated) {
        return FIGURE_FILL(figure, TF_PHRASE_END_BY, multiple,
                           figure_whole(figure, paths->horizon_year));
    }
    /* beyond a few hundred years an extrapolation says only that it does not happen */
    if (!isfinite(year) || year > paths->base_year + 500) {
        return FIGURE_FILL(
            figure, doubling ? TF_PHRASE_END_NEVER_DOUBLE : TF_PHRASE_END_NEVER_OTHER, multiple);
    }
    return FIGURE_FILL(figure, doubling ? TF_PHRASE_END_DOUBLES_IN : TF_PHRASE_END_REACHES_IN,
                       multiple, figure_whole(figure, tf_words_year_reached(year)));
}

static const char *finding_of_one(struct figure *figure, const struct tf_chart_paths *paths)
{
    const struct tf_chart_series *series = paths->series;
    double multiple = chart_paths_last(paths, series) / 100;
    const char *reached_in = isfinite(series->reached)
                                 ? figure_whole(figure, tf_words_year_reached(series->reached))
                                 : "";
    enum tf_phrase phrase = isfinite(series->reached)            ? TF_PHRASE_PATHS_ONE_REACHES
                            : multiple < 1                       ? TF_PHRASE_PATHS_ONE_FALLS
                            : multiple >= NEARLY * paths->target ? TF_PHRASE_PATHS_ONE_NEARLY
                                                                 : TF_PHRASE_PATHS_ONE_GROWS;
    if (phrase == TF_PHRASE_PATHS_ONE_REACHES) {
        return FIGURE_FILL(figure, phrase, event(figure, paths->target, paths->base_year, false),
                           reached_in);
    }
    return FIGURE_FILL(figure, phrase, "", figure_whole(figure, paths->horizon_year),
                       figure_multiple(figure, multiple, paths->target));
}

struct tally {
    size_t reached, falling, which; /* which: the last that reached */
};

static struct tally tally_paths(const struct tf_chart_paths *paths)
{
    struct tally tally = {0, 0, 0};
    for (size_t i = 0; i < paths->series_count; i++) {
        if (isfinite(paths->series[i].reached)) {
            tally.reached++;
            tally.which = i;
        }
        tally.falling += chart_paths_last(paths, &paths->series[i]) < 100;
    }
    return tally;
}

const char *chart_paths_finding(struct figure *figure, const struct tf_chart_paths *paths)
{
    size_t count = paths->series_count;
    if (count == 1) {
        return finding_of_one(figure, paths);
    }
    struct tally tally = tally_paths(paths);
    const char *horizon = figure_whole(figure, paths->horizon_year);
    const char *income = event(figure, paths->target, paths->base_year, false);
    const char *scenario = event(figure, paths->target, paths->base_year, true);
    if (tally.reached == count) {
        return FIGURE_FILL(figure, TF_PHRASE_PATHS_ALL, income, horizon);
    }
    if (tally.reached == 1) {
        return FIGURE_FILL(figure, TF_PHRASE_PATHS_ONLY, scenario, horizon,
                           figure_clean(figure, paths->series[tally.which].name, 60));
    }
    if (tally.reached > 0) {
        return FIGURE_FILL(figure, TF_PHRASE_PATHS_SOME, income, horizon,
                           figure_whole(figure, (long)tally.reached),
                           figure_whole(figure, (long)count));
    }
    if (tally.falling == count) {
        return FIGURE_FILL(figure, TF_PHRASE_PATHS_ALL_FALL, "", horizon);
    }
    return FIGURE_FILL(figure, TF_PHRASE_PATHS_NONE, scenario, horizon);
}

/* --- groups ----------------------------------------------------------------------------------- */

bool chart_group_drawn(const struct tf_chart_group *group)
{
    return isfinite(group->base) && isfinite(group->horizon) && group->base > 0 &&
           group->horizon > 0;
}

bool chart_group_reaches(const struct tf_chart_group *group, double target)
{
    return chart_group_drawn(group) && group->horizon / group->base >= target * (1 - 1e-12);
}

static size_t reaching(const struct tf_chart_panel *panel, double target)
{
    size_t count = 0;
    for (size_t i = 0; i < panel->group_count; i++) {
        count += chart_group_reaches(&panel->groups[i], target);
    }
    return count;
}

static bool poorer_gain_faster(const struct tf_chart_panel *panel)
{
    double before = -HUGE_VAL, first = TF_ABSENT;
    for (size_t i = 0; i < panel->group_count; i++) {
        if (!chart_group_drawn(&panel->groups[i])) {
            return false;
        }
        double multiple = panel->groups[i].horizon / panel->groups[i].base;
        if (multiple < before) {
            return false;
        }
        if (i == 0) {
            first = multiple;
        }
        before = multiple;
    }
    return before - first >= CLEAR_DIFFERENCE;
}

/* Those that reach the target are the poorest of their panel. */
static bool are_poorest(const struct tf_chart_panel *panel, double target, size_t count)
{
    for (size_t i = panel->group_count - count; i < panel->group_count; i++) {
        if (!chart_group_reaches(&panel->groups[i], target)) {
            return false;
        }
    }
    return true;
}

/* "the poorest 2 of 5 groups in Rural" */
static const char *part(struct figure *figure, const struct tf_chart_panel *panel, double target)
{
    size_t count = reaching(panel, target);
    enum tf_phrase phrase = count == 0                          ? TF_PHRASE_GROUPS_PART_NONE
                            : count == panel->group_count       ? TF_PHRASE_GROUPS_PART_ALL
                            : are_poorest(panel, target, count) ? TF_PHRASE_GROUPS_PART_POOREST
                                                                : TF_PHRASE_GROUPS_PART_SOME;
    return FIGURE_FILL(figure, phrase, panel->title, figure_whole(figure, (long)count),
                       figure_whole(figure, (long)panel->group_count));
}

/* One panel or two are few enough for a title to name them; the one with more to say comes first.
 */
static const char *by_panel(struct figure *figure, const struct tf_chart_groups *groups)
{
    const struct tf_chart_panel *first = &groups->panels[0], *second = &groups->panels[1];
    if (groups->panel_count == 1) {
        return part(figure, first, groups->target);
    }
    if (reaching(second, groups->target) > reaching(first, groups->target)) {
        first = second;
        second = &groups->panels[0];
    }
    return FIGURE_FILL(figure, TF_PHRASE_GROUPS_PARTS_JOIN, part(figure, first, groups->target),
                       part(figure, second, groups->target));
}

/* "2 of 10 groups under “Baseline”": the panels of one scenario together. */
static const char *part_under(struct figure *figure, const struct tf_chart_groups *groups,
                              const char *context)
{
    size_t count = 0, total = 0;
    for (size_t i = 0; i < groups->panel_count; i++) {
        const struct tf_chart_panel *panel = &groups->panels[i];
        if (tf_text_equal(panel->context, context)) {
            count += reaching(panel, groups->target);
            total += panel->group_count;
        }
    }
    return FIGURE_FILL(figure, TF_PHRASE_GROUPS_PART_UNDER, figure_clean(figure, context, 40),
                       figure_whole(figure, (long)count), figure_whole(figure, (long)total));
}

/* Two scenarios are few enough to be compared in a title. NULL when there are more, or one. */
static const char *by_scenario(struct figure *figure, const struct tf_chart_groups *groups)
{
    const char *first = groups->panels[0].context, *second = NULL;
    for (size_t i = 0; i < groups->panel_count; i++) {
        const char *context = groups->panels[i].context;
        if (!context ||
            (second && !tf_text_equal(context, first) && !tf_text_equal(context, second))) {
            return NULL;
        }
        if (!tf_text_equal(context, first)) {
            second = context;
        }
    }
    if (!second) {
        return NULL;
    }
    return FIGURE_FILL(figure, TF_PHRASE_GROUPS_PARTS_JOIN, part_under(figure, groups, first),
                       part_under(figure, groups, second));
}

const char *chart_groups_finding(struct figure *figure, const struct tf_chart_groups *groups)
{
    size_t total = 0, reached = 0, panels = groups->panel_count;
    bool poorer_faster = true, contexts = false;
    for (size_t i = 0; i < panels; i++) {
        total += groups->panels[i].group_count;
        reached += reaching(&groups->panels[i], groups->target);
        poorer_faster &= poorer_gain_faster(&groups->panels[i]);
        contexts |= groups->panels[i].context != NULL;
    }
    const char *what = event(figure, groups->target, groups->base_year, false);
    const char *horizon = figure_whole(figure, groups->horizon_year);
    if (reached == total) {
        return FIGURE_FILL(figure, TF_PHRASE_GROUPS_ALL, what, horizon);
    }
    if (reached == 0) {
        return FIGURE_FILL(
            figure, poorer_faster ? TF_PHRASE_GROUPS_NONE_POORER_FASTER : TF_PHRASE_GROUPS_NONE,
            what, horizon);
    }
    if (panels <= 2 && !contexts) {
        return FIGURE_FILL(figure, TF_PHRASE_GROUPS_PARTS, what, horizon, by_panel(figure, groups));
    }
    const char *scenarios = by_scenario(figure, groups);
    if (scenarios) {
        return FIGURE_FILL(figure, TF_PHRASE_GROUPS_PARTS, what, horizon, scenarios);
    }
    return FIGURE_FILL(figure, TF_PHRASE_GROUPS_SOME, what, horizon,
                       figure_whole(figure, (long)reached), figure_whole(figure, (long)total));
}
