#include "language/scan.h"

static size_t digits_end(rc_str text, size_t at)
{
    for (;;) {
        rc_glyph g = rc_glyph_at(text, at);
        if (g.kind != RC_GLYPH_DIGIT && g.kind != RC_GLYPH_MARK) return at;
        at += g.bytes;
    }
}

static bool is_digit(rc_str text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* How many ASCII digits, counted up to 5. */
static unsigned run(rc_str text, size_t at)
{
    unsigned n = 0;
    while (n < 5 && is_digit(text, at + n)) n++;
    return n;
}

/* "5 000", "1 200 000": groups of exactly three after one to three, never when a letter is stuck to the last one. */
static size_t groups_end(rc_str text, size_t beg, size_t end)
{
    if (end - beg > 3 || run(text, beg) != end - beg || text.ptr[beg] == '0') return end;
    for (;;) {
        rc_glyph space = rc_glyph_at(text, end);
        if (space.kind != RC_GLYPH_SPACE || space.cp == '\t') return end;
        size_t group = end + space.bytes;
        if (run(text, group) != 3) return end;
        rc_glyph next = rc_glyph_at(text, group + 3);
        if (rc_glyph_is_alnum(next) || next.kind == RC_GLYPH_MARK) return end;
        if (next.cp == '/' && is_digit(text, group + 4)) return end;
        end = group + 3;
    }
}

/* "2021-09-01" and "01-09-2021" are one number: a date; "30-35" is two. */
static size_t dashed_date_end(rc_str text, size_t beg, size_t end)
{
    size_t first = end - beg;
    if ((first != 4 && first != 2) || run(text, beg) != first || end >= text.len || text.ptr[end] != '-') return end;
    unsigned middle = run(text, end + 1);
    size_t second = end + 1 + middle;
    if (middle != 2 || second >= text.len || text.ptr[second] != '-') return end;
    unsigned last = run(text, second + 1);
    if (last != (first == 4 ? 2u : 4u)) return end;
    rc_glyph next = rc_glyph_at(text, second + 1 + last);
    return rc_glyph_is_hyphen(next) ? end : second + 1 + last;
}

size_t rc_scan_number(rc_str text, size_t at)
{
    size_t end = digits_end(text, at);
    size_t date = dashed_date_end(text, at, end);
    if (date > end) return date;
    end = groups_end(text, at, end);
    for (;;) {
        if (end >= text.len) return end;
        char c = text.ptr[end];
        rc_glyph next = rc_glyph_at(text, end + 1);
        if (c == '.' || c == ',' || c == '/') {
            if (next.kind != RC_GLYPH_DIGIT) return end;
        } else if (c == ':') {
            if (run(text, end + 1) != 2) return end;
        } else if (c == '\'' || (unsigned char)c == 0xE2) { /* Swiss "5'000" and "5’000" */
            rc_glyph g = rc_glyph_at(text, end);
            if (!rc_glyph_is_apostrophe(g) || run(text, end + g.bytes) != 3 || end - at > 12) return end;
            end += g.bytes - 1u;
        } else {
            return end;
        }
        end = digits_end(text, end + 1);
    }
}
