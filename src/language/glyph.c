#include "language/glyph.h"

#include <utf8proc.h>

#define S RC_GLYPH_SPACE
#define N RC_GLYPH_LINE
#define I RC_GLYPH_IGNORE
#define L RC_GLYPH_LOWER
#define U RC_GLYPH_UPPER
#define D RC_GLYPH_DIGIT
#define P RC_GLYPH_PUNCT
#define Y RC_GLYPH_SYMBOL
const uint8_t rc_glyph_ascii[128] = {
    I, I, I, I, I, I, I, I, I, S, N, N, N, N, I, I,
    I, I, I, I, I, I, I, I, I, I, I, I, I, I, I, I, /* controls */
    S, P, P, P, Y, Y, P, P, P, P, P, Y, P, P, P, P,
    D, D, D, D, D, D, D, D, D, D, P, P, Y, Y, Y, P, /* !"#$%&'()*+,-./ */
    P, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
    U, U, U, U, U, U, U, U, U, U, U, P, P, P, Y, P, /* @A..Z[\]^_ */
    Y, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, P, Y, P, Y, I, /* `a..z{|}~ */
};
#undef S
#undef N
#undef I
#undef L
#undef U
#undef D
#undef P
#undef Y

static rc_glyph_class class_by_category(uint32_t cp)
{
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return RC_GLYPH_UPPER;
    case UTF8PROC_CATEGORY_LL:
        return RC_GLYPH_LOWER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return RC_GLYPH_LETTER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return RC_GLYPH_MARK;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
        return RC_GLYPH_DIGIT;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
        return RC_GLYPH_PUNCT;
    case UTF8PROC_CATEGORY_ZS:
        return RC_GLYPH_SPACE;
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return RC_GLYPH_LINE;
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
        return RC_GLYPH_IGNORE;
    default:
        return RC_GLYPH_SYMBOL;
    }
}

static rc_glyph_class class_of(uint32_t cp)
{
    if (cp >= 0xC0 && cp <= 0xFF)
        return cp == 0xD7 || cp == 0xF7 ? RC_GLYPH_SYMBOL : cp < 0xDF ? RC_GLYPH_UPPER : RC_GLYPH_LOWER;
    switch (cp) {
    case 0x2019:
    case 0x2018:
    case 0x201C:
    case 0x201D:
    case 0xAB:
    case 0xBB:
    case 0x2013:
    case 0x2014:
    case 0x2026:
        return RC_GLYPH_PUNCT;
    case 0xA0:
    case 0x202F:
        return RC_GLYPH_SPACE;
    case 0x85:
        return RC_GLYPH_LINE;
    case 0xB4:
        return RC_GLYPH_PUNCT; /* an apostrophe typed wrongly */
    case 0xAA:
    case 0xBA:
    case 0xB9:
    case 0xB2:
    case 0xB3:
        return RC_GLYPH_LETTER; /* "1º", "km²" */
    case 0xBC:
    case 0xBD:
    case 0xBE:
        return RC_GLYPH_DIGIT; /* vulgar fractions */
    default:
        return class_by_category(cp);
    }
}

rc_glyph rc_glyph_wide(rc_str text, size_t at)
{
    unsigned bytes;
    uint32_t cp = rc_utf8_decode(text, at, &bytes);
    return (rc_glyph){cp, (uint8_t)bytes, (uint8_t)class_of(cp)};
}

rc_glyph rc_glyph_before(rc_str text, size_t at)
{
    if (!at) return (rc_glyph){0, 0, RC_GLYPH_END};
    size_t beg = at - 1;
    while (beg && at - beg < 4 && ((unsigned char)text.ptr[beg] & 0xC0) == 0x80) beg--;
    return rc_glyph_at(text, beg);
}

bool rc_glyph_is_vowel_or_h(rc_glyph g)
{
    if (g.cp < 0x80) return g.cp && strchr("aeiouyhAEIOUYH", (int)g.cp) != NULL;
    if (g.cp == 0x152 || g.cp == 0x153 || g.cp == 0xC6 || g.cp == 0xE6) return true;
    utf8proc_int32_t parts[4];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)g.cp, parts, 4, UTF8PROC_DECOMPOSE, &boundary);
    return n > 0 && parts[0] > 0 && parts[0] < 0x80 && strchr("aeiouyhAEIOUYH", parts[0]) != NULL;
}

rc_str rc_glyph_key(rc_str text, char *out, size_t cap)
{
    size_t len = 0;
    for (size_t i = 0; i < text.len;) {
        rc_glyph g = rc_glyph_at(text, i);
        i += g.bytes;
        if (g.kind == RC_GLYPH_IGNORE) continue;
        if (len + 4 > cap) return (rc_str){NULL, 0};
        if (rc_glyph_is_apostrophe(g))
            out[len++] = '\'';
        else if (rc_glyph_is_hyphen(g))
            out[len++] = '-';
        else if (g.cp < 0x80)
            out[len++] = (char)(g.kind == RC_GLYPH_UPPER ? g.cp + 32 : g.cp);
        else
            len += rc_utf8_encode((uint32_t)utf8proc_tolower((utf8proc_int32_t)g.cp), out + len);
    }
    return (rc_str){out, len};
}
