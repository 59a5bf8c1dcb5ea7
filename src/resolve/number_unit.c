/* The unit of a number: dates first, then words after it, words before it, and last the look of its digits. */
#include "resolve/number_unit.h"

#include <math.h>

static const rc_token *token_at(const number_reader *r, uint32_t t)
{
    return t < r->doc->n_tokens ? &r->doc->tokens[t] : NULL;
}

static bool is_kind(const number_reader *r, uint32_t t, unsigned kind)
{
    return t < r->doc->n_tokens && r->doc->tokens[t].kind == kind;
}

static bool is_sign(const number_reader *r, uint32_t t, char sign)
{
    if (t >= r->doc->n_tokens) return false;
    rc_str text = r->doc->tokens[t].lower;
    return text.len == 1 && text.ptr[0] == sign;
}

static bool same_sentence(const number_reader *r, uint32_t a, uint32_t b)
{
    return a < r->doc->n_tokens && b < r->doc->n_tokens && r->doc->tokens[a].sentence == r->doc->tokens[b].sentence;
}

/* A noun that is counted begins here: people, victims, things. */
static bool is_counted(const number_reader *r, uint32_t t)
{
    return number_hit(r, t, r->rules->people) || number_hit(r, t, r->rules->equipment) ||
           number_hit(r, t, r->rules->effects);
}

/* ---- digits that count nothing: "555-123-4567", "+33 1 23 45 67" */

static bool links_digits(const number_reader *r, uint32_t t)
{
    const rc_token *tok = token_at(r, t), *next = token_at(r, t + 1);
    if (!tok || !next || !(tok->flags & next->flags & RC_TOKEN_GLUED)) return false;
    return is_sign(r, t, '-') && next->kind == RC_TOKEN_NUMBER;
}

bool number_in_chain(const number_reader *r, uint32_t t)
{
    uint32_t links = 0;
    for (uint32_t at = t; links < 2 && at >= 2 && is_kind(r, at - 2, RC_TOKEN_NUMBER) && links_digits(r, at - 1);) {
        at -= 2;
        links++;
    }
    for (uint32_t at = t + 1; links < 2 && links_digits(r, at); at += 2) links++;
    return links >= 2;
}

/* Three numbers or more with nothing but white space between them: a telephone number. */
static bool in_run(const number_reader *r, uint32_t t)
{
    uint32_t n = 1;
    for (uint32_t at = t; n < 3 && at > 0 && is_kind(r, at - 1, RC_TOKEN_NUMBER); at--) n++;
    for (uint32_t at = t + 1; n < 3 && is_kind(r, at, RC_TOKEN_NUMBER); at++) n++;
    return n >= 3;
}

/* ---- dates */

static bool is_day(const cardinal *c)
{
    bool bare = c->rest.len == 0 || !c->digits;
    return c->value >= 1 && c->value <= 31 && c->scale == 1 && (c->plain ? bare || c->rest.len <= 2 : true);
}

/* "3" in "les 3 et 4 mai", "3-5 May", "March 3 and 5". */
static bool is_listed_day(const number_reader *r, uint32_t end)
{
    uint32_t n;
    const bound_row *joiner = bound_at(r, end, SIDE_AFTER, &n);
    bool joins = joiner && (joiner->kind == BOUND_AND || joiner->kind == BOUND_TO || joiner->kind == BOUND_OR);
    if (!joins && !is_sign(r, end, ',')) return false;
    if (!joins) n = 1;
    cardinal next;
    if (!cardinal_at(r, end + n, &next) || next.is_article || !is_day(&next)) return false;
    return number_is_month(r, end + n + next.count);
}

static bool is_date(const number_reader *r, const number_site *s)
{
    const cardinal *c = s->cardinal;
    bool counts = is_counted(r, s->end);
    if (!is_day(c)) return false;
    uint32_t n, past = s->end;
    const bound_row *of = bound_at(r, past, SIDE_AFTER, &n);
    if (of && of->kind == BOUND_OF && c->rest.len) past += n; /* "the 3rd of May" */
    if (number_is_month(r, past) && !(counts && past == s->end)) return true;
    if (is_listed_day(r, s->end)) return true;
    if (s->first != s->core || s->core == 0) return false;
    if (c->digits && number_is_month(r, s->core - 1)) {
        const unit_row *in = counts ? unit_before(r, s->core - 1, &n) : NULL; /* "in March 12 people" */
        return !in || in->unit != UNIT_YEAR_CUE;
    }
    if (counts) return false;
    return number_is_weekday(r, s->core - 1) && c->digits && !is_kind(r, s->end, RC_TOKEN_WORD);
}

