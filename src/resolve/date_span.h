/* Arithmetic of civil spans: what a written date covers, once its year or its anchor is known. */
#ifndef RECOUPE_SRC_RESOLVE_DATE_SPAN_H
#define RECOUPE_SRC_RESOLVE_DATE_SPAN_H

#include "resolve/date_words.h"

typedef struct day_span {
    rc_day from, to;
    rc_granularity grain;
    bool ok;
} day_span;

day_span span_of_day(rc_day day);
day_span span_of_month(int year, int month);
day_span span_of_year(int year);

/* Seasons of the northern hemisphere in whole months (1 spring: March to May); a winter is named by its December. */
day_span span_of_season(int year, int season);

/* `low`..`high` units from `anchor`: 0 is the unit that holds it. A unit under way ends with the anchor. */
day_span span_of_offset(rc_day anchor, time_unit unit, int low, int high);

/* The last `n` units that end with `anchor`; hours are rounded up to days. */
day_span span_of_period(rc_day anchor, time_unit unit, int n);

/* `n` units before `anchor`, as exactly as people mean it; `is_vague`: "a few weeks ago". */
day_span span_ago(rc_day anchor, time_unit unit, int n, bool is_vague);

/* The weekday at or before `anchor`; `shift` -1: before it, +1: after it. */
day_span span_of_weekday(rc_day anchor, int weekday, int shift);

/* The part of a span between two percentages. */
day_span span_part(day_span whole, int from, int to);

day_span span_of_quarter(int year, int quarter);

/* The next `n` units after `anchor`. */
day_span span_of_coming(rc_day anchor, time_unit unit, int n);

/* What a date of date_calendar.c is resolved with. `year`: of its month; `quarter`: the one named last; `ahead`: the
 * sentence looks on. */
typedef struct calendar_site {
    rc_day anchor;
    int year;
    day_span quarter;
    bool ahead;
} calendar_site;

day_span span_of_calendar(const calendar_site *site, const date_point *p);

/* The TIMEX3 value of a span that is one unit of its grain; empty for RC_GRAIN_SPAN. */
void date_value(day_span span, char out[RC_TIMEX_VALUE_BYTES]);

/* The same day `n` months on; the month's last day where it has no such day. */
rc_day day_plus_months(rc_day day, int n);

#endif
