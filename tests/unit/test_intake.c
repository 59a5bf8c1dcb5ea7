/** Intake: every kind of input, every field, every bad input. Files are written to a folder of the test's own. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "recoupe/base/buf.h"
#include "recoupe/base/utf8.h"
#include "recoupe/intake/intake.h"

#define MAX_ITEMS 64
#define MB ((size_t)1 << 20)

typedef struct gathered {
    rc_arena arena;
    rc_report reports[MAX_ITEMS];
    size_t n_reports;
    rc_error skipped[MAX_ITEMS];
    size_t n_skipped;
    size_t stop_at; /* return RC_EBUSY from this report on; 0: never */
    size_t count;   /* of all reports, also beyond MAX_ITEMS */
} gathered;

static gathered got;
static char folder[64];

static rc_status take_report(void *context, const rc_report *report, rc_error *err)
{
    gathered *g = context;
    g->count++;
    assert_int_equal(rc_utf8_invalid(report->text), SIZE_MAX);
    if (g->n_reports < MAX_ITEMS) g->reports[g->n_reports++] = rc_report_copy(&g->arena, report);
    if (g->stop_at && g->count >= g->stop_at) return rc_fail(err, RC_EBUSY, "enough");
    return RC_OK;
}

static void take_skipped(void *context, const rc_error *why)
{
    gathered *g = context;
    if (g->n_skipped < MAX_ITEMS) g->skipped[g->n_skipped++] = *why;
}

static const rc_intake_sink sink = {&got, take_report, take_skipped};

static void clear(void)
{
    rc_arena_release(&got.arena);
    memset(&got, 0, sizeof got);
    rc_arena_init(&got.arena, 1 << 16, 0);
}

static void read_bytes(rc_str bytes, const char *name)
{
    rc_error err = {0};
    clear();
    assert_int_equal(rc_intake_bytes(bytes, name, &sink, &err), RC_OK);
}

#define READ(literal, name) read_bytes(RC_STR(literal), (name))

static void read_path(const char *path)
{
    rc_error err = {0};
    clear();
    assert_int_equal(rc_intake_path(path, &sink, &err), RC_OK);
}

static void assert_field(rc_str value, const char *expected)
{
    if (rc_str_is(value, expected)) return;
    fail_msg("got \"%.*s\", expected \"%s\"", RC_FMT(value), expected);
}

static void one_report(void)
{
    if (got.n_skipped) fail_msg("skipped: %s", got.skipped[0].message);
    assert_int_equal(got.n_reports, 1);
}

static void one_skipped(rc_status status, const char *part)
{
    assert_int_equal(got.n_reports, 0);
    assert_int_equal(got.n_skipped, 1);
    if (got.skipped[0].status != status || !strstr(got.skipped[0].message, part))
        fail_msg("%s: %s", rc_status_name(got.skipped[0].status), got.skipped[0].message);
}

