/* What `sensitivity` is asked for: each method with the options that it takes. */
#include <string.h>

#include "base/num.h"
#include "cli/load.h"
#include "cli/sensitivity.h"
#include "experiment/given_data.h"

/* Usual sizes give the largest shares of a dozen factors to a few hundredths, in well under a
 * second. */
static const struct method {
    uint64_t usual, least; /* -n; 0: it has none */
    uint64_t most;         /* 0: as many as fit into memory */
    const char *counted;   /* what -n counts */
    bool draws, lhs;       /* takes --design; lhs too */
    bool until;
    enum tf_design_kind design;
} methods[TF_SENSITIVITY_METHOD_COUNT] = {
    [TF_SENSITIVITY_OAT] = {0, 0, 0, NULL, false, false, false, TF_DESIGN_RANDOM},
    [TF_SENSITIVITY_MORRIS] = {100, 2, 0, "trajectories", false, false, false, TF_DESIGN_RANDOM},
    [TF_SENSITIVITY_SOBOL] = {4096, 4, 0, "base points", true, false, true, TF_DESIGN_SOBOL},
    [TF_SENSITIVITY_GIVEN] = {16384, 16, 0, "draws", true, true, true, TF_DESIGN_RANDOM},
    [TF_SENSITIVITY_SHAPLEY] = {4096, 16, TF_SHAPLEY_RUNS_MOST, "draws", true, true, true,
                                TF_DESIGN_RANDOM},
};

enum { REPLICATES_USUAL = 1000, REPLICATES_MOST = 100000, LEVELS_USUAL = 4, LEVELS_MOST = 1000 };

enum tf_indexed_method tf_sensitivity_indexed(enum tf_sensitivity_method method)
{
    static const enum tf_indexed_method names[TF_SENSITIVITY_METHOD_COUNT] = {
        [TF_SENSITIVITY_OAT] = TF_INDEXED_OAT,         [TF_SENSITIVITY_MORRIS] = TF_INDEXED_MORRIS,
        [TF_SENSITIVITY_SOBOL] = TF_INDEXED_SOBOL,     [TF_SENSITIVITY_GIVEN] = TF_INDEXED_GIVEN,
        [TF_SENSITIVITY_SHAPLEY] = TF_INDEXED_SHAPLEY,
    };
    return names[method];
}

static enum tf_sensitivity_method method_of(const char *name)
{
    int method = TF_SENSITIVITY_OAT;
    for (int i = 0; name != NULL && i < TF_SENSITIVITY_METHOD_COUNT; i++) {
        enum tf_indexed_method indexed = tf_sensitivity_indexed((enum tf_sensitivity_method)i);
        method = strcmp(tf_indexed_method_name(indexed), name) == 0 ? i : method;
    }
    return (enum tf_sensitivity_method)method;
}

static bool allow(struct tf_session *session, bool given, bool takes, const char *option,
                  const char *owners)
{
    return !given || takes ||
           tf_fail(&session->diag, TF_BAD_INPUT, NULL, "`--%s` belongs to --method %s; %s", option,
                   owners,
                   session->request.method == NULL ? "without --method it is oat" : "leave it out");
}

static bool check_options(struct tf_session *session, enum tf_sensitivity_method id)
{
    const struct tf_request *request = &session->request;
    const struct method *method = &methods[id];
    bool lhs = request->design != NULL && strcmp(request->design, "lhs") == 0;
    bool oat = id == TF_SENSITIVITY_OAT;
    return allow(session, request->draws > 0, !oat, "draws", "morris, sobol, given and shapley") &&
           allow(session, request->seed > 0, !oat, "seed", "morris, sobol, given and shapley") &&
           allow(session, request->bootstrap > 0, !oat, "bootstrap",
                 "morris, sobol, given and shapley") &&
           allow(session, request->design != NULL, method->draws, "design",
                 "sobol, given and shapley") &&
           allow(session, lhs, method->lhs, "design lhs", "given and shapley") &&
           allow(session, request->until != NULL, method->until, "until",
                 "sobol, given and shapley") &&
           allow(session, request->levels > 0, id == TF_SENSITIVITY_MORRIS, "levels", "morris") &&
           allow(session, request->second_order, id == TF_SENSITIVITY_SOBOL, "second-order",
                 "sobol") &&
           allow(session, request->independent, !oat, "independent",
                 "morris, sobol, given and shapley");
}

static bool parse_until(struct tf_session *session, double *until)
{
    const char *text = session->request.until;
    struct tf_number number;
    if (text == NULL) {
        return true;
    }
    if (tf_number_parse(text, strlen(text), '.', false, &number) != TF_NUMBER_OK ||
        !(number.value > 0)) {
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "`--until` takes the width of an interval, above 0, as in 0.02 or 2%%, not "
                       "`%s`",
                       text);
    }
    *until = number.value;
    if (session->request.design != NULL && strcmp(session->request.design, "lhs") == 0) {
        return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                       "a Latin hypercube has its size from the start; use --until with --design "
                       "random or sobol");
    }
    return true;
}

static bool check_sizes(struct tf_session *session, const struct method *method)
{
    const struct tf_request *request = &session->request;
    struct tf_diag *diag = &session->diag;
    if (request->draws > 0 && (uint64_t)request->draws < method->least) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "%ld %s are too few to estimate anything; take -n %lu or more",
                       request->draws, method->counted, (unsigned long)method->least);
    }
    if (method->most > 0 && (uint64_t)request->draws > method->most) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "the method looks at %lu draws at most; take a smaller -n",
                       (unsigned long)method->most);
    }
    if (request->levels % 2 != 0 || request->levels > LEVELS_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, NULL,
                       "`--levels` takes an even number from 2 to %d, not %ld", LEVELS_MOST,
                       request->levels);
    }
    if (request->bootstrap > REPLICATES_MOST) {
        return tf_fail(diag, TF_BAD_INPUT, NULL, "`--bootstrap` takes at most %d replicates",
                       REPLICATES_MOST);
    }
    return true;
}

static enum tf_design_kind design_of(const struct tf_request *request, const struct method *method)
{
    return request->design == NULL                 ? method->design
           : strcmp(request->design, "lhs") == 0   ? TF_DESIGN_LATIN
           : strcmp(request->design, "sobol") == 0 ? TF_DESIGN_SOBOL
                                                   : TF_DESIGN_RANDOM;
}

bool tf_sensitivity_request_make(struct tf_session *session, struct tf_sensitivity_request *out)
{
    const struct tf_request *request = &session->request;
    enum tf_sensitivity_method id = method_of(request->method);
    const struct method *method = &methods[id];
    size_t threads = tf_thread_count(request);
    *out = (struct tf_sensitivity_request){
        .method = id,
        .n = request->draws > 0 ? (uint64_t)request->draws : method->usual,
        .design = design_of(request, method),
        .second_order = request->second_order,
        .levels = request->levels > 0 ? (uint32_t)request->levels : LEVELS_USUAL,
        .resampling = {.replicates =
                           request->bootstrap > 0 ? (size_t)request->bootstrap : REPLICATES_USUAL,
                       .confidence = 0.95,
                       .seed = request->seed > 0 ? (uint64_t)request->seed : 1,
                       .threads = threads},
        .threads = threads};
    return check_options(session, id) && check_sizes(session, method) &&
           parse_until(session, &out->until);
}
