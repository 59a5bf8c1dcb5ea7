/* Everything joining needs, out of the ledger. */
#include "ledger/sql.h"

#include "recoupe/base/utf8.h"

typedef struct loading {
    rc_ledger *ledger;
    rc_arena *arena;
    sqlite3_stmt *reports, *claims;
    rc_join_report *report_rows;
    rc_join_claim *claim_rows;
    uint32_t n_reports, n_claims;
} loading;

static rc_status load_reports(loading *l, rc_error *err)
{
    RC_VEC(rc_join_report) rows = {0};
    bool row;
    for (;;) {
        rc_status status = rc_sql_step(l->ledger, l->reports, &row, "read the reports", err);
        if (status != RC_OK) return status;
        if (!row) break;
        rc_join_report *r = RC_PUSH(l->arena, &rows);
        r->id = rc_sql_column_dup(l->reports, 0, l->arena);
        r->outlet = rc_sql_column_dup(l->reports, 1, l->arena);
        r->title = rc_sql_column_dup(l->reports, 2, l->arena);
        r->text = rc_sql_column_dup(l->reports, 3, l->arena);
        r->lang = rc_sql_column_dup(l->reports, 4, l->arena);
        r->published = rc_sql_column_day(l->reports, 5);
    }
    l->report_rows = rows.ptr;
    l->n_reports = (uint32_t)rows.len;
    return RC_OK;
}

/* Claims come in the order of their reports, so the report of each is found by going on from the last. */
static rc_status load_claims(loading *l, rc_error *err)
{
    RC_VEC(rc_join_claim) rows = {0};
    uint32_t report = 0;
    bool row;
    for (;;) {
        rc_status status = rc_sql_step(l->ledger, l->claims, &row, "read the claims", err);
        if (status != RC_OK) return status;
        if (!row) break;
        rc_str id = rc_sql_column(l->claims, 0);
        while (report < l->n_reports && !rc_str_eq(l->report_rows[report].id, id)) report++;
        if (report == l->n_reports)
            return rc_fail(err, RC_ECORRUPT, "%s: claims of report '%.*s' are out of order", l->ledger->path,
                           RC_FMT(id));
        rc_join_claim *claim = RC_PUSH(l->arena, &rows);
        claim->report = report;
        claim->id = rc_arena_printf(l->arena, "%.*s.%lld", RC_FMT(id), (long long)sqlite3_column_int64(l->claims, 1));
        rc_str record = rc_sql_column(l->claims, 2);
        rc_error why;
        if (rc_claim_read(&claim->claim, record, l->report_rows[report].text, l->arena, &why) != RC_OK)
            return rc_fail(err, RC_ECORRUPT, "%s: claim %.*s: %s", l->ledger->path, RC_FMT(claim->id), why.message);
    }
    l->claim_rows = rows.ptr;
    l->n_claims = (uint32_t)rows.len;
    return RC_OK;
}

static rc_status load_all(void *context, rc_error *err)
{
    rc_status status = load_reports(context, err);
    return status == RC_OK ? load_claims(context, err) : status;
}

rc_status rc_history_note_loaded(rc_ledger *ledger, rc_error *err)
{
    sqlite3_stmt *stmt;
    bool row;
    rc_status status = rc_sql_prepare(ledger, &stmt, "SELECT coalesce(max(seq), 0) FROM history", "read", err);
    if (status != RC_OK) return status;
    status = rc_sql_step(ledger, stmt, &row, "read", err);
    ledger->loaded = row ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_finalize(stmt);
    return status;
}

rc_status rc_ledger_load(rc_ledger *ledger, rc_join_report **reports, uint32_t *n_reports, rc_join_claim **claims,
                         uint32_t *n_claims, rc_arena *arena, rc_error *err)
{
    loading l = {.ledger = ledger, .arena = arena};
    /* One read transaction: reports and claims of one moment. */
    rc_status status = rc_sql_exec(ledger, "BEGIN", "read", err);
    if (status != RC_OK) return status;
    status = rc_sql_prepare(ledger, &l.reports, "SELECT id, outlet, title, text, lang, day FROM report ORDER BY id",
                            "read the reports", err);
    if (status == RC_OK)
        status = rc_sql_prepare(ledger, &l.claims,
                                "SELECT r.id, c.ordinal, c.record FROM report r JOIN claim c ON c.report = r.no"
                                " ORDER BY r.id, c.ordinal",
                                "read the claims", err);
    if (status == RC_OK) status = rc_arena_run(arena, load_all, &l, ledger->path, err);
    if (status == RC_OK) status = rc_history_note_loaded(ledger, err);
    sqlite3_finalize(l.reports);
    sqlite3_finalize(l.claims);
    rc_sql_rollback(ledger); /* nothing was written; it ends the reading */
    *reports = l.report_rows;
    *n_reports = l.n_reports;
    *claims = l.claim_rows;
    *n_claims = l.n_claims;
    return status;
}
