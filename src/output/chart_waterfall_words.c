/* chart_waterfall_words: the bars of a waterfall, what they say, and their text for the terminal.
 */
#include <math.h>

#include "base/num.h"
#include "base/text.h"
#include "output/chart_numbers.h"
#include "output/chart_text_plot.h"
#include "output/chart_waterfall.h"

/* A part that takes away is named in the title when it is at least this share of the whole. */
#define WORTH_NAMING 0.05

static double scale_of(const struct tf_chart_waterfall *data)
{
    return data->logarithms ? 100 : 1;
}

/* --- bars ------------------------------------------------------------------------------------- */

static struct amounts amounts_of(const struct tf_chart_waterfall *data, enum tf_language language)
{
    double largest = fmax(fabs(data->start), fabs(data->end));
    for (size_t i = 0; i < data->part_count; i++) {
        largest = fmax(largest, fabs(data->parts[i].value));
    }
    if (data->logarithms) {
        return (struct amounts){{1, TF_PHRASES, 0}, 1};
    }
    return amounts_choose(largest, language);
}

static void add(struct waterfall *waterfall, struct waterfall_bar bar)
{
    waterfall->bars[waterfall->count++] = bar;
    waterfall->low = fmin(waterfall->low, fmin(bar.from, bar.to));
    waterfall->high = fmax(waterfall->high, fmax(bar.from, bar.to));
}

static void add_level(struct waterfall *waterfall, struct figure *figure, const char *name,
                      double value)
{
    bool is_level = waterfall->data->levels;
    add(waterfall,
        (struct waterfall_bar){BAR_LEVEL, 0, value, name,
                               is_level ? amount_text(figure, &waterfall->amounts, value)
                                        : amount_signed(figure, &waterfall->amounts, value)});
}

static void add_gap(struct waterfall *waterfall, struct figure *figure, double end)
{
    if (waterfall->target > end) {
        const char *amount = amount_text(figure, &waterfall->amounts, waterfall->target - end);
        add(waterfall, (struct waterfall_bar){
                           BAR_GAP, end, waterfall->target,
                           tf_phrase_text(TF_PHRASE_WATERFALL_GAP, figure->options->language),
                           FIGURE_FILL(figure, TF_PHRASE_WATERFALL_SHORT, amount)});
    }
}

void waterfall_make(struct waterfall *waterfall, struct figure *figure,
                    const struct tf_chart_waterfall *data)
{
    enum tf_language language = figure->options->language;
    double scale = scale_of(data), level = data->start * scale;
    *waterfall = (struct waterfall){
        .data = data,
        .amounts = amounts_of(data, language),
        .target = data->levels ? data->target * data->start : TF_ABSENT,
    };
    if (data->levels) {
        add_level(waterfall, figure, figure_whole(figure, data->base_year), level);
    }
    for (size_t i = 0; i < data->part_count; i++) {
        double value = data->parts[i].value * scale;
        add(waterfall, (struct waterfall_bar){value < 0 ? BAR_LOSS : BAR_GAIN, level, level + value,
                                              figure_clean(figure, data->parts[i].name, 60),
                                              amount_signed(figure, &waterfall->amounts, value)});
        level += value;
    }
    const char *whole = data->second ? tf_phrase_text(TF_PHRASE_WATERFALL_TOTAL, language)
                                     : tf_phrase_text(TF_PHRASE_WATERFALL_WHOLE, language);
    add_level(waterfall, figure, data->levels ? figure_whole(figure, data->year) : whole,
              data->end * scale);
    add_gap(waterfall, figure, data->end * scale);
}

/* --- words ------------------------------------------------------------------------------------ */

const char *waterfall_subtitle(struct figure *figure, const struct waterfall *waterfall)
{
    const struct tf_chart_waterfall *data = waterfall->data;
    const char *unit = money_unit(figure, &waterfall->amounts.money, data->currency);
    const char *span = figure_span(figure, data->base_year, data->year);
    const char *base = figure_whole(figure, data->base_year);
    unit = *unit ? FIGURE_FILL(figure, TF_PHRASE_GROUPS_UNIT, unit) : unit;
    if (!data->second) {
        return data->logarithms
                   ? FIGURE_FILL(figure, TF_PHRASE_WATERFALL_SUBTITLE_LOGS, span)
                   : FIGURE_FILL(figure, TF_PHRASE_WATERFALL_SUBTITLE, span, unit, base);
    }
    const char *first = figure_clean(figure, data->scenario, 60);
    const char *second = figure_clean(figure, data->second, 60);
    const char *year = figure_whole(figure, data->year);
    return data->logarithms
               ? FIGURE_FILL(figure, TF_PHRASE_WATERFALL_SUBTITLE_LOGS_BETWEEN, second, first, year)
               : FIGURE_FILL(figure, TF_PHRASE_WATERFALL_SUBTITLE_BETWEEN, second, first, year,
                             unit, base);
}

const char *waterfall_target_words(struct figure *figure, const struct waterfall *waterfall)
{
    return FIGURE_FILL(figure, TF_PHRASE_WATERFALL_TARGET,
                       amount_text(figure, &waterfall->amounts, waterfall->target),
                       figure_check(figure, tf_words_plain(figure->arena, waterfall->data->target)),
                       figure_whole(figure, waterfall->data->base_year));
}

static const char *in_text(struct figure *figure, const struct tf_chart_part *part)
{
    return figure_clean(figure, part->in_text ? part->in_text : part->name, 60);
}

