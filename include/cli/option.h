/* option: what a command line may say, as tables.
 *
 * A table's rows are bound to the fields of struct tf_request. Parsing, help, the man page, the
 * documents, completion and the messages about wrong options all come from these tables. */
#ifndef TF_CLI_OPTION_H
#define TF_CLI_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"

struct tf_texts {
    const char **items;
    size_t count;
};

/* What the options of one command line say; zero where they say nothing, flags first. Texts point
 * into argv. */
struct tf_request {
    bool help, version, quiet, progress;
    bool strict;                         /* check */
    bool metrics;                        /* params */
    bool grey, sixel;                    /* plot */
    bool difference;                     /* explain */
    bool summary, compare;               /* sample; merge: summary */
    bool stack;                          /* merge */
    bool plain, maximin;                 /* design: --no-scramble */
    bool second_order;                   /* design, sensitivity, indices */
    bool independent;                    /* sensitivity */
    bool settling, remainder;            /* indices */
    bool met, trajectory;                /* discover, as all that follow */
    long dpi;                            /* plot; 0: not given */
    struct tf_texts labels;              /* plot: NAME=TEXT */
    const char *level, *observed, *runs; /* plot: a number; files */
    const char *theme, *by, *parts;      /* plot: light, dark, print; region; source … */
    struct tf_texts set, metric;         /* as given: ADDRESS=VALUE; comma lists */
    struct tf_texts pictures;            /* plot -o, may be given several times */
    const char *format, *output;         /* format: one of the command's choices */
    const char *language;                /* en, zh */
    const char *chart, *script, *drawn;  /* drawn: --template */
    const char *title, *subtitle, *note, *size;
    const char *question;                   /* report */
    const char *fit_dispersion, *fit_cells; /* check: METRIC=VALUE; all, top */
    long threads;                           /* 0: as many as there are processors */
    struct tf_texts vary;                   /* ADDRESS=FROM:TO:STEP, ADDRESS=V1,V2,… */
    struct tf_texts quantiles;              /* comma lists of percentages */
    long draws, seed;                       /* 0: not given */
    const char *design;                     /* random, lhs, sobol; indices: a file of points */
    const char *until;                      /* a standard error */
    const char *store, *shard;              /* a file; K/N or auto */
    const char *factors;                    /* a factor file */
    const char *points;                     /* design: how many, or all */
    const char *grid, *base;                /* design: levels, as `4` or `2x3`; sobol, random */
    const char *method;                     /* sensitivity, indices */
    long levels, bootstrap;                 /* sensitivity, indices; 0: not given */
    const char *outputs, *confidence;       /* indices: a file of outputs; per cent */
    struct tf_texts columns;                /* indices, discover: comma lists of names */
    struct tf_texts find;                   /* solve: ADDRESS=LOW:HIGH */
    struct tf_texts target;                 /* solve, discover: METRIC=VALUE, METRIC>=VALUE */
    const char *minimise, *maximise;        /* solve: METRIC */
    const char *alpha, *mass, *coverage, *density; /* shares */
    long step, boxes, bounds, half_samples;        /* 0: not given */
    struct tf_texts operands;                      /* what is no option: scenarios, topics, names */
};

enum tf_option_kind {
    TF_OPTION_FLAG,   /* bool */
    TF_OPTION_TEXT,   /* const char *, once */
    TF_OPTION_LIST,   /* struct tf_texts, any number of times */
    TF_OPTION_CHOICE, /* const char *: one of `choices` */
    TF_OPTION_COUNT,  /* long, 1 .. 1024 */
    TF_OPTION_WHOLE   /* long, 1 .. TF_WHOLE_MOST */
};

#define TF_WHOLE_MOST (1L << 40)

struct tf_option {
    const char *name; /* without the dashes */
    char letter;      /* the short form; 0: none */
    enum tf_option_kind kind;
    size_t field;               /* offset in struct tf_request */
    const char *argument;       /* what follows it, in capitals; NULL: nothing */
    const char *const *choices; /* for TF_OPTION_CHOICE, NULL-terminated */
    const char *meaning;        /* a sentence or two, without the first capital's article */
};

struct tf_option_group {
    const struct tf_option *options;
    size_t count;
};

/* What --format takes, NULL-terminated. */
extern const char *const tf_format_names[];

/* Groups that several commands share. */
extern const struct tf_option_group tf_options_set;      /* --set */
extern const struct tf_option_group tf_options_work;     /* --threads --progress */
extern const struct tf_option_group tf_options_draws;    /* --draws --design --seed */
extern const struct tf_option_group tf_options_parts;    /* --store --shard */
extern const struct tf_option_group tf_options_quiet;    /* --quiet */
extern const struct tf_option_group tf_options_result;   /* --format -o */
extern const struct tf_option_group tf_options_output;   /* -o */
extern const struct tf_option_group tf_options_language; /* --lang */
extern const struct tf_option_group tf_options_general;  /* --help --version */

#define TF_OPTION_GROUPS_MOST 24

/* Reads argv[1 .. argc) against the groups (NULL-terminated). Failure: TF_BAD_INPUT for what no
 * group has (with the nearest name), a missing, superfluous or wrong argument, an option given
 * twice. command: its name, for the messages. Lists live in the arena. argv is reordered. */
bool tf_options_parse(const struct tf_option_group *const *groups, const char *command, int argc,
                      char **argv, struct tf_arena *arena, struct tf_request *request,
                      struct tf_diag *diag);

/* Does the command line that the request was read from have the option? */
bool tf_option_given(const struct tf_option *option, const struct tf_request *request);

/* `-o, --output FILE`; from the arena, NULL when memory is exhausted. */
char *tf_option_usage(const struct tf_option *option, struct tf_arena *arena);

#endif
