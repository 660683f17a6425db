#include "output/chart_contour.h"

#include <math.h>
#include <stdint.h>

#define NO_EDGE SIZE_MAX

/* Edges of the grid carry at most one crossing each, and a crossing joins at most two segments, one
 * of each square at the edge. Edge 2 * (row * columns + column) runs to the right of a point, the
 * next one down to the next row. */
struct tracing {
    const double *z;
    size_t columns, rows;
    double level;
    size_t (*next)[2]; /* [edge]: the edges that segments lead to; NO_EDGE: none */
    bool *done;        /* [edge] */
    struct contour *out;
    size_t points;
};

static double at(const struct tracing *t, size_t column, size_t row)
{
    return t->z[row * t->columns + column];
}

static size_t edge_right(const struct tracing *t, size_t column, size_t row)
{
    return 2 * (row * t->columns + column);
}

static size_t edge_down(const struct tracing *t, size_t column, size_t row)
{
    return edge_right(t, column, row) + 1;
}

static void join_one(struct tracing *t, size_t from, size_t to)
{
    t->next[from][t->next[from][0] == NO_EDGE ? 0 : 1] = to;
}

static void join(struct tracing *t, size_t a, size_t b)
{
    join_one(t, a, b);
    join_one(t, b, a);
}

/* Edges of a square: 0 above, 1 right, 2 below, 3 left. */
static void square(struct tracing *t, size_t column, size_t row)
{
    double corner[] = {at(t, column, row), at(t, column + 1, row), at(t, column + 1, row + 1),
                       at(t, column, row + 1)};
    size_t edge[] = {edge_right(t, column, row), edge_down(t, column + 1, row),
                     edge_right(t, column, row + 1), edge_down(t, column, row)};
    size_t crossed[4], count = 0;
    double mean = 0;
    for (size_t i = 0; i < 4; i++) {
        if (!isfinite(corner[i])) {
            return;
        }
        mean += corner[i] / 4;
        if ((corner[i] >= t->level) != (corner[(i + 1) % 4] >= t->level)) {
            crossed[count++] = edge[i];
        }
    }
    if (count == 2) {
        join(t, crossed[0], crossed[1]);
    } else if (count == 4) { /* a saddle: which corners the middle goes with */
        bool with_first = (mean >= t->level) == (corner[0] >= t->level);
        join(t, edge[0], edge[with_first ? 1 : 3]);
        join(t, edge[2], edge[with_first ? 3 : 1]);
    }
}

static void add_point(struct tracing *t, size_t edge)
{
    size_t point = edge / 2, column = point % t->columns, row = point / t->columns;
    bool down = edge % 2 == 1;
    double from = at(t, column, row);
    double to = down ? at(t, column, row + 1) : at(t, column + 1, row);
    double part = (t->level - from) / (to - from);
    t->out->x[t->points] = (double)column + (down ? 0 : part);
    t->out->y[t->points] = (double)row + (down ? part : 0);
    t->points++;
}

/* Follows a line from one of its edges to its end, or round to where it began. */
static void follow(struct tracing *t, size_t first)
{
    size_t edge = first, before = NO_EDGE;
    while (edge != NO_EDGE && !t->done[edge]) {
        t->done[edge] = true;
        add_point(t, edge);
        size_t after = t->next[edge][0] != before ? t->next[edge][0] : t->next[edge][1];
        before = edge;
        edge = after;
    }
    if (edge == first) {
        add_point(t, first);
    }
    t->out->ends[t->out->line_count++] = t->points;
}

static bool prepare(struct tracing *t, struct tf_arena *arena)
{
    size_t edges = 2 * t->columns * t->rows;
    t->next = tf_arena_alloc(arena, edges, sizeof *t->next);
    t->done = tf_arena_alloc(arena, edges, sizeof *t->done);
    t->out->x = tf_arena_alloc(arena, 2 * edges, sizeof *t->out->x);
    t->out->y = tf_arena_alloc(arena, 2 * edges, sizeof *t->out->y);
    t->out->ends = tf_arena_alloc(arena, edges, sizeof *t->out->ends);
    if (!t->next || !t->done || !t->out->x || !t->out->y || !t->out->ends) {
        return false;
    }
    for (size_t i = 0; i < edges; i++) {
        t->next[i][0] = t->next[i][1] = NO_EDGE;
    }
    return true;
}

bool contour_trace(const double *z, size_t columns, size_t rows, double level,
                   struct tf_arena *arena, struct contour *contour)
{
    struct tracing t = {.z = z, .columns = columns, .rows = rows, .level = level, .out = contour};
    *contour = (struct contour){.line_count = 0};
    if (!prepare(&t, arena)) {
        return false;
    }
    for (size_t row = 0; row + 1 < rows; row++) {
        for (size_t column = 0; column + 1 < columns; column++) {
            square(&t, column, row);
        }
    }
    size_t edges = 2 * columns * rows;
    for (size_t i = 0; i < edges; i++) { /* open lines from their ends, then closed ones */
        if (!t.done[i] && t.next[i][0] != NO_EDGE && t.next[i][1] == NO_EDGE) {
            follow(&t, i);
        }
    }
    for (size_t i = 0; i < edges; i++) {
        if (!t.done[i] && t.next[i][0] != NO_EDGE) {
            follow(&t, i);
        }
    }
    return true;
}
