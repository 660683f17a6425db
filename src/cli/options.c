#include <getopt.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "cli/option.h"

#define FIELD(name) offsetof(struct tf_request, name)
#define GROUP(options)                            \
    {                                             \
        options, sizeof options / sizeof *options \
    }

#define OUTPUT_OPTION                                                                             \
    {                                                                                             \
        "output", 'o', TF_OPTION_TEXT, FIELD(output), "FILE", NULL,                               \
            "Writes the result to FILE, which appears only when it is complete. `-` is standard " \
            "output."                                                                             \
    }

const char *const tf_format_names[] = {"table", "csv", "json", "md", NULL};
static const char *const designs[] = {"random", "lhs", "sobol", NULL};
static const char *const languages[] = {"en", "zh", NULL};

static const struct tf_option set_options[] = {
    {"set", 0, TF_OPTION_LIST, FIELD(set), "ADDRESS=VALUE", NULL,
     "Changes an assumption in every scenario, as if this were the last row of its file: "
     "--set gdp_growth=5%, --set growth.rural@2030=6%, --set gdp_growth+=0.5%. May be repeated."},
};
static const struct tf_option work_options[] = {
    {"threads", 0, TF_OPTION_COUNT, FIELD(threads), "N", NULL,
     "Computes on N threads (default: one for each processor that may be used). The results are "
     "the same for every N."},
    {"progress", 0, TF_OPTION_FLAG, FIELD(progress), NULL, NULL,
     "Says on standard error how far the work is. On a terminal this is automatic when it takes "
     "longer than half a second."},
};
static const struct tf_option draw_options[] = {
    {"draws", 'n', TF_OPTION_WHOLE, FIELD(draws), "N", NULL,
     "How often everything that is uncertain is drawn: a whole number up to 1099511627776. "
     "Default: "
     "10000; in sweep and heatmaps none, each point being run once; in charts of sensitivity that "
     "command's."},
    {"design", 0, TF_OPTION_CHOICE, FIELD(design), "DESIGN", designs,
     "How draws are spread: random (default; each on its own), lhs (Latin hypercube: every "
     "assumption evenly over its range) or sobol (scrambled Sobol' sequence: evenly in all "
     "directions at once, best for means with few assumptions)."},
    {"seed", 0, TF_OPTION_WHOLE, FIELD(seed), "S", NULL,
     "Another seed gives other draws, the same seed the same ones: a whole number from 1 (default) "
     "to 1099511627776."},
};
static const struct tf_option part_options[] = {
    {"store", 0, TF_OPTION_TEXT, FIELD(store), "FILE", NULL,
     "Keeps every draw, with all assumptions drawn and all results of every year asked for, in a "
     "compact file that numpy, R and `twofold merge` read."},
    {"shard", 0, TF_OPTION_TEXT, FIELD(shard), "K/N", NULL,
     "Computes only the K-th of N parts, for one of N machines; `twofold merge` puts the files "
     "together. `%K` in the names after -o and --store becomes K. `auto` takes K and N from "
     "SLURM_ARRAY_TASK_ID or JOB_COMPLETION_INDEX and their kin."},
};
static const struct tf_option quiet_options[] = {
    {"quiet", 'q', TF_OPTION_FLAG, FIELD(quiet), NULL, NULL,
     "Prints neither warnings nor progress; errors are still printed."},
};
static const struct tf_option result_options[] = {
    {"format", 0, TF_OPTION_CHOICE, FIELD(format), "FORMAT", tf_format_names,
     "table (for reading), csv (for programs), json, or md (Markdown, rounded, for papers). "
     "Default: what the name after -o ends in, .txt, .csv, .json or .md; else table on a terminal "
     "and csv elsewhere."},
    OUTPUT_OPTION,
};
static const struct tf_option output_options[] = {OUTPUT_OPTION};
static const struct tf_option language_options[] = {
    {"lang", 0, TF_OPTION_CHOICE, FIELD(language), "LANGUAGE", languages,
     "Language of what is printed for people, and of titles and labels that the scenario gives in "
     "it: en (default) or zh."},
};
static const struct tf_option general_options[] = {
    {"help", 'h', TF_OPTION_FLAG, FIELD(help), NULL, NULL, "Prints this help."},
    {"version", 'V', TF_OPTION_FLAG, FIELD(version), NULL, NULL,
     "Prints the version of the program."},
};

