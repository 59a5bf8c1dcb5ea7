/* Dates named by their place in a larger unit, or by a calendar: quarters, decades, centuries, "the first Friday of
 * May", "la dernière semaine de septembre", feasts, months of the Islamic and the Solar Hijri year. */
#include "resolve/date_words.h"

#define OLDEST_YEAR 1000
#define NTH_MOST 31

static uint32_t skip_row(const date_reader *r, uint32_t t, date_word kind)
{
    uint32_t n;
    return date_row_at(r, t, kind, &n) && date_same_sentence(r, t, t + n - 1) ? t + n : t;
}

static date_point point_of(point_type type, uint32_t first, uint32_t end)
{
    return (date_point){.first = first, .end = end, .type = type, .weekday = -1};
}

/* ---- quarters */

/* "of 2021", "2021", "of last year", "de l'année dernière" after a quarter or a feast. */
static void year_behind(const date_reader *r, date_point *p)
{
    uint32_t n, t = p->end;
    if (!date_same_sentence(r, p->first, t)) return;
    if (date_is_sign(r, t, ',')) t++;
    uint32_t of = skip_row(r, t, DATE_OF);
    int year;
    if (date_year_at(r, of, &year)) {
        p->year = year;
        p->end = of + 1;
        return;
    }
    const date_row *shifted = date_same_sentence(r, p->first, of) ? date_row_at(r, of, DATE_OFFSET, &n) : NULL;
    if (!shifted && of > t) shifted = date_row_at(r, --of, DATE_OFFSET, &n);
    if (!shifted || shifted->unit != UNIT_YEAR || shifted->from != shifted->to || shifted->flags) return;
    p->has_year_shift = true;
    p->year_shift = shifted->from;
    p->end = of + n;
}

/* "third quarter", "the quarter", "Q3 2021", "this year's third quarter", "the 1988 second quarter". */
static bool quarter_point(const date_reader *r, uint32_t t, date_point *p)
{
    uint32_t n, at = t;
    int year = 0, shift = 0;
    bool shifted = false;
    const date_row *front = date_row_at(r, t, DATE_OFFSET, &n);
    if (date_year_at(r, t, &year)) {
        at = t + 1;
    } else if (front && front->unit == UNIT_YEAR && front->from == front->to && !front->flags) {
        shifted = true;
        shift = front->from;
        at = t + n;
        if (at < r->doc->n_tokens && rc_str_is(r->doc->tokens[at].lower, "'s")) at++;
    }
    const date_row *row = date_same_sentence(r, t, at) ? date_row_at(r, at, DATE_QUARTER, &n) : NULL;
    if (!row) return false;
    *p = point_of(POINT_QUARTER, t, at + n);
    p->low = row->from;
    p->flags = row->flags;
    p->shift = row->from ? 0 : row->to; /* "last quarter", "next quarter" */
    p->year = year;
    p->has_year_shift = shifted;
    p->year_shift = shift;
    if (!year && !shifted && row->from) year_behind(r, p);
    return true;
}

/* ---- decades and centuries */

static int digits_of(rc_str word, size_t at, size_t n)
{
    int value = 0;
    for (size_t i = at; i < at + n; i++) {
        if (i >= word.len || word.ptr[i] < '0' || word.ptr[i] > '9') return -1;
        value = 10 * value + (word.ptr[i] - '0');
    }
    return value;
}

/* "1980s", "1980's" in one token: the year, or 0. */
static int decade_word(rc_str word)
{
    int year = digits_of(word, 0, 4);
    if (year < OLDEST_YEAR || year % 10) return 0;
    rc_str end = rc_str_sub(word, 4, word.len);
    return rc_str_is(end, "s") || rc_str_is(end, "'s") || rc_str_is(end, "’s") ? year : 0;
}

static bool decade_point(const date_reader *r, uint32_t t, date_point *p)
{
    uint32_t n, end = t + 1;
    int year = decade_word(r->doc->tokens[t].lower);
    const date_row *row = year ? NULL : date_row_at(r, t, DATE_DECADE, &n);
    if (row && row->from) { /* "the nineties" */
        year = row->from;
        end = t + n;
    } else if (row && date_same_sentence(r, t, t + n)) { /* "les années 1990", "les années 90" */
        rc_str word = r->doc->tokens[t + n].lower;
        int value = word.len == 4 ? digits_of(word, 0, 4) : word.len == 2 ? 1900 + digits_of(word, 0, 2) : 0;
        year = value >= OLDEST_YEAR && value % 10 == 0 ? value : 0;
        end = t + n + 1;
    }
    if (!year) return false;
    *p = point_of(POINT_DECADE, t, end);
    p->year = year;
    return true;
}

