#include "experiment/factor_group.h"

#include <stdint.h>
#include <string.h>

bool tf_factor_group_has(const struct tf_factor_group *group, const struct tf_factor *factor)
{
    return group->factor != SIZE_MAX && strcmp(group->name, factor->address) == 0;
}

static bool is_known(const struct tf_factor_groups *groups, const struct tf_factor *factor)
{
    for (size_t i = 0; i < groups->count; i++) {
        if (tf_factor_group_has(&groups->items[i], factor)) {
            return true;
        }
    }
    return false;
}

bool tf_factor_groups_init(struct tf_factor_groups *groups, const struct tf_case *item,
                           struct tf_arena *arena, struct tf_diag *diag)
{
    *groups = (struct tf_factor_groups){0};
    groups->items =
        tf_arena_alloc(arena, item->factors.count + TF_SHOCK_COUNT, sizeof *groups->items);
    if (groups->items == NULL) {
        return tf_out_of_memory(diag);
    }
    for (size_t i = 0; i < item->factors.count; i++) {
        const struct tf_factor *factor = &item->factors.items[i];
        if (!is_known(groups, factor)) {
            groups->items[groups->count++] = (struct tf_factor_group){factor->address, i};
        }
    }
    groups->factor_count = groups->count;
    for (size_t shock = 0; shock < TF_SHOCK_COUNT; shock++) {
        if (item->shocks[shock]) {
            groups->items[groups->count++] =
                (struct tf_factor_group){tf_shock_names[shock], SIZE_MAX};
        }
    }
    return true;
}
