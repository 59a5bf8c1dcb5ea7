/* data/patterns.tsv: what is no relation, class, condition or mark is named; the shipped file holds for every language.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "claims/patterns.h"

#define HEAD "# columns:\tpattern\tmarks\tfrom\tpath\tword\twhen\n"

typedef struct setting {
    rc_arena arena;
    rc_lexicon *lexicon;
    char dir[64];
} setting;

static int set_up(void **state)
{
    setting *s = calloc(1, sizeof *s);
    rc_arena_init(&s->arena, 1 << 20, 0);
    rc_error err = {0};
    if (rc_lexicon_load(&s->lexicon, RC_SHARE_DIR, "en", &s->arena, &err) != RC_OK) return -1;
    strcpy(s->dir, "/tmp/recoupe-patterns-XXXXXX");
    if (!mkdtemp(s->dir)) return -1;
    char data[80];
    snprintf(data, sizeof data, "%s/data", s->dir);
    *state = s;
    return mkdir(data, 0700);
}

static int tear_down(void **state)
{
    setting *s = *state;
    char path[96];
    snprintf(path, sizeof path, "%s/data/patterns.tsv", s->dir);
    unlink(path);
    snprintf(path, sizeof path, "%s/data", s->dir);
    rmdir(path);
    rmdir(s->dir);
    rc_arena_release(&s->arena);
    free(s);
    return 0;
}

/* Load a file of one row; the message that it fails with, or NULL. */
static const char *load(setting *s, const char *row, rc_rules **rules, rc_error *err)
{
    char path[96];
    snprintf(path, sizeof path, "%s/data/patterns.tsv", s->dir);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "%s%s\n", HEAD, row);
    fclose(file);
    *err = (rc_error){0};
    assert_int_equal(rc_rules_load(rules, s->lexicon, &s->arena, err), RC_OK);
    rc_status status = patterns_load(*rules, s->dir, &s->arena, err);
    assert_true(status == RC_OK || status == RC_EFORMAT);
    return status == RC_OK ? NULL : err->message;
}

static void a_row_is_read(void **state)
{
    rc_rules *rules;
    rc_error err;
    assert_null(load(*state, "p\tdenied\tclause\t^xcomp|ccomp advmod\tnegation:before|Polarity=Neg\topen @simple",
                     &rules, &err));
    assert_int_equal(rules->patterns->all.len, 1);
    const pattern *p = &rules->patterns->all.ptr[0];
    assert_int_equal(p->marks, MARK_DENIED);
    assert_int_equal(aspect_of(p->marks), ASPECT_POLARITY);
    assert_false(p->from_word);
    assert_int_equal(p->n_steps, 2);
    assert_true(p->step[0].up && !p->step[1].up);
    assert_int_equal(p->when, WHEN_OPEN | WHEN_SIMPLE);
    assert_string_equal(p->feature[0], "Polarity=Neg");
    int list = rc_lexicon_list(rules->lexicon, "negation");
    uint32_t marked = 0;
    for (uint32_t row = 0; row < rc_lexicon_rows(rules->lexicon, list); row++)
        marked += (rules->row_classes[list][row] & p->words) != 0;
    assert_true(marked > 0 && marked < rc_lexicon_rows(rules->lexicon, list)); /* "before" alone */
}

static void what_is_wrong_is_named(void **state)
{
    static const char *const WRONG[][2] = {
        {"p\tdoubted\tclause\tadvmod\thedges:hedge", "doubted"},
        {"p\thedged\tthere\tadvmod\thedges:hedge", "there"},
        {"p\thedged\tclause\tadvmood\thedges:hedge", "advmood"},
        {"p\thedged\tclause\tadvmod\tfunny:hedge", "funny"},
        {"p\thedged\tclause\tadvmod\thedges:hedge\tnow", "'now'"},
        {"p\thedged\tclause\taux:funny\thedges:hedge", "funny"},
        {"p\thedged\tclause\ta|b\thedges:hedge", "a|b"},
    };
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        rc_rules *rules;
        rc_error err;
        const char *message = load(*state, WRONG[i][0], &rules, &err);
        assert_non_null(message);
        assert_non_null(strstr(message, WRONG[i][1]));
    }
}

static void the_shipped_file_holds(void **state)
{
    setting *s = *state;
    static const char *const LANGUAGES[] = {"en", "fr"};
    for (size_t i = 0; i < 2; i++) {
        rc_lexicon *lexicon;
        rc_rules *rules;
        rc_error err = {0};
        assert_int_equal(rc_lexicon_load(&lexicon, RC_SHARE_DIR, LANGUAGES[i], &s->arena, &err), RC_OK);
        assert_int_equal(rc_rules_load(&rules, lexicon, &s->arena, &err), RC_OK);
        assert_int_equal(patterns_load(rules, RC_SHARE_DIR, &s->arena, &err), RC_OK);
        assert_true(rules->patterns->all.len > 20);
        for (size_t k = 0; k < rules->patterns->all.len; k++) {
            const pattern *p = &rules->patterns->all.ptr[k];
            assert_true(p->words || p->feature[0]); /* a pattern without a class fits nothing */
            for (size_t j = 0; j < k; j++) assert_false(rc_str_eq(p->name, rules->patterns->all.ptr[j].name));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_read),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(the_shipped_file_holds),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
