/* Which two claims of one event cannot both be right, in which way, and what is said of it. */
#include "fixture.h"

#include "events/cased.h"
#include "events/contradict.h"

#define TOWN 36.37, 37.52

/* Two claims of two outlets on one act, made afresh for each case. */
typedef struct pair {
    fixture *f;
    rc_claim *a, *b;
    rc_sides *sides;
} pair;

static pair make_pair(void)
{
    pair p = {.f = fixture_new()};
    rc_error err = {0};
    add_report(p.f, "a", "One", "2017-02-24", "a");
    add_report(p.f, "b", "Two", "2017-02-24", "b");
    p.a = add_claim(p.f, 0, "", "", "2017-02-23");
    p.b = add_claim(p.f, 1, "", "", "2017-02-23");
    if (rc_sides_load(&p.sides, RC_SHARE_DIR, &p.f->arena, &err) != RC_OK) fail_msg("%s", err.message);
    return p;
}

static void by(pair *p, rc_claim *claim, const char *party)
{
    claim->by = RC_NEW(&p->f->arena, rc_actor);
    claim->by[0] = (rc_actor){text_of(p->f, party), text_of(p->f, party)};
    claim->n_by = 1;
}

static void against(pair *p, rc_claim *claim, const char *party)
{
    claim->against = RC_NEW(&p->f->arena, rc_actor);
    claim->against[0] = (rc_actor){text_of(p->f, party), text_of(p->f, party)};
    claim->n_against = 1;
}

/* Bits of the kinds found; the same whichever claim is first. */
static unsigned kinds(pair *p)
{
    rc_clash found[RC_CLASH_KINDS];
    unsigned bits[2] = {0, 0};
    for (int turn = 0; turn < 2; turn++) {
        uint32_t i = turn ? 1 : 0, j = turn ? 0 : 1;
        rc_stand x = rc_stand_of(&p->f->claims[i].claim, &p->f->reports[i]);
        rc_stand y = rc_stand_of(&p->f->claims[j].claim, &p->f->reports[j]);
        uint32_t n = rc_clashes_find(&x, &y, p->sides, &p->f->arena, found);
        for (uint32_t k = 0; k < n; k++) bits[turn] |= 1U << found[k].kind;
    }
    assert_int_equal(bits[0], bits[1]);
    return bits[0];
}

static void assert_said(pair *p, rc_contradiction_kind kind, const char *lang, const char *words)
{
    fixture *f = p->f;
    rc_str said = rc_contradiction_say(kind, &f->claims[0], &f->reports[0], &f->claims[1], &f->reports[1], p->sides,
                                       rc_str_of(lang), &f->arena);
    assert_string_equal(rc_arena_cstr(&f->arena, said), words);
}

static void test_blame_and_counter_blame(void **state)
{
    (void)state;
    pair p = make_pair();
    p.a->type = p.b->type = RC_EXPLOSIONS;
    by(&p, p.a, "Syria");
    by(&p, p.b, "Syrian rebels");
    assert_int_equal(kinds(&p), 1U << RC_CONTRADICTS_DOER);
    assert_said(&p, RC_CONTRADICTS_DOER, "en", "according to One, done by Syria; according to Two, by Syrian rebels");
    assert_said(&p, RC_CONTRADICTS_DOER, "fr", "selon One, commis par la Syrie ; selon Two, par Syrian rebels");
    p.b->certainty = RC_HEDGED; /* what is only supposed accuses nobody */
    assert_int_equal(kinds(&p), 0);
    p.b->certainty = RC_PLAIN;
    by(&p, p.b, "unknown");
    assert_int_equal(kinds(&p), 0);
    by(&p, p.b, "Russia"); /* fought on Syria's side that day */
    assert_int_equal(kinds(&p), 0);
    p.a->from = p.a->to = p.b->from = p.b->to = rc_day_of(2025, 3, 1); /* no longer */
    assert_int_equal(kinds(&p), 1U << RC_CONTRADICTS_DOER);
    by(&p, p.b, "Syrian rebels");
    against(&p, p.a, "Syrian rebels");
    against(&p, p.b, "Syria"); /* each hit the other */
    assert_int_equal(kinds(&p), 0);
    p.a->type = p.b->type = RC_BATTLES; /* both sides of a battle fought it */
    p.a->n_against = p.b->n_against = 0;
    assert_int_equal(kinds(&p), 0);
    fixture_free(p.f);
}

