/* Boxes for people: sentences and tables. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/discovered.h"
#include "output/table.h"

/* Rows of a trajectory that is shown in short, about. */
enum { ROWS_SHORT = 8 };

struct page {
    const struct tf_discovered *item;
    const struct tf_discovered_style *style;
    struct tf_arena *arena;
    struct tf_buffer *out;
};

static const char *word(const struct page *page, enum tf_phrase phrase)
{
    return tf_phrase_text(phrase, page->style->language);
}

static const char *runs_word(const struct page *page)
{
    return word(page, page->item->draws ? TF_PHRASE_DISCOVERED_DRAWS : TF_PHRASE_DISCOVERED_RUNS);
}

/* A text that was made, or "" when memory was exhausted, which the output then says. */
static const char *made(const struct page *page, const char *text)
{
    page->out->failed = page->out->failed || text == NULL;
    return text != NULL ? text : "";
}

static const char *count_text(const struct page *page, size_t count)
{
    char number[2 * TF_NUMBER_TEXT];
    tf_number_rounded((double)count, 0, true, number);
    return made(page, tf_arena_strdup(page->arena, number));
}

/* In per cent; only what is none of them, or all, reads so. */
static const char *share_text(const struct page *page, size_t part, size_t whole)
{
    char number[2 * TF_NUMBER_TEXT];
    double share = whole > 0 ? (double)part / (double)whole : 0;
    if (part > 0 && share < 0.0005) {
        return "<0.1%";
    }
    if (part < whole && share >= 0.9995) {
        return ">99.9%";
    }
    tf_number_rounded(share * 100, 1, true, number);
    return made(page, tf_arena_printf(page->arena, "%s%%", number));
}

/* --- limits -------------------------------------------------------------------------------------
 */

/* A limit as it is printed. */
struct limit {
    const char *text; /* `3.9%`; of a shift `+3.9pp` */
    bool exact;       /* no further out than the limit itself */
};

/* What values are multiplied by to be printed. */
static double printed_unit(const struct tf_discovered_factor *factor)
{
    return factor->scale == TF_SCALE_SHARE || factor->scale == TF_SCALE_POINTS ? 100 : 1;
}

/* So many that the last one is at most a two-hundredth of what the factor ranges over. */
static int decimals_of(const struct tf_discovered_factor *factor)
{
    double range = (factor->high - factor->low) * printed_unit(factor);
    double decimals = range > 0 ? ceil(-log10(range / 200)) : 6;
    return decimals < 0 ? 0 : decimals > 9 ? 9 : (int)decimals;
}

/* The nearest number of so many decimals that is not inside: runs at the limit stay in the box. */
static struct limit limit_of(const struct page *page, const struct tf_discovered_factor *factor,
                             double value, bool upper)
{
    char number[2 * TF_NUMBER_TEXT];
    int decimals = decimals_of(factor);
    double power = pow(10, decimals), whole = power * printed_unit(factor);
    double units = round(value * whole);
    if (upper ? units / whole < value : units / whole > value) {
        units += upper ? 1 : -1;
    }
    tf_number_rounded(units / power, decimals, true, number);
    return (struct limit){.text = made(page, tf_scale_text(page->arena, page->style->language,
                                                           factor->scale, number)),
                          .exact = !(upper ? units / whole > value : units / whole < value)};
}

/* The limit with what it is measured in, in English: `3.9% of GDP`, `1.1% a year`, `3.2 years of
 * GDP`. Points have it from what they are a shift of. Other units, and other languages, leave it
 * with the number. */
static const char *with_unit(const struct page *page, const struct tf_discovered_factor *factor,
                             const char *text)
{
    const char *unit = factor->unit;
    size_t whole = strcspn(unit, ",(");
    int length = (int)(whole > 0 && unit[whole - 1] == ' ' ? whole - 1 : whole);
    if (page->style->language != TF_LANGUAGE_EN) {
        return text;
    }
    bool is_share = factor->scale == TF_SCALE_SHARE;
    if (is_share && tf_text_starts(unit, "share of ")) {
        return made(page, tf_arena_printf(page->arena, "%s %.*s", text, length - 6, unit + 6));
    }
    if (is_share && tf_text_starts(unit, "1/year")) {
        return made(page, tf_arena_printf(page->arena, "%s a year", text));
    }
    return tf_text_starts(unit, "years of ") || tf_text_starts(unit, "million ")
               ? made(page, tf_arena_printf(page->arena, "%s %.*s", text, length, unit))
               : text;
}

static bool is_low(struct tf_prim_range range)
{
    return range.low > -HUGE_VAL;
}

