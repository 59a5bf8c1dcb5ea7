/* Quantities: bound words, a core, a range's second end, and what follows ("others", "of them", "or more"). */
#include "recoupe/resolve/number.h"

#include <math.h>

#include "resolve/number_unit.h"

#define MAX_BOUNDS 4   /* before one number; more is no language, and would make a line of bound words slow */
#define ANTECEDENTS 16 /* quantities looked back over for a total */

typedef struct finder {
    number_reader r;
    RC_VEC(rc_quantity) found;
    rc_arena *arena;
    uint32_t sentence;        /* of the token where the quantity under way begins */
    uint32_t change_sentence; /* sentence + 1 with a word of change ("rose", "passé") before here */
} finder;

typedef struct draft {
    rc_quantity q;
    cardinal c;
    bool has_cardinal, ranged, needs_noun;
    uint32_t core, end;
    unsigned bounds; /* bit per bound_kind */
} draft;

static bool inside(const finder *f, uint32_t t)
{
    return t < f->r.doc->n_tokens && f->r.doc->tokens[t].sentence == f->sentence;
}

static bool is_word(const finder *f, uint32_t t)
{
    return inside(f, t) && f->r.doc->tokens[t].kind == RC_TOKEN_WORD;
}

static void set_value(rc_quantity *q, double value)
{
    q->low = q->high = value;
    q->has_low = q->has_high = true;
}

/* ---- bounds */

/* "de nombreux blessés": the words of a bound that begin a longer phrase for a number are no bound. */
static bool is_of_number(const finder *f, uint32_t t, uint32_t bound)
{
    uint32_t n;
    return number_row_at(&f->r, t, &n) && n > bound;
}

static uint32_t read_bounds(const finder *f, uint32_t t, draft *d)
{
    uint32_t n;
    const bound_row *row;
    for (int i = 0; i < MAX_BOUNDS && inside(f, t) && (row = bound_at(&f->r, t, SIDE_BEFORE, &n)) != NULL; i++) {
        if (row->kind == BOUND_PART || row->kind == BOUND_CHANGE || is_of_number(f, t, n)) break;
        d->bounds |= 1u << row->kind;
        if (row->kind == BOUND_OTHERS) d->q.others = true;
        t += n;
    }
    return t;
}

static void apply_bound(rc_quantity *q, bound_kind kind)
{
    switch (kind) {
    case BOUND_LEAST:
        q->has_high = false;
        break;
    case BOUND_OVER:
        if (q->has_high) q->low = floor(q->high) + 1;
        q->has_high = false;
        q->approx = false;
        break;
    case BOUND_MOST:
        if (q->has_high) q->has_low = false;
        break;
    case BOUND_UNDER:
        if (!q->has_high) break;
        q->has_low = false;
        q->high = ceil(q->high) - 1;
        q->approx = false;
        break;
    case BOUND_ABOUT:
        q->approx = q->kind == RC_QUANTITY_NUMBER;
        break;
    default:
        break;
    }
}

/* ---- cores */

/* What a vague word counts in: "several hundred", "dizaines de milliers". The factor of a plural, its own lowest value
 * first. */
static bool read_multiple(const finder *f, uint32_t *end, bool first, double *factor)
{
    uint32_t n, at = *end;
    const bound_row *of = inside(f, at) ? bound_at(&f->r, at, SIDE_AFTER, &n) : NULL;
    if (of && of->kind == BOUND_OF) at += n;
    const number_row *row = inside(f, at) ? number_row_at(&f->r, at, &n) : NULL;
    if (!row) return false;
    bool counts_in = row->kind == NUMBER_GROUP || row->kind == NUMBER_PLURAL || row->kind == NUMBER_HUNDRED ||
                     row->kind == NUMBER_SCALE;
    if (!counts_in) return false;
    *factor = !first ? row->value : row->low != 0 ? row->low : 2 * row->value;
    *end = at + n;
    return true;
}

static bool read_vague(const finder *f, const number_row *row, draft *d)
{
    double factor;
    d->q.kind = RC_QUANTITY_VAGUE;
    d->q.low = row->low != 0 ? row->low : row->value;
    d->q.has_low = true;
    d->q.others = d->q.others || row->others;
    bool first = row->kind == NUMBER_VAGUE, multiplied = false;
    for (int i = 0; i < 2 && read_multiple(f, &d->end, first, &factor); i++) {
        d->q.low = first ? factor : d->q.low * factor;
        first = false;
        multiplied = true;
    }
    if (row->needs) return multiplied; /* "tens" alone is no quantity */
    cardinal c;
    bool stands_for_about = row->kind == NUMBER_VAGUE && row->approx && !multiplied;
    if (!stands_for_about || !inside(f, d->end) || !cardinal_at(&f->r, d->end, &c) || c.is_article) return true;
    d->q.kind = RC_QUANTITY_NUMBER;
    d->c = c;
    d->has_cardinal = true;
    d->core = d->end;
    d->end += c.count;
    set_value(&d->q, c.value);
    d->bounds |= 1u << BOUND_ABOUT;
    return true;
}