static const char *in_folder(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_file(const char *name, rc_str bytes)
{
    FILE *file = fopen(in_folder(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr ? bytes.ptr : "", 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/recoupe-intake-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    clear();
    rc_arena_release(&got.arena);
    return system(command);
}

/* ---- reports ---- */

static void test_equal_content_is_one_report(void **state)
{
    (void)state;
    rc_report a = {.text = RC_STR("t"), .title = RC_STR("x"), .id = RC_STR("1"), .path = RC_STR("p")};
    rc_report b = {.text = RC_STR("t"), .title = RC_STR("x"), .id = RC_STR("2"), .lang = RC_STR("fr")};
    rc_report moved = {.text = RC_STR("tx")};
    rc_report dated = {.text = RC_STR("t"), .title = RC_STR("x"), .published = RC_STR("2021-09-02")};
    rc_report_seal(&a);
    rc_report_seal(&b);
    rc_report_seal(&moved);
    rc_report_seal(&dated);
    assert_memory_equal(&a.content, &b.content, sizeof a.content);
    assert_memory_not_equal(&a.content, &moved.content, sizeof a.content);
    assert_memory_not_equal(&a.content, &dated.content, sizeof a.content);
}

static void test_copy_is_deep(void **state)
{
    (void)state;
    char text[] = "words", lang[] = "fr";
    rc_arena arena;
    rc_arena_init(&arena, 1024, 0);
    rc_report report = {.text = {text, 5}, .lang = {lang, 2}, .path = RC_STR("a:3"), .charset = RC_STR("UTF-8")};
    rc_report_seal(&report);
    rc_report copy = rc_report_copy(&arena, &report);
    memset(text, 'x', 5);
    memset(lang, 'x', 2);
    assert_field(copy.text, "words");
    assert_field(copy.lang, "fr");
    assert_field(copy.path, "a:3");
    assert_field(copy.charset, "UTF-8");
    assert_memory_equal(&copy.content, &report.content, sizeof copy.content);
    rc_arena_release(&arena);
}

/* ---- JSON ---- */

static void test_json_report(void **state)
{
    (void)state;
    READ("\n{\"id\": \"r-1\", \"lang\": \"fr-CA\", \"published\": \"2021-09-02T10:00:00+02:00\", \"outlet\": \"O\",\n"
         " \"url\": \"https://o.example/1\", \"title\": \"T\\u00e9\", \"text\": \" Deux \\\"mots\\\" \\ud83d\\ude00\\n\\r\\n \",\n"
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
        if (!dates[i][1]) one_skipped(RC_EFORMAT, "not a date");
        else assert_field(got.reports[0].published, dates[i][1]);
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

/* ---- limits ---- */

static void test_long_line_is_skipped(void **state)
{
    (void)state;
    rc_buf buf = {0};
    rc_buf_put(&buf, RC_STR("{\"text\": \"a\"}\n{\"text\": \""));
    char *filler = malloc(50 * MB);
    assert_non_null(filler);
    memset(filler, 'x', 50 * MB);
    rc_buf_put(&buf, (rc_str){filler, 50 * MB});
    rc_buf_put(&buf, RC_STR("\"}\n{\"text\": \"b\"}\n"));
    write_file("long.jsonl", rc_buf_str(&buf));
    read_path(in_folder("long.jsonl"));
    assert_int_equal(got.n_reports, 2);
    assert_field(got.reports[1].path, in_folder("long.jsonl:3"));
    assert_int_equal(got.n_skipped, 1);
    assert_int_equal(got.skipped[0].status, RC_ELIMIT);
    assert_non_null(strstr(got.skipped[0].message, "long.jsonl:2: larger than the 16 MB"));
    read_bytes((rc_str){filler, RC_INTAKE_REPORT_BYTES + 1}, "a.txt");
    one_skipped(RC_ELIMIT, "a.txt: larger than the 16 MB");
    read_bytes((rc_str){filler, RC_INTAKE_REPORT_BYTES}, "a.txt");
    one_report();
    free(filler);
    rc_buf_release(&buf);
    FILE *sparse = fopen(in_folder("big.jsonl"), "wb");
    assert_non_null(sparse);
    assert_int_equal(ftruncate(fileno(sparse), (off_t)RC_INTAKE_FILE_BYTES + 1), 0);
    fclose(sparse);
    read_path(in_folder("big.jsonl"));
    one_skipped(RC_ELIMIT, "larger than the 1024 MB");
}

/* Items of all lengths against the ends of the blocks that files are read in. */
static void test_items_across_blocks(void **state)
{
    (void)state;
    rc_buf buf = {0};
    size_t n = 0;
    for (size_t len = 0; buf.len < 3 * MB; len = (len * 7 + 13) % 40001, n++) {
        rc_buf_put(&buf, RC_STR("{\"text\": \"\u00e9"));
        for (size_t i = 0; i < len; i++) rc_buf_putc(&buf, (char)('a' + i % 26));
        rc_buf_put(&buf, RC_STR("\\\\\"}\n"));
    }
    write_file("blocks.jsonl", rc_buf_str(&buf));
    read_path(in_folder("blocks.jsonl"));
    assert_int_equal(got.count, n);
    assert_int_equal(got.n_skipped, 0);
    buf.ptr[buf.len - 1] = ']';
    for (size_t i = 0; i + 1 < buf.len; i++)
        if (buf.ptr[i] == '\n') buf.ptr[i] = ',';
    rc_buf list = {0};
    rc_buf_putc(&list, '[');
    rc_buf_put(&list, rc_buf_str(&buf));
    write_file("blocks.json", rc_buf_str(&list));
    read_path(in_folder("blocks.json"));
    assert_int_equal(got.count, n);
    assert_int_equal(got.n_skipped, 0);
    rc_buf_release(&list);
    rc_buf_release(&buf);
}

static void test_sink_stops_the_reading(void **state)
{
    (void)state;
    rc_error err = {0};
    clear();
    got.stop_at = 2;
    rc_str lines = RC_STR("{\"text\": \"a\"}\n{\"text\": \"b\"}\n{\"text\": \"c\"}\n");
    assert_int_equal(rc_intake_bytes(lines, "a.jsonl", &sink, &err), RC_EBUSY);
    assert_int_equal(got.count, 2);
    assert_string_equal(err.message, "enough");
}

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
        {RC_STR_INIT("\xef\xbb\xbf" "Bless\xc3\xa9s."), "Bless\u00e9s.", "UTF-8"},
        {RC_STR_INIT("\xff\xfe" "a\0\xe9\0\x3d\xd8\0\xde"), "a\u00e9\U0001F600", "UTF-16LE"},
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
    READ("Trois soldats ont \xe9t\xe9 tu\xe9s pr\xe8s de la fronti\xe8re, a d\xe9" "clar\xe9 l'arm\xe9" "e \xe0 la radio.", "n.txt");
    one_report();
    assert_field(got.reports[0].text, "Trois soldats ont \u00e9t\u00e9 tu\u00e9s pr\u00e8s de la fronti\u00e8re, a "
                                      "d\u00e9" "clar\u00e9 l'arm\u00e9" "e \u00e0 la radio.");
    READ("L\x92" "arm\xe9" "e a ni\xe9 \x96 une nouvelle fois \x96 avoir tir\xe9 sur le march\xe9\x85", "n.txt");
    one_report();
    assert_field(got.reports[0].text, "L\u2019arm\u00e9" "e a ni\u00e9 \u2013 une nouvelle fois \u2013 avoir tir\u00e9 sur le "
                                      "march\u00e9\u2026");
    assert_int_equal(strcasecmp(got.reports[0].charset.ptr, "windows-1252"), 0);
}

static void test_text_not_text(void **state)
{
    (void)state;
    READ("Deux bless\xc3\xa9s, un tu\xe9, trois \xc3\xa9vacu\xc3\xa9s.", "n.txt");
    one_skipped(RC_EENCODING, "n.txt: byte 20: 0xE9 is not UTF-8");
    READ("\xff\xfe" "a\0\0\xd8" "b\0", "n.txt");
    one_skipped(RC_EENCODING, "byte 4: not valid UTF-16LE");
    READ("\xff\xfe" "a\0b", "n.txt");
    one_skipped(RC_EENCODING, "byte 4");
    READ("two\0men", "n.txt");
    one_skipped(RC_EENCODING, "byte 3 is zero");
    READ("\x89PNG\r\n\x1a\n", "n.txt");
    one_skipped(RC_EENCODING, "byte 0: a PNG");
    READ("%PDF-1.7\nwords", "n.txt");
    one_skipped(RC_EENCODING, "byte 0: a PDF");
    READ("\x7f" "ELF\2\1\1", "n");
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
    one_skipped(RC_EUNREAD, "CSV");
    READ("<?xml version=\"1.0\"?><rss><item/></rss>", "n");
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
                          "annonc\u00e9 l\u2019arm\u00e9" "e.\n"
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
    assert_field(got.reports[0].text,
                 "Two people were killed and five wounded when shells hit the market of Harrow Bend on Wednesday, the "
                 "mayor said.\n\"We heard six explosions,\" said a trader who asked not to be named\u2026 He fled with his "
                 "family.\nThe army denied that it had fired on the town, and blamed the rebels for the attack.\n"
                 "Advertisement\nFighting began in May.");
}

#define P "<p>Two soldiers were killed in the north on Monday, the army said in a statement.</p>"
#define P_TEXT "Two soldiers were killed in the north on Monday, the army said in a statement."

static void test_html_fields(void **state)
{
    (void)state;
    READ("<html><head><title>A clash - The Bend</title><meta property=og:site_name content='The Bend'>"
         "<meta property='article:published_time' content='2021-09-02'></head><body>" P "</body>", "a.html");
    one_report();
    assert_field(got.reports[0].title, "A clash");
    assert_field(got.reports[0].published, "2021-09-02");
    READ("<main><h1>A <i>clash</i></h1><time datetime='2021-09-03T10:00:00Z'>Friday</time>" P "</main>", "a.html");
    assert_field(got.reports[0].title, "A clash");
    assert_field(got.reports[0].published, "2021-09-03T10:00:00Z");
    assert_true(rc_str_ends(got.reports[0].text, RC_STR(P_TEXT)));
    assert_int_equal(rc_str_find(got.reports[0].text, RC_STR("A clash"), 0), SIZE_MAX);
    READ("<meta itemprop=datePublished content='2021-09-04'><link rel=canonical href='/relative'>"
         "<meta property=og:url content='https://b.example/x'><meta property=og:locale content=fr_FR>" P, "a.html");
    assert_field(got.reports[0].published, "2021-09-04");
    assert_field(got.reports[0].url, "https://b.example/x");
    assert_field(got.reports[0].lang, "fr");
    READ("<script type='application/ld+json'>[{\"@type\": \"NewsArticle\", \"headline\": \"H &\", \"datePublished\": "
         "\"2021-09-05\", \"publisher\": {\"name\": \"Pub\"}, \"inLanguage\": \"en\", \"mainEntityOfPage\": "
         "{\"@id\": \"https://b.example/y\"}}]</script>" P, "a.html");
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
         "<div class='entry-related'>" P_TEXT "</div><div id=cookieBanner>" P_TEXT "</div>", "a.html");
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
    READ("<html><head><meta charset=iso-8859-1></head><body><p>Un tu\xe9 et deux bless\xe9s \x96 selon l'arm\xe9" "e.", "a.html");
    one_report();
    assert_field(got.reports[0].text, "Un tu\u00e9 et deux bless\u00e9s \u2013 selon l'arm\u00e9" "e.");
    assert_field(got.reports[0].charset, "windows-1252");
    READ("<meta http-equiv=content-type content='text/html; charset=windows-1251'><p>\xcf\xf0\xe8\xe2\xe5\xf2, "
         "\xec\xe8\xf0.", "a.html");
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

/* ---- files and folders ---- */

static void test_folder(void **state)
{
    (void)state;
    assert_int_equal(mkdir(in_folder("f"), 0700), 0);
    assert_int_equal(mkdir(in_folder("f/b"), 0700), 0);
    assert_int_equal(mkdir(in_folder("f/.git"), 0700), 0);
    write_file("f/c.txt", RC_STR("c"));
    write_file("f/a.txt", RC_STR("a"));
    write_file("f/B.txt", RC_STR("B"));
    write_file("f/.hidden.txt", RC_STR("no"));
    write_file("f/.git/x.txt", RC_STR("no"));
    write_file("f/b/x.jsonl", RC_STR("{\"text\": \"x\"}\n"));
    write_file("f/bad.txt", RC_STR("a\0b"));
    write_file("f/empty.txt", RC_STR(""));
    assert_int_equal(symlink("..", in_folder("f/b/up")), 0);
    assert_int_equal(symlink("self", in_folder("f/self")), 0);
    assert_int_equal(symlink("nowhere", in_folder("f/dangling")), 0);
    assert_int_equal(mkfifo(in_folder("f/pipe"), 0600), 0);
    read_path(in_folder("f"));
    assert_int_equal(got.n_reports, 4);
    assert_field(got.reports[0].text, "B");
    assert_field(got.reports[1].text, "a");
    assert_field(got.reports[2].path, in_folder("f/b/x.jsonl:1"));
    assert_field(got.reports[3].text, "c");
    static const struct {
        rc_status status;
        const char *part;
    } expected[] = {
        {RC_EINVALID, "b/up: a link back"}, {RC_EENCODING, "bad.txt: byte 1"}, {RC_ENOTFOUND, "dangling: cannot"},
        {RC_EEMPTY, "empty.txt: "},         {RC_EINVALID, "pipe: a FIFO"},     {RC_EIO, "self: cannot be read: symbolic"},
    };
    assert_int_equal(got.n_skipped, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < got.n_skipped; i++) {
        assert_int_equal(got.skipped[i].status, expected[i].status);
        assert_non_null(strstr(got.skipped[i].message, expected[i].part));
    }
}

static void test_paths_that_are_no_files(void **state)
{
    (void)state;
    read_path(in_folder("missing.txt"));
    one_skipped(RC_ENOTFOUND, "missing.txt: cannot be read: No such file");
    read_path("/dev/zero");
    one_skipped(RC_EINVALID, "a device");
    write_file("bad\n\xff name.txt", RC_STR("a"));
    read_path(in_folder("bad\n\xff name.txt"));
    one_report();
    assert_field(got.reports[0].id, "bad\\x0A\\xFF name");
}

/* As a user without rights, in a child: root may read anything. */
static void test_no_permission(void **state)
{
    (void)state;
    assert_int_equal(mkdir(in_folder("p"), 0755), 0);
    assert_int_equal(mkdir(in_folder("p/closed"), 0000), 0);
    write_file("p/no.txt", RC_STR("secret"));
    write_file("p/yes.txt", RC_STR("open"));
    assert_int_equal(chmod(in_folder("p/no.txt"), 0000), 0);
    assert_int_equal(chmod(folder, 0755), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        rc_error err;
        clear();
        if (geteuid() == 0 && setuid(65534) != 0) _exit(77);
        rc_status status = rc_intake_path(in_folder("p"), &sink, &err);
        bool good = status == RC_OK && got.n_reports == 1 && rc_str_is(got.reports[0].text, "open") &&
                    got.n_skipped == 2 && got.skipped[0].status == RC_EIO && got.skipped[1].status == RC_EIO &&
                    strstr(got.skipped[0].message, "closed: cannot open the folder: Permission denied") &&
                    strstr(got.skipped[1].message, "no.txt: cannot open: Permission denied");
        _exit(good ? 0 : 1);
    }
    int how;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how));
    if (WEXITSTATUS(how) == 77) {
        print_message("not tested: the rights of root could not be given up\n");
        skip();
    }
    assert_int_equal(WEXITSTATUS(how), 0);
}

/* Put `bytes` where standard input is, and read it. */
static void read_stdin(rc_str bytes)
{
    int ends[2], kept = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], bytes.ptr, bytes.len), (ssize_t)bytes.len);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    read_path("-");
    dup2(kept, STDIN_FILENO);
    close(kept);
}

