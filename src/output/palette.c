#include "output/palette.h"

#include <math.h>
#include <string.h>

/* Light: series are ink, blue, vermilion, teal, amber, plum, whose lightness L* on white is 13, 42,
 * 53, 61, 77, 32, so that they stay apart on a black-and-white printer and for colour-blind eyes.
 * Panels are urban blue, rural ochre, then series colours. Dark: the same hues, lighter. Print:
 * greys alone. */
static const struct tf_palette palettes[TF_THEMES] =
    {
        [TF_THEME_LIGHT] =
            {
                .name = "light",
                .paper = 0xFFFFFF,
                .text = 0x1B2430,
                .muted = 0x5A6570,
                .grid = 0xE2E6EA,
                .axis = 0x3B4550,
                .target = 0xB3261E,
                .context = 0xA4ADB6,
                .shade = 0xF1F3F5,
                .series = {0x14213D, 0x1C64B0, 0xD9542B, 0x12A594, 0xF0B440, 0x7A2E6B},
                .series_text = {0x14213D, 0x1C64B0, 0xB8401B, 0x0A766A, 0x946200, 0x7A2E6B},
                .panel = {0x1C64B0, 0xC77700, 0x12A594, 0x7A2E6B, 0x14213D, 0xD9542B},
                .panel_text = {0x1C64B0, 0x945500, 0x0A766A, 0x7A2E6B, 0x14213D, 0xB8401B},
                .panel_light = {0xB9D1EA, 0xF2D3A2, 0xB5E2DC, 0xDBC2D6, 0xBFC4CF, 0xF5CBBD},
                .band = {0xD9E6F3, 0xAECBE6, 0x6FA3D2},
                .median = 0x0F3D73,
                .gain = 0x12A594,
                .gain_text = 0x0A766A,
                .loss = 0xD9542B,
                .loss_text = 0xB8401B,
                .low = {0xCE7C45, 0xEBB48C, 0xFAEFE6},
                .high = {0xEAF2FA, 0x9CC3E6, 0x4D8FCC},
            },
        [TF_THEME_DARK] =
            {
                .name = "dark",
                .paper = 0x12171E,
                .text = 0xEEF2F6,
                .muted = 0xA3AEBA,
                .grid = 0x2A323B,
                .axis = 0x7D8994,
                .target = 0xFF6F61,
                .context = 0x667280,
                .shade = 0x1E252E,
                .series = {0xF2F5F9, 0x5AA2F0, 0xF07F55, 0x2CC4B0, 0xF2C05C, 0xC98AD4},
                .series_text = {0xF2F5F9, 0x74B2F5, 0xF58F68, 0x3ED3BF, 0xF2C05C, 0xD69CDF},
                .panel = {0x5AA2F0, 0xE8A13A, 0x2CC4B0, 0xC98AD4, 0xF2F5F9, 0xF07F55},
                .panel_text = {0x74B2F5, 0xEEB055, 0x3ED3BF, 0xD69CDF, 0xF2F5F9, 0xF58F68},
                .panel_light = {0x2A4568, 0x5C4420, 0x1C4F49, 0x523A5A, 0x4A525C, 0x633726},
                .band = {0x1D3350, 0x2A5182, 0x3F78B8},
                .median = 0xDCEBFF,
                .gain = 0x2CC4B0,
                .gain_text = 0x3ED3BF,
                .loss = 0xF07F55,
                .loss_text = 0xF58F68,
                .low = {0x96501F, 0x6B3E20, 0x3B2C22},
                .high = {0x1F3147, 0x28507F, 0x2F6BAD},
            },
        [TF_THEME_PRINT] =
            {
                .name = "print",
                .paper = 0xFFFFFF,
                .text = 0x1B1B1B,
                .muted = 0x5C5C5C,
                .grid = 0xE3E3E3,
                .axis = 0x444444,
                .target = 0x000000,
                .context = 0xADADAD,
                .shade = 0xF2F2F2,
                .series = {0x1C1C1C, 0x5E5E5E, 0x7E7E7E, 0x939393, 0xB4B4B4, 0x474747},
                .series_text = {0x1C1C1C, 0x333333, 0x333333, 0x333333, 0x333333, 0x333333},
                .panel = {0x333333, 0x8A8A8A, 0x5E5E5E, 0x474747, 0x1C1C1C, 0x7E7E7E},
                .panel_text = {0x333333, 0x333333, 0x333333, 0x333333, 0x1C1C1C, 0x333333},
                .panel_light = {0xCFCFCF, 0xDADADA, 0xD4D4D4, 0xCFCFCF, 0xC8C8C8, 0xDADADA},
                .band = {0xE6E6E6, 0xC6C6C6, 0x9A9A9A},
                .median = 0x222222,
                .gain = 0xB4B4B4,
                .gain_text = 0x333333,
                .loss = 0x6A6A6A,
                .loss_text = 0x333333,
                .low = {0x8E8E8E, 0xB0B0B0, 0xD0D0D0},
                .high = {0xE6E6E6, 0xF2F2F2, 0xFFFFFF},
            },
};

const struct tf_palette *tf_palette(enum tf_theme theme)
{
    return &palettes[theme];
}

bool tf_theme_parse(const char *name, enum tf_theme *theme)
{
    for (int i = 0; i < TF_THEMES; i++) {
        if (strcmp(name, palettes[i].name) == 0) {
            *theme = (enum tf_theme)i;
            return true;
        }
    }
    return false;
}

static double channel(uint32_t colour, int shift)
{
    return (double)(colour >> shift & 0xFF) / 255;
}

static double linear(double value)
{
    return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t colour)
{
    return 0.2126 * linear(channel(colour, 16)) + 0.7152 * linear(channel(colour, 8)) +
           0.0722 * linear(channel(colour, 0));
}

double tf_colour_contrast(uint32_t a, uint32_t b)
{
    double x = luminance(a), y = luminance(b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

uint32_t tf_colour_mix(uint32_t a, uint32_t b, double share)
{
    uint32_t mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        double value = channel(a, shift) * share + channel(b, shift) * (1 - share);
        mixed |= (uint32_t)lround(value * 255) << shift;
    }
    return mixed;
}

uint32_t tf_colour_readable_on(const struct tf_palette *palette, uint32_t colour)
{
    double text = tf_colour_contrast(palette->text, colour);
    return text >= tf_colour_contrast(palette->paper, colour) ? palette->text : palette->paper;
}
