#include "cli/shard.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

static const long SHARDS_MOST = 1000000;

/* A whole number from an environment variable; false when it is not set or none. */
static bool from_environment(const char *name, long *number)
{
    const char *text = getenv(name);
    return text != NULL && tf_whole_parse(text, strlen(text), 1L << 40, number);
}

static bool refuse_slurm(struct tf_diag *diag)
{
    return tf_fail(diag, TF_BAD_INPUT, NULL,
                   "--shard auto needs an array of evenly spaced tasks, sbatch --array=1-N; "
                   "SLURM_ARRAY_TASK_MIN, _MAX, _STEP and _COUNT say something else");
}

static bool from_slurm(struct tf_shard *shard, struct tf_diag *diag)
{
    long id, least, most, step = 1, count;
    from_environment("SLURM_ARRAY_TASK_STEP", &step);
    if (!from_environment("SLURM_ARRAY_TASK_ID", &id) ||
        !from_environment("SLURM_ARRAY_TASK_MIN", &least) ||
        !from_environment("SLURM_ARRAY_TASK_MAX", &most) || step < 1 || id < least || id > most ||
        (id - least) % step != 0 || (most - least) % step != 0) {
        return refuse_slurm(diag);
    }
    long of = (most - least) / step + 1;
    if (from_environment("SLURM_ARRAY_TASK_COUNT", &count) && count != of) {
        return refuse_slurm(diag);
    }
    *shard = (struct tf_shard){(uint64_t)((id - least) / step + 1), (uint64_t)of};
    return true;
}

static bool from_kubernetes(struct tf_shard *shard, struct tf_diag *diag)
{
    long index, count;
    if (!from_environment("JOB_COMPLETION_INDEX", &index) ||
        !(from_environment("TWOFOLD_SHARDS", &count) ||
          from_environment("JOB_COMPLETIONS", &count)) ||
        count < 1 || index >= count) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "--shard auto needs, beside JOB_COMPLETION_INDEX, the number of completions "
                       "in TWOFOLD_SHARDS or JOB_COMPLETIONS, and above the index");
    }
    *shard = (struct tf_shard){(uint64_t)index + 1, (uint64_t)count};
    return true;
}

static bool automatic(struct tf_shard *shard, struct tf_diag *diag)
{
    if (getenv("SLURM_ARRAY_TASK_ID") != NULL) {
        return from_slurm(shard, diag);
    }
    if (getenv("JOB_COMPLETION_INDEX") != NULL) {
        return from_kubernetes(shard, diag);
    }
    return tf_fail(diag, TF_BAD_INPUT, NULL,
                   "--shard auto finds neither SLURM_ARRAY_TASK_ID (a Slurm array) nor "
                   "JOB_COMPLETION_INDEX (an indexed Kubernetes job); write --shard K/N");
}

bool tf_shard_parse(const char *text, struct tf_shard *shard, struct tf_diag *diag)
{
    long number, of;
    *shard = (struct tf_shard){1, 1};
    if (text == NULL) {
        return true;
    }
    if (strcmp(text, "auto") == 0) {
        return automatic(shard, diag);
    }
    size_t length = strcspn(text, "/");
    if (text[length] != '/' || !tf_whole_parse(text, length, SHARDS_MOST, &number) ||
        !tf_whole_parse(text + length + 1, strlen(text + length + 1), SHARDS_MOST, &of) ||
        number < 1 || number > of) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "`--shard` takes K/N, the K-th of N parts with K from 1 to N, or auto, not "
                       "`%s`",
                       text);
    }
    *shard = (struct tf_shard){(uint64_t)number, (uint64_t)of};
    return true;
}

/* The first chunk of a part; whole numbers all the way, so that parts meet without a gap. */
static uint64_t first_chunk(uint64_t number, uint64_t of, uint64_t chunks)
{
    uint64_t each = chunks / of, rest = chunks % of;
    uint64_t before = number - 1;
    return before * each + (before < rest ? before : rest);
}

void tf_shard_rows(struct tf_shard shard, uint64_t row_count, uint64_t chunk, uint64_t *first,
                   uint64_t *count)
{
    uint64_t chunks = row_count / chunk + (row_count % chunk > 0);
    uint64_t begin = first_chunk(shard.number, shard.of, chunks) * chunk;
    uint64_t end = first_chunk(shard.number + 1, shard.of, chunks) * chunk;
    *first = begin < row_count ? begin : row_count;
    *count = (end < row_count ? end : row_count) - *first;
}

const char *tf_shard_name(struct tf_shard shard, const char *name, struct tf_arena *arena)
{
    struct tf_buffer out;
    const char *sign;
    if (name == NULL) {
        return NULL;
    }
    tf_buffer_init(&out);
    while ((sign = strstr(name, "%K")) != NULL) {
        tf_buffer_append(&out, name, (size_t)(sign - name));
        tf_buffer_printf(&out, "%" PRIu64, shard.number);
        name = sign + 2;
    }
    tf_buffer_text(&out, name);
    const char *copy =
        out.failed ? NULL : tf_arena_strdup(arena, out.bytes != NULL ? out.bytes : "");
    tf_buffer_release(&out);
    return copy;
}
