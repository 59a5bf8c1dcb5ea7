/* A process that is killed, or whose disk is full, in the middle of adding: whole reports only, and a later run ends
 * with the same content as one that was never disturbed. */
#include "fixture.h"

#include <errno.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#define REPORTS 200
#define KILLS 24
#define FILE_LIMIT_BYTES (600 * 1024)

static uint32_t draw(uint64_t *seed, uint32_t below)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)((*seed >> 33) % below);
}

static fixture *generate(void)
{
    fixture *f = fixture_new();
    uint64_t seed = 11;
    char id[16], outlet[24], day[11], text[4096];
    for (uint32_t i = 0; i < REPORTS; i++) {
        snprintf(id, sizeof id, "r%03u", i % 150); /* ids that are taken get a number */
        snprintf(outlet, sizeof outlet, "Paper %u", i % 7);
        rc_day_iso(rc_day_of(2022, 3, 1) + (rc_day)(i / 8), day);
        size_t n = 0;
        for (uint32_t w = 0; w < 250; w++) n += (size_t)snprintf(text + n, sizeof text - n, "w%u ", draw(&seed, 9000));
        uint32_t r = add_report(f, id, outlet, day, text);
        for (uint32_t k = 0; k < 5; k++) {
            rc_claim *c = add_claim(f, r, "Russia", "Ukraine", draw(&seed, 2) ? day : "");
            at_place(f, c, "Town", 48.0 + draw(&seed, 5), 37.0 + draw(&seed, 5), RC_PRECISION_SETTLEMENT, "");
            with_loss(f, c, RC_KILLED, "Ukraine", draw(&seed, 40), -1);
            if (draw(&seed, 2)) says(f, c, "a spokesman", "Russia", RC_SOURCE_PERSON);
        }
    }
    return f;
}

/* ---- what is in a ledger, times left out */

static void dump_rows(sqlite3 *db, const char *sql, rc_buf *out)
{
    sqlite3_stmt *stmt;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            const char *value = (const char *)sqlite3_column_text(stmt, i);
            rc_buf_put(out, rc_str_of(value ? value : "~"));
            rc_buf_putc(out, '|');
        }
        rc_buf_putc(out, '\n');
    }
    assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
}

static rc_sha256 content_of(const char *path)
{
    static const char *const tables[] = {
        "SELECT * FROM report ORDER BY no",
        "SELECT * FROM claim ORDER BY no",
        "SELECT * FROM claim_party ORDER BY claim, at",
        "SELECT * FROM claim_loss ORDER BY claim, at",
        "SELECT seq, kind, subject, details FROM history ORDER BY seq",
        "SELECT * FROM event ORDER BY no",
        "SELECT * FROM event_claim ORDER BY event, at",
        "SELECT * FROM contradiction ORDER BY event, at",
        "SELECT * FROM copy ORDER BY copy",
        "SELECT * FROM state ORDER BY key",
        "SELECT rowid FROM report_text WHERE report_text MATCH 'w1 OR w2 OR w3 OR w4' ORDER BY rowid",
    };
    sqlite3 *db;
    rc_buf out;
    rc_buf_init(&out);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) dump_rows(db, tables[i], &out);
    sqlite3_close(db);
    rc_sha256 hash = rc_sha256_of(rc_buf_str(&out));
    rc_buf_release(&out);
    return hash;
}

static uint64_t whole_reports(const char *path)
{
    rc_ledger *ledger;
    rc_verify_result result;
    rc_error err = {0};
    if (rc_ledger_open(&ledger, path, false, &err) != RC_OK) fail_msg("%s", err.message);
    if (rc_ledger_verify(ledger, &result, NULL, NULL, &err) != RC_OK) fail_msg("%s", err.message);
    assert_int_equal(result.broken, 0);
    assert_int_equal(result.reports, result.entries);
    assert_int_equal(result.claims, 5 * result.reports);
    rc_ledger_close(ledger);
    return result.reports;
}

static void add_everything(const char *path, fixture *f)
{
    rc_ledger *ledger;
    rc_error err = {0};
    if (rc_ledger_open(&ledger, path, false, &err) != RC_OK) fail_msg("%s", err.message);
    add_all(ledger, f);
    join_ledger(ledger);
    rc_ledger_close(ledger);
}

static rc_sha256 undisturbed(fixture *f)
{
    char path[128];
    ledger_path(path, "clean");
    remove_ledger(path);
    add_everything(path, f);
    rc_sha256 hash = content_of(path);
    remove_ledger(path);
    return hash;
}

/* ---- killed */

