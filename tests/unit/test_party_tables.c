/* The tables of sides are well formed: no name is two sides at once, codes and dates are what they should be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "recoupe/base/buf.h"
#include "recoupe/base/map.h"
#include "recoupe/base/tsv.h"
#include "recoupe/base/utf8.h"
#include "recoupe/resolve/party.h"

typedef struct state {
    rc_arena data, work;
    rc_actors *actors;
    rc_map codes; /* iso2 of countries.tsv */
} state;

typedef struct table {
    rc_buf buf;
    rc_tsv tsv;
} table;

static void table_open(table *t, const char *path)
{
    rc_error err = {0};
    rc_buf_init(&t->buf);
    if (rc_buf_read_file(&t->buf, path, (size_t)16 << 20, &err) != RC_OK ||
        rc_tsv_open(&t->tsv, rc_buf_str(&t->buf), path, &err) != RC_OK)
        fail_msg("%s", err.message);
}

static rc_str cell(const table *t, const char *column)
{
    int i = rc_tsv_column(&t->tsv, column);
    assert_true(i >= 0);
    return t->tsv.fields[i];
}

typedef struct alias {
    rc_str key, party, country;
    rc_day from, to;
    unsigned line;
} alias;

static int by_key(const void *a, const void *b)
{
    return rc_str_cmp(((const alias *)a)->key, ((const alias *)b)->key);
}

static bool share_country(rc_str a, rc_str b)
{
    if (!a.len || !b.len) return a.len == b.len;
    for (rc_str rest = a; rest.ptr;) {
        rc_str code = rc_str_cut(&rest, '|');
        if (rc_str_find(b, code, 0) != SIZE_MAX) return true;
    }
    return false;
}

/* One name may not stand for two sides on one day in one country. */
static void check_unique(alias *aliases, size_t n)
{
    qsort(aliases, n, sizeof *aliases, by_key);
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n && rc_str_eq(aliases[i].key, aliases[k].key); k++) {
            const alias *a = &aliases[i], *b = &aliases[k];
            if (rc_str_eq(a->party, b->party) || !share_country(a->country, b->country)) continue;
            bool apart = (a->to != RC_DAY_NONE && b->from != RC_DAY_NONE && a->to < b->from) ||
                         (b->to != RC_DAY_NONE && a->from != RC_DAY_NONE && b->to < a->from);
            if (!apart)
                fail_msg("actors.tsv:%u and %u: '%.*s' is both %.*s and %.*s", a->line, b->line, RC_FMT(a->key),
                         RC_FMT(a->party), RC_FMT(b->party));
        }
}

static rc_day day_of(const table *t, const char *column)
{
    rc_str value = cell(t, column);
    rc_day day = value.len ? rc_day_parse(value) : RC_DAY_NONE;
    if (value.len && (day == RC_DAY_NONE || value.len != 10)) fail_msg("actors.tsv:%u: no date", t->tsv.line);
    return day;
}

/* Codes of sides are those of countries.tsv. */
static void check_code(const state *s, rc_str code, unsigned line)
{
    if (code.len != 2 || !rc_map_get(&s->codes, code)) fail_msg("actors.tsv:%u: no country %.*s", line, RC_FMT(code));
}

static void actors_are_well_formed(void **in)
{
    state *s = *in;
    table t;
    table_open(&t, RC_SOURCE_DIR "/data/actors.tsv");
    RC_VEC(alias) aliases[2] = {0};
    unsigned groups = 0, persons = 0;
    static const char *const COLUMNS[] = {"en", "fr"};
    while (rc_tsv_next(&t.tsv, NULL) == RC_OK) {
        bool person = rc_str_is(cell(&t, "kind"), "person");
        if (person) {
            persons++;
        } else {
            groups++;
        }
        assert_true(cell(&t, "party").len > 0);
        assert_true(cell(&t, "source").len > 0);
        for (rc_str rest = cell(&t, "country"); rest.ptr && rest.len;)
            check_code(s, rc_str_cut(&rest, '|'), t.tsv.line);
        rc_str ucdp = cell(&t, "ucdp");
        int64_t id = 0;
        if (ucdp.len && (!rc_str_int(ucdp, &id) || id < 1)) fail_msg("actors.tsv:%u: no identifier", t.tsv.line);
        rc_day from = day_of(&t, "valid_from"), to = day_of(&t, "valid_to");
        if (from != RC_DAY_NONE && to != RC_DAY_NONE && from > to) fail_msg("actors.tsv:%u: ends first", t.tsv.line);
        if (person && rc_party_inter(s->actors, cell(&t, "party")) == RC_INTER_UNKNOWN)
            fail_msg("actors.tsv:%u: speaks for a party that is none", t.tsv.line);
        for (int l = 0; l < 2; l++)
            for (rc_str rest = cell(&t, COLUMNS[l]); rest.ptr && rest.len;) {
                rc_str name = rc_str_cut(&rest, '|');
                rc_str trimmed = rc_str_trim(name);
                if (!trimmed.len || trimmed.len != name.len) fail_msg("actors.tsv:%u: loose separator", t.tsv.line);
                alias *a = RC_PUSH(&s->work, &aliases[l]);
                *a = (alias){
                    rc_utf8_name_key(&s->work, name), cell(&t, "party"), cell(&t, "country"), from, to, t.tsv.line};
            }
    }
    assert_true(groups >= 750);
    assert_true(persons >= 450);
    for (int l = 0; l < 2; l++) check_unique(aliases[l].ptr, aliases[l].len);
    rc_buf_release(&t.buf);
    rc_arena_reset(&s->work);
}

