/* Tests of output/page: the pages with names, and those of any size. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "output/page.h"

static struct tf_page parsed(const char *text)
{
    struct tf_page page;
    struct tf_diag diag;
    tf_diag_init(&diag);
    if (!tf_page_parse(text, &page, &diag))
        fail_msg("%s: %s", text, diag.messages[0].text);
    tf_diag_release(&diag);
    return page;
}

static void near(double found, double expected)
{
    if (fabs(found - expected) > 1e-9 * fabs(expected))
        fail_msg("%.12g is not %.12g", found, expected);
}

static void test_names(void **state)
{
    (void)state;
    for (size_t i = 0; tf_page_at(i); i++) {
        struct tf_page page = parsed(tf_page_at(i)->name);
        assert_memory_equal(&page, tf_page_at(i), sizeof page);
    }
}

/* A page of a slide's size is a slide; one of a quarter of its area has text half as large again as
 * a slide that is scaled down. */
static void test_pixels(void **state)
{
    (void)state;
    struct tf_page same = parsed("1600x900"), small = parsed("800x450");
    const struct tf_page *slide = tf_page_find("slide");
    near(same.body, slide->body);
    near(same.title, slide->title);
    near(same.margin, slide->margin);
    near(same.millimetres, slide->millimetres);
    near(small.body, slide->body / sqrt(2));
    near(small.millimetres, slide->millimetres / 2);
    near(small.pixels, 1);
    assert_true(small.title <= small.width / 28);
}

/* Text on paper has one size in millimetres, whatever the page is. */
static void test_millimetres(void **state)
{
    (void)state;
    const struct tf_page *paper = tf_page_find("paper");
    static const char *const sizes[] = {"170x113.3mm", "85x60mm", "500x300mm"};
    for (size_t i = 0; i < 3; i++) {
        struct tf_page page = parsed(sizes[i]);
        near(page.body, paper->body);
        double scale = page.width / page.millimetres;
        assert_true(fabs(scale - paper->width / paper->millimetres) < 0.01);
    }
    near(parsed("170x113.3mm").width, paper->width);
    near(parsed("170x113.3mm").height, paper->height);
}

static void test_bounds(void **state)
{
    (void)state;
    char least[32], most[32];
    snprintf(least, sizeof least, "%dx%d", TF_PAGE_PIXELS_LEAST, TF_PAGE_PIXELS_LEAST);
    snprintf(most, sizeof most, "%dx%dmm", TF_PAGE_MILLIMETRES_MOST, TF_PAGE_MILLIMETRES_MOST);
    near(parsed(least).width, TF_PAGE_PIXELS_LEAST);
    near(parsed(most).millimetres, TF_PAGE_MILLIMETRES_MOST);
    static const char *const wrong[] = {
        "",       "x",        "399x900",   "900x399",  "4001x3000", "3000x999", "1200",
        "12 x 7", "0x0",      "nanxnan",   "infx600",  "1e3x0x600", "59x60mm",  "561x400mm",
        "mm",     "900x600m", "900x600cm", "-900x600", "900*600",   "50%x50%",  "Slide"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct tf_page page;
        struct tf_diag diag;
        tf_diag_init(&diag);
        if (tf_page_parse(wrong[i], &page, &diag))
            fail_msg("'%s' is taken for a size", wrong[i]);
        assert_int_equal(diag.status, TF_BAD_INPUT);
        tf_diag_release(&diag);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_pixels),
        cmocka_unit_test(test_millimetres),
        cmocka_unit_test(test_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
