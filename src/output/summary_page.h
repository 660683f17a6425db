/* summary_page: what the parts of the run summary share. */
#ifndef TF_OUTPUT_SUMMARY_PAGE_H
#define TF_OUTPUT_SUMMARY_PAGE_H

#include "output/summary.h"
#include "output/table.h"

struct summary_page {
    const struct tf_summary *summary;
    struct tf_arena *arena;
    enum tf_language language;
    struct tf_buffer *out;
    const struct tf_projection **runs; /* the feasible ones */
    size_t count;
    int base_year, last_year; /* the first and the last of all */
    bool one_base, one_horizon, one_currency;
    const char **names; /* what each run is called in tables: its title where all are short and
                           different, else its name */
    bool by_title;      /* they are titles */
};

int summary_last_year(const struct tf_projection *run);
const char *summary_code(const struct summary_page *page); /* "en", "zh" */

/* `×1.98`: a multiple that is under the run's target never reads as if it had reached it. */
char *summary_multiple(const struct summary_page *page, const struct tf_projection *run,
                       double value);

void summary_paragraph(struct summary_page *page, const char *text);
void summary_title(struct summary_page *page, const char *text);
void summary_table(struct summary_page *page, struct tf_table *table); /* releases it */

/* Selected years of the main quantities; the groups, or the regions where groups are many. */
void summary_path(struct summary_page *page);
void summary_groups(struct summary_page *page);

#endif
