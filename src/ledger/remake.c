/* Joining claims as they stand now, corrected, without rejected ones, and as people decided: all of them, or those of a
 * few events. */
#include "ledger/review.h"
#include "recoupe/base/map.h"

typedef struct remaking {
    rc_ledger *ledger;
    rc_arena *arena;
    const rc_row_list *touched; /* NULL: everything */
    rc_row_list old_events, claim_nos;
    RC_VEC(rc_join_report) reports;
    RC_VEC(rc_join_claim) claims;
    RC_VEC(rc_join_decision) decisions;
} remaking;

#define NEAR_DAYS 7
#define NEAR_DEGREES 1.0 /* of latitude and longitude together */
#define NEAR_EVENTS 200

#define HIDDEN "EXISTS (SELECT 1 FROM claim_now h WHERE h.claim = c.no AND h.state IN ('rejected', 'withdrawn'))"

/* A corrected or readmitted claim may belong to another event: those near it in time and space are joined again with
 * it. */
static rc_status choose_near(remaking *m, rc_error *err)
{
    return rc_sql_do(
        m->ledger,
        "INSERT OR IGNORE INTO temp.chosen SELECT ec.claim FROM event_claim ec WHERE ec.event IN ("
        " SELECT e.no FROM temp.touched t JOIN main.claim c ON c.no = t.claim JOIN report r ON r.no = c.report"
        " LEFT JOIN claim_now n ON n.claim = c.no AND n.record IS NOT NULL"
        " JOIN event e ON e.told_from <= coalesce(n.day_to, c.day_to, r.day) + ?1"
        " AND e.told_to >= coalesce(n.day_from, c.day_from, r.day) - ?1"
        " WHERE coalesce(abs(e.lat - coalesce(n.lat, c.lat)) + abs(e.lon - coalesce(n.lon, c.lon)), 0) < ?2"
        " ORDER BY abs(e.told_from - coalesce(n.day_from, c.day_from, r.day)), e.no LIMIT ?3)",
        "choose claims", err, "iri", (int64_t)NEAR_DAYS, NEAR_DEGREES, (int64_t)NEAR_EVENTS);
}

/* Fill temp.chosen with the claims that are to be joined, and old_events with the events they are in. */
static rc_status choose(remaking *m, rc_error *err)
{
    sqlite3_stmt *stmt;
    rc_status status = rc_sql_exec(m->ledger,
                                   "CREATE TEMP TABLE IF NOT EXISTS touched (claim INTEGER PRIMARY KEY);"
                                   "CREATE TEMP TABLE IF NOT EXISTS chosen (claim INTEGER PRIMARY KEY);"
                                   "DELETE FROM temp.touched; DELETE FROM temp.chosen",
                                   "choose claims", err);
    for (size_t i = 0; m->touched && i < m->touched->len && status == RC_OK; i++)
        status = rc_sql_do(m->ledger, "INSERT OR IGNORE INTO temp.touched VALUES (?1)", "choose claims", err, "i",
                           m->touched->ptr[i]);
    if (status != RC_OK) return status;
    status = rc_sql_exec(m->ledger,
                         "INSERT OR IGNORE INTO temp.chosen SELECT claim FROM temp.touched;"
                         "INSERT OR IGNORE INTO temp.chosen SELECT ec.claim FROM event_claim ec WHERE ec.event IN"
                         " (SELECT event FROM event_claim WHERE claim IN (SELECT claim FROM temp.touched))",
                         "choose claims", err);
    if (status == RC_OK) status = choose_near(m, err);
    if (status == RC_OK)
        status = rc_sql_ask(m->ledger, &stmt,
                            "SELECT DISTINCT event FROM event_claim WHERE claim IN (SELECT claim FROM temp.chosen)",
                            "choose claims", err, "");
    if (status != RC_OK) return status;
    bool row = true;
    while (status == RC_OK && row) {
        status = rc_sql_step(m->ledger, stmt, &row, "choose claims", err);
        if (status == RC_OK && row) *RC_PUSH(m->arena, &m->old_events) = sqlite3_column_int64(stmt, 0);
    }
    sqlite3_finalize(stmt);
    return status;
}

