#include "base/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

void tf_digest_begin(struct tf_digest *digest)
{
    sha256_init(&digest->state);
}

void tf_digest_add(struct tf_digest *digest, const void *bytes, size_t length)
{
    sha256_update(&digest->state, length, bytes);
}

void tf_digest_end(struct tf_digest *digest, char out[TF_DIGEST_TEXT])
{
    static const char hexadecimal[] = "0123456789abcdef";
    uint8_t bytes[SHA256_DIGEST_SIZE];
    sha256_digest(&digest->state, sizeof bytes, bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        out[2 * i] = hexadecimal[bytes[i] >> 4];
        out[2 * i + 1] = hexadecimal[bytes[i] & 15];
    }
    out[2 * sizeof bytes] = '\0';
}

void tf_digest_bytes(const void *bytes, size_t length, char out[TF_DIGEST_TEXT])
{
    struct tf_digest digest;
    tf_digest_begin(&digest);
    tf_digest_add(&digest, bytes, length);
    tf_digest_end(&digest, out);
}

/* All that is left in the descriptor; how many bytes that was, or -1 with errno set. */
static ssize_t add_descriptor(struct tf_digest *digest, int descriptor)
{
    char chunk[1 << 16];
    ssize_t total = 0, got;
    do {
        got = read(descriptor, chunk, sizeof chunk);
        if (got > 0) {
            tf_digest_add(digest, chunk, (size_t)got);
            total += got;
        }
    } while (got > 0 || (got < 0 && errno == EINTR));
    return got < 0 ? -1 : total;
}

bool tf_digest_file(const char *path, char out[TF_DIGEST_TEXT], size_t *bytes, struct tf_diag *diag)
{
    struct tf_digest digest;
    struct tf_place place = {.file = path};
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return tf_fail(diag, TF_BAD_INPUT, &place, "cannot read it: %s", strerror(errno));
    }
    tf_digest_begin(&digest);
    ssize_t total = add_descriptor(&digest, descriptor);
    int reason = errno;
    close(descriptor);
    if (total < 0) {
        return tf_fail(diag, reason == EISDIR ? TF_BAD_INPUT : TF_ENVIRONMENT, &place,
                       "cannot read it: %s",
                       reason == EISDIR ? "it is a folder" : strerror(reason));
    }
    tf_digest_end(&digest, out);
    if (bytes != NULL) {
        *bytes = (size_t)total;
    }
    return true;
}

bool tf_digest_is_text(const char *text)
{
    return strspn(text, "0123456789abcdef") == TF_DIGEST_TEXT - 1 &&
           text[TF_DIGEST_TEXT - 1] == '\0';
}
