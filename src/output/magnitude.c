#include "output/magnitude.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "engine/metrics.h"
#include "scenario/parameters.h"

#define DECIMALS_MOST 4

/* An address taken apart, without a scenario that would say what its members are. */
struct parts {
    char *name;            /* before the first dot */
    char *members;         /* after it, dots and all; NULL: none */
    const char *year;      /* NULL: none */
    const char *statistic; /* NULL: none */
    char shift;            /* '+', '*' or 0 */
};

/* Cuts at the last such character; what follows it, or NULL. */
static char *cut(char *text, char mark)
{
    char *at = strrchr(text, mark);
    if (at == NULL) {
        return NULL;
    }
    *at = '\0';
    return at + 1;
}

static bool take_apart(struct tf_arena *arena, const char *address, struct parts *parts)
{
    char *text = tf_arena_strdup(arena, address);
    *parts = (struct parts){.name = text};
    if (text == NULL) {
        return false;
    }
    size_t length = strlen(text);
    if (length > 1 && (text[length - 1] == '+' || text[length - 1] == '*')) {
        parts->shift = text[length - 1];
        text[length - 1] = '\0';
    }
    parts->statistic = cut(text, ':');
    parts->year = cut(text, '@');
    parts->members = strchr(text, '.');
    if (parts->members != NULL) {
        *parts->members++ = '\0';
    }
    return true;
}

static char *joined(struct tf_arena *arena, enum tf_language language, const char *before,
                    const char *text)
{
    return before == NULL ? tf_arena_strdup(arena, text)
                          : tf_arena_printf(arena, "%s%s%s", before,
                                            tf_phrase_text(TF_PHRASE_JOIN, language), text);
}

/* "urban, 2035" of the members and the year; NULL (and no failure) without either. */
static char *whereabouts(struct tf_arena *arena, enum tf_language language,
                         const struct parts *parts, bool *failed)
{
    char *where = NULL;
    for (char *at = parts->members; at != NULL && *at != '\0';) {
        char *dot = strchr(at, '.');
        if (dot != NULL) {
            *dot = '\0';
        }
        where = joined(arena, language, where, tf_member_words(at, language));
        *failed |= where == NULL;
        at = dot != NULL ? dot + 1 : NULL;
    }
    if (parts->year != NULL) {
        where = joined(arena, language, where, parts->year);
        *failed |= where == NULL;
    }
    return where;
}

static char *located(struct tf_arena *arena, enum tf_language language, const char *name,
                     const struct parts *parts)
{
    bool failed = false;
    char *where = whereabouts(arena, language, parts, &failed);
    if (failed) {
        return NULL;
    }
    return where == NULL ? tf_arena_strdup(arena, name)
                         : tf_phrase_fill(arena, language, TF_PHRASE_MAGNITUDE_WHERE, name, where,
                                          (char *)NULL);
}

static const char *without_set(const char *address)
{
    return tf_text_starts(address, "set.") ? address + 4 : address;
}

/* --- factors ---------------------------------------------------------------------------------- */

static enum tf_scale factor_scale(const char *name, char shift)
{
    const struct tf_parameter *parameter = tf_parameter_find(name);
    if (shift == '*') {
        return TF_SCALE_MULTIPLE;
    }
    bool rate = parameter != NULL && tf_unit_shows_percent(parameter->unit);
    bool money = parameter != NULL &&
                 (parameter->unit == TF_UNIT_MONEY || parameter->unit == TF_UNIT_PERSONS);
    if (shift == '+') {
        return rate ? TF_SCALE_POINTS : TF_SCALE_SIGNED;
    }
    return rate ? TF_SCALE_SHARE : money ? TF_SCALE_MONEY : TF_SCALE_PLAIN;
}

enum tf_scale tf_assumption_scale(const char *address)
{
    size_t end = strcspn(address, "#");
    char shift = end > 0 && strchr("+*", address[end - 1]) != NULL ? address[end - 1] : '\0';
    for (size_t i = 0; i < TF_PARAMETER_COUNT; i++) {
        const char *name = tf_parameters[i].name;
        if (tf_text_starts(address, name) && strchr(".@+*#", address[strlen(name)]) != NULL) {
            enum tf_scale scale = factor_scale(name, shift);
            return scale == TF_SCALE_MULTIPLE ? TF_SCALE_SHARE
                   : scale == TF_SCALE_MONEY  ? TF_SCALE_PLAIN
                                              : scale;
        }
    }
    return TF_SCALE_PLAIN;
}

