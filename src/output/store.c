#include "output/store.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "output/json.h"
#include "output/store_format.h"

const char *const store_kinds[STORE_KINDS] = {"factor", "metric", "auxiliary", "status"};

/* --- the header ------------------------------------------------------------------------------- */

static void write_shape(struct tf_json *json, const struct tf_store_plan *plan)
{
    tf_json_open(json, "shape", '[', true);
    tf_json_number(json, NULL, (double)plan->scenario_count);
    tf_json_number(json, NULL, (double)plan->column_count + 1);
    tf_json_number(json, NULL, (double)plan->runs);
    tf_json_close(json, ']');
}

static void write_column(struct tf_json *json, const char *name, enum tf_store_kind kind)
{
    tf_json_open(json, NULL, '{', true);
    tf_json_text(json, "name", name);
    tf_json_text(json, "kind", store_kinds[kind]);
    tf_json_close(json, '}');
}

static void write_header(const struct tf_store_plan *plan, struct tf_buffer *out)
{
    struct tf_json json;
    tf_json_begin(&json, out);
    tf_json_open(&json, NULL, '{', false);
    write_shape(&json, plan);
    tf_json_number(&json, "first_run", (double)plan->first_run);
    tf_json_open(&json, "scenarios", '[', true);
    for (size_t i = 0; i < plan->scenario_count; i++) {
        tf_json_text(&json, NULL, plan->scenarios[i]);
    }
    tf_json_close(&json, ']');
    tf_json_open(&json, "columns", '[', false);
    for (size_t i = 0; i < plan->column_count; i++) {
        write_column(&json, plan->columns[i].name, plan->columns[i].kind);
    }
    write_column(&json, "status", TF_STORE_STATUS);
    tf_json_close(&json, ']');
    tf_manifest_write_plan(plan->manifest, &json, "manifest");
    tf_json_close(&json, '}');
}

/* All that stands before the values: two lines and the header, filled up with blanks. */
static void write_start(const struct tf_store_plan *plan, struct tf_buffer *out)
{
    struct tf_buffer header;
    tf_buffer_init(&header);
    write_header(plan, &header);
    do {
        tf_buffer_text(&header, " ");
    } while ((STORE_START + header.length + 1) % STORE_ALIGNMENT != 0 && !header.failed);
    tf_buffer_text(&header, "\n");
    tf_buffer_printf(out, STORE_MAGIC "%d\n%015zu\n", STORE_FORMAT, header.length);
    tf_buffer_append(out, header.bytes, header.failed ? 0 : header.length);
    out->failed = out->failed || header.failed;
    tf_buffer_release(&header);
}

/* --- writing at its place --------------------------------------------------------------------- */

static bool fail_writing(const struct tf_store_writer *writer, struct tf_diag *diag)
{
    struct tf_place place = {.file = writer->output.path};
    return tf_fail(diag, TF_ENVIRONMENT, &place, "cannot write it: %s", strerror(errno));
}

static bool write_at(const struct tf_store_writer *writer, uint64_t at, const void *bytes,
                     size_t length, struct tf_diag *diag)
{
    const char *next = bytes;
    int descriptor = fileno(writer->output.stream);
    while (length > 0) {
        ssize_t written = pwrite(descriptor, next, length, (off_t)at);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            errno = written == 0 ? ENOSPC : errno;
            return fail_writing(writer, diag);
        }
        next += written;
        at += (uint64_t)written;
        length -= (size_t)written;
    }
    return true;
}

/* Bytes of all columns; false when no file can have so many. */
static bool data_bytes(const struct tf_store_plan *plan, uint64_t *bytes)
{
    return !__builtin_mul_overflow((uint64_t)plan->scenario_count, plan->column_count + 1, bytes) &&
           !__builtin_mul_overflow(*bytes, plan->runs, bytes) &&
           !__builtin_mul_overflow(*bytes, sizeof(double), bytes) && *bytes < (uint64_t)1 << 62;
}

/* Where a column of a scenario starts in the file. */
static uint64_t column_at(const struct tf_store_writer *writer, size_t scenario, size_t column)
{
    return writer->data +
           sizeof(double) * writer->runs * (scenario * writer->column_count + column);
}

