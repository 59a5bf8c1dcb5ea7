/* The ledger: adding twice, opening what is none, finding by filter, and seeing every alteration. */
#include "fixture.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include "ledger/sql.h"

static void open_or_fail(rc_ledger **ledger, const char *path, bool read_only)
{
    rc_error err = {0};
    if (rc_ledger_open(ledger, path, read_only, &err) != RC_OK) fail_msg("%s", err.message);
}

/* Three reports of one disputed battle, one of them a copy, and one report of something else. */
static fixture *dossier(void)
{
    static const char words[] = "Heavy fighting was heard at the pass on Wednesday, and residents said that it went on "
                                "through the night until help came from the valley.";
    fixture *f = fixture_new();
    uint32_t a = add_report(f, "one", "Paper \"One\"", "2021-09-02", words);
    uint32_t b =
        add_report(f, "two", "Other", "2021-09-03", "Les combats ont été démentis à Kaboul par le porte-parole.");
    uint32_t c = add_report(f, "three", "Reprint", "2021-09-03", words);
    uint32_t d = add_report(f, "four", "Far", "2022-01-01", "Elsewhere.");
    for (uint32_t r = 0; r < 3; r++) {
        rc_claim *claim = add_claim(f,
                                    r == 0   ? a
                                    : r == 1 ? b
                                             : c,
                                    "National Resistance Front", "Taliban", "2021-09-01");
        at_place(f, claim, "Khawak", 35.67, 69.78, RC_PRECISION_SITE, "Panjshir");
        says(f, claim, r == 1 ? "Taliban" : "a spokesman, \"the\" one",
             r == 1 ? "Taliban" : "National Resistance Front", r == 1 ? RC_SOURCE_GROUP : RC_SOURCE_PERSON);
        with_loss(f, claim, RC_KILLED, "Taliban", r == 1 ? 0 : 40, r == 1 ? 0 : -1);
    }
    rc_claim *far = add_claim(f, d, "Russia", "", "");
    far->type = RC_EXPLOSIONS;
    far->subtype = RC_STR("Shelling/artillery/missile attack");
    return f;
}

typedef struct tally {
    uint32_t n;
    char last[128], why[128];
    rc_stored_report report;
    uint32_t contradictions, claims, reports, origins;
} tally;

static rc_status count_report(void *context, const rc_stored_report *report, rc_error *err)
{
    (void)err;
    tally *t = context;
    t->n++;
    snprintf(t->last, sizeof t->last, "%.*s", RC_FMT(report->report.id));
    if (report->copy_of.len) snprintf(t->why, sizeof t->why, "%.*s", RC_FMT(report->copy_of));
    assert_int_equal(report->added_on.len, 20);
    return RC_OK;
}

static rc_status count_claim(void *context, const rc_join_claim *claim, const rc_stored_report *report, rc_str event_id,
                             rc_error *err)
{
    (void)err;
    (void)report;
    tally *t = context;
    t->n++;
    snprintf(t->last, sizeof t->last, "%.*s", RC_FMT(claim->id));
    snprintf(t->why, sizeof t->why, "%.*s", RC_FMT(event_id));
    return RC_OK;
}

static rc_status count_event(void *context, const rc_stored_event *event, rc_error *err)
{
    (void)err;
    tally *t = context;
    if (!t->n++) {
        snprintf(t->last, sizeof t->last, "%.*s", RC_FMT(event->event.id));
        t->contradictions = event->event.n_contradictions;
        t->claims = event->event.n_claims;
        t->reports = event->n_reports;
        t->origins = event->event.n_origins;
    }
    return RC_OK;
}

static uint32_t reports(rc_ledger *ledger, rc_filter filter, tally *t)
{
    rc_error err = {0};
    *t = (tally){0};
    if (rc_ledger_reports(ledger, &filter, count_report, t, &err) != RC_OK) fail_msg("%s", err.message);
    return t->n;
}

static uint32_t claims(rc_ledger *ledger, rc_filter filter, tally *t)
{
    rc_error err = {0};
    *t = (tally){0};
    if (rc_ledger_claims(ledger, &filter, count_claim, t, &err) != RC_OK) fail_msg("%s", err.message);
    return t->n;
}

static uint32_t events(rc_ledger *ledger, rc_filter filter, tally *t)
{
    rc_error err = {0};
    *t = (tally){0};
    if (rc_ledger_events(ledger, &filter, count_event, t, &err) != RC_OK) fail_msg("%s", err.message);
    return t->n;
}

#define ASK(...) ((rc_filter){__VA_ARGS__, .since = RC_DAY_NONE, .until = RC_DAY_NONE})

