/* What finding the copies of one more report costs among many: bench_copies [REPORTS...] (default: 10000 100000).
 * Reports are made up: wars of a few places and people each, numbers, plain words as frequent as words are, one report
 * in ten a copy with every fourth word exchanged. Prints microseconds of processor time a report, the median and what
 * 99 of 100 stay below, and the memory that the fingerprints and the index take. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "events/copies.h"

#define WARS 40
#define NAMES_OF_A_WAR 300
#define PLAIN_WORDS 20000
#define MEASURED 2000
#define TEXT_BYTES 4096
#define REPORTS_A_DAY 300

static uint64_t next(uint64_t *state)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* Small numbers are more frequent than great ones, as ranks of words are. */
static uint32_t rank_below(uint64_t *state, uint32_t n)
{
    double u = (double)(next(state) >> 11) / 9007199254740992.0;
    return (uint32_t)(u * u * u * n);
}

static size_t put_word(char *out, uint64_t seed, bool is_name)
{
    static const char consonants[] = "bcdfgklmnprstvz", vowels[] = "aeiou";
    uint64_t state = seed;
    size_t n = 0;
    for (uint64_t syllables = 2 + next(&state) % 3; syllables; syllables--) {
        out[n++] = consonants[next(&state) % (sizeof consonants - 1)];
        out[n++] = vowels[next(&state) % (sizeof vowels - 1)];
    }
    if (is_name) out[0] = (char)(out[0] - 'a' + 'A');
    out[n++] = ' ';
    return n;
}

/* The text of a number: the same number gives the same text. */
static rc_str make_text(char out[TEXT_BYTES], uint64_t number)
{
    bool is_copy = number % 10 == 9;
    uint64_t state = (is_copy ? number - 5 : number) * 77 + 1;
    uint64_t war = rank_below(&state, WARS), words = 60 + next(&state) % 240;
    size_t n = 0;
    for (uint64_t i = 0; i < words && n + 64 < TEXT_BYTES; i++) {
        uint64_t kind = next(&state) % 100;
        uint64_t rank = kind < 12 ? rank_below(&state, NAMES_OF_A_WAR) : rank_below(&state, PLAIN_WORDS);
        if (kind < 12)
            n += put_word(out + n, 1000000 + war * 1000 + rank, true);
        else if (kind < 15)
            n += (size_t)sprintf(out + n, "%u ", 1 + rank_below(&state, 500));
        else
            n += put_word(out + n, rank + (is_copy && i % 4 == 0 ? 500000 : 0), false);
        if (i % 20 == 19) out[n - 1] = '.', out[n++] = ' ';
    }
    return (rc_str){out, n};
}

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

typedef struct reports {
    rc_join_report *reports;
    rc_fingerprint **prints;
    rc_copy_index *index;
    rc_arena arena, scratch;
} reports;

static void make(reports *r, uint32_t i, rc_str text)
{
    static const rc_join_options nothing = {0};
    r->reports[i] = (rc_join_report){
        .id = rc_arena_printf(&r->arena, "%09u", i), .text = text, .published = (rc_day)(18000 + i / REPORTS_A_DAY)};
    r->prints[i] = rc_fingerprint_make(&nothing, &r->reports[i], NULL, 0, &r->arena, &r->scratch);
}

static void add(reports *r, uint32_t i)
{
    rc_copy_entry entry = {r->reports[i].published, r->reports[i].id, i};
    rc_copy_index_add(r->index, &entry, r->prints[i]->keys, r->prints[i]->n_keys);
}

static uint32_t look_for(reports *r, uint32_t i)
{
    rc_copy_entry entry = {r->reports[i].published, r->reports[i].id, i};
    rc_copy_vote candidates[COPY_CANDIDATES];
    uint32_t alike = 0, n = rc_copy_index_find(r->index, &entry, r->prints[i]->keys, r->prints[i]->n_keys, candidates,
                                               &r->scratch);
    for (uint32_t k = 0; k < n; k++) {
        rc_likeness likeness;
        rc_print_compare(&likeness, &r->prints[i]->print, &r->prints[candidates[k].ref]->print, &r->scratch);
        alike += likeness.order > 0.5;
    }
    return alike;
}

static void measure(uint32_t n)
{
    static char text[TEXT_BYTES];
    static double took[MEASURED];
    reports r = {0};
    uint32_t alike = 0;
    rc_arena_init(&r.arena, (size_t)4 << 20, 0);
    rc_arena_init(&r.scratch, (size_t)1 << 20, 0);
    r.reports = RC_NEWS(&r.arena, rc_join_report, n + MEASURED);
    r.prints = RC_NEWS(&r.arena, rc_fingerprint *, n + MEASURED);
    r.index = rc_copy_index_new(&r.arena);
    for (uint32_t i = 0; i < n + MEASURED; i++) {
        rc_str made = make_text(text, i);
        double begun = now_us();
        make(&r, i, made);
        if (i >= n) alike += look_for(&r, i) > 0;
        add(&r, i);
        rc_arena_reset(&r.scratch);
        if (i >= n) took[i - n] = now_us() - begun;
    }
    qsort(took, MEASURED, sizeof *took, by_value);
    printf("%u reports: one more %.0f us (median), %.0f us (99 of 100); %u of %u have a copy there; %.1f kB a report\n",
           n, took[MEASURED / 2], took[MEASURED * 99 / 100], alike, MEASURED,
           (double)r.arena.used_bytes / 1024 / (n + MEASURED));
    rc_arena_release(&r.scratch);
    rc_arena_release(&r.arena);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        measure(10000);
        measure(100000);
    }
    for (int i = 1; i < argc; i++) {
        long n = strtol(argv[i], NULL, 10);
        if (n < 1 || n > 10000000) return 2;
        measure((uint32_t)n);
    }
    return 0;
}
