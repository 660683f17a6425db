/* Tests of output/store: layout, damage, interruption, and other programs that read the file. */
#include "output/store.h"

#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/proc.h"

enum { SCENARIOS = 2, VALUES = 3, RUNS = 2500, ODD = 7 };

static char folder[] = "/tmp/twofold-store-XXXXXX";
static char checkout[4096];

static int make_folder(void **state)
{
    (void)state;
    const char *top = getenv("TOP");
    snprintf(checkout, sizeof checkout, "%s", top != NULL ? top : "");
    if (top == NULL && getcwd(checkout, sizeof checkout) == NULL) {
        return 1;
    }
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int remove_folder(void **state)
{
    (void)state;
    static const char *const names[] = {"draws.bin", "a", "b", "whole", "x.partial"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unlink(names[i]);
    }
    return chdir("/") != 0 || rmdir(folder) != 0;
}

static size_t files_here(void)
{
    size_t count = 0;
    DIR *here = opendir(".");
    for (struct dirent *entry; (entry = readdir(here)) != NULL;) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    closedir(here);
    return count;
}

/* --- an example ------------------------------------------------------------------------------- */

static const struct tf_store_column columns[VALUES] = {
    {"set.a \"b\", 收入", TF_STORE_FACTOR},
    {"multiple", TF_STORE_METRIC},
    {"only\nin one", TF_STORE_METRIC},
};
static const char *const scenarios[SCENARIOS] = {"plan, \"A\"", "基准"};

static void make_manifest(struct tf_manifest *manifest, uint64_t runs,
                          struct tf_manifest_shard shard)
{
    static const char *arguments[] = {"sample", "plan.csv"};
    *manifest = (struct tf_manifest){
        .program = "twofold",
        .version = "0.1.0",
        .arguments = arguments,
        .argument_count = 2,
        .design = "random",
        .seed = 1,
        .draws = runs,
        .points = 1,
        .runs = runs,
        .shard = shard,
    };
}

static double value(size_t scenario, size_t column, uint64_t run)
{
    return (double)(run + 1) / (double)(3 + column) - (double)scenario;
}

static uint32_t status(uint64_t run)
{
    return run % 1000 == ODD ? 2031007 : TF_STORE_OK;
}

/* Runs [first, first + count) of all scenarios, of a file whose first run is `start`. The last
 * column is absent in the second scenario; metrics of infeasible runs are NaN, of another bit
 * pattern than the file's. */
static bool write_runs(struct tf_store_writer *writer, uint64_t start, uint64_t first, size_t count,
                       struct tf_diag *diag)
{
    static double room[VALUES][RUNS];
    static uint32_t statuses[RUNS];
    bool ok = true;
    for (size_t scenario = 0; scenario < SCENARIOS && ok; scenario++) {
        const double *values[VALUES] = {room[0], room[1], scenario == 0 ? room[2] : NULL};
        for (size_t i = 0; i < count; i++) {
            uint64_t run = start + first + i;
            for (size_t column = 0; column < VALUES; column++) {
                bool absent = column > 0 && status(run) != TF_STORE_OK;
                room[column][i] = absent ? -(double)NAN : value(scenario, column, run);
            }
            statuses[i] = status(run);
        }
        ok = tf_store_write(writer, scenario, first, count, values, statuses, diag);
    }
    return ok;
}

static uint64_t infeasible_among(uint64_t first, uint64_t count)
{
    uint64_t infeasible = 0;
    for (uint64_t run = first; run < first + count; run++) {
        infeasible += status(run) != TF_STORE_OK;
    }
    return infeasible;
}

/* Finishes a file of which `complete` runs were written. */
static bool finish(struct tf_store_writer *writer, uint64_t start, uint64_t complete,
                   const char *partial, struct tf_diag *diag)
{
    static const struct tf_store_status statuses[] = {
        {2031007, "2031, rural.q1: consumption falls below 0"}, {TF_STORE_OK, "ok"}};
    uint64_t infeasible = infeasible_among(start, complete);
    struct tf_store_result results[SCENARIOS];
    for (size_t i = 0; i < SCENARIOS; i++) {
        results[i] = (struct tf_store_result){
            complete,     complete - infeasible,        infeasible,
            i * complete, statuses + (infeasible == 0), 2 - (size_t)(infeasible == 0)};
        if (complete == 0) {
            results[i].status_count = 0;
        }
    }
    return tf_store_finish(writer, results, partial, NULL, diag);
}

static bool create(struct tf_store_writer *writer, const char *path, uint64_t all_runs,
                   struct tf_manifest_shard shard, struct tf_diag *diag)
{
    struct tf_manifest manifest;
    make_manifest(&manifest, all_runs, shard);
    struct tf_store_plan plan = {columns,     VALUES,      scenarios, SCENARIOS,
                                 shard.first, shard.count, &manifest};
    return tf_store_create(writer, path, &plan, diag);
}

/* A whole file, its runs in pieces of `piece`, backwards or forwards. */
static void write_file(const char *path, uint64_t all_runs, struct tf_manifest_shard shard,
                       uint64_t piece, bool backwards)
{
    struct tf_store_writer writer;
    struct tf_diag diag;
    tf_diag_init(&diag);
    assert_true(create(&writer, path, all_runs, shard, &diag));
    uint64_t pieces = (shard.count + piece - 1) / piece;
    for (uint64_t i = 0; i < pieces; i++) {
        uint64_t first = (backwards ? pieces - 1 - i : i) * piece;
        uint64_t count = shard.count - first < piece ? shard.count - first : piece;
        assert_true(write_runs(&writer, shard.first, first, (size_t)count, &diag));
    }
    assert_true(finish(&writer, shard.first, shard.count, NULL, &diag));
    assert_int_equal(diag.errors, 0);
    tf_diag_release(&diag);
}

static void write_whole(const char *path, uint64_t runs)
{
    write_file(path, runs, (struct tf_manifest_shard){1, 1, 0, runs}, 1024, false);
}

static struct tf_buffer slurp(const char *path)
{
    struct tf_buffer bytes;
    struct tf_diag diag;
    tf_diag_init(&diag);
    tf_buffer_init(&bytes);
    assert_true(tf_file_read(path, (size_t)1 << 30, &bytes, NULL, &diag));
    tf_diag_release(&diag);
    return bytes;
}

static void assert_same_files(const char *a, const char *b)
{
    struct tf_buffer first = slurp(a), second = slurp(b);
    assert_int_equal(first.length, second.length);
    assert_memory_equal(first.bytes, second.bytes, first.length);
    tf_buffer_release(&first);
    tf_buffer_release(&second);
}

/* --- the tests -------------------------------------------------------------------------------- */

static void assert_is(double have, double want)
{
    assert_true((isnan(have) && isnan(want)) || (have >= want && have <= want));
}

static void what_is_written_reads_back(void **state)
{
    (void)state;
    struct tf_store store;
    struct tf_diag diag;
    tf_diag_init(&diag);
    write_whole("draws.bin", RUNS);
    assert_int_equal(files_here(), 1);
    assert_true(tf_store_is("draws.bin"));
    assert_true(tf_store_open(&store, "draws.bin", &diag));
    assert_int_equal(store.runs, RUNS);
    assert_int_equal(store.column_count, VALUES + 1);
    assert_string_equal(store.columns[0].name, columns[0].name);
    assert_string_equal(store.columns[2].name, columns[2].name);
    assert_int_equal(store.columns[0].kind, TF_STORE_FACTOR);
    assert_string_equal(store.columns[3].name, "status");
    assert_string_equal(store.scenarios[1], "基准");
    assert_int_equal(store.manifest.seed, 1);
    assert_string_equal(store.manifest.arguments[0], "sample");
    assert_int_equal(store.results[1].infeasible, 3);
    assert_int_equal(store.results[1].clipped, RUNS);
    for (size_t scenario = 0; scenario < SCENARIOS; scenario++) {
        for (uint64_t run = 0; run < RUNS; run++) {
            bool ok = run % 1000 != ODD;
            assert_is(tf_store_values(&store, scenario, 0)[run], value(scenario, 0, run));
            assert_is(tf_store_values(&store, scenario, 1)[run],
                      ok ? value(scenario, 1, run) : (double)NAN);
            assert_is(tf_store_values(&store, scenario, 2)[run],
                      ok && scenario == 0 ? value(scenario, 2, run) : (double)NAN);
            assert_is(tf_store_values(&store, scenario, 3)[run], ok ? 1 : 2031007);
        }
    }
    assert_string_equal(tf_store_status_text(&store, 0, 1), "ok");
    assert_string_equal(tf_store_status_text(&store, 0, 2031007),
                        "2031, rural.q1: consumption falls below 0");
    assert_null(tf_store_status_text(&store, 0, 0));
    tf_store_release(&store);
    tf_diag_release(&diag);
}

/* By hand, from docs/draw-files.md. */
static void the_layout_is_as_documented(void **state)
{
    (void)state;
    uint64_t word;
    unsigned long length;
    write_whole("draws.bin", 3);
    struct tf_buffer file = slurp("draws.bin");
    assert_memory_equal(file.bytes, "TWOFOLD DRAWS 1\n", 16);
    length = strtoul(file.bytes + 16, NULL, 10);
    assert_true(file.bytes[31] == '\n' && (32 + length) % 64 == 0);
    assert_true(file.bytes[31 + length] == '\n');
    const char *values = file.bytes + 32 + length;
    memcpy(&word, values + 8 * ((1 * 4 + 1) * 3 + 2), 8); /* scenario 1, column 1, run 2 */
    double wanted = value(1, 1, 2);
    assert_memory_equal(&word, &wanted, 8);
    memcpy(&word, values + 8 * ((1 * 4 + 2) * 3 + 1), 8); /* absent */
    assert_true(word == 0x7ff8000000000000u);
    const char *footer = values + (size_t)8 * SCENARIOS * (VALUES + 1) * 3;
    assert_memory_equal(footer, "{\"header_sha256\": \"", 19);
    assert_ptr_equal(strchr(footer, '\n') + 66, file.bytes + file.length);
    tf_buffer_release(&file);
}

static void order_and_pieces_make_no_difference(void **state)
{
    (void)state;
    write_whole("whole", RUNS);
    for (uint64_t piece = 1; piece <= RUNS; piece = piece * 13 + 1) {
        write_file("draws.bin", RUNS, (struct tf_manifest_shard){1, 1, 0, RUNS}, piece, piece % 2);
        assert_same_files("draws.bin", "whole");
    }
    unlink("whole");
}

static void shards_are_merged_to_the_whole(void **state)
{
    (void)state;
    static const size_t order[] = {1, 0};
    struct tf_store shards[2];
    struct tf_diag diag;
    uint64_t bytes;
    struct stat about;
    tf_diag_init(&diag);
    write_file("b", RUNS, (struct tf_manifest_shard){1, 2, 0, 1024}, 1024, false);
    write_file("a", RUNS, (struct tf_manifest_shard){2, 2, 1024, RUNS - 1024}, 1024, false);
    assert_true(tf_store_open(&shards[0], "a", &diag) && tf_store_open(&shards[1], "b", &diag));
    assert_int_equal(shards[0].first_run, 1024);
    assert_true(tf_store_merge(shards, order, 2, "draws.bin", &bytes, &diag));
    write_whole("whole", RUNS);
    assert_same_files("draws.bin", "whole");
    assert_true(stat("whole", &about) == 0 && (uint64_t)about.st_size == bytes);

    assert_false(tf_store_merge(shards, (const size_t[]){0, 1}, 2, "whole", NULL, &diag));
    assert_string_equal(diag.messages[0].text, "it does not belong to a: its runs do not follow");
    assert_false(tf_store_merge(shards, order, 1, "whole", NULL, &diag));
    assert_string_equal(diag.messages[1].text,
                        "it does not belong to b: the shards together have not all of its runs");
    assert_same_files("draws.bin", "whole");
    tf_store_release(&shards[0]);
    tf_store_release(&shards[1]);
    unlink("a"), unlink("b"), unlink("whole");
    tf_diag_release(&diag);
}

static void no_runs_are_a_file(void **state)
{
    (void)state;
    struct tf_store store;
    struct tf_diag diag;
    tf_diag_init(&diag);
    write_whole("draws.bin", 0);
    assert_true(tf_store_open(&store, "draws.bin", &diag));
    assert_int_equal(store.runs, 0);
    assert_int_equal(store.results[0].status_count, 0);
    tf_store_release(&store);
    tf_diag_release(&diag);
}

/* A copy of a small file, at an address of its own, changed. */
static bool reads(const struct tf_buffer *file, size_t length, struct tf_diag *diag)
{
    struct tf_store store;
    char *copy = malloc(length > 0 ? length : 1);
    assert_non_null(copy);
    memcpy(copy, file->bytes, length);
    bool ok = tf_store_parse(&store, "draws.bin", copy, length, diag);
    tf_store_release(&store);
    free(copy);
    return ok;
}

/* Every byte, changed in each of its bits, and every length: nothing passes. */
static void damage_anywhere_is_noticed(void **state)
{
    (void)state;
    struct tf_diag diag;
    write_whole("draws.bin", 9);
    struct tf_buffer file = slurp("draws.bin");
    tf_diag_init(&diag);
    assert_true(reads(&file, file.length, &diag));
    tf_diag_release(&diag);
    for (size_t at = 0; at < file.length; at++) {
        tf_diag_init(&diag);
        char old = file.bytes[at];
        for (int bit = 0; bit < 8; bit++) {
            file.bytes[at] = (char)(old ^ (1 << bit));
            assert_false(reads(&file, file.length, &diag));
        }
        file.bytes[at] = old;
        assert_false(reads(&file, at, &diag));
        assert_int_equal(diag.errors, 9);
        assert_int_equal(diag.status, TF_BAD_INPUT);
        tf_diag_release(&diag);
    }
    tf_diag_init(&diag);
    tf_buffer_append(&file, "\n", 1);
    assert_false(reads(&file, file.length, &diag));
    tf_diag_release(&diag);
    tf_buffer_release(&file);
}

/* The first message for a file in which `from` became `to` (of one length). */
static void expect_refusal(const char *from, const char *to, size_t cut, const char *message)
{
    struct tf_diag diag;
    struct tf_buffer file = slurp("draws.bin");
    tf_diag_init(&diag);
    if (from != NULL) {
        char *at = memmem(file.bytes, file.length, from, strlen(from));
        assert_non_null(at);
        memcpy(at, to, strlen(from));
    }
    assert_false(reads(&file, cut < file.length ? cut : file.length, &diag));
    assert_memory_equal(diag.messages[0].text, message, strlen(message));
    assert_string_equal(diag.messages[0].place.file, "draws.bin");
    tf_diag_release(&diag);
    tf_buffer_release(&file);
}

static void what_is_wrong_is_told(void **state)
{
    (void)state;
    write_whole("draws.bin", 9);
    const size_t all = SIZE_MAX;
    expect_refusal("TWOFOLD", "TWOFILD", all, "it is no file of draws, as --store writes them");
    expect_refusal(NULL, NULL, 0, "it is no file of draws");
    expect_refusal("DRAWS 1", "DRAWS 2", all,
                   "it is in format 2 of draws; this program reads format 1");
    expect_refusal(NULL, NULL, 20,
                   "it is truncated: it has only 20 bytes; copy it again, or run "
                   "its study again");
    expect_refusal(NULL, NULL, 100, "it is truncated: it has only 100 bytes");
    expect_refusal("\n00000", "\n9000x", all, "its second line must be the length of its header");
    expect_refusal("\n000000", "\n900000", all, "it is truncated");
    expect_refusal("[2, 4, 9]", "[2, 4, 8]", all, "its end is damaged");
    expect_refusal("[2, 4, 9]", "[2, 5, 9]", all,
                   "`shape` must be the numbers of scenarios, columns and runs");
    expect_refusal("[2, 4, 9]", "[2, 4,99]", all, "it is truncated");
    expect_refusal("\"kind\": \"status\"", "\"kind\": \"metric\"", all,
                   "`kind` must be `factor` or `metric`, and of the last column `status`");
    expect_refusal("\"seed\": 1", "\"seed\": 2", all,
                   "its header is damaged (the checksum differs); copy it again, or run its study "
                   "again");
    expect_refusal("\"seed\": 1", "\"sead\": 1", all, "`seed` must be a whole number");
    expect_refusal("\"clipped\": 9", "\"clipped\": 8", all, "its end is damaged");
    double old = value(1, 1, 0), new = old + 1;
    char from[9] = "", to[9] = "";
    memcpy(from, &old, 8);
    memcpy(to, &new, 8);
    struct tf_diag diag;
    tf_diag_init(&diag);
    struct tf_buffer file = slurp("draws.bin");
    char *at = memmem(file.bytes, file.length, from, 8);
    assert_non_null(at);
    memcpy(at, to, 8);
    assert_false(reads(&file, file.length, &diag));
    assert_string_equal(diag.messages[0].text,
                        "its column `multiple` of `基准` is damaged (the checksum differs); copy "
                        "it again, or run its study again");
    tf_diag_release(&diag);
    tf_buffer_release(&file);
}

static void an_interrupted_run_leaves_what_is_complete(void **state)
{
    (void)state;
    struct tf_store_writer writer;
    struct tf_store store;
    struct tf_diag diag;
    tf_diag_init(&diag);
    write_whole("whole", 3);
    struct tf_manifest_shard all = {1, 1, 0, RUNS};
    assert_true(create(&writer, "whole", RUNS, all, &diag));
    assert_true(write_runs(&writer, 0, 0, 1024, &diag));
    assert_true(finish(&writer, 0, 1024, "x.partial", &diag));
    assert_true(tf_store_open(&store, "x.partial", &diag));
    assert_int_equal(store.results[0].complete, 1024);
    assert_int_equal(store.runs, RUNS);
    assert_is(tf_store_values(&store, 0, 3)[1023], TF_STORE_OK);
    assert_is(tf_store_values(&store, 0, 3)[1024], TF_STORE_ABSENT);
    assert_false(tf_store_merge(&store, (const size_t[]){0}, 1, "draws.bin", NULL, &diag));
    assert_string_equal(diag.messages[0].text, "it does not belong to x.partial: it was "
                                               "interrupted before all its runs were done");
    tf_store_release(&store);
    assert_true(tf_store_open(&store, "whole", &diag)); /* as it was */
    assert_int_equal(store.runs, 3);
    tf_store_release(&store);
    assert_true(create(&writer, "whole", RUNS, all, &diag));
    size_t files = files_here();
    tf_store_abandon(&writer);
    assert_int_equal(files_here(), files - 1);
    unlink("x.partial"), unlink("whole");
    tf_diag_release(&diag);
}

static void where_it_cannot_be_written_nothing_is_left(void **state)
{
    (void)state;
    struct tf_manifest_shard all = {1, 1, 0, RUNS};
    struct tf_store_writer writer;
    struct tf_diag diag;
    size_t files = files_here();
    tf_diag_init(&diag);
    assert_false(create(&writer, "/dev/full", RUNS, all, &diag));
    assert_string_equal(diag.messages[0].text, "draws are kept in a file, not in a pipe or device");
    assert_false(create(&writer, "-", RUNS, all, &diag));
    assert_int_equal(diag.status, TF_BAD_INPUT);
    assert_false(create(&writer, "no/such/folder", RUNS, all, &diag));
    assert_string_equal(diag.messages[2].text, "cannot write it: No such file or directory");
    assert_int_equal(diag.status, TF_ENVIRONMENT);
    all.count = (uint64_t)1 << 58;
    assert_false(create(&writer, "a", RUNS, all, &diag));
    assert_string_equal(diag.messages[3].text, "no file has room for so many draws");
    if (geteuid() != 0) { /* root may write anywhere */
        assert_int_equal(chmod(".", 0555), 0);
        assert_false(create(&writer, "a", 3, (struct tf_manifest_shard){1, 1, 0, 3}, &diag));
        assert_int_equal(chmod(".", 0755), 0);
    }
    assert_int_equal(files_here(), files);
    tf_diag_release(&diag);
}

/* The limit on the length of a file stands in for a full disk. */
static void a_full_disk_leaves_the_target_as_it_was(void **state)
{
    (void)state;
    struct rlimit old, small;
    struct tf_store_writer writer;
    struct tf_diag diag;
    tf_diag_init(&diag);
    write_whole("whole", 3);
    struct tf_buffer before = slurp("whole");
    assert_true(getrlimit(RLIMIT_FSIZE, &old) == 0);
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t limit = 100; limit < 200000; limit *= 3) {
        small = (struct rlimit){limit, old.rlim_max};
        size_t files = files_here();
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        bool ok = create(&writer, "whole", RUNS, (struct tf_manifest_shard){1, 1, 0, RUNS}, &diag);
        if (ok && !write_runs(&writer, 0, 0, RUNS, &diag)) {
            tf_store_abandon(&writer);
            ok = false;
        }
        ok = ok && finish(&writer, 0, RUNS, NULL, &diag);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
        assert_false(ok);
        assert_int_equal(files_here(), files);
    }
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(diag.status, TF_ENVIRONMENT);
    assert_non_null(strstr(diag.messages[0].text, "cannot write it: File too large"));
    struct tf_buffer after = slurp("whole");
    assert_int_equal(before.length, after.length);
    assert_memory_equal(before.bytes, after.bytes, before.length);
    tf_buffer_release(&before);
    tf_buffer_release(&after);
    unlink("whole");
    tf_diag_release(&diag);
}

