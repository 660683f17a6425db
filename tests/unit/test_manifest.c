/* Tests of output/manifest: written and read back, split from a command line, compared. */
#include "output/manifest.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fsio.h"

#define SHA_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define SHA_EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* A manifest with arrays of its own, to change here and there. */
struct example {
    struct tf_manifest manifest;
    struct tf_manifest_scenario scenarios[2];
    struct tf_manifest_file files[3];
    const char *arguments[6], *aside[2], *overrides[1], *columns[4], *regions[2], *groups[1];
};

static void make_example(struct example *example)
{
    *example = (struct example){
        .files = {{"params/plan.csv", SHA_ABC},
                  {"params/base.csv", SHA_EMPTY},
                  {"params/base.csv", SHA_EMPTY}},
        .arguments = {"sample", "-n", "3000", "--set", "growth=5%", "params/plan.csv"},
        .aside = {"--threads", "2"},
        .overrides = {"--set growth=5%"},
        .columns = {"scenario", "run", "set.收入", "status"},
        .regions = {"urban", "rural"},
        .groups = {"all"},
        .scenarios = {{.name = "plan \"A\"",
                       .file = "params/plan.csv",
                       .file_count = 2,
                       .override_count = 1,
                       .first_year = 2025,
                       .last_year = 2035,
                       .region_count = 2,
                       .group_count = 1,
                       .ok = 2990,
                       .infeasible = 10,
                       .clipped = 7},
                      {.name = "base",
                       .file = "params/base.csv",
                       .file_count = 1,
                       .first_year = 2025,
                       .last_year = 2040,
                       .ok = 3000}},
        .manifest = {.program = "twofold",
                     .version = "0.1.0",
                     .argument_count = 6,
                     .aside_count = 2,
                     .design = "sobol",
                     .seed = 9007199254740991,
                     .draws = 3000,
                     .points = 1,
                     .runs = 3000,
                     .shard = {1, 1, 0, 3000},
                     .scenario_count = 2,
                     .column_count = 4,
                     .output = {"plan.csv", SHA_ABC, 123456, 6000, true}},
    };
    example->scenarios[0].files = &example->files[0];
    example->scenarios[0].overrides = example->overrides;
    example->scenarios[0].regions = example->regions;
    example->scenarios[0].groups = example->groups;
    example->scenarios[1].files = &example->files[2];
    example->manifest.arguments = example->arguments;
    example->manifest.aside = example->aside;
    example->manifest.scenarios = example->scenarios;
    example->manifest.columns = example->columns;
}

static const char written[] =
    "{\n"
    "  \"manifest\": 1,\n"
    "  \"program\": \"twofold\",\n"
    "  \"version\": \"0.1.0\",\n"
    "  \"arguments\": [\"sample\", \"-n\", \"3000\", \"--set\", \"growth=5%\", "
    "\"params/plan.csv\"],\n"
    "  \"aside\": [\"--threads\", \"2\"],\n"
    "  \"design\": \"sobol\",\n"
    "  \"seed\": 9007199254740991,\n"
    "  \"draws\": 3000,\n"
    "  \"points\": 1,\n"
    "  \"runs\": 3000,\n"
    "  \"shard\": {\"number\": 1, \"of\": 1, \"first\": 0, \"count\": 3000},\n"
    "  \"scenarios\": [\n"
    "    {\n"
    "      \"name\": \"plan \\\"A\\\"\",\n"
    "      \"file\": \"params/plan.csv\",\n"
    "      \"files\": [\n"
    "        {\"file\": \"params/plan.csv\", \"sha256\": \"" SHA_ABC "\"},\n"
    "        {\"file\": \"params/base.csv\", \"sha256\": \"" SHA_EMPTY "\"}\n"
    "      ],\n"
    "      \"overrides\": [\"--set growth=5%\"],\n"
    "      \"first_year\": 2025,\n"
    "      \"last_year\": 2035,\n"
    "      \"regions\": [\"urban\", \"rural\"],\n"
    "      \"groups\": [\"all\"],\n"
    "      \"ok\": 2990,\n"
    "      \"infeasible\": 10,\n"
    "      \"clipped\": 7\n"
    "    },\n"
    "    {\n"
    "      \"name\": \"base\",\n"
    "      \"file\": \"params/base.csv\",\n"
    "      \"files\": [\n"
    "        {\"file\": \"params/base.csv\", \"sha256\": \"" SHA_EMPTY "\"}\n"
    "      ],\n"
    "      \"overrides\": [],\n"
    "      \"first_year\": 2025,\n"
    "      \"last_year\": 2040,\n"
    "      \"regions\": [],\n"
    "      \"groups\": [],\n"
    "      \"ok\": 3000,\n"
    "      \"infeasible\": 0,\n"
    "      \"clipped\": 0\n"
    "    }\n"
    "  ],\n"
    "  \"columns\": [\"scenario\", \"run\", \"set.收入\", \"status\"],\n"
    "  \"output\": {\n"
    "    \"file\": \"plan.csv\",\n"
    "    \"sha256\": \"" SHA_ABC "\",\n"
    "    \"bytes\": 123456,\n"
    "    \"rows\": 6000,\n"
    "    \"complete\": true\n"
    "  }\n"
    "}\n";

