/* Runs that are drawn here. */
#include <inttypes.h>
#include <string.h>

#include "cli/discovery.h"
#include "cli/progress.h"
#include "scenario/csvsrc.h"

enum { DRAWS_USUAL = 10000 };

/* The work of drawing. */
struct drawing {
    struct tf_discovery *discovery;
    struct tf_progress progress;
    size_t **measures;                /* [scenario][condition] */
    struct tf_judgement **judgements; /* [scenario][condition] */
    size_t **chosen; /* [scenario][factor]: which of the scenario's inputs may bound a box */
};

/* Pipes can be read once only: what was read of them serves for the loading. */
static bool remember_files(struct tf_discovery *discovery)
{
    const struct tf_texts *files = &discovery->session->request.operands;
    for (size_t i = 0; i < discovery->mapping_count; i++) {
        const struct tf_mapping *mapping = &discovery->mappings[i];
        if (mapping->memory != NULL && mapping->length <= TF_CSV_FILE_LIMIT &&
            !tf_file_cache_put(&discovery->sampling.files, files->items[i], mapping->bytes,
                               mapping->length)) {
            return tf_out_of_memory(&discovery->session->diag);
        }
    }
    return true;
}

/* A scenario without an uncertain row has no factor that could bound a box. */
static bool has_factors(const struct tf_discovery *discovery)
{
    for (size_t i = 0; i < discovery->sampling.study.case_count; i++) {
        const struct tf_case *item = &discovery->sampling.study.cases[i];
        struct tf_place place = {.file = item->scenario.file};
        if (item->factors.count == 0) {
            return tf_fail(&discovery->session->diag, TF_BAD_INPUT, &place,
                           "no row of it is uncertain, so that there is no space to look for a box "
                           "in; give a row a dist with low and high, as in "
                           "`gdp_growth,5%%,1/year,triangular,4%%,6%%`");
        }
    }
    return true;
}

/* --- what is measured ---------------------------------------------------------------------------
 */

static bool resolve_conditions(struct drawing *drawing, size_t index)
{
    struct tf_discovery *discovery = drawing->discovery;
    struct tf_arena *arena = &discovery->session->arena;
    const struct tf_plan *plan = &discovery->sampling.study.cases[index].plan;
    size_t count = discovery->condition_count;
    size_t *measures = tf_arena_alloc(arena, count, sizeof *measures);
    struct tf_judgement *judgements = tf_arena_alloc(arena, count, sizeof *judgements);
    if (measures == NULL || judgements == NULL) {
        return tf_out_of_memory(&discovery->session->diag);
    }
    for (size_t i = 0; i < count; i++) {
        struct tf_measure measure;
        if (!tf_run_condition_resolve(&discovery->conditions[i], plan, arena, &measure,
                                      &judgements[i], &discovery->session->diag)) {
            return false;
        }
        measures[i] = tf_measure_add(&discovery->sampling, index, &measure);
        if (measures[i] == SIZE_MAX) {
            return false;
        }
    }
    drawing->measures[index] = measures;
    drawing->judgements[index] = judgements;
    return true;
}

/* What a region, group or source of the address is called, where that is not its name. */
static const char *label_of(const struct tf_discovery *discovery,
                            const struct tf_scenario *scenario, const struct tf_address *address)
{
    const char *language = tf_language_code(tf_session_language(discovery->session));
    const struct tf_dimensions *dimensions = &scenario->dimensions;
    const char *const members[] = {
        address->region >= 0 ? dimensions->regions.names[address->region] : NULL,
        address->group >= 0 ? dimensions->groups.names[address->group] : NULL,
        address->source >= 0 ? tf_source_names[address->source] : NULL,
    };
    char *label = NULL;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const char *own =
            members[i] != NULL ? tf_member_label(scenario, members[i], language) : NULL;
        if (own != NULL && strcmp(own, members[i]) != 0) {
            label = tf_arena_printf(&discovery->session->arena, "%s%s%s",
                                    label != NULL ? label : "", label != NULL ? ", " : "", own);
        }
    }
    return label;
}

