/* projected_sources: what income consists of, for a chart. */
#include <math.h>
#include <string.h>

#include "output/gathering.h"

struct source_words {
    enum tf_phrase name, in_text;
    size_t colour; /* of the series: blue, teal, amber, plum */
};
static const struct source_words words[TF_SOURCE_COUNT] = {
    [TF_WAGE] = {TF_PHRASE_SOURCE_WAGE, TF_PHRASE_SOURCE_WAGE_IN_TEXT, 1},
    [TF_BUSINESS] = {TF_PHRASE_SOURCE_BUSINESS, TF_PHRASE_SOURCE_BUSINESS_IN_TEXT, 3},
    [TF_PROPERTY] = {TF_PHRASE_SOURCE_PROPERTY, TF_PHRASE_SOURCE_PROPERTY_IN_TEXT, 4},
    [TF_TRANSFER] = {TF_PHRASE_SOURCE_TRANSFER, TF_PHRASE_SOURCE_TRANSFER_IN_TEXT, 5},
};

static double income(const struct gathered_scope *scope, int source, int year)
{
    return tf_outcome_value(scope->run->outcome, TF_METRIC_INCOME, scope->region, TF_ALL, source,
                            (size_t)year);
}

/* A label of the scenario's own stands for the usual word. */
static void name_source(const struct gathering *gathering, const struct gathered_scope *scope,
                        int source, struct tf_chart_source *out)
{
    const char *name = tf_source_names[source];
    const char *label = tf_member_label(&scope->run->scenario, name, gathering_code(gathering));
    const char *usual = tf_phrase_text(words[source].name, gathering->language);
    bool own = strcmp(label, name) != 0 && strcmp(label, usual) != 0;
    out->name = own ? label : usual;
    out->in_text = own ? label : tf_phrase_text(words[source].in_text, gathering->language);
    out->colour = words[source].colour;
}

/* Sources without any income are left out. */
static bool fill_panel(const struct gathering *gathering, const struct gathered_scope *scope,
                       struct tf_chart_sources_panel *panel)
{
    struct tf_chart_source *sources =
        tf_arena_alloc(gathering->arena, TF_SOURCE_COUNT, sizeof *sources);
    if (sources == NULL) {
        return tf_out_of_memory(gathering->diag);
    }
    *panel = (struct tf_chart_sources_panel){.scope = scope->scope, .sources = sources};
    for (int source = 0; source < TF_SOURCE_COUNT; source++) {
        struct tf_chart_source *out = &sources[panel->source_count];
        out->base = income(scope, source, 0);
        out->horizon = income(scope, source, scope->run->scenario.horizon);
        name_source(gathering, scope, source, out);
        panel->source_count += fabs(out->base) > 0 || fabs(out->horizon) > 0;
    }
    return true;
}

bool gather_sources(const struct gathering *gathering, struct tf_chart *chart)
{
    const struct tf_projection *first = gathering->runs[0];
    size_t count;
    struct gathered_scope *scopes;
    if (!gathering_comparable(gathering, true) ||
        (scopes = gathering_scopes(gathering, TF_CHART_CELLS_MOST, &count)) == NULL) {
        return false;
    }
    struct tf_chart_sources *sources = tf_arena_alloc(gathering->arena, 1, sizeof *sources);
    struct tf_chart_sources_panel *panels = tf_arena_alloc(gathering->arena, count, sizeof *panels);
    if (sources == NULL || panels == NULL) {
        return tf_out_of_memory(gathering->diag);
    }
    *sources = (struct tf_chart_sources){
        .base_year = first->scenario.base_year,
        .horizon_year = gathering_last_year(first),
        .target = gathering_target(first),
        .panels = panels,
        .panel_count = count,
        .currency = first->scenario.currency[0] != '\0'
                        ? tf_scenario_currency(&first->scenario, gathering_code(gathering))
                        : NULL,
        .sources = gathering_sources(gathering),
    };
    chart->sources = sources;
    for (size_t i = 0; i < count; i++) {
        if (!fill_panel(gathering, &scopes[i], &panels[i])) {
            return false;
        }
    }
    return true;
}