/* The total that "most of them" speaks of: the last plain count of the sentence. */
static const rc_quantity *antecedent(const finder *f, uint32_t t)
{
    for (size_t i = f->found.len, n = 0; i > 0 && n < ANTECEDENTS; i--, n++) {
        const rc_quantity *q = &f->found.ptr[i - 1];
        if (f->r.doc->tokens[q->first].sentence != f->r.doc->tokens[t].sentence) return NULL;
        if (q->unit == RC_UNIT_NONE && q->kind == RC_QUANTITY_NUMBER && !q->part) return q;
    }
    return NULL;
}

/* "most of the 12", "half of them" */
static bool read_share(const finder *f, const number_row *row, uint32_t t, draft *d)
{
    double total;
    cardinal c;
    if (inside(f, d->end) && cardinal_at(&f->r, d->end, &c) && !c.is_article) {
        total = c.value;
        d->end += c.count;
    } else {
        const rc_quantity *q = row->back ? antecedent(f, t) : NULL;
        if (!q || !q->has_low) return false;
        total = q->low;
    }
    if (total < 1) return false;
    d->q.part = true;
    if (row->kind == NUMBER_SHARE) {
        set_value(&d->q, floor(total * row->value + 0.5));
        d->q.approx = true;
        return true;
    }
    set_value(&d->q, total);
    d->q.low = floor(total / 2) + 1;
    d->q.most = true;
    return true;
}

static bool read_cardinal(const finder *f, uint32_t t, draft *d)
{
    if (!cardinal_at(&f->r, t, &d->c)) return false;
    uint32_t end = t + d->c.count;
    if (d->c.is_article) {
        d->q.kind = RC_QUANTITY_ARTICLE;
    } else {
        d->has_cardinal = true;
        d->q.approx = d->c.approx;
    }
    d->end = end;
    if (d->c.is_ordinal) d->q.unit = RC_UNIT_ORDINAL;
    set_value(&d->q, d->c.value);
    return true;
}

/* The core at `t`. False when there is none; d->end is then past words that are to be skipped, or `t`. */
static bool read_core(const finder *f, uint32_t t, draft *d)
{
    uint32_t n = 0;
    d->core = d->end = t;
    if (!inside(f, t)) return false;
    const number_row *row = number_row_at(&f->r, t, &n);
    if (!row) return read_cardinal(f, t, d);
    switch (row->kind) {
    case NUMBER_SKIP:
        d->end = t + n;
        return false;
    case NUMBER_ZERO:
        d->end = t + n;
        d->needs_noun = row->needs; /* "pas de morts" */
        d->q.kind = RC_QUANTITY_NONE;
        set_value(&d->q, 0);
        return true;
    case NUMBER_PLURAL:
    case NUMBER_VAGUE:
        d->end = t + n;
        return read_vague(f, row, d);
    case NUMBER_SET:
    case NUMBER_GROUP:
    case NUMBER_ORDINAL:
        d->end = t + n;
        set_value(&d->q, row->value);
        d->q.approx = row->approx;
        if (row->kind == NUMBER_ORDINAL) d->q.unit = RC_UNIT_ORDINAL;
        return true;
    case NUMBER_MOST:
    case NUMBER_SHARE:
        d->end = t + n;
        return read_share(f, row, t, d);
    case NUMBER_ARTICLE:
        d->q.others = d->q.others || row->others;
        if (row->others) { /* "another 35" */
            cardinal c;
            bool more = inside(f, t + n) && cardinal_at(&f->r, t + n, &c) && !c.is_article;
            if (more) return read_cardinal(f, t + n, d);
        }
        if (n > 1 || !read_cardinal(f, t, d)) {
            d->end = t + n;
            d->q.kind = RC_QUANTITY_ARTICLE;
            set_value(&d->q, 1);
        }
        return true;
    default:
        if (!read_cardinal(f, t, d)) return false;
        d->needs_noun = row->needs && d->c.count == n; /* "neuf" alone may be the adjective */
        return true;
    }
}

/* ---- ranges */

