/* The fingerprint that survives translation and the exchange of words: names by their consonants (Simard, Foster and
 * Isabelle, "Using cognates to align sentences in bilingual corpora", 1992, for the idea that two languages share
 * enough of their words), numbers by value, links and handles as they stand. */
#include <ctype.h>
#include <stdlib.h>

#include "events/copies.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"

#define SKELETON_MAX 24
#define ALIAS_WORDS 6 /* an alias of more words is left alone */

/* ---- consonants */

typedef struct respelling {
    rc_str from;
    char to;
} respelling;

/* What French, English and German spell apart when they write one foreign sound; the longest first. */
static const respelling respellings[] = {
    {RC_STR_INIT("sch"), 'S'}, {RC_STR_INIT("tch"), 'S'}, {RC_STR_INIT("tsh"), 'S'}, {RC_STR_INIT("ch"), 'S'},
    {RC_STR_INIT("sh"), 'S'},  {RC_STR_INIT("ph"), 'F'},  {RC_STR_INIT("kh"), 'K'},  {RC_STR_INIT("gh"), 'G'},
    {RC_STR_INIT("dh"), 'D'},  {RC_STR_INIT("th"), 'T'},  {RC_STR_INIT("bh"), 'B'},  {RC_STR_INIT("dj"), 'J'},
    {RC_STR_INIT("zh"), 'J'},  {RC_STR_INIT("qu"), 'K'},  {RC_STR_INIT("ck"), 'K'}};

static bool is_soft(rc_str word, size_t at)
{
    return at < word.len && (word.ptr[at] == 'e' || word.ptr[at] == 'i' || word.ptr[at] == 'y');
}

/* The consonant at `at`, or 0; `*bytes` is what it takes. */
static char consonant(rc_str word, size_t at, size_t *bytes)
{
    rc_str rest = rc_str_sub(word, at, word.len);
    for (size_t i = 0; i < sizeof respellings / sizeof *respellings; i++)
        if (*respellings[i].from.ptr == *rest.ptr && rc_str_starts(rest, respellings[i].from)) {
            *bytes = respellings[i].from.len;
            return respellings[i].to;
        }
    *bytes = 1;
    char c = word.ptr[at];
    switch (c) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
    case 'y':
    case 'w':
        return at ? 0 : 'A';
    case 'h':
        return at ? 0 : 'H';
    case 'c':
        return is_soft(word, at + 1) ? 'S' : 'K';
    case 'g':
        return is_soft(word, at + 1) ? 'J' : 'G';
    case 'q':
        return 'K';
    case 'x':
        return 'K';
    case 'z':
        return 'S';
    case 'm':
        return at + 1 < word.len && (word.ptr[at + 1] == 'b' || word.ptr[at + 1] == 'p') ? 'N' : 'M';
    default:
        return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
}

uint32_t rc_print_skeleton(rc_str word, char *out, uint32_t cap)
{
    uint32_t n = 0;
    for (size_t at = 0, bytes; at < word.len && n < cap; at += bytes) {
        char c = consonant(word, at, &bytes);
        if (c && (!n || out[n - 1] != c)) out[n++] = c;
    }
    /* A plural, or the mute end of a French one. */
    if (n > 2 && out[n - 1] == 'S' && word.ptr[word.len - 1] == 's') n--;
    return n;
}

/* ---- words */

typedef struct word {
    rc_str folded;
    uint32_t key;     /* of the skeleton; of the folded word where that has one letter */
    uint32_t letters; /* of the skeleton */
    double value;     /* of a number, else -1 */
    bool is_capital, is_first, is_literal;
} word;

typedef RC_VEC(word) words;

static uint32_t hash32(rc_str s)
{
    return (uint32_t)(rc_hash64(s) >> 32);
}

static bool ends_sentence(uint32_t cp)
{
    return cp == '.' || cp == '!' || cp == '?' || cp == '\n' || cp == 0x2026 || cp == 0x2022 || cp == '*';
}

