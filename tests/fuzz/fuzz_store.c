/* Any bytes as a file of draws, and any header and footer with their digests made right: read or
 * refused with a word, and all that is read can be looked at. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check(bool good)
{
    if (!good) {
        abort();
    }
}

/* All that a caller may look at. */
static double look_at(const struct tf_store *store)
{
    double sum = 0;
    for (size_t scenario = 0; scenario < store->scenario_count; scenario++) {
        for (size_t column = 0; column < store->column_count; column++) {
            const double *values = tf_store_values(store, scenario, column);
            check(strlen(store->columns[column].name) < SIZE_MAX);
            for (uint64_t run = 0; run < store->runs; run++) {
                sum += values[run];
            }
            if (column + 1 == store->column_count && store->results[scenario].complete > 0) {
                check(tf_store_status_text(store, scenario, values[0]) != NULL);
            }
        }
    }
    return sum;
}

static void parse(const char *bytes, size_t length)
{
    struct tf_store store;
    struct tf_diag diag;
    char *copy = malloc(length > 0 ? length : 1);
    tf_diag_init(&diag);
    check(copy != NULL);
    memcpy(copy, bytes, length);
    bool good = tf_store_parse(&store, "fuzz", copy, length, &diag);
    check(good == (diag.errors == 0));
    if (good) {
        double sum = look_at(&store);
        check(sum <= sum || sum != sum);
    }
    tf_store_release(&store);
    tf_diag_release(&diag);
    free(copy);
}

/* Bytes of values that a header asks for, as far as they are few: the first three numbers behind
 * `"shape"`. */
static size_t values_wanted(const char *header, size_t length)
{
    size_t product = 8;
    const char *at = memmem(header, length, "\"shape\"", 7), *end = header + length;
    for (int i = 0; i < 3 && at != NULL; i++) {
        size_t number = 0;
        while (at < end && (*at < '0' || *at > '9')) {
            at++;
        }
        for (; at < end && *at >= '0' && *at <= '9' && number < 1000; at++) {
            number = number * 10 + (size_t)(*at - '0');
        }
        product *= number;
        product = product < 100000 ? product : 0;
    }
    return product;
}

/* The first line of the input is the header, the rest the footer, `@` in it the header's digest;
 * all values are 0. */
static void parse_repaired(const char *bytes, size_t length)
{
    char digest[TF_DIGEST_TEXT], zero = 0;
    struct tf_buffer file;
    tf_buffer_init(&file);
    const char *line_end = memchr(bytes, '\n', length);
    size_t header = line_end != NULL ? (size_t)(line_end - bytes) : length;
    size_t padded = (header + 1 + 32 + 63) / 64 * 64 - 32;
    tf_buffer_printf(&file, "TWOFOLD DRAWS 1\n%015zu\n", padded);
    tf_buffer_append(&file, bytes, header);
    while (file.length < 32 + padded) {
        tf_buffer_text(&file, " ");
    }
    tf_digest_bytes(file.bytes, file.length, digest);
    for (size_t i = values_wanted(bytes, header); i > 0; i--) {
        tf_buffer_append(&file, &zero, 1);
    }
    size_t footer = file.length;
    for (size_t i = header + 1; i < length; i++) {
        tf_buffer_append(&file, bytes[i] == '@' ? digest : &bytes[i],
                         bytes[i] == '@' ? TF_DIGEST_TEXT - 1 : 1);
    }
    tf_digest_bytes(file.bytes + footer, file.length - footer, digest);
    tf_buffer_printf(&file, "%s\n", digest);
    check(!file.failed);
    parse(file.bytes, file.length);
    tf_buffer_release(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    parse((const char *)bytes, length);
    parse_repaired((const char *)bytes, length);
    return 0;
}
