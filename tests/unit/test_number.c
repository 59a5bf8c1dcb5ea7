/* Quantities: each case is a text and all that is found in it, in order. A quantity is written `low..high` or, where
 * both are one, the number; before it `~` where it is about the number; after it `v` vague, `a` article, `z` none,
 * `+others`,
 * `+part`, `:unit`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "recoupe/resolve/number.h"

typedef struct language {
    const char *code;
    rc_lexicon *lexicon;
    rc_number_rules *rules;
} language;

typedef struct fixture {
    rc_arena data, work;
    language languages[2];
} fixture;

typedef struct number_case {
    const char *text, *expected;
} number_case;

static const number_case french[] = {
    /* digits */
    {"5 000 soldats", "5000"},
    {"5\u00a0000 soldats", "5000"},
    {"1.200 combattants", "1200"},
    {"1,200 combattants", "1200"},
    {"1 250 000 personnes", "1250000"},
    {"3,5 millions de déplacés", "3500000"},
    {"2 millions de réfugiés", "2000000"},
    {"20k personnes", "20000"},
    {"12 000 hommes et 300 chars", "12000 300"},
    /* words */
    {"deux soldats", "2"},
    {"vingt et un blessés", "21"},
    {"vingt-et-un blessés", "21"},
    {"trente-deux morts", "32"},
    {"soixante et onze morts", "71"},
    {"soixante-dix-sept morts", "77"},
    {"quatre-vingts morts", "80"},
    {"quatre-vingt-un morts", "81"},
    {"quatre-vingt-dix-sept soldats", "97"},
    {"quatre vingt dix sept soldats", "97"},
    {"cent morts", "100"},
    {"cent quatre morts", "104"},
    {"deux cents morts", "200"},
    {"deux cent trente-cinq morts", "235"},
    {"mille deux cents morts", "1200"},
    {"trois mille morts", "3000"},
    {"dix mille cinq cents hommes", "10500"},
    {"deux millions d'habitants", "2000000"},
    {"septante-deux blessés", "72"},
    {"les deux soldats", "2"},
    {"neuf soldats", "9"},
    {"un bâtiment neuf.", "1a"},
    {"dans les Deux-Sèvres", ""},
    /* ranges */
    {"10 à 15 morts", "10..15"},
    {"10-15 morts", "10..15"},
    {"de 10 à 15 morts", "10..15"},
    {"entre 10 et 15 morts", "10..15"},
    {"entre dix et quinze morts", "10..15"},
    {"deux ou trois soldats", "2..3"},
    {"deux à trois mille hommes", "2000..3000"},
    {"10 à 15 000 hommes", "10000..15000"},
    {"le bilan est passé de 10 à 15 morts", "10 15"},
    /* bounds */
    {"au moins 40 morts", "40.."},
    {"plus de 40 morts", "41.."},
    {"plus d'une centaine de morts", "101.."},
    {"plus de trois mille blessés", "3001.."},
    {"pas moins de 12 morts", "12.."},
    {"jusqu'à 50 combattants", "..50"},
    {"pas plus de 50 combattants", "..50"},
    {"moins de 50 combattants", "..49"},
    {"40 morts au moins", "40.."},
    {"quarante personnes au moins", "40.."},
    {"40 ou plus", "40.."},
    {"500+ combattants", "500.."},
    /* about */
    {"environ 35 blessés", "~35"},
    {"quelque 35 blessés", "~35"},
    {"près de 600 hommes", "~600"},
    {"une trentaine de blessés", "~30"},
    {"une centaine de suspects", "~100"},
    {"une dizaine de combattants", "~10"},
    {"une douzaine de civils", "12"},
    {"une demi-douzaine de civils", "6"},
    {"deux dizaines de civils", "~20"},
    {"un millier de civils", "~1000"},
    {"une centaine de milliers de personnes", "~100000"},
    {"~ 40 morts", "~40"},
    {"trente morts environ", "30"},
    {"trente environ", "~30"},
    /* vague */
    {"plusieurs soldats", "3..v"},
    {"quelques soldats", "2..v"},
    {"des dizaines de morts", "20..v"},
    {"plusieurs dizaines de morts", "20..v"},
    {"des centaines de morts", "200..v"},
    {"plusieurs centaines de terroristes", "200..v"},
    {"des milliers de morts", "2000..v"},
    {"des dizaines de milliers de personnes", "20000..v"},
    {"une poignée de combattants", "2..v"},
    {"au moins plusieurs soldats", "3..v"},
    /* none, parts, others */
    {"aucun mort", "0z"},
    {"il n'y a pas de morts", "0z"},
    {"la plupart des 0 soldats", ""},
    {"pas un seul blessé", "0z"},
    {"40 morts et 35 autres blessés", "40 35+others"},
    {"un autre soldat", "1a+others"},
    {"plusieurs autres", "3..v+others"},
    {"29 morts, dont 12 civils et 3 enfants", "29 12+part 3+part"},
    {"29 morts, dont au moins 12 civils", "29 12..+part"},
    {"27 d'entre eux", "27+part"},
    {"19 morts, la plupart d'entre eux des civils", "19 10..19+part"},
    {"la plupart des 12 soldats", "7..12+part"},
    {"la moitié des 40 soldats", "~20+part"},
    {"l'un des soldats", "1a+part"},
    {"un soldat a été tué", "1a"},
    {"une femme et un enfant", "1a 1a"},
    {"un peu plus loin", ""},
    /* units */
    {"un homme de 20 ans", "1a 20:age"},
    {"une femme âgée de 35 ans", "1a 35:age"},
    {"Ali, 20 ans, est mort", "20:age"},
    {"20 ans de guerre", "20:duration"},
    {"depuis 20 ans", "20:duration"},
    {"il y a trois jours", "3:duration"},
    {"les 40 dernières heures", "40:duration"},
    {"quelques jours", "2..v:duration"},
    {"à 14 h 30", "14:clock"},
    {"à 14h30", "14:clock"},
    {"à 8 heures", "8:clock"},
    {"48 heures", "48:duration"},
    {"à 30 km de Kaboul", "30:distance"},
    {"20 hectares", "20:area"},
    {"5 millions de dollars", "5000000:money"},
    {"12 tonnes de vivres", "12:weight"},
    {"des obus de 122 mm", "122:calibre"},
    {"40 % de la ville", "40:percent"},
    {"quarante pour cent", "40:percent"},
    {"le 3e bataillon", "3:ordinal"},
    {"la première attaque", "1:ordinal"},
    {"le vingt-cinquième jour", "25:ordinal"},
    {"en 2016", "2016:year"},
    {"le 24 mars 2022", "24:year 2022:year"},
    {"les 3 et 4 mai", "3:year 4:year"},
    {"l'article 51", "51:label"},
    {"la résolution 1973", "1973:label"},
    {"des roquettes Grad 122", "122:label"},
    {"un char T-72", "1a"},
    {"2 000 soldats", "2000"},
    {"2000 soldats", "2000"},
    {"deux tiers de la ville", "2:percent"},
    {"", ""},
};

