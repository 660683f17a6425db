#include <string.h>

#include "cli/designing.h"
#include "cli/growing_file.h"
#include "cli/progress.h"
#include "experiment/batch.h"
#include "experiment/trajectories.h"
#include "output/wide.h"

enum { ROWS_AT_ONCE = 4096 };

/* What a thread fills its rows from. */
struct drafter {
    double **values;              /* [factor] */
    uint32_t parts[ROWS_AT_ONCE]; /* the texts of `part`, where they follow no cycle */
    union tf_wide_cells *cells;   /* [column] */
};

struct drafting {
    const struct tf_designing *designing;
    struct tf_arena arena;
    struct tf_wide_column *columns;
    size_t column_count;
    struct drafter *drafters; /* [thread] */
    struct tf_buffer *pages;  /* [slot] */
    size_t page_count;
    struct tf_growing_file file;
    struct tf_progress progress;
    uint64_t done; /* rows */
};

/* --- columns --------------------------------------------------------------------------------- */

static bool has_parts(const struct tf_designing *designing)
{
    return tf_design_rows(&designing->design) > 1;
}

/* A, AB.FACTOR…, BA.FACTOR…, B: the rows of a base point. */
static const char *saltelli_part(const struct drafting *drafting, struct tf_arena *arena,
                                 uint64_t step)
{
    const struct tf_designing *designing = drafting->designing;
    struct tf_design_row row = tf_design_row(&designing->design, step);
    const char *name = row.group != UINT32_MAX ? designing->space.names[row.group] : "";
    switch (row.part) {
    case TF_PART_A:
        return "A";
    case TF_PART_AB:
        return tf_arena_printf(arena, "AB.%s", name);
    case TF_PART_BA:
        return tf_arena_printf(arena, "BA.%s", name);
    default:
        return "B";
    }
}

/* start, and up.FACTOR and down.FACTOR of each factor: what a row of a trajectory can be. */
static const char *morris_part(const struct drafting *drafting, struct tf_arena *arena, size_t at)
{
    const char *const *names = drafting->designing->space.names;
    return at == 0
               ? "start"
               : tf_arena_printf(arena, "%s.%s", at % 2 == 1 ? "up" : "down", names[(at - 1) / 2]);
}

static bool name_parts(struct drafting *drafting, struct tf_wide_column *column)
{
    const struct tf_designing *designing = drafting->designing;
    const struct tf_design *design = &designing->design;
    bool cycles = design->kind == TF_DESIGN_SALTELLI;
    size_t count = cycles ? (size_t)tf_design_rows(design) : 2 * designing->space.count + 1;
    const char **texts = tf_arena_alloc(&drafting->arena, count, sizeof *texts);
    for (size_t i = 0; texts != NULL && i < count; i++) {
        texts[i] = cycles ? saltelli_part(drafting, &drafting->arena, i)
                          : morris_part(drafting, &drafting->arena, i);
        if (texts[i] == NULL) {
            return false;
        }
    }
    *column = (struct tf_wide_column){.name = "part",
                                      .kind = cycles ? TF_WIDE_CYCLE : TF_WIDE_TEXT,
                                      .stride = 1,
                                      .period = count};
    return texts != NULL && tf_wide_texts(texts, count, false, &drafting->arena, &column->texts);
}

static bool make_columns(struct drafting *drafting)
{
    const struct tf_designing *designing = drafting->designing;
    size_t factors = designing->space.count;
    drafting->column_count = factors + (has_parts(designing) ? 3 : 1);
    struct tf_wide_column *column =
        tf_arena_alloc(&drafting->arena, drafting->column_count, sizeof *column);
    drafting->columns = column;
    if (column == NULL) {
        return false;
    }
    *column++ = (struct tf_wide_column){
        .name = "run", .kind = TF_WIDE_COUNT, .stride = 1, .period = SIZE_MAX};
    for (size_t i = 0; i < factors; i++) {
        *column++ =
            (struct tf_wide_column){.name = designing->space.names[i], .kind = TF_WIDE_NUMBER};
    }
    if (!has_parts(designing)) {
        return true;
    }
    *column++ = (struct tf_wide_column){.name = "point",
                                        .kind = TF_WIDE_COUNT,
                                        .stride = (size_t)tf_design_rows(&designing->design),
                                        .period = SIZE_MAX};
    return name_parts(drafting, column);
}

/* --- rows ------------------------------------------------------------------------------------ */

/* Which of the texts of morris_part the rows have. */
static void find_moves(const struct tf_designing *designing, uint64_t first, size_t count,
                       uint32_t *parts)
{
    const struct tf_design *design = &designing->design;
    for (size_t i = 0; i < count; i++) {
        uint32_t group = tf_design_row(design, first + i).group;
        if (group == UINT32_MAX) {
            parts[i] = 0;
            continue;
        }
        double move = tf_morris_move(design, &designing->space.dimensions[group], first + i);
        parts[i] = 2 * group + (move > 0 ? 1 : 2);
    }
}

