#include "experiment/spread.h"

#include <string.h>

#include "experiment/batch.h"

/* What a thread has for itself. */
struct hand {
    struct tf_arena arena;
    struct tf_study_worker *worker;
    double ***values;    /* [scenario][measure]: columns of a chunk; room only for tallies */
    uint8_t **feasible;  /* [scenario][run of the chunk] */
    double **difference; /* [column]: of the widest target */
    const double **columns;
    uint8_t both[TF_CHUNK_RUNS];
    struct tf_chunk_notes notes;
};

/* What a chunk leaves to be counted in order. */
struct page {
    struct tf_run_counts *counts; /* [scenario] */
    uint64_t *infeasible;         /* [target] */
};

struct drawing {
    struct tf_spread *spread;
    struct tf_arena arena;
    struct hand *hands;
    struct page *pages;
    size_t page_count;
    uint64_t begin, end; /* the draws of this pass */
    bool counts;         /* the first pass over these draws */
    uint64_t told;       /* runs of passes before */
};

static size_t case_count(const struct tf_spread *spread)
{
    return spread->study->case_count;
}

static bool keeps(const struct tf_spread *spread)
{
    return spread->tallies == NULL;
}

bool tf_spread_init(struct tf_spread *spread, struct tf_diag *diag)
{
    tf_arena_init(&spread->arena);
    tf_arena_init(&spread->statistics);
    spread->draw_count = 0;
    spread->tallies = NULL;
    spread->columns = tf_arena_alloc(&spread->arena, case_count(spread), sizeof *spread->columns);
    spread->counts = tf_arena_alloc(&spread->arena, case_count(spread), sizeof *spread->counts);
    if (spread->columns == NULL || spread->counts == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < case_count(spread); i++) {
        if (!tf_run_counts_init(&spread->counts[i], &spread->study->cases[i], &spread->arena)) {
            return tf_out_of_memory(diag);
        }
    }
    return true;
}

static void free_tallies(struct tf_spread *spread)
{
    for (size_t i = 0; spread->tallies != NULL && i < spread->target_count; i++) {
        tf_tally_free(spread->tallies[i]);
        spread->tallies[i] = NULL;
    }
}

static void free_columns(struct tf_spread *spread)
{
    for (size_t i = 0; spread->columns != NULL && i < case_count(spread); i++) {
        tf_columns_release(&spread->columns[i]);
    }
}

void tf_spread_release(struct tf_spread *spread)
{
    free_tallies(spread);
    free_columns(spread);
    tf_arena_release(&spread->statistics);
    tf_arena_release(&spread->arena);
}

static struct tf_statistics_options options_of(const struct tf_spread *spread, uint64_t draws)
{
    return (struct tf_statistics_options){.run_count = draws,
                                          .replicated =
                                              spread->study->design.kind != TF_DESIGN_RANDOM,
                                          .threads = spread->threads};
}

/* --- a chunk ------------------------------------------------------------------------------------
 */

static size_t draws_in(const struct drawing *drawing, uint64_t first)
{
    uint64_t left = drawing->end - first;
    return left < TF_CHUNK_RUNS ? (size_t)left : TF_CHUNK_RUNS;
}

/* Where a scenario's values of the chunk go: straight into the columns, or into the hand's own. */
static void point_values(const struct drawing *drawing, struct hand *hand, size_t index,
                         uint64_t first)
{
    const struct tf_spread *spread = drawing->spread;
    if (!keeps(spread)) {
        return;
    }
    const struct tf_columns *columns = &spread->columns[index];
    for (size_t i = 0; i < columns->column_count; i++) {
        hand->values[index][i] = columns->values[i] + first;
    }
    hand->feasible[index] = columns->feasible + first;
}

static bool pass_on(const struct drawing *drawing, const struct hand *hand, size_t thread,
                    size_t index, uint64_t first, struct tf_diag *diag)
{
    const struct tf_spread *spread = drawing->spread;
    struct tf_drawn_chunk chunk = {.worker = hand->worker,
                                   .thread = thread,
                                   .index = index,
                                   .first = first,
                                   .count = draws_in(drawing, first),
                                   .values = hand->values[index],
                                   .notes = &hand->notes};
    return spread->pass_on == NULL || !drawing->counts ||
           spread->pass_on(spread->context, &chunk, diag);
}