/* The inputs of a scenario that may bound a box, and how they are called. */
static bool choose_factors(struct drawing *drawing, const struct tf_input_columns *inputs,
                           size_t index)
{
    struct tf_discovery *discovery = drawing->discovery;
    struct tf_session *session = discovery->session;
    const struct tf_case *item = &discovery->sampling.study.cases[index];
    struct tf_discovery_runs *runs = &discovery->items[index];
    size_t *chosen = tf_arena_alloc(&session->arena, inputs->count, sizeof *chosen);
    runs->factors = tf_arena_alloc(&session->arena, inputs->count, sizeof *runs->factors);
    runs->columns = tf_arena_alloc(&session->arena, inputs->count, sizeof *runs->columns);
    if (chosen == NULL || runs->factors == NULL || runs->columns == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < inputs->count; i++) {
        const struct tf_input_column *column = &inputs->items[i];
        size_t input = column->inputs[index];
        if (input == SIZE_MAX || !tf_discovery_wants(session, column->name)) {
            continue;
        }
        const struct tf_row *row = &item->scenario.rows[item->inputs[input]];
        struct tf_discovered_factor *factor = &runs->factors[runs->factor_count];
        tf_discovered_describe(column->name + strlen("set."), factor);
        factor->label = label_of(discovery, &item->scenario, &row->address);
        chosen[runs->factor_count++] = input;
    }
    drawing->chosen[index] = chosen;
    return true;
}

static bool check_columns(struct tf_session *session, const struct tf_input_columns *inputs)
{
    const char **names = tf_arena_alloc(&session->arena, inputs->count, sizeof *names);
    if (names == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < inputs->count; i++) {
        names[i] = inputs->items[i].name + strlen("set.");
    }
    return tf_discovery_columns_exist(session, names, inputs->count);
}

