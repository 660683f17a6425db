/* chart_groups: income of each group now and at the horizon, a dumbbell each on a log scale that
 * all panels share. Panels stand in a grid: regions side by side, scenarios below each other. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "output/chart_kinds.h"
#include "output/chart_money.h"

#define NAME_CHARACTERS 80
#define LONGEST_NAME 0.2 /* of the page's width */
#define PANEL_WIDTH 400  /* what names, marks and multiples need, du */
#define GAP 46           /* between columns of panels, du */
#define DOT_ROOM 17      /* from a dot's centre to the number beside it, du */
#define MARK_ROOM 12     /* from the target's mark to a number, du */
#define LEAST_SIZE 9     /* of texts, du */
#define LEAST_PITCH 1.05 /* from row to row, in sizes of their texts */
#define LEAST_PLOT 70    /* of the dumbbells' width where panels move closer together, du */
#define COLUMNS_MOST 3

static bool check(const struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_chart_groups *groups = chart->groups;
    size_t drawn = 0;
    if (groups->panel_count < 1 || groups->panel_count > TF_CHART_PANELS_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "a groups chart shows 1 to %d panels (regions by scenarios), not %zu",
                       TF_CHART_PANELS_MOST, groups->panel_count);
    }
    for (size_t p = 0; p < groups->panel_count; p++) {
        const struct tf_chart_panel *panel = &groups->panels[p];
        if (panel->group_count < 1 || panel->group_count > TF_CHART_GROUPS_MOST) {
            return tf_fail(diag, TF_BAD_INPUT, NULL,
                           "a groups chart shows 1 to %d groups a region, not %zu in '%s'",
                           TF_CHART_GROUPS_MOST, panel->group_count, panel->title);
        }
        for (size_t i = 0; i < panel->group_count; i++) {
            drawn += chart_group_drawn(&panel->groups[i]);
        }
    }
    if (drawn == 0) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "no group has an income above 0 that a groups chart could show");
    }
    return true;
}

struct groups_layout {
    struct figure *figure;
    const struct tf_chart_groups *data;
    size_t columns, rows, most_groups;
    bool own_names;     /* panels differ in their groups: each names its own */
    bool values;        /* incomes are printed: there is room for them */
    struct money money; /* how incomes are printed */
    double low, high;   /* incomes at the ends of the log axis */
    struct tf_ticks ticks;
    double names_width, multiple_width, plot_width, cell_width; /* du */
    double head, cell_height, pitch, size, value_size, dot;
};

/* --- places ----------------------------------------------------------------------------------- */

static double plot_left(const struct groups_layout *layout, size_t p)
{
    size_t column = p % layout->columns;
    double left = layout->figure->left + (double)column * (layout->cell_width + GAP);
    return left + (layout->own_names && column > 0 ? layout->names_width : 0);
}

static double cell_top(const struct groups_layout *layout, size_t p)
{
    size_t row = p / layout->columns;
    return layout->figure->plot_top + (double)row * layout->cell_height;
}

static double row_y(const struct groups_layout *layout, size_t p, size_t group)
{
    return cell_top(layout, p) + layout->head + layout->pitch * ((double)group + 0.5);
}

static double income_x(const struct groups_layout *layout, size_t p, double income)
{
    double share = log(income / layout->low) / log(layout->high / layout->low);
    return plot_left(layout, p) + layout->plot_width * share;
}

/* Panels of a column stand one below the other; the lowest carries the axis. */
static bool is_lowest(const struct groups_layout *layout, size_t p)
{
    return p + layout->columns >= layout->data->panel_count;
}

/* --- sizes ------------------------------------------------------------------------------------ */

static void set_columns(struct groups_layout *layout, size_t columns)
{
    layout->columns = columns;
    layout->rows = (layout->data->panel_count + columns - 1) / columns;
}

static void choose_grid(struct groups_layout *layout)
{
    static const size_t usual[] = {1, 1, 2, 3, 2, 3, 3};
    size_t count = layout->data->panel_count;
    bool narrow = layout->figure->page->width < layout->figure->page->height * 1.2;
    size_t columns = layout->data->columns ? layout->data->columns : usual[count < 6 ? count : 6];
    if (columns > COLUMNS_MOST) {
        columns = COLUMNS_MOST;
    }
    if (narrow && columns > 2) {
        columns = 2;
    }
    if (layout->figure->page->width < PANEL_WIDTH * 1.5) { /* a telephone */
        columns = 1;
    }
    set_columns(layout, columns > count ? count : columns);
    layout->most_groups = 1;
    for (size_t p = 0; p < count; p++) {
        if (layout->data->panels[p].group_count > layout->most_groups) {
            layout->most_groups = layout->data->panels[p].group_count;
        }
    }
}

