/** Civil days: proleptic Gregorian calendar, counted from 1970-01-01 (day 0). Algorithms: Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms" (2013). */
#ifndef RECOUPE_BASE_DAY_H
#define RECOUPE_BASE_DAY_H

#include "recoupe/base/str.h"

typedef int32_t rc_day;
#define RC_DAY_NONE INT32_MIN

typedef struct rc_civil {
    int year, month, day; /**< month 1..12, day 1..31 */
} rc_civil;

rc_day rc_day_of(int year, int month, int day); /**< RC_DAY_NONE when there is no such day or year is not 1..9999 */
rc_civil rc_day_civil(rc_day day);
int rc_day_weekday(rc_day day); /**< 0 Monday .. 6 Sunday */
int rc_days_in_month(int year, int month);

/** Day of a text that begins with YYYY-MM-DD (RFC 3339 time may follow, its offset ignored); else RC_DAY_NONE. */
rc_day rc_day_parse(rc_str iso);

/** `YYYY-MM-DD` and a NUL; empty text for RC_DAY_NONE. */
void rc_day_iso(rc_day day, char out[11]);

#endif
