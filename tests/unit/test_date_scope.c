/* Dates of texts that were not written on the day they tell of: titles that name a time, accounts that name no year,
 * reports dated to a month. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "recoupe/resolve/date.h"

typedef struct fixture {
    rc_arena data, work;
    rc_lexicon *lexicon;
    rc_date_rules *rules;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    rc_error err = {0};
    rc_arena_init(&f->data, (size_t)1 << 20, 0);
    rc_arena_init(&f->work, (size_t)1 << 16, 0);
    rc_status status = rc_lexicon_load(&f->lexicon, RC_SHARE_DIR, "en", &f->data, &err);
    if (status == RC_OK) status = rc_date_rules_load(&f->rules, f->lexicon, &f->data, &err);
    if (status != RC_OK) print_error("%s\n", err.message);
    *state = f;
    return status != RC_OK;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    rc_arena_release(&f->data);
    rc_arena_release(&f->work);
    free(f);
    return 0;
}

static void write_span(char *out, size_t bytes, rc_day from, rc_day to)
{
    char a[11] = "", b[11] = "";
    if (from != RC_DAY_NONE) rc_day_iso(from, a);
    if (to != RC_DAY_NONE) rc_day_iso(to, b);
    snprintf(out, bytes, from == to ? "%s" : "%s..%s", a, b);
}

static void titles_name_a_time(void **state)
{
    static const char *const cases[][2] = {
        {"Battle of Somewhere (2016\xe2\x80\x93"
         "2017)",
         "2016-01-01..2017-12-31"},
        {"Somewhere offensive (2011-2013) - section: 2012", "2012-01-01..2012-12-31"},
        {"2019 offensive into Somewhere - section: 11 October 2019", "2019-10-11"},
        {"Clashes (January\xe2\x80\x93March 2017)", "2017-01-01..2017-03-31"},
        {"Battle of Somewhere (2022) - strikes (28 February \xe2\x80\x93 2 April)", "2022-02-28..2022-04-02"},
        {"Counteroffensive (27 January 2022\xe2\x80\x93present)", "2022-01-01..2022-12-31"},
        {"Siege of Sarajevo - section: winter", "1992-04-05..1996-02-29"},
        {"Army says 120 rebels killed", ""},
        {"Plan for 2030", ""}};
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char got[32];
        rc_told_time told =
            rc_title_time(f->rules, rc_str_of(cases[i][0]), rc_day_parse(RC_STR("2023-08-20")), &f->work);
        write_span(got, sizeof got, told.from, told.to);
        if (strcmp(got, cases[i][1])) print_error("%s: expected %s, found %s\n", cases[i][0], cases[i][1], got);
        assert_string_equal(got, cases[i][1]);
    }
}

typedef struct scope_case {
    const char *from, *to, *title, *text, *expected; /* report from..to */
} scope_case;

static void check_scope(fixture *f, const scope_case *c)
{
    char got[256] = "";
    rc_day from = rc_day_parse(rc_str_of(c->from)), to = rc_day_parse(rc_str_of(c->to));
    rc_document *doc = rc_document_new(rc_lexicon_orthography(f->lexicon), rc_str_of(c->text), &f->work);
    rc_hits hits = rc_lexicon_match(f->lexicon, doc, &f->work);
    rc_date_scope scope = {from, to, rc_title_time(f->rules, rc_str_of(c->title), to, &f->work)};
    rc_timexes found = rc_dates_find_in(f->rules, doc, &hits, &scope, &f->work);
    for (uint32_t i = 0; i < found.n; i++) {
        char one[32];
        write_span(one, sizeof one, found.ptr[i].from, found.ptr[i].to);
        size_t len = strlen(got);
        snprintf(got + len, sizeof got - len, "%s%s", i ? " " : "", one);
    }
    if (strcmp(got, c->expected)) print_error("\"%s\"\n    expected %s\n    found    %s\n", c->text, c->expected, got);
    assert_string_equal(got, c->expected);
}

static void accounts_are_of_their_own_time(void **state)
{
    static const scope_case cases[] = {
        /* over one winter: the months say which year */
        {"2023-08-20", "2023-08-20", "Campaign (2016-2017)", "On 24 December they left. By 3 March all was over.",
         "2016-12-24 2017-03-03"},
        /* a year in a name is not the account's */
        {"2023-08-20", "2023-08-20", "Battle of Somewhere (2022)",
         "On 1 March bombs fell that the 2010 Convention bans. On 3 April they left.",
         "2022-03-01 2010-01-01..2010-12-31 2022-04-03"},
        /* what floats is reckoned from the day told last, not from the day of the last change */
        {"2023-08-20", "2023-08-20", "Battle of Somewhere (2022)",
         "On 4 May they came, on 6 May they left. 40 had died in the past 24 hours.",
         "2022-05-04 2022-05-06 2022-05-05..2022-05-06"},
        /* a battle that is known by its name */
        {"2023-08-20", "2023-08-20", "Battle of Ramadi", "On 17 March the fighting began, on 7 November it ended.",
         "2006-03-17 2006-11-07"},
        /* an account that names no year is left without one */
        {"2023-08-20", "2023-08-20", "The battle",
         "On 1 March they came. On 3 March they fought. On 4 March, on 5 March and on 6 March too.", ""},
        /* but not a report of the day, whatever years it names beside */
        {"2023-08-20", "2023-08-20", "Attack in Somewhere", "On 18 August they came, as in 2014, and on 19 August.",
         "2023-08-18 2014-01-01..2014-12-31 2023-08-19"},
        /* one day is all that an account tells of: what floats is of that day */
        {"2023-08-20", "2023-08-20", "The offensive - section: 11 October 2019",
         "Shells hit the town earlier in the day. Two were wounded today, twelve yesterday.",
         "2019-10-11 2019-10-11 2019-10-10"},
        /* a month is all that is known of the report's day */
        {"2019-11-01", "2019-11-30", "24 soldiers killed", "They died on Monday.", "2019-11-01..2019-11-30"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check_scope(*state, &cases[i]);
}

static void what_began_goes_on(void **state)
{
    fixture *f = *state;
    rc_str text = RC_STR("Clashes that started Tuesday killed 40. The attack of Tuesday killed 12.");
    rc_document *doc = rc_document_new(rc_lexicon_orthography(f->lexicon), text, &f->work);
    rc_hits hits = rc_lexicon_match(f->lexicon, doc, &f->work);
    rc_timexes found = rc_dates_find(f->rules, doc, &hits, rc_day_parse(RC_STR("2009-02-26")), &f->work);
    assert_int_equal(found.n, 2);
    assert_true(found.ptr[0].opens);
    assert_false(found.ptr[1].opens);
}

static void what_had_come_about_closes(void **state)
{
    fixture *f = *state;
    rc_str text = RC_STR("By 6 March they held two districts. As of 9 March 40 had died. On 11 March they left.");
    rc_document *doc = rc_document_new(rc_lexicon_orthography(f->lexicon), text, &f->work);
    rc_hits hits = rc_lexicon_match(f->lexicon, doc, &f->work);
    rc_timexes found = rc_dates_find(f->rules, doc, &hits, rc_day_parse(RC_STR("2022-03-20")), &f->work);
    assert_int_equal(found.n, 3);
    assert_true(found.ptr[0].closes && found.ptr[1].closes);
    assert_false(found.ptr[2].closes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_name_a_time), cmocka_unit_test(accounts_are_of_their_own_time),
        cmocka_unit_test(what_began_goes_on), cmocka_unit_test(what_had_come_about_closes)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