static const number_case english[] = {
    {"5,000 soldiers", "5000"},
    {"5 000 soldiers", "5000"},
    {"1.200 people", "1200"},
    {"2.5 million people", "2500000"},
    {"20k people", "20000"},
    {"3 thousand people", "3000"},
    {"twenty-three people", "23"},
    {"twenty three people", "23"},
    {"one hundred and twenty-three people", "123"},
    {"a hundred people", "100"},
    {"two hundred fifty", "250"},
    {"two thousand and six people", "2006"},
    {"twelve hundred men", "1200"},
    {"one million two hundred thousand", "1200000"},
    {"five soldiers and six civilians", "5 6"},
    {"a hundred and ten", "110"},
    {"both soldiers", "2"},
    {"a pair of soldiers", "2"},
    {"a couple of soldiers", "~2"},
    {"10 to 15 people", "10..15"},
    {"10-15 people", "10..15"},
    {"10–15 people", "10..15"},
    {"from 10 to 15 people", "10..15"},
    {"between 10 and 15 people", "10..15"},
    {"between ten and fifteen people", "10..15"},
    {"two or three soldiers", "2..3"},
    {"2 to 3 million people", "2000000..3000000"},
    {"100–300 casualties", "100..300"},
    {"the toll rose from 10 to 15", "10 15"},
    {"at least 40 people", "40.."},
    {"more than 40 people", "41.."},
    {"over 600 people", "601.."},
    {"more than a hundred people", "101.."},
    {"more than two dozen people", "25.."},
    {"no fewer than 12 people", "12.."},
    {"up to 50 people", "..50"},
    {"as many as 50 people", "..50"},
    {"no more than 50 people", "..50"},
    {"fewer than 50 people", "..49"},
    {"40 or more people", "40.."},
    {"40+ people", "40.."},
    {"40 people at least", "40.."},
    {"about 35 people", "~35"},
    {"some 35 people", "~35"},
    {"nearly 600 people", "~600"},
    {"around forty people", "~40"},
    {"an estimated 300 people", "~300"},
    {"30 or so people", "~30"},
    {"30-odd people", "~30"},
    {"a 5,000-strong force", "1a 5000"},
    {"a dozen people", "12"},
    {"half a dozen people", "6"},
    {"two dozen people", "24"},
    {"ten dozen people", "120"},
    {"dozens of people", "20..v"},
    {"scores of people", "40..v"},
    {"hundreds of people", "200..v"},
    {"thousands of people", "2000..v"},
    {"tens of thousands of people", "20000..v"},
    {"hundreds of thousands of people", "200000..v"},
    {"several hundred people", "200..v"},
    {"several soldiers", "3..v"},
    {"many soldiers", "3..v"},
    {"a few soldiers", "2..v"},
    {"some soldiers", "2..v"},
    {"a handful of soldiers", "2..v"},
    {"several of them", "3..v+part"},
    {"no casualties", "0z"},
    {"not a single soldier", "0z"},
    {"zero casualties", "0z"},
    {"no longer there", ""},
    {"40 killed and 35 others wounded", "40 35+others"},
    {"another 35 wounded", "35+others"},
    {"another soldier", "1a+others"},
    {"12 more soldiers", "12+others"},
    {"29 killed, 27 of them policemen", "29 27+part"},
    {"29 killed, including 12 civilians and 3 children", "29 12+part 3+part"},
    {"12 of the 29 soldiers", "12+part 29"},
    {"most of the 12 soldiers", "7..12+part"},
    {"19 people, most of them gunmen", "19 10..19+part"},
    {"20,000 men, half of them convicts", "20000 ~10000+part"},
    {"one of the soldiers", "1a+part"},
    {"a soldier was killed", "1a"},
    {"a lot happened", ""},
    {"a 20-year-old man", "1a 20:age"},
    {"aged 20", "20:age"},
    {"20 years old", "20:age"},
    {"Sara Haddad, 20, was killed", "20:age"},
    {"20 years of war", "20:duration"},
    {"a five-day battle", "1a 5:duration"},
    {"for three days", "3:duration"},
    {"the past 24 hours", "24:duration"},
    {"at 8:30", "8:clock"},
    {"at 5 p.m.", "5:clock"},
    {"30 miles away", "30:distance"},
    {"5 square kilometres", "5:area"},
    {"$50 million", "50000000:money"},
    {"5 million dollars", "5000000:money"},
    {"12 tons of food", "12:weight"},
    {"a 122mm shell", "1a 122:calibre"},
    {"40 percent of the city", "40:percent"},
    {"40% of the city", "40:percent"},
    {"two-thirds voted", "2:percent"},
    {"the 3rd battalion", "3:ordinal"},
    {"the first attack", "1:ordinal"},
    {"the twenty-fifth attack", "25:ordinal"},
    {"in 2016", "2016:year"},
    {"24 March 2022", "24:year 2022:year"},
    {"March 24, 2022", "24:year 2022:year"},
    {"2021-09-01", "2021:year"},
    {"Article 51", "51:label"},
    {"Resolution 1973", "1973:label"},
    {"Highway 1", "1:label"},
    {"555-123-4567", "555:label 123:label 4567:label"},
    {"48.29847 north", "48.29847:label"},
    {"a two-storey house", "1a"},
    {"over 2000 people", "2001.."},
    {"2000 soldiers", "2000"},
    {"In March 12 people were killed", "12"},
};

