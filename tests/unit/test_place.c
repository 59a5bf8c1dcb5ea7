#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "recoupe/base/utf8.h"
#include "resolve/gazetteer_build.h"

typedef struct language {
    const char *tag;
    rc_lexicon *lexicon;
    rc_place_rules *rules;
    rc_actors *actors;
} language;

static rc_arena shared, arena; /* word lists; one text */
static language languages[] = {{.tag = "fr"}, {.tag = "en"}};
static rc_gazetteer *real;

static int set_up(void **state)
{
    (void)state;
    rc_error err = {0};
    rc_arena_init(&shared, (size_t)4 << 20, 0);
    rc_arena_init(&arena, (size_t)1 << 20, 0);
    rc_status status = rc_gazetteer_open(&real, RC_SHARE_DIR "/gazetteer.bin", &err);
    for (size_t i = 0; i < 2 && status == RC_OK; i++) {
        language *l = &languages[i];
        status = rc_lexicon_load(&l->lexicon, RC_SHARE_DIR, l->tag, &shared, &err);
        if (status == RC_OK) status = rc_place_rules_load(&l->rules, l->lexicon, &shared, &err);
        if (status == RC_OK) status = rc_actors_load(&l->actors, RC_SHARE_DIR, l->lexicon, l->tag, &shared, &err);
    }
    if (status != RC_OK) print_error("%s\n", err.message);
    return status == RC_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    rc_gazetteer_close(real);
    rc_arena_release(&arena);
    rc_arena_release(&shared);
    return 0;
}

static rc_places find_in(const rc_gazetteer *gazetteer, const char *lang, const char *text)
{
    const language *l = &languages[strcmp(lang, "en") == 0];
    rc_document *doc = rc_document_new(rc_lexicon_orthography(l->lexicon), rc_str_of(text), &arena);
    rc_hits hits = rc_lexicon_match(l->lexicon, doc, &arena);
    rc_parties parties = rc_parties_find(l->actors, doc, &hits, rc_day_of(2024, 5, 1), &arena);
    rc_places places = rc_places_find(l->rules, gazetteer, doc, &hits, &parties, NULL, RC_PLACES_OF_EVENTS, &arena);
    uint32_t until = 0;
    for (uint32_t i = 0; i < places.n; i++) { /* in order, not overlapping, inside the text */
        assert_true(places.ptr[i].count > 0 && places.ptr[i].first >= until);
        until = places.ptr[i].first + places.ptr[i].count;
        assert_true(until <= doc->n_tokens);
        assert_true(places.ptr[i].score >= 0 && places.ptr[i].score <= 1);
    }
    return places;
}

static const rc_place_mention *named(const rc_places *places, const char *name)
{
    for (uint32_t i = 0; i < places->n; i++)
        if (rc_str_is(places->ptr[i].name, name)) return &places->ptr[i];
    return NULL;
}

static void print_all(const rc_places *places)
{
    for (uint32_t i = 0; i < places->n; i++)
        print_error("  [%.*s] %d %s %.2f %.2f\n", RC_FMT(places->ptr[i].name), (int)places->ptr[i].is_resolved,
                    places->ptr[i].country, places->ptr[i].lat, places->ptr[i].lon);
}

