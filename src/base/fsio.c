#include "base/fsio.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool refuse_reading(struct tf_diag *diag, const char *path, const struct tf_place *place,
                           const char *why)
{
    if (place != NULL) {
        return tf_fail(diag, TF_BAD_INPUT, place, "cannot read `%s`: %s", path, why);
    }
    struct tf_place file = {.file = path};
    return tf_fail(diag, TF_BAD_INPUT, &file, "cannot read it: %s", why);
}

static bool read_all(FILE *stream, const char *path, size_t limit, struct tf_buffer *out,
                     const struct tf_place *place, struct tf_diag *diag)
{
    char chunk[16384];
    size_t got;
    while ((got = fread(chunk, 1, sizeof chunk, stream)) > 0) {
        if (out->length + got > limit) {
            return tf_fail(diag, TF_BAD_INPUT, place,
                           "`%s` is larger than %zu MiB, the most that is read", path, limit >> 20);
        }
        tf_buffer_append(out, chunk, got);
    }
    if (ferror(stream)) {
        return tf_fail(diag, TF_ENVIRONMENT, place, "reading `%s` failed: %s", path,
                       strerror(errno));
    }
    return out->failed ? tf_out_of_memory(diag) : true;
}

bool tf_file_read(const char *path, size_t limit, struct tf_buffer *out,
                  const struct tf_place *place, struct tf_diag *diag)
{
    struct stat about;
    if (strcmp(path, "-") == 0) {
        return read_all(stdin, "standard input", limit, out, place, diag);
    }
    FILE *stream = fopen(path, "rbe");
    if (stream == NULL) {
        return refuse_reading(diag, path, place, strerror(errno));
    }
    bool ok = fstat(fileno(stream), &about) == 0 && S_ISDIR(about.st_mode)
                  ? refuse_reading(diag, path, place, "it is a folder")
                  : read_all(stream, path, limit, out, place, diag);
    fclose(stream);
    return ok;
}

static bool map_by_reading(struct tf_mapping *mapping, const char *path, struct tf_diag *diag)
{
    struct tf_buffer bytes;
    tf_buffer_init(&bytes);
    if (!tf_file_read(path, SIZE_MAX / 2, &bytes, NULL, diag)) {
        tf_buffer_release(&bytes);
        return false;
    }
    mapping->memory = bytes.bytes;
    mapping->bytes = bytes.bytes != NULL ? bytes.bytes : "";
    mapping->length = bytes.length;
    return true;
}

bool tf_file_map(struct tf_mapping *mapping, const char *path, struct tf_diag *diag)
{
    struct stat about;
    *mapping = (struct tf_mapping){.bytes = ""};
    if (strcmp(path, "-") == 0) {
        return map_by_reading(mapping, path, diag);
    }
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return refuse_reading(diag, path, NULL, strerror(errno));
    }
    if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size <= 0) {
        close(descriptor);
        return map_by_reading(mapping, path, diag);
    }
    size_t length = (size_t)about.st_size;
    void *mapped = mmap(NULL, length, PROT_READ, MAP_PRIVATE, descriptor, 0);
    int reason = errno;
    close(descriptor);
    if (mapped == MAP_FAILED) {
        struct tf_place place = {.file = path};
        return tf_fail(diag, TF_ENVIRONMENT, &place, "cannot read it: %s", strerror(reason));
    }
    *mapping = (struct tf_mapping){mapped, length, mapped, NULL};
    return true;
}

void tf_file_unmap(struct tf_mapping *mapping)
{
    if (mapping->mapped != NULL) {
        munmap(mapping->mapped, mapping->length);
    }
    free(mapping->memory);
    *mapping = (struct tf_mapping){.bytes = ""};
}

static void forget(struct tf_output *output)
{
    free(output->path);
    free(output->aside);
    *output = (struct tf_output){0};
}

/* The target with symbolic links resolved; the name itself where there is no such file yet. */
static char *resolve(const char *path)
{
    char *resolved = realpath(path, NULL);
    return resolved != NULL ? resolved : strdup(path);
}

static bool fail_opening(struct tf_output *output, const char *path, struct tf_diag *diag)
{
    struct tf_place place = {.file = path};
    tf_fail(diag, TF_ENVIRONMENT, &place, "cannot write it: %s", strerror(errno));
    forget(output);
    return false;
}

/* A device or pipe is written straight through: there is nothing to rename. */
static bool open_straight(struct tf_output *output, const char *path, struct tf_diag *diag)
{
    output->stream = fopen(path, "wbe");
    return output->stream != NULL || fail_opening(output, path, diag);
}

