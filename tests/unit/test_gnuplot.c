/* Tests of output/gnuplot: what it writes, that nothing in a text runs, and gnuplots that fail. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/num.h"
#include "hostile.h"
#include "output/gnuplot.h"
#include "output/png.h"

static char scratch[] = "/tmp/twofold-test-XXXXXX";
static char stubs[4096];

/* Everything runs in an empty folder, so that a command that did run leaves its mark there. */
static int enter_scratch(void **state)
{
    (void)state;
    const char *top = getenv("TOP");
    char here[2048];
    if (!getcwd(here, sizeof here))
        return -1;
    snprintf(stubs, sizeof stubs, "%s/tests/stubs", top ? top : here);
    return mkdtemp(scratch) && chdir(scratch) == 0 ? 0 : -1;
}

static int leave_scratch(void **state)
{
    (void)state;
    return chdir("/") == 0 && rmdir(scratch) == 0 ? 0 : -1; /* fails where anything was left */
}

static struct tf_buffer start(void)
{
    struct tf_buffer script;
    tf_buffer_init(&script);
    return script;
}

static void expect(struct tf_buffer *script, const char *text)
{
    assert_false(script->failed);
    assert_string_equal(script->bytes, text);
    tf_buffer_release(script);
}

static void test_quote(void **state)
{
    (void)state;
    struct tf_buffer script = start();
    tf_gnuplot_quote(&script, "it's `x` \\ \"2.08\"\n@M 收入\xFF");
    expect(&script, "\"it\\0047s \\0140x\\0140 \\0134 \\00422.08\\0042 \\0100M 收入\xEF\xBF\xBD\"");
}

static void test_variables(void **state)
{
    (void)state;
    struct tf_buffer script = start();
    const char *texts[] = {"a", "b"};
    const double reals[] = {1, 0.045, TF_ABSENT, HUGE_VAL, 1.0 / 3};
    const int wholes[] = {1, -2};
    tf_gnuplot_text(&script, "T", "x");
    tf_gnuplot_texts(&script, "A", texts, 2);
    tf_gnuplot_texts(&script, "NONE", NULL, 0);
    tf_gnuplot_whole(&script, "N", 3);
    tf_gnuplot_wholes(&script, "I", wholes, 2);
    tf_gnuplot_real(&script, "R", 5000);
    tf_gnuplot_reals(&script, "V", reals, 5);
    tf_gnuplot_rows(&script, "D", reals, 1, 2);
    expect(&script, "T = \"x\"\n"
                    "array A[2] = [\"a\", \\\n  \"b\"]\n"
                    "array NONE[1] = [\"\"]\n"
                    "N = 3\n"
                    "array I[2] = [1, -2]\n"
                    "R = 5000.0\n"
                    "array V[5] = [1.0, 0.045, NaN, NaN, 0.3333333333]\n"
                    "$D << EOD\n1.0 0.045\nEOD\n");
}

/* --- nothing runs ----------------------------------------------------------------------------- */

/* Has gnuplot print a text: what arrives must be the text, cleaned as for display. */
static void add_print(struct tf_buffer *script, const char *text)
{
    tf_gnuplot_text(script, "T", text);
    tf_gnuplot_code(script, "print '>'.T.'<'", strlen("print '>'.T.'<'"));
}

/* The text as it should be seen: character by character, blanks not gathered. */
static void add_expected(struct tf_buffer *expected, const char *text)
{
    tf_buffer_text(expected, ">");
    for (size_t i = 0; text[i]; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte < 0x20 || byte == 0x7F)
            tf_buffer_text(expected, " ");
        else
            tf_buffer_append(expected, text + i, 1);
    }
    tf_buffer_text(expected, "<\n");
}

static void run_prints(struct tf_buffer *script, struct tf_buffer *printed)
{
    struct tf_diag diag;
    struct tf_gnuplot gnuplot = {.program = "gnuplot", .timeout = 60};
    tf_diag_init(&diag);
    tf_buffer_init(printed);
    bool ok = tf_gnuplot_draw(&gnuplot, script, TF_PICTURE_TEXT, "", printed, &diag);
    if (!ok)
        print_error("%s\n", diag.messages[0].text);
    assert_true(ok);
    assert_int_not_equal(access(HOSTILE_MARK, F_OK), 0);
    tf_diag_release(&diag);
}

static const char prelude[] = "set encoding utf8\nEVIL = 'system(\"touch PWN\")'\nset print '-'\n";

