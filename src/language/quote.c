#include "language/scan.h"

static void open_quote(rc_scan *s, rc_quote_kind kind, bool low, size_t end)
{
    rc_scan_emit(s, s->at, end, RC_TOKEN_OPEN);
    if (s->n_open == RC_QUOTE_DEPTH) return;
    s->open[s->n_open++] = (rc_open_quote){kind, (uint32_t)s->quotations.len, low};
    RC_PUSH(s->arena, &s->quotations)->first = (uint32_t)s->tokens.len;
}

static bool is_open(const rc_scan *s, rc_quote_kind kind)
{
    for (unsigned i = 0; i < s->n_open; i++)
        if (s->open[i].kind == kind) return true;
    return false;
}

static void pop(rc_scan *s, bool closed)
{
    rc_quotation *q = &s->quotations.ptr[s->open[--s->n_open].quotation];
    q->count = (uint32_t)s->tokens.len - q->first;
    q->closed = closed;
}

static void close_quote(rc_scan *s, rc_quote_kind kind, size_t end)
{
    unsigned i = s->n_open;
    while (i && s->open[i - 1].kind != kind) i--;
    if (!i && kind == RC_QUOTE_DOUBLE) /* “foo" and "foo” are pairs too */
        for (i = s->n_open; i && s->open[i - 1].kind != RC_QUOTE_STRAIGHT;) i--;
    else if (!i && kind == RC_QUOTE_STRAIGHT)
        for (i = s->n_open; i && s->open[i - 1].kind != RC_QUOTE_DOUBLE;) i--;
    if (i) {
        while (s->n_open > i) pop(s, false);
        pop(s, true);
    }
    rc_scan_emit(s, s->at, end, RC_TOKEN_CLOSE);
}

void rc_scan_quotes_end(rc_scan *s)
{
    while (s->n_open) pop(s, false);
}

/* What may stand before an opening mark. */
static bool opens_after(rc_glyph g)
{
    return rc_glyph_is_gap(g) || g.kind == RC_GLYPH_IGNORE || g.cp == '(' || g.cp == '[' || g.cp == '{' ||
           g.cp == '/' || g.cp == 0xAB || g.cp == 0x201C || g.cp == 0x201E || g.cp == 0x2018 || g.cp == ':' ||
           rc_glyph_is_dash(g) || g.cp == 0x2019 || g.cp == '\'';
}

/* What may stand after a closing mark. */
static bool closes_before(rc_glyph g)
{
    return rc_glyph_is_gap(g) || g.kind == RC_GLYPH_IGNORE ||
           (g.kind == RC_GLYPH_PUNCT && g.cp != '#' && g.cp != '@' && g.cp != '(' && g.cp != '[' && g.cp != 0xAB &&
            g.cp != 0x201C && g.cp != 0x2018 && g.cp != 0x2026 && g.cp != '.');
}

static void straight(rc_scan *s)
{
    rc_glyph prev = rc_glyph_before(s->text, s->at), next = rc_glyph_at(s->text, s->at + 1);
    bool left = opens_after(prev), right = closes_before(next) || (next.cp == '.' && !left);
    bool inside = is_open(s, RC_QUOTE_STRAIGHT) || is_open(s, RC_QUOTE_DOUBLE);
    bool opens = left && !right ? true : right && !left ? false : !inside;
    if (opens && left && right && !rc_glyph_is_gap(next)) opens = false; /* a mark before a comma opens nothing */
    if (opens) {
        open_quote(s, RC_QUOTE_STRAIGHT, false, s->at + 1);
    } else if (!inside && prev.kind == RC_GLYPH_DIGIT) {
        rc_scan_emit(s, s->at, s->at + 1, RC_TOKEN_SYMBOL); /* inches, seconds of arc */
    } else {
        close_quote(s, RC_QUOTE_STRAIGHT, s->at + 1);
    }
}

static bool can_close_single(rc_str text, size_t at)
{
    rc_glyph sign = rc_glyph_at(text, at);
    rc_glyph prev = rc_glyph_before(text, at), next = rc_glyph_at(text, at + sign.bytes);
    return (sign.cp == '\'' || sign.cp == 0x2019) && !rc_glyph_is_gap(prev) && !rc_glyph_is_alnum(next);
}

