#include "output/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* --- characters ------------------------------------------------------------------------------- */

/* Advance widths for 0x20 .. 0x7e, thousandths of the size, read from the fonts' own tables: Inter
 * 4.0 regular and bold, Noto Sans CJK SC 2.004 regular and bold. */
static const short advances[4][95] = {
    {281, 278, 403, 631, 638, 813, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357, 625, 464, 605,
     636, 642, 608, 624, 571, 616, 624, 276, 280, 659, 659, 659, 507, 936, 676, 651, 727, 719, 598,
     587, 743, 740, 264, 543, 652, 563, 889, 753, 761, 635, 761, 639, 638, 642, 741, 676, 949, 642,
     665, 625, 362, 357, 362, 469, 452, 497, 564, 621, 558, 621, 582, 361, 609, 591, 237, 237, 544,
     237, 869, 585, 597, 609, 609, 372, 523, 364, 581, 557, 813, 540, 557, 541, 362, 327, 362, 659},
    {232,  325, 392, 650, 655, 859, 674, 209,  409, 409, 565, 680, 303, 469, 298, 390,
     688,  489, 630, 659, 678, 645, 660, 595,  661, 660, 298, 303, 680, 680, 680, 563,
     1031, 748, 661, 752, 727, 613, 585, 761,  746, 281, 570, 690, 567, 915, 735, 782,
     648,  783, 656, 655, 668, 729, 748, 1036, 714, 724, 667, 409, 390, 409, 488, 477,
     497,  580, 635, 587, 635, 598, 386, 633,  624, 272, 272, 582, 272, 912, 622, 614,
     632,  632, 409, 562, 388, 622, 586, 850,  574, 586, 572, 409, 374, 409, 680},
    {224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555,
     555, 555, 555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589,
     552, 689, 728, 293, 535, 646, 543, 812, 723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573,
     531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620, 554, 325, 564, 607, 275, 275, 552,
     284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555},
    {227,  370, 574, 590, 590, 963, 740, 325, 378, 378, 507, 590, 325, 370, 325, 387,
     590,  590, 590, 590, 590, 590, 590, 590, 590, 590, 325, 325, 590, 590, 590, 514,
     1007, 641, 681, 656, 714, 615, 585, 717, 757, 330, 568, 686, 578, 853, 749, 770,
     667,  770, 682, 624, 625, 748, 619, 915, 627, 580, 613, 378, 387, 378, 590, 567,
     626,  591, 644, 527, 644, 581, 372, 597, 640, 304, 306, 604, 315, 964, 641, 626,
     644,  644, 436, 495, 421, 637, 576, 863, 562, 574, 511, 378, 296, 378, 590},
};

static bool between(int32_t value, int32_t low, int32_t high)
{
    return value >= low && value <= high;
}

/* Ideographs and what stands between them: where lines may break anywhere. */
static bool is_ideograph(int32_t c)
{
    return between(c, 0x2E80, 0xA4CF) || between(c, 0xAC00, 0xD7A3) || between(c, 0xF900, 0xFAFF) ||
           between(c, 0xFE30, 0xFE4F) || between(c, 0xFF00, 0xFF60) || between(c, 0x20000, 0x3FFFF);
}

/* Closing marks, which do not begin a line. */
static bool is_closing(int32_t c)
{
    static const int32_t marks[] = {0x3001, 0x3002, 0x300B, 0x300D, 0x300F, 0x3011, 0xFF01,
                                    0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0x201D};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (marks[i] == c) {
            return true;
        }
    }
    return false;
}

/* A face of text: a line with ideographs is set in Noto, where marks that both scripts use (quotes,
 * dots, ×) are one em wide; any other in Inter. */
struct face {
    bool bold, chinese;
};

static struct face face_of(const char *text, bool bold)
{
    return (struct face){bold, tf_layout_has_ideographs(text)};
}

/* Thousandths of the size. Characters outside the table are as wide as a wide Latin letter; marks
 * that combine and joiners take no room. */