/* --- other programs --------------------------------------------------------------------------- */

/* Appends the `number`th block of a language in docs/draw-files.md. */
static void take_example(const char *language, int number, struct tf_buffer *out)
{
    char path[5000], fence[32];
    snprintf(path, sizeof path, "%s/docs/draw-files.md", checkout);
    snprintf(fence, sizeof fence, "```%s\n", language);
    struct tf_buffer page = slurp(path);
    const char *at = page.bytes;
    for (; number > 0; number--) {
        at = strstr(at, fence);
        assert_non_null(at);
        at += strlen(fence);
    }
    tf_buffer_append(out, at, (size_t)(strstr(at, "```") - at));
    tf_buffer_release(&page);
}

/* Compares what a program says to a script on its standard input, which is released; false when the
 * program is not here or fails, as without a package. */
static bool run_script(const char *const *argv, struct tf_buffer *script, const char *expected)
{
    struct tf_process process = {
        .argv = argv, .input = script->bytes, .input_length = script->length, .timeout = 60};
    struct tf_process_result result;
    struct tf_diag diag;
    tf_diag_init(&diag);
    assert_true(tf_process_run(&process, &result, &diag));
    bool ran = result.end == TF_PROCESS_EXITED && result.code == 0;
    if (ran) {
        assert_string_equal(result.output.bytes != NULL ? result.output.bytes : "", expected);
    } else if (result.end != TF_PROCESS_MISSING) {
        print_message("%s\n", result.errors.bytes != NULL ? result.errors.bytes : "");
    }
    tf_process_result_release(&result);
    tf_diag_release(&diag);
    tf_buffer_release(script);
    return ran;
}