static void test_members_of_a_coalition_did_it_together(void **state)
{
    (void)state;
    pair p = make_pair();
    p.a->type = p.b->type = RC_EXPLOSIONS;
    by(&p, p.a, "United States");
    by(&p, p.b, "United Kingdom");
    assert_int_equal(kinds(&p), 0);
    by(&p, p.b, "US-led coalition");
    assert_int_equal(kinds(&p), 0);
    by(&p, p.b, "ISIS");
    assert_int_equal(kinds(&p), 1U << RC_CONTRADICTS_DOER);
    fixture_free(p.f);
}

static void test_denials(void **state)
{
    (void)state;
    pair p = make_pair();
    const unsigned denial = 1U << RC_CONTRADICTS_DENIAL;
    p.a->type = p.b->type = RC_EXPLOSIONS;
    p.a->subtype = p.b->subtype = RC_STR("Air/drone strike");
    by(&p, p.a, "United States");
    p.b->polarity = RC_DENIED; /* nobody struck, says B */
    assert_int_equal(kinds(&p), denial);
    assert_said(&p, RC_CONTRADICTS_DENIAL, "en",
                "according to One, air or drone strike by the United States; denied by Two");
    assert_said(&p, RC_CONTRADICTS_DENIAL, "fr",
                "selon One, frappe aérienne ou de drone par les États-Unis ; démenti par Two");
    p.a->n_by = 0;
    with_loss(p.f, p.a, RC_KILLED, "", 160, 160); /* a count of bodies does not say how they died */
    assert_int_equal(kinds(&p), 0);
    p.a->n_losses = 0;
    by(&p, p.a, "United States");
    by(&p, p.b, "Russia"); /* not we, says Russia */
    says(p.f, p.b, "Moscow", "Russia", RC_SOURCE_OFFICIAL);
    assert_int_equal(kinds(&p), 0);
    by(&p, p.a, "Russia");
    assert_int_equal(kinds(&p), denial);
    p.a->subtype = RC_STR("Shelling/artillery/missile attack"); /* another name for what the same side did */
    assert_int_equal(kinds(&p), denial);
    with_control(p.f, p.a, "Goma", RC_TAKEN, "Russia"); /* ground taken is more than was denied */
    assert_int_equal(kinds(&p), 0);
    p.a->n_control = 0;
    p.a->n_by = 0; /* nor does one's own part in it deny the attack */
    assert_int_equal(kinds(&p), 0);
    with_loss(p.f, p.b, RC_KILLED, "civilians", 3, 3); /* denied dead meet those who count them */
    by(&p, p.a, "Russia");
    assert_int_equal(kinds(&p), 0);
    with_loss(p.f, p.a, RC_KILLED, "civilians", 5, 5);
    assert_int_equal(kinds(&p), denial);
    p.a->losses[0].of = RC_STR("Taliban");
    assert_int_equal(kinds(&p), 0);
    fixture_free(p.f);
}

/* The Front denies that its town has fallen: read as if it denied to have taken it, it meets who says that others took
 * it, and who says that the Front lost it; not who says that the Front took it, or took another. */
