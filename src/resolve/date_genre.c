/* What time a text tells of: the days before it was published, a story's, the one that its title names, or one that it
 * does not say. */
#include "resolve/date_resolver.h"

#define FRESH_DAYS 10
#define STORY_DATES 4 /* dates without a year for each that speaks from the day of the report */

bool date_is_night(const date_point *p)
{
    return p->type == POINT_OFFSET && p->unit == UNIT_DAY && p->low != p->high && !(p->flags & DATE_FLAG_PERIOD);
}

bool date_is_deictic(const date_point *p)
{
    if (date_is_night(p)) return false;
    return p->type == POINT_WEEKDAY || p->type == POINT_AGO || p->type == POINT_QUARTER ||
           (p->type == POINT_OFFSET && !(p->flags & DATE_FLAG_PERIOD));
}

bool date_is_told(const resolver *rs, int year)
{
    if (rs->told.from != RC_DAY_NONE)
        return year >= rc_day_civil(rs->told.from).year && year <= rc_day_civil(rs->told.to).year;
    return year && (rs->published == RC_DAY_NONE || year <= rc_day_civil(rs->published).year);
}

/* Days without a year, none of them near the day of the report, and nothing that speaks from that day: an account of
 * a year that it does not name. */
static bool is_of_no_year(const resolver *rs)
{
    if (rs->published == RC_DAY_NONE || rs->told.from != RC_DAY_NONE) return false;
    unsigned far = 0, deictic = 0;
    for (size_t i = 0; i < rs->items->len; i++) {
        const date_item *item = &rs->items->ptr[i];
        const date_point *p = item->b.type == POINT_DAY && item->b.month ? &item->b : &item->a;
        if (item->a.year || item->b.year) return false;
        deictic += date_is_deictic(&item->a) || date_looks_ahead(rs->r, item);
        if (p->type != POINT_DAY || !p->month) continue;
        int year = date_past_year(p, rs->published);
        if (!year || rs->published - date_first_day(p, year) < STORY_GAP_DAYS || p->weekday >= 0) return false;
        far++;
    }
    return far >= STORY_DATES && far >= STORY_DATES * deictic;
}

/* The first day without a year lies just before the report: it tells of these days, whatever years it names beside. */
static bool is_of_the_day(const resolver *rs)
{
    for (size_t i = 0; i < rs->items->len && rs->published != RC_DAY_NONE; i++) {
        const date_item *item = &rs->items->ptr[i];
        const date_point *p = item->b.type == POINT_DAY && item->b.month ? &item->b : &item->a;
        if (p->type != POINT_DAY || !p->month || p->year) continue;
        int year = date_past_year(p, rs->published);
        return year && rs->published - date_first_day(p, year) <= FRESH_DAYS;
    }
    return false;
}

static rc_day earlier(rc_day a, rc_day b)
{
    return a == RC_DAY_NONE || b < a ? b : a;
}

static rc_day last_of_year(rc_day day)
{
    return rc_day_of(rc_day_civil(day).year, 12, 31);
}

/* The title names one day, long past: all is told from there, "earlier in the day" too. */
static bool is_of_one_day(const resolver *rs)
{
    bool one = rs->told.from != RC_DAY_NONE && rs->told.from == rs->told.to;
    return one && (rs->published == RC_DAY_NONE || rs->published - rs->told.to > STORY_GAP_DAYS);
}

void date_find_genre(resolver *rs)
{
    unsigned deictic = 0, yearless = 0;
    bool titled = rs->told.from != RC_DAY_NONE;
    if (titled && rc_day_civil(rs->told.from).year == rc_day_civil(rs->told.to).year)
        rs->story_year = rc_day_civil(rs->told.to).year;
    for (size_t i = 0; i < rs->items->len; i++) {
        const date_item *item = &rs->items->ptr[i];
        deictic += date_is_deictic(&item->a) || date_looks_ahead(rs->r, item);
        yearless += item->a.type == POINT_DAY && !item->a.year && !item->b.year;
        int year = item->a.year ? item->a.year : item->b.year;
        if (date_is_told(rs, year) && !rs->story_year)
            rs->story_year = year; /* until another is named, the first holds */
    }
    unsigned least = titled ? deictic : STORY_DATES * deictic; /* what the title says of its time weighs too */
    bool tells = (yearless >= least && !is_of_the_day(rs)) || rs->published == RC_DAY_NONE;
    bool one_day = is_of_one_day(rs);
    rs->is_story = one_day || ((rs->story_year || titled) && tells);
    if (rs->is_story && titled)
        rs->published = one_day ? rs->told.to : earlier(rs->published, last_of_year(rs->told.to));
    if (!rs->is_story) rs->told.from = rs->told.to = RC_DAY_NONE;
    if (!rs->is_story && is_of_no_year(rs)) rs->published = RC_DAY_NONE;
    rs->tells_days = yearless > 0;
}
