#include "output/chart_text.h"

#include <string.h>

#include "base/text.h"

size_t text_columns(const struct figure *figure)
{
    size_t columns = figure->options->columns;
    if (columns < TEXT_COLUMNS_LEAST) {
        return TEXT_COLUMNS_LEAST;
    }
    return columns > TEXT_COLUMNS_MOST ? TEXT_COLUMNS_MOST : columns;
}

void text_page_init(struct text_page *page, struct figure *figure, size_t columns, size_t rows)
{
    *page = (struct text_page){.figure = figure, .columns = columns, .rows = rows};
    page->cells = tf_arena_alloc(figure->arena, columns * rows, sizeof *page->cells);
    if (!page->cells) {
        figure->failed = true;
        page->rows = 0;
        return;
    }
    for (size_t i = 0; i < columns * rows; i++) {
        page->cells[i].bytes[0] = ' ';
    }
}

static struct text_cell *cell_at(struct text_page *page, size_t row, size_t column)
{
    bool inside = row < page->rows && column < page->columns;
    return inside ? &page->cells[row * page->columns + column] : NULL;
}

/* One character: a wide one empties the cell after it, a combining one joins the cell before. */
static size_t put_character(struct text_page *page, size_t row, size_t column, const char *bytes,
                            int ink, bool bold)
{
    size_t width = tf_text_width(bytes);
    if (width == 0) {
        struct text_cell *before = column > 0 ? cell_at(page, row, column - 1) : NULL;
        if (before && strlen(before->bytes) + strlen(bytes) < sizeof before->bytes) {
            memcpy(before->bytes + strlen(before->bytes), bytes, strlen(bytes) + 1);
        }
        return column;
    }
    struct text_cell *cell = cell_at(page, row, column);
    struct text_cell *last = cell_at(page, row, column + width - 1);
    if (!cell || !last) {
        return column;
    }
    memset(cell->bytes, 0, sizeof cell->bytes);
    memcpy(cell->bytes, bytes, strlen(bytes));
    cell->ink = ink;
    cell->bold = bold;
    if (last != cell) {
        last->bytes[0] = '\0';
    }
    return column + width;
}

size_t text_put(struct text_page *page, size_t row, size_t column, const char *text, int ink,
                bool bold)
{
    size_t left = strlen(text);
    while (left > 0) {
        char bytes[5] = {0};
        int32_t code_point;
        size_t length = tf_utf8_decode(text, left, &code_point);
        if (length == 0) {
            break;
        }
        memcpy(bytes, text, length);
        column = put_character(page, row, column, bytes, ink, bold);
        text += length;
        left -= length;
    }
    return column;
}

void text_put_end(struct text_page *page, size_t row, size_t end, const char *text, int ink,
                  bool bold)
{
    size_t width = tf_text_width(text);
    text_put(page, row, width < end ? end - width : 0, text, ink, bold);
}

void text_put_code(struct text_page *page, size_t row, size_t column, int32_t c, int ink)
{
    char bytes[5] = {0};
    if (c < 0x80) {
        bytes[0] = (char)c;
    } else if (c < 0x800) {
        bytes[0] = (char)(0xC0 | (c >> 6));
        bytes[1] = (char)(0x80 | (c & 0x3F));
    } else {
        bytes[0] = (char)(0xE0 | (c >> 12));
        bytes[1] = (char)(0x80 | ((c >> 6) & 0x3F));
        bytes[2] = (char)(0x80 | (c & 0x3F));
    }
    put_character(page, row, column, bytes, ink, false);
}

bool text_is_blank(const struct text_page *page, size_t row, size_t from, size_t to)
{
    if (row >= page->rows || to > page->columns) {
        return false;
    }
    for (size_t column = from; column < to; column++) {
        if (strcmp(page->cells[row * page->columns + column].bytes, " ") != 0) {
            return false;
        }
    }
    return true;
}