static bool is_year(const number_reader *r, const number_site *s)
{
    const cardinal *c = s->cardinal;
    if (!c->plain || c->n_digits != 4 || c->rest.len || c->value < 1900 || c->value > 2100) return false;
    if (s->core > 0 && (number_is_month(r, s->core - 1) || is_sign(r, s->core - 1, '('))) return true;
    if (s->bounded) return false;
    uint32_t n;
    bool counts = is_counted(r, s->end);
    const unit_row *cue = unit_before(r, s->core, &n);
    if (cue && cue->unit == UNIT_YEAR_CUE) return !counts;
    return !counts && !(s->core > 0 && number_hit(r, s->core - 1, r->rules->effects));
}

/* ---- ages */

/* "Sara Haddad, 20, was" */
static bool is_age_between_commas(const number_reader *r, const number_site *s)
{
    const cardinal *c = s->cardinal;
    if (s->first != s->core || s->core < 2 || !c->plain || c->rest.len || c->value < 1 || c->value > 110) return false;
    if (!is_sign(r, s->core - 1, ',') || !is_sign(r, s->end, ',')) return false;
    const rc_token *name = &r->doc->tokens[s->core - 2];
    return name->kind == RC_TOKEN_WORD && (name->flags & RC_TOKEN_CAPITAL) && !number_is_month(r, s->core - 2) &&
           !number_is_weekday(r, s->core - 2);
}

/* "un homme de 20 ans", "Ali, 20 ans," against "20 ans de guerre", "depuis 20 ans". */
static rc_unit years(const number_reader *r, const number_site *s, uint32_t past)
{
    if (s->value > 110) return RC_UNIT_DURATION;
    if (s->first == 0) return RC_UNIT_DURATION;
    uint32_t before = s->first - 1, n;
    const unit_row *aged = unit_before(r, s->first, &n);
    if (!aged) aged = unit_before(r, s->core, &n);
    if (aged && aged->unit == RC_UNIT_AGE) return RC_UNIT_AGE;
    bool closes = past >= r->doc->n_tokens || is_kind(r, past, RC_TOKEN_PUNCT);
    bool opens = is_sign(r, before, ',') || is_sign(r, before, '(');
    if (opens && closes && s->first > 1) return RC_UNIT_AGE;
    const bound_row *of = bound_at(r, before, SIDE_AFTER, &n);
    if (!of || of->kind != BOUND_OF) return RC_UNIT_DURATION;
    for (uint32_t back = 1; back <= 3 && back <= before; back++) {
        const rc_hit *person = number_hit(r, before - back, r->rules->people);
        if (person && person->count >= back) return RC_UNIT_AGE;
    }
    return RC_UNIT_DURATION;
}

/* "à 8 heures" against "pendant 8 heures". */
static rc_unit hours(const number_reader *r, const number_site *s, bool glued)
{
    uint32_t n;
    if (s->value > 24) return RC_UNIT_DURATION;
    if (glued) return RC_UNIT_CLOCK;
    const unit_row *cue = unit_before(r, s->first, &n);
    return cue && cue->unit == UNIT_CLOCK_CUE ? RC_UNIT_CLOCK : RC_UNIT_DURATION;
}

static rc_unit settle(const number_reader *r, const number_site *s, int unit, bool glued, uint32_t past)
{
    if (unit == UNIT_YEARS) return years(r, s, past);
    if (unit == UNIT_HOURS) return hours(r, s, glued);
    return (rc_unit)unit;
}

