/** UTF-8 (RFC 3629) and the folding under which names are compared. */
#ifndef RECOUPE_BASE_UTF8_H
#define RECOUPE_BASE_UTF8_H

#include "recoupe/base/arena.h"
#include "recoupe/base/str.h"

/** Decode the code point at `s.ptr[at]`; `*bytes` is its length (1 to 4). Malformed input gives U+FFFD and length 1.
 * `at` must be below s.len. */
uint32_t rc_utf8_decode(rc_str s, size_t at, unsigned *bytes);

/** Write `cp` to `out` (4 bytes); returns the length, 0 when `cp` is not a scalar value. */
unsigned rc_utf8_encode(uint32_t cp, char out[4]);

/** Byte offset of the first malformed sequence, or SIZE_MAX when all is well formed. */
size_t rc_utf8_invalid(rc_str s);

/** Number of code points in well-formed `s`. */
size_t rc_utf8_count(rc_str s);

/** Lower case (simple case folding), accents kept, typographic apostrophes and hyphens made ASCII. */
rc_str rc_utf8_lower(rc_arena *arena, rc_str s);

/** Lower case without accents: NFKD, marks dropped, ligatures and stroked letters spelt out (œ oe, ø o, ł l, đ d,
 * ß ss, ı i), typographic apostrophes and hyphens made ASCII. ASCII and Latin text take a fast path. */
rc_str rc_utf8_fold(rc_arena *arena, rc_str s);

/** rc_utf8_fold, then every run of characters that are neither letters nor digits becomes one space, trimmed: the key
 * under which names of places, parties and people are looked up ("Al-Fashir" = "al fashir"). */
rc_str rc_utf8_name_key(rc_arena *arena, rc_str s);

bool rc_cp_is_letter(uint32_t cp); /**< Unicode L* */
bool rc_cp_is_mark(uint32_t cp);   /**< Unicode M* */
bool rc_cp_is_digit(uint32_t cp);  /**< Unicode Nd */
bool rc_cp_is_upper(uint32_t cp);  /**< Unicode Lu, Lt */
bool rc_cp_is_space(uint32_t cp);  /**< white space, no-break spaces included */

#endif
