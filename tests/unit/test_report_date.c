/* The day a report speaks from: each case is the fields, and `from..to by`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "recoupe/resolve/report_date.h"

typedef struct report_case {
    const char *published, *url, *title, *text, *expected;
} report_case;

static const report_case cases[] = {
    {"2021-09-03", "", "", "Text.", "2021-09-03..2021-09-03 field"},
    {"2021-09-03T10:00:00+04:30", "", "", "Text.", "2021-09-03..2021-09-03 field"},
    {"2021-09", "", "", "Text.", "2021-09-01..2021-09-30 field"},
    {"2021", "", "", "Text.", "2021-01-01..2021-12-31 field"},
    {"", "", "", "Text.", ".. none"},
    {"", "https://x.example/2021/09/03/a-story.html", "", "Text.", "2021-09-03..2021-09-03 url"},
    {"", "https://x.example/news/2021-09-03-a-story", "", "Text.", "2021-09-03..2021-09-03 url"},
    {"", "https://x.example/20210903/a-story", "", "Text.", "2021-09-03..2021-09-03 url"},
    {"", "https://x.example/2021/09/a-story", "", "Text.", "2021-09-01..2021-09-30 url"},
    {"", "https://x.example/article/3250937/id", "", "Text.", ".. none"},
    {"", "https://x.example/2021/13/40/", "", "Text.", ".. none"},
    {"2021-09", "https://x.example/2021/09/03/a-story", "", "Text.", "2021-09-03..2021-09-03 url"},
    {"2021-09", "https://x.example/2020/09/03/a-story", "", "Text.", "2021-09-01..2021-09-30 field"},
    {"2021-09-04", "https://x.example/2021/09/03/a-story", "", "Text.", "2021-09-04..2021-09-04 field"},
    {"2023-01-15", "https://x.example/2021/09/03/a-story", "", "Text.", "2021-09-03..2021-09-03 url"},
    {"2012-01-01", "", "", "KABUL, 3 September 2021 (AP) - Two soldiers.", "2021-09-03..2021-09-03 dateline"},
    {"2023-06-17", "", "", "KABUL, 3 September 2021 (AP) - Two soldiers.", "2023-06-17..2023-06-17 field"},
    {"2021-09-03", "https://x.example/2023/01/15/a-copy", "", "Text.", "2021-09-03..2021-09-03 field"},
    {"", "", "Attack of 3 September 2021", "Text.", "2021-09-03..2021-09-03 title"},
    {"", "", "", "KABUL, 3 September 2021 (AP) - Two soldiers.", "2021-09-03..2021-09-03 dateline"},
    {"", "", "", "September 3, 2021\n\nTwo soldiers were killed.", "2021-09-03..2021-09-03 dateline"},
    {"", "", "", "Two soldiers were killed on 3 September 2021.", ".. none"},
    {"2021-09", "", "", "KABUL, 3 September 2021 (AP) - Two soldiers.", "2021-09-03..2021-09-03 dateline"},
};

static void reports(void **state)
{
    (void)state;
    rc_arena data, work;
    rc_error err;
    rc_lexicon *lexicon = NULL;
    rc_date_rules *rules = NULL;
    rc_arena_init(&data, (size_t)1 << 20, 0);
    rc_arena_init(&work, (size_t)1 << 16, 0);
    assert_int_equal(rc_lexicon_load(&lexicon, RC_SHARE_DIR, "en", &data, &err), RC_OK);
    assert_int_equal(rc_date_rules_load(&rules, lexicon, &data, &err), RC_OK);
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const report_case *c = &cases[i];
        rc_report report = {.published = rc_str_of(c->published),
                            .url = rc_str_of(c->url),
                            .title = rc_str_of(c->title),
                            .text = rc_str_of(c->text)};
        rc_document *doc = rc_document_new(rc_lexicon_orthography(lexicon), report.text, &work);
        rc_hits hits = rc_lexicon_match(lexicon, doc, &work);
        rc_report_date date = rc_report_date_find(rules, &report, doc, &hits, &work);
        char from[11], to[11], got[64];
        rc_day_iso(date.from, from);
        rc_day_iso(date.to, to);
        snprintf(got, sizeof got, "%s..%s %s", from, to, rc_dated_by_name(date.by));
        if (strcmp(got, c->expected) != 0) {
            print_error("'%s' '%s' '%s' '%s'\n    expected %s\n    found    %s\n", c->published, c->url, c->title,
                        c->text, c->expected, got);
            wrong++;
        }
        rc_arena_reset(&work);
    }
    rc_arena_release(&work);
    rc_arena_release(&data);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reports)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
