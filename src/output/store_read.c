#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "output/json_read.h"
#include "output/manifest_format.h"
#include "output/store.h"
#include "output/store_format.h"

/* A file while it is taken apart. */
struct reading {
    struct tf_store *store;
    struct tf_diag *diag;
    const char *bytes;
    size_t length;
    size_t data, data_bytes; /* where the values are */
    const char *footer;      /* behind them */
    size_t footer_length;    /* of the JSON with its line end */
};

static bool refuse(const struct reading *reading, const char *text)
{
    struct tf_place place = {.file = reading->store->file};
    return tf_fail(reading->diag, TF_BAD_INPUT, &place, "%s", text);
}

static bool refuse_truncated(const struct reading *reading)
{
    struct tf_place place = {.file = reading->store->file};
    return tf_fail(reading->diag, TF_BAD_INPUT, &place,
                   "it is truncated: it has only %zu bytes; copy it again, or run its study again",
                   reading->length);
}

static bool refuse_damaged(const struct reading *reading, const char *part)
{
    struct tf_place place = {.file = reading->store->file};
    return tf_fail(
        reading->diag, TF_BAD_INPUT, &place,
        "its %s is damaged (the checksum differs); copy it again, or run its study again", part);
}

/* --- the two lines in front ------------------------------------------------------------------- */

bool tf_store_is_content(const char *bytes, size_t length)
{
    return length >= STORE_LINE && memcmp(bytes, STORE_MAGIC, strlen(STORE_MAGIC)) == 0 &&
           bytes[STORE_LINE - 1] == '\n';
}

/* The lines say what the file is and how long its header; the values start behind that. */
static bool read_lines(struct reading *reading)
{
    char format = reading->length > strlen(STORE_MAGIC) ? reading->bytes[strlen(STORE_MAGIC)] : ' ';
    long length;
    if (!tf_store_is_content(reading->bytes, reading->length)) {
        return refuse(reading, "it is no file of draws, as --store writes them");
    }
    if (format != '0' + STORE_FORMAT) {
        struct tf_place place = {.file = reading->store->file};
        return tf_fail(reading->diag, TF_BAD_INPUT, &place,
                       "it is in format %c of draws; this program reads format %d", format,
                       STORE_FORMAT);
    }
    if (reading->length < STORE_START) {
        return refuse_truncated(reading);
    }
    if (!tf_whole_parse(reading->bytes + STORE_LINE, STORE_LINE - 1, 999999999999999, &length) ||
        reading->bytes[STORE_START - 1] != '\n' ||
        (STORE_START + (size_t)length) % STORE_ALIGNMENT != 0) {
        return refuse(reading, "its second line must be the length of its header");
    }
    reading->data = STORE_START + (size_t)length;
    return reading->data <= reading->length ? true : refuse_truncated(reading);
}

/* --- the header ------------------------------------------------------------------------------- */

static void read_shape(struct json_reader *reader, const json_t *root, struct reading *reading)
{
    const json_t *shape = json_reader_array(reader, root, "shape");
    uint64_t sizes[3] = {0, 0, 0}, bytes;
    for (size_t i = 0; i < 3; i++) {
        json_int_t size = json_integer_value(json_array_get(shape, i));
        sizes[i] = size > 0 ? (uint64_t)size : 0;
    }
    struct tf_store *store = reading->store;
    if (json_array_size(shape) != 3 || sizes[0] != store->scenario_count ||
        sizes[1] != store->column_count || sizes[0] == 0 || sizes[1] == 0 ||
        __builtin_mul_overflow(sizes[0] * sizes[1], sizes[2], &bytes) ||
        __builtin_mul_overflow(bytes, sizeof(double), &bytes) || bytes > SIZE_MAX / 2) {
        json_reader_refuse(reader, "shape", "the numbers of scenarios, columns and runs");
        return;
    }
    store->runs = sizes[2];
    reading->data_bytes = (size_t)bytes;
}

static void read_column(struct json_reader *reader, const json_t *object, bool last,
                        struct tf_store_column *column)
{
    const char *kind = json_reader_text(reader, object, "kind");
    column->name = json_reader_text(reader, object, "name");
    for (int i = 0; i < STORE_KINDS; i++) {
        if (strcmp(kind, store_kinds[i]) == 0 && (i == TF_STORE_STATUS) == last) {
            column->kind = (enum tf_store_kind)i;
            return;
        }
    }
    json_reader_refuse(reader, "kind", "`factor` or `metric`, and of the last column `status`");
}

