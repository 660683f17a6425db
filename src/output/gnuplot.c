#include "output/gnuplot.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/proc.h"
#include "base/text.h"
#include "output/layout.h"

/* --- writing ---------------------------------------------------------------------------------- */

/* What means nothing to gnuplot inside double quotes may stand as it is; all else is an octal code,
 * which gnuplot reads before it could mean anything. A code that begins with 0 takes up to four
 * digits, so it is written with four, or a digit of the text after it would be swallowed. Single
 * quotes are no way out: gnuplot 5.4 ends such a string at a leading apostrophe. */
static bool is_plain(int32_t c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || (c > 0 && strchr(" .,:;()+-/=", c));
}

static void quote_character(struct tf_buffer *script, const char *bytes, size_t length, int32_t c)
{
    int32_t shown = tf_layout_printable(c);
    if (shown == 0xFFFD) {
        tf_buffer_text(script, "\xEF\xBF\xBD");
    } else if (shown != c) {
        tf_buffer_text(script, " ");
    } else if (is_plain(c)) {
        tf_buffer_append(script, bytes, length);
    } else {
        tf_buffer_printf(script, "\\%04o", (unsigned)c);
    }
}

void tf_gnuplot_quote(struct tf_buffer *script, const char *text)
{
    size_t left = strlen(text);
    tf_buffer_text(script, "\"");
    while (left > 0) {
        int32_t c = 0xFFFD;
        size_t bytes = tf_utf8_decode(text, left, &c);
        if (bytes == 0) {
            bytes = 1;
            c = 0xFFFD;
        }
        quote_character(script, text, bytes, c);
        text += bytes;
        left -= bytes;
    }
    tf_buffer_text(script, "\"");
}

void tf_gnuplot_text(struct tf_buffer *script, const char *name, const char *value)
{
    tf_buffer_printf(script, "%s = ", name);
    tf_gnuplot_quote(script, value);
    tf_buffer_text(script, "\n");
}

/* An array must have a member: one that nothing counts stands in for none. */
static void array_begin(struct tf_buffer *script, const char *name, size_t count)
{
    tf_buffer_printf(script, "array %s[%zu] = [", name, count ? count : 1);
}

void tf_gnuplot_texts(struct tf_buffer *script, const char *name, const char *const *values,
                      size_t count)
{
    array_begin(script, name, count);
    for (size_t i = 0; i < count; i++) {
        tf_buffer_text(script, i ? ", \\\n  " : "");
        tf_gnuplot_quote(script, values[i]);
    }
    tf_buffer_text(script, count ? "]\n" : "\"\"]\n");
}

static double ten_digits(double value)
{
    if (value == 0 || fabs(value) > 1e290 || fabs(value) < 1e-290) {
        return value;
    }
    double scale = pow(10, 9 - floor(log10(fabs(value))));
    return isfinite(scale) && scale > 0 ? round(value * scale) / scale : value;
}

static void put_real(struct tf_buffer *script, double value)
{
    char text[TF_NUMBER_TEXT];
    if (!isfinite(value)) {
        tf_buffer_text(script, "NaN");
        return;
    }
    value = ten_digits(value);
    if (value == floor(value) && fabs(value) < 1e15) { /* 5000.0 rather than 5e3 */
        tf_buffer_printf(script, "%ld.0", (long)value);
        return;
    }
    tf_number_shortest(value, text);
    tf_buffer_text(script, text);
    if (!strpbrk(text, ".e")) {
        tf_buffer_text(script, ".0");
    }
}

void tf_gnuplot_whole(struct tf_buffer *script, const char *name, long value)
{
    tf_buffer_printf(script, "%s = %ld\n", name, value);
}

void tf_gnuplot_wholes(struct tf_buffer *script, const char *name, const int *values, size_t count)
{
    array_begin(script, name, count);
    for (size_t i = 0; i < count; i++) {
        tf_buffer_printf(script, "%s%d", i ? ", " : "", values[i]);
    }
    tf_buffer_text(script, count ? "]\n" : "0]\n");
}

void tf_gnuplot_real(struct tf_buffer *script, const char *name, double value)
{
    tf_buffer_printf(script, "%s = ", name);
    put_real(script, value);
    tf_buffer_text(script, "\n");
}

void tf_gnuplot_reals(struct tf_buffer *script, const char *name, const double *values,
                      size_t count)
{
    array_begin(script, name, count);
    for (size_t i = 0; i < count; i++) {
        tf_buffer_text(script, i ? ", " : "");
        put_real(script, values[i]);
    }
    tf_buffer_text(script, count ? "]\n" : "0.0]\n");
}

