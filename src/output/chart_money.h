/* chart_money: incomes as short texts, in one unit for a whole chart where that can be read. */
#ifndef TF_OUTPUT_CHART_MONEY_H
#define TF_OUTPUT_CHART_MONEY_H

#include "output/chart_figure.h"

struct money {
    double divisor;        /* 1000: printed in thousands; 0: each number carries its own suffix */
    enum tf_phrase phrase; /* of the divisor, for the subtitle; TF_PHRASES: none */
    int fine;              /* decimals below 10 */
};

/* The unit that suits all incomes of a chart. */
struct money money_choose(const struct tf_chart_groups *groups, enum tf_language language);

/* 62.0, 184; 5.4万. From the figure's arena. */
const char *money_text(struct figure *figure, const struct money *money, double income);

/* A tick: without decimals that a round number does not need. */
const char *money_tick(struct figure *figure, const struct money *money, double income);

/* "thousand yuan", "yuan"; empty without either. */
const char *money_unit(struct figure *figure, const struct money *money, const char *currency);

/* Amounts that are added up and compared: all with the same decimals, signed or not. */
struct amounts {
    struct money money; /* the unit */
    int decimals;
};

/* What suits amounts of which the largest is `largest`: 41,314 as it is, beyond that in a unit. */
struct amounts amounts_choose(double largest, enum tf_language language);
const char *amount_text(struct figure *figure, const struct amounts *amounts, double value);
const char *amount_signed(struct figure *figure, const struct amounts *amounts, double value);

#endif
