#include "resolve/date_span.h"

#define SATURDAY 5
#define FAR_DAYS 3000000 /* beyond the calendar; keeps sums inside int32 */

static day_span make(rc_day from, rc_day to, rc_granularity grain)
{
    bool ok = from != RC_DAY_NONE && to != RC_DAY_NONE && from <= to && from > -FAR_DAYS && to < FAR_DAYS;
    return (day_span){from, to, grain, ok};
}

day_span span_of_day(rc_day day)
{
    return make(day, day, RC_GRAIN_DAY);
}

day_span span_of_month(int year, int month)
{
    return make(rc_day_of(year, month, 1), rc_day_of(year, month, rc_days_in_month(year, month)), RC_GRAIN_MONTH);
}

day_span span_of_year(int year)
{
    return make(rc_day_of(year, 1, 1), rc_day_of(year, 12, 31), RC_GRAIN_YEAR);
}

day_span span_of_season(int year, int season)
{
    int first = 3 * season, last_year = first + 2 > 12 ? year + 1 : year,
        last = first + 2 > 12 ? first - 10 : first + 2;
    return make(rc_day_of(year, first, 1), rc_day_of(last_year, last, rc_days_in_month(last_year, last)),
                RC_GRAIN_SEASON);
}

rc_day day_plus_months(rc_day day, int n)
{
    rc_civil c = rc_day_civil(day);
    int months = c.year * 12 + c.month - 1 + n;
    if (months < 12) return RC_DAY_NONE;
    int year = months / 12, month = months % 12 + 1, last = rc_days_in_month(year, month);
    return rc_day_of(year, month, c.day < last ? c.day : last);
}

static day_span offset_months(rc_day anchor, int low, int high)
{
    rc_civil c = rc_day_civil(anchor);
    rc_day first = rc_day_of(c.year, c.month, 1);
    rc_day from = day_plus_months(first, low), past = day_plus_months(first, high + 1);
    return make(from, past == RC_DAY_NONE ? past : past - 1, RC_GRAIN_MONTH);
}

static day_span offset_weekends(rc_day anchor, int low, int high)
{
    rc_day saturday = anchor - (rc_day_weekday(anchor) - SATURDAY + 7) % 7;
    bool on_weekend = rc_day_weekday(anchor) >= SATURDAY;
    int skip = on_weekend ? 0 : 1; /* on a weekday the last weekend is already the one before */
    if (low < 0) low += skip;
    if (high < 0) high += skip;
    return make(saturday + 7 * low, saturday + 7 * high + 1, RC_GRAIN_WEEKEND);
}

day_span span_of_offset(rc_day anchor, time_unit unit, int low, int high)
{
    rc_day monday = anchor - rc_day_weekday(anchor);
    int year = rc_day_civil(anchor).year;
    day_span span;
    switch (unit) {
    case UNIT_WEEKEND:
        return offset_weekends(anchor, low, high);
    case UNIT_WEEK:
        span = make(monday + 7 * low, monday + 7 * high + 6, RC_GRAIN_WEEK);
        break;
    case UNIT_MONTH:
        span = offset_months(anchor, low, high);
        break;
    case UNIT_SEASON:
    case UNIT_YEAR:
        span = make(rc_day_of(year + low, 1, 1), rc_day_of(year + high, 12, 31), RC_GRAIN_YEAR);
        break;
    default:
        return make(anchor + low, anchor + high, low == high ? RC_GRAIN_DAY : RC_GRAIN_SPAN);
    }
    if (high == 0 && span.to > anchor) span.to = anchor;
    return span;
}

static rc_day back(rc_day anchor, time_unit unit, int n)
{
    switch (unit) {
    case UNIT_HOUR:
        return n >= 0 ? anchor - (n + 23) / 24 : anchor - n / 24;
    case UNIT_WEEKEND:
    case UNIT_WEEK:
        return anchor - 7 * n;
    case UNIT_MONTH:
        return day_plus_months(anchor, -n);
    case UNIT_SEASON:
        return day_plus_months(anchor, -3 * n);
    case UNIT_YEAR:
        return day_plus_months(anchor, -12 * n);
    default:
        return anchor - n;
    }
}

day_span span_of_period(rc_day anchor, time_unit unit, int n)
{
    return make(back(anchor, unit, n), anchor, RC_GRAIN_SPAN);
}

day_span span_of_coming(rc_day anchor, time_unit unit, int n)
{
    rc_day to = back(anchor, unit, -n);
    return make(unit == UNIT_HOUR ? anchor : anchor + 1, to == RC_DAY_NONE || to > anchor ? to : anchor + 1,
                RC_GRAIN_SPAN);
}

day_span span_ago(rc_day anchor, time_unit unit, int n, bool is_vague)
{
    if (is_vague && n < 0) return span_of_coming(anchor, unit, -2 * n);
    if (is_vague) return make(back(anchor, unit, 2 * n), back(anchor, unit, unit == UNIT_HOUR ? 0 : 2), RC_GRAIN_SPAN);
    switch (unit) {
    case UNIT_HOUR:
        if (n < 0) return span_of_day(anchor - n / 24);
        return n <= 6 ? span_of_day(anchor) : make(back(anchor, unit, n), anchor - n / 24, RC_GRAIN_SPAN);
    case UNIT_WEEKEND:
    case UNIT_WEEK:
        return make(anchor - 7 * n - 3, anchor - 7 * n + 3, RC_GRAIN_WEEK);
    case UNIT_MONTH:
        return offset_months(anchor, -n, -n);
    case UNIT_SEASON:
    case UNIT_YEAR:
        return span_of_year(rc_day_civil(anchor).year - n);
    default:
        return span_of_day(anchor - n);
    }
}

day_span span_of_weekday(rc_day anchor, int weekday, int shift)
{
    int behind = (rc_day_weekday(anchor) - weekday + 7) % 7;
    if (shift > 0) return span_of_day(anchor + 7 - behind);
    return span_of_day(anchor - (behind == 0 && shift < 0 ? 7 : behind));
}

day_span span_part(day_span whole, int from, int to)
{
    if (!whole.ok || (from == 0 && to == 0)) return whole;
    if (whole.grain == RC_GRAIN_YEAR) { /* in whole months */
        rc_day first = day_plus_months(whole.from, (12 * from + 99) / 100);
        rc_day past = day_plus_months(whole.from, (12 * to + 99) / 100);
        return make(first, past == RC_DAY_NONE ? past : past - 1, RC_GRAIN_SPAN);
    }
    int days = whole.to - whole.from + 1;
    return make(whole.from + days * from / 100, whole.from + (days * to + 99) / 100 - 1, RC_GRAIN_SPAN);
}