static void it_is_written_as_it_stands(void **state)
{
    (void)state;
    struct example example;
    struct tf_buffer out;
    tf_buffer_init(&out);
    make_example(&example);
    tf_manifest_write(&example.manifest, &out);
    assert_string_equal(out.bytes, written);
    tf_buffer_release(&out);
}

static void what_is_written_reads_back(void **state)
{
    (void)state;
    struct tf_manifest manifest;
    struct tf_arena arena;
    struct tf_buffer out;
    struct tf_diag diag;
    tf_diag_init(&diag);
    tf_buffer_init(&out);
    tf_arena_init(&arena);
    assert_true(tf_manifest_parse(&manifest, "m", written, strlen(written), &arena, &diag));
    assert_int_equal(manifest.seed, 9007199254740991);
    assert_int_equal(manifest.scenarios[0].infeasible, 10);
    assert_string_equal(manifest.scenarios[0].files[1].sha256, SHA_EMPTY);
    assert_string_equal(manifest.columns[2], "set.收入");
    tf_manifest_write(&manifest, &out);
    assert_string_equal(out.bytes, written);
    tf_buffer_release(&out);
    tf_arena_release(&arena);
    tf_diag_release(&diag);
}

static void hostile_texts_are_valid_json(void **state)
{
    (void)state;
    struct example example;
    struct tf_manifest manifest;
    struct tf_arena arena;
    struct tf_buffer out;
    struct tf_diag diag;
    tf_diag_init(&diag);
    tf_buffer_init(&out);
    tf_arena_init(&arena);
    make_example(&example);
    example.manifest.output.sha256 = NULL;
    example.scenarios[0].file = "a\xff"
                                "b\xc3";
    example.columns[2] = "set.\"a,b\"\n\t\\收";
    tf_manifest_write(&example.manifest, &out);
    assert_false(out.failed);
    assert_true(tf_manifest_parse(&manifest, "m", out.bytes, out.length, &arena, &diag));
    assert_string_equal(manifest.scenarios[0].file, "a\xEF\xBF\xBD"
                                                    "b\xEF\xBF\xBD");
    assert_string_equal(manifest.columns[2], example.columns[2]);
    assert_null(manifest.output.sha256);
    tf_buffer_release(&out);
    tf_arena_release(&arena);
    tf_diag_release(&diag);
}

/* In `written`, `from` becomes `to`: the message begins so (jansson words some of it). */
static void expect_refusal(const char *from, const char *to, const char *message)
{
    struct tf_manifest manifest;
    struct tf_arena arena;
    struct tf_buffer text;
    struct tf_diag diag;
    tf_diag_init(&diag);
    tf_buffer_init(&text);
    tf_arena_init(&arena);
    const char *at = strstr(written, from);
    assert_non_null(at);
    tf_buffer_append(&text, written, (size_t)(at - written));
    tf_buffer_text(&text, to);
    tf_buffer_text(&text, at + strlen(from));
    assert_false(tf_manifest_parse(&manifest, "m.json", text.bytes, text.length, &arena, &diag));
    assert_int_equal(diag.errors, 1);
    assert_int_equal(diag.status, TF_BAD_INPUT);
    assert_memory_equal(diag.messages[0].text, message, strlen(message));
    assert_string_equal(diag.messages[0].place.file, "m.json");
    tf_buffer_release(&text);
    tf_arena_release(&arena);
    tf_diag_release(&diag);
}

