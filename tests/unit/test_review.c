/* What people do to a ledger: corrected claims, joined and split events, undoing, conflicts, accounts; all of it in the
 * history, and made anew from it. */
#include "fixture.h"

#include <sqlite3.h>

#include "ledger/sql.h"
#include "recoupe/ledger/account.h"
#include "recoupe/ledger/review.h"

typedef struct desk {
    fixture *f;
    rc_ledger *ledger;
    char path[128];
    rc_arena arena;
} desk;

/* Two tellings of one battle and one of another, far away. */
static int set_up(void **state)
{
    desk *d = calloc(1, sizeof *d);
    rc_error err = {0};
    d->f = fixture_new();
    rc_arena_init(&d->arena, (size_t)1 << 16, 0);
    ledger_path(d->path, "review");
    remove_ledger(d->path);
    uint32_t a = add_report(d->f, "one", "Paper", "2021-09-02", "Forty died at the pass. A bridge was blown up later.");
    uint32_t b = add_report(d->f, "two", "Other", "2021-09-02", "No fewer than sixty were killed, a spokesman said.");
    uint32_t c = add_report(d->f, "three", "Third", "2021-09-20", "Shells fell on the far town of Farah.");
    for (uint32_t i = 0; i < 2; i++) {
        rc_claim *claim = add_claim(d->f, i ? b : a, "National Resistance Front", "Taliban", "2021-09-01");
        at_place(d->f, claim, "Khawak", 35.67, 69.78, RC_PRECISION_SITE, "Panjshir");
        with_loss(d->f, claim, RC_KILLED, "Taliban", i ? 60 : 40, i ? 60 : 40);
    }
    rc_claim *far = add_claim(d->f, c, "Taliban", "", "2021-09-19");
    at_place(d->f, far, "Farah", 32.37, 62.11, RC_PRECISION_SETTLEMENT, "Farah");
    if (rc_ledger_open(&d->ledger, d->path, false, &err) != RC_OK) fail_msg("%s", err.message);
    add_all(d->ledger, d->f);
    if (rc_ledger_refresh(d->ledger, &err) != RC_OK) fail_msg("%s", err.message);
    *state = d;
    return 0;
}

static int tear_down(void **state)
{
    desk *d = *state;
    rc_ledger_close(d->ledger);
    remove_ledger(d->path);
    rc_arena_release(&d->arena);
    fixture_free(d->f);
    free(d);
    return 0;
}

static int64_t number(desk *d, const char *sql)
{
    int64_t out;
    rc_error err = {0};
    if (rc_sql_number(d->ledger, &out, sql, "test", &err, "") != RC_OK) fail_msg("%s", err.message);
    return out;
}

static const char *text(desk *d, const char *sql)
{
    sqlite3_stmt *stmt;
    bool row;
    rc_error err = {0};
    if (rc_sql_ask(d->ledger, &stmt, sql, "test", &err, "") != RC_OK) fail_msg("%s", err.message);
    assert_int_equal(rc_sql_step(d->ledger, stmt, &row, "test", &err), RC_OK);
    const char *out = row ? rc_arena_cstr(&d->arena, rc_sql_column(stmt, 0)) : "(none)";
    sqlite3_finalize(stmt);
    return out;
}

static rc_status try_act(desk *d, const char *what, const char *kind, const char *target, const char *value,
                         int64_t seen, rc_act_done *done, rc_error *err)
{
    rc_act_wish wish = {
        RC_STR("ada"), rc_str_of(what), rc_str_of(kind), rc_str_of(target), rc_str_of(value), RC_STR("because"), seen};
    return rc_review_act(d->ledger, &wish, done, &d->arena, err);
}

static rc_act_done act(desk *d, const char *what, const char *kind, const char *target, const char *value)
{
    rc_act_done done;
    rc_error err = {0};
    if (try_act(d, what, kind, target, value, -1, &done, &err) != RC_OK)
        fail_msg("%s %s: %s", what, target, err.message);
    return done;
}