static void names_become_points(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *text, *name, *country;
        double lat, lon, km;
        rc_precision precision;
    } cases[] = {
        {"fr", "Des combats ont eu lieu à Kaboul.", "Kaboul", "AF", 34.53, 69.17, 20, RC_PRECISION_SETTLEMENT},
        {"fr", "Les talibans avancent dans la province du Panjshir.", "province du Panjshir", "AF", 35.4, 69.7, 50,
         RC_PRECISION_REGION},
        {"fr", "Les talibans ont attaqué le col de Khawak.", "col de Khawak", "AF", 35.66, 69.78, 20,
         RC_PRECISION_SITE},
        {"fr", "Trois chars détruits près de Bazarak, dans le Panjshir.", "Bazarak", "AF", 35.31, 69.52, 15,
         RC_PRECISION_SETTLEMENT},
        {"fr", "Les districts de Shotul et d'Anaba en Afghanistan sont tombés.", "Anaba", "AF", 35.22, 69.38, 20,
         RC_PRECISION_DISTRICT},
        {"fr", "Une frappe israélienne sur la bande de Gaza.", "bande de Gaza", "PS", 31.42, 34.37, 20,
         RC_PRECISION_REGION},
        {"fr", "Une frappe sur la ville de Gaza a tué dix civils palestiniens.", "ville de Gaza", "PS", 31.5, 34.47, 10,
         RC_PRECISION_SETTLEMENT},
        {"fr", "Un navire visé en mer Rouge.", "mer Rouge", "", 20, 38.5, 200, RC_PRECISION_REGION},
        {"fr", "SYRIE : l'aviation russe a bombardé Saraqeb, dans la province d'Idleb.", "province d'Idleb", "SY", 35.8,
         36.6, 40, RC_PRECISION_REGION},
        {"fr", "Le M23 a pris l'aéroport de Goma, en République démocratique du Congo.", "aéroport de Goma", "CD",
         -1.67, 29.24, 10, RC_PRECISION_SITE},
        {"fr", "Ils ont attaqué un camp dans le nord du Mali.", "nord du Mali", "ML", 19, -1, 150, RC_PRECISION_REGION},
        /* where people live: the middle of the country moved south lies in the desert */
        {"en", "Clashes broke out in southern Syria.", "southern Syria", "SY", 32.8, 36.4, 60, RC_PRECISION_REGION},
        {"en", "M23 advanced in eastern DRC.", "eastern DRC", "CD", -1.5, 28.7, 150, RC_PRECISION_REGION},
        {"fr", "Une attaque dans le nord-est du Nigeria.", "nord-est du Nigeria", "NG", 11.7, 12.8, 150,
         RC_PRECISION_REGION},
        {"en", "A boat was struck in the Pacific Ocean.", "Pacific Ocean", "", 0, -160, 100, RC_PRECISION_REGION},
        {"en", "Fighting broke out in Kunar Province, Afghanistan.", "Kunar Province", "AF", 34.95, 71.15, 40,
         RC_PRECISION_REGION},
        {"en", "The gunman opened fire in El Paso, Texas.", "El Paso", "US", 31.76, -106.49, 20,
         RC_PRECISION_SETTLEMENT},
        {"en", "Syrian troops took Tripoli? No: a bomb went off in Tripoli, Lebanon.", "Tripoli", "LB", 34.44, 35.84,
         20, RC_PRECISION_SETTLEMENT},
        {"en", "Ukrainian forces left Avdiivka in Donetsk Oblast.", "Avdiivka", "UA", 48.14, 37.74, 10,
         RC_PRECISION_SETTLEMENT},
        {"en", "Ukrainian forces left Avdiivka in Donetsk Oblast.", "Donetsk Oblast", "UA", 48.1, 37.75, 40,
         RC_PRECISION_REGION},
        {"en", "Shelling hit northern Gaza on Monday.", "northern Gaza", "PS", 31.5, 34.4, 30, RC_PRECISION_REGION},
        {"en", "At least 10 died near al-Bab in Aleppo Governorate, Syria.", "al-Bab", "SY", 36.37, 37.52, 10,
         RC_PRECISION_SETTLEMENT},
        {"en", "The RSF shelled #Omdurman in Sudan.", "Omdurman", "SD", 15.65, 32.48, 15, RC_PRECISION_SETTLEMENT},
        {"en", "A strike in the U.S. on Monday.", "U.S.", "US", 39.8, -98.6, 50, RC_PRECISION_COUNTRY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rc_places places = find_in(real, cases[i].lang, cases[i].text);
        const rc_place_mention *p = named(&places, cases[i].name);
        bool right = p && p->is_resolved && strcmp(p->country, cases[i].country) == 0 &&
                     p->precision == cases[i].precision &&
                     rc_distance_km(p->lat, p->lon, cases[i].lat, cases[i].lon) <= cases[i].km;
        if (!right) print_all(&places);
        if (!right) fail_msg("%s", cases[i].text);
        rc_arena_reset(&arena);
    }
}

/* "Northern Mali" has a point of its own, but the name that a map knows is "Mali". */
static void a_part_keeps_the_bare_name(void **state)
{
    (void)state;
    rc_places places = find_in(real, "en", "Rebels attacked a base in northern Mali.");
    const rc_place_mention *p = named(&places, "northern Mali");
    assert_non_null(p);
    assert_int_equal(p->count, 2);
    assert_int_equal(p->name_count, 1);
    assert_int_equal(p->name_first, p->first + 1);
    rc_arena_reset(&arena);
}

