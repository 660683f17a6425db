#include "experiment/index.h"

const char *tf_index_name(enum tf_index_kind kind)
{
    static const char *const names[TF_INDEX_KIND_COUNT] = {
        [TF_INDEX_FIRST] = "S1",        [TF_INDEX_TOTAL] = "ST",        [TF_INDEX_SECOND] = "S2",
        [TF_INDEX_MU] = "mu",           [TF_INDEX_MU_STAR] = "mu_star", [TF_INDEX_SIGMA] = "sigma",
        [TF_INDEX_SHAPLEY] = "shapley", [TF_INDEX_LOW] = "low",         [TF_INDEX_HIGH] = "high",
    };
    return names[kind];
}
