/* A command that writes rows: its files opened, filled, finished and described. */
#include <string.h>

#include "cli/rows.h"

bool tf_rows_are_csv(struct tf_session *session, const char *otherwise)
{
    const char *output = session->request.output;
    bool to_file = output != NULL && strcmp(output, "-") != 0;
    if (session->request.format != NULL || to_file) {
        if (tf_session_format(session) == TF_FORMAT_CSV) {
            return true;
        }
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "rows of runs are written as csv only; %s", otherwise);
    }
    return true;
}

/* The rows that there are to write, if any. */
static bool open_rows(struct tf_rows *rows, struct tf_growing_file *file)
{
    const struct tf_sampling *sampling = rows->sampling;
    const char *target = sampling->output != NULL ? sampling->output : "-";
    if (sampling->output == NULL && sampling->store != NULL) {
        return true;
    }
    rows->csv = file;
    return tf_growing_open(file, target, &sampling->session->diag);
}

static bool finish_rows(struct tf_rows *rows)
{
    struct tf_manifest manifest;
    const char **names;
    size_t count;
    if (rows->csv == NULL) {
        return true;
    }
    return tf_rows_names(rows, &names, &count) &&
           tf_provenance_make(rows->sampling, names, count, &manifest) &&
           tf_provenance_finish(rows->sampling, &manifest, rows->counts, rows->csv, rows->done,
                                rows->total, rows->points != NULL ? "points" : "runs");
}

bool tf_rows_command(struct tf_sampling *sampling, const struct tf_metric_columns *metrics,
                     const struct tf_metric_columns *stored, const struct tf_points *points)
{
    struct tf_input_columns inputs = {0};
    struct tf_growing_file file = {0};
    struct tf_draw_store store;
    struct tf_rows rows = {.sampling = sampling,
                           .metrics = metrics,
                           .inputs = &inputs,
                           .store = &store,
                           .points = points};
    bool good = tf_input_columns_make(&inputs, sampling, points != NULL);
    good = tf_draw_store_open(&store, sampling, &inputs, stored) && good;
    good = good && open_rows(&rows, &file) && tf_rows_write(&rows) && finish_rows(&rows) &&
           tf_draw_store_finish(&store, rows.counts);
    tf_growing_abandon(&file);
    tf_draw_store_close(&store);
    if (good) {
        tf_sampling_remark(sampling, rows.counts, sampling->study.draws ? "draws" : "runs");
    }
    return good;
}
