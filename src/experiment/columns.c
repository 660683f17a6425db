#include "experiment/columns.h"

#include <stdlib.h>
#include <sys/mman.h>

/* Runs a block of the engine has (engine/evaluate.h: TF_RUN_BLOCK), and a margin that keeps what is
 * read in whole registers inside the mapping. */
enum { BLOCK_RUNS = 16, LINE_BYTES = 64, LINES_STAGGERED = 61 };

/* Columns that start at the same place of a page fall on the same few lines of the cache: when runs
 * are written across columns, they would push each other out. So each starts some lines later. */
static size_t stagger(size_t column)
{
    return column % LINES_STAGGERED * LINE_BYTES;
}

/* Bytes of a mapping for run_count items; 0 when they are too many. */
static size_t mapping_bytes(size_t run_count, size_t item)
{
    size_t most = (SIZE_MAX / 4 - LINES_STAGGERED * LINE_BYTES) / item - BLOCK_RUNS;
    if (run_count > most) {
        return 0;
    }
    size_t padded = (run_count + BLOCK_RUNS - 1) / BLOCK_RUNS * BLOCK_RUNS;
    return padded * item + LINES_STAGGERED * LINE_BYTES;
}

size_t tf_columns_bytes(size_t column_count, size_t run_count)
{
    size_t column = mapping_bytes(run_count, sizeof(double));
    size_t flags = mapping_bytes(run_count, 1);
    if (column == 0 || flags == 0 || column_count > (SIZE_MAX / 2 - 2 * flags) / column) {
        return SIZE_MAX;
    }
    return column_count * column + 2 * flags;
}

static bool refuse(const struct tf_columns *columns, size_t run_count, struct tf_diag *diag)
{
    size_t bytes = tf_columns_bytes(columns->column_count, run_count);
    return tf_fail(diag, TF_ENVIRONMENT, NULL,
                   "out of memory: %zu columns of %zu runs take %zu MB; ask for fewer runs or "
                   "metrics",
                   columns->column_count, run_count, bytes >> 20);
}

/* A mapping of `to` bytes in the place of one of `from` bytes (0: none yet), or NULL, and the old
 * one stands. The kernel moves pages without copying them. */
static unsigned char *map(unsigned char *old, size_t from, size_t to)
{
    void *mapped = to == 0 ? MAP_FAILED
                   : from > 0
                       ? mremap(old, from, to, MREMAP_MAYMOVE)
                       : mmap(NULL, to, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) {
        return NULL;
    }
    (void)madvise(mapped, to, MADV_HUGEPAGE); /* a wish; without huge pages it is only slower */
    return mapped;
}

/* Gives the mapping that starts `offset` bytes before *place room for run_count items instead of
 * `before`. */
static bool resize(unsigned char **place, size_t offset, size_t item, size_t before,
                   size_t run_count)
{
    unsigned char *old = *place == NULL ? NULL : *place - offset;
    size_t from = old == NULL ? 0 : mapping_bytes(before, item);
    unsigned char *mapped = map(old, from, mapping_bytes(run_count, item));
    if (mapped == NULL) {
        return false;
    }
    *place = mapped + offset;
    return true;
}

static bool resize_values(double **values, size_t column, size_t before, size_t run_count)
{
    unsigned char *start = (unsigned char *)*values;
    bool good = resize(&start, stagger(column), sizeof(double), before, run_count);
    *values = (double *)(void *)start;
    return good;
}

/* Gives everything room for run_count runs instead of `before`; stops at the first failure. *done
 * counts the mappings that have it. */
static bool resize_all(struct tf_columns *columns, size_t before, size_t run_count, size_t *done)
{
    bool good = true;
    *done = 0;
    for (size_t i = 0; i < columns->column_count && good; i++) {
        good = resize_values(&columns->values[i], i, before, run_count);
        *done += good;
    }
    good = good && resize(&columns->feasible, 0, 1, before, run_count);
    *done += good;
    good = good && resize(&columns->clipped, 0, 1, before, run_count);
    *done += good;
    return good;
}

/* Takes back what resize_all did: shrinking in place does not fail. */
static void take_back(struct tf_columns *columns, size_t before, size_t run_count, size_t done)
{
    for (size_t i = 0; i < columns->column_count && i < done; i++) {
        (void)resize_values(&columns->values[i], i, run_count, before);
    }
    if (done > columns->column_count) {
        (void)resize(&columns->feasible, 0, 1, run_count, before);
    }
}

bool tf_columns_init(struct tf_columns *columns, size_t column_count, size_t run_count,
                     struct tf_diag *diag)
{
    size_t done;
    *columns = (struct tf_columns){.column_count = column_count, .run_count = run_count};
    columns->values = calloc(column_count > 0 ? column_count : 1, sizeof *columns->values);
    if (columns->values == NULL || !resize_all(columns, run_count, run_count, &done)) {
        refuse(columns, run_count, diag);
        tf_columns_release(columns);
        return false;
    }
    return true;
}

bool tf_columns_grow(struct tf_columns *columns, size_t run_count, struct tf_diag *diag)
{
    size_t done, before = columns->run_count;
    if (run_count <= before) {
        return true;
    }
    if (!resize_all(columns, before, run_count, &done)) {
        take_back(columns, before, run_count, done);
        return refuse(columns, run_count, diag);
    }
    columns->run_count = run_count;
    return true;
}

void tf_columns_release(struct tf_columns *columns)
{
    size_t runs = columns->run_count;
    for (size_t i = 0; columns->values != NULL && i < columns->column_count; i++) {
        if (columns->values[i] != NULL) {
            munmap((unsigned char *)columns->values[i] - stagger(i),
                   mapping_bytes(runs, sizeof(double)));
        }
    }
    if (columns->feasible != NULL) {
        munmap(columns->feasible, mapping_bytes(runs, 1));
    }
    if (columns->clipped != NULL) {
        munmap(columns->clipped, mapping_bytes(runs, 1));
    }
    free(columns->values);
    *columns = (struct tf_columns){0};
}

void tf_column_difference(const double *later, const double *earlier, size_t run_count, double *out)
{
    for (size_t run = 0; run < run_count; run++) {
        out[run] = later[run] - earlier[run];
    }
}
