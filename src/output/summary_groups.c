#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "output/results.h"
#include "output/summary_page.h"

enum { CELLS_SHOWN_MOST = 60 };

/* A row: the nation, a region or a cell, by the names that scenarios share. */
struct scope {
    const char *region, *group; /* NULL: all */
};

static char *say(const struct summary_page *page, enum tf_phrase phrase, const char *one,
                 const char *two)
{
    return tf_phrase_fill(page->arena, page->language, phrase, one, one != NULL ? two : NULL,
                          (char *)NULL);
}

static int find(const struct tf_members *members, const char *name)
{
    for (size_t i = 0; name != NULL && i < members->count; i++) {
        if (strcmp(members->names[i], name) == 0) {
            return (int)i;
        }
    }
    return TF_ALL;
}

/* A metric of a scope; NaN where the scenario has no such scope. */
static double value_of(const struct tf_projection *run, struct scope scope,
                       enum tf_metric_id metric, size_t t)
{
    const struct tf_dimensions *dimensions = &run->scenario.dimensions;
    int region = find(&dimensions->regions, scope.region);
    int group = find(&dimensions->groups, scope.group);
    if ((scope.region != NULL && region == TF_ALL) || (scope.group != NULL && group == TF_ALL)) {
        return TF_ABSENT;
    }
    return tf_outcome_value(run->outcome, metric, region, group, TF_ALL, t);
}

static char *scope_label(const struct summary_page *page, const struct tf_projection *run,
                         struct scope scope)
{
    if (scope.region == NULL) {
        return say(page, TF_PHRASE_SUMMARY_NATION, NULL, NULL);
    }
    const char *name = tf_member_label(
        &run->scenario, scope.group != NULL ? scope.group : scope.region, summary_code(page));
    return tf_arena_printf(page->arena, "%s%s", scope.group != NULL ? "  " : "", name);
}

/* The year that reaches the target: in brackets when it lies beyond the horizon. */
static char *reach_text(const struct summary_page *page, const struct tf_projection *run,
                        struct scope scope)
{
    int region = find(&run->scenario.dimensions.regions, scope.region);
    int group = find(&run->scenario.dimensions.groups, scope.group);
    double reach = tf_projection_reach(run, region, group);
    if (isnan(reach) || reach > 9999) {
        return say(page, TF_PHRASE_SUMMARY_NEVER, NULL, NULL);
    }
    char *year = tf_words_whole(page->arena, tf_words_year_reached(reach));
    bool within = !isnan(value_of(run, scope, TF_METRIC_DOUBLING_YEAR, 0));
    return within ? year : say(page, TF_PHRASE_SUMMARY_LATER, year, NULL);
}

/* --- one scenario: several figures of each group -------------------------------------------------
 */

static void add_figures(const struct summary_page *page, struct scope scope, struct tf_table *table)
{
    const struct tf_projection *run = page->runs[0];
    size_t last = (size_t)run->scenario.horizon;
    struct tf_arena *arena = page->arena;
    const struct {
        enum tf_metric_id metric;
        size_t t;
    } figures[] = {{TF_METRIC_INCOME, 0},
                   {TF_METRIC_INCOME, last},
                   {TF_METRIC_MULTIPLE, 0},
                   {TF_METRIC_MEAN_GROWTH, 0}};
    tf_table_cell(table, scope_label(page, run, scope));
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        double value = value_of(run, scope, figures[i].metric, figures[i].t);
        tf_table_cell(table, figures[i].metric == TF_METRIC_MULTIPLE
                                 ? summary_multiple(page, run, value)
                                 : tf_metric_text(figures[i].metric, value, arena));
    }
    tf_table_cell(table, reach_text(page, run, scope));
    tf_table_cell(table, tf_metric_text(TF_METRIC_SAVING_RATE,
                                        value_of(run, scope, TF_METRIC_SAVING_RATE, last), arena));
}

/* --- several scenarios: the multiple in each -----------------------------------------------------
 */

static void add_multiples(const struct summary_page *page, struct scope scope,
                          struct tf_table *table)
{
    const struct tf_projection *labelled = page->runs[0];
    for (size_t i = page->count; i > 0; i--) {
        if (!isnan(value_of(page->runs[i - 1], scope, TF_METRIC_MULTIPLE, 0))) {
            labelled = page->runs[i - 1];
        }
    }
    tf_table_cell(table, scope_label(page, labelled, scope));
    for (size_t i = 0; i < page->count; i++) {
        double value = value_of(page->runs[i], scope, TF_METRIC_MULTIPLE, 0);
        tf_table_cell(table, summary_multiple(page, page->runs[i], value));
    }
}

/* --- rows ----------------------------------------------------------------------------------------
 */

static void add_scope(const struct summary_page *page, struct scope scope, struct tf_table *table)
{
    if (page->count == 1) {
        add_figures(page, scope, table);
    } else {
        add_multiples(page, scope, table);
    }
}

