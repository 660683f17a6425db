/* Tests of output/document and output/html. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "output/document.h"
#include "output/html.h"

static struct tf_arena arena;
static struct tf_buffer out;

static int begin(void **state)
{
    (void)state;
    tf_arena_init(&arena);
    tf_buffer_init(&out);
    return 0;
}

static int end(void **state)
{
    (void)state;
    tf_buffer_release(&out);
    tf_arena_release(&arena);
    return 0;
}

static void expect_html(const char *text, const char *expected)
{
    tf_buffer_release(&out);
    tf_buffer_init(&out);
    tf_html_text(&out, text);
    assert_string_equal(out.bytes != NULL ? out.bytes : "", expected);
}

static void text_is_text_in_html(void **state)
{
    (void)state;
    expect_html("a < b & \"c\" > 'd'", "a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;");
    expect_html("</style><script>", "&lt;/style&gt;&lt;script&gt;");
    expect_html("农村 \xF0\x9F\x8C\xBE", "农村 \xF0\x9F\x8C\xBE");
    expect_html(NULL, "");
}

static void what_turns_text_or_is_none_is_replaced(void **state)
{
    (void)state;
    expect_html("a\xE2\x80\xAE"
                "b",
                "a\xEF\xBF\xBD"
                "b"); /* U+202E */
    expect_html("a\xFF"
                "b\xC0\xAF",
                "a\xEF\xBF\xBD"
                "b\xEF\xBF\xBD\xEF\xBF\xBD");
    expect_html("a\nb\tc\x01", "a b c ");
    tf_buffer_release(&out);
    tf_buffer_init(&out);
    tf_html_lines(&out, "a\n<b>\r");
    assert_string_equal(out.bytes, "a\n&lt;b&gt; ");
}

/* Any bytes at all give a text without markup. */
static void any_byte_is_harmless(void **state)
{
    (void)state;
    char text[4] = "";
    for (int a = 1; a < 256; a++) {
        for (int b = 1; b < 256; b++) {
            text[0] = (char)a;
            text[1] = (char)b;
            out.length = 0;
            tf_html_text(&out, text);
            assert_null(strpbrk(out.bytes, "<>\"'"));
            assert_int_equal(tf_utf8_invalid_at(out.bytes, out.length), out.length);
        }
    }
}

static const char svg[] =
    "<?xml version=\"1.0\"?>\n<svg viewBox=\"0 0 10 10\">\n<title>old</title>\n"
    "<defs><path id='p'/><use xlink:href='#p' id=\"q\"/></defs>"
    "<g clip-path=\"url(#q)\"><text> id='p' url(#q) &lt;b&gt;</text></g></svg>";

static void pictures_share_a_page(void **state)
{
    (void)state;
    struct tf_buffer picture;
    tf_buffer_init(&picture);
    tf_buffer_text(&picture, svg);
    tf_html_svg(&out, &picture, "one", "A <title>", "what & why");
    assert_null(strstr(out.bytes, "<?xml"));
    assert_null(strstr(out.bytes, "old"));
    assert_non_null(
        strstr(out.bytes, "<svg role=\"img\" aria-labelledby=\"one-title one-desc\" viewBox"));
    assert_non_null(strstr(out.bytes, "<title id=\"one-title\">A &lt;title&gt;</title>"));
    assert_non_null(strstr(out.bytes, "<desc id=\"one-desc\">what &amp; why</desc>"));
    assert_non_null(strstr(out.bytes, "id='one-p'"));
    assert_non_null(strstr(out.bytes, "xlink:href='#one-p' id=\"one-q\""));
    assert_non_null(strstr(out.bytes, "url(#one-q)"));
    assert_non_null(strstr(out.bytes, "<text> id='p' url(#q) &lt;b&gt;</text>")); /* text stays */
    tf_buffer_release(&picture);
}

static struct tf_document_figure figure = {
    .name = "paths", .caption = "A chart", .alternative = "a [line]"};

