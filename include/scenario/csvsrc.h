/* csvsrc: CSV bytes to records of cells, each cell with the place it came from. Wraps libcsv,
 * which gives no positions of its own. */
#ifndef TF_SCENARIO_CSVSRC_H
#define TF_SCENARIO_CSVSRC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"

#define TF_CSV_FILE_LIMIT ((size_t)64 << 20)  /* bytes in one file */
#define TF_CSV_FIELD_LIMIT ((size_t)64 << 10) /* bytes in one field */

struct tf_cell {
    const char *text; /* NUL-terminated, blanks round it removed, quotes resolved; "" when empty */
    size_t length;
    size_t line, column; /* where it starts in the file, 1-based; column in bytes */
    bool quoted;
};

struct tf_record {
    struct tf_cell *cells;
    size_t count;
    size_t line; /* where the record starts */
};

struct tf_csv {
    const char *file; /* as the user named it */
    char separator;   /* ',' or ';' */
    char decimal;     /* '.' or, with ';', ',' */
    struct tf_record header;
    struct tf_record *records; /* neither blank nor comment, without the header */
    size_t count;
    const char **lines; /* the file's lines, NUL-terminated copies, for excerpts */
    size_t line_count;
};

/* Reads bytes (the whole file) into csv. Everything lives in the arena. Skips blank records and
 * comments (first field starts with '#'), strips a byte-order mark, finds the separator from the
 * header. Errors, each with file:line:column: invalid UTF-8 ("save as CSV UTF-8"), NUL, an
 * unterminated quote (placed where it opened), a quote inside an unquoted field (but not in a
 * comment), a field too long, no header, more fields than the header has. Missing fields are filled
 * with empty cells placed at the end of the record. Goes on after an error where it can; returns
 * false when there was any. */
bool tf_csv_read(struct tf_arena *arena, const char *file, const char *bytes, size_t length,
                 struct tf_csv *csv, struct tf_diag *diag);

/* The place of a cell, with its source line, for messages. offset: bytes into the cell's text. */
struct tf_place tf_csv_place(const struct tf_csv *csv, const struct tf_cell *cell, size_t offset);

#endif