static double advance(int32_t c, struct face face)
{
    if (between(c, 0x20, 0x7E)) {
        return advances[(face.chinese ? 2 : 0) + face.bold][c - 0x20];
    }
    if (between(c, 0x300, 0x36F) || between(c, 0x200B, 0x200F) || between(c, 0xFE00, 0xFE0F)) {
        return 0;
    }
    if (between(c, 0x2018, 0x201D) && !face.chinese) {
        return face.bold ? 425 : 385;
    }
    if (c == 0x2013) {
        return 540;
    }
    if (c == 0x2014 || c == 0x2026 || c == 0x2192) {
        return 1000;
    }
    if (between(c, 0x1F000, 0x1FAFF)) {
        return 1300;
    }
    bool wide = is_ideograph(c) || (face.chinese && (c == 0xD7 || between(c, 0x2018, 0x201D)));
    return wide ? 1000 : face.bold ? 680 : 660;
}

int32_t tf_layout_printable(int32_t c)
{
    if (c < 0x20 || between(c, 0x7F, 0x9F) || c == 0x2028 || c == 0x2029) {
        return ' ';
    }
    if (between(c, 0x202A, 0x202E) || between(c, 0x2066, 0x2069) || c == 0x200E || c == 0x200F ||
        (c & 0xFFFE) == 0xFFFE || between(c, 0xFDD0, 0xFDEF)) {
        return 0xFFFD;
    }
    return c;
}

/* The next character of a text, U+FFFD for a bad byte; 0 at its end. */
static int32_t next(const char **at)
{
    size_t left = strlen(*at) < 4 ? strlen(*at) : 4; /* no sequence is longer */
    int32_t c = 0;
    if (left == 0) {
        return 0;
    }
    size_t bytes = tf_utf8_decode(*at, left, &c);
    *at += bytes ? bytes : 1;
    return bytes ? c : 0xFFFD;
}

bool tf_layout_has_ideographs(const char *text)
{
    for (int32_t c; (c = next(&text));) {
        if (is_ideograph(c)) {
            return true;
        }
    }
    return false;
}

char *tf_layout_clean(struct tf_arena *arena, const char *text, size_t limit)
{
    struct tf_buffer out;
    tf_buffer_init(&out);
    const char *at = text ? text : "";
    bool blank = true; /* a blank would be the first, or follow another */
    for (size_t kept = 0; *at && kept < limit;) {
        const char *start = at;
        int32_t raw = next(&at);
        int32_t shown = tf_layout_printable(raw);
        if (shown == ' ' && blank) {
            continue;
        }
        blank = shown == ' ';
        if (blank) {
            tf_buffer_text(&out, " ");
        } else if (shown == 0xFFFD) {
            tf_buffer_text(&out, "\xEF\xBF\xBD");
        } else {
            tf_buffer_append(&out, start, (size_t)(at - start));
        }
        kept++;
    }
    if (blank && out.length > 0) {
        out.bytes[--out.length] = '\0';
    }
    if (*at) {
        tf_buffer_text(&out, "…");
    }
    char *copy =
        out.failed ? NULL : tf_arena_strndup(arena, out.bytes ? out.bytes : "", out.length);
    tf_buffer_release(&out);
    return copy;
}

double tf_layout_width(const char *text, double size, bool bold)
{
    struct face face = face_of(text, bold);
    double total = 0;
    while (*text) {
        total += advance(next(&text), face);
    }
    return total * size / 1000;
}

/* --- lines ------------------------------------------------------------------------------------ */

/* How far a text goes into a width; at least one character, so that callers always get on. */
static const char *reach(const char *text, double size, bool bold, double width)
{
    struct face face = face_of(text, bold);
    double used = 0;
    const char *at = text;
    while (*at) {
        const char *after = at;
        used += advance(next(&after), face) * size / 1000;
        if (used > width && at > text) {
            break;
        }
        at = after;
    }
    return at;
}

char *tf_layout_fit(struct tf_arena *arena, const char *text, double size, bool bold, double width)
{
    if (tf_layout_width(text, size, bold) <= width) {
        return tf_arena_strdup(arena, text);
    }
    const char *end = reach(text, size, bold, width - size);
    while (end > text && end[-1] == ' ') {
        end--;
    }
    return tf_arena_printf(arena, "%.*s…", (int)(end - text), text);
}

/* The last place up to `limit` where a line may end: after a blank, or between ideographs. */
static const char *last_break(const char *text, const char *limit)
{
    const char *found = NULL;
    int32_t before = 0;
    for (const char *at = text; *at && at <= limit;) {
        const char *start = at;
        int32_t c = next(&at);
        bool ideographs = is_ideograph(before) || is_ideograph(c);
        if (start > text && (before == ' ' || (ideographs && c != ' ' && !is_closing(c)))) {
            found = start;
        }
        before = c;
    }
    return found;
}

