#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "cli/designing.h"
#include "cli/load.h"
#include "experiment/maximin.h"
#include "experiment/trajectories.h"

/* In the order of enum tf_design_kind. */
const char *const tf_design_methods[] = {"random",   "lhs",    "sobol",     "halton",
                                         "saltelli", "morris", "factorial", NULL};

enum { LEVELS_USUAL = 4, LEVELS_MOST = 1000000 };

/* Rows of trajectories are kept in memory: this many numbers at most. */
#define TABLE_MOST ((uint64_t)1 << 27)

static bool refuse(const struct tf_designing *designing, const char *message)
{
    return tf_fail(&designing->session->diag, TF_BAD_INPUT, NULL, "%s", message);
}

/* --- which options belong to the method ------------------------------------------------------ */

static bool belongs(const struct tf_designing *designing, bool given, const char *option,
                    bool takes, const char *methods)
{
    return !given || takes ||
           tf_fail(&designing->session->diag, TF_BAD_INPUT, NULL,
                   "`--%s` belongs to --method %s; leave it out", option, methods);
}

static bool check_options(const struct tf_designing *designing)
{
    const struct tf_request *request = &designing->session->request;
    enum tf_design_kind kind = designing->design.kind;
    bool saltelli = kind == TF_DESIGN_SALTELLI;
    return belongs(designing, request->second_order, "second-order", saltelli, "saltelli") &&
           belongs(designing, request->base != NULL, "base", saltelli, "saltelli") &&
           belongs(designing, request->plain, "no-scramble", kind == TF_DESIGN_SOBOL || saltelli,
                   "sobol or saltelli") &&
           belongs(designing, request->maximin, "maximin", kind == TF_DESIGN_LATIN, "lhs") &&
           belongs(designing, request->grid != NULL, "levels",
                   kind == TF_DESIGN_MORRIS || kind == TF_DESIGN_FACTORIAL, "morris or factorial");
}

static bool find_kind(struct tf_designing *designing)
{
    const char *method = designing->session->request.design;
    if (method == NULL) {
        return refuse(designing, "no method; give --method random, lhs, sobol, halton, saltelli, "
                                 "morris or factorial");
    }
    for (int i = 0; tf_design_methods[i] != NULL; i++) {
        if (strcmp(method, tf_design_methods[i]) == 0) {
            designing->design.kind = (enum tf_design_kind)i;
        }
    }
    return true;
}

/* --- levels ---------------------------------------------------------------------------------- */

static bool parse_level(const struct tf_designing *designing, const char *text, size_t length,
                        uint32_t *level)
{
    long whole;
    if (!tf_whole_parse(text, length, LEVELS_MOST, &whole) || whole < 1) {
        return tf_fail(&designing->session->diag, TF_BAD_INPUT, NULL,
                       "`--levels` takes a whole number from 1 to %d, or one for each factor as in "
                       "2x3x2, not `%s`",
                       LEVELS_MOST, designing->session->request.grid);
    }
    *level = (uint32_t)whole;
    return true;
}

static bool morris_levels(struct tf_designing *designing)
{
    const char *text = designing->session->request.grid;
    uint32_t *levels = &designing->design.level_count;
    *levels = LEVELS_USUAL;
    if (text != NULL && strchr(text, 'x') == NULL &&
        !parse_level(designing, text, strlen(text), levels)) {
        return false;
    }
    if ((text != NULL && strchr(text, 'x') != NULL) || *levels % 2 != 0 ||
        *levels > TF_MORRIS_LEVELS_MOST) {
        return tf_fail(&designing->session->diag, TF_BAD_INPUT, NULL,
                       "trajectories have one grid for all factors, and move by half of it; give "
                       "--levels an even number from 2 to %d, not `%s`",
                       TF_MORRIS_LEVELS_MOST, text);
    }
    return true;
}

