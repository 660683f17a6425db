#include "cli/figure.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "output/projected.h"

enum { PREVIEW_ROWS = 16, COLUMNS_MOST = 100 };

/* Seconds that the numbers wait for their small chart at most. */
static const double PREVIEW_PATIENCE = 10;

static bool read_timeout(const char *text, double *timeout, struct tf_diag *diag)
{
    struct tf_number number;
    if (tf_number_parse(text, strlen(text), '.', false, &number) != TF_NUMBER_OK ||
        number.percent || number.value <= 0) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "TWOFOLD_GNUPLOT_TIMEOUT is `%s`; it takes a number of seconds, over 0",
                       text);
    }
    *timeout = number.value;
    return true;
}

bool tf_figure_options(const struct tf_session *session, struct tf_chart_options *options,
                       struct tf_diag *diag)
{
    const char *gnuplot = getenv("TWOFOLD_GNUPLOT");
    const char *timeout = getenv("TWOFOLD_GNUPLOT_TIMEOUT");
    *options = tf_chart_options_defaults();
    options->language = tf_session_language(session);
    options->columns = session->columns < COLUMNS_MOST ? session->columns - 2 : COLUMNS_MOST;
    options->colour = tf_session_colour(session);
    if (gnuplot != NULL && gnuplot[0] != '\0') {
        options->gnuplot = gnuplot;
    }
    return timeout == NULL || timeout[0] == '\0' || read_timeout(timeout, &options->timeout, diag);
}

static bool draw_preview(struct tf_session *session, const struct tf_projections *projections,
                         struct tf_buffer *out, struct tf_diag *diag)
{
    struct tf_chart_options options;
    struct tf_chart chart;
    struct tf_buffer script;
    tf_buffer_init(&script);
    bool ok = tf_figure_options(session, &options, diag);
    options.format = TF_PICTURE_TEXT;
    options.rows = PREVIEW_ROWS;
    options.timeout = options.timeout < PREVIEW_PATIENCE ? options.timeout : PREVIEW_PATIENCE;
    options.note = "";
    ok = ok &&
         tf_projected_chart(projections->items, projections->count, TF_CHART_PATHS, false,
                            options.language, &session->arena, &chart, diag) &&
         tf_chart_draw(&chart, &options, out, &script, diag);
    tf_buffer_release(&script);
    return ok;
}

/* Why there is no chart, without the words that say so again. */
static const char *reason(const struct tf_diag *diag)
{
    static const char prefix[] = "cannot draw: ";
    for (size_t i = 0; i < diag->count; i++) {
        if (diag->messages[i].severity == TF_SEVERITY_ERROR) {
            const char *text = diag->messages[i].text;
            return tf_text_starts(text, prefix) ? text + sizeof prefix - 1 : text;
        }
    }
    return "out of memory";
}

void tf_figure_preview(struct tf_session *session, const struct tf_projections *projections,
                       struct tf_buffer *out)
{
    struct tf_diag diag;
    bool any = false;
    for (size_t i = 0; i < projections->count; i++) {
        any = any || projections->items[i].feasible;
    }
    tf_diag_init(&diag);
    if (any && !draw_preview(session, projections, out, &diag)) {
        tf_buffer_release(out);
        tf_buffer_init(out);
        tf_print_note("no chart: %s", reason(&diag));
    }
    tf_diag_release(&diag);
}
