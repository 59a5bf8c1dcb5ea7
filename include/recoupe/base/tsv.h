/** Reader of our data files: tab-separated values whose head is comment lines.
 *
 * Lines that start with `#` are comments; the one that starts with `# columns:` names the columns, tab-separated after
 * the colon. Empty lines are skipped. A row has as many fields as there are columns; trailing empty fields may be
 * left out. There is no quoting: a field holds no tab and no line end. */
#ifndef RECOUPE_BASE_TSV_H
#define RECOUPE_BASE_TSV_H

#include "recoupe/base/status.h"
#include "recoupe/base/str.h"

#define RC_TSV_COLUMNS 48

typedef struct rc_tsv {
    const char *name; /**< for messages, borrowed */
    rc_str rest;
    unsigned line; /**< of the row last returned, from 1 */
    unsigned n_columns;
    rc_str columns[RC_TSV_COLUMNS];
    rc_str fields[RC_TSV_COLUMNS]; /**< of the row last returned, trimmed, into the text given */
} rc_tsv;

/** Read the head of `text` (borrowed for the reader's life). RC_EFORMAT without a columns line, with
 * more than RC_TSV_COLUMNS, with one that has no name or two of one name. */
rc_status rc_tsv_open(rc_tsv *tsv, rc_str text, const char *name, rc_error *err);

/** Next row into tsv->fields. RC_END after the last; RC_EFORMAT names file:line. */
rc_status rc_tsv_next(rc_tsv *tsv, rc_error *err);

/** Index of a column, or -1. */
int rc_tsv_column(const rc_tsv *tsv, const char *column);

/** The same, but its absence is RC_EFORMAT. */
rc_status rc_tsv_require(const rc_tsv *tsv, const char *column, int *index, rc_error *err);

#endif
