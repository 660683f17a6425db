#include "cli/rows.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "cli/progress.h"
#include "experiment/batch.h"
#include "experiment/projection.h"
#include "output/wide.h"

/* The texts of the statuses that a worker has met: `ok` and every failure, each once. */
struct statuses {
    struct tf_failure *failures;
    struct tf_wide_texts texts;
    size_t capacity;
};

/* What a thread has for itself. */
struct clerk {
    struct tf_arena arena;
    struct tf_study_worker *worker;
    struct tf_wide_column **columns; /* [scenario][column] */
    struct statuses *statuses;       /* [scenario] */
    union tf_wide_cells *cells;
    double **values; /* [measure]: columns of a chunk */
    const double *absent;
    struct tf_chunk_notes notes;
    uint32_t status_of[TF_CHUNK_RUNS];
    struct tf_point_room *room; /* where rows are points; values are then [column] */
    uint64_t draws[TF_CHUNK_RUNS];
};

/* What waits to be written. */
struct page {
    struct tf_buffer text;
    struct tf_run_counts counts;
};

struct office {
    struct tf_rows *rows;
    const struct tf_study *study;
    struct tf_wide_texts *axis_texts; /* [axis] */
    size_t column_count;
    struct clerk *clerks; /* [thread] */
    struct page *pages;   /* [slot] */
    size_t page_count;
    struct tf_arena arena;
    struct tf_progress progress;
    uint64_t chunks;   /* of a scenario */
    size_t chunk_rows; /* at most TF_CHUNK_RUNS */
};

static size_t draw_columns(const struct office *office)
{
    return office->study->draws && office->rows->points == NULL ? 1 : 0;
}

/* scenario, run, draw, assumptions, metrics, status */
static size_t count_columns(const struct office *office)
{
    return 3 + draw_columns(office) + office->rows->inputs->count + office->rows->metrics->count;
}

/* How many rows an axis keeps its value for. */
static size_t stride_of(const struct office *office, size_t axis)
{
    const struct tf_grid *grid = &office->study->grid;
    uint64_t stride = office->rows->points != NULL ? 1 : office->study->design.run_count;
    for (size_t later = axis + 1; later < grid->axis_count; later++) {
        stride *= grid->axes[later].count;
    }
    return (size_t)stride;
}

static struct tf_wide_column input_column(const struct office *office, size_t index,
                                          const struct tf_input_column *input)
{
    size_t at = input->inputs[index];
    if (at < office->study->grid.axis_count) {
        return (struct tf_wide_column){.name = input->name,
                                       .kind = TF_WIDE_CYCLE,
                                       .texts = office->axis_texts[at],
                                       .stride = stride_of(office, at),
                                       .period = office->study->grid.axes[at].count};
    }
    return (struct tf_wide_column){.name = input->name, .kind = TF_WIDE_NUMBER};
}

/* The columns of one scenario; false without memory. */
static bool make_columns(const struct office *office, size_t index, struct tf_arena *arena,
                         struct tf_wide_column *columns)
{
    const char *name = office->study->cases[index].scenario.name;
    const struct tf_input_columns *inputs = office->rows->inputs;
    const struct tf_metric_columns *metrics = office->rows->metrics;
    struct tf_wide_column *column = columns;
    *column = (struct tf_wide_column){
        .name = "scenario", .kind = TF_WIDE_CYCLE, .stride = 1, .period = 1};
    if (!tf_wide_texts(&name, 1, true, arena, &column++->texts)) {
        return false;
    }
    *column++ = (struct tf_wide_column){
        .name = "run", .kind = TF_WIDE_COUNT, .stride = 1, .period = SIZE_MAX};
    if (draw_columns(office) > 0) {
        *column++ = (struct tf_wide_column){.name = "draw",
                                            .kind = TF_WIDE_COUNT,
                                            .stride = 1,
                                            .period = (size_t)office->study->design.run_count};
    }
    for (size_t i = 0; i < inputs->count; i++) {
        *column++ = input_column(office, index, &inputs->items[i]);
    }
    for (size_t i = 0; i < metrics->count; i++) {
        *column++ = (struct tf_wide_column){.name = metrics->items[i].name, .kind = TF_WIDE_NUMBER};
    }
    *column = (struct tf_wide_column){.name = "status", .kind = TF_WIDE_TEXT};
    return true;
}

