#include "output/words.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/num.h"

/* Events in the target's words: {1} the multiple, {2} the base year, {3} a year. Titles take an
 * event as {1} and put it where their language wants it. */
static const char *const table[TF_PHRASES][TF_LANGUAGES] = {
    [TF_PHRASE_DOUBLES] = {"doubles", "翻番"},
    [TF_PHRASE_REACHES] = {"reaches {1} times its {2} level", "达到{2}年的{1}倍"},
    [TF_PHRASE_SCENARIO_DOUBLES] = {"doubles income", "实现收入翻番"},
    [TF_PHRASE_SCENARIO_REACHES] = {"lifts income to {1} times its {2} level",
                                    "使收入达到{2}年的{1}倍"},
    [TF_PHRASE_TARGET_DOUBLE] = {"Target: twice the {2} level", "目标：{2}年的两倍"},
    [TF_PHRASE_TARGET_OTHER] = {"Target: {1} times the {2} level", "目标：{2}年的{1}倍"},
    [TF_PHRASE_DOUBLES_IN] = {"Doubles in {3}", "{3}年翻番"},
    [TF_PHRASE_REACHES_IN] = {"Reaches ×{1} in {3}", "{3}年达到{1}倍"},
    [TF_PHRASE_END_DOUBLES_IN] = {"{1}, doubles in {2}", "{1}，{2}年翻番"},
    [TF_PHRASE_END_REACHES_IN] = {"{1}, target in {2}", "{1}，{2}年达标"},
    [TF_PHRASE_END_NEVER_DOUBLE] = {"{1}, does not double", "{1}，不会翻番"},
    [TF_PHRASE_END_NEVER_OTHER] = {"{1}, misses the target", "{1}，不会达标"},
    [TF_PHRASE_END_BY] = {"{1} in {2}", "{2}年为{1}"},

    [TF_PHRASE_PATHS_ONE_REACHES] = {"Income {1} in {2}", "收入将于{2}年{1}"},
    [TF_PHRASE_PATHS_ONE_NEARLY] = {"Income comes close to its target by {2}, at {3}",
                                    "到{2}年收入接近目标，为{3}"},
    [TF_PHRASE_PATHS_ONE_GROWS] = {"Income grows to {3} by {2}, short of its target",
                                   "到{2}年收入增至{3}，未达目标"},
    [TF_PHRASE_PATHS_ONE_FALLS] = {"Income falls by {2}, to {3}", "到{2}年收入下降，为{3}"},
    [TF_PHRASE_PATHS_ALL] = {"Income {1} by {2} in every scenario", "各情景下收入均在{2}年前{1}"},
    [TF_PHRASE_PATHS_NONE] = {"No scenario {1} by {2}", "没有情景能在{2}年前{1}"},
    [TF_PHRASE_PATHS_ONLY] = {"Only “{3}” {1} by {2}", "只有“{3}”情景能在{2}年前{1}"},
    [TF_PHRASE_PATHS_SOME] = {"Income {1} by {2} in {3} of {4} scenarios",
                              "{4}个情景中有{3}个收入在{2}年前{1}"},
    [TF_PHRASE_PATHS_ALL_FALL] = {"Income falls by {2} in every scenario",
                                  "各情景下收入到{2}年均下降"},
    [TF_PHRASE_PATHS_SUBTITLE] = {"Real per-capita disposable income, index, {1} = 100",
                                  "人均可支配收入实际指数，{1}年＝100"},
    [TF_PHRASE_PATHS_OUTSIDE] = {"The target, {1} times the {2} level, lies outside the chart.",
                                 "目标（{2}年的{1}倍）在图示范围之外。"},

    [TF_PHRASE_GROUPS_ALL] = {"Income {1} by {2} in every group", "各组收入均在{2}年前{1}"},
    [TF_PHRASE_GROUPS_NONE] = {"Income {1} by {2} in no group", "没有一组收入能在{2}年前{1}"},
    [TF_PHRASE_GROUPS_NONE_POORER_FASTER] =
        {"Poorer groups gain fastest, yet income {1} by {2} in none",
         "低收入组增长最快，但没有一组收入能在{2}年前{1}"},
    [TF_PHRASE_GROUPS_SOME] = {"Income {1} by {2} in {3} of {4} groups",
                               "{4}组中有{3}组收入在{2}年前{1}"},
    [TF_PHRASE_GROUPS_PARTS] = {"Income {1} by {2} for {3}", "收入在{2}年前{1}的组：{3}"},
    [TF_PHRASE_GROUPS_PARTS_JOIN] = {"{1}, {2}", "{1}，{2}"},
    [TF_PHRASE_GROUPS_PART_SOME] = {"{2} of {3} groups in {1}", "{1}{3}组中有{2}组"},
    [TF_PHRASE_GROUPS_PART_POOREST] = {"the poorest {2} of {3} groups in {1}",
                                       "{1}收入最低的{2}组（共{3}组）"},
    [TF_PHRASE_GROUPS_PART_ALL] = {"all {3} groups in {1}", "{1}全部{3}组"},
    [TF_PHRASE_GROUPS_PART_NONE] = {"none in {1}", "{1}无"},
    [TF_PHRASE_GROUPS_PART_UNDER] = {"{2} of {3} groups under “{1}”", "“{1}”情景{3}组中有{2}组"},
    [TF_PHRASE_GROUPS_SUBTITLE] = {"Real per-capita disposable income by group, {1}at {2} prices, "
                                   "log scale",
                                   "各组人均可支配收入，{1}{2}年价格，对数刻度"},
    [TF_PHRASE_GROUPS_UNIT] = {"{1} a year ", "{1}／年，"},
    [TF_PHRASE_GROUPS_MULTIPLE] = {"multiple", "倍数"},
    [TF_PHRASE_GROUPS_TARGET_KEY] = {"{1}× {2}", "{2}年的{1}倍"},
    [TF_PHRASE_GROUPS_TEXT_KEY] = {"○ {1}   ● {2}   │ {3}", "○ {1}   ● {2}   │ {3}"},

    [TF_PHRASE_MAGNITUDE_WHERE] = {"{1} ({2})", "{1}（{2}）"},
    [TF_PHRASE_MAGNITUDE_CHANGE] = {"change in {1}", "{1}的变动"},
    [TF_PHRASE_MAGNITUDE_SCALE] = {"scale of {1}", "{1}的比例系数"},
    [TF_PHRASE_MAGNITUDE_POINTS] = {"{1}pp", "{1}个百分点"},
    [TF_PHRASE_MAGNITUDE_IN_POINTS] = {"{1}, percentage points", "{1}（百分点）"},
    [TF_PHRASE_MAGNITUDE_INCOME] = {"income", "收入"},
    [TF_PHRASE_MAGNITUDE_INCOME_OF] = {"{1} income", "{1}收入"},
    [TF_PHRASE_MAGNITUDE_P_TARGET] = {"chance of reaching the target", "达标概率"},
    [TF_PHRASE_MAGNITUDE_MEDIAN] = {"median {1}", "{1}的中位数"},
    [TF_PHRASE_MAGNITUDE_MEAN] = {"mean {1}", "{1}的均值"},
    [TF_PHRASE_MAGNITUDE_SD] = {"standard deviation of {1}", "{1}的标准差"},
    [TF_PHRASE_MAGNITUDE_PERCENTILE] = {"{1}, {2}th percentile", "{1}，第{2}百分位"},
    [TF_PHRASE_EVENT_DOUBLES] = {"{1} doubles", "{1}翻番"},
    [TF_PHRASE_EVENT_REACHES] = {"{1} reaches {2} times its base-year level", "{1}达到基年的{2}倍"},
    [TF_PHRASE_EVENT_LEVEL] = {"{1} is {2} or more", "{1}不低于{2}"},
    [TF_PHRASE_LIST_COMMA] = {"{1}, {2}", "{1}、{2}"},
    [TF_PHRASE_LIST_AND] = {"{1} and {2}", "{1}和{2}"},
    [TF_PHRASE_LEFT_OUT] = {"{1} assumptions that matter less are left out.",
                            "另有{1}项影响较小的假设未列出。"},
    [TF_PHRASE_AT_LEAST] = {"{1} at {2} or more", "{1}不低于{2}"},
    [TF_PHRASE_AT_MOST] = {"{1} at {2} or less", "{1}不高于{2}"},
    [TF_PHRASE_BETWEEN] = {"{1} from {2} to {3}", "{1}在{2}至{3}之间"},
    [TF_PHRASE_HEATMAP_ALL] = {"{1} in every combination shown", "图中各种组合下{1}"},
    [TF_PHRASE_HEATMAP_NONE] = {"{1} in none of the combinations shown", "图中没有一种组合能使{1}"},
    [TF_PHRASE_HEATMAP_ONLY] = {"{1} only with {2}", "只有{2}时，{1}"},
    [TF_PHRASE_HEATMAP_SOME] = {"{1} in {2} of {3} combinations", "{3}种组合中有{2}种{1}"},
    [TF_PHRASE_HEATMAP_SOME_UNDER] = {"{1} in {2}", "{1}的组合：{2}"},
    [TF_PHRASE_HEATMAP_PART] = {"{2} of {3} combinations in “{1}”", "“{1}”{3}种中有{2}种"},
    [TF_PHRASE_HEATMAP_RANGE] = {"{1} ranges from {2} to {3}", "{1}介于{2}与{3}之间"},
    [TF_PHRASE_HEATMAP_SUBTITLE] = {"{1}, by {2} and {3}", "{1}，按{2}与{3}"},
    [TF_PHRASE_HEATMAP_USUAL] = {"The framed cell is the scenario as it stands.",
                                 "加框单元格为情景本身的假设。"},
    [TF_PHRASE_HEATMAP_DOUBLES] = {"Doubles", "翻番"},
    [TF_PHRASE_HEATMAP_REACHES] = {"Reaches {1}", "达到{1}"},
    [TF_PHRASE_HEATMAP_SHORT] = {"Falls short", "未达标"},
    [TF_PHRASE_HEATMAP_ABOVE] = {"{1} or more", "不低于{1}"},
    [TF_PHRASE_HEATMAP_BELOW] = {"Under {1}", "低于{1}"},
    [TF_PHRASE_HEATMAP_DOUBLING_LINE] = {"Doubling line", "翻番线"},
    [TF_PHRASE_HEATMAP_LINE] = {"Line of {1}", "{1}线"},
    [TF_PHRASE_HEATMAP_TEXT_KEY] = {"[ ] at or above {1}", "[ ] 不低于{1}"},
    [TF_PHRASE_TORNADO_NONE] = {"{1} through no single assumption; most depends on {2}",
                                "没有一项假设能单独使{1}；影响最大的是{2}"},
    [TF_PHRASE_TORNADO_ONE] = {"{1} through one assumption alone: {2}", "只有{2}能单独使{1}"},
    [TF_PHRASE_TORNADO_SOME] =
        {"{1} through any of {3} assumptions alone, of {4}; most depends on {2}",
         "{4}项假设中有{3}项能单独使{1}；影响最大的是{2}"},
    [TF_PHRASE_TORNADO_SAFE] = {"{1} whichever assumption moves alone; most depends on {2}",
                                "任何一项假设单独变动，{1}；影响最大的是{2}"},
    [TF_PHRASE_TORNADO_ONE_PREVENTS] = {"{1} unless one assumption fails: {2}", "除非{2}落空，{1}"},
    [TF_PHRASE_TORNADO_SOME_PREVENT] =
        {"{1}, but any of {3} assumptions of {4} alone can prevent it; most depends on {2}",
         "{1}，但{4}项假设中有{3}项可单独使其落空；影响最大的是{2}"},
    [TF_PHRASE_TORNADO_MOST] = {"{1} depends most on {2}, which moves it by {3}",
                                "{2}对{1}影响最大，幅度{3}"},
    [TF_PHRASE_TORNADO_SUBTITLE] = {"{1}, when one assumption moves to its low or high end",
                                    "{1}，单项假设取其低端或高端值"},
    [TF_PHRASE_TORNADO_CENTRAL] = {"Central: {1}", "中心值：{1}"},
    [TF_PHRASE_TORNADO_TARGET] = {"Target: {1}", "目标：{1}"},
    [TF_PHRASE_TORNADO_LOW] = {"assumption at its low end", "假设取低端值"},
    [TF_PHRASE_TORNADO_HIGH] = {"at its high end", "取高端值"},
    [TF_PHRASE_TORNADO_ENDS] = {"Labels at the bars' ends are what the assumption is set to.",
                                "条形两端的标注为该假设的取值。"},
    [TF_PHRASE_SOBOL_FEW] = {"{2} of the uncertainty comes from {1} alone",
                             "仅{1}就解释了{2}的不确定性"},
    [TF_PHRASE_SOBOL_FEW_SEVERAL] = {"{2} of the uncertainty comes from {1}",
                                     "{1}共解释{2}的不确定性"},
    [TF_PHRASE_SOBOL_MANY] =
        {"No few assumptions decide: the first, {1}, makes {2} of the uncertainty",
         "没有少数假设起决定作用：最大的{1}也只解释{2}"},
    [TF_PHRASE_SOBOL_SUBTITLE] = {"Shares of the variance of {1}", "{1}方差的构成"},
    [TF_PHRASE_SHAPLEY_SUBTITLE] = {"Shapley effects: shares of the variance of {1}",
                                    "沙普利效应：{1}方差的构成"},
    [TF_PHRASE_SOBOL_FIRST] = {"alone (first order)", "单独（一阶）"},
    [TF_PHRASE_SOBOL_NOTHING] = {"No assumption explains the uncertainty alone",
                                 "没有一项假设能单独解释不确定性"},
    [TF_PHRASE_MATTERS_DIFFER] = {"What matters most differs from panel to panel",
                                  "各图中影响最大的假设不同"},
    [TF_PHRASE_MATTERS_DIFFER_TWO] = {"“{1}” depends most on {2}, “{3}” on {4}",
                                      "“{1}”受{2}影响最大，“{3}”受{4}影响最大"},
    [TF_PHRASE_SOBOL_TOTAL] = {"with all it acts with (total)", "含相互作用（总效应）"},
    [TF_PHRASE_SHAPLEY_SHARE] = {"share of the variance", "方差份额"},
    [TF_PHRASE_SOBOL_INTERVALS] =
        {"Lines are confidence intervals; a name in grey has an interval that includes 0.",
         "线段为置信区间；名称为灰色者，区间包含0。"},
    [TF_PHRASE_SCATTER_MOST] = {"Most depends on {1}", "{1}影响最大"},
    [TF_PHRASE_SCATTER_FEW] = {"Most depends on {1}; {2} of {3} assumptions hardly count",
                               "{1}影响最大；{3}项假设中有{2}项几乎无影响"},
    [TF_PHRASE_SCATTER_SUBTITLE] = {"Elementary effects (Morris) on {1}",
                                    "对{1}的基本效应（莫里斯法）"},
    [TF_PHRASE_SCATTER_X] = {"mean absolute effect μ*", "平均绝对效应μ*"},
    [TF_PHRASE_SCATTER_Y] = {"standard deviation of effects σ", "效应标准差σ"},
    [TF_PHRASE_SCATTER_EQUAL] = {"σ = μ*", "σ = μ*"},
    [TF_PHRASE_SCATTER_HALF] = {"σ = 0.5 μ*", "σ = 0.5 μ*"},
    [TF_PHRASE_SCATTER_NOTE] =
        {"Effects are of a move across the assumption's whole range. Above σ = μ* an assumption "
         "acts mainly together with others, or not evenly over its range.",
         "效应为假设跨越其整个取值范围时的变化。σ = "
         "μ*线以上的假设主要通过与其他假设的相互作用或非线性起作用。"},
    [TF_PHRASE_FRONTIER_FALLS] =
        {"The {1} needed falls from {2} to {3} as {4} goes from {5} to {6}",
         "{4}从{5}到{6}，所需{1}由{2}降至{3}"},
    [TF_PHRASE_FRONTIER_RISES] =
        {"The {1} needed rises from {2} to {3} as {4} goes from {5} to {6}",
         "{4}从{5}到{6}，所需{1}由{2}升至{3}"},
    [TF_PHRASE_FRONTIER_FLAT] = {"The {1} needed hardly depends on {2}", "所需{1}几乎不受{2}影响"},
    [TF_PHRASE_FRONTIER_TAKES] = {"{1} with {2}", "{2}时，{1}"},
    [TF_PHRASE_FRONTIER_NEVER] = {"{1} at no {2} shown", "图中任何{2}都不能使{1}"},
    [TF_PHRASE_FRONTIER_ALWAYS] = {"{1} at every {2} shown", "图中任何{2}下{1}"},
    [TF_PHRASE_FRONTIER_FROM] = {"{1} with {2} at {3} or more in “{4}”, at {5} or more in “{6}”",
                                 "{2}不低于{3}（“{4}”）至{5}（“{6}”）时，{1}"},
    [TF_PHRASE_FRONTIER_UP_TO] = {"{1} with {2} at {3} or less in “{4}”, at {5} or less in “{6}”",
                                  "{2}不高于{3}（“{4}”）至{5}（“{6}”）时，{1}"},
    [TF_PHRASE_FRONTIER_LINES] = {"{1}, by {2}", "{1}，按{2}"},
    [TF_PHRASE_FRONTIER_SUBTITLE_GOAL] = {"{1} with which {2}, by {3}", "使{2}所需的{1}，按{3}"},
    [TF_PHRASE_FRONTIER_GOAL] = {"Goal: {1}", "目标：{1}"},
    [TF_PHRASE_FRONTIER_SUBTITLE] = {"{1}, by {2}", "{1}，按{2}"},
    [TF_PHRASE_FRONTIER_LEAST] = {"{1} is lowest", "{1}最低"},
    [TF_PHRASE_FRONTIER_MOST] = {"{1} is highest", "{1}最高"},
    [TF_PHRASE_FRONTIER_AT_MOST] = {"{1} is {2} or less", "{1}不高于{2}"},
    [TF_PHRASE_FRONTIER_WHILE] = {"{1} while {2}", "{2}且{1}"},
    [TF_PHRASE_FRONTIER_ENDS] = {"Some values are an end of the range that was searched: a wider "
                                 "one may serve better.",
                                 "部分取值为搜索区间的端点：更宽的区间可能更好。"},
    [TF_PHRASE_FRONTIER_GAPS] =
        {"Where there is no line, no value in the range is just enough: "
         "the goal is out of reach, or met anyway.",
         "没有曲线之处，范围内没有取值恰好达标：目标无法达到，或已经达到。"},
    [TF_PHRASE_FRONTIER_EMPTY] = {"{1} has no value in the range that is just enough.",
                                  "{1}：范围内没有取值恰好达标。"},
    [TF_PHRASE_FRONTIER_ERRORS] = {"The pale band is 1.96 standard errors to either side.",
                                   "浅色带为±1.96个标准误。"},
    [TF_PHRASE_FRONTIER_TARGET] = {"Target: {1}", "目标：{1}"},
    [TF_PHRASE_BACKTEST_HELD] = {"The {1} projection held up: {2} of {3} years inside the 80% band",
                                 "{1}年的预测经受住了检验：{3}年中有{2}年落在80%区间内"},
    [TF_PHRASE_BACKTEST_LOW] =
        {"The {1} projection was too high: {2} of {3} years inside the 80% band",
         "{1}年的预测偏高：{3}年中有{2}年落在80%区间内"},
    [TF_PHRASE_BACKTEST_HIGH] =
        {"The {1} projection was too low: {2} of {3} years inside the 80% band",
         "{1}年的预测偏低：{3}年中有{2}年落在80%区间内"},
    [TF_PHRASE_BACKTEST_MISSED] =
        {"The {1} projection missed on both sides: {2} of {3} years inside the 80% band",
         "{1}年的预测高低均有偏差：{3}年中有{2}年落在80%区间内"},
    [TF_PHRASE_BACKTEST_ERROR] = {"The {1} projection was off by {2} a year on average",
                                  "{1}年的预测平均偏差为{2}"},
    [TF_PHRASE_BACKTEST_SUBTITLE] = {"{1}; projection “{3}” from {2} on",
                                     "{1}；“{3}”情景自{2}年起的预测"},
    [TF_PHRASE_BACKTEST_FROM] = {"Projected from here", "由此开始预测"},
    [TF_PHRASE_BACKTEST_COUNT] = {"{1} of {2}", "{1}／{2}"},
    [TF_PHRASE_BACKTEST_INSIDE] = {"years inside the 80% band", "年在80%区间内"},
    [TF_PHRASE_BACKTEST_MEDIAN] = {"Median {1}", "中位数{1}"},
    [TF_PHRASE_BACKTEST_OBSERVED] = {"Observed {1}", "实际值{1}"},
    [TF_PHRASE_BACKTEST_PROJECTED] = {"Projected {1}", "预测值{1}"},
    [TF_PHRASE_BACKTEST_HOLLOW] = {"Hollow dots lie outside the 80% band.",
                                   "空心点落在80%区间之外。"},
    [TF_PHRASE_BACKTEST_BANDS] = {"Bands hold 50%, 80% and 90% of the draws.",
                                  "阴影带分别包含50%、80%和90%的抽样。"},
    [TF_PHRASE_BACKTEST_TEXT_KEY] =
        {"● observed, ○ outside the 80% band; dots: the band and the median",
         "● 实际值，○ 落在80%区间之外；点线：区间与中位数"},
    [TF_PHRASE_BACKTEST_TEXT_KEY_LINE] = {"● observed; dots: projected", "● 实际值；点线：预测值"},
    [TF_PHRASE_FAN_DOUBLING] = {"Doubling income", "收入翻番"},
    [TF_PHRASE_FAN_REACHING] = {"Raising income to {1} times its {2} level",
                                "收入达到{2}年的{1}倍"},
    [TF_PHRASE_FAN_CERTAIN] = {"{1} by {2} is virtually certain", "到{2}年{1}几乎确定"},
    [TF_PHRASE_FAN_VERY_LIKELY] = {"{1} by {2} is very likely", "到{2}年{1}的可能性很大"},
    [TF_PHRASE_FAN_LIKELY] = {"{1} by {2} is likely", "到{2}年{1}的可能性较大"},
    [TF_PHRASE_FAN_RATHER_LIKELY] = {"{1} by {2} is a little more likely than not",
                                     "到{2}年{1}的可能性略大于一半"},
    [TF_PHRASE_FAN_EVEN] = {"{1} by {2} is about as likely as not", "到{2}年{1}的可能性约为一半"},
    [TF_PHRASE_FAN_RATHER_UNLIKELY] = {"{1} by {2} is a little less likely than not",
                                       "到{2}年{1}的可能性略小于一半"},
    [TF_PHRASE_FAN_UNLIKELY] = {"{1} by {2} is unlikely", "到{2}年{1}的可能性较小"},
    [TF_PHRASE_FAN_VERY_UNLIKELY] = {"{1} by {2} is very unlikely", "到{2}年{1}的可能性很小"},
    [TF_PHRASE_FAN_EXCEPTIONAL] = {"{1} by {2} is exceptionally unlikely",
                                   "到{2}年{1}的可能性极小"},
    [TF_PHRASE_FAN_TWO] = {"{1} by {2}: a chance of {3}, {4}", "到{2}年{1}的概率：{3}，{4}"},
    [TF_PHRASE_FAN_TWO_PART] = {"{1} in {2}", "{2}{1}"},
    [TF_PHRASE_FAN_TWO_PART_SCENARIO] = {"{1} under “{2}”", "“{2}”情景{1}"},
    [TF_PHRASE_FAN_MANY] = {"{1} by {2}: the chance is {3} to {4}, highest in {5}",
                            "到{2}年{1}的概率为{3}至{4}，{5}最高"},
    [TF_PHRASE_FAN_MANY_SAME] = {"{1} by {2}: the chance is {3} everywhere",
                                 "到{2}年{1}的概率均为{3}"},
    [TF_PHRASE_FAN_SPREAD] = {"Half of the simulations lie between {1} and {2} in {3}",
                              "到{3}年半数模拟结果介于{1}与{2}之间"},
    [TF_PHRASE_FAN_SPREAD_MANY] = {"How widely the simulations spread until {1}",
                                   "到{1}年模拟结果的分布范围"},
    [TF_PHRASE_FAN_SUBTITLE] = {"{1}; shading holds 50%, 80% and 90% of simulations",
                                "{1}；阴影为50%、80%、90%的模拟结果"},
    [TF_PHRASE_FAN_MEDIAN] = {"Median {1}", "中位数{1}"},
    [TF_PHRASE_FAN_CALL_DOUBLES] = {"of simulations double by {1}", "的模拟在{1}年前翻番"},
    [TF_PHRASE_FAN_CALL_REACHES] = {"of simulations reach ×{2} by {1}", "的模拟在{1}年前达到{2}倍"},
    [TF_PHRASE_FAN_HEAD_DOUBLES] = {"{1} double by {2}", "{2}年前翻番：{1}"},
    [TF_PHRASE_FAN_HEAD_REACHES] = {"{1} reach ×{3} by {2}", "{2}年前达{3}倍：{1}"},
    [TF_PHRASE_FAN_STRIP_DOUBLES] = {"Chance of having doubled by:", "已翻番的概率："},
    [TF_PHRASE_FAN_STRIP_REACHES] = {"Chance of having reached ×{1} by:", "已达到{1}倍的概率："},
    [TF_PHRASE_FAN_NOTE] = {"{1} draws of what is uncertain.", "共{1}次抽样。"},
    [TF_PHRASE_SCOPE_BOTH] = {"{1}, {2}", "{2}{1}"},
    [TF_PHRASE_NATION_IN_CHARTS] = {"the nation", "全国"},

    [TF_PHRASE_SOURCES_MOST] = {"More than half of the rise comes from {1}", "收入增长过半来自{1}"},
    [TF_PHRASE_SOURCES_MOST_FASTEST] =
        {"More than half of the rise comes from {1}; the fastest growth is in {2}",
         "收入增长过半来自{1}；{2}增长最快"},
    [TF_PHRASE_SOURCES_LARGEST] = {"The largest part of the rise, {2}, comes from {1}",
                                   "{1}对收入增长的贡献最大，占{2}"},
    [TF_PHRASE_SOURCES_FALL] = {"Income falls by {1}", "到{1}年收入下降"},
    [TF_PHRASE_SOURCES_EVERYWHERE] = {"The largest part of the rise comes from {1} everywhere",
                                      "各处收入增长均以{1}贡献最大"},
    [TF_PHRASE_SOURCES_WHERE] = {"What income consists of, {1} and {2}", "{1}年与{2}年的收入构成"},
    [TF_PHRASE_SOURCES_SUBTITLE] = {"Real per-capita disposable income by source, {1}at {2} prices",
                                    "按来源划分的人均可支配收入，{1}{2}年价格"},
    [TF_PHRASE_SOURCES_OF_RISE] = {"{1} of the rise", "占增量的{1}"},
    [TF_PHRASE_SOURCES_OF_FALL] = {"{1} of the fall", "占降幅的{1}"},
    [TF_PHRASE_SOURCE_WAGE] = {"Wages", "工资性收入"},
    [TF_PHRASE_SOURCE_BUSINESS] = {"Business", "经营净收入"},
    [TF_PHRASE_SOURCE_PROPERTY] = {"Property", "财产净收入"},
    [TF_PHRASE_SOURCE_TRANSFER] = {"Transfers", "转移净收入"},

    [TF_PHRASE_SOURCE_WAGE_IN_TEXT] = {"wages", "工资性收入"},
    [TF_PHRASE_SOURCE_BUSINESS_IN_TEXT] = {"business income", "经营净收入"},
    [TF_PHRASE_SOURCE_PROPERTY_IN_TEXT] = {"property income", "财产净收入"},
    [TF_PHRASE_SOURCE_TRANSFER_IN_TEXT] = {"transfers", "转移净收入"},

    [TF_PHRASE_INCIDENCE_SUBTITLE] =
        {"Real per-capita disposable income, average growth {1} by percentile, % a year",
         "人均可支配收入实际年均增长率，{1}年，按收入百分位，%"},
    [TF_PHRASE_INCIDENCE_AXIS] = {"Percentile of the income distribution", "收入分布的百分位"},
    [TF_PHRASE_INCIDENCE_POORER] = {"← poorer", "← 低收入"},
    [TF_PHRASE_INCIDENCE_RICHER] = {"richer →", "高收入 →"},
    [TF_PHRASE_INCIDENCE_MEAN] = {"Mean {1}", "均值{1}"},
    [TF_PHRASE_INCIDENCE_POINT] = {"P{1}: {2}", "P{1}：{2}"},
    [TF_PHRASE_INCIDENCE_NEEDED_DOUBLE] = {"{1} a year doubles income by {2}",
                                           "年均增长{1}即可在{2}年前翻番"},
    [TF_PHRASE_INCIDENCE_NEEDED_OTHER] = {"{1} a year reaches ×{3} by {2}",
                                          "年均增长{1}即可在{2}年前达到{3}倍"},
    [TF_PHRASE_INCIDENCE_POORER_GAIN] = {"Growth favours the poorer half",
                                         "增长有利于低收入的一半人口"},
    [TF_PHRASE_INCIDENCE_RICHER_GAIN] = {"Growth favours the richer half",
                                         "增长有利于高收入的一半人口"},
    [TF_PHRASE_INCIDENCE_EVEN] = {"Growth reaches rich and poor alike", "高低收入人群增长大致相同"},
    [TF_PHRASE_INCIDENCE_ALL_REACH] = {"{1}, and income {2} at every percentile",
                                       "{1}，各百分位收入均{2}"},
    [TF_PHRASE_INCIDENCE_NONE_REACH] = {"{1}, yet income {2} at no percentile",
                                        "{1}，但没有百分位{2}"},
    [TF_PHRASE_INCIDENCE_BOTTOM] = {"{1}, and only the poorest {3} see income reach the target",
                                    "{1}，只有最低的{3}达到目标"},
    [TF_PHRASE_INCIDENCE_BOTTOM_DOUBLES] = {"{1}, yet only the poorest {3} double their income",
                                            "{1}，但只有最低的{3}收入翻番"},
    [TF_PHRASE_INCIDENCE_TOP] = {"{1}, and only the richest {3} reach the target",
                                 "{1}，只有最高的{3}达到目标"},
    [TF_PHRASE_INCIDENCE_SOME] = {"{1}; income {2} for {3} of the percentiles",
                                  "{1}；{3}的百分位收入{2}"},
    [TF_PHRASE_INCIDENCE_HIGHEST] = {"The median grows fastest in {1}: {2} a year",
                                     "{1}的中位收入增长最快：年均{2}"},
    [TF_PHRASE_INCIDENCE_LEAST_SPREAD] = {"Growth by percentile", "各百分位的收入增长"},
    [TF_PHRASE_LORENZ_SUBTITLE] =
        {"Cumulative share of disposable income, %, by cumulative share of people, %",
         "可支配收入累计比重（%），按人口累计比重（%）"},
    [TF_PHRASE_LORENZ_AXIS] = {"Share of people, poorest to richest, %",
                               "人口比重（由低收入到高收入），%"},
    [TF_PHRASE_LORENZ_EQUALITY] = {"Line of equality", "绝对平均线"},
    [TF_PHRASE_LORENZ_TABLE] = {"Share of income, %", "收入比重，%"},
    [TF_PHRASE_LORENZ_CHANGE] = {"Change", "变化"},
    [TF_PHRASE_LORENZ_GINI] = {"Gini {1}", "基尼系数{1}"},
    [TF_PHRASE_LORENZ_GINI_ROW] = {"Gini", "基尼系数"},
    [TF_PHRASE_LORENZ_FIFTH_1] = {"Poorest fifth", "最低五分之一"},
    [TF_PHRASE_LORENZ_FIFTH_2] = {"Second", "次低五分之一"},
    [TF_PHRASE_LORENZ_FIFTH_3] = {"Middle", "中间五分之一"},
    [TF_PHRASE_LORENZ_FIFTH_4] = {"Fourth", "次高五分之一"},
    [TF_PHRASE_LORENZ_FIFTH_5] = {"Richest fifth", "最高五分之一"},
    [TF_PHRASE_LORENZ_STEADY] = {"Inequality hardly changes by {1}: Gini {2}",
                                 "到{1}年收入差距基本不变：基尼系数{2}"},
    [TF_PHRASE_LORENZ_ALL_BUT_RICHEST] = {"All but the richest fifth gain share by {1}",
                                          "到{1}年除最高五分之一外各组比重均上升"},
    [TF_PHRASE_LORENZ_ALL_BUT_RICHEST_HIGH] =
        {"All but the richest fifth gain share, yet inequality stays high",
         "除最高五分之一外各组比重均上升，但差距仍较大"},
    [TF_PHRASE_LORENZ_MORE_EQUAL] = {"Income becomes more equal by {1}: Gini {2}, now {3}",
                                     "到{1}年收入差距缩小：基尼系数由{3}降至{2}"},
    [TF_PHRASE_LORENZ_LESS_EQUAL] = {"Income becomes less equal by {1}: Gini {2}, now {3}",
                                     "到{1}年收入差距扩大：基尼系数由{3}升至{2}"},
    [TF_PHRASE_LORENZ_MOST_EQUAL] = {"Income is most equal in {1}: Gini {2}",
                                     "{1}收入差距最小：基尼系数{2}"},
    [TF_PHRASE_LORENZ_MOST_EQUAL_SCENARIO] = {"Income becomes most equal under “{1}”: Gini {2}",
                                              "“{1}”情景收入差距最小：基尼系数{2}"},
    [TF_PHRASE_CURVE_OF_YEAR] = {"{1}, {2}", "{1}年，{2}"},
    [TF_PHRASE_DENSITY_SUBTITLE] =
        {"Distribution of people by real per-capita disposable income, {1}at {2} prices, log scale",
         "按人均可支配收入的人口分布，{1}{2}年价格，对数刻度"},
    [TF_PHRASE_DENSITY_AXIS] = {"Income, {1} per person a year", "收入（{1}，每人每年）"},
    [TF_PHRASE_DENSITY_BAND] = {"share with a middle income", "中等收入人口比重"},
    [TF_PHRASE_DENSITY_MEDIAN] = {"median {1}", "中位数{1}"},
    [TF_PHRASE_DENSITY_MIDDLE] = {"middle income {1}", "中等收入{1}"},
    [TF_PHRASE_DENSITY_NOTE] = {"A middle income is {1} to {2} {3}a year.",
                                "中等收入指每年{1}至{2}{3}。"},
    [TF_PHRASE_DENSITY_UP] = {"By {1}, {2} of people would have a middle income, up from {3}",
                              "到{1}年中等收入人口比重由{3}升至{2}"},
    [TF_PHRASE_DENSITY_DOWN] = {"By {1}, {2} of people would have a middle income, down from {3}",
                                "到{1}年中等收入人口比重由{3}降至{2}"},
    [TF_PHRASE_DENSITY_STEADY] = {"The share of people with a middle income stays at {2} until {1}",
                                  "到{1}年中等收入人口比重仍为{2}"},
    [TF_PHRASE_DENSITY_MOST] =
        {"The share of people with a middle income by {3} is highest in {1}, at {2}",
         "到{3}年{1}中等收入人口比重最高，为{2}"},
    [TF_PHRASE_DENSITY_MEDIANS] = {"The median income goes from {3} to {2} by {1}",
                                   "到{1}年收入中位数由{3}变为{2}"},
    [TF_PHRASE_DENSITY_PLAIN] = {"How people are distributed over income", "人口按收入的分布"},

    [TF_PHRASE_SCOPE_QUOTED] = {"“{1}”", "“{1}”"},

    [TF_PHRASE_WATERFALL_SUBTITLE] =
        {"What the change in real per-capita disposable income consists of, {1}, {2}at {3} prices",
         "人均可支配收入变化的构成，{1}年，{2}{3}年价格"},
    [TF_PHRASE_WATERFALL_SUBTITLE_BETWEEN] =
        {"Real per-capita disposable income in {3}, {1} less {2}, {4}at {5} prices",
         "{3}年人均可支配收入，{1}减{2}，{4}{5}年价格"},
    [TF_PHRASE_WATERFALL_SUBTITLE_LOGS] =
        {"Growth of real per-capita disposable income, {1}, log points",
         "人均可支配收入实际增长，{1}年，对数点"},
    [TF_PHRASE_WATERFALL_SUBTITLE_LOGS_BETWEEN] =
        {"Real per-capita disposable income in {3}, {1} over {2}, log points",
         "{3}年人均可支配收入，{1}与{2}之比，对数点"},
    [TF_PHRASE_WATERFALL_TOTAL] = {"Difference", "差额"},
    [TF_PHRASE_WATERFALL_WHOLE] = {"Total", "合计"},
    [TF_PHRASE_WATERFALL_TARGET] = {"Target: {1} ({2}× {3})", "目标：{1}（{3}年的{2}倍）"},
    [TF_PHRASE_WATERFALL_GAP] = {"Gap to target", "与目标的差距"},
    [TF_PHRASE_WATERFALL_SHORT] = {"{1} short", "差{1}"},
    [TF_PHRASE_WATERFALL_BETWEEN_REGIONS] = {"Moving between regions", "人口区域转移"},
    [TF_PHRASE_WATERFALL_WITHIN] = {"Within {1}", "{1}内部"},
    [TF_PHRASE_WATERFALL_WITHIN_IN_TEXT] = {"growth within {1}", "{1}内部增长"},
    [TF_PHRASE_WATERFALL_BETWEEN_IN_TEXT] = {"people moving between regions", "人口区域转移"},
    [TF_PHRASE_WATERFALL_MOST] = {"More than half of the rise comes from {1}", "增长过半来自{1}"},
    [TF_PHRASE_WATERFALL_LARGEST] = {"The largest part of the rise, {2}, comes from {1}",
                                     "{1}对增长的贡献最大，占{2}"},
    [TF_PHRASE_WATERFALL_MOST_BUT] =
        {"More than half of the rise comes from {1}; {3} takes {4} away",
         "增长过半来自{1}；{3}减少{4}"},
    [TF_PHRASE_WATERFALL_LARGEST_BUT] =
        {"The largest part of the rise, {2}, comes from {1}; {3} takes {4} away",
         "{1}对增长的贡献最大，占{2}；{3}减少{4}"},
    [TF_PHRASE_WATERFALL_FALL] = {"Income falls by {2}, most of all for want of {1}",
                                  "到{2}年收入下降，主要因{1}减少"},
    [TF_PHRASE_WATERFALL_MORE] = {"“{1}” brings {3} more than “{2}”, most of it from {4}",
                                  "“{1}”比“{2}”多{3}，主要来自{4}"},
    [TF_PHRASE_WATERFALL_MORE_LARGEST] =
        {"“{1}” brings {3} more than “{2}”, the largest part from {4}",
         "“{1}”比“{2}”多{3}，其中{4}贡献最大"},
    [TF_PHRASE_WATERFALL_LESS] = {"“{1}” brings {3} less than “{2}”, the largest part from {4}",
                                  "“{1}”比“{2}”少{3}，其中{4}影响最大"},
    [TF_PHRASE_PART_GDP] = {"GDP per person", "人均GDP"},
    [TF_PHRASE_PART_TFP] = {"Productivity", "全要素生产率"},
    [TF_PHRASE_PART_CAPITAL] = {"Capital", "资本"},
    [TF_PHRASE_PART_LABOUR] = {"Labour", "劳动"},
    [TF_PHRASE_PART_HUMAN_CAPITAL] = {"Human capital", "人力资本"},
    [TF_PHRASE_PART_MIGRATION] = {"Migration", "人口迁移"},
    [TF_PHRASE_PART_POPULATION] = {"Population", "人口"},
    [TF_PHRASE_PART_RELATIVE_PRICE] = {"Relative prices", "相对价格"},
    [TF_PHRASE_PART_HOUSEHOLD_SHARE] = {"Household share of GDP", "居民收入占比"},
    [TF_PHRASE_PART_GDP_IN_TEXT] = {"GDP per person", "人均GDP"},
    [TF_PHRASE_PART_TFP_IN_TEXT] = {"productivity", "全要素生产率"},
    [TF_PHRASE_PART_CAPITAL_IN_TEXT] = {"capital", "资本"},
    [TF_PHRASE_PART_LABOUR_IN_TEXT] = {"labour", "劳动"},
    [TF_PHRASE_PART_HUMAN_CAPITAL_IN_TEXT] = {"human capital", "人力资本"},
    [TF_PHRASE_PART_MIGRATION_IN_TEXT] = {"migration", "人口迁移"},
    [TF_PHRASE_PART_POPULATION_IN_TEXT] = {"a smaller population", "人口减少"},
    [TF_PHRASE_PART_RELATIVE_PRICE_IN_TEXT] = {"relative prices", "相对价格"},
    [TF_PHRASE_PART_HOUSEHOLD_SHARE_IN_TEXT] = {"the household share of GDP", "居民收入占比"},
    [TF_PHRASE_BOX_MISSED] = {"The target is mostly missed with {1}", "{1}时，多半不能达标"},
    [TF_PHRASE_BOX_MET] = {"The target is mostly met with {1}", "{1}时，多半能够达标"},
    [TF_PHRASE_BOX_MISSED_CROWD] = {"The target is missed most often with {1}",
                                    "{1}时，最常不能达标"},
    [TF_PHRASE_BOX_MET_CROWD] = {"The target is met most often with {1}", "{1}时，最常达标"},
    [TF_PHRASE_BOX_NONE] = {"No assumption bounds the box", "没有假设限定方框"},
    [TF_PHRASE_BOX_SUBTITLE_MISSED] =
        {"{1} draws of “{2}”: the box holds {3} of all misses; {4} of the draws in it miss",
         "“{2}”情景{1}次抽样：方框包含全部未达标抽样的{3}；框内{4}未达标"},
    [TF_PHRASE_BOX_SUBTITLE_MET] =
        {"{1} draws of “{2}”: the box holds {3} of all that meet it; {4} of the draws in it do",
         "“{2}”情景{1}次抽样：方框包含全部达标抽样的{3}；框内{4}达标"},
    [TF_PHRASE_BOX_KEY_MISSED] = {"misses the target", "未达标"},
    [TF_PHRASE_BOX_KEY_MET] = {"meets it", "达标"},
    [TF_PHRASE_BOX_KEY_MEETS] = {"meets the target", "达标"},
    [TF_PHRASE_BOX_KEY_MISSES] = {"misses it", "未达标"},
    [TF_PHRASE_BOX_TEXT_KEY] = {"dots: draws that miss the target; lines: the box",
                                "点：未达标的抽样；线：方框"},
    [TF_PHRASE_BOX_TEXT_KEY_MET] = {"dots: draws that meet the target; lines: the box",
                                    "点：达标的抽样；线：方框"},

    [TF_PHRASE_PATHS_REGIONS_ALL] = {"Income {1} by {2} in every region",
                                     "各区域收入均在{2}年前{1}"},
    [TF_PHRASE_PATHS_REGIONS_NONE] = {"Income {1} by {2} in no region",
                                      "没有区域收入能在{2}年前{1}"},
    [TF_PHRASE_PATHS_REGIONS_ONE] = {"Income {1} by {2} only in {3}", "只有{3}收入能在{2}年前{1}"},
    [TF_PHRASE_PATHS_REGIONS_SOME] = {"Income {1} by {2} in {3} of {4} regions and scenarios",
                                      "在{4}个区域与情景组合中有{3}个收入在{2}年前{1}"},

    [TF_PHRASE_LOG_SCALE] = {"log scale", "对数刻度"},
    [TF_PHRASE_JOIN] = {", ", "，"},
    [TF_PHRASE_NOTE] = {"Note: {1}", "注：{1}"},
    [TF_PHRASE_SOURCE] = {"Source: {1}", "来源：{1}"},
    [TF_PHRASE_MULTIPLE] = {"×{1}", "{1}倍"},
    [TF_PHRASE_THOUSAND] = {"thousand {1}", "千{1}"},
    [TF_PHRASE_TEN_THOUSAND] = {"ten thousand {1}", "万{1}"},
    [TF_PHRASE_MILLION] = {"million {1}", "百万{1}"},
    [TF_PHRASE_HUNDRED_MILLION] = {"hundred million {1}", "亿{1}"},
    [TF_PHRASE_BILLION] = {"billion {1}", "十亿{1}"},

    [TF_PHRASE_SUMMARY_SUBJECT] = {"Real disposable income per person, {1} a year at {2} prices",
                                   "人均可支配收入，{1}／年，{2}年价格"},
    [TF_PHRASE_SUMMARY_SUBJECT_PLAIN] = {"Real disposable income per person, a year, at {1} prices",
                                         "人均可支配收入，每年，{1}年价格"},
    [TF_PHRASE_SUMMARY_SUBJECT_MIXED] =
        {"Real disposable income per person a year, each at its own base year's prices",
         "人均可支配收入，每年，各按其基年价格"},
    [TF_PHRASE_SUMMARY_OF] = {"{1}: {2}", "{1}：{2}"},
    [TF_PHRASE_SUMMARY_REACHED] = {"doubles in {1}; {2} by {3}, at {4} a year where {5} is needed",
                                   "{1}年翻番；到{3}年为{2}，年均增长{4}（需要{5}）"},
    [TF_PHRASE_SUMMARY_REACHED_OTHER] =
        {"reaches ×{6} in {1}; {2} by {3}, at {4} a year where {5} is needed",
         "{1}年达到{6}倍；到{3}年为{2}，年均增长{4}（需要{5}）"},
    [TF_PHRASE_SUMMARY_REACHED_AT_ONCE] =
        {"the target, ×{6}, is no more than the base year's income; {2} "
         "by {3}, at {4} a year",
         "目标{6}倍不高于基年收入；到{3}年为{2}，年均增长{4}"},
    [TF_PHRASE_SUMMARY_SHORT] =
        {"{2} by {1}, short of ×{6}: it grows {3} a year where {4} is needed, and at "
         "this pace gets there in {5}",
         "到{1}年为{2}，未达{6}倍：年均增长{3}，需要{4}；按此速度{5}年达到"},
    [TF_PHRASE_SUMMARY_SHORT_EVER] =
        {"{2} by {1}, short of ×{6}: it changes by {3} a year where {4} is "
         "needed, and so never gets there",
         "到{1}年为{2}，未达{6}倍：年均变化{3}，需要{4}；按此速度不会达到"},
    [TF_PHRASE_SUMMARY_INCOME] = {"Income", "收入"},
    [TF_PHRASE_SUMMARY_GROWTH] = {"Growth a year", "年增长率"},
    [TF_PHRASE_SUMMARY_MULTIPLE_OF] = {"Multiple of {1}", "{1}年的倍数"},
    [TF_PHRASE_SUMMARY_MULTIPLE_OF_BASE] = {"Multiple of base year", "基年的倍数"},
    [TF_PHRASE_SUMMARY_CONSUMPTION] = {"Consumption", "消费"},
    [TF_PHRASE_SUMMARY_SAVING_RATE] = {"Saving rate", "储蓄率"},
    [TF_PHRASE_SUMMARY_RATIO] = {"Urban over rural income", "城乡收入比"},
    [TF_PHRASE_SUMMARY_GDP] = {"GDP per person", "人均GDP"},
    [TF_PHRASE_SUMMARY_HOUSEHOLD_SHARE] = {"Household income / GDP", "居民收入占GDP"},
    [TF_PHRASE_SUMMARY_PRICES] = {"Price level", "价格水平"},
    [TF_PHRASE_SUMMARY_NOMINAL] = {"Income, current prices", "名义收入"},
    [TF_PHRASE_SUMMARY_ALL_SCENARIOS] = {"all scenarios", "各情景"},
    [TF_PHRASE_SUMMARY_GROUPS] = {"Who gains", "各组"},
    [TF_PHRASE_SUMMARY_GROUPS_COMPARED] = {"Who gains: multiple of {1} income by {2}",
                                           "各组：到{2}年收入为{1}年的倍数"},
    [TF_PHRASE_SUMMARY_GROUPS_HORIZONS] = {"Who gains: multiple of base-year income by each "
                                           "horizon",
                                           "各组：到各自期末收入为基年的倍数"},
    [TF_PHRASE_SUMMARY_NATION] = {"Nation", "全国"},
    [TF_PHRASE_SUMMARY_COLUMN_MULTIPLE] = {"multiple", "倍数"},
    [TF_PHRASE_SUMMARY_COLUMN_GROWTH] = {"a year", "年均"},
    [TF_PHRASE_SUMMARY_COLUMN_YEAR] = {"×{1} in", "{1}倍年份"},
    [TF_PHRASE_SUMMARY_COLUMN_SAVING] = {"saves", "储蓄率"},
    [TF_PHRASE_SUMMARY_LATER] = {"({1})", "（{1}）"},
    [TF_PHRASE_SUMMARY_NEVER] = {"never", "不会"},
    [TF_PHRASE_SUMMARY_MANY_GROUPS] = {"{1} groups: see --metric multiple.region.group",
                                       "共{1}组：见 --metric multiple.region.group"},
    [TF_PHRASE_SUMMARY_SCENARIO] = {"{1} ({2})", "{1}（{2}）"},
    [TF_PHRASE_EXPLAIN_CHANGE] = {"{1}: what the change from {2} to {3} consists of",
                                  "{1}：{2}年至{3}年变化的构成"},
    [TF_PHRASE_EXPLAIN_DIFFERENCE] = {"{1}: what the difference in {2} consists of",
                                      "{1}：{2}年差异的构成"},
    [TF_PHRASE_EXPLAIN_AMOUNT] = {"amount", "数额"},
    [TF_PHRASE_EXPLAIN_OF_WHOLE] = {"of the whole", "占比"},
    [TF_PHRASE_EXPLAIN_INCOME] = {"Income per person, real", "人均实际收入"},
    [TF_PHRASE_EXPLAIN_SOURCE] = {"from: {1}", "来源：{1}"},
    [TF_PHRASE_EXPLAIN_WITHIN] = {"within: {1}", "区域内：{1}"},
    [TF_PHRASE_EXPLAIN_BETWEEN] = {"between, by shares of people: {1}", "区域间（人口比重）：{1}"},
    [TF_PHRASE_EXPLAIN_LOG_INCOME] = {"Income per person, in log points", "人均收入（对数点）"},
    [TF_PHRASE_EXPLAIN_GDP] = {"GDP per person", "人均GDP"},
    [TF_PHRASE_EXPLAIN_RELATIVE_PRICE] = {"price of GDP over consumer prices",
                                          "GDP价格与消费价格之比"},
    [TF_PHRASE_EXPLAIN_SHARE] = {"household share of GDP", "居民收入占GDP比重"},
    [TF_PHRASE_EXPLAIN_TFP] = {"total factor productivity", "全要素生产率"},
    [TF_PHRASE_EXPLAIN_CAPITAL] = {"capital", "资本"},
    [TF_PHRASE_EXPLAIN_LABOUR] = {"labour", "劳动"},
    [TF_PHRASE_EXPLAIN_HUMAN_CAPITAL] = {"human capital", "人力资本"},
    [TF_PHRASE_EXPLAIN_MIGRATION] = {"migration", "人口迁移"},
    [TF_PHRASE_EXPLAIN_POPULATION] = {"less population", "减人口"},
    [TF_PHRASE_LATER_THAN] = {"later than {1}", "晚于{1}年"},
    [TF_PHRASE_SAMPLED_DRAWS] = {"{1}: {2} draws", "{1}：{2}次抽样"},
    [TF_PHRASE_SAMPLED_DRAW] = {"{1}: {2} draw", "{1}：{2}次抽样"},
    [TF_PHRASE_SAMPLED_INFEASIBLE] = {", {1} infeasible and left out", "，{1}次不可行、未计入"},
    [TF_PHRASE_SAMPLED_CLIPPED] = {", {1} with a value cut to its range",
                                   "，{1}次有数值截至取值范围"},
    [TF_PHRASE_SAMPLED_MEAN] = {"mean", "均值"},
    [TF_PHRASE_SAMPLED_TARGET] = {"on target", "达标"},
    [TF_PHRASE_SAMPLED_ABOVE] = {"above 0", "大于0"},
    [TF_PHRASE_SAMPLED_LATER] = {"later", "更晚"},
    [TF_PHRASE_SAMPLED_ERRORS] =
        {"±: standard error that comes from the number of draws, of the mean and of the share of "
         "draws before it (that in percentage points)",
         "±：抽样次数带来的标准误，分别为均值与前列比例（百分点）的标准误"},
    [TF_PHRASE_SAMPLED_LEFT_OUT] =
        {"Infeasible draws are left out: every number is of the feasible ones",
         "不可行的抽样未计入：所有数值仅就可行的抽样而言"},
    [TF_PHRASE_DISCOVERED_DRAWS] = {"draws", "抽样"},
    [TF_PHRASE_DISCOVERED_RUNS] = {"runs", "运行"},
    [TF_PHRASE_DISCOVERED_MISSED] = {"{1}: {2} is missed in {3} of {4} {5}",
                                     "{1}：{4} 次{5}中有 {3} 未达到 {2}"},
    [TF_PHRASE_DISCOVERED_MET] = {"{1}: {2} is met in {3} of {4} {5}",
                                  "{1}：{4} 次{5}中有 {3} 达到 {2}"},
    [TF_PHRASE_DISCOVERED_INFEASIBLE] = {" ({1} without a result count as missing it)",
                                         "（其中 {1} 次无结果，计为未达到）"},
    [TF_PHRASE_DISCOVERED_MISSED_WHEN] =
        {"It is missed when {1}: in {2} of the {6} there and in {3} of the others. The box has {4} "
         "of all {6} and {5} of those that miss it.",
         "当{1}时未达到：箱内{6}有 {2} 未达到，箱外为 {3}。该箱占全部{6}的 {4}，占未达到者的 "
         "{5}。"},
    [TF_PHRASE_DISCOVERED_MET_WHEN] =
        {"It is met when {1}: in {2} of the {6} there and in {3} of the others. The box has {4} of "
         "all {6} and {5} of those that meet it.",
         "当{1}时达到：箱内{6}有 {2} 达到，箱外为 {3}。该箱占全部{6}的 {4}，占达到者的 {5}。"},
    [TF_PHRASE_DISCOVERED_ALSO_MISSED_WHEN] =
        {"Of the rest it is missed when {1}: in {2} of the {6} there and in {3} of the others. "
         "This box has {4} of all {6} and {5} of those that miss it.",
         "其余之中，当{1}时未达到：箱内{6}有 {2} 未达到，箱外为 {3}。该箱占全部{6}的 {4}"
         "，占未达到者的 {5}。"},
    [TF_PHRASE_DISCOVERED_ALSO_MET_WHEN] =
        {"Of the rest it is met when {1}: in {2} of the {6} there and in {3} of the others. This "
         "box has {4} of all {6} and {5} of those that meet it.",
         "其余之中，当{1}时达到：箱内{6}有 {2} 达到，箱外为 {3}。该箱占全部{6}的 {4}"
         "，占达到者的 {5}。"},
    [TF_PHRASE_DISCOVERED_UNDER] = {"{1} is under {2}", " {1} 低于 {2} "},
    [TF_PHRASE_DISCOVERED_AT_MOST] = {"{1} is at most {2}", " {1} 不高于 {2} "},
    [TF_PHRASE_DISCOVERED_OVER] = {"{1} is over {2}", " {1} 高于 {2} "},
    [TF_PHRASE_DISCOVERED_AT_LEAST] = {"{1} is at least {2}", " {1} 不低于 {2} "},
    [TF_PHRASE_DISCOVERED_BETWEEN] = {"{1} is between {2} and {3}", " {1} 介于 {2} 与 {3} 之间"},
    [TF_PHRASE_DISCOVERED_AND] = {" and ", "且"},
    [TF_PHRASE_DISCOVERED_ALIKE] = {"All {1} are alike, so that no box sets some of them apart.",
                                    "所有{1}结果相同，没有可区分的箱体。"},
    [TF_PHRASE_DISCOVERED_NONE] = {"No box of these factors sets them apart.",
                                   "这些因素的任何箱体都不能将其区分开。"},
    [TF_PHRASE_DISCOVERED_NOT_ASKED_FOR] = {"No box has the coverage and density asked for.",
                                            "没有箱体达到所要求的覆盖率与密度。"},
    [TF_PHRASE_DISCOVERED_VALIDATED] =
        {" Found in one half of the {1} and tried on the other, such boxes have a density of {2}%.",
         "在一半{1}中找到、在另一半中检验，此类箱体的密度为 {2}%。"},
    [TF_PHRASE_DISCOVERED_TOGETHER] =
        {"The {1} boxes together have {2} of them; inside, the share is {3}.",
         "{1} 个箱体共占其 {2}，箱内比例为 {3}。"},
    [TF_PHRASE_DISCOVERED_FACTOR] = {"factor", "因素"},
    [TF_PHRASE_DISCOVERED_INSIDE] = {"in the box", "箱体内"},
    [TF_PHRASE_DISCOVERED_ALL] = {"in all {1}", "全部{1}"},
    [TF_PHRASE_DISCOVERED_QUASI_P] = {"quasi-p", "准p值"},
    [TF_PHRASE_DISCOVERED_AGAIN] = {"again", "重现"},
    [TF_PHRASE_DISCOVERED_STEP] = {"step", "步"},
    [TF_PHRASE_DISCOVERED_BOUNDS] = {"factors", "因素数"},
    [TF_PHRASE_DISCOVERED_COVERAGE] = {"coverage", "覆盖率"},
    [TF_PHRASE_DISCOVERED_DENSITY] = {"density", "密度"},
    [TF_PHRASE_DISCOVERED_MASS] = {"mass", "质量"},
    [TF_PHRASE_DISCOVERED_NOTE] =
        {"quasi-p: how likely the density would be without the bound; the box was searched for, so "
         "this is no test. again: in how many of {1} half samples the search bounds the factor. "
         "Limits are rounded outwards; CSV has them in full.",
         "准p值：若无该界限仍达到此密度的概率；箱体系搜索所得，故不是检验。重现：在{1}"
         "个半样本中再次"
         "界定该因素的比例。界限向外取整，CSV 中为完整数值。"},

    [TF_PHRASE_REPORT_CONTENTS] = {"Contents", "目录"},
    [TF_PHRASE_REPORT_QUESTION_DOUBLE] =
        {"Does real household income per person double between {1} and {2}?",
         "人均实际可支配收入能否在{1}年至{2}年间翻番？"},
    [TF_PHRASE_REPORT_QUESTION_OTHER] =
        {"Does real household income per person reach {3} times its {1} level by {2}?",
         "到{2}年，人均实际可支配收入能否达到{1}年的{3}倍？"},
    [TF_PHRASE_REPORT_INTRODUCTION] =
        {"This report gives the answer of {1}. Every number follows from the assumptions listed "
         "below, each with the file and line that it stands in; they say what would happen if they "
         "held, not what will happen.",
         "本报告给出{1}"
         "的结果。所有数字均由下文所列假设推出，每条假设都注明所在文件与行号；结果说明“若假设成立则"
         "如何”，而非预测。"},
    [TF_PHRASE_REPORT_SCENARIO_QUOTED] = {"“{1}”", "“{1}”"},
    [TF_PHRASE_REPORT_ANSWERS] = {"In short", "要点"},
    [TF_PHRASE_REPORT_WHEN] = {"When?", "何时达到？"},
    [TF_PHRASE_REPORT_WHOM] = {"For whom?", "谁受益？"},
    [TF_PHRASE_REPORT_CARRIES] = {"What carries it?", "由何而来？"},
    [TF_PHRASE_REPORT_COSTS] = {"What does it cost?", "代价几何？"},
    [TF_PHRASE_REPORT_SURE] = {"How sure is that?", "有多可靠？"},
    [TF_PHRASE_REPORT_NEEDED] = {"What would have to be true?", "需要什么条件？"},
    [TF_PHRASE_REPORT_WHOM_SCENARIO] =
        {"{1}: {3} of {4} groups reach the target by {2}. {5} gains most ({6}), {7} least ({8}).",
         "{1}：到{2}年，{4}组中有{3}组达到目标。增幅最大的是{5}（{6}），最小的是{7}（{8}）。"},
    [TF_PHRASE_REPORT_WHOM_NATION] = {"{1}: {3} for everybody by {2}; the file has one group only.",
                                      "{1}：到{2}年人人为{3}；文件中只有一组。"},
    [TF_PHRASE_REPORT_GROUP_IN] = {"{2}, {1}", "{1}{2}"},
    [TF_PHRASE_REPORT_CARRIES_MONEY] = {"{1}: the change by {2} a person and year comes from {3}.",
                                        "{1}：人均年收入变化{2}，来自{3}。"},
    [TF_PHRASE_REPORT_CARRIES_PART] = {"{1} ({2})", "{1}（{2}）"},
    [TF_PHRASE_REPORT_CARRIES_LOG] =
        {"{1}: in terms of growth, GDP per person brings {2} of the change, the household share of "
         "GDP {3}.",
         "{1}：按增长率分解，人均GDP贡献{2}，居民收入占GDP比重的变化贡献{3}。"},
    [TF_PHRASE_REPORT_COSTS_SCENARIO] = {"{1}, by {2}: {3}.", "{1}，到{2}年：{3}。"},
    [TF_PHRASE_REPORT_COSTS_MOVE] = {"{1} from {2} to {3}", "{1}由{2}变为{3}"},
    [TF_PHRASE_REPORT_COSTS_NONE] =
        {"{1}: no share of GDP that the model knows changes; the scenario names nobody who pays.",
         "{1}：模型所知的GDP各项占比均无变化；情景未说明由谁承担。"},
    [TF_PHRASE_REPORT_COSTS_UNKNOWN] =
        {"{1}: the scenario gives no GDP, so that nothing can be said about who pays.",
         "{1}：情景未给出GDP，无法说明由谁承担。"},
    [TF_PHRASE_REPORT_SURE_SCENARIO] =
        {"{1}: income reaches the target by {2} in {3} of {4} draws (± {5} percentage points, "
         "standard error). Nine draws in ten lie between {6} and {7}.",
         "{1}：在{4}次抽样中，{3}到{2}年达到目标（标准误±{5}个百分点）。九成抽样介于{6}与{7}"
         "之间。"},
    [TF_PHRASE_REPORT_SURE_CAVEAT] = {"That share holds if the ranges of the assumptions do. It is "
                                      "no probability of the future.",
                                      "该比例以假设的区间成立为前提，并非对未来的概率判断。"},
    [TF_PHRASE_REPORT_SURE_NOTHING] = {"No assumption of the scenarios has a range, so that "
                                       "nothing can be said about how sure the results are.",
                                       "各情景的假设均未给出区间，无法说明结果的可靠程度。"},
    [TF_PHRASE_REPORT_SURE_CERTAIN] = {"{1}: no assumption has a range.",
                                       "{1}：没有假设给出区间。"},
    [TF_PHRASE_REPORT_NEEDED_SCENARIO] =
        {"{1}: income has to grow {2} a year and grows {3}; {4} percentage points a year are "
         "missing.",
         "{1}：收入需年均增长{2}，实际为{3}，每年尚差{4}个百分点。"},
    [TF_PHRASE_REPORT_NEEDED_REACHED] =
        {"{1}: income has to grow {2} a year and grows {3}, so that the target is met.",
         "{1}：收入需年均增长{2}，实际为{3}，已达目标。"},
    [TF_PHRASE_REPORT_METRIC_TRANSFERS] = {"policy transfers / GDP", "政策转移支付占GDP"},
    [TF_PHRASE_REPORT_METRIC_HOUSEHOLDS] = {"household income / GDP", "居民收入占GDP"},
    [TF_PHRASE_REPORT_METRIC_CONSUMPTION] = {"household consumption / GDP", "居民消费占GDP"},
    [TF_PHRASE_REPORT_METRIC_INVESTMENT] = {"investment / GDP", "投资占GDP"},
    [TF_PHRASE_REPORT_METRIC_REST] = {"government consumption and net exports / GDP",
                                      "政府消费与净出口占GDP"},
    [TF_PHRASE_REPORT_METRIC_LEVY] = {"levy on incomes", "收入征费率"},
    [TF_PHRASE_REPORT_METRIC_DEBT] = {"public debt / GDP", "公共债务占GDP"},
    [TF_PHRASE_REPORT_MORE_PRODUCTIVITY] =
        {"{1}: with {2} percentage points more growth of total factor productivity a year, and all "
         "else as assumed, the target would be met.",
         "{1}：若全要素生产率年增长再高{2}个百分点、其余假设不变，即可达标。"},
    [TF_PHRASE_REPORT_MORE_GDP] = {"{1}: with {2} percentage points more growth of GDP a year, and "
                                   "all else as assumed, the target would be met.",
                                   "{1}：若GDP年增长再高{2}个百分点、其余假设不变，即可达标。"},
    [TF_PHRASE_REPORT_MORE_INCOME] =
        {"{1}: with {2} percentage points more growth of every income a year, and all else as "
         "assumed, the target would be met.",
         "{1}：若各项收入年增长再高{2}个百分点、其余假设不变，即可达标。"},
    [TF_PHRASE_REPORT_INDEX_ROW] = {"Income, as a multiple of the base year's",
                                    "收入（基年的倍数）"},
    [TF_PHRASE_REPORT_INFEASIBLE] = {"{1} cannot be: {2}.", "{1}不可行：{2}。"},
    [TF_PHRASE_REPORT_CHARTS] = {"Charts", "图表"},
    [TF_PHRASE_REPORT_NOT_DRAWN] = {"The chart “{1}” is left out: {2}.", "未绘制图“{1}”：{2}。"},
    [TF_PHRASE_REPORT_CAPTION_PATHS] = {"Income over time against the target.", "收入路径与目标。"},
    [TF_PHRASE_REPORT_CAPTION_GROUPS] = {"Income of each group, base year and horizon.",
                                         "各组收入：基年与目标年。"},
    [TF_PHRASE_REPORT_ALT_PATHS] =
        {"Line chart: index of real income per person from {1} to {2}, {1} = 100. At the end: {3}",
         "折线图：{1}年至{2}年人均实际收入指数，{1}年＝100。期末：{3}"},
    [TF_PHRASE_REPORT_ALT_END] = {"{1}: {2}.", "{1}：{2}。"},
    [TF_PHRASE_REPORT_ALT_FAN] =
        {"Fan chart: index of real income per person from {1} to {2}, the bands that hold 50, 80 "
         "and 90% of the draws. {3}",
         "扇形图：{1}年至{2}年人均实际收入指数，色带含50%、80%、90%的抽样。{3}"},
    [TF_PHRASE_REPORT_ALT_SOURCES] =
        {"Stacked bars: income per person by source in {1} and {2}. {3}",
         "堆叠柱形图：{1}年与{2}年人均收入的来源构成。{3}"},
    [TF_PHRASE_REPORT_ALT_INCIDENCE] =
        {"Line chart: growth a year from {1} to {2} of each percentile of people. {3}",
         "折线图：{1}年至{2}年各百分位收入的年均增长。{3}"},
    [TF_PHRASE_REPORT_ALT_DENSITY] =
        {"Curves: how people are spread over incomes in {1} and {2}. {3}",
         "曲线图：{1}年与{2}年人口按收入的分布。{3}"},
    [TF_PHRASE_REPORT_ALT_OF] = {"{1}: {2}.", "{1}：{2}。"},
    [TF_PHRASE_REPORT_ALT_MIDDLE] =
        {"{1}: the share of people with a middle income goes from {2} to {3}.",
         "{1}：中等收入人口比重由{2}变为{3}。"},
    [TF_PHRASE_REPORT_CAPTION_FAN] =
        {"Income over time, with the spread that comes from the ranges of the assumptions.",
         "收入路径及由假设区间带来的不确定性。"},
    [TF_PHRASE_REPORT_CAPTION_SOURCES] = {"What income consists of, base year and horizon.",
                                          "收入来源：基年与目标年。"},
    [TF_PHRASE_REPORT_CAPTION_INCIDENCE] = {"Growth by percentile of people, from poor to rich.",
                                            "各百分位收入的增长，由低到高。"},
    [TF_PHRASE_REPORT_CAPTION_DENSITY] =
        {"How people are spread over incomes, and the middle band.",
         "人口的收入分布与中等收入区间。"},
    [TF_PHRASE_REPORT_ALT_GROUPS] = {"Dot chart of every group's income in {1} and {2}. {3}",
                                     "点图：各组{1}年与{2}年收入。{3}"},
    [TF_PHRASE_REPORT_YEARS] = {"Year by year", "逐年结果"},
    [TF_PHRASE_REPORT_PARTS] = {"What the change consists of", "变化的构成"},
    [TF_PHRASE_REPORT_SPREAD] = {"The spread of the draws", "抽样分布"},
    [TF_PHRASE_REPORT_ASSUMPTIONS] = {"Assumptions", "假设"},
    [TF_PHRASE_REPORT_ASSUMPTIONS_NOTE] =
        {"Every row of the files that still counts, in the order in which it is read. A row "
         "without a source is the author's own assumption.",
         "各文件中仍然有效的全部行，按读取顺序排列。未注明来源者为作者自设的假设。"},
    [TF_PHRASE_REPORT_ASSUMPTIONS_SHARED] = {"In every scenario", "各情景共有"},
    [TF_PHRASE_REPORT_ASSUMPTIONS_OF] = {"Only in {1}", "仅见于{1}"},
    [TF_PHRASE_REPORT_COLUMN_WHAT] = {"Assumption", "假设"},
    [TF_PHRASE_REPORT_COLUMN_VALUE] = {"Value", "取值"},
    [TF_PHRASE_REPORT_COLUMN_RANGE] = {"Range", "区间"},
    [TF_PHRASE_REPORT_COLUMN_REASON] = {"Reason and source", "理由与来源"},
    [TF_PHRASE_REPORT_COLUMN_FROM] = {"File and line", "文件与行号"},
    [TF_PHRASE_REPORT_OVERRIDDEN] = {"What was overridden by what", "被取代的设定"},
    [TF_PHRASE_REPORT_OVERRIDDEN_NONE] = {"No row was overridden by another.",
                                          "没有任何行被其他行取代。"},
    [TF_PHRASE_REPORT_COLUMN_BY] = {"Replaced by", "取代者"},
    [TF_PHRASE_REPORT_FINDINGS] = {"What looks doubtful", "存疑之处"},
    [TF_PHRASE_REPORT_FINDINGS_NONE] = {"The program found nothing doubtful.",
                                        "程序未发现存疑之处。"},
    [TF_PHRASE_REPORT_LIMITS] = {"What the model cannot say", "模型的局限"},
    [TF_PHRASE_REPORT_LIMIT_BEHAVIOUR] =
        {"No behaviour: saving, growth of sources, migration and who pays are given, not chosen. A "
         "levy discourages no work, a transfer no migration.",
         "没有行为反应：储蓄、各来源增长、迁移以及由谁承担均为给定。征费不抑制劳动，转移支付不影响"
         "迁移。"},
    [TF_PHRASE_REPORT_LIMIT_DEMAND] =
        {"No markets and no demand side: more consumption does not raise output, less investment "
         "lowers it only through capital, prices do not answer to money.",
         "没有市场与需求侧：消费增加不提高产出，投资减少仅通过资本影响产出，价格不随货币变化。"},
    [TF_PHRASE_REPORT_LIMIT_GROUPS] =
        {"Groups are classes: a group is followed through time and not ranked again; inside a "
         "group incomes are lognormal.",
         "分组即类别：各组随时间固定、不重新排序；组内收入服从对数正态分布。"},
    [TF_PHRASE_REPORT_LIMIT_SURVEY] =
        {"Survey and national accounts differ; constant factors bridge them. Surveys miss top "
         "incomes: read changes of the Gini, not its level.",
         "住户调查与国民账户口径不同，以固定系数衔接。调查遗漏高收入者：应看基尼系数的变化而非水平"
         "。"},
    [TF_PHRASE_REPORT_LIMIT_SHIFT] =
        {"A rise of the household share that neither investment nor the budget pays comes out of "
         "retained profits and government saving, without further effect here.",
         "居民收入份额上升若非由投资或预算承担，则来自企业留存利润与政府储蓄，模型不计其进一步影响"
         "。"},
    [TF_PHRASE_REPORT_LIMIT_PARTS] =
        {"Decompositions are accounting: that a source carries half of a change does not say what "
         "would have happened without it.",
         "分解是核算关系：某来源贡献一半变化，并不说明没有它会怎样。"},
    [TF_PHRASE_REPORT_LIMIT_FUTURE] = {"A scenario is no forecast.", "情景不是预测。"},
    [TF_PHRASE_REPORT_AGAIN] = {"How to make this report again", "如何重现本报告"},
    [TF_PHRASE_REPORT_AGAIN_NOTE] =
        {"With twofold {1} and the files below, this command makes the same report, byte for byte:",
         "使用 twofold {1} 及下列文件，以下命令可逐字节重现本报告："},
    [TF_PHRASE_REPORT_AGAIN_DRAWS] = {"Draws: {1}; design: {2}; seed: {3}.",
                                      "抽样次数：{1}；抽样设计：{2}；种子：{3}。"},
    [TF_PHRASE_REPORT_COLUMN_FILE] = {"File", "文件"},
    [TF_PHRASE_REPORT_COLUMN_DIGEST] = {"SHA-256", "SHA-256"},
    [TF_PHRASE_INDEXED_OAT] = {"{1}: one factor at a time", "{1}：逐个因素变动"},
    [TF_PHRASE_INDEXED_OAT_CENTRAL] = {"{1}: one factor at a time; {2} with all at their centres",
                                       "{1}：逐个因素变动；全取中间值时为{2}"},
    [TF_PHRASE_INDEXED_SUBJECT] = {"{1}, {2}", "{1}，{2}"},
    [TF_PHRASE_INDEXED_MORRIS] = {"{1}: {2} elementary effects", "{1}：{2}个基本效应"},
    [TF_PHRASE_INDEXED_SOBOL] = {"{1}: Sobol' indices, {2} base points, {3} runs",
                                 "{1}：Sobol'指数，{2}个基点，{3}次运行"},
    [TF_PHRASE_INDEXED_GIVEN] = {"{1}: first-order indices from {2} given runs",
                                 "{1}：由{2}次已有运行得出的一阶指数"},
    [TF_PHRASE_INDEXED_SHAPLEY] = {"{1}: Shapley effects from {2} given runs",
                                   "{1}：由{2}次已有运行得出的Shapley效应"},
    [TF_PHRASE_INDEXED_LEFT_OUT_RUNS] = {", {1} more infeasible and left out",
                                         "，另有{1}次不可行、未计入"},
    [TF_PHRASE_INDEXED_LEFT_OUT_BASES] = {"; {2} base points left out for {1} infeasible runs",
                                          "；{1}次运行不可行，{2}个基点未计入"},
    [TF_PHRASE_INDEXED_LEFT_OUT_EFFECTS] = {"; {2} left out for {1} infeasible runs",
                                            "；{1}次运行不可行，{2}个效应未计入"},
    [TF_PHRASE_INDEXED_TOO_FEW] = {"Too few runs have a value for any index.",
                                   "有数值的运行过少，无法得出指数。"},
    [TF_PHRASE_INDEXED_CONSTANT] = {"It is the same in all runs: no factor has an effect.",
                                    "所有运行结果相同：没有因素起作用。"},
    [TF_PHRASE_INDEXED_FROM] = {"from", "下限"},
    [TF_PHRASE_INDEXED_TO] = {"to", "上限"},
    [TF_PHRASE_INDEXED_AT_LOW] = {"low", "低值"},
    [TF_PHRASE_INDEXED_AT_HIGH] = {"high", "高值"},
    [TF_PHRASE_INDEXED_OUTPUT] = {"gives", "结果"},
    [TF_PHRASE_INDEXED_SWING] = {"swing", "变幅"},
    [TF_PHRASE_INDEXED_SUM] = {"sum", "合计"},
    [TF_PHRASE_INDEXED_PAIR] = {"{1} with {2}", "{1}与{2}"},
    [TF_PHRASE_INDEXED_SETTLING] = {"{1} from the first n base points", "{1}：仅用前n个基点"},
    [TF_PHRASE_INDEXED_INTERVAL] = {"from, to: {1} interval by bootstrap",
                                    "下限、上限：自助法{1}区间"},
    [TF_PHRASE_INDEXED_NOTE_MORRIS] =
        {"mu_star: mean absolute effect of a factor over its range; mu: with its sign; sigma: how "
         "much the effect differs from place to place",
         "mu_"
         "star：因素在其取值范围内的平均绝对效应；mu：带符号的平均效应；sigma：效应随位置变化的程"
         "度"},
    [TF_PHRASE_INDEXED_NOTE_SOBOL] =
        {"S1: share of the variance that a factor explains alone; ST: with all that it does "
         "together with others; S2: what two do only together",
         "S1：因素单独解释的方差份额；ST：连同与其他因素共同作用的份额；S2：两因素仅在一起时的份"
         "额"},
    [TF_PHRASE_INDEXED_NOTE_GIVEN] =
        {"S1: share of the variance that is explained when the factor is known, also through "
         "factors that are correlated with it",
         "S1：已知该因素时可解释的方差份额，包括通过与其相关的因素"},
    [TF_PHRASE_INDEXED_NOTE_SHAPLEY] =
        {"shapley: share of the variance, what factors do together divided evenly",
         "shapley：方差份额，共同作用部分平均分配"},
    [TF_PHRASE_SOLVED_DOUBLES_BY] = {"income doubles by {1}", "收入到{1}年翻番"},
    [TF_PHRASE_SOLVED_DOUBLES_BY_IN] = {"income in {2} doubles by {1}", "{2}收入到{1}年翻番"},
    [TF_PHRASE_SOLVED_REACHES_BY] = {"income reaches {2} times its level of {3} by {1}",
                                     "收入到{1}年达到{3}年的{2}倍"},
    [TF_PHRASE_SOLVED_REACHES_BY_IN] = {"income in {4} reaches {2} times its level of {3} by {1}",
                                        "{4}收入到{1}年达到{3}年的{2}倍"},
    [TF_PHRASE_SOLVED_IN_DRAWS] = {"{1} in {2} of draws", "{2}的抽样中{1}"},
    [TF_PHRASE_SOLVED_METRIC_IS] = {"{1} is {2}", "{1}为{2}"},
    [TF_PHRASE_SOLVED_IF] = {"{1}: {2} if {3} is {4}", "{1}：若{3}为{4}，则{2}"},
    [TF_PHRASE_SOLVED_WHERE] = {"{1}: where {2}", "{1}：在何处{2}"},
    [TF_PHRASE_SOLVED_NEVER] = {"{1}: no {3} from {4} to {5} is found at which {2}",
                                "{1}：未找到{4}至{5}之间的{3}使{2}"},
    [TF_PHRASE_SOLVED_NEAREST] = {"the nearest: {1}, where {2} is {3}",
                                  "最接近的是{1}，此时{2}为{3}"},
    [TF_PHRASE_SOLVED_EVERYWHERE] = {"{1} is {2} at all of them", "其中{1}处处为{2}"},
    [TF_PHRASE_SOLVED_LOW_END] = {"the low end of the bracket", "区间下端"},
    [TF_PHRASE_SOLVED_HIGH_END] = {"the high end of the bracket", "区间上端"},
    [TF_PHRASE_SOLVED_TURN] = {"it turns before the target", "在达到目标前转向"},
    [TF_PHRASE_SOLVED_NONE_BEYOND] = {"it has no value beyond", "再往外没有数值"},
    [TF_PHRASE_SOLVED_INFEASIBLE_BEYOND] = {"infeasible beyond, {1}", "再往外不可行，{1}"},
    [TF_PHRASE_SOLVED_JUMP] = {"it leaps over the target", "跳过目标"},
    [TF_PHRASE_SOLVED_FLAT] = {"it does not move", "不随之变化"},
    [TF_PHRASE_SOLVED_NOWHERE] = {"it has no value anywhere", "处处没有数值"},
    [TF_PHRASE_SOLVED_INFEASIBLE] = {"infeasible: {1}", "不可行：{1}"},
    [TF_PHRASE_SOLVED_SAME_TO] = {"the same up to {1}", "直到{1}都一样"},
    [TF_PHRASE_SOLVED_LATER] = {"later than the horizon", "晚于预测期"},
    [TF_PHRASE_SOLVED_REACHED] = {"reached", "达到"},
    [TF_PHRASE_SOLVED_NOTE] = {"note", "说明"},
    [TF_PHRASE_SOLVED_ASKED] = {"asked", "要求"},
    [TF_PHRASE_SOLVED_FOUND] = {"found", "结果"},
    [TF_PHRASE_SOLVED_LEAST] = {"least", "最小"},
    [TF_PHRASE_SOLVED_MOST] = {"most", "最大"},
    [TF_PHRASE_SOLVED_BINDS] = {"binds", "起约束作用"},
    [TF_PHRASE_SOLVED_NOT_MET] = {"not met", "未满足"},
    [TF_PHRASE_SOLVED_SOLUTION] = {"{1}, solution {2} of {3}", "{1}，第{2}个解，共{3}个"},
    [TF_PHRASE_SOLVED_UNMET] = {"{1}: not all of it can be met; the nearest:",
                                "{1}：不能全部满足；最接近的是："},
    [TF_PHRASE_SOLVED_ERRORS] = {"±: standard error that comes from the number of draws",
                                 "±：抽样次数带来的标准误"},
};

