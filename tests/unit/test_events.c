/* Events: what is joined and what must not be, whoever comes first; origins, copies, contradictions. */
#include "fixture.h"

#define PANJSHIR 35.31, 69.52
#define KHAWAK 35.67, 69.78
#define KABUL 34.53, 69.17

static rc_events join(fixture *f)
{
    rc_events events;
    rc_error err = {0};
    if (rc_events_join(&events, f->reports, f->n_reports, f->claims, f->n_claims, &f->arena, &err) != RC_OK)
        fail_msg("%s", err.message);
    return events;
}

static bool together(const rc_events *events, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < events->n; i++) {
        bool has_a = false, has_b = false;
        for (uint32_t k = 0; k < events->ptr[i].n_claims; k++) {
            has_a = has_a || events->ptr[i].claims[k] == a;
            has_b = has_b || events->ptr[i].claims[k] == b;
        }
        if (has_a) return has_b;
    }
    fail_msg("claim %u is in no event", a);
    return false;
}

static rc_claim *battle(fixture *f, uint32_t report, const char *day)
{
    return add_claim(f, report, "National Resistance Front", "Taliban", day);
}

/* ---- joins */

static void test_two_reports_of_one_battle(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "Daily One", "2021-09-02", "First words of the first paper here.");
    uint32_t b = add_report(f, "b", "Daily Two", "2021-09-03", "Quite other words in the second paper.");
    at_place(f, battle(f, a, "2021-09-01"), "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    at_place(f, battle(f, b, "2021-09-01"), "col de Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    rc_events e = join(f);
    assert_int_equal(e.n, 1);
    assert_int_equal(e.ptr[0].n_origins, 2);
    assert_int_equal(e.ptr[0].n_reports, 2);
    assert_int_equal(e.ptr[0].status, RC_STATUS_CORROBORATED);
    assert_int_equal(e.ptr[0].from, rc_day_of(2021, 9, 1));
    assert_true(e.ptr[0].place.is_resolved);
    assert_int_equal(e.ptr[0].id.len, 9);
    assert_int_equal(e.ptr[0].id.ptr[0], 'E');
    fixture_free(f);
}

