/* Counted time: "three days ago", "the past four days", "quatre derniers jours", "deux jours plus tard". */
#include "resolve/date_words.h"

#define VAGUE_COUNT 3 /* what "several days", "quelques semaines" is taken to reach back to */

typedef struct amount {
    double n;
    bool is_vague;
    bool is_past, is_next, is_this; /* a word among them says of which time */
    time_unit unit;
    uint32_t end;
} amount;

static uint32_t skip_row(const date_reader *r, uint32_t t, date_word kind)
{
    uint32_t n;
    return date_row_at(r, t, kind, &n) ? t + n : t;
}

/* "past", "last", "dernières", "écoulés", "next" among the words of an amount. */
static uint32_t skip_modifiers(const date_reader *r, uint32_t t, amount *a)
{
    uint32_t n;
    for (int i = 0; i < 2; i++) {
        if (date_row_at(r, t, DATE_PAST, &n) || date_row_at(r, t, DATE_LAST, &n))
            a->is_past = true;
        else if (date_row_at(r, t, DATE_NEXT, &n))
            a->is_next = true;
        else
            break;
        t += n;
    }
    return t;
}

/* "a week and a half" */
static uint32_t skip_half(const date_reader *r, uint32_t t, amount *a)
{
    uint32_t n;
    bool halves = a->unit == UNIT_WEEK || a->unit == UNIT_MONTH || a->unit == UNIT_YEAR;
    if (!halves || !date_row_at(r, t, DATE_HALF, &n)) return t;
    if (a->unit == UNIT_WEEK) {
        a->n = 7 * a->n + 4;
        a->unit = UNIT_DAY;
    } else if (a->unit == UNIT_MONTH) {
        a->n = 30 * a->n + 15;
        a->unit = UNIT_DAY;
    } else {
        a->n = 12 * a->n + 6;
        a->unit = UNIT_MONTH;
    }
    return t + n;
}

static bool amount_at(const date_reader *r, uint32_t token, amount *a)
{
    *a = (amount){.n = 1};
    uint32_t n, t = token;
    if (date_row_at(r, t, DATE_THIS, &n)) {
        a->is_this = true;
        t += n;
    }
    t = skip_modifiers(r, t, a);
    const bound_row *bound = t > token ? bound_at(&r->numbers, t, SIDE_BEFORE, &n) : NULL;
    if (bound && bound->kind <= BOUND_ABOUT) t += n; /* "il y a environ trois jours" */
    cardinal c;
    bool counted = false;
    const number_row *row = number_row_at(&r->numbers, t, &n);
    if (row && row->kind == NUMBER_VAGUE) {
        a->is_vague = true;
        a->n = VAGUE_COUNT;
        t += n;
    } else if (row && row->kind == NUMBER_SET) {
        a->n = row->value;
        t += n;
    } else if (cardinal_at(&r->numbers, t, &c) && !c.rest.len) {
        a->n = c.value;
        a->is_vague = c.approx;
        t += c.count;
        counted = true;
    }
    if (a->n > 10000) return false;
    bool article = cardinal_at(&r->numbers, t, &c) && c.is_article; /* "seven a year ago" */
    if ((counted || a->is_vague) && !article) t = skip_row(r, t, DATE_OF);
    t = skip_modifiers(r, t, a);
    if (!date_same_sentence(r, token, t)) return false;
    const date_row *unit = date_row_at(r, t, DATE_UNIT, &n);
    if (!unit) return false;
    bool plural_alone = t == token; /* "days", "an hour" without a number says nothing */
    if (plural_alone) return false;
    a->unit = unit->unit;
    a->n *= unit->from > 0 ? unit->from : 1;
    t = skip_half(r, t + n, a);
    a->end = skip_modifiers(r, t, a);
    return true;
}

static void set_amount(date_point *p, point_type type, uint32_t first, uint32_t end, const amount *a)
{
    *p = (date_point){.first = first, .end = end, .type = type, .weekday = -1, .unit = a->unit};
    p->is_vague = a->is_vague;
    p->low = p->high = (int)a->n;
}

static bool is_article_only(const date_reader *r, uint32_t t)
{
    cardinal c;
    return cardinal_at(&r->numbers, t, &c) && c.is_article;
}

/* "two days after the attack": what it is counted from is named, and is no date. */
static bool ends_shift(const date_reader *r, const date_row *row, uint32_t past)
{
    if (!(row->flags & DATE_FLAG_EVE) || !date_same_sentence(r, past - 1, past)) return true;
    unsigned kind = r->doc->tokens[past].kind;
    return kind == RC_TOKEN_PUNCT || kind == RC_TOKEN_CLOSE;
}

bool date_relative_at(const date_reader *r, uint32_t t, date_point *p)
{
    amount a;
    uint32_t n;
    const date_row *row = date_row_at(r, t, DATE_AGO, &n);
    bool before = row && !(row->flags & DATE_FLAG_AFTER);
    if (before) { /* "il y a trois jours" */
        if (!amount_at(r, t + n, &a) || !date_same_sentence(r, t, a.end - 1)) return false;
        set_amount(p, POINT_AGO, t, a.end, &a);
        return true;
    }
    row = date_row_at(r, t, DATE_AHEAD_OF, &n);
    bool ahead = row && amount_at(r, t + n, &a) && !a.is_past && date_same_sentence(r, t, a.end - 1);
    if (ahead) { /* "dans trois jours", "three days from now" has its word behind */
        set_amount(p, POINT_AGO, t, a.end, &a);
        p->low = p->high = -(int)a.n;
        return true;
    }
    row = date_row_at(r, t, DATE_WITHIN, &n);
    bool asks = row && t == 0 && amount_at(r, n, &a) && a.end == r->doc->n_tokens && !a.is_past && !a.is_next &&
                a.unit != UNIT_HOUR;
    if (asks) { /* "in two weeks", and nothing else: in a sentence it may be how long something took */
        set_amount(p, POINT_AGO, t, a.end, &a);
        p->low = p->high = -(int)a.n;
        return true;
    }
    if (row) { /* "en 24 heures" */
        uint32_t at = skip_row(r, t + n, DATE_ON);
        bool period = amount_at(r, at, &a) && !a.is_next && date_same_sentence(r, t, a.end - 1);
        bool hours = a.unit == UNIT_HOUR && a.n >= 12 && !is_article_only(r, at);
        if (!period || !(a.is_past || hours)) return false;
        set_amount(p, POINT_PERIOD, a.is_past ? at : t, a.end, &a);
        return true;
    }
    if (!amount_at(r, t, &a) || !date_same_sentence(r, t, a.end - 1)) return false;
    row = date_row_at(r, a.end, DATE_AGO, &n);
    if (row && (row->flags & DATE_FLAG_AFTER) && date_same_sentence(r, t, a.end)) {
        set_amount(p, POINT_AGO, t, a.end + n, &a);
        if (row->from < 0) p->low = p->high = -p->low; /* "three days from now" */
        return true;
    }
    row = date_row_at(r, a.end, DATE_SHIFT, &n);
    if (row && date_same_sentence(r, t, a.end) && ends_shift(r, row, a.end + n)) { /* "two days later" */
        set_amount(p, POINT_CONTEXT, t, a.end + n, &a);
        p->low = p->high = row->from * (int)a.n;
        return true;
    }
    if (!a.is_past && !(a.is_next && !is_article_only(r, t))) return false;
    set_amount(p, POINT_PERIOD, t, a.end, &a);
    p->shift = a.is_next ? 1 : 0;
    return true;
}