/* "xix", "xixe": the number, or 0. */
static int roman(rc_str word)
{
    int value = 0, last = 0;
    size_t n = word.len;
    while (n && (word.ptr[n - 1] == 'e' || word.ptr[n - 1] == 'm')) n--;
    for (size_t i = n; i-- > 0;) {
        int digit = word.ptr[i] == 'i' ? 1 : word.ptr[i] == 'v' ? 5 : word.ptr[i] == 'x' ? 10 : 0;
        if (!digit) return 0;
        value += digit < last ? -digit : digit;
        last = digit > last ? digit : last;
    }
    return value;
}

static bool century_point(const date_reader *r, uint32_t t, date_point *p)
{
    uint32_t n = 1, m;
    int day, number = 0;
    if (date_day_at(r, t, &day, &n))
        number = day;
    else
        number = roman(r->doc->tokens[t].lower);
    if (number < 1 || number > 21 || !date_same_sentence(r, t, t + n) || !date_row_at(r, t + n, DATE_CENTURY, &m))
        return false;
    *p = point_of(POINT_CENTURY, t, t + n + m);
    p->year = 100 * (number - 1);
    return true;
}

/* ---- nth of a month */

/* "first", "3rd", "dernier" (-1); 0 when there is none. */
static int nth_at(const date_reader *r, uint32_t t, uint32_t *count)
{
    cardinal c;
    if (date_row_at(r, t, DATE_LAST, count)) return -1;
    const number_row *row = number_row_at(&r->numbers, t, count);
    if (row && row->kind == NUMBER_ORDINAL && row->value >= 1 && row->value <= NTH_MOST) return (int)row->value;
    int day;
    bool digits = cardinal_at(&r->numbers, t, &c) && c.digits && c.rest.len;
    return digits && date_day_at(r, t, &day, count) ? day : 0;
}

static bool is_plain_unit(const date_row *unit)
{
    return unit && unit->from == 1 && (unit->unit == UNIT_DAY || unit->unit == UNIT_WEEK);
}

static bool is_month_unit(const date_reader *r, uint32_t t)
{
    uint32_t n;
    const date_row *unit = date_row_at(r, t, DATE_UNIT, &n);
    return unit && unit->unit == UNIT_MONTH && unit->from == 1;
}

/* The month or month of an offset that a part is of: "of October 2014", "du mois prochain". */
static bool month_behind(const date_reader *r, uint32_t t, bool has_of, date_point *p)
{
    uint32_t n, of = skip_row(r, t, DATE_OF);
    if (of == t && !has_of) of = skip_row(r, t, DATE_ON); /* "the first Friday in May" */
    if ((of == t && !has_of) || !date_same_sentence(r, t, of)) return false;
    of = skip_row(r, of, DATE_ON);
    date_point month;
    if (date_row_at(r, of, DATE_OFFSET, &n) || date_row_at(r, of, DATE_MONTH, &n)) {
        if (!date_point_at(r, of, true, &month)) return false;
    } else if (is_month_unit(r, of)) { /* "of the month" */
        p->end = of + 1;
        return true;
    } else if (!date_row_at(r, --of, DATE_OFFSET, &n) || !date_point_at(r, of, true, &month)) {
        return false;
    }
    bool is_month = month.type == POINT_MONTH || (month.type == POINT_OFFSET && month.unit == UNIT_MONTH);
    if (!is_month || month.part_to || month.flags) return false;
    p->month = month.month;
    p->year = month.year;
    p->has_year_shift = month.has_year_shift;
    p->year_shift = month.year_shift;
    p->shift = month.shift;
    p->is_shifted = month.is_shifted;
    p->low = month.low; /* of the month of an offset */
    p->end = month.end;
    return true;
}

