/* Any bytes as a table that a command wrote: refused with a word, or every chart that it gives is
 * refused with a word or laid out and written as text. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/num.h"
#include "output/tabulated.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check(bool good)
{
    if (!good) {
        abort();
    }
}

/* The text of paths and groups is drawn by gnuplot; those have tests of their own. */
static void draw(const struct tf_chart *chart, enum tf_language language)
{
    struct tf_chart_options options = tf_chart_options_defaults();
    struct tf_buffer picture, script;
    struct tf_diag diag;
    if (chart->kind == TF_CHART_PATHS || chart->kind == TF_CHART_GROUPS) {
        return;
    }
    tf_diag_init(&diag);
    tf_buffer_init(&picture);
    tf_buffer_init(&script);
    options.format = TF_PICTURE_TEXT;
    options.language = language;
    bool drawn = tf_chart_draw(chart, &options, &picture, &script, &diag);
    check(drawn ? picture.length > 0 : diag.errors > 0);
    tf_buffer_release(&picture);
    tf_buffer_release(&script);
    tf_diag_release(&diag);
}

static void try_kind(const struct tf_result_table *table, enum tf_chart_kind kind)
{
    static const struct tf_tabulated_target target = {"multiple", 2, false};
    struct tf_tabulated_options options = {
        .language = (enum tf_language)(kind % TF_LANGUAGES), .level = TF_ABSENT, .target = 2};
    struct tf_arena arena;
    struct tf_chart chart;
    struct tf_diag diag;
    options.observed = table; /* of itself: as good as any */
    options.runs = table->kind == TF_RESULT_ROWS ? table : NULL;
    options.targets = &target;
    options.target_count = 1;
    tf_arena_init(&arena);
    tf_diag_init(&diag);
    bool made = tf_tabulated_chart(table, kind, &options, &arena, &chart, &diag);
    check(made || diag.errors > 0);
    if (made) {
        draw(&chart, options.language);
    }
    tf_diag_release(&diag);
    tf_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct tf_result_table table;
    struct tf_diag diag;
    const char *text = length > 0 ? (const char *)bytes : "";
    tf_diag_init(&diag);
    tf_result_recognise(text, length);
    bool read = tf_result_parse(&table, "fuzz.csv", text, length, &diag);
    check(read || diag.errors > 0);
    for (int kind = 0; read && kind < TF_CHART_KINDS; kind++) {
        try_kind(&table, (enum tf_chart_kind)kind);
    }
    tf_result_release(&table);
    tf_diag_release(&diag);
    return 0;
}