static const char *const python[] = {"python3", "-", NULL};

/* A python with numpy: the first one found, or the system's. NULL: none. */
static const char *const *python_with_numpy(void)
{
    static const char *const system[] = {"/usr/bin/python3", "-", NULL};
    static const char *const *const candidates[] = {python, system};
    for (size_t i = 0; i < 2; i++) {
        struct tf_buffer script;
        tf_buffer_init(&script);
        tf_buffer_text(&script, "import importlib.util, sys\n"
                                "sys.exit(importlib.util.find_spec('numpy') is None)\n");
        if (run_script(candidates[i], &script, "")) {
            return candidates[i];
        }
    }
    return NULL;
}

/* multiple of run r is (r + 1) / 4, feasible but for runs 7, 1007 and 2007. */
static void python_reads_it(void **state)
{
    (void)state;
    struct tf_buffer script;
    write_whole("draws.bin", RUNS);
    tf_buffer_init(&script);
    take_example("python", 3, &script);
    tf_buffer_text(&script, "print(header['shape'], header['manifest']['design'], column(1, 1)[2], "
                            "footer['scenarios'][1]['infeasible'])\n");
    assert_true(run_script(python, &script, "[2, 4, 2500] random -0.25 3\n"));
}

static void numpy_reads_it_and_agrees_with_the_checksums(void **state)
{
    (void)state;
    struct tf_buffer script;
    const char *const *numpy = python_with_numpy();
    if (numpy == NULL) {
        skip();
    }
    write_whole("draws.bin", RUNS);
    tf_buffer_init(&script);
    take_example("python", 1, &script);
    take_example("python", 2, &script);
    take_example("python", 4, &script);
    assert_true(run_script(numpy, &script, "0.9971966359631558\n"));
}