static bool describe_scenarios(struct drawing *drawing)
{
    struct tf_discovery *discovery = drawing->discovery;
    struct tf_session *session = discovery->session;
    size_t cases = discovery->sampling.study.case_count;
    struct tf_input_columns inputs = {0};
    discovery->items = tf_arena_alloc(&session->arena, cases, sizeof *discovery->items);
    drawing->measures = tf_arena_alloc(&session->arena, cases, sizeof *drawing->measures);
    drawing->judgements = tf_arena_alloc(&session->arena, cases, sizeof *drawing->judgements);
    drawing->chosen = tf_arena_alloc(&session->arena, cases, sizeof *drawing->chosen);
    if (discovery->items == NULL || drawing->measures == NULL || drawing->judgements == NULL ||
        drawing->chosen == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    bool good = tf_input_columns_make(&inputs, &discovery->sampling, false) &&
                check_columns(session, &inputs);
    for (size_t i = 0; i < cases && good; i++) {
        discovery->items[i].name = discovery->sampling.study.cases[i].scenario.name;
        good = resolve_conditions(drawing, i) &&
               tf_discovery_describe(discovery, &discovery->sampling.study.cases[i].plan,
                                     &discovery->items[i]) &&
               choose_factors(drawing, &inputs, i);
    }
    return good;
}

/* --- drawing ------------------------------------------------------------------------------------
 */

/* Room for the values of the factors, with that of the results no more than is kept in memory. */
static bool make_inputs(struct drawing *drawing, uint64_t draws)
{
    struct tf_discovery *discovery = drawing->discovery;
    struct tf_session *session = discovery->session;
    size_t cases = discovery->sampling.study.case_count, bytes = 0;
    for (size_t i = 0; i < cases; i++) {
        size_t columns =
            discovery->items[i].factor_count + discovery->sampling.study.cases[i].measure_count;
        size_t more = draws < SIZE_MAX ? tf_columns_bytes(columns, (size_t)draws) : SIZE_MAX;
        if (draws > TF_PRIM_RUNS_MOST || more > TF_STORED_BYTES_MOST - bytes) {
            return tf_fail(&session->diag, TF_BAD_INPUT, NULL,
                           "%" PRIu64 " draws are more than can be kept for a search; give a "
                           "smaller -n",
                           draws);
        }
        bytes += more;
    }
    discovery->inputs = tf_arena_alloc(&session->arena, cases, sizeof *discovery->inputs);
    if (discovery->inputs == NULL) {
        return tf_out_of_memory(&session->diag);
    }
    for (size_t i = 0; i < cases; i++) {
        if (!tf_columns_init(&discovery->inputs[i], discovery->items[i].factor_count, (size_t)draws,
                             &session->diag)) {
            return false;
        }
    }
    return true;
}

static bool keep_inputs(void *context, const struct tf_drawn_chunk *chunk, struct tf_diag *diag)
{
    struct drawing *drawing = context;
    const struct tf_columns *columns = &drawing->discovery->inputs[chunk->index];
    (void)diag;
    for (size_t i = 0; i < columns->column_count; i++) {
        memcpy(columns->values[i] + chunk->first,
               tf_study_input(chunk->worker, drawing->chosen[chunk->index][i]),
               chunk->count * sizeof(double));
    }
    return true;
}

static void tell(void *context, uint64_t runs)
{
    struct drawing *drawing = context;
    tf_progress_tell(&drawing->progress, runs);
}

static bool draw(struct drawing *drawing, uint64_t draws)
{
    struct tf_discovery *discovery = drawing->discovery;
    struct tf_spread *spread = &discovery->spread;
    uint64_t cases = discovery->sampling.study.case_count;
    *spread = (struct tf_spread){.study = &discovery->sampling.study,
                                 .threads = discovery->sampling.threads,
                                 .bytes_most = SIZE_MAX,
                                 .pass_on = keep_inputs,
                                 .progress = tell,
                                 .context = drawing};
    tf_progress_begin(&drawing->progress, discovery->session, draws * cases);
    bool good = tf_spread_init(spread, &discovery->session->diag) &&
                tf_spread_draw(spread, draws, &discovery->session->diag);
    tf_progress_end(&drawing->progress, spread->draw_count * cases);
    return good;
}

/* --- what came out ------------------------------------------------------------------------------
 */

static bool is_met(const struct drawing *drawing, size_t index, size_t run)
{
    const struct tf_columns *results = &drawing->discovery->spread.columns[index];
    bool met = results->feasible[run] != 0;
    for (size_t i = 0; i < drawing->discovery->condition_count && met; i++) {
        met = tf_judgement_met(&drawing->judgements[index][i],
                               results->values[drawing->measures[index][i]][run]);
    }
    return met;
}

static bool judge(struct drawing *drawing, size_t index)
{
    struct tf_discovery *discovery = drawing->discovery;
    struct tf_discovery_runs *runs = &discovery->items[index];
    struct tf_place place = {.file = discovery->sampling.study.cases[index].scenario.file};
    runs->count = (size_t)discovery->spread.draw_count;
    runs->infeasible = discovery->spread.counts[index].infeasible;
    runs->met = tf_arena_alloc(&discovery->session->arena, runs->count, sizeof *runs->met);
    if (runs->met == NULL) {
        return tf_out_of_memory(&discovery->session->diag);
    }
    for (size_t run = 0; run < runs->count; run++) {
        runs->met[run] = is_met(drawing, index, run);
    }
    for (size_t i = 0; i < runs->factor_count; i++) {
        runs->columns[i] = discovery->inputs[index].values[i];
    }
    return tf_discovery_finish(discovery, runs, &place);
}

bool tf_discovery_draw(struct tf_discovery *discovery, bool *complete)
{
    struct tf_session *session = discovery->session;
    struct drawing drawing = {.discovery = discovery};
    uint64_t draws = session->request.draws > 0 ? (uint64_t)session->request.draws : DRAWS_USUAL;
    discovery->draws = true;
    *complete = false;
    if (!remember_files(discovery) || !tf_sampling_open(&discovery->sampling, session, draws) ||
        !has_factors(discovery) || !tf_discovery_conditions(discovery, "multiple") ||
        !describe_scenarios(&drawing) || !make_inputs(&drawing, draws) || !draw(&drawing, draws)) {
        return false;
    }
    if (discovery->spread.draw_count < draws) {
        if (!session->request.quiet) {
            tf_print_note("interrupted after %" PRIu64 " of %" PRIu64
                          " draws: no box was looked for",
                          discovery->spread.draw_count, draws);
        }
        return true;
    }
    discovery->count = discovery->sampling.study.case_count;
    for (size_t i = 0; i < discovery->count; i++) {
        if (!judge(&drawing, i)) {
            return false;
        }
    }
    tf_sampling_remark(&discovery->sampling, discovery->spread.counts, "draws");
    *complete = true;
    return true;
}