static void what_is_no_place_is_left_out(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *text, *name;
    } cases[] = {
        {"fr", "Le général Massoud a parlé. Ahmad Massoud dirige le Front.", "Massoud"},
        {"fr", "Mardi, Nice a été calme ? Il est nice.", "Mardi"},
        {"fr", "Selon lui, tout va bien.", "Selon"},
        {"fr", "La résistance du Panjshir a tué dix talibans.", "Panjshir"}, /* a party's name */
        {"fr", "L'armée afghane a repoussé les talibans.", "afghane"},
        {"en", "March troops. They march in March.", "March"},
        {"en", "Joe Franklin said he was there.", "Franklin"},
        {"en", "Reuters and the UN said so. NATO agreed.", "UN"},
        {"en", "Mr Paris denied it.", "Paris"},
        {"en", "The Islamic State claimed it.", "Islamic State"},
        {"en", "U.S. airstrikes killed ten.", "U.S."},
        {"en", "The Turkish army in mid-September.", "mid-September"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rc_places places = find_in(real, cases[i].lang, cases[i].text);
        if (named(&places, cases[i].name)) fail_msg("%s", cases[i].text);
        rc_arena_reset(&arena);
    }
}

static void unknown_names_stay_open(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *text, *name;
        rc_precision precision;
    } cases[] = {
        {"fr", "Des combats dans le village de Zzargouna.", "village de Zzargouna", RC_PRECISION_SETTLEMENT},
        {"fr", "Une explosion près de Zzargouna.", "Zzargouna", RC_PRECISION_NONE},
        {"en", "Clashes in Zzargouna district.", "Zzargouna district", RC_PRECISION_DISTRICT},
        {"en", "They shelled Zzargouna International Airport.", "Zzargouna International Airport", RC_PRECISION_SITE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rc_places places = find_in(real, cases[i].lang, cases[i].text);
        const rc_place_mention *p = named(&places, cases[i].name);
        if (!p || p->is_resolved || p->precision != cases[i].precision) print_all(&places);
        if (!p || p->is_resolved || p->precision != cases[i].precision) fail_msg("%s", cases[i].text);
        rc_arena_reset(&arena);
    }
    rc_places places = find_in(real, "en", "Zzargouna said nothing.");
    assert_null(named(&places, "Zzargouna"));
}

static void a_site_is_where_the_text_says(void **state)
{
    (void)state;
    rc_places places = find_in(real, "fr", "Un obus a touché l'hôpital Zzargouna à Kaboul.");
    const rc_place_mention *p = named(&places, "hôpital Zzargouna");
    assert_non_null(p);
    assert_true(p->is_resolved && p->precision == RC_PRECISION_SITE);
    assert_true(rc_distance_km(p->lat, p->lon, 34.53, 69.17) < 20);
}

/* ---- a made-up world: two countries, villages of one name in both */

static rc_gazetteer *made_up_world(char *path)
{
    static const struct {
        const char *name, *country;
        rc_feature feature;
        double lat, lon;
        uint32_t population;
        int region;
    } rows[] = {
        {"Borduria", "XB", RC_FEATURE_COUNTRY, 45, 20, 0, -1},
        {"Syldavia", "XS", RC_FEATURE_COUNTRY, 45, 40, 0, -1},
        {"Zmyland", "XS", RC_FEATURE_REGION, 45, 40, 0, -1},
        {"Szohod", "XB", RC_FEATURE_CAPITAL, 45, 20, 900000, -1},
        {"Klowmar", "XS", RC_FEATURE_CAPITAL, 45, 40, 900000, -1},
        {"Istovno", "XB", RC_FEATURE_SETTLEMENT, 45.1, 20.1, 3000, -1},
        {"Istovno", "XS", RC_FEATURE_SETTLEMENT, 45.1, 40.1, 3000, 2},
        {"Gulzebar", "XS", RC_FEATURE_SETTLEMENT, 45.2, 40.2, 8000, 2},
        {"Farwell", "XS", RC_FEATURE_SETTLEMENT, 60, 70, 900, -1},
    };
    rc_gazetteer_builder builder;
    rc_error err = {0};
    rc_gazetteer *g;
    rc_gazetteer_builder_init(&builder, &shared);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        rc_gazetteer_row row = {.name = rc_str_of(rows[i].name),
                                .lat = rows[i].lat,
                                .lon = rows[i].lon,
                                .population = rows[i].population,
                                .feature = rows[i].feature,
                                .admin1 = rows[i].region < 0 ? RC_GAZETTEER_NONE : (uint32_t)rows[i].region,
                                .admin2 = RC_GAZETTEER_NONE};
        memcpy(row.country, rows[i].country, 3);
        rc_gazetteer_builder_add(&builder, &row);
    }
    assert_int_equal(rc_gazetteer_builder_write(&builder, path, &err), RC_OK);
    assert_int_equal(rc_gazetteer_open(&g, path, &err), RC_OK);
    return g;
}

