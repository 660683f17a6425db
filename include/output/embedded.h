/* embedded: the templates of plots/ as they were when the program was built. */
#ifndef TF_OUTPUT_EMBEDDED_H
#define TF_OUTPUT_EMBEDDED_H

#include <stddef.h>

struct tf_embedded_file {
    const char *name; /* without the folder: `paths.gp` */
    const char *text; /* NUL-terminated */
    size_t length;    /* bytes, without the NUL */
};

/* All templates in the order of their names; *count is how many. They live as long as the program.
 * The Makefile writes the implementation from plots/ (packaging/embed). */
const struct tf_embedded_file *tf_embedded_plots(size_t *count);

#endif