static void undo(desk *d, int64_t seq)
{
    char number_text[24];
    snprintf(number_text, sizeof number_text, "%lld", (long long)seq);
    act(d, "undo", "act", number_text, "");
}

static const char *event_of(desk *d, const char *claim)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "SELECT e.id FROM event e JOIN event_claim ec ON ec.event = e.no JOIN claim c ON c.no = ec.claim"
             " JOIN report r ON r.no = c.report WHERE r.id || '.' || c.ordinal = '%s'",
             claim);
    return text(d, sql);
}

static void assert_whole(desk *d)
{
    rc_verify_result result;
    rc_error err = {0};
    assert_int_equal(rc_ledger_verify(d->ledger, &result, NULL, NULL, &err), RC_OK);
    assert_int_equal(result.broken, 0);
}

static void test_ranks(void **state)
{
    desk *d = *state;
    assert_string_equal(event_of(d, "one.1"), event_of(d, "two.1"));
    assert_int_equal(number(d, "SELECT count(*) FROM event"), 2);
    assert_int_equal(number(d, "SELECT spread > 0 FROM event_rank ORDER BY rank LIMIT 1"), 1);
    assert_int_equal(number(d, "SELECT count(*) FROM event_rank WHERE rank = 0"), 1);
    assert_int_equal(number(d, "SELECT count(*) FROM event_tag WHERE kind = 'side' AND value = 'Taliban'"), 2);
    assert_int_equal(number(d, "SELECT count(*) FROM event_tag WHERE kind = 'outlet' AND value = 'Third'"), 1);
    assert_int_equal(number(d, "SELECT count(*) FROM event_tag WHERE kind = 'work' AND value = 'open'"), 2);
}

static void test_edit_and_undo(void **state)
{
    desk *d = *state;
    rc_act_done done = act(d, "edit", "claim", "two.1",
                           "{\"losses\": [{\"effect\": \"killed\", \"of\": \"Taliban\", \"low\": 40, \"high\": 40}]}");
    assert_int_equal(number(d, "SELECT max(spread) FROM event_rank"), 0);
    assert_int_equal(number(d, "SELECT count(*) FROM contradiction"), 0);
    assert_string_equal(text(d, "SELECT state FROM claim_now"), "edited");
    assert_string_equal(text(d, "SELECT record ->> '$.losses[0].high' FROM main.claim WHERE report = 2"), "60");
    assert_whole(d);
    undo(d, done.seq);
    assert_int_equal(number(d, "SELECT max(spread) > 0 FROM event_rank"), 1);
    assert_int_equal(number(d, "SELECT count(*) FROM claim_now"), 0);
    assert_int_equal(number(d, "SELECT count(*) FROM contradiction"), 1);
    assert_whole(d);
}

/* Other words for a claim: its quotation follows, the act finds the claim by the words it was read from. */
static void test_other_words(void **state)
{
    desk *d = *state;
    rc_error err = {0};
    static const char *const span = "SELECT json_extract(record, '$.span') FROM claim_now WHERE claim = 2";
    static const char *const quoted =
        "SELECT n.record ->> '$.quote' = substr(r.text, 3, 6) FROM claim_now n JOIN claim c ON"
        " c.no = n.claim JOIN report r ON r.no = c.report WHERE n.claim = 2";
    rc_act_done first = act(d, "edit", "claim", "two.1", "{\"span\": [2, 8]}");
    assert_string_equal(text(d, span), "[2,8]");
    assert_int_equal(number(d, quoted), 1);
    rc_act_done second = act(d, "edit", "claim", "two.1", "{\"span\": [3, 9]}");
    if (rc_review_rebuild(d->ledger, &err) != RC_OK) fail_msg("%s", err.message);
    assert_string_equal(text(d, span), "[3,9]");
    undo(d, second.seq);
    assert_string_equal(text(d, span), "[2,8]");
    assert_int_equal(number(d, quoted), 1);
    undo(d, first.seq);
    assert_int_equal(number(d, "SELECT count(*) FROM claim_now"), 0);
    assert_whole(d);
}

