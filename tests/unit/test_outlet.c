/* Outlets by name, domain and handle; the table is well formed and its sides are parties; a bad table is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "recoupe/resolve/outlet.h"
#include "recoupe/resolve/party.h"

typedef struct state {
    rc_arena data, work;
    rc_outlets *outlets;
} state;

static rc_str name_of(const rc_outlet *outlet)
{
    return outlet ? outlet->name : RC_STR("none");
}

static void expect(rc_str got, const char *wanted)
{
    if (!rc_str_is(got, wanted)) fail_msg("'%.*s' is not '%s'", RC_FMT(got), wanted);
}

static void finds_by_name(void **in)
{
    state *s = *in;
    static const char *const CASES[][2] = {{"AFP", "Agence France-Presse"},
                                           {"agence france presse", "Agence France-Presse"},
                                           {"Reuters", "Reuters"},
                                           {"Guardian", "The Guardian"},
                                           {"The Reuters", "Reuters"},
                                           {"al jazeera", "Al Jazeera"},
                                           {"L'Orient-Le Jour", "L'Orient-Le Jour"},
                                           {"OSDH", "Syrian Observatory for Human Rights"},
                                           {"Aïr Info", "Air Info Agadez"},
                                           {"Vanguard", "Vanguard (Nigeria)"},
                                           {"Fahim Dashty", "none"},
                                           {"", "none"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        expect(name_of(rc_outlet_of_name(s->outlets, rc_str_of(CASES[i][0]), &s->work)), CASES[i][1]);
}

static void finds_by_domain(void **in)
{
    state *s = *in;
    static const char *const CASES[][2] = {{"bbc.com", "BBC"},
                                           {"https://www.BBC.com:443/news?x=a/b", "BBC"},
                                           {"http://reader@news.bbc.co.uk/#top", "BBC"},
                                           {"news.un.org", "United Nations News"},
                                           {"fr.news.yahoo.com", "Yahoo News"},
                                           {"notbbc.com", "none"},
                                           {"com", "none"},
                                           {"https://", "none"},
                                           {"", "none"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        expect(name_of(rc_outlet_of_domain(s->outlets, rc_str_of(CASES[i][0]), &s->work)), CASES[i][1]);
}

static void finds_by_handle(void **in)
{
    state *s = *in;
    expect(name_of(rc_outlet_of_handle(s->outlets, RC_STR("@AFP"), &s->work)), "Agence France-Presse");
    expect(name_of(rc_outlet_of_handle(s->outlets, RC_STR(" mod_russia "), &s->work)), "Russian Ministry of Defence");
    expect(name_of(rc_outlet_of_handle(s->outlets, RC_STR("@"), &s->work)), "none");
    const rc_outlet *found[4];
    assert_int_equal(rc_outlets_find(s->outlets, RC_STR("UNHCR"), found, 4, &s->work), 1);
    assert_int_equal(rc_outlets_find(s->outlets, RC_STR("no such outlet"), found, 4, &s->work), 0);
}

static void tells_sides(void **in)
{
    state *s = *in;
    static const char *const CASES[][2] = {{"TASS", "Russia"},        {"Amaq", "ISIS"},
                                           {"Le Monde", "media"},     {"Human Rights Watch", "NGO"},
                                           {"Al-Manar", "Hezbollah"}, {"Telegram", ""}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        expect(rc_outlet_party(rc_outlet_of_name(s->outlets, rc_str_of(CASES[i][0]), &s->work)), CASES[i][1]);
}

/* Every side is a party that the actors know, and names that are shared are few. */
static void table_is_well_formed(void **in)
{
    state *s = *in;
    rc_error err = {0};
    rc_lexicon *lexicon;
    rc_actors *actors;
    if (rc_lexicon_load(&lexicon, RC_SHARE_DIR, "en", &s->data, &err) != RC_OK ||
        rc_actors_load(&actors, RC_SHARE_DIR, lexicon, "en", &s->data, &err) != RC_OK)
        fail_msg("%s", err.message);
    assert_true(rc_outlets_count(s->outlets) >= 250);
    unsigned sided = 0, agencies = 0;
    for (size_t i = 0; i < rc_outlets_count(s->outlets); i++) {
        const rc_outlet *o = rc_outlets_at(s->outlets, i);
        if (!rc_str_starts(o->evidence, RC_STR("https://"))) fail_msg("%.*s: no evidence", RC_FMT(o->name));
        agencies += o->kind == RC_OUTLET_AGENCY;
        if (rc_outlet_of_name(s->outlets, o->name, &s->work) != o) fail_msg("%.*s: twice", RC_FMT(o->name));
        if (o->owner == RC_OWNER_PARTY && !o->side.len) fail_msg("%.*s: of which party?", RC_FMT(o->name));
        if (!o->side.len) continue;
        sided++;
        if (rc_party_inter(actors, o->side) == RC_INTER_UNKNOWN)
            fail_msg("%.*s: no party '%.*s'", RC_FMT(o->name), RC_FMT(o->side));
    }
    assert_true(sided >= 80);
    assert_true(agencies >= 60);
}

