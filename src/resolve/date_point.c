/* One date as written: a day, a month, a year, a weekday, a season, or an expression of date_relative.c. */
#include "resolve/date_words.h"

#define BEGINNING 33 /* percent */
#define ENDING 67
#define BEGINNING_OF_WEEK 28

static date_point empty_point(uint32_t first)
{
    return (date_point){.first = first, .end = first, .weekday = -1};
}

static uint32_t skip_row(const date_reader *r, uint32_t t, date_word kind)
{
    uint32_t n;
    return date_row_at(r, t, kind, &n) && date_same_sentence(r, t, t + n - 1) ? t + n : t;
}

/* "dernier", "last", "prochain": the shift it means, or false. */
static bool shift_at(const date_reader *r, uint32_t t, int *shift, uint32_t *count)
{
    *shift = 0;
    if (date_row_at(r, t, DATE_LAST, count))
        *shift = -1;
    else if (date_row_at(r, t, DATE_NEXT, count))
        *shift = 1;
    else if (date_row_at(r, t, DATE_THIS, count))
        *shift = 0;
    else
        return false;
    return true;
}

static void shift_after(const date_reader *r, date_point *p)
{
    uint32_t n;
    int shift;
    if (!p->is_shifted && date_same_sentence(r, p->first, p->end) && shift_at(r, p->end, &shift, &n) && shift != 0) {
        const date_row *next = shift > 0 ? date_row_at(r, p->end, DATE_NEXT, &n) : NULL;
        p->is_after_last = next && (next->flags & DATE_FLAG_ALONE);
        p->shift = shift;
        p->is_shifted = true;
        p->end += n;
    }
}

/* "lundi de la semaine dernière", "Monday of last week". */
static void week_after(const date_reader *r, date_point *p)
{
    uint32_t n, t = p->end;
    if (p->is_shifted || !date_same_sentence(r, p->first, t)) return;
    uint32_t of = skip_row(r, t, DATE_OF);
    const date_row *row = date_row_at(r, of, DATE_OFFSET, &n);
    if (!row && (row = date_row_at(r, skip_row(r, of, DATE_ON), DATE_OFFSET, &n)) != NULL)
        of = skip_row(r, of, DATE_ON);
    if (!row && of > t) row = date_row_at(r, --of, DATE_OFFSET, &n);
    const date_row *told = row ? NULL : date_row_at(r, of, DATE_CONTEXT, &n);
    if (!told && !row && of > t) told = date_row_at(r, of - 1, DATE_CONTEXT, &n);
    if (told) row = told;
    if (!row || row->unit != UNIT_WEEK || (row->flags & ~DATE_FLAG_ALONE) || !date_same_sentence(r, p->first, of))
        return;
    p->has_week = true;
    p->is_after_last = told != NULL;
    p->low = row->from;
    p->end = of + n;
}

/* A noun that is counted begins here, so the number before it is no day. */
static bool is_counted(const date_reader *r, uint32_t t)
{
    const rc_number_rules *rules = r->numbers.rules;
    return number_hit(&r->numbers, t, rules->people) || number_hit(&r->numbers, t, rules->equipment) ||
           number_hit(&r->numbers, t, rules->effects);
}

/* ", 2022", "of 2022", "last year" after a month or a day of a month. */
static void year_after(const date_reader *r, date_point *p)
{
    uint32_t t = p->end;
    if (date_is_sign(r, t, ',') || date_is_sign(r, t, '.')) t++;
    t = skip_row(r, t, DATE_OF);
    int year;
    uint32_t n;
    if (date_year_at(r, t, &year)) {
        p->year = year;
        p->end = t + 1;
        return;
    }
    const date_row *shifted = date_same_sentence(r, p->first, t) ? date_row_at(r, t, DATE_OFFSET, &n) : NULL;
    bool inside_of = !shifted && t > p->end + 1 && date_same_sentence(r, p->first, t); /* "de l'année" "dernière" */
    if (inside_of) shifted = date_row_at(r, --t, DATE_OFFSET, &n);
    if (!shifted || shifted->unit != UNIT_YEAR || shifted->from != shifted->to || shifted->flags) return;
    p->has_year_shift = true;
    p->year_shift = shifted->from;
    p->end = t + n;
}

