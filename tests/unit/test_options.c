/* Tests of cli/option and of what all descriptors must hold. The messages are in
 * tests/cases/usage-errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/plotting.h"
#include "output/chart.h"

#define ARGUMENTS_MOST 16

struct fixture {
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_request request;
    bool ok;
};

/* Parses words (NULL-terminated) as those after the command's name. */
static void parse(struct fixture *fixture, const struct tf_command *command,
                  const char *const *words)
{
    char *argv[ARGUMENTS_MOST] = {NULL};
    int argc = 1;
    tf_arena_init(&fixture->arena);
    tf_diag_init(&fixture->diag);
    memset(&fixture->request, 0, sizeof fixture->request);
    argv[0] = tf_arena_strdup(&fixture->arena, command->name);
    for (; words[argc - 1] != NULL; argc++) {
        argv[argc] = tf_arena_strdup(&fixture->arena, words[argc - 1]);
    }
    fixture->ok = tf_options_parse(command->options, command->name, argc, argv, &fixture->arena,
                                   &fixture->request, &fixture->diag);
}

static void end(struct fixture *fixture)
{
    tf_diag_release(&fixture->diag);
    tf_arena_release(&fixture->arena);
}

static void test_all_kinds(void **state)
{
    (void)state;
    static const char *const words[] = {
        "a.csv",     "--set", "x=1",   "--format=json", "-o", "out.json",  "--quiet",
        "--threads", "3",     "b.csv", "--set=y=2",     "--", "--odd.csv", NULL};
    struct fixture fixture;
    parse(&fixture, &tf_command_run, words);
    assert_true(fixture.ok);
    assert_int_equal(fixture.request.set.count, 2);
    assert_string_equal(fixture.request.set.items[1], "y=2");
    assert_string_equal(fixture.request.format, "json");
    assert_string_equal(fixture.request.output, "out.json");
    assert_true(fixture.request.quiet && !fixture.request.progress);
    assert_int_equal(fixture.request.threads, 3);
    assert_int_equal(fixture.request.operands.count, 3);
    assert_string_equal(fixture.request.operands.items[0], "a.csv");
    assert_string_equal(fixture.request.operands.items[2], "--odd.csv");
    end(&fixture);
}

static void test_nothing(void **state)
{
    (void)state;
    static const char *const words[] = {NULL};
    struct fixture fixture;
    parse(&fixture, &tf_command_check, words);
    assert_true(fixture.ok);
    assert_int_equal(fixture.request.operands.count, 0);
    assert_null(fixture.request.format);
    end(&fixture);
}

static void test_stdin_and_negative(void **state)
{
    (void)state;
    static const char *const words[] = {"-", "--set", "growth=-1%", "--title", "-x", NULL};
    struct fixture fixture;
    parse(&fixture, &tf_command_plot, words);
    assert_true(fixture.ok);
    assert_string_equal(fixture.request.operands.items[0], "-");
    assert_string_equal(fixture.request.set.items[0], "growth=-1%");
    assert_string_equal(fixture.request.title, "-x");
    end(&fixture);
}

static void test_many_of_a_list(void **state)
{
    (void)state;
    static const char *const words[] = {"-oa.svg", "-o", "b.pdf", "--output", "c.png", NULL};
    struct fixture fixture;
    parse(&fixture, &tf_command_plot, words);
    assert_true(fixture.ok);
    assert_int_equal(fixture.request.pictures.count, 3);
    assert_string_equal(fixture.request.pictures.items[0], "a.svg");
    assert_string_equal(fixture.request.pictures.items[2], "c.png");
    end(&fixture);
}

static void test_refusals(void **state)
{
    (void)state;
    static const char *const words[][3] = {{"--nonsense"},        {"-z"},    {"--quiet=1"},
                                           {"--threads", "1025"}, {"--set"}, {"--threads", "-1"},
                                           {"--format", "tables"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct fixture fixture;
        parse(&fixture, &tf_command_run, words[i]);
        assert_false(fixture.ok);
        assert_int_equal(fixture.diag.errors, 1);
        assert_int_equal(fixture.diag.status, TF_BAD_INPUT);
        end(&fixture);
    }
}

static void check_option(const struct tf_option *option)
{
    size_t length = strlen(option->meaning);
    assert_true(option->name[0] != '\0' && length > 0 && option->meaning[length - 1] == '.');
    assert_true((option->kind == TF_OPTION_FLAG) == (option->argument == NULL));
    assert_true((option->kind == TF_OPTION_CHOICE) == (option->choices != NULL));
    assert_true(option->field < sizeof(struct tf_request));
}

/* Descriptors are complete, and no option has a name or letter of another. */
static void test_descriptors(void **state)
{
    (void)state;
    for (size_t c = 0; tf_commands[c] != NULL; c++) {
        const struct tf_command *command = tf_commands[c];
        const struct tf_option *all[64];
        size_t count = 0, groups = 0;
        for (; command->options[groups] != NULL; groups++) {
            for (size_t i = 0; i < command->options[groups]->count; i++) {
                all[count++] = &command->options[groups]->options[i];
            }
        }
        assert_true(groups <= TF_OPTION_GROUPS_MOST && command->examples[0].command != NULL);
        assert_true(strlen(command->summary) <= 65);
        for (size_t i = 0; i < count; i++) {
            check_option(all[i]);
            for (size_t j = 0; j < i; j++) {
                assert_string_not_equal(all[i]->name, all[j]->name);
                assert_true(all[i]->letter == 0 || all[i]->letter != all[j]->letter);
            }
        }
    }
}

/* The words that --chart and --theme take are those that the charts know, and every kind has its
 * name among them. */
static void test_choices_exist(void **state)
{
    (void)state;
    const struct tf_option_group *own = tf_command_plot.options[0];
    size_t themes = 0;
    for (size_t i = 0; i < own->count; i++) {
        const struct tf_option *option = &own->options[i];
        bool theme = strcmp(option->name, "theme") == 0;
        for (size_t k = 0; theme && option->choices[k] != NULL; k++, themes++) {
            enum tf_theme known;
            assert_true(tf_theme_parse(option->choices[k], &known));
        }
    }
    assert_int_equal(themes, TF_THEMES);
    size_t kinds = 0;
    for (; tf_plot_kinds[kinds] != NULL; kinds++) {
        enum tf_chart_kind kind;
        assert_true(tf_chart_kind_parse(tf_plot_kinds[kinds]->name, &kind));
        assert_string_equal(tf_plot_kinds[kinds]->name, tf_plot_names[kinds]);
    }
    assert_null(tf_plot_names[kinds]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_kinds),          cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_stdin_and_negative), cmocka_unit_test(test_many_of_a_list),
        cmocka_unit_test(test_refusals),           cmocka_unit_test(test_descriptors),
        cmocka_unit_test(test_choices_exist),
    };
    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
