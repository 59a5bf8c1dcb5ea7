/** Intake of tables and of archives of posts. */
#include "intake_gather.h"

static void test_a_table(void **state)
{
    (void)state;
    READ("\xef\xbb\xbfID,Title,date,Source,content,more\r\n"
         "7,\"A \"\"quoted\"\" head\",2021-09-04,\"Paper, daily\",\"Two men died.\r\nOne lived.\",x\r\n"
         "\r\n"
         "8,,04/09/2021,,Three men died.,\r\n"
         "9,,2021-09-05,,  ,\r\n",
         "t.csv");
    assert_int_equal(got.n_reports, 2);
    const rc_report *r = &got.reports[0];
    assert_field(r->id, "7");
    assert_field(r->title, "A \"quoted\" head");
    assert_field(r->published, "2021-09-04");
    assert_field(r->outlet, "Paper, daily");
    assert_field(r->text, "Two men died.\r\nOne lived.");
    assert_field(r->path, "t.csv:2");
    assert_field(got.reports[1].id, "8");
    assert_field(got.reports[1].published, ""); /* day or month first? */
    assert_field(got.reports[1].path, "t.csv:5");
    assert_int_equal(got.n_skipped, 1);
    assert_non_null(strstr(got.skipped[0].message, "t.csv:6: `text` is empty"));
}

static void test_other_signs_and_columns(void **state)
{
    (void)state;
    READ("lang\ttext\nfr-FR\tDeux \"hommes\", un mort.\n", "t.tsv");
    one_report();
    assert_field(got.reports[0].lang, "fr");
    assert_field(got.reports[0].text, "Deux \"hommes\", un mort.");
    assert_field(got.reports[0].id, "t:1");
    READ("texte;text;message\nun;deux, trois;quatre\n", "t.csv"); /* ours before others' names */
    one_report();
    assert_field(got.reports[0].text, "deux, trois");
    READ("message;text\nquatre;deux\n", "t.csv");
    assert_field(got.reports[0].text, "deux");
    READ("text,published\nTwo men died.,yesterday\nThree men died.,2021-09-04T10:00:00Z", "t.csv");
    assert_int_equal(got.n_reports, 1);
    assert_field(got.reports[0].published, "2021-09-04T10:00:00Z");
    assert_non_null(strstr(got.skipped[0].message, "t.csv:2: `published` is not a date"));
}

static void test_broken_tables(void **state)
{
    (void)state;
    READ("text,id\n\"Two men died.,1\nThree men died.,2\n", "t.csv");
    assert_int_equal(got.n_reports, 0);
    assert_int_equal(got.n_skipped, 1);
    assert_non_null(strstr(got.skipped[0].message, "t.csv:2: a quotation mark"));
    READ("text\n", "t.csv");
    assert_int_equal(got.n_reports + got.n_skipped, 0);
    READ("a,b\n1,2\n", "t.csv");
    one_skipped(RC_EUNREAD, "without a column `text`");
    READ("text,id\nTwo men died.\nThree,4,5,6\n", "t.csv"); /* rows of other lengths than the head */
    assert_int_equal(got.n_reports, 2);
    assert_field(got.reports[1].id, "4");
}

#define CHAT                                                                                                           \
    "{\"name\": \"Valley News\", \"type\": \"public_channel\", \"id\": 123, \"messages\": ["                           \
    "{\"id\": 1, \"type\": \"service\", \"action\": \"create_channel\", \"text\": \"made\"},"                          \
    "{\"id\": 2, \"type\": \"message\", \"date\": \"2021-09-04T14:00:00\", \"date_unixtime\": \"1630756800\","         \
    " \"from\": \"Valley\", \"text\": [\"Twelve \", {\"type\": \"bold\", \"text\": \"fighters\"}, \" died.\"]},"       \
    "{\"id\": 3, \"type\": \"message\", \"date\": \"2021-09-05T09:00:00\", \"text\": \"Caf\\xe9 hit\","                \
    " \"text_entities\": [{\"type\": \"plain\", \"text\": \"Caf\\xe9 hit.\"}]},"                                       \
    "{\"id\": 4, \"type\": \"message\", \"photo\": \"p.jpg\", \"text\": \"\"}]}"