static void test_hostile_texts_arrive(void **state)
{
    (void)state;
    for (size_t i = 0; i < HOSTILE_COUNT; i++) {
        struct tf_buffer script = start(), printed, expected;
        tf_buffer_init(&expected);
        tf_gnuplot_code(&script, prelude, sizeof prelude - 1);
        add_print(&script, hostile_texts[i]);
        add_expected(&expected, hostile_texts[i]);
        run_prints(&script, &printed);
        /* bytes beyond ASCII may have become U+FFFD or a blank: compared where all is ASCII */
        bool ascii = true;
        for (const char *at = hostile_texts[i]; *at; at++)
            ascii &= (unsigned char)*at < 0x80;
        if (ascii)
            assert_string_equal(printed.bytes, expected.bytes);
        tf_buffer_release(&script);
        tf_buffer_release(&printed);
        tf_buffer_release(&expected);
    }
}

/* Four thousand texts put together from dangerous pieces, in one script. */
static void test_fuzzed_texts_arrive(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "'",           "\"",  "`",  "\\", "@", "#", ";", "\n", "{",   "}",
        "(",           ")",   "$",  "%",  "0", "4", "7", "a",  "EOD", "system(\"touch PWN\")",
        "`touch PWN`", " ",   "!",  "|",  "[", "n", "t", "=",  ",",   "\t",
        "@EVIL",       "\\0", "\r", "é",  "中"};
    struct tf_buffer script = start(), printed, expected;
    unsigned seed = 7;
    tf_buffer_init(&expected);
    tf_gnuplot_code(&script, prelude, sizeof prelude - 1);
    for (int i = 0; i < 4000; i++) {
        char text[512] = "";
        seed = seed * 1103515245u + 12345u;
        for (unsigned left = seed >> 16 & 15, length = 0; left > 0; left--) {
            seed = seed * 1103515245u + 12345u;
            const char *piece = pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)];
            length += (unsigned)snprintf(text + length, sizeof text - length, "%s", piece);
        }
        add_print(&script, text);
        add_expected(&expected, text);
    }
    run_prints(&script, &printed);
    assert_int_equal(printed.length, expected.length);
    assert_memory_equal(printed.bytes, expected.bytes, expected.length);
    tf_buffer_release(&script);
    tf_buffer_release(&printed);
    tf_buffer_release(&expected);
}

/* --- complete pictures ------------------------------------------------------------------------ */

static bool complete(enum tf_picture kind, const char *bytes)
{
    return tf_picture_complete(kind, bytes, strlen(bytes));
}

static void test_complete(void **state)
{
    (void)state;
    assert_true(complete(TF_PICTURE_SVG, "<?xml version=\"1.0\"?><svg></svg>\n\n"));
    assert_false(complete(TF_PICTURE_SVG, "<?xml version=\"1.0\"?><svg>"));
    assert_false(complete(TF_PICTURE_SVG, ""));
    assert_true(complete(TF_PICTURE_PDF, "%PDF-1.5\nx\n%%EOF\n"));
    assert_false(complete(TF_PICTURE_PDF, "%PDF-1.5\nx\n"));
    assert_false(complete(TF_PICTURE_PNG, "\x89PNG\r\n\x1a\nxxxxxxxxxxxxxx"));
    assert_true(tf_picture_complete(TF_PICTURE_PNG,
                                    "\x89PNG\r\n\x1a\n\0\0\0\0\0\0\0\0IEND\xAE\x42\x60\x82", 24));
    assert_false(complete(TF_PICTURE_TEXT, ""));
    assert_true(complete(TF_PICTURE_EPS, "%!PS-Adobe-3.0 EPSF-3.0\nx\n%%EOF\n"));
    assert_false(complete(TF_PICTURE_EPS, "%!PS-Adobe-3.0 EPSF-3.0\nx\n%%Trailer\n"));
    assert_false(complete(TF_PICTURE_EPS, "%PDF-1.5\nx\n%%EOF\n"));
    assert_true(complete(TF_PICTURE_SIXEL, "\x1bPq#0;2;0;0;0~-\x1b\\"));
    assert_false(complete(TF_PICTURE_SIXEL, "\x1bPq#0;2;0;0;0~-"));
}

/* The chunk pHYs of a PNG with 300 dots an inch, 11811 a metre, as libpng writes it. */
static void test_resolution(void **state)
{
    (void)state;
    static const unsigned char start[] =
        "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0"
        "\x90\x77\x53\xde";
    static const unsigned char chunk[] = "\0\0\0\x09pHYs\0\0\x2e\x23\0\0\x2e\x23\1\x78\xa5\x3f\x76";
    struct tf_buffer picture;
    tf_buffer_init(&picture);
    tf_buffer_append(&picture, (const char *)start, sizeof start - 1);
    tf_buffer_text(&picture, "the rest");
    assert_true(tf_png_set_resolution(&picture, 11811));
    assert_int_equal(picture.length, sizeof start - 1 + sizeof chunk - 1 + 8);
    assert_memory_equal(picture.bytes, start, sizeof start - 1);
    assert_memory_equal(picture.bytes + sizeof start - 1, chunk, sizeof chunk - 1);
    assert_memory_equal(picture.bytes + picture.length - 8, "the rest", 8);
    tf_buffer_release(&picture);
    tf_buffer_init(&picture);
    tf_buffer_text(&picture, "<?xml version=\"1.0\"?> and more of an SVG");
    assert_false(tf_png_set_resolution(&picture, 11811));
    tf_buffer_release(&picture);
}

