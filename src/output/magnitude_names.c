/* magnitude_names: parameters, metrics and members in words, as they stand inside a sentence. A
 * third language is one more column. */
#include <string.h>

#include "engine/metrics.h"
#include "output/magnitude.h"
#include "scenario/parameters.h"

static const char *const factors[TF_PARAMETER_COUNT][TF_LANGUAGES] = {
    [TF_POPULATION] = {"population", "人口"},
    [TF_GROUP_SHARE] = {"group's share of people", "组人口比重"},
    [TF_INCOME] = {"base-year income", "基年收入"},
    [TF_SOURCE_SHARE] = {"share of income from the source", "来源占收入比重"},
    [TF_CONSUMPTION_RATE] = {"consumption rate", "消费率"},
    [TF_WEALTH_RATIO] = {"wealth-to-income ratio", "财富收入比"},
    [TF_DISPERSION] = {"dispersion within groups", "组内离散度"},
    [TF_INCOME_COVERAGE] = {"coverage of income", "收入覆盖率"},
    [TF_CONSUMPTION_COVERAGE] = {"coverage of consumption", "消费覆盖率"},
    [TF_GDP_PER_PERSON] = {"GDP per person", "人均GDP"},
    [TF_GROWTH] = {"income growth", "收入增长率"},
    [TF_GDP_GROWTH] = {"GDP growth", "GDP增长率"},
    [TF_POPULATION_GROWTH] = {"population growth", "人口增长率"},
    [TF_URBANISATION] = {"urbanisation rate", "城镇化率"},
    [TF_MIGRATION_ORIGIN] = {"readiness to migrate", "迁出倾向"},
    [TF_MIGRATION_DESTINATION] = {"draw on migrants", "迁入吸引力"},
    [TF_MIGRATION_UPLIFT] = {"income gap closed on moving", "迁移弥合的收入差距"},
    [TF_MIGRATION_OUTPUT] = {"output gain of migration", "迁移的产出收益"},
    [TF_TFP_GROWTH] = {"TFP growth", "全要素生产率增速"},
    [TF_CAPITAL_SHARE] = {"capital share", "资本份额"},
    [TF_CAPITAL_OUTPUT_RATIO] = {"capital-output ratio", "资本产出比"},
    [TF_DEPRECIATION] = {"depreciation rate", "折旧率"},
    [TF_INVESTMENT_RATE] = {"investment rate", "投资率"},
    [TF_INVESTMENT_EFFICIENCY] = {"efficiency of investment", "投资效率"},
    [TF_LABOUR_GROWTH] = {"labour growth", "劳动增长率"},
    [TF_HUMAN_CAPITAL_GROWTH] = {"human capital growth", "人力资本增长率"},
    [TF_SHARE_SHIFT] = {"rise in household share of GDP", "居民收入占GDP比重升幅"},
    [TF_HOUSEHOLD_SHARE] = {"household share of GDP", "居民收入占GDP比重"},
    [TF_SHIFT_FROM_INVESTMENT] = {"part of the shift paid by investment", "由投资承担的转移份额"},
    [TF_SHIFT_FROM_BUDGET] = {"part of the shift paid by debt", "由债务承担的转移份额"},
    [TF_PROPERTY_YIELD] = {"property yield", "财产收益率"},
    [TF_WEALTH_RETURN] = {"return on wealth", "财富回报率"},
    [TF_HABIT] = {"consumption habit", "消费惯性"},
    [TF_WEALTH_EFFECT] = {"wealth effect", "财富效应"},
    [TF_TRANSFER_MPC] = {"consumption out of transfers", "转移收入消费倾向"},
    [TF_SAFETY_NET_EFFECT] = {"safety-net effect", "社会保障效应"},
    [TF_TRANSFER_POLICY] = {"added transfers", "新增转移支付占GDP比重"},
    [TF_TRANSFER_WEIGHT] = {"weight in transfers", "转移支付权重"},
    [TF_TRANSFER_FROM_INVESTMENT] = {"transfers paid by investment", "由投资承担的转移支付"},
    [TF_TRANSFER_FROM_LEVY] = {"transfers paid by a levy", "由征收承担的转移支付"},
    [TF_DEBT_RATIO] = {"public debt", "公共债务率"},
    [TF_DEBT_INTEREST] = {"interest on public debt", "公共债务利率"},
    [TF_PRIMARY_BALANCE] = {"primary balance", "基本财政余额"},
    [TF_INFLATION] = {"inflation", "通货膨胀率"},
    [TF_DEFLATOR_GROWTH] = {"GDP deflator growth", "GDP平减指数增速"},
    [TF_OUTPUT_SHOCK_SD] = {"size of output shocks", "产出冲击幅度"},
    [TF_PRICE_SHOCK_SD] = {"size of price shocks", "价格冲击幅度"},
    [TF_RETURN_SHOCK_SD] = {"size of return shocks", "回报冲击幅度"},
    [TF_OUTPUT_SHOCK_AR] = {"persistence of output shocks", "产出冲击持续性"},
    [TF_PRICE_SHOCK_AR] = {"persistence of price shocks", "价格冲击持续性"},
    [TF_RETURN_SHOCK_AR] = {"persistence of return shocks", "回报冲击持续性"},
    [TF_TARGET_MULTIPLE] = {"target multiple", "目标倍数"},
    [TF_POVERTY_LINE] = {"poverty line", "贫困线"},
    [TF_MIDDLE_LOW] = {"lower middle-class line", "中等收入下限"},
    [TF_MIDDLE_HIGH] = {"upper middle-class line", "中等收入上限"},
    [TF_RELATIVE_LINE] = {"relative poverty line", "相对贫困线"},
};

