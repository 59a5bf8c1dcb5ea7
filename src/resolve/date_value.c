/* Names of grains and kinds, and TIMEX3 values (TimeML 1.2.1; weeks are ISO 8601's, named by their Thursday). */
#include "resolve/date_span.h"

#include <stdio.h>

#define THURSDAY 3

const char *rc_granularity_name(rc_granularity grain)
{
    static const char *const names[] = {"day",    "weekend", "week",   "month",   "quarter",
                                        "season", "year",    "decade", "century", "span"};
    return names[grain];
}

const char *rc_timex_kind_name(rc_timex_kind kind)
{
    static const char *const names[] = {"absolute", "relative", "context", "period", "reference"};
    return names[kind];
}

static int iso_week(rc_day day, int *year)
{
    rc_day thursday = day - rc_day_weekday(day) + THURSDAY;
    *year = rc_day_civil(thursday).year;
    return (thursday - rc_day_of(*year, 1, 1)) / 7 + 1;
}

void date_value(day_span span, char out[RC_TIMEX_VALUE_BYTES])
{
    static const char *const seasons[] = {"WI", "SP", "SU", "FA"};
    out[0] = 0;
    if (!span.ok || span.from == RC_DAY_NONE) return;
    rc_civil c = rc_day_civil(span.from);
    int year, week;
    switch (span.grain) {
    case RC_GRAIN_DAY:
        snprintf(out, RC_TIMEX_VALUE_BYTES, "%04d-%02d-%02d", c.year, c.month, c.day);
        break;
    case RC_GRAIN_WEEKEND:
    case RC_GRAIN_WEEK:
        week = iso_week(span.from, &year);
        snprintf(out, RC_TIMEX_VALUE_BYTES, "%04d-W%02d%s", year, week, span.grain == RC_GRAIN_WEEK ? "" : "-WE");
        break;
    case RC_GRAIN_MONTH:
        snprintf(out, RC_TIMEX_VALUE_BYTES, "%04d-%02d", c.year, c.month);
        break;
    case RC_GRAIN_QUARTER:
        snprintf(out, RC_TIMEX_VALUE_BYTES, "%04d-Q%d", c.year, (c.month + 2) / 3);
        break;
    case RC_GRAIN_SEASON:
        snprintf(out, RC_TIMEX_VALUE_BYTES, "%04d-%s", c.year, seasons[c.month / 3 % 4]);
        break;
    case RC_GRAIN_YEAR:
        snprintf(out, RC_TIMEX_VALUE_BYTES, "%04d", c.year);
        break;
    case RC_GRAIN_DECADE:
        snprintf(out, RC_TIMEX_VALUE_BYTES, "%03d", c.year / 10);
        break;
    case RC_GRAIN_CENTURY:
        snprintf(out, RC_TIMEX_VALUE_BYTES, "%02d", c.year / 100);
        break;
    case RC_GRAIN_SPAN:
        break;
    }
}