/* Whether a mark that can close a single quotation follows in this line. The place is remembered, so that the line is
 * looked through once. */
static bool single_closes(rc_scan *s, size_t from)
{
    if (s->tick_close == SIZE_MAX) return false;
    if (s->tick_close >= from) return true;
    for (size_t i = from; i < s->text.len;) {
        rc_glyph g = rc_glyph_at(s->text, i);
        if (g.kind == RC_GLYPH_LINE) break;
        if ((g.cp == '\'' || g.cp == 0x2019) && can_close_single(s->text, i)) {
            s->tick_close = i;
            return true;
        }
        i += g.bytes;
    }
    s->tick_close = SIZE_MAX;
    return false;
}

/* What may follow an opening ': a digit is a year cut short ("'90s"). */
static bool starts_quoted(rc_glyph g)
{
    return rc_glyph_is_letter(g) || g.cp == '#' || g.cp == '@' || g.cp == '"' || g.cp == 0x201C || g.cp == 0xAB;
}

/* ' ‘ ’ where they are no part of a word. */
static void single(rc_scan *s, rc_glyph sign)
{
    rc_glyph prev = rc_glyph_before(s->text, s->at), next = rc_glyph_at(s->text, s->at + sign.bytes);
    size_t end = s->at + sign.bytes;
    if (sign.cp == '\'' && next.cp == '\'' && rc_glyph_at(s->text, end + 1).cp == '\'') { /* a wiki's bold type */
        while (rc_glyph_at(s->text, end).cp == '\'') end++;
        rc_scan_emit(s, s->at, end, RC_TOKEN_PUNCT);
        return;
    }
    if (sign.cp == '\'' && next.cp == '\'') { /* two of them: a double mark, as TeX writes it */
        end++;
        if (is_open(s, RC_QUOTE_DOUBLE) || !opens_after(prev))
            close_quote(s, RC_QUOTE_DOUBLE, end);
        else
            open_quote(s, RC_QUOTE_DOUBLE, true, end);
        return;
    }
    rc_quote_kind kind = sign.cp == '\'' ? RC_QUOTE_TICK : RC_QUOTE_SINGLE;
    bool inside = is_open(s, kind);
    bool starts = opens_after(prev) && (sign.cp == 0x2018 ? !rc_glyph_is_gap(next) : starts_quoted(next));
    if (starts && sign.cp != 0x2019 && single_closes(s, end + 1))
        open_quote(s, kind, false, end);
    else if (inside && sign.cp != 0x2018 && !rc_glyph_is_alnum(next))
        close_quote(s, kind, end);
    else
        rc_scan_emit(s, s->at, end, RC_TOKEN_PUNCT);
}

bool rc_scan_quote(rc_scan *s)
{
    rc_glyph g = rc_glyph_at(s->text, s->at);
    size_t end = s->at + g.bytes;
    switch (g.cp) {
    case '"':
        straight(s);
        break;
    case '\'':
    case 0x2018:
    case 0x2019:
        single(s, g);
        break;
    case 0xAB:
    case 0x2039:
        open_quote(s, RC_QUOTE_ANGLE, false, end);
        break;
    case 0xBB:
    case 0x203A:
        close_quote(s, RC_QUOTE_ANGLE, end);
        break;
    case 0x201E:
        open_quote(s, RC_QUOTE_DOUBLE, true, end);
        break;
    case 0x201C:
        if (s->n_open && s->open[s->n_open - 1].low)
            close_quote(s, RC_QUOTE_DOUBLE, end);
        else
            open_quote(s, RC_QUOTE_DOUBLE, false, end);
        break;
    case 0x201D:
        close_quote(s, RC_QUOTE_DOUBLE, end);
        break;
    case '<':
    case '>':
    case '`':
        if (rc_glyph_at(s->text, end).cp != g.cp) return false;
        if (g.cp == '>')
            close_quote(s, RC_QUOTE_ANGLE, end + 1);
        else
            open_quote(s, g.cp == '<' ? RC_QUOTE_ANGLE : RC_QUOTE_DOUBLE, g.cp == '`', end + 1);
        break;
    default:
        return false;
    }
    s->at = s->tokens.ptr[s->tokens.len - 1].span.end;
    return true;
}
