#include "output/wide.h"

#include <string.h>

#include "base/num.h"
#include "output/csv.h"

bool tf_wide_texts(const char *const *texts, size_t count, bool first, struct tf_arena *arena,
                   struct tf_wide_texts *out)
{
    struct tf_buffer field;
    *out = (struct tf_wide_texts){tf_arena_alloc(arena, count, sizeof *out->items), count, 0};
    bool ok = out->items != NULL;
    tf_buffer_init(&field);
    for (size_t i = 0; i < count && ok; i++) {
        field.length = 0;
        tf_csv_field(&field, texts[i], first);
        size_t comma = first ? 0 : 1, length = field.length - comma;
        const char *copy =
            field.bytes == NULL ? "" : tf_arena_strndup(arena, field.bytes + comma, length);
        out->items[i] = (struct tf_wide_text){copy, length};
        out->longest = length > out->longest ? length : out->longest;
        ok = copy != NULL && !field.failed;
    }
    tf_buffer_release(&field);
    return ok;
}

bool tf_wide_number_texts(const double *values, size_t count, struct tf_arena *arena,
                          struct tf_wide_texts *out)
{
    *out = (struct tf_wide_texts){tf_arena_alloc(arena, count, sizeof *out->items), count, 0};
    for (size_t i = 0; i < count && out->items != NULL; i++) {
        char text[TF_NUMBER_TEXT];
        size_t length = tf_number_shortest(values[i], text);
        out->items[i] = (struct tf_wide_text){tf_arena_strndup(arena, text, length), length};
        out->longest = length > out->longest ? length : out->longest;
        if (out->items[i].field == NULL) {
            return false;
        }
    }
    return out->items != NULL;
}

void tf_wide_header(const struct tf_wide_column *columns, size_t count, struct tf_buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        tf_csv_field(out, columns[i].name, i == 0);
    }
    tf_csv_end(out);
}

/* Bytes that no row is longer than, with what tf_number_shortest may write behind a number. */
static size_t longest_row(const struct tf_wide_column *columns, size_t count)
{
    size_t bytes = TF_NUMBER_TEXT + 1;
    for (size_t i = 0; i < count; i++) {
        bool is_text = columns[i].kind == TF_WIDE_TEXT || columns[i].kind == TF_WIDE_CYCLE;
        bytes += 1 + (is_text ? columns[i].texts.longest : TF_NUMBER_TEXT);
    }
    return bytes;
}

static bool make_room(struct tf_buffer *out, size_t bytes)
{
    if (out->failed || !tf_array_reserve(&out->bytes, &out->capacity, out->length + bytes + 1, 1)) {
        out->failed = true;
    }
    return !out->failed;
}

static char *write_text(const struct tf_wide_texts *texts, size_t index, char *at)
{
    memcpy(at, texts->items[index].field, texts->items[index].length);
    return at + texts->items[index].length;
}

/* One field; where it ends. `row` counts from the block's first. */
static char *write_field(const struct tf_wide_column *column, const union tf_wide_cells *cells,
                         size_t first, size_t row, char *at)
{
    size_t turn;
    switch (column->kind) {
    case TF_WIDE_NUMBER:
        return at + tf_number_shortest(cells->numbers[row], at);
    case TF_WIDE_TEXT:
        return write_text(&column->texts, cells->indices[row], at);
    case TF_WIDE_COUNT:
        turn = (first + row) / column->stride % column->period;
        return at + tf_number_shortest((double)(turn + 1), at);
    case TF_WIDE_CYCLE:
        turn = (first + row) / column->stride % column->period;
        return write_text(&column->texts, turn, at);
    }
    return at;
}

void tf_wide_rows(const struct tf_wide_column *columns, size_t count,
                  const union tf_wide_cells *cells, size_t first, size_t rows,
                  struct tf_buffer *out)
{
    size_t longest = longest_row(columns, count);
    for (size_t row = 0; row < rows && make_room(out, longest); row++) {
        char *start = out->bytes + out->length, *at = start;
        for (size_t i = 0; i < count; i++) {
            at = write_field(&columns[i], &cells[i], first, row, at);
            *at++ = ',';
        }
        at[-1] = '\n';
        out->length += (size_t)(at - start);
    }
    if (out->bytes != NULL && !out->failed) {
        out->bytes[out->length] = '\0';
    }
}
