/* plot_solved: at which points of a frontier there is nothing to draw. */
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "cli/plot_table.h"

enum { NAMED_MOST = 4 };

/* A value as it is read best: `share_shift.wage@2035=2%`. */
static const char *value_text(const struct tf_plotting *plotting, size_t row, size_t column)
{
    struct tf_session *session = plotting->session;
    struct tf_arena *arena = &session->arena;
    const char *address = plotting->table->csv.header.cells[column].text + strlen("set.");
    struct tf_magnitude factor;
    double value;
    if (!tf_magnitude_of_factor(arena, TF_LANGUAGE_EN, address, &factor) ||
        !tf_result_number(plotting->table, row, column, &value, &session->diag)) {
        return NULL;
    }
    const char *text = tf_magnitude_text(arena, TF_LANGUAGE_EN, factor.scale, value,
                                         tf_magnitude_decimals(factor.scale, &value, 1));
    return text == NULL ? NULL : tf_arena_printf(arena, "%s=%s", address, text);
}

/* `baseline, share_shift.wage@2035=2%`: the scenario where there are several. */
static const char *point_text(const struct tf_plotting *plotting, size_t row)
{
    const struct tf_result_table *table = plotting->table;
    struct tf_arena *arena = &plotting->session->arena;
    const char *text = plotting->projections.count > 1
                           ? tf_result_text(table, row, tf_result_column(table, "scenario"))
                           : "";
    for (size_t i = 0; i < table->csv.header.count && text != NULL; i++) {
        if (tf_text_starts(table->csv.header.cells[i].text, "set.")) {
            const char *value = value_text(plotting, row, i);
            text = value == NULL
                       ? NULL
                       : tf_arena_printf(arena, "%s%s%s", text, text[0] != '\0' ? ", " : "", value);
        }
    }
    return text;
}

bool tf_plot_any_solved(const struct tf_plotting *plotting)
{
    const struct tf_result_table *table = plotting->table;
    struct tf_arena *arena = &plotting->session->arena;
    size_t find = tf_result_column(table, "find"), unsolved = 0;
    bool any = false;
    const char *first = tf_result_text(table, 0, find), *named = "";
    for (size_t row = 0; row < table->csv.count && named != NULL; row++) {
        if (strcmp(tf_result_text(table, row, find), first) != 0) {
            continue; /* another unknown of the same point, or what it reaches */
        }
        if (tf_result_is_solved(table, row)) {
            any = true;
        } else if (unsolved++ < NAMED_MOST) {
            const char *point = point_text(plotting, row);
            named = point == NULL ? NULL
                                  : tf_arena_printf(arena, "%s%s%s", named,
                                                    named[0] != '\0' ? "; " : "", point);
        }
    }
    if (named == NULL) {
        return tf_out_of_memory(&plotting->session->diag);
    }
    if (!any) {
        tf_print_note("no value in the bracket is just enough at any point; nothing is drawn");
    } else if (unsolved > 0 && !plotting->session->request.quiet) {
        tf_print_note("no value in the bracket is just enough at %zu point%s: %s%s", unsolved,
                      unsolved == 1 ? "" : "s", named, unsolved > NAMED_MOST ? "; …" : "");
    }
    return any;
}
