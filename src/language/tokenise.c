#include "language/scan.h"

void rc_scan_emit(rc_scan *s, size_t beg, size_t end, rc_token_kind kind)
{
    rc_token *token = RC_PUSH(s->arena, &s->tokens);
    token->span = (rc_span){(uint32_t)beg, (uint32_t)end};
    token->kind = (uint8_t)kind;
    token->flags = s->spaced ? 0 : RC_TOKEN_GLUED;
    s->spaced = false;
    if (kind == RC_TOKEN_PUNCT && end == beg + 1)
        token->lower = token->fold = rc_str_sub(s->text, beg, end);
    else
        rc_scan_forms(s, token);
}

/* What is drawn as one picture: modifiers, joined pictures, a flag's two letters. */
static size_t symbol_end(rc_str text, size_t at)
{
    rc_glyph g = rc_glyph_at(text, at);
    bool flag = g.cp >= 0x1F1E6 && g.cp <= 0x1F1FF;
    at += g.bytes;
    for (;;) {
        g = rc_glyph_at(text, at);
        if (g.kind == RC_GLYPH_MARK || (g.cp >= 0x1F3FB && g.cp <= 0x1F3FF)) {
            at += g.bytes;
        } else if (g.cp == 0x200D && rc_glyph_at(text, at + g.bytes).kind == RC_GLYPH_SYMBOL) {
            at += g.bytes;
            at += rc_glyph_at(text, at).bytes;
        } else if (flag && g.cp >= 0x1F1E6 && g.cp <= 0x1F1FF) {
            at += g.bytes;
            flag = false;
        } else {
            return at;
        }
    }
}

static size_t ellipsis_end(rc_str text, size_t at)
{
    rc_glyph first = rc_glyph_at(text, at);
    size_t end = at;
    for (rc_glyph g; (g = rc_glyph_at(text, end)).cp == '.' || g.cp == 0x2026;) end += g.bytes;
    return end > at + 1 && (first.cp == '.' || first.cp == 0x2026) ? end : at;
}

static void sign(rc_scan *s, rc_glyph g)
{
    size_t beg = s->at, end = beg + g.bytes;
    rc_token_kind kind = g.kind == RC_GLYPH_PUNCT ? RC_TOKEN_PUNCT : RC_TOKEN_SYMBOL;
    if (g.cp == '@' || g.cp == '#') {
        size_t tag = rc_scan_tag(s->text, beg);
        if (tag > beg) {
            end = tag;
            kind = g.cp == '@' ? RC_TOKEN_HANDLE : RC_TOKEN_HASHTAG;
        } else {
            kind = RC_TOKEN_SYMBOL;
        }
    } else if (rc_scan_quote(s)) {
        return;
    } else if (g.cp == '.' || g.cp == 0x2026) {
        size_t dots = ellipsis_end(s->text, beg);
        if (dots > beg) end = dots;
    } else if (kind == RC_TOKEN_SYMBOL) {
        end = symbol_end(s->text, beg);
    }
    rc_scan_emit(s, beg, end, kind);
    s->at = end;
}

static bool is_url(rc_scan *s, rc_glyph g)
{
    if ((g.cp | 32) != 'h' && (g.cp | 32) != 'w') return false;
    size_t end = rc_scan_url(s->text, s->at);
    if (end == s->at) return false;
    rc_scan_emit(s, s->at, end, RC_TOKEN_URL);
    s->at = end;
    return true;
}

void rc_scan_line(rc_scan *s)
{
    s->line_first = (uint32_t)s->tokens.len;
    s->spaced = true;
    s->tick_close = 0;
    for (;;) {
        rc_glyph g = rc_glyph_at(s->text, s->at);
        switch (g.kind) {
        case RC_GLYPH_END:
        case RC_GLYPH_LINE:
            return;
        case RC_GLYPH_SPACE:
            s->spaced = true;
            s->at += g.bytes;
            break;
        case RC_GLYPH_IGNORE:
            s->at += g.bytes;
            break;
        case RC_GLYPH_LOWER:
        case RC_GLYPH_UPPER:
            if (is_url(s, g)) break;
            /* fall through */
        case RC_GLYPH_LETTER:
        case RC_GLYPH_DIGIT:
            rc_scan_word(s);
            break;
        default:
            sign(s, g);
        }
    }
}