static bool factorial_levels(struct tf_designing *designing)
{
    const char *text = designing->session->request.grid;
    size_t factors = designing->space.count, given = 0;
    uint32_t *levels = tf_arena_alloc(&designing->session->arena, factors, sizeof *levels);
    if (text == NULL) {
        return refuse(designing, "a factorial needs levels; give --levels 3, or as many as there "
                                 "are factors: --levels 2x3x2");
    }
    if (levels == NULL) {
        return tf_out_of_memory(&designing->session->diag);
    }
    designing->design.group_levels = levels;
    for (const char *at = text;; at++) {
        size_t length = strcspn(at, "x");
        if (!parse_level(designing, at, length, &levels[given < factors ? given : 0])) {
            return false;
        }
        given++;
        at += length;
        if (*at == '\0') {
            break;
        }
    }
    if (given != factors && given != 1) {
        return tf_fail(&designing->session->diag, TF_BAD_INPUT, NULL,
                       "`--levels %s` has levels for %zu factors, and the file has %zu; give one "
                       "for each, or a single one for all",
                       text, given, factors);
    }
    for (size_t i = given; i < factors; i++) {
        levels[i] = levels[0];
    }
    return true;
}

/* --- how many points ------------------------------------------------------------------------- */

/* How many runs a design of the command may have. */
static uint64_t runs_most(enum tf_design_kind kind)
{
    uint64_t most = tf_design_runs_most(kind);
    return most < (uint64_t)TF_WHOLE_MOST ? most : (uint64_t)TF_WHOLE_MOST;
}

static bool too_many(const struct tf_designing *designing, uint64_t most)
{
    return tf_fail(&designing->session->diag, TF_BAD_INPUT, NULL,
                   "that makes more than %" PRIu64 " runs, the most that %s can have here; take "
                   "%s",
                   most, tf_design_methods[designing->design.kind],
                   designing->design.kind == TF_DESIGN_FACTORIAL ? "fewer levels" : "a smaller -n");
}

/* Whole points, or whatever -n counts. */
static bool parse_points(const struct tf_designing *designing, uint64_t *points)
{
    const char *text = designing->session->request.points;
    long whole;
    if (text == NULL) {
        return refuse(designing, "how many points? give -n (saltelli: base points; morris: "
                                 "trajectories, or `all`)");
    }
    if (!tf_whole_parse(text, strlen(text), TF_WHOLE_MOST, &whole) || whole < 1) {
        return tf_fail(&designing->session->diag, TF_BAD_INPUT, NULL,
                       "`-n` takes a whole number from 1 to %ld%s, not `%s`", TF_WHOLE_MOST,
                       designing->design.kind == TF_DESIGN_MORRIS ? ", or `all`" : "", text);
    }
    *points = (uint64_t)whole;
    return true;
}

static bool count_factorial(struct tf_designing *designing)
{
    if (designing->session->request.points != NULL) {
        return refuse(designing, "a factorial has as many points as its levels make; leave -n out");
    }
    designing->run_count =
        tf_factorial_runs(designing->design.group_levels, designing->design.group_count);
    uint64_t most = runs_most(TF_DESIGN_FACTORIAL);
    return designing->run_count <= most || too_many(designing, most);
}

static bool count_runs(struct tf_designing *designing)
{
    struct tf_design *design = &designing->design;
    const char *text = designing->session->request.points;
    uint64_t points = 0, rows = tf_design_rows(design), factors = designing->space.count;
    uint64_t most = runs_most(design->kind);
    if (design->kind == TF_DESIGN_FACTORIAL) {
        return count_factorial(designing);
    }
    if (design->kind == TF_DESIGN_MORRIS && text != NULL && strcmp(text, "all") == 0) {
        points = tf_trajectories_all(design->level_count, (uint32_t)factors, (uint32_t)factors);
    } else if (!parse_points(designing, &points)) {
        return false;
    } else if (design->kind == TF_DESIGN_MORRIS) {
        most = TABLE_MOST / factors;
    }
    if (points > most / rows) {
        return too_many(designing, most);
    }
    designing->run_count = points * rows;
    return true;
}