static char *join(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b) + 1;
    char *joined = malloc(n + m);
    if (joined != NULL) {
        memcpy(joined, a, n);
        memcpy(joined + n, b, m);
    }
    return joined;
}

/* A file beside the target, with the permissions that the target has or a new file would have. */
static bool open_aside(struct tf_output *output, const char *path, const struct stat *target,
                       struct tf_diag *diag)
{
    mode_t mask = umask(0);
    umask(mask);
    output->aside = join(output->path, ".XXXXXX");
    int descriptor = output->aside == NULL ? -1 : mkostemp(output->aside, O_CLOEXEC);
    if (descriptor < 0) {
        free(output->aside);
        output->aside = NULL;
        return fail_opening(output, path, diag);
    }
    fchmod(descriptor, target != NULL ? target->st_mode & 07777 : 0666 & ~mask);
    output->stream = fdopen(descriptor, "wb");
    if (output->stream == NULL) {
        close(descriptor);
        unlink(output->aside);
        return fail_opening(output, path, diag);
    }
    return true;
}

bool tf_output_open(struct tf_output *output, const char *path, struct tf_diag *diag)
{
    struct stat about;
    *output = (struct tf_output){0};
    if (strcmp(path, "-") == 0) {
        output->stream = stdout;
        output->is_stdout = true;
        return true;
    }
    output->path = resolve(path);
    if (output->path == NULL) {
        return tf_out_of_memory(diag);
    }
    bool exists = stat(output->path, &about) == 0;
    if (exists && S_ISDIR(about.st_mode)) {
        errno = EISDIR;
        return fail_opening(output, path, diag);
    }
    if (exists && access(output->path, W_OK) != 0) {
        return fail_opening(output, path, diag);
    }
    if (exists && !S_ISREG(about.st_mode)) {
        return open_straight(output, path, diag);
    }
    return open_aside(output, path, exists ? &about : NULL, diag);
}

bool tf_output_commit(struct tf_output *output, struct tf_diag *diag)
{
    const char *name = output->is_stdout ? "standard output" : output->path;
    struct tf_place place = {.file = name};
    if (!ferror(output->stream)) { /* else errno still says why an earlier write failed */
        errno = 0;
    }
    bool ok = fflush(output->stream) == 0 && !ferror(output->stream);
    if (!output->is_stdout && fclose(output->stream) != 0) {
        ok = false;
    }
    if (ok && output->aside != NULL) {
        ok = rename(output->aside, output->path) == 0;
    }
    if (!ok) {
        int reason = errno;
        if (output->aside != NULL) {
            unlink(output->aside);
        }
        tf_fail(diag, TF_ENVIRONMENT, &place, "cannot write it: %s",
                reason != 0 ? strerror(reason) : "writing failed");
    }
    forget(output);
    return ok;
}

bool tf_output_commit_as(struct tf_output *output, const char *path, struct tf_diag *diag)
{
    if (output->aside != NULL) {
        char *name = strdup(path);
        if (name == NULL) {
            tf_output_abandon(output);
            return tf_out_of_memory(diag);
        }
        free(output->path);
        output->path = name;
    }
    return tf_output_commit(output, diag);
}

void tf_output_abandon(struct tf_output *output)
{
    if (output->stream != NULL && !output->is_stdout) {
        fclose(output->stream);
    }
    if (output->aside != NULL) {
        unlink(output->aside);
    }
    forget(output);
}

bool tf_file_write(const char *path, const void *bytes, size_t length, struct tf_diag *diag)
{
    struct tf_output output;
    if (!tf_output_open(&output, path, diag)) {
        return false;
    }
    fwrite(bytes, 1, length, output.stream);
    return tf_output_commit(&output, diag);
}

char *tf_path_beside(struct tf_arena *arena, const char *base_file, const char *name)
{
    const char *slash = strrchr(base_file, '/');
    if (name[0] == '/' || slash == NULL) {
        return tf_arena_strdup(arena, name);
    }
    return tf_arena_printf(arena, "%.*s/%s", (int)(slash - base_file), base_file, name);
}

char *tf_path_stem(struct tf_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    size_t length = dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name);
    return tf_arena_strndup(arena, name, length);
}

bool tf_folder_make(const char *path, struct tf_diag *diag)
{
    struct stat status;
    if (mkdir(path, 0777) == 0 ||
        (errno == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode))) {
        return true;
    }
    return tf_fail(diag, TF_ENVIRONMENT, NULL, "cannot make the folder '%s': %s", path,
                   strerror(errno));
}
