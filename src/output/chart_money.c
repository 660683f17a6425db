#include "output/chart_money.h"

#include <math.h>

#include "base/num.h"
#include "output/chart_kinds.h"
#include "output/chart_numbers.h"

struct magnitude {
    double divisor;
    enum tf_phrase phrase;
    const char *suffix;
};

/* In each language from the largest down; the last has no word. */
static const struct magnitude english[] = {{1e12, TF_PHRASES, "tn"},
                                           {1e9, TF_PHRASE_BILLION, "bn"},
                                           {1e6, TF_PHRASE_MILLION, "m"},
                                           {1e3, TF_PHRASE_THOUSAND, "k"},
                                           {1, TF_PHRASES, ""}};
static const struct magnitude chinese[] = {{1e12, TF_PHRASES, "万亿"},
                                           {1e8, TF_PHRASE_HUNDRED_MILLION, "亿"},
                                           {1e4, TF_PHRASE_TEN_THOUSAND, "万"},
                                           {1, TF_PHRASES, ""}};

static const struct magnitude *magnitudes(enum tf_language language)
{
    return language == TF_LANGUAGE_ZH ? chinese : english;
}

/* A unit suits when the highest income is 10 or more of it and the lowest does not vanish in it. */
struct money money_choose(const struct tf_chart_groups *groups, enum tf_language language)
{
    double low = HUGE_VAL, high = 0;
    for (size_t p = 0; p < groups->panel_count; p++) {
        for (size_t i = 0; i < groups->panels[p].group_count; i++) {
            const struct tf_chart_group *group = &groups->panels[p].groups[i];
            if (!chart_group_drawn(group)) {
                continue;
            }
            low = fmin(low, fmin(group->base, group->horizon));
            high = fmax(high, fmax(group->base, group->horizon));
        }
    }
    int fine = language == TF_LANGUAGE_ZH ? 2 : 1;
    for (const struct magnitude *m = magnitudes(language);; m++) {
        bool named = m->phrase != TF_PHRASES || m->divisor == 1;
        if (named && high >= 10 * m->divisor && low >= 0.1 * m->divisor &&
            high < 1e5 * m->divisor) {
            return (struct money){m->divisor, m->phrase, fine};
        }
        if (m->divisor == 1) {
            break;
        }
    }
    bool small = high < 1e5;
    return (struct money){small ? 1 : 0, TF_PHRASES, small ? 2 : fine};
}

static const char *number(struct figure *figure, double value, int decimals, const char *suffix)
{
    char text[TF_NUMBER_TEXT * 2];
    tf_number_rounded(value, decimals, true, text);
    return figure_check(figure, tf_arena_printf(figure->arena, "%s%s", text, suffix));
}

static const struct magnitude *magnitude_of(const struct figure *figure, double income)
{
    const struct magnitude *m = magnitudes(figure->options->language);
    while (m->divisor > 1 && income < m->divisor) {
        m++;
    }
    return m;
}

const char *money_text(struct figure *figure, const struct money *money, double income)
{
    const struct magnitude *own = magnitude_of(figure, income);
    double value = income / (money->divisor > 0 ? money->divisor : own->divisor);
    int decimals = value < 9.995 ? money->fine : value < 99.95 ? 1 : 0;
    if (value < 0.995) {
        decimals = 2;
    }
    return number(figure, value, decimals, money->divisor > 0 ? "" : own->suffix);
}

const char *money_tick(struct figure *figure, const struct money *money, double income)
{
    const struct magnitude *own = magnitude_of(figure, income * (1 + 1e-9));
    double value = income / (money->divisor > 0 ? money->divisor : own->divisor);
    int decimals = 0;
    while (decimals < 4 &&
           fabs(value * pow(10, decimals) - round(value * pow(10, decimals))) > 1e-6) {
        decimals++;
    }
    return number(figure, value, decimals, money->divisor > 0 ? "" : own->suffix);
}

const char *money_unit(struct figure *figure, const struct money *money, const char *currency)
{
    const char *name = currency ? figure_clean(figure, currency, 40) : "";
    if (money->phrase == TF_PHRASES) {
        return name;
    }
    return FIGURE_FILL(figure, money->phrase, name);
}

/* --- amounts ---------------------------------------------------------------------------------- */

#define PLAIN_FROM 1e3
#define PLAIN_TO 1e7

struct amounts amounts_choose(double largest, enum tf_language language)
{
    const struct magnitude *m = magnitudes(language);
    if (largest >= PLAIN_FROM && largest < PLAIN_TO) {
        return (struct amounts){{1, TF_PHRASES, 0}, 0};
    }
    while (m->divisor > 1 && (m->phrase == TF_PHRASES || largest < m->divisor)) {
        m++;
    }
    double value = largest / m->divisor;
    return (struct amounts){{m->divisor, m->phrase, 0}, value >= 100 ? 0 : value >= 10 ? 1 : 2};
}

const char *amount_text(struct figure *figure, const struct amounts *amounts, double value)
{
    return figure_number(figure, value / amounts->money.divisor, amounts->decimals);
}

const char *amount_signed(struct figure *figure, const struct amounts *amounts, double value)
{
    return figure_signed(figure, value / amounts->money.divisor, amounts->decimals);
}
