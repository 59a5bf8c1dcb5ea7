#include "recoupe/language/unwrap.h"

#define LEAST_WIDTH 40 /* bytes: narrower lines are lists or verse */
#define MOST_WIDTH 120 /* wider ones are paragraphs */
#define LEAST_PAIRS 3  /* breaks inside paragraphs that must be seen */
#define FULL_SHARE 0.9 /* of them, those whose next word would not have fitted */

static size_t line_end(rc_str text, size_t at)
{
    while (at < text.len && text.ptr[at] != '\n') at++;
    return at;
}

/* A paragraph goes on in the next line: it is neither blank nor indented, and begins no item of a list. */
static bool goes_on(rc_str text, size_t next)
{
    if (next >= text.len) return false;
    char c = text.ptr[next];
    return c != '\n' && c != '\r' && c != ' ' && c != '\t' && c != '-' && c != '*' && c != '|' && c != '#' && c != '@';
}

static size_t first_word(rc_str text, size_t at)
{
    size_t end = at;
    while (end < text.len && text.ptr[end] != ' ' && text.ptr[end] != '\n' && text.ptr[end] != '\r') end++;
    return end - at;
}

static size_t widest(rc_str text)
{
    size_t most = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = line_end(text, at);
        if (end - at > most) most = end - at;
        at = end + 1;
    }
    return most;
}

static bool is_wrapped(rc_str text)
{
    size_t width = widest(text), pairs = 0, full = 0;
    if (width < LEAST_WIDTH || width > MOST_WIDTH) return false;
    for (size_t at = 0; at < text.len;) {
        size_t end = line_end(text, at);
        if (end > at && goes_on(text, end + 1)) {
            pairs++;
            /* wire copy is broken a word early now and then */
            full += end - at + 1 + first_word(text, end + 1) + LEAST_WIDTH / 8 > width;
        }
        at = end + 1;
    }
    return pairs >= LEAST_PAIRS && (double)full >= FULL_SHARE * (double)pairs;
}

rc_str rc_unwrap(rc_str text, rc_arena *arena)
{
    if (!is_wrapped(text)) return text;
    char *copy = RC_NEWS(arena, char, text.len + 1);
    memcpy(copy, text.ptr, text.len);
    for (size_t at = 0; at < text.len;) {
        size_t end = line_end(text, at);
        if (end < text.len && end > at && goes_on(text, end + 1)) copy[end] = ' ';
        at = end + 1;
    }
    return (rc_str){copy, text.len};
}