static const char *country_in(const rc_gazetteer *g, const char *text, const char *name)
{
    rc_places places = find_in(g, "en", text);
    const rc_place_mention *p = named(&places, name);
    if (!p) print_all(&places);
    if (!p) return "none";
    return p->is_resolved ? rc_arena_cstr(&arena, rc_str_of(p->country)) : "open";
}

static void context_chooses(void **state)
{
    (void)state;
    char path[] = "/tmp/recoupe-places-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    rc_gazetteer *g = made_up_world(path);
    assert_string_equal(country_in(g, "Shells fell in Istovno.", "Istovno"), "open");
    assert_string_equal(country_in(g, "Shells fell in Istovno. Borduria denied it.", "Istovno"), "XB");
    assert_string_equal(country_in(g, "Shells fell in Istovno. Syldavia denied it.", "Istovno"), "XS");
    assert_string_equal(country_in(g, "Shells fell in Istovno, Zmyland, said Borduria.", "Istovno"), "XS");
    assert_string_equal(country_in(g, "They left Szohod for Klowmar and died in Istovno.", "Istovno"), "open");
    assert_string_equal(country_in(g, "From Klowmar they drove to the village of Gulzibar.", "village of Gulzibar"),
                        "XS");
    assert_string_equal(country_in(g, "They drove to the village of Gulzibar.", "village of Gulzibar"), "open");
    /* Far from all else in the report: some other Farwell. */
    assert_string_equal(country_in(g, "In Klowmar, Gulzebar and Istovno they fought, and in Farwell.", "Farwell"),
                        "open");
    rc_gazetteer_close(g);
    unlink(path);
}

static rc_place_candidates candidates_of(const rc_gazetteer *g, const char *name, rc_place_context context)
{
    const language *l = &languages[1];
    rc_document *doc = rc_document_new(rc_lexicon_orthography(l->lexicon), rc_str_of(name), &arena);
    rc_hits hits = rc_lexicon_match(l->lexicon, doc, &arena);
    return rc_place_candidates_find(l->rules, g, doc, &hits, &context, &arena);
}

/* Country of the one that is taken, "open" when none is, "none" when there is no candidate. */
static const char *taken_of(const rc_gazetteer *g, const char *name, rc_place_context context)
{
    rc_place_candidates found = candidates_of(g, name, context);
    for (uint32_t i = 1; i < found.n; i++) {
        assert_true(found.ptr[i].evidence <= found.ptr[i - 1].evidence);
        assert_false(found.ptr[i].mention.is_resolved);
    }
    if (!found.n) return "none";
    return found.ptr[0].mention.is_resolved ? rc_arena_cstr(&arena, rc_str_of(found.ptr[0].mention.country)) : "open";
}