/* A month's row at `t`, a full stop of its abbreviation included in `*end`. */
static const date_row *month_at(const date_reader *r, uint32_t t, uint32_t *end)
{
    uint32_t n;
    if (date_row_at(r, t, DATE_NONE, &n)) return NULL;
    const date_row *row = date_row_at(r, t, DATE_MONTH, &n);
    if (!row) return NULL;
    *end = t + n;
    bool stop = (row->flags & DATE_FLAG_ABBR) && date_is_sign(r, *end, '.') && date_same_sentence(r, t, *end);
    if (stop) ++*end;
    return row;
}

/* "24 March 2022", "1er septembre", "the 3rd of May". */
static bool day_month(const date_reader *r, uint32_t t, date_point *p)
{
    int day;
    uint32_t n, end;
    if (!date_day_at(r, t, &day, &n)) return false;
    uint32_t month_token = skip_row(r, t + n, DATE_OF);
    const date_row *month = date_same_sentence(r, t, month_token) ? month_at(r, month_token, &end) : NULL;
    if (!month || day > rc_days_in_month(2000, month->from)) return false;
    *p = empty_point(t);
    p->type = POINT_DAY;
    p->day = day;
    p->month = month->from;
    p->end = end;
    year_after(r, p);
    shift_after(r, p);
    return true;
}

/* "March 24" and the like: the day after the month, where the language has it so. "In March 12 people" names no day,
 * "the March 12 killing" does. */
static void day_after(const date_reader *r, const date_row *month, bool cued, date_point *p)
{
    int day;
    uint32_t n;
    if (!(month->flags & DATE_FLAG_DAY_AFTER) || !date_same_sentence(r, p->first, p->end)) return;
    uint32_t t = p->end;
    if (r->doc->tokens[t].kind == RC_TOKEN_WORD && r->doc->tokens[t].lower.ptr[0] > '9') {
        uint32_t of = skip_row(r, t, DATE_ON); /* "March the 3rd" */
        if (of == t || !date_day_at(r, of, &day, &n) || r->doc->tokens[of].lower.ptr[0] > '9') return;
        t = of;
    }
    if (!date_day_at(r, t, &day, &n) || (cued && is_counted(r, t + n)) || day > rc_days_in_month(2000, month->from))
        return;
    p->type = POINT_DAY;
    p->day = day;
    p->end = t + n;
}

static bool month_point(const date_reader *r, uint32_t t, bool cued, date_point *p)
{
    uint32_t end;
    const date_row *month = month_at(r, t, &end);
    if (!month) return false;
    *p = empty_point(t);
    p->type = POINT_MONTH;
    p->month = month->from;
    p->end = end;
    day_after(r, month, cued, p);
    year_after(r, p);
    shift_after(r, p);
    bool is_number = end == t + 1 && number_hit(&r->numbers, t, r->numbers.rules->numbers); /* "de sept à dix morts" */
    bool sure = p->day || p->year || p->has_year_shift || p->is_shifted || (cued && !is_number);
    return sure || !(month->flags & DATE_FLAG_CUE);
}

/* Parts of the day that follow a day: "lundi soir", "Monday night", "lundi dans la matinée". */
static void daypart_after(const date_reader *r, date_point *p)
{
    uint32_t n;
    if (!date_same_sentence(r, p->first, p->end)) return;
    if (date_row_at(r, p->end, DATE_DAYPART, &n)) p->end += n;
}

static bool is_abbreviation_stop(const date_reader *r, const date_row *row, uint32_t t)
{
    return (row->flags & DATE_FLAG_ABBR) && date_is_sign(r, t, '.');
}

