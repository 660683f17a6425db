#include "output/explained_chart.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "output/chart_projection.h"
#include "output/projected.h"

struct filling {
    struct tf_moment start, end;
    enum tf_language language;
    struct tf_arena *arena;
    struct tf_chart_part *parts;
    size_t count;
};

static void add(struct filling *filling, const char *name, const char *in_text, double value)
{
    if (filling->count < TF_CHART_PARTS_MOST) {
        filling->parts[filling->count++] = (struct tf_chart_part){name, in_text, value};
    }
}

static const char *phrase(const struct filling *filling, enum tf_phrase id)
{
    return tf_phrase_text(id, filling->language);
}

static const char *label(const struct filling *filling, const char *member)
{
    return tf_member_label(&filling->end.projection->scenario, member,
                           tf_language_code(filling->language));
}

/* --- by source -------------------------------------------------------------------------------- */

static void add_source(struct filling *filling, const struct tf_explained *row)
{
    static const enum tf_phrase names[TF_SOURCE_COUNT][2] = {
        [TF_WAGE] = {TF_PHRASE_SOURCE_WAGE, TF_PHRASE_SOURCE_WAGE_IN_TEXT},
        [TF_BUSINESS] = {TF_PHRASE_SOURCE_BUSINESS, TF_PHRASE_SOURCE_BUSINESS_IN_TEXT},
        [TF_PROPERTY] = {TF_PHRASE_SOURCE_PROPERTY, TF_PHRASE_SOURCE_PROPERTY_IN_TEXT},
        [TF_TRANSFER] = {TF_PHRASE_SOURCE_TRANSFER, TF_PHRASE_SOURCE_TRANSFER_IN_TEXT}};
    const char *member = tf_source_names[row->source], *own = label(filling, member);
    const char *usual = phrase(filling, names[row->source][0]);
    bool named = strcmp(own, member) != 0 && strcmp(own, usual) != 0;
    if (fabs(row->value) > 0) {
        add(filling, named ? own : usual, named ? own : phrase(filling, names[row->source][1]),
            row->value);
    }
}

/* --- by region: within each, and what people bring who move between them ---------------------- */

static bool add_within(struct filling *filling, const struct tf_explained *row)
{
    const struct tf_members *regions = &filling->end.projection->scenario.dimensions.regions;
    const char *region = label(filling, regions->names[row->region]);
    char *name = tf_phrase_fill(filling->arena, filling->language, TF_PHRASE_WATERFALL_WITHIN,
                                region, (char *)NULL);
    char *in_text = tf_phrase_fill(filling->arena, filling->language,
                                   TF_PHRASE_WATERFALL_WITHIN_IN_TEXT, region, (char *)NULL);
    if (name == NULL || in_text == NULL) {
        return false;
    }
    add(filling, name, in_text, row->value);
    return true;
}

static bool add_regions(struct filling *filling, const struct tf_explained *rows, size_t count)
{
    double between = 0;
    for (size_t i = 0; i < count; i++) {
        between += rows[i].part == TF_CHANGE_BETWEEN ? rows[i].value : 0;
        if (rows[i].part == TF_CHANGE_WITHIN && !add_within(filling, &rows[i])) {
            return false;
        }
    }
    if (fabs(between) > 0) {
        add(filling, phrase(filling, TF_PHRASE_WATERFALL_BETWEEN_REGIONS),
            phrase(filling, TF_PHRASE_WATERFALL_BETWEEN_IN_TEXT), between);
    }
    return true;
}

/* --- by growth -------------------------------------------------------------------------------- */

struct growth_part {
    enum tf_part part;
    enum tf_phrase name, in_text;
};
static const struct growth_part growth_parts[] = {
    {TF_LOG_GDP_PER_PERSON, TF_PHRASE_PART_GDP, TF_PHRASE_PART_GDP_IN_TEXT},
    {TF_LOG_TFP, TF_PHRASE_PART_TFP, TF_PHRASE_PART_TFP_IN_TEXT},
    {TF_LOG_CAPITAL, TF_PHRASE_PART_CAPITAL, TF_PHRASE_PART_CAPITAL_IN_TEXT},
    {TF_LOG_LABOUR, TF_PHRASE_PART_LABOUR, TF_PHRASE_PART_LABOUR_IN_TEXT},
    {TF_LOG_HUMAN_CAPITAL, TF_PHRASE_PART_HUMAN_CAPITAL, TF_PHRASE_PART_HUMAN_CAPITAL_IN_TEXT},
    {TF_LOG_MIGRATION, TF_PHRASE_PART_MIGRATION, TF_PHRASE_PART_MIGRATION_IN_TEXT},
    {TF_LOG_POPULATION, TF_PHRASE_PART_POPULATION, TF_PHRASE_PART_POPULATION_IN_TEXT},
    {TF_LOG_RELATIVE_PRICE, TF_PHRASE_PART_RELATIVE_PRICE, TF_PHRASE_PART_RELATIVE_PRICE_IN_TEXT},
    {TF_LOG_HOUSEHOLD_SHARE, TF_PHRASE_PART_HOUSEHOLD_SHARE,
     TF_PHRASE_PART_HOUSEHOLD_SHARE_IN_TEXT},
};