static bool is_wordly(uint32_t cp)
{
    return rc_cp_is_letter(cp) || rc_cp_is_mark(cp);
}

/* What stands between thousands: a space, a no-break space, a comma, a full stop. */
static bool is_group_mark(uint32_t cp)
{
    return cp == ' ' || cp == 0xa0 || cp == 0x202f || cp == 0x2009 || cp == ',' || cp == '.' || cp == '\'';
}

static size_t digits_from(rc_str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.len && text.ptr[at + n] >= '0' && text.ptr[at + n] <= '9') n++;
    return n;
}

/* A number with its groups of three: "5 000", "5,000", "1.200.000". Returns the byte after it. */
static size_t read_number(rc_str text, size_t at, double *value)
{
    size_t n = digits_from(text, at);
    double v = 0;
    for (size_t i = 0; i < n && i < 15; i++) v = 10 * v + (text.ptr[at + i] - '0');
    size_t end = at + n;
    while (n <= 3 && end < text.len) {
        unsigned bytes;
        if (!is_group_mark(rc_utf8_decode(text, end, &bytes)) || digits_from(text, end + bytes) != 3) break;
        for (size_t i = 0; i < 3; i++) v = 10 * v + (text.ptr[end + bytes + i] - '0');
        end += bytes + 3;
    }
    *value = v;
    return end;
}

/* "@handle", "#tag" and addresses of the web are kept as they stand. */
static size_t read_literal(rc_str text, size_t at)
{
    rc_str rest = rc_str_sub(text, at, text.len);
    bool is_mention = *rest.ptr == '@' && rest.len > 3;
    if (!is_mention && !rc_str_starts(rest, RC_STR("http://")) && !rc_str_starts(rest, RC_STR("https://"))) return at;
    size_t end = at + 1;
    while (end < text.len && (unsigned char)text.ptr[end] > ' ' && text.ptr[end] != ')' && text.ptr[end] != '"' &&
           !(is_mention && !isalnum((unsigned char)text.ptr[end]) && text.ptr[end] != '_'))
        end++;
    while (end > at && (text.ptr[end - 1] == '.' || text.ptr[end - 1] == ',')) end--;
    return end > at + 3 ? end : at;
}

static void push_letters(rc_arena *scratch, words *out, rc_str raw, bool is_first)
{
    unsigned bytes;
    char skeleton[SKELETON_MAX];
    word w = {.folded = rc_utf8_fold(scratch, raw), .value = -1, .is_first = is_first};
    w.is_capital = rc_cp_is_upper(rc_utf8_decode(raw, 0, &bytes));
    w.letters = rc_print_skeleton(w.folded, skeleton, SKELETON_MAX);
    w.key = hash32(w.letters > 1 ? (rc_str){skeleton, w.letters} : w.folded);
    *RC_PUSH(scratch, out) = w;
}

static words split(rc_str text, rc_arena *scratch)
{
    words out = {0};
    bool is_first = true;
    for (size_t at = 0; at < text.len && out.len < COPY_PRINT_WORDS;) {
        unsigned bytes;
        uint32_t cp = rc_utf8_decode(text, at, &bytes);
        size_t literal_end = cp == '@' || cp == 'h' ? read_literal(text, at) : at;
        if (literal_end > at) {
            rc_str raw = rc_str_sub(text, at, literal_end);
            *RC_PUSH(scratch, &out) = (word){.folded = raw, .key = hash32(raw), .value = -1, .is_literal = true};
            at = literal_end;
        } else if (cp >= '0' && cp <= '9') {
            word w = {.value = 0};
            at = read_number(text, at, &w.value);
            w.key = hash32(rc_arena_printf(scratch, "#%.0f", w.value));
            *RC_PUSH(scratch, &out) = w;
            is_first = false;
        } else if (is_wordly(cp)) {
            size_t end = at;
            for (unsigned n; end < text.len && is_wordly(rc_utf8_decode(text, end, &n)); end += n) {
            }
            push_letters(scratch, &out, rc_str_sub(text, at, end), is_first);
            is_first = false;
            at = end;
        } else {
            is_first = is_first || ends_sentence(cp);
            at += bytes;
        }
    }
    return out;
}