/* Is a draw there in both scenarios of a difference, or in the one? */
static const uint8_t *feasible_in(const struct tf_spread_target *target, struct hand *hand,
                                  size_t count)
{
    if (target->base == SIZE_MAX) {
        return hand->feasible[target->index];
    }
    const uint8_t *a = hand->feasible[target->index], *b = hand->feasible[target->base];
    for (size_t run = 0; run < count; run++) {
        hand->both[run] = a[run] && b[run];
    }
    return hand->both;
}

/* The columns of a target in a chunk that is not kept. */
static void gather(const struct tf_spread_target *target, struct hand *hand, size_t count)
{
    for (size_t i = 0; i < target->column_count; i++) {
        const double *values = hand->values[target->index][target->measures[i]];
        hand->columns[i] = values;
        if (target->base != SIZE_MAX) {
            tf_column_difference(values, hand->values[target->base][target->base_measures[i]],
                                 count, hand->difference[i]);
            hand->columns[i] = hand->difference[i];
        }
    }
}

static void tally(const struct drawing *drawing, struct hand *hand, size_t thread, uint64_t first)
{
    const struct tf_spread *spread = drawing->spread;
    size_t count = draws_in(drawing, first);
    for (size_t i = 0; i < spread->target_count; i++) {
        const struct tf_spread_target *target = &spread->targets[i];
        gather(target, hand, count);
        tf_tally_add(spread->tallies[i], thread, first, count, hand->columns,
                     target->base == SIZE_MAX ? hand->feasible[target->index] : NULL);
    }
}

static void count_infeasible(const struct drawing *drawing, struct hand *hand, struct page *page,
                             size_t count)
{
    for (size_t i = 0; i < drawing->spread->target_count; i++) {
        const uint8_t *feasible = feasible_in(&drawing->spread->targets[i], hand, count);
        page->infeasible[i] = 0;
        for (size_t run = 0; run < count; run++) {
            page->infeasible[i] += !feasible[run];
        }
    }
}

/* The same draws in every scenario, one after the other. */
static enum tf_chunk_end draw_chunk(void *context, size_t thread, size_t slot, uint64_t chunk,
                                    struct tf_diag *diag)
{
    struct drawing *drawing = context;
    const struct tf_study *study = drawing->spread->study;
    struct hand *hand = &drawing->hands[thread];
    struct page *page = &drawing->pages[slot];
    uint64_t first = drawing->begin + chunk * TF_CHUNK_RUNS;
    size_t count = draws_in(drawing, first);
    for (size_t index = 0; index < study->case_count; index++) {
        point_values(drawing, hand, index, first);
        if (!tf_study_evaluate(hand->worker, index, first, count, hand->values[index],
                               &hand->notes)) {
            return TF_CHUNK_STOPPED;
        }
        for (size_t run = 0; run < count; run++) {
            hand->feasible[index][run] = hand->notes.failures[run].reason == TF_FEASIBLE;
        }
        tf_run_counts_clear(&page->counts[index], study->cases[index].factors.count);
        tf_run_counts_note(&page->counts[index], hand->worker, &hand->notes, count);
        if (!pass_on(drawing, hand, thread, index, first, diag)) {
            return TF_CHUNK_FAILED;
        }
    }
    count_infeasible(drawing, hand, page, count);
    if (!keeps(drawing->spread)) {
        tally(drawing, hand, thread, first);
    }
    return TF_CHUNK_DONE;
}

static bool take_chunk(void *context, size_t slot, uint64_t chunk, struct tf_diag *diag)
{
    struct drawing *drawing = context;
    struct tf_spread *spread = drawing->spread;
    const struct page *page = &drawing->pages[slot];
    (void)chunk, (void)diag;
    if (drawing->counts) {
        for (size_t i = 0; i < case_count(spread); i++) {
            tf_run_counts_add(&spread->counts[i], &page->counts[i],
                              spread->study->cases[i].factors.count);
        }
        for (size_t i = 0; i < spread->target_count; i++) {
            spread->targets[i].infeasible += page->infeasible[i];
        }
    }
    return true;
}

