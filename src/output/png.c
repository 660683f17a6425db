#include "output/png.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* A PNG begins with its signature and the chunk IHDR: length, type, 13 bytes, CRC. */
enum { SIGNATURE = 8, HEADER_END = SIGNATURE + 4 + 4 + 13 + 4, DATA = 9, UNIT_METRE = 1 };

/* The cyclic redundancy code of PNG (ISO 3309), bit by bit: there are a dozen bytes. */
static uint32_t crc(const unsigned char *bytes, size_t length)
{
    uint32_t code = 0xFFFFFFFF;
    for (size_t i = 0; i < length; i++) {
        code ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) {
            code = code >> 1 ^ (code & 1 ? 0xEDB88320 : 0);
        }
    }
    return ~code;
}

static void put(unsigned char *to, uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        to[i] = (unsigned char)(value >> (24 - 8 * i));
    }
}

bool tf_png_set_resolution(struct tf_buffer *picture, double pixels_a_metre)
{
    static const char start[] = "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR";
    unsigned char chunk[4 + 4 + DATA + 4] = "....pHYs";
    uint32_t density = (uint32_t)lround(fmin(pixels_a_metre, 1e9));
    struct tf_buffer out;
    if (picture->length < HEADER_END || memcmp(picture->bytes, start, sizeof start - 1) != 0) {
        return false;
    }
    put(chunk, DATA);
    put(chunk + 8, density);
    put(chunk + 12, density);
    chunk[16] = UNIT_METRE;
    put(chunk + 17, crc(chunk + 4, 4 + DATA));
    tf_buffer_init(&out);
    tf_buffer_append(&out, picture->bytes, HEADER_END);
    tf_buffer_append(&out, (const char *)chunk, sizeof chunk);
    tf_buffer_append(&out, picture->bytes + HEADER_END, picture->length - HEADER_END);
    tf_buffer_release(picture);
    *picture = out;
    return true;
}
