/* Copies: what the fingerprint keeps of a text, what is folded and what is not, which report is the original, and what
 * a person says about it. */
#include "events/copies.h"
#include "fixture.h"

#define EN_TEXT                                                                                                        \
    "GAO, Mali - Gunmen on motorbikes killed 23 traders and wounded 41 on Monday near Ansongo, the governor of Gao, "  \
    "Colonel Moussa Traore, said. The convoy of 18 lorries had left Labbezanga at dawn. Issouf Ag Mohamed, a driver, " \
    "spoke of more than 80 attackers. The army says it killed 14 of them near Tassiga."
#define FR_TEXT                                                                                                             \
    "GAO (Mali) - Des hommes armés à moto ont tué 23 commerçants et en ont blessé 41 lundi près d'Ansongo, a dit le " \
    "gouverneur de Gao, le colonel Moussa Traoré. Le convoi de 18 camions avait quitté Labbezanga à l'aube. Issouf "     \
    "Ag Mohamed, chauffeur, a parlé de plus de 80 assaillants. L'armée dit en avoir tué 14 près de Tassiga."
#define SPUN_TEXT                                                                                                      \
    "GAO, Mali - Shooters on mopeds slew 23 merchants and hurt 41 on Monday close to Ansongo, the ruler of Gao, "      \
    "Colonel Moussa Traore, stated. The caravan of 18 trucks had quit Labbezanga at daybreak. Issouf Ag Mohamed, a "   \
    "motorist, told of over 80 assailants. The military claims it slew 14 of them close to Tassiga."
#define OTHER_TEXT                                                                                                     \
    "Twenty-three people died when a convoy was attacked on the road to Niger, a nurse in Ansongo said. Families "     \
    "waited outside the morgue of Gao through the night. The union of hauliers, led by Boubacar Maiga, has asked for " \
    "escorts since January and wants all traffic to Niamey stopped until Friday. Prices of rice have gone up."

static rc_events join_with(fixture *f, const rc_join_options *options)
{
    rc_events events;
    rc_error err = {0};
    if (rc_events_join_with(&events, f->reports, f->n_reports, f->claims, f->n_claims, options, &f->arena, &err) !=
        RC_OK)
        fail_msg("%s", err.message);
    return events;
}

static void set_lang(fixture *f, uint32_t report, const char *lang)
{
    f->reports[report].lang = rc_str_of(lang);
}

static const rc_copy *copy_of(const rc_events *events, uint32_t report)
{
    for (uint32_t i = 0; i < events->n_copies; i++)
        if (events->copies[i].copy == report) return &events->copies[i];
    return NULL;
}

/* ---- fingerprints */

static void assert_same_skeleton(const char *a, const char *b)
{
    char x[32], y[32];
    uint32_t n = rc_print_skeleton(rc_str_of(a), x, sizeof x), m = rc_print_skeleton(rc_str_of(b), y, sizeof y);
    if (n != m || memcmp(x, y, n) != 0) fail_msg("%s is %.*s, %s is %.*s", a, (int)n, x, b, (int)m, y);
}

static void test_names_are_known_in_other_spellings(void **state)
{
    (void)state;
    assert_same_skeleton("cheikhoune", "sheikhoun");
    assert_same_skeleton("tchernihiv", "chernihiv");
    assert_same_skeleton("mahmoud", "mahmud");
    assert_same_skeleton("cameroun", "cameroon");
    assert_same_skeleton("moussavi", "mousavi");
    assert_same_skeleton("terroristes", "terrorists");
    assert_same_skeleton("", "");
    char x[32], y[32];
    uint32_t n = rc_print_skeleton(RC_STR("gandja"), x, sizeof x), m = rc_print_skeleton(RC_STR("goma"), y, sizeof y);
    assert_false(n == m && memcmp(x, y, n) == 0);
}

static void assert_marks(const char *text, rc_mark_kind kind, uint32_t count)
{
    rc_arena arena;
    rc_arena_init(&arena, 1 << 14, 0);
    rc_print print;
    rc_print_make(&print, rc_str_of(text), NULL, 0, &arena, &arena);
    uint32_t n = 0;
    for (uint32_t i = 0; i < print.n_marks; i++) n += print.marks[i].kind == kind;
    if (n != count) fail_msg("%s: %u marks, not %u", text, n, count);
    rc_arena_release(&arena);
}

