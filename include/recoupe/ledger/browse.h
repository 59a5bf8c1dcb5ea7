/** Looking through a ledger as the review desk does: events by tags with counts, page by page; acts; exports of a
 * choice. These write JSON (docs/DESK.md, share/desk/openapi.json). They want a connection that sees corrections
 * (rc_ledger_see_corrected). */
#ifndef RECOUPE_LEDGER_BROWSE_H
#define RECOUPE_LEDGER_BROWSE_H

#include "recoupe/base/json.h"
#include "recoupe/ledger/review.h"

/** What events are tagged with. */
typedef enum rc_tag {
    RC_TAG_TYPE,
    RC_TAG_SIDE,
    RC_TAG_PLACE,
    RC_TAG_COUNTRY,
    RC_TAG_OUTLET,
    RC_TAG_LANG,
    RC_TAG_STATUS,
    RC_TAG_CLASH,
    RC_TAG_LOCATED,
    RC_TAG_DATED,
    RC_TAG_WORK,
    RC_TAG_ASSIGNEE,
    RC_TAG_COUNT
} rc_tag;

const char *rc_tag_name(rc_tag tag);

#define RC_BROWSE_VALUES 16 /**< of one tag */
#define RC_BROWSE_PAGE 200  /**< most rows of a page */

typedef enum rc_browse_sort { RC_SORT_CONTESTED, RC_SORT_DATE } rc_browse_sort;

/** Which events. Values of one tag are alternatives; tags, days, box and words must all hold. */
typedef struct rc_browse_filter {
    rc_str values[RC_TAG_COUNT][RC_BROWSE_VALUES];
    uint32_t n_values[RC_TAG_COUNT];
    rc_day since, until; /**< RC_DAY_NONE: open */
    bool has_box;
    double west, south, east, north; /**< degrees; west > east crosses the antimeridian. Events known
                                      * only to a country are in no box: they may be anywhere in it */
    rc_str text;                     /**< words of a report */
} rc_browse_filter;

struct rc_sides; /* events/side.h */

typedef struct rc_browse_page {
    rc_browse_sort sort;
    rc_str lang; /**< of the sentence that says a contradiction: "fr", else as it is kept, in English */
    const struct rc_sides *sides; /**< for a sentence in another language; may be NULL */
    uint32_t limit;               /**< 1 .. RC_BROWSE_PAGE */
    rc_str after;                 /**< `next` of the page before, or empty; RC_EINVALID when it is something else */
} rc_browse_page;

/** `{"total": N, "events": [...], "next": "..."}`; `next` is absent on the last page. */
rc_status rc_browse_events(rc_ledger *ledger, const rc_browse_filter *filter, const rc_browse_page *page, rc_json *json,
                           rc_arena *arena, rc_error *err);

/** `{"type": [{"value": .., "n": ..}, ...], ...}`: for each tag the values most events have, counted with the filter's
 * other tags, so that one more value of the same tag can be chosen. */
rc_status rc_browse_facets(rc_ledger *ledger, const rc_browse_filter *filter, rc_json *json, rc_arena *arena,
                           rc_error *err);

#define RC_BROWSE_POINTS 10000 /**< most of one answer; with more, look at a smaller box */

/** `{"unlocated": N, "countries": [[code, n, contested], ...], "total": N, "points": [[id, lat, lon, precision,
 * contested, day, place], ...]}`. Events known only to a country are counted there and have no point; `total` counts
 * the others that have one, and the first RC_BROWSE_POINTS in the order of the queue are listed. `contested` is 0 or 1
 * of a point; `day` is the first day told of, or null. */
rc_status rc_browse_map(rc_ledger *ledger, const rc_browse_filter *filter, rc_json *json, rc_arena *arena,
                        rc_error *err);

typedef enum rc_bucket { RC_BUCKET_AUTO, RC_BUCKET_DAY, RC_BUCKET_WEEK, RC_BUCKET_MONTH, RC_BUCKET_YEAR } rc_bucket;

#define RC_BROWSE_BUCKETS 12000 /**< most between the first and the last; RC_EINVALID when there would be more */

