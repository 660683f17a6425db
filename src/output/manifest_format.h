/* What the writer and the reader of manifests share. */
#ifndef TF_OUTPUT_MANIFEST_FORMAT_H
#define TF_OUTPUT_MANIFEST_FORMAT_H

enum { MANIFEST_FORMAT = 1 };

#endif