static bool fits(const struct tf_designing *designing)
{
    enum tf_design_kind kind = designing->design.kind;
    uint32_t most = tf_design_dimensions_most(kind);
    if (designing->space.count > most) {
        return tf_fail(&designing->session->diag, TF_BAD_INPUT, NULL,
                       "%s has at most %" PRIu32 " factors, and the file has %zu; take fewer%s",
                       tf_design_methods[kind], most, designing->space.count,
                       kind == TF_DESIGN_SALTELLI ? ", or --base random" : ", or --method random");
    }
    return true;
}

/* --- the design ------------------------------------------------------------------------------ */

static bool make_design(struct tf_designing *designing)
{
    const struct tf_request *request = &designing->session->request;
    struct tf_design *design = &designing->design;
    bool random = request->base != NULL && strcmp(request->base, "random") == 0;
    design->seed = request->seed > 0 ? (uint64_t)request->seed : 1;
    design->whole = true;
    design->plain = request->plain;
    design->base = random ? TF_DESIGN_RANDOM : TF_DESIGN_SOBOL;
    design->second_order = request->second_order;
    design->dimension_count = design->group_count = (uint32_t)designing->space.count;
    if (random && request->plain) {
        return refuse(designing, "random samples have nothing to scramble; leave --no-scramble or "
                                 "--base random out");
    }
    bool good = design->kind == TF_DESIGN_MORRIS      ? morris_levels(designing)
                : design->kind == TF_DESIGN_FACTORIAL ? factorial_levels(designing)
                                                      : true;
    return good && (random || fits(designing)) && count_runs(designing) &&
           tf_lanes_choose(&design->lane_width, &designing->session->diag);
}

static bool is_enumerated(const struct tf_designing *designing)
{
    return strcmp(designing->session->request.points, "all") == 0;
}

static bool make_table(struct tf_designing *designing)
{
    struct tf_session *session = designing->session;
    struct tf_design *design = &designing->design;
    const struct tf_factor_space *space = &designing->space;
    bool good = true, made = false;
    design->run_count = designing->run_count;
    if (design->kind == TF_DESIGN_MORRIS && !is_enumerated(designing)) {
        uint64_t trajectories = designing->run_count / tf_design_rows(design);
        good = tf_trajectories_choose(design, space->dimensions, space->count, trajectories,
                                      &session->arena, &designing->table, &session->diag);
        made = true;
    } else if (session->request.maximin) {
        if (designing->run_count > TF_MAXIMIN_RUNS_MOST) {
            return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                           "--maximin compares all points with each other, up to %d; take fewer, "
                           "or --method sobol",
                           TF_MAXIMIN_RUNS_MOST);
        }
        good = tf_maximin_hypercube(design, space->dimensions, space->count, &session->arena,
                                    &designing->table, &session->diag);
        made = true;
    }
    design->table = made ? &designing->table : NULL;
    return good;
}

static bool check_files(const struct tf_designing *designing)
{
    const struct tf_request *request = &designing->session->request;
    if (request->operands.count > 0) {
        return tf_fail(&designing->session->diag, TF_BAD_INPUT, NULL,
                       "`%s` is no option; factors are given by --factors FILE",
                       request->operands.items[0]);
    }
    if (request->factors == NULL) {
        return refuse(designing, "no factors; give --factors FILE, a CSV file that begins with "
                                 "factor,dist,value,low,high");
    }
    return true;
}

bool tf_designing_open(struct tf_designing *designing, struct tf_session *session)
{
    *designing =
        (struct tf_designing){.session = session, .threads = tf_thread_count(&session->request)};
    return check_files(designing) && find_kind(designing) && check_options(designing) &&
           tf_factor_file_read(&designing->file, session->request.factors, &tf_file_system,
                               &session->diag) &&
           tf_target_is_other(session->request.output, session->request.factors, &session->diag) &&
           tf_factor_space_init(&designing->space, &designing->file, &session->arena,
                                &session->diag) &&
           make_design(designing) && make_table(designing);
}

void tf_designing_close(struct tf_designing *designing)
{
    tf_factor_file_release(&designing->file);
}