static void read_header_fields(struct json_reader *reader, const json_t *root,
                               struct reading *reading)
{
    struct tf_store *store = reading->store;
    store->scenarios = json_reader_texts(reader, root, "scenarios", &store->scenario_count);
    const json_t *columns = json_reader_array(reader, root, "columns");
    store->columns =
        json_reader_items(reader, columns, sizeof *store->columns, &store->column_count);
    for (size_t i = 0; i < store->column_count && !reader->failed; i++) {
        read_column(reader, json_array_get(columns, i), i + 1 == store->column_count,
                    &store->columns[i]);
    }
    read_shape(reader, root, reading);
    store->first_run = json_reader_whole(reader, root, "first_run");
    manifest_read(reader, json_reader_inner(reader, root, "manifest"), false, &store->manifest);
}

static bool read_header(struct reading *reading)
{
    struct tf_store *store = reading->store;
    struct json_reader reader = {store->file, &store->arena, reading->diag, false};
    json_t *root = json_reader_object(&reader, reading->bytes + STORE_START,
                                      reading->data - STORE_START, "header");
    if (root != NULL) {
        read_header_fields(&reader, root, reading);
    }
    json_decref(root);
    if (!reader.failed && reading->length - reading->data < reading->data_bytes) {
        return refuse_truncated(reading);
    }
    return !reader.failed;
}

/* --- the footer ------------------------------------------------------------------------------- */

/* The JSON of the footer stands between the values and a last line with its digest. */
static bool find_footer(struct reading *reading)
{
    char digest[TF_DIGEST_TEXT];
    size_t start = reading->data + reading->data_bytes, rest = reading->length - start;
    if (rest < TF_DIGEST_TEXT + 1 || reading->bytes[reading->length - 1] != '\n') {
        return refuse_truncated(reading);
    }
    reading->footer = reading->bytes + start;
    reading->footer_length = rest - TF_DIGEST_TEXT;
    tf_digest_bytes(reading->footer, reading->footer_length, digest);
    if (memcmp(digest, reading->footer + reading->footer_length, TF_DIGEST_TEXT - 1) != 0) {
        return refuse_damaged(reading, "end");
    }
    return true;
}

/* The digest of all that stands before the values; it makes the header safe to believe. */
static bool check_header(struct reading *reading, const char *wanted)
{
    char digest[TF_DIGEST_TEXT];
    tf_digest_bytes(reading->bytes, reading->data, digest);
    return strcmp(digest, wanted) == 0 ? true : refuse_damaged(reading, "header");
}

static void read_statuses(struct json_reader *reader, const json_t *object,
                          struct tf_store_result *result)
{
    const json_t *array = json_reader_array(reader, object, "statuses");
    struct tf_store_status *statuses =
        json_reader_items(reader, array, sizeof *statuses, &result->status_count);
    for (size_t i = 0; i < result->status_count && !reader->failed; i++) {
        const json_t *item = json_array_get(array, i);
        uint64_t code = json_reader_whole(reader, item, "code");
        statuses[i].text = json_reader_text(reader, item, "text");
        statuses[i].code = (uint32_t)code;
        if (code > UINT32_MAX || code <= (i > 0 ? statuses[i - 1].code : TF_STORE_ABSENT)) {
            json_reader_refuse(reader, "code", "positive, below 2^32 and ascending");
        }
    }
    result->statuses = statuses;
}

static void read_result(struct json_reader *reader, const json_t *object, uint64_t runs,
                        struct tf_store_result *result)
{
    result->complete = json_reader_whole(reader, object, "complete");
    result->ok = json_reader_whole(reader, object, "ok");
    result->infeasible = json_reader_whole(reader, object, "infeasible");
    result->clipped = json_reader_whole(reader, object, "clipped");
    read_statuses(reader, object, result);
    if (result->complete > runs) {
        json_reader_refuse(reader, "complete", "at most the number of runs");
    }
}

/* --- the values ------------------------------------------------------------------------------- */

static bool check_column(const struct reading *reading, size_t scenario, size_t column,
                         const char *wanted)
{
    struct tf_store *store = reading->store;
    struct tf_store_checksum checksum = {0, 0};
    char text[STORE_CHECKSUM_TEXT];
    store_checksum_add(&checksum, tf_store_values(store, scenario, column), 0, (size_t)store->runs);
    store_checksum_text(&checksum, text);
    if (wanted != NULL && strcmp(text, wanted) == 0) {
        return true;
    }
    struct tf_place place = {.file = store->file};
    return tf_fail(reading->diag, TF_BAD_INPUT, &place,
                   "its column `%s` of `%s` is damaged (the checksum differs); copy it again, or "
                   "run its study again",
                   store->columns[column].name, store->scenarios[scenario]);
}

