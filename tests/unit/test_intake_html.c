/** Intake of HTML: the text of the article, what the page says of itself, hostile pages. */
#include "intake_gather.h"

/* ---- HTML ---- */

static void test_html_article(void **state)
{
    (void)state;
    read_path(RC_SOURCE_DIR "/tests/data/intake/article.html");
    one_report();
    const rc_report *r = &got.reports[0];
    assert_field(r->title, "Trois soldats tu\u00e9s pr\u00e8s de Valmare");
    assert_field(r->published, "2023-04-12T08:30:00+02:00");
    assert_field(r->outlet, "Le Courrier du Nord");
    assert_field(r->url, "https://courrier.example/2023/04/12/valmare.html");
    assert_field(r->lang, "fr");
    assert_field(r->text, "VALMARE \u2014 Trois soldats ont \u00e9t\u00e9 tu\u00e9s mercredi dans une embuscade, a "
                          "annonc\u00e9 l\u2019arm\u00e9"
                          "e.\n"
                          "L'attaque a dur\u00e9 deux heures,\nselon un t\u00e9moin.\nLe bilan pourrait s'alourdir.\n"
                          "Une route dangereuse\nDeux blind\u00e9s d\u00e9truits.\nUn camion br\u00fbl\u00e9.\n"
                          "Nos forces ont repouss\u00e9 l'assaut. pic.example/x1\n"
                          "\u2013 Porte-parole (@porteparole) 12 avril 2023\n"
                          "Il est mort.");
}

static void test_html_density(void **state)
{
    (void)state;
    read_path(RC_SOURCE_DIR "/tests/data/intake/density.html");
    one_report();
    assert_field(got.reports[0].title, "Shelling kills two in Harrow Bend");
    assert_field(got.reports[0].published, "2021-09-02T08:15:00+02:00");
    assert_field(
        got.reports[0].text,
        "Two people were killed and five wounded when shells hit the market of Harrow Bend on Wednesday, the "
        "mayor said.\n\"We heard six explosions,\" said a trader who asked not to be named\u2026 He fled with his "
        "family.\nThe army denied that it had fired on the town, and blamed the rebels for the attack.\n"
        "Advertisement\nFighting began in May.");
}

static void test_html_fields(void **state)
{
    (void)state;
    READ("<html><head><title>A clash - The Bend</title><meta property=og:site_name content='The Bend'>"
         "<meta property='article:published_time' content='2021-09-02'></head><body>" P "</body>",
         "a.html");
    one_report();
    assert_field(got.reports[0].title, "A clash");
    assert_field(got.reports[0].published, "2021-09-02");
    READ("<main><h1>A <i>clash</i></h1><time datetime='2021-09-03T10:00:00Z'>Friday</time>" P "</main>", "a.html");
    assert_field(got.reports[0].title, "A clash");
    assert_field(got.reports[0].published, "2021-09-03T10:00:00Z");
    assert_true(rc_str_ends(got.reports[0].text, RC_STR(P_TEXT)));
    assert_int_equal(rc_str_find(got.reports[0].text, RC_STR("A clash"), 0), SIZE_MAX);
    READ("<meta itemprop=datePublished content='2021-09-04'><link rel=canonical href='/relative'>"
         "<meta property=og:url content='https://b.example/x'><meta property=og:locale content=fr_FR>" P,
         "a.html");
    assert_field(got.reports[0].published, "2021-09-04");
    assert_field(got.reports[0].url, "https://b.example/x");
    assert_field(got.reports[0].lang, "fr");
    READ("<script type='application/ld+json'>[{\"@type\": \"NewsArticle\", \"headline\": \"H &\", \"datePublished\": "
         "\"2021-09-05\", \"publisher\": {\"name\": \"Pub\"}, \"inLanguage\": \"en\", \"mainEntityOfPage\": "
         "{\"@id\": \"https://b.example/y\"}}]</script>" P,
         "a.html");
    assert_field(got.reports[0].title, "H &");
    assert_field(got.reports[0].published, "2021-09-05");
    assert_field(got.reports[0].outlet, "Pub");
    assert_field(got.reports[0].url, "https://b.example/y");
    assert_field(got.reports[0].lang, "en");
    READ("<script type='application/ld+json'>{\"@type\": \"NewsArticle\", broken</script>" P, "a.html");
    one_report();
    assert_field(got.reports[0].text, P_TEXT);
}