static bool same_groups(const struct tf_chart_panel *a, const struct tf_chart_panel *b)
{
    if (a->group_count != b->group_count) {
        return false;
    }
    for (size_t i = 0; i < a->group_count; i++) {
        if (strcmp(a->groups[i].name, b->groups[i].name) != 0) {
            return false;
        }
    }
    return true;
}

static const char *group_name(struct groups_layout *layout, size_t p, size_t i)
{
    struct figure *f = layout->figure;
    const char *name = figure_clean(f, layout->data->panels[p].groups[i].name, NAME_CHARACTERS);
    return figure_fit(f, name, layout->size, false,
                      f->page->width * LONGEST_NAME / (layout->own_names ? 2 : 1));
}

/* Row height decides the text size; texts are never smaller than LEAST_SIZE. */
static void choose_heights(struct groups_layout *layout)
{
    struct figure *f = layout->figure;
    double label = f->page->label;
    f->plot_top = f->top + f->page->body * 1.2;
    f->plot_bottom = f->floor - f->page->body * 1.6;
    layout->head = label * (layout->rows > 1 ? 1.9 : 2.2);
    layout->cell_height = (f->plot_bottom - f->plot_top) / (double)layout->rows;
    double gap = layout->rows > 1 ? label * 0.8 : 0;
    double groups = (double)layout->most_groups;
    layout->pitch = (layout->cell_height - layout->head - gap) / groups;
    /* where rows are close the key still needs a line of its own between heading and first row */
    layout->head = fmax(layout->head, label * 2.35 - layout->pitch / 2);
    layout->pitch = (layout->cell_height - layout->head - gap) / groups;
    layout->size = fmax(LEAST_SIZE, fmin(label, layout->pitch / 1.12));
    layout->value_size = layout->size * 0.83;
    layout->dot = fmax(0.3, fmin(1, layout->pitch / 40));
}

static double longest_name(struct groups_layout *layout)
{
    double widest = 0;
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        for (size_t i = 0; i < layout->data->panels[p].group_count; i++) {
            widest = fmax(widest, figure_width(layout->figure, group_name(layout, p, i),
                                               layout->size, false));
        }
    }
    return widest;
}

static double row_multiple(const struct tf_chart_group *group)
{
    return group->horizon / group->base;
}

static const char *multiple_text(struct groups_layout *layout, const struct tf_chart_group *group)
{
    bool reached = chart_group_reaches(group, layout->data->target);
    return figure_multiple(layout->figure, row_multiple(group),
                           reached ? TF_ABSENT : layout->data->target);
}

static double longest_multiple(struct groups_layout *layout)
{
    struct figure *f = layout->figure;
    const char *head = tf_phrase_text(TF_PHRASE_GROUPS_MULTIPLE, f->options->language);
    double widest = figure_width(f, head, f->page->label * 0.87, false);
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        for (size_t i = 0; i < layout->data->panels[p].group_count; i++) {
            const struct tf_chart_group *group = &layout->data->panels[p].groups[i];
            if (chart_group_drawn(group)) {
                widest =
                    fmax(widest, figure_width(f, multiple_text(layout, group), layout->size, true));
            }
        }
    }
    return widest;
}

static void choose_widths(struct groups_layout *layout)
{
    struct figure *f = layout->figure;
    for (size_t p = 1; p < layout->data->panel_count; p++) {
        layout->own_names |= !same_groups(&layout->data->panels[0], &layout->data->panels[p]);
    }
    layout->names_width = longest_name(layout) + 18;
    layout->multiple_width = longest_multiple(layout) + 6;
    f->left = f->page->margin + layout->names_width;
    f->right = f->page->width - f->page->margin;
    double columns = (double)layout->columns;
    layout->cell_width = (f->right - f->left - (columns - 1) * GAP) / columns;
    layout->plot_width = layout->cell_width - layout->multiple_width -
                         (layout->own_names && layout->columns > 1 ? layout->names_width : 0);
}

/* The usual grid, or the first with more panels side by side whose rows do not touch. False where
 * there is none. */
static bool choose_sizes(struct groups_layout *layout)
{
    choose_grid(layout);
    size_t usual = layout->columns, count = layout->data->panel_count;
    for (size_t columns = usual; columns <= COLUMNS_MOST && columns <= count; columns++) {
        set_columns(layout, columns);
        choose_heights(layout);
        choose_widths(layout);
        if (layout->pitch >= layout->size * LEAST_PITCH &&
            (columns == usual || layout->plot_width >= LEAST_PLOT)) {
            return true;
        }
    }
    return false;
}