static void test_marks_of_a_text(void **state)
{
    (void)state;
    assert_marks("on 5 000 or 5,000 or 5.000", RC_MARK_NUMBER, 3);
    assert_marks("37 strikes from 3:55, 110 wounded", RC_MARK_NUMBER, 4);
    assert_marks("Yesterday the mayor of Goma met Kabila.", RC_MARK_NAME, 2);
    assert_marks("THE MAYOR OF GOMA MET KABILA", RC_MARK_NAME, 0); /* capitals tell nothing here */
    assert_marks("see https://example.org/a, @ObserverUA and a@b", RC_MARK_LITERAL, 2);
    assert_marks("", RC_MARK_NAME, 0);
}

static uint32_t in_common(const char *a, const char *b)
{
    rc_arena arena;
    rc_arena_init(&arena, 1 << 14, 0);
    rc_print x, y;
    rc_likeness alike;
    rc_print_make(&x, rc_str_of(a), NULL, 0, &arena, &arena);
    rc_print_make(&y, rc_str_of(b), NULL, 0, &arena, &arena);
    rc_print_compare(&alike, &x, &y, &arena);
    rc_arena_release(&arena);
    return alike.found;
}

static void test_numbers_are_known_by_their_value(void **state)
{
    (void)state;
    assert_int_equal(in_common("prices of 26 500 francs", "they paid 26,500 francs"), 1);
    assert_int_equal(in_common("some 26 dead, 500 hurt", "they paid 26,500 francs"), 0);
}

static void test_order_is_measured_beyond_chance(void **state)
{
    (void)state;
    rc_arena arena;
    rc_arena_init(&arena, 1 << 14, 0);
    rc_print x, y;
    rc_likeness same, turned;
    rc_print_make(&x, RC_STR("from 11 by 22 to 33 and 44 then 55 to 66 with 77 at 88"), NULL, 0, &arena, &arena);
    rc_print_make(&y, RC_STR("from 88 by 77 to 66 and 55 then 44 to 33 with 22 at 11"), NULL, 0, &arena, &arena);
    rc_print_compare(&same, &x, &x, &arena);
    rc_print_compare(&turned, &x, &y, &arena);
    assert_true(same.order > 0.99 && turned.order < 0.01);
    assert_int_equal(same.in_order, 8);
    assert_int_equal(turned.in_order, 1);
    assert_int_equal(turned.found, 8);
    assert_true(turned.share > 0.99 && turned.beside > 0.99);
    rc_arena_release(&arena);
}

/* More marks than one machine word has bits: the arithmetic carries over. */
static void test_order_of_long_texts(void **state)
{
    (void)state;
    rc_arena arena;
    rc_arena_init(&arena, 1 << 14, 0);
    rc_str whole = {"", 0}, half = {"", 0};
    for (int i = 0; i < 200; i++) {
        whole = rc_arena_printf(&arena, "%.*s %d of", RC_FMT(whole), 1000 + i);
        if (i % 2) half = rc_arena_printf(&arena, "%.*s %d of", RC_FMT(half), 1000 + i);
    }
    rc_print x, y;
    rc_likeness alike;
    rc_print_make(&x, whole, NULL, 0, &arena, &arena);
    rc_print_make(&y, half, NULL, 0, &arena, &arena);
    rc_print_compare(&alike, &x, &y, &arena);
    assert_int_equal(alike.of, 100);
    assert_int_equal(alike.in_order, 100);
    assert_true(alike.order > 0.99);
    rc_arena_release(&arena);
}

/* ---- folds */

static void test_each_kind_is_folded_and_says_why(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2024-03-12", EN_TEXT);
    uint32_t t = add_report(f, "t", "Deux", "2024-03-13", FR_TEXT);
    uint32_t s = add_report(f, "s", "Three", "2024-03-13", SPUN_TEXT);
    uint32_t o = add_report(f, "o", "Four", "2024-03-13", OTHER_TEXT);
    set_lang(f, a, "en");
    set_lang(f, t, "fr");
    set_lang(f, s, "en");
    set_lang(f, o, "en");
    rc_events e = join_with(f, NULL);
    assert_int_equal(copy_of(&e, t)->original, a);
    assert_int_equal(copy_of(&e, t)->kind, RC_COPY_TRANSLATED);
    assert_true(rc_str_starts(copy_of(&e, t)->why, RC_STR("In another language: ")));
    assert_true(rc_str_find(copy_of(&e, t)->why, RC_STR("of a (One, 2024-03-12)"), 0) != SIZE_MAX);
    assert_int_equal(copy_of(&e, s)->original, a);
    assert_int_equal(copy_of(&e, s)->kind, RC_COPY_SWAPPED);
    assert_true(copy_of(&e, s)->similarity > 0.8f);
    assert_null(copy_of(&e, o));
    assert_null(copy_of(&e, a));
    fixture_free(f);
}

