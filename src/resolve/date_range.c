/* Two dates that make one, and open ends: "du 3 au 5 mai", "entre le 9 et le 10 mars", "since April", "until Friday".
 */
#include "resolve/date_words.h"

static bool row_at(const date_reader *r, uint32_t *t, date_word kind)
{
    uint32_t n;
    if (!date_row_at(r, *t, kind, &n)) return false;
    *t += n;
    return true;
}

/* Articles and prepositions before a date; whether one of them says that a month or year follows. */
static uint32_t skip_on(const date_reader *r, uint32_t t, bool *cued)
{
    uint32_t n;
    for (int i = 0; i < 3; i++) {
        const date_row *row = date_row_at(r, t, DATE_ON, &n);
        if (!row) break;
        *cued = (row->flags & DATE_FLAG_CUE) != 0; /* "after the Oct. 23 killing": no count */
        t += n;
    }
    return t;
}

static bool joins_next(const date_reader *r, uint32_t t)
{
    uint32_t n;
    return date_row_at(r, t, DATE_TO, &n) || date_row_at(r, t, DATE_AND, &n);
}

/* A point, or where `number_too` a day that waits for its month. */
static bool end_at(const date_reader *r, uint32_t t, bool number_too, date_point *p)
{
    bool cued = true;
    uint32_t n, at = skip_on(r, t, &cued);
    if (at >= r->doc->n_tokens || !date_same_sentence(r, t, at)) return false;
    int day;
    uint32_t number = at;
    const date_row *weekday = date_row_at(r, at, DATE_WEEKDAY, &n);
    if (weekday) number = at + n;
    bool bare = number_too && date_day_at(r, number, &day, &n);
    /* "du mercredi 31 au jeudi 1er septembre": the weekday alone would be read as one */
    if (!(bare && weekday && joins_next(r, number + n)) && date_point_at(r, at, true, p)) return true;
    if (!bare) return false;
    *p = (date_point){.first = at, .end = number + n, .type = POINT_NUMBER, .day = day, .weekday = -1};
    if (weekday) p->weekday = weekday->from;
    return true;
}

/* Give the ends of a range what only one of them says. False when they do not fit together. */
static bool fit(date_point *a, date_point *b)
{
    bool a_bare = a->type == POINT_NUMBER || (a->type == POINT_DAY && !a->month);
    bool b_bare = b->type == POINT_NUMBER || (b->type == POINT_DAY && !b->month);
    if (a_bare && b_bare) return false;
    if (a_bare) {
        if (b->type != POINT_DAY) return false;
        a->month = b->month;
        a->year = b->year;
        a->type = POINT_DAY;
        if (a->day > b->day && a->month > 1) a->month--; /* "du 30 au 2 mai" */
        return true;
    }
    if (b_bare) {
        if (a->type != POINT_DAY || b->day <= a->day) return false;
        b->month = a->month;
        b->type = POINT_DAY;
        if (!b->year)
            b->year = a->year;
        else if (!a->year)
            a->year = b->year;
        return true;
    }
    bool dated_a = a->type == POINT_DAY || a->type == POINT_MONTH,
         dated_b = b->type == POINT_DAY || b->type == POINT_MONTH;
    if (dated_a && dated_b) {
        if (!a->year && b->year) a->year = b->year - (a->month > b->month);
        return true;
    }
    if (a->type == POINT_WEEKDAY && b->type == POINT_WEEKDAY) return true;
    if (a->type == POINT_YEAR && b->type == POINT_YEAR) return a->year <= b->year;
    return (a->type == POINT_OFFSET) == (b->type == POINT_OFFSET) || dated_a || dated_b;
}

static void set_range(date_item *item, uint32_t first, const date_point *a, const date_point *b)
{
    *item = (date_item){.first = first, .end = b->end, .type = RANGE_SPAN, .a = *a, .b = *b};
}

/* The year after the second bare day: "March 3-5, 2022". */
static void late_year(const date_reader *r, date_point *b)
{
    int year;
    uint32_t t = b->end;
    if (b->type != POINT_NUMBER) return;
    if (date_is_sign(r, t, ',')) t++;
    if (!date_year_at(r, t, &year)) return;
    b->year = year;
    b->end = t + 1;
}

/* "between A and B", "from A to B", "dans la nuit de A à B". */
static bool opened_range(const date_reader *r, uint32_t t, date_item *item)
{
    uint32_t at = t;
    bool night = row_at(r, &at, DATE_NIGHT), between = !night && row_at(r, &at, DATE_BETWEEN);
    if (!night && !between && !row_at(r, &at, DATE_FROM)) return false;
    date_point a, b;
    if (!end_at(r, at, true, &a)) return false;
    uint32_t joiner = a.end;
    bool joined = row_at(r, &joiner, DATE_TO) || ((between || night) && row_at(r, &joiner, DATE_AND));
    if (joined && end_at(r, joiner, true, &b)) {
        late_year(r, &b);
        if (fit(&a, &b)) {
            set_range(item, t, &a, &b);
            return true;
        }
    }
    if (!night || a.type == POINT_NUMBER) return false;
    *item = (date_item){.first = t, .end = a.end, .type = RANGE_POINT, .a = a};
    return true;
}

/* "samedi 13" before "au dimanche 15 juillet". */
static bool weekday_number(const date_reader *r, uint32_t t, date_point *p)
{
    uint32_t n, m, k;
    int day;
    const date_row *weekday = date_row_at(r, t, DATE_WEEKDAY, &n);
    if (!weekday || !date_same_sentence(r, t, t + n) || !date_day_at(r, t + n, &day, &m)) return false;
    if (!date_row_at(r, t + n + m, DATE_TO, &k)) return false;
    date_point after;
    uint32_t at = t + n + m + k;
    uint32_t month = at;
    if (date_row_at(r, at, DATE_WEEKDAY, &k)) month = at + k;
    bool dated = date_point_at(r, month, true, &after) && after.type == POINT_DAY && after.month;
    if (!dated) return false;
    *p = (date_point){.first = t, .end = t + n + m, .type = POINT_NUMBER, .day = day, .weekday = weekday->from};
    return true;
}

