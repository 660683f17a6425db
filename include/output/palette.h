/* palette: the colours of charts, one table: a theme a row of numbers 0xRRGGBB.
 *
 * Names say what a colour is for. What stands for text has a contrast of 4.5 to 1 or more on its
 * ground, in every theme (tests/unit/test_palette.c). */
#ifndef TF_OUTPUT_PALETTE_H
#define TF_OUTPUT_PALETTE_H

#include <stdbool.h>
#include <stdint.h>

enum tf_theme { TF_THEME_LIGHT, TF_THEME_DARK, TF_THEME_PRINT, TF_THEMES };

#define TF_PALETTE_SERIES 6 /* scenarios, sources; as many panels (regions) */
#define TF_PALETTE_BANDS 3

struct tf_palette {
    const char *name;
    uint32_t paper, text, muted;
    uint32_t grid, axis;
    uint32_t target;  /* the target and what reaches it; nothing else has this colour */
    uint32_t context; /* what is there for comparison: clouds of dots, drop lines */
    uint32_t shade;   /* a range marked behind the data */
    uint32_t series[TF_PALETTE_SERIES], series_text[TF_PALETTE_SERIES];
    uint32_t panel[TF_PALETTE_SERIES], panel_text[TF_PALETTE_SERIES];
    uint32_t panel_light[TF_PALETTE_SERIES];   /* a bar between two dots */
    uint32_t band[TF_PALETTE_BANDS], median;   /* a fan: 90, 80, 50 %, and its middle */
    uint32_t gain, gain_text, loss, loss_text; /* what adds, what takes away */
    uint32_t low[TF_PALETTE_BANDS];            /* below the target: far, less far, near */
    uint32_t high[TF_PALETTE_BANDS];           /* above it: near, less far, far */
};

const struct tf_palette *tf_palette(enum tf_theme theme);

/* `light`, `dark`, `print`: false for any other name. */
bool tf_theme_parse(const char *name, enum tf_theme *theme);

/* Contrast of two colours, 1 to 21, as the Web Content Accessibility Guidelines 2.1 define it
 * (relative luminance and contrast ratio, w3.org/TR/WCAG21). */
double tf_colour_contrast(uint32_t a, uint32_t b);

/* `share` (0 .. 1) of a, the rest b, channel by channel: what a half-transparent a on b looks like.
 */
uint32_t tf_colour_mix(uint32_t a, uint32_t b, double share);

/* The theme's text or its paper, whichever reads better on the colour. */
uint32_t tf_colour_readable_on(const struct tf_palette *palette, uint32_t colour);

#endif
