/* result_table: a table that a command of this program wrote as CSV, read back so that a chart can
 * be drawn from it; which command wrote it is seen from its header. */
#ifndef TF_OUTPUT_RESULT_TABLE_H
#define TF_OUTPUT_RESULT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "scenario/csvsrc.h"

enum tf_result_kind {
    TF_RESULT_ROWS,      /* sweep, sample: scenario,run[,draw][,set.ADDRESS…],METRIC…,status */
    TF_RESULT_RUN,       /* run: scenario,year,metric,region,group,source,value[,unit] */
    TF_RESULT_EXPLAINED, /* explain: the same columns; metrics are `change.…` */
    TF_RESULT_SUMMARY,   /* sample --summary: run's, and statistic,…,stderr */
    TF_RESULT_INDICES,   /* sensitivity, indices: metric,factor,factor2,index,value,low,high,n */
    TF_RESULT_SOLVED,    /* solve: scenario,[set.ADDRESS…,]find,value,metric,target,reached,… */
    TF_RESULT_BOXES,     /* discover: scenario,box,factor,low,high,coverage,density,… */
    TF_RESULT_OBSERVED,  /* of no command: year,metric,value and what it is of */
    TF_RESULT_KINDS
};

struct tf_result_table {
    struct tf_arena arena; /* of everything here */
    enum tf_result_kind kind;
    const char *file; /* its name for messages */
    struct tf_csv csv;
};

/* The commands that write a kind of table, for messages: "sweep and sample". */
const char *tf_result_command(enum tf_result_kind kind);

/* Is this the beginning of such a table? False for anything else, a scenario too; no message. */
bool tf_result_recognise(const char *bytes, size_t length);

/* Reads a table from its bytes. TF_BAD_INPUT for what is no CSV (see csvsrc.h), a header that fits
 * no command, a column that it has twice, a table without rows. table is initialised here; release
 * it in every case. */
bool tf_result_parse(struct tf_result_table *table, const char *file, const char *bytes,
                     size_t length, struct tf_diag *diag);
void tf_result_release(struct tf_result_table *table);

/* The column of a name; SIZE_MAX: none. */
size_t tf_result_column(const struct tf_result_table *table, const char *name);

/* As tf_result_column, but TF_BAD_INPUT where there is none. */
bool tf_result_need(const struct tf_result_table *table, const char *name, size_t *column,
                    struct tf_diag *diag);

/* A cell's text; "" beyond the columns (column SIZE_MAX). */
const char *tf_result_text(const struct tf_result_table *table, size_t row, size_t column);

/* A cell's number: NaN where it is empty or the column is SIZE_MAX. TF_BAD_INPUT, with the place,
 * for text, and for numbers of over 1e30. */
bool tf_result_number(const struct tf_result_table *table, size_t row, size_t column, double *value,
                      struct tf_diag *diag);

/* Of a table of solve: does the row's status say that the targets are reached, as in `ok` and
 * `ok; at the high end of the bracket`? */
bool tf_result_is_solved(const struct tf_result_table *table, size_t row);

/* The place of a cell, for messages. */
struct tf_place tf_result_place(const struct tf_result_table *table, size_t row, size_t column);

#endif