/* "mercredi 1er septembre", "Thursday, January 24, 2019", "Monday night", "lundi dernier". */
static bool weekday_point(const date_reader *r, uint32_t t, date_point *p)
{
    uint32_t n;
    if (date_row_at(r, t, DATE_NONE, &n)) return false;
    const date_row *row = date_row_at(r, t, DATE_WEEKDAY, &n);
    if (!row) return false;
    *p = empty_point(t);
    p->type = POINT_WEEKDAY;
    p->weekday = row->from;
    p->end = t + n;
    if (is_abbreviation_stop(r, row, p->end)) p->end++;
    daypart_after(r, p);
    shift_after(r, p);
    week_after(r, p);
    if (p->has_week) return true;
    uint32_t at = p->end;
    if (date_is_sign(r, at, ',') || date_is_sign(r, at, '(')) at++;
    at = skip_row(r, at, DATE_ON);
    date_point date;
    bool dated =
        date_same_sentence(r, t, at) &&
        (day_month(r, at, &date) || (month_point(r, at, false, &date) && date.day) || date_numeric_at(r, at, &date));
    if (dated) {
        date.first = t;
        date.weekday = row->from;
        date.part_from = date.part_to = 0;
        *p = date;
        daypart_after(r, p);
        return true;
    }
    int day; /* "mardi 3" */
    bool bare_day = !p->is_shifted && at == p->end &&
                    r->doc->tokens[at < r->doc->n_tokens ? at : t].kind != RC_TOKEN_PUNCT &&
                    date_same_sentence(r, t, at) && date_day_at(r, at, &day, &n) && !is_counted(r, at + n) &&
                    r->doc->tokens[at].kind != RC_TOKEN_WORD;
    if (bare_day && (at + n >= r->doc->n_tokens || r->doc->tokens[at + n].kind != RC_TOKEN_WORD)) {
        p->type = POINT_DAY;
        p->day = day;
        p->end = at + n;
    }
    return !(row->flags & DATE_FLAG_ABBR) || p->type == POINT_DAY;
}

static bool season_point(const date_reader *r, uint32_t t, date_point *p)
{
    uint32_t n;
    const date_row *row = date_row_at(r, t, DATE_SEASON, &n);
    if (!row) return false;
    *p = empty_point(t);
    p->type = POINT_SEASON;
    p->season = row->from;
    p->end = t + n;
    year_after(r, p);
    shift_after(r, p);
    return p->year || p->is_shifted;
}

/* "last Monday", "this summer", "next March". */
static bool shifted_point(const date_reader *r, uint32_t t, date_point *p)
{
    int shift;
    uint32_t n, m;
    if (!shift_at(r, t, &shift, &n) || !date_same_sentence(r, t, t + n)) return false;
    const date_row *season = date_row_at(r, t + n, DATE_SEASON, &m);
    if (season) {
        *p = empty_point(t);
        p->type = POINT_SEASON;
        p->season = season->from;
        p->end = t + n + m;
    } else if (!weekday_point(r, t + n, p) && !month_point(r, t + n, true, p)) {
        return false;
    }
    p->first = t;
    p->shift = shift;
    p->is_shifted = true;
    return true;
}