static void each_field_must_be_what_it_is(void **state)
{
    (void)state;
    static const char whole[] = "must be a whole number from 0 to 9007199254740991";
    char message[100];
    expect_refusal("\"manifest\": 1,", "\"manifest\": 2,",
                   "a newer program wrote it (manifest format 2; this one reads 1)");
    snprintf(message, sizeof message, "`manifest` %s", whole);
    expect_refusal("  \"manifest\": 1,\n", "", message);
    snprintf(message, sizeof message, "`seed` %s", whole);
    expect_refusal("9007199254740991", "9007199254740992", message);
    expect_refusal("9007199254740991", "-1", message);
    expect_refusal("9007199254740991", "1.5", message);
    expect_refusal("\"sobol\"", "7", "`design` must be a text");
    expect_refusal("\"sobol\"", "\"so\\u0000bol\"", "the manifest is no JSON: line 7: ");
    expect_refusal("\"--threads\"", "null", "`aside` must be a text");
    expect_refusal("\"number\": 1", "\"number\": 2", "`number` must be from 1 to `of`");
    expect_refusal("\"number\": 1", "\"number\": 0", "`number` must be from 1 to `of`");
    expect_refusal("\"first\": 0", "\"first\": 1", "`shard` must be a part of all runs");
    expect_refusal(SHA_ABC, "ba78", "`sha256` must be 64 hexadecimal digits");
    expect_refusal("\"complete\": true", "\"complete\": 1", "`complete` must be true or false");
    expect_refusal("\"overrides\": []", "\"overrides\": {}", "`overrides` must be a list");
    expect_refusal("\"shard\": {", "\"other\": {", "`shard` must be an object");
    expect_refusal("\"seed\"", "\"draws\"", "the manifest is no JSON: line 9: ");
}

static void what_is_no_object_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "[]", "7", "{", "null", "{} {}", "\xff"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct tf_manifest manifest;
        struct tf_arena arena;
        struct tf_diag diag;
        tf_diag_init(&diag);
        tf_arena_init(&arena);
        assert_false(tf_manifest_parse(&manifest, "m", texts[i], strlen(texts[i]), &arena, &diag));
        assert_int_equal(diag.errors, 1);
        assert_non_null(strstr(diag.messages[0].text, "the manifest is no JSON"));
        tf_arena_release(&arena);
        tf_diag_release(&diag);
    }
}

/* Joins texts by blanks. */
static void join(const char *const *texts, size_t count, char *out, size_t size)
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        length += (size_t)snprintf(out + length, size - length, "%s%s", i > 0 ? " " : "", texts[i]);
    }
}

