/* What the writer and the reader of stores share: the layout of docs/draw-files.md. */
#ifndef TF_OUTPUT_STORE_FORMAT_H
#define TF_OUTPUT_STORE_FORMAT_H

#include <stdint.h>
#include <string.h>

#include "output/store.h"

/* Two lines of 16 bytes: what it is, and the length of the header that follows. */
#define STORE_MAGIC "TWOFOLD DRAWS "
#define STORE_FORMAT 1
enum { STORE_LINE = 16, STORE_START = 2 * STORE_LINE, STORE_ALIGNMENT = 64 };

/* Values are little-endian; a machine that is not is none of ours. */
enum { STORE_MACHINE = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ };

/* Names of the kinds of columns, by enum tf_store_kind. */
enum { STORE_KINDS = 4 };
extern const char *const store_kinds[STORE_KINDS];

/* Adds run `first` and the following ones to a checksum. */
static inline void store_checksum_add(struct tf_store_checksum *checksum, const double *values,
                                      uint64_t first, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t word;
        memcpy(&word, &values[i], sizeof word);
        checksum->plain += word;
        checksum->weighted += word * (first + i + 1);
    }
}

/* 32 hexadecimal digits and a NUL. */
#define STORE_CHECKSUM_TEXT 33
void store_checksum_text(const struct tf_store_checksum *checksum, char text[STORE_CHECKSUM_TEXT]);

#endif
