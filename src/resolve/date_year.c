/* The year of a date that names none. */
#include "resolve/date_resolver.h"

#define STORY_TURN_DAYS 200 /* a date so much before the one told last is of the next year: December, then January */
#define LEAP_SEARCH 8
#define AROUND_DAYS 45
#define AHEAD_DAYS 300 /* what is announced lies nearer than that, or its year would be named */

rc_day date_first_day(const date_point *p, int year)
{
    return rc_day_of(year, p->month, p->day ? p->day : 1);
}

/* The latest year not after the anchor's in which the date is a day at or before it. */
int date_past_year(const date_point *p, rc_day anchor)
{
    int year = rc_day_civil(anchor).year;
    for (int y = year; y > year - LEAP_SEARCH; y--) {
        rc_day day = date_first_day(p, y);
        if (day != RC_DAY_NONE && day <= anchor) return y;
    }
    return 0;
}

/* The year nearest to the anchor in which the date falls on its weekday, if it names one; 0 when none does. */
static int nearest_year(const date_point *p, rc_day anchor)
{
    int year = rc_day_civil(anchor).year, found = 0;
    rc_day best = LEAP_SEARCH * 366;
    for (int y = year + 1; y > year - LEAP_SEARCH; y--) {
        rc_day day = date_first_day(p, y);
        if (day == RC_DAY_NONE || (p->weekday >= 0 && rc_day_weekday(day) != p->weekday)) continue;
        rc_day away = day > anchor ? day - anchor : anchor - day;
        if (away >= best) continue;
        best = away;
        found = y;
    }
    return found;
}

/* The first year in which the date lies at or after the anchor; 0 where that is too far off to be meant. */
int date_coming_year(const date_point *p, rc_day anchor)
{
    int year = rc_day_civil(anchor).year;
    for (int y = year; y <= year + 1; y++) {
        rc_day day = date_first_day(p, y);
        bool here = day != RC_DAY_NONE &&
                    (p->day ? day >= anchor : rc_day_civil(day).month >= rc_day_civil(anchor).month || y > year);
        if (here) return day - anchor <= AHEAD_DAYS ? y : 0;
    }
    return 0;
}

static int story_year(const resolver *rs, const date_point *p)
{
    int year = rs->story_year;
    rc_day day = date_first_day(p, year), next = date_first_day(p, year + 1);
    bool turned = rs->last.ok && day != RC_DAY_NONE && day < rs->last.from - STORY_TURN_DAYS;
    bool reached = next != RC_DAY_NONE && (rs->published == RC_DAY_NONE || next <= rs->published);
    if (turned && reached) return year + 1;
    bool future = rs->published != RC_DAY_NONE && day != RC_DAY_NONE && day > rs->published;
    return future ? year - 1 : year;
}

/* A story of several years that has named none yet. Of two in a row, which a campaign over one winter touches, the
 * months say which; else the latest that the title holds. */
static int first_story_year(const resolver *rs, const date_point *p)
{
    int from = rc_day_civil(rs->told.from).year, to = rc_day_civil(rs->told.to).year;
    return to == from + 1 ? (p->month > 6 ? from : to) : date_past_year(p, rs->told.to);
}

/* The one year in which the date lies in the time that the title names, or near it: fighting has its before and after.
 * 0 where several do. */
static int told_year(const resolver *rs, const date_point *p)
{
    int found = 0;
    if (rs->told.from == RC_DAY_NONE) return 0;
    for (int y = rc_day_civil(rs->told.from).year; y <= rc_day_civil(rs->told.to).year; y++) {
        rc_day day = date_first_day(p, y);
        if (day == RC_DAY_NONE || day < rs->told.from - AROUND_DAYS || day > rs->told.to + AROUND_DAYS) continue;
        if (found) return 0;
        found = y;
    }
    return found;
}

static int shifted_year(const date_point *p, rc_day anchor)
{
    rc_civil c = rc_day_civil(anchor);
    bool day_before = p->day && p->month == c.month && p->day < c.day; /* "le 10 mai dernier" on 15 May */
    if (p->shift < 0) return p->month < c.month || day_before ? c.year : c.year - 1;
    return p->month > c.month ? c.year : c.year + 1;
}

int date_year_of(const resolver *rs, const date_point *p)
{
    if (p->year) return p->year;
    if (p->has_year_shift) return rs->anchor == RC_DAY_NONE ? 0 : rc_day_civil(rs->anchor).year + p->year_shift;
    if ((p->weekday >= 0 || rs->is_dateline) && rs->anchor != RC_DAY_NONE) {
        int year = nearest_year(p, rs->anchor);
        if (year) return year;
    }
    if (p->is_shifted && !p->shift && rs->anchor != RC_DAY_NONE) return rc_day_civil(rs->anchor).year; /* "this May" */
    if (p->shift && rs->anchor != RC_DAY_NONE) return shifted_year(p, rs->anchor);
    int told = rs->is_story ? told_year(rs, p) : 0;
    if (told) return told;
    if (rs->is_story) return rs->story_year ? story_year(rs, p) : first_story_year(rs, p);
    if (rs->anchor == RC_DAY_NONE) return 0;
    int coming = rs->leans_ahead ? date_coming_year(p, rs->anchor) : 0, past = date_past_year(p, rs->anchor);
    bool nearer = coming && past && date_first_day(p, coming) - rs->anchor < rs->anchor - date_first_day(p, past);
    return coming && (rs->is_ahead || nearer) ? coming : past;
}