static bool is_high(struct tf_prim_range range)
{
    return range.high < HUGE_VAL;
}

/* `≤ 1.1%`, `0.3 … 0.5` */
static const char *range_text(const struct page *page, const struct tf_discovered_factor *factor,
                              struct tf_prim_range range)
{
    struct limit low = limit_of(page, factor, is_low(range) ? range.low : 0, false);
    struct limit high = limit_of(page, factor, is_high(range) ? range.high : 0, true);
    char *text = !is_low(range)    ? tf_arena_printf(page->arena, "≤ %s", high.text)
                 : !is_high(range) ? tf_arena_printf(page->arena, "≥ %s", low.text)
                                   : tf_arena_printf(page->arena, "%s … %s", low.text, high.text);
    return made(page, text);
}

/* --- sentences ----------------------------------------------------------------------------------
 */

static const char *factor_text(const struct page *page, const struct tf_discovered_factor *factor)
{
    return factor->label == NULL
               ? factor->name
               : made(page, tf_arena_printf(page->arena, "%s (%s)", factor->name, factor->label));
}

/* `tfp_growth+ is under 1.1% a year` */
static const char *bound_text(const struct page *page, const struct tf_prim_bound *bound)
{
    const struct tf_discovered_factor *factor = &page->item->factors[bound->factor];
    struct tf_prim_range range = bound->range;
    struct limit low = limit_of(page, factor, is_low(range) ? range.low : 0, false);
    struct limit high = limit_of(page, factor, is_high(range) ? range.high : 0, true);
    const char *high_text = with_unit(page, factor, high.text);
    const char *low_text = is_high(range) ? low.text : with_unit(page, factor, low.text);
    enum tf_phrase phrase =
        is_low(range) && is_high(range) ? TF_PHRASE_DISCOVERED_BETWEEN
        : is_high(range) ? (high.exact ? TF_PHRASE_DISCOVERED_AT_MOST : TF_PHRASE_DISCOVERED_UNDER)
                         : (low.exact ? TF_PHRASE_DISCOVERED_AT_LEAST : TF_PHRASE_DISCOVERED_OVER);
    return made(
        page, tf_phrase_fill(page->arena, page->style->language, phrase, factor_text(page, factor),
                             is_low(range) ? low_text : high_text, high_text, (char *)NULL));
}

static const char *bounds_text(const struct page *page, const struct tf_prim_box *box)
{
    const char *text = bound_text(page, &box->bounds[0]);
    for (size_t i = 1; i < box->bound_count; i++) {
        const char *joint = i + 1 < box->bound_count && page->style->language == TF_LANGUAGE_EN
                                ? ", "
                                : word(page, TF_PHRASE_DISCOVERED_AND);
        text = made(page, tf_arena_printf(page->arena, "%s%s%s", text, joint,
                                          bound_text(page, &box->bounds[i])));
    }
    return text;
}

static void write_text(const struct page *page, const char *text, bool heading)
{
    if (text == NULL) {
        page->out->failed = true;
    } else if (page->style->markdown) {
        tf_buffer_text(page->out, heading ? "### " : "");
        tf_markdown_text(page->out, text);
        tf_buffer_text(page->out, "\n");
    } else {
        tf_text_wrap(page->out, text, page->style->columns, 0);
    }
}

static void write_heading(const struct page *page)
{
    const struct tf_discovered *item = page->item;
    struct tf_prim_counts all = item->prim->all;
    char *text = tf_phrase_fill(page->arena, page->style->language,
                                item->met ? TF_PHRASE_DISCOVERED_MET : TF_PHRASE_DISCOVERED_MISSED,
                                item->scenario, item->target, share_text(page, all.cases, all.runs),
                                count_text(page, all.runs), runs_word(page), (char *)NULL);
    if (text != NULL && item->infeasible > 0) {
        char *more =
            tf_phrase_fill(page->arena, page->style->language, TF_PHRASE_DISCOVERED_INFEASIBLE,
                           count_text(page, (size_t)item->infeasible), (char *)NULL);
        text = more != NULL ? tf_arena_printf(page->arena, "%s%s", text, more) : NULL;
    }
    write_text(page, text, true);
    tf_buffer_text(page->out, "\n");
}

/* What the box is worth for runs that had no say in it, with a blank before it. */
static const char *validation_text(const struct page *page, const struct tf_prim_box *box)
{
    char number[2 * TF_NUMBER_TEXT];
    if (isnan(box->density_validated)) {
        return "";
    }
    tf_number_rounded(box->density_validated * 100, 1, true, number);
    return made(page,
                tf_phrase_fill(page->arena, page->style->language, TF_PHRASE_DISCOVERED_VALIDATED,
                               runs_word(page), number, (char *)NULL));
}

