/* Files: read whole, written complete or not at all. */
#include "base/fsio.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/twofold-fsio-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static size_t files_here(void)
{
    size_t count = 0;
    DIR *here = opendir(".");
    for (struct dirent *entry; (entry = readdir(here)) != NULL;) {
        count += entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
    }
    closedir(here);
    return count;
}

static int empty_folder(void **state)
{
    (void)state;
    static const char *const names[] = {"a", "link", "target", "locked"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unlink(names[i]);
    }
    return chdir("/") != 0 || rmdir(folder) != 0;
}

static void assert_holds(const char *path, const char *text)
{
    struct tf_buffer bytes;
    struct tf_diag diag;
    tf_diag_init(&diag);
    tf_buffer_init(&bytes);
    assert_true(tf_file_read(path, 1000, &bytes, NULL, &diag));
    assert_string_equal(bytes.bytes, text);
    tf_buffer_release(&bytes);
    tf_diag_release(&diag);
}

static void a_file_is_written_and_read(void **state)
{
    (void)state;
    struct tf_diag diag;
    struct stat about;
    tf_diag_init(&diag);
    assert_true(tf_file_write("a", "one", 3, &diag));
    assert_holds("a", "one");
    chmod("a", 0640);
    assert_true(tf_file_write("a", "two", 3, &diag));
    assert_holds("a", "two");
    assert_int_equal(stat("a", &about), 0);
    assert_int_equal(about.st_mode & 0777, 0640);
    assert_int_equal(files_here(), 1);
    tf_diag_release(&diag);
}

static void a_link_stays_a_link(void **state)
{
    (void)state;
    struct tf_diag diag;
    struct stat about;
    tf_diag_init(&diag);
    assert_true(tf_file_write("target", "old", 3, &diag));
    assert_int_equal(symlink("target", "link"), 0);
    assert_true(tf_file_write("link", "new", 3, &diag));
    assert_holds("target", "new");
    assert_int_equal(lstat("link", &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    tf_diag_release(&diag);
}

static void what_is_abandoned_leaves_the_old(void **state)
{
    (void)state;
    struct tf_output output;
    struct tf_diag diag;
    tf_diag_init(&diag);
    assert_true(tf_file_write("a", "old", 3, &diag));
    size_t before = files_here();
    assert_true(tf_output_open(&output, "a", &diag));
    fputs("half", output.stream);
    tf_output_abandon(&output);
    assert_holds("a", "old");
    assert_int_equal(files_here(), before);
    tf_diag_release(&diag);
}

static void a_full_disk_is_noticed(void **state)
{
    (void)state;
    struct tf_diag diag;
    tf_diag_init(&diag);
    if (access("/dev/full", W_OK) == 0) {
        assert_false(tf_file_write("/dev/full", "x", 1, &diag));
        assert_int_equal(diag.status, TF_ENVIRONMENT);
    }
    tf_diag_release(&diag);
}

static void failures_say_what_and_where(void **state)
{
    (void)state;
    struct tf_diag diag;
    struct tf_buffer bytes;
    tf_diag_init(&diag);
    tf_buffer_init(&bytes);
    assert_false(tf_file_read("nowhere", 10, &bytes, NULL, &diag));
    assert_int_equal(diag.status, TF_BAD_INPUT);
    assert_string_equal(diag.messages[0].place.file, "nowhere");
    assert_false(tf_file_read(".", 10, &bytes, NULL, &diag));
    assert_non_null(strstr(diag.messages[1].text, "folder"));
    assert_false(tf_file_write("none/such", "x", 1, &diag));
    assert_int_equal(diag.status, TF_ENVIRONMENT);
    assert_true(tf_file_write("a", "0123456789ab", 12, &diag));
    assert_false(tf_file_read("a", 10, &bytes, NULL, &diag));
    tf_buffer_release(&bytes);
    tf_diag_release(&diag);
}

static void paths_are_taken_apart(void **state)
{
    (void)state;
    struct tf_arena arena;
    tf_arena_init(&arena);
    assert_string_equal(tf_path_beside(&arena, "params/a.csv", "b.csv"), "params/b.csv");
    assert_string_equal(tf_path_beside(&arena, "a.csv", "b.csv"), "b.csv");
    assert_string_equal(tf_path_beside(&arena, "params/a.csv", "/b.csv"), "/b.csv");
    assert_string_equal(tf_path_stem(&arena, "params/china.2025.csv"), "china.2025");
    assert_string_equal(tf_path_stem(&arena, ".hidden"), ".hidden");
    tf_arena_release(&arena);
}

static void a_mapped_file_has_the_files_bytes(void **state)
{
    (void)state;
    struct tf_mapping mapping;
    struct tf_diag diag;
    tf_diag_init(&diag);
    assert_true(tf_file_write("a", "one\0two", 7, &diag));
    assert_true(tf_file_map(&mapping, "a", &diag));
    assert_int_equal(mapping.length, 7);
    assert_memory_equal(mapping.bytes, "one\0two", 7);
    tf_file_unmap(&mapping);
    assert_true(tf_file_write("a", "", 0, &diag));
    assert_true(tf_file_map(&mapping, "a", &diag));
    assert_true(mapping.length == 0 && mapping.bytes != NULL);
    tf_file_unmap(&mapping);
    assert_true(tf_file_map(&mapping, "/dev/null", &diag));
    assert_int_equal(mapping.length, 0);
    tf_file_unmap(&mapping);
    assert_int_equal(diag.errors, 0);
    assert_false(tf_file_map(&mapping, "absent", &diag));
    assert_false(tf_file_map(&mapping, ".", &diag));
    assert_string_equal(diag.messages[0].text, "cannot read it: No such file or directory");
    assert_string_equal(diag.messages[1].text, "cannot read it: it is a folder");
    assert_int_equal(diag.status, TF_BAD_INPUT);
    unlink("a");
    tf_diag_release(&diag);
}

static void an_output_may_end_under_another_name(void **state)
{
    (void)state;
    struct tf_output output;
    struct tf_diag diag;
    tf_diag_init(&diag);
    unlink("target");
    assert_true(tf_file_write("a", "old", 3, &diag));
    size_t files = files_here();
    assert_true(tf_output_open(&output, "a", &diag));
    fputs("half", output.stream);
    assert_true(tf_output_commit_as(&output, "target", &diag));
    assert_holds("a", "old");
    assert_holds("target", "half");
    assert_int_equal(files_here(), files + 1);
    assert_true(tf_output_open(&output, "a", &diag));
    assert_false(tf_output_commit_as(&output, "no/such/folder", &diag));
    assert_int_equal(files_here(), files + 1);
    unlink("a");
    unlink("target");
    tf_diag_release(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_written_and_read),
        cmocka_unit_test(a_link_stays_a_link),
        cmocka_unit_test(what_is_abandoned_leaves_the_old),
        cmocka_unit_test(a_full_disk_is_noticed),
        cmocka_unit_test(failures_say_what_and_where),
        cmocka_unit_test(a_mapped_file_has_the_files_bytes),
        cmocka_unit_test(an_output_may_end_under_another_name),
        cmocka_unit_test(paths_are_taken_apart),
    };
    return cmocka_run_group_tests_name("fsio", tests, make_folder, empty_folder);
}
