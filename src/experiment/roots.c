#include "experiment/roots.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <stdlib.h>

#include "base/num.h"

enum {
    STEPS_MOST = 200,      /* of Brent's methods, which take about ten */
    HALVINGS = 50,         /* of a cell, where a jump or an end is closed in on */
    HALVINGS_OF_STEP = 30, /* of what is costly and jumps: to 1e-10 of a bracket of 10 cells */
    SEEN_MOST = 1024,
    DEPTH_MOST = 3 /* a cell with a gap inside is cut into cells once more */
};

/* A root is met to so much of the target, and of the range of values that were seen. */
static const double PART_OF_TARGET = 1e-10, PART_OF_RANGE = 1e-12;

struct place {
    double x, y; /* y: NaN where there is no value */
};

struct finding {
    const struct tf_root_search *search;
    struct tf_roots *roots;
    gsl_root_fsolver *solver;
    gsl_min_fminimizer *minimizer;
    double way; /* of an extreme that is looked for: 1 the least, -1 the greatest */
    struct place best_turn;
    bool gap; /* a solver met a place without a value */
    bool stopped;
    /* Places that were computed, the oldest forgotten first: solvers ask for the ends of what they
     * are given, and for what they end with, again. */
    struct place seen[SEEN_MOST];
    size_t seen_count;
};

static bool has_value(struct place place)
{
    return !isnan(place.y);
}

static double excess(const struct finding *finding, struct place place)
{
    return place.y - finding->search->target;
}

/* On which side of the target a place with a value lies: 1 above, -1 below, 0 on it. Where a side
 * is enough, being on the target counts to that side. */
static int side(const struct finding *finding, struct place place)
{
    double more = excess(finding, place);
    switch (finding->search->met) {
    case TF_MET_FROM_ABOVE:
        return more >= 0 ? 1 : -1;
    case TF_MET_FROM_BELOW:
        return more <= 0 ? -1 : 1;
    default:
        return (more > 0) - (more < 0);
    }
}

static bool is_met(const struct finding *finding, struct place place)
{
    int at = side(finding, place);
    switch (finding->search->met) {
    case TF_MET_FROM_ABOVE:
        return at > 0;
    case TF_MET_FROM_BELOW:
        return at < 0;
    default:
        return at == 0;
    }
}

/* As exactly as numbers allow. */
static bool is_close(const struct finding *finding, struct place place)
{
    const struct tf_roots *roots = finding->roots;
    double range = roots->most - roots->least;
    double most = PART_OF_TARGET * fabs(finding->search->target) +
                  (isfinite(range) ? PART_OF_RANGE * range : 0);
    return fabs(excess(finding, place)) <= most;
}

/* Keeps the place if it is the nearest to the target so far. Of equals the first one stays. A leap
 * over the target says more than how near other places come. */
static void note(struct finding *finding, struct place place, enum tf_root_limit limit,
                 double beyond)
{
    struct tf_roots *roots = finding->roots;
    struct place before = {roots->nearest, roots->nearest_value};
    bool leaps = limit == TF_LIMIT_JUMP, leapt = roots->limit == TF_LIMIT_JUMP;
    if (has_value(place) &&
        (!has_value(before) || (leaps && !leapt) ||
         (leaps == leapt && fabs(excess(finding, place)) < fabs(excess(finding, before))))) {
        roots->nearest = place.x;
        roots->nearest_value = place.y;
        roots->limit = limit;
        roots->beyond = beyond;
    }
}

static int halvings(const struct finding *finding)
{
    return finding->search->curve->steps ? HALVINGS_OF_STEP : HALVINGS;
}

static void see(struct finding *finding, struct place place)
{
    finding->seen[finding->seen_count++ % SEEN_MOST] = place;
    if (has_value(place)) {
        finding->roots->least = fmin(finding->roots->least, place.y);
        finding->roots->most = fmax(finding->roots->most, place.y);
    }
}

static const struct place *recall(const struct finding *finding, double x)
{
    size_t count = finding->seen_count < SEEN_MOST ? finding->seen_count : SEEN_MOST;
    for (size_t i = 0; i < count; i++) {
        if (!(finding->seen[i].x < x || finding->seen[i].x > x)) {
            return &finding->seen[i];
        }
    }
    return NULL;
}

static struct place compute(struct finding *finding, double x)
{
    const struct tf_curve *curve = finding->search->curve;
    const struct place *known = recall(finding, x);
    struct place place = {x, known != NULL ? known->y : TF_ABSENT};
    if (known == NULL) {
        finding->stopped = finding->stopped || !curve->values(curve->context, &x, 1, &place.y);
        place.y = finding->stopped ? TF_ABSENT : place.y;
        see(finding, place);
    }
    finding->gap |= isnan(place.y);
    return place;
}

