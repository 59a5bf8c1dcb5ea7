#include "language/scan.h"

#define NAME_TOKENS 10
#define DATE_TOKENS 10

typedef struct rc_line {
    const rc_scan *s;
    uint32_t beg, end; /* tokens */
} rc_line;

static const rc_token *tok(const rc_scan *s, uint32_t i)
{
    return &s->tokens.ptr[i];
}

static bool is(const rc_line *l, uint32_t i, const char *text)
{
    return i >= l->beg && i < l->end && rc_scan_token_is(l->s, i, text);
}

static bool is_dash(const rc_line *l, uint32_t i)
{
    return tok(l->s, i)->kind == RC_TOKEN_PUNCT && rc_glyph_is_dash(rc_glyph_at(l->s->text, tok(l->s, i)->span.beg));
}

static bool is_divider(const rc_line *l, uint32_t i)
{
    rc_glyph g = rc_glyph_at(l->s->text, tok(l->s, i)->span.beg);
    return is_dash(l, i) || g.cp == 0xB7 || g.cp == 0x2022 || g.cp == '|' || g.cp == ',';
}

static rc_span span_of(const rc_line *l, uint32_t from, uint32_t to)
{
    while (from < to && (tok(l->s, from)->kind == RC_TOKEN_PUNCT || tok(l->s, from)->kind == RC_TOKEN_SYMBOL)) from++;
    while (to > from && tok(l->s, to - 1)->kind == RC_TOKEN_PUNCT) to--;
    if (from == to) return (rc_span){0, 0};
    return (rc_span){tok(l->s, from)->span.beg, tok(l->s, to - 1)->span.end};
}

/* Few words, no full stop, a number: a date or a time, whatever its language. */
static bool is_date(const rc_line *l, uint32_t from, uint32_t to)
{
    if (to - from > DATE_TOKENS) return false;
    bool number = false;
    for (uint32_t i = from; i < to; i++) {
        const rc_token *t = tok(l->s, i);
        rc_glyph g = rc_glyph_at(l->s->text, t->span.beg);
        if (g.kind == RC_GLYPH_DIGIT) number = true;
        if (t->kind > RC_TOKEN_PUNCT && t->kind != RC_TOKEN_SYMBOL) return false;
        if (t->kind == RC_TOKEN_PUNCT && rc_scan_is_stop(l->s, i)) return false;
    }
    return number;
}

/* "(traduit automatiquement)" after a date is no part of it. */
static uint32_t before_bracket(const rc_line *l, uint32_t from)
{
    for (uint32_t i = from; i < l->end; i++)
        if (is(l, i, "(")) return i;
    return l->end;
}

static bool is_post_site(const rc_line *l, uint32_t i)
{
    static const char *const sites[] = {"telegram", "twitter", "x", "facebook", "tiktok", "instagram", "youtube", "vk"};
    for (size_t k = 0; k < sizeof sites / sizeof *sites; k++)
        if (rc_str_is(tok(l->s, i)->lower, sites[k])) return true;
    return false;
}

/* The dash before the name that ends at `bracket`, or `bracket` when there is none near. */
static uint32_t dash_before(const rc_line *l, uint32_t bracket)
{
    for (uint32_t i = bracket; i > l->beg && bracket - i <= NAME_TOKENS;) {
        i--;
        if (is_dash(l, i) && (i == l->beg || !(tok(l->s, i + 1)->flags & RC_TOKEN_GLUED))) return i;
        if (rc_scan_is_stop(l->s, i)) return bracket;
    }
    return bracket;
}

static bool is_name(const rc_line *l, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (tok(l->s, i)->kind == RC_TOKEN_WORD && !(tok(l->s, i)->flags & RC_TOKEN_CAPITAL)) return false;
    return from < to;
}