void tf_gnuplot_block_begin(struct tf_buffer *script, const char *name)
{
    tf_buffer_printf(script, "$%s << EOD\n", name);
}

void tf_gnuplot_block_row(struct tf_buffer *script, const double *values, size_t columns)
{
    for (size_t i = 0; i < columns; i++) {
        tf_buffer_text(script, i ? " " : "");
        put_real(script, values[i]);
    }
    tf_buffer_text(script, "\n");
}

void tf_gnuplot_block_break(struct tf_buffer *script)
{
    tf_buffer_text(script, "\n\n");
}

void tf_gnuplot_block_end(struct tf_buffer *script)
{
    tf_buffer_text(script, "EOD\n");
}

void tf_gnuplot_rows(struct tf_buffer *script, const char *name, const double *values, size_t rows,
                     size_t columns)
{
    tf_gnuplot_block_begin(script, name);
    for (size_t i = 0; i < rows; i++) {
        tf_gnuplot_block_row(script, values + i * columns, columns);
    }
    tf_gnuplot_block_end(script);
}

void tf_gnuplot_comment(struct tf_buffer *script, const char *text)
{
    tf_buffer_printf(script, "# %s\n", text);
}

void tf_gnuplot_code(struct tf_buffer *script, const char *code, size_t length)
{
    tf_buffer_append(script, code, length);
    if (length > 0 && code[length - 1] != '\n') {
        tf_buffer_text(script, "\n");
    }
}

void tf_gnuplot_end(struct tf_buffer *script)
{
    tf_buffer_text(script, "unset output\nexit\n");
}

/* --- checking --------------------------------------------------------------------------------- */

static bool starts_with(const char *bytes, size_t length, const char *start, size_t size)
{
    return length >= size && memcmp(bytes, start, size) == 0;
}

static bool ends_with(const char *bytes, size_t length, const char *end)
{
    size_t size = strlen(end);
    while (length > 0 && strchr("\r\n ", bytes[length - 1])) {
        length--;
    }
    return length >= size && memcmp(bytes + length - size, end, size) == 0;
}

bool tf_picture_complete(enum tf_picture kind, const char *bytes, size_t length)
{
    static const char png_end[] = "IEND\xAE\x42\x60\x82";
    switch (kind) {
    case TF_PICTURE_PNG:
        return starts_with(bytes, length, "\x89PNG\r\n\x1A\n", 8) && length > 16 &&
               memcmp(bytes + length - 8, png_end, 8) == 0;
    case TF_PICTURE_PDF:
        return starts_with(bytes, length, "%PDF-", 5) && ends_with(bytes, length, "%%EOF");
    case TF_PICTURE_SVG:
        return starts_with(bytes, length, "<?xml", 5) && ends_with(bytes, length, "</svg>");
    case TF_PICTURE_EPS:
        return starts_with(bytes, length, "%!PS-Adobe-", 11) && ends_with(bytes, length, "%%EOF");
    case TF_PICTURE_SIXEL:
        return starts_with(bytes, length, "\x1BP", 2) && ends_with(bytes, length, "\x1B\\");
    case TF_PICTURE_TEXT:
        break;
    }
    return length > 0 && memchr(bytes, '\n', length) != NULL;
}

/* --- making pictures the same from run to run, and fit for readers ---------------------------- */

/* cairo writes the time into a PDF; as many other digits keep every offset where it is. */
static void fix_pdf_date(struct tf_buffer *picture)
{
    static const char key[] = "/CreationDate (D:";
    char *at = picture->bytes;
    char *end = picture->bytes + picture->length;
    while ((at = memmem(at, (size_t)(end - at), key, sizeof key - 1))) {
        at += sizeof key - 1;
        for (char *digit = at; digit < end && *digit >= '0' && *digit <= '9'; digit++) {
            *digit = "20000101000000"[(digit - at) % 14];
        }
    }
}

/* In an EPS the time is the rest of a comment, of any length: `Thu Nov 26 13:51:07 2026`. */
static void fix_eps_date(struct tf_buffer *picture)
{
    static const char key[] = "\n%%CreationDate: ", date[] = "Sat Jan  1 00:00:00 2000";
    char *end = picture->bytes + picture->length;
    char *at = memmem(picture->bytes, picture->length, key, sizeof key - 1);
    if (!at) {
        return;
    }
    at += sizeof key - 1;
    for (size_t i = 0; at + i < end && at[i] != '\n' && at[i] != '\r'; i++) {
        at[i] = i < sizeof date - 1 ? date[i] : ' ';
    }
}