bool tf_magnitude_of_factor(struct tf_arena *arena, enum tf_language language, const char *address,
                            struct tf_magnitude *out)
{
    struct parts parts;
    address = without_set(address);
    *out = (struct tf_magnitude){.scale = TF_SCALE_PLAIN};
    if (!take_apart(arena, address, &parts)) {
        return false;
    }
    const char *words = tf_factor_words(parts.name, language);
    if (words == NULL) {
        out->plain = out->name = tf_arena_strdup(arena, address);
        return out->name != NULL;
    }
    out->scale = factor_scale(parts.name, parts.shift);
    out->plain = out->name = located(arena, language, words, &parts);
    if (parts.shift != 0 && out->name != NULL) {
        out->name = tf_phrase_fill(arena, language,
                                   parts.shift == '+' ? TF_PHRASE_MAGNITUDE_CHANGE
                                                      : TF_PHRASE_MAGNITUDE_SCALE,
                                   out->name, (char *)NULL);
    }
    return out->name != NULL;
}

/* --- metrics ---------------------------------------------------------------------------------- */

static const struct tf_metric *find_metric(const char *name)
{
    for (size_t i = 0; i < TF_METRIC_COUNT; i++) {
        if (strcmp(tf_metrics[i].name, name) == 0) {
            return &tf_metrics[i];
        }
    }
    return NULL;
}

static enum tf_scale metric_scale(const struct tf_metric *metric)
{
    switch (metric->measure) {
    case TF_IN_MONEY:
    case TF_IN_MILLIONS:
        return TF_SCALE_MONEY;
    case TF_IN_SHARE:
    case TF_IN_RATE:
        return TF_SCALE_SHARE;
    case TF_IN_INDEX:
        return TF_SCALE_MULTIPLE;
    case TF_IN_YEAR:
        return TF_SCALE_YEAR;
    default:
        return TF_SCALE_PLAIN;
    }
}

/* "rural income": whose income it is. */
static char *subject_of(struct tf_arena *arena, enum tf_language language,
                        const struct parts *parts)
{
    struct parts members = {.members = NULL};
    bool failed = false;
    if (parts->members != NULL) {
        members.members = tf_arena_strdup(arena, parts->members);
        failed = members.members == NULL;
    }
    char *where = whereabouts(arena, language, &members, &failed);
    if (failed) {
        return NULL;
    }
    return where == NULL
               ? tf_arena_strdup(arena, tf_phrase_text(TF_PHRASE_MAGNITUDE_INCOME, language))
               : tf_phrase_fill(arena, language, TF_PHRASE_MAGNITUDE_INCOME_OF, where,
                                (char *)NULL);
}

/* The statistic's words round the metric's, and what the statistic measures. */
static bool add_statistic(struct tf_arena *arena, enum tf_language language, const char *statistic,
                          struct tf_magnitude *out)
{
    enum tf_phrase phrase = strcmp(statistic, "p_target") == 0 ? TF_PHRASE_MAGNITUDE_P_TARGET
                            : strcmp(statistic, "p50") == 0    ? TF_PHRASE_MAGNITUDE_MEDIAN
                            : strcmp(statistic, "mean") == 0   ? TF_PHRASE_MAGNITUDE_MEAN
                            : strcmp(statistic, "sd") == 0     ? TF_PHRASE_MAGNITUDE_SD
                                                               : TF_PHRASE_MAGNITUDE_PERCENTILE;
    if (phrase == TF_PHRASE_MAGNITUDE_P_TARGET) {
        out->scale = TF_SCALE_SHARE;
    }
    out->is_multiple &= phrase == TF_PHRASE_MAGNITUDE_MEDIAN ||
                        phrase == TF_PHRASE_MAGNITUDE_MEAN ||
                        phrase == TF_PHRASE_MAGNITUDE_PERCENTILE;
    out->name = tf_phrase_fill(arena, language, phrase, out->name,
                               statistic[0] == 'p' ? statistic + 1 : statistic, (char *)NULL);
    return out->name != NULL;
}

bool tf_magnitude_of_metric(struct tf_arena *arena, enum tf_language language, const char *address,
                            struct tf_magnitude *out)
{
    struct parts parts;
    *out = (struct tf_magnitude){.scale = TF_SCALE_PLAIN};
    if (!take_apart(arena, address, &parts)) {
        return false;
    }
    const struct tf_metric *metric = find_metric(parts.name);
    out->subject =
        metric != NULL ? subject_of(arena, language, &parts) : tf_arena_strdup(arena, address);
    if (metric == NULL || out->subject == NULL) {
        out->name = tf_arena_strdup(arena, address);
        return out->name != NULL && out->subject != NULL;
    }
    out->scale = metric_scale(metric);
    out->is_multiple =
        strcmp(metric->name, "multiple") == 0 || strcmp(metric->name, "income_index") == 0;
    out->name = located(arena, language, tf_metric_words(parts.name, language), &parts);
    return out->name != NULL &&
           (parts.statistic == NULL || add_statistic(arena, language, parts.statistic, out));
}

/* --- values ----------------------------------------------------------------------------------- */