/* --- the scale -------------------------------------------------------------------------------- */

struct extent {
    double low, high;     /* incomes, the target's mark included */
    double before, after; /* room for the widest number beside a dot, du */
};

static void extend(struct groups_layout *layout, const struct tf_chart_group *group,
                   struct extent *extent)
{
    struct figure *f = layout->figure;
    double target = group->base * layout->data->target;
    double base =
        figure_width(f, money_text(f, &layout->money, group->base), layout->value_size, false);
    double horizon =
        figure_width(f, money_text(f, &layout->money, group->horizon), layout->value_size, false);
    extent->low = fmin(extent->low, fmin(target, fmin(group->base, group->horizon)));
    extent->high = fmax(extent->high, fmax(target, fmax(group->base, group->horizon)));
    extent->before = fmax(extent->before, fmax(base, horizon));
    extent->after = extent->before;
}

static struct extent measure(struct groups_layout *layout)
{
    struct extent extent = {HUGE_VAL, 0, 0, 0};
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        for (size_t i = 0; i < layout->data->panels[p].group_count; i++) {
            if (chart_group_drawn(&layout->data->panels[p].groups[i])) {
                extend(layout, &layout->data->panels[p].groups[i], &extent);
            }
        }
    }
    return extent;
}

/* The axis is wider than the incomes by the numbers that stand beside the outermost dots. */
static void choose_scale(struct groups_layout *layout)
{
    struct extent extent = measure(layout);
    double room = extent.before + extent.after + 2 * DOT_ROOM + 16;
    layout->values = room < layout->plot_width * 0.8;
    if (!layout->values) {
        extent.before = 0;
        room = 2 * DOT_ROOM + 16;
    }
    double decades = fmax(log(extent.high / extent.low), log(1.5));
    double scale = fmax(layout->plot_width - room, layout->plot_width * 0.2) / decades;
    layout->low = extent.low * exp(-(extent.before + DOT_ROOM) / scale);
    layout->high = layout->low * exp(layout->plot_width / scale);
    double widest = 0;
    for (size_t most = 8; most >= 2; most--) {
        tf_layout_log_ticks(layout->low, layout->high, most, &layout->ticks);
        widest = 0;
        for (size_t i = 0; i < layout->ticks.count; i++) {
            widest = fmax(widest, figure_width(layout->figure,
                                               money_tick(layout->figure, &layout->money,
                                                          layout->ticks.value[i]),
                                               layout->figure->page->body, false));
        }
        double least = HUGE_VAL;
        for (size_t i = 1; i < layout->ticks.count; i++) {
            least = fmin(least, income_x(layout, 0, layout->ticks.value[i]) -
                                    income_x(layout, 0, layout->ticks.value[i - 1]));
        }
        if (least >= widest + 14) {
            break;
        }
    }
}

/* --- texts ------------------------------------------------------------------------------------ */

static int panel_ink(const struct groups_layout *layout, size_t p)
{
    return INK_PANEL + (int)(layout->data->panels[p].colour % FIGURE_INKS);
}

static void set_panel_head(struct groups_layout *layout, size_t p)
{
    struct figure *f = layout->figure;
    const struct tf_chart_panel *panel = &layout->data->panels[p];
    double size = f->page->label, y = cell_top(layout, p) + size * 0.4;
    double left = plot_left(layout, p), right = left + layout->plot_width + layout->multiple_width;
    const char *head = tf_phrase_text(TF_PHRASE_GROUPS_MULTIPLE, f->options->language);
    double room = right - left - figure_width(f, head, size * 0.87, false) - size;
    const char *title = figure_fit(f, figure_clean(f, panel->title, NAME_CHARACTERS), size * 1.1,
                                   true, panel->context ? room * 0.5 : room);
    figure_text(f, title, left, y, size * 1.1, ALIGN_START, true, panel_ink(layout, p));
    if (panel->context) {
        double used = figure_width(f, title, size * 1.1, true) + size * 0.6;
        const char *context = figure_fit(f, figure_clean(f, panel->context, NAME_CHARACTERS), size,
                                         false, room - used);
        figure_text(f, context, left + used, y, size, ALIGN_START, false, INK_MUTED);
    }
    figure_text(f, head, right, y, size * 0.87, ALIGN_END, false, INK_MUTED);
}