static void add(struct finding *finding, struct place place, bool jumps, double flat_to)
{
    struct tf_roots *roots = finding->roots;
    if (roots->crossing_count < TF_CROSSINGS_MOST) {
        roots->crossings[roots->crossing_count++] =
            (struct tf_crossing){place.x, place.y, jumps, flat_to};
    }
}

/* Two neighbouring places on different sides of the target. */
static void settle(struct finding *finding, struct place a, struct place b)
{
    bool nearer = fabs(excess(finding, b)) < fabs(excess(finding, a));
    struct place close = nearer ? b : a;
    struct place met = is_met(finding, a) ? a : is_met(finding, b) ? b : close;
    bool jumps = !is_close(finding, close);
    double leap = fabs(a.y - b.y);
    if (!jumps || is_met(finding, met) || leap <= finding->search->curve->noise) {
        add(finding, met, jumps, met.x);
    } else {
        note(finding, close, TF_LIMIT_JUMP, nearer ? a.x : b.x);
    }
}

/* Halves the way between two places on different sides. False at a gap. */
static bool halve(struct finding *finding, struct place *a, struct place *b)
{
    struct place middle = compute(finding, a->x + (b->x - a->x) / 2);
    if (!has_value(middle)) {
        return false;
    }
    *(side(finding, middle) == side(finding, *a) ? a : b) = middle;
    return true;
}

static double solver_excess(double x, void *context)
{
    struct finding *finding = context;
    return excess(finding, compute(finding, x));
}

/* Brent's method between two places, both finite, until they are neighbours or nearly. */
static bool iterate(struct finding *finding, struct place *a, struct place *b)
{
    gsl_function function = {solver_excess, finding};
    int status = gsl_root_fsolver_set(finding->solver, &function, a->x, b->x);
    for (int step = 0; status == GSL_SUCCESS && !finding->gap && step < STEPS_MOST; step++) {
        status = gsl_root_fsolver_iterate(finding->solver);
        double from = gsl_root_fsolver_x_lower(finding->solver);
        double to = gsl_root_fsolver_x_upper(finding->solver);
        if (gsl_root_test_interval(from, to, 0, 4 * GSL_DBL_EPSILON) == GSL_SUCCESS) {
            break;
        }
    }
    *a = compute(finding, gsl_root_fsolver_x_lower(finding->solver));
    *b = compute(finding, gsl_root_fsolver_x_upper(finding->solver));
    return status == GSL_SUCCESS && !finding->gap;
}

/* The best of what Brent's method ends with: its estimate may be nearer than both ends. */
static void settle_solved(struct finding *finding, struct place a, struct place b)
{
    struct place root = compute(finding, gsl_root_fsolver_root(finding->solver));
    if (side(finding, root) == 0 || is_met(finding, root)) {
        add(finding, root, !is_close(finding, root), root.x);
    } else if (side(finding, root) != side(finding, a)) {
        settle(finding, a, root);
    } else {
        settle(finding, root, b);
    }
}

static void search_cell(struct finding *finding, struct place a, struct place b, int depth);

/* Cuts a cell with a gap inside into cells. */
static void cut(struct finding *finding, struct place a, struct place b, int depth)
{
    enum { PARTS = 16 };
    struct place before = a;
    for (int i = 1; i <= PARTS && depth < DEPTH_MOST; i++) {
        struct place next = i < PARTS ? compute(finding, a.x + (b.x - a.x) * i / PARTS) : b;
        search_cell(finding, before, next, depth + 1);
        before = next;
    }
}

/* With the curve's own way to do it; what comes of it is taken if its sides are right. */
static void narrow(struct finding *finding, double enough, struct place *a, struct place *b)
{
    const struct tf_curve *curve = finding->search->curve;
    double from = a->x, to = b->x;
    if (!curve->narrow(curve->context, enough, &from, &to)) {
        finding->stopped = true;
        return;
    }
    struct place near_a = compute(finding, from), near_b = compute(finding, to);
    if (has_value(near_a) && has_value(near_b) && side(finding, near_a) == side(finding, *a) &&
        side(finding, near_b) == side(finding, *b)) {
        *a = near_a;
        *b = near_b;
    }
    finding->gap = false;
}

/* Halves the way, where the curve steps or is beyond all numbers at an end; false at a gap. */
static bool approach(struct finding *finding, struct place *a, struct place *b)
{
    const struct tf_curve *curve = finding->search->curve;
    double enough = ldexp(fabs(b->x - a->x), -halvings(finding));
    bool good = true;
    if (curve->steps && curve->narrow != NULL) {
        narrow(finding, enough, a, b);
    }
    for (int i = 0; i < halvings(finding) && good && !finding->stopped &&
                    fabs(b->x - a->x) > enough && (curve->steps || isinf(a->y) || isinf(b->y));
         i++) {
        good = halve(finding, a, b);
    }
    return good;
}