/* "last week of May": "last week" is a phrase of the list. */
static bool last_point(const date_reader *r, uint32_t t, date_point *p)
{
    uint32_t n;
    const date_row *row = date_row_at(r, t, DATE_OFFSET, &n);
    bool last = row && row->from == -1 && row->to == -1 && (row->unit == UNIT_WEEK || row->unit == UNIT_WEEKEND);
    if (!last) return false;
    *p = point_of(POINT_NTH, t, t + n);
    p->nth = -1;
    p->unit = row->unit;
    uint32_t m;
    bool week_of = date_row_at(r, p->end - 1, DATE_WEEK_OF, &m) != NULL;
    date_point rest = *p;
    if (!month_behind(r, week_of ? p->end - 1 + m : p->end, week_of, &rest) || !rest.month) return false;
    *p = rest;
    return true;
}

static bool nth_point(const date_reader *r, uint32_t t, date_point *p)
{
    uint32_t n, m;
    int nth = nth_at(r, t, &n);
    if (!nth) return last_point(r, t, p);
    if (!date_same_sentence(r, t, t + n)) return false;
    const date_row *weekday = date_row_at(r, t + n, DATE_WEEKDAY, &m);
    const date_row *unit = weekday ? NULL : date_row_at(r, t + n, DATE_UNIT, &m);
    bool week_of = !weekday && !unit && date_row_at(r, t + n, DATE_WEEK_OF, &m);
    if (week_of) { /* "the first week of" */
        *p = point_of(POINT_NTH, t, t + n + m);
        p->nth = nth;
        p->unit = UNIT_WEEK;
        return month_behind(r, p->end, true, p);
    }
    bool weekend = unit && unit->unit == UNIT_WEEKEND;
    if (!weekday && !is_plain_unit(unit) && !weekend) return false;
    *p = point_of(POINT_NTH, t, t + n + m);
    p->nth = nth;
    p->weekday = weekday ? weekday->from : -1;
    p->unit = weekday ? UNIT_DAY : unit->unit;
    return month_behind(r, p->end, false, p);
}

/* ---- feasts and other calendars */

static void feast_shift(const date_reader *r, date_point *p)
{
    uint32_t n;
    if (!date_same_sentence(r, p->first, p->end)) return;
    if (date_row_at(r, p->end, DATE_LAST, &n))
        p->shift = -1;
    else if (date_row_at(r, p->end, DATE_NEXT, &n))
        p->shift = 1;
    else
        return;
    p->is_shifted = true;
    p->end += n;
}

static bool feast_point(const date_reader *r, uint32_t t, date_point *p)
{
    uint32_t n, at = t;
    int shift = 0;
    if (date_row_at(r, t, DATE_LAST, &n))
        shift = -1;
    else if (date_row_at(r, t, DATE_NEXT, &n))
        shift = 1;
    else if (!date_row_at(r, t, DATE_THIS, &n))
        n = 0;
    at += n;
    const date_row *row = date_same_sentence(r, t, at) ? date_row_at(r, at, DATE_FEAST, &n) : NULL;
    if (!row) return false;
    *p = point_of(POINT_FEAST, t, at + n);
    p->calendar = row->calendar;
    p->low = row->from;
    p->high = row->to;
    p->shift = shift;
    p->is_shifted = at > t;
    if (!p->is_shifted) year_behind(r, p);
    if (!p->year && !p->is_shifted) feast_shift(r, p);
    return true;
}

/* "15 Ramadan 1442", "7 Mizan 1400", "Hamal 1401": only with a year, for the names are people's and things' too. */
static bool foreign_point(const date_reader *r, uint32_t t, date_point *p)
{
    int day = 0;
    uint32_t n = 0, m;
    if (!date_row_at(r, t, DATE_FOREIGN, &m) && !date_day_at(r, t, &day, &n)) return false;
    const date_row *row = date_same_sentence(r, t, t + n) ? date_row_at(r, t + n, DATE_FOREIGN, &m) : NULL;
    uint32_t at = row ? t + n + m : t;
    int year = row && date_same_sentence(r, t, at) ? digits_of(r->doc->tokens[at].lower, 0, 4) : -1;
    if (year < 1300 || year > 1500 || r->doc->tokens[at].lower.len != 4) return false;
    *p = point_of(POINT_FEAST, t, at + 1);
    p->calendar = row->calendar;
    p->nth = year;
    p->low = 100 * row->from + (day ? day : 1);
    p->high = 100 * row->from + (day ? day : 31);
    return true;
}

bool date_calendar_at(const date_reader *r, uint32_t t, date_point *out)
{
    return nth_point(r, t, out) || quarter_point(r, t, out) || decade_point(r, t, out) || century_point(r, t, out) ||
           foreign_point(r, t, out) || feast_point(r, t, out);
}
