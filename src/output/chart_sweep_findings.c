/* chart_sweep_findings: titles of the charts of sweeps: what combinations of assumptions reach.
 * Chosen by the numbers alone; where no case holds the title is neutral. */
#include <math.h>

#include "base/num.h"
#include "base/text.h"
#include "output/chart_experiment_kinds.h"
#include "output/chart_plot.h"

/* --- heatmap ---------------------------------------------------------------------------------- */

static size_t reaching(const struct tf_chart_heatmap *map, size_t p)
{
    size_t count = 0;
    for (size_t i = 0; i < map->x_count * map->y_count; i++) {
        count += map->panels[p].z[i] >= map->level;
    }
    return count;
}

/* Does any cell of a column (of_x) or of a row reach the level? */
static bool line_reaches(const struct tf_chart_heatmap *map, bool of_x, size_t i)
{
    size_t others = of_x ? map->y_count : map->x_count;
    for (size_t k = 0; k < others; k++) {
        size_t at = of_x ? k * map->x_count + i : i * map->x_count + k;
        if (map->panels[0].z[at] >= map->level) {
            return true;
        }
    }
    return false;
}

/* Lines of cells from first to last, both included, of one assumption. */
struct lines {
    size_t first, last;
};

/* What an assumption must be for any cell to reach the level: at or above a value of the grid, or
 * at or below one. NULL where nothing is required, or it is no such range; `lines` receives the
 * range, of all lines then. */
static const char *condition(struct figure *figure, const struct tf_chart_heatmap *map, bool of_x,
                             struct lines *lines)
{
    const struct tf_magnitude *quantity = of_x ? &map->x : &map->y;
    const double *values = of_x ? map->x_values : map->y_values;
    size_t count = of_x ? map->x_count : map->y_count, first = count, last = 0, reached = 0;
    for (size_t i = 0; i < count; i++) {
        if (line_reaches(map, of_x, i)) {
            first = first < i ? first : i;
            last = i;
            reached++;
        }
    }
    bool is_range = reached > 0 && reached < count && reached == last - first + 1;
    *lines = (struct lines){0, count - 1};
    if (!is_range || (first > 0 && last + 1 < count)) {
        return NULL;
    }
    *lines = (struct lines){first, last};
    double value = values[first > 0 ? first : last];
    return FIGURE_FILL(figure, first > 0 ? TF_PHRASE_AT_LEAST : TF_PHRASE_AT_MOST,
                       figure_clean(figure, quantity->name, 60),
                       plot_value(figure, quantity->scale, value,
                                  tf_magnitude_decimals(quantity->scale, values, count)));
}

/* "Income doubles only with X at a or more and Y at b or more"; where not every combination of
 * these reaches the level: "…, in 3 of those 4 combinations". NULL: no such finding. */
static const char *only_with(struct figure *figure, const struct tf_chart_heatmap *map,
                             const char *event)
{
    const char *conditions[2];
    struct lines columns, rows;
    size_t count = 0;
    for (int of_x = 1; of_x >= 0; of_x--) {
        const char *one = condition(figure, map, of_x, of_x ? &columns : &rows);
        if (one != NULL) {
            conditions[count++] = one;
        }
    }
    if (count == 0) {
        return NULL;
    }
    const char *all = plot_list(figure, conditions, count);
    size_t within = (columns.last - columns.first + 1) * (rows.last - rows.first + 1);
    size_t reached = reaching(map, 0);
    return reached == within ? FIGURE_FILL(figure, TF_PHRASE_HEATMAP_ONLY, event, all)
                             : FIGURE_FILL(figure, TF_PHRASE_HEATMAP_ONLY_PARTLY, event, all,
                                           figure_whole(figure, (long)reached),
                                           figure_whole(figure, (long)within));
}

static const char *part(struct figure *figure, const struct tf_chart_heatmap *map, size_t p)
{
    return FIGURE_FILL(figure, TF_PHRASE_HEATMAP_PART,
                       figure_clean(figure, map->panels[p].title, 40),
                       figure_whole(figure, (long)reaching(map, p)),
                       figure_whole(figure, (long)(map->x_count * map->y_count)));
}

static const char *range(struct figure *figure, const struct tf_chart_heatmap *map)
{
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t p = 0; p < map->panel_count; p++) {
        for (size_t i = 0; i < map->x_count * map->y_count; i++) {
            if (isfinite(map->panels[p].z[i])) {
                low = fmin(low, map->panels[p].z[i]);
                high = fmax(high, map->panels[p].z[i]);
            }
        }
    }
    double ends[] = {low, high};
    int usual = tf_magnitude_result_decimals(map->z.scale, high);
    int telling = tf_magnitude_decimals(map->z.scale, ends, 2);
    int decimals = telling < usual ? telling : usual;
    return FIGURE_FILL(figure, TF_PHRASE_HEATMAP_RANGE, figure_clean(figure, map->z.name, 80),
                       plot_value(figure, map->z.scale, low, decimals),
                       plot_value(figure, map->z.scale, high, decimals));
}

