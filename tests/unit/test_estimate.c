/* Ranges by three ways and the claims behind their ends; status and grades; sides by date; track records. */
#include "fixture.h"

#include "recoupe/events/estimate.h"
#include "recoupe/events/track.h"

#define KHAWAK 35.67, 69.78
#define NRF "National Resistance Front"

/* One event told by reports "a", "b", ... of outlets "One", "Two", ..., a day apart. */
typedef struct story {
    fixture *f;
    rc_events events;
    rc_estimate *estimates;
    uint32_t n;
} story;

static story begin(void)
{
    return (story){.f = fixture_new()};
}

/* The next report tells the battle; `who` and `party` name its origin, "" the outlet itself. */
static rc_claim *told(story *s, const char *who, const char *party)
{
    static const char *const outlets[] = {"One", "Two", "Three", "Four", "Five"};
    static const char *const days[] = {"2021-09-02", "2021-09-03", "2021-09-04", "2021-09-05", "2021-09-06"};
    uint32_t n = s->f->n_reports;
    uint32_t report = add_report(s->f, (char[]){(char)('a' + n), 0}, outlets[n], days[n], outlets[n]);
    rc_claim *claim = add_claim(s->f, report, NRF, "Taliban", "2021-09-01");
    at_place(s->f, claim, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    if (*who) says(s->f, claim, who, party, RC_SOURCE_PERSON);
    return claim;
}

static const rc_event *settle(story *s, rc_way way)
{
    fixture *f = s->f;
    rc_error err = {0};
    if (rc_events_join(&s->events, f->reports, f->n_reports, f->claims, f->n_claims, &f->arena, &err) != RC_OK)
        fail_msg("%s", err.message);
    assert_int_equal(s->events.n, 1);
    s->estimates = rc_estimates_make(&s->events.ptr[0], f->claims, f->reports, NULL, way, &f->arena, &s->n);
    return &s->events.ptr[0];
}

static const rc_estimate *find(const story *s, rc_effect effect, const char *of)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->estimates[i].effect == effect && rc_str_is(s->estimates[i].of, of)) return &s->estimates[i];
    fail_msg("no estimate of %s %s", rc_effect_name(effect), of);
    return NULL;
}

static void assert_range(const rc_estimate *e, double low, double best, double high, bool open)
{
    if (e->low != low || e->best != best || e->high != high || e->open_above != open)
        fail_msg("%g..%g..%g%s", e->low, e->best, e->high, e->open_above ? " open" : "");
}

static void test_each_end_names_its_claim(void **state)
{
    (void)state;
    story s = begin();
    with_loss(s.f, told(&s, "Dashty", NRF), RC_KILLED, "Taliban", 71, -1);
    with_loss(s.f, told(&s, "Mujahid", "Taliban"), RC_KILLED, "Taliban", 16, 16);
    const rc_event *event = settle(&s, RC_WAY_UCDP);
    const rc_estimate *e = find(&s, RC_KILLED, "Taliban");
    assert_range(e, 16, 16, 71, true); /* best: who admits it */
    assert_int_equal(event->claims[e->low_by], 1);
    assert_int_equal(event->claims[e->best_by], 1);
    assert_int_equal(event->claims[e->high_by], 0);
    assert_int_equal(e->n_origins, 2);
    assert_int_equal(e->n_claims, 2);
    assert_true(event->spread > 2); /* log2(72 / 17) */
    settle(&s, RC_WAY_ACLED);
    assert_range(find(&s, RC_KILLED, "Taliban"), 16, 16, 16, false);
    settle(&s, RC_WAY_AIRWARS);
    assert_range(find(&s, RC_KILLED, "Taliban"), 16, 16, 71, true);
    fixture_free(s.f);
}

static void test_at_least_opens_only_beyond_what_is_closed(void **state)
{
    (void)state;
    story s = begin();
    with_loss(s.f, told(&s, "", ""), RC_KILLED, "", 29, -1);
    with_loss(s.f, told(&s, "", ""), RC_KILLED, "", 30, 30);
    settle(&s, RC_WAY_UCDP);
    assert_range(find(&s, RC_KILLED, ""), 29, 30, 30, false); /* 30 is what both allow */
    fixture_free(s.f);
}

static void test_plural_without_a_number_sets_no_end(void **state)
{
    (void)state;
    story s = begin();
    with_loss(s.f, told(&s, "", ""), RC_KILLED, "Taliban", 2, -1); /* "fighters were killed" */
    settle(&s, RC_WAY_UCDP);
    assert_range(find(&s, RC_KILLED, "Taliban"), 2, 2, 2, true);
    settle(&s, RC_WAY_ACLED);
    assert_range(find(&s, RC_KILLED, "Taliban"), 3, 3, 3, false);
    with_loss(s.f, told(&s, "", ""), RC_KILLED, "Taliban", 40, 40);
    settle(&s, RC_WAY_UCDP);
    assert_range(find(&s, RC_KILLED, "Taliban"), 40, 40, 40, false);
    fixture_free(s.f);
}