static void append_xml(struct tf_buffer *out, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&':
            tf_buffer_text(out, "&amp;");
            break;
        case '<':
            tf_buffer_text(out, "&lt;");
            break;
        case '>':
            tf_buffer_text(out, "&gt;");
            break;
        default:
            tf_buffer_append(out, text, 1);
        }
    }
}

/* The first of `text` at or after `at`, or the end. */
static const char *find(const char *at, const char *end, const char *text)
{
    const char *found = memmem(at, (size_t)(end - at), text, strlen(text));
    return found ? found : end;
}

#define FAMILY " font-family=\""

/* For viewers on machines without the fonts: what a family is followed by. */
static const char fall_backs[] =
    ", 'Helvetica Neue', Arial, 'PingFang SC', 'Microsoft YaHei', sans-serif";

/* gnuplot heads a document with its own name and version and each plot with its expression, which
 * browsers show as tooltips: the first title becomes the chart's, the others go, as does <desc>. */
static const char *copy_element(struct tf_buffer *out, const char *at, const char *end,
                                const char *title, bool *titled)
{
    if (starts_with(at, (size_t)(end - at), "<title>", 7)) {
        if (!*titled && *title) {
            tf_buffer_text(out, "<title>");
            append_xml(out, title);
            tf_buffer_text(out, "</title>");
        }
        *titled = true;
        at = find(at, end, "</title>");
        return at < end ? at + strlen("</title>") : end;
    }
    if (starts_with(at, (size_t)(end - at), "<desc>", 6)) {
        at = find(at, end, "</desc>");
        return at < end ? at + strlen("</desc>") : end;
    }
    if (starts_with(at, (size_t)(end - at), FAMILY, sizeof FAMILY - 1)) {
        const char *family = at + sizeof FAMILY - 1, *close = find(family, end, "\"");
        tf_buffer_append(out, at, (size_t)(close - at));
        tf_buffer_text(out, fall_backs);
        return close;
    }
    if (starts_with(at, (size_t)(end - at), "]]>", 3)) { /* no XML may have it as text */
        tf_buffer_text(out, "]]&gt;");
        return at + 3;
    }
    tf_buffer_append(out, at, 1);
    return at + 1;
}

static void tidy_svg(struct tf_buffer *picture, const char *title)
{
    struct tf_buffer out;
    tf_buffer_init(&out);
    const char *at = picture->bytes, *end = picture->bytes + picture->length;
    bool titled = false;
    while (at < end) {
        const char *stop = at; /* copy in one piece up to where something may have to change */
        while (stop < end && *stop != '<' && *stop != ' ' && *stop != ']') {
            stop++;
        }
        tf_buffer_append(&out, at, (size_t)(stop - at));
        at = stop < end ? copy_element(&out, stop, end, title, &titled) : stop;
    }
    tf_buffer_release(picture);
    *picture = out;
}

/* --- running ---------------------------------------------------------------------------------- */

/* The first line that gnuplot itself wrote. Fontconfig complains of a cache it cannot write on many
 * machines where charts come out well. NULL when there is none. */
static const char *first_complaint(const char *text, int *length)
{
    static const char fontconfig[] = "Fontconfig ";
    while (text && *text) {
        size_t line = strcspn(text, "\n");
        size_t lead = strspn(text, " \t\r^");
        if (lead < line && strncmp(text, fontconfig, sizeof fontconfig - 1) != 0) {
            *length = (int)(line - lead > 300 ? 300 : line - lead);
            return text + lead;
        }
        text += line + (text[line] == '\n');
    }
    return NULL;
}

/* gnuplot echoes the failing line, then says why: `"/dev/stdin" line 12: undefined variable`. */
static const char *cause(const char *errors, int *length)
{
    const char *where = errors ? strstr(errors, "\"/dev/stdin\" line ") : NULL;
    return first_complaint(where ? where + strlen("\"/dev/stdin\" ") : errors, length);
}

/* Where a failing script is kept when the caller named no place: a new file of its own, so that
 * nothing is overwritten and no name can be foreseen. False when there is no room for one. */
static bool keep_aside(const struct tf_buffer *script, char *path, size_t size)
{
    const char *folder = getenv("TMPDIR");
    int length = snprintf(path, size, "%s/twofold-XXXXXX.gp", folder && *folder ? folder : "/tmp");
    int file = length > 0 && (size_t)length < size ? mkstemps(path, 3) : -1;
    if (file < 0) {
        return false;
    }
    bool ok = write(file, script->bytes, script->length) == (ssize_t)script->length;
    ok &= close(file) == 0;
    if (!ok) {
        unlink(path);
    }
    return ok;
}