static void countries_are_well_formed(void **in)
{
    state *s = *in;
    table t;
    table_open(&t, RC_SOURCE_DIR "/data/countries.tsv");
    unsigned n = 0;
    bool main[26][26] = {{false}};
    while (rc_tsv_next(&t.tsv, NULL) == RC_OK) {
        rc_str code = cell(&t, "iso2");
        assert_int_equal(code.len, 2);
        assert_in_range(code.ptr[0], 'A', 'Z');
        assert_in_range(code.ptr[1], 'A', 'Z');
        main[code.ptr[0] - 'A'][code.ptr[1] - 'A'] = true;
        assert_true(cell(&t, "names_en").len > 0);
        assert_true(cell(&t, "names_fr").len > 0);
        assert_int_not_equal(rc_party_inter(s->actors, cell(&t, "party")), RC_INTER_UNKNOWN);
        day_of(&t, "valid_to");
        n++;
    }
    assert_true(n >= 200);
    static const char MEMBERS[][3] = {"AF", "BR", "CD", "FR", "GB", "IN", "KP",
                                      "ML", "PS", "SS", "TW", "US", "XK", "ZW"};
    for (size_t i = 0; i < sizeof MEMBERS / sizeof *MEMBERS; i++)
        assert_true(main[MEMBERS[i][0] - 'A'][MEMBERS[i][1] - 'A']);
    rc_buf_release(&t.buf);
}

static int set_up(void **out)
{
    state *s = calloc(1, sizeof *s);
    assert_non_null(s);
    rc_arena_init(&s->data, (size_t)1 << 20, 0);
    rc_arena_init(&s->work, (size_t)1 << 16, 0);
    rc_error err = {0};
    rc_lexicon *lexicon;
    if (rc_lexicon_load(&lexicon, RC_SHARE_DIR, "en", &s->data, &err) != RC_OK ||
        rc_actors_load(&s->actors, RC_SHARE_DIR, lexicon, "en", &s->data, &err) != RC_OK)
        fail_msg("%s", err.message);
    table t;
    table_open(&t, RC_SOURCE_DIR "/data/countries.tsv");
    while (rc_tsv_next(&t.tsv, NULL) == RC_OK)
        *rc_map_put(&s->data, &s->codes, rc_arena_dup(&s->data, cell(&t, "iso2")), NULL) = 1;
    rc_buf_release(&t.buf);
    *out = s;
    return 0;
}

static int tear_down(void **in)
{
    state *s = *in;
    rc_arena_release(&s->data);
    rc_arena_release(&s->work);
    free(s);
    return 0;
}

/* A table with a mistake is refused with its line. */
static void refuses_bad_rows(void **in)
{
    static const struct {
        const char *row, *message;
    } BAD[] = {{"X\t9\tAF\t\tX\tX\t\t\tnone", "actors.tsv:2: no such kind"},
               {"X\t2\tAFG\t\tX\tX\t\t\tnone", "actors.tsv:2: not a list of country codes"},
               {"X\t2\tAF\tking\tX\tX\t\t\tnone", "actors.tsv:2: no such role"},
               {"X\t2\tAF\t\tX\tX\t2021-02-30\t\tnone", "actors.tsv:2: not a date"},
               {"\t2\tAF\t\tX\tX\t\t\tnone", "actors.tsv:2: no party"}};
    char dir[] = RC_SHARE_DIR "-party-XXXXXX";
    assert_non_null(mkdtemp(dir));
    char path[1024];
    snprintf(path, sizeof path, "%s/data", dir);
    assert_int_equal(mkdir(path, 0700), 0);
    static const char *const OTHERS[] = {"group-words.tsv", "countries.tsv"};
    char links[2][1024];
    for (int i = 0; i < 2; i++) {
        char from[512];
        snprintf(from, sizeof from, RC_SOURCE_DIR "/data/%s", OTHERS[i]);
        snprintf(links[i], sizeof links[i], "%s/data/%s", dir, OTHERS[i]);
        assert_int_equal(symlink(from, links[i]), 0);
    }
    char actors_path[1024];
    snprintf(actors_path, sizeof actors_path, "%s/data/actors.tsv", dir);
    state *s = *in;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        FILE *file = fopen(actors_path, "w");
        assert_non_null(file);
        fprintf(file, "# columns: party\tkind\tcountry\trole\ten\tfr\tvalid_from\tvalid_to\tucdp\tsource\n%s\n",
                BAD[i].row);
        assert_int_equal(fclose(file), 0);
        rc_lexicon *lexicon;
        rc_actors *actors;
        rc_error err = {0};
        assert_int_equal(rc_lexicon_load(&lexicon, RC_SHARE_DIR, "en", &s->work, &err), RC_OK);
        assert_int_equal(rc_actors_load(&actors, dir, lexicon, "en", &s->work, &err), RC_EFORMAT);
        assert_null(actors);
        if (!strstr(err.message, BAD[i].message)) fail_msg("'%s' does not say '%s'", err.message, BAD[i].message);
        rc_arena_reset(&s->work);
    }
    unlink(actors_path);
    for (int i = 0; i < 2; i++) unlink(links[i]);
    rmdir(path);
    rmdir(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(actors_are_well_formed),
        cmocka_unit_test(countries_are_well_formed),
        cmocka_unit_test(refuses_bad_rows),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