static void close_in(struct finding *finding, struct place a, struct place b, int depth)
{
    struct place low = a, high = b;
    finding->gap = false;
    bool good = approach(finding, &a, &b);
    bool jumps = finding->search->curve->steps || isinf(a.y) || isinf(b.y);
    if (finding->stopped) {
        return;
    }
    if (good && jumps) {
        settle(finding, a, b);
    } else if (good && iterate(finding, &a, &b)) {
        settle_solved(finding, a, b);
    } else {
        cut(finding, low, high, depth);
    }
}

/* Closes in on where values end, between a place with one and a place without. */
static struct place find_end(struct finding *finding, struct place inside, struct place outside)
{
    double beyond = outside.x;
    for (int i = 0; i < halvings(finding); i++) {
        struct place middle = compute(finding, inside.x + (beyond - inside.x) / 2);
        if (has_value(middle)) {
            inside = middle;
        } else {
            beyond = middle.x;
        }
    }
    note(finding, inside, TF_LIMIT_VALUE, beyond);
    return inside;
}

static void search_cell(struct finding *finding, struct place a, struct place b, int depth)
{
    if (finding->stopped || (!has_value(a) && !has_value(b))) {
        return;
    }
    if (!has_value(a)) {
        a = find_end(finding, b, a);
    } else if (!has_value(b)) {
        b = find_end(finding, a, b);
    }
    if (side(finding, a) * side(finding, b) < 0) {
        close_in(finding, a, b, depth);
    }
}

static double turn_value(double x, void *context)
{
    struct finding *finding = context;
    struct place place = compute(finding, x);
    double value = finding->way * place.y;
    if (has_value(place) && value < finding->way * finding->best_turn.y) {
        finding->best_turn = place;
    }
    return isnan(value) || isinf(value) ? GSL_DBL_MAX : value;
}

/* Looks for the extreme near the middle one of three places, until it passes the target. */
static struct place find_turn(struct finding *finding, const struct place three[3])
{
    gsl_function function = {turn_value, finding};
    int begun = side(finding, three[1]);
    finding->way = begun > 0 ? 1 : -1;
    finding->best_turn = three[1];
    int status = gsl_min_fminimizer_set_with_values(
        finding->minimizer, &function, three[1].x, finding->way * three[1].y, three[0].x,
        finding->way * three[0].y, three[2].x, finding->way * three[2].y);
    for (int step = 0; status == GSL_SUCCESS && step < STEPS_MOST && !finding->stopped; step++) {
        status = gsl_min_fminimizer_iterate(finding->minimizer);
        double from = gsl_min_fminimizer_x_lower(finding->minimizer);
        double to = gsl_min_fminimizer_x_upper(finding->minimizer);
        if (side(finding, finding->best_turn) != begun ||
            gsl_min_test_interval(from, to, 0, GSL_SQRT_DBL_EPSILON) == GSL_SUCCESS) {
            break;
        }
    }
    return finding->best_turn;
}

/* Three neighbours on one side, the middle one strictly nearest to the target. */
static bool turns(const struct finding *finding, const struct place three[3])
{
    for (size_t i = 0; i < 3; i++) {
        if (!has_value(three[i]) || isinf(three[i].y) ||
            side(finding, three[i]) != side(finding, three[1])) {
            return false;
        }
    }
    double middle = fabs(excess(finding, three[1]));
    return middle > 0 && middle < fabs(excess(finding, three[0])) &&
           middle < fabs(excess(finding, three[2]));
}

static void search_turn(struct finding *finding, const struct place three[3])
{
    if (finding->search->curve->steps || !turns(finding, three)) {
        return;
    }
    struct place turn = find_turn(finding, three);
    if (is_close(finding, turn)) {
        add(finding, turn, false, turn.x);
    } else if (side(finding, turn) != side(finding, three[1])) {
        search_cell(finding, three[0], turn, 0);
        search_cell(finding, turn, three[2], 0);
    } else {
        note(finding, turn, TF_LIMIT_TURN, turn.x);
    }
}

/* Places on the target themselves, which no cell holds between its ends: one root, or all places
 * of a stretch that is flat there. Returns how many were seen. */
static size_t take_exact(struct finding *finding, const struct place *places, size_t count)
{
    size_t run = 0;
    while (run < count && has_value(places[run]) && side(finding, places[run]) == 0) {
        run++;
    }
    if (run > 0) {
        add(finding, places[0], false, places[run - 1].x);
    }
    return run;
}

