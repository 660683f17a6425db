/* words_table: every phrase in every language. Private to output/words. */
#ifndef TF_OUTPUT_WORDS_TABLE_H
#define TF_OUTPUT_WORDS_TABLE_H

#include "output/words.h"

/* With places {1} to {9} for what output/words fills in; the header's comments say what each is. */
extern const char *const words_table[TF_PHRASES][TF_LANGUAGES];

#endif