static rc_filter days(rc_day since, rc_day until)
{
    return (rc_filter){.since = since, .until = until};
}

static void test_adding_twice_changes_nothing(void **state)
{
    (void)state;
    char path[128];
    ledger_path(path, "twice");
    fixture *f = dossier();
    rc_ledger *ledger;
    tally t;
    bool stale, added;
    rc_error err = {0};
    open_or_fail(&ledger, path, false);
    add_all(ledger, f);
    add_all(ledger, f);
    assert_int_equal(reports(ledger, RC_FILTER_ANY, &t), 4);
    assert_int_equal(claims(ledger, RC_FILTER_ANY, &t), 4);

    assert_int_equal(rc_ledger_is_stale(ledger, &stale, &err), RC_OK);
    assert_true(stale);
    join_ledger(ledger);
    assert_int_equal(rc_ledger_is_stale(ledger, &stale, &err), RC_OK);
    assert_false(stale);

    rc_report other = report_of(f, 0); /* another text under an id that is taken */
    other.content = rc_sha256_of(RC_STR("another"));
    rc_claims none = {0};
    assert_int_equal(rc_ledger_add(ledger, &other, &none, &added, &err), RC_OK);
    assert_true(added);
    assert_int_equal(reports(ledger, ASK(.report = RC_STR("one~2")), &t), 1);
    assert_int_equal(rc_ledger_is_stale(ledger, &stale, &err), RC_OK);
    assert_true(stale);
    rc_ledger_close(ledger);
    remove_ledger(path);
    fixture_free(f);
}

static void test_filters(void **state)
{
    (void)state;
    char path[128];
    ledger_path(path, "filters");
    fixture *f = dossier();
    rc_ledger *ledger;
    tally t;
    open_or_fail(&ledger, path, false);
    add_all(ledger, f);
    join_ledger(ledger);

    assert_int_equal(reports(ledger, RC_FILTER_ANY, &t), 4);
    assert_string_equal(t.last, "four");
    assert_int_equal(reports(ledger, ASK(.report = RC_STR("three")), &t), 1);
    assert_string_equal(t.why, "one");                                                /* the copy's original */
    assert_int_equal(reports(ledger, ASK(.text = RC_STR("dementis kaboul")), &t), 1); /* without accents */
    assert_string_equal(t.last, "two");
    assert_int_equal(reports(ledger, ASK(.text = RC_STR("\" OR NEAR( *")), &t), 0); /* no operators from outside */
    assert_int_equal(reports(ledger, ASK(.text = RC_STR("\"")), &t), 0);
    assert_int_equal(reports(ledger, ASK(.place = RC_STR("KHAW")), &t), 3);
    assert_int_equal(reports(ledger, days(rc_day_of(2021, 12, 1), RC_DAY_NONE), &t), 1);

    assert_int_equal(claims(ledger, ASK(.party = RC_STR("taliban")), &t), 3);
    assert_int_equal(claims(ledger, ASK(.party = RC_STR("resist")), &t), 3);
    assert_int_equal(claims(ledger, ASK(.type = RC_STR("Explosions/Remote violence")), &t), 1);
    assert_string_equal(t.last, "four.1");
    assert_int_equal(claims(ledger, days(RC_DAY_NONE, rc_day_of(2021, 8, 31)), &t), 0);
    assert_int_equal(claims(ledger, days(rc_day_of(2021, 9, 1), rc_day_of(2021, 9, 1)), &t), 3);
    assert_int_equal(claims(ledger, ASK(.contested = true), &t), 3);
    char event[128];
    snprintf(event, sizeof event, "%s", t.why);
    assert_int_equal(claims(ledger, ASK(.event = rc_str_of(event)), &t), 3);

    assert_int_equal(events(ledger, RC_FILTER_ANY, &t), 2);
    assert_string_equal(t.last, event); /* the contested one first */
    assert_int_equal(t.contradictions, 1);
    assert_int_equal(t.claims, 3);
    assert_int_equal(t.reports, 3);
    assert_int_equal(t.origins, 2);
    assert_int_equal(events(ledger, ASK(.contested = true), &t), 1);
    assert_int_equal(events(ledger, ASK(.place = RC_STR("khawak")), &t), 1);
    assert_int_equal(events(ledger, ASK(.party = RC_STR("Russia")), &t), 1);
    assert_int_equal(events(ledger, days(rc_day_of(2021, 12, 1), RC_DAY_NONE), &t), 1); /* by the day of its report */
    assert_int_equal(events(ledger, ASK(.report = RC_STR("two")), &t), 1);
    assert_int_equal(events(ledger, ASK(.text = RC_STR("combats")), &t), 1);
    rc_ledger_close(ledger);
    remove_ledger(path);
    fixture_free(f);
}