static void test_bad_edits_change_nothing(void **state)
{
    desk *d = *state;
    static const char *const bad[] = {"{\"span\": [10, 999999]}",
                                      "{\"span\": [\"1\", 5]}",
                                      "{\"span\": [1.5, 5]}",
                                      "{\"span\": null}",
                                      "{\"span\": [5, 5]}",
                                      "{\"losses\": \"many\"}",
                                      "{\"polarity\": 7}",
                                      "[]",
                                      "{}",
                                      "{\"type\": \"No such type\"}",
                                      "{\"place\": [{\"precision\": \"site\"}]}",
                                      "{\"when\": [\"2021-09-02\", \"2021-09-01\"]}",
                                      "{\"losses\": [{\"effect\": \"killed\", \"low\": 5, \"high\": 4}]}",
                                      "nonsense"};
    int64_t before = number(d, "SELECT count(*) FROM history");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rc_act_done done;
        rc_error err = {0};
        rc_status status = try_act(d, "edit", "claim", "two.1", bad[i], -1, &done, &err);
        if (status != RC_EINVALID) fail_msg("%s: status %d", bad[i], (int)status);
        assert_true(err.message[0] != 0);
    }
    assert_int_equal(number(d, "SELECT count(*) FROM history"), before);
    assert_int_equal(number(d, "SELECT count(*) FROM claim_now"), 0);
}

static void test_reject(void **state)
{
    desk *d = *state;
    const char *id = event_of(d, "one.1");
    rc_act_done done = act(d, "reject", "claim", "one.1", "");
    assert_string_equal(event_of(d, "one.1"), "(none)");
    const char *now = event_of(d, "two.1");
    assert_string_not_equal(now, id); /* its first claim is gone */
    int64_t no;
    rc_error err = {0};
    assert_int_equal(rc_review_find_event(d->ledger, rc_str_of(id), &no, &err), RC_OK);
    assert_int_not_equal(no, 0); /* and its old name still finds it */
    if (rc_ledger_refresh(d->ledger, &err) != RC_OK) fail_msg("%s", err.message);
    assert_string_equal(event_of(d, "two.1"), now); /* joining everything anew ends the same */
    rc_ledger *reading;
    assert_int_equal(rc_ledger_open(&reading, d->path, true, &err), RC_OK);
    if (rc_ledger_see_corrected(reading, &err) != RC_OK) fail_msg("%s", err.message);
    int64_t seen;
    assert_int_equal(rc_sql_number(reading, &seen, "SELECT count(*) FROM claim", "test", &err, ""), RC_OK);
    assert_int_equal(seen, 2);
    rc_ledger_close(reading);
    undo(d, done.seq);
    assert_string_equal(event_of(d, "one.1"), id);
    assert_string_equal(event_of(d, "two.1"), id);
}

static void test_join_and_split(void **state)
{
    desk *d = *state;
    rc_error err = {0};
    char value[80];
    const char *battle = event_of(d, "one.1");
    snprintf(value, sizeof value, "{\"event\": \"%s\"}", event_of(d, "three.1"));
    rc_act_done joined = act(d, "join", "event", battle, value);
    assert_string_equal(event_of(d, "three.1"), battle);
    assert_int_equal(number(d, "SELECT count(*) FROM event"), 1);
    if (rc_ledger_refresh(d->ledger, &err) != RC_OK) fail_msg("%s", err.message);
    assert_int_equal(number(d, "SELECT count(*) FROM event"), 1); /* a later run never undoes it */
    rc_act_done split = act(d, "split", "event", battle, "{\"claims\": [\"two.1\"]}");
    assert_string_not_equal(event_of(d, "two.1"), battle);
    assert_string_equal(event_of(d, "three.1"), battle);
    if (rc_ledger_refresh(d->ledger, &err) != RC_OK) fail_msg("%s", err.message);
    assert_string_not_equal(event_of(d, "two.1"), battle);
    undo(d, joined.seq);
    assert_string_not_equal(event_of(d, "three.1"), battle);
    assert_string_not_equal(event_of(d, "two.1"), battle);
    undo(d, split.seq);
    assert_string_equal(event_of(d, "two.1"), battle);
    assert_int_equal(number(d, "SELECT count(*) FROM event"), 2);
    rc_act_done done;
    assert_int_equal(try_act(d, "split", "event", battle, "{\"claims\": [\"one.1\", \"two.1\"]}", -1, &done, &err),
                     RC_EINVALID); /* all of it is no split */
    assert_int_equal(try_act(d, "split", "event", battle, "{\"claims\": [\"three.1\"]}", -1, &done, &err), RC_EINVALID);
    assert_int_equal(try_act(d, "join", "event", battle, "{\"event\": \"Enone\"}", -1, &done, &err), RC_EINVALID);
    assert_whole(d);
}