static void test_what_a_claim_counts_side_by_side(void **state)
{
    (void)state;
    story s = begin();
    rc_claim *family = told(&s, "", ""); /* "a man and two children" */
    with_loss(s.f, family, RC_KILLED, "", 1, 1);
    with_loss(s.f, family, RC_KILLED, "civilians", 2, 2);
    with_loss(s.f, told(&s, "", ""), RC_KILLED, "", 3, 3);
    settle(&s, RC_WAY_UCDP);
    assert_range(find(&s, RC_KILLED, ""), 3, 3, 3, false);
    assert_range(find(&s, RC_KILLED, "civilians"), 2, 2, 2, false);
    rc_claim *mixed = told(&s, "", ""); /* ten dead, of whom two are known to be civilians: the ten hold them */
    with_loss(s.f, mixed, RC_KILLED, "", 10, 10);
    with_loss(s.f, mixed, RC_KILLED, "civilians", 2, 2);
    settle(&s, RC_WAY_UCDP);
    assert_range(find(&s, RC_KILLED, ""), 3, 3, 10, false);
    rc_claim *twice = told(&s, "", ""); /* "two boys and a girl" */
    with_loss(s.f, twice, RC_KILLED, "civilians", 2, 2);
    with_loss(s.f, twice, RC_KILLED, "civilians", 1, 1);
    settle(&s, RC_WAY_UCDP);
    assert_range(find(&s, RC_KILLED, "civilians"), 2, 2, 3, false);
    fixture_free(s.f);
}

static void test_an_update_supersedes(void **state)
{
    (void)state;
    story s = begin();
    with_loss(s.f, told(&s, "Dashty", NRF), RC_KILLED, "Taliban", 13, 13);
    with_loss(s.f, told(&s, "Dashty", NRF), RC_KILLED, "Taliban", 27, 27);
    settle(&s, RC_WAY_UCDP);
    assert_range(find(&s, RC_KILLED, "Taliban"), 27, 27, 27, false);
    assert_int_equal(find(&s, RC_KILLED, "Taliban")->n_superseded, 1);
    assert_int_equal(find(&s, RC_KILLED, "Taliban")->n_claims, 2); /* kept */
    assert_int_equal(find(&s, RC_KILLED, "Taliban")->n_origins, 1);
    settle(&s, RC_WAY_AIRWARS); /* all that was ever said */
    assert_range(find(&s, RC_KILLED, "Taliban"), 13, 13, 27, false);
    fixture_free(s.f);
}

static void test_a_rounded_figure_is_no_update(void **state)
{
    (void)state;
    story s = begin();
    with_loss(s.f, told(&s, "Dashty", NRF), RC_KILLED, "Taliban", 61, -1);
    with_loss(s.f, told(&s, "Dashty", NRF), RC_KILLED, "Taliban", 60, 60);
    settle(&s, RC_WAY_UCDP);
    assert_range(find(&s, RC_KILLED, "Taliban"), 60, 60, 61, true);
    fixture_free(s.f);
}

static void test_parts_civilians_and_denials(void **state)
{
    (void)state;
    story s = begin();
    rc_claim *a = told(&s, "", "");
    with_loss(s.f, a, RC_KILLED, "", 64, 64);
    with_loss(s.f, a, RC_KILLED, "Taliban", 4, 4)->part = true;
    with_loss(s.f, a, RC_KILLED, "", 28, 28)->part = true; /* some of the same: within the 64 */
    with_loss(s.f, a, RC_KILLED, "civilians", 10, 10)->members = RC_MEMBERS_CIVILIAN;
    with_loss(s.f, told(&s, "", ""), RC_KILLED, "", 7, 7)->members = RC_MEMBERS_CIVILIAN;
    rc_claim *denial = told(&s, "Mujahid", "Taliban");
    denial->polarity = RC_DENIED;
    with_loss(s.f, denial, RC_KILLED, "Taliban", 500, 500);
    settle(&s, RC_WAY_UCDP);
    assert_int_equal(s.n, 3);
    assert_range(find(&s, RC_KILLED, ""), 64, 64, 64, false);
    assert_range(find(&s, RC_KILLED, "Taliban"), 4, 4, 4, false);
    assert_true(find(&s, RC_KILLED, "Taliban")->is_part);
    assert_range(find(&s, RC_KILLED, "civilians"), 7, 7, 10, false);
    assert_true(find(&s, RC_KILLED, "civilians")->civilians);
    rc_deaths d = rc_estimates_deaths(s.estimates, s.n);
    assert_true(d.any && d.low == 64 && d.best == 64 && d.high == 64 && d.civilians == 7);
    fixture_free(s.f);
}

