/* address: `growth.rural.q1.wage@2030` and the members it names. */
#ifndef TF_SCENARIO_ADDRESS_H
#define TF_SCENARIO_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "scenario/parameters.h"

#define TF_REGIONS_MAX 64
#define TF_GROUPS_MAX 1000
#define TF_CELLS_MAX 4096 /* regions times groups */

/* The members of one dimension, in the order declared (groups: poorest first). */
struct tf_members {
    size_t count;
    const char **names;
};

struct tf_dimensions {
    struct tf_members regions, groups; /* sources are the four of tf_source_names */
};

/* True when both have the same names in the same order. */
bool tf_members_same(const struct tf_members *a, const struct tf_members *b);

enum { TF_ALL = -1 }; /* a member left out: all of the dimension */
enum { TF_NO_YEAR = -1 };

enum tf_shift { TF_SHIFT_NONE, TF_SHIFT_ADD, TF_SHIFT_MULTIPLY };

struct tf_address {
    enum tf_parameter_id parameter;
    int region, group, source; /* index, or TF_ALL */
    int year;                  /* calendar year, or TF_NO_YEAR */
    enum tf_shift shift;
};

/* Which member a name is: sets exactly one of the three; false when it is none of them. */
bool tf_member_find(const struct tf_dimensions *dimensions, const char *name, size_t length,
                    int *region, int *group, int *source);

/* Parses text. On failure returns false with a complete message (what is wrong; what would be
 * right, `did you mean`) in *message, from the arena, and *offset the byte it is about. */
bool tf_address_parse(const char *text, const struct tf_dimensions *dimensions,
                      struct tf_arena *arena, struct tf_address *out, const char **message,
                      size_t *offset);

/* The address in its standard form: members in the order region, group, source; year; shift. */
char *tf_address_format(const struct tf_address *address, const struct tf_dimensions *dimensions,
                        struct tf_arena *arena);

/* An order of addresses: below, at or above 0 as a comes before, is, or comes after b. */
int tf_address_compare(const struct tf_address *a, const struct tf_address *b);

/* How many instances a parameter has, and the index of one: row-major over the dimensions it has,
 * in the order region, group, source. Members of dimensions it lacks are ignored. */
size_t tf_instance_count(const struct tf_parameter *parameter,
                         const struct tf_dimensions *dimensions);
size_t tf_instance(const struct tf_parameter *parameter, const struct tf_dimensions *dimensions,
                   size_t region, size_t group, size_t source);

/* The table's default of one instance: 1/Q for group_share, wage 1 and the rest 0 for source_share,
 * default_value for TF_START_DEFAULT, NaN where there is none. */
double tf_instance_default(const struct tf_parameter *parameter,
                           const struct tf_dimensions *dimensions, size_t instance);

#endif