static bool add_line(struct tf_arena *arena, struct tf_lines *lines, const char *from,
                     const char *end)
{
    while (end > from && end[-1] == ' ') {
        end--;
    }
    char *line = tf_arena_strndup(arena, from, (size_t)(end - from));
    lines->line[lines->count] = line;
    lines->count += line != NULL;
    return line != NULL;
}

bool tf_layout_wrap(struct tf_arena *arena, const char *text, double size, bool bold, double width,
                    size_t most, struct tf_lines *lines)
{
    lines->count = 0;
    lines->line = tf_arena_alloc(arena, most, sizeof *lines->line);
    if (!lines->line) {
        return false;
    }
    const char *at = text;
    while (*at && lines->count < most) {
        const char *limit = reach(at, size, bold, width);
        if (*limit && lines->count + 1 == most) {
            char *cut = tf_layout_fit(arena, at, size, bold, width);
            return cut && add_line(arena, lines, cut, cut + strlen(cut));
        }
        const char *end = *limit ? last_break(at, limit) : limit;
        if (!end) {
            end = limit;
        }
        if (!add_line(arena, lines, at, end)) {
            return false;
        }
        for (at = end; *at == ' ';) {
            at++;
        }
    }
    return true;
}

/* --- labels on one axis ----------------------------------------------------------------------- */

struct place {
    double want, gap;
    size_t index;
    double offset; /* from the first label when all stand as close as they may */
    double block;  /* mean of (want - offset) over the labels pooled with this one */
};

static int by_want(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->want != y->want) {
        return x->want < y->want ? -1 : 1;
    }
    return x->index < y->index ? -1 : 1;
}

/* Pool adjacent violators: with the offsets taken off, positions must not fall; where they would,
 * neighbours share their mean, which is the least-squares answer. */
static void pool(struct place *places, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double sum = places[i].want - places[i].offset;
        size_t first = i;
        double mean = sum;
        while (first > 0 && places[first - 1].block >= mean) {
            double block = places[first - 1].block;
            do {
                first--;
                sum += block;
            } while (first > 0 && places[first - 1].block == block);
            mean = sum / (double)(i - first + 1);
        }
        for (size_t k = first; k <= i; k++) {
            places[k].block = mean;
        }
    }
}

bool tf_layout_spread(double *centre, const double *gap, size_t count, double low, double high)
{
    if (count == 0) {
        return true;
    }
    struct place *places = calloc(count, sizeof *places);
    if (!places) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        places[i] = (struct place){.want = centre[i], .gap = gap[i], .index = i};
    }
    qsort(places, count, sizeof *places, by_want);
    for (size_t i = 1; i < count; i++) {
        places[i].offset = places[i - 1].offset + (places[i - 1].gap + places[i].gap) / 2;
    }
    pool(places, count);
    double least = low + places[0].gap / 2;
    double most = high - places[count - 1].gap / 2 - places[count - 1].offset;
    for (size_t i = 0; i < count; i++) {
        double at = fmax(least, fmin(places[i].block, fmax(least, most)));
        centre[places[i].index] = at + places[i].offset;
    }
    free(places);
    return true;
}

/* --- boxes ------------------------------------------------------------------------------------ */

struct tf_box tf_layout_text_box(const char *text, double x, double y, double size, bool bold,
                                 int align)
{
    double width = tf_layout_width(text, size, bold);
    double left = align < 0 ? x : align == 0 ? x - width / 2 : x - width;
    return (struct tf_box){left, y - size * 0.5, left + width, y + size * 0.5};
}

