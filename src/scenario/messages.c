#include "scenario/messages.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* A message and what it is sorted by. */
struct entry {
    struct tf_message message;
    size_t file, line, order;
};

static size_t file_rank(const struct tf_scenario *scenario, const char *file)
{
    size_t rank = 0;
    while (rank < scenario->file_count && !tf_text_equal(scenario->files[rank], file)) {
        rank++;
    }
    return rank;
}

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int by_file = compare_sizes(a->file, b->file);
    int by_line = compare_sizes(a->line, b->line);
    int by_column = compare_sizes(a->message.place.column, b->message.place.column);
    return by_file != 0     ? by_file
           : by_line != 0   ? by_line
           : by_column != 0 ? by_column
                            : compare_sizes(a->order, b->order);
}

static bool is_same(const struct tf_message *a, const struct tf_message *b)
{
    return a->severity == b->severity && a->place.line == b->place.line &&
           a->place.column == b->place.column && tf_text_equal(a->place.file, b->place.file) &&
           strcmp(a->text, b->text) == 0;
}

static void forget(struct tf_diag *diag, const struct tf_message *message)
{
    if (message->severity == TF_SEVERITY_ERROR) {
        diag->errors--;
    } else {
        diag->warnings--;
    }
}

/* Puts the sorted messages back, each once. */
static void put_back(struct tf_diag *diag, size_t first, const struct entry *entries, size_t count)
{
    diag->count = first;
    for (size_t i = 0; i < count; i++) {
        const struct tf_message *message = &entries[i].message;
        if (diag->count > first && is_same(&diag->messages[diag->count - 1], message)) {
            forget(diag, message);
        } else {
            diag->messages[diag->count++] = *message;
        }
    }
}

void tf_messages_arrange(struct tf_diag *diag, size_t first, const struct tf_scenario *scenario)
{
    size_t count = diag->count - first;
    struct entry *entries = count > 1 ? malloc(count * sizeof *entries) : NULL;
    if (entries == NULL) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const struct tf_message *message = &diag->messages[first + i];
        entries[i] = (struct entry){
            .message = *message,
            .file = file_rank(scenario, message->place.file),
            .line = message->place.line > 0 ? message->place.line : SIZE_MAX,
            .order = i,
        };
    }
    qsort(entries, count, sizeof *entries, compare);
    put_back(diag, first, entries, count);
    free(entries);
}