static bool begin(struct tf_store_writer *writer, const struct tf_store_plan *plan, uint64_t bytes,
                  struct tf_diag *diag)
{
    struct tf_buffer start;
    tf_buffer_init(&start);
    write_start(plan, &start);
    writer->data = start.length;
    writer->checksums =
        calloc(writer->scenario_count * writer->column_count, sizeof *writer->checksums);
    bool ok = writer->checksums != NULL && !start.failed ? true : tf_out_of_memory(diag);
    if (ok) {
        tf_digest_bytes(start.bytes, start.length, writer->header_digest);
        ok = write_at(writer, 0, start.bytes, start.length, diag);
    }
    if (ok && ftruncate(fileno(writer->output.stream), (off_t)(start.length + bytes)) != 0) {
        ok = fail_writing(writer, diag);
    }
    tf_buffer_release(&start);
    return ok;
}

bool tf_store_create(struct tf_store_writer *writer, const char *path,
                     const struct tf_store_plan *plan, struct tf_diag *diag)
{
    struct tf_place place = {.file = path};
    uint64_t bytes;
    *writer = (struct tf_store_writer){
        .column_count = plan->column_count + 1,
        .scenario_count = plan->scenario_count,
        .runs = plan->runs,
    };
    if (!data_bytes(plan, &bytes) || !STORE_MACHINE) {
        return tf_fail(diag, TF_BAD_INPUT, &place, "no file has room for so many draws");
    }
    if (!tf_output_open(&writer->output, path, diag)) {
        return false;
    }
    if (writer->output.aside == NULL) {
        tf_output_abandon(&writer->output);
        return tf_fail(diag, TF_BAD_INPUT, &place,
                       "draws are kept in a file, not in a pipe or device");
    }
    if (!begin(writer, plan, bytes, diag)) {
        tf_store_abandon(writer);
        return false;
    }
    return true;
}

/* --- values ----------------------------------------------------------------------------------- */

enum { PIECE = 1024 };

/* Values as they stand in the file: every NaN is the same one. */
static void take_values(const double *values, size_t count, double *out)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = values != NULL && !isnan(values[i]) ? values[i] : TF_ABSENT;
    }
}

static void take_statuses(const uint32_t *statuses, size_t count, double *out)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = statuses[i];
    }
}

static void add_checksum(struct tf_store_checksum *total, const struct tf_store_checksum *more)
{
    __atomic_fetch_add(&total->plain, more->plain, __ATOMIC_RELAXED);
    __atomic_fetch_add(&total->weighted, more->weighted, __ATOMIC_RELAXED);
}

/* One column of at most PIECE runs. The status column is the one behind the values. */
static bool write_piece(struct tf_store_writer *writer, size_t scenario, size_t column,
                        uint64_t first, size_t count, const double *values,
                        const uint32_t *statuses, struct tf_diag *diag)
{
    double piece[PIECE];
    struct tf_store_checksum checksum = {0, 0};
    if (column + 1 == writer->column_count) {
        take_statuses(statuses, count, piece);
    } else {
        take_values(values, count, piece);
    }
    store_checksum_add(&checksum, piece, first, count);
    add_checksum(&writer->checksums[scenario * writer->column_count + column], &checksum);
    uint64_t at = column_at(writer, scenario, column) + first * sizeof(double);
    return write_at(writer, at, piece, count * sizeof(double), diag);
}

bool tf_store_write(struct tf_store_writer *writer, size_t scenario, uint64_t first, size_t count,
                    const double *const *values, const uint32_t *statuses, struct tf_diag *diag)
{
    for (size_t done = 0, piece; done < count; done += piece) {
        piece = count - done < PIECE ? count - done : PIECE;
        for (size_t column = 0; column < writer->column_count; column++) {
            bool has_values = column + 1 < writer->column_count && values[column] != NULL;
            if (!write_piece(writer, scenario, column, first + done, piece,
                             has_values ? values[column] + done : NULL, statuses + done, diag)) {
                return false;
            }
        }
    }
    return true;
}

/* --- the footer ------------------------------------------------------------------------------- */

static int compare_statuses(const void *a, const void *b)
{
    uint32_t first = ((const struct tf_store_status *)a)->code;
    uint32_t second = ((const struct tf_store_status *)b)->code;
    return (first > second) - (first < second);
}

