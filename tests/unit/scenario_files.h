/* Scenarios from texts in memory, several files at a time, for tests of the reader. */
#ifndef TF_TESTS_SCENARIO_FILES_H
#define TF_TESTS_SCENARIO_FILES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/num.h"
#include "scenario/scenario.h"

struct named_text {
    const char *name, *text;
};

struct reading_test {
    struct tf_scenario scenario;
    struct tf_diag diag;
    bool good;
};

/* context: named texts, the last with a NULL name. */
static inline bool read_named(void *context, const char *path, size_t limit, struct tf_buffer *out,
                              const struct tf_place *place, struct tf_diag *diag)
{
    (void)limit;
    for (const struct named_text *file = context; file->name != NULL; file++) {
        if (strcmp(file->name, path) == 0) {
            tf_buffer_text(out, file->text);
            return true;
        }
    }
    return tf_fail(diag, TF_BAD_INPUT, place, "no file `%s`", path);
}

/* Loads the first of the files with options, given as texts and ended by NULL. */
static inline void load_files(struct reading_test *test, struct named_text *files,
                              const char *const *options)
{
    struct tf_override overrides[8];
    size_t count = 0;
    for (; options != NULL && options[count] != NULL; count++) {
        overrides[count] = (struct tf_override){.option = "--set", .text = options[count]};
    }
    struct tf_file_source source = {read_named, files};
    tf_diag_init(&test->diag);
    test->good =
        tf_scenario_load(&test->scenario, files[0].name, overrides, count, &source, &test->diag);
}

/* Rows below a header and `base_year,2025`. */
static inline void load_rows(struct reading_test *test, const char *rows, const char *option)
{
    char text[16384];
    snprintf(text, sizeof text,
             "parameter,value,unit,dist,low,high,note,source\nbase_year,2025\n%s", rows);
    struct named_text files[] = {{"rows.csv", text}, {NULL, NULL}};
    const char *options[] = {option, NULL};
    load_files(test, files, options);
}

static inline void release_test(struct reading_test *test)
{
    tf_scenario_release(&test->scenario);
    tf_diag_release(&test->diag);
}

static inline void assert_loads(const struct reading_test *test)
{
    for (size_t i = 0; i < test->diag.count && !test->good; i++) {
        print_message("%zu: %s\n", test->diag.messages[i].place.line, test->diag.messages[i].text);
    }
    assert_true(test->good);
}

/* Is there a message that holds the text? */
static inline bool says(const struct reading_test *test, const char *text)
{
    for (size_t i = 0; i < test->diag.count; i++) {
        if (strstr(test->diag.messages[i].text, text) != NULL) {
            return true;
        }
    }
    return false;
}

/* An instance's value in a year, as the engine would take it; start: what it would compute. */
static inline double value_in(const struct reading_test *test, enum tf_parameter_id parameter,
                              size_t instance, double start, int year)
{
    struct tf_node nodes[256];
    struct tf_resolved resolved;
    tf_path_resolve(&test->scenario, parameter, instance, NULL, nodes, &resolved);
    return tf_resolved_value(&resolved, test->scenario.base_year,
                             resolved.scale * start + resolved.offset, year);
}

#endif