static void tell(void *context, uint64_t taken)
{
    const struct drawing *drawing = context;
    const struct tf_spread *spread = drawing->spread;
    uint64_t draws = taken * TF_CHUNK_RUNS, all = drawing->end - drawing->begin;
    if (spread->progress != NULL) {
        spread->progress(spread->context,
                         drawing->told + (draws < all ? draws : all) * case_count(spread));
    }
}

static bool stopped(void *context)
{
    const struct tf_study *study = ((const struct drawing *)context)->spread->study;
    return study->stopped != NULL && study->stopped(study->stop_context);
}

/* --- room ---------------------------------------------------------------------------------------
 */

static size_t widest_target(const struct tf_spread *spread)
{
    size_t widest = 0;
    for (size_t i = 0; i < spread->target_count; i++) {
        size_t count = spread->targets[i].column_count;
        widest = count > widest ? count : widest;
    }
    return widest;
}

static double **make_columns(size_t count, bool room, struct tf_arena *arena)
{
    double **columns = tf_arena_alloc(arena, count, sizeof *columns);
    for (size_t i = 0; room && columns != NULL && i < count; i++) {
        columns[i] = tf_arena_alloc_aligned(arena, TF_CHUNK_RUNS, sizeof **columns);
        if (columns[i] == NULL) {
            return NULL;
        }
    }
    return columns;
}

static bool make_hand(const struct tf_spread *spread, struct hand *hand)
{
    const struct tf_study *study = spread->study;
    struct tf_arena *arena = &hand->arena;
    size_t widest = widest_target(spread);
    hand->values = tf_arena_alloc(arena, study->case_count, sizeof *hand->values);
    hand->feasible = tf_arena_alloc(arena, study->case_count, sizeof *hand->feasible);
    hand->columns = tf_arena_alloc(arena, widest, sizeof *hand->columns);
    hand->difference = make_columns(widest, !keeps(spread), arena);
    if (hand->values == NULL || hand->feasible == NULL || hand->columns == NULL ||
        hand->difference == NULL) {
        return false;
    }
    for (size_t i = 0; i < study->case_count; i++) {
        hand->values[i] = make_columns(study->cases[i].measure_count, !keeps(spread), arena);
        hand->feasible[i] = tf_arena_alloc(arena, TF_CHUNK_RUNS, sizeof **hand->feasible);
        if (hand->values[i] == NULL || hand->feasible[i] == NULL) {
            return false;
        }
    }
    return true;
}

static bool make_hands(struct drawing *drawing, struct tf_diag *diag)
{
    const struct tf_spread *spread = drawing->spread;
    drawing->hands = tf_arena_alloc(&drawing->arena, spread->threads, sizeof *drawing->hands);
    if (drawing->hands == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < spread->threads; i++) {
        struct hand *hand = &drawing->hands[i];
        tf_arena_init(&hand->arena);
        hand->worker = tf_study_worker_new(spread->study, &hand->arena, diag);
        if (hand->worker == NULL) {
            return false;
        }
        if (!make_hand(spread, hand)) {
            return tf_out_of_memory(diag);
        }
    }
    return true;
}

static bool make_page(const struct tf_spread *spread, struct page *page, struct tf_arena *arena)
{
    page->counts = tf_arena_alloc(arena, case_count(spread), sizeof *page->counts);
    page->infeasible = tf_arena_alloc(arena, spread->target_count, sizeof *page->infeasible);
    if (page->counts == NULL || page->infeasible == NULL) {
        return false;
    }
    for (size_t i = 0; i < case_count(spread); i++) {
        if (!tf_run_counts_init(&page->counts[i], &spread->study->cases[i], arena)) {
            return false;
        }
    }
    return true;
}

