/* Rows of different scenarios below each other, with the columns of all files. */
#include <stdint.h>
#include <string.h>

#include "base/num.h"
#include "cli/growing_file.h"
#include "cli/merging.h"
#include "output/wide.h"

enum { ROWS_AT_ONCE = 4096 };

struct stacking {
    struct tf_session *session;
    struct tf_wide_table *tables; /* [file] */
    size_t count;
    const char **names; /* the columns of all, in the order in which they come out */
    size_t name_count;
    const double *absent; /* [row of a block] */
    struct tf_growing_file file;
};

static bool is_known(const struct stacking *stacking, const char *name)
{
    for (size_t i = 0; i < stacking->name_count; i++) {
        if (strcmp(stacking->names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The kinds of columns in their order: scenario, run, draw, assumptions, metrics, status. */
enum { RANKS = 6 };
static int rank_of(const char *name)
{
    static const char *const first[] = {"scenario", "run", "draw"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(name, first[i]) == 0) {
            return i;
        }
    }
    return strncmp(name, "set.", 4) == 0 ? 3 : strcmp(name, "status") == 0 ? 5 : 4;
}

static bool unite_columns(struct stacking *stacking)
{
    size_t most = 0;
    for (size_t i = 0; i < stacking->count; i++) {
        most += stacking->tables[i].column_count;
    }
    stacking->names = tf_arena_alloc(&stacking->session->arena, most, sizeof *stacking->names);
    if (stacking->names == NULL) {
        return tf_out_of_memory(&stacking->session->diag);
    }
    for (int rank = 0; rank < RANKS; rank++) {
        for (size_t i = 0; i < stacking->count; i++) {
            const struct tf_wide_table *table = &stacking->tables[i];
            for (size_t k = 0; k < table->column_count; k++) {
                const char *name = table->columns[k].name;
                if (rank_of(name) == rank && !is_known(stacking, name)) {
                    stacking->names[stacking->name_count++] = name;
                }
            }
        }
    }
    return true;
}

/* Two files that have rows of one scenario are parts of one study, or the same twice. */
static bool check_scenarios(const struct stacking *stacking)
{
    for (size_t i = 0; i < stacking->count; i++) {
        const struct tf_wide_read_column *own = tf_wide_find(&stacking->tables[i], "scenario");
        struct tf_place place = {.file = stacking->session->request.operands.items[i]};
        if (own == NULL) {
            return tf_fail(&stacking->session->diag, TF_BAD_INPUT, &place,
                           "it has no column `scenario`; give files that sweep or sample wrote");
        }
        for (size_t j = 0; j < i; j++) {
            const struct tf_wide_read_column *other =
                tf_wide_find(&stacking->tables[j], "scenario");
            for (size_t a = 0; a < own->text_count; a++) {
                for (size_t b = 0; b < other->text_count; b++) {
                    if (strcmp(own->texts[a], other->texts[b]) == 0) {
                        return tf_fail(&stacking->session->diag, TF_BAD_INPUT, &place,
                                       "the scenario `%s` is in %s as well; merge shards without "
                                       "--stack",
                                       own->texts[a], stacking->session->request.operands.items[j]);
                    }
                }
            }
        }
    }
    return true;
}

/* A file's columns as they are written; false without memory. */
static bool make_columns(const struct stacking *stacking, const struct tf_wide_table *table,
                         struct tf_wide_column *columns)
{
    static const char *const nothing[] = {""};
    for (size_t i = 0; i < stacking->name_count; i++) {
        const char *name = stacking->names[i];
        const struct tf_wide_read_column *from = tf_wide_find(table, name);
        bool text = rank_of(name) == 0 || rank_of(name) == RANKS - 1;
        columns[i] =
            (struct tf_wide_column){.name = name, .kind = text ? TF_WIDE_TEXT : TF_WIDE_NUMBER};
        const char *const *texts = from != NULL ? from->texts : nothing;
        size_t count = from != NULL ? from->text_count : 1;
        if (text &&
            !tf_wide_texts(texts, count, i == 0, &stacking->session->arena, &columns[i].texts)) {
            return false;
        }
    }
    return true;
}

static bool write_rows(struct stacking *stacking, const struct tf_wide_table *table,
                       const struct tf_wide_column *columns, union tf_wide_cells *cells,
                       size_t first, struct tf_buffer *text)
{
    static const uint32_t nothing[ROWS_AT_ONCE] = {0};
    size_t left = table->row_count - first;
    size_t rows = left < ROWS_AT_ONCE ? left : ROWS_AT_ONCE;
    for (size_t i = 0; i < stacking->name_count; i++) {
        const struct tf_wide_read_column *from = tf_wide_find(table, stacking->names[i]);
        if (columns[i].kind == TF_WIDE_TEXT) {
            cells[i].indices = from != NULL ? from->indices + first : nothing;
        } else {
            cells[i].numbers = from != NULL ? from->numbers + first : stacking->absent;
        }
    }
    text->length = 0;
    tf_wide_rows(columns, stacking->name_count, cells, first, rows, text);
    return tf_growing_write(&stacking->file, text, rows, &stacking->session->diag);
}

static bool write_table(struct stacking *stacking, size_t at, struct tf_buffer *text)
{
    struct tf_session *session = stacking->session;
    const struct tf_wide_table *table = &stacking->tables[at];
    struct tf_wide_column *columns =
        tf_arena_alloc(&session->arena, stacking->name_count, sizeof *columns);
    union tf_wide_cells *cells =
        tf_arena_alloc(&session->arena, stacking->name_count, sizeof *cells);
    if (columns == NULL || cells == NULL || !make_columns(stacking, table, columns)) {
        return tf_out_of_memory(&session->diag);
    }
    if (at == 0) {
        tf_wide_header(columns, stacking->name_count, text);
        if (!tf_growing_write(&stacking->file, text, 0, &session->diag)) {
            return false;
        }
    }
    for (size_t first = 0; first < table->row_count; first += ROWS_AT_ONCE) {
        if (!write_rows(stacking, table, columns, cells, first, text)) {
            return false;
        }
    }
    return true;
}

static bool write_all(struct stacking *stacking)
{
    struct tf_session *session = stacking->session;
    const char *target = session->request.output != NULL ? session->request.output : "-", *kept;
    struct tf_buffer text;
    tf_buffer_init(&text);
    bool good = tf_growing_open(&stacking->file, target, &session->diag);
    for (size_t i = 0; good && i < stacking->count; i++) {
        good = write_table(stacking, i, &text);
    }
    good = good && tf_growing_finish(&stacking->file, true, &session->arena, &kept, &session->diag);
    tf_growing_abandon(&stacking->file);
    tf_buffer_release(&text);
    return good;
}

static const double *make_absent(struct tf_arena *arena)
{
    double *absent = tf_arena_alloc(arena, ROWS_AT_ONCE, sizeof *absent);
    for (size_t i = 0; absent != NULL && i < ROWS_AT_ONCE; i++) {
        absent[i] = TF_ABSENT;
    }
    return absent;
}

bool tf_merge_stack(struct tf_session *session)
{
    const struct tf_texts *files = &session->request.operands;
    struct stacking stacking = {.session = session, .absent = make_absent(&session->arena)};
    stacking.tables = tf_arena_alloc(&session->arena, files->count, sizeof *stacking.tables);
    if (stacking.tables == NULL || stacking.absent == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    bool good = true;
    while (good && stacking.count < files->count) {
        size_t at = stacking.count++;
        good = tf_wide_read(&stacking.tables[at], files->items[at], &session->diag);
    }
    good = good && check_scenarios(&stacking) && unite_columns(&stacking) && write_all(&stacking);
    for (size_t i = 0; i < stacking.count; i++) {
        tf_wide_release(&stacking.tables[i]);
    }
    return good;
}
