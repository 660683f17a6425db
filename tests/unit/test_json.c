/* Tests of output/json: jansson reads back what was written, numbers to the last bit. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "output/json.h"

static void test_shape(void **state)
{
    (void)state;
    struct tf_buffer out;
    struct tf_json json;
    tf_buffer_init(&out);
    tf_json_begin(&json, &out);
    tf_json_open(&json, NULL, '{', false);
    tf_json_text(&json, "name", "a");
    tf_json_open(&json, "none", '[', false);
    tf_json_close(&json, ']');
    tf_json_open(&json, "rows", '[', false);
    tf_json_open(&json, NULL, '{', true);
    tf_json_number(&json, "value", 0.1);
    tf_json_bool(&json, "yes", true);
    tf_json_text(&json, "nothing", NULL);
    tf_json_close(&json, '}');
    tf_json_number(&json, NULL, (double)NAN);
    tf_json_close(&json, ']');
    tf_json_close(&json, '}');
    tf_json_end(&json);
    assert_string_equal(out.bytes, "{\n"
                                   "  \"name\": \"a\",\n"
                                   "  \"none\": [],\n"
                                   "  \"rows\": [\n"
                                   "    {\"value\": 0.1, \"yes\": true, \"nothing\": null},\n"
                                   "    null\n"
                                   "  ]\n"
                                   "}\n");
    tf_buffer_release(&out);
}

static void test_texts(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "\"", "\\", "a\nb\tc", "\x01\x1f\x7f", "城镇 é", "</script>", "\\u0041", "`touch x`"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct tf_buffer out;
        struct tf_json json;
        tf_buffer_init(&out);
        tf_json_begin(&json, &out);
        tf_json_open(&json, NULL, '{', true);
        tf_json_text(&json, texts[i], texts[i]);
        tf_json_close(&json, '}');
        json_t *read = json_loads(out.bytes, 0, NULL);
        assert_non_null(read);
        assert_string_equal(json_string_value(json_object_get(read, texts[i])), texts[i]);
        json_decref(read);
        tf_buffer_release(&out);
    }
}

/* Bytes that are no UTF-8 cannot stand in JSON. */
static void test_invalid_text(void **state)
{
    (void)state;
    struct tf_buffer out;
    struct tf_json json;
    tf_buffer_init(&out);
    tf_json_begin(&json, &out);
    tf_json_text(&json, NULL, "a\xff");
    assert_string_equal(out.bytes, "null");
    tf_buffer_release(&out);
}

static void test_numbers(void **state)
{
    (void)state;
    static const double values[] = {0,
                                    -0.0,
                                    1,
                                    0.1,
                                    1.0 / 3,
                                    1e300,
                                    4.9e-324,
                                    -1e-7,
                                    43934.17986479961,
                                    2035,
                                    1e15 + 0.25,
                                    0x1p-40,
                                    123456789012345680.0};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct tf_buffer out;
        struct tf_json json;
        tf_buffer_init(&out);
        tf_json_begin(&json, &out);
        tf_json_open(&json, NULL, '[', true);
        tf_json_number(&json, NULL, values[i]);
        tf_json_number(&json, NULL, HUGE_VAL);
        tf_json_close(&json, ']');
        json_t *read = json_loads(out.bytes, 0, NULL);
        assert_non_null(read);
        double back = json_number_value(json_array_get(read, 0));
        assert_true(back <= values[i] && back >= values[i]);
        assert_true(json_is_null(json_array_get(read, 1)));
        json_decref(read);
        tf_buffer_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shape),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_invalid_text),
        cmocka_unit_test(test_numbers),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