static void test_missed(void **state)
{
    desk *d = *state;
    rc_act_done done = act(d, "missed", "report", "one",
                           "{\"span\": [24, 52], \"type\": \"Explosions/Remote violence\", \"when\": [\"2021-09-02\","
                           " \"2021-09-02\"]}");
    assert_true(rc_str_is(done.claim, "one.2"));
    assert_string_equal(text(d, "SELECT record ->> '$.quote' FROM claim ORDER BY no DESC LIMIT 1"),
                        "A bridge was blown up later.");
    assert_string_not_equal(event_of(d, "one.2"), "(none)");
    assert_whole(d);
    rc_error err = {0};
    if (rc_sql_exec(d->ledger, "DROP TRIGGER claim_keep; UPDATE claim SET subtype = 'x' WHERE ordinal = 2", "test",
                    &err))
        fail_msg("%s", err.message);
    rc_verify_result result;
    assert_int_equal(rc_ledger_verify(d->ledger, &result, NULL, NULL, &err), RC_OK);
    assert_int_equal(result.broken, 1); /* a claim added by hand is guarded like any other */
    if (rc_sql_exec(d->ledger, "UPDATE claim SET subtype = '' WHERE ordinal = 2", "test", &err))
        fail_msg("%s", err.message);
    assert_whole(d);
    undo(d, done.seq);
    assert_string_equal(event_of(d, "one.2"), "(none)");
    assert_string_equal(text(d, "SELECT state FROM claim_now"), "withdrawn");
}

static void test_second_person_is_told(void **state)
{
    desk *d = *state;
    rc_error err = {0};
    rc_act_done first, second;
    int64_t version;
    assert_int_equal(rc_review_version(d->ledger, RC_STR("claim"), RC_STR("two.1"), &version, &err), RC_OK);
    assert_int_equal(version, 0);
    assert_int_equal(try_act(d, "accept", "claim", "two.1", "", 0, &first, &err), RC_OK);
    assert_false(first.conflict);
    int64_t before = number(d, "SELECT count(*) FROM history");
    assert_int_equal(try_act(d, "reject", "claim", "two.1", "", 0, &second, &err), RC_OK);
    assert_true(second.conflict);
    assert_int_equal(second.version, first.seq);
    assert_int_equal(number(d, "SELECT count(*) FROM history"), before);
    assert_string_equal(text(d, "SELECT state FROM claim_now"), "accepted");
    assert_int_equal(try_act(d, "reject", "claim", "two.1", "", first.version, &second, &err), RC_OK);
    assert_false(second.conflict);
}

