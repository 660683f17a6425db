#include "output/chart_numbers.h"

#include <math.h>

#include "base/num.h"

const char *figure_number(struct figure *figure, double value, int decimals)
{
    char text[TF_NUMBER_TEXT * 2];
    tf_number_rounded(value, decimals, true, text);
    return figure_check(figure, tf_arena_strdup(figure->arena, text));
}

static bool rounds_to_zero(double value, int decimals)
{
    return fabs(value) * pow(10, decimals) < 0.5;
}

const char *figure_signed(struct figure *figure, double value, int decimals)
{
    char text[TF_NUMBER_TEXT * 2];
    if (rounds_to_zero(value, decimals)) {
        return figure_number(figure, 0, decimals);
    }
    tf_number_rounded(value, decimals, true, text);
    return figure_check(figure, tf_arena_printf(figure->arena, "%s%s", value > 0 ? "+" : "", text));
}

const char *figure_percent(struct figure *figure, double share, int decimals)
{
    char text[TF_NUMBER_TEXT * 2];
    double value = rounds_to_zero(share * 100, decimals) ? 0 : share * 100;
    tf_number_rounded(value, decimals, true, text);
    return figure_check(figure, tf_arena_printf(figure->arena, "%s%%", text));
}

const char *figure_chance(struct figure *figure, double share)
{
    if (share > 0 && share < 0.01) {
        return "<1%";
    }
    if (share < 1 && share > 0.99) {
        return ">99%";
    }
    return figure_percent(figure, share, 0);
}

void figure_tick_texts(struct figure *figure, const struct tf_ticks *ticks, bool percent,
                       const char *texts[TF_TICKS_MOST])
{
    int decimals = ticks->decimals - (percent ? 2 : 0);
    for (size_t i = 0; i < ticks->count; i++) {
        double value = ticks->value[i];
        texts[i] = percent ? figure_percent(figure, value, decimals > 0 ? decimals : 0)
                           : figure_number(figure, value, decimals);
    }
}

int figure_decimals(double value, int digits)
{
    double size = fabs(value);
    int before = size >= 1 ? (int)floor(log10(size)) + 1 : size > 0 ? (int)ceil(log10(size)) : 1;
    int decimals = digits - before;
    return decimals < 0 ? 0 : decimals > 9 ? 9 : decimals;
}

const char *figure_amount(struct figure *figure, double value)
{
    return figure_number(figure, value, figure_decimals(value, 4));
}

const char *figure_span(struct figure *figure, int first, int last)
{
    bool same_century = first / 100 == last / 100;
    return figure_check(figure, same_century
                                    ? tf_arena_printf(figure->arena, "%d–%02d", first, last % 100)
                                    : tf_arena_printf(figure->arena, "%d–%d", first, last));
}
