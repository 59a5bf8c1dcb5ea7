/** A report: one text by one outlet, as found. */
#ifndef RECOUPE_INTAKE_REPORT_H
#define RECOUPE_INTAKE_REPORT_H

#include "recoupe/base/arena.h"
#include "recoupe/base/hash.h"

/** All text is well-formed UTF-8. `text` is stored as it is here, and every span counts bytes into it. An absent field
 * is empty. Fields are those of the claim record (docs/RECORD.md). */
typedef struct rc_report {
    rc_str id;        /**< given id, else the file name without its extension */
    rc_str lang;      /**< BCP 47 primary tag as given by the input; empty: not said */
    rc_str published; /**< YYYY-MM-DD or RFC 3339; YYYY-MM or YYYY when the input knows no more */
    rc_str outlet, url, title, text;
    rc_str path;       /**< where it was read: file, "file:line" for JSON Lines, "-" for standard input */
    rc_str charset;    /**< what the bytes were in, e.g. "UTF-8", "ISO-8859-1" */
    rc_str claims;     /**< the JSON of `claims` as it stands in the input; empty: there is none */
    rc_sha256 content; /**< of text, title, outlet, url and published: equal content is one report */
} rc_report;

/** Fill `content` from the other fields. */
void rc_report_seal(rc_report *report);

/** Deep copy into `arena`. */
rc_report rc_report_copy(rc_arena *arena, const rc_report *report);

#endif
