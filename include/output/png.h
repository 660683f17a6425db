/* png: the resolution that a PNG states, so that documents show it at its size on paper. */
#ifndef TF_OUTPUT_PNG_H
#define TF_OUTPUT_PNG_H

#include <stdbool.h>

#include "base/mem.h"

/* Adds the chunk pHYs (PNG specification, third edition, 11.3.4.3), the same for both directions,
 * to a complete PNG that has none. False, with the picture as it was, for what is no PNG; memory
 * that is exhausted shows in picture->failed. */
bool tf_png_set_resolution(struct tf_buffer *picture, double pixels_a_metre);

#endif
