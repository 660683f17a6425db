/* magnitude: what an axis or a sentence of a chart is about: its name for people, and how its
 * values are printed.
 *
 * Results name things by address (`share_shift.wage@2035`, `multiple.rural`). Here an address
 * becomes words of a language, without a scenario: an address that is none of this program's (the
 * column of another model) stays as it is, and its values are plain numbers. */
#ifndef TF_OUTPUT_MAGNITUDE_H
#define TF_OUTPUT_MAGNITUDE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "output/words.h"

enum tf_scale {
    TF_SCALE_PLAIN,    /* 2.5 */
    TF_SCALE_SHARE,    /* 0.045: 4.5% */
    TF_SCALE_POINTS,   /* a change of a share or rate, 0.005: +0.5pp */
    TF_SCALE_SIGNED,   /* any other change, +0.3 */
    TF_SCALE_MULTIPLE, /* ×1.96 */
    TF_SCALE_YEAR,     /* 2034 */
    TF_SCALE_MONEY     /* 41,314 */
};

struct tf_magnitude {
    const char *name;    /* as it stands inside a sentence: "change in TFP growth" */
    const char *plain;   /* a factor's, without "change in" or "scale of" */
    const char *subject; /* a metric's: whose it is, "rural income"; else NULL */
    enum tf_scale scale;
    bool is_multiple; /* a metric that the target multiple is a value of */
};

/* Words for an address, which may begin with `set.`. From the arena; false when memory is
 * exhausted. */
bool tf_magnitude_of_factor(struct tf_arena *arena, enum tf_language language, const char *address,
                            struct tf_magnitude *out);
bool tf_magnitude_of_metric(struct tf_arena *arena, enum tf_language language, const char *address,
                            struct tf_magnitude *out);

/* A value with `decimals` digits after the point of what is printed: 0.0456 of a share with one is
 * 4.6%. NaN is –. NULL when memory is exhausted. */
char *tf_magnitude_text(struct tf_arena *arena, enum tf_language language, enum tf_scale scale,
                        double value, int decimals);

/* How tables print the values of an assumption, by its address, which may end in `#2`: as its
 * magnitude, but what is multiplied as a share (125%), and money as a number. No words are made. */
enum tf_scale tf_assumption_scale(const char *address);

/* A printed number, in per cent where the scale is a share or points, with what the scale puts
 * round it: `4.5%`, `+0.5pp`, `+0.3`. NULL when memory is exhausted. */
char *tf_scale_text(struct tf_arena *arena, enum tf_language language, enum tf_scale scale,
                    const char *number);

/* The fewest decimals, up to 4, with which all values are printed as they are; where 4 are not
 * enough, those that tell neighbouring values apart. Values that are NaN do not count. */
int tf_magnitude_decimals(enum tf_scale scale, const double *values, size_t count);

/* The fewest decimals, up to 4, whose last digit is worth no more than `step`, in the unit of the
 * values: 1 for a step of 0.001 of a share. 0 for a step that is no positive number. */
int tf_magnitude_telling(enum tf_scale scale, double step);

/* Decimals that suit results: 2 of a multiple, 1 of a share, 3 significant digits of a number. */
int tf_magnitude_result_decimals(enum tf_scale scale, double value);

/* What it means that a metric has a value: "rural income doubles", "Gini coefficient is 0.4 or
 * more". From the arena; NULL when memory is exhausted. */
char *tf_magnitude_event(struct tf_arena *arena, enum tf_language language,
                         const struct tf_magnitude *metric, double level);

/* The name with a capital, for the beginning of a line. NULL when memory is exhausted. */
char *tf_magnitude_headline(struct tf_arena *arena, const char *name);

/* The names of parameters and metrics in a language (src/output/magnitude_names.c); NULL for a name
 * that is neither. */
const char *tf_factor_words(const char *parameter, enum tf_language language);
const char *tf_metric_words(const char *metric, enum tf_language language);
const char *tf_member_words(const char *member, enum tf_language language);

#endif