static void test_stdin(void **state)
{
    (void)state;
    read_stdin(RC_STR("{\"text\": \"a\"}\n{\"text\": \"b\"}\n"));
    assert_int_equal(got.n_reports, 2);
    assert_field(got.reports[0].path, "-:1");
    assert_field(got.reports[1].id, "stdin:2");
    read_stdin(RC_STR("Two men died.\n"));
    one_report();
    assert_field(got.reports[0].path, "-");
    assert_field(got.reports[0].id, "stdin");
}

static size_t resident_kb(void)
{
    size_t total = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file) return 0;
    if (fscanf(file, "%zu %zu", &total, &resident) != 2) resident = 0;
    fclose(file);
    return resident * (size_t)sysconf(_SC_PAGESIZE) / 1024;
}

static rc_status count_only(void *context, const rc_report *report, rc_error *err)
{
    (void)report, (void)err;
    ++*(size_t *)context;
    return RC_OK;
}

static void test_many_files_take_no_more_memory(void **state)
{
    (void)state;
    char path[256];
    assert_int_equal(mkdir(in_folder("many"), 0700), 0);
    for (int i = 0; i < 3000; i++) {
        snprintf(path, sizeof path, "many/%04d.%s", i, i % 2 ? "html" : "txt");
        write_file(path, i % 2 ? RC_STR("<html><body>" P) : RC_STR(P_TEXT));
    }
    size_t n = 0;
    rc_error err;
    const rc_intake_sink counter = {&n, count_only, take_skipped};
    assert_int_equal(rc_intake_path(in_folder("many"), &counter, &err), RC_OK);
    size_t before = resident_kb();
    for (int i = 0; i < 3; i++) assert_int_equal(rc_intake_path(in_folder("many"), &counter, &err), RC_OK);
    assert_int_equal(n, 4 * 3000);
#ifndef __SANITIZE_ADDRESS__ /* which keeps what is freed */
    assert_true(resident_kb() < before + 2048);
#else
    (void)before;
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal_content_is_one_report),
        cmocka_unit_test(test_copy_is_deep),
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
        cmocka_unit_test(test_long_line_is_skipped),
        cmocka_unit_test(test_items_across_blocks),
        cmocka_unit_test(test_sink_stops_the_reading),
        cmocka_unit_test(test_text_title),
        cmocka_unit_test(test_text_headers),
        cmocka_unit_test(test_text_charsets),
        cmocka_unit_test(test_text_not_text),
        cmocka_unit_test(test_kind_by_content_first),
        cmocka_unit_test(test_html_article),
        cmocka_unit_test(test_html_density),
        cmocka_unit_test(test_html_fields),
        cmocka_unit_test(test_html_text),
        cmocka_unit_test(test_html_charsets),
        cmocka_unit_test(test_html_deep),
        cmocka_unit_test(test_html_hostile),
        cmocka_unit_test(test_folder),
        cmocka_unit_test(test_paths_that_are_no_files),
        cmocka_unit_test(test_no_permission),
        cmocka_unit_test(test_stdin),
        cmocka_unit_test(test_many_files_take_no_more_memory),
    };
    return cmocka_run_group_tests_name("intake", tests, set_up, tear_down);
}