/* Where a number beside a dot starts, away from it in the direction of `sign`: beyond the target's
 * mark where that stands too close for the number to fit before it. */
static double beside(const struct groups_layout *layout, double dot, double mark, double width,
                     double sign)
{
    double room = DOT_ROOM * (0.4 + 0.6 * layout->dot);
    double to_mark = (mark - dot) * sign;
    if (to_mark < -room || to_mark > room + width + MARK_ROOM) {
        return dot + sign * room;
    }
    return dot + sign * fmax(room, to_mark + MARK_ROOM);
}

/* The number left of the dumbbell belongs to the lower income, the one right of it to the higher.
 */
static void set_values(struct groups_layout *layout, size_t p, size_t i)
{
    struct figure *f = layout->figure;
    const struct tf_chart_group *group = &layout->data->panels[p].groups[i];
    bool falls = group->horizon < group->base;
    const char *low = money_text(f, &layout->money, fmin(group->base, group->horizon));
    const char *high = money_text(f, &layout->money, fmax(group->base, group->horizon));
    double size = layout->value_size, y = row_y(layout, p, i);
    double mark = income_x(layout, p, group->base * layout->data->target);
    double left = beside(layout, income_x(layout, p, fmin(group->base, group->horizon)), mark,
                         figure_width(f, low, size, false), -1);
    double right = beside(layout, income_x(layout, p, fmax(group->base, group->horizon)), mark,
                          figure_width(f, high, size, false), 1);
    figure_text(f, low, left, y, size, ALIGN_END, false, falls ? panel_ink(layout, p) : INK_MUTED);
    figure_text(f, high, right, y, size, ALIGN_START, false,
                falls ? INK_MUTED : panel_ink(layout, p));
}

static void set_row(struct groups_layout *layout, size_t p, size_t i)
{
    struct figure *f = layout->figure;
    const struct tf_chart_group *group = &layout->data->panels[p].groups[i];
    double y = row_y(layout, p, i), left = plot_left(layout, p);
    double right = left + layout->plot_width + layout->multiple_width;
    if (p % layout->columns == 0 || layout->own_names) {
        figure_text(f, group_name(layout, p, i), left - 18, y, layout->size, ALIGN_END, false,
                    INK_TEXT);
    }
    if (!chart_group_drawn(group)) {
        figure_text(f, "–", right, y, layout->size, ALIGN_END, false, INK_MUTED);
        return;
    }
    bool reached = chart_group_reaches(group, layout->data->target);
    figure_text(f, multiple_text(layout, group), right, y, layout->size, ALIGN_END, reached,
                reached ? panel_ink(layout, p) : INK_MUTED);
    if (layout->values) {
        set_values(layout, p, i);
    }
}

static void set_ticks(struct groups_layout *layout, size_t p)
{
    struct figure *f = layout->figure;
    double y = row_y(layout, p, layout->most_groups) - layout->pitch * 0.5 + f->page->body * 0.85;
    for (size_t i = 0; i < layout->ticks.count; i++) {
        figure_text(f, money_tick(f, &layout->money, layout->ticks.value[i]),
                    income_x(layout, p, layout->ticks.value[i]), y, f->page->body, ALIGN_CENTRE,
                    false, INK_MUTED);
    }
}

/* What dots and mark mean, once, above the first dumbbell. */
static void set_key(struct groups_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_panel *panel = &layout->data->panels[0];
    size_t row = 0;
    while (row + 1 < panel->group_count && !chart_group_drawn(&panel->groups[row])) {
        row++;
    }
    if (!chart_group_drawn(&panel->groups[row])) {
        return;
    }
    const struct tf_chart_group *group = &panel->groups[row];
    const char *base = figure_whole(f, layout->data->base_year);
    const char *texts[] = {
        base, figure_whole(f, layout->data->horizon_year),
        FIGURE_FILL(f, TF_PHRASE_GROUPS_TARGET_KEY,
                    figure_check(f, tf_words_plain(f->arena, layout->data->target)), base)};
    double size = f->page->label * 0.87, width[3];
    double x[] = {income_x(layout, 0, group->base), income_x(layout, 0, group->horizon),
                  income_x(layout, 0, group->base * layout->data->target)};
    for (size_t i = 0; i < 3; i++) {
        width[i] = figure_width(f, texts[i], size, true) + 12;
    }
    double left = plot_left(layout, 0);
    f->failed |= !tf_layout_spread(x, width, 3, left, left + layout->plot_width);
    double y = row_y(layout, 0, 0) - fmax(size * 1.1, fmin(layout->pitch * 0.5, size * 1.4));
    int inks[] = {INK_MUTED, panel_ink(layout, 0), INK_TARGET};
    for (size_t i = 0; i < 3; i++) {
        figure_text(f, texts[i], x[i], y, size, ALIGN_CENTRE, i > 0, inks[i]);
    }
}

