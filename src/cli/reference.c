#include "cli/reference.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "engine/metrics.h"
#include "scenario/parameters.h"

enum { ENTRIES_MOST = TF_PARAMETER_COUNT + TF_SETTING_COUNT + TF_METRIC_COUNT };

/* split: what else it is given by, as " source" or "". */
static const char *dimension_words(struct tf_arena *arena, bool region, bool group,
                                   const char *split, bool year)
{
    const char *words = tf_arena_printf(arena, "%s%s%s%s", region ? " region" : "",
                                        group ? " group" : "", split, year ? " year" : "");
    return words == NULL ? NULL : words + (words[0] == ' ');
}

static const char *range_words(struct tf_arena *arena, const struct tf_parameter *parameter)
{
    char low[TF_NUMBER_TEXT], high[TF_NUMBER_TEXT];
    tf_number_shortest(parameter->low, low);
    tf_number_shortest(parameter->high, high);
    if (isinf(parameter->high)) {
        return tf_arena_printf(arena, "%s %s", parameter->low_open ? "over" : "at least", low);
    }
    if (parameter->low_open || parameter->high_open) {
        return tf_arena_printf(arena, "%s %s, %s %s", parameter->low_open ? "over" : "at least",
                               low, parameter->high_open ? "under" : "at most", high);
    }
    return tf_arena_printf(arena, "%s to %s", low, high);
}

static const char *closure_words(struct tf_arena *arena, unsigned closures)
{
    const char *words = "";
    unsigned all = (1u << TF_CLOSURE_COUNT) - 1;
    for (int i = 0; (closures & all) != all && words != NULL && i < TF_CLOSURE_COUNT; i++) {
        if ((closures & (1u << i)) != 0) {
            words = tf_arena_printf(arena, "%s%s%s", words, words[0] != '\0' ? ", " : "",
                                    tf_closure_names[i]);
        }
    }
    return words;
}

static const char *accepted_units(struct tf_arena *arena, enum tf_unit unit)
{
    const char *const *texts = tf_unit_texts(unit);
    const char *words = tf_unit_takes_percent(unit) ? "%" : "";
    for (; *texts != NULL && words != NULL; texts++) {
        words = tf_arena_printf(arena, "%s%s%s", words, words[0] != '\0' ? "; " : "", *texts);
    }
    return words;
}

static struct tf_reference_entry parameter_entry(struct tf_arena *arena,
                                                 const struct tf_parameter *parameter)
{
    unsigned dimensions = parameter->dimensions;
    return (struct tf_reference_entry){
        .kind = "parameter",
        .group = parameter->group,
        .name = parameter->name,
        .dimensions =
            dimension_words(arena, dimensions & TF_DIM_REGION, dimensions & TF_DIM_GROUP,
                            dimensions & TF_DIM_SOURCE ? " source" : "", parameter->is_path),
        .unit = parameter->unit_text,
        .start = parameter->default_text,
        .range = range_words(arena, parameter),
        .effect = closure_words(arena, parameter->closures),
        .meaning = parameter->meaning,
        .accepted = accepted_units(arena, parameter->unit),
    };
}

static struct tf_reference_entry setting_entry(const struct tf_setting *setting)
{
    return (struct tf_reference_entry){
        .kind = "setting",
        .group = "Settings",
        .name = setting->name,
        .dimensions = "",
        .unit = "",
        .start = setting->default_text,
        .range = setting->values,
        .effect = "",
        .meaning = setting->meaning,
        .accepted = "",
    };
}

static struct tf_reference_entry metric_entry(struct tf_arena *arena, enum tf_metric_id id)
{
    static const char *const splits[] = {"", " source", " fifth", " percentile"};
    const struct tf_metric *metric = &tf_metrics[id];
    return (struct tf_reference_entry){
        .kind = "metric",
        .group = metric->when == TF_NO_YEARS ? "One number for all years" : "Year by year",
        .name = metric->name,
        .dimensions =
            dimension_words(arena, metric->scopes & TF_SCOPE_REGION, metric->scopes & TF_SCOPE_CELL,
                            splits[metric->split], metric->when != TF_NO_YEARS),
        .unit = tf_metric_unit(id, "", arena),
        .start = "",
        .range = "",
        .effect = "",
        .meaning = metric->meaning,
        .accepted = "",
    };
}

static void add_metrics(struct tf_reference *reference)
{
    for (int i = 0; i < TF_METRIC_COUNT; i++) {
        reference->entries[reference->count++] =
            metric_entry(reference->arena, (enum tf_metric_id)i);
    }
}

/* Parameters by heading, in the table's order of headings, then the settings. */
static void add_parameters(struct tf_reference *reference)
{
    bool taken[TF_PARAMETER_COUNT] = {false};
    for (int i = 0; i < TF_PARAMETER_COUNT; i++) {
        for (int j = i; j < TF_PARAMETER_COUNT; j++) {
            if (!taken[j] && strcmp(tf_parameters[i].group, tf_parameters[j].group) == 0) {
                taken[j] = true;
                reference->entries[reference->count++] =
                    parameter_entry(reference->arena, &tf_parameters[j]);
            }
        }
    }
    for (int i = 0; i < TF_SETTING_COUNT; i++) {
        reference->entries[reference->count++] = setting_entry(&tf_settings[i]);
    }
}

static bool complete(const struct tf_reference *reference)
{
    for (size_t i = 0; i < reference->count; i++) {
        const struct tf_reference_entry *entry = &reference->entries[i];
        if (entry->dimensions == NULL || entry->range == NULL || entry->effect == NULL ||
            entry->accepted == NULL || entry->unit == NULL) {
            return false;
        }
    }
    return true;
}

/* Keeps of all entries those named, in the order of the names. */
static bool keep_named(struct tf_reference *reference, const struct tf_texts *names,
                       struct tf_diag *diag)
{
    struct tf_reference_entry *all = reference->entries;
    const char *known[ENTRIES_MOST];
    size_t all_count = reference->count;
    for (size_t i = 0; i < all_count; i++) {
        known[i] = all[i].name;
    }
    reference->count = 0;
    reference->entries =
        tf_arena_alloc(reference->arena, names->count * 3, sizeof *reference->entries);
    if (reference->entries == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t n = 0; n < names->count; n++) {
        size_t before = reference->count;
        for (size_t i = 0; i < all_count; i++) {
            if (strcmp(all[i].name, names->items[n]) == 0) {
                reference->entries[reference->count++] = all[i];
            }
        }
        if (reference->count == before) {
            const char *near = tf_text_nearest(names->items[n], known, all_count);
            return tf_fail(diag, TF_BAD_INPUT, NULL,
                           "`%s` is no parameter, setting or metric; %s%s%s", names->items[n],
                           near != NULL ? "did you mean `" : "`twofold params` lists them",
                           near != NULL ? near : "", near != NULL ? "`?" : "");
        }
    }
    return true;
}

bool tf_reference_choose(struct tf_reference *reference, const struct tf_texts *names, bool metrics,
                         struct tf_diag *diag)
{
    reference->entries = tf_arena_alloc(reference->arena, ENTRIES_MOST, sizeof *reference->entries);
    reference->count = 0;
    reference->in_full = names->count > 0;
    reference->metrics = metrics;
    if (reference->entries == NULL) {
        return tf_out_of_memory(diag);
    }
    if (!metrics) {
        add_parameters(reference);
    }
    if (metrics || names->count > 0) {
        add_metrics(reference);
    }
    if (!complete(reference)) {
        return tf_out_of_memory(diag);
    }
    return names->count == 0 || keep_named(reference, names, diag);
}