static void names_alone_have_candidates(void **state)
{
    (void)state;
    char path[] = "/tmp/recoupe-places-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    rc_gazetteer *g = made_up_world(path);
    rc_place_context none = {.has_point = false}, in_xs = {.country = "XS"},
                     said_xb = {.country = "XB", .is_within = true};
    assert_string_equal(taken_of(g, "szohod", none), "XB");
    assert_string_equal(taken_of(g, "istovno", none), "open");
    rc_place_candidates both = candidates_of(g, "istovno", none);
    assert_int_equal(both.n, 2);
    assert_true(both.ptr[0].mention.score > 0 && both.ptr[0].mention.score <= 1);
    assert_int_equal(both.ptr[0].population, 3000);
    assert_string_equal(both.ptr[0].feature, "settlement");
    assert_string_equal(taken_of(g, "Istovno", in_xs), "XS");
    assert_string_equal(taken_of(g, "Istovno", said_xb), "XB");
    assert_string_equal(taken_of(g, "Istovno, Zmyland", none), "XS");
    rc_place_context beside = rc_place_context_at(g, 45.05, 20.05), nowhere = rc_place_context_at(g, -45, 20);
    assert_string_equal(beside.country, "XB");
    assert_true(beside.has_point && beside.lat == 45.05 && beside.lon == 20.05);
    assert_string_equal(nowhere.country, "");
    assert_string_equal(taken_of(g, "Istovno", beside), "XB");
    assert_string_equal(taken_of(g, "gulzibar", in_xs), "XS");
    assert_true(candidates_of(g, "gulzibar", in_xs).ptr[0].is_alike);
    assert_string_equal(taken_of(g, "gulzibar", none), "none");
    assert_string_equal(taken_of(g, "", none), "none");
    assert_string_equal(taken_of(g, "# , of of", none), "none");
    rc_gazetteer_close(g);
    unlink(path);
}

static void any_text_is_read(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "A",
        "#",
        "# #Kabul",
        "KABUL KABUL KABUL KABUL",
        "of of of of Kabul",
        "de la de la de la de la de la Kaboul",
        "the the northern northern province province Kabul province province of of",
        "al- al-Bab- -Bab Al",
        "Kabul, Kabul, Kabul, Kabul, Kabul, Kabul; (Kabul) [Kabul]",
        "est Est ouest Nord du Nord de l'Est",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        find_in(real, "fr", texts[i]);
        find_in(real, "en", texts[i]);
    }
    char *longest = malloc(400001);
    assert_non_null(longest);
    for (size_t i = 0; i < 400000; i++) longest[i] = "Kabul of Northern-Aleppo Province, "[i % 35];
    longest[400000] = 0;
    rc_places places = find_in(real, "en", longest);
    assert_true(places.n > 1000);
    free(longest);
}

static void points_are_given_by_others(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *text, *name;
        double lat, lon, radius_km;
    } cases[] = {
        {"fr", "Les combats ont eu lieu à 30 km au nord de Kaboul.", "Kaboul", 34.80, 69.17, 6},
        {"fr", "Une attaque à 12,5 kilomètres de Goma.", "Goma", -1.674, 29.228, 12.5},
        {"en", "Troops fought 20 miles north-west of Kandahar.", "Kandahar", 31.82, 65.47, 6.4},
        {"en", "The road between Bakhmut and Avdiivka in Ukraine was hit.", "Bakhmut", 48.37, 37.87, 27},
        {"fr", "Au nord de Kaboul, 30 soldats ont été tués.", "Kaboul", 34.53, 69.17, 0},
        {"en", "The convoy left Kabul at noon, 30 km behind schedule.", "Kabul", 34.53, 69.17, 0},
        {"fr", "Les relations entre Paris et Bamako sont tendues.", "Bamako", 12.65, -8, 0}, /* too far apart */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rc_places places = find_in(real, cases[i].lang, cases[i].text);
        const rc_place_mention *p = named(&places, cases[i].name);
        bool right = p && p->is_resolved && rc_distance_km(p->lat, p->lon, cases[i].lat, cases[i].lon) < 3 &&
                     fabs((double)p->radius_km - cases[i].radius_km) < 0.5;
        if (right) continue;
        print_all(&places);
        fail_msg("%s", cases[i].text);
    }
}

/* One sentence read by a tagger that finds one name. */
static rc_places find_tagged(const char *text, const char *name, rc_entity_kind kind, rc_place_scope scope)
{
    const language *l = &languages[0];
    rc_document *doc = rc_document_new(rc_lexicon_orthography(l->lexicon), rc_str_of(text), &arena);
    rc_hits hits = rc_lexicon_match(l->lexicon, doc, &arena);
    rc_parties parties = rc_parties_find(l->actors, doc, &hits, rc_day_of(2024, 5, 1), &arena);
    size_t at = rc_str_find(doc->text, rc_str_of(name), 0);
    assert_true(at != SIZE_MAX);
    rc_entity entity = {.span = {(uint32_t)at, (uint32_t)(at + strlen(name))}, .kind = kind};
    rc_analysis_sentence sentence = {.span = {0, (uint32_t)doc->text.len}};
    rc_analysis analysis = {
        .text = doc->text, .sentences = &sentence, .entities = &entity, .n_sentences = 1, .n_entities = 1};
    return rc_places_find(l->rules, real, doc, &hits, &parties, &analysis, scope, &arena);
}