static bool make_pages(struct drawing *drawing)
{
    drawing->page_count = tf_batch_slot_count(drawing->spread->threads);
    drawing->pages = tf_arena_alloc(&drawing->arena, drawing->page_count, sizeof *drawing->pages);
    for (size_t i = 0; drawing->pages != NULL && i < drawing->page_count; i++) {
        if (!make_page(drawing->spread, &drawing->pages[i], &drawing->arena)) {
            return false;
        }
    }
    return drawing->pages != NULL;
}

static void release_room(struct drawing *drawing)
{
    for (size_t i = 0; drawing->hands != NULL && i < drawing->spread->threads; i++) {
        tf_arena_release(&drawing->hands[i].arena);
    }
    tf_arena_release(&drawing->arena);
}

/* --- passes -------------------------------------------------------------------------------------
 */

/* One pass over the draws; *whole: it was not interrupted. */
static bool run_pass(struct drawing *drawing, uint64_t *draws, struct tf_diag *diag)
{
    uint64_t all = drawing->end - drawing->begin, taken;
    struct tf_batch batch = {.chunk_count = (all + TF_CHUNK_RUNS - 1) / TF_CHUNK_RUNS,
                             .threads = drawing->spread->threads,
                             .context = drawing,
                             .work = draw_chunk,
                             .take = take_chunk,
                             .progress = tell,
                             .stopped = stopped};
    bool good = tf_batch_run(&batch, &taken, diag);
    *draws = taken * TF_CHUNK_RUNS < all ? taken * TF_CHUNK_RUNS : all;
    drawing->told += all * case_count(drawing->spread);
    return good;
}

static bool fits(const struct tf_spread *spread, uint64_t draws)
{
    size_t bytes = 0;
    for (size_t i = 0; i < case_count(spread); i++) {
        size_t more = tf_columns_bytes(spread->study->cases[i].measure_count, (size_t)draws);
        if (more > spread->bytes_most - bytes) {
            return false;
        }
        bytes += more;
    }
    return true;
}

static bool make_room(struct tf_spread *spread, uint64_t draws, struct tf_diag *diag)
{
    for (size_t i = 0; i < case_count(spread); i++) {
        struct tf_columns *columns = &spread->columns[i];
        bool good = columns->run_count > 0
                        ? tf_columns_grow(columns, (size_t)draws, diag)
                        : tf_columns_init(columns, spread->study->cases[i].measure_count,
                                          (size_t)draws, diag);
        if (!good) {
            return false;
        }
    }
    return true;
}

static bool sum_up_kept(struct tf_spread *spread, struct tf_diag *diag)
{
    struct tf_statistics_options options = options_of(spread, spread->draw_count);
    struct tf_drawn *drawn = tf_arena_alloc(&spread->statistics, case_count(spread), sizeof *drawn);
    if (drawn == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < case_count(spread); i++) {
        drawn[i] = (struct tf_drawn){spread->columns[i].values, spread->columns[i].feasible};
    }
    spread->summed = tf_spread_compute(spread->targets, spread->target_count, drawn, &options,
                                       &spread->statistics, diag);
    return spread->summed;
}

static void forget_counts(struct tf_spread *spread)
{
    for (size_t i = 0; i < case_count(spread); i++) {
        tf_run_counts_clear(&spread->counts[i], spread->study->cases[i].factors.count);
    }
    for (size_t i = 0; i < spread->target_count; i++) {
        spread->targets[i].infeasible = 0;
    }
}

/* Draws what is not there yet, in columns. */
static bool draw_kept(struct drawing *drawing, struct tf_diag *diag)
{
    struct tf_spread *spread = drawing->spread;
    uint64_t draws = 0;
    drawing->counts = true;
    if (drawing->begin % TF_RUN_BLOCK != 0) { /* draws are made in whole blocks: once more, then */
        drawing->begin = 0;
        forget_counts(spread);
    }
    if (!make_room(spread, drawing->end, diag) || !make_hands(drawing, diag) ||
        !run_pass(drawing, &draws, diag)) {
        return false;
    }
    spread->draw_count = drawing->begin + draws;
    return sum_up_kept(spread, diag);
}

