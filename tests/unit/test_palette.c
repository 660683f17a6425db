/* Tests of output/palette: contrasts against published values, and themes whose texts can be read.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "output/palette.h"

/* The extremes are exact; #767676 on white is the well-known lightest grey that passes AA at 4.54
 * (WebAIM, Contrast and Color Accessibility). */
static void test_contrast(void **state)
{
    (void)state;
    assert_true(fabs(tf_colour_contrast(0, 0xFFFFFF) - 21) < 1e-12);
    assert_true(fabs(tf_colour_contrast(0x123456, 0x123456) - 1) < 1e-12);
    assert_true(fabs(tf_colour_contrast(0x767676, 0xFFFFFF) - 4.54) < 0.005);
    assert_true(fabs(tf_colour_contrast(0xFFFFFF, 0x767676) - 4.54) < 0.005);
}

static void test_mix(void **state)
{
    (void)state;
    assert_int_equal(tf_colour_mix(0x1C64B0, 0xFFFFFF, 1), 0x1C64B0);
    assert_int_equal(tf_colour_mix(0x1C64B0, 0xFFFFFF, 0), 0xFFFFFF);
    assert_int_equal(tf_colour_mix(0x000000, 0xFFFFFF, 0.2), 0xCCCCCC);
    assert_int_equal(tf_colour_mix(0xFF0000, 0x0000FF, 0.4), 0x660099);
}

static void assert_reads(const struct tf_palette *palette, const char *what, uint32_t text,
                         uint32_t ground)
{
    double contrast = tf_colour_contrast(text, ground);
    if (contrast < 4.5)
        fail_msg("%s, %s: #%06X on #%06X has a contrast of %.2f", palette->name, what, text, ground,
                 contrast);
}

/* AA: 4.5 to 1 for text. */
static void test_texts_can_be_read(void **state)
{
    (void)state;
    for (int theme = 0; theme < TF_THEMES; theme++) {
        const struct tf_palette *p = tf_palette((enum tf_theme)theme);
        assert_reads(p, "text", p->text, p->paper);
        assert_reads(p, "muted", p->muted, p->paper);
        assert_reads(p, "muted on shade", p->muted, p->shade);
        assert_reads(p, "target", p->target, p->paper);
        assert_reads(p, "median", p->median, p->paper);
        assert_reads(p, "gain", p->gain_text, p->paper);
        assert_reads(p, "loss", p->loss_text, p->paper);
        for (int i = 0; i < TF_PALETTE_SERIES; i++) {
            assert_reads(p, "series", p->series_text[i], p->paper);
            assert_reads(p, "panel", p->panel_text[i], p->paper);
        }
        for (int i = 0; i < TF_PALETTE_BANDS; i++) {
            assert_reads(p, "low", tf_colour_readable_on(p, p->low[i]), p->low[i]);
            assert_reads(p, "high", tf_colour_readable_on(p, p->high[i]), p->high[i]);
        }
    }
}

/* On bars text is set in whichever of text and paper reads better. No text reads much better than
 * this on a middle grey; 3 is AA's bound for large text. */
static void test_texts_on_bars(void **state)
{
    (void)state;
    for (int theme = 0; theme < TF_THEMES; theme++) {
        const struct tf_palette *p = tf_palette((enum tf_theme)theme);
        for (int i = 0; i < TF_PALETTE_SERIES; i++) {
            uint32_t text = tf_colour_readable_on(p, p->series[i]);
            assert_true(tf_colour_contrast(text, p->series[i]) >= 3.9);
        }
    }
}

/* Bands of a fan get darker (on a dark page lighter) towards the median, which stands out of all.
 */
static void test_bands_are_in_order(void **state)
{
    (void)state;
    for (int theme = 0; theme < TF_THEMES; theme++) {
        const struct tf_palette *p = tf_palette((enum tf_theme)theme);
        double before = 1;
        for (int i = 0; i < TF_PALETTE_BANDS; i++) {
            double contrast = tf_colour_contrast(p->band[i], p->paper);
            assert_true(contrast > before * 1.15);
            before = contrast;
        }
        assert_true(tf_colour_contrast(p->median, p->band[TF_PALETTE_BANDS - 1]) > 2.5);
    }
}

/* The print theme has no colour, so that a grey printer has nothing to guess. */
static void test_print_is_grey(void **state)
{
    (void)state;
    const struct tf_palette *p = tf_palette(TF_THEME_PRINT);
    const uint32_t *colours = &p->paper;
    size_t count = (sizeof *p - offsetof(struct tf_palette, paper)) / sizeof *colours;
    for (size_t i = 0; i < count; i++)
        assert_int_equal(colours[i], (colours[i] & 0xFF) * 0x010101);
}

static void test_names(void **state)
{
    (void)state;
    enum tf_theme theme;
    assert_true(tf_theme_parse("dark", &theme));
    assert_int_equal(theme, TF_THEME_DARK);
    assert_false(tf_theme_parse("Dark", &theme));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contrast),
        cmocka_unit_test(test_mix),
        cmocka_unit_test(test_texts_can_be_read),
        cmocka_unit_test(test_texts_on_bars),
        cmocka_unit_test(test_bands_are_in_order),
        cmocka_unit_test(test_print_is_grey),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
