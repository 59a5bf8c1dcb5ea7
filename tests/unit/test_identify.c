#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>

#include "language/profiles.h"
#include "recoupe/language/identify.h"

static rc_identifier *identifier;

static int setup(void **state)
{
    (void)state;
    rc_error err;
    if (rc_identifier_new(&identifier, RC_SOURCE_DIR, &err) != RC_OK) fail_msg("%s", err.message);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    rc_identifier_free(identifier);
    return 0;
}

static rc_language identify(const char *text, const char *declared)
{
    return rc_identify(identifier, rc_str_of(text), rc_str_of(declared));
}

static void expect(const char *text, const char *declared, const char *tag, bool is_read)
{
    rc_language got = identify(text, declared);
    if (strcmp(got.tag, tag) != 0 || got.is_read != is_read)
        fail_msg("%s (declared '%s') is %s %.2f, not %s", text, declared, got.tag, (double)got.confidence, tag);
    assert_true(got.confidence >= 0 && got.confidence <= 1);
}

static void languages_that_are_read(void **state)
{
    (void)state;
    expect("Les talibans ont pris la ville de Bazarak, a déclaré mercredi un porte-parole du mouvement.", "", "fr",
           true);
    expect("The Taliban have taken the city of Bazarak, a spokesman for the movement said on Wednesday.", "", "en",
           true);
    expect("LES TALIBANS ONT PRIS LA VILLE DE BAZARAK", "", "fr", true);
    expect("L’armée n’a pas avancé d’un kilomètre", "", "fr", true);
    expect("Les soldats ont ete repousses hier dans la vallee, selon un habitant", "", "fr", true);
    expect("Kabul: they have left the airport #Kabul @who https://example.org/le/la/les/des", "", "en", true);
    expect("#Kiev sous le feu des missiles, trois morts pic.twitter.com/the", "", "fr", true);
}

static void languages_that_are_not(void **state)
{
    (void)state;
    static const struct {
        const char *tag, *text;
    } others[] = {
        {"ar", "سيطرت القوات على المدينة يوم الأربعاء، بحسب المتحدث باسم الجيش"},
        {"fa", "طالبان روز چهارشنبه شهر بازارک را گرفتند، سخنگوی گروه گفت"},
        {"ps", "طالبانو ښار ونیو، ویاند یې وویل چې جګړه روانه ده"},
        {"ur", "طالبان نے بدھ کو شہر پر قبضہ کر لیا، ترجمان نے کہا ہے"},
        {"uk", "Українські військові відбили атаку російських військ, повідомив речник"},
        {"ru", "Российские войска взяли город, сообщил представитель министерства обороны, это был третий штурм"},
        {"he", "הצבא כבש את העיר ביום רביעי"},
        {"zh", "塔利班星期三占领了这座城市，发言人说"},
        {"es",
         "Los talibanes han tomado la ciudad de Bazarak, según dijo el miércoles un portavoz del grupo, aunque los "
         "combatientes de la resistencia lo niegan y aseguran que mantienen sus posiciones en el valle."},
        {"de",
         "Die Taliban haben am Mittwoch die Stadt Bazarak eingenommen, wie ein Sprecher der Gruppe mitteilte, doch "
         "die Kämpfer des Widerstands bestreiten das und wollen ihre Stellungen im Tal noch halten."},
        {"it",
         "I talebani hanno preso mercoledì la città di Bazarak, ha detto un portavoce del gruppo, ma i combattenti "
         "della resistenza lo negano e affermano che mantengono ancora le loro posizioni nella valle."},
        {"pt",
         "Os talibãs tomaram na quarta-feira a cidade de Bazarak, disse um porta-voz do grupo, mas os combatentes "
         "da resistência negam e afirmam que ainda não perderam as suas posições no vale."},
        {"tr",
         "Taliban çarşamba günü Bazarak kentini ele geçirdiğini açıkladı, ancak direniş savaşçıları bunu yalanladı "
         "ve vadideki mevzilerini hâlâ ellerinde tuttuklarını söylediler."},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        expect(others[i].text, "", others[i].tag, false);
        /* Never taken for a language that is read, whatever is cut off. */
        for (size_t n = 1; n < strlen(others[i].text); n += 7) {
            rc_str part = {others[i].text, n};
            while (part.len && ((unsigned char)others[i].text[part.len] & 0xC0) == 0x80) part.len--;
            rc_language got = rc_identify(identifier, part, RC_STR(""));
            if (n > 60 && got.is_read) fail_msg("%.*s is %s", RC_FMT(part), got.tag);
        }
    }
}

static void texts_that_do_not_say(void **state)
{
    (void)state;
    expect("", "", "und", false);
    expect("12345 !!! 40/50", "", "und", false);
    expect("https://example.org/the/of/and", "", "und", false);
    expect("M23 FARDC", "", "und", false);
}

static void what_the_input_declares(void **state)
{
    (void)state;
    expect("", "fr", "fr", true);
    expect("M23 FARDC", "fr-FR", "fr", true);
    expect("M23 FARDC", "EN_us", "en", true);
    expect("M23 FARDC", "x!", "und", false);
    expect("M23 FARDC", "und", "und", false);
    expect("M23 FARDC", "de", "de", false);
    /* A text that clearly speaks against it wins. */
    expect("The Taliban have taken the city, and they said that it was theirs.", "fr", "en", true);
    expect("Українські військові відбили атаку", "fr", "uk", false);
}

static void *identify_often(void *failed)
{
    for (int i = 0; i < 50; i++) {
        rc_language german =
            identify("Die Taliban haben am Mittwoch die Stadt eingenommen, teilte ein Sprecher der Gruppe "
                     "mit, und die Kämpfer des Widerstands haben sich in das Tal zurückgezogen.",
                     "");
        rc_language french = identify("Les talibans ont pris la ville mercredi", "");
        if (strcmp(german.tag, "de") != 0 || strcmp(french.tag, "fr") != 0) *(bool *)failed = true;
    }
    return NULL;
}

static void threads_share_one(void **state)
{
    (void)state;
    pthread_t threads[4];
    bool failed[4] = {false};
    for (int i = 0; i < 4; i++) assert_int_equal(pthread_create(&threads[i], NULL, identify_often, &failed[i]), 0);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_false(failed[i]);
    }
}

static void without_its_data(void **state)
{
    (void)state;
    rc_identifier *none = NULL;
    rc_error err;
    assert_int_equal(rc_identifier_new(&none, RC_SOURCE_DIR "/no-such-folder", &err), RC_ENOTFOUND);
    assert_null(none);
    char tag[12];
    float margin;
    assert_false(rc_profiles_nearest(NULL, RC_STR("Die Taliban haben am Mittwoch"), tag, &margin));
    rc_identifier_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_that_are_read), cmocka_unit_test(languages_that_are_not),
        cmocka_unit_test(texts_that_do_not_say),   cmocka_unit_test(what_the_input_declares),
        cmocka_unit_test(threads_share_one),       cmocka_unit_test(without_its_data),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