static bool make_tallies(struct tf_spread *spread, uint64_t draws, struct tf_diag *diag)
{
    struct tf_statistics_options options = options_of(spread, draws);
    free_columns(spread);
    free_tallies(spread);
    spread->tallies = tf_arena_alloc(&spread->arena, spread->target_count, sizeof *spread->tallies);
    if (spread->tallies == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < spread->target_count; i++) {
        const struct tf_spread_target *target = &spread->targets[i];
        spread->tallies[i] = tf_tally_new(&options, target->requests, target->column_count, diag);
        if (spread->tallies[i] == NULL) {
            return false;
        }
    }
    return true;
}

/* Shows the tallies the first chunk. */
static bool look(struct drawing *drawing, struct tf_diag *diag)
{
    const struct tf_spread *spread = drawing->spread;
    struct hand *hand = &drawing->hands[0];
    size_t count = draws_in(drawing, 0);
    for (size_t index = 0; index < case_count(spread); index++) {
        if (!tf_study_evaluate(hand->worker, index, 0, count, hand->values[index], &hand->notes)) {
            count = 0; /* interrupted: the next pass will see it as well */
        }
    }
    for (size_t i = 0; i < spread->target_count; i++) {
        gather(&spread->targets[i], hand, count);
        if (!tf_tally_look(spread->tallies[i], hand->columns, count, diag)) {
            return false;
        }
    }
    return true;
}

/* Ends the pass in every tally. */
static enum tf_pass end_pass(struct tf_spread *spread, struct tf_diag *diag)
{
    enum tf_pass all = TF_PASS_DONE;
    for (size_t i = 0; i < spread->target_count; i++) {
        enum tf_pass one = tf_tally_end_pass(spread->tallies[i], diag);
        if (one == TF_PASS_FAILED) {
            return TF_PASS_FAILED;
        }
        all = one == TF_PASS_AGAIN ? TF_PASS_AGAIN : all;
    }
    return all;
}

static bool sum_up_tallies(struct tf_spread *spread, struct tf_diag *diag)
{
    for (size_t i = 0; i < spread->target_count; i++) {
        struct tf_spread_target *target = &spread->targets[i];
        target->statistics =
            tf_arena_alloc(&spread->statistics, target->column_count, sizeof *target->statistics);
        if (target->statistics == NULL) {
            return tf_out_of_memory(diag);
        }
        for (size_t column = 0; column < target->column_count; column++) {
            target->statistics[column] = *tf_tally_result(spread->tallies[i], column);
        }
    }
    spread->summed = true;
    return true;
}

/* Draws everything, as often as the tallies ask for it. */
static bool draw_again(struct drawing *drawing, struct tf_diag *diag)
{
    struct tf_spread *spread = drawing->spread;
    enum tf_pass pass;
    drawing->begin = 0;
    drawing->counts = true;
    forget_counts(spread);
    if (!make_tallies(spread, drawing->end, diag) || !make_hands(drawing, diag) ||
        !look(drawing, diag)) {
        return false;
    }
    do {
        if (!run_pass(drawing, &spread->draw_count, diag)) {
            return false;
        }
        if (spread->draw_count < drawing->end) {
            return true; /* interrupted: nothing can be said */
        }
        drawing->counts = false;
        pass = end_pass(spread, diag);
    } while (pass == TF_PASS_AGAIN);
    return pass == TF_PASS_DONE && sum_up_tallies(spread, diag);
}

bool tf_spread_draw(struct tf_spread *spread, uint64_t draw_count, struct tf_diag *diag)
{
    struct drawing drawing = {.spread = spread, .begin = spread->draw_count, .end = draw_count};
    tf_arena_init(&drawing.arena);
    tf_arena_release(&spread->statistics);
    spread->summed = false;
    bool kept = keeps(spread) && fits(spread, draw_count);
    bool good = make_pages(&drawing)
                    ? (kept ? draw_kept(&drawing, diag) : draw_again(&drawing, diag))
                    : tf_out_of_memory(diag);
    release_room(&drawing);
    return good;
}
