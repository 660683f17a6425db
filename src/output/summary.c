#include "output/summary.h"
bool tf_summary_write(const struct tf_summary *summary, struct tf_arena *arena,
                      struct tf_buffer *out)
{
    (void)summary;
    (void)arena;
    (void)out;
    return true;
}