static void test_ground_that_is_said_not_to_be_lost(void **state)
{
    (void)state;
    pair p = make_pair();
    const unsigned control = 1U << RC_CONTRADICTS_CONTROL;
    p.b->polarity = RC_DENIED;
    says(p.f, p.b, "the Front", "National Resistance Front", RC_SOURCE_GROUP);
    static const struct {
        rc_change denied, told;
        const char *by, *at;
        bool clash;
    } cases[] = {{RC_TAKEN, RC_TAKEN, "Taliban", "Bazarak", true},
                 {RC_TAKEN, RC_LOST, "National Resistance Front", "Bazarak", true},
                 {RC_TAKEN, RC_LOST, "Taliban", "Bazarak", false},
                 {RC_TAKEN, RC_TAKEN, "National Resistance Front", "Bazarak", false},
                 {RC_TAKEN, RC_TAKEN, "Taliban", "Khawak", false},
                 {RC_LOST, RC_TAKEN, "Taliban", "Bazarak", true},
                 {RC_LOST, RC_LOST, "National Resistance Front", "Bazarak", true},
                 {RC_LOST, RC_TAKEN, "National Resistance Front", "Bazarak", false},
                 {RC_LOST, RC_HELD, "National Resistance Front", "Bazarak", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        p.a->n_control = p.b->n_control = 0;
        with_control(p.f, p.a, cases[i].at, cases[i].told, cases[i].by);
        with_control(p.f, p.b, "Bazarak", cases[i].denied, "National Resistance Front");
        if (kinds(&p) != (cases[i].clash ? control : 0)) fail_msg("case %zu", i);
    }
    fixture_free(p.f);
}

/* "The Front rejected the figure." */
static void test_a_bare_denial_meets_what_is_told_against_the_denier(void **state)
{
    (void)state;
    pair p = make_pair();
    const unsigned denial = 1U << RC_CONTRADICTS_DENIAL;
    p.a->subtype = RC_STR("Armed clash");
    p.b->subtype = RC_STR("Attack");
    p.b->type = RC_VIOLENCE;
    p.b->polarity = RC_DENIED;
    says(p.f, p.b, "the Front", "National Resistance Front", RC_SOURCE_GROUP);
    with_loss(p.f, p.a, RC_KILLED, "National Resistance Front", 25, 25);
    by(&p, p.a, "Taliban");
    assert_int_equal(kinds(&p), 0);
    p.b->rule = RC_STR("denial"); /* the words do not say what is denied */
    assert_int_equal(kinds(&p), denial);
    p.a->losses[0].of = RC_STR("Taliban"); /* nothing against the Front */
    assert_int_equal(kinds(&p), 0);
    by(&p, p.a, "National Resistance Front");
    assert_int_equal(kinds(&p), denial);
    p.a->n_losses = 0;
    with_control(p.f, p.a, "Shotul", RC_TAKEN, "Taliban");
    assert_int_equal(kinds(&p), denial);
    p.a->control[0].by = RC_STR("National Resistance Front");
    assert_int_equal(kinds(&p), 0);
    fixture_free(p.f);
}

static void test_a_deal_is_denied_by_whoever_was_to_make_it(void **state)
{
    (void)state;
    pair p = make_pair();
    p.a->type = p.b->type = RC_STRATEGIC;
    p.a->subtype = p.b->subtype = RC_STR("Agreement");
    by(&p, p.b, "Hezbollah");
    says(p.f, p.b, "its media unit", "Hezbollah", RC_SOURCE_OFFICIAL);
    p.b->polarity = RC_DENIED;
    assert_int_equal(kinds(&p), 1U << RC_CONTRADICTS_DENIAL);
    fixture_free(p.f);
}

static void test_ground(void **state)
{
    (void)state;
    pair p = make_pair();
    const unsigned control = 1U << RC_CONTRADICTS_CONTROL;
    with_control(p.f, p.a, "al-Bab", RC_HELD, "ISIS");
    with_control(p.f, p.b, "al-Bab", RC_TAKEN, "Turkey");
    assert_int_equal(kinds(&p), control);
    assert_said(&p, RC_CONTRADICTS_CONTROL, "en",
                "according to One, al-Bab held by ISIS; according to Two, al-Bab taken by Turkey");
    assert_said(&p, RC_CONTRADICTS_CONTROL, "fr",
                "selon One, al-Bab aux mains de l’État islamique ; selon Two, prise d’al-Bab par la Turquie");
    p.b->control[0].by = RC_STR("ISIS"); /* taken and held by one side */
    assert_int_equal(kinds(&p), 0);
    p.b->control[0] = (rc_control){.place = RC_STR("al-Bab"), .by = RC_STR("ISIS"), .change = RC_LOST};
    assert_int_equal(kinds(&p), control);
    p.b->from = p.b->to = rc_day_of(2017, 2, 25); /* held on the 23rd, lost on the 25th */
    assert_int_equal(kinds(&p), 0);
    p.b->from = p.b->to = rc_day_of(2017, 2, 23);
    p.b->control[0].place = RC_STR("Qabasin");
    assert_int_equal(kinds(&p), 0);
    p.b->control[0] = (rc_control){.place = RC_STR("al-Bab"), .change = RC_TAKEN}; /* by the doer of the act */
    assert_int_equal(kinds(&p), 0);
    by(&p, p.b, "Turkey");
    assert_int_equal(kinds(&p), control);
    assert_said(&p, RC_CONTRADICTS_CONTROL, "en",
                "according to One, al-Bab held by ISIS; according to Two, al-Bab taken by Turkey");
    fixture_free(p.f);
}

static void test_taken_and_taken_back_is_a_story(void **state)
{
    (void)state;
    pair p = make_pair();
    with_control(p.f, p.a, "the hospital", RC_TAKEN, "ISIS");
    with_control(p.f, p.b, "the hospital", RC_TAKEN, "Syria");
    assert_int_equal(kinds(&p), 1U << RC_CONTRADICTS_CONTROL);
    p.b->control[0].from = RC_STR("ISIS");
    assert_int_equal(kinds(&p), 0);
    p.a->polarity = RC_DENIED; /* ISIS never had it: then nobody took it back */
    assert_int_equal(kinds(&p), 1U << RC_CONTRADICTS_CONTROL);
    fixture_free(p.f);
}

static void test_shares_and_parts_of_a_town_are_its_ground(void **state)
{
    (void)state;
    pair p = make_pair();
    at_place(p.f, p.a, "more than half of the city", TOWN, RC_PRECISION_SETTLEMENT, "");
    at_place(p.f, p.a, "al-Bab", TOWN, RC_PRECISION_SETTLEMENT, "");
    at_place(p.f, p.b, "most of the city", TOWN, RC_PRECISION_SETTLEMENT, "");
    with_control(p.f, p.a, "more than half of the city", RC_HELD, "ISIS");
    with_control(p.f, p.b, "most of the city", RC_TAKEN, "Turkey");
    assert_int_equal(kinds(&p), 1U << RC_CONTRADICTS_CONTROL);
    p.a->place[0] = (rc_claim_place){.name = RC_STR("the hospital"), .precision = RC_PRECISION_SITE};
    p.a->control[0].place = RC_STR("the hospital");
    assert_int_equal(kinds(&p), 0); /* the hospital, and most of the city */
    p.b->place[0].name = p.b->control[0].place = RC_STR("al-Bab");
    assert_int_equal(kinds(&p), 1U << RC_CONTRADICTS_CONTROL); /* all of the town, and the hospital in it */
    fixture_free(p.f);
}

static void test_who_was_killed(void **state)
{
    (void)state;
    pair p = make_pair();
    with_loss(p.f, p.a, RC_KILLED, "Taliban", 10, 10)->members = RC_MEMBERS_COMBATANT;
    with_loss(p.f, p.b, RC_KILLED, "civilians", 10, 10)->members = RC_MEMBERS_CIVILIAN;
    assert_int_equal(kinds(&p), 1U << RC_CONTRADICTS_VICTIMS);
    assert_said(&p, RC_CONTRADICTS_VICTIMS, "en",
                "according to Two, civilians: 10 killed; according to One, fighters: 10 killed (Taliban)");
    assert_said(&p, RC_CONTRADICTS_VICTIMS, "fr",
                "selon Two, des civils : 10 tués ; selon One, des combattants : 10 tués (talibans)");
    p.b->losses[0].count.low = p.b->losses[0].count.high = 3; /* three others */
    assert_int_equal(kinds(&p), 0);
    p.b->losses[0].count.low = p.b->losses[0].count.high = 10;
    with_loss(p.f, p.b, RC_KILLED, "Taliban", 10, 10)->members = RC_MEMBERS_COMBATANT; /* B tells both apart */
    assert_int_equal(kinds(&p), 0);
    fixture_free(p.f);
}

static void test_days_and_places(void **state)
{
    (void)state;
    pair p = make_pair();
    p.b->from = p.b->to = rc_day_of(2017, 2, 24); /* a night */
    assert_int_equal(kinds(&p), 0);
    p.b->from = p.b->to = rc_day_of(2017, 2, 26);
    assert_int_equal(kinds(&p), 1U << RC_CONTRADICTS_TIME);
    assert_said(&p, RC_CONTRADICTS_TIME, "fr", "selon One, le 23 février 2017 ; selon Two, le 26 février 2017");
    p.b->from = rc_day_of(2017, 2, 20); /* vague: within a week */
    assert_int_equal(kinds(&p), 0);
    p.b->from = p.b->to = rc_day_of(2017, 2, 23);
    at_place(p.f, p.a, "al-Bab", TOWN, RC_PRECISION_SETTLEMENT, "");
    at_place(p.f, p.b, "Manbij", 36.53, 37.95, RC_PRECISION_SETTLEMENT, "");
    assert_int_equal(kinds(&p), 1U << RC_CONTRADICTS_PLACE);
    assert_said(&p, RC_CONTRADICTS_PLACE, "en", "according to One, at al-Bab; according to Two, at Manbij, 42 km away");
    p.b->place[0].precision = RC_PRECISION_REGION;
    assert_int_equal(kinds(&p), 0);
    fixture_free(p.f);
}

static void test_counts_in_words(void **state)
{
    (void)state;
    pair p = make_pair();
    with_loss(p.f, p.a, RC_WOUNDED, "Taliban", 12, 15);
    with_loss(p.f, p.b, RC_WOUNDED, "Taliban", 0, 0);
    assert_int_equal(kinds(&p), 1U << RC_CONTRADICTS_COUNT);
    assert_said(&p, RC_CONTRADICTS_COUNT, "en", "according to One, 12 to 15 wounded (Taliban); according to Two, none");
    assert_said(&p, RC_CONTRADICTS_COUNT, "fr", "selon One, 12 à 15 blessés (talibans) ; selon Two, aucun");
    assert_said(&p, RC_CONTRADICTS_TIME, "en", "");
    p.b->losses[0].count = (rc_count){.low = 20, .has_low = true, .approx = true};
    assert_said(&p, RC_CONTRADICTS_COUNT, "fr",
                "selon One, 12 à 15 blessés (talibans) ; selon Two, au moins environ 20");
    p.b->from = rc_day_of(2016, 12, 1); /* the wounded of a season are not those of a day */
    assert_int_equal(kinds(&p), 0);
    fixture_free(p.f);
}

/* A source is named as its words and the language of the reader ask for. */
static void test_sources_in_sentences(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *name, *party;
        rc_source_kind kind;
        const char *en, *fr;
    } cases[] = {
        {"fr", "Les talibans", "Taliban", RC_SOURCE_GROUP, "the Taliban", "les talibans"},
        {"en", "The Front", "National Resistance Front", RC_SOURCE_GROUP, "the Front", "«\u00a0the Front\u00a0»"},
        {"fr", "Front national de résistance", "National Resistance Front", RC_SOURCE_GROUP,
         "the National Resistance Front", "le Front national de résistance"},
        {"fr", "L’armée soudanaise", "Sudan", RC_SOURCE_OFFICIAL, "“l’armée soudanaise”", "l’armée soudanaise"},
        {"fr", "porte-parole du Front", "", RC_SOURCE_OFFICIAL, "“porte-parole du Front”", "porte-parole du Front"},
        {"en", "Their spokesman", "Taliban", RC_SOURCE_OFFICIAL, "their spokesman", "«\u00a0their spokesman\u00a0»"},
        {"fr", "Najib Kohzad", "National Resistance Front", RC_SOURCE_PERSON, "Najib Kohzad", "Najib Kohzad"},
        {"fr", "Le Fil du Nil", "", RC_SOURCE_OUTLET, "Le Fil du Nil", "Le Fil du Nil"},
        {"en", "al-Shabaab", "Al-Shabaab", RC_SOURCE_GROUP, "Al-Shabaab", "Al-Shabaab"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pair p = make_pair();
        rc_arena *arena = &p.f->arena;
        p.f->reports[0].lang = text_of(p.f, cases[i].lang);
        says(p.f, p.a, cases[i].name, cases[i].party, cases[i].kind);
        with_loss(p.f, p.a, RC_KILLED, "Taliban", 1, 1);
        with_loss(p.f, p.b, RC_KILLED, "Taliban", 1200, 1200);
        assert_said(
            &p, RC_CONTRADICTS_COUNT, "en",
            rc_arena_printf(arena, "according to %s, 1 killed (Taliban); according to Two, 1,200", cases[i].en).ptr);
        assert_said(&p, RC_CONTRADICTS_COUNT, "fr",
                    rc_arena_printf(arena, "selon %s, 1 tué (talibans) ; selon Two, 1\u202f200", cases[i].fr).ptr);
        fixture_free(p.f);
    }
}

static void test_names_in_capitals(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"VALLÉE DU PANJSHIR", "Vallée du Panjshir"},
        {"KHARKIV", "Kharkiv"},
        {"RAS AL-AIN", "Ras al-Ain"},
        {"DEIR EZ-ZOR", "Deir ez-Zor"},
        {"ÉREVAN", "Érevan"},
        {"L’ÎLE DES SERPENTS", "L’Île des Serpents"},
        {"USA", "USA"},
        {"Al-BAB", "Al-BAB"},
        {"COTE D'IVOIRE", "Cote d'Ivoire"},
        {"", ""},
        {"CAMP DE LA", "Camp de la"},
    };
    rc_arena arena;
    rc_arena_init(&arena, 1 << 12, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(rc_arena_cstr(&arena, rc_name_cased(rc_str_of(cases[i][0]), &arena)), cases[i][1]);
    rc_arena_release(&arena);
}

