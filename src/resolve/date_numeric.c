/* Dates in digits alone, days of the month, years. */
#include "resolve/date_words.h"

#define FIRST_YEAR 1900
#define LAST_YEAR 2100
#define PIVOT_YEAR 50 /* of two digits: 51 is 1951 */

static bool number_part(rc_str *rest, char sep, int64_t *out, size_t *len)
{
    rc_str part = rc_str_cut(rest, sep);
    *len = part.len;
    return part.len > 0 && part.len <= 4 && part.ptr[0] >= '0' && part.ptr[0] <= '9' && rc_str_int(part, out);
}

/* Three numbers joined by one sign: year first, or day first unless only month first makes a date. */
static bool split_date(rc_str text, char sep, date_point *out)
{
    rc_str rest = text;
    int64_t a, b, c;
    size_t la, lb, lc;
    if (!number_part(&rest, sep, &a, &la) || !rest.ptr || !number_part(&rest, sep, &b, &lb) || !rest.ptr ||
        !number_part(&rest, sep, &c, &lc) || rest.ptr)
        return false;
    bool year_first = la == 4;
    if (!year_first && lc != 4 && !(lc == 2 && sep == '/')) return false;
    if (year_first && lc > 2) return false;
    int year = (int)(year_first ? a : c), month = (int)b, day = (int)(year_first ? c : a);
    if (!year_first && lc == 2) year += year > PIVOT_YEAR ? 1900 : 2000;
    if (year < FIRST_YEAR || year > LAST_YEAR) return false;
    if (month > 12 && day <= 12 && !year_first) {
        int swap = month;
        month = day;
        day = swap;
    }
    if (rc_day_of(year, month, day) == RC_DAY_NONE) return false;
    out->is_swappable = !year_first && month <= 12 && day <= 12 && day != month;
    out->year = year;
    out->month = month;
    out->day = day;
    out->type = POINT_DAY;
    return true;
}

/* "2021-W35": the week that holds its Monday. */
static bool week_date(rc_str text, date_point *out)
{
    int64_t year, week;
    bool shaped = text.len == 8 && text.ptr[4] == '-' && text.ptr[5] == 'w';
    if (!shaped || !rc_str_int(rc_str_sub(text, 0, 4), &year) || !rc_str_int(rc_str_sub(text, 6, 8), &week))
        return false;
    if (year < FIRST_YEAR || year > LAST_YEAR || week < 1 || week > 53) return false;
    rc_day fourth = rc_day_of((int)year, 1, 4); /* always of week 1 */
    rc_civil monday = rc_day_civil(fourth - rc_day_weekday(fourth) + 7 * ((rc_day)week - 1));
    out->year = monday.year;
    out->month = monday.month;
    out->day = monday.day;
    out->type = POINT_DAY;
    out->unit = UNIT_WEEK;
    return true;
}

bool date_numeric_at(const date_reader *r, uint32_t token, date_point *out)
{
    const rc_token *tok = &r->doc->tokens[token];
    rc_str text = tok->lower;
    if (tok->kind != RC_TOKEN_NUMBER && tok->kind != RC_TOKEN_WORD) return false;
    if (!text.len || text.ptr[0] < '0' || text.ptr[0] > '9') return false;
    size_t time = rc_str_find(text, RC_STR("t"), 0); /* "2021-09-01T12:00:00Z" */
    if (time != SIZE_MAX && time != 10) return false;
    if (time == 10) text.len = 10;
    out->first = token;
    out->end = token + 1;
    if (week_date(text, out)) return true;
    return split_date(text, '-', out) || split_date(text, '/', out) || split_date(text, '.', out);
}

static bool is_ordinal_suffix(const date_reader *r, rc_str word)
{
    const uint64_t *row = rc_map_get(&r->numbers.rules->suffixes, word);
    return row && r->numbers.rules->unit_rows[*row - 1].unit == RC_UNIT_ORDINAL;
}

bool date_day_at(const date_reader *r, uint32_t token, int *day, uint32_t *count)
{
    if (token >= r->doc->n_tokens) return false;
    cardinal c;
    uint32_t n;
    const number_row *ordinal = number_row_at(&r->numbers, token, &n);
    if (ordinal && ordinal->kind == NUMBER_ORDINAL && ordinal->value >= 1 && ordinal->value <= 31) {
        *day = (int)ordinal->value;
        *count = n;
        return true;
    }
    if (!cardinal_at(&r->numbers, token, &c) || c.is_article || c.value < 1 || c.value > 31) return false;
    if (c.digits && (c.n_digits > 2 || c.n_decimals || c.scale != 1)) return false;
    if (c.value != (int)c.value) return false;
    if (c.rest.len && !is_ordinal_suffix(r, c.rest)) return false; /* "1er", "3rd" */
    *day = (int)c.value;
    *count = c.count;
    uint32_t next = token + c.count; /* "1 er", as some sites print it */
    if (c.digits && !c.rest.len && date_same_sentence(r, token, next) &&
        is_ordinal_suffix(r, r->doc->tokens[next].lower))
        ++*count;
    return true;
}

bool date_year_at(const date_reader *r, uint32_t token, int *year)
{
    cardinal c;
    if (token >= r->doc->n_tokens || r->doc->tokens[token].kind != RC_TOKEN_NUMBER) return false;
    if (!cardinal_at(&r->numbers, token, &c) || !c.plain || c.n_digits != 4 || c.rest.len) return false;
    if (c.value < FIRST_YEAR || c.value > LAST_YEAR) return false;
    *year = (int)c.value;
    return true;
}