static void test_region_may_speak_of_a_village_in_it(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2021-09-02", "a");
    uint32_t b = add_report(f, "b", "Two", "2021-09-02", "b");
    uint32_t c = add_report(f, "c", "Three", "2021-09-02", "c");
    at_place(f, battle(f, a, "2021-09-01"), "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    at_place(f, battle(f, b, "2021-09-01"), "Panjshir", PANJSHIR, RC_PRECISION_REGION, "Panjshir");
    at_place(f, battle(f, c, "2021-09-01"), "Kapisa", 35.0, 69.6, RC_PRECISION_REGION, "Kapisa");
    rc_events e = join(f);
    assert_true(together(&e, 0, 1));
    assert_false(together(&e, 0, 2));
    fixture_free(f);
}

static void test_what_must_not_be_joined(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t reports[6];
    char id[16];
    for (int i = 0; i < 6; i++) {
        snprintf(id, sizeof id, "r%d", i);
        reports[i] = add_report(f, id, id, "2021-09-10", id);
    }
    at_place(f, battle(f, reports[0], "2021-09-01"), "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    at_place(f, battle(f, reports[1], "2021-09-05"), "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");  /* day */
    at_place(f, battle(f, reports[2], "2021-09-01"), "Kabul", KABUL, RC_PRECISION_SETTLEMENT, "Kabul"); /* place */
    rc_claim *protest = battle(f, reports[3], "2021-09-01");                                            /* type */
    protest->type = RC_PROTESTS;
    at_place(f, protest, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    rc_claim *deal = battle(f, reports[4], "2021-09-01"); /* an agreement is no battle */
    deal->type = RC_STRATEGIC;
    deal->subtype = RC_STR("Agreement");
    at_place(f, deal, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    rc_claim *total = battle(f, reports[5], "2021-09-01"); /* a running total */
    total->from = rc_day_of(2021, 7, 1);
    with_loss(f, total, RC_KILLED, "Taliban", 4000, 4000);
    at_place(f, total, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    rc_events e = join(f);
    for (uint32_t i = 1; i < 6; i++)
        if (together(&e, 0, i)) fail_msg("claim %u was joined", i);
    fixture_free(f);
}

/* Two tell of one day and the same sides, but of another kind of act, and one without a place. */
static bool joins_by_person(const char *one, const char *other)
{
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2021-09-02", one);
    uint32_t b = add_report(f, "b", "Two", "2021-09-02", other);
    at_place(f, battle(f, a, "2021-09-01"), "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    battle(f, b, "2021-09-01")->type = RC_VIOLENCE;
    rc_events e = join(f);
    bool joined = together(&e, 0, 1);
    fixture_free(f);
    return joined;
}

static void test_person_named_with_an_age(void **state)
{
    (void)state;
    static const char plain[] = "They buried Habib Karimi on Friday.";
    assert_true(joins_by_person("Habib Karimi, 34, was killed.", plain));
    assert_true(joins_by_person(plain, "The dead man is Habib Karimi (34)."));
    assert_true(joins_by_person("The 34-year-old Habib Karimi was killed.", plain));
    assert_true(joins_by_person("Habib Karimi, a 34-year-old baker, was killed.", plain));
    assert_true(joins_by_person("Habib Karimi, âgé de 34 ans, a été tué.", plain));
    assert_true(joins_by_person("The police identified the dead man as Habib Karimi.", plain));
    assert_true(joins_by_person("Habib A. Karimi, 34, was killed.", plain));
    assert_false(joins_by_person("General Habib Karimi spoke.", plain)); /* anybody may name an official */
    assert_false(joins_by_person("Hashim Karimi, 34, was killed.", plain));
    assert_false(joins_by_person("Habib Karimi, 34 kilometres away, spoke.", plain));
}

/* Where the town of one was misread and it gives no day, both have to name his age for the index to find them. */
static void test_person_named_with_an_age_elsewhere(void **state)
{
    (void)state;
    for (int named = 0; named < 2; named++) {
        fixture *f = fixture_new();
        uint32_t a = add_report(f, "a", "One", "2021-09-02", "Habib Karimi, 34, was killed.");
        uint32_t b = add_report(f, "b", "Two", "2021-11-20", named ? "Habib Karimi, 34, died." : "Somebody died.");
        at_place(f, battle(f, a, "2021-09-01"), "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
        at_place(f, battle(f, b, ""), "Kabul", KABUL, RC_PRECISION_SETTLEMENT, "Kabul");
        rc_events e = join(f);
        assert_int_equal(together(&e, 0, 1), named);
        fixture_free(f);
    }
}

/* A claim that names no place happened where its report was before. */
static void test_no_place_is_that_of_the_claims_around(void **state)
{
    (void)state;
    for (int same = 0; same < 2; same++) {
        fixture *f = fixture_new();
        uint32_t a = add_report(f, "a", "One", "2021-09-02", "a");
        uint32_t b = add_report(f, "b", "Two", "2021-09-02", "b");
        at_place(f, battle(f, a, "2021-09-01"), "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
        rc_claim *before = battle(f, b, "2021-08-20");
        if (same)
            at_place(f, before, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
        else
            at_place(f, before, "Kabul", KABUL, RC_PRECISION_SETTLEMENT, "Kabul");
        battle(f, b, "2021-09-01");
        rc_events e = join(f);
        assert_int_equal(together(&e, 0, 2), same);
        fixture_free(f);
    }
}

static void test_one_source_does_not_tell_one_event_twice(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2021-09-02", "a");
    at_place(f, battle(f, a, "2021-09-01"), "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    at_place(f, battle(f, a, "2021-09-01"), "Khenj", 35.45, 69.75, RC_PRECISION_SETTLEMENT, "Panjshir");
    rc_events e = join(f);
    assert_false(together(&e, 0, 1));
    fixture_free(f);
}

static void test_an_answer_is_of_the_event_it_answers(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2021-09-02", "a"), b = add_report(f, "b", "Two", "2021-09-02", "b");
    for (uint32_t r = 0; r < 2; r++) {
        rc_claim *claim = battle(f, r ? b : a, "2021-09-01");
        claim->type = RC_STRATEGIC;
        claim->subtype = RC_STR("Looting/property destruction");
        if (!r) at_place(f, claim, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
        if (!r) says(f, claim, "Fahim Dashty", "Taliban", RC_SOURCE_PERSON);
    }
    rc_claim *denial = add_claim(f, a, "National Resistance Front", "", "");
    denial->type = RC_STRATEGIC;
    denial->subtype = RC_STR("Looting/property destruction");
    denial->polarity = RC_DENIED;
    says(f, denial, "The rebels", "National Resistance Front", RC_SOURCE_GROUP);
    rc_events e = join(f);
    assert_true(together(&e, 0, 2)); /* it names no place and no day: the report lets it answer */
    assert_int_equal(e.ptr[0].n_contradictions >= 1, true);
    denial->by[0].party = RC_STR("Taliban"); /* denies something else */
    e = join(f);
    assert_false(together(&e, 0, 2));
    fixture_free(f);
}

/* Of two claims that it may answer, a denial joins the one whose place it repeats, not the nearest. */
static void test_a_denial_answers_what_it_repeats(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2021-09-02", "a");
    for (uint32_t i = 0; i < 3; i++) {
        rc_claim *claim = add_claim(f, a, "Taliban", "", "2021-09-01");
        claim->type = RC_VIOLENCE;
        claim->subtype = RC_STR("Attack");
        if (i == 1)
            at_place(f, claim, "Kabul", KABUL, RC_PRECISION_SETTLEMENT, "Kabul");
        else
            at_place(f, claim, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
        says(f, claim,
             i == 0   ? "Fahim Dashty"
             : i == 1 ? "Habib Karimi"
                      : "Bilal Karimi",
             i == 2 ? "Taliban" : "National Resistance Front", RC_SOURCE_PERSON);
        if (i == 2) claim->polarity = RC_DENIED;
    }
    rc_events e = join(f);
    assert_true(together(&e, 0, 2));
    assert_false(together(&e, 1, 2));
    fixture_free(f);
}

/* Farther off a denial joins what it repeats in nearly all. */
static void test_a_denial_that_repeats_reaches_farther(void **state)
{
    (void)state;
    for (int same = 0; same < 2; same++) {
        fixture *f = fixture_new();
        uint32_t a = add_report(f, "a", "One", "2021-09-02", "a");
        for (uint32_t i = 0; i < 6; i++) {
            rc_claim *claim = add_claim(f, a, "Taliban", "", "2021-09-01");
            bool ends = i == 0 || i == 5;
            claim->type = ends ? RC_STRATEGIC : RC_BATTLES;
            claim->subtype = ends ? RC_STR("Looting/property destruction") : RC_STR("Armed clash");
            if (i < 5 || same) at_place(f, claim, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
            says(f, claim, i == 5 ? "Bilal Karimi" : "Fahim Dashty", i == 5 ? "Taliban" : "National Resistance Front",
                 RC_SOURCE_PERSON);
            if (i == 5) claim->polarity = RC_DENIED;
            if (i == 5 && !same) claim->from = claim->to = RC_DAY_NONE;
        }
        rc_events e = join(f);
        assert_int_equal(together(&e, 0, 5), same);
        fixture_free(f);
    }
}

/* A side that says it lost nobody answers who counts its dead, in a claim that no clue would join (it names another
 * place); of others' dead it says nothing about that claim. */
static void test_who_lost_nobody_answers_the_count(void **state)
{
    (void)state;
    for (int own = 0; own < 2; own++) {
        fixture *f = fixture_new();
        uint32_t a = add_report(f, "a", "One", "2021-09-02", "a");
        rc_claim *count = battle(f, a, "2021-09-01"), *none = battle(f, a, "2021-09-01");
        at_place(f, count, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
        at_place(f, none, "Kabul", KABUL, RC_PRECISION_SETTLEMENT, "Kabul");
        with_loss(f, count, RC_KILLED, "Taliban", 40, 40);
        with_loss(f, none, RC_KILLED, "Taliban", 0, 0);
        says(f, count, "Fahim Dashty", "National Resistance Front", RC_SOURCE_PERSON);
        says(f, none, "Bilal Karimi", own ? "Taliban" : "United Nations", RC_SOURCE_PERSON);
        rc_events e = join(f);
        assert_int_equal(together(&e, 0, 1), own);
        fixture_free(f);
    }
}

static void test_conflict_of_counts_does_not_split(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2021-09-02", "a");
    uint32_t b = add_report(f, "b", "Two", "2021-09-02", "b");
    rc_claim *x = battle(f, a, "2021-09-01"), *y = battle(f, b, "2021-09-01");
    at_place(f, x, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    at_place(f, y, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    with_loss(f, x, RC_KILLED, "Taliban", 350, 350);
    with_loss(f, y, RC_KILLED, "Taliban", 2, 2);
    rc_events e = join(f);
    assert_true(together(&e, 0, 1));
    fixture_free(f);
}

static void test_undated_claim_falls_back_to_its_report(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2021-09-02", "a");
    uint32_t b = add_report(f, "b", "Two", "2021-09-02", "b");
    uint32_t c = add_report(f, "c", "Three", "2021-10-20", "c");
    at_place(f, battle(f, a, "2021-09-01"), "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    at_place(f, battle(f, b, ""), "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    at_place(f, battle(f, c, ""), "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    rc_events e = join(f);
    assert_true(together(&e, 0, 1));
    assert_false(together(&e, 0, 2));
    fixture_free(f);
}

static void test_plans_are_no_events(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2021-09-02", "a");
    battle(f, a, "2021-09-01")->reality = RC_PLANNED;
    assert_int_equal(join(f).n, 0);
    fixture_free(f);
}

static void test_neighbouring_days_do_not_chain(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    char id[16], day[11];
    for (int i = 0; i < 20; i++) {
        snprintf(id, sizeof id, "r%02d", i);
        rc_day_iso(rc_day_of(2021, 9, 1) + i, day);
        uint32_t r = add_report(f, id, id, "2021-10-01", id);
        at_place(f, battle(f, r, day), "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    }
    rc_events e = join(f);
    for (uint32_t i = 0; i < e.n; i++) assert_true(e.ptr[i].n_claims <= 2);
    fixture_free(f);
}

/* ---- order */

static const char *const towns[] = {"Khawak", "Khenj", "Rokha", "Gulbahar"};
static const double points[][2] = {{35.67, 69.78}, {35.45, 69.75}, {35.26, 69.46}, {35.14, 69.29}};

static void fill_many(fixture *f)
{
    char id[16], outlet[24], text[256];
    uint32_t seed = 7;
    for (int i = 0; i < 60; i++) {
        snprintf(id, sizeof id, "r%02d", i);
        snprintf(outlet, sizeof outlet, "Paper %d", i % 9);
        snprintf(text, sizeof text,
                 "Paper %d of day %d tells in its own words %d what was seen near the pass and who "
                 "was there when it began, says witness %d.",
                 i % 9, i / 6, i / 2, i / 2);
        char day[11];
        rc_day_iso(rc_day_of(2021, 9, 1) + i / 6, day);
        uint32_t r = add_report(f, id, outlet, day, text);
        for (int k = 0; k < 3; k++) {
            seed = seed * 1664525u + 1013904223u;
            uint32_t town = (seed >> 16) % 4;
            rc_claim *c = battle(f, r, seed >> 30 ? day : "");
            at_place(f, c, towns[town], points[town][0], points[town][1], RC_PRECISION_SETTLEMENT, "Panjshir");
            with_loss(f, c, RC_KILLED, seed & 1024 ? "Taliban" : "unknown", (seed >> 8) % 50, (seed >> 8) % 50);
            if (seed & 2048) says(f, c, "a spokesman", "Taliban", RC_SOURCE_PERSON);
        }
    }
}

/* Everything an event is, written with ids instead of positions. */
static void describe(const fixture *f, const rc_events *events, rc_buf *out)
{
    for (uint32_t i = 0; i < events->n; i++) {
        const rc_event *e = &events->ptr[i];
        rc_buf_printf(out, "%.*s %d %d %d %u %.*s:", RC_FMT(e->id), e->from, e->to, e->status, e->n_origins,
                      RC_FMT(e->place.name));
        for (uint32_t k = 0; k < e->n_claims; k++)
            rc_buf_printf(out, " %.*s/%u", RC_FMT(f->claims[e->claims[k]].id), e->origin[k]);
        for (uint32_t k = 0; k < e->n_contradictions; k++)
            rc_buf_printf(out, " [%.*s]", RC_FMT(e->contradictions[k].why));
        rc_buf_putc(out, '\n');
    }
    for (uint32_t i = 0; i < events->n_copies; i++) rc_buf_printf(out, "%.*s\n", RC_FMT(events->copies[i].why));
}

static uint32_t draw(uint64_t *seed, uint32_t below)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)((*seed >> 33) % below);
}

static void shuffle(fixture *f, uint64_t *seed)
{
    for (uint32_t i = f->n_claims; i > 1; i--) {
        uint32_t j = draw(seed, i);
        rc_join_claim t = f->claims[i - 1];
        f->claims[i - 1] = f->claims[j];
        f->claims[j] = t;
    }
    for (uint32_t i = f->n_reports; i > 1; i--) {
        uint32_t a = i - 1, b = draw(seed, i);
        rc_join_report t = f->reports[a];
        f->reports[a] = f->reports[b];
        f->reports[b] = t;
        for (uint32_t k = 0; k < f->n_claims; k++) {
            uint32_t *r = &f->claims[k].report;
            if (*r == a)
                *r = b;
            else if (*r == b)
                *r = a;
        }
    }
}

static void test_order_of_the_input_does_not_matter(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    fill_many(f);
    rc_buf first, again;
    rc_buf_init(&first);
    rc_buf_init(&again);
    rc_events e = join(f);
    assert_true(e.n > 10 && e.n < f->n_claims); /* some were joined, some not */
    describe(f, &e, &first);
    uint64_t seed = 42;
    for (int round = 0; round < 20; round++) {
        shuffle(f, &seed);
        again.len = 0;
        e = join(f);
        describe(f, &e, &again);
        assert_int_equal(first.len, again.len);
        assert_memory_equal(first.ptr, again.ptr, first.len);
    }
    rc_buf_release(&first);
    rc_buf_release(&again);
    fixture_free(f);
}

/* ---- what a person says */

static rc_events join_by(fixture *f, const rc_join_act *acts, uint32_t n)
{
    rc_events e;
    rc_error err = {0};
    rc_join_options options = {.acts = acts, .n_acts = n};
    if (rc_events_join_with(&e, f->reports, f->n_reports, f->claims, f->n_claims, &options, &f->arena, &err) != RC_OK)
        fail_msg("%s", err.message);
    return e;
}

static void test_a_person_wins(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    rc_str id[4];
    for (uint32_t i = 0; i < 4; i++) {
        char name[2] = {(char)('a' + (int)i), 0};
        rc_claim *c = battle(f, add_report(f, name, name, "2021-09-02", name), i < 3 ? "2021-09-01" : "2021-07-01");
        at_place(f, c, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
        id[i] = f->claims[i].id;
    }
    rc_events e = join_by(f, NULL, 0);
    assert_true(together(&e, 0, 1) && together(&e, 0, 2));
    assert_false(together(&e, 0, 3));

    rc_str out[] = {id[1], id[0], id[2]}, one[] = {id[0], id[3]}, again[] = {id[2], id[1]}, nobody[] = {RC_STR("x.1")};
    rc_join_act acts[] = {
        {RC_ACT_SPLIT, 1, out, 3, 1},
        {RC_ACT_JOIN, 2, one, 2, 0},
        {RC_ACT_JOIN, 3, nobody, 1, 0},
        {RC_ACT_JOIN, 4, again, 2, 0},
    };
    e = join_by(f, acts, 1); /* b is put out */
    assert_false(together(&e, 0, 1));
    assert_true(together(&e, 0, 2));
    e = join_by(f, acts, 3); /* and d is put in */
    assert_true(together(&e, 0, 3) && together(&e, 0, 2));
    assert_false(together(&e, 0, 1));
    for (uint32_t i = 0; i < e.n; i++)
        for (uint32_t k = 0; k < e.ptr[i].n_claims; k++)
            if (e.ptr[i].claims[k] == 3) {
                assert_string_equal(e.ptr[i].reasons[k].why.ptr, "a person joined them");
                assert_int_equal(e.ptr[i].claims[e.ptr[i].reasons[k].other], 0);
            }
    e = join_by(f, acts, 4); /* the later word holds: c and b are one, so the split says nothing any more */
    assert_true(together(&e, 1, 2) && together(&e, 0, 1));

    rc_join_act scatter = {RC_ACT_SCATTER, 1, out, 3, 0};
    e = join_by(f, &scatter, 1);
    assert_false(together(&e, 0, 1));
    assert_false(together(&e, 0, 2));
    assert_false(together(&e, 1, 2));
    fixture_free(f);
}

/* What a copy repeats is joined whatever the clues say, but not whatever a person says. */
static void test_a_person_wins_over_a_copy(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    const char *text =
        "Heavy fighting was reported on Wednesday at the entrance of the valley where resistance fighters "
        "said that they had pushed back several attacks in the night";
    for (uint32_t i = 0; i < 2; i++)
        at_place(f, battle(f, add_report(f, i ? "b" : "a", i ? "B" : "A", "2021-09-02", text), "2021-09-01"), "Khawak",
                 KHAWAK, RC_PRECISION_SITE, "Panjshir");
    rc_events e = join_by(f, NULL, 0);
    assert_true(together(&e, 0, 1));
    rc_str both[] = {f->claims[0].id, f->claims[1].id};
    rc_join_act act = {RC_ACT_SCATTER, 1, both, 2, 0};
    e = join_by(f, &act, 1);
    assert_false(together(&e, 0, 1));
    /* The first is said to copy the second, and both to be one: that is said twice, and holds, and others join them. */
    at_place(f, battle(f, add_report(f, "c", "C", "2021-09-02", "Shots at the pass."), "2021-09-01"), "Khawak", KHAWAK,
             RC_PRECISION_SITE, "Panjshir");
    rc_str folded[] = {RC_STR("a"), RC_STR("b")};
    rc_join_act twice[] = {{RC_ACT_FOLD, 1, folded, 2, 2}, {RC_ACT_JOIN, 2, both, 2, 2}};
    e = join_by(f, twice, 2);
    assert_int_equal(e.n, 1);
    assert_true(together(&e, 0, 1) && together(&e, 0, 2));
    fixture_free(f);
}

static void test_reasons_are_told(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    for (uint32_t i = 0; i < 2; i++)
        at_place(f, battle(f, add_report(f, i ? "b" : "a", i ? "B" : "A", "2021-09-02", "x"), "2021-09-01"), "Khawak",
                 KHAWAK, RC_PRECISION_SITE, "Panjshir");
    rc_events e = join(f);
    assert_int_equal(e.n, 1);
    assert_int_equal(e.ptr[0].reasons[1].other, 0);
    assert_true(e.ptr[0].reasons[1].score > 0.5F && e.ptr[0].reasons[1].score <= 1);
    assert_true(rc_str_find(e.ptr[0].reasons[1].why, RC_STR("the same day"), 0) != SIZE_MAX);
    fixture_free(f);
}

/* ---- copies and origins */

#define AGENCY                                                                                                         \
    "Heavy fighting was reported on Wednesday at the entrance of the valley, where resistance fighters said they had " \
    "pushed back several attacks. A spokesman said that at least forty of the attackers had been killed and many "     \
    "more "                                                                                                            \
    "wounded. The claims could not be checked, since telephone lines to the valley have been cut for three days. "     \
    "Residents who had fled said that they had heard heavy guns through the night and until the early morning."

static void test_copies_are_one_witness(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t original = add_report(f, "z-agency", "Agency", "2021-09-01", AGENCY);
    uint32_t exact = add_report(f, "a-paper", "Paper", "2021-09-02", AGENCY);
    uint32_t near = add_report(f, "b-paper", "Other Paper", "2021-09-02",
                               "From our desk in the capital. " AGENCY " The government did not comment on it.");
    uint32_t other = add_report(f, "c-paper", "Third", "2021-09-02",
                                "Nothing in this text has to do with the valley: it tells of the harvest in the north "
                                "and of the price of bread, which has risen by a third since the spring of last year.");
    at_place(f, battle(f, original, "2021-09-01"), "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    at_place(f, battle(f, exact, "2021-09-01"), "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    at_place(f, battle(f, near, "2021-09-01"), "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    (void)other;
    rc_events e = join(f);
    assert_int_equal(e.n_copies, 2);
    for (uint32_t i = 0; i < 2; i++) {
        assert_int_equal(e.copies[i].original, original);
        assert_true(e.copies[i].why.len > 10);
    }
    assert_int_equal(e.copies[0].copy, exact);
    assert_int_equal(e.copies[0].kind, RC_COPY_EXACT);
    assert_int_equal(e.copies[1].copy, near);
    assert_int_equal(e.copies[1].kind, RC_COPY_NEAR);
    assert_true(e.copies[1].similarity > 0.5f && e.copies[1].similarity < 1);
    assert_int_equal(e.n, 1);
    assert_int_equal(e.ptr[0].n_reports, 3);
    assert_int_equal(e.ptr[0].n_origins, 1);
    assert_int_equal(e.ptr[0].status, RC_STATUS_SINGLE_ORIGIN);
    fixture_free(f);
}

static void test_one_spokesman_in_two_papers_is_one_origin(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2021-09-02", "a");
    uint32_t b = add_report(f, "b", "Two", "2021-09-02", "b");
    uint32_t c = add_report(f, "c", "Three", "2021-09-02", "c");
    for (uint32_t r = 0; r < 3; r++) {
        rc_claim *claim = battle(f, r == 0 ? a : r == 1 ? b : c, "2021-09-01");
        at_place(f, claim, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
        says(f, claim,
             r == 0   ? "Fahim Dashty"
             : r == 1 ? "Dashty"
                      : "Zabihullah Mujahid",
             r == 2 ? "Taliban" : "National Resistance Front", RC_SOURCE_PERSON);
    }
    rc_events e = join(f);
    assert_int_equal(e.n, 1);
    assert_int_equal(e.ptr[0].n_origins, 2);
    fixture_free(f);
}

/* Its spokesman is the group's voice; that of a state is one of many, and an official of the group who is none speaks
 * for himself. */
static void test_a_group_and_its_spokesman_are_one_origin(void **state)
{
    (void)state;
    static const struct {
        const char *group, *side;
        rc_source_kind kind;
        bool is_voice;
        uint32_t origins;
    } cases[] = {{"the Front", "National Resistance Front", RC_SOURCE_GROUP, true, 1},
                 {"the Front", "National Resistance Front", RC_SOURCE_GROUP, false, 2},
                 {"the Front", "Taliban", RC_SOURCE_GROUP, true, 2},
                 {"the army", "National Resistance Front", RC_SOURCE_OFFICIAL, true, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture *f = fixture_new();
        uint32_t a = add_report(f, "a", "One", "2021-09-02", "a"), b = add_report(f, "b", "Two", "2021-09-02", "b");
        for (uint32_t r = 0; r < 2; r++) {
            rc_claim *claim = battle(f, r ? b : a, "2021-09-01");
            at_place(f, claim, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
            says(f, claim, r ? "Fahim Dashty" : cases[i].group, r ? "National Resistance Front" : cases[i].side,
                 r ? RC_SOURCE_OFFICIAL : cases[i].kind);
            if (r) ((rc_link *)claim->chain)[0].is_voice = cases[i].is_voice;
        }
        rc_events e = join(f);
        assert_int_equal(e.n, 1);
        assert_int_equal(e.ptr[0].n_origins, cases[i].origins);
        fixture_free(f);
    }
}

static void test_residents_of_two_reports_are_two_origins(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2021-09-02", "a"), b = add_report(f, "b", "Two", "2021-09-02", "b");
    for (uint32_t r = 0; r < 2; r++) {
        rc_claim *claim = battle(f, r ? b : a, "2021-09-01");
        at_place(f, claim, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
        says(f, claim, "residents", "civilians", RC_SOURCE_WITNESS);
    }
    rc_events e = join(f);
    assert_int_equal(e.n, 1);
    assert_int_equal(e.ptr[0].n_origins, 2);
    fixture_free(f);
}

/* ---- contradictions */

/* Two claims on one battle with the counts given; the number of contradictions and the first reason. */
static uint32_t clash(const char *of_a, double low_a, double high_a, const char *of_b, double low_b, double high_b,
                      char why[256])
{
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2021-09-02", "a"), b = add_report(f, "b", "Two", "2021-09-02", "b");
    rc_claim *x = battle(f, a, "2021-09-01"), *y = battle(f, b, "2021-09-01");
    at_place(f, x, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    at_place(f, y, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    says(f, x, "National Resistance Front spokesman", "National Resistance Front", RC_SOURCE_PERSON);
    says(f, y, "Taliban", "Taliban", RC_SOURCE_GROUP);
    with_loss(f, x, RC_KILLED, of_a, low_a, high_a);
    with_loss(f, y, RC_KILLED, of_b, low_b, high_b);
    rc_events e = join(f);
    assert_int_equal(e.n, 1);
    uint32_t n = e.ptr[0].n_contradictions;
    why[0] = 0;
    if (n) {
        assert_int_equal(e.ptr[0].contradictions[0].kind, RC_CONTRADICTS_COUNT);
        assert_int_equal(e.ptr[0].status, RC_STATUS_CONTESTED);
        snprintf(why, 256, "%.*s", RC_FMT(e.ptr[0].contradictions[0].why));
    }
    fixture_free(f);
    return n;
}

static void test_counts_that_cannot_both_hold(void **state)
{
    (void)state;
    char why[256];
    assert_int_equal(clash("Taliban", 40, -1, "Taliban", 0, 0, why), 1);
    assert_string_equal(
        why,
        "according to National Resistance Front spokesman, at least 40 killed (Taliban); according to Taliban, none");
    assert_int_equal(clash("unknown", 60, 60, "unknown", 3, 3, why), 1);
    assert_int_equal(clash("unknown", 61, 61, "civilians", 105, -1, why), 1);
    assert_int_equal(clash("Taliban", 20, -1, "Taliban", 40, 40, why), 0); /* dozens, and 40 */
    assert_int_equal(clash("Taliban", 40, 40, "civilians", 3, 3, why), 0); /* other victims */
    assert_int_equal(clash("unknown", 60, 60, "civilians", 5, 5, why), 0); /* five of the sixty */
    assert_int_equal(clash("Taliban", 40, 40, "Taliban", 40, 40, why), 0);
}

static void test_denial_and_control(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2021-09-02", "a");
    rc_claim *act = battle(f, a, "2021-09-01"), *denial = battle(f, a, "2021-09-01");
    at_place(f, act, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    at_place(f, denial, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
    says(f, act, "Fahim Dashty", "National Resistance Front", RC_SOURCE_PERSON);
    says(f, denial, "Zabihullah Mujahid", "Taliban", RC_SOURCE_PERSON);
    denial->polarity = RC_DENIED;
    rc_events e = join(f);
    assert_int_equal(e.n, 1);
    assert_int_equal(e.ptr[0].n_contradictions, 1);
    assert_int_equal(e.ptr[0].contradictions[0].kind, RC_CONTRADICTS_DENIAL);
    assert_true(e.ptr[0].contradictions[0].a < e.ptr[0].contradictions[0].b);

    act->n_by = 0; /* an attack whose doer is not named does not contradict the denial of one's part in it */
    e = join(f);
    assert_int_equal(e.n, 1);
    assert_int_equal(e.ptr[0].n_contradictions, 0);
    act->n_by = 1;

    denial->polarity = RC_ASSERTED;
    with_control(f, act, "Khawak", RC_HELD, "National Resistance Front");
    with_control(f, denial, "Khawak pass", RC_TAKEN, "Taliban");
    e = join(f);
    assert_int_equal(e.ptr[0].n_contradictions, 1);
    assert_int_equal(e.ptr[0].contradictions[0].kind, RC_CONTRADICTS_CONTROL);
    with_control(f, denial, "Khawak pass", RC_LOST, "Taliban");
    e = join(f);
    assert_int_equal(e.ptr[0].n_contradictions, 0);
    assert_int_equal(e.ptr[0].status, RC_STATUS_BOTH_SIDES);
    fixture_free(f);
}

static void test_one_origin_does_not_contradict_itself(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2021-09-02", "a"), b = add_report(f, "b", "Two", "2021-09-03", "b");
    for (uint32_t r = 0; r < 2; r++) {
        rc_claim *claim = battle(f, r ? b : a, "2021-09-01");
        at_place(f, claim, "Khawak", KHAWAK, RC_PRECISION_SITE, "Panjshir");
        says(f, claim, "Fahim Dashty", "National Resistance Front", RC_SOURCE_PERSON);
        with_loss(f, claim, RC_KILLED, "Taliban", r ? 27 : 13, r ? 27 : 13);
    }
    rc_events e = join(f);
    assert_int_equal(e.n, 1);
    assert_int_equal(e.ptr[0].n_contradictions, 0);
    assert_int_equal(e.ptr[0].status, RC_STATUS_SINGLE_ORIGIN);
    fixture_free(f);
}

static void test_interest(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2021-09-02", "a");
    rc_claim *c = battle(f, a, "2021-09-01");
    rc_loss theirs = {.effect = RC_KILLED, .of = RC_STR("Taliban")};
    rc_loss own = {.effect = RC_KILLED, .of = RC_STR("National Resistance Front")};
    assert_int_equal(rc_loss_interest(c, &theirs, NULL, RC_DAY_NONE), RC_INTEREST_UNKNOWN);
    says(f, c, "Dashty", "National Resistance Front", RC_SOURCE_PERSON);
    assert_int_equal(rc_loss_interest(c, &theirs, NULL, RC_DAY_NONE), RC_SELF_SERVING);
    assert_int_equal(rc_loss_interest(c, &own, NULL, RC_DAY_NONE), RC_AGAINST_INTEREST);
    says(f, c, "the observatory", "NGO", RC_SOURCE_GROUP);
    assert_int_equal(rc_loss_interest(c, &theirs, NULL, RC_DAY_NONE), RC_THIRD_PARTY);
    says(f, c, "Moscow", "Russia", RC_SOURCE_OFFICIAL);
    assert_int_equal(rc_loss_interest(c, &theirs, NULL, RC_DAY_NONE), RC_THIRD_PARTY);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_reports_of_one_battle),
        cmocka_unit_test(test_region_may_speak_of_a_village_in_it),
        cmocka_unit_test(test_what_must_not_be_joined),
        cmocka_unit_test(test_person_named_with_an_age),
        cmocka_unit_test(test_person_named_with_an_age_elsewhere),
        cmocka_unit_test(test_no_place_is_that_of_the_claims_around),
        cmocka_unit_test(test_one_source_does_not_tell_one_event_twice),
        cmocka_unit_test(test_an_answer_is_of_the_event_it_answers),
        cmocka_unit_test(test_a_denial_answers_what_it_repeats),
        cmocka_unit_test(test_who_lost_nobody_answers_the_count),
        cmocka_unit_test(test_a_denial_that_repeats_reaches_farther),
        cmocka_unit_test(test_conflict_of_counts_does_not_split),
        cmocka_unit_test(test_undated_claim_falls_back_to_its_report),
        cmocka_unit_test(test_plans_are_no_events),
        cmocka_unit_test(test_neighbouring_days_do_not_chain),
        cmocka_unit_test(test_order_of_the_input_does_not_matter),
        cmocka_unit_test(test_a_person_wins),
        cmocka_unit_test(test_a_person_wins_over_a_copy),
        cmocka_unit_test(test_reasons_are_told),
        cmocka_unit_test(test_copies_are_one_witness),
        cmocka_unit_test(test_one_spokesman_in_two_papers_is_one_origin),
        cmocka_unit_test(test_a_group_and_its_spokesman_are_one_origin),
        cmocka_unit_test(test_residents_of_two_reports_are_two_origins),
        cmocka_unit_test(test_counts_that_cannot_both_hold),
        cmocka_unit_test(test_denial_and_control),
        cmocka_unit_test(test_one_origin_does_not_contradict_itself),
        cmocka_unit_test(test_interest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
