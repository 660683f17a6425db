#include "output/chart_panels.h"

#define NAME_CHARACTERS 80

size_t panels_columns(const struct figure *figure, size_t count, size_t wanted)
{
    static const size_t wide[] = {1, 1, 2, 3, 2, 3, 3, 4, 4, 3, 4, 4, 4};
    static const size_t narrow[] = {1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3};
    bool is_narrow = figure->page->width < figure->page->height * 1.2;
    size_t known = sizeof wide / sizeof *wide - 1, most = is_narrow ? 3 : 4;
    size_t at = count < known ? count : known;
    size_t columns = wanted ? wanted : is_narrow ? narrow[at] : wide[at];
    columns = columns < most ? columns : most;
    return columns < count ? columns : count;
}

double panels_head(const struct figure *figure)
{
    return figure->page->label * 1.9;
}

double panels_head_middle(const struct figure *figure)
{
    return figure->page->label * 1.15;
}

void panels_set_head(struct figure *figure, const struct tf_chart_scope *scope, double left,
                     double bottom, double width)
{
    double size = figure->page->label, y = bottom - panels_head_middle(figure);
    const char *first = scope->region ? scope->region : scope->scenario;
    int ink = scope->region ? INK_PANEL + (int)(scope->colour % FIGURE_INKS) : INK_TEXT;
    const char *name =
        figure_fit(figure, figure_clean(figure, first ? first : "", NAME_CHARACTERS), size * 1.05,
                   true, scope->region && scope->scenario ? width * 0.55 : width);
    figure_text(figure, name, left, y, size * 1.05, ALIGN_START, true, ink);
    if (scope->region && scope->scenario) {
        double used = figure_width(figure, name, size * 1.05, true) + size * 0.6;
        const char *beside =
            figure_fit(figure, figure_clean(figure, scope->scenario, NAME_CHARACTERS), size * 0.92,
                       false, width - used);
        figure_text(figure, beside, left + used, y, size * 0.92, ALIGN_START, false, INK_MUTED);
    }
}

const char *scope_name(struct figure *figure, const struct tf_chart_scope *scope)
{
    const char *region =
        scope->region ? figure_clean(figure, scope->region, NAME_CHARACTERS) : NULL;
    const char *scenario =
        scope->scenario ? figure_clean(figure, scope->scenario, NAME_CHARACTERS) : NULL;
    if (region && scenario) {
        return FIGURE_FILL(figure, TF_PHRASE_SCOPE_BOTH, region, scenario);
    }
    const char *nation = tf_phrase_text(TF_PHRASE_NATION_IN_CHARTS, figure->options->language);
    return region ? region : scenario ? scenario : nation;
}

const char *scope_in_title(struct figure *figure, const struct tf_chart_scope *scope)
{
    const char *name = scope_name(figure, scope);
    return scope->region || !scope->scenario ? name
                                             : FIGURE_FILL(figure, TF_PHRASE_SCOPE_QUOTED, name);
}

bool panels_check(const char *kind, const char *what, size_t count, size_t least, size_t most,
                  struct tf_diag *diag)
{
    return (count >= least && count <= most) ||
           tf_fail(diag, TF_BAD_INPUT, NULL, "a %s chart shows %zu to %zu %s, not %zu", kind, least,
                   most, what, count);
}
