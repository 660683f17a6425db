/* digest: SHA-256, by nettle, which uses the processor's own instructions where it has them. What
 * `sha256sum FILE` prints is the same text. */
#ifndef TF_BASE_DIGEST_H
#define TF_BASE_DIGEST_H

#include <nettle/sha2.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

#define TF_DIGEST_TEXT 65 /* 64 hexadecimal digits, lower case, and the NUL */

/* Bytes that come piece by piece: begin, add as often as there are some, end. Nothing to free. */
struct tf_digest {
    struct sha256_ctx state;
};
void tf_digest_begin(struct tf_digest *digest);
void tf_digest_add(struct tf_digest *digest, const void *bytes, size_t length);
void tf_digest_end(struct tf_digest *digest, char out[TF_DIGEST_TEXT]);

/* The three in one. */
void tf_digest_bytes(const void *bytes, size_t length, char out[TF_DIGEST_TEXT]);

/* The digest of a file of any size, and its size (bytes may be NULL). Failure: TF_BAD_INPUT for a
 * file that is missing or a folder, TF_ENVIRONMENT when reading fails midway. */
bool tf_digest_file(const char *path, char out[TF_DIGEST_TEXT], size_t *bytes,
                    struct tf_diag *diag);

/* True for 64 hexadecimal digits in lower case. */
bool tf_digest_is_text(const char *text);

#endif
