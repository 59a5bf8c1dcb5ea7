/* Written dates to days.
 *
 * A report of the day speaks of "Wednesday" and "yesterday": its dates without a year lie in the year before it was
 * published. A text that never does so but names years (an encyclopaedia, a chronicle) tells a story: its dates without
 * a year belong to the year it last named, whenever it was published, or to the time that its title names. One that
 * names no year at all is left without dates rather than dated by the day of its last change. */
#include <stdio.h>

#include "resolve/date_resolver.h"

#define DATELINE_TOKENS 16
#define DATELINE_SLIP_DAYS 7
#define MONTH_SEARCH_DAYS 400
#define NTH_MOST 31 /* above it: a year of a feast's own calendar */

/* ---- anchors */

static bool is_full_day(const date_item *item)
{
    return item->type == RANGE_POINT && item->a.type == POINT_DAY && item->a.year;
}

static bool is_dash(const date_reader *r, uint32_t t)
{
    if (t >= r->doc->n_tokens) return false;
    rc_str text = r->doc->tokens[t].lower;
    return rc_str_is(text, "-") || rc_str_is(text, "–") || rc_str_is(text, "—");
}

/* "KABUL, 1 September 2021 (AFP) -": a day near the beginning, a dash soon after it. */
static bool is_dateline(const date_reader *r, const date_item *item)
{
    if (item->type != RANGE_POINT || item->a.type != POINT_DAY || item->first >= DATELINE_TOKENS) return false;
    for (uint32_t t = item->end; t < item->end + 5; t++)
        if (is_dash(r, t) && date_same_sentence(r, item->first, item->end - 1)) return true;
    return false;
}

/* The day a report speaks from, when its dateline says `day`: the dateline's, unless it lies after the publication by
 * more than a slip of days. */
static rc_day dateline_day(const resolver *rs, rc_day day)
{
    bool plausible = rs->published == RC_DAY_NONE || day <= rs->published + DATELINE_SLIP_DAYS;
    return plausible ? day : rs->published;
}

static int block_post(const rc_document *doc, uint32_t token)
{
    return doc->blocks[doc->sentences[doc->tokens[token].sentence].block].post;
}

static void find_post_days(resolver *rs, rc_arena *arena)
{
    const rc_document *doc = rs->r->doc;
    rs->post_days = RC_NEWS(arena, rc_day, doc->n_posts + 1);
    for (uint32_t i = 0; i < doc->n_posts; i++) rs->post_days[i] = RC_DAY_NONE;
    for (size_t i = 0; i < rs->items->len; i++) {
        const date_item *item = &rs->items->ptr[i];
        int post = block_post(doc, item->first);
        if (post < 0 || !is_full_day(item)) continue;
        uint32_t at = doc->tokens[item->first].span.beg;
        rc_span date = doc->posts[post].date;
        if (at >= date.beg && at < date.end) rs->post_days[post] = rc_day_of(item->a.year, item->a.month, item->a.day);
    }
}

static rc_day anchor_at(const resolver *rs, uint32_t token)
{
    int post = block_post(rs->r->doc, token);
    return post >= 0 && rs->post_days[post] != RC_DAY_NONE ? rs->post_days[post] : rs->published;
}

/* ---- points */

static rc_day distance(rc_day a, rc_day b)
{
    return a > b ? a - b : b - a;
}

static day_span season_span(const resolver *rs, const date_point *p)
{
    if (p->year) return span_of_season(p->year, p->season);
    int year = rc_day_civil(rs->anchor).year;
    day_span span = span_of_season(year, p->season);
    if (p->is_shifted && p->shift == 0) { /* "this summer": the nearest */
        for (int y = year - 1; y <= year + 1; y++) {
            day_span other = span_of_season(y, p->season);
            rc_day middle = span.from + (span.to - span.from) / 2, its = other.from + (other.to - other.from) / 2;
            if (other.ok && distance(its, rs->anchor) < distance(middle, rs->anchor)) span = other;
        }
        return span;
    }
    if (p->shift > 0) return span.from > rs->anchor ? span : span_of_season(year + 1, p->season);
    for (int back = 1; back <= 2 && span.ok; back++) {
        rc_day known = p->shift < 0 ? span.to : span.from;
        if (known <= rs->anchor) break;
        span = span_of_season(year - back, p->season);
    }
    return span;
}

