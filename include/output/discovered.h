/* discovered: boxes of factor values (experiment/prim.h), in each output form. */
#ifndef TF_OUTPUT_DISCOVERED_H
#define TF_OUTPUT_DISCOVERED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "experiment/prim.h"
#include "output/magnitude.h"

/* How people read a factor's values. */
struct tf_discovered_factor {
    const char *name;  /* an address, or what a column is called */
    const char *label; /* what the members of the address are called; NULL: nothing else */
    const char *unit;  /* "share of GDP", "1/year"; "" where it is not known */
    enum tf_scale scale;
    double low, high; /* of all runs */
};

/* Unit and scale of an address of a scenario, which may end in `#2`; what is no address has no
 * unit. low, high and label are left as they are. */
void tf_discovered_describe(const char *address, struct tf_discovered_factor *factor);

/* What was found in the runs of one scenario. */
struct tf_discovered {
    const char *scenario; /* its name; of another program's runs: the file's */
    const char *target;   /* `multiple >= 2` */
    bool met;             /* boxes are of runs that meet it; else of those that miss it */
    bool draws;           /* runs are draws */
    uint64_t infeasible;  /* runs without a result, which miss it */
    size_t half_samples;
    const struct tf_discovered_factor *factors;
    const struct tf_prim *prim;
};

/* `scenario,box,factor,low,high,min,max,unit,quasi_p,reproduced,coverage,density,mass,
 * density_validated,runs,cases` with a header, a row for each bounded factor of each box. low and
 * high are empty at an end that is not bounded; min and max are of all runs. Nothing is rounded. */
bool tf_discovered_csv(const struct tf_discovered *items, size_t count, struct tf_buffer *out);

/* `scenario,box,step,change,factor,end,limit,runs,cases,coverage,density,mass,restricted,chosen`, a
 * row a step. */
bool tf_discovered_trajectory_csv(const struct tf_discovered *items, size_t count,
                                  struct tf_buffer *out);

/* The names of the columns of either file. */
enum { TF_DISCOVERED_COLUMNS = 16, TF_DISCOVERED_STEP_COLUMNS = 14 };
extern const char *const tf_discovered_columns[TF_DISCOVERED_COLUMNS];
extern const char *const tf_discovered_step_columns[TF_DISCOVERED_STEP_COLUMNS];

/* An array with an object a scenario: scenario, target, box_of (`missed` or `met`), runs, cases,
 * infeasible, and `boxes`, each with its measures and an array of bounds; with `trajectory` also
 * its steps. */
bool tf_discovered_json(const struct tf_discovered *items, size_t count, bool trajectory,
                        struct tf_buffer *out);

/* For reading: a sentence a box, its bounds as a table, and the trajectory in short or, with
 * `trajectory`, in full. Limits are rounded so that every run of the box is inside what is
 * printed. */
struct tf_discovered_style {
    enum tf_language language;
    size_t columns;
    bool markdown, bold, trajectory;
};
bool tf_discovered_page(const struct tf_discovered *items, size_t count,
                        const struct tf_discovered_style *style, struct tf_arena *arena,
                        struct tf_buffer *out);

#endif
