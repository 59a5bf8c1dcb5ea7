/* English lists at work: the forms a paradigm makes are found in running text with what they say, phrases win over
 * their first word, and names of weapon systems (data/equipment.tsv) keep their contract in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "recoupe/base/arena.h"
#include "recoupe/base/map.h"
#include "recoupe/base/tsv.h"
#include "recoupe/language/lexicon.h"

typedef struct words {
    rc_arena arena;
    rc_lexicon *lexicon;
    rc_orthography *orthography;
} words;

static int setup(void **state)
{
    static words w;
    rc_error err = {0};
    rc_arena_init(&w.arena, 1 << 20, 0);
    if (rc_lexicon_load(&w.lexicon, RC_SHARE_DIR, "en", &w.arena, &err) != RC_OK ||
        rc_orthography_load(&w.orthography, RC_SHARE_DIR, "en", &w.arena, &err) != RC_OK ||
        rc_lexicon_add(w.lexicon, RC_SHARE_DIR "/data/equipment.tsv", "systems", "en", &w.arena, &err) != RC_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    *state = &w;
    return 0;
}

static int teardown(void **state)
{
    rc_arena_release(&((words *)*state)->arena);
    return 0;
}

/* A row of `list` found in `text` whose cell in `column` is `value`; its features in *features. */
static bool finds(words *w, const char *text, const char *list, const char *column, const char *value,
                  uint32_t *features)
{
    rc_document *doc = rc_document_new(w->orthography, rc_str_of(text), &w->arena);
    rc_hits hits = rc_lexicon_match(w->lexicon, doc, &w->arena);
    int wanted = rc_lexicon_list(w->lexicon, list);
    assert_true(wanted >= 0);
    for (uint32_t i = 0; i < hits.n; i++) {
        const rc_hit *hit = &hits.ptr[i];
        if (hit->list != wanted) continue;
        if (!rc_str_is(rc_lexicon_cell(w->lexicon, wanted, hit->row, column), value)) continue;
        if (features) *features = hit->features;
        return true;
    }
    return false;
}

static void forms_are_found_with_their_features(void **state)
{
    static const struct {
        const char *text, *list, *column, *value;
        uint32_t feature;
    } CASES[] = {
        {"Gunmen killed six soldiers.", "effects", "effect", "killed", RC_FEAT_PPAST},
        {"Six soldiers are dying.", "effects", "effect", "killed", RC_FEAT_PPRES},
        {"Two men were severely wounded.", "effects", "effect", "wounded", RC_FEAT_PPAST},
        {"The army loses ten men.", "effects", "frame", "lose", RC_FEAT_SING},
        {"They lost their lives.", "effects", "frame", "subj", RC_FEAT_PAST},
        {"Several policemen fled.", "people", "party", "state", RC_FEAT_PLUR},
        {"Three children fled.", "people", "party", "civilians", RC_FEAT_PLUR},
        {"The rebels overran the base.", "control", "change", "taken", RC_FEAT_PAST},
        {"Troops beat back an assault.", "control", "change", "repelled", RC_FEAT_PRES},
        {"He denied it.", "cues", "class", "denying", RC_FEAT_PAST},
        {"He told reporters.", "cues", "class", "neutral", RC_FEAT_PAST},
        {"The army, rebutting it, left.", "cues", "class", "denying", RC_FEAT_PPRES},
        {"Four fighter aircraft burned.", "equipment", "category", "aircraft", RC_FEAT_PLUR},
        {"Ten bodies lay there.", "effects", "frame", "self", RC_FEAT_PLUR},
        {"A hostage crisis began.", "events", "subtype", "Abduction/forced disappearance", RC_FEAT_SING},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(*CASES); i++) {
        uint32_t features = 0;
        bool found = finds(*state, CASES[i].text, CASES[i].list, CASES[i].column, CASES[i].value, &features);
        if (found && (features & CASES[i].feature)) continue;
        print_error("%s: %s %s, features %x\n", CASES[i].text, found ? "found" : "not found", CASES[i].value, features);
        fail();
    }
}

/* Words that only look like acts: months, adjectives, nouns beside the verb that an act would be. */
static void other_meanings_are_no_acts(void **state)
{
    static const char *const STRONG[] = {
        "It was signed on 14 March.", "The Free Syrian Army spoke.",
        "He put down the phone.",     "A gas pipeline runs through the desert.",
        "It weighs a pound.",         "They released a statement.",
    };
    for (size_t i = 0; i < sizeof(STRONG) / sizeof(*STRONG); i++) {
        if (!finds(*state, STRONG[i], "events", "strength", "strong", NULL)) continue;
        print_error("an act in: %s\n", STRONG[i]);
        fail();
    }
    assert_false(finds(*state, "Talks took place near Kabul.", "control", "change", "taken", NULL));
    assert_true(finds(*state, "Talks took place near Kabul.", "control", "change", "none", NULL));
    assert_false(finds(*state, "In May they may rest.", "plans", "reality", "planned", NULL));
}