static void refuses_bad_rows(void **in)
{
    static const char *const BAD[][2] = {
        {"X\t\tx.org\t\tFR\tpaper\tprivate\tno\t\thttps://x.org/", "outlets.tsv:2: no such kind"},
        {"X\t\tx.org\t\tFR\tsite\tnobody\tno\t\thttps://x.org/", "outlets.tsv:2: no such owner"},
        {"X\t\tx.org\t\tFRA\tsite\tprivate\tno\t\thttps://x.org/", "outlets.tsv:2: not a country code"},
        {"X\t\tx.org\t\tFR\tsite\tprivate\tmaybe\t\thttps://x.org/", "outlets.tsv:2: neither yes nor no"},
        {"X\t\tx.org|X.org\t\tFR\tsite\tprivate\tno\t\thttps://x.org/", "outlets.tsv:2: another outlet has"},
        {"\t\tx.org\t\tFR\tsite\tprivate\tno\t\thttps://x.org/", "outlets.tsv:2: no name"}};
    state *s = *in;
    char dir[] = RC_SHARE_DIR "-outlet-XXXXXX", folder[1024], path[1100];
    assert_non_null(mkdtemp(dir));
    snprintf(folder, sizeof folder, "%s/data", dir);
    snprintf(path, sizeof path, "%s/outlets.tsv", folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fprintf(file,
                "# columns: outlet\tnames\tdomains\thandles\tcountry\tkind\towner\treprints\tside\tevidence\n%s\n",
                BAD[i][0]);
        assert_int_equal(fclose(file), 0);
        rc_outlets *outlets;
        rc_error err = {0};
        assert_int_equal(rc_outlets_load(&outlets, dir, &s->work, &err), RC_EFORMAT);
        assert_null(outlets);
        if (!strstr(err.message, BAD[i][1])) fail_msg("'%s' does not say '%s'", err.message, BAD[i][1]);
    }
    unlink(path);
    rmdir(folder);
    rmdir(dir);
}

static int set_up(void **out)
{
    state *s = calloc(1, sizeof *s);
    assert_non_null(s);
    rc_arena_init(&s->data, (size_t)1 << 20, 0);
    rc_arena_init(&s->work, (size_t)1 << 16, 0);
    rc_error err = {0};
    if (rc_outlets_load(&s->outlets, RC_SHARE_DIR, &s->data, &err) != RC_OK) fail_msg("%s", err.message);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_by_name), cmocka_unit_test(finds_by_domain),      cmocka_unit_test(finds_by_handle),
        cmocka_unit_test(tells_sides),   cmocka_unit_test(table_is_well_formed), cmocka_unit_test(refuses_bad_rows),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