/* "2 to 3 million", "10 à 15 000": the scale of the second end holds for the first. */
static void share_scale(cardinal *a, const cardinal *b)
{
    if (a->scale != 1 || a->value >= b->value) return;
    double scale = b->scale;
    bool thousands = scale == 1 && a->digits && b->digits && !b->plain && fmod(b->value, 1000) == 0 && a->plain &&
                     a->value < 1000 && a->value * 1000 < b->value && a->value * 10000 >= b->value;
    if (thousands) scale = 1000;
    if (scale != 1 && a->value * scale < b->value) a->value *= scale;
}

/* "10-15", "10 à 15", "between 10 and 15"; `d` holds the first number. */
static void read_range(const finder *f, draft *d)
{
    uint32_t n;
    bool between = d->bounds >> BOUND_BETWEEN & 1, from = d->bounds >> BOUND_FROM & 1;
    if (d->q.kind > RC_QUANTITY_NUMBER && !d->c.is_article) return;
    if (!d->has_cardinal && !d->c.is_article) return;
    if (d->c.rest.len || !inside(f, d->end) || number_in_chain(&f->r, d->core)) return;
    const bound_row *joiner = bound_at(&f->r, d->end, SIDE_AFTER, &n);
    if (!joiner) return;
    bool joins = (joiner->kind == BOUND_TO && !(from && f->change_sentence == f->sentence + 1)) ||
                 joiner->kind == BOUND_OR || (joiner->kind == BOUND_AND && between);
    cardinal b;
    uint32_t at = d->end + n;
    if (!joins || !inside(f, at) || !cardinal_at(&f->r, at, &b) || b.is_article || b.rest.len) return;
    cardinal a = d->c;
    share_scale(&a, &b);
    if (b.value <= a.value) return;
    d->c = b;
    d->has_cardinal = d->ranged = true;
    d->end = at + b.count;
    d->q.kind = RC_QUANTITY_NUMBER;
    d->q.low = a.value;
    d->q.high = b.value;
    d->q.has_low = d->q.has_high = true;
}

/* ---- what follows */

static void read_after(const finder *f, draft *d)
{
    uint32_t n;
    const bound_row *row;
    bool counts = d->q.kind != RC_QUANTITY_NONE && d->q.unit != RC_UNIT_ORDINAL;
    while (counts && inside(f, d->end) && (row = bound_at(&f->r, d->end, SIDE_AFTER, &n)) != NULL) {
        cardinal c;
        bool number_next = inside(f, d->end + n) && cardinal_at(&f->r, d->end + n, &c) && !c.is_article;
        if (row->kind == BOUND_OTHERS)
            d->q.others = true;
        else if (row->kind == BOUND_PART)
            d->q.part = true;
        else if (row->kind >= BOUND_LEAST && row->kind <= BOUND_ABOUT && !number_next)
            apply_bound(&d->q, row->kind);
        else
            break;
        d->end += n;
        if (d->q.part && row->kind == BOUND_PART) break;
    }
}

/* "quarante personnes au moins": the bound stands after the noun. */
static void read_far_bound(const finder *f, draft *d)
{
    if (d->q.kind != RC_QUANTITY_NUMBER || !d->q.has_low || !d->q.has_high || d->ranged) return;
    for (uint32_t t = d->end; t < d->end + 4 && is_word(f, t); t++) {
        uint32_t n;
        cardinal c;
        const bound_row *row = bound_at(&f->r, t, SIDE_AFTER, &n);
        if (row && row->sides == (SIDE_BEFORE | SIDE_AFTER) && row->kind != BOUND_ABOUT) {
            uint32_t past = t + n;
            if (inside(f, past) && (cardinal_at(&f->r, past, &c) || number_row_at(&f->r, past, &n))) return;
            apply_bound(&d->q, row->kind);
            return;
        }
        if (cardinal_at(&f->r, t, &c)) return;
    }
}

/* Whether "dont", "including" stands before, or before the member of the list before ("dont 12 civils et 3 enfants").
 */
static bool is_part(const finder *f, uint32_t first)
{
    uint32_t n;
    const bound_row *row = bound_before(&f->r, first, &n);
    if (row && row->kind == BOUND_PART && inside(f, first - n)) return true;
    if (!f->found.len || first < 2) return false;
    const rc_quantity *last = &f->found.ptr[f->found.len - 1];
    if (!last->part || last->unit != RC_UNIT_NONE || !inside(f, last->first)) return false;
    uint32_t gap = first - (last->first + last->count);
    for (uint32_t t = last->first + last->count; t < first; t++)
        if (rc_str_is(f->r.doc->tokens[t].lower, ")")) return false; /* "259 (dont 95 enfants) et 40" */
    row = bound_at(&f->r, first - 1, SIDE_AFTER, &n);
    bool joined = (row && row->kind == BOUND_AND) || rc_str_is(f->r.doc->tokens[first - 1].lower, ",");
    return gap <= 5 && joined;
}