/* ---- a year later */

#define DAILY_TEXT(day, killed, drones, place, hour)                                                                   \
    "The General Staff of the Armed Forces reports on " day ": our units repelled attacks of the occupiers near "      \
    "Kupiansk, Lyman and " place ". Losses of the enemy over the past day: " killed " soldiers killed and " drones     \
    " drones destroyed. Air defence of the command East stays on duty. Situation as of " hour ". Glory to the heroes."

static void test_copies_of_any_age_are_found(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2023-03-12", EN_TEXT);
    uint32_t t = add_report(f, "t", "Deux", "2024-03-13", FR_TEXT);
    uint32_t x = add_report(f, "x", "Three", "2025-03-13", EN_TEXT);
    uint32_t o = add_report(f, "o", "Four", "2024-03-13", OTHER_TEXT);
    set_lang(f, a, "en");
    set_lang(f, t, "fr");
    set_lang(f, x, "en");
    set_lang(f, o, "en");
    rc_events e = join_with(f, NULL);
    assert_int_equal(copy_of(&e, t)->original, a);
    assert_int_equal(copy_of(&e, t)->kind, RC_COPY_TRANSLATED);
    assert_int_equal(copy_of(&e, x)->original, a);
    assert_int_equal(copy_of(&e, x)->kind, RC_COPY_EXACT);
    assert_null(copy_of(&e, o));
    fixture_free(f);
}

static void test_a_text_used_again_is_no_copy_from_afar(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "Staff", "2023-03-12", DAILY_TEXT("12 March", "640", "17", "Avdiivka", "18:00"));
    uint32_t b = add_report(f, "b", "Staff", "2023-08-20", DAILY_TEXT("20 August", "510", "22", "Marinka", "06:00"));
    uint32_t c = add_report(f, "c", "News", "2024-03-12", DAILY_TEXT("12 March", "820", "31", "Avdiivka", "18:00"));
    rc_events e = join_with(f, NULL);
    assert_null(copy_of(&e, a));
    assert_null(copy_of(&e, b));
    assert_null(copy_of(&e, c));
    fixture_free(f);
}

static void test_an_outlet_updates_itself(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    add_report(f, "a", "One", "2024-03-12", EN_TEXT);
    uint32_t s = add_report(f, "s", "One", "2024-03-13", SPUN_TEXT);
    rc_events e = join_with(f, NULL);
    assert_null(copy_of(&e, s));
    fixture_free(f);
}

static void test_the_one_that_tells_more_is_the_original(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t cut =
        add_report(f, "a", "One", "2024-03-12",
                   "GAO, Mali - Gunmen on motorbikes killed 23 traders and wounded 41 on Monday near Ansongo, "
                   "the governor of Gao, Colonel Moussa Traore, said. The convoy of 18 lorries had left "
                   "Labbezanga at dawn.");
    uint32_t whole = add_report(f, "b", "Two", "2024-03-12", EN_TEXT);
    rc_events e = join_with(f, NULL);
    assert_int_equal(copy_of(&e, cut)->original, whole);
    f->reports[whole].published++; /* but the earlier one goes first */
    e = join_with(f, NULL);
    assert_int_equal(copy_of(&e, whole)->original, cut);
    fixture_free(f);
}

static const rc_outlets *outlets_of(fixture *f)
{
    rc_outlets *outlets;
    rc_error err;
    if (rc_outlets_load(&outlets, RC_SHARE_DIR, &f->arena, &err) != RC_OK) fail_msg("%s", err.message);
    return outlets;
}