/* French joins and elides, and gives no article where it does not know the gender. */
static void test_ground_in_french(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *place, *by, *fr;
    } cases[] = {
        {"fr", "col de Khawak", "Taliban", "prise du col de Khawak par les talibans"},
        {"fr", "vallée", "M23", "prise de la vallée par le M23"},
        {"fr", "hauteurs", "", "prise des hauteurs"},
        {"fr", "le pont", "Fano", "prise du pont par Fano"},
        {"fr", "verger", "Ethiopia", "prise du terrain (verger) par l’Éthiopie"},
        {"en", "the market", "Sudan", "prise de «\u00a0the market\u00a0» par le Soudan"},
        {"en", "Anaba", "civilians", "prise d’Anaba par des civils"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pair p = make_pair();
        p.f->reports[0].lang = text_of(p.f, cases[i].lang);
        with_control(p.f, p.a, cases[i].place, RC_TAKEN, cases[i].by);
        with_control(p.f, p.b, cases[i].place, RC_HELD, "Ukraine");
        rc_clash clash = {.kind = RC_CONTRADICTS_CONTROL, .ground_a = p.a->control, .ground_b = p.b->control};
        rc_stand x = rc_stand_of(p.a, &p.f->reports[0]), y = rc_stand_of(p.b, &p.f->reports[1]);
        rc_str said = rc_clash_say(&clash, &x, &y, p.sides, RC_STR("fr"), &p.f->arena);
        const char *start = strstr(rc_arena_cstr(&p.f->arena, said), "prise");
        assert_non_null(start);
        assert_memory_equal(start, cases[i].fr, strlen(cases[i].fr));
        fixture_free(p.f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sources_in_sentences),
        cmocka_unit_test(test_ground_in_french),
        cmocka_unit_test(test_names_in_capitals),
        cmocka_unit_test(test_blame_and_counter_blame),
        cmocka_unit_test(test_members_of_a_coalition_did_it_together),
        cmocka_unit_test(test_denials),
        cmocka_unit_test(test_ground_that_is_said_not_to_be_lost),
        cmocka_unit_test(test_a_bare_denial_meets_what_is_told_against_the_denier),
        cmocka_unit_test(test_a_deal_is_denied_by_whoever_was_to_make_it),
        cmocka_unit_test(test_ground),
        cmocka_unit_test(test_taken_and_taken_back_is_a_story),
        cmocka_unit_test(test_shares_and_parts_of_a_town_are_its_ground),
        cmocka_unit_test(test_who_was_killed),
        cmocka_unit_test(test_days_and_places),
        cmocka_unit_test(test_counts_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
