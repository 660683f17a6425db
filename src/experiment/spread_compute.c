/* Statistics of draws that are kept: of scenarios, and of differences a few columns at a time. */
#include "experiment/spread.h"

enum { DIFFERENCES_AT_ONCE = 8 };

static bool compute_plain(struct tf_spread_target *target, const struct tf_drawn *drawn,
                          const struct tf_statistics_options *options, struct tf_arena *arena,
                          struct tf_diag *diag)
{
    const double **columns = tf_arena_alloc(arena, target->column_count, sizeof *columns);
    if (columns == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < target->column_count; i++) {
        columns[i] = drawn[target->index].values[target->measures[i]];
    }
    return tf_statistics_compute(options, target->requests, target->column_count, columns,
                                 drawn[target->index].feasible, arena, target->statistics, diag);
}

/* The differences from column `first` on, as many as there is room for. */
static bool compute_some(struct tf_spread_target *target, const struct tf_drawn *drawn,
                         const struct tf_statistics_options *options, size_t first,
                         const struct tf_columns *room, struct tf_arena *arena,
                         struct tf_diag *diag)
{
    const double *columns[DIFFERENCES_AT_ONCE];
    size_t left = target->column_count - first;
    size_t count = left < DIFFERENCES_AT_ONCE ? left : DIFFERENCES_AT_ONCE;
    for (size_t i = 0; i < count; i++) {
        tf_column_difference(drawn[target->index].values[target->measures[first + i]],
                             drawn[target->base].values[target->base_measures[first + i]],
                             (size_t)options->run_count, room->values[i]);
        columns[i] = room->values[i];
    }
    return tf_statistics_compute(options, target->requests + first, count, columns, NULL, arena,
                                 target->statistics + first, diag);
}

static bool compute_differences(struct tf_spread_target *target, const struct tf_drawn *drawn,
                                const struct tf_statistics_options *options, struct tf_arena *arena,
                                struct tf_diag *diag)
{
    struct tf_columns room;
    bool good = tf_columns_init(&room, DIFFERENCES_AT_ONCE, (size_t)options->run_count, diag);
    for (size_t first = 0; good && first < target->column_count; first += DIFFERENCES_AT_ONCE) {
        good = compute_some(target, drawn, options, first, &room, arena, diag);
    }
    tf_columns_release(&room);
    return good;
}

static uint64_t count_infeasible(const struct tf_spread_target *target,
                                 const struct tf_drawn *drawn, uint64_t run_count)
{
    const uint8_t *feasible = drawn[target->index].feasible;
    const uint8_t *base = target->base == SIZE_MAX ? feasible : drawn[target->base].feasible;
    uint64_t count = 0;
    for (uint64_t run = 0; run < run_count; run++) {
        count += !(feasible[run] && base[run]);
    }
    return count;
}

bool tf_spread_compute(struct tf_spread_target *targets, size_t target_count,
                       const struct tf_drawn *drawn, const struct tf_statistics_options *options,
                       struct tf_arena *arena, struct tf_diag *diag)
{
    for (size_t i = 0; i < target_count; i++) {
        struct tf_spread_target *target = &targets[i];
        target->statistics =
            tf_arena_alloc(arena, target->column_count, sizeof *target->statistics);
        if (target->statistics == NULL) {
            return tf_out_of_memory(diag);
        }
        target->infeasible = count_infeasible(target, drawn, options->run_count);
        bool good = target->base == SIZE_MAX
                        ? compute_plain(target, drawn, options, arena, diag)
                        : compute_differences(target, drawn, options, arena, diag);
        if (!good) {
            return false;
        }
    }
    return true;
}