static const char tiny[] =
    "set terminal svg noenhanced size 100,100 font 'Inter,12'\nunset key\nplot x\n";

static void test_svg_is_tidied(void **state)
{
    (void)state;
    struct tf_buffer script = start(), picture;
    struct tf_diag diag;
    struct tf_gnuplot gnuplot = {.program = "gnuplot", .timeout = 60};
    tf_diag_init(&diag);
    tf_buffer_init(&picture);
    tf_gnuplot_code(&script, tiny, sizeof tiny - 1);
    assert_true(tf_gnuplot_draw(&gnuplot, &script, TF_PICTURE_SVG, "a <b> & c", &picture, &diag));
    assert_non_null(strstr(picture.bytes, "<title>a &lt;b&gt; &amp; c</title>"));
    assert_null(strstr(picture.bytes, "<desc>"));
    assert_null(strstr(picture.bytes, "gnuplot_plot_1</title>"));
    assert_non_null(strstr(picture.bytes, "sans-serif\""));
    tf_buffer_release(&script);
    tf_buffer_release(&picture);
    tf_diag_release(&diag);
}

/* --- gnuplots that fail ----------------------------------------------------------------------- */

static const char *message_of(const char *stub, double timeout, const char *kept,
                              struct tf_diag *diag)
{
    static char program[8192];
    struct tf_buffer script = start(), picture;
    snprintf(program, sizeof program, "%s/%s", stubs, stub);
    struct tf_gnuplot gnuplot = {.program = program, .timeout = timeout, .script_path = kept};
    tf_diag_init(diag);
    tf_buffer_init(&picture);
    for (int i = 0; i < 40000; i++) /* more than a pipe holds */
        tf_gnuplot_whole(&script, "NOTHING", i);
    bool ok = tf_gnuplot_draw(&gnuplot, &script, TF_PICTURE_SVG, "", &picture, diag);
    assert_int_equal(ok, diag->errors == 0);
    assert_int_equal(picture.length > 0, ok);
    if (!ok)
        assert_int_equal(diag->status, TF_ENVIRONMENT);
    tf_buffer_release(&script);
    tf_buffer_release(&picture);
    return ok ? "" : diag->messages[0].text;
}

static void test_stubs(void **state)
{
    (void)state;
    static const struct {
        const char *stub, *says;
    } cases[] = {
        {"gnuplot-missing", "is not installed or not in PATH; install the package gnuplot-nox"},
        {"gnuplot-fails",
         "failed: line 12: undefined variable: nonsense; its script is kept in 'K'"},
        {"gnuplot-hangs", "was stopped after 0.3 seconds without a picture; its script is kept"},
        {"gnuplot-early", "its script is kept in 'K'"},
        {"gnuplot-nothing", "left an incomplete picture (0 bytes); its script is kept in 'K'"},
        {"gnuplot-truncated", "left an incomplete picture (60 bytes)"},
        {"gnuplot-warns", "failed: line 3: warning: Skipping data file with no valid points"},
        {"gnuplot-crashes", "was ended by signal 9"},
        {"gnuplot-fontconfig", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tf_diag diag;
        bool hangs = strcmp(cases[i].stub, "gnuplot-hangs") == 0;
        const char *says = message_of(cases[i].stub, hangs ? 0.3 : 60, "K", &diag);
        if (*cases[i].says ? !strstr(says, cases[i].says) : *says)
            fail_msg("%s: '%s' does not say '%s'", cases[i].stub, says, cases[i].says);
        tf_diag_release(&diag);
    }
}

/* A failing script that the caller does not keep is kept in a file that the message names. */
static void test_script_is_kept(void **state)
{
    (void)state;
    struct tf_diag diag;
    char path[4096] = "", line[64] = "";
    const char *says = message_of("gnuplot-fails", 60, NULL, &diag);
    const char *at = strstr(says, "kept in '");
    assert_non_null(at);
    assert_int_equal(sscanf(at, "kept in '%4095[^']'", path), 1);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    assert_string_equal(line, "NOTHING = 0\n");
    fclose(file);
    assert_int_equal(unlink(path), 0);
    tf_diag_release(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quote),
        cmocka_unit_test(test_variables),
        cmocka_unit_test(test_hostile_texts_arrive),
        cmocka_unit_test(test_fuzzed_texts_arrive),
        cmocka_unit_test(test_complete),
        cmocka_unit_test(test_resolution),
        cmocka_unit_test(test_svg_is_tidied),
        cmocka_unit_test(test_stubs),
        cmocka_unit_test(test_script_is_kept),
    };
    return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}