static void write_sentence(const struct page *page, const struct tf_prim_box *box, bool first)
{
    bool met = page->item->met;
    struct tf_prim_counts all = page->item->prim->all, counts = box->counts;
    enum tf_phrase phrase =
        met ? (first ? TF_PHRASE_DISCOVERED_MET_WHEN : TF_PHRASE_DISCOVERED_ALSO_MET_WHEN)
            : (first ? TF_PHRASE_DISCOVERED_MISSED_WHEN : TF_PHRASE_DISCOVERED_ALSO_MISSED_WHEN);
    const char *text = made(
        page,
        tf_phrase_fill(page->arena, page->style->language, phrase, bounds_text(page, box),
                       share_text(page, counts.cases, counts.runs),
                       share_text(page, box->all.cases - counts.cases, box->all.runs - counts.runs),
                       share_text(page, counts.runs, all.runs),
                       share_text(page, counts.cases, all.cases), runs_word(page), (char *)NULL));
    write_text(page, tf_arena_printf(page->arena, "%s%s", text, validation_text(page, box)), false);
}

static void write_nothing(const struct page *page)
{
    struct tf_prim_counts all = page->item->prim->all;
    bool alike = all.cases == 0 || all.cases == all.runs;
    bool asked = page->item->prim->boxes[0].chosen == SIZE_MAX;
    write_text(page,
               tf_phrase_fill(page->arena, page->style->language,
                              alike   ? TF_PHRASE_DISCOVERED_ALIKE
                              : asked ? TF_PHRASE_DISCOVERED_NOT_ASKED_FOR
                                      : TF_PHRASE_DISCOVERED_NONE,
                              runs_word(page), (char *)NULL),
               false);
}

/* --- tables -------------------------------------------------------------------------------------
 */

/* Small ones as a power of ten, as in 3e-12. */
static const char *quasi_p_text(const struct page *page, double p)
{
    char number[2 * TF_NUMBER_TEXT];
    if (p < 1e-300) {
        return "<1e-300";
    }
    if (p >= 0.00095) {
        tf_number_rounded(p, 3, true, number);
        return made(page, tf_arena_strdup(page->arena, number));
    }
    int exponent = (int)floor(log10(p));
    int digit = (int)round(p / pow(10, exponent));
    return made(page, tf_arena_printf(page->arena, "%de%d", digit == 10 ? 1 : digit,
                                      digit == 10 ? exponent + 1 : exponent));
}

static void write_table(const struct page *page, struct tf_table *table)
{
    if (page->style->markdown) {
        tf_table_markdown(table, page->out);
    } else {
        tf_table_text(table, page->style->columns, page->style->bold, page->out);
    }
    page->out->failed = page->out->failed || table->failed;
    tf_table_release(table);
}

static void write_bounds(const struct page *page, const struct tf_prim_box *box)
{
    const struct tf_discovered *item = page->item;
    struct tf_table table;
    const struct tf_column columns[] = {
        {word(page, TF_PHRASE_DISCOVERED_FACTOR), TF_ALIGN_LEFT},
        {word(page, TF_PHRASE_DISCOVERED_INSIDE), TF_ALIGN_RIGHT},
        {tf_phrase_fill(page->arena, page->style->language, TF_PHRASE_DISCOVERED_ALL,
                        runs_word(page), (char *)NULL),
         TF_ALIGN_RIGHT},
        {word(page, TF_PHRASE_DISCOVERED_QUASI_P), TF_ALIGN_RIGHT},
        {word(page, TF_PHRASE_DISCOVERED_AGAIN), TF_ALIGN_RIGHT},
    };
    if (columns[2].title == NULL) {
        page->out->failed = true;
        return;
    }
    tf_table_init(&table, page->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < box->bound_count; i++) {
        const struct tf_prim_bound *bound = &box->bounds[i];
        const struct tf_discovered_factor *factor = &item->factors[bound->factor];
        struct tf_prim_range all = {factor->low, factor->high};
        tf_table_cell(&table, factor->name);
        tf_table_cell(&table, range_text(page, factor, bound->range));
        tf_table_cell(&table, range_text(page, factor, all));
        tf_table_cell(&table, quasi_p_text(page, bound->quasi_p));
        tf_table_cell(
            &table,
            isnan(bound->reproduced)
                ? "–"
                : share_text(page, (size_t)round(bound->reproduced * (double)item->half_samples),
                             item->half_samples));
    }
    write_table(page, &table);
}

