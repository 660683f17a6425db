/* chart_numbers: numbers as charts print them; texts from the figure's arena. */
#ifndef TF_OUTPUT_CHART_NUMBERS_H
#define TF_OUTPUT_CHART_NUMBERS_H

#include "output/chart_figure.h"

/* 41,314; −4.2: thousands by commas, U+2212 for minus. */
const char *figure_number(struct figure *figure, double value, int decimals);

/* +8,956; −4,300; ±0 has no sign. */
const char *figure_signed(struct figure *figure, double value, int decimals);

/* 20%, from 0.2. */
const char *figure_percent(struct figure *figure, double share, int decimals);

/* A probability: <1%, 41%, >99%; 0% and 100% only where it is just that. */
const char *figure_chance(struct figure *figure, double share);

/* Texts of all ticks, with the decimals that tell them apart. Percent: shares as percentages. */
void figure_tick_texts(struct figure *figure, const struct tf_ticks *ticks, bool percent,
                       const char *texts[TF_TICKS_MOST]);

/* Decimals that give a positive number about `digits` digits: 0 for 41,314, 2 for 0.31. */
int figure_decimals(double value, int digits);

/* Significant steps of a whole amount of money: 41,314 as it is, 0.84 with two decimals. */
const char *figure_amount(struct figure *figure, double value);

/* "2025–35", or "1995–2005" over a century's end. */
const char *figure_span(struct figure *figure, int first, int last);

#endif