const char *text_fit(struct figure *figure, const char *text, size_t columns)
{
    const char *clean = figure_clean(figure, text, 400);
    if (tf_text_width(clean) <= columns) {
        return clean;
    }
    struct tf_buffer out;
    tf_buffer_init(&out);
    tf_text_pad(&out, clean, columns, TF_ALIGN_LEFT);
    const char *cut = figure_check(
        figure, out.failed ? NULL : tf_arena_strndup(figure->arena, out.bytes, out.length));
    tf_buffer_release(&out);
    return cut;
}

/* A paragraph by tf_text_wrap, a row a line. */
static size_t put_wrapped(struct text_page *page, size_t row, const char *text, int ink, bool bold)
{
    struct tf_buffer lines;
    if (!*text) {
        return row;
    }
    tf_buffer_init(&lines);
    tf_text_wrap(&lines, text, page->columns, 0);
    for (char *at = lines.bytes; at && *at && !lines.failed; row++) {
        char *end = strchr(at, '\n');
        if (end) {
            *end = '\0';
        }
        text_put(page, row, 0, at, ink, bold);
        at = end ? end + 1 : at + strlen(at);
    }
    page->figure->failed |= lines.failed;
    tf_buffer_release(&lines);
    return row;
}

size_t text_header(struct text_page *page, size_t row, const char *title, const char *subtitle)
{
    row = put_wrapped(page, row, title, 0, true);
    return put_wrapped(page, row, subtitle, INK_MUTED, false);
}

/* --- output ----------------------------------------------------------------------------------- */

/* Colours of the 256 that read on light and dark grounds alike; ink itself stays the terminal's. */
static const char *sgr(int ink)
{
    static const char *const codes[] = {
        "",         "",         "38;5;245", "38;5;160", "",        "38;5;33",
        "38;5;208", "38;5;37",  "38;5;178", "38;5;133", "38;5;33", "38;5;172",
        "38;5;37",  "38;5;133", "",         "38;5;208", /* median, gain, loss … */
        "38;5;33",  "38;5;37",  "38;5;208",
    };
    return ink >= 0 && (size_t)ink < sizeof codes / sizeof *codes ? codes[ink] : "";
}

static void change_style(struct tf_buffer *out, int ink, bool bold)
{
    const char *code = sgr(ink);
    tf_buffer_printf(out, "\x1b[0%s%s%sm", bold ? ";1" : "", *code ? ";" : "", code);
}

static void render_row(const struct text_page *page, size_t row, struct tf_buffer *out)
{
    const struct text_cell *cells = &page->cells[row * page->columns];
    bool colour = page->figure->options->colour;
    size_t end = page->columns;
    int ink = 0;
    bool bold = false;
    while (end > 0 && strcmp(cells[end - 1].bytes, " ") == 0) {
        end--;
    }
    for (size_t i = 0; i < end; i++) {
        if (cells[i].bytes[0] == '\0') {
            continue; /* the right half of a wide character */
        }
        if (colour && (cells[i].ink != ink || cells[i].bold != bold)) {
            ink = cells[i].ink;
            bold = cells[i].bold;
            change_style(out, ink, bold);
        }
        tf_buffer_text(out, cells[i].bytes);
    }
    if (ink != 0 || bold) {
        tf_buffer_text(out, "\x1b[0m");
    }
    tf_buffer_text(out, "\n");
}

void text_render(const struct text_page *page, struct tf_buffer *out)
{
    for (size_t row = 0; row < page->rows; row++) {
        render_row(page, row, out);
    }
}

char text_canvas_at(const struct tf_buffer *canvas, size_t width, size_t x, size_t y)
{
    size_t start = canvas->length > 0 && canvas->bytes[0] == '\f' ? 1 : 0;
    size_t at = start + y * (width + 1) + x;
    char letter = at < canvas->length ? canvas->bytes[at] : ' ';
    return letter >= 'A' && letter <= 'Z' ? letter : ' ';
}