static bool offset_point(const date_reader *r, uint32_t t, date_point *p)
{
    uint32_t n;
    const date_row *row = date_row_at(r, t, DATE_OFFSET, &n);
    point_type type = POINT_OFFSET;
    if (!row && (row = date_row_at(r, t, DATE_CONTEXT, &n)) != NULL) type = POINT_CONTEXT;
    if (!row) return false;
    *p = empty_point(t);
    p->type = type;
    p->unit = row->unit;
    p->low = row->from;
    p->high = row->to;
    p->flags = row->flags;
    p->end = t + n;
    if (type == POINT_OFFSET && row->unit == UNIT_DAY && !(row->flags & DATE_FLAG_PERIOD)) daypart_after(r, p);
    date_point told; /* "le lendemain du 13 février", "the day before Easter" */
    uint32_t of = type == POINT_CONTEXT && row->unit == UNIT_DAY && row->from
                      ? skip_row(r, skip_row(r, p->end, DATE_OF), DATE_ON)
                      : p->end;
    bool of_date = type == POINT_CONTEXT && row->unit == UNIT_DAY && row->from && date_same_sentence(r, t, of) &&
                   !date_row_at(r, of, DATE_CONTEXT, &n) && !date_row_at(r, of, DATE_OFFSET, &n) &&
                   (day_month(r, of, &told) || (month_point(r, of, false, &told) && told.day) ||
                    (date_calendar_at(r, of, &told) && told.type == POINT_FEAST));
    if (of_date) {
        told.first = t;
        told.day_shift = row->from;
        *p = told;
        return true;
    }
    int year; /* "au début de l'année 2014" */
    bool begins = row->flags & DATE_FLAG_BEGIN, ends = row->flags & DATE_FLAG_END;
    if (ends) {
        p->part_from = ENDING;
        p->part_to = 100;
    }
    if (begins) p->part_to = p->unit == UNIT_WEEK ? BEGINNING_OF_WEEK : BEGINNING;
    const date_row *moved = begins || ends ? date_row_at(r, p->end - 1, DATE_OFFSET, &n) : NULL;
    if (moved && n > 1 && moved->unit == p->unit && moved->from == moved->to) { /* "fin de l'année dernière" */
        p->low = p->high = moved->from;
        p->end += n - 1;
    } else if ((begins || ends) && p->unit == UNIT_YEAR && date_year_at(r, p->end, &year)) {
        p->type = POINT_YEAR;
        p->year = year;
        p->end++;
    }
    /* "the day before the attack": the eve of something that has no date here */
    return !(row->flags & DATE_FLAG_EVE) || !date_row_at(r, p->end, DATE_OF, &n);
}

/* "the 2003 invasion", "its 1990 invasion" */
static bool is_attributive(const date_reader *r, uint32_t t)
{
    uint32_t n;
    bool determined = t > 0 && (date_row_at(r, t - 1, DATE_OF, &n) || date_row_at(r, t - 1, DATE_ON, &n)) && n == 1;
    return determined && date_same_sentence(r, t - 1, t + 1) && r->doc->tokens[t + 1].kind == RC_TOKEN_WORD;
}

/* A year alone needs a word that says so: "en 2016", "in 2016". */
static bool year_point(const date_reader *r, uint32_t t, bool cued, date_point *p)
{
    int year;
    if (!date_year_at(r, t, &year) || is_counted(r, t + 1)) return false;
    if (!cued && !is_attributive(r, t)) return false;
    *p = empty_point(t);
    p->type = POINT_YEAR;
    p->year = year;
    p->end = t + 1;
    return true;
}

/* "mid-March", "mi-mars": the part and the month in one word. */
static bool hyphen_part(const date_reader *r, uint32_t t, date_point *p)
{
    rc_str word = r->doc->tokens[t].lower, rest = word;
    if (r->doc->tokens[t].kind != RC_TOKEN_WORD || rc_str_find(word, RC_STR("-"), 0) == SIZE_MAX) return false;
    const date_row *part = date_row_of(r, rc_str_cut(&rest, '-'), DATE_PART);
    if (!part) return false;
    *p = empty_point(t);
    p->end = t + 1;
    p->part_from = part->from;
    p->part_to = part->to;
    const date_row *month = date_row_of(r, rest, DATE_MONTH);
    int64_t year;
    if (month) {
        p->type = POINT_MONTH;
        p->month = month->from;
        year_after(r, p);
        shift_after(r, p);
        return true;
    }
    p->type = POINT_YEAR;
    bool is_year = rest.len == 4 && rc_str_int(rest, &year) && year >= 1900 && year <= 2100;
    p->year = is_year ? (int)year : 0;
    return is_year;
}