static void test_agencies_are_credited(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    const rc_outlets *outlets = outlets_of(f);
    static const struct {
        const char *text, *agency;
    } cases[] = {{"KABUL, Sept 2 (Reuters) - Ten people were killed.", "Reuters"},
                 {"Dix morts à Gao (avec AFP)", "Agence France-Presse"},
                 {"ST. LOUIS (KMOX/AP) - A girl was shot.", "Associated Press"},
                 {"Ten died. (Reporting by Reuters)", "Reuters"},
                 {"Dix morts (Agence France-Presse)", "Agence France-Presse"},
                 {"Ten died, Reuters reported.", NULL},
                 {"The NRF (National Resistance Front) said so", NULL},
                 {"unclosed (AFP", NULL},
                 {"", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const rc_outlet *found = rc_copy_credit(outlets, rc_str_of(cases[i].text), &f->arena);
        if (!found != !cases[i].agency || (found && !rc_str_is(found->name, cases[i].agency)))
            fail_msg("%s: %.*s", cases[i].text, found ? (int)found->name.len : 4, found ? found->name.ptr : "none");
    }
    fixture_free(f);
}

static void test_an_agency_is_the_original(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    rc_join_options options = {.outlets = outlets_of(f)};
    uint32_t paper =
        add_report(f, "a", "Daily", "2024-03-12", EN_TEXT " And more of the same from our own desk. (AFP)");
    uint32_t agency = add_report(f, "b", "AFP", "2024-03-12", EN_TEXT);
    rc_events e = join_with(f, &options);
    assert_int_equal(copy_of(&e, paper)->original, agency);
    assert_true(rc_str_ends(copy_of(&e, paper)->why, RC_STR("; both from Agence France-Presse")));
    fixture_free(f);
}

/* "told X" in what X prints: it asked, the other copied, though the other tells more. */
static void test_who_names_his_outlet_is_the_original(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool is_original;
    } cases[] = {{"Upland Press", true}, {"Upland", true}, {"Press Upland", false}, {"land Press", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture *f = fixture_new();
        uint32_t a = add_report(f, "a", "Daily", "2024-03-12", EN_TEXT " He told Upland Press so. Bamako, 12 March.");
        uint32_t b = add_report(f, "b", cases[i].name, "2024-03-12", EN_TEXT " He told Upland Press so.");
        rc_events e = join_with(f, NULL);
        bool found = copy_of(&e, a) && copy_of(&e, a)->original == b;
        if (found != cases[i].is_original) fail_msg("%s", cases[i].name);
        fixture_free(f);
    }
}

/* ---- persons */

static rc_join_act act(rc_join_act_kind kind, int64_t seq, rc_str *reports, uint32_t n)
{
    return (rc_join_act){.kind = kind, .seq = seq, .claims = reports, .n = n, .n_out = n};
}

static void test_a_person_wins(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "a", "One", "2024-03-12", EN_TEXT);
    uint32_t b = add_report(f, "b", "Two", "2024-03-13", EN_TEXT);
    uint32_t o = add_report(f, "o", "Four", "2024-03-13", OTHER_TEXT);
    rc_str just_b[] = {RC_STR("b")}, o_to_b[] = {RC_STR("o"), RC_STR("b")}, a_to_o[] = {RC_STR("a"), RC_STR("o")},
           gone[] = {RC_STR("a"), RC_STR("nothing")};
    rc_join_act acts[] = {act(RC_ACT_UNFOLD, 7, just_b, 1), act(RC_ACT_FOLD, 8, o_to_b, 2),
                          act(RC_ACT_FOLD, 9, a_to_o, 2), act(RC_ACT_FOLD, 10, gone, 2)};
    rc_join_options options = {.acts = acts, .n_acts = 1};
    rc_events e = join_with(f, &options);
    assert_int_equal(e.n_copies, 0);
    options.n_acts = 2;
    e = join_with(f, &options);
    assert_int_equal(e.n_copies, 1);
    assert_int_equal(copy_of(&e, o)->original, b);
    assert_int_equal(copy_of(&e, o)->kind, RC_COPY_BY_HAND);
    assert_true(rc_str_is(copy_of(&e, o)->why, "A person said so, entry 8 of the history"));
    options.acts = acts + 1; /* b is a copy of a, o of b, and then a of o: the ring is cut where it was closed */
    options.n_acts = 3;
    e = join_with(f, &options);
    assert_int_equal(copy_of(&e, a)->original, o);
    assert_int_equal(copy_of(&e, o)->original, b);
    assert_null(copy_of(&e, b));
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_are_known_in_other_spellings),
        cmocka_unit_test(test_marks_of_a_text),
        cmocka_unit_test(test_numbers_are_known_by_their_value),
        cmocka_unit_test(test_order_is_measured_beyond_chance),
        cmocka_unit_test(test_order_of_long_texts),
        cmocka_unit_test(test_each_kind_is_folded_and_says_why),
        cmocka_unit_test(test_copies_of_any_age_are_found),
        cmocka_unit_test(test_a_text_used_again_is_no_copy_from_afar),
        cmocka_unit_test(test_an_outlet_updates_itself),
        cmocka_unit_test(test_the_one_that_tells_more_is_the_original),
        cmocka_unit_test(test_agencies_are_credited),
        cmocka_unit_test(test_an_agency_is_the_original),
        cmocka_unit_test(test_who_names_his_outlet_is_the_original),
        cmocka_unit_test(test_a_person_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
