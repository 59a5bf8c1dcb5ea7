/* Persons whom a report names with their age, or says to have been identified: victims and suspects, seldom officials.
 * Another report that names one of them in full, with an age or without, tells of the same people. */
#include <stdlib.h>

#include "events/mention.h"
#include "events/weights.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"

#define OLDEST 110
#define WORD_BYTES 48
#define IDENTIFIED_REACH 7 /* words between "identified" and the name */

typedef struct word {
    rc_str text;
    bool is_capital;
    bool after_comma;  /* a comma or an opening bracket stands before it */
    bool after_stop;   /* any other sign but a hyphen or an apostrophe does */
    bool before_close; /* a comma, a closing bracket or a stop stands behind it */
    int age;           /* a number that may be one, else 0 */
} word;

static int age_of(rc_str text)
{
    int64_t n;
    return text.len <= 3 && rc_str_int(text, &n) && n > 0 && n <= OLDEST ? (int)n : 0;
}

/* Words of the text, at most `cap`. */
static uint32_t split(rc_str text, word *out, uint32_t cap)
{
    uint32_t n = 0;
    bool comma = false, stop = true;
    for (size_t at = 0; at < text.len && n < cap;) {
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(text, at, &bytes);
        if (!rc_cp_is_letter(cp) && !rc_cp_is_digit(cp)) {
            bool opens = cp == ',' || cp == '(', initial = cp == '.' && n && out[n - 1].text.len == 1;
            bool joins = cp == '-' || cp == '\'' || cp == 0x2019 || cp == ' ' || initial;
            comma = comma || opens;
            stop = stop || (!opens && !joins);
            if (n && (cp == ',' || cp == ')' || cp == '.' || cp == ';')) out[n - 1].before_close = true;
            at += bytes;
            continue;
        }
        size_t beg = at;
        bool capital = rc_cp_is_upper(cp);
        while (at < text.len && (rc_cp_is_letter(cp) || rc_cp_is_digit(cp) || rc_cp_is_mark(cp))) {
            at += bytes;
            if (at < text.len) cp = rc_utf8_decode(text, at, &bytes);
        }
        rc_str own = rc_str_sub(text, beg, at);
        out[n++] = (word){own, capital, comma, stop, false, age_of(own)};
        comma = stop = false;
    }
    return n;
}

/* Case of ASCII alone is folded: most reports are looked at in vain, and nothing may be kept of them. */
static uint64_t hash_of(rc_str text)
{
    char lower[WORD_BYTES];
    size_t n = text.len < WORD_BYTES ? text.len : WORD_BYTES;
    for (size_t i = 0; i < n; i++)
        lower[i] = (char)(text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? text.ptr[i] + 'a' - 'A' : text.ptr[i]);
    return rc_hash64((rc_str){lower, n});
}

static uint32_t pair_key(const word *first, const word *last)
{
    return (uint32_t)(hash_of(first->text) * 31 + hash_of(last->text));
}

/* Words of a name: capitals without a sign between. */
static bool goes_on(const word *w)
{
    return w->is_capital && !w->after_comma && !w->after_stop;
}

static bool is_of_years(const word *w)
{
    return rc_str_is(w->text, "year") || rc_str_is(w->text, "years") || rc_str_is(w->text, "ans") ||
           rc_str_is(w->text, "an");
}

/* "Ann Reed, 34,", "Ann Reed (34)", "Ann Reed, a 34-year-old", "Ann Reed, âgée de 34 ans": `end` is behind the name. */
static bool age_follows(const word *w, uint32_t end, uint32_t n)
{
    if (end >= n || !w[end].after_comma) return false;
    if (w[end].age) return w[end].before_close || (end + 1 < n && is_of_years(&w[end + 1]));
    uint32_t at = end + 1;
    if (at < n && rc_str_is(w[at].text, "de")) at++;
    return at + 1 < n && w[at].age && !w[at].after_comma && (is_of_years(&w[at + 1]) || rc_str_is(w[end].text, "aged"));
}

/* "34-year-old Ann Reed", "34 ans, Ann Reed": `first` is the name's first word. */
static bool age_precedes(const word *w, uint32_t first)
{
    if (first >= 3 && w[first - 3].age && is_of_years(&w[first - 2]) && rc_str_is(w[first - 1].text, "old"))
        return true;
    return first >= 2 && w[first - 2].age && rc_str_is(w[first - 1].text, "ans");
}

/* "identified the victim as Ann Reed", "identifiée comme Ann Reed": `first` is the name's first word. */
static bool is_identified(const word *w, uint32_t first)
{
    if (!first || !(rc_str_is(w[first - 1].text, "as") || rc_str_is(w[first - 1].text, "comme"))) return false;
    for (uint32_t back = 2; back <= IDENTIFIED_REACH && back <= first; back++)
        if (rc_str_starts(w[first - back].text, RC_STR("identif"))) return true;
    return false;
}

static int by_value(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static rc_word_set kept(rc_arena *arena, uint32_t *keys, uint32_t n)
{
    uint32_t distinct = 0;
    if (n) qsort(keys, n, sizeof *keys, by_value);
    for (uint32_t i = 0; i < n; i++)
        if (!distinct || keys[distinct - 1] != keys[i]) keys[distinct++] = keys[i];
    rc_word_set set = {RC_NEWS(arena, uint32_t, distinct), distinct};
    if (distinct) memcpy(set.ptr, keys, distinct * sizeof *keys);
    return set;
}

void rc_people_find(rc_people *out, rc_str text, rc_arena *arena)
{
    word w[PEOPLE_WORDS];
    uint32_t n = split(text, w, PEOPLE_WORDS), n_aged = 0, n_named = 0;
    uint32_t aged[PEOPLE_AGED], named[PEOPLE_NAMED];
    for (uint32_t i = 0; i < n; i++) {
        if (!w[i].is_capital || (i && goes_on(&w[i]) && w[i - 1].is_capital)) continue;
        uint32_t end = i + 1;
        while (end < n && goes_on(&w[end])) end++;
        if (end - i < 2) continue;
        for (uint32_t k = i; k + 1 < end; k++)
            for (uint32_t m = k + 1; m < end && m <= k + 2 && n_named < PEOPLE_NAMED; m++)
                named[n_named++] = pair_key(&w[k], &w[m]);
        if (n_aged == PEOPLE_AGED) continue;
        if (age_precedes(w, i) || is_identified(w, i))
            aged[n_aged++] = pair_key(&w[i], &w[i + 1 + (end - i > 2 && w[i + 1].text.len == 1)]);
        else if (age_follows(w, end, n))
            aged[n_aged++] = pair_key(&w[end - 2 - (end - i > 2 && w[end - 2].text.len == 1)], &w[end - 1]);
    }
    out->aged = kept(arena, aged, n_aged);
    out->named = kept(arena, named, n_named);
}

bool rc_people_meet(const rc_people *a, const rc_people *b)
{
    return rc_words_common(&a->aged, &b->named) || rc_words_common(&b->aged, &a->named);
}