/* "the end of the week", "en fin de mois", "à la fin de l'année": of the unit under way. */
static bool unit_point(const date_reader *r, uint32_t t, date_point *p)
{
    uint32_t n;
    const date_row *unit = date_row_at(r, t, DATE_UNIT, &n);
    bool fits =
        unit && unit->from == 1 && (unit->unit == UNIT_WEEK || unit->unit == UNIT_MONTH || unit->unit == UNIT_YEAR);
    if (!fits || date_row_at(r, t, DATE_OFFSET, &n)) return false;
    *p = empty_point(t);
    p->type = POINT_OFFSET;
    p->unit = unit->unit;
    p->end = t + 1;
    int year;
    if (unit->unit == UNIT_YEAR && date_year_at(r, p->end, &year)) {
        p->type = POINT_YEAR;
        p->year = year;
        p->end++;
    }
    return !date_row_at(r, p->end, DATE_LAST, &n) && !date_row_at(r, p->end, DATE_NEXT, &n);
}

/* "early March", "fin 2014", "au début de l'année". */
static bool part_point(const date_reader *r, uint32_t t, date_point *p)
{
    uint32_t n;
    if (hyphen_part(r, t, p)) return true;
    const date_row *part = date_row_at(r, t, DATE_PART, &n);
    if (!part || !date_same_sentence(r, t, t + n)) return false;
    uint32_t at = skip_row(r, t + n, DATE_OF);
    if (at == t + n)
        at = skip_row(r, at, DATE_ON);
    else
        at = skip_row(r, at, DATE_ON);
    if (date_is_sign(r, at, '-')) at++;
    bool whole = date_calendar_at(r, at, p) || month_point(r, at, true, p) || year_point(r, at, true, p) ||
                 shifted_point(r, at, p) || (offset_point(r, at, p) && p->unit > UNIT_WEEKEND) ||
                 season_point(r, at, p);
    for (uint32_t u = t + n; u <= at && !whole; u++)
        whole = unit_point(r, u, p) ||
                (offset_point(r, u, p) && p->unit > UNIT_WEEKEND); /* "de l'année" is one phrase of the list */
    bool too_small = p->day || p->type == POINT_WEEKDAY || p->type == POINT_NTH || p->type == POINT_FEAST;
    if (!whole || too_small) return false;
    p->first = t;
    p->part_from = part->from;
    p->part_to = part->to;
    return true;
}

static bool week_of_point(const date_reader *r, uint32_t t, date_point *p)
{
    uint32_t n;
    if (!date_row_at(r, t, DATE_WEEK_OF, &n)) return false;
    uint32_t at = skip_row(r, t + n, DATE_ON);
    if (!date_same_sentence(r, t, at) || !(day_month(r, at, p) || (month_point(r, at, false, p) && p->day)))
        return false;
    p->first = t;
    p->unit = UNIT_WEEK;
    return true;
}

bool date_point_at(const date_reader *r, uint32_t t, bool cued, date_point *out)
{
    uint32_t n;
    if (t >= r->doc->n_tokens) return false;
    *out = empty_point(t);
    if (date_numeric_at(r, t, out)) return true;
    if (day_month(r, t, out)) {
        daypart_after(r, out);
        return true;
    }
    if (date_row_at(r, t, DATE_NONE, &n)) return false;
    if (date_calendar_at(r, t, out)) return true;
    if (week_of_point(r, t, out) || part_point(r, t, out) || shifted_point(r, t, out)) return true;
    if (offset_point(r, t, out)) return true;
    *out = empty_point(t);
    if (date_relative_at(r, t, out)) return true;
    if (weekday_point(r, t, out) || month_point(r, t, cued, out) || season_point(r, t, out)) return true;
    return year_point(r, t, cued, out);
}