static bool fail_start(const struct tf_gnuplot *gnuplot, const struct tf_process_result *result,
                       struct tf_diag *diag)
{
    if (result->end == TF_PROCESS_MISSING) {
        return tf_fail(diag, TF_ENVIRONMENT, NULL,
                       "cannot draw: '%s' is not installed or not in PATH; install the package "
                       "gnuplot-nox (Debian, Ubuntu) or gnuplot (Fedora, Homebrew)",
                       gnuplot->program);
    }
    return tf_fail(diag, TF_ENVIRONMENT, NULL, "cannot draw: '%s' does not start: %s",
                   gnuplot->program, strerror(result->code));
}

/* What went wrong, as the end of a sentence that begins with the program's name. */
static void describe(const struct tf_gnuplot *gnuplot, const struct tf_process_result *result,
                     struct tf_buffer *out)
{
    int length = 0;
    const char *said = cause(result->errors.bytes, &length);
    char seconds[TF_NUMBER_TEXT];
    tf_number_shortest(gnuplot->timeout, seconds);
    if (result->end == TF_PROCESS_TIMED_OUT) {
        tf_buffer_printf(out, "was stopped after %s seconds without a picture", seconds);
    } else if (result->end == TF_PROCESS_KILLED) {
        tf_buffer_printf(out, "was ended by signal %d", result->code);
    } else if (said) {
        tf_buffer_printf(out, "failed: %.*s", length, said);
    } else if (result->code == 0) {
        tf_buffer_printf(out, "left an incomplete picture (%zu bytes)", result->output.length);
    } else {
        tf_buffer_printf(out, "failed with status %d", result->code);
    }
}

static bool fail_run(const struct tf_gnuplot *gnuplot, const struct tf_process_result *result,
                     const struct tf_buffer *script, struct tf_diag *diag)
{
    if (result->end == TF_PROCESS_MISSING || result->end == TF_PROCESS_FAILED_TO_START) {
        return fail_start(gnuplot, result, diag);
    }
    char aside[PATH_MAX];
    const char *kept = gnuplot->script_path;
    if (!kept && keep_aside(script, aside, sizeof aside)) {
        kept = aside;
    }
    struct tf_buffer what;
    tf_buffer_init(&what);
    describe(gnuplot, result, &what);
    tf_fail(diag, TF_ENVIRONMENT, NULL, "cannot draw: '%s' %s; %s%s%s", gnuplot->program,
            what.failed ? "failed" : what.bytes,
            kept ? "its script is kept in '" : "its script could not be kept", kept ? kept : "",
            kept ? "'" : "");
    tf_buffer_release(&what);
    return false;
}

/* An exit before the whole script was read is a failure too, whatever its status. */
static bool good(const struct tf_process_result *result, enum tf_picture kind)
{
    int length;
    return result->end == TF_PROCESS_EXITED && result->code == 0 && result->input_taken &&
           !first_complaint(result->errors.bytes, &length) &&
           tf_picture_complete(kind, result->output.bytes, result->output.length);
}

static bool keep_picture(const struct tf_process_result *result, enum tf_picture kind,
                         const char *title, struct tf_buffer *picture, struct tf_diag *diag)
{
    tf_buffer_append(picture, result->output.bytes, result->output.length);
    if (!picture->failed && kind == TF_PICTURE_PDF) {
        fix_pdf_date(picture);
    }
    if (!picture->failed && kind == TF_PICTURE_EPS) {
        fix_eps_date(picture);
    }
    if (!picture->failed && kind == TF_PICTURE_SVG) {
        tidy_svg(picture, title);
    }
    return picture->failed ? tf_out_of_memory(diag) : true;
}

bool tf_gnuplot_draw(const struct tf_gnuplot *gnuplot, const struct tf_buffer *script,
                     enum tf_picture kind, const char *title, struct tf_buffer *picture,
                     struct tf_diag *diag)
{
    /* -d: no start-up file of the user's; a named input stops at the first error, where a plain
     * stdin would go on and leave a wrong picture. */
    const char *const argv[] = {gnuplot->program, "-d", "/dev/stdin", NULL};
    const char *const environment[] = {"LC_ALL=C.UTF-8", "GNUTERM=unknown", NULL};
    struct tf_process process = {.argv = argv,
                                 .set_environment = environment,
                                 .input = script->bytes,
                                 .input_length = script->length,
                                 .timeout = gnuplot->timeout};
    struct tf_process_result result;
    bool ok = tf_process_run(&process, &result, diag);
    if (ok && good(&result, kind)) {
        ok = keep_picture(&result, kind, title, picture, diag);
    } else if (ok) {
        ok = fail_run(gnuplot, &result, script, diag);
    }
    tf_process_result_release(&result);
    return ok;
}