const struct tf_option_group tf_options_set = GROUP(set_options);
const struct tf_option_group tf_options_work = GROUP(work_options);
const struct tf_option_group tf_options_draws = GROUP(draw_options);
const struct tf_option_group tf_options_parts = GROUP(part_options);
const struct tf_option_group tf_options_quiet = GROUP(quiet_options);
const struct tf_option_group tf_options_result = GROUP(result_options);
const struct tf_option_group tf_options_output = GROUP(output_options);
const struct tf_option_group tf_options_language = GROUP(language_options);
const struct tf_option_group tf_options_general = GROUP(general_options);

enum { OPTIONS_MOST = 80, THREADS_MOST = 1024, FIRST_CODE = 256 };

struct parser {
    const struct tf_option *options[OPTIONS_MOST];
    bool given[OPTIONS_MOST];
    size_t count;
    const char *command;
    struct tf_arena *arena;
    struct tf_request *request;
    struct tf_diag *diag;
    struct option longs[OPTIONS_MOST + 1]; /* for getopt_long; val is FIRST_CODE + index */
    char shorts[2 * OPTIONS_MOST + 2];
};

static void gather(struct parser *parser, const struct tf_option_group *const *groups)
{
    for (; *groups != NULL; groups++) {
        for (size_t i = 0; i < (*groups)->count && parser->count < OPTIONS_MOST; i++) {
            parser->options[parser->count++] = &(*groups)->options[i];
        }
    }
}

static void describe_to_getopt(struct parser *parser)
{
    char *at = parser->shorts;
    *at++ = ':';
    for (size_t i = 0; i < parser->count; i++) {
        const struct tf_option *option = parser->options[i];
        bool takes = option->argument != NULL;
        parser->longs[i] = (struct option){option->name, takes ? required_argument : no_argument,
                                           NULL, FIRST_CODE + (int)i};
        if (option->letter != 0) {
            *at++ = option->letter;
            if (takes) {
                *at++ = ':';
            }
        }
    }
}

/* Index of the option that getopt_long means, or parser->count. */
static size_t option_of_code(const struct parser *parser, int code)
{
    if (code >= FIRST_CODE) {
        return (size_t)(code - FIRST_CODE);
    }
    size_t i = 0;
    while (i < parser->count && (code == 0 || parser->options[i]->letter != code)) {
        i++;
    }
    return i;
}

static bool refuse_unknown(struct parser *parser, const char *word)
{
    const char *names[OPTIONS_MOST];
    size_t length = strcspn(word, "=");
    for (size_t i = 0; i < parser->count; i++) {
        names[i] = parser->options[i]->name;
    }
    char *name = tf_arena_strndup(parser->arena, word, length);
    const char *near =
        name == NULL ? NULL : tf_text_nearest(name + strspn(name, "-"), names, parser->count);
    if (near != NULL) {
        return tf_fail(parser->diag, TF_BAD_INPUT, NULL,
                       "unknown option `%s`; did you mean `--%s`?", name, near);
    }
    return tf_fail(parser->diag, TF_BAD_INPUT, NULL,
                   "unknown option `%.*s`; `twofold help %s` lists the options", (int)length, word,
                   parser->command);
}

/* What getopt_long answers '?' to: an unknown or ambiguous option, or an argument to a flag. */
static bool refuse_option(struct parser *parser, char **argv, int code)
{
    size_t i = option_of_code(parser, code);
    const char *word = argv[optind - 1];
    if (code != 0 && i == parser->count) {
        return refuse_unknown(parser, (char[]){'-', (char)code, '\0'});
    }
    if (i < parser->count) {
        return tf_fail(parser->diag, TF_BAD_INPUT, NULL, "`--%s` takes no value",
                       parser->options[i]->name);
    }
    return refuse_unknown(parser, word);
}

static bool set_choice(struct parser *parser, const struct tf_option *option, const char *value,
                       const char **field)
{
    struct tf_buffer list;
    size_t count = 0;
    for (; option->choices[count] != NULL; count++) {
        if (strcmp(option->choices[count], value) == 0) {
            *field = option->choices[count];
            return true;
        }
    }
    const char *near = tf_text_nearest(value, option->choices, count);
    if (near != NULL) {
        return tf_fail(parser->diag, TF_BAD_INPUT, NULL,
                       "`--%s` does not take `%s`; did you mean `%s`?", option->name, value, near);
    }
    tf_buffer_init(&list);
    for (size_t i = 0; i < count; i++) {
        tf_buffer_printf(&list, "%s%s",
                         i == 0          ? ""
                         : i + 1 < count ? ", "
                                         : " or ",
                         option->choices[i]);
    }
    tf_fail(parser->diag, TF_BAD_INPUT, NULL, "`--%s` does not take `%s`; it takes %s",
            option->name, value, list.bytes != NULL ? list.bytes : "");
    tf_buffer_release(&list);
    return false;
}