bool number_suffix_unit(const number_reader *r, const cardinal *c, rc_unit *unit)
{
    rc_str rest = c->rest;
    const uint64_t *row = rc_map_get(&r->rules->suffixes, rest);
    size_t len = rest.len;
    while (len > 0 && rest.ptr[len - 1] >= '0' && rest.ptr[len - 1] <= '9') len--;
    bool minutes = !row && len > 0 && len < rest.len; /* "14h30" */
    if (minutes) row = rc_map_get(&r->rules->suffixes, rc_str_sub(rest, 0, len));
    if (!row) return false;
    int found = r->rules->unit_rows[*row - 1].unit;
    if (minutes && found != UNIT_HOURS) return false;
    if (found == UNIT_YEARS) found = RC_UNIT_DURATION;
    if (found == UNIT_HOURS) found = c->value <= 24 && c->digits ? RC_UNIT_CLOCK : RC_UNIT_DURATION;
    if (found > RC_UNIT_LABEL) return false;
    *unit = (rc_unit)found;
    return true;
}

/* ---- words around it */

static uint32_t skip_between(const number_reader *r, uint32_t t)
{
    uint32_t n;
    for (int i = 0; i < 2; i++) {
        const unit_row *row = unit_at(r, t, SIDE_AFTER, &n);
        if (!row || row->unit != UNIT_BETWEEN) break;
        t += n;
    }
    return t;
}

static bool unit_after(const number_reader *r, const number_site *s, rc_unit *unit, uint32_t *past)
{
    uint32_t n, at = skip_between(r, s->end);
    const bound_row *of = s->cardinal && s->cardinal->scale != 1 ? bound_at(r, at, SIDE_AFTER, &n) : NULL;
    if (of && of->kind == BOUND_OF) at += n; /* "5 millions de dollars" */
    if (!same_sentence(r, s->end - 1, at)) return false;
    const unit_row *row = unit_at(r, at, SIDE_AFTER, &n);
    if (!row || row->unit >= UNIT_YEAR_CUE) return false;
    *past = at + n;
    bool glued = r->doc->tokens[at].flags & RC_TOKEN_GLUED;
    *unit = settle(r, s, row->unit, glued, *past);
    bool minutes = *unit == RC_UNIT_CLOCK && is_kind(r, *past, RC_TOKEN_NUMBER) && same_sentence(r, at, *past);
    if (minutes) ++*past; /* "14 h 30" */
    return true;
}

static bool unit_from_before(const number_reader *r, const number_site *s, rc_unit *unit)
{
    uint32_t n;
    for (int i = 0; i < 2; i++) {
        uint32_t at = i ? s->first : s->core;
        const unit_row *row = unit_before(r, at, &n);
        if (!row || row->unit > RC_UNIT_LABEL || !same_sentence(r, at - n, at)) continue;
        if (row->unit == RC_UNIT_LABEL && (!s->cardinal || !s->cardinal->digits || at != s->core)) continue;
        *unit = (rc_unit)row->unit;
        return true;
    }
    return false;
}

/* "the rebels [1] fled": the mark of a note. */
static bool is_note(const number_reader *r, const number_site *s)
{
    if (!s->first || s->first != s->core || s->end >= r->doc->n_tokens) return false;
    return rc_str_is(r->doc->tokens[s->first - 1].lower, "[") && rc_str_is(r->doc->tokens[s->end].lower, "]");
}

rc_unit number_unit(const number_reader *r, const number_site *s, uint32_t *past)
{
    rc_unit unit;
    *past = s->end;
    const cardinal *c = s->cardinal;
    if (c && c->digits && (number_in_chain(r, s->core) || in_run(r, s->core) || is_note(r, s))) return RC_UNIT_LABEL;
    if (c && is_date(r, s)) return RC_UNIT_YEAR;
    if (c && c->rest.len && c->rest.ptr[0] == ':') return RC_UNIT_CLOCK;
    if (c && c->rest.len && c->rest.ptr[0] == '-') return RC_UNIT_YEAR; /* "2021-09-01" */
    if (c && c->rest.len) return number_suffix_unit(r, c, &unit) ? unit : RC_UNIT_LABEL;
    if (unit_after(r, s, &unit, past)) return unit;
    if (unit_from_before(r, s, &unit)) return unit;
    if (!c || !c->digits) return RC_UNIT_NONE;
    if (is_year(r, s)) return RC_UNIT_YEAR;
    if (is_age_between_commas(r, s)) return RC_UNIT_AGE;
    bool fraction = floor(s->value) != s->value && c->scale == 1;
    return fraction || c->n_decimals > 3 ? RC_UNIT_LABEL : RC_UNIT_NONE;
}
