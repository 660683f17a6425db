/* Running other programs. */
#include "base/proc.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static struct tf_process_result run_shell(const char *script, const char *input, size_t length,
                                          double timeout)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    const char *const environment[] = {"TF_TEST=from the test", NULL};
    struct tf_process process = {argv, environment, input, length, timeout};
    struct tf_process_result result;
    struct tf_diag diag;
    tf_diag_init(&diag);
    assert_true(tf_process_run(&process, &result, &diag));
    tf_diag_release(&diag);
    return result;
}

static void input_goes_in_and_both_outputs_come_out(void **state)
{
    (void)state;
    struct tf_process_result r = run_shell("cat; echo $TF_TEST >&2; exit 3", "hello", 5, 10);
    assert_int_equal(r.end, TF_PROCESS_EXITED);
    assert_int_equal(r.code, 3);
    assert_true(r.input_taken);
    assert_string_equal(r.output.bytes, "hello");
    assert_string_equal(r.errors.bytes, "from the test\n");
    tf_process_result_release(&r);
}

static void large_streams_do_not_lock(void **state)
{
    (void)state;
    size_t length = (size_t)4 << 20;
    char *input = calloc(length, 1);
    memset(input, 'x', length);
    struct tf_process_result r = run_shell("cat; head -c 300000 /dev/zero >&2", input, length, 30);
    assert_int_equal(r.output.length, length);
    assert_int_equal(r.errors.length, 65536);
    tf_process_result_release(&r);
    free(input);
}

static void a_child_that_does_not_read_is_no_error(void **state)
{
    (void)state;
    size_t length = (size_t)1 << 20;
    char *input = calloc(length, 1);
    struct tf_process_result r = run_shell("exit 0", input, length, 10);
    assert_int_equal(r.end, TF_PROCESS_EXITED);
    assert_false(r.input_taken);
    tf_process_result_release(&r);
    free(input);
}

static void a_missing_program_is_a_result(void **state)
{
    (void)state;
    const char *const argv[] = {"twofold-no-such-program", NULL};
    struct tf_process process = {argv, NULL, "", 0, 1};
    struct tf_process_result result;
    struct tf_diag diag;
    tf_diag_init(&diag);
    assert_true(tf_process_run(&process, &result, &diag));
    assert_int_equal(result.end, TF_PROCESS_MISSING);
    assert_int_equal(result.code, ENOENT);
    tf_process_result_release(&result);
    tf_diag_release(&diag);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void what_hangs_is_ended_with_its_children(void **state)
{
    (void)state;
    static const char *const scripts[] = {"sleep 60", "sleep 60 & wait", "exec >&- 2>&-; sleep 60"};
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        double begun = seconds();
        struct tf_process_result r = run_shell(scripts[i], "", 0, 0.2);
        assert_int_equal(r.end, TF_PROCESS_TIMED_OUT);
        assert_true(seconds() - begun < 20);
        tf_process_result_release(&r);
    }
}

static void a_signal_is_told(void **state)
{
    (void)state;
    struct tf_process_result r = run_shell("kill -KILL $$", "", 0, 10);
    assert_int_equal(r.end, TF_PROCESS_KILLED);
    assert_int_equal(r.code, SIGKILL);
    tf_process_result_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(input_goes_in_and_both_outputs_come_out),
        cmocka_unit_test(large_streams_do_not_lock),
        cmocka_unit_test(a_child_that_does_not_read_is_no_error),
        cmocka_unit_test(a_missing_program_is_a_result),
        cmocka_unit_test(what_hangs_is_ended_with_its_children),
        cmocka_unit_test(a_signal_is_told),
    };
    return cmocka_run_group_tests_name("proc", tests, NULL, NULL);
}
