/** Intake of JSON: reports, lists, JSON Lines, and every way in which they can be broken. */
#include "intake_gather.h"

/* ---- JSON ---- */

static void test_json_report(void **state)
{
    (void)state;
    READ("\n{\"id\": \"r-1\", \"lang\": \"fr-CA\", \"published\": \"2021-09-02T10:00:00+02:00\", \"outlet\": \"O\",\n"
         " \"url\": \"https://o.example/1\", \"title\": \"T\\u00e9\", \"text\": \" Deux \\\"mots\\\" "
         "\\ud83d\\ude00\\n\\r\\n \",\n"
         " \"claims\": [{\"span\": [0, 4], \"text\": \"no\"}], \"more\": {\"title\": [true, null, -1.5e3]}}\n",
         "some/folder/file.v2.json");
    one_report();
    const rc_report *r = &got.reports[0];
    assert_field(r->id, "r-1");
    assert_field(r->lang, "fr");
    assert_field(r->published, "2021-09-02T10:00:00+02:00");
    assert_field(r->outlet, "O");
    assert_field(r->url, "https://o.example/1");
    assert_field(r->title, "T\u00e9");
    assert_field(r->text, " Deux \"mots\" \U0001F600\n\r\n ");
    assert_field(r->path, "some/folder/file.v2.json");
    assert_field(r->charset, "UTF-8");
}

static void test_json_names(void **state)
{
    (void)state;
    READ("{\"text\": \"x\"}", "some/folder/file.v2.json");
    assert_field(got.reports[0].id, "file.v2");
    READ("{\"text\": \"x\", \"id\": 12, \"lang\": null}", "f.json");
    assert_field(got.reports[0].id, "12");
    READ("{\"text\": \"x\"}\n\n{\"text\": \"y\"}\n", "f.json");
    assert_int_equal(got.n_reports, 2);
    assert_field(got.reports[0].path, "f.json:1");
    assert_field(got.reports[0].id, "f:1");
    assert_field(got.reports[1].path, "f.json:3");
    assert_field(got.reports[1].id, "f:3");
    READ("{\"text\": \"x\"}\n", "f.jsonl");
    assert_field(got.reports[0].path, "f.jsonl:1");
    READ("{\"text\": \"x\"}", ".hidden");
    assert_field(got.reports[0].id, ".hidden");
}

static void test_json_list(void **state)
{
    (void)state;
    READ("[{\"text\": \"a ] } \\\" b\"}, {\"text\": \"b\", \"id\": \"B\"},\n {\n  \"text\": \"c\"\n }]\n", "l.json");
    assert_int_equal(got.n_reports, 3);
    assert_int_equal(got.n_skipped, 0);
    assert_field(got.reports[0].text, "a ] } \" b");
    assert_field(got.reports[0].id, "l:1");
    assert_field(got.reports[1].id, "B");
    assert_field(got.reports[2].id, "l:3");
    assert_field(got.reports[2].path, "l.json:2");
}

static void test_json_list_with_bad_items(void **state)
{
    (void)state;
    READ("[{\"text\": \"a\"},\n 5, [1],\n {\"text\": 3},\n {\"text\": \"b\" \"c\"},\n {\"text\": \"d\"}]", "l.json");
    assert_int_equal(got.n_reports, 2);
    assert_field(got.reports[1].text, "d");
    assert_int_equal(got.n_skipped, 4);
    assert_non_null(strstr(got.skipped[0].message, "l.json:2: column 2 (byte 17)"));
    assert_non_null(strstr(got.skipped[1].message, "a list where a report"));
    assert_non_null(strstr(got.skipped[2].message, "`text` is a number"));
    assert_non_null(strstr(got.skipped[3].message, "l.json:4: column 15"));
    READ("[{\"text\": \"a\"}, {\"text\": \"b\"}", "l.json");
    assert_int_equal(got.n_reports, 2);
    assert_int_equal(got.n_skipped, 1);
    assert_non_null(strstr(got.skipped[0].message, "the list does not end"));
    READ("[{\"text\": \"a\"}] {}", "l.json");
    assert_int_equal(got.n_reports, 1);
    assert_non_null(strstr(got.skipped[0].message, "follows the end of the list"));
    READ("[]", "l.json");
    one_skipped(RC_EEMPTY, "no report");
}

