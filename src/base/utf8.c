#include "recoupe/base/utf8.h"

#include <utf8proc.h>

uint32_t rc_utf8_decode(rc_str s, size_t at, unsigned *bytes)
{
    const unsigned char *p = (const unsigned char *)s.ptr + at;
    if (p[0] < 0x80) {
        *bytes = 1;
        return p[0];
    }
    utf8proc_int32_t cp;
    utf8proc_ssize_t n = utf8proc_iterate(p, (utf8proc_ssize_t)(s.len - at), &cp);
    if (n <= 0 || cp < 0) {
        *bytes = 1;
        return 0xFFFD;
    }
    *bytes = (unsigned)n;
    return (uint32_t)cp;
}

unsigned rc_utf8_encode(uint32_t cp, char out[4])
{
    if (!utf8proc_codepoint_valid((utf8proc_int32_t)cp)) return 0;
    return (unsigned)utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)out);
}

size_t rc_utf8_invalid(rc_str s)
{
    for (size_t i = 0; i < s.len;) {
        unsigned bytes;
        if (rc_utf8_decode(s, i, &bytes) == 0xFFFD && bytes == 1) return i;
        i += bytes;
    }
    return SIZE_MAX;
}

size_t rc_utf8_count(rc_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return n;
}

static utf8proc_category_t category(uint32_t cp)
{
    return utf8proc_category((utf8proc_int32_t)cp);
}

bool rc_cp_is_letter(uint32_t cp)
{
    if (cp < 0x80) return (cp | 32) >= 'a' && (cp | 32) <= 'z';
    utf8proc_category_t c = category(cp);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

bool rc_cp_is_mark(uint32_t cp)
{
    if (cp < 0x300) return false;
    utf8proc_category_t c = category(cp);
    return c >= UTF8PROC_CATEGORY_MN && c <= UTF8PROC_CATEGORY_ME;
}

bool rc_cp_is_digit(uint32_t cp)
{
    return cp < 0x80 ? cp >= '0' && cp <= '9' : category(cp) == UTF8PROC_CATEGORY_ND;
}

bool rc_cp_is_upper(uint32_t cp)
{
    if (cp < 0x80) return cp >= 'A' && cp <= 'Z';
    utf8proc_category_t c = category(cp);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool rc_cp_is_space(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85 || cp == 0xA0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200B) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F ||
           cp == 0x3000 || cp == 0xFEFF;
}

/* Typographic signs that stand for an ASCII one; 0 for all others. */
static char plain_sign(uint32_t cp)
{
    switch (cp) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x02BC:
    case 0x2032:
    case 0x00B4:
    case 0x02BB:
    case 0x02BF:
    case 0x02BE:
        return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
        return '-';
    default:
        return 0;
    }
}

/* Letters that NFKD does not take apart. */
static const char *spelt_out(uint32_t cp)
{
    switch (cp) {
    case 0x153:
        return "oe";
    case 0xE6:
        return "ae";
    case 0xF8:
        return "o";
    case 0x142:
        return "l";
    case 0x111:
    case 0xF0:
        return "d";
    case 0xDF:
        return "ss";
    case 0x131:
        return "i";
    case 0xFE:
        return "th";
    default:
        return NULL;
    }
}

/* U+FDFA has the longest compatibility decomposition, 18 code points (Unicode 15.1, UnicodeData.txt); each takes at
 * most four bytes. */
#define MOST_PARTS 18
#define MOST_BYTES (4 * MOST_PARTS)

/* One code point of a decomposition: marks go, and what it brought up is made plain as well ("№" gives "No", "ǿ" gives
 * "ø" and an accent). */
static size_t put_plain(uint32_t cp, char *out)
{
    if (rc_cp_is_mark(cp)) return 0;
    uint32_t lower = (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
    const char *spelt = spelt_out(lower);
    if (!spelt) {
        char sign = plain_sign(lower);
        if (!sign) return rc_utf8_encode(lower, out);
        *out = sign;
        return 1;
    }
    rc_str plain = rc_str_of(spelt);
    memcpy(out, plain.ptr, plain.len);
    return plain.len;
}

static size_t fold_one(uint32_t cp, char *out, bool keep_accents)
{
    char sign = plain_sign(cp);
    if (sign) {
        *out = sign;
        return 1;
    }
    uint32_t lower = (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
    if (keep_accents) return rc_utf8_encode(lower, out);
    utf8proc_int32_t parts[MOST_PARTS];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)lower, parts, MOST_PARTS,
                                                 UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
    size_t len = 0;
    for (utf8proc_ssize_t i = 0; i < n && i < MOST_PARTS; i++) len += put_plain((uint32_t)parts[i], out + len);
    return len;
}

static rc_str fold_all(rc_arena *arena, rc_str s, bool keep_accents)
{
    size_t ascii = 0;
    while (ascii < s.len && (unsigned char)s.ptr[ascii] < 0x80) ascii++;
    size_t cap = ascii == s.len ? s.len : 2 * s.len + MOST_BYTES;
    char *out = rc_arena_alloc(arena, 1, 1, cap);
    size_t len = 0;
    for (size_t i = 0; i < s.len;) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < 0x80) {
            out[len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            i++;
            continue;
        }
        if (cap - len < MOST_BYTES + s.len - i) { /* rare: compatibility characters that grow */
            char *more = rc_arena_alloc(arena, 1, 1, 2 * cap + MOST_BYTES);
            memcpy(more, out, len);
            out = more;
            cap = 2 * cap + MOST_BYTES;
        }
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(s, i, &bytes);
        len += fold_one(cp, out + len, keep_accents);
        i += bytes;
    }
    return (rc_str){out, len};
}

rc_str rc_utf8_lower(rc_arena *arena, rc_str s)
{
    return fold_all(arena, s, true);
}

rc_str rc_utf8_fold(rc_arena *arena, rc_str s)
{
    return fold_all(arena, s, false);
}

rc_str rc_utf8_name_key(rc_arena *arena, rc_str s)
{
    rc_str folded = fold_all(arena, s, false);
    char *out = rc_arena_alloc(arena, 1, 1, folded.len);
    size_t len = 0;
    bool gap = false;
    for (size_t i = 0; i < folded.len;) {
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(folded, i, &bytes);
        if (rc_cp_is_letter(cp) || rc_cp_is_digit(cp)) {
            if (gap && len) out[len++] = ' ';
            gap = false;
            memcpy(out + len, folded.ptr + i, bytes);
            len += bytes;
        } else if (!rc_cp_is_mark(cp)) {
            gap = true;
        }
        i += bytes;
    }
    return (rc_str){out, len};
}