/* ---- opening */

static void expect_open(const char *path, bool read_only, rc_status status, const char *words)
{
    rc_ledger *ledger;
    rc_error err = {0};
    assert_int_equal(rc_ledger_open(&ledger, path, read_only, &err), status);
    assert_null(ledger);
    if (!strstr(err.message, words) || !strstr(err.message, path)) fail_msg("message: %s", err.message);
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    char *why = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) fail_msg("%s: %s", sql, why);
    sqlite3_close(db);
}

static void test_what_is_no_ledger(void **state)
{
    (void)state;
    char path[128];
    ledger_path(path, "none");
    expect_open(path, true, RC_ENOTFOUND, "no such ledger");
    FILE *file = fopen(path, "w");
    for (int i = 0; i < 200; i++) fputs("These are words, and no ledger.\n", file);
    fclose(file);
    expect_open(path, false, RC_ECORRUPT, "is no ledger");
    expect_open(path, true, RC_ECORRUPT, "is no ledger");
    remove_ledger(path);
    run_sql(path, "CREATE TABLE other (a); INSERT INTO other VALUES (1)");
    expect_open(path, false, RC_ECORRUPT, "another program");
    remove_ledger(path);
    rc_ledger *ledger;
    open_or_fail(&ledger, path, false);
    rc_ledger_close(ledger);
    run_sql(path, "PRAGMA user_version = 99");
    expect_open(path, false, RC_ECORRUPT, "newer");
    expect_open("/nonexistent-folder/ledger", false, RC_EIO, "open");
    remove_ledger(path);
}

static void test_older_tables_are_brought_up_to_date(void **state)
{
    (void)state;
    char path[128], mark[96];
    ledger_path(path, "older");
    fixture *f = dossier();
    rc_ledger *ledger;
    tally t;
    run_sql(path, rc_schema_migration(0));
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = 1", RC_LEDGER_APPLICATION_ID);
    run_sql(path, mark);
    open_or_fail(&ledger, path, true); /* who only reads brings it up to date too */
    assert_int_equal(events(ledger, RC_FILTER_ANY, &t), 0);
    rc_ledger_close(ledger);
    open_or_fail(&ledger, path, false);
    add_all(ledger, f);
    join_ledger(ledger);
    assert_int_equal(events(ledger, RC_FILTER_ANY, &t), 2);
    rc_ledger_close(ledger);
    remove_ledger(path);
    fixture_free(f);
}

static void test_reading_only(void **state)
{
    (void)state;
    char path[128];
    ledger_path(path, "readonly");
    fixture *f = dossier();
    rc_ledger *ledger;
    tally t;
    bool added;
    rc_error err = {0};
    open_or_fail(&ledger, path, false);
    add_all(ledger, f);
    join_ledger(ledger);
    rc_ledger_close(ledger);
    chmod(path, 0444);
    open_or_fail(&ledger, path, true);
    assert_int_equal(events(ledger, RC_FILTER_ANY, &t), 2);
    rc_report report = report_of(f, 0);
    rc_claims none = {0};
    assert_int_equal(rc_ledger_add(ledger, &report, &none, &added, &err), RC_EINVALID);
    rc_ledger_close(ledger);
    remove_ledger(path);
    fixture_free(f);
}

/* ---- verification */

typedef struct findings {
    uint32_t n;
    char all[2048];
} findings;

static void keep_finding(void *context, const char *message)
{
    findings *f = context;
    f->n++;
    strncat(f->all, message, sizeof f->all - strlen(f->all) - 2);
    strncat(f->all, "\n", sizeof f->all - strlen(f->all) - 2);
}

static uint64_t verify(const char *path, findings *found)
{
    rc_ledger *ledger;
    rc_verify_result result;
    rc_error err = {0};
    *found = (findings){0};
    open_or_fail(&ledger, path, true);
    if (rc_ledger_verify(ledger, &result, keep_finding, found, &err) != RC_OK) fail_msg("%s", err.message);
    rc_ledger_close(ledger);
    assert_int_equal(result.broken, found->n);
    return result.broken;
}

#define FREE                                                                                                           \
    "DROP TRIGGER history_keep; DROP TRIGGER history_stay; DROP TRIGGER report_keep; DROP TRIGGER report_stay;"        \
    " DROP TRIGGER claim_keep; DROP TRIGGER claim_stay;"