/* Which steps are shown: all, or the first, the chosen, the last and some between. */
static bool is_shown(const struct page *page, const struct tf_prim_box *box, size_t step)
{
    size_t stride = (box->step_count + ROWS_SHORT - 1) / ROWS_SHORT;
    return page->style->trajectory || step % stride == 0 || step == box->chosen ||
           step + 1 == box->step_count;
}

static void fill_step(const struct page *page, const struct tf_prim_box *box, size_t number,
                      struct tf_table *table)
{
    const struct tf_prim_step *step = &box->trajectory[number];
    struct tf_prim_counts all = page->item->prim->all;
    tf_table_cell(table, tf_arena_printf(page->arena, "%zu%s", number,
                                         number == box->chosen   ? " *"
                                         : page->style->markdown ? ""
                                                                 : "  "));
    tf_table_cell(table, count_text(page, step->restricted));
    tf_table_cell(table, share_text(page, step->counts.cases, all.cases));
    tf_table_cell(table, share_text(page, step->counts.cases, step->counts.runs));
    tf_table_cell(table, share_text(page, step->counts.runs, all.runs));
    if (!page->style->trajectory) {
        return;
    }
    const struct tf_discovered_factor *factor = &page->item->factors[step->factor];
    bool lifted = isinf(step->limit);
    struct tf_prim_range range = {step->upper ? -HUGE_VAL : step->limit,
                                  step->upper ? step->limit : HUGE_VAL};
    tf_table_cell(table, step->change == TF_PRIM_START ? ""
                         : lifted ? tf_arena_printf(page->arena, "%s –", factor->name)
                                  : tf_arena_printf(page->arena, "%s %s", factor->name,
                                                    range_text(page, factor, range)));
}

static void write_trajectory(const struct page *page, const struct tf_prim_box *box)
{
    struct tf_table table;
    const struct tf_column columns[] = {
        {word(page, TF_PHRASE_DISCOVERED_STEP), TF_ALIGN_RIGHT},
        {word(page, TF_PHRASE_DISCOVERED_BOUNDS), TF_ALIGN_RIGHT},
        {word(page, TF_PHRASE_DISCOVERED_COVERAGE), TF_ALIGN_RIGHT},
        {word(page, TF_PHRASE_DISCOVERED_DENSITY), TF_ALIGN_RIGHT},
        {word(page, TF_PHRASE_DISCOVERED_MASS), TF_ALIGN_RIGHT},
        {"", TF_ALIGN_LEFT},
    };
    size_t count = sizeof columns / sizeof *columns - (page->style->trajectory ? 0 : 1);
    tf_table_init(&table, page->arena, columns, count);
    for (size_t step = 0; step < box->step_count; step++) {
        if (is_shown(page, box, step)) {
            fill_step(page, box, step, &table);
        }
    }
    write_table(page, &table);
}

static void write_box(const struct page *page, size_t at)
{
    const struct tf_prim_box *box = &page->item->prim->boxes[at];
    if (box->bound_count > 0) {
        write_sentence(page, box, at == 0);
        tf_buffer_text(page->out, "\n");
        write_bounds(page, box);
    } else {
        write_nothing(page);
    }
    if (box->step_count > 1) {
        tf_buffer_text(page->out, "\n");
        write_trajectory(page, box);
    }
}

static void write_item(const struct page *page)
{
    const struct tf_prim *prim = page->item->prim;
    write_heading(page);
    for (size_t i = 0; i < prim->box_count; i++) {
        tf_buffer_text(page->out, i > 0 ? "\n" : "");
        write_box(page, i);
    }
    if (prim->box_count > 1) {
        tf_buffer_text(page->out, "\n");
        write_text(page,
                   tf_phrase_fill(page->arena, page->style->language, TF_PHRASE_DISCOVERED_TOGETHER,
                                  count_text(page, prim->box_count),
                                  share_text(page, prim->boxed.cases, prim->all.cases),
                                  share_text(page, prim->boxed.cases, prim->boxed.runs),
                                  (char *)NULL),
                   false);
    }
}

bool tf_discovered_page(const struct tf_discovered *items, size_t count,
                        const struct tf_discovered_style *style, struct tf_arena *arena,
                        struct tf_buffer *out)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        struct page page = {&items[i], style, arena, out};
        tf_buffer_text(out, i > 0 ? "\n" : "");
        write_item(&page);
        any = any || items[i].prim->boxes[0].bound_count > 0;
    }
    if (any) {
        struct page page = {&items[0], style, arena, out};
        tf_buffer_text(out, "\n");
        write_text(&page,
                   tf_phrase_fill(arena, style->language, TF_PHRASE_DISCOVERED_NOTE,
                                  count_text(&page, items[0].half_samples), (char *)NULL),
                   false);
    }
    return !out->failed;
}