bool tf_box_touches(struct tf_box a, struct tf_box b)
{
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/* Clips the parameter range t0..t1 of a line to one side of a box (Liang and Barsky). */
static bool clip(double direction, double distance, double *t0, double *t1)
{
    if (direction == 0) {
        return distance >= 0;
    }
    double t = distance / direction;
    if (direction < 0) {
        *t0 = fmax(*t0, t);
    } else {
        *t1 = fmin(*t1, t);
    }
    return *t0 <= *t1;
}

bool tf_box_crossed(struct tf_box box, double x0, double y0, double x1, double y1)
{
    double t0 = 0, t1 = 1;
    return clip(x0 - x1, x0 - box.left, &t0, &t1) && clip(x1 - x0, box.right - x0, &t0, &t1) &&
           clip(y0 - y1, y0 - box.top, &t0, &t1) && clip(y1 - y0, box.bottom - y0, &t0, &t1);
}

/* --- ticks ------------------------------------------------------------------------------------ */

/* The round step nearest to a rough one, and the decimals it needs. */
static double round_step(double rough, int *decimals)
{
    static const double steps[] = {1, 2, 2.5, 5, 10};
    double power = pow(10, floor(log10(rough)));
    double best = steps[0];
    for (size_t i = 1; i < sizeof steps / sizeof *steps; i++) {
        if (fabs(steps[i] * power - rough) < fabs(best * power - rough)) {
            best = steps[i];
        }
    }
    int exponent = (int)floor(log10(rough)) + (best == 10);
    *decimals = exponent < 0 ? -exponent : 0;
    if (best == 2.5 && exponent <= 0) {
        *decimals = 1 - exponent;
    }
    return best * power;
}

void tf_layout_ticks(double low, double high, int about, struct tf_ticks *ticks)
{
    if (!(high > low)) {
        high = low + fmax(1, fabs(low) * 0.01);
    }
    double step = round_step((high - low) / about, &ticks->decimals);
    double first = floor(low / step + 1e-9), last = ceil(high / step - 1e-9);
    ticks->low = first * step;
    ticks->high = last * step;
    ticks->count = 0;
    for (; first + (double)ticks->count <= last && ticks->count < TF_TICKS_MOST; ticks->count++) {
        ticks->value[ticks->count] = (first + (double)ticks->count) * step;
    }
}

/* Marks 1, 2 and 5, or only 1 and 3, or only 1 of every `decades`-th decade. */
static size_t log_marks(struct tf_ticks *ticks, const double *marks, size_t per_decade, int decades)
{
    size_t count = 0;
    int first = (int)floor(log10(ticks->low)), last = (int)ceil(log10(ticks->high));
    for (int d = first; d <= last; d++) {
        if (((d % decades) + decades) % decades != 0) {
            continue;
        }
        for (size_t m = 0; m < per_decade; m++) {
            double value = marks[m] * pow(10, d);
            bool inside = value >= ticks->low * (1 - 1e-9) && value <= ticks->high * (1 + 1e-9);
            if (inside && count < TF_TICKS_MOST) {
                ticks->value[count] = value;
            }
            count += inside;
        }
    }
    return count;
}

void tf_layout_log_ticks(double low, double high, size_t most, struct tf_ticks *ticks)
{
    static const double marks[] = {1, 2, 5}, two[] = {1, 3};
    if (most > TF_TICKS_MOST) {
        most = TF_TICKS_MOST;
    }
    *ticks = (struct tf_ticks){.low = low, .high = high};
    size_t count = log_marks(ticks, marks, 3, 1);
    if (count > most) {
        count = log_marks(ticks, two, 2, 1);
    }
    for (int decades = 1; count > most && decades < 400; decades++) {
        count = log_marks(ticks, marks, 1, decades);
    }
    ticks->count = count < TF_TICKS_MOST ? count : TF_TICKS_MOST;
}

/* The least round step of years that leaves at most `most` ticks, preferably one that divides the
 * span, so that both ends fall on a tick. */
static int year_step(int span, size_t most)
{
    static const int steps[] = {1, 2, 5, 10, 20, 25, 50, 100, 200};
    size_t count = sizeof steps / sizeof *steps;
    int any = 0;
    for (size_t i = 0; i < count; i++) {
        size_t ticks = (size_t)(span / steps[i]) + 1;
        if (ticks > most) {
            continue;
        }
        if (span % steps[i] == 0 && (any == 0 || ticks >= 4)) {
            return steps[i];
        }
        if (any == 0) {
            any = steps[i];
        }
    }
    return any ? any : span;
}

void tf_layout_year_ticks(int first, int last, size_t most, struct tf_ticks *ticks)
{
    if (most > TF_TICKS_MOST) {
        most = TF_TICKS_MOST;
    }
    *ticks = (struct tf_ticks){.low = first, .high = last};
    int step = year_step(last - first, most < 2 ? 2 : most);
    for (int year = first; year < last; year += step) {
        if (year == first || (last - year) * 10 >= step * 7) {
            ticks->value[ticks->count++] = year;
        }
    }
    ticks->value[ticks->count++] = last;
}
