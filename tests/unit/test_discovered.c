/* Boxes in each output form: what is printed still has every run of the box inside, whatever the
 * numbers and names are. */
#include "output/discovered.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/num.h"
#include "base/text.h"
#include "hostile.h"
#include "random_values.h"

enum { WIDTH = 80 };

/* One box with one bound, and a trajectory of two steps. */
struct fixture {
    struct tf_arena arena;
    struct tf_buffer out;
    struct tf_discovered_factor factor;
    struct tf_prim_step steps[2];
    struct tf_prim_bound bound;
    struct tf_prim_box box;
    struct tf_prim prim;
    struct tf_discovered item;
};

static void prepare(struct fixture *fixture, const char *address)
{
    *fixture = (struct fixture){.bound = {.range = {-HUGE_VAL, 0.5}, .quasi_p = 2.5e-13}};
    tf_arena_init(&fixture->arena);
    tf_buffer_init(&fixture->out);
    tf_discovered_describe(address, &fixture->factor);
    fixture->factor.low = -1;
    fixture->factor.high = 1;
    fixture->bound.reproduced = 0.9;
    fixture->steps[0] = (struct tf_prim_step){.counts = {1000, 400}};
    fixture->steps[1] = (struct tf_prim_step){
        .change = TF_PRIM_PEEL, .upper = true, .limit = 0.5, .counts = {300, 290}, .restricted = 1};
    fixture->box = (struct tf_prim_box){.all = {1000, 400},
                                        .trajectory = fixture->steps,
                                        .step_count = 2,
                                        .chosen = 1,
                                        .counts = {300, 290},
                                        .bounds = &fixture->bound,
                                        .bound_count = 1,
                                        .coverage = 0.725,
                                        .density = 29.0 / 30,
                                        .mass = 0.3,
                                        .density_validated = 0.95,
                                        .association = 0.7};
    fixture->prim = (struct tf_prim){.boxes = &fixture->box,
                                     .box_count = 1,
                                     .all = {1000, 400},
                                     .boxed = {300, 290},
                                     .complete = true};
    fixture->item = (struct tf_discovered){.scenario = "plan",
                                           .target = "multiple >= 2",
                                           .draws = true,
                                           .half_samples = 10,
                                           .factors = &fixture->factor,
                                           .prim = &fixture->prim};
}

static void release(struct fixture *fixture)
{
    tf_buffer_release(&fixture->out);
    tf_arena_release(&fixture->arena);
}

static const char *page(struct fixture *fixture, enum tf_language language, bool markdown)
{
    struct tf_discovered_style style = {
        .language = language, .columns = WIDTH, .markdown = markdown};
    fixture->out.length = 0;
    assert_true(tf_discovered_page(&fixture->item, 1, &style, &fixture->arena, &fixture->out));
    return fixture->out.bytes;
}

/* The number that follows a text on the page, its comma, sign and per cent or points read back. */
static double number_after(const char *text, const char *mark)
{
    char digits[TF_NUMBER_TEXT] = "";
    size_t length = 0;
    const char *at = strstr(text, mark);
    assert_non_null(at);
    for (at += strlen(mark); *at == ' '; at++) {
    }
    if (tf_text_starts(at, "−")) {
        digits[length++] = '-';
        at += strlen("−");
    }
    at += *at == '+';
    for (; strchr("0123456789.,", *at) != NULL && *at != '\0'; at++) {
        if (*at != ',') {
            digits[length++] = *at;
        }
    }
    return strtod(digits, NULL) / (*at == '%' || tf_text_starts(at, "pp") ? 100 : 1);
}

/* --- limits -------------------------------------------------------------------------------------
 */

/* Whatever the limit and the scale, a run at the limit is inside what is printed, and what is
 * printed is near. */
static void limits_are_rounded_outwards(void **state)
{
    (void)state;
    uint64_t random = 1;
    static const char *const addresses[] = {"tfp_growth+", "tfp_growth", "capital_output_ratio",
                                            "capital_output_ratio+", "x"};
    const size_t count = sizeof addresses / sizeof *addresses;
    for (size_t i = 0; i < 3000; i++) {
        struct fixture fixture;
        prepare(&fixture, addresses[i % count]);
        double scale = exp(10 * random_normal(&random) - 5);
        fixture.factor.low = -scale * random_uniform(&random);
        fixture.factor.high = scale * random_uniform(&random);
        double range = fixture.factor.high - fixture.factor.low;
        double limit = fixture.factor.low + range * random_uniform(&random);
        bool upper = i % 2 == 0;
        fixture.bound.range = upper ? (struct tf_prim_range){-HUGE_VAL, limit}
                                    : (struct tf_prim_range){limit, HUGE_VAL};
        double printed = number_after(page(&fixture, TF_LANGUAGE_EN, false), upper ? "≤ " : "≥ ");
        double least = range > 1e-6 ? range / 200 * (1 + 1e-9) : 1e-9;
        assert_true(upper ? printed >= limit : printed <= limit);
        assert_true(fabs(printed - limit) <= least);
        release(&fixture);
    }
}