static const struct tf_explained *find(const struct tf_explained *rows, size_t count,
                                       enum tf_part part)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].part == part && rows[i].source == TF_ALL && rows[i].region == TF_ALL) {
            return &rows[i];
        }
    }
    return NULL;
}

/* Where GDP is produced, what produces it stands for GDP per person. */
static void add_growth(struct filling *filling, const struct tf_explained *rows, size_t count)
{
    bool produced = find(rows, count, TF_LOG_TFP) != NULL;
    for (size_t i = 0; i < sizeof growth_parts / sizeof *growth_parts; i++) {
        const struct growth_part *part = &growth_parts[i];
        const struct tf_explained *row = find(rows, count, part->part);
        if (row != NULL && fabs(row->value) > 0 &&
            !(produced && part->part == TF_LOG_GDP_PER_PERSON)) {
            add(filling, phrase(filling, part->name), phrase(filling, part->in_text), row->value);
        }
    }
}

/* --- the chart -------------------------------------------------------------------------------- */

static double income(struct tf_moment moment)
{
    return tf_outcome_value(moment.projection->outcome, TF_METRIC_INCOME, TF_ALL, TF_ALL, TF_ALL,
                            moment.t);
}

static bool add_parts(struct filling *filling, enum tf_decomposition decomposition,
                      struct tf_diag *diag)
{
    struct tf_explained *rows =
        tf_arena_alloc(filling->arena, tf_explained_most(filling->end.projection), sizeof *rows);
    if (rows == NULL) {
        return tf_out_of_memory(diag);
    }
    size_t count = tf_explain(filling->start, filling->end, rows);
    if (decomposition == TF_BY_GROWTH && find(rows, count, TF_LOG_INCOME) == NULL) {
        struct tf_place place = {.file = filling->end.projection->scenario.file};
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "without GDP its growth cannot be taken apart; give the closure gdp or "
                       "production, or draw --parts source");
    }
    if (decomposition == TF_BY_GROWTH) {
        add_growth(filling, rows, count);
        return true;
    }
    if (decomposition == TF_BY_REGION) {
        return add_regions(filling, rows, count) || tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < count; i++) {
        if (rows[i].part == TF_CHANGE_SOURCE) {
            add_source(filling, &rows[i]);
        }
    }
    return true;
}

static void set_levels(const struct filling *filling, enum tf_decomposition decomposition,
                       struct tf_chart_waterfall *waterfall)
{
    bool over_time = filling->start.projection == filling->end.projection;
    bool logarithms = decomposition == TF_BY_GROWTH;
    double start = income(filling->start), end = income(filling->end);
    waterfall->levels = over_time && !logarithms;
    waterfall->logarithms = logarithms;
    waterfall->start = waterfall->levels ? start : 0;
    waterfall->end = waterfall->levels ? end : logarithms ? log(end / start) : end - start;
    waterfall->target =
        waterfall->levels ? tf_plan_value(&filling->end.projection->plan, TF_TARGET_MULTIPLE, 0, 0)
                          : TF_ABSENT;
}

bool tf_explained_chart(struct tf_moment start, struct tf_moment end,
                        enum tf_decomposition decomposition, enum tf_language language,
                        struct tf_arena *arena, struct tf_chart *chart, struct tf_diag *diag)
{
    const struct tf_scenario *scenarios[] = {&start.projection->scenario,
                                             &end.projection->scenario};
    bool over_time = start.projection == end.projection;
    const char *code = tf_language_code(language);
    struct tf_chart_waterfall *waterfall = tf_arena_alloc(arena, 1, sizeof *waterfall);
    struct filling filling = {.start = start, .end = end, .language = language, .arena = arena};
    filling.parts = tf_arena_alloc(arena, TF_CHART_PARTS_MOST, sizeof *filling.parts);
    if (waterfall == NULL || filling.parts == NULL) {
        return tf_out_of_memory(diag);
    }
    if (!add_parts(&filling, decomposition, diag)) {
        return false;
    }
    *waterfall = (struct tf_chart_waterfall){
        .base_year = scenarios[1]->base_year,
        .year = scenarios[1]->base_year + (int)end.t,
        .scenario = tf_scenario_title(scenarios[0], code),
        .second = over_time ? NULL : tf_scenario_title(scenarios[1], code),
        .parts = filling.parts,
        .part_count = filling.count,
        .currency =
            scenarios[1]->currency[0] != '\0' ? tf_scenario_currency(scenarios[1], code) : NULL,
        .sources = tf_income_sources(scenarios, over_time ? 1 : 2, arena)};
    set_levels(&filling, decomposition, waterfall);
    *chart = (struct tf_chart){.kind = TF_CHART_WATERFALL, .waterfall = waterfall};
    return true;
}
