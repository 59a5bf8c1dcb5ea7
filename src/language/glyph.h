/** Characters by what they do in running text. */
#ifndef RECOUPE_SRC_LANGUAGE_GLYPH_H
#define RECOUPE_SRC_LANGUAGE_GLYPH_H

#include "recoupe/base/utf8.h"

typedef enum rc_glyph_class {
    RC_GLYPH_END,    /**< past the text */
    RC_GLYPH_SPACE,  /**< white space inside a line */
    RC_GLYPH_LINE,   /**< line break */
    RC_GLYPH_IGNORE, /**< zero width or control: part of a word when inside it, else nothing */
    RC_GLYPH_LOWER,
    RC_GLYPH_UPPER,
    RC_GLYPH_LETTER, /**< letter without case */
    RC_GLYPH_DIGIT,
    RC_GLYPH_MARK, /**< combining */
    RC_GLYPH_PUNCT,
    RC_GLYPH_SYMBOL
} rc_glyph_class;

typedef struct rc_glyph {
    uint32_t cp;
    uint8_t bytes; /**< 0 past the text */
    uint8_t kind;
} rc_glyph;

extern const uint8_t rc_glyph_ascii[128];
rc_glyph rc_glyph_wide(rc_str text, size_t at); /**< the byte at `at` is not ASCII */

static inline rc_glyph rc_glyph_at(rc_str text, size_t at)
{
    if (at >= text.len) return (rc_glyph){0, 0, RC_GLYPH_END};
    unsigned char c = (unsigned char)text.ptr[at];
    if (c < 0x80) return (rc_glyph){c, 1, rc_glyph_ascii[c]};
    return rc_glyph_wide(text, at);
}

/** The character that ends at `at`; RC_GLYPH_END at the beginning of the text. */
rc_glyph rc_glyph_before(rc_str text, size_t at);

static inline bool rc_glyph_is_letter(rc_glyph g)
{
    return g.kind >= RC_GLYPH_LOWER && g.kind <= RC_GLYPH_LETTER;
}

static inline bool rc_glyph_is_alnum(rc_glyph g)
{
    return g.kind >= RC_GLYPH_LOWER && g.kind <= RC_GLYPH_DIGIT;
}

/** White space, line break, or the text's edge. */
static inline bool rc_glyph_is_gap(rc_glyph g)
{
    return g.kind <= RC_GLYPH_LINE;
}

static inline bool rc_glyph_is_apostrophe(rc_glyph g)
{
    return g.cp == '\'' || g.cp == 0x2019 || g.cp == 0x2018 || g.cp == 0x201B || g.cp == 0xB4 || g.cp == 0x2032;
}

static inline bool rc_glyph_is_hyphen(rc_glyph g)
{
    return g.cp == '-' || g.cp == 0x2010 || g.cp == 0x2011;
}

static inline bool rc_glyph_is_dash(rc_glyph g)
{
    return rc_glyph_is_hyphen(g) || (g.cp >= 0x2012 && g.cp <= 0x2015);
}

/** a, e, i, o, u, y and h with any accent, œ, æ: what a French elision stands before. */
bool rc_glyph_is_vowel_or_h(rc_glyph g);

/** Lower case of `text` with plain apostrophes and hyphens into `out`, for looking up short words without an
 * allocation; {NULL, 0} when it does not fit. */
rc_str rc_glyph_key(rc_str text, char *out, size_t cap);

#endif