static const char *const metrics[TF_METRIC_COUNT][TF_LANGUAGES] = {
    [TF_METRIC_INCOME] = {"income per person", "人均收入"},
    [TF_METRIC_INCOME_NOMINAL] = {"income per person, current prices", "人均名义收入"},
    [TF_METRIC_INCOME_INDEX] = {"income as a multiple of the base year", "收入为基年的倍数"},
    [TF_METRIC_CONSUMPTION] = {"consumption per person", "人均消费"},
    [TF_METRIC_SAVING] = {"saving per person", "人均储蓄"},
    [TF_METRIC_SAVING_RATE] = {"saving rate", "储蓄率"},
    [TF_METRIC_WEALTH] = {"wealth per person", "人均财富"},
    [TF_METRIC_POPULATION] = {"population, million", "人口（百万）"},
    [TF_METRIC_GINI] = {"Gini coefficient", "基尼系数"},
    [TF_METRIC_THEIL] = {"Theil index", "泰尔指数"},
    [TF_METRIC_MEDIAN] = {"median income", "收入中位数"},
    [TF_METRIC_P10] = {"10th percentile of income", "收入第10百分位"},
    [TF_METRIC_P90] = {"90th percentile of income", "收入第90百分位"},
    [TF_METRIC_PALMA] = {"Palma ratio", "帕尔马比值"},
    [TF_METRIC_POVERTY_RATE] = {"poverty rate", "贫困率"},
    [TF_METRIC_RELATIVE_POVERTY] = {"relative poverty rate", "相对贫困率"},
    [TF_METRIC_BELOW_MIDDLE] = {"share below the middle class", "低于中等收入者比重"},
    [TF_METRIC_MIDDLE_SHARE] = {"middle-class share", "中等收入者比重"},
    [TF_METRIC_ABOVE_MIDDLE] = {"share above the middle class", "高于中等收入者比重"},
    [TF_METRIC_QUINTILE] = {"mean income of a fifth", "五等分组平均收入"},
    [TF_METRIC_PERCENTILE] = {"percentile of income", "收入百分位"},
    [TF_METRIC_LORENZ] = {"Lorenz curve", "洛伦兹曲线"},
    [TF_METRIC_DENSITY] = {"density of log income", "对数收入密度"},
    [TF_METRIC_INCIDENCE] = {"growth of a percentile", "百分位收入增速"},
    [TF_METRIC_URBAN_SHARE] = {"urban share of people", "城镇人口比重"},
    [TF_METRIC_URBAN_RURAL_RATIO] = {"urban over rural income", "城乡收入比"},
    [TF_METRIC_PRICE_LEVEL] = {"price level", "价格水平"},
    [TF_METRIC_GDP_PER_PERSON] = {"GDP per person", "人均GDP"},
    [TF_METRIC_GDP_GROWTH] = {"GDP growth", "GDP增长率"},
    [TF_METRIC_HOUSEHOLD_SHARE] = {"household share of GDP", "居民收入占GDP比重"},
    [TF_METRIC_CONSUMPTION_SHARE] = {"consumption share of GDP", "居民消费占GDP比重"},
    [TF_METRIC_INVESTMENT_SHARE] = {"investment share of GDP", "投资占GDP比重"},
    [TF_METRIC_REST_SHARE] = {"rest of GDP", "GDP其余部分"},
    [TF_METRIC_LEVY_RATE] = {"levy rate", "征收率"},
    [TF_METRIC_DEBT_RATIO] = {"public debt over GDP", "公共债务占GDP比重"},
    [TF_METRIC_TRANSFER_COST] = {"cost of transfers over GDP", "转移支付占GDP比重"},
    [TF_METRIC_MULTIPLE] = {"income at the horizon as a multiple of the base year",
                            "期末收入为基年的倍数"},
    [TF_METRIC_DOUBLING_YEAR] = {"year in which income reaches the target", "收入达标年份"},
    [TF_METRIC_MEAN_GROWTH] = {"mean growth of income a year", "收入年均增速"},
    [TF_METRIC_REQUIRED_GROWTH] = {"growth a year that the target requires", "达标所需年均增速"},
};

/* Names that occur in every scenario unless it declares others, and the shocks of a sensitivity. */
static const struct {
    const char *name, *words[TF_LANGUAGES];
} members[] =
    {
        {"urban", {"urban", "城镇"}},
        {"rural", {"rural", "农村"}},
        {"wage", {"wages", "工资"}},
        {"business", {"business income", "经营收入"}},
        {"property", {"property income", "财产收入"}},
        {"transfer", {"transfers", "转移收入"}},
},
  shocks[] = {
      {"output_shock", {"output shocks", "产出冲击"}},
      {"price_shock", {"price shocks", "价格冲击"}},
      {"return_shock", {"return shocks", "回报冲击"}},
};

const char *tf_factor_words(const char *parameter, enum tf_language language)
{
    const struct tf_parameter *found = tf_parameter_find(parameter);
    if (found != NULL) {
        return factors[tf_parameter_identity(found)][language];
    }
    for (size_t i = 0; i < sizeof shocks / sizeof *shocks; i++) {
        if (strcmp(shocks[i].name, parameter) == 0) {
            return shocks[i].words[language];
        }
    }
    return NULL;
}

const char *tf_metric_words(const char *metric, enum tf_language language)
{
    for (size_t i = 0; i < TF_METRIC_COUNT; i++) {
        if (strcmp(tf_metrics[i].name, metric) == 0) {
            return metrics[i][language];
        }
    }
    return NULL;
}

const char *tf_member_words(const char *member, enum tf_language language)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        if (strcmp(members[i].name, member) == 0) {
            return members[i].words[language];
        }
    }
    return member;
}