static rc_status take_row(remaking *m, sqlite3_stmt *s, rc_error *err)
{
    rc_arena *arena = m->arena;
    rc_str id = rc_sql_column(s, 0);
    if (!m->reports.len || !rc_str_eq(m->reports.ptr[m->reports.len - 1].id, id)) {
        rc_join_report *r = RC_PUSH(arena, &m->reports);
        r->id = rc_arena_dup(arena, id);
        r->outlet = rc_sql_column_dup(s, 1, arena);
        r->title = rc_sql_column_dup(s, 2, arena);
        r->text = rc_sql_column_dup(s, 3, arena);
        r->lang = rc_sql_column_dup(s, 4, arena);
        r->published = rc_sql_column_day(s, 5);
    }
    const rc_join_report *report = &m->reports.ptr[m->reports.len - 1];
    if (sqlite3_column_type(s, 6) == SQLITE_NULL) return RC_OK; /* a report without claims: it may be a copy */
    rc_join_claim *claim = RC_PUSH(arena, &m->claims);
    rc_error why;
    claim->report = (uint32_t)m->reports.len - 1;
    claim->id = rc_arena_printf(arena, "%.*s.%lld", RC_FMT(report->id), (long long)sqlite3_column_int64(s, 6));
    *RC_PUSH(arena, &m->claim_nos) = sqlite3_column_int64(s, 8);
    if (rc_claim_read(&claim->claim, rc_sql_column(s, 7), report->text, arena, &why) == RC_OK) return RC_OK;
    return rc_fail(err, RC_ECORRUPT, "%s: claim %.*s: %s", m->ledger->path, RC_FMT(claim->id), why.message);
}

static rc_status load(remaking *m, rc_error *err)
{
    static const char everything[] =
        "SELECT r.id, r.outlet, r.title, r.text, r.lang, r.day, c.ordinal, coalesce(n.record, c.record), c.no"
        " FROM report r LEFT JOIN main.claim c ON c.report = r.no AND NOT " HIDDEN
        " LEFT JOIN claim_now n ON n.claim = c.no ORDER BY r.id, c.ordinal";
    static const char chosen[] =
        "SELECT r.id, r.outlet, r.title, r.text, r.lang, r.day, c.ordinal, coalesce(n.record, c.record), c.no"
        " FROM temp.chosen t JOIN main.claim c ON c.no = t.claim JOIN report r ON r.no = c.report"
        " LEFT JOIN claim_now n ON n.claim = c.no WHERE NOT " HIDDEN " ORDER BY r.id, c.ordinal";
    sqlite3_stmt *stmt;
    rc_status status = rc_sql_ask(m->ledger, &stmt, m->touched ? chosen : everything, "read the claims", err, "");
    if (status != RC_OK) return status;
    bool row = true;
    while (status == RC_OK && row) {
        status = rc_sql_step(m->ledger, stmt, &row, "read the claims", err);
        if (status == RC_OK && row) status = take_row(m, stmt, err);
    }
    sqlite3_finalize(stmt);
    return status;
}

/* ---- decisions */

static uint64_t *index_slot(remaking *m, rc_map *index, int64_t claim_no, bool put)
{
    rc_str key = rc_arena_printf(m->arena, "%lld", (long long)claim_no);
    return put ? rc_map_put(m->arena, index, key, NULL) : rc_map_get(index, key);
}

static void end_decision(remaking *m, const rc_row_list *found, int64_t seq, bool apart)
{
    if (!seq || found->len < (apart ? 1u : 2u)) return;
    uint32_t *claims = RC_NEWS(m->arena, uint32_t, found->len);
    for (size_t i = 0; i < found->len; i++) claims[i] = (uint32_t)found->ptr[i];
    *RC_PUSH(m->arena, &m->decisions) = (rc_join_decision){claims, (uint32_t)found->len, apart};
}