static bool append_status(struct statuses *statuses, const struct tf_failure *failure,
                          const char *text, struct tf_arena *arena)
{
    struct tf_wide_texts one;
    size_t count = statuses->texts.count;
    if (count == statuses->capacity) {
        size_t room = count > 0 ? 2 * count : 16;
        struct tf_failure *failures = tf_arena_alloc(arena, room, sizeof *failures);
        struct tf_wide_text *items = tf_arena_alloc(arena, room, sizeof *items);
        if (failures == NULL || items == NULL) {
            return false;
        }
        if (count > 0) {
            memcpy(failures, statuses->failures, count * sizeof *failures);
            memcpy(items, statuses->texts.items, count * sizeof *items);
        }
        statuses->failures = failures;
        statuses->texts.items = items;
        statuses->capacity = room;
    }
    if (text == NULL || !tf_wide_texts(&text, 1, false, arena, &one)) {
        return false;
    }
    statuses->failures[count] = *failure;
    statuses->texts.items[count] = one.items[0];
    statuses->texts.longest =
        one.longest > statuses->texts.longest ? one.longest : statuses->texts.longest;
    statuses->texts.count++;
    return true;
}

static bool same_failure(const struct tf_failure *a, const struct tf_failure *b)
{
    return a->reason == b->reason && a->t == b->t && a->cell == b->cell && a->source == b->source;
}

/* The number of a run's status; SIZE_MAX without memory. */
static size_t status_of(struct statuses *statuses, const struct tf_scenario *scenario,
                        const struct tf_failure *failure, struct tf_arena *arena)
{
    if (failure->reason == TF_FEASIBLE) {
        return 0;
    }
    for (size_t i = 1; i < statuses->texts.count; i++) {
        if (same_failure(&statuses->failures[i], failure)) {
            return i;
        }
    }
    bool good = append_status(statuses, failure, tf_failure_text(scenario, failure, arena), arena);
    return good ? statuses->texts.count - 1 : SIZE_MAX;
}

static bool find_statuses(const struct office *office, struct clerk *clerk, size_t index,
                          size_t count)
{
    const struct tf_scenario *scenario = &office->study->cases[index].scenario;
    struct statuses *statuses = &clerk->statuses[index];
    for (size_t run = 0; run < count; run++) {
        size_t status = status_of(statuses, scenario, &clerk->notes.failures[run], &clerk->arena);
        if (status == SIZE_MAX) {
            return false;
        }
        clerk->status_of[run] = (uint32_t)status;
    }
    clerk->columns[index][office->column_count - 1].texts = statuses->texts;
    return true;
}

/* Where each column's values of the chunk stand. */
static void set_cells(const struct office *office, struct clerk *clerk, size_t index)
{
    const struct tf_input_columns *inputs = office->rows->inputs;
    const struct tf_metric_columns *metrics = office->rows->metrics;
    union tf_wide_cells *cell = clerk->cells + 2 + draw_columns(office);
    for (size_t i = 0; i < inputs->count; i++) {
        size_t at = inputs->items[i].inputs[index];
        cell++->numbers = at == SIZE_MAX ? clerk->absent : tf_study_input(clerk->worker, at);
    }
    for (size_t i = 0; i < metrics->count; i++) {
        size_t at = office->rows->points != NULL ? i : metrics->items[i].measures[index];
        cell++->numbers = at == SIZE_MAX ? clerk->absent : clerk->values[at];
    }
    cell->indices = clerk->status_of;
}

static uint64_t first_run(const struct office *office, uint64_t chunk)
{
    return office->rows->sampling->first_run + chunk % office->chunks * office->chunk_rows;
}

static size_t runs_in(const struct office *office, uint64_t chunk)
{
    const struct tf_sampling *sampling = office->rows->sampling;
    uint64_t left = sampling->first_run + sampling->run_count - first_run(office, chunk);
    return left < office->chunk_rows ? (size_t)left : office->chunk_rows;
}