static void r_reads_it(void **state)
{
    (void)state;
    static const char *const have[] = {
        "Rscript", "-e", "quit(status = !requireNamespace('jsonlite', quietly = TRUE))", NULL};
    static const char *const r[] = {"Rscript", "-", NULL};
    struct tf_buffer script;
    tf_buffer_init(&script);
    if (!run_script(have, &script, "")) {
        skip();
    }
    write_whole("draws.bin", RUNS);
    take_example("r", 1, &script);
    tf_buffer_text(&script, "cat(dim(draws), draws[3, 2, 2], header$columns$name[4], "
                            "footer$scenarios$infeasible[2], '\\n')\n");
    assert_true(run_script(r, &script, "[1] \"TWOFOLD DRAWS 1\"\n2500 4 2 -0.25 status 3 \n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(the_layout_is_as_documented),
        cmocka_unit_test(order_and_pieces_make_no_difference),
        cmocka_unit_test(shards_are_merged_to_the_whole),
        cmocka_unit_test(no_runs_are_a_file),
        cmocka_unit_test(damage_anywhere_is_noticed),
        cmocka_unit_test(what_is_wrong_is_told),
        cmocka_unit_test(an_interrupted_run_leaves_what_is_complete),
        cmocka_unit_test(where_it_cannot_be_written_nothing_is_left),
        cmocka_unit_test(a_full_disk_leaves_the_target_as_it_was),
        cmocka_unit_test(python_reads_it),
        cmocka_unit_test(numpy_reads_it_and_agrees_with_the_checksums),
        cmocka_unit_test(r_reads_it),
    };
    return cmocka_run_group_tests_name("store", tests, make_folder, remove_folder);
}
