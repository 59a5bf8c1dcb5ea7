/* What sides are called, and the articles that go with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "recoupe/resolve/naming.h"

static void test_names_and_articles(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *party, *name, *with_article;
    } cases[] = {
        {"en", "Taliban", "Taliban", "the Taliban"},
        {"fr", "Taliban", "talibans", "les talibans"},
        {"fr", "Ethiopia", "Éthiopie", "l’Éthiopie"},
        {"fr", "Sudan", "Soudan", "le Soudan"},
        {"fr", "Israel", "Israël", "Israël"},
        {"fr", "Rapid Support Forces", "Forces de soutien rapide", "les Forces de soutien rapide"},
        {"en", "Rapid Support Forces", "Rapid Support Forces", "the Rapid Support Forces"},
        {"en", "Ukraine", "Ukraine", "Ukraine"},
        {"fr", "a side that nobody knows", "a side that nobody knows", "a side that nobody knows"},
        {"xx", "Sudan", "Sudan", "Sudan"},
    };
    rc_arena arena;
    rc_error err = {0};
    rc_naming *naming;
    rc_arena_init(&arena, 1 << 16, 0);
    if (rc_naming_load(&naming, RC_SHARE_DIR, &arena, &err) != RC_OK) fail_msg("%s", err.message);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rc_str lang = rc_str_of(cases[i].lang), name = rc_naming_party(naming, lang, rc_str_of(cases[i].party));
        assert_string_equal(rc_arena_cstr(&arena, name), cases[i].name);
        assert_string_equal(rc_arena_cstr(&arena, rc_naming_with_article(naming, lang, name, &arena)),
                            cases[i].with_article);
    }
    /* Nothing known: everything as it stands. */
    assert_true(rc_str_is(rc_naming_party(NULL, RC_STR("fr"), RC_STR("Sudan")), "Sudan"));
    assert_true(rc_str_is(rc_naming_with_article(NULL, RC_STR("en"), RC_STR("Taliban"), &arena), "Taliban"));
    assert_true(rc_str_is(rc_naming_join(NULL, RC_STR("fr"), RC_STR("de le pont"), &arena), "de le pont"));
    rc_arena_release(&arena);
}

static void test_words_that_join(void **state)
{
    (void)state;
    static const struct {
        const char *words, *joined;
    } cases[] = {
        {"prise de le pont", "prise du pont"},
        {"aux mains de les talibans (de le camp)", "aux mains des talibans (du camp)"},
        {"prise de Homs", "prise de Homs"},
        {"prise de Idlib", "prise d’Idlib"},
        {"prise de Érevan", "prise d’Érevan"},
        {"aux mains de des civils", "aux mains de civils"},
        {"aide de", "aide de"},
        {"code le pont", "code le pont"},
    };
    rc_arena arena;
    rc_error err = {0};
    rc_naming *naming;
    rc_arena_init(&arena, 1 << 16, 0);
    if (rc_naming_load(&naming, RC_SHARE_DIR, &arena, &err) != RC_OK) fail_msg("%s", err.message);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(
            rc_arena_cstr(&arena, rc_naming_join(naming, RC_STR("fr"), rc_str_of(cases[i].words), &arena)),
            cases[i].joined);
    rc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_and_articles),
        cmocka_unit_test(test_words_that_join),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