static void test_work_on_events_and_sources(void **state)
{
    desk *d = *state;
    rc_error err = {0};
    rc_act_done done;
    const char *id = event_of(d, "one.1");
    rc_act_done status = act(d, "status", "event", id, "{\"status\": \"reviewed\"}");
    act(d, "assign", "event", id, "{\"to\": \"bob\"}");
    act(d, "grade", "event", id, "{\"information\": 2}");
    act(d, "grade", "source", "Paper", "{\"source\": \"B\"}");
    act(d, "comment", "report", "one", "{\"text\": \"seen elsewhere\"}");
    assert_int_equal(number(d, "SELECT count(*) FROM event_tag WHERE kind = 'work' AND value = 'reviewed'"), 1);
    assert_int_equal(number(d, "SELECT count(*) FROM event_tag WHERE kind = 'assignee' AND value = 'bob'"), 1);
    undo(d, status.seq);
    assert_int_equal(number(d, "SELECT count(*) FROM event_tag WHERE kind = 'work' AND value = 'reviewed'"), 0);
    static const char *const wrong[][4] = {
        {"grade", "event", "", "{\"information\": 9}"},
        {"grade", "source", "Paper", "{\"source\": \"G\"}"},
        {"status", "event", "", "{\"status\": \"whatever\"}"},
        {"comment", "report", "one", "{}"},
        {"join", "claim", "one.1", "{}"},
        {"frob", "event", "", "{}"},
        {"grade", "source", " ", "{\"source\": \"A\"}"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        rc_status got =
            try_act(d, wrong[i][0], wrong[i][1], *wrong[i][2] ? wrong[i][2] : id, wrong[i][3], -1, &done, &err);
        assert_true(got == RC_EINVALID || got == RC_ENOTFOUND);
    }
    assert_int_equal(try_act(d, "undo", "act", "99999", "", -1, &done, &err), RC_ENOTFOUND);
    char seq[24];
    snprintf(seq, sizeof seq, "%lld", (long long)status.seq);
    assert_int_equal(try_act(d, "undo", "act", seq, "", -1, &done, &err), RC_EINVALID); /* twice */
}

/* A newer version that finds one claim more in a report numbers them anew; what people did still finds its words. */
static void test_acts_outlive_numbers(void **state)
{
    desk *d = *state;
    rc_error err = {0};
    act(d, "reject", "claim", "one.1", "");
    act(d, "edit", "claim", "two.1", "{\"when\": [\"2021-08-31\", \"2021-08-31\"]}");
    if (rc_review_rebuild(d->ledger, &err) != RC_OK) fail_msg("%s", err.message);
    assert_string_equal(text(d, "SELECT state FROM claim_now WHERE claim = 1"), "rejected");
    assert_string_equal(text(d, "SELECT record ->> '$.when[0]' FROM claim_now WHERE claim = 2"), "2021-08-31");
    if (rc_sql_exec(d->ledger,
                    "DROP TRIGGER claim_keep; UPDATE claim SET ordinal = 7 WHERE no = 1;"
                    "INSERT INTO claim SELECT 50, report, 1, type, subtype, day_from, day_to, lat, lon, place, places,"
                    " origin, origin_party, polarity, certainty, reality, json_set(record, '$.span', json('[30, 40]')),"
                    " hash FROM claim WHERE no = 1;"
                    "UPDATE claim SET record = json_set(record, '$.span', json('[0, 7]')) WHERE no = 1",
                    "test", &err))
        fail_msg("%s", err.message);
    if (rc_review_rebuild(d->ledger, &err) != RC_OK) fail_msg("%s", err.message);
    assert_int_equal(number(d, "SELECT claim FROM claim_now WHERE state = 'rejected'"), 1);
    assert_int_equal(number(d, "SELECT count(*) FROM claim_now WHERE state = 'rejected'"), 1);
}

static void test_accounts(void **state)
{
    desk *d = *state;
    rc_error err = {0};
    rc_role role;
    uint64_t stamp, first;
    bool is_last;
    assert_int_equal(rc_account_add(d->ledger, RC_STR("ada"), RC_ROLE_REVIEWER, RC_STR("short"), RC_STR(""), &err),
                     RC_EINVALID);
    assert_int_equal(rc_account_add(d->ledger, RC_STR(" "), RC_ROLE_REVIEWER, RC_STR("long enough"), RC_STR(""), &err),
                     RC_EINVALID);
    assert_int_equal(
        rc_account_add(d->ledger, RC_STR("ada"), RC_ROLE_REVIEWER, RC_STR("long enough"), RC_STR(""), &err), RC_OK);
    assert_int_equal(rc_account_add(d->ledger, RC_STR("ada"), RC_ROLE_ADMIN, RC_STR("long enough"), RC_STR(""), &err),
                     RC_EINVALID);
    assert_int_equal(rc_account_check(d->ledger, RC_STR("ada"), RC_STR("long enough"), &role, &err), RC_OK);
    assert_int_equal(role, RC_ROLE_REVIEWER);
    static const char *const wrong[][2] = {
        {"ada", "wrong"}, {"ada", ""}, {"bob", "long enough"}, {"ADA", "long enough"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        rc_account_check(d->ledger, rc_str_of(wrong[i][0]), rc_str_of(wrong[i][1]), &role, &err);
        assert_int_equal(role, RC_ROLE_NONE);
    }
    assert_int_equal(rc_account_set_role(d->ledger, RC_STR("ada"), RC_ROLE_VIEWER, RC_STR(""), &err), RC_OK);
    rc_account_role(d->ledger, RC_STR("ada"), &role, &first, &err);
    assert_int_equal(role, RC_ROLE_VIEWER);
    rc_account_is_last_admin(d->ledger, RC_STR("ada"), &is_last, &err);
    assert_false(is_last);
    assert_int_equal(rc_account_set_role(d->ledger, RC_STR("ada"), RC_ROLE_ADMIN, RC_STR("eve"), &err), RC_OK);
    rc_account_is_last_admin(d->ledger, RC_STR("ada"), &is_last, &err);
    assert_true(is_last);
    assert_int_equal(rc_account_set_password(d->ledger, RC_STR("ada"), RC_STR("short"), RC_STR("eve"), &err),
                     RC_EINVALID);
    assert_int_equal(rc_account_set_password(d->ledger, RC_STR("bob"), RC_STR("a new one, long"), RC_STR(""), &err),
                     RC_ENOTFOUND);
    assert_int_equal(rc_account_set_password(d->ledger, RC_STR("ada"), RC_STR("a new one, long"), RC_STR("eve"), &err),
                     RC_OK);
    rc_account_role(d->ledger, RC_STR("ada"), &role, &stamp, &err);
    assert_true(stamp != first); /* who logged in with the old password is logged in no longer */
    rc_account_check(d->ledger, RC_STR("ada"), RC_STR("long enough"), &role, &err);
    assert_int_equal(role, RC_ROLE_NONE);
    rc_account_check(d->ledger, RC_STR("ada"), RC_STR("a new one, long"), &role, &err);
    assert_int_equal(role, RC_ROLE_ADMIN);
    assert_int_equal(number(d, "SELECT count(*) FROM history WHERE details = 'password by eve'"), 1);
    assert_int_equal(rc_account_remove(d->ledger, RC_STR("bob"), RC_STR(""), &err), RC_ENOTFOUND);
    assert_int_equal(rc_account_remove(d->ledger, RC_STR("ada"), RC_STR(""), &err), RC_OK);
    rc_account_role(d->ledger, RC_STR("ada"), &role, &stamp, &err);
    assert_int_equal(role, RC_ROLE_NONE);
    assert_int_equal(number(d, "SELECT count(*) FROM history WHERE kind = 'account'"), 5);
    assert_int_equal(number(d, "SELECT count(*) FROM history WHERE details LIKE '%argon2%' OR details LIKE '%enough%' "
                               "OR details LIKE '%new%'"),
                     0);
    assert_whole(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define EACH(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        EACH(test_ranks),
        EACH(test_edit_and_undo),
        EACH(test_other_words),
        EACH(test_bad_edits_change_nothing),
        EACH(test_reject),
        EACH(test_join_and_split),
        EACH(test_missed),
        EACH(test_second_person_is_told),
        EACH(test_work_on_events_and_sources),
        EACH(test_acts_outlive_numbers),
        EACH(test_accounts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