static day_span week_around(day_span day)
{
    if (!day.ok) return day;
    rc_day monday = day.from - rc_day_weekday(day.from);
    return (day_span){monday, monday + 6, RC_GRAIN_WEEK, true};
}

static day_span quarter_shifted(day_span quarter)
{
    rc_civil c = rc_day_civil(quarter.from);
    return span_of_quarter(c.year - 1, (c.month + 2) / 3);
}

/* Without a date before it only some expressions still speak of something: "la veille" of the report. */
static day_span context_span(const resolver *rs, const date_point *p)
{
    day_span base = rs->last;
    bool compares = p->unit == UNIT_YEAR && p->low == -1 && rs->quarter.ok; /* a quarter with that of the year before */
    if (compares) return quarter_shifted(rs->quarter);
    if (p->unit >= UNIT_SEASON) return rs->told_year ? span_of_year(rs->told_year + p->low) : (day_span){0};
    if (!base.ok) {
        if (!((p->flags & DATE_FLAG_ALONE) || rs->is_alone) || rs->anchor == RC_DAY_NONE) return (day_span){0};
        base = span_of_day(rs->anchor);
    }
    if (p->low == 0 && p->high == 0) return base;
    rc_day from = p->low > 0 ? base.to : base.from;
    bool later_span = p->high > p->low;
    switch (p->unit) {
    case UNIT_HOUR:
        return p->low > 0 ? (day_span){base.from, base.to + p->high / 24, base.grain, true} : base;
    case UNIT_WEEK:
    case UNIT_WEEKEND:
        if (!later_span) return span_of_day(from + 7 * p->low);
        return (day_span){from + 1, from + 7, RC_GRAIN_WEEK, true}; /* "the following week" */
    case UNIT_MONTH:
        if (!later_span) return span_of_day(day_plus_months(from, p->low));
        return span_of_offset(from, UNIT_MONTH, p->low, p->low);
    default:
        return span_of_day(from + p->low);
    }
}

/* The story has been told at a time so far back that a bare "overnight" cannot be the report's. */
static bool is_long_ago(const resolver *rs)
{
    return rs->is_story && rs->tells_days && rs->last.ok && rs->anchor - rs->last.to > STORY_GAP_DAYS;
}

/* "In the previous 24 hours" of a story: from the day that it tells of. */
static rc_day told_anchor(const resolver *rs, const date_point *p)
{
    bool floats = p->type == POINT_PERIOD || (p->flags & DATE_FLAG_PERIOD);
    return floats && is_long_ago(rs) ? rs->last.to : rs->anchor;
}

static day_span weekday_span(const resolver *rs, const date_point *p)
{
    rc_day from = p->is_after_last && rs->last.ok ? rs->last.to : rs->anchor;
    if (p->has_week) return span_of_day(from - rc_day_weekday(from) + 7 * p->low + p->weekday);
    if (rs->is_ahead && !p->is_shifted) return span_of_weekday(from - 1, p->weekday, 1);
    return span_of_weekday(from, p->weekday, p->shift);
}