/* ---- one quantity */

static uint32_t settle_unit(const finder *f, draft *d)
{
    uint32_t past = d->end;
    unsigned words = d->bounds & ~(1u << BOUND_FROM | 1u << BOUND_OTHERS);
    number_site site = {.first = d->q.first,
                        .core = d->core,
                        .end = d->end,
                        .value = d->q.has_high ? d->q.high : d->q.low,
                        .cardinal = d->has_cardinal ? &d->c : NULL,
                        .bounded = words != 0 || d->q.approx || !d->q.has_low || !d->q.has_high || d->q.others};
    if (d->q.unit == RC_UNIT_NONE && d->q.kind != RC_QUANTITY_NONE) d->q.unit = number_unit(&f->r, &site, &past);
    bool decimals = d->has_cardinal && d->c.ambiguous && d->q.unit != RC_UNIT_NONE && d->q.unit != RC_UNIT_MONEY;
    if (decimals && !d->ranged) set_value(&d->q, d->c.decimal);
    return past;
}

/* A hyphenated word whose end is no unit: "5,000-strong" counts, "40-odd" counts about, "two-storey" counts nothing. */
static bool settle_suffix(const finder *f, draft *d)
{
    if (!d->has_cardinal || !d->c.rest.len) return true;
    const uint64_t *row = rc_map_get(&f->r.rules->suffix_bounds, d->c.rest);
    rc_unit unit;
    if (row) {
        apply_bound(&d->q, f->r.rules->bound_rows[*row - 1].kind);
        d->c.rest = RC_STR("");
        return true;
    }
    return d->c.digits || number_suffix_unit(&f->r, &d->c, &unit);
}

static const bound_kind order_of_bounds[] = {BOUND_ABOUT, BOUND_LEAST, BOUND_OVER, BOUND_MOST, BOUND_UNDER};

/* Read what begins at `t`; the token to go on with. */
static uint32_t read_quantity(finder *f, uint32_t t)
{
    draft d = {.q = {.kind = RC_QUANTITY_NUMBER}};
    f->sentence = f->r.doc->tokens[t].sentence;
    uint32_t core = read_bounds(f, t, &d);
    if (!read_core(f, core, &d)) return d.end > core ? d.end : t + 1;
    if (!settle_suffix(f, &d)) return d.end;
    read_range(f, &d);
    bool wasted = d.bounds & (1u << BOUND_FROM | 1u << BOUND_BETWEEN) && !d.ranged;
    if (wasted && core > t + 1) return t + 1; /* "from at least": begin again after it */
    d.q.first = wasted ? core : t;
    if (d.needs_noun && !is_word(f, d.end)) return d.end;
    if (!d.ranged || !(d.bounds >> BOUND_BETWEEN & 1))
        for (size_t i = 0; i < sizeof order_of_bounds / sizeof *order_of_bounds; i++)
            if (d.bounds >> order_of_bounds[i] & 1) apply_bound(&d.q, order_of_bounds[i]);
    uint32_t bare_end = d.end;
    uint32_t past = settle_unit(f, &d);
    if (d.q.unit == RC_UNIT_NONE) {
        read_after(f, &d);
        if (d.end > bare_end && d.q.kind == RC_QUANTITY_NUMBER && !d.q.part) past = settle_unit(f, &d);
        if (past < d.end) past = d.end;
        read_far_bound(f, &d);
        d.q.part = d.q.part || is_part(f, d.q.first);
    }
    d.q.count = d.end - d.q.first;
    /* "one of the soldiers": one, if nothing says otherwise */
    bool one_of = d.q.part && d.has_cardinal && !d.c.digits && d.q.has_high && d.q.high == 1 && d.end > bare_end;
    if (one_of) d.q.kind = RC_QUANTITY_ARTICLE;
    *RC_PUSH(f->arena, &f->found) = d.q;
    return past > d.end ? past : d.end;
}

rc_quantities rc_numbers_find(const rc_number_rules *rules, const rc_document *doc, const rc_hits *hits,
                              rc_arena *arena)
{
    finder f = {.r = {rules, doc, hits}, .arena = arena};
    uint32_t t = 0, n;
    while (t < doc->n_tokens) {
        const bound_row *row = bound_at(&f.r, t, SIDE_BEFORE, &n);
        if (row && row->kind == BOUND_CHANGE) f.change_sentence = doc->tokens[t].sentence + 1;
        uint8_t kind = doc->tokens[t].kind;
        bool starts = kind == RC_TOKEN_WORD || kind == RC_TOKEN_NUMBER || row;
        t = starts ? read_quantity(&f, t) : t + 1;
    }
    return (rc_quantities){f.found.ptr, (uint32_t)f.found.len};
}
