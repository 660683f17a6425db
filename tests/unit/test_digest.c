/* Tests of base/digest against the examples of FIPS 180-4 (NIST, "SHA256.pdf", Cryptographic
 * Standards and Guidelines: Examples with Intermediate Values). */
#include "base/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fsio.h"

static const char abc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
static const char two_blocks[] = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
static const char nothing[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
static const char million_a[] = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

static void published_examples_hold(void **state)
{
    (void)state;
    static const char text[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    char out[TF_DIGEST_TEXT];
    tf_digest_bytes("abc", 3, out);
    assert_string_equal(out, abc);
    tf_digest_bytes(text, strlen(text), out);
    assert_string_equal(out, two_blocks);
    tf_digest_bytes("", 0, out);
    assert_string_equal(out, nothing);
}

static void pieces_make_no_difference(void **state)
{
    (void)state;
    char out[TF_DIGEST_TEXT], piece[997];
    struct tf_digest digest;
    memset(piece, 'a', sizeof piece);
    tf_digest_begin(&digest);
    for (size_t left = 1000000, length = 1; left > 0; left -= length) {
        length = length % sizeof piece + 1;
        length = length < left ? length : left;
        tf_digest_add(&digest, piece, length);
    }
    tf_digest_end(&digest, out);
    assert_string_equal(out, million_a);
}

static void a_file_has_the_digest_of_its_bytes(void **state)
{
    (void)state;
    char folder[] = "/tmp/twofold-digest-XXXXXX", out[TF_DIGEST_TEXT];
    char *bytes = malloc(1000000);
    size_t size = 0;
    struct tf_diag diag;
    tf_diag_init(&diag);
    assert_non_null(bytes);
    assert_true(mkdtemp(folder) != NULL && chdir(folder) == 0);
    memset(bytes, 'a', 1000000);
    assert_true(tf_file_write("million", bytes, 1000000, &diag));
    assert_true(tf_digest_file("million", out, &size, &diag));
    assert_string_equal(out, million_a);
    assert_int_equal(size, 1000000);
    assert_true(tf_digest_file("/dev/null", out, NULL, &diag));
    assert_string_equal(out, nothing);
    assert_int_equal(diag.errors, 0);
    assert_false(tf_digest_file("absent", out, NULL, &diag));
    assert_false(tf_digest_file(".", out, NULL, &diag));
    assert_int_equal(diag.status, TF_BAD_INPUT);
    assert_string_equal(diag.messages[0].text, "cannot read it: No such file or directory");
    assert_string_equal(diag.messages[1].text, "cannot read it: it is a folder");
    tf_diag_release(&diag);
    free(bytes);
    assert_true(unlink("million") == 0 && chdir("/") == 0 && rmdir(folder) == 0);
}

static void texts_of_digests_are_known(void **state)
{
    (void)state;
    char text[TF_DIGEST_TEXT + 1];
    assert_true(tf_digest_is_text(abc));
    assert_false(tf_digest_is_text(abc + 1));
    assert_false(tf_digest_is_text(""));
    memcpy(text, abc, sizeof abc);
    text[3] = 'A';
    assert_false(tf_digest_is_text(text));
    memcpy(text, abc, sizeof abc);
    memcpy(text + 64, "0", 2);
    assert_false(tf_digest_is_text(text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_examples_hold),
        cmocka_unit_test(pieces_make_no_difference),
        cmocka_unit_test(a_file_has_the_digest_of_its_bytes),
        cmocka_unit_test(texts_of_digests_are_known),
    };
    return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}