static const char *const codes[TF_LANGUAGES] = {"en", "zh"};

const char *tf_phrase_text(enum tf_phrase phrase, enum tf_language language)
{
    return table[phrase][language];
}

#define PLACES_MOST 9

/* Appends the phrase with its places filled. */
static void fill(struct tf_buffer *out, const char *phrase, const char *const *values, size_t count)
{
    for (const char *at = phrase; *at; at++) {
        if (at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}') {
            size_t place = (size_t)(at[1] - '1');
            if (place < count) {
                tf_buffer_text(out, values[place]);
            }
            at += 2;
        } else {
            tf_buffer_append(out, at, 1);
        }
    }
}

char *tf_phrase_fill(struct tf_arena *arena, enum tf_language language, enum tf_phrase phrase, ...)
{
    const char *values[PLACES_MOST];
    size_t count = 0;
    va_list arguments;
    va_start(arguments, phrase);
    for (const char *value; count < PLACES_MOST && (value = va_arg(arguments, const char *));) {
        values[count++] = value;
    }
    va_end(arguments);

    struct tf_buffer out;
    tf_buffer_init(&out);
    fill(&out, table[phrase][language], values, count);
    char *copy =
        out.failed ? NULL : tf_arena_strndup(arena, out.bytes ? out.bytes : "", out.length);
    tf_buffer_release(&out);
    return copy;
}