/* ---- marks */

static int by_value(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

static int by_key(const void *left, const void *right)
{
    const rc_mark *a = left, *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return a->weight > b->weight ? -1 : a->weight < b->weight;
}

static int by_pair(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

/* Words with a capital inside a sentence: they are names at its beginning too. In a text that has nothing but capitals
 * a capital tells nothing. */
typedef struct capitals {
    uint32_t *keys;
    uint32_t n;
    bool tell;
} capitals;

static capitals find_capitals(const words *all, rc_arena *scratch)
{
    capitals out = {.keys = RC_NEWS(scratch, uint32_t, all->len)};
    size_t letters = 0, with = 0;
    for (size_t i = 0; i < all->len; i++) {
        const word *w = &all->ptr[i];
        if (w->value >= 0 || w->is_literal) continue;
        letters++;
        with += w->is_capital;
        if (w->is_capital && !w->is_first) out.keys[out.n++] = w->key;
    }
    if (out.n) qsort(out.keys, out.n, sizeof *out.keys, by_value);
    out.tell = with * 2 < letters;
    return out;
}

static bool is_name(const word *w, const capitals *known)
{
    if (!w->is_capital || !known->tell) return false;
    return !w->is_first || (known->n && bsearch(&w->key, known->keys, known->n, sizeof *known->keys, by_value));
}

/* A great number says more than a small one, and a year says little: it stands in many reports. */
static uint8_t number_weight(double value)
{
    if (value < 10) return 10;
    if (value >= 1990 && value <= 2035) return 10;
    return value < 100 ? 20 : 26;
}

static bool mark_of(const word *w, const capitals *known, rc_mark *out)
{
    *out = (rc_mark){.key = w->key};
    if (w->is_literal) {
        out->kind = RC_MARK_LITERAL;
        out->weight = 30;
    } else if (w->value >= 0) {
        out->kind = RC_MARK_NUMBER;
        out->weight = number_weight(w->value);
    } else if (w->letters >= 2 && is_name(w, known)) {
        out->kind = RC_MARK_NAME;
        out->weight = w->letters >= 3 ? 20 : 12;
    } else if (w->letters >= COPY_WORD_LETTERS) {
        out->kind = RC_MARK_WORD;
        out->weight = w->letters > COPY_WORD_LETTERS ? 10 : 7;
    }
    return out->weight > 0;
}

/* How many words of `all` from `at` on are the alias; 0: they are not. */
static size_t alias_length(const words *all, size_t at, rc_str name)
{
    rc_str rest = name;
    size_t n = 0;
    while (rest.ptr) {
        rc_str part = rc_str_cut(&rest, ' ');
        if (at + n >= all->len || n >= ALIAS_WORDS || !rc_str_eq(all->ptr[at + n].folded, part)) return 0;
        n++;
    }
    return n;
}

typedef RC_VEC(rc_mark) marks;

/* The canonical name in place of the one that stands here; how many words that takes up, 0 when none begins here. */
static size_t push_alias(rc_arena *scratch, marks *out, const words *all, size_t at, const rc_alias *aliases,
                         uint32_t n_aliases)
{
    size_t longest = 0;
    rc_str canonical = {NULL, 0};
    for (uint32_t i = 0; i < n_aliases; i++) {
        size_t n = alias_length(all, at, aliases[i].name);
        if (n <= longest) continue;
        longest = n;
        canonical = aliases[i].canonical;
    }
    while (longest && canonical.ptr) {
        rc_str part = rc_str_cut(&canonical, ' ');
        char skeleton[SKELETON_MAX];
        uint32_t letters = rc_print_skeleton(part, skeleton, SKELETON_MAX);
        if (letters < 2) continue;
        rc_str key = {skeleton, letters};
        *RC_PUSH(scratch, out) = (rc_mark){hash32(key), RC_MARK_NAME, letters >= 3 ? 20 : 12};
    }
    return longest;
}

/* Pairs of strong marks at most COPY_PAIR_REACH apart; where there are too many, those whose hashes are smallest, so
 * that two reports keep the same ones. */
static void make_pairs(rc_print *out, rc_arena *arena, rc_arena *scratch)
{
    RC_VEC(uint32_t) strong = {0};
    for (uint32_t i = 0; i < out->n_marks; i++) {
        const rc_mark *m = &out->marks[i];
        bool is_weak = m->kind == RC_MARK_WORD || m->weight < 12;
        if (!is_weak && (!strong.len || strong.ptr[strong.len - 1] != m->key)) *RC_PUSH(scratch, &strong) = m->key;
    }
    RC_VEC(uint64_t) pairs = {0};
    for (size_t i = 0; i < strong.len; i++)
        for (size_t j = i + 1; j < strong.len && j <= i + COPY_PAIR_REACH; j++) {
            uint64_t a = strong.ptr[i], b = strong.ptr[j];
            if (a == b) continue;
            uint64_t both[2] = {a < b ? a : b, a < b ? b : a};
            *RC_PUSH(scratch, &pairs) = rc_hash64((rc_str){(const char *)both, sizeof both});
        }
    if (pairs.len) qsort(pairs.ptr, pairs.len, sizeof *pairs.ptr, by_pair);
    out->pairs = RC_NEWS(arena, uint64_t, pairs.len < COPY_PAIRS ? pairs.len : COPY_PAIRS);
    for (size_t i = 0; i < pairs.len; i++) {
        if (i && pairs.ptr[i] == pairs.ptr[i - 1]) continue;
        if (out->all_pairs++ < COPY_PAIRS) out->pairs[out->n_pairs++] = pairs.ptr[i];
    }
}

static void make_set(rc_print *out, rc_arena *arena)
{
    out->set = RC_NEWS(arena, rc_mark, out->n_marks);
    if (!out->n_marks) return;
    memcpy(out->set, out->marks, out->n_marks * sizeof *out->marks);
    qsort(out->set, out->n_marks, sizeof *out->set, by_key);
    for (uint32_t i = 0; i < out->n_marks; i++) {
        if (out->n_set && out->set[out->n_set - 1].key == out->set[i].key) continue;
        out->set[out->n_set++] = out->set[i];
        if (out->set[i].kind == RC_MARK_WORD) continue;
        out->strong += out->set[i].weight;
        out->detail++;
    }
}

void rc_print_make(rc_print *out, rc_str text, const rc_alias *aliases, uint32_t n_aliases, rc_arena *arena,
                   rc_arena *scratch)
{
    *out = (rc_print){0};
    words all = split(text, scratch);
    capitals known = find_capitals(&all, scratch);
    marks found = {0};
    out->n_words = (uint32_t)all.len;
    for (size_t i = 0, alias_end = 0; i < all.len; i++) {
        const word *w = &all.ptr[i];
        if (i < alias_end) continue;
        alias_end = i + push_alias(scratch, &found, &all, i, aliases, n_aliases);
        rc_mark mark;
        if (i >= alias_end && mark_of(w, &known, &mark)) *RC_PUSH(scratch, &found) = mark;
    }
    out->n_marks = (uint32_t)(found.len < COPY_PRINT_MARKS ? found.len : COPY_PRINT_MARKS);
    out->marks = RC_NEWS(arena, rc_mark, out->n_marks);
    if (out->n_marks) memcpy(out->marks, found.ptr, out->n_marks * sizeof *found.ptr);
    make_set(out, arena);
    make_pairs(out, arena, scratch);
}
