/* Days of quarters, decades, centuries, the nth of a month and feasts. */
#include "resolve/date_span.h"

#define QUARTER_MONTHS 3
#define QUARTERS_BACK 2
#define FEAST_YEARS 3

static day_span span_of(rc_day from, rc_day past, rc_granularity grain)
{
    bool ok = from != RC_DAY_NONE && past != RC_DAY_NONE && from < past;
    return (day_span){from, past - 1, grain, ok};
}

day_span span_of_quarter(int year, int quarter)
{
    int index = 4 * year + quarter - 1;
    if (index < 4) return (day_span){0};
    rc_day from = rc_day_of(index / 4, QUARTER_MONTHS * (index % 4) + 1, 1);
    return span_of(from, from == RC_DAY_NONE ? from : day_plus_months(from, QUARTER_MONTHS), RC_GRAIN_QUARTER);
}

static day_span quarter_span(const calendar_site *site, const date_point *p)
{
    if (site->anchor == RC_DAY_NONE && !(p->low && p->year)) return (day_span){0};
    if (p->low && p->year) return span_of_quarter(p->year, p->low);
    rc_civil c = rc_day_civil(site->anchor);
    int now = (c.month - 1) / QUARTER_MONTHS + 1;
    if (p->low && p->has_year_shift) return span_of_quarter(c.year + p->year_shift, p->low);
    bool next_year =
        site->ahead && now - p->low >= QUARTERS_BACK; /* "expects third-quarter profit to fall": of this year */
    if (p->low) return span_of_quarter(c.year + next_year - (!site->ahead && p->low > now), p->low);
    if (p->year || p->has_year_shift) { /* "the 1988 quarter": the one the text speaks of, in that year */
        int year = p->year ? p->year : c.year + p->year_shift;
        int quarter = site->quarter.ok ? (rc_day_civil(site->quarter.from).month - 1) / QUARTER_MONTHS + 1 : now;
        return span_of_quarter(year, quarter);
    }
    if (!(p->flags & DATE_FLAG_LATEST)) return span_of_quarter(c.year, now + p->shift);
    if (site->quarter.ok) c = rc_day_civil(site->quarter.from);
    int latest = site->quarter.ok ? (c.month - 1) / QUARTER_MONTHS + 1 : now - 1;
    return span_of_quarter(c.year, latest + p->shift);
}

static day_span nth_span(const calendar_site *site, const date_point *p)
{
    rc_day first;
    if (p->month)
        first = rc_day_of(site->year, p->month, 1);
    else if (site->anchor == RC_DAY_NONE)
        return (day_span){0};
    else
        first = span_of_month(rc_day_civil(site->anchor).year, rc_day_civil(site->anchor).month).from;
    if (first != RC_DAY_NONE && !p->month) first = day_plus_months(first, p->low);
    if (first == RC_DAY_NONE) return (day_span){0};
    rc_day past = day_plus_months(first, 1);
    int days = p->unit == UNIT_DAY && p->weekday < 0 ? 1 : 7, weekday = p->unit == UNIT_WEEKEND ? 5 : p->weekday;
    rc_day day = p->nth > 0 ? first + days * (p->nth - 1) : past - days;
    if (weekday >= 0) day += (weekday - rc_day_weekday(day) + 7) % 7;
    if (day < first || day >= past) return (day_span){0};
    if (p->unit == UNIT_WEEKEND) return (day_span){day, day + 1, RC_GRAIN_WEEKEND, true};
    if (p->unit == UNIT_WEEK) return (day_span){day, day + 6, RC_GRAIN_WEEK, true};
    return span_of_day(day);
}

static day_span feast_span(const calendar_site *site, const date_point *p)
{
    bool turns = p->calendar == FEAST_ISLAMIC || p->calendar == FEAST_SOLAR_HIJRI || p->calendar == FEAST_HEBREW;
    rc_day near = site->anchor;
    int year = p->nth ? p->nth : p->year;
    if (!year && site->anchor == RC_DAY_NONE) return (day_span){0};
    if (!year && p->has_year_shift) year = rc_day_civil(site->anchor).year + p->year_shift;
    if (year && !turns) near = rc_day_of(year, 12, 31);
    int top = p->nth ? p->nth : !turns && year ? year : feast_year(p->calendar, near) + FEAST_YEARS - 1;
    if (turns && year && !p->nth) top = feast_year(p->calendar, rc_day_of(year, 12, 31)) + 1;
    day_span found = {0};
    for (int y = top, i = 0; i < 2 * FEAST_YEARS; y--, i++) {
        rc_day from = feast_day(p->calendar, y, p->low), to = feast_day(p->calendar, y, p->high);
        if (from == RC_DAY_NONE || to < from) continue;
        day_span span = {from, to, from == to ? RC_GRAIN_DAY : RC_GRAIN_SPAN, true};
        if (p->nth || (year && rc_day_civil(from).year == year)) return span;
        if (year) continue;
        bool after = p->shift > 0 ? from > site->anchor : site->ahead && to >= site->anchor;
        bool looks_on = p->shift > 0 || site->ahead;
        if (looks_on && after) found = span; /* the years are tried from the last: the nearest ahead stays */
        if (looks_on && !after) break;
        if (!looks_on && (p->shift < 0 ? to < site->anchor : from <= site->anchor)) return span;
    }
    return found;
}

day_span span_of_calendar(const calendar_site *site, const date_point *p)
{
    switch (p->type) {
    case POINT_QUARTER:
        return quarter_span(site, p);
    case POINT_DECADE:
        return span_of(rc_day_of(p->year, 1, 1), rc_day_of(p->year + 10, 1, 1), RC_GRAIN_DECADE);
    case POINT_CENTURY:
        return span_of(rc_day_of(p->year + 1, 1, 1), rc_day_of(p->year + 101, 1, 1), RC_GRAIN_CENTURY);
    case POINT_NTH:
        return nth_span(site, p);
    default:
        return feast_span(site, p);
    }
}
