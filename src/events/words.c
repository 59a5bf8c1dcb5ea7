/* The words a claim is told in: stems of its longer words, names, numbers, as sorted hashes. */
#include <stdlib.h>

#include "events/mention.h"
#include "events/weights.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"

static int by_value(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static void settle(rc_word_set *set)
{
    if (!set->n) return;
    qsort(set->ptr, set->n, sizeof *set->ptr, by_value);
    uint32_t n = 1;
    for (uint32_t i = 1; i < set->n; i++)
        if (set->ptr[i] != set->ptr[n - 1]) set->ptr[n++] = set->ptr[i];
    set->n = n;
}

static void push(rc_word_set *set, rc_str word)
{
    if (set->n < WORDS_OF_CLAIM) set->ptr[set->n++] = (uint32_t)rc_hash64(word);
}

static bool is_number(rc_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < '0' || word.ptr[i] > '9') return false;
    return word.len > 0;
}

/* Days of a month and years are dates more often than counts. */
static bool is_telling(rc_str number)
{
    int64_t value;
    return rc_str_int(number, &value) && value > 31 && (value < 1900 || value > 2100);
}

static void take(rc_arena *arena, rc_mention *m, rc_str word, bool is_name)
{
    rc_str key = rc_utf8_name_key(arena, word);
    if (is_number(key)) {
        if (is_telling(key)) push(&m->numbers, key);
        return;
    }
    if (key.len < STEM_BYTES) return;
    push(&m->stems, rc_str_sub(key, 0, STEM_BYTES));
    if (is_name) push(&m->names, key);
}

void rc_mention_words(rc_arena *arena, rc_mention *m, rc_str text)
{
    rc_word_set *sets[] = {&m->stems, &m->names, &m->numbers};
    uint32_t room[3][WORDS_OF_CLAIM];
    for (size_t i = 0; i < 3; i++) *sets[i] = (rc_word_set){room[i], 0};
    size_t end = m->claim->span.end < text.len ? m->claim->span.end : text.len;
    for (size_t at = m->claim->span.beg; at < end;) {
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(text, at, &bytes);
        if (!rc_cp_is_letter(cp) && !rc_cp_is_digit(cp)) {
            at += bytes;
            continue;
        }
        size_t beg = at;
        bool is_name = rc_cp_is_upper(cp) && at > m->claim->span.beg;
        while (at < end && (rc_cp_is_letter(cp) || rc_cp_is_digit(cp) || rc_cp_is_mark(cp))) {
            at += bytes;
            if (at < end) cp = rc_utf8_decode(text, at, &bytes);
        }
        take(arena, m, rc_str_sub(text, beg, at), is_name);
    }
    for (size_t i = 0; i < 3; i++) {
        settle(sets[i]);
        uint32_t *kept = RC_NEWS(arena, uint32_t, sets[i]->n);
        memcpy(kept, sets[i]->ptr, sets[i]->n * sizeof *kept);
        sets[i]->ptr = kept;
    }
}

uint32_t rc_words_common(const rc_word_set *a, const rc_word_set *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->ptr[i] == b->ptr[j]) {
            n++;
            i++;
            j++;
        } else if (a->ptr[i] < b->ptr[j]) {
            i++;
        } else {
            j++;
        }
    }
    return n;
}