static bool scan(struct finding *finding, struct place *places)
{
    const struct tf_root_search *search = finding->search;
    double x[TF_CELLS_OF_BRACKET_MOST + 1], y[TF_CELLS_OF_BRACKET_MOST + 1];
    for (size_t i = 0; i <= search->cells; i++) {
        double part = (double)i / (double)search->cells;
        x[i] = i < search->cells ? search->low + (search->high - search->low) * part : search->high;
    }
    if (!search->curve->values(search->curve->context, x, search->cells + 1, y)) {
        return false;
    }
    for (size_t i = 0; i <= search->cells; i++) {
        places[i] = (struct place){x[i], y[i]};
        see(finding, places[i]);
        if (!has_value(places[i])) {
            finding->roots->beyond = x[i];
        }
    }
    return true;
}

/* Does it go up and down, by more than the noise? */
static bool is_monotone(const struct place *places, size_t count, double noise)
{
    double least = HUGE_VAL, most = -HUGE_VAL; /* up to here */
    bool rises = false, falls = false;
    for (size_t i = 0; i < count; i++) {
        if (has_value(places[i])) {
            double y = fmin(places[i].y, GSL_DBL_MAX);
            rises |= y > least + noise;
            falls |= y < most - noise;
            least = fmin(least, y);
            most = fmax(most, y);
        }
    }
    return !(rises && falls);
}

static void note_scan(struct finding *finding, const struct place *places)
{
    size_t last = finding->search->cells;
    for (size_t i = 0; i <= last; i++) {
        note(finding, places[i],
             i == 0      ? TF_LIMIT_LOW_END
             : i == last ? TF_LIMIT_HIGH_END
                         : TF_LIMIT_TURN,
             places[i].x);
    }
}

/* What can be said of the whole bracket. */
static void conclude(struct finding *finding, const struct place *places)
{
    struct tf_roots *roots = finding->roots;
    const struct tf_root_search *search = finding->search;
    double range = roots->most - roots->least;
    double rounding = isfinite(range) ? PART_OF_RANGE * range : 0;
    struct place nearest = {roots->nearest, roots->nearest_value};
    roots->monotone = is_monotone(places, search->cells + 1, fmax(search->curve->noise, rounding));
    if (roots->crossing_count == 0 && has_value(nearest) && is_close(finding, nearest)) {
        add(finding, nearest, false, nearest.x); /* at an end, touched and not passed */
    }
    if (roots->crossing_count > 0) {
        roots->limit = TF_LIMIT_NONE;
    } else if (isnan(roots->nearest)) {
        roots->limit = TF_LIMIT_NOWHERE;
    } else if (!(roots->least < roots->most) && roots->limit != TF_LIMIT_VALUE) {
        roots->limit = TF_LIMIT_FLAT;
    }
}

static int by_place(const void *a, const void *b)
{
    double x = ((const struct tf_crossing *)a)->x, y = ((const struct tf_crossing *)b)->x;
    return (x > y) - (x < y);
}

static void search_bracket(struct finding *finding, const struct place *places)
{
    size_t count = finding->search->cells + 1;
    for (size_t i = 0; i < count && !finding->stopped; i++) {
        size_t exact = take_exact(finding, places + i, count - i);
        i += exact > 0 ? exact - 1 : 0;
        if (i + 1 < count) {
            search_cell(finding, places[i], places[i + 1], 0);
        }
        if (i > 0 && i + 1 < count) {
            search_turn(finding, places + i - 1);
        }
    }
}

bool tf_roots_find(const struct tf_root_search *search, struct tf_roots *roots)
{
    struct place places[TF_CELLS_OF_BRACKET_MOST + 1];
    struct finding finding = {.search = search,
                              .roots = roots,
                              .solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent),
                              .minimizer = gsl_min_fminimizer_alloc(gsl_min_fminimizer_brent)};
    bool good = finding.solver != NULL && finding.minimizer != NULL;
    *roots = (struct tf_roots){.nearest = TF_ABSENT,
                               .nearest_value = TF_ABSENT,
                               .beyond = TF_ABSENT,
                               .least = HUGE_VAL,
                               .most = -HUGE_VAL};
    if (good && scan(&finding, places)) {
        note_scan(&finding, places);
        search_bracket(&finding, places);
        conclude(&finding, places);
        qsort(roots->crossings, roots->crossing_count, sizeof *roots->crossings, by_place);
    } else {
        good = false;
    }
    if (finding.solver != NULL) {
        gsl_root_fsolver_free(finding.solver);
    }
    if (finding.minimizer != NULL) {
        gsl_min_fminimizer_free(finding.minimizer);
    }
    return good && !finding.stopped;
}
