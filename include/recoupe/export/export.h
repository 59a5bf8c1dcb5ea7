/** Exports: streamed, in the formats our users' tools read. */
#ifndef RECOUPE_EXPORT_EXPORT_H
#define RECOUPE_EXPORT_EXPORT_H

#include <stdio.h>

#include "recoupe/events/estimate.h"
#include "recoupe/ledger/browse.h"

/** Why an event is left out of a table: what it lacks. */
typedef enum rc_left_out { RC_LACKS_PLACE, RC_LACKS_DATE, RC_LACKS_TYPE, RC_LACKS_DEATH, RC_LACKS } rc_left_out;

typedef struct rc_export_result {
    uint64_t rows;            /**< written */
    uint64_t dropped;         /**< events the format cannot hold */
    uint64_t lacks[RC_LACKS]; /**< of them, by the first reason */
    char why[256];            /**< counts by reason, e.g. "3 without a place, 1 without a date" */
} rc_export_result;

/** ACLED's 31 columns (codebook 2023), RFC 4180 CSV; one row an event. `inter` gives a party's kind. */
rc_status rc_export_acled(rc_ledger *ledger, const rc_filter *filter, rc_inter (*inter)(void *context, rc_str party),
                          void *inter_context, FILE *out, rc_export_result *result, rc_error *err);

/** UCDP GED's 49 columns (codebook 24.1), RFC 4180 CSV; one row an event with a death, others are counted as dropped.
 * `beside` (may be NULL) gets a second table under the same ids, of all events: the wounded and captured, equipment,
 * ground. UCDP's own numbers of sides, dyads and countries are left empty. */
rc_status rc_export_ged(rc_ledger *ledger, const rc_filter *filter, rc_inter (*inter)(void *context, rc_str party),
                        void *inter_context, FILE *out, FILE *beside, rc_export_result *result, rc_error *err);

/** One row an event, in columns of our own (docs/CLI.md), RFC 4180 CSV; nothing is dropped. */
rc_status rc_export_csv(rc_ledger *ledger, const rc_filter *filter, FILE *out, rc_export_result *result, rc_error *err);

/** GeoJSON (RFC 7946) FeatureCollection; events without a place have a null geometry. */
rc_status rc_export_geojson(rc_ledger *ledger, const rc_filter *filter, FILE *out, rc_export_result *result,
                            rc_error *err);

/** Where a dossier goes, and how. */
typedef struct rc_dossier_wish {
    const char *dir;                /**< a folder that is new or empty, or NULL: */
    FILE *zip;                      /**< a zip of the same files, in a folder of that name */
    rc_str lang;                    /**< "en" or "fr"; empty: English */
    rc_way way;                     /**< that of estimates */
    const rc_browse_filter *chosen; /**< what the ledger was narrowed to, said on the index; NULL: it was not */
    uint64_t most_bytes;            /**< of a zip, before packing (RC_ELIMIT); 0: any */
} rc_dossier_wish;

#define RC_DOSSIER_FOLDER "dossier" /**< in a zip */

/** The events as pages that need nothing else: index.html, a page an event, the reports they are told in with their
 * claims marked, MANIFEST.sha256 (docs/DOSSIER.md). A folder appears when it is whole (RC_EINVALID: it is not empty).
 * `result->rows` counts events. */
rc_status rc_export_html(rc_ledger *ledger, const rc_filter *filter, const rc_dossier_wish *wish,
                         rc_export_result *result, rc_error *err);

/** Claim records, one report a line (docs/RECORD.md). */
rc_status rc_export_jsonl(rc_ledger *ledger, const rc_filter *filter, FILE *out, rc_export_result *result,
                          rc_error *err);

/** One JSON object with all that joining found: `claims` (by id: report, span, quote and the rest of the record),
 * `events`, `same_origin`, `copies`, `contradictions`, `estimates`. `result->rows` counts events. */
rc_status rc_export_links(rc_ledger *ledger, const rc_filter *filter, FILE *out, rc_export_result *result,
                          rc_error *err);

#endif