/* The part that adds most (sign 1) or takes away most (-1); NULL: none does. */
static const struct tf_chart_part *extreme(const struct tf_chart_waterfall *data, double sign)
{
    const struct tf_chart_part *most = NULL;
    for (size_t i = 0; i < data->part_count; i++) {
        double value = data->parts[i].value * sign;
        if (value > 0 && (!most || value > most->value * sign)) {
            most = &data->parts[i];
        }
    }
    return most;
}

static const char *finding_of_rise(struct figure *figure, const struct waterfall *waterfall,
                                   double rise)
{
    const struct tf_chart_waterfall *data = waterfall->data;
    const struct tf_chart_part *most = extreme(data, 1), *least = extreme(data, -1);
    double share = most->value / rise;
    bool named = least && -least->value >= WORTH_NAMING * rise;
    enum tf_phrase phrase = share > 0.5
                                ? named ? TF_PHRASE_WATERFALL_MOST_BUT : TF_PHRASE_WATERFALL_MOST
                            : named ? TF_PHRASE_WATERFALL_LARGEST_BUT
                                    : TF_PHRASE_WATERFALL_LARGEST;
    const char *away =
        named ? amount_text(figure, &waterfall->amounts, -least->value * scale_of(data)) : "";
    return FIGURE_FILL(figure, phrase, in_text(figure, most), figure_percent(figure, share, 0),
                       named ? in_text(figure, least) : "", away);
}

static const char *finding_of_difference(struct figure *figure, const struct waterfall *waterfall,
                                         double rise)
{
    const struct tf_chart_waterfall *data = waterfall->data;
    const struct tf_chart_part *part = extreme(data, rise < 0 ? -1 : 1);
    enum tf_phrase phrase = rise < 0                   ? TF_PHRASE_WATERFALL_LESS
                            : part->value > rise * 0.5 ? TF_PHRASE_WATERFALL_MORE
                                                       : TF_PHRASE_WATERFALL_MORE_LARGEST;
    return FIGURE_FILL(figure, phrase, figure_clean(figure, data->second, 60),
                       figure_clean(figure, data->scenario, 60),
                       amount_text(figure, &waterfall->amounts, fabs(rise) * scale_of(data)),
                       in_text(figure, part));
}

const char *chart_waterfall_finding(struct figure *figure, const struct tf_chart *chart)
{
    const struct tf_chart_waterfall *data = chart->waterfall;
    struct waterfall waterfall;
    waterfall_make(&waterfall, figure, data);
    double rise = data->end - data->start;
    const struct tf_chart_part *fall = extreme(data, -1);
    if (!extreme(data, rise < 0 ? -1 : 1)) { /* nothing changes */
        return waterfall_subtitle(figure, &waterfall);
    }
    if (data->second) {
        return finding_of_difference(figure, &waterfall, rise);
    }
    return rise > 0 ? finding_of_rise(figure, &waterfall, rise)
                    : FIGURE_FILL(figure, TF_PHRASE_WATERFALL_FALL, in_text(figure, fall),
                                  figure_whole(figure, data->year));
}

/* --- the terminal ----------------------------------------------------------------------------- */

static int ink_of(enum waterfall_bar_kind kind)
{
    return kind == BAR_GAIN   ? INK_GAIN
           : kind == BAR_LOSS ? INK_LOSS
           : kind == BAR_GAP  ? INK_TARGET
                              : INK_TEXT;
}

void chart_waterfall_text(struct figure *figure, const struct tf_chart *chart,
                          const struct tf_buffer *canvas, struct tf_buffer *out)
{
    (void)canvas;
    struct waterfall waterfall;
    struct text_page page;
    size_t columns = text_columns(figure), names = 0, values = 0;
    waterfall_make(&waterfall, figure, chart->waterfall);
    figure_words(figure, chart_waterfall_finding(figure, chart),
                 waterfall_subtitle(figure, &waterfall), NULL, NULL);
    for (size_t i = 0; i < waterfall.count; i++) {
        size_t name = tf_text_width(text_fit(figure, waterfall.bars[i].name, columns / 3));
        size_t value = tf_text_width(waterfall.bars[i].value);
        names = name > names ? name : names;
        values = value > values ? value : values;
    }
    text_page_init(&page, figure, columns, 0);
    size_t row = text_header(&page, 0, figure->title, figure->subtitle) + 1;
    text_page_init(&page, figure, columns, row + waterfall.count);
    text_header(&page, 0, figure->title, figure->subtitle);
    size_t left = names + values + 3;
    double width = columns > left + 11 ? (double)(columns - left - 1) : 10;
    double span = waterfall.high > waterfall.low ? waterfall.high - waterfall.low : 1;
    for (size_t i = 0; i < waterfall.count; i++, row++) {
        const struct waterfall_bar *bar = &waterfall.bars[i];
        double from = (fmin(bar->from, bar->to) - waterfall.low) / span * width;
        double to = (fmax(bar->from, bar->to) - waterfall.low) / span * width;
        text_put(&page, row, 0, text_fit(figure, bar->name, columns / 3), INK_TEXT,
                 bar->kind == BAR_LEVEL);
        text_put_end(&page, row, names + 1 + values, bar->value, ink_of(bar->kind), true);
        text_bar(&page, row, left, from, to, ink_of(bar->kind));
    }
    text_render(&page, out);
}