static double printed(enum tf_scale scale, double value)
{
    return scale == TF_SCALE_SHARE || scale == TF_SCALE_POINTS ? value * 100 : value;
}

char *tf_magnitude_text(struct tf_arena *arena, enum tf_language language, enum tf_scale scale,
                        double value, int decimals)
{
    char number[TF_NUMBER_TEXT * 2];
    if (!isfinite(value)) {
        return tf_arena_strdup(arena, "–");
    }
    double shown = printed(scale, value);
    if (scale == TF_SCALE_YEAR) {
        return tf_arena_printf(arena, "%.*f", decimals, shown);
    }
    tf_number_rounded(shown, fabs(shown) > 0 ? decimals : 0, true, number);
    return tf_scale_text(arena, language, scale, number);
}

char *tf_scale_text(struct tf_arena *arena, enum tf_language language, enum tf_scale scale,
                    const char *number)
{
    bool is_signed = scale == TF_SCALE_POINTS || scale == TF_SCALE_SIGNED;
    bool plus =
        is_signed && isdigit((unsigned char)number[0]) && strpbrk(number, "123456789") != NULL;
    const char *text = plus ? tf_arena_printf(arena, "+%s", number) : number;
    if (text == NULL) {
        return NULL;
    }
    switch (scale) {
    case TF_SCALE_SHARE:
        return tf_arena_printf(arena, "%s%%", text);
    case TF_SCALE_POINTS:
        return tf_phrase_fill(arena, language, TF_PHRASE_MAGNITUDE_POINTS, text, (char *)NULL);
    case TF_SCALE_MULTIPLE:
        return tf_phrase_fill(arena, language, TF_PHRASE_MULTIPLE, text, (char *)NULL);
    default:
        return tf_arena_strdup(arena, text);
    }
}

/* Is the value, within what its last bits say, one of so many decimals? */
static bool has_decimals(double value, int decimals)
{
    double scaled = value * pow(10, decimals);
    return fabs(scaled - round(scaled)) <= 1e-9 * fmax(1, fabs(scaled));
}

int tf_magnitude_decimals(enum tf_scale scale, const double *values, size_t count)
{
    int decimals = 0;
    double nearest = HUGE_VAL, before = TF_ABSENT;
    for (size_t i = 0; i < count; i++) {
        double value = printed(scale, values[i]);
        if (!isfinite(value)) {
            continue;
        }
        while (decimals < DECIMALS_MOST && !has_decimals(value, decimals)) {
            decimals++;
        }
        double distance = fabs(value - before);
        nearest = distance > 0 && distance < nearest ? distance : nearest;
        before = value;
    }
    if (decimals < DECIMALS_MOST || !isfinite(nearest)) {
        return decimals;
    }
    return tf_magnitude_telling(TF_SCALE_PLAIN, nearest / 10);
}

int tf_magnitude_telling(enum tf_scale scale, double step)
{
    double printed_step = fabs(printed(scale, step));
    int decimals = 0;
    if (!(step > 0) || !isfinite(printed_step)) {
        return 0;
    }
    while (decimals < DECIMALS_MOST && pow(10, -decimals) > printed_step * (1 + 1e-9)) {
        decimals++;
    }
    return decimals;
}

int tf_magnitude_result_decimals(enum tf_scale scale, double value)
{
    double size = fabs(printed(scale, value));
    switch (scale) {
    case TF_SCALE_MULTIPLE:
        return size < 9.995 ? 2 : 1;
    case TF_SCALE_SHARE:
    case TF_SCALE_POINTS:
        return 1;
    case TF_SCALE_MONEY:
    case TF_SCALE_YEAR:
        return 0;
    default:
        return !(size > 0) || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    }
}

char *tf_magnitude_event(struct tf_arena *arena, enum tf_language language,
                         const struct tf_magnitude *metric, double level)
{
    if (metric->is_multiple && fabs(level - 2) < 1e-12) {
        return tf_phrase_fill(arena, language, TF_PHRASE_EVENT_DOUBLES, metric->subject,
                              (char *)NULL);
    }
    char *value = metric->is_multiple
                      ? tf_words_plain(arena, level)
                      : tf_magnitude_text(arena, language, metric->scale, level,
                                          tf_magnitude_decimals(metric->scale, &level, 1));
    return value == NULL
               ? NULL
               : tf_phrase_fill(
                     arena, language,
                     metric->is_multiple ? TF_PHRASE_EVENT_REACHES : TF_PHRASE_EVENT_LEVEL,
                     metric->is_multiple ? metric->subject : metric->name, value, (char *)NULL);
}

char *tf_magnitude_headline(struct tf_arena *arena, const char *name)
{
    char *text = tf_arena_strdup(arena, name);
    if (text != NULL && text[0] >= 'a' && text[0] <= 'z') {
        text[0] = (char)(text[0] - 'a' + 'A');
    }
    return text;
}