static void test_up_to_has_no_low_end(void **state)
{
    (void)state;
    story s = begin();
    rc_loss *loss = with_loss(s.f, told(&s, "", ""), RC_KILLED, "Taliban", 0, 50);
    loss->count.has_low = false;
    settle(&s, RC_WAY_UCDP);
    assert_false(find(&s, RC_KILLED, "Taliban")->has_low);
    assert_range(find(&s, RC_KILLED, "Taliban"), 0, 50, 50, false);
    with_loss(s.f, told(&s, "", ""), RC_KILLED, "Taliban", 200, -1);
    settle(&s, RC_WAY_UCDP);
    assert_true(find(&s, RC_KILLED, "Taliban")->has_low);
    assert_range(find(&s, RC_KILLED, "Taliban"), 50, 50, 200, true);
    fixture_free(s.f);
}

/* ---- status and grades */

static int grade(const story *s, const char **airwars)
{
    const char *why = NULL;
    const rc_event *event = &s->events.ptr[0];
    *airwars = rc_event_airwars_grade(event, s->f->claims, NULL);
    int digit = rc_event_credibility(event, s->f->claims, NULL, &why);
    assert_non_null(why);
    return digit;
}

static void test_grades(void **state)
{
    (void)state;
    const char *airwars;
    story s = begin();
    told(&s, "Dashty", NRF);
    assert_int_equal(settle(&s, RC_WAY_UCDP)->status, RC_STATUS_SINGLE_ORIGIN);
    assert_int_equal(grade(&s, &airwars), 6); /* a party to it alone says so */
    assert_string_equal(airwars, "Confirmed");
    told(&s, "Nazary", NRF);
    assert_int_equal(settle(&s, RC_WAY_UCDP)->status, RC_STATUS_CORROBORATED);
    assert_int_equal(grade(&s, &airwars), 6); /* two of one side are one voice */
    rc_claim *third = told(&s, "the observatory", "NGO");
    settle(&s, RC_WAY_UCDP);
    assert_int_equal(grade(&s, &airwars), 1);
    third->certainty = RC_HEDGED;
    settle(&s, RC_WAY_UCDP);
    assert_int_equal(grade(&s, &airwars), 2);
    told(&s, "Mujahid", "Taliban");
    assert_int_equal(settle(&s, RC_WAY_UCDP)->status, RC_STATUS_BOTH_SIDES);
    assert_int_equal(grade(&s, &airwars), 1);
    s.f->claims[3].claim.polarity = RC_DENIED;
    assert_int_equal(settle(&s, RC_WAY_UCDP)->status, RC_STATUS_CONTESTED);
    assert_int_equal(grade(&s, &airwars), 4);
    fixture_free(s.f);

    s = begin();
    told(&s, "Dashty", NRF);
    told(&s, "Mujahid", "Taliban")->polarity = RC_DENIED;
    settle(&s, RC_WAY_UCDP);
    assert_int_equal(grade(&s, &airwars), 5);
    s.f->claims[0].claim.polarity = RC_DENIED;
    settle(&s, RC_WAY_UCDP);
    assert_int_equal(grade(&s, &airwars), 5);
    assert_string_equal(airwars, "Discounted");
    fixture_free(s.f);
}

static void test_disputed_counts_leave_the_event_undisputed(void **state)
{
    (void)state;
    const char *airwars;
    story s = begin();
    with_loss(s.f, told(&s, "the observatory", "NGO"), RC_KILLED, "Taliban", 71, -1);
    with_loss(s.f, told(&s, "", ""), RC_KILLED, "Taliban", 16, 16);
    assert_int_equal(settle(&s, RC_WAY_UCDP)->status, RC_STATUS_CONTESTED);
    assert_int_equal(grade(&s, &airwars), 3);
    assert_string_equal(airwars, "Fair");
    fixture_free(s.f);
}

/* ---- sides */

