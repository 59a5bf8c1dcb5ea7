/** Intake of plain text, character sets, and what is no text. */
#include "intake_gather.h"

/* ---- plain text and character sets ---- */

static void test_text_title(void **state)
{
    (void)state;
    READ("\nClash at the ford\n\nTwo men died.\n", "n.txt");
    one_report();
    assert_field(got.reports[0].title, "Clash at the ford");
    assert_field(got.reports[0].text, "\nClash at the ford\n\nTwo men died.\n");
    assert_field(got.reports[0].id, "n");
    READ("# Clash at the ford\r\n\r\nTwo men died.\r\n", "n.md");
    assert_field(got.reports[0].title, "Clash at the ford");
    READ("Two men died.\n\nOne fled.\n", "n.txt");
    assert_field(got.reports[0].title, "");
    READ("Clash at the ford\nTwo men died.\n", "n.txt");
    assert_field(got.reports[0].title, "");
    READ("Clash at the ford\n\n", "n.txt");
    assert_field(got.reports[0].title, "");
}

static void test_text_headers(void **state)
{
    (void)state;
    READ("Title: Clash: at the ford\nDATE: 2021-09-02\nOutlet: The Bend\nUrl: https://b.example/a\nLang: en-GB\n\n"
         "Two men died.\n\nEnd\n",
         "n.txt");
    one_report();
    const rc_report *r = &got.reports[0];
    assert_field(r->title, "Clash: at the ford");
    assert_field(r->published, "2021-09-02");
    assert_field(r->outlet, "The Bend");
    assert_field(r->url, "https://b.example/a");
    assert_field(r->lang, "en");
    assert_field(r->text, "Two men died.\n\nEnd\n");
    READ("Date: 2021-09-02\nNot a header\n\nTwo men died.\n", "n.txt");
    assert_field(got.reports[0].published, "2021-09-02");
    assert_field(got.reports[0].text, "Date: 2021-09-02\nNot a header\n\nTwo men died.\n");
    READ("Date: some day\nTitle: X\n\nTwo men died.\n", "n.txt");
    assert_field(got.reports[0].published, "");
    assert_field(got.reports[0].text, "Date: some day\nTitle: X\n\nTwo men died.\n");
    READ("On 2021-09-02 two men died.\n", "n.txt");
    assert_field(got.reports[0].published, "");
}