const char *rc_bucket_name(rc_bucket bucket);

/** `{"bucket": "week", "total": N, "undated": N, "buckets": [[first day, n, contested, reported], ...]}`, buckets
 * without events left out. An event is counted in every bucket that its days touch, so that a bucket's count is what
 * filtering by its days leaves. `reported`: events without a day of their own, which stand at the days of their
 * reports; `undated` counts all of these. Weeks begin on Monday. RC_BUCKET_AUTO takes the shortest bucket that makes
 * no more than about a hundred. */
rc_status rc_browse_timeline(rc_ledger *ledger, const rc_browse_filter *filter, rc_bucket bucket, rc_json *json,
                             rc_arena *arena, rc_error *err);

/** The id under which the event is known now; empty: none. */
rc_status rc_browse_event_id(rc_ledger *ledger, rc_str id, rc_str *now, rc_arena *arena, rc_error *err);

/** List of acts, latest first: on an event, a report, a claim or a source. Those of the command line have no `who`. */
rc_status rc_browse_acts(rc_ledger *ledger, rc_str kind, rc_str target, uint32_t limit, rc_json *json, rc_error *err);

/** All acts of everybody, at the desk and on the command line, latest first, with a number below `before`. */
rc_status rc_browse_history(rc_ledger *ledger, int64_t before, uint32_t limit, rc_json *json, rc_error *err);

/** What of a report is graphic: `[{"seq", "span": [from, to] | null}]`, null for the whole text. */
rc_status rc_browse_blurs(rc_ledger *ledger, rc_str report, rc_json *json, rc_error *err);

/** The same of all reports, those of one report together: `from` below 0 for the whole text. `report` is borrowed for
 * the call. */
typedef rc_status rc_blur_visit(void *context, rc_str report, int64_t from, int64_t to, rc_error *err);
rc_status rc_ledger_blurs(rc_ledger *ledger, rc_blur_visit *visit, void *context, rc_error *err);

/** Where typing may lead: `{"events": [...], "reports": [...], "places": [...], "parties": [...]}`, a few of each, best
 * first, whose names hold what was typed, without regard to case and accents. */
rc_status rc_browse_jump(rc_ledger *ledger, rc_str typed, rc_json *json, rc_arena *arena, rc_error *err);

/** All claims of a report with their state, rejected ones too: `[{"id", "state", "event", "version", "record",
 * "read"}]`; `read` is the record as the program read it, where a person changed it. */
rc_status rc_browse_report_claims(rc_ledger *ledger, rc_str report, rc_json *json, rc_error *err);

/** Of the claims of an event: `{"ID": {"state": .., "version": ..}}`, those nobody touched left out. */
rc_status rc_browse_claim_states(rc_ledger *ledger, rc_str event, rc_json *json, rc_error *err);

/** Claims rejected from an event, as in rc_browse_report_claims. */
rc_status rc_browse_rejected(rc_ledger *ledger, rc_str event, rc_json *json, rc_error *err);

/** Reports that tell an event: `[{"id", "outlet", "published", "lang", "title", "copy_of", "copy_kind", "similarity",
 * "why", "grade", "blurs"}]`. */
rc_status rc_browse_event_reports(rc_ledger *ledger, rc_str event, rc_json *json, rc_error *err);

/** `{"reports": N, "claims": N, "events": N, "contested": N, "stale": B, "head": {"seq": N, "hash": ".."}}`. */
rc_status rc_browse_summary(rc_ledger *ledger, rc_json *json, rc_error *err);

/** Make a connection for reading see only the events of the filter and their claims, corrected; for exports. */
rc_status rc_ledger_see_only(rc_ledger *ledger, const rc_browse_filter *filter, rc_arena *arena, rc_error *err);

/** The same, but reports keep all of their claims, and reports of other events are there too: for what shows whole
 * reports and what they copy. `n_events` are chosen. */
rc_status rc_ledger_see_events(rc_ledger *ledger, const rc_browse_filter *filter, uint64_t *n_events, rc_arena *arena,
                               rc_error *err);

#endif