/* Alter a fresh ledger with `sql`; verification must name `row`. */
static void expect_seen(const char *sql, const char *row)
{
    char path[128];
    ledger_path(path, "verify");
    fixture *f = dossier();
    rc_ledger *ledger;
    findings found;
    open_or_fail(&ledger, path, false);
    add_all(ledger, f);
    join_ledger(ledger);
    rc_ledger_close(ledger);
    if (verify(path, &found) != 0) fail_msg("untouched ledger: %s", found.all);
    run_sql(path, FREE);
    assert_int_equal(verify(path, &found), 0);
    run_sql(path, sql);
    if (!verify(path, &found)) fail_msg("not seen: %s", sql);
    if (!strstr(found.all, row)) fail_msg("%s: does not name '%s': %s", sql, row, found.all);
    remove_ledger(path);
    fixture_free(f);
}

static void test_every_alteration_is_seen(void **state)
{
    (void)state;
    expect_seen("UPDATE report SET text = replace(text, 'night', 'day') WHERE id = 'one'", "report one");
    expect_seen("UPDATE report SET published = '2021-09-04' WHERE id = 'two'", "report two");
    expect_seen("UPDATE report SET day = day + 1 WHERE id = 'two'", "report two");
    expect_seen("UPDATE report SET hash = replace(hash, 'a', 'b') WHERE id = 'two'", "report two");
    expect_seen("UPDATE report SET outlet = 'x', hash = replace(hash, 'a', 'b') WHERE id = 'two'", "report two");
    expect_seen("DELETE FROM report WHERE id = 'four'", "report four");
    expect_seen("INSERT INTO report SELECT 99, 'new', 'c', 1, lang, published, day, outlet, url, title, text, path,"
                " charset, n_claims, hash FROM report WHERE id = 'one'",
                "report new");
    expect_seen("UPDATE claim SET record = replace(record, '40', '45') WHERE report = 1", "claim one.1");
    expect_seen("UPDATE claim SET lat = lat + 0.001 WHERE report = 3", "claim three.1");
    expect_seen("UPDATE claim SET day_to = NULL WHERE report = 3", "claim three.1");
    expect_seen("UPDATE claim_loss SET low = 41 WHERE claim = 1", "claim one.1");
    expect_seen("UPDATE claim_party SET role = 'by' WHERE claim = 2", "claim two.1");
    expect_seen("DELETE FROM claim_loss WHERE claim = 1", "claim one.1");
    expect_seen("DELETE FROM event_claim; DELETE FROM claim_party; DELETE FROM claim_loss; DELETE FROM claim"
                " WHERE report = 2",
                "claim two.1");
    expect_seen("INSERT INTO claim SELECT 77, report, 2, type, subtype, day_from, day_to, lat, lon, place, places,"
                " origin, origin_party, polarity, certainty, reality, record, hash FROM claim WHERE no = 1",
                "claim one.2");
    expect_seen("DELETE FROM history WHERE seq = 2", "history row 2");
    expect_seen("DELETE FROM history WHERE seq = 1", "history row 1");
    expect_seen("DELETE FROM history WHERE seq = 4", "report four"); /* the last one: its report is left alone */
    expect_seen("UPDATE history SET at = '2020-01-01T00:00:00Z' WHERE seq = 3", "history row 3");
    expect_seen("UPDATE history SET subject = 'x' WHERE seq = 3", "history row 3");
    expect_seen("UPDATE history SET details = replace(details, 'a', 'b') WHERE seq = 3", "history row 3");
    expect_seen("UPDATE history SET hash = iif(hash LIKE '0%', '1', '0') || substr(hash, 2) WHERE seq = 3",
                "history row 3");
    expect_seen("INSERT INTO history SELECT 5, at, kind, 'ghost', details, prev_hash, hash FROM history WHERE seq = 4",
                "history row 5");
}

static void test_evidence_cannot_be_changed_by_accident(void **state)
{
    (void)state;
    char path[128];
    ledger_path(path, "keep");
    fixture *f = dossier();
    rc_ledger *ledger;
    sqlite3 *db;
    open_or_fail(&ledger, path, false);
    add_all(ledger, f);
    rc_ledger_close(ledger);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(db, "UPDATE report SET text = ''", NULL, NULL, NULL), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(db, "DELETE FROM history", NULL, NULL, NULL), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(db, "DELETE FROM claim", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    remove_ledger(path);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_adding_twice_changes_nothing),
        cmocka_unit_test(test_filters),
        cmocka_unit_test(test_what_is_no_ledger),
        cmocka_unit_test(test_older_tables_are_brought_up_to_date),
        cmocka_unit_test(test_reading_only),
        cmocka_unit_test(test_every_alteration_is_seen),
        cmocka_unit_test(test_evidence_cannot_be_changed_by_accident),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