static day_span point_span(const resolver *rs, const date_point *p)
{
    bool needs_anchor = p->type == POINT_WEEKDAY || p->type == POINT_OFFSET || p->type == POINT_PERIOD ||
                        p->type == POINT_AGO || (p->type == POINT_SEASON && !p->year);
    if (needs_anchor && rs->anchor == RC_DAY_NONE) return (day_span){0};
    switch (p->type) {
    case POINT_DAY: {
        if (!p->month) { /* "mardi 3" */
            rc_day day = rs->anchor == RC_DAY_NONE ? RC_DAY_NONE : rs->anchor;
            for (int i = 0; i < MONTH_SEARCH_DAYS && day != RC_DAY_NONE; i++) {
                rc_day back = rs->is_ahead ? day + i : day - i, on = rs->is_ahead ? day - i : day + i;
                if (rc_day_civil(back).day == p->day && rc_day_weekday(back) == p->weekday) return span_of_day(back);
                if (rc_day_civil(on).day == p->day && rc_day_weekday(on) == p->weekday) return span_of_day(on);
            }
            return (day_span){0};
        }
        day_span day = span_of_day(rc_day_of(date_year_of(rs, p), p->month, p->day));
        return p->unit == UNIT_WEEK ? week_around(day) : day;
    }
    case POINT_MONTH:
        return span_of_month(date_year_of(rs, p), p->month);
    case POINT_YEAR:
        return span_of_year(p->year);
    case POINT_WEEKDAY:
        return weekday_span(rs, p);
    case POINT_SEASON:
        return season_span(rs, p);
    case POINT_OFFSET:
        if (date_is_night(p) && is_long_ago(rs)) return (day_span){0};
        return span_of_offset(told_anchor(rs, p), p->unit, p->low, p->high);
    case POINT_PERIOD:
        return p->shift > 0 ? span_of_coming(rs->anchor, p->unit, p->low)
                            : span_of_period(told_anchor(rs, p), p->unit, p->low);
    case POINT_AGO:
        if (p->unit == UNIT_YEAR && p->low == 1 && rs->quarter.ok && !p->is_vague) return quarter_shifted(rs->quarter);
        return span_ago(rs->anchor, p->unit, p->low, p->is_vague);
    case POINT_CONTEXT:
        return context_span(rs, p);
    case POINT_QUARTER:
    case POINT_DECADE:
    case POINT_CENTURY:
    case POINT_NTH:
    case POINT_FEAST: {
        date_point month = *p;
        month.weekday = -1;
        calendar_site site = {rs->anchor, p->month ? date_year_of(rs, &month) : 0, rs->quarter, rs->is_ahead};
        return span_of_calendar(&site, p);
    }
    case POINT_NUMBER:
        break;
    }
    return (day_span){0};
}

/* A unit under way ends with the anchor, but its beginning is that of the whole of it. */
static day_span whole_span(const resolver *rs, const date_point *p)
{
    bool under_way = p->type == POINT_OFFSET && (p->part_from || p->part_to) && p->low == 0 && p->high == 0;
    if (!under_way || rs->anchor == RC_DAY_NONE) return point_span(rs, p);
    rc_civil c = rc_day_civil(rs->anchor);
    switch (p->unit) {
    case UNIT_WEEK:
        return span_of_offset(rs->anchor + 7, UNIT_WEEK, -1, -1);
    case UNIT_MONTH:
        return span_of_month(c.year, c.month);
    case UNIT_YEAR:
        return span_of_year(c.year);
    default:
        return point_span(rs, p);
    }
}

static day_span part_span(const resolver *rs, const date_point *p)
{
    day_span span = span_part(whole_span(rs, p), p->part_from, p->part_to);
    if (!p->day_shift || !span.ok) return span;
    return span_of_day((p->day_shift > 0 ? span.to : span.from) + p->day_shift); /* "the day after 3 May" */
}

static rc_timex_kind point_kind(const date_point *p)
{
    switch (p->type) {
    case POINT_CONTEXT:
        return RC_TIMEX_CONTEXT;
    case POINT_PERIOD:
        return RC_TIMEX_PERIOD;
    case POINT_OFFSET:
        return p->flags & DATE_FLAG_PERIOD ? RC_TIMEX_PERIOD : RC_TIMEX_RELATIVE;
    case POINT_WEEKDAY:
    case POINT_AGO:
        return RC_TIMEX_RELATIVE;
    case POINT_QUARTER:
    case POINT_FEAST:
    case POINT_NTH:
        return p->year || p->nth > NTH_MOST ? RC_TIMEX_ABSOLUTE : RC_TIMEX_RELATIVE;
    default:
        return p->is_shifted ? RC_TIMEX_RELATIVE : RC_TIMEX_ABSOLUTE;
    }
}

/* ---- items */

/* The second end first: the first end lies at or before it. */
static day_span range_span(resolver *rs, const date_item *item)
{
    date_point a = item->a;
    day_span end = part_span(rs, &item->b);
    if (!end.ok) return end;
    bool yearless = (a.type == POINT_DAY || a.type == POINT_MONTH) && !a.year && !a.has_year_shift;
    rc_day anchor = rs->anchor;
    if (yearless) {
        rc_civil c = rc_day_civil(end.to);
        a.year = c.year - (a.month > c.month || (a.month == c.month && a.day > c.day));
    } else if (a.type == POINT_WEEKDAY && !a.shift) {
        rs->anchor = end.to;
    }
    day_span begin = part_span(rs, &a);
    rs->anchor = anchor;
    if (!begin.ok || begin.from > end.to) return (day_span){0};
    return (day_span){begin.from, end.to, RC_GRAIN_SPAN, true};
}