/* --- the script ------------------------------------------------------------------------------- */

static void put_dumbbells(struct groups_layout *layout)
{
    struct tf_buffer *script = layout->figure->script;
    tf_gnuplot_block_begin(script, "dumbbells");
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        const struct tf_chart_panel *panel = &layout->data->panels[p];
        for (size_t i = 0; i < panel->group_count; i++) {
            const struct tf_chart_group *group = &panel->groups[i];
            if (!chart_group_drawn(group)) {
                continue;
            }
            double row[] = {
                (double)p + 1,
                (double)i + 1,
                group->base,
                group->horizon,
                figure_hundredth(income_x(layout, p, group->base)),
                figure_hundredth(income_x(layout, p, group->horizon)),
                figure_hundredth(income_x(layout, p, group->base * layout->data->target)),
                figure_hundredth(row_y(layout, p, i)),
                (double)(panel->colour % FIGURE_INKS) + 1};
            tf_gnuplot_block_row(script, row, sizeof row / sizeof *row);
        }
    }
    tf_gnuplot_block_end(script);
}

/* Without any tick the grid still needs a line: one of no height. */
static void put_grid(struct groups_layout *layout)
{
    struct tf_buffer *script = layout->figure->script;
    tf_gnuplot_block_begin(script, "grid");
    for (size_t p = 0; p < layout->data->panel_count; p++) {
        double top = figure_hundredth(cell_top(layout, p) + layout->head - 6);
        double bottom =
            figure_hundredth(row_y(layout, p, layout->most_groups) - layout->pitch * 0.5);
        for (size_t i = 0; i < layout->ticks.count; i++) {
            double x = figure_hundredth(income_x(layout, p, layout->ticks.value[i]));
            tf_gnuplot_block_row(script, (double[]){x, top, bottom}, 3);
        }
        if (layout->ticks.count == 0) {
            tf_gnuplot_block_row(script, (double[]){0, 0, 0}, 3);
        }
    }
    tf_gnuplot_block_end(script);
    tf_gnuplot_real(script, "DOT", figure_hundredth(layout->dot));
}

static void say(struct groups_layout *layout)
{
    struct figure *f = layout->figure;
    const struct tf_chart_groups *groups = layout->data;
    const char *unit = money_unit(f, &layout->money, groups->currency);
    if (*unit) {
        unit = FIGURE_FILL(f, TF_PHRASE_GROUPS_UNIT, unit);
    }
    const char *subtitle =
        FIGURE_FILL(f, TF_PHRASE_GROUPS_SUBTITLE, unit, figure_whole(f, groups->base_year));
    figure_words(f, chart_groups_finding(f, groups), subtitle, groups->note, groups->sources);
    figure_frame(f);
}

static void compose(struct figure *figure, const struct tf_chart *chart)
{
    struct groups_layout layout = {.figure = figure, .data = chart->groups};
    layout.money = money_choose(chart->groups, figure->options->language);
    say(&layout);
    if (!choose_sizes(&layout)) {
        figure_refuse(figure,
                      "a page of %gx%g has no room for %zu panels of %zu groups; draw a "
                      "higher page (--size), or fewer regions or scenarios",
                      figure->page->width, figure->page->height, chart->groups->panel_count,
                      layout.most_groups);
        return;
    }
    choose_scale(&layout);
    for (size_t p = 0; p < chart->groups->panel_count; p++) {
        set_panel_head(&layout, p);
        for (size_t i = 0; i < chart->groups->panels[p].group_count; i++) {
            set_row(&layout, p, i);
        }
        if (is_lowest(&layout, p)) {
            set_ticks(&layout, p);
        }
    }
    set_key(&layout);
    put_dumbbells(&layout);
    put_grid(&layout);
}

static const char *finding(struct figure *figure, const struct tf_chart *chart)
{
    return chart_groups_finding(figure, chart->groups);
}

const struct chart_kind chart_groups_kind = {
    .name = "groups",
    .template_name = "groups.gp",
    .text_template_name = "groups.txt.gp",
    .axes = false,
    .check = check,
    .finding = finding,
    .compose = compose,
    .text_compose = chart_groups_text_compose,
    .text_finish = chart_groups_text_finish,
};
