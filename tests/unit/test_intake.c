/** Intake: reports, limits, files, folders, standard input. */
#include "intake_gather.h"

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
        {RC_EINVALID, "b/up: a link back"}, {RC_EENCODING, "bad.txt: byte 1"},
        {RC_ENOTFOUND, "dangling: cannot"}, {RC_EEMPTY, "empty.txt: "},
        {RC_EINVALID, "pipe: a FIFO"},      {RC_EIO, "self: cannot be read: symbolic"},
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
        cmocka_unit_test(test_long_line_is_skipped),
        cmocka_unit_test(test_items_across_blocks),
        cmocka_unit_test(test_sink_stops_the_reading),
        cmocka_unit_test(test_folder),
        cmocka_unit_test(test_paths_that_are_no_files),
        cmocka_unit_test(test_no_permission),
        cmocka_unit_test(test_stdin),
        cmocka_unit_test(test_many_files_take_no_more_memory),
    };
    return cmocka_run_group_tests_name("intake", tests, set_up, tear_down);
}
