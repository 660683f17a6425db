#include "cli/growing_file.h"

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
    *kept = file->output.aside != NULL ? file->name : NULL;
    if (*kept == NULL || complete) {
        return tf_output_commit(&file->output, diag);
    }
    *kept = tf_arena_printf(arena, "%s.partial", file->name);
    if (*kept == NULL) {
        tf_growing_abandon(file);
        return tf_out_of_memory(diag);
    }
    return tf_output_commit_as(&file->output, *kept, diag);
}

void tf_growing_abandon(struct tf_growing_file *file)
{
    tf_output_abandon(&file->output);
}