/* "3-5 May", "May 3 to 5", "les 3 et 4 mai", "2014-2016". */
static bool joined_range(const date_reader *r, uint32_t t, bool cued, date_item *item)
{
    date_point a, b;
    uint32_t n;
    int day;
    if (!weekday_number(r, t, &a) && !date_point_at(r, t, cued, &a)) {
        bool digits = r->doc->tokens[t].kind != RC_TOKEN_WORD || r->doc->tokens[t].lower.ptr[0] <= '9'; /* "1er" */
        if (!date_day_at(r, t, &day, &n) || !digits) return false;
        a = (date_point){.first = t, .end = t + n, .type = POINT_NUMBER, .day = day, .weekday = -1};
    }
    bool day_level = a.type == POINT_NUMBER || (a.type == POINT_DAY && a.weekday < 0);
    bool weekdays = a.type == POINT_WEEKDAY && !a.shift;
    uint32_t joiner = a.end;
    bool and = false;
    if (!row_at(r, &joiner, DATE_TO)) {
        and = true;
        if (!(day_level || weekdays) || !row_at(r, &joiner, DATE_AND)) return false;
    }
    if (!date_same_sentence(r, t, joiner) || !end_at(r, joiner, true, &b)) return false;
    late_year(r, &b);
    bool bare = a.type == POINT_NUMBER || b.type == POINT_NUMBER;
    bool next_day = weekdays && b.type == POINT_WEEKDAY && b.weekday == (a.weekday + 1) % 7; /* "lundi et mardi" */
    if (and&&!bare && !next_day) return false; /* "on 3 May and 10 June": two dates */
    if (bare && b.type != POINT_NUMBER && b.type != POINT_DAY) return false;
    if (!bare && a.type != b.type) return false;
    if (!fit(&a, &b)) return false;
    bool two = and&&(a.month != b.month || b.day != a.day + 1);
    if (two && a.type == POINT_DAY && bare) { /* "le 3 et le 10 mai": the first alone; the second is read by itself */
        *item = (date_item){.first = a.first, .end = a.end, .type = RANGE_POINT, .a = a};
        return true;
    }
    set_range(item, a.first, &a, &b);
    return true;
}

static bool open_range(const date_reader *r, uint32_t t, date_item *item)
{
    uint32_t at = t;
    range_type type = RANGE_SINCE;
    if (!row_at(r, &at, DATE_SINCE)) {
        type = RANGE_UNTIL;
        if (!row_at(r, &at, DATE_UNTIL)) {
            type = RANGE_BEFORE;
            if (!row_at(r, &at, DATE_BEFORE)) return false;
        }
    }
    bool cued = true;
    uint32_t on = skip_on(r, at, &cued);
    date_point a;
    if (!date_same_sentence(r, t, on) || !date_point_at(r, on, cued, &a)) return false;
    if (a.type == POINT_CONTEXT && type != RANGE_SINCE) return false;
    *item = (date_item){.first = t, .end = a.end, .type = type, .a = a};
    return true;
}

/* "depuis trois jours": since, with an amount and nothing that says "ago". */
static bool since_amount(const date_reader *r, uint32_t t, date_item *item)
{
    uint32_t n, m, at = t;
    if (!row_at(r, &at, DATE_SINCE)) return false;
    cardinal c;
    const bound_row *bound = bound_at(&r->numbers, at, SIDE_BEFORE, &n);
    if (bound && bound->kind <= BOUND_ABOUT) at += n; /* "depuis près de deux ans" */
    const number_row *row = number_row_at(&r->numbers, at, &n);
    bool vague = row && row->kind == NUMBER_VAGUE;
    if (!vague) {
        if (!cardinal_at(&r->numbers, at, &c) || c.rest.len) return false;
        n = c.count;
    }
    const date_row *unit = date_row_at(r, at + n, DATE_UNIT, &m);
    if (!unit || unit->unit == UNIT_HOUR || !date_same_sentence(r, t, at + n)) return false;
    double count = (vague ? 3 : c.value) * (unit->from > 0 ? unit->from : 1);
    if (count > 10000) return false;
    date_point p = {.first = t, .end = at + n + m, .type = POINT_PERIOD, .weekday = -1, .unit = unit->unit};
    p.low = p.high = (int)count;
    *item = (date_item){.first = t, .end = p.end, .type = RANGE_POINT, .a = p};
    return true;
}

bool date_item_at(const date_reader *r, uint32_t t, date_item *out)
{
    if (opened_range(r, t, out) || open_range(r, t, out) || since_amount(r, t, out)) return true;
    date_point within;
    uint32_t n;
    if (date_row_at(r, t, DATE_WITHIN, &n) && date_relative_at(r, t, &within)) { /* "en 24 heures" */
        *out = (date_item){.first = within.first, .end = within.end, .type = RANGE_POINT, .a = within};
        return true;
    }
    bool cued = false;
    uint32_t at = skip_on(r, t, &cued);
    if (at >= r->doc->n_tokens || !date_same_sentence(r, t, at)) return false;
    if (joined_range(r, at, cued, out)) return true;
    date_point a;
    if (!date_point_at(r, at, cued, &a)) return false;
    *out = (date_item){.first = a.first, .end = a.end, .type = RANGE_POINT, .a = a};
    return true;
}