/* By ascending code. */
static void write_statuses(struct tf_json *json, const struct tf_store_result *result)
{
    struct tf_store_status *sorted = calloc(result->status_count + 1, sizeof *sorted);
    if (sorted == NULL) {
        json->out->failed = true;
        return;
    }
    for (size_t i = 0; i < result->status_count; i++) {
        sorted[i] = result->statuses[i];
    }
    qsort(sorted, result->status_count, sizeof *sorted, compare_statuses);
    tf_json_open(json, "statuses", '[', true);
    for (size_t i = 0; i < result->status_count; i++) {
        tf_json_open(json, NULL, '{', true);
        tf_json_number(json, "code", sorted[i].code);
        tf_json_text(json, "text", sorted[i].text);
        tf_json_close(json, '}');
    }
    tf_json_close(json, ']');
    free(sorted);
}

void store_checksum_text(const struct tf_store_checksum *checksum, char text[STORE_CHECKSUM_TEXT])
{
    snprintf(text, STORE_CHECKSUM_TEXT, "%016llx%016llx", (unsigned long long)checksum->plain,
             (unsigned long long)checksum->weighted);
}

static void write_checksums(struct tf_json *json, const struct tf_store_checksum *checksums,
                            size_t count)
{
    tf_json_open(json, "checksums", '[', true);
    for (size_t i = 0; i < count; i++) {
        char text[STORE_CHECKSUM_TEXT];
        store_checksum_text(&checksums[i], text);
        tf_json_text(json, NULL, text);
    }
    tf_json_close(json, ']');
}

static void write_result(struct tf_json *json, const struct tf_store_writer *writer,
                         const struct tf_store_result *result, size_t scenario)
{
    tf_json_open(json, NULL, '{', true);
    tf_json_number(json, "complete", (double)result->complete);
    tf_json_number(json, "ok", (double)result->ok);
    tf_json_number(json, "infeasible", (double)result->infeasible);
    tf_json_number(json, "clipped", (double)result->clipped);
    write_statuses(json, result);
    write_checksums(json, &writer->checksums[scenario * writer->column_count],
                    writer->column_count);
    tf_json_close(json, '}');
}

/* One line of JSON, and a line with its SHA-256. */
static void write_footer(const struct tf_store_writer *writer,
                         const struct tf_store_result *results, struct tf_buffer *out)
{
    struct tf_json json;
    char digest[TF_DIGEST_TEXT];
    tf_json_begin(&json, out);
    tf_json_open(&json, NULL, '{', true);
    tf_json_text(&json, "header_sha256", writer->header_digest);
    tf_json_open(&json, "scenarios", '[', true);
    for (size_t i = 0; i < writer->scenario_count; i++) {
        write_result(&json, writer, &results[i], i);
    }
    tf_json_close(&json, ']');
    tf_json_close(&json, '}');
    tf_json_end(&json);
    if (!out->failed) {
        tf_digest_bytes(out->bytes, out->length, digest);
        tf_buffer_printf(out, "%s\n", digest);
    }
}

bool tf_store_finish(struct tf_store_writer *writer, const struct tf_store_result *results,
                     const char *partial, uint64_t *bytes, struct tf_diag *diag)
{
    struct tf_buffer footer;
    uint64_t at = column_at(writer, writer->scenario_count, 0);
    tf_buffer_init(&footer);
    write_footer(writer, results, &footer);
    bool ok = footer.failed ? tf_out_of_memory(diag)
                            : write_at(writer, at, footer.bytes, footer.length, diag);
    if (ok) {
        ok = partial != NULL ? tf_output_commit_as(&writer->output, partial, diag)
                             : tf_output_commit(&writer->output, diag);
        if (bytes != NULL) {
            *bytes = at + footer.length;
        }
        free(writer->checksums);
        *writer = (struct tf_store_writer){.runs = 0};
    } else {
        tf_store_abandon(writer);
    }
    tf_buffer_release(&footer);
    return ok;
}

void tf_store_abandon(struct tf_store_writer *writer)
{
    tf_output_abandon(&writer->output);
    free(writer->checksums);
    *writer = (struct tf_store_writer){.runs = 0};
}