static void a_command_line_is_split(void **state)
{
    (void)state;
    static const struct {
        const char *argv[12];
        const char *arguments, *aside;
    } cases[] = {
        {{"twofold", "sample", "-n", "10", "a.csv"}, "sample -n 10 a.csv", ""},
        {{"twofold", "sample", "--shard", "2/3", "-o", "x%K.csv", "a.csv"},
         "sample a.csv",
         "--shard 2/3 -o x%K.csv"},
        {{"twofold", "sample", "--shard=2/3", "-ox.csv", "--output=y", "a.csv"},
         "sample a.csv",
         "--shard=2/3 -ox.csv --output=y"},
        {{"twofold", "sweep", "--th", "2", "--pro", "-q", "--set", "a=1", "--quiet"},
         "sweep --set a=1",
         "--th 2 --pro -q --quiet"},
        {{"twofold", "sweep", "-qo", "x", "a", "-oq", "b", "-"}, "sweep a b -", "-qo x -oq"},
        {{"twofold", "sample", "--store", "d", "--", "--quiet", "-o"},
         "sample -- --quiet -o",
         "--store d"},
        {{"twofold", "sample", "-n", "-1", "--seed", "7", "--summary"},
         "sample -n -1 --seed 7 --summary",
         ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tf_manifest manifest = {.seed = 0};
        struct tf_arena arena;
        char *argv[12], text[200];
        int argc = 0;
        tf_arena_init(&arena);
        for (; argc < 12 && cases[i].argv[argc] != NULL; argc++) {
            argv[argc] = tf_arena_strdup(&arena, cases[i].argv[argc]);
        }
        assert_true(tf_manifest_arguments(&manifest, argc, argv, &arena));
        join(manifest.arguments, manifest.argument_count, text, sizeof text);
        assert_string_equal(text, cases[i].arguments);
        join(manifest.aside, manifest.aside_count, text, sizeof text);
        assert_string_equal(text, cases[i].aside);
        tf_arena_release(&arena);
    }
}

static void expect_match(const struct example *a, const struct example *b, const char *difference)
{
    struct tf_buffer why;
    tf_buffer_init(&why);
    assert_int_equal(tf_manifest_matches(&a->manifest, &b->manifest, &why), difference == NULL);
    if (difference != NULL) {
        assert_string_equal(why.bytes, difference);
    }
    assert_int_equal(tf_manifest_matches(&b->manifest, &a->manifest, &why), difference == NULL);
    tf_buffer_release(&why);
}

/* What may differ between shards, and everything that may not. */
static void differences_are_put_into_words(void **state)
{
    (void)state;
    struct example a, b;
    make_example(&a);
    make_example(&b);
    a.manifest.shard = (struct tf_manifest_shard){1, 2, 0, 2048};
    b.manifest.shard = (struct tf_manifest_shard){2, 2, 2048, 952};
    b.manifest.aside_count = 0;
    b.scenarios[0].ok = 7;
    b.scenarios[0].file = b.arguments[5] = "/data/plan.csv";
    b.files[0].file = "/data/plan.csv";
    b.manifest.output = (struct tf_manifest_output){"other.csv", NULL, 1, 2, false};
    expect_match(&a, &b, NULL);

    b.manifest.seed = 1;
    expect_match(&a, &b, "seed 9007199254740991 and seed 1");
    b.manifest.seed = a.manifest.seed;
    b.manifest.shard.of = 3;
    expect_match(&a, &b, "shards 2 and shards 3");
    b.manifest.shard.of = 2;
    b.manifest.version = "0.2.0";
    expect_match(&a, &b, "the versions `0.1.0` and `0.2.0`");
    b.manifest.version = "0.1.0";
    b.files[1].sha256 = SHA_ABC;
    expect_match(&a, &b,
                 "two versions of `params/base.csv` (SHA-256 e3b0c44298fc… and ba7816bf8f01…)");
    b.files[1].sha256 = SHA_EMPTY;
    b.scenarios[0].file_count = 1;
    expect_match(&a, &b, "scenario `plan \"A\"` from 2 files and from 1");
    b.scenarios[0].file_count = 2;
    b.arguments[2] = "4000";
    expect_match(&a, &b, "the arguments `3000` and `4000`");
    b.arguments[2] = "3000";
    b.manifest.argument_count = 4;
    expect_match(&a, &b, "the argument `growth=5%` only in one of them");
    b.manifest.argument_count = 6;
    b.scenarios[0].override_count = 0;
    expect_match(&a, &b, "the changes `--set growth=5%` only in one of them");
    b.scenarios[0].override_count = 1;
    b.columns[2] = "set.growth";
    expect_match(&a, &b, "the columns `set.收入` and `set.growth`");
    b.columns[2] = "set.收入";
    b.manifest.scenario_count = 1;
    expect_match(&a, &b, "2 scenarios and 1");
    b.manifest.scenario_count = 2;
    expect_match(&a, &b, NULL);
}

enum { SHARDS = 5 };

/* Joins shards of the given numbers; messages one a line, or the order. */
static void expect_join(const uint64_t *numbers, size_t count, uint64_t of, const char *expected)
{
    static const char *const files[SHARDS] = {"a", "b", "c", "d", "e"};
    struct tf_manifest manifests[SHARDS];
    struct example example;
    struct tf_diag diag;
    size_t order[SHARDS], length = 0;
    char text[500] = "";
    tf_diag_init(&diag);
    make_example(&example);
    for (size_t i = 0; i < count; i++) {
        manifests[i] = example.manifest;
        manifests[i].shard = (struct tf_manifest_shard){numbers[i], of, 0, 0};
    }
    bool ok = tf_manifest_join(manifests, files, count, order, &diag);
    for (size_t i = 0; i < (ok ? count : diag.count); i++) {
        length += ok ? (size_t)snprintf(text + length, sizeof text - length, "%s", files[order[i]])
                     : (size_t)snprintf(
                           text + length, sizeof text - length, "%s%s\n",
                           diag.messages[i].place.file != NULL ? diag.messages[i].place.file : "",
                           diag.messages[i].text);
    }
    assert_string_equal(text, expected);
    assert_int_equal(ok, diag.errors == 0);
    tf_diag_release(&diag);
}

static void missing_and_repeated_shards_are_named(void **state)
{
    (void)state;
    expect_join((uint64_t[]){1}, 1, 1, "a");
    expect_join((uint64_t[]){2, 3, 1}, 3, 3, "cab");
    expect_join((uint64_t[]){5, 4, 3, 2, 1}, 5, 5, "edcba");
    expect_join((uint64_t[]){1, 3}, 2, 3, "of 3 shards 1 is missing: 2\n");
    expect_join((uint64_t[]){7, 2, 3}, 3, 16, "of 16 shards 13 are missing: 1, 4-6, 8-16\n");
    expect_join((uint64_t[]){1, 2, 1}, 3, 2, "cshard 1 of 2 is in a already\n");
    expect_join((uint64_t[]){1, 1}, 2, 2,
                "of 2 shards 1 is missing: 2\nbshard 1 of 2 is in a already\n");
    expect_join((uint64_t[]){1}, 1, 9007199254740991,
                "of 9007199254740991 shards 9007199254740990 are missing: 2-9007199254740991\n");
    expect_join(NULL, 0, 1, "no shards to put together\n");
}

static void strangers_and_interrupted_shards_are_named(void **state)
{
    (void)state;
    static const char *const files[] = {"a", "b"};
    struct example a, b;
    struct tf_manifest manifests[2];
    struct tf_diag diag;
    size_t order[2];
    tf_diag_init(&diag);
    make_example(&a);
    make_example(&b);
    a.manifest.shard.of = b.manifest.shard.of = 2;
    b.manifest.shard.number = 2;
    b.manifest.output.complete = false;
    manifests[0] = a.manifest, manifests[1] = b.manifest;
    assert_false(tf_manifest_join(manifests, files, 2, order, &diag));
    assert_string_equal(diag.messages[0].text,
                        "it was interrupted after 6000 rows; run shard 2 of 2 again");
    manifests[1].design = "random";
    assert_false(tf_manifest_join(manifests, files, 2, order, &diag));
    assert_string_equal(diag.messages[1].text,
                        "it does not belong to a: the designs `sobol` and `random`");
    assert_string_equal(diag.messages[1].place.file, "b");
    assert_int_equal(diag.errors, 2);
    tf_diag_release(&diag);
}

static void it_stands_beside_its_file(void **state)
{
    (void)state;
    char folder[] = "/tmp/twofold-manifest-XXXXXX";
    struct example example;
    struct tf_manifest manifest;
    struct tf_arena arena;
    struct tf_diag diag;
    struct tf_buffer bytes;
    tf_diag_init(&diag);
    tf_arena_init(&arena);
    tf_buffer_init(&bytes);
    make_example(&example);
    assert_true(mkdtemp(folder) != NULL && chdir(folder) == 0);
    assert_true(tf_file_write("x.csv", "abc", 3, &diag));
    example.manifest.output.bytes = 3;
    assert_true(tf_manifest_save(&example.manifest, "x.csv", &arena, &diag));
    assert_true(tf_manifest_load(&manifest, "x.csv", &arena, &diag));
    assert_true(tf_manifest_verify(&manifest, "x.csv", &diag));
    assert_int_equal(diag.errors, 0);

    assert_true(tf_file_write("x.csv", "abd", 3, &diag));
    assert_false(tf_manifest_verify(&manifest, "x.csv", &diag));
    assert_string_equal(diag.messages[0].text, "it was changed: its SHA-256 is a52d159f262b…, by "
                                               "its manifest ba7816bf8f01…");
    assert_true(tf_file_write("x.csv", "ab", 2, &diag));
    assert_false(tf_manifest_verify(&manifest, "x.csv", &diag));
    assert_string_equal(diag.messages[1].text,
                        "it has 2 bytes, but 3 by its manifest: it was truncated since");
    assert_false(tf_manifest_load(&manifest, "y.csv", &arena, &diag));
    assert_string_equal(diag.messages[2].place.file, "y.csv.manifest.json");
    assert_string_equal(diag.messages[2].text, "cannot read it: No such file or directory");
    assert_false(tf_manifest_save(&example.manifest, "no/such/x.csv", &arena, &diag));
    assert_int_equal(diag.status, TF_ENVIRONMENT);
    assert_true(unlink("x.csv") == 0 && unlink("x.csv.manifest.json") == 0);
    assert_true(chdir("/") == 0 && rmdir(folder) == 0);
    tf_buffer_release(&bytes);
    tf_arena_release(&arena);
    tf_diag_release(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_written_as_it_stands),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(hostile_texts_are_valid_json),
        cmocka_unit_test(each_field_must_be_what_it_is),
        cmocka_unit_test(what_is_no_object_is_refused),
        cmocka_unit_test(a_command_line_is_split),
        cmocka_unit_test(differences_are_put_into_words),
        cmocka_unit_test(missing_and_repeated_shards_are_named),
        cmocka_unit_test(strangers_and_interrupted_shards_are_named),
        cmocka_unit_test(it_stands_beside_its_file),
    };
    return cmocka_run_group_tests_name("manifest", tests, NULL, NULL);
}