bool tf_language_parse(const char *code, enum tf_language *language)
{
    for (int i = 0; i < TF_LANGUAGES; i++) {
        if (strcmp(code, codes[i]) == 0) {
            *language = (enum tf_language)i;
            return true;
        }
    }
    return false;
}

const char *tf_language_code(enum tf_language language)
{
    return codes[language];
}

/* Decimals that keep a value below its target from reading as if it had reached it: ×1.998, not
 * ×2.00. */
static int decimals_below(double value, double target, int decimals)
{
    while (decimals < 6 && value < target) {
        double scale = pow(10.0, decimals);
        if (round(value * scale) / scale < target) {
            break;
        }
        decimals++;
    }
    return decimals;
}

char *tf_words_multiple(struct tf_arena *arena, enum tf_language language, double value,
                        double target)
{
    char number[TF_NUMBER_TEXT * 2];
    int decimals = value < 9.995 ? 2 : value < 999.95 ? 1 : 0;
    tf_number_rounded(value, decimals_below(value, target, decimals), true, number);
    return tf_phrase_fill(arena, language, TF_PHRASE_MULTIPLE, number, (char *)NULL);
}

char *tf_words_plain(struct tf_arena *arena, double value)
{
    char number[TF_NUMBER_TEXT];
    tf_number_shortest(value, number);
    return tf_arena_strdup(arena, number);
}

int tf_words_year_reached(double crossing)
{
    return (int)ceil(crossing - 1e-9);
}

char *tf_words_whole(struct tf_arena *arena, long value)
{
    return tf_arena_printf(arena, "%ld", value);
}