static const char *heatmap_sentence(struct figure *figure, const struct tf_chart_heatmap *map)
{
    size_t total = 0, reached = 0, cells = map->x_count * map->y_count;
    if (!isfinite(map->level)) {
        return range(figure, map);
    }
    for (size_t p = 0; p < map->panel_count; p++) {
        reached += reaching(map, p);
        total += cells;
    }
    const char *event = plot_event(figure, &map->z, map->level);
    if (reached == 0 || reached == total) {
        return FIGURE_FILL(figure, reached == 0 ? TF_PHRASE_HEATMAP_NONE : TF_PHRASE_HEATMAP_ALL,
                           event);
    }
    const char *only = map->panel_count == 1 ? only_with(figure, map, event) : NULL;
    if (only != NULL) {
        return only;
    }
    if (map->panel_count == 2) {
        const char *parts[] = {part(figure, map, 0), part(figure, map, 1)};
        return FIGURE_FILL(figure, TF_PHRASE_HEATMAP_SOME_UNDER, event,
                           plot_list(figure, parts, 2));
    }
    return FIGURE_FILL(figure, TF_PHRASE_HEATMAP_SOME, event, figure_whole(figure, (long)reached),
                       figure_whole(figure, (long)total));
}

const char *chart_heatmap_finding(struct figure *figure, const struct tf_chart_heatmap *map)
{
    return plot_headline(figure, heatmap_sentence(figure, map));
}

const char *chart_heatmap_subtitle(struct figure *figure, const struct tf_chart_heatmap *map)
{
    const struct tf_page *page = figure->page;
    const char *result = figure_clean(figure, map->z.name, 100);
    const char *full =
        FIGURE_FILL(figure, TF_PHRASE_HEATMAP_SUBTITLE, result,
                    figure_clean(figure, map->x.name, 80), figure_clean(figure, map->y.name, 80));
    bool fits = figure_width(figure, full, page->subtitle, false) <= page->width - 2 * page->margin;
    return plot_headline(figure, fits ? full : result); /* the axes name what varies anyhow */
}

/* --- frontier ----------------------------------------------------------------------------------
 */

/* A line hardly depends on x when its ends differ by less than this share of their size. */
#define FLAT 0.05

static const char *frontier_value(struct figure *figure, const struct tf_magnitude *quantity,
                                  double value, double range)
{
    int decimals = tf_magnitude_telling(quantity->scale, range / 50);
    int exact = tf_magnitude_decimals(quantity->scale, &value, 1);
    return plot_value(figure, quantity->scale, value, exact < decimals ? exact : decimals);
}

/* What the goal takes, from one end of the line to the other. */
static const char *what_it_takes(struct figure *figure, const struct tf_chart_frontier *frontier)
{
    const struct tf_chart_frontier_line *line = &frontier->lines[0];
    const struct tf_chart_frontier_point *first = NULL, *last = NULL;
    for (size_t i = 0; i < line->count; i++) {
        if (isfinite(line->points[i].y)) {
            first = first == NULL ? &line->points[i] : first;
            last = &line->points[i];
        }
    }
    const char *x = figure_clean(figure, frontier->x.name, 60);
    const char *y = figure_clean(figure, frontier->y.name, 60);
    if (first == NULL || !(last->x > first->x)) {
        return FIGURE_FILL(figure, TF_PHRASE_FRONTIER_LINES, y, x);
    }
    double rise = last->y - first->y;
    if (fabs(rise) < FLAT * fmax(fabs(first->y), fabs(last->y))) {
        return FIGURE_FILL(figure, TF_PHRASE_FRONTIER_FLAT, y, x);
    }
    return FIGURE_FILL(figure, rise < 0 ? TF_PHRASE_FRONTIER_FALLS : TF_PHRASE_FRONTIER_RISES, y,
                       frontier_value(figure, &frontier->y, first->y, rise < 0 ? -rise : rise),
                       frontier_value(figure, &frontier->y, last->y, rise < 0 ? -rise : rise), x,
                       frontier_value(figure, &frontier->x, first->x, last->x - first->x),
                       frontier_value(figure, &frontier->x, last->x, last->x - first->x));
}