/* What a date was reckoned from: the report's day, or that of the date before it. */
static rc_day anchor_of(const resolver *rs, const date_point *p)
{
    if (p->type == POINT_CONTEXT && rs->last.ok) return rs->last.from;
    bool says_all = p->type == POINT_YEAR || (p->year && p->type != POINT_CONTEXT);
    return says_all ? RC_DAY_NONE : rs->anchor;
}

static void set_direction(rc_timex *timex)
{
    if (timex->anchor == RC_DAY_NONE) return;
    if (timex->to < timex->anchor || (timex->from != RC_DAY_NONE && timex->from < timex->anchor)) timex->direction = -1;
    if (timex->from > timex->anchor) timex->direction = 1;
}

/* The value of the unit named: of the whole month for "early March", of the week for "this week". */
static void set_value(const resolver *rs, const date_point *p, day_span span, char out[RC_TIMEX_VALUE_BYTES])
{
    if (p->type == POINT_PERIOD) return;
    bool vague = (p->type == POINT_AGO && p->is_vague) || (p->type == POINT_OFFSET && (p->flags & DATE_FLAG_PERIOD));
    if (vague) {
        snprintf(out, RC_TIMEX_VALUE_BYTES, "PAST_REF");
        return;
    }
    if (p->type == POINT_AGO && p->unit == UNIT_WEEK) { /* the week that holds the day, not the days around it */
        span = week_around(span_of_day(rs->anchor - 7 * p->low));
    }
    if (p->day_shift) {
        date_value(span, out);
        return;
    }
    bool night = date_is_night(p);
    if (night) {
        date_value(span_of_day(span.from), out);
        snprintf(out + strlen(out), RC_TIMEX_VALUE_BYTES - strlen(out), "TNI");
        return;
    }
    date_value(p->part_from || p->part_to ? whole_span(rs, p) : span, out);
}

/* The other day that the words fit as well: month first instead of day first, the same weekday or day of the year on
 * the other side of the report. */
static void set_other(resolver *rs, const date_point *p, rc_timex *out)
{
    date_point other = *p;
    day_span span = {0};
    bool dated = (p->type == POINT_DAY && p->month) || p->type == POINT_MONTH;
    bool open = !p->year && !p->has_year_shift && !p->is_shifted && rs->anchor != RC_DAY_NONE && !rs->is_story;
    if (p->is_swappable) {
        other.day = p->month;
        other.month = p->day;
        span = part_span(rs, &other);
    } else if (p->type == POINT_WEEKDAY && open && !p->has_week) {
        span = span_of_day(out->from + (out->from > rs->anchor || out->from == rs->anchor ? -7 : 7));
    } else if (dated && open && p->weekday < 0) {
        bool ahead = out->from > rs->anchor;
        other.year = ahead ? date_past_year(p, rs->anchor) : date_coming_year(p, rs->anchor);
        if (other.year) span = part_span(rs, &other);
    }
    if (!span.ok || span.from == out->from) return;
    out->other_from = span.from;
    out->other_to = span.to;
}

/* "On Monday" of a report that is dated to a month: some day of it. */
static day_span widened(const resolver *rs, const date_item *item, day_span span)
{
    bool dated = rs->earliest != RC_DAY_NONE && rs->published != RC_DAY_NONE && rs->anchor == rs->published;
    bool wide = dated && item->type == RANGE_POINT && date_is_deictic(&item->a) && !rs->is_story;
    return wide ? (day_span){rs->earliest, rs->published, RC_GRAIN_SPAN, true} : span;
}