static rc_status load_decisions(remaking *m, rc_error *err)
{
    sqlite3_stmt *stmt;
    rc_map index = {0};
    rc_status status =
        rc_sql_ask(m->ledger, &stmt,
                   "SELECT a.seq, a.what = 'split', ac.claim FROM act a JOIN act_claim ac ON ac.seq = a.seq"
                   " WHERE a.what IN ('join', 'split') AND a.undone IS NULL ORDER BY a.seq, ac.at",
                   "read decisions", err, "");
    if (status != RC_OK) return status;
    for (size_t i = 0; i < m->claim_nos.len; i++) *index_slot(m, &index, m->claim_nos.ptr[i], true) = i;
    rc_row_list found = {0};
    int64_t seq = 0;
    bool apart = false, row = true;
    while (status == RC_OK && row) {
        status = rc_sql_step(m->ledger, stmt, &row, "read decisions", err);
        if (status != RC_OK || !row) break;
        if (sqlite3_column_int64(stmt, 0) != seq) {
            end_decision(m, &found, seq, apart);
            found.len = 0;
            seq = sqlite3_column_int64(stmt, 0);
            apart = sqlite3_column_int64(stmt, 1) != 0;
        }
        const uint64_t *at = index_slot(m, &index, sqlite3_column_int64(stmt, 2), false);
        if (at) *RC_PUSH(m->arena, &found) = (int64_t)*at;
    }
    end_decision(m, &found, seq, apart);
    sqlite3_finalize(stmt);
    return status;
}

static rc_status join(remaking *m, rc_events *events, rc_error *err)
{
    return rc_events_join_decided(events, m->reports.ptr, (uint32_t)m->reports.len, m->claims.ptr,
                                  (uint32_t)m->claims.len, m->decisions.ptr, (uint32_t)m->decisions.len, m->arena, err);
}

/* Ids of events that are replaced lead to their first claim that still counts. */
static rc_status keep_ids(remaking *m, rc_error *err)
{
    rc_status status = RC_OK;
    for (size_t i = 0; i < m->old_events.len && status == RC_OK; i++)
        status = rc_sql_do(m->ledger,
                           "INSERT OR REPLACE INTO event_alias (id, claim) SELECT e.id, c.no FROM event e"
                           " JOIN event_claim ec ON ec.event = e.no JOIN main.claim c ON c.no = ec.claim"
                           " WHERE e.no = ?1 AND NOT " HIDDEN " ORDER BY ec.at LIMIT 1",
                           "keep an id", err, "i", m->old_events.ptr[i]);
    return status;
}

static rc_status remake(void *context, rc_error *err)
{
    remaking *m = context;
    rc_events events = {0};
    rc_status status = choose(m, err);
    if (status == RC_OK) status = load(m, err);
    if (status == RC_OK) status = load_decisions(m, err);
    if (status == RC_OK) status = join(m, &events, err);
    if (status == RC_OK) status = keep_ids(m, err);
    if (status != RC_OK) return status;
    status = rc_events_replace(m->ledger, m->old_events.ptr, (uint32_t)m->old_events.len, &events, m->reports.ptr,
                               (uint32_t)m->reports.len, m->claims.ptr, (uint32_t)m->claims.len, err);
    return status == RC_OK ? rc_sql_exec(m->ledger,
                                         "DELETE FROM event_alias WHERE id IN (SELECT id FROM event WHERE no"
                                         " IN (SELECT event FROM event_claim WHERE claim IN (SELECT claim"
                                         " FROM temp.chosen)))",
                                         "keep an id", err)
                           : status;
}

rc_status rc_events_remake(rc_ledger *ledger, const rc_row_list *claims, rc_arena *arena, rc_error *err)
{
    remaking m = {.ledger = ledger, .arena = arena, .touched = claims};
    return rc_arena_run(arena, remake, &m, "joining", err);
}

/* ---- everything */

static rc_status refresh(void *context, rc_error *err)
{
    remaking *m = context;
    rc_events events = {0};
    rc_status status = load(m, err);
    if (status == RC_OK) status = load_decisions(m, err);
    if (status == RC_OK) status = join(m, &events, err);
    if (status != RC_OK) return status;
    return rc_ledger_put_events(m->ledger, &events, m->reports.ptr, (uint32_t)m->reports.len, m->claims.ptr,
                                (uint32_t)m->claims.len, err);
}

rc_status rc_ledger_refresh(rc_ledger *ledger, rc_error *err)
{
    rc_arena arena;
    rc_arena_init(&arena, (size_t)4 << 20, 0);
    remaking m = {.ledger = ledger, .arena = &arena};
    rc_status status = rc_arena_run(&arena, refresh, &m, "joining", err);
    rc_arena_release(&arena);
    return status;
}
