/* shard: which part of a study this process computes. */
#ifndef TF_CLI_SHARD_H
#define TF_CLI_SHARD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"

/* The whole is part 1 of 1. */
struct tf_shard {
    uint64_t number, of; /* 1 … of */
};

/* Parses `K/N`, or `auto`: from Slurm's SLURM_ARRAY_TASK_ID with _MIN, _MAX, _STEP, or from
 * Kubernetes' JOB_COMPLETION_INDEX with JOB_COMPLETIONS or TWOFOLD_SHARDS. NULL: the whole.
 * TF_BAD_INPUT for anything else. */
bool tf_shard_parse(const char *text, struct tf_shard *shard, struct tf_diag *diag);

/* The shard's rows of a scenario: contiguous, cut at multiples of `chunk`. */
void tf_shard_rows(struct tf_shard shard, uint64_t row_count, uint64_t chunk, uint64_t *first,
                   uint64_t *count);

/* The name with `%K` replaced by the shard's number, from the arena; NULL without memory, or for
 * NULL. */
const char *tf_shard_name(struct tf_shard shard, const char *name, struct tf_arena *arena);

#endif
