#include "output/summary_words.h"

#include <stdarg.h>
#include <string.h>

static const char *const table[SUMMARY_PHRASES][TF_LANGUAGES] = {
    [SUMMARY_SUBJECT] = {"Real disposable income per person, {1} a year at {2} prices",
                         "人均可支配收入，{1}／年，{2}年价格"},
    [SUMMARY_SUBJECT_PLAIN] = {"Real disposable income per person, a year, at {1} prices",
                               "人均可支配收入，每年，{1}年价格"},
    [SUMMARY_OF] = {"{1}: {2}", "{1}：{2}"},
    [SUMMARY_REACHED] = {"doubles in {1}; {2} by {3}, at {4} a year where {5} is needed",
                         "{1}年翻番；到{3}年为{2}，年均增长{4}（需要{5}）"},
    [SUMMARY_REACHED_OTHER] = {"reaches ×{6} in {1}; {2} by {3}, at {4} a year where {5} is needed",
                               "{1}年达到{6}倍；到{3}年为{2}，年均增长{4}（需要{5}）"},
    [SUMMARY_REACHED_AT_ONCE] = {"the target, ×{6}, is no more than the base year's income; {2} "
                                 "by {3}, at {4} a year",
                                 "目标{6}倍不高于基年收入；到{3}年为{2}，年均增长{4}"},
    [SUMMARY_SHORT] = {"{2} by {1}, short of ×{6}: it grows {3} a year where {4} is needed, and at "
                       "this pace gets there in {5}",
                       "到{1}年为{2}，未达{6}倍：年均增长{3}，需要{4}；按此速度{5}年达到"},
    [SUMMARY_SHORT_EVER] = {"{2} by {1}, short of ×{6}: it changes by {3} a year where {4} is "
                            "needed, and so never gets there",
                            "到{1}年为{2}，未达{6}倍：年均变化{3}，需要{4}；按此速度不会达到"},
    [SUMMARY_PATH] = {"Path", "路径"},
    [SUMMARY_INCOME] = {"Income", "收入"},
    [SUMMARY_GROWTH] = {"Growth a year", "年增长率"},
    [SUMMARY_MULTIPLE_OF] = {"Multiple of {1}", "{1}年的倍数"},
    [SUMMARY_CONSUMPTION] = {"Consumption", "消费"},
    [SUMMARY_SAVING_RATE] = {"Saving rate", "储蓄率"},
    [SUMMARY_RATIO] = {"Urban over rural income", "城乡收入比"},
    [SUMMARY_GDP] = {"GDP per person", "人均GDP"},
    [SUMMARY_HOUSEHOLD_SHARE] = {"Household income / GDP", "居民收入占GDP"},
    [SUMMARY_PRICES] = {"Price level", "价格水平"},
    [SUMMARY_NOMINAL] = {"Income, current prices", "名义收入"},
    [SUMMARY_ALL_SCENARIOS] = {"all scenarios", "各情景"},
    [SUMMARY_GROUPS] = {"Who gains", "各组"},
    [SUMMARY_GROUPS_COMPARED] = {"Who gains: multiple of {1} income by {2}",
                                 "各组：到{2}年收入为{1}年的倍数"},
    [SUMMARY_GROUPS_HORIZONS] = {"Who gains: multiple of {1} income by each horizon",
                                 "各组：到各自期末收入为{1}年的倍数"},
    [SUMMARY_ALL_GROUPS] = {"all groups", "各组合计"},
    [SUMMARY_NATION] = {"Nation", "全国"},
    [SUMMARY_COLUMN_MULTIPLE] = {"multiple", "倍数"},
    [SUMMARY_COLUMN_GROWTH] = {"a year", "年均"},
    [SUMMARY_COLUMN_YEAR] = {"×{1} in", "{1}倍年份"},
    [SUMMARY_COLUMN_SAVING] = {"saves", "储蓄率"},
    [SUMMARY_LATER] = {"({1})", "（{1}）"},
    [SUMMARY_NEVER] = {"never", "不会"},
    [SUMMARY_MANY_GROUPS] = {"{1} groups: see --metric multiple.region.group",
                             "共{1}组：见 --metric multiple.region.group"},
    [SUMMARY_SCENARIO] = {"{1} ({2})", "{1}（{2}）"},
};

enum { PLACES_MOST = 9 };

char *summary_say(struct tf_arena *arena, enum tf_language language, enum summary_phrase phrase,
                  ...)
{
    const char *values[PLACES_MOST] = {NULL};
    struct tf_buffer out;
    va_list arguments;
    va_start(arguments, phrase);
    for (size_t i = 0; i < PLACES_MOST; i++) {
        values[i] = va_arg(arguments, const char *);
        if (values[i] == NULL) {
            break;
        }
    }
    va_end(arguments);
    tf_buffer_init(&out);
    for (const char *at = table[phrase][language]; *at != '\0'; at++) {
        if (at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}') {
            const char *value = values[at[1] - '1'];
            tf_buffer_text(&out, value != NULL ? value : "");
            at += 2;
        } else {
            tf_buffer_append(&out, at, 1);
        }
    }
    char *copy = out.failed ? NULL : tf_arena_strndup(arena, out.bytes, out.length);
    tf_buffer_release(&out);
    return copy;
}
