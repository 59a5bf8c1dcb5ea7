/* Actors by name and day, their edges, and that the edges join actors that exist. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "recoupe/base/map.h"
#include "recoupe/resolve/actor.h"

typedef struct state {
    rc_arena data, work;
    rc_actors *actors;
    rc_actor_edges edges;
} state;

static rc_actor_found best(const state *s, const char *name, const char *day)
{
    rc_actor_found found[8];
    rc_arena *work = (rc_arena *)&s->work;
    size_t n = rc_actors_candidates(s->actors, rc_str_of(name), day ? rc_day_parse(rc_str_of(day)) : RC_DAY_NONE, found,
                                    8, work);
    if (!n) fail_msg("nobody is called '%s'", name);
    return found[0];
}

static void follows_the_day(void **in)
{
    state *s = *in;
    rc_actor_found before = best(s, "les talibans", "2021-08-14"), after = best(s, "les talibans", "2021-08-15");
    assert_int_equal(before.inter, RC_INTER_REBEL);
    assert_int_equal(after.inter, RC_INTER_STATE);
    assert_true(before.holds && after.holds);
    assert_true(rc_str_is(before.ucdp, "303"));
    rc_actor_found rsf = best(s, "Rapid Support Forces", "2022-01-01");
    assert_true(rc_str_is(rsf.party, "Sudan") && rsf.inter == RC_INTER_STATE);
    rsf = best(s, "FSR", "2023-05-01");
    assert_true(rc_str_is(rsf.party, "Rapid Support Forces") && rsf.inter == RC_INTER_REBEL);
}

static void knows_names(void **in)
{
    state *s = *in;
    static const struct {
        const char *name, *actor, *party;
        bool person;
    } CASES[] = {{"ISI", "Inter-Services Intelligence", "Pakistan", false},
                 {"fahim dashti", "Fahim Dashty", "National Resistance Front", true},
                 {"Front national de la resistance", "National Resistance Front", "National Resistance Front", false},
                 {"Chapitos", "Sinaloa Cartel", "Sinaloa Cartel", false},
                 {"Ukraine", "Ukraine", "Ukraine", false}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        rc_actor_found a = best(s, CASES[i].name, NULL);
        if (!rc_str_is(a.name, CASES[i].actor) || !rc_str_is(a.party, CASES[i].party) || a.is_person != CASES[i].person)
            fail_msg("'%s' is %.*s of %.*s", CASES[i].name, RC_FMT(a.name), RC_FMT(a.party));
        assert_true(a.score == 1.0F);
    }
    rc_actor_found found[8];
    assert_int_equal(rc_actors_candidates(s->actors, RC_STR("Nobody Of This Name"), RC_DAY_NONE, found, 8, &s->work),
                     0);
    assert_int_equal(rc_actors_candidates(s->actors, RC_STR(""), RC_DAY_NONE, found, 8, &s->work), 0);
    assert_int_equal(rc_actors_candidates(s->actors, RC_STR("Taliban"), RC_DAY_NONE, found, 1, &s->work), 1);
}

static void ranks_candidates(void **in)
{
    state *s = *in;
    rc_actor_found found[8];
    size_t n = rc_actors_candidates(s->actors, RC_STR("Ahmad Massoud"), RC_DAY_NONE, found, 8, &s->work);
    assert_true(n >= 2);
    for (size_t i = 1; i < n; i++) assert_true(found[i - 1].score >= found[i].score);
    assert_true(found[0].score == 1.0F && found[1].score < 1.0F && found[n - 1].score >= 0.25F);
}

static void joins_actors_that_exist(void **in)
{
    state *s = *in;
    assert_true(s->edges.n >= 200);
    for (uint32_t i = 0; i < s->edges.n; i++) {
        const rc_actor_edge *e = &s->edges.ptr[i];
        const rc_str ends[] = {e->actor, e->other};
        for (int k = 0; k < 2; k++) {
            rc_actor_found found;
            bool known = rc_party_inter(s->actors, ends[k]) != RC_INTER_UNKNOWN ||
                         (rc_actors_candidates(s->actors, ends[k], RC_DAY_NONE, &found, 1, &s->work) == 1 &&
                          found.score == 1.0F);
            if (!known) fail_msg("edge %u: no actor '%.*s'", i + 1, RC_FMT(ends[k]));
        }
        assert_false(rc_str_eq(e->actor, e->other));
        assert_true(e->source.len > 0);
        if (e->from != RC_DAY_NONE && e->to != RC_DAY_NONE) assert_true(e->from <= e->to);
        for (uint32_t k = 0; k < i; k++) {
            const rc_actor_edge *f = &s->edges.ptr[k];
            if (rc_str_eq(e->actor, f->actor) && rc_str_eq(e->other, f->other) && rc_str_eq(e->relation, f->relation))
                fail_msg("edges %u and %u are one", i + 1, k + 1);
        }
    }
}

static void edges_have_their_days(void **in)
{
    (void)in;
    rc_actor_edge e = {.from = rc_day_of(2014, 1, 2), .to = rc_day_of(2015, 3, 4)};
    assert_false(rc_actor_edge_holds(&e, rc_day_of(2014, 1, 1)));
    assert_true(rc_actor_edge_holds(&e, rc_day_of(2014, 1, 2)));
    assert_true(rc_actor_edge_holds(&e, rc_day_of(2015, 3, 4)));
    assert_false(rc_actor_edge_holds(&e, rc_day_of(2015, 3, 5)));
    assert_true(rc_actor_edge_holds(&e, RC_DAY_NONE));
    e.from = e.to = RC_DAY_NONE;
    assert_true(rc_actor_edge_holds(&e, rc_day_of(1900, 1, 1)));
}

static int set_up(void **out)
{
    state *s = calloc(1, sizeof *s);
    assert_non_null(s);
    rc_arena_init(&s->data, (size_t)1 << 20, 0);
    rc_arena_init(&s->work, (size_t)1 << 20, 0);
    rc_error err = {0};
    rc_lexicon *lexicon;
    if (rc_lexicon_load(&lexicon, RC_SHARE_DIR, "en", &s->data, &err) != RC_OK ||
        rc_actors_read(&s->actors, RC_SHARE_DIR, lexicon, "en", &s->data, &err) != RC_OK ||
        rc_actor_edges_load(&s->edges, RC_SHARE_DIR, &s->data, &err) != RC_OK)
        fail_msg("%s", err.message);
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
        cmocka_unit_test(follows_the_day),       cmocka_unit_test(knows_names),
        cmocka_unit_test(ranks_candidates),      cmocka_unit_test(joins_actors_that_exist),
        cmocka_unit_test(edges_have_their_days),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
