/* Addresses: parsed, refused, written, counted. */
#include "scenario_files.h"

static const char *region_names[] = {"urban", "rural"};
static const char *group_names[] = {"q1", "q2", "q3"};
static const struct tf_dimensions dimensions = {{2, region_names}, {3, group_names}};

static bool parse(struct tf_arena *arena, const char *text, struct tf_address *address,
                  const char **message, size_t *offset)
{
    *message = NULL;
    return tf_address_parse(text, &dimensions, arena, address, message, offset);
}

static void members_come_in_any_order(void **state)
{
    static const char *const texts[] = {"growth.rural.q2.wage@2030", "growth.wage.q2.rural@2030",
                                        "growth.q2.rural.wage@2030"};
    (void)state;
    struct tf_arena arena;
    tf_arena_init(&arena);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct tf_address address;
        const char *message;
        size_t offset;
        assert_true(parse(&arena, texts[i], &address, &message, &offset));
        assert_int_equal(address.parameter, TF_GROWTH);
        assert_int_equal(address.region, 1);
        assert_int_equal(address.group, 1);
        assert_int_equal(address.source, TF_WAGE);
        assert_int_equal(address.year, 2030);
        assert_int_equal(address.shift, TF_SHIFT_NONE);
        assert_string_equal(tf_address_format(&address, &dimensions, &arena), texts[0]);
    }
    tf_arena_release(&arena);
}

static void what_is_left_out_means_all(void **state)
{
    (void)state;
    struct tf_arena arena;
    struct tf_address address;
    const char *message;
    size_t offset;
    tf_arena_init(&arena);
    assert_true(parse(&arena, "growth.wage*", &address, &message, &offset));
    assert_int_equal(address.region, TF_ALL);
    assert_int_equal(address.group, TF_ALL);
    assert_int_equal(address.year, TF_NO_YEAR);
    assert_int_equal(address.shift, TF_SHIFT_MULTIPLY);
    assert_string_equal(tf_address_format(&address, &dimensions, &arena), "growth.wage*");
    assert_true(parse(&arena, "gdp_growth+", &address, &message, &offset));
    assert_int_equal(address.shift, TF_SHIFT_ADD);
    tf_arena_release(&arena);
}

static void refusals_say_where_and_what(void **state)
{
    static const struct {
        const char *text, *says;
        size_t offset;
    } cases[] = {
        {"grwth", "did you mean `growth`?", 0},
        {"", "no name", 0},
        {"closure.urban", "closure is a setting", 7},
        {"growth.urbn", "did you mean `urban`?", 7},
        {"growth.rural.urban", "second region", 13},
        {"growth.q1.q2", "second group", 10},
        {"growth.wage.property", "second source", 12},
        {"population.q1", "no group `q1`; its dimensions: region", 11},
        {"gdp_growth.wage", "its dimensions: none", 11},
        {"income@2030", "one value for all years", 6},
        {"growth@", "no calendar year", 7},
        {"growth@203", "no calendar year", 7},
        {"growth@25", "write its four digits", 7},
        {"growth@2030.urban", "no calendar year; write it last", 7},
        {"growth@2030+", "moves the whole path", 6},
        {"growth+@2030", "moves the whole path", 7},
        {"growth.", "no member after the point", 7},
        {"growth*+", "stands inside", 6},
    };
    (void)state;
    struct tf_arena arena;
    tf_arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tf_address address;
        const char *message;
        size_t offset;
        assert_false(parse(&arena, cases[i].text, &address, &message, &offset));
        if (strstr(message, cases[i].says) == NULL || offset != cases[i].offset) {
            fail_msg("%s: `%s` at %zu", cases[i].text, message, offset);
        }
    }
    tf_arena_release(&arena);
}

static void instances_are_row_major(void **state)
{
    (void)state;
    const struct tf_parameter *growth = &tf_parameters[TF_GROWTH];
    size_t next = 0;
    assert_int_equal(tf_instance_count(growth, &dimensions), 24);
    for (size_t region = 0; region < 2; region++) {
        for (size_t group = 0; group < 3; group++) {
            for (size_t source = 0; source < TF_SOURCE_COUNT; source++) {
                assert_int_equal(tf_instance(growth, &dimensions, region, group, source), next++);
            }
        }
    }
    assert_int_equal(tf_instance_count(&tf_parameters[TF_HABIT], &dimensions), 1);
    assert_int_equal(tf_instance(&tf_parameters[TF_SHARE_SHIFT], &dimensions, 1, 2, 3), 3);
    assert_int_equal(tf_instance(&tf_parameters[TF_POPULATION], &dimensions, 1, 2, 3), 1);
}

static void defaults_are_the_tables(void **state)
{
    (void)state;
    double share = tf_instance_default(&tf_parameters[TF_GROUP_SHARE], &dimensions, 4);
    assert_true(share >= 1.0 / 3 && share <= 1.0 / 3);
    for (size_t i = 0; i < 24; i++) {
        double value = tf_instance_default(&tf_parameters[TF_SOURCE_SHARE], &dimensions, i);
        assert_int_equal((int)value, i % TF_SOURCE_COUNT == TF_WAGE);
    }
    double absent = tf_instance_default(&tf_parameters[TF_GDP_GROWTH], &dimensions, 0);
    assert_true(absent != absent);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_come_in_any_order),   cmocka_unit_test(what_is_left_out_means_all),
        cmocka_unit_test(refusals_say_where_and_what), cmocka_unit_test(instances_are_row_major),
        cmocka_unit_test(defaults_are_the_tables),
    };
    return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