static bool append(struct parser *parser, struct tf_texts *texts, const char *value)
{
    if ((texts->count & (texts->count + 1)) == 0) { /* 0, 1, 3, 7 …: full, twice the room */
        const char **items =
            tf_arena_alloc(parser->arena, 2 * texts->count + 1, sizeof *texts->items);
        if (items == NULL) {
            return tf_out_of_memory(parser->diag);
        }
        if (texts->count > 0) {
            memcpy(items, texts->items, texts->count * sizeof *items);
        }
        texts->items = items;
    }
    texts->items[texts->count++] = value;
    return true;
}

static bool set_whole(struct parser *parser, const struct tf_option *option, const char *value,
                      long *field)
{
    long most = option->kind == TF_OPTION_COUNT ? THREADS_MOST : TF_WHOLE_MOST;
    if (!tf_whole_parse(value, strlen(value), most, field) || *field < 1) {
        return tf_fail(parser->diag, TF_BAD_INPUT, NULL,
                       "`--%s` takes a whole number from 1 to %ld, not `%s`", option->name, most,
                       value);
    }
    return true;
}

static bool take(struct parser *parser, size_t index, const char *value)
{
    if (index >= parser->count) {
        return false;
    }
    const struct tf_option *option = parser->options[index];
    void *field = (char *)parser->request + option->field;
    if (parser->given[index] && option->kind != TF_OPTION_LIST && option->kind != TF_OPTION_FLAG) {
        return tf_fail(parser->diag, TF_BAD_INPUT, NULL, "`--%s` is given twice", option->name);
    }
    parser->given[index] = true;
    switch (option->kind) {
    case TF_OPTION_FLAG:
        *(bool *)field = true;
        return true;
    case TF_OPTION_TEXT:
        *(const char **)field = value;
        return true;
    case TF_OPTION_LIST:
        return append(parser, field, value);
    case TF_OPTION_CHOICE:
        return set_choice(parser, option, value, field);
    case TF_OPTION_COUNT:
    case TF_OPTION_WHOLE:
        return set_whole(parser, option, value, field);
    }
    return false;
}

static bool take_next(struct parser *parser, int code, char **argv)
{
    if (code == '?') {
        return refuse_option(parser, argv, optopt);
    }
    size_t without = code == ':' ? option_of_code(parser, optopt) : parser->count;
    if (without < parser->count) {
        const struct tf_option *option = parser->options[without];
        return tf_fail(parser->diag, TF_BAD_INPUT, NULL, "`--%s` needs a value: --%s %s",
                       option->name, option->name, option->argument);
    }
    return take(parser, option_of_code(parser, code), optarg);
}

bool tf_options_parse(const struct tf_option_group *const *groups, const char *command, int argc,
                      char **argv, struct tf_arena *arena, struct tf_request *request,
                      struct tf_diag *diag)
{
    struct parser parser = {
        .command = command, .arena = arena, .request = request, .diag = diag, .count = 0};
    gather(&parser, groups);
    describe_to_getopt(&parser);
    opterr = 0;
    optind = 0; /* glibc: start anew */
    int code;
    while ((code = getopt_long(argc, argv, parser.shorts, parser.longs, NULL)) != -1) {
        if (!take_next(&parser, code, argv)) {
            return false;
        }
    }
    for (int i = optind; i < argc; i++) {
        if (!append(&parser, &request->operands, argv[i])) {
            return false;
        }
    }
    return true;
}

bool tf_option_given(const struct tf_option *option, const struct tf_request *request)
{
    const void *field = (const char *)request + option->field;
    switch (option->kind) {
    case TF_OPTION_FLAG:
        return *(const bool *)field;
    case TF_OPTION_TEXT:
    case TF_OPTION_CHOICE:
        return *(const char *const *)field != NULL;
    case TF_OPTION_LIST:
        return ((const struct tf_texts *)field)->count > 0;
    case TF_OPTION_COUNT:
    case TF_OPTION_WHOLE:
        break;
    }
    return *(const long *)field != 0;
}

char *tf_option_usage(const struct tf_option *option, struct tf_arena *arena)
{
    const char *blank = option->argument != NULL ? " " : "";
    const char *argument = option->argument != NULL ? option->argument : "";
    if (option->letter != 0) {
        return tf_arena_printf(arena, "-%c, --%s%s%s", option->letter, option->name, blank,
                               argument);
    }
    return tf_arena_printf(arena, "--%s%s%s", option->name, blank, argument);
}
