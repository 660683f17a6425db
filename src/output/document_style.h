/* document_style: how a page of HTML looks. */
#ifndef TF_OUTPUT_DOCUMENT_STYLE_H
#define TF_OUTPUT_DOCUMENT_STYLE_H

/* The content of the page's <style>. Colours are those of the charts (docs/charts.md); every text
 * has a contrast of 4.5 to 1 or more, which tests/checks/report computes. */
extern const char document_style[];

#endif
