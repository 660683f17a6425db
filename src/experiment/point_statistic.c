#include "experiment/point_statistic.h"

#include <string.h>

#include "base/num.h"

static bool parse_quantile(const char *name, double *probability)
{
    struct tf_number number;
    bool good = name[0] == 'p' &&
                tf_number_parse(name + 1, strlen(name + 1), '.', true, &number) == TF_NUMBER_OK;
    if (!good || number.percent || number.value < 0 || number.value > 1) {
        return false;
    }
    *probability = number.value;
    return true;
}

bool tf_point_statistic_parse(const char *name, struct tf_point_statistic *statistic)
{
    static const struct {
        const char *name;
        enum tf_point_statistic_kind kind;
    } known[] = {{"mean", TF_POINT_MEAN},
                 {"sd", TF_POINT_SD},
                 {"p_target", TF_POINT_SHARE},
                 {"n", TF_POINT_DRAWS},
                 {"infeasible", TF_POINT_INFEASIBLE},
                 {"clipped", TF_POINT_CLIPPED}};
    *statistic = (struct tf_point_statistic){.kind = TF_POINT_QUANTILE};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(name, known[i].name) == 0) {
            statistic->kind = known[i].kind;
            return true;
        }
    }
    return parse_quantile(name, &statistic->probability);
}

bool tf_metric_has_target(enum tf_metric_id id)
{
    return id == TF_METRIC_INCOME_INDEX || id == TF_METRIC_MULTIPLE ||
           id == TF_METRIC_DOUBLING_YEAR;
}

void tf_target_share(const struct tf_measure *measure, int last_year, struct tf_measure *doubling,
                     struct tf_share *share)
{
    *share = tf_share_reached_by(measure->year == TF_NO_YEAR ? last_year : measure->year);
    *doubling = *measure;
    doubling->metric = TF_METRIC_DOUBLING_YEAR;
    doubling->year = TF_NO_YEAR;
}