static void the_tagger_has_a_say(void **state)
{
    (void)state;
    /* a name that goes on in lower case */
    rc_places places =
        find_tagged("Elle vit en République tchèque.", "République tchèque", RC_ENTITY_LOC, RC_PLACES_OF_EVENTS);
    const rc_place_mention *p = named(&places, "République tchèque");
    assert_true(p && p->is_resolved && strcmp(p->country, "CZ") == 0);
    /* one that the gazetteer does not know counts among all places, and may be nothing else */
    places =
        find_tagged("Elle longe la Promenade des Glycines.", "Promenade des Glycines", RC_ENTITY_LOC, RC_PLACES_ALL);
    p = named(&places, "Promenade des Glycines");
    assert_true(p && !p->is_resolved);
    /* a person of a town's name */
    places = find_tagged("Hier Roger Milan a parlé.", "Roger Milan", RC_ENTITY_PER, RC_PLACES_ALL);
    assert_int_equal(places.n, 0);
    /* a name inside that of a side is a place only where all are wanted */
    const char *text = "La présidence du Burundi a parlé.";
    places = find_tagged(text, "Burundi", RC_ENTITY_LOC, RC_PLACES_ALL);
    assert_non_null(named(&places, "Burundi"));
    places = find_tagged(text, "Burundi", RC_ENTITY_LOC, RC_PLACES_OF_EVENTS);
    assert_null(named(&places, "Burundi"));
}

static void open_names_say_what_they_may_be(void **state)
{
    (void)state;
    rc_places places = find_in(real, "en", "Shots were heard in Greenville.");
    const rc_place_mention *p = named(&places, "Greenville");
    assert_true(p && !p->is_resolved);
    assert_true(p->n_options > 1 && p->n_options <= RC_PLACE_OPTIONS);
    for (uint32_t i = 0; i + 1 < p->n_options; i++) assert_true(p->options[i].evidence >= p->options[i + 1].evidence);
    assert_true(rc_str_is(p->options[0].name, "Greenville"));
}

static void countries_keep_their_names(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name, *country;
        rc_precision precision;
    } cases[] = {
        {"Cases were found in Canada, Australia and Germany.", "Canada", "CA", RC_PRECISION_COUNTRY},
        {"They fled to Armenia, Iraq, Iran and Turkey.", "Iraq", "IQ", RC_PRECISION_COUNTRY},
        {"The flu began in Mexico last week.", "Mexico", "MX", RC_PRECISION_COUNTRY},
        {"Floods in the north of Georgia, United States, killed two.", "Georgia", "US", RC_PRECISION_REGION},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rc_places places = find_in(real, "en", cases[i].text);
        bool right = false;
        for (uint32_t k = 0; k < places.n; k++)
            right = right || (rc_str_ends(places.ptr[k].name, rc_str_of(cases[i].name)) &&
                              strcmp(places.ptr[k].country, cases[i].country) == 0 &&
                              places.ptr[k].precision == cases[i].precision);
        if (right) continue;
        print_all(&places);
        fail_msg("%s", cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_become_points),
        cmocka_unit_test(a_part_keeps_the_bare_name),
        cmocka_unit_test(what_is_no_place_is_left_out),
        cmocka_unit_test(unknown_names_stay_open),
        cmocka_unit_test(a_site_is_where_the_text_says),
        cmocka_unit_test(context_chooses),
        cmocka_unit_test(names_alone_have_candidates),
        cmocka_unit_test(any_text_is_read),
        cmocka_unit_test(points_are_given_by_others),
        cmocka_unit_test(the_tagger_has_a_say),
        cmocka_unit_test(open_names_say_what_they_may_be),
        cmocka_unit_test(countries_keep_their_names),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