/* "Name (@handle)" whose handle is token `at`. */
static rc_credit bracketed(const rc_line *l, uint32_t at)
{
    rc_credit none = {.place = RC_CREDIT_NONE};
    bool handle = tok(l->s, at)->kind == RC_TOKEN_HANDLE;
    uint32_t bracket = at - 1, after = at + 2;
    uint32_t dash = dash_before(l, bracket);
    bool dashed = dash < bracket, whole = dashed ? dash == l->beg : bracket - l->beg <= NAME_TOKENS;
    uint32_t name = dashed ? dash + 1 : l->beg;
    if (name == bracket || (!whole && !dashed)) return none;
    rc_credit c = {.author = span_of(l, name, bracket)};
    if (handle) c.handle = tok(l->s, at)->span;
    if (is(l, after, ":") && handle && after + 1 < l->end && (whole || dashed)) {
        c.place = whole ? RC_CREDIT_INLINE : RC_CREDIT_NONE;
        c.first = l->beg;
        c.count = after + 1 - l->beg;
        return c;
    }
    uint32_t stop = before_bracket(l, after);
    bool dated = is_date(l, after, stop);
    if (after < l->end && !dated) return none;
    if (dated) c.date = span_of(l, after, stop);
    c.first = dashed ? dash : l->beg;
    c.count = l->end - c.first;
    c.sure = dashed && dated && handle;
    if (!handle && !(dashed && whole)) return none;
    if (whole && dashed && c.first == l->beg)
        c.place = RC_CREDIT_AFTER;
    else if (dashed && dated)
        c.place = RC_CREDIT_AFTER;
    else if (whole && is_name(l, name, bracket))
        c.place = dated ? RC_CREDIT_AFTER : l->beg == 0 ? RC_CREDIT_BEFORE : RC_CREDIT_NONE;
    if (c.place == RC_CREDIT_NONE && dashed && l->beg == 0 && l->end - l->beg <= 2 * NAME_TOKENS) {
        c.place = RC_CREDIT_BEFORE; /* the title line of a thread: "sign topic – name (@handle)" */
        c.first = l->beg;
        c.count = l->end - l->beg;
    }
    return c;
}

/* "@handle", "@handle · 5 March", "Name @handle · 2h", "@handle: words", "RT @handle words"; the handle is token `at`.
 */
static rc_credit leading(const rc_line *l, uint32_t at, bool repeated)
{
    rc_credit c = {.place = RC_CREDIT_NONE, .first = l->beg, .handle = tok(l->s, at)->span};
    uint32_t after = at + 1;
    if (!repeated) c.author = span_of(l, l->beg, at);
    if (after < l->end && (is(l, after, ":") || repeated)) {
        bool colon = is(l, after, ":");
        c.place = after + colon < l->end ? RC_CREDIT_INLINE : RC_CREDIT_BEFORE;
        c.count = after + colon - l->beg;
        return c;
    }
    uint32_t stop = before_bracket(l, after);
    if (after < l->end && !(is_divider(l, after) || tok(l->s, after)->kind == RC_TOKEN_NUMBER)) return c;
    if (after < l->end && !is_date(l, after, stop)) return c;
    c.date = span_of(l, after, stop);
    c.count = l->end - l->beg;
    c.place = RC_CREDIT_BEFORE;
    return c;
}

/* Tokens that may come before a leading handle: a name, "RT", a number in a thread ("4/"). */
static bool leads(const rc_line *l, uint32_t at, bool *repeated)
{
    *repeated = false;
    if (at - l->beg > NAME_TOKENS / 2) return false;
    for (uint32_t i = l->beg; i < at; i++) {
        const rc_token *t = tok(l->s, i);
        if (rc_scan_token_is(l->s, i, "RT"))
            *repeated = i + 1 == at;
        else if (*repeated)
            return false;
        else if (t->kind == RC_TOKEN_NUMBER || t->kind == RC_TOKEN_SYMBOL || is(l, i, "/") || is(l, i, "."))
            continue;
        else if (!(t->kind == RC_TOKEN_WORD && (t->flags & RC_TOKEN_CAPITAL)))
            return false;
    }
    return true;
}

rc_credit rc_scan_credit(const rc_scan *s, uint32_t first, uint32_t count)
{
    rc_line l = {s, first, first + count};
    for (uint32_t i = l.end; i-- > l.beg;) {
        if (tok(s, i)->kind != RC_TOKEN_HANDLE &&
            !(tok(s, i)->kind == RC_TOKEN_WORD && i > l.beg && is(&l, i - 1, "(") && is_post_site(&l, i)))
            continue;
        if (i > l.beg && is(&l, i - 1, "(") && is(&l, i + 1, ")")) {
            rc_credit c = bracketed(&l, i);
            if (c.place != RC_CREDIT_NONE) return c;
        }
        if (l.end - i > 3 * DATE_TOKENS) break; /* the credit that follows its words ends the line */
    }
    for (uint32_t i = l.beg; i < l.end && i <= l.beg + NAME_TOKENS; i++) {
        bool repeated;
        if (tok(s, i)->kind != RC_TOKEN_HANDLE) continue;
        if (!leads(&l, i, &repeated)) break;
        return leading(&l, i, repeated);
    }
    return (rc_credit){.place = RC_CREDIT_NONE};
}
