#include "output/report_words.h"

#include <string.h>

#include "output/layout.h"

enum { NAME_MOST = 120, LABEL_MOST = 60 };

const char *report_name(const struct tf_report *report, const struct tf_projection *run)
{
    return tf_layout_clean(
        report->document->arena,
        tf_scenario_title(&run->scenario, tf_language_code(report->document->language)), NAME_MOST);
}

char *report_label(const struct tf_report *report, const struct tf_projection *run,
                   const char *member)
{
    const char *language = tf_language_code(report->document->language);
    return tf_layout_clean(report->document->arena,
                           tf_member_label(&run->scenario, member, language), LABEL_MOST);
}

/* A place in the phrase without a text for it: an allocation has failed. */
static bool lacks(const char *phrase, const char *place, const char *text)
{
    return text == NULL && strstr(phrase, place) != NULL;
}

char *report_phrase(const struct tf_report *report, enum tf_phrase phrase, const char *one,
                    const char *two, const char *three)
{
    enum tf_language language = report->document->language;
    const char *words = tf_phrase_text(phrase, language);
    if (lacks(words, "{1}", one) || lacks(words, "{2}", two) || lacks(words, "{3}", three)) {
        return NULL;
    }
    return tf_phrase_fill(report->document->arena, language, phrase, one, two, three, (char *)NULL);
}

char *report_join(const struct tf_report *report, const char *a, const char *b)
{
    return a == NULL || b == NULL
               ? NULL
               : tf_arena_printf(report->document->arena, "%s%s%s", a,
                                 tf_phrase_text(TF_PHRASE_JOIN, report->document->language), b);
}