/* True when an earlier run has the member too, so that it has its row already. */
static bool seen_before(const struct summary_page *page, size_t run, const char *region)
{
    for (size_t i = 0; i < run; i++) {
        if (find(&page->runs[i]->scenario.dimensions.regions, region) != TF_ALL) {
            return true;
        }
    }
    return false;
}

static void add_region(const struct summary_page *page, const struct tf_projection *run,
                       const char *region, bool with_groups, struct tf_table *table)
{
    const struct tf_members *groups = &run->scenario.dimensions.groups;
    if (run->scenario.dimensions.regions.count > 1) {
        add_scope(page, (struct scope){region, NULL}, table);
    }
    for (size_t i = 0; with_groups && groups->count > 1 && i < groups->count; i++) {
        add_scope(page, (struct scope){region, groups->names[i]}, table);
    }
}

static size_t most_cells(const struct summary_page *page)
{
    size_t most = 0;
    for (size_t i = 0; i < page->count; i++) {
        most = page->runs[i]->plan.cell_count > most ? page->runs[i]->plan.cell_count : most;
    }
    return most;
}

static void add_rows(const struct summary_page *page, bool with_groups, struct tf_table *table)
{
    add_scope(page, (struct scope){NULL, NULL}, table);
    for (size_t i = 0; i < page->count; i++) {
        const struct tf_members *regions = &page->runs[i]->scenario.dimensions.regions;
        for (size_t r = 0; r < regions->count; r++) {
            if (!seen_before(page, i, regions->names[r])) {
                add_region(page, page->runs[i], regions->names[r], with_groups, table);
            }
        }
    }
}

/* --- tables --------------------------------------------------------------------------------------
 */

static const char *text_or_empty(const char *text)
{
    return text != NULL ? text : "";
}

static size_t figure_columns(const struct summary_page *page, struct tf_column *columns)
{
    const struct tf_projection *run = page->runs[0];
    char *target = tf_words_plain(page->arena, tf_plan_value(&run->plan, TF_TARGET_MULTIPLE, 0, 0));
    const char *titles[] = {
        "",
        tf_words_whole(page->arena, run->scenario.base_year),
        tf_words_whole(page->arena, summary_last_year(run)),
        say(page, TF_PHRASE_SUMMARY_COLUMN_MULTIPLE, NULL, NULL),
        say(page, TF_PHRASE_SUMMARY_COLUMN_GROWTH, NULL, NULL),
        say(page, TF_PHRASE_SUMMARY_COLUMN_YEAR, text_or_empty(target), NULL),
        say(page, TF_PHRASE_SUMMARY_COLUMN_SAVING, NULL, NULL),
    };
    size_t count = sizeof titles / sizeof *titles;
    for (size_t i = 0; i < count; i++) {
        columns[i] =
            (struct tf_column){text_or_empty(titles[i]), i == 0 ? TF_ALIGN_LEFT : TF_ALIGN_RIGHT};
    }
    return count;
}

static size_t scenario_columns(const struct summary_page *page, struct tf_column *columns)
{
    columns[0] = (struct tf_column){"", TF_ALIGN_LEFT};
    for (size_t i = 0; i < page->count; i++) {
        columns[i + 1] = (struct tf_column){page->names[i], TF_ALIGN_RIGHT};
    }
    return page->count + 1;
}

static char *heading(const struct summary_page *page)
{
    char *base = tf_words_whole(page->arena, page->base_year);
    char *last = tf_words_whole(page->arena, page->last_year);
    if (page->count == 1) {
        return say(page, TF_PHRASE_SUMMARY_GROUPS, NULL, NULL);
    }
    return say(page,
               page->one_horizon ? TF_PHRASE_SUMMARY_GROUPS_COMPARED
                                 : TF_PHRASE_SUMMARY_GROUPS_HORIZONS,
               base, last);
}

void summary_groups(struct summary_page *page)
{
    bool with_groups = most_cells(page) <= CELLS_SHOWN_MOST;
    size_t room = page->count + 8;
    struct tf_column *columns = tf_arena_alloc(page->arena, room, sizeof *columns);
    struct tf_table table;
    if (columns == NULL) {
        page->out->failed = true;
        return;
    }
    if (most_cells(page) < 2 && page->count == 1) {
        return;
    }
    size_t count =
        page->count == 1 ? figure_columns(page, columns) : scenario_columns(page, columns);
    tf_table_init(&table, page->arena, columns, count);
    add_rows(page, with_groups, &table);
    summary_title(page, heading(page));
    summary_table(page, &table);
    if (!with_groups) {
        char *cells = tf_words_whole(page->arena, (long)most_cells(page));
        char *more = say(page, TF_PHRASE_SUMMARY_MANY_GROUPS, cells, NULL);
        summary_paragraph(page, more);
    }
}
