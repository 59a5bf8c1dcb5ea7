/** The reader: a report in, claims out. Holds everything that is loaded once: word lists, gazetteer, actors. */
#ifndef RECOUPE_CLAIMS_READER_H
#define RECOUPE_CLAIMS_READER_H

#include "recoupe/claims/claim.h"

typedef struct rc_reader rc_reader;

/** Load lang/, data/ and the gazetteer from the data folder (NULL: rc_data_dir). Read-only afterwards, shared by
 * threads. */
rc_status rc_reader_new(rc_reader **out, const char *data_dir, rc_error *err);
void rc_reader_free(rc_reader *reader);

/** Memory one report may use while it is read. */
#define RC_READER_REPORT_BYTES ((size_t)768 << 20)

/** Read one report. `claims` and the language tag that is put into `report->lang` live in `arena`, whose oom handler
 * is set for the time of the call. RC_EUNREAD: the report is in a language without rules (report->lang names it);
 * RC_ENOMEM. */
rc_status rc_reader_read(const rc_reader *reader, rc_report *report, rc_claims *claims, rc_arena *arena, rc_error *err);

typedef struct rc_report_places {
    rc_str text; /**< the report's as it was read; names of places are slices of it */
    const rc_document *doc;
    rc_places places;
} rc_report_places;

/** All places that a report names, of any subject, in `arena`; errors as rc_reader_read. */
rc_status rc_reader_places(const rc_reader *reader, rc_report *report, rc_report_places *out, rc_arena *arena,
                           rc_error *err);

/** ACLED's kind of a canonical party. */
rc_inter rc_reader_inter(const rc_reader *reader, rc_str party);

#endif
