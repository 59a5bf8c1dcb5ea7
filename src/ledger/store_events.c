/* Taking events away, naming them, and reading why a claim is where it is. */
#include "ledger/join.h"

#include "recoupe/base/utf8.h"

/* ---- taking away */

rc_status rc_event_drop(rc_ledger *ledger, int64_t no, rc_arena *arena, rc_error *err)
{
    static const char *const statements[] = {
        "INSERT OR REPLACE INTO event_alias (id, claim) SELECT e.id, c.no FROM event e JOIN event_claim ec ON ec.event "
        "="
        " e.no JOIN main.claim c ON c.no = ec.claim LEFT JOIN claim_now h ON h.claim = c.no WHERE e.no = ?1 AND"
        " (h.state IS NULL OR h.state NOT IN ('rejected', 'withdrawn')) ORDER BY ec.at LIMIT 1",
        "DELETE FROM event_link WHERE event = ?1",
        "DELETE FROM contradiction WHERE event = ?1",
        "DELETE FROM event_claim WHERE event = ?1",
        "DELETE FROM event_rank WHERE event = ?1",
        "DELETE FROM event_facet WHERE event = ?1",
        "DELETE FROM event WHERE no = ?1"};
    rc_status status = rc_event_untag(ledger, no, arena, err);
    for (size_t i = 0; i < sizeof statements / sizeof *statements && status == RC_OK; i++)
        status = rc_sql_put(ledger, statements[i], "replace events", err, "i", no);
    return status;
}

/* ---- ids: of events whose first claims' hashes begin alike, the first has the short id */

typedef struct namesake {
    int64_t no, ordinal;
    rc_day day;
    rc_str report, id;
} namesake;

static bool is_before(const namesake *a, const namesake *b)
{
    if (a->day != b->day) return a->day != RC_DAY_NONE && (b->day == RC_DAY_NONE || a->day < b->day);
    int order = rc_str_cmp(a->report, b->report);
    return order < 0 || (order == 0 && a->ordinal < b->ordinal);
}

static rc_status rename_event(rc_ledger *ledger, const namesake *n, int digits, rc_arena *arena, rc_error *err)
{
    rc_str claim = rc_arena_printf(arena, "%.*s.%lld", RC_FMT(n->report), (long long)n->ordinal);
    return rc_sql_put(ledger, "UPDATE event SET id = ?2 WHERE no = ?1", "name an event", err, "it", n->no,
                      rc_event_id(claim, digits, arena));
}

static rc_status settle_ids(rc_ledger *ledger, rc_str id, rc_arena *arena, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    RC_VEC(namesake) all = {0};
    rc_str end = rc_arena_printf(arena, "%.*sg", RC_FMT(id)); /* behind every hex digit */
    rc_status status = rc_sql_kept(ledger, &s,
                                   "SELECT e.no, c.ordinal, r.day, r.id, e.id FROM event e JOIN event_claim m ON"
                                   " m.event = e.no AND m.at = 0 JOIN main.claim c ON c.no = m.claim JOIN report r ON"
                                   " r.no = c.report WHERE e.id >= ?1 AND e.id < ?2",
                                   "name an event", err, "tt", id, end);
    while (status == RC_OK) {
        status = rc_sql_step(ledger, s, &row, "name an event", err);
        if (status != RC_OK || !row) break;
        *RC_PUSH(arena, &all) =
            (namesake){sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1), rc_sql_column_day(s, 2),
                       rc_sql_column_dup(s, 3, arena), rc_sql_column_dup(s, 4, arena)};
    }
    size_t first = 0;
    for (size_t i = 1; i < all.len; i++)
        if (is_before(&all.ptr[i], &all.ptr[first])) first = i;
    if (!all.len || (all.len == 1 && all.ptr[0].id.len == id.len)) return status;
    for (size_t i = 0; i < all.len && status == RC_OK; i++)
        if (i != first) status = rename_event(ledger, &all.ptr[i], 2 * RC_EVENT_ID_DIGITS, arena, err);
    return status == RC_OK ? rename_event(ledger, &all.ptr[first], RC_EVENT_ID_DIGITS, arena, err) : status;
}

