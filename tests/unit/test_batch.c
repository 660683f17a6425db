/* Batches: every chunk once and in order, whatever the threads; and what is left when a function
 * fails or the work is stopped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/batch.h"

enum { CHUNKS = 500, SLOTS_MOST = 64, THREADS_MOST = 7 };

struct work {
    uint64_t slots[SLOTS_MOST]; /* what the chunk left there */
    atomic_int busy[SLOTS_MOST], workers[THREADS_MOST];
    atomic_uint_fast64_t done;
    atomic_bool stop, overlaps;
    uint64_t next; /* the chunk to take next */
    uint64_t sum;
    uint64_t stop_at, stop_in, fail_at, refuse_at; /* chunks; UINT64_MAX: never */
    uint64_t told;                                 /* of progress */
    uint64_t furthest; /* how far the work was ahead of the taking, at most */
};

static void prepare(struct work *work)
{
    memset(work, 0, sizeof *work);
    work->stop_at = work->stop_in = work->fail_at = work->refuse_at = UINT64_MAX;
}

static enum tf_chunk_end do_chunk(void *context, size_t worker, size_t slot, uint64_t chunk,
                                  struct tf_diag *diag)
{
    struct work *work = context;
    if (atomic_fetch_add(&work->busy[slot], 1) != 0 ||
        atomic_fetch_add(&work->workers[worker], 1) != 0) {
        atomic_store(&work->overlaps, true);
    }
    volatile uint64_t value = chunk;
    for (unsigned i = 0; i < 200 * (chunk % 7); i++) { /* of unequal length */
        value = value * 3 + 1;
    }
    work->slots[slot] = chunk * chunk;
    atomic_fetch_sub(&work->workers[worker], 1);
    if (chunk == work->fail_at) {
        tf_fail(diag, TF_ENVIRONMENT, NULL, "chunk %d fails", (int)chunk);
        return TF_CHUNK_FAILED;
    }
    if (chunk >= work->stop_in) {
        atomic_store(&work->stop, true);
        return TF_CHUNK_STOPPED;
    }
    atomic_fetch_add(&work->done, 1);
    return TF_CHUNK_DONE;
}

static bool take_chunk(void *context, size_t slot, uint64_t chunk, struct tf_diag *diag)
{
    struct work *work = context;
    assert_int_equal(chunk, work->next);
    assert_int_equal(work->slots[slot], chunk * chunk);
    if (chunk == work->refuse_at) {
        return tf_fail(diag, TF_ENVIRONMENT, NULL, "chunk %d is refused", (int)chunk);
    }
    uint64_t ahead = atomic_load(&work->done) - chunk;
    work->furthest = ahead > work->furthest ? ahead : work->furthest;
    work->sum += work->slots[slot];
    work->next++;
    atomic_fetch_sub(&work->busy[slot], 1);
    if (chunk == work->stop_at) {
        atomic_store(&work->stop, true);
    }
    return true;
}

static void note_progress(void *context, uint64_t taken)
{
    struct work *work = context;
    assert_true(taken >= work->told);
    work->told = taken;
}

static bool is_stopped(void *context)
{
    struct work *work = context;
    return atomic_load(&work->stop);
}

static bool run(struct work *work, size_t threads, uint64_t first, uint64_t *taken,
                struct tf_diag *diag)
{
    struct tf_batch batch = {.first_chunk = first,
                             .chunk_count = CHUNKS,
                             .threads = threads,
                             .context = work,
                             .work = do_chunk,
                             .take = take_chunk,
                             .progress = note_progress,
                             .stopped = is_stopped};
    tf_diag_init(diag);
    work->next = first;
    return tf_batch_run(&batch, taken, diag);
}

static const size_t thread_counts[] = {1, 2, 7};
enum { THREAD_COUNTS = sizeof thread_counts / sizeof *thread_counts };

static void every_chunk_is_taken_once_and_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < THREAD_COUNTS; i++) {
        struct work work;
        struct tf_diag diag;
        uint64_t taken;
        prepare(&work);
        assert_true(run(&work, thread_counts[i], 1000, &taken, &diag));
        assert_int_equal(taken, CHUNKS);
        uint64_t sum = 0;
        for (uint64_t chunk = 1000; chunk < 1000 + CHUNKS; chunk++) {
            sum += chunk * chunk;
        }
        assert_int_equal(work.sum, sum);
        assert_int_equal(work.told, CHUNKS);
        assert_false(atomic_load(&work.overlaps));
        tf_diag_release(&diag);
    }
}

static void no_more_wait_than_there_are_slots(void **state)
{
    (void)state;
    struct work work;
    struct tf_diag diag;
    uint64_t taken;
    prepare(&work);
    assert_true(run(&work, 2, 0, &taken, &diag));
    assert_true(work.furthest <= tf_batch_slot_count(2));
    assert_true(tf_batch_slot_count(7) <= SLOTS_MOST);
    tf_diag_release(&diag);
}

static void what_comes_before_a_failure_is_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < THREAD_COUNTS; i++) {
        struct work work;
        struct tf_diag diag;
        uint64_t taken;
        prepare(&work);
        work.fail_at = 77;
        assert_false(run(&work, thread_counts[i], 0, &taken, &diag));
        assert_int_equal(work.next, 77);
        assert_int_equal(diag.errors, 1);
        assert_string_equal(diag.messages[0].text, "chunk 77 fails");
        tf_diag_release(&diag);
        prepare(&work);
        work.refuse_at = 99;
        assert_false(run(&work, thread_counts[i], 0, &taken, &diag));
        assert_int_equal(work.next, 99);
        assert_string_equal(diag.messages[0].text, "chunk 99 is refused");
        tf_diag_release(&diag);
    }
}

static void a_stop_leaves_a_complete_prefix(void **state)
{
    (void)state;
    for (size_t i = 0; i < THREAD_COUNTS; i++) {
        struct work work;
        struct tf_diag diag;
        uint64_t taken;
        prepare(&work);
        work.stop_at = 50;
        assert_true(run(&work, thread_counts[i], 0, &taken, &diag));
        assert_int_equal(work.next, taken);
        assert_true(taken > 50 && taken <= 51 + tf_batch_slot_count(thread_counts[i]));
        tf_diag_release(&diag);
        prepare(&work);
        work.stop_in = 60;
        assert_true(run(&work, thread_counts[i], 0, &taken, &diag));
        assert_int_equal(work.next, taken);
        assert_int_equal(taken, 60);
        tf_diag_release(&diag);
    }
}

static void there_is_a_processor(void **state)
{
    (void)state;
    assert_true(tf_processor_count() >= 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_chunk_is_taken_once_and_in_order),
        cmocka_unit_test(no_more_wait_than_there_are_slots),
        cmocka_unit_test(what_comes_before_a_failure_is_taken),
        cmocka_unit_test(a_stop_leaves_a_complete_prefix),
        cmocka_unit_test(there_is_a_processor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
