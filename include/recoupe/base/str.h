/** Borrowed text: pointer and length in bytes, not NUL-terminated; owned by whoever says so. */
#ifndef RECOUPE_BASE_STR_H
#define RECOUPE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct rc_str {
    const char *ptr;
    size_t len;
} rc_str;

/** Half-open range of bytes [beg, end) into the stored text of a report. */
typedef struct rc_span {
    uint32_t beg, end;
} rc_span;

/** Slice of a string literal. */
#define RC_STR(literal) ((rc_str){"" literal, sizeof(literal) - 1})
/** The same as a constant initialiser. */
#define RC_STR_INIT(literal)                                                                                           \
    {                                                                                                                  \
        "" literal, sizeof(literal) - 1                                                                                \
    }
/** For printf("%.*s", RC_FMT(s)). */
#define RC_FMT(s) (int)(s).len, (s).ptr ? (s).ptr : ""

static inline rc_str rc_str_of(const char *cstr)
{
    return (rc_str){cstr, cstr ? strlen(cstr) : 0};
}

static inline bool rc_str_eq(rc_str a, rc_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool rc_str_is(rc_str a, const char *cstr)
{
    return rc_str_eq(a, rc_str_of(cstr));
}

/** Bytes [beg, end) of `s`; both are clamped to its length. */
static inline rc_str rc_str_sub(rc_str s, size_t beg, size_t end)
{
    if (!s.ptr) return (rc_str){NULL, 0};
    if (end > s.len) end = s.len;
    if (beg > end) beg = end;
    return (rc_str){s.ptr + beg, end - beg};
}

static inline rc_str rc_str_span(rc_str text, rc_span span)
{
    return rc_str_sub(text, span.beg, span.end);
}

bool rc_str_starts(rc_str s, rc_str prefix);
bool rc_str_ends(rc_str s, rc_str suffix);

/** Byte order; a prefix sorts first. */
int rc_str_cmp(rc_str a, rc_str b);

/** Position of the first `needle` at or after `from`, or SIZE_MAX. An empty needle is never found. */
size_t rc_str_find(rc_str s, rc_str needle, size_t from);

/** `s` without ASCII white space at both ends. */
rc_str rc_str_trim(rc_str s);

/** Cut the part before the first `sep` off `*rest` and return it; the whole of it when there is none. Call it while
 * rest->ptr is not NULL: the last part leaves {NULL, 0}. */
rc_str rc_str_cut(rc_str *rest, char sep);

/** A whole decimal integer, optionally signed; false when `s` is anything else or does not fit. */
bool rc_str_int(rc_str s, int64_t *out);

/** A whole decimal number as strtod reads it in the C locale (no hex, no inf, no nan, and none too large
 * for a double). */
bool rc_str_real(rc_str s, double *out);

#endif