static void test_html_text(void **state)
{
    (void)state;
    READ("<p>It was the army&apos;s third &amp; last attack&nbsp;here, at &#x201C;dawn&#8221;.</p>", "a.html");
    assert_field(got.reports[0].text, "It was the army's third & last attack\u00a0here, at \u201Cdawn\u201D.");
    READ("<table><tr><td>Dead</td><td>12</td></tr><tr><td>Wounded</td><td>5</td></tr></table>" P, "a.html");
    assert_true(rc_str_ends(got.reports[0].text, RC_STR(P_TEXT)));
    READ("<body><nav><p>" P_TEXT P_TEXT "</p></nav>" P P P "<div style='display: none'>" P_TEXT "</div>"
         "<div class='entry-related'>" P_TEXT "</div><div id=cookieBanner>" P_TEXT "</div>",
         "a.html");
    assert_field(got.reports[0].text, P_TEXT "\n" P_TEXT "\n" P_TEXT);
    READ("<article class=teaser><p>Short.</p></article><div>" P P P "</div>", "a.html");
    assert_field(got.reports[0].text, P_TEXT "\n" P_TEXT "\n" P_TEXT);
    READ("<form>" P "</form>", "a.html");
    assert_field(got.reports[0].text, P_TEXT);
    READ("<div itemprop=articleBody>" P "<p>He died.</p></div><article>" P "</article>", "a.html");
    assert_field(got.reports[0].text, P_TEXT "\nHe died.");
    READ("<html><body><script>only code</script></body></html>", "a.html");
    one_skipped(RC_EEMPTY, "no text");
}

static void test_html_charsets(void **state)
{
    (void)state;
    READ("<html><head><meta charset=iso-8859-1></head><body><p>Un tu\xe9 et deux bless\xe9s \x96 selon l'arm\xe9"
         "e.",
         "a.html");
    one_report();
    assert_field(got.reports[0].text, "Un tu\u00e9 et deux bless\u00e9s \u2013 selon l'arm\u00e9"
                                      "e.");
    assert_field(got.reports[0].charset, "windows-1252");
    READ("<meta http-equiv=content-type content='text/html; charset=windows-1251'><p>\xcf\xf0\xe8\xe2\xe5\xf2, "
         "\xec\xe8\xf0.",
         "a.html");
    assert_field(got.reports[0].text, "\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440.");
    READ("<meta charset=utf-8><p>Deux bless\xc3\xa9s et un \xe9 de trop, dans la r\xc3\xa9gion.", "a.html");
    assert_field(got.reports[0].text, "Deux bless\u00e9s et un \uFFFD de trop, dans la r\u00e9gion.");
    READ("<meta charset=iso-8859-1><p>Deux bless\xc3\xa9s dans la r\xc3\xa9gion.", "a.html");
    assert_field(got.reports[0].text, "Deux bless\u00e9s dans la r\u00e9gion.");
}

static void put_times(rc_buf *buf, const char *s, int n)
{
    for (int i = 0; i < n; i++) rc_buf_put(buf, rc_str_of(s));
}

/* Nested as deep as it likes, a page takes memory and time in step with its length, and no stack. */
static void test_html_deep(void **state)
{
    (void)state;
    static const char *const tags[][2] = {{"<div>", "</div>"}, {"<article>", "</article>"}, {"<b>", "</b>"}};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        rc_buf buf = {0};
        put_times(&buf, tags[i][0], 100000);
        put_times(&buf, P_TEXT, 1);
        put_times(&buf, tags[i][1], 100000);
        read_bytes(rc_buf_str(&buf), "a.html");
        rc_buf_release(&buf);
        one_report();
        assert_field(got.reports[0].text, P_TEXT);
    }
}

static double cpu_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6;
}

/* Pages on which libxml2 alone would take minutes. */
static void test_html_hostile(void **state)
{
    (void)state;
    rc_buf buf = {0};
    double begun = cpu_seconds();
    put_times(&buf, "<div>", 200000);
    put_times(&buf, "</b>", 200000);
    read_bytes(rc_buf_str(&buf), "a.html");
    one_skipped(RC_ELIMIT, "a.html");
    buf.len = 0;
    put_times(&buf, "<a \"x=\"<b ", 1);
    for (int i = 0; i < 400000; i++) rc_buf_printf(&buf, " a%d", i);
    read_bytes(rc_buf_str(&buf), "a.html");
    one_skipped(RC_ELIMIT, "attributes");
    rc_buf_release(&buf);
    assert_true(cpu_seconds() - begun < 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_html_article), cmocka_unit_test(test_html_density),  cmocka_unit_test(test_html_fields),
        cmocka_unit_test(test_html_text),    cmocka_unit_test(test_html_charsets), cmocka_unit_test(test_html_deep),
        cmocka_unit_test(test_html_hostile),
    };
    return cmocka_run_group_tests_name("intake_html", tests, set_up, tear_down);
}
