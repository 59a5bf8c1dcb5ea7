#include "recoupe/base/str.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

bool rc_str_starts(rc_str s, rc_str prefix)
{
    return s.len >= prefix.len && rc_str_eq(rc_str_sub(s, 0, prefix.len), prefix);
}

bool rc_str_ends(rc_str s, rc_str suffix)
{
    return s.len >= suffix.len && rc_str_eq(rc_str_sub(s, s.len - suffix.len, s.len), suffix);
}

int rc_str_cmp(rc_str a, rc_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

size_t rc_str_find(rc_str s, rc_str needle, size_t from)
{
    if (!needle.len || from >= s.len) return SIZE_MAX;
    const char *hit = memmem(s.ptr + from, s.len - from, needle.ptr, needle.len);
    return hit ? (size_t)(hit - s.ptr) : SIZE_MAX;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

rc_str rc_str_trim(rc_str s)
{
    while (s.len && is_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && is_space(s.ptr[s.len - 1])) s.len--;
    return s;
}

rc_str rc_str_cut(rc_str *rest, char sep)
{
    const char *hit = rest->len ? memchr(rest->ptr, sep, rest->len) : NULL;
    rc_str part = *rest;
    if (!hit) {
        *rest = (rc_str){NULL, 0};
        return part;
    }
    part.len = (size_t)(hit - rest->ptr);
    *rest = (rc_str){hit + 1, rest->len - part.len - 1};
    return part;
}

bool rc_str_int(rc_str s, int64_t *out)
{
    char copy[24];
    if (!s.len || s.len >= sizeof copy) return false;
    memcpy(copy, s.ptr, s.len);
    copy[s.len] = 0;
    char first = copy[0] == '-' || copy[0] == '+' ? copy[1] : copy[0];
    if (first < '0' || first > '9') return false;
    char *end;
    errno = 0;
    long long value = strtoll(copy, &end, 10);
    if (errno || end != copy + s.len) return false;
    *out = value;
    return true;
}

bool rc_str_real(rc_str s, double *out)
{
    char copy[48];
    if (!s.len || s.len >= sizeof copy) return false;
    for (size_t i = 0; i < s.len; i++)
        if (!s.ptr[i] || !strchr("0123456789+-.eE", s.ptr[i])) return false;
    memcpy(copy, s.ptr, s.len);
    copy[s.len] = 0;
    char *end;
    double value = strtod(copy, &end);
    if (end != copy + s.len || !isfinite(value)) return false;
    *out = value;
    return true;
}