static bool item_span(resolver *rs, const date_item *item, rc_timex *out)
{
    day_span span = item->type == RANGE_SPAN ? range_span(rs, item) : part_span(rs, &item->a);
    if (!span.ok) return false;
    span = widened(rs, item, span);
    *out = (rc_timex){.first = item->first,
                      .count = item->end - item->first,
                      .from = span.from,
                      .to = span.to,
                      .grain = span.grain,
                      .kind = point_kind(&item->a),
                      .anchor = anchor_of(rs, &item->a),
                      .other_from = RC_DAY_NONE,
                      .other_to = RC_DAY_NONE};
    out->opens = date_opens(rs->r, item);
    out->closes = item->type == RANGE_POINT && date_closes(rs->r, item);
    out->approx = item->a.type == POINT_FEAST && feast_is_approximate(item->a.calendar);
    set_value(rs, &item->a, span, out->value);
    set_direction(out);
    if (item->type == RANGE_POINT) set_other(rs, &item->a, out);
    if (item->type == RANGE_POINT) return true;
    out->kind = RC_TIMEX_PERIOD;
    out->grain = RC_GRAIN_SPAN;
    if (item->type == RANGE_SINCE) {
        rc_day until = is_long_ago(rs) ? rs->last.to : rs->anchor;
        if (until == RC_DAY_NONE || until < span.from) return false;
        out->to = until;
    }
    if (item->type == RANGE_UNTIL) out->from = RC_DAY_NONE;
    if (item->type == RANGE_BEFORE) {
        out->from = RC_DAY_NONE;
        out->to = span.from - 1;
    }
    return true;
}

/* Nothing but punctuation and prepositions stands around it. */
static bool is_whole(const date_reader *r, const date_item *item)
{
    uint32_t n;
    for (uint32_t t = 0; t < r->doc->n_tokens; t++) {
        bool inside = t >= item->first && t < item->end;
        if (!inside && r->doc->tokens[t].kind != RC_TOKEN_PUNCT && !date_row_at(r, t, DATE_ON, &n)) return false;
    }
    return true;
}

static void remember(resolver *rs, const date_item *item, const rc_timex *timex)
{
    int year = item->b.year ? item->b.year : item->a.year;
    if (date_is_told(rs, year)) rs->story_year = year;
    if (rs->is_story && timex->kind == RC_TIMEX_RELATIVE) return; /* of the day it was written, not of the story */
    rs->told_year = rc_day_civil(timex->from == RC_DAY_NONE ? timex->to : timex->from).year;
    if (item->a.type == POINT_QUARTER && !item->a.shift && timex->grain == RC_GRAIN_QUARTER)
        rs->quarter = (day_span){timex->from, timex->to, timex->grain, true};
    bool short_span = timex->from != RC_DAY_NONE && timex->to - timex->from < 8;
    bool told = timex->kind != RC_TIMEX_PERIOD || item->type == RANGE_SPAN;
    if (!short_span || !told) return;
    rs->last = (day_span){timex->from, timex->to, timex->grain, true};
    if (rs->is_story) rs->story_year = rc_day_civil(timex->to).year;
}

rc_timexes date_resolve(const date_reader *r, const date_items *items, const rc_date_scope *scope, rc_arena *arena)
{
    resolver rs = {.r = r,
                   .items = items,
                   .published = scope->to,
                   .told = scope->told,
                   .earliest = scope->from == scope->to ? RC_DAY_NONE : scope->from};
    find_post_days(&rs, arena);
    date_find_genre(&rs);
    rs.is_alone = items->len == 1 && is_whole(r, &items->ptr[0]);
    RC_VEC(rc_timex) found = {0};
    for (size_t i = 0; i < items->len; i++) {
        const date_item *item = &items->ptr[i];
        rs.anchor = anchor_at(&rs, item->first);
        rs.is_ahead = !rs.is_story && date_looks_ahead(r, item);
        rs.leans_ahead = rs.is_ahead || (!rs.is_story && date_leans_ahead(r, item));
        rc_timex timex;
        if (i == 0) rs.is_dateline = is_dateline(r, item);
        bool resolved = item_span(&rs, item, &timex);
        rs.is_dateline = false;
        if (!resolved) continue;
        *RC_PUSH(arena, &found) = timex;
        remember(&rs, item, &timex);
        if (i == 0 && timex.from == timex.to && is_dateline(r, item)) rs.published = dateline_day(&rs, timex.from);
    }
    return (rc_timexes){found.ptr, (uint32_t)found.len};
}