static int set_up(void **state)
{
    static const char *const codes[] = {"fr", "en"};
    fixture *f = calloc(1, sizeof *f);
    rc_error err;
    rc_arena_init(&f->data, (size_t)1 << 20, 0);
    rc_arena_init(&f->work, (size_t)1 << 16, 0);
    for (int i = 0; i < 2; i++) {
        language *l = &f->languages[i];
        l->code = codes[i];
        rc_status status = rc_lexicon_load(&l->lexicon, RC_SHARE_DIR, codes[i], &f->data, &err);
        if (status == RC_OK) status = rc_number_rules_load(&l->rules, l->lexicon, &f->data, &err);
        if (status != RC_OK) {
            print_error("%s\n", err.message);
            return -1;
        }
    }
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    rc_arena_release(&f->data);
    rc_arena_release(&f->work);
    free(f);
    return 0;
}

static size_t write_quantity(const rc_quantity *q, char *out, size_t bytes)
{
    static const char *const units[] = {"",       ":percent", ":age",     ":duration", ":clock", ":distance", ":area",
                                        ":money", ":weight",  ":calibre", ":ordinal",  ":year",  ":label"};
    static const char *const kinds[] = {"", "v", "a", "z"};
    char low[32] = "", high[32] = "";
    if (q->has_low) snprintf(low, sizeof low, "%.10g", q->low);
    if (q->has_high) snprintf(high, sizeof high, "%.10g", q->high);
    bool one = q->has_low && q->has_high && strcmp(low, high) == 0;
    int n = snprintf(out, bytes, "%s%s%s%s%s%s%s%s", q->approx ? "~" : "", low, one ? "" : "..", one ? "" : high,
                     kinds[q->kind], q->others ? "+others" : "", q->part ? "+part" : "", units[q->unit]);
    return n < 0 ? 0 : (size_t)n;
}

