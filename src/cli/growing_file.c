#include "cli/growing_file.h"

#include <stdlib.h>
#include <string.h>

#include "cli/interrupt.h"

bool tf_growing_open(struct tf_growing_file *file, const char *name, struct tf_diag *diag)
{
    *file = (struct tf_growing_file){.name = name};
    tf_digest_begin(&file->digest);
    return tf_output_open(&file->output, name, diag);
}

bool tf_growing_write(struct tf_growing_file *file, const struct tf_buffer *text, uint64_t rows,
                      struct tf_diag *diag)
{
    FILE *stream = file->output.stream;
    if (text->failed) {
        tf_growing_abandon(file);
        return tf_out_of_memory(diag);
    }
    fwrite(text->bytes, 1, text->length, stream);
    if (fflush(stream) != 0 || ferror(stream)) {
        if (tf_interrupted(NULL)) {
            clearerr(stream); /* a write that was waiting for its reader */
            return true;
        }
        tf_output_commit(&file->output, diag); /* says why */
        return false;
    }
    tf_digest_add(&file->digest, text->bytes, text->length);
    file->bytes += text->length;
    file->rows += rows;
    return true;
}

bool tf_growing_finish(struct tf_growing_file *file, bool complete, struct tf_arena *arena,
                       const char **kept, struct tf_diag *diag)
{
    bool named = file->output.aside != NULL;
    *kept = NULL;
    if (named && !complete) {
        *kept = tf_arena_printf(arena, "%s.partial", file->name);
        char *path = *kept != NULL ? strdup(*kept) : NULL;
        if (path == NULL) {
            tf_growing_abandon(file);
            return tf_out_of_memory(diag);
        }
        free(file->output.path);
        file->output.path = path;
    } else if (named) {
        *kept = file->name;
    }
    return tf_output_commit(&file->output, diag);
}

void tf_growing_abandon(struct tf_growing_file *file)
{
    tf_output_abandon(&file->output);
}