/* The chunk as rows, where they are wanted. */
static bool write_text(const struct office *office, struct clerk *clerk,
                       const struct tf_drawn_chunk *drawn, struct tf_buffer *text)
{
    if (office->rows->csv == NULL) {
        return true;
    }
    if (!find_statuses(office, clerk, drawn->index, drawn->count)) {
        return false;
    }
    set_cells(office, clerk, drawn->index);
    tf_wide_rows(clerk->columns[drawn->index], office->column_count, clerk->cells,
                 (size_t)drawn->first, drawn->count, text);
    return true;
}

/* Rows of points: nothing is stored, and the status only says whether anything was feasible. */
static enum tf_chunk_end write_points(const struct office *office, struct clerk *clerk,
                                      struct page *page, uint64_t chunk, struct tf_diag *diag)
{
    size_t index = (size_t)(chunk / office->chunks), count = runs_in(office, chunk);
    uint64_t first = first_run(office, chunk);
    tf_run_counts_clear(&page->counts, office->study->cases[index].factors.count);
    enum tf_chunk_end end =
        tf_points_fill(office->rows->points, clerk->room, clerk->worker, index, first, count,
                       clerk->values, clerk->draws, &page->counts, diag);
    if (end != TF_CHUNK_DONE) {
        return end;
    }
    for (size_t row = 0; row < count; row++) {
        clerk->status_of[row] = clerk->draws[row] > 0 ? 0 : 1;
    }
    clerk->columns[index][office->column_count - 1].texts = clerk->statuses[index].texts;
    set_cells(office, clerk, index);
    page->text.length = 0;
    tf_wide_rows(clerk->columns[index], office->column_count, clerk->cells, (size_t)first, count,
                 &page->text);
    return TF_CHUNK_DONE;
}

static enum tf_chunk_end write_page(void *context, size_t thread, size_t slot, uint64_t chunk,
                                    struct tf_diag *diag)
{
    struct office *office = context;
    if (office->rows->points != NULL) {
        return write_points(office, &office->clerks[thread], &office->pages[slot], chunk, diag);
    }
    struct clerk *clerk = &office->clerks[thread];
    struct page *page = &office->pages[slot];
    size_t index = (size_t)(chunk / office->chunks), count = runs_in(office, chunk);
    if (!tf_study_evaluate(clerk->worker, index, first_run(office, chunk), count, clerk->values,
                           &clerk->notes)) {
        return TF_CHUNK_STOPPED;
    }
    struct tf_drawn_chunk drawn = {
        clerk->worker, thread,        index,        first_run(office, chunk),
        count,         clerk->values, &clerk->notes};
    if (!tf_draw_store_write(office->rows->store, &drawn, diag)) {
        return TF_CHUNK_FAILED;
    }
    tf_run_counts_clear(&page->counts, office->study->cases[index].factors.count);
    tf_run_counts_note(&page->counts, clerk->worker, &clerk->notes, count);
    page->text.length = 0;
    if (!write_text(office, clerk, &drawn, &page->text)) {
        tf_out_of_memory(diag);
        return TF_CHUNK_FAILED;
    }
    return TF_CHUNK_DONE;
}

static bool take_page(void *context, size_t slot, uint64_t chunk, struct tf_diag *diag)
{
    struct office *office = context;
    const struct page *page = &office->pages[slot];
    size_t index = (size_t)(chunk / office->chunks), count = runs_in(office, chunk);
    tf_run_counts_add(&office->rows->counts[index], &page->counts,
                      office->study->cases[index].factors.count);
    office->rows->done += count;
    return office->rows->csv == NULL ||
           tf_growing_write(office->rows->csv, &page->text, count, diag);
}

static void tell(void *context, uint64_t taken)
{
    struct office *office = context;
    (void)taken;
    tf_progress_tell(&office->progress, office->rows->done);
}

static bool stopped(void *context)
{
    const struct office *office = context;
    return office->study->stopped != NULL && office->study->stopped(office->study->stop_context);
}

static double *make_absent(struct tf_arena *arena)
{
    double *absent = tf_arena_alloc_aligned(arena, TF_CHUNK_RUNS, sizeof *absent);
    for (size_t i = 0; absent != NULL && i < TF_CHUNK_RUNS; i++) {
        absent[i] = TF_ABSENT;
    }
    return absent;
}