/* A value of a grid is printed as it is, and the words do not leave it out. */
static void round_limits_stay(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, "growth");
    fixture.factor.low = 0.02;
    fixture.factor.high = 0.1;
    for (int percent = 2; percent <= 10; percent++) {
        char expected[64];
        fixture.bound.range = (struct tf_prim_range){-HUGE_VAL, percent / 100.0};
        snprintf(expected, sizeof expected, "growth is at most %d.00%% a year", percent);
        assert_non_null(strstr(page(&fixture, TF_LANGUAGE_EN, false), expected));
        fixture.bound.range = (struct tf_prim_range){percent / 100.0, HUGE_VAL};
        snprintf(expected, sizeof expected, "growth is at least %d.00%% a year", percent);
        assert_non_null(strstr(page(&fixture, TF_LANGUAGE_EN, false), expected));
    }
    release(&fixture);
}

static void units_follow_from_the_address(void **state)
{
    (void)state;
    static const struct {
        const char *address, *unit;
        enum tf_scale scale;
    } known[] = {
        {"tfp_growth+", "1/year", TF_SCALE_POINTS},
        {"tfp_growth+#2", "1/year", TF_SCALE_POINTS},
        {"tfp_growth", "1/year", TF_SCALE_SHARE},
        {"share_shift.wage@2035", "share of GDP (national accounts)", TF_SCALE_SHARE},
        {"transfer_policy*", "", TF_SCALE_SHARE},
        {"transfer_policy*#2", "", TF_SCALE_SHARE},
        {"capital_output_ratio", "years of GDP", TF_SCALE_PLAIN},
        {"capital_output_ratio+", "years of GDP", TF_SCALE_SIGNED},
        {"transfer_weight", "weight per person", TF_SCALE_PLAIN},
        {"tfp_growt", "", TF_SCALE_PLAIN},
        {"tfp_growths", "", TF_SCALE_PLAIN},
        {"price", "", TF_SCALE_PLAIN},
        {"", "", TF_SCALE_PLAIN},
        {"#", "", TF_SCALE_PLAIN},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct tf_discovered_factor factor;
        tf_discovered_describe(known[i].address, &factor);
        assert_string_equal(factor.name, known[i].address);
        assert_string_equal(factor.unit, known[i].unit);
        assert_int_equal(factor.scale, known[i].scale);
    }
}

/* A shift is no level. */
static void shifts_have_signs_and_points(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, "tfp_growth+");
    fixture.factor.low = -0.02;
    fixture.factor.high = 0.007;
    fixture.bound.range = (struct tf_prim_range){-HUGE_VAL, 0.0016};
    const char *text = page(&fixture, TF_LANGUAGE_EN, false);
    assert_non_null(strstr(text, "tfp_growth+ is at most +0.16pp: in"));
    assert_non_null(strstr(text, "≤ +0.16pp  −2.00pp … +0.70pp"));
    assert_non_null(strstr(page(&fixture, TF_LANGUAGE_ZH, false), "≤ +0.16个百分点"));
    release(&fixture);
    prepare(&fixture, "capital_output_ratio+");
    text = page(&fixture, TF_LANGUAGE_EN, false);
    assert_non_null(strstr(text, "is at most +0.50 years of GDP"));
    release(&fixture);
}

/* --- words --------------------------------------------------------------------------------------
 */

static void the_sentence_says_what_the_box_is(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, "share_shift.wage@2035");
    fixture.factor.low = -0.02;
    fixture.factor.high = 0.06;
    fixture.bound.range = (struct tf_prim_range){-HUGE_VAL, 0.0299};
    fixture.item.infeasible = 7;
    const char *text = page(&fixture, TF_LANGUAGE_EN, true);
    assert_non_null(strstr(text, "It is missed when share\\_shift.wage@2035 is at most 2.99% of "
                                 "GDP: in 96.7% of the draws there and in 15.7% of the others. The "
                                 "box has 30.0% of all draws and 72.5% of those that miss it."));
    assert_non_null(strstr(text, "such boxes have a density of 95.0%"));
    assert_non_null(strstr(text, "is missed in 40.0% of 1,000 draws (7 without a result"));
    fixture.item.met = true;
    fixture.bound.range = (struct tf_prim_range){0.01, 0.0201234};
    text = page(&fixture, TF_LANGUAGE_EN, true);
    assert_non_null(strstr(text,
                           "It is met when share\\_shift.wage@2035 is between 1.00% and 2.02% "
                           "of GDP"));
    release(&fixture);
}

