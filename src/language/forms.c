#include "language/scan.h"

#include <utf8proc.h>

/* U+00C0..U+00FF without accents; the letters that become two are spelt out below. */
static const char latin1_fold[65] = "aaaaaa?ceeeeiiii?nooooo?ouuuuy??aaaaaa?ceeeeiiii?nooooo?ouuuuy?y";

#define POOL_BYTES 4096

/* Room for forms that are no longer than their token. */
static char *room(rc_scan *s, size_t bytes)
{
#ifdef RC_ARENA_MALLOC
    return rc_arena_alloc(s->arena, 1, 1, bytes);
#else
    if (bytes > POOL_BYTES / 4) return rc_arena_alloc(s->arena, 1, 1, bytes);
    if (bytes > s->pool_len) {
        s->pool = rc_arena_alloc(s->arena, 1, 1, POOL_BYTES);
        s->pool_len = POOL_BYTES;
    }
    char *out = s->pool;
    s->pool += bytes;
    s->pool_len -= bytes;
    return out;
#endif
}

/* Letters of Latin-1 and the typographic apostrophe, which make up nearly all of French: forms of them never grow. */
static bool is_common(rc_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x80) continue;
        unsigned char d = i + 1 < text.len ? (unsigned char)text.ptr[i + 1] : 0;
        if (c == 0xC3 && d != 0x97 && d != 0xB7)
            i++;
        else if (c == 0xC5 && (d == 0x92 || d == 0x93))
            i++;
        else if (c == 0xE2 && d == 0x80 && i + 2 < text.len && (unsigned char)text.ptr[i + 2] == 0x99)
            i += 2;
        else
            return false;
    }
    return true;
}

static rc_str common_lower(rc_scan *s, rc_str text)
{
    char *out = room(s, text.len);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x80) {
            out[len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        } else if (c == 0xE2) {
            out[len++] = '\'';
            i += 2;
        } else {
            unsigned char d = (unsigned char)text.ptr[++i];
            out[len++] = (char)c;
            out[len++] = (char)(c == 0xC5 ? 0x93 : d < 0x9F ? d + 0x20 : d);
        }
    }
    return (rc_str){out, len};
}

static rc_str common_fold(rc_scan *s, rc_str lower)
{
    char *out = room(s, lower.len);
    size_t len = 0;
    for (size_t i = 0; i < lower.len; i++) {
        unsigned char c = (unsigned char)lower.ptr[i];
        if (c < 0x80) {
            out[len++] = (char)c;
            continue;
        }
        unsigned char d = (unsigned char)lower.ptr[++i];
        const char *spelt = NULL;
        if (c == 0xC5)
            spelt = "oe";
        else if (d == 0xA6)
            spelt = "ae";
        else if (d == 0x9F)
            spelt = "ss";
        else if (d == 0xBE)
            spelt = "th";
        else if (d == 0xB0)
            spelt = "d";
        if (spelt) {
            for (; *spelt; spelt++) out[len++] = *spelt;
        } else {
            out[len++] = latin1_fold[d - 0x80];
        }
    }
    return (rc_str){out, len};
}

/* Without zero-width characters, and with accents composed (NFC), so that neither hides a word from its list. */
static rc_str plain(rc_scan *s, rc_str text)
{
    size_t cap = text.len + 1; /* utf8proc writes a NUL after its last code point */
    utf8proc_int32_t *points = RC_NEWS(s->arena, utf8proc_int32_t, cap);
    utf8proc_ssize_t n = 0;
    for (size_t i = 0; i < text.len;) {
        rc_glyph g = rc_glyph_at(text, i);
        if (g.kind != RC_GLYPH_IGNORE) points[n++] = (utf8proc_int32_t)g.cp;
        i += g.bytes;
    }
    n = utf8proc_normalize_utf32(points, n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    char *out = rc_arena_alloc(s->arena, 1, 1, 4 * (size_t)(n > 0 ? n : 0));
    size_t len = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++) len += rc_utf8_encode((uint32_t)points[i], out + len);
    return (rc_str){out, len};
}

/* The first letter decides RC_TOKEN_CAPITAL, all of them RC_TOKEN_UPPER. */
typedef struct rc_case {
    size_t letters, upper, lower, accents;
    bool ascii, first_upper, marks; /* zero-width or combining characters */
} rc_case;

static rc_case case_of(rc_str text)
{
    rc_case c = {.ascii = true};
    for (size_t i = 0; i < text.len;) {
        rc_glyph g = rc_glyph_at(text, i);
        i += g.bytes;
        if (g.bytes > 1) c.ascii = false;
        if (g.kind == RC_GLYPH_IGNORE || g.kind == RC_GLYPH_MARK) c.marks = true;
        if (!rc_glyph_is_letter(g)) {
            c.accents += g.kind == RC_GLYPH_MARK;
            continue;
        }
        if (!c.letters) c.first_upper = g.kind == RC_GLYPH_UPPER;
        c.letters++;
        c.upper += g.kind == RC_GLYPH_UPPER;
        c.lower += g.kind == RC_GLYPH_LOWER;
        c.accents += g.cp >= 0xC0 && g.cp < 0x250;
    }
    return c;
}

void rc_scan_forms(rc_scan *s, rc_token *token)
{
    rc_str text = rc_str_span(s->text, token->span);
    rc_case c = case_of(text);
    s->letters += c.letters;
    s->accents += c.accents;
    if (c.first_upper) token->flags |= RC_TOKEN_CAPITAL;
    if (c.upper == c.letters && c.letters > 1) token->flags |= RC_TOKEN_UPPER;
    if (token->kind == RC_TOKEN_HASHTAG) text = rc_str_sub(text, 1, text.len);
    if (c.marks) text = plain(s, text);
    if (c.ascii) {
        token->lower = token->fold = c.upper ? common_lower(s, text) : text;
    } else if (is_common(text)) {
        token->lower = common_lower(s, text);
        token->fold = common_fold(s, token->lower);
    } else {
        token->lower = rc_utf8_lower(s->arena, text);
        token->fold = rc_utf8_fold(s->arena, text);
    }
}