static void a_phrase_wins_over_its_first_word(void **state)
{
    assert_true(finds(*state, "A suicide bombing.", "events", "subtype", "Suicide bomb", NULL));
    assert_false(finds(*state, "Rubber bullets and riot police.", "events", "subtype", "Violent demonstration", NULL));
    assert_true(finds(*state, "They laid down their arms.", "effects", "effect", "surrendered", NULL));
}

static void systems_are_found_by_any_name(void **state)
{
    static const char *const NAMES[][2] = {
        {"Two T-72s burned.", "T-72"},
        {"A T72B3 burned.", "T-72"},
        {"Humvees burned.", "Humvee"},
        {"Six Toyota Hiluxes and a Hilux.", "Toyota Hilux"},
        {"A Javelin missile.", "FGM-148 Javelin"},
    };
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(*NAMES); i++) {
        if (finds(*state, NAMES[i][0], "systems", "item", NAMES[i][1], NULL)) continue;
        print_error("no %s in: %s\n", NAMES[i][1], NAMES[i][0]);
        fail();
    }
    assert_false(finds(*state, "Caesar met Paladin at the Tiger in Milan.", "systems", "category", "artillery", NULL));
    assert_false(finds(*state, "A patriot with a stinger.", "systems", "source", "general", NULL));
}

static bool one_of(rc_str value, const char *values)
{
    rc_str rest = rc_str_of(values);
    while (rest.ptr)
        if (rc_str_eq(rc_str_cut(&rest, '|'), value)) return true;
    return false;
}

static rc_str read_file(rc_arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = rc_arena_alloc(arena, 1, 1, 1 << 20);
    size_t got = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    assert_true(got < 1 << 20);
    return (rc_str){bytes, got};
}

/* One name means one system: a second row under the same name could never be told from the first. */
static void check_names(rc_arena *arena, rc_map *seen, rc_tsv *tsv, const char *column)
{
    rc_str rest = tsv->fields[rc_tsv_column(tsv, column)];
    while (rest.len) {
        rc_str name = rc_str_cut(&rest, '|');
        bool is_new;
        *rc_map_put(arena, seen, name, &is_new) = 1;
        if (name.len && is_new) continue;
        print_error("%s:%u: name empty or twice: %.*s\n", tsv->name, tsv->line, RC_FMT(name));
        fail();
    }
}

static void systems_keep_their_contract(void **state)
{
    rc_arena *arena = &((words *)*state)->arena;
    rc_tsv tsv;
    rc_error err = {0};
    const char *path = RC_SOURCE_DIR "/data/equipment.tsv";
    assert_int_equal(rc_tsv_open(&tsv, read_file(arena, path), path, &err), RC_OK);
    rc_map en = {0}, fr = {0}, items = {0};
    unsigned rows = 0;
    while (rc_tsv_next(&tsv, &err) == RC_OK) {
        rc_str sidc = tsv.fields[rc_tsv_column(&tsv, "sidc")];
        bool fits = sidc.len == 0 || sidc.len == 8;
        for (size_t i = 0; i < sidc.len; i++) fits = fits && sidc.ptr[i] >= '0' && sidc.ptr[i] <= '9';
        fits =
            fits && one_of(tsv.fields[rc_tsv_column(&tsv, "category")],
                           "tank|armoured vehicle|infantry mobility vehicle|truck, vehicle or jeep|artillery|aircraft|"
                           "helicopter|drone|ship|ammunition depot|weapon|other");
        fits = fits && one_of(tsv.fields[rc_tsv_column(&tsv, "source")], "Oryx|general");
        if (!fits) print_error("%s:%u: bad category, source or code\n", tsv.name, tsv.line);
        assert_true(fits);
        check_names(arena, &en, &tsv, "en");
        check_names(arena, &fr, &tsv, "fr");
        bool is_new;
        *rc_map_put(arena, &items, tsv.fields[rc_tsv_column(&tsv, "item")], &is_new) = 1;
        assert_true(is_new);
        rows++;
    }
    assert_true(rows >= 250);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_are_found_with_their_features), cmocka_unit_test(other_meanings_are_no_acts),
        cmocka_unit_test(a_phrase_wins_over_its_first_word),   cmocka_unit_test(systems_are_found_by_any_name),
        cmocka_unit_test(systems_keep_their_contract),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
