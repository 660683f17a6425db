/* How many processors the process may use. */
#include <sched.h>
#include <stdio.h>
#include <string.h>

#include "base/fsio.h"
#include "base/num.h"
#include "experiment/batch.h"

enum { PROCESSORS_MOST = 4096, PATH_MOST = 4096, FILE_MOST = 65536 };

static size_t bound_processors(void)
{
    size_t size = CPU_ALLOC_SIZE(PROCESSORS_MOST);
    cpu_set_t *set = CPU_ALLOC(PROCESSORS_MOST);
    int count = 0;
    if (set != NULL && sched_getaffinity(0, size, set) == 0) {
        count = CPU_COUNT_S(size, set);
    }
    CPU_FREE(set);
    return count > 0 ? (size_t)count : 1;
}

/* A small file of the system's as text; "" when it is not there. */
static void read_small(const char *path, struct tf_buffer *out)
{
    struct tf_diag diag;
    tf_diag_init(&diag);
    tf_buffer_init(out);
    if (!tf_file_read(path, FILE_MOST, out, NULL, &diag) || out->failed) {
        tf_buffer_release(out);
    }
    tf_diag_release(&diag);
}

/* `200000 100000` is two processors' time; `max 100000` is no limit: 0. */
static size_t parse_quota(const char *text)
{
    size_t length = strcspn(text, " ");
    long quota = 0, period = 0;
    if (text[length] != ' ' || !tf_whole_parse(text, length, 1L << 40, &quota)) {
        return 0;
    }
    const char *rest = text + length + 1;
    if (!tf_whole_parse(rest, strcspn(rest, "\n"), 1L << 40, &period) || quota < 1 || period < 1) {
        return 0;
    }
    return (size_t)((quota + period - 1) / period);
}

/* The quota of one group; 0 for none. */
static size_t group_quota(const char *group)
{
    char path[PATH_MOST];
    struct tf_buffer text;
    int length = snprintf(path, sizeof path, "/sys/fs/cgroup%s/cpu.max", group);
    if (length < 0 || (size_t)length >= sizeof path) {
        return 0;
    }
    read_small(path, &text);
    size_t quota = text.bytes != NULL ? parse_quota(text.bytes) : 0;
    tf_buffer_release(&text);
    return quota;
}

/* The least quota of the group and all that it is in. */
static size_t least_quota(char *group)
{
    size_t least = 0;
    for (;;) {
        size_t quota = group_quota(group);
        least = quota > 0 && (least == 0 || quota < least) ? quota : least;
        char *slash = strrchr(group, '/');
        if (slash == NULL) {
            return least;
        }
        *slash = '\0';
    }
}

/* The process's own group (the line `0::/…`); "" for the root. */
static void find_group(char group[PATH_MOST])
{
    struct tf_buffer text;
    read_small("/proc/self/cgroup", &text);
    const char *line = text.bytes != NULL ? strstr(text.bytes, "0::/") : NULL;
    group[0] = '\0';
    if (line != NULL && (line == text.bytes || line[-1] == '\n')) {
        size_t length = strcspn(line + 3, "\n");
        if (length > 1 && length < PATH_MOST) {
            memcpy(group, line + 3, length);
            group[length] = '\0';
        }
    }
    tf_buffer_release(&text);
}

size_t tf_processor_count(void)
{
    char group[PATH_MOST];
    size_t bound = bound_processors();
    find_group(group);
    size_t quota = least_quota(group);
    return quota > 0 && quota < bound ? quota : bound;
}