static void lines_fit(void **state)
{
    (void)state;
    for (int language = 0; language < TF_LANGUAGES; language++) {
        struct fixture fixture;
        prepare(&fixture, "consumption_rate.rural.q1@2035+");
        const char *line = page(&fixture, (enum tf_language)language, false);
        while (*line != '\0') {
            char copy[1024];
            size_t length = strcspn(line, "\n");
            assert_true(length < sizeof copy);
            memcpy(copy, line, length);
            copy[length] = '\0';
            assert_true(tf_text_width(copy) <= WIDTH);
            line += length + (line[length] == '\n');
        }
        release(&fixture);
    }
}

/* --- programs -----------------------------------------------------------------------------------
 */

static json_t *read_json(struct fixture *fixture, bool trajectory)
{
    json_error_t error;
    fixture->out.length = 0;
    assert_true(tf_discovered_json(&fixture->item, 1, trajectory, &fixture->out));
    json_t *root = json_loadb(fixture->out.bytes, fixture->out.length, 0, &error);
    assert_non_null(root);
    return root;
}

static void names_may_be_anything(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile_texts / sizeof *hostile_texts; i++) {
        struct fixture fixture;
        size_t length = strlen(hostile_texts[i]);
        if (tf_utf8_invalid_at(hostile_texts[i], length) < length) {
            continue; /* every reader refuses it */
        }
        prepare(&fixture, hostile_texts[i]);
        fixture.item.scenario = hostile_texts[i];
        json_t *root = read_json(&fixture, true);
        json_t *object = json_array_get(root, 0);
        json_t *box = json_array_get(json_object_get(object, "boxes"), 0);
        json_t *bound = json_array_get(json_object_get(box, "bounds"), 0);
        assert_string_equal(json_string_value(json_object_get(object, "scenario")),
                            hostile_texts[i]);
        assert_string_equal(json_string_value(json_object_get(bound, "factor")), hostile_texts[i]);
        assert_true(json_is_null(json_object_get(bound, "low")));
        assert_int_equal(json_array_size(json_object_get(box, "trajectory")), 2);
        json_decref(root);
        page(&fixture, TF_LANGUAGE_EN, false);
        page(&fixture, TF_LANGUAGE_EN, true);
        release(&fixture);
    }
}

static size_t count_commas(const char *text, size_t line)
{
    size_t count = 0;
    for (; line > 0; line--) {
        text = strchr(text, '\n') + 1;
    }
    for (; *text != '\n' && *text != '\0'; text++) {
        count += *text == ',';
    }
    return count;
}

static void rows_have_the_columns_of_their_header(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, "habit");
    assert_true(tf_discovered_csv(&fixture.item, 1, &fixture.out));
    assert_int_equal(count_commas(fixture.out.bytes, 0), TF_DISCOVERED_COLUMNS - 1);
    assert_int_equal(count_commas(fixture.out.bytes, 1), TF_DISCOVERED_COLUMNS - 1);
    fixture.out.length = 0;
    assert_true(tf_discovered_trajectory_csv(&fixture.item, 1, &fixture.out));
    for (size_t line = 0; line < 3; line++) {
        assert_int_equal(count_commas(fixture.out.bytes, line), TF_DISCOVERED_STEP_COLUMNS - 1);
    }
    release(&fixture);
}

/* Without a box there is no row, and the words say so. */
static void no_box_is_said(void **state)
{
    (void)state;
    struct fixture fixture;
    prepare(&fixture, "habit");
    fixture.box.bound_count = 0;
    fixture.box.counts = fixture.box.all;
    assert_true(tf_discovered_csv(&fixture.item, 1, &fixture.out));
    assert_null(strstr(fixture.out.bytes, "\nplan"));
    assert_non_null(strstr(page(&fixture, TF_LANGUAGE_EN, false), "No box of these factors"));
    fixture.box.chosen = SIZE_MAX;
    assert_non_null(strstr(page(&fixture, TF_LANGUAGE_EN, false), "No box has the coverage"));
    json_t *root = read_json(&fixture, true);
    json_t *box = json_array_get(json_object_get(json_array_get(root, 0), "boxes"), 0);
    assert_true(json_is_null(json_object_get(box, "step")));
    json_decref(root);
    fixture.prim.all.cases = 0;
    assert_non_null(strstr(page(&fixture, TF_LANGUAGE_EN, false), "All draws are alike"));
    release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_are_rounded_outwards),
        cmocka_unit_test(round_limits_stay),
        cmocka_unit_test(units_follow_from_the_address),
        cmocka_unit_test(shifts_have_signs_and_points),
        cmocka_unit_test(the_sentence_says_what_the_box_is),
        cmocka_unit_test(lines_fit),
        cmocka_unit_test(names_may_be_anything),
        cmocka_unit_test(rows_have_the_columns_of_their_header),
        cmocka_unit_test(no_box_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