/* A column of a chunk for each measure of a run, or for each statistic of a point. */
static double **make_values(const struct office *office, struct tf_arena *arena)
{
    const struct tf_study *study = office->study;
    size_t most = office->rows->metrics->count;
    for (size_t i = 0; i < study->case_count; i++) {
        size_t count = study->cases[i].measure_count;
        most = count > most ? count : most;
    }
    double **values = tf_arena_alloc(arena, most, sizeof *values);
    for (size_t i = 0; values != NULL && i < most; i++) {
        values[i] = tf_arena_alloc_aligned(arena, TF_CHUNK_RUNS, sizeof **values);
        if (values[i] == NULL) {
            return NULL;
        }
    }
    return values;
}

static bool make_tables(const struct office *office, struct clerk *clerk)
{
    struct tf_failure none = {.reason = TF_FEASIBLE, .cell = -1, .source = -1};
    size_t cases = office->study->case_count;
    clerk->columns = tf_arena_alloc(&clerk->arena, cases, sizeof *clerk->columns);
    clerk->statuses = tf_arena_alloc(&clerk->arena, cases, sizeof *clerk->statuses);
    if (clerk->columns == NULL || clerk->statuses == NULL) {
        return false;
    }
    for (size_t i = 0; i < cases; i++) {
        clerk->columns[i] =
            tf_arena_alloc(&clerk->arena, office->column_count, sizeof **clerk->columns);
        if (clerk->columns[i] == NULL ||
            !make_columns(office, i, &clerk->arena, clerk->columns[i]) ||
            !append_status(&clerk->statuses[i], &none, "ok", &clerk->arena) ||
            (office->rows->points != NULL &&
             !append_status(&clerk->statuses[i], &none, "no draw is feasible", &clerk->arena))) {
            return false;
        }
    }
    return true;
}

static bool engage_clerk(const struct office *office, struct clerk *clerk, struct tf_diag *diag)
{
    tf_arena_init(&clerk->arena);
    clerk->worker = tf_study_worker_new(office->study, &clerk->arena, diag);
    if (clerk->worker == NULL) {
        return false;
    }
    clerk->room =
        office->rows->points != NULL ? tf_point_room_new(office->rows->points, diag) : NULL;
    if (office->rows->points != NULL && clerk->room == NULL) {
        return false;
    }
    clerk->absent = make_absent(&clerk->arena);
    clerk->values = make_values(office, &clerk->arena);
    clerk->cells = tf_arena_alloc(&clerk->arena, office->column_count, sizeof *clerk->cells);
    return (clerk->absent != NULL && clerk->values != NULL && clerk->cells != NULL &&
            make_tables(office, clerk)) ||
           tf_out_of_memory(diag);
}

static bool make_counts(struct office *office)
{
    struct tf_rows *rows = office->rows;
    struct tf_arena *arena = &rows->sampling->session->arena;
    size_t cases = office->study->case_count;
    rows->counts = tf_arena_alloc(arena, cases, sizeof *rows->counts);
    for (size_t i = 0; rows->counts != NULL && i < cases; i++) {
        if (!tf_run_counts_init(&rows->counts[i], &office->study->cases[i], arena)) {
            return false;
        }
    }
    return rows->counts != NULL;
}

/* A page's counts have room for any scenario's factors. */
static bool make_pages(struct office *office)
{
    size_t widest = 0;
    for (size_t i = 1; i < office->study->case_count; i++) {
        widest = office->study->cases[i].factors.count > office->study->cases[widest].factors.count
                     ? i
                     : widest;
    }
    office->pages = tf_arena_alloc(&office->arena, office->page_count, sizeof *office->pages);
    for (size_t i = 0; office->pages != NULL && i < office->page_count; i++) {
        tf_buffer_init(&office->pages[i].text);
        if (!tf_run_counts_init(&office->pages[i].counts, &office->study->cases[widest],
                                &office->arena)) {
            return false;
        }
    }
    return office->pages != NULL;
}

static bool make_axis_texts(struct office *office)
{
    const struct tf_grid *grid = &office->study->grid;
    office->axis_texts =
        tf_arena_alloc(&office->arena, grid->axis_count, sizeof *office->axis_texts);
    for (size_t i = 0; office->axis_texts != NULL && i < grid->axis_count; i++) {
        if (!tf_wide_number_texts(grid->axes[i].values, grid->axes[i].count, &office->arena,
                                  &office->axis_texts[i])) {
            return false;
        }
    }
    return office->axis_texts != NULL;
}

