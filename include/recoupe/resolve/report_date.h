/** The day a report speaks from, out of all that may say so, and why that one. */
#ifndef RECOUPE_RESOLVE_REPORT_DATE_H
#define RECOUPE_RESOLVE_REPORT_DATE_H

#include "recoupe/intake/report.h"
#include "recoupe/resolve/date.h"

typedef enum rc_dated_by {
    RC_DATED_NONE,
    RC_DATED_FIELD,   /**< the input's `published` */
    RC_DATED_URL,     /**< a day or month in the address: /2021/09/03/, -2021-09-03- */
    RC_DATED_TITLE,   /**< a full date in the title */
    RC_DATED_DATELINE /**< "KABUL, 3 September 2021 -", or a full date that begins the text */
} rc_dated_by;

/** From the first day to the last that the report may be of: one day, or a month or year where nothing says more. */
typedef struct rc_report_date {
    rc_day from, to; /**< RC_DAY_NONE: not said anywhere */
    rc_dated_by by;
} rc_report_date;

/** `published` holds, unless it is wider than a day and something else names a day in it, or the address names a day
 * more than two days earlier: then `published` is the day of a change or of a copy;
 * or the dateline is of a day more than two days later: no report is out before its dateline. Without `published` the
 * address is asked first, then the text's dateline, then the title. `doc`, `hits`: of the report's text. */
rc_report_date rc_report_date_find(const rc_date_rules *rules, const rc_report *report, const rc_document *doc,
                                   const rc_hits *hits, rc_arena *arena);

/** "field", "url", "title", "dateline"; "none". */
const char *rc_dated_by_name(rc_dated_by by);

#endif
