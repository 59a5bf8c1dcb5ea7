/* Joining claims as they stand now, corrected, without rejected ones, and as people decided: all of them, or those of a
 * few events. */
#include "ledger/review.h"
#include <stdlib.h>

#include "recoupe/base/paths.h"

typedef struct remaking {
    rc_ledger *ledger;
    rc_arena *arena;
    const rc_row_list *touched; /* NULL: everything */
    bool is_whole;
    rc_row_list old_events;
    RC_VEC(rc_join_report) reports;
    RC_VEC(rc_join_claim) claims;
    RC_VEC(rc_join_act) acts;
    rc_join_options options;
    rc_actor_edges edges;
} remaking;

#define NEAR_DAYS 7
#define NEAR_DEGREES 1.0 /* of latitude and longitude together */
#define NEAR_EVENTS 200
#define ALL_ANEW 10000 /* claims: up to here everything is joined again, so that an act undone leaves no trace */

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
    int64_t n_claims = 0;
    rc_status status = rc_sql_exec(m->ledger,
                                   "CREATE TEMP TABLE IF NOT EXISTS touched (claim INTEGER PRIMARY KEY);"
                                   "CREATE TEMP TABLE IF NOT EXISTS chosen (claim INTEGER PRIMARY KEY);"
                                   "DELETE FROM temp.touched; DELETE FROM temp.chosen",
                                   "choose claims", err);
    for (size_t i = 0; m->touched && i < m->touched->len && status == RC_OK; i++)
        status = rc_sql_do(m->ledger, "INSERT OR IGNORE INTO temp.touched VALUES (?1)", "choose claims", err, "i",
                           m->touched->ptr[i]);
    if (status == RC_OK)
        status = rc_sql_number(m->ledger, &n_claims, "SELECT count(*) FROM main.claim", "count claims", err, "");
    if (status != RC_OK) return status;
    m->is_whole = n_claims <= ALL_ANEW;
    if (m->is_whole) m->touched = NULL;
    status = rc_sql_exec(m->ledger,
                         m->is_whole
                             ? "INSERT INTO temp.chosen SELECT no FROM main.claim"
                             : "INSERT OR IGNORE INTO temp.chosen SELECT claim FROM temp.touched;"
                               "INSERT OR IGNORE INTO temp.chosen SELECT ec.claim FROM event_claim ec WHERE ec.event IN"
                               " (SELECT event FROM event_claim WHERE claim IN (SELECT claim FROM temp.touched))",
                         "choose claims", err);
    if (status == RC_OK && !m->is_whole) status = choose_near(m, err);
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
    if (rc_claim_read(&claim->claim, rc_sql_column(s, 7), report->text, arena, &why) == RC_OK) return RC_OK;
    return rc_fail(err, RC_ECORRUPT, "%s: claim %.*s: %s", m->ledger->path, RC_FMT(claim->id), why.message);
}

static rc_status load(remaking *m, rc_error *err)
{
    static const char everything[] =
        "SELECT r.id, r.outlet, r.title, r.text, r.lang, r.day, c.ordinal, coalesce(n.record, c.record)"
        " FROM report r LEFT JOIN main.claim c ON c.report = r.no AND NOT " HIDDEN
        " LEFT JOIN claim_now n ON n.claim = c.no ORDER BY r.id, c.ordinal";
    static const char chosen[] =
        "SELECT r.id, r.outlet, r.title, r.text, r.lang, r.day, c.ordinal, coalesce(n.record, c.record)"
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

/* ---- what people decided: at the desk, and on the command line */

static rc_status add_desk_acts(remaking *m, rc_error *err)
{
    sqlite3_stmt *stmt;
    RC_VEC(rc_str) ids = {0};
    bool row = true;
    rc_status status = rc_sql_ask(
        m->ledger, &stmt,
        "SELECT a.seq, a.what = 'split', json_array_length(a.value, '$.claims'), r.id, c.ordinal"
        " FROM act a JOIN act_claim ac ON ac.seq = a.seq JOIN main.claim c ON c.no = ac.claim JOIN report r ON"
        " r.no = c.report WHERE a.what IN ('join', 'split') AND a.undone IS NULL ORDER BY a.seq, ac.at",
        "read decisions", err, "");
    while (status == RC_OK && row) {
        status = rc_sql_step(m->ledger, stmt, &row, "read decisions", err);
        if (status != RC_OK || !row) break;
        int64_t seq = sqlite3_column_int64(stmt, 0);
        if (!m->acts.len || m->acts.ptr[m->acts.len - 1].seq != seq) {
            bool split = sqlite3_column_int64(stmt, 1) != 0;
            memset(&ids, 0, sizeof ids);
            *RC_PUSH(m->arena, &m->acts) = (rc_join_act){.kind = split ? RC_ACT_SPLIT : RC_ACT_JOIN,
                                                         .seq = seq,
                                                         .n_out = split ? (uint32_t)sqlite3_column_int64(stmt, 2) : 0};
        }
        *RC_PUSH(m->arena, &ids) = rc_arena_printf(m->arena, "%.*s.%lld", RC_FMT(rc_sql_column(stmt, 3)),
                                                   (long long)sqlite3_column_int64(stmt, 4));
        rc_join_act *act = &m->acts.ptr[m->acts.len - 1];
        act->claims = ids.ptr;
        act->n = (uint32_t)ids.len;
        if (act->kind == RC_ACT_JOIN) act->n_out = act->n;
    }
    sqlite3_finalize(stmt);
    return status;
}

static int by_seq(const void *left, const void *right)
{
    const rc_join_act *a = left, *b = right;
    return a->seq < b->seq ? -1 : a->seq > b->seq;
}

static rc_status load_decisions(remaking *m, rc_error *err)
{
    char dir[1024];
    rc_join_act *acts = NULL;
    rc_outlets *outlets = NULL;
    uint32_t n = 0;
    rc_status status = rc_data_dir(dir, sizeof dir, err);
    if (status == RC_OK) status = rc_actor_edges_load(&m->edges, dir, m->arena, err);
    if (status == RC_OK) status = rc_outlets_load(&outlets, dir, m->arena, err);
    if (status == RC_OK) status = add_desk_acts(m, err);
    if (status == RC_OK) status = rc_ledger_acts(m->ledger, &acts, &n, m->arena, err);
    if (status != RC_OK) return status;
    for (uint32_t i = 0; i < n; i++) *RC_PUSH(m->arena, &m->acts) = acts[i];
    if (m->acts.len) qsort(m->acts.ptr, m->acts.len, sizeof *m->acts.ptr, by_seq);
    m->options = (rc_join_options){&m->edges, outlets, m->acts.ptr, (uint32_t)m->acts.len};
    return RC_OK;
}

static rc_status join(remaking *m, rc_events *events, rc_error *err)
{
    return rc_events_join_with(events, m->reports.ptr, (uint32_t)m->reports.len, m->claims.ptr, (uint32_t)m->claims.len,
                               &m->options, m->arena, err);
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
    rc_status status = rc_history_note_loaded(m->ledger, err);
    if (status == RC_OK) status = load(m, err);
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
