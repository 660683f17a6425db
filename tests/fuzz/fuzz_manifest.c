/* Any bytes as a manifest: read or refused with a word, and what is read is written and read the
 * same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "output/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check(bool good)
{
    if (!good) {
        abort();
    }
}

static void write_and_read(const struct tf_manifest *manifest, struct tf_arena *arena,
                           struct tf_diag *diag)
{
    struct tf_manifest again;
    struct tf_buffer first, second, why;
    tf_buffer_init(&first);
    tf_buffer_init(&second);
    tf_buffer_init(&why);
    tf_manifest_write(manifest, &first);
    check(tf_manifest_parse(&again, "again", first.bytes, first.length, arena, diag));
    tf_manifest_write(&again, &second);
    check(first.length == second.length && memcmp(first.bytes, second.bytes, first.length) == 0);
    check(tf_manifest_matches(manifest, &again, &why));
    tf_buffer_release(&first);
    tf_buffer_release(&second);
    tf_buffer_release(&why);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct tf_manifest manifest;
    struct tf_arena arena;
    struct tf_diag diag;
    tf_diag_init(&diag);
    tf_arena_init(&arena);
    bool good = tf_manifest_parse(&manifest, "fuzz", (const char *)bytes, length, &arena, &diag);
    check(good == (diag.errors == 0));
    if (good) {
        static const char *const files[2] = {"a", "b"};
        const struct tf_manifest both[2] = {manifest, manifest};
        size_t order[2];
        write_and_read(&manifest, &arena, &diag);
        check(!tf_manifest_join(both, files, 2, order, &diag)); /* the same shard twice */
    }
    tf_arena_release(&arena);
    tf_diag_release(&diag);
    return 0;
}
