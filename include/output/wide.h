/* wide: the rows of sweeps and samples as CSV, and back:
 * `scenario,run[,draw][,set.ADDRESS…],METRIC…,status`, a row a run.
 *
 * Writing needs nothing but the columns of a block of runs, so that each worker formats its own
 * block into its own buffer and the blocks are only put together in order. The same row has the
 * same bytes in every block. */
#ifndef TF_OUTPUT_WIDE_H
#define TF_OUTPUT_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"

/* Texts made into CSV fields once, quoted where they must be. */
struct tf_wide_texts {
    struct tf_wide_text {
        const char *field;
        size_t length;
    } * items;
    size_t count;
    size_t longest; /* bytes */
};

/* Fields of texts, or of numbers as tf_number_shortest writes them (NaN is empty), from the arena.
 * first: they stand in the first column, where `#` is quoted. False when memory is exhausted. */
bool tf_wide_texts(const char *const *texts, size_t count, bool first, struct tf_arena *arena,
                   struct tf_wide_texts *out);
bool tf_wide_number_texts(const double *values, size_t count, struct tf_arena *arena,
                          struct tf_wide_texts *out);

enum tf_wide_kind {
    TF_WIDE_NUMBER, /* a double of each row; NaN is empty */
    TF_WIDE_TEXT,   /* an index of each row into texts */
    TF_WIDE_COUNT,  /* 1 + row / stride % period: run (stride 1), draw */
    TF_WIDE_CYCLE /* texts[row / stride % period]: the values of a grid's axis, a scenario's name */
};

struct tf_wide_column {
    const char *name; /* as it is, not quoted */
    enum tf_wide_kind kind;
    struct tf_wide_texts texts; /* TF_WIDE_TEXT and TF_WIDE_CYCLE */
    size_t stride,
        period; /* TF_WIDE_COUNT and TF_WIDE_CYCLE, each at least 1; SIZE_MAX: no period */
};

/* What a column has in a block of rows, from the block's first row on; nothing for
 * TF_WIDE_COUNT and TF_WIDE_CYCLE. */
union tf_wide_cells {
    const double *numbers;
    const uint32_t *indices; /* each below the column's texts.count */
};

/* Appends the row of names. Memory: as with every append, see tf_buffer.failed. */
void tf_wide_header(const struct tf_wide_column *columns, size_t count, struct tf_buffer *out);

/* Appends rows [first, first + rows), 0-based within the scenario; cells has an entry a column.
 * May be called by many threads at once, each with its buffer. */
void tf_wide_rows(const struct tf_wide_column *columns, size_t count,
                  const union tf_wide_cells *cells, size_t first, size_t rows,
                  struct tf_buffer *out);

/* Such a file, or another program's, read back. */
struct tf_wide_read_column {
    const char *name;
    /* Of a number's column: a value a row, NaN where empty. NULL for columns of texts. */
    double *numbers;
    /* The first field of it that is no number, and its line; NULL: there is none. Only
     * tf_wide_read_foreign leaves such fields, as NaN. */
    const char *stray;
    size_t stray_line;
    /* Of `scenario` and `status`, of a foreign table also `part`: an index a row into texts, which
     * stand in the order in which they first occur. */
    uint32_t *indices;
    const char **texts;
    size_t text_count;
};
struct tf_wide_table {
    struct tf_arena arena; /* names and texts */
    struct tf_wide_read_column *columns;
    size_t column_count, row_count;
};

/* Reads a file, or its bytes (file: its name for messages). All columns but `scenario` and `status`
 * are numbers. TF_BAD_INPUT, with the line, for: no header, a name missing or twice, a row with too
 * few or too many fields, an empty row, a field that is no number, text that is not UTF-8, a quote
 * in the wrong place, a last row that does not end. Goes on to find up to TF_ERRORS_KEPT. table is
 * initialised here; release it in every case. */
bool tf_wide_read(struct tf_wide_table *table, const char *path, struct tf_diag *diag);
bool tf_wide_parse(struct tf_wide_table *table, const char *file, const char *bytes, size_t length,
                   struct tf_diag *diag);

/* The same of a table that another program may have written: NaN, NA and infinities in any spelling
 * are absent, numbers may be written in every way that scenarios allow but per cent, text in a
 * column of numbers is left to the caller (see stray), and the last row need not end. */
bool tf_wide_read_foreign(struct tf_wide_table *table, const char *path, struct tf_diag *diag);
bool tf_wide_parse_foreign(struct tf_wide_table *table, const char *file, const char *bytes,
                           size_t length, struct tf_diag *diag);

void tf_wide_release(struct tf_wide_table *table);

/* The column of a name, or NULL. */
const struct tf_wide_read_column *tf_wide_find(const struct tf_wide_table *table, const char *name);

#endif