/* From where on, or up to where, the result reaches the target. */
static const char *where_it_reaches(struct figure *figure, const struct tf_chart_frontier *frontier)
{
    const struct tf_chart_frontier_line *line = &frontier->lines[0];
    const char *event = plot_event(figure, &frontier->y, frontier->level);
    const char *x = figure_clean(figure, frontier->x.name, 60);
    size_t reached = 0, changes = 0;
    for (size_t i = 0; i < line->count; i++) {
        bool now = line->points[i].y >= frontier->level;
        reached += now;
        changes += i > 0 && now != (line->points[i - 1].y >= frontier->level);
    }
    if (reached == 0 || reached == line->count) {
        return FIGURE_FILL(
            figure, reached == 0 ? TF_PHRASE_FRONTIER_NEVER : TF_PHRASE_FRONTIER_ALWAYS, event, x);
    }
    double crossing = chart_frontier_crossing(line, frontier->level);
    if (changes > 1 || !isfinite(crossing)) {
        return FIGURE_FILL(figure, TF_PHRASE_FRONTIER_LINES,
                           figure_clean(figure, frontier->y.name, 60), x);
    }
    bool rises = line->points[0].y < frontier->level;
    double range = line->points[line->count - 1].x - line->points[0].x;
    const char *condition = FIGURE_FILL(figure, rises ? TF_PHRASE_AT_LEAST : TF_PHRASE_AT_MOST, x,
                                        frontier_value(figure, &frontier->x, crossing, range));
    return FIGURE_FILL(figure, TF_PHRASE_FRONTIER_TAKES, event, condition);
}

/* Of several lines that all cross the target the same way: the first and the last to do so, as seen
 * from the side that misses it. NULL: they do not. */
static const char *where_they_reach(struct figure *figure, const struct tf_chart_frontier *frontier)
{
    double low = HUGE_VAL, high = -HUGE_VAL;
    size_t lowest = 0, highest = 0;
    bool rises = frontier->lines[0].points[0].y < frontier->level;
    for (size_t k = 0; k < frontier->line_count; k++) {
        const struct tf_chart_frontier_line *line = &frontier->lines[k];
        double crossing = chart_frontier_crossing(line, frontier->level);
        if (!isfinite(crossing) || (line->points[0].y < frontier->level) != rises) {
            return NULL;
        }
        lowest = crossing < low ? k : lowest;
        low = fmin(low, crossing);
        highest = crossing > high ? k : highest;
        high = fmax(high, crossing);
    }
    size_t first = rises ? lowest : highest, last = rises ? highest : lowest;
    const struct tf_chart_frontier_line *line = &frontier->lines[0];
    double range = line->points[line->count - 1].x - line->points[0].x;
    return FIGURE_FILL(figure, rises ? TF_PHRASE_FRONTIER_FROM : TF_PHRASE_FRONTIER_UP_TO,
                       plot_event(figure, &frontier->y, frontier->level),
                       figure_clean(figure, frontier->x.name, 60),
                       frontier_value(figure, &frontier->x, rises ? low : high, range),
                       figure_clean(figure, frontier->lines[first].name, 30),
                       frontier_value(figure, &frontier->x, rises ? high : low, range),
                       figure_clean(figure, frontier->lines[last].name, 30));
}

const char *chart_frontier_finding(struct figure *figure, const struct tf_chart_frontier *frontier)
{
    bool several = frontier->line_count > 1 && frontier->goal == NULL;
    const char *sentence =
        several && isfinite(frontier->level) ? where_they_reach(figure, frontier) : NULL;
    if (sentence != NULL) {
        return plot_headline(figure, sentence);
    }
    if (frontier->line_count == 1 && frontier->goal != NULL) {
        sentence = what_it_takes(figure, frontier);
    } else if (frontier->line_count == 1 && isfinite(frontier->level)) {
        sentence = where_it_reaches(figure, frontier);
    } else if (frontier->goal != NULL) {
        sentence = FIGURE_FILL(
            figure, TF_PHRASE_FRONTIER_SUBTITLE_GOAL, figure_clean(figure, frontier->y.name, 60),
            figure_clean(figure, frontier->goal, 160), figure_clean(figure, frontier->x.name, 60));
    } else {
        sentence = FIGURE_FILL(figure, TF_PHRASE_FRONTIER_LINES,
                               figure_clean(figure, frontier->y.name, 60),
                               figure_clean(figure, frontier->x.name, 60));
    }
    return plot_headline(figure, sentence);
}

const char *chart_frontier_subtitle(struct figure *figure, const struct tf_chart_frontier *frontier)
{
    if (frontier->goal != NULL) { /* the title of several lines says it */
        return frontier->line_count > 1 ? ""
                                        : FIGURE_FILL(figure, TF_PHRASE_FRONTIER_GOAL,
                                                      figure_clean(figure, frontier->goal, 300));
    }
    return plot_headline(figure, FIGURE_FILL(figure, TF_PHRASE_FRONTIER_SUBTITLE,
                                             figure_clean(figure, frontier->y.name, 80),
                                             figure_clean(figure, frontier->x.name, 80)));
}
