/* The tables of acts, made from the entries of the history. */
#include "ledger/review.h"

static rc_str text_of(const json_t *details, const char *field)
{
    const json_t *value = json_object_get(details, field);
    return (rc_str){json_string_value(value), json_string_length(value)};
}

static rc_status link_claims(rc_ledger *ledger, int64_t seq, const json_t *anchors, rc_error *err)
{
    rc_status status = RC_OK;
    for (size_t i = 0; i < json_array_size(anchors) && status == RC_OK; i++) {
        int64_t no;
        status = rc_anchor_find(ledger, json_array_get(anchors, i), &no, err);
        if (status == RC_OK && no)
            status = rc_sql_do(ledger, "INSERT OR IGNORE INTO act_claim (claim, seq, at) VALUES (?1, ?2, ?3)",
                               "write an act", err, "iii", no, seq, (int64_t)i);
    }
    return status;
}

/* The report an act is about: the one it names, else that of the first words it holds on to. */
static rc_status find_report(rc_ledger *ledger, const json_t *details, int64_t *no, rc_error *err)
{
    rc_str id = text_of(json_array_get(json_object_get(details, "at"), 0), "report");
    if (rc_str_is(text_of(details, "kind"), "report")) id = text_of(details, "target");
    *no = 0;
    if (!id.len) return RC_OK;
    return rc_sql_number(ledger, no, "SELECT no FROM report WHERE id = ?1", "find a report", err, "t", id);
}

static rc_status write_act(rc_ledger *ledger, int64_t seq, rc_str at, const json_t *details, rc_str value,
                           rc_error *err)
{
    int64_t report_no;
    rc_status status = find_report(ledger, details, &report_no, err);
    if (status != RC_OK) return status;
    return rc_sql_do(ledger,
                     "INSERT INTO act (seq, at, who, what, kind, target, report, value, reason)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif(?7, 0), ?8, ?9)",
                     "write an act", err, "itttttitt", seq, at, text_of(details, "who"), text_of(details, "what"),
                     text_of(details, "kind"), text_of(details, "target"), report_no, value,
                     text_of(details, "reason"));
}

rc_status rc_act_take_in(rc_ledger *ledger, int64_t seq, rc_str at, const json_t *details, rc_error *err)
{
    const json_t *value = json_object_get(details, "value");
    char *text = value ? json_dumps(value, JSON_COMPACT) : NULL;
    if (value && !text) return rc_fail(err, RC_ENOMEM, "out of memory");
    rc_status status = write_act(ledger, seq, at, details, text ? rc_str_of(text) : RC_STR("{}"), err);
    free(text);
    if (status == RC_OK) status = link_claims(ledger, seq, json_object_get(details, "at"), err);
    int64_t undone;
    if (status == RC_OK && rc_str_is(text_of(details, "what"), "undo") &&
        rc_str_int(text_of(details, "target"), &undone))
        status = rc_sql_do(ledger, "UPDATE act SET undone = ?1 WHERE seq = ?2", "write an act", err, "ii", seq, undone);
    return status;
}

typedef struct rebuilding {
    rc_ledger *ledger;
    rc_arena arena;
    sqlite3_stmt *stmt;
    json_t *details;
} rebuilding;

static rc_status take_all(rebuilding *b, rc_error *err)
{
    bool row = true;
    rc_status status =
        rc_sql_ask(b->ledger, &b->stmt, "SELECT seq, at, details FROM history WHERE kind = 'act' ORDER BY seq",
                   "read the history", err, "");
    while (status == RC_OK && row) {
        status = rc_sql_step(b->ledger, b->stmt, &row, "read the history", err);
        if (status != RC_OK || !row) break;
        int64_t seq = sqlite3_column_int64(b->stmt, 0);
        rc_str details = rc_sql_column(b->stmt, 2);
        b->details = json_loadb(details.ptr, details.len, 0, NULL);
        if (!json_is_object(b->details))
            return rc_fail(err, RC_ECORRUPT, "%s: history row %lld: an act that is no JSON object", b->ledger->path,
                           (long long)seq);
        status = rc_act_take_in(b->ledger, seq, rc_sql_column(b->stmt, 1), b->details, err);
        json_decref(b->details);
        b->details = NULL;
    }
    return status;
}

static rc_status settle_all(rebuilding *b, rc_error *err)
{
    bool row = true;
    sqlite3_finalize(b->stmt);
    b->stmt = NULL;
    rc_status status =
        rc_sql_ask(b->ledger, &b->stmt, "SELECT DISTINCT claim FROM act_claim ORDER BY claim", "read acts", err, "");
    while (status == RC_OK && row) {
        status = rc_sql_step(b->ledger, b->stmt, &row, "read acts", err);
        if (status != RC_OK || !row) break;
        status = rc_claim_settle(b->ledger, sqlite3_column_int64(b->stmt, 0), &b->arena, err);
        rc_arena_reset(&b->arena);
    }
    return status;
}

rc_status rc_review_rebuild(rc_ledger *ledger, rc_error *err)
{
    rebuilding b = {.ledger = ledger};
    rc_arena_init(&b.arena, (size_t)1 << 18, 0);
    rc_status status = rc_sql_begin(ledger, err);
    if (status == RC_OK) {
        status = rc_sql_exec(
            ledger, "DELETE FROM claim_now_party; DELETE FROM claim_now; DELETE FROM act_claim; DELETE FROM act",
            "replay the history", err);
        if (status == RC_OK) status = take_all(&b, err);
        if (status == RC_OK) status = settle_all(&b, err);
        if (status == RC_OK)
            status = rc_sql_exec(ledger, "INSERT OR IGNORE INTO join_todo SELECT no FROM report", "join anew", err);
        sqlite3_finalize(b.stmt);
        if (status == RC_OK) status = rc_sql_commit(ledger, err);
        if (status != RC_OK) rc_sql_rollback(ledger);
    }
    json_decref(b.details);
    rc_arena_release(&b.arena);
    return status == RC_OK ? rc_ledger_refresh(ledger, err) : status;
}