static void test_json_lines_cut_in_half(void **state)
{
    (void)state;
    READ("{\"text\": \"a\"}\n{\"text\": \"b\nxx\n{\"text\": \"c\"}\n", "l.jsonl");
    assert_int_equal(got.n_reports, 2);
    assert_field(got.reports[1].text, "c");
    assert_field(got.reports[1].path, "l.jsonl:4");
    assert_int_equal(got.n_skipped, 2);
    assert_non_null(strstr(got.skipped[0].message, "l.jsonl:2: column 12 (byte 25): not JSON: cut short"));
    assert_int_equal(got.skipped[0].status, RC_EFORMAT);
    assert_non_null(strstr(got.skipped[1].message, "l.jsonl:3: column 1 (byte 26)"));
}

/* Without an extension that says so, a cut first line is found out by the lines after it. */
static void test_json_lines_first_line_cut(void **state)
{
    (void)state;
    READ("{\"text\": \"a\n{\"text\": \"b\"}\n{\"text\": \"c\"}\n", "l");
    assert_int_equal(got.n_reports, 2);
    assert_int_equal(got.n_skipped, 1);
    READ("{\"text\": \n{\"text\": \"b\"}\n{\"text\": \"c\"}\n", "l");
    assert_int_equal(got.n_reports, 2);
    assert_field(got.reports[1].path, "l:3");
    assert_int_equal(got.n_skipped, 1);
    assert_non_null(strstr(got.skipped[0].message, "l:1: column"));
    READ("{\n \"text\": \"a\",\n \"title\":\n", "l.json");
    one_skipped(RC_EFORMAT, "l.json:4: column 1 (byte 26): not JSON: cut short");
}

static void test_json_bad_bytes(void **state)
{
    (void)state;
    READ("{\"text\": \"ok\"}\n{\"text\": \"caf\xe9\"}\n", "l.jsonl");
    assert_int_equal(got.n_reports, 1);
    assert_int_equal(got.skipped[0].status, RC_EENCODING);
    assert_string_equal(got.skipped[0].message, "l.jsonl:2: column 14 (byte 28): byte 0xE9 is not UTF-8");
    READ("{\"text\": \"\\ud83d alone\"}", "a.json");
    one_skipped(RC_EFORMAT, "half a character");
    READ("{\"text\": \"a\\u0000b\"}", "a.json");
    one_skipped(RC_EFORMAT, "\\u0000 is not text");
    READ("{\"text\": \"a\\x\"}", "a.json");
    one_skipped(RC_EFORMAT, "unknown escape");
    READ("{\"text\": \"a\", }", "a.json");
    one_skipped(RC_EFORMAT, "field name");
    READ("{\"text\": \"a\", \"n\": 01}", "a.json");
    one_skipped(RC_EFORMAT, "column 21 (byte 20): not JSON: a comma or '}'");
    READ("{\"text\": \"a\", \"n\": tru}", "a.json");
    one_skipped(RC_EFORMAT, "a value is expected");
    READ("{\"text\": \"a\", \"n\": [1 2]}", "a.json");
    one_skipped(RC_EFORMAT, "comma or ']'");
    READ("{\"text\": \"a\"} x", "a.json");
    assert_int_equal(got.n_reports, 1);
    assert_int_equal(got.n_skipped, 1);
    READ("not json", "a.json");
    one_skipped(RC_EFORMAT, "'{' is expected");
}