/* Points with many draws are done one by one, or interruptions and progress would have to wait. */
static size_t rows_in_chunk(const struct office *office)
{
    uint64_t draws = office->rows->points != NULL ? office->study->design.run_count : 1;
    uint64_t rows = (uint64_t)16 * TF_CHUNK_RUNS / draws;
    return rows < 1 ? 1 : rows < TF_CHUNK_RUNS ? (size_t)rows : TF_CHUNK_RUNS;
}

static bool open_office(struct office *office, struct tf_diag *diag)
{
    const struct tf_sampling *sampling = office->rows->sampling;
    office->study = &sampling->study;
    office->column_count = count_columns(office);
    office->chunk_rows = rows_in_chunk(office);
    office->chunks = (sampling->run_count + office->chunk_rows - 1) / office->chunk_rows;
    office->page_count = tf_batch_slot_count(sampling->threads);
    office->clerks = tf_arena_alloc(&office->arena, sampling->threads, sizeof *office->clerks);
    if (office->clerks == NULL || !make_axis_texts(office) || !make_counts(office) ||
        !make_pages(office)) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < sampling->threads; i++) {
        if (!engage_clerk(office, &office->clerks[i], diag)) {
            return false;
        }
    }
    return true;
}

static void close_office(struct office *office)
{
    size_t threads = office->rows->sampling->threads;
    for (size_t i = 0; office->clerks != NULL && i < threads; i++) {
        tf_point_room_free(office->clerks[i].room);
        tf_arena_release(&office->clerks[i].arena);
    }
    for (size_t i = 0; office->pages != NULL && i < office->page_count; i++) {
        tf_buffer_release(&office->pages[i].text);
    }
    tf_arena_release(&office->arena);
}

static bool write_header(struct office *office, struct tf_diag *diag)
{
    struct tf_buffer text;
    if (office->rows->csv == NULL) {
        return true;
    }
    tf_buffer_init(&text);
    tf_wide_header(office->clerks[0].columns[0], office->column_count, &text);
    bool good = tf_growing_write(office->rows->csv, &text, 0, diag);
    tf_buffer_release(&text);
    return good;
}

static bool write_all(struct office *office, struct tf_diag *diag)
{
    struct tf_rows *rows = office->rows;
    uint64_t taken;
    struct tf_batch batch = {.chunk_count = office->chunks * office->study->case_count,
                             .threads = rows->sampling->threads,
                             .context = office,
                             .work = write_page,
                             .take = take_page,
                             .progress = tell,
                             .stopped = stopped};
    tf_progress_begin(&office->progress, rows->sampling->session, rows->total);
    bool good = write_header(office, diag) && tf_batch_run(&batch, &taken, diag);
    tf_progress_end(&office->progress, rows->done);
    return good;
}

bool tf_rows_write(struct tf_rows *rows)
{
    struct tf_sampling *sampling = rows->sampling;
    struct tf_diag *diag = &sampling->session->diag;
    struct office office = {.rows = rows};
    tf_arena_init(&office.arena);
    rows->total = sampling->run_count * sampling->study.case_count;
    rows->done = 0;
    bool good = open_office(&office, diag) && write_all(&office, diag);
    close_office(&office);
    return good;
}

bool tf_rows_names(const struct tf_rows *rows, const char ***names, size_t *count)
{
    struct office office = {.rows = (struct tf_rows *)(uintptr_t)rows,
                            .study = &rows->sampling->study};
    const char **name =
        tf_arena_alloc(&rows->sampling->session->arena, count_columns(&office), sizeof **names);
    *names = name;
    *count = count_columns(&office);
    if (name == NULL) {
        return tf_out_of_memory(&rows->sampling->session->diag);
    }
    *name++ = "scenario";
    *name++ = "run";
    if (draw_columns(&office) > 0) {
        *name++ = "draw";
    }
    for (size_t i = 0; i < rows->inputs->count; i++) {
        *name++ = rows->inputs->items[i].name;
    }
    for (size_t i = 0; i < rows->metrics->count; i++) {
        *name++ = rows->metrics->items[i].name;
    }
    *name = "status";
    return true;
}
