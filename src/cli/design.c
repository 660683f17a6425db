#include "cli/designing.h"

#include "cli/rows.h"

static const char *const bases[] = {"sobol", "random", NULL};

static const struct tf_option own_options[] = {
    {"factors", 0, TF_OPTION_TEXT, offsetof(struct tf_request, factors), "FILE", NULL,
     "The inputs of the other program, as CSV: factor,dist,value,low,high with dist uniform, "
     "triangular, pert, normal or lognormal (uniform needs no value). `-` is standard input."},
    {"method", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, design), "METHOD",
     tf_design_methods,
     "random, lhs (Latin hypercube), sobol, halton, saltelli (for Sobol' indices), morris "
     "(trajectories, for screening) or factorial (every combination of levels)."},
    {"points", 'n', TF_OPTION_TEXT, offsetof(struct tf_request, points), "N", NULL,
     "How many points: of saltelli base points, each of which takes a row a factor and two more; "
     "of morris trajectories, each a row a factor and one more, or `all`: one from every point of "
     "the grid. Powers of two are best for sobol and saltelli."},
    {"seed", 0, TF_OPTION_WHOLE, offsetof(struct tf_request, seed), "S", NULL,
     "Another seed gives other points, the same seed the same ones: a whole number from 1 "
     "(default) to 1099511627776."},
    {"levels", 0, TF_OPTION_TEXT, offsetof(struct tf_request, grid), "LEVELS", NULL,
     "morris: levels of the grid, an even number (default 4). factorial: levels of every factor, "
     "or of each, as in 2x3x2."},
    {"second-order", 0, TF_OPTION_FLAG, offsetof(struct tf_request, second_order), NULL, NULL,
     "saltelli: the rows that indices of pairs of factors need as well."},
    {"base", 0, TF_OPTION_CHOICE, offsetof(struct tf_request, base), "BASE", bases,
     "saltelli: what both samples are taken from: sobol (default, one scrambled sequence) or "
     "random."},
    {"no-scramble", 0, TF_OPTION_FLAG, offsetof(struct tf_request, plain), NULL, NULL,
     "sobol, saltelli: the plain sequence, which is the same for every seed."},
    {"maximin", 0, TF_OPTION_FLAG, offsetof(struct tf_request, maximin), NULL, NULL,
     "lhs: exchanges coordinates until the nearest points are far apart; up to 2000 points."},
};
static const struct tf_option_group own = {own_options, sizeof own_options / sizeof *own_options};
static const struct tf_option_group *const options[] = {
    &own, &tf_options_output, &tf_options_work, &tf_options_quiet, &tf_options_general, NULL};

static const struct tf_example examples[] = {
    {"twofold design --factors factors.csv --method lhs -n 100 --maximin -o points.csv",
     "A hundred points for another program."},
    {"twofold design --factors factors.csv --method saltelli -n 8192 -o points.csv",
     "What Sobol' indices need; `twofold indices` computes them."},
    {"twofold design --factors factors.csv --method morris -n 20 | ./model > results.csv",
     "Twenty trajectories straight into the model."},
    {"twofold design --factors factors.csv --method factorial --levels 2x3x5",
     "Every combination of two, three and five levels."},
    {NULL, NULL},
};

static enum tf_status run(struct tf_session *session)
{
    struct tf_designing designing = {0};
    bool good = tf_rows_are_csv(session, "give -o a name that ends in .csv") &&
                tf_designing_open(&designing, session) && tf_designing_write(&designing);
    tf_designing_close(&designing);
    return good ? TF_DONE : TF_BAD_INPUT;
}

const struct tf_command tf_command_design = {
    .name = "design",
    .operands = "--factors FILE --method METHOD",
    .summary = "chooses points at which another program is to be run",
    .description =
        "Reads what is uncertain in any program, a factor a row, and writes the points of an "
        "experiment: CSV with a row a run and the columns run and FACTOR…, which that program "
        "turns into results. Designs that `twofold indices` must know the structure of end with "
        "the columns point and part.\n\n"
        "Random points and Latin hypercubes depend on the seed and each factor's name, so that "
        "another factor more changes none of the others; in Sobol' and Halton sequences the "
        "factor's place in the file counts. The same seed gives the same bytes on every machine "
        "and for every number of threads.",
    .options = options,
    .examples = examples,
    .run = run,
};
