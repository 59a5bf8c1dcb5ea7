/** Values of report fields as inputs write them: dates and language tags. Private to src/intake. */
#ifndef RECOUPE_INTAKE_VALUES_H
#define RECOUPE_INTAKE_VALUES_H

#include "recoupe/base/str.h"

#define RC_DATE_BYTES 48
#define RC_LANG_BYTES 4

/** Read a date and write it as YYYY-MM-DD, or as RFC 3339 when time and offset are known. Reads ISO 8601 / RFC 3339
 * days and times (blank for T, offset without colon, or none: then only the day is kept), YYYY-MM and YYYY (kept as
 * they are), YYYY/MM/DD, YYYYMMDD, and the dates of RFC 5322 with their kin ("Thu, 02 Sep 2021 08:15 +0200", "September
 * 2, 2021"). False when `s` is none. */
bool rc_date_read(rc_str s, char out[RC_DATE_BYTES]);

/** Primary subtag of a BCP 47 tag in lower case ("fr-FR", "fr_FR" -> "fr"); empty when `tag` does not begin with one.
 */
void rc_lang_primary(rc_str tag, char out[RC_LANG_BYTES]);

#endif