/* In the child: add all, a byte to `pipe` after each, then join. */
static void add_until_killed(const char *path, fixture *f, int pipe)
{
    rc_ledger *ledger;
    rc_error err;
    if (rc_ledger_open(&ledger, path, false, &err) != RC_OK) _exit(2);
    for (uint32_t i = 0; i < f->n_reports; i++) {
        rc_report report = report_of(f, i);
        rc_claims claims = claims_of(f, i);
        bool added;
        if (rc_ledger_add(ledger, &report, &claims, &added, &err) != RC_OK) _exit(3);
        if (write(pipe, "+", 1) != 1) _exit(4);
    }
    join_ledger(ledger);
    for (;;) pause(); /* so that the last kills come after the joining, or in it */
}

/* Kill the child a moment after it has added `after` reports (or found them there). */
static void kill_while_adding(const char *path, fixture *f, uint32_t after, uint32_t microseconds)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        add_until_killed(path, f, ends[1]);
    }
    close(ends[1]);
    char byte;
    for (uint32_t i = 0; i < after; i++)
        if (read(ends[0], &byte, 1) != 1) break;
    nanosleep(&(struct timespec){0, (long)microseconds * 1000}, NULL);
    kill(child, SIGKILL);
    int how;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL);
    close(ends[0]);
}

static void test_killed_at_any_moment(void **state)
{
    (void)state;
    fixture *f = generate();
    rc_sha256 wanted = undisturbed(f);
    char path[128];
    uint64_t seed = (uint64_t)time(NULL) ^ (uint64_t)getpid() << 20;
    uint32_t partly = 0;
    print_message("seed %llu\n", (unsigned long long)seed);
    ledger_path(path, "killed");
    for (int round = 0; round < KILLS / 2; round++) {
        remove_ledger(path);
        kill_while_adding(path, f, draw(&seed, REPORTS), draw(&seed, 2000));
        uint64_t n = whole_reports(path);
        kill_while_adding(path, f, draw(&seed, REPORTS + 1), draw(&seed, 20000));
        assert_true(whole_reports(path) >= n);
        partly += n > 0 && n < REPORTS;
        add_everything(path, f);
        rc_sha256 hash = content_of(path);
        assert_memory_equal(&hash, &wanted, sizeof hash);
    }
    assert_true(partly > 0); /* else no kill came in the middle, and nothing was tested */
    remove_ledger(path);
    fixture_free(f);
}

/* ---- full */

/* In the child: files may not grow beyond the limit. Exit 0 when adding failed as it should. */
static void add_until_full(const char *path, fixture *f, int pipe)
{
    rc_ledger *ledger;
    rc_error err;
    struct rlimit limit = {FILE_LIMIT_BYTES, FILE_LIMIT_BYTES};
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(2);
    if (rc_ledger_open(&ledger, path, false, &err) != RC_OK) _exit(3);
    unsigned char n = 0;
    for (uint32_t i = 0; i < f->n_reports; i++, n++) {
        rc_report report = report_of(f, i);
        rc_claims claims = claims_of(f, i);
        bool added;
        rc_status status = rc_ledger_add(ledger, &report, &claims, &added, &err);
        if (status == RC_OK) continue;
        if (write(pipe, &n, 1) != 1) _exit(4);
        if (write(pipe, err.message, strlen(err.message)) < 0) _exit(4);
        _exit(status == RC_EIO && !added ? 0 : 5);
    }
    _exit(6);
}

static void test_full_disk(void **state)
{
    (void)state;
    fixture *f = generate();
    rc_sha256 wanted = undisturbed(f);
    char path[128], message[600] = "";
    ledger_path(path, "full");
    remove_ledger(path);
    int ends[2], how;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        add_until_full(path, f, ends[1]);
    }
    close(ends[1]);
    unsigned char n = 0;
    assert_int_equal(read(ends[0], &n, 1), 1);
    assert_true(read(ends[0], message, sizeof message - 1) > 0);
    close(ends[0]);
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), 0);
    print_message("%s\n", message);
    assert_non_null(strstr(message, path));
    assert_non_null(strstr(message, "cannot write"));
    assert_non_null(strstr(message, "nothing of it was written"));
    assert_true(n > 5 && n < REPORTS);
    assert_int_equal(whole_reports(path), n); /* what was added is there, what was refused is not, not even in part */
    add_everything(path, f);
    rc_sha256 hash = content_of(path);
    assert_memory_equal(&hash, &wanted, sizeof hash);
    remove_ledger(path);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_killed_at_any_moment),
        cmocka_unit_test(test_full_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