rc_status rc_events_name(rc_ledger *ledger, rc_str id, rc_arena *arena, rc_error *err)
{
    rc_str start = rc_str_sub(id, 0, 1 + RC_EVENT_ID_DIGITS);
    rc_status status = settle_ids(ledger, start, arena, err);
    if (status != RC_OK) return status;
    return rc_sql_put(ledger, "DELETE FROM event_alias WHERE id = ?1 AND EXISTS (SELECT 1 FROM event WHERE id = ?1)",
                      "name an event", err, "t", start);
}

/* Acts of the desk, and the claims that come with them, are carried out when they are written. */
rc_status rc_ledger_is_stale(rc_ledger *ledger, bool *stale, rc_error *err)
{
    sqlite3_stmt *stmt;
    bool row;
    rc_status status = rc_sql_prepare(
        ledger, &stmt,
        "SELECT coalesce((SELECT max(seq) FROM history WHERE kind NOT IN ('act', 'account', 'claim')), 0)"
        " > coalesce((SELECT value FROM state WHERE key = 'joined entries'), 0)"
        " OR EXISTS (SELECT 1 FROM join_todo)",
        "read", err);
    if (status != RC_OK) return status;
    status = rc_sql_step(ledger, stmt, &row, "read", err);
    *stale = row && sqlite3_column_int64(stmt, 0) != 0;
    sqlite3_finalize(stmt);
    return status;
}

typedef struct reason_job {
    rc_ledger *ledger;
    sqlite3_stmt *stmt;
    rc_stored_reason *out;
    rc_arena *arena;
} reason_job;

static rc_status read_reason(void *context, rc_error *err)
{
    reason_job *job = context;
    bool row;
    rc_status status = rc_sql_step(job->ledger, job->stmt, &row, "read why a claim is joined", err);
    if (status != RC_OK) return status;
    if (!row) return rc_fail(err, RC_ENOTFOUND, "%s: that claim is in no event", job->ledger->path);
    job->out->event = rc_sql_column_dup(job->stmt, 0, job->arena);
    rc_str report = rc_sql_column(job->stmt, 1);
    if (report.len)
        job->out->other =
            rc_arena_printf(job->arena, "%.*s.%lld", RC_FMT(report), (long long)sqlite3_column_int64(job->stmt, 2));
    job->out->score = sqlite3_column_double(job->stmt, 3);
    job->out->why = rc_sql_column_dup(job->stmt, 4, job->arena);
    return RC_OK;
}

rc_status rc_ledger_reason(rc_ledger *ledger, rc_str claim, rc_stored_reason *out, rc_arena *arena, rc_error *err)
{
    *out = (rc_stored_reason){0};
    size_t dot = claim.len;
    int64_t ordinal;
    while (dot > 0 && claim.ptr[dot - 1] != '.') dot--;
    if (dot < 2 || !rc_str_int(rc_str_sub(claim, dot, claim.len), &ordinal))
        return rc_fail(err, RC_ENOTFOUND, "%s: no claim '%.*s'", ledger->path, RC_FMT(claim));
    reason_job job = {.ledger = ledger, .out = out, .arena = arena};
    rc_status status =
        rc_sql_prepare(ledger, &job.stmt,
                       "SELECT e.id, coalesce(o.id, ''), oc.ordinal, l.score, coalesce(l.why, '')"
                       " FROM report r JOIN claim c ON c.report = r.no JOIN event_claim m ON m.claim = c.no"
                       " JOIN event e ON e.no = m.event LEFT JOIN event_link l ON l.event = m.event AND"
                       " l.at = m.at LEFT JOIN claim oc ON oc.no = l.other LEFT JOIN report o ON o.no = oc.report"
                       " WHERE r.id = ?1 AND c.ordinal = ?2",
                       "read why a claim is joined", err);
    if (status != RC_OK) return status;
    rc_sql_text(job.stmt, 1, rc_str_sub(claim, 0, dot - 1));
    sqlite3_bind_int64(job.stmt, 2, ordinal);
    status = rc_arena_run(arena, read_reason, &job, ledger->path, err);
    sqlite3_finalize(job.stmt);
    return status;
}