static rc_quantities find(fixture *f, const language *l, const char *text)
{
    rc_arena_reset(&f->work);
    rc_document *doc = rc_document_new(rc_lexicon_orthography(l->lexicon), rc_str_of(text), &f->work);
    rc_hits hits = rc_lexicon_match(l->lexicon, doc, &f->work);
    rc_quantities found = rc_numbers_find(l->rules, doc, &hits, &f->work);
    uint32_t end = 0;
    for (uint32_t i = 0; i < found.n; i++) {
        assert_true(found.ptr[i].count > 0);
        assert_true(found.ptr[i].first >= end);
        end = found.ptr[i].first + found.ptr[i].count;
    }
    assert_true(end <= doc->n_tokens);
    return found;
}

static void check_cases(fixture *f, const language *l, const number_case *cases, size_t n)
{
    unsigned wrong = 0;
    for (size_t i = 0; i < n; i++) {
        char got[512] = "";
        size_t len = 0;
        rc_quantities found = find(f, l, cases[i].text);
        for (uint32_t k = 0; k < found.n && len + 64 < sizeof got; k++) {
            if (k) got[len++] = ' ';
            len += write_quantity(&found.ptr[k], got + len, sizeof got - len);
        }
        got[len] = 0;
        if (strcmp(got, cases[i].expected) == 0) continue;
        print_error("%s: \"%s\"\n    expected %s\n    found    %s\n", l->code, cases[i].text, cases[i].expected, got);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void french_numbers(void **state)
{
    fixture *f = *state;
    check_cases(f, &f->languages[0], french, sizeof french / sizeof *french);
}

static void english_numbers(void **state)
{
    fixture *f = *state;
    check_cases(f, &f->languages[1], english, sizeof english / sizeof *english);
}

/* Bound words and "others" belong to the quantity; the unit and the noun do not. */
static void spans(void **state)
{
    static const struct {
        int language;
        const char *text, *words;
    } cases[] = {
        {0, "Il y a au moins 5 000 soldats.", "au moins 5 000"},
        {0, "Elle a fait 35 autres blessés.", "35 autres"},
        {0, "Ils ont vu entre 10 et 15 hommes.", "entre 10 et 15"},
        {1, "It took 27 of them away.", "27 of them"},
        {1, "They saw more than two dozen men.", "more than two dozen"},
        {1, "They walked about 30 miles.", "about 30"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const language *l = &f->languages[cases[i].language];
        rc_quantities found = find(f, l, cases[i].text);
        assert_true(found.n >= 1);
        const rc_quantity *q = &found.ptr[found.n - 1];
        rc_document *doc = rc_document_new(rc_lexicon_orthography(l->lexicon), rc_str_of(cases[i].text), &f->work);
        rc_str words = rc_str_span(doc->text, rc_tokens_span(doc, q->first, q->count));
        assert_int_equal(words.len, strlen(cases[i].words));
        assert_memory_equal(words.ptr, cases[i].words, words.len);
    }
}

/* A number never runs over the end of its sentence. */
static void sentences_end_numbers(void **state)
{
    fixture *f = *state;
    rc_quantities found = find(f, &f->languages[1], "They counted twenty. Three were dead.");
    assert_int_equal(found.n, 2);
    assert_true(found.ptr[0].low == 20 && found.ptr[1].low == 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(french_numbers),
        cmocka_unit_test(english_numbers),
        cmocka_unit_test(spans),
        cmocka_unit_test(sentences_end_numbers),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
