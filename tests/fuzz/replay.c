/* replay: runs a fuzz target on the files of folders (or single files), without a fuzzer: what once
 * broke the reader stays a test. Prints TAP. */
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* The bytes are copied to an allocation of their exact size, so that a read past the end is seen.
 */
static bool replay_file(const char *path)
{
    struct stat about;
    FILE *file = fopen(path, "rb");
    if (file == NULL || fstat(fileno(file), &about) != 0) {
        printf("not ok - %s cannot be read\n", path);
        if (file != NULL) {
            fclose(file);
        }
        return false;
    }
    size_t size = (size_t)about.st_size;
    uint8_t *bytes = malloc(size > 0 ? size : 1);
    bool complete = bytes != NULL && fread(bytes, 1, size, file) == size;
    fclose(file);
    if (complete) {
        LLVMFuzzerTestOneInput(bytes, size);
    }
    free(bytes);
    printf("%s - %s\n", complete ? "ok" : "not ok", path);
    fflush(stdout);
    return complete;
}

static bool replay_folder(const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    bool ok = count >= 0;
    for (int i = 0; i < count; i++) {
        char path[4096];
        if (entries[i]->d_name[0] != '.') {
            snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
            ok = replay_file(path) && ok;
        }
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
    }
    return ok;
}

int main(int argc, char **argv)
{
    bool ok = true;
    for (int i = 1; i < argc; i++) {
        ok = (is_folder(argv[i]) ? replay_folder(argv[i]) : replay_file(argv[i])) && ok;
    }
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
