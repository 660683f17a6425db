/* What the writer and the reader of manifests share. */
#ifndef TF_OUTPUT_MANIFEST_FORMAT_H
#define TF_OUTPUT_MANIFEST_FORMAT_H

#include <jansson.h>

#include "output/json_read.h"
#include "output/manifest.h"

enum { MANIFEST_FORMAT = 1 };

/* Reads what tf_manifest_write_plan wrote, or with `results` what tf_manifest_write did. What went
 * wrong is the reader's to tell. */
void manifest_read(struct json_reader *reader, const json_t *root, bool results,
                   struct tf_manifest *manifest);

#endif