static void test_a_chat(void **state)
{
    (void)state;
    READ(CHAT, "result.json");
    assert_int_equal(got.n_skipped, 0);
    assert_int_equal(got.n_reports, 2); /* the picture says nothing, nor does who made the channel */
    assert_field(got.reports[0].id, "telegram-123-2");
    assert_field(got.reports[0].text, "Twelve fighters died.");
    assert_field(got.reports[0].published, "2021-09-04T12:00:00Z");
    assert_field(got.reports[0].outlet, "Valley");
    assert_field(got.reports[1].text,
                 "Caf\u00e9 hit."); /* an escape that is no JSON, and the entities before the text */
    assert_field(got.reports[1].outlet, "Valley News");
    assert_field(got.reports[1].published, "2021-09-05");
    READ("{\"name\": \"N\", \"type\": \"x\", \"id\": 1, \"messages\": [{\"id\": 1,", "result.json");
    one_skipped(RC_EFORMAT, "result.json:1: not JSON");
}

static void test_tweets(void **state)
{
    (void)state;
    READ("window.YTD.tweets.part0 = [\n {\"tweet\": {\"id_str\": \"99\", \"full_text\": \"Ten died.\","
         " \"created_at\": \"Sat Sep 04 10:00:00 +0000 2021\"}},\n {\"tweet\": {\"id_str\": \"98\"}}, 7 ]",
         "tweets.js");
    assert_int_equal(got.n_skipped, 0);
    one_report();
    assert_field(got.reports[0].id, "x-99");
    assert_field(got.reports[0].url, "https://x.com/i/status/99");
    assert_field(got.reports[0].published, "2021-09-04T10:00:00Z");
    READ("window.YTD.tweets.part0 = 7", "tweets.js");
    one_skipped(RC_EFORMAT, "no list");
    READ("window.alert('no archive');", "page.js");
    one_skipped(RC_EUNREAD, "part of a web page");
}

static void test_rss(void **state)
{
    (void)state;
    READ("<?xml version=\"1.0\"?>\n<rss version=\"2.0\" "
         "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\n"
         "<title>Paper</title><language>en-GB</language><link>https://p.example</link>\n"
         "<item><title>A head</title><link>https://p.example/1</link><guid>p-1</guid>"
         "<pubDate>Sat, 04 Sep 2021 10:00:00 GMT</pubDate><description>In short.</description>"
         "<content:encoded><![CDATA[<p>Two men died at the ford &amp; one lived.</p><p>Nobody else was there on "
         "Monday.</p>]]>"
         "</content:encoded></item>\n<item><title>Only a head</title></item>\n"
         "<item><link>https://p.example/2</link><description>Three men died.</description></item></channel></rss>",
         "feed.xml");
    assert_int_equal(got.n_skipped, 0);
    assert_int_equal(got.n_reports, 2);
    const rc_report *r = &got.reports[0];
    assert_field(r->id, "p-1");
    assert_field(r->title, "A head");
    assert_field(r->outlet, "Paper");
    assert_field(r->lang, "en");
    assert_field(r->url, "https://p.example/1");
    assert_field(r->published, "2021-09-04T10:00:00Z");
    assert_non_null(strstr(rc_arena_cstr(&got.arena, r->text), "Two men died at the ford & one lived.\n"));
    assert_null(strchr(rc_arena_cstr(&got.arena, r->text), '<'));
    assert_field(r->path, "feed.xml:4");
    assert_field(got.reports[1].id, "https://p.example/2");
    assert_field(got.reports[1].text, "Three men died.");
}

static void test_atom(void **state)
{
    (void)state;
    READ("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Agency</title><entry><id>a-1</id><title>H</title>"
         "<link rel=\"self\" href=\"https://a.example/self\"/><link href=\"https://a.example/1\"/>"
         "<updated>2021-09-05T08:00:00Z</updated><published>2021-09-04T08:00:00Z</published>"
         "<summary>Four men died.</summary></entry></feed>",
         "n");
    one_report();
    assert_field(got.reports[0].id, "a-1");
    assert_field(got.reports[0].url, "https://a.example/1");
    assert_field(got.reports[0].published, "2021-09-04T08:00:00Z");
    assert_field(got.reports[0].outlet, "Agency");
    assert_field(got.reports[0].text, "Four men died.");
    READ("<?xml version=\"1.0\"?>\n<rss><channel>\n<item><title>cut", "feed.xml");
    one_skipped(RC_EFORMAT, "feed.xml:3: a feed that is no XML");
    READ("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
         "<rss><channel><item><description>&a; died.</description></item></channel></rss>",
         "feed.xml");
    one_skipped(RC_ELIMIT, "entities of its own");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_table),       cmocka_unit_test(test_other_signs_and_columns),
        cmocka_unit_test(test_broken_tables), cmocka_unit_test(test_a_chat),
        cmocka_unit_test(test_tweets),        cmocka_unit_test(test_rss),
        cmocka_unit_test(test_atom),
    };
    return cmocka_run_group_tests_name("intake_posts", tests, set_up, tear_down);
}
