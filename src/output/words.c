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
    [TF_PHRASE_SAMPLED_DRAWS] = {"{1}: {2} draws", "{1}：{2}次抽样"},
    [TF_PHRASE_SAMPLED_INFEASIBLE] = {", {1} infeasible and left out", "，{1}次不可行、未计入"},
    [TF_PHRASE_SAMPLED_CLIPPED] = {", {1} with a value cut to its range",
                                   "，{1}次有数值截至取值范围"},
    [TF_PHRASE_SAMPLED_MEAN] = {"mean", "均值"},
    [TF_PHRASE_SAMPLED_TARGET] = {"on target", "达标"},
    [TF_PHRASE_SAMPLED_ABOVE] = {"above 0", "大于0"},
    [TF_PHRASE_SAMPLED_LATER] = {"later", "更晚"},
    [TF_PHRASE_SAMPLED_POINTS] = {"{1}pp", "{1}点"},
    [TF_PHRASE_SAMPLED_ERRORS] =
        {"±: standard error that comes from the number of draws, of the mean and of the share of "
         "draws before it (that in percentage points)",
         "±：抽样次数带来的标准误，分别为均值与前列比例（百分点）的标准误"},
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