static void test_sides_by_date(void **state)
{
    (void)state;
    rc_arena arena;
    rc_sides *sides;
    rc_error err = {0};
    rc_arena_init(&arena, (size_t)1 << 16, 0);
    if (rc_sides_load(&sides, RC_SHARE_DIR, &arena, &err) != RC_OK) fail_msg("%s", err.message);
    rc_day then = rc_day_of(2017, 1, 1), now = rc_day_of(2025, 6, 1);
    assert_true(rc_sides_same(sides, RC_STR("Syria"), RC_STR("Russia"), then));
    assert_true(rc_sides_same(sides, RC_STR("Russia"), RC_STR("Syria"), RC_DAY_NONE));
    assert_false(rc_sides_same(sides, RC_STR("Syria"), RC_STR("Russia"), now));
    assert_true(rc_sides_same(sides, RC_STR("France"), RC_STR("United Kingdom"), then)); /* of one coalition */
    assert_false(rc_sides_same(sides, RC_STR("Syria"), RC_STR("Turkey"), then));
    assert_false(rc_sides_same(NULL, RC_STR("Syria"), RC_STR("Russia"), then));
    assert_false(rc_sides_same(sides, RC_STR(""), RC_STR(""), then));
    assert_false(rc_party_is_side(RC_STR("civilians")));
    assert_true(rc_party_is_side(RC_STR("Taliban")));

    /* Moscow on the losses of Damascus: an ally's, while it was one. */
    fixture *f = fixture_new();
    uint32_t report = add_report(f, "a", "One", "2017-01-02", "a");
    rc_claim *c = add_claim(f, report, "Syria", "ISIS", "2017-01-01");
    says(f, c, "Moscow", "Russia", RC_SOURCE_OFFICIAL);
    rc_loss own = {.effect = RC_KILLED, .of = RC_STR("Syria")}, theirs = {.effect = RC_KILLED, .of = RC_STR("ISIS")};
    assert_int_equal(rc_loss_interest(c, &own, sides, then), RC_AGAINST_INTEREST);
    assert_int_equal(rc_loss_interest(c, &theirs, sides, then), RC_SELF_SERVING);
    assert_int_equal(rc_loss_interest(c, &theirs, sides, now), RC_THIRD_PARTY);
    own.count = theirs.count = (rc_count){.has_low = true, .has_high = true}; /* nobody */
    assert_int_equal(rc_loss_interest(c, &own, sides, then), RC_SELF_SERVING);
    assert_int_equal(rc_loss_interest(c, &theirs, sides, then), RC_AGAINST_INTEREST);
    rc_arena_release(&arena);
    fixture_free(f);
}

/* ---- track records */

static const rc_track *track_of(const rc_track *list, uint32_t n, const char *name)
{
    for (uint32_t i = 0; i < n; i++)
        if (rc_str_is(list[i].name, name)) return &list[i];
    fail_msg("no record of %s", name);
    return NULL;
}

static void test_track_records(void **state)
{
    (void)state;
    story s = begin();
    with_loss(s.f, told(&s, "Dashty", NRF), RC_KILLED, "Taliban", 90, 90);
    with_loss(s.f, told(&s, "the observatory", "NGO"), RC_KILLED, "Taliban", 30, 30);
    told(&s, "", "");
    const rc_event *event = settle(&s, RC_WAY_UCDP);
    rc_tracks *tracks = rc_tracks_new(NULL, &s.f->arena);
    rc_tracks_add(tracks, event, s.f->claims, s.f->reports);
    uint32_t n;
    const rc_track *list = rc_tracks_list(tracks, &n);
    assert_int_equal(n, 3);
    const rc_track *front = track_of(list, n, "Dashty"), *paper = track_of(list, n, "Three");
    assert_string_equal(rc_arena_cstr(&s.f->arena, front->side), NRF);
    assert_int_equal(front->claims, 1);
    assert_int_equal(front->reports, 1);
    assert_int_equal(front->events, 1);
    assert_int_equal(front->contradicted, 1);
    assert_int_equal(front->corroborated, 0);
    assert_int_equal(front->later, 1);
    assert_int_equal(front->self_serving, 1);
    assert_int_equal(front->enemy_counts, 1);
    assert_true(front->enemy_ratio == 3);
    assert_int_equal(paper->corroborated, 1);
    assert_int_equal(paper->later, 0); /* the others came before */
    assert_int_equal(paper->kind, RC_SOURCE_OUTLET);
    assert_int_equal(track_of(list, n, "the observatory")->third_party, 1);
    fixture_free(s.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_end_names_its_claim),
        cmocka_unit_test(test_at_least_opens_only_beyond_what_is_closed),
        cmocka_unit_test(test_plural_without_a_number_sets_no_end),
        cmocka_unit_test(test_what_a_claim_counts_side_by_side),
        cmocka_unit_test(test_an_update_supersedes),
        cmocka_unit_test(test_a_rounded_figure_is_no_update),
        cmocka_unit_test(test_parts_civilians_and_denials),
        cmocka_unit_test(test_up_to_has_no_low_end),
        cmocka_unit_test(test_grades),
        cmocka_unit_test(test_disputed_counts_leave_the_event_undisputed),
        cmocka_unit_test(test_sides_by_date),
        cmocka_unit_test(test_track_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
