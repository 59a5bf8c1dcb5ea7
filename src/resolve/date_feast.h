/* Feasts and months of other calendars as civil days, by arithmetic.
 *
 * Islamic: the tabular calendar (30-year cycle, civil epoch); observation may move a day by one or two, so its days are
 * approximate. Solar Hijri: the 33-year rule, which agrees with the official calendar from 1178 to 1633 (1799 to 2254).
 * Hebrew: the fixed calendar. Easter: the Gregorian and the Julian computus. After Dershowitz & Reingold, "Calendrical
 * Calculations", and Meeus, "Astronomical Algorithms". */
#ifndef RECOUPE_SRC_RESOLVE_DATE_FEAST_H
#define RECOUPE_SRC_RESOLVE_DATE_FEAST_H

#include "recoupe/base/day.h"

typedef enum feast_calendar {
    FEAST_NONE,
    FEAST_FIXED,       /* a day of the Gregorian calendar: month * 100 + day */
    FEAST_WEEKDAY,     /* the nth weekday of a month: month * 100 + n * 10 + weekday; n 5: the last */
    FEAST_EASTER,      /* days from Easter Sunday */
    FEAST_ORTHODOX,    /* days from Orthodox Easter */
    FEAST_ISLAMIC,     /* month * 100 + day */
    FEAST_SOLAR_HIJRI, /* month * 100 + day; 1 is Hamal or Farvardin */
    FEAST_HEBREW       /* month * 100 + day; 1 is Nisan, 7 Tishri */
} feast_calendar;

/* First day of `code` in the year `year` of the calendar itself (Gregorian for the first four); a day past a month's
 * end is its last. RC_DAY_NONE when there is no such day. */
rc_day feast_day(feast_calendar calendar, int year, int code);

/* The calendar's year that holds a civil day, or begins in it at the latest. */
int feast_year(feast_calendar calendar, rc_day day);

bool feast_is_approximate(feast_calendar calendar);

#endif