static bool check_statuses(const struct reading *reading, size_t scenario)
{
    struct tf_store *store = reading->store;
    const double *values = tf_store_values(store, scenario, store->column_count - 1);
    double last = TF_ABSENT; /* mostly all are the same */
    for (uint64_t run = 0; run < store->results[scenario].complete; run++) {
        bool same = values[run] >= last && values[run] <= last;
        if (!same && tf_store_status_text(store, scenario, values[run]) == NULL) {
            return refuse(reading, "a run has a status that the file does not explain");
        }
        last = values[run];
    }
    return true;
}

static bool check_scenario(const struct reading *reading, const json_t *object, size_t scenario)
{
    struct tf_store *store = reading->store;
    const json_t *checksums = json_object_get(object, "checksums");
    for (size_t column = 0; column < store->column_count; column++) {
        const char *wanted = json_string_value(json_array_get(checksums, column));
        if (!check_column(reading, scenario, column, wanted)) {
            return false;
        }
    }
    return check_statuses(reading, scenario);
}

static bool read_footer_fields(struct json_reader *reader, const json_t *root,
                               struct reading *reading)
{
    struct tf_store *store = reading->store;
    const char *header_digest = json_reader_text(reader, root, "header_sha256");
    if (reader->failed || !check_header(reading, header_digest)) {
        return false;
    }
    const json_t *scenarios = json_reader_array(reader, root, "scenarios");
    size_t count;
    store->results = json_reader_items(reader, scenarios, sizeof *store->results, &count);
    if (count != store->scenario_count) {
        json_reader_refuse(reader, "scenarios", "as many as in the header");
    }
    for (size_t i = 0; i < store->scenario_count && !reader->failed; i++) {
        const json_t *object = json_array_get(scenarios, i);
        read_result(reader, object, store->runs, &store->results[i]);
        if (!reader->failed && !check_scenario(reading, object, i)) {
            return false;
        }
    }
    return !reader->failed;
}

static bool read_footer(struct reading *reading)
{
    struct tf_store *store = reading->store;
    struct json_reader reader = {store->file, &store->arena, reading->diag, false};
    json_t *root =
        json_reader_object(&reader, reading->footer, reading->footer_length, "end of the file");
    bool ok = root != NULL && read_footer_fields(&reader, root, reading);
    json_decref(root);
    return ok;
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool parse(struct tf_store *store, const char *bytes, size_t length, struct tf_diag *diag)
{
    struct reading reading = {.store = store, .diag = diag, .bytes = bytes, .length = length};
    if (!STORE_MACHINE) {
        return refuse(&reading, "this machine orders the bytes of numbers in another way");
    }
    if (!read_lines(&reading) || !read_header(&reading)) {
        return false;
    }
    store->values = (const double *)(const void *)(bytes + reading.data);
    return find_footer(&reading) && read_footer(&reading);
}

bool tf_store_parse(struct tf_store *store, const char *file, const char *bytes, size_t length,
                    struct tf_diag *diag)
{
    *store = (struct tf_store){.file = file};
    tf_arena_init(&store->arena);
    store->mapping = (struct tf_mapping){.bytes = ""};
    return parse(store, bytes, length, diag);
}

bool tf_store_open(struct tf_store *store, const char *path, struct tf_diag *diag)
{
    *store = (struct tf_store){.file = path};
    tf_arena_init(&store->arena);
    return tf_file_map(&store->mapping, path, diag) &&
           parse(store, store->mapping.bytes, store->mapping.length, diag);
}

void tf_store_release(struct tf_store *store)
{
    tf_file_unmap(&store->mapping);
    tf_arena_release(&store->arena);
    *store = (struct tf_store){.file = NULL};
}

const double *tf_store_values(const struct tf_store *store, size_t scenario, size_t column)
{
    return store->values + (scenario * store->column_count + column) * store->runs;
}

const char *tf_store_status_text(const struct tf_store *store, size_t scenario, double status)
{
    const struct tf_store_result *result = &store->results[scenario];
    for (size_t i = 0; i < result->status_count; i++) {
        double code = result->statuses[i].code;
        if (status >= code && status <= code) {
            return result->statuses[i].text;
        }
    }
    return NULL;
}

bool tf_store_is(const char *path)
{
    char line[STORE_LINE];
    FILE *stream = fopen(path, "rbe");
    size_t length = stream != NULL ? fread(line, 1, sizeof line, stream) : 0;
    if (stream != NULL) {
        fclose(stream);
    }
    return tf_store_is_content(line, length);
}
