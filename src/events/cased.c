#include "events/cased.h"

#include <string.h>

#include "recoupe/base/utf8.h"

#define LEAST_LETTERS 5

static bool is_all_capitals(rc_str name)
{
    size_t letters = 0;
    for (size_t at = 0; at < name.len;) {
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(name, at, &bytes);
        if (rc_cp_is_letter(cp) && !rc_cp_is_upper(cp)) return false;
        letters += rc_cp_is_letter(cp);
        at += bytes;
    }
    return letters >= LEAST_LETTERS;
}

/* Articles and prepositions inside a name, in small letters: those of two letters, and these. */
static bool is_small(rc_str word)
{
    static const char *const small[] = {"des", "les", "sur", "the", "and"};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (rc_str_is(word, small[i])) return true;
    return word.len <= 2;
}

/* Where the word at `at` ends: at a space, a hyphen or an apostrophe, or the end. */
static size_t end_of_word(rc_str name, size_t at)
{
    while (at < name.len && !strchr(" -'", name.ptr[at]) && !rc_str_starts(rc_str_sub(name, at, name.len), RC_STR("’")))
        at++;
    return at;
}

rc_str rc_name_cased(rc_str name, rc_arena *arena)
{
    rc_str out = {0};
    if (!is_all_capitals(name)) return name;
    for (size_t at = 0; at < name.len;) {
        size_t end = end_of_word(name, at);
        unsigned first = 0;
        rc_str word = rc_str_sub(name, at, end), small = rc_utf8_lower(arena, word);
        if (word.len && (!at || !is_small(small))) rc_utf8_decode(name, at, &first);
        rc_str rest = rc_utf8_lower(arena, rc_str_sub(word, first, word.len));
        size_t sign = end;
        if (sign < name.len) sign += name.ptr[sign] < 0 ? strlen("’") : 1;
        out = rc_arena_printf(arena, "%.*s%.*s%.*s%.*s", RC_FMT(out), (int)first, word.ptr, RC_FMT(rest),
                              RC_FMT(rc_str_sub(name, end, sign)));
        at = sign;
    }
    return out;
}
