#include "output/page.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

/* The vertical rhythm follows from these sizes (docs/charts.md). A slide's body text is 11.5 px
 * high when the slide is shown at half size; a paper's 21 du are 8.4 pt on a 170 mm column. */
static const struct tf_page pages[] = {
    {"slide", 1600, 900, 64, 38, 25, 23, 23, 18, 254, 1.0},
    {"paper", 1200, 800, 28, 30, 22.5, 21, 21, 17.5, 170, 1.5},
    {"square", 1080, 1080, 48, 36, 24, 22, 22, 17.5, 170, 1.5},
};

const struct tf_page *tf_page_at(size_t index)
{
    return index < sizeof pages / sizeof *pages ? &pages[index] : NULL;
}

const struct tf_page *tf_page_find(const char *name)
{
    for (size_t i = 0; tf_page_at(i); i++) {
        if (strcmp(pages[i].name, name) == 0) {
            return &pages[i];
        }
    }
    return NULL;
}

/* --- a size of one's own ---------------------------------------------------------------------- */

struct size {
    double width, height;
    bool millimetres;
};

static bool read_side(const char *text, size_t length, double *side)
{
    struct tf_number number;
    if (tf_number_parse(text, length, '.', false, &number) != TF_NUMBER_OK || number.percent) {
        return false;
    }
    *side = number.value;
    return true;
}

static bool read_size(const char *text, struct size *size)
{
    static const char unit[] = "mm";
    const char *cross = strchr(text, 'x');
    size_t length = strlen(text);
    if (!cross) {
        return false;
    }
    size->millimetres =
        length > sizeof unit && strcmp(text + length - (sizeof unit - 1), unit) == 0;
    const char *end = text + length - (size->millimetres ? sizeof unit - 1 : 0);
    return read_side(text, (size_t)(cross - text), &size->width) &&
           read_side(cross + 1, (size_t)(end - cross - 1), &size->height);
}

static bool check_size(const char *text, const struct size *size, struct tf_diag *diag)
{
    int least = size->millimetres ? TF_PAGE_MILLIMETRES_LEAST : TF_PAGE_PIXELS_LEAST;
    int most = size->millimetres ? TF_PAGE_MILLIMETRES_MOST : TF_PAGE_PIXELS_MOST;
    double shorter = fmin(size->width, size->height), longer = fmax(size->width, size->height);
    if (shorter < least || longer > most) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "the size `%s` is out of bounds; a side has %d to "
                       "%d %s",
                       text, least, most, size->millimetres ? "mm" : "pixels");
    }
    if (longer > TF_PAGE_ASPECT_MOST * shorter) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "the size `%s` is too narrow a strip; the longer side has at most %d times "
                       "the shorter",
                       text, TF_PAGE_ASPECT_MOST);
    }
    return true;
}

/* A slide's proportions, where its side (the geometric mean of both) has another length; a title is
 * no wider than what a square's is. */
static struct tf_page page_of_pixels(double width, double height)
{
    const struct tf_page *slide = &pages[0];
    double side = sqrt(width * height), usual = sqrt(slide->width * slide->height);
    double scale = sqrt(side / usual);
    return (struct tf_page){.name = "custom",
                            .width = round(width),
                            .height = round(height),
                            .margin = slide->margin * side / usual,
                            .title = fmin(slide->title * scale, width / 28),
                            .subtitle = fmin(slide->subtitle * scale, width / 42),
                            .body = slide->body * scale,
                            .label = slide->label * scale,
                            .note = slide->note * scale,
                            .millimetres = slide->millimetres * width / slide->width,
                            .pixels = 1};
}

static struct tf_page page_of_millimetres(double width, double height)
{
    const struct tf_page *paper = tf_page_find("paper");
    double scale = paper->width / paper->millimetres; /* du a mm */
    struct tf_page page = *paper;
    page.name = "custom";
    page.width = round(width * scale);
    page.height = round(height * scale);
    page.millimetres = width;
    page.title = fmin(paper->title, page.width / 28);
    page.subtitle = fmin(paper->subtitle, page.width / 42);
    return page;
}

bool tf_page_parse(const char *text, struct tf_page *page, struct tf_diag *diag)
{
    const struct tf_page *known = tf_page_find(text);
    struct size size;
    if (known) {
        *page = *known;
        return true;
    }
    if (!read_size(text, &size)) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "`%s` is no size; it is slide, paper, square, pixels as in 1200x700, or "
                       "millimetres as in 170x113mm",
                       text);
    }
    if (!check_size(text, &size, diag)) {
        return false;
    }
    *page = size.millimetres ? page_of_millimetres(size.width, size.height)
                             : page_of_pixels(size.width, size.height);
    return true;
}