static void test_text_charsets(void **state)
{
    (void)state;
    static const struct {
        rc_str bytes;
        const char *text, *charset;
    } cases[] = {
        {RC_STR_INIT("Deux bless\xc3\xa9s."), "Deux bless\u00e9s.", "UTF-8"},
        {RC_STR_INIT("\xef\xbb\xbf"
                     "Bless\xc3\xa9s."),
         "Bless\u00e9s.", "UTF-8"},
        {RC_STR_INIT("\xff\xfe"
                     "a\0\xe9\0\x3d\xd8\0\xde"),
         "a\u00e9\U0001F600", "UTF-16LE"},
        {RC_STR_INIT("\xfe\xff\0a\0\xe9"), "a\u00e9", "UTF-16BE"},
        {RC_STR_INIT("T\0w\0o\0 \0m\0e\0n\0.\0"), "Two men.", "UTF-16LE"},
        {RC_STR_INIT("\0T\0w\0o\0 \0m\0e\0n\0."), "Two men.", "UTF-16BE"},
        {RC_STR_INIT("\xff\xfe\0\0a\0\0\0"), "a", "UTF-32LE"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_bytes(cases[i].bytes, "n.txt");
        one_report();
        assert_field(got.reports[0].text, cases[i].text);
        assert_field(got.reports[0].charset, cases[i].charset);
    }
    READ("Trois soldats ont \xe9t\xe9 tu\xe9s pr\xe8s de la fronti\xe8re, a d\xe9"
         "clar\xe9 l'arm\xe9"
         "e \xe0 la radio.",
         "n.txt");
    one_report();
    assert_field(got.reports[0].text, "Trois soldats ont \u00e9t\u00e9 tu\u00e9s pr\u00e8s de la fronti\u00e8re, a "
                                      "d\u00e9"
                                      "clar\u00e9 l'arm\u00e9"
                                      "e \u00e0 la radio.");
    READ("L\x92"
         "arm\xe9"
         "e a ni\xe9 \x96 une nouvelle fois \x96 avoir tir\xe9 sur le march\xe9\x85",
         "n.txt");
    one_report();
    assert_field(got.reports[0].text, "L\u2019arm\u00e9"
                                      "e a ni\u00e9 \u2013 une nouvelle fois \u2013 avoir tir\u00e9 sur le "
                                      "march\u00e9\u2026");
    assert_int_equal(got.reports[0].charset.len, strlen("windows-1252"));
    assert_int_equal(strncasecmp(got.reports[0].charset.ptr, "windows-1252", got.reports[0].charset.len), 0);
}

/* A line is too little for a detector of character sets. */
static void test_text_short_charsets(void **state)
{
    (void)state;
    READ("Deux bless\xe9s \xe0 Goma.", "n.txt");
    one_report();
    assert_field(got.reports[0].text, "Deux bless\u00e9s \u00e0 Goma.");
    assert_field(got.reports[0].charset, "ISO-8859-1");
    READ("Rebels said \x93we took the town\x94 \x96 the army denied it.", "n.txt");
    assert_field(got.reports[0].text, "Rebels said \u201Cwe took the town\u201D \u2013 the army denied it.");
    READ("\xc4\xe2\xee\xe5 \xe2\xee\xe5\xed\xed\xfb\xf5 \xef\xee\xe3\xe8\xe1\xeb\xe8 \xef\xf0\xe8 "
         "\xee\xe1\xf1\xf2\xf0\xe5\xeb\xe5, \xf1\xee\xee\xe1\xf9\xe8\xeb \xe3\xeb\xe0\xe2\xe0.",
         "n.txt");
    assert_field(got.reports[0].text, "\u0414\u0432\u043e\u0435 \u0432\u043e\u0435\u043d\u043d\u044b\u0445 "
                                      "\u043f\u043e\u0433\u0438\u0431\u043b\u0438 \u043f\u0440\u0438 "
                                      "\u043e\u0431\u0441\u0442\u0440\u0435\u043b\u0435, "
                                      "\u0441\u043e\u043e\u0431\u0449\u0438\u043b \u0433\u043b\u0430\u0432\u0430.");
}

static void test_text_not_text(void **state)
{
    (void)state;
    READ("Deux bless\xc3\xa9s, un tu\xe9, trois \xc3\xa9vacu\xc3\xa9s.", "n.txt");
    one_skipped(RC_EENCODING, "n.txt: byte 20: 0xE9 is not UTF-8");
    READ("\xff\xfe"
         "a\0\0\xd8"
         "b\0",
         "n.txt");
    one_skipped(RC_EENCODING, "byte 4: not valid UTF-16LE");
    READ("\xff\xfe"
         "a\0b",
         "n.txt");
    one_skipped(RC_EENCODING, "byte 4");
    READ("two\0men", "n.txt");
    one_skipped(RC_EENCODING, "byte 3 is zero");
    READ("\x89PNG\r\n\x1a\n", "n.txt");
    one_skipped(RC_EENCODING, "byte 0: a PNG");
    READ("%PDF-1.7\nwords", "n.txt");
    one_skipped(RC_EENCODING, "byte 0: a PDF");
    READ("\x7f"
         "ELF\2\1\1",
         "n");
    one_skipped(RC_EENCODING, "byte 0: a program");
    READ("PK\3\4words", "n.docx");
    one_skipped(RC_EENCODING, "byte 0: a ZIP");
    READ("abc\1\2\3\4\5\6\7", "n.txt");
    one_skipped(RC_EENCODING, "byte 3 is 0x01");
    READ("", "n.txt");
    one_skipped(RC_EEMPTY, "empty");
    READ("", "n.json");
    one_skipped(RC_EEMPTY, "empty");
    READ(" \n\t\n", "n.html");
    one_skipped(RC_EEMPTY, "white space");
    READ("\xef\xbb\xbf", "n.txt");
    one_skipped(RC_EEMPTY, "n.txt");
    READ("a,b\n1,2\n", "n.csv");
    one_skipped(RC_EUNREAD, "CSV or TSV) without a column `text`");
    READ("<?xml version=\"1.0\"?><rss><item/></rss>", "n");
    one_skipped(RC_EEMPTY, "XML: a feed without an item");
    READ("<?xml version=\"1.0\"?><svg/>", "n");
    one_skipped(RC_EUNREAD, "XML");
}

static void test_kind_by_content_first(void **state)
{
    (void)state;
    READ("{\"text\": \"a\"}", "n.txt");
    assert_field(got.reports[0].text, "a");
    READ("<!DOCTYPE html><p>Two men died at the ford on Monday.</p>", "n.txt");
    assert_field(got.reports[0].text, "Two men died at the ford on Monday.");
    READ("[KABUL] Two men died.", "n.txt");
    assert_field(got.reports[0].text, "[KABUL] Two men died.");
    READ("{sic} Two men died.", "n");
    assert_field(got.reports[0].text, "{sic} Two men died.");
    READ("Two men <b>died</b> at the ford on Monday.", "n.htm");
    assert_field(got.reports[0].text, "Two men died at the ford on Monday.");
    READ("Two men <b>died</b>.", "n.txt");
    assert_field(got.reports[0].text, "Two men <b>died</b>.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_title),    cmocka_unit_test(test_text_headers),
        cmocka_unit_test(test_text_charsets), cmocka_unit_test(test_text_short_charsets),
        cmocka_unit_test(test_text_not_text), cmocka_unit_test(test_kind_by_content_first),
    };
    return cmocka_run_group_tests_name("intake_text", tests, set_up, tear_down);
}