static void fill(struct tf_document *document)
{
    static const struct tf_column columns[] = {{"", TF_ALIGN_LEFT}, {"a|b", TF_ALIGN_RIGHT}};
    struct tf_table table;
    tf_buffer_init(&figure.wide);
    tf_buffer_text(&figure.wide, svg);
    tf_table_init(&table, &arena, columns, 2);
    tf_table_heading(&table, "Group");
    tf_table_cell(&table, "  row");
    tf_table_cell(&table, "1 < 2");
    tf_document_heading(document, 1, "Q?");
    tf_document_paragraph(document, "1. no list");
    tf_document_heading(document, 2, "Part");
    tf_document_item(document, "- one");
    tf_document_item(document, "$two$ @x");
    tf_document_table(document, &table, "Of what");
    tf_document_figure(document, &figure);
    tf_document_code(document, "twofold ```x```");
}

static void markdown_is_as_written(void **state)
{
    (void)state;
    struct tf_document document;
    tf_document_init(&document, &arena, TF_LANGUAGE_EN);
    fill(&document);
    assert_true(tf_document_markdown(&document, "my <charts>", &out));
    assert_string_equal(out.bytes,
                        "# Q?\n\n1\\. no list\n\n## Part\n\n- \\- one\n- \\$two\\$ \\@x\n\n"
                        "Of what\n\n|  | a\\|b |\n| --- | ---: |\n| **Group** |  |\n"
                        "| &nbsp;&nbsp;row | 1 \\< 2 |\n\n"
                        "![a \\[line\\]](<my \\<charts\\>/paths.svg>)\n\nA chart\n\n"
                        "````\ntwofold ```x```\n````\n\n");
    tf_buffer_release(&figure.wide);
    tf_document_release(&document);
}

static void html_says_the_same(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "<html lang=\"zh-CN\">",
        "<h1>Q?</h1>",
        "<p>1. no list</p>",
        "<h2 id=\"part-2\">Part</h2>",
        "<ul>\n<li>- one</li>\n<li>$two$ @x</li>\n</ul>",
        "aria-label=\"Of what\"",
        "<caption>Of what</caption>",
        "<th scope=\"col\" class=\"right\">a|b</th>",
        "<th scope=\"rowgroup\" colspan=\"2\">Group</th>",
        "<th scope=\"row\" class=\"deep\">row</th><td class=\"right\">1 &lt; 2</td>",
        "<figcaption>A chart</figcaption>",
        "<pre><code>twofold ```x```</code></pre>",
        "</html>\n"};
    struct tf_document document;
    tf_document_init(&document, &arena, TF_LANGUAGE_ZH);
    fill(&document);
    assert_true(tf_document_html(&document, &out));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        assert_non_null(strstr(out.bytes, parts[i]));
    }
    tf_buffer_release(&figure.wide);
    tf_document_release(&document);
}

static void a_missing_text_fails_the_whole(void **state)
{
    (void)state;
    struct tf_document document;
    tf_document_init(&document, &arena, TF_LANGUAGE_EN);
    tf_document_paragraph(&document, NULL);
    assert_false(tf_document_html(&document, &out));
    assert_false(tf_document_markdown(&document, "charts", &out));
    tf_document_release(&document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(text_is_text_in_html, begin, end),
        cmocka_unit_test_setup_teardown(what_turns_text_or_is_none_is_replaced, begin, end),
        cmocka_unit_test_setup_teardown(any_byte_is_harmless, begin, end),
        cmocka_unit_test_setup_teardown(pictures_share_a_page, begin, end),
        cmocka_unit_test_setup_teardown(markdown_is_as_written, begin, end),
        cmocka_unit_test_setup_teardown(html_says_the_same, begin, end),
        cmocka_unit_test_setup_teardown(a_missing_text_fails_the_whole, begin, end),
    };
    return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