static enum tf_chunk_end draft(void *context, size_t thread, size_t slot, uint64_t chunk,
                               struct tf_diag *diag)
{
    struct drafting *drafting = context;
    const struct tf_designing *designing = drafting->designing;
    struct drafter *drafter = &drafting->drafters[thread];
    struct tf_buffer *page = &drafting->pages[slot];
    uint64_t first = chunk * ROWS_AT_ONCE, left = designing->run_count - first;
    size_t count = left < ROWS_AT_ONCE ? (size_t)left : ROWS_AT_ONCE;
    tf_factor_space_draw(&designing->space, &designing->design, first, count, drafter->values);
    if (designing->design.kind == TF_DESIGN_MORRIS) {
        find_moves(designing, first, count, drafter->parts);
    }
    page->length = 0;
    tf_wide_rows(drafting->columns, drafting->column_count, drafter->cells, (size_t)first, count,
                 page);
    if (page->failed) {
        tf_out_of_memory(diag);
        return TF_CHUNK_FAILED;
    }
    return TF_CHUNK_DONE;
}

static bool take(void *context, size_t slot, uint64_t chunk, struct tf_diag *diag)
{
    struct drafting *drafting = context;
    uint64_t left = drafting->designing->run_count - chunk * ROWS_AT_ONCE;
    uint64_t rows = left < ROWS_AT_ONCE ? left : ROWS_AT_ONCE;
    drafting->done += rows;
    return tf_growing_write(&drafting->file, &drafting->pages[slot], rows, diag);
}

static void tell(void *context, uint64_t taken)
{
    struct drafting *drafting = context;
    (void)taken;
    tf_progress_tell(&drafting->progress, drafting->done);
}

static bool write_header(struct drafting *drafting, struct tf_diag *diag)
{
    struct tf_buffer text;
    tf_buffer_init(&text);
    tf_wide_header(drafting->columns, drafting->column_count, &text);
    bool good = tf_growing_write(&drafting->file, &text, 0, diag);
    tf_buffer_release(&text);
    return good;
}

/* --- the work -------------------------------------------------------------------------------- */

static bool engage(struct drafting *drafting, struct drafter *drafter)
{
    struct tf_arena *arena = &drafting->arena;
    size_t factors = drafting->designing->space.count;
    drafter->values = tf_arena_alloc(arena, factors, sizeof *drafter->values);
    drafter->cells = tf_arena_alloc(arena, drafting->column_count, sizeof *drafter->cells);
    if (drafter->values == NULL || drafter->cells == NULL) {
        return false;
    }
    for (size_t i = 0; i < factors; i++) {
        drafter->values[i] = tf_arena_alloc_aligned(arena, ROWS_AT_ONCE, sizeof(double));
        drafter->cells[1 + i].numbers = drafter->values[i];
        if (drafter->values[i] == NULL) {
            return false;
        }
    }
    if (has_parts(drafting->designing)) {
        drafter->cells[drafting->column_count - 1].indices = drafter->parts;
    }
    return true;
}

static bool prepare(struct drafting *drafting)
{
    size_t threads = drafting->designing->threads;
    drafting->page_count = tf_batch_slot_count(threads);
    drafting->pages =
        tf_arena_alloc(&drafting->arena, drafting->page_count, sizeof *drafting->pages);
    drafting->drafters = tf_arena_alloc(&drafting->arena, threads, sizeof *drafting->drafters);
    if (drafting->pages == NULL || drafting->drafters == NULL || !make_columns(drafting)) {
        return false;
    }
    for (size_t i = 0; i < threads; i++) {
        if (!engage(drafting, &drafting->drafters[i])) {
            return false;
        }
    }
    return true;
}

static void release(struct drafting *drafting)
{
    for (size_t i = 0; drafting->pages != NULL && i < drafting->page_count; i++) {
        tf_buffer_release(&drafting->pages[i]);
    }
    tf_growing_abandon(&drafting->file);
    tf_arena_release(&drafting->arena);
}

static bool write_all(struct drafting *drafting, struct tf_session *session)
{
    const struct tf_designing *designing = drafting->designing;
    const char *target = session->request.output, *kept;
    uint64_t taken;
    struct tf_batch batch = {.chunk_count =
                                 (designing->run_count + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE,
                             .threads = designing->threads,
                             .context = drafting,
                             .work = draft,
                             .take = take,
                             .progress = tell};
    if (!tf_growing_open(&drafting->file, target != NULL ? target : "-", &session->diag)) {
        return false;
    }
    tf_progress_begin(&drafting->progress, session, designing->run_count);
    bool good =
        write_header(drafting, &session->diag) && tf_batch_run(&batch, &taken, &session->diag);
    tf_progress_end(&drafting->progress, drafting->done);
    return good && tf_growing_finish(&drafting->file, true, &session->arena, &kept, &session->diag);
}

bool tf_designing_write(struct tf_designing *designing)
{
    struct tf_session *session = designing->session;
    struct drafting drafting = {.designing = designing};
    tf_arena_init(&drafting.arena);
    bool good =
        prepare(&drafting) ? write_all(&drafting, session) : tf_out_of_memory(&session->diag);
    release(&drafting);
    return good;
}