static void test_json_fields_of_wrong_kind(void **state)
{
    (void)state;
    READ("{\"title\": \"t\"}", "a.json");
    one_skipped(RC_EEMPTY, "no `text`");
    READ("{\"text\": \" \\n\"}", "a.json");
    one_skipped(RC_EEMPTY, "`text` is empty");
    READ("{\"text\": \"a\", \"title\": {}}", "a.json");
    one_skipped(RC_EFORMAT, "`title` is an object");
    READ("{\"text\": \"a\", \"published\": \"last week\"}", "a.json");
    one_skipped(RC_EFORMAT, "`published` is not a date");
    READ("{\"text\": \"a\", \"published\": \"2021-02-30\"}", "a.json");
    one_skipped(RC_EFORMAT, "`published` is not a date");
    READ("{\"text\": \"a\", \"published\": \"2020-01\", \"lang\": \"french\"}", "a.json");
    assert_field(got.reports[0].published, "2020-01");
    assert_field(got.reports[0].lang, "");
}

static void test_dates(void **state)
{
    (void)state;
    static const char *const dates[][2] = {
        {"2021-09-02", "2021-09-02"},
        {"2021-09-02T08:15:30Z", "2021-09-02T08:15:30Z"},
        {"2021-09-02 08:15", "2021-09-02"},
        {"2021-09-02T08:15:30.250+0430", "2021-09-02T08:15:30+04:30"},
        {"2021/09/02", "2021-09-02"},
        {"20210902", "2021-09-02"},
        {"2021", "2021"},
        {"Thu, 02 Sep 2021 08:15:00 -0700", "2021-09-02T08:15:00-07:00"},
        {"Thu, 2 Sep 2021 08:15 GMT", "2021-09-02T08:15:00Z"},
        {"September 2, 2021", "2021-09-02"},
        {"Sept. 2, 2021", "2021-09-02"},
        {"2 September 2021", "2021-09-02"},
        {"2021-13-01", NULL},
        {"0000-00-00", NULL},
        {"2021-0", NULL},
        {"02/09/2021", NULL},
        {"yesterday", NULL},
    };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        char json[160];
        snprintf(json, sizeof json, "{\"text\": \"a\", \"published\": \"%s\"}", dates[i][0]);
        read_bytes(rc_str_of(json), "a.json");
        if (!dates[i][1])
            one_skipped(RC_EFORMAT, "not a date");
        else
            assert_field(got.reports[0].published, dates[i][1]);
    }
}

static void test_json_nested_deep(void **state)
{
    (void)state;
    rc_buf buf = {0};
    rc_buf_put(&buf, RC_STR("{\"text\": \"a\", \"x\": "));
    for (int i = 0; i < 100000; i++) rc_buf_putc(&buf, '[');
    read_bytes(rc_buf_str(&buf), "a.json");
    one_skipped(RC_ELIMIT, "nested deeper");
    rc_buf_release(&buf);
}

static void test_json_utf16(void **state)
{
    (void)state;
    READ("\xff\xfe{\0\"\0t\0e\0x\0t\0\"\0:\0\"\0\xe9\0\"\0}\0\n\0{\0}\0", "a.jsonl");
    assert_int_equal(got.n_reports, 1);
    assert_field(got.reports[0].text, "\u00e9");
    assert_field(got.reports[0].charset, "UTF-16LE");
    assert_int_equal(got.n_skipped, 1);
    READ("\xef\xbb\xbf{\"text\": \"a\"}\n{\"text\": 1}", "a.jsonl");
    assert_int_equal(got.n_reports, 1);
    assert_non_null(strstr(got.skipped[0].message, "a.jsonl:2: column 10 (byte 26)"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_report),
        cmocka_unit_test(test_json_names),
        cmocka_unit_test(test_json_list),
        cmocka_unit_test(test_json_list_with_bad_items),
        cmocka_unit_test(test_json_lines_cut_in_half),
        cmocka_unit_test(test_json_lines_first_line_cut),
        cmocka_unit_test(test_json_bad_bytes),
        cmocka_unit_test(test_json_fields_of_wrong_kind),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_json_nested_deep),
        cmocka_unit_test(test_json_utf16),
    };
    return cmocka_run_group_tests_name("intake_json", tests, set_up, tear_down);
}
