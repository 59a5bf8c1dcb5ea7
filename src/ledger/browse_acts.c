/* Acts, and the claims they are about. */
#include "ledger/sql.h"
#include "recoupe/ledger/browse.h"

static void put_int(rc_json *json, const char *key, int64_t value)
{
    rc_json_key(json, key);
    rc_json_int(json, value);
}

/* Each row of `stmt` by `put`, in a list; ends the statement. */
static rc_status put_list(rc_ledger *ledger, sqlite3_stmt *stmt, rc_json *json,
                          void (*put)(rc_json *json, sqlite3_stmt *s), rc_error *err)
{
    rc_status status = RC_OK;
    bool row = true;
    rc_json_begin_array(json);
    while (status == RC_OK && row) {
        status = rc_sql_step(ledger, stmt, &row, "read", err);
        if (status == RC_OK && row) put(json, stmt);
    }
    rc_json_end_array(json);
    sqlite3_finalize(stmt);
    return status;
}

rc_status rc_browse_event_id(rc_ledger *ledger, rc_str id, rc_str *now, rc_arena *arena, rc_error *err)
{
    int64_t no;
    sqlite3_stmt *stmt;
    bool row;
    *now = (rc_str){0};
    rc_status status = rc_review_find_event(ledger, id, &no, err);
    if (status != RC_OK || !no) return status;
    status = rc_sql_ask(ledger, &stmt, "SELECT id FROM event WHERE no = ?1", "find an event", err, "i", no);
    if (status != RC_OK) return status;
    status = rc_sql_step(ledger, stmt, &row, "find an event", err);
    char kept[128];
    rc_str found = row ? rc_sql_column(stmt, 0) : (rc_str){0};
    size_t n = found.len < sizeof kept ? found.len : sizeof kept;
    if (n) memcpy(kept, found.ptr, n);
    sqlite3_finalize(stmt);
    *now = rc_arena_dup(arena, (rc_str){kept, n});
    return status;
}

/* ---- acts */

static void put_act(rc_json *json, sqlite3_stmt *s)
{
    rc_json_begin_object(json);
    put_int(json, "seq", sqlite3_column_int64(s, 0));
    rc_json_str_field(json, "at", rc_sql_column(s, 1));
    rc_json_str_field(json, "who", rc_sql_column(s, 2));
    rc_json_str_field(json, "what", rc_sql_column(s, 3));
    rc_json_str_field(json, "kind", rc_sql_column(s, 4));
    rc_json_str_field(json, "target", rc_sql_column(s, 5));
    rc_json_key(json, "value");
    rc_json_raw(json, rc_sql_column(s, 6));
    rc_json_str_field(json, "reason", rc_sql_column(s, 7));
    if (sqlite3_column_type(s, 8) != SQLITE_NULL) put_int(json, "undone", sqlite3_column_int64(s, 8));
    rc_json_end_object(json);
}

/* What was done on the command line, and folds, are entries of their own kinds; those of the command line name nobody.
 * "<> 'report'" follows from the rest, but lets SQLite see that the index of all other kinds serves. */
#define ALL_ACTS                                                                                                       \
    "WITH said AS (SELECT h.seq, h.at, coalesce(h.details ->> 'who', '') AS who, h.kind AS what, CASE WHEN h.kind IN"  \
    " ('fold', 'unfold') THEN 'report' WHEN h.kind = 'undo' THEN 'act' ELSE 'event' END AS kind, CASE WHEN h.kind IN"  \
    " ('fold', 'unfold') THEN h.details ->> '$.reports[0]' ELSE h.subject END AS target,"                              \
    " CASE h.kind WHEN 'fold' THEN json_object('original', h.details ->> '$.reports[1]') WHEN 'unfold' THEN '{}'"      \
    " WHEN 'undo' THEN '{}' ELSE json_object('claims', json(h.details -> '$.claims')) END AS value,"                   \
    " coalesce(h.details ->> 'reason', '') AS reason, (SELECT u.seq FROM history u WHERE u.kind = 'undo' AND"          \
    " u.kind <> 'report' AND u.subject = CAST(h.seq AS TEXT)) AS undone, h.details AS details FROM history h WHERE "   \
    "h.kind IN ('join',"                                                                                               \
    " 'split', 'scatter', 'review', 'fold', 'unfold', 'undo') AND h.kind <> 'report') "
#define FROM_ACTS "SELECT a.seq, a.at, a.who, a.what, a.kind, a.target, a.value, a.reason, a.undone FROM act a "
#define FROM_SAID "SELECT a.seq, a.at, a.who, a.what, a.kind, a.target, a.value, a.reason, a.undone FROM said a "
#define ACT_ORDER " ORDER BY 1 DESC LIMIT ?2"

/* An event's acts are those on its claims and on the reports that tell it, and those that were done under its name,
 * such as taking a claim out. */
static const char of_event[] = ALL_ACTS
    ", told AS (SELECT c.no AS claim, c.ordinal, r.id AS report FROM main.event e JOIN event_claim ec ON"
    " ec.event = e.no JOIN main.claim c ON c.no = ec.claim JOIN report r ON r.no = c.report WHERE e.id = ?1) " FROM_ACTS
    "WHERE a.seq IN (SELECT ac.seq FROM act_claim ac JOIN told t ON t.claim = ac.claim"
    " UNION SELECT seq FROM act WHERE kind = 'event' AND target = ?1"
    " UNION SELECT r.seq FROM act r LEFT JOIN event_alias l ON l.id = r.value ->> 'event'"
    " LEFT JOIN event_claim m ON m.claim = l.claim LEFT JOIN main.event v ON v.no = m.event"
    " WHERE r.kind = 'claim' AND r.what = 'reject' AND (r.value ->> 'event' = ?1 OR v.id = ?1)) UNION ALL " FROM_SAID
    "WHERE EXISTS (SELECT 1 FROM json_each(a.details, '$.claims') j WHERE j.value IN (SELECT t.report || '.'"
    " || t.ordinal FROM told t)) OR EXISTS (SELECT 1 FROM json_each(a.details, '$.reports') j WHERE j.value"
    " IN (SELECT t.report FROM told t))" ACT_ORDER;
static const char of_report[] =
    ALL_ACTS FROM_ACTS "JOIN report r ON r.no = a.report WHERE r.id = ?1 UNION ALL " FROM_SAID
                       "WHERE a.kind = 'report' AND EXISTS (SELECT 1 FROM json_each(a.details, '$.reports') j WHERE"
                       " j.value = ?1)" ACT_ORDER;
static const char of_claim[] = FROM_ACTS
    "WHERE a.seq IN (SELECT ac.seq FROM act_claim ac JOIN main.claim c ON c.no = ac.claim JOIN report r ON"
    " r.no = c.report WHERE r.id || '.' || c.ordinal = ?1 AND c.no IN (SELECT claim FROM act_claim))" ACT_ORDER;
static const char of_source[] = FROM_ACTS "WHERE a.kind = 'source' AND a.target = ?1" ACT_ORDER;
static const char everything[] =
    ALL_ACTS FROM_ACTS "WHERE a.seq < ?3 UNION ALL " FROM_SAID "WHERE a.seq < ?3 AND ?1 = ''" ACT_ORDER;

rc_status rc_browse_acts(rc_ledger *ledger, rc_str kind, rc_str target, uint32_t limit, rc_json *json, rc_error *err)
{
    const char *sql = rc_str_is(kind, "event")    ? of_event
                      : rc_str_is(kind, "report") ? of_report
                      : rc_str_is(kind, "claim")  ? of_claim
                                                  : of_source;
    sqlite3_stmt *stmt;
    rc_status status = rc_sql_ask(ledger, &stmt, sql, "read acts", err, "ti", target, (int64_t)limit);
    return status == RC_OK ? put_list(ledger, stmt, json, put_act, err) : status;
}

rc_status rc_browse_history(rc_ledger *ledger, int64_t before, uint32_t limit, rc_json *json, rc_error *err)
{
    sqlite3_stmt *stmt;
    rc_status status =
        rc_sql_ask(ledger, &stmt, everything, "read acts", err, "tii", RC_STR(""), (int64_t)limit, before);
    return status == RC_OK ? put_list(ledger, stmt, json, put_act, err) : status;
}

/* ---- claims */

static void put_claim(rc_json *json, sqlite3_stmt *s)
{
    rc_json_begin_object(json);
    rc_json_str_field(json, "id", rc_sql_column(s, 0));
    rc_json_str_field(json, "state", rc_sql_column(s, 1));
    rc_json_str_field(json, "event", rc_sql_column(s, 2));
    put_int(json, "version", sqlite3_column_int64(s, 3));
    rc_json_key(json, "record");
    rc_json_raw(json, rc_sql_column(s, 4));
    if (sqlite3_column_type(s, 5) != SQLITE_NULL) {
        rc_json_key(json, "read");
        rc_json_raw(json, rc_sql_column(s, 5));
    }
    rc_json_end_object(json);
}

#define CLAIM_COLUMNS                                                                                                  \
    "SELECT r.id || '.' || c.ordinal, coalesce(n.state, 'read'), e.id,"                                                \
    " coalesce((SELECT max(seq) FROM act_claim ac WHERE ac.claim = c.no), 0), coalesce(n.record, c.record),"           \
    " CASE WHEN n.record IS NULL THEN NULL ELSE c.record END FROM main.claim c JOIN report r ON r.no = c.report"       \
    " LEFT JOIN claim_now n ON n.claim = c.no LEFT JOIN event_claim ec ON ec.claim = c.no"                             \
    " LEFT JOIN main.event e ON e.no = ec.event "

rc_status rc_browse_report_claims(rc_ledger *ledger, rc_str report, rc_json *json, rc_error *err)
{
    sqlite3_stmt *stmt;
    rc_status status =
        rc_sql_ask(ledger, &stmt, CLAIM_COLUMNS "WHERE r.id = ?1 ORDER BY c.ordinal", "read claims", err, "t", report);
    return status == RC_OK ? put_list(ledger, stmt, json, put_claim, err) : status;
}

rc_status rc_browse_rejected(rc_ledger *ledger, rc_str event, rc_json *json, rc_error *err)
{
    sqlite3_stmt *stmt;
    rc_status status =
        rc_sql_ask(ledger, &stmt,
                   CLAIM_COLUMNS
                   "WHERE n.state = 'rejected' AND c.no IN (SELECT ac.claim FROM act a JOIN act_claim ac ON ac.seq ="
                   " a.seq LEFT JOIN event_alias l ON l.id = a.value ->> 'event' LEFT JOIN event_claim m ON m.claim ="
                   " l.claim LEFT JOIN main.event v ON v.no = m.event WHERE a.what = 'reject' AND a.undone IS NULL AND"
                   " (a.value ->> 'event' = ?1 OR v.id = ?1)) ORDER BY r.id, c.ordinal",
                   "read claims", err, "t", event);
    return status == RC_OK ? put_list(ledger, stmt, json, put_claim, err) : status;
}

rc_status rc_browse_claim_states(rc_ledger *ledger, rc_str event, rc_json *json, rc_error *err)
{
    sqlite3_stmt *stmt;
    rc_status status = rc_sql_ask(
        ledger, &stmt,
        "SELECT r.id || '.' || c.ordinal, coalesce(n.state, 'read'), max(ac.seq) FROM main.event e JOIN"
        " event_claim ec ON ec.event = e.no JOIN act_claim ac ON ac.claim = ec.claim JOIN main.claim c ON c.no ="
        " ec.claim JOIN report r ON r.no = c.report LEFT JOIN claim_now n ON n.claim = c.no WHERE e.id = ?1"
        " GROUP BY c.no ORDER BY c.no",
        "read claims", err, "t", event);
    bool row = true;
    rc_json_begin_object(json);
    while (status == RC_OK && row) {
        status = rc_sql_step(ledger, stmt, &row, "read claims", err);
        if (status != RC_OK || !row) break;
        char key[1024];
        rc_str id = rc_sql_column(stmt, 0);
        if (id.len >= sizeof key) continue;
        memcpy(key, id.ptr, id.len);
        key[id.len] = 0;
        rc_json_key(json, key);
        rc_json_begin_object(json);
        rc_json_str_field(json, "state", rc_sql_column(stmt, 1));
        put_int(json, "version", sqlite3_column_int64(stmt, 2));
        rc_json_end_object(json);
    }
    rc_json_end_object(json);
    sqlite3_finalize(stmt);
    return status;
}

/* ---- reports */

/* What readers see blurred until they ask: spans of code points, and null for the whole text. */
#define BLURS_OF_REPORT                                                                                                \
    "(SELECT json_group_array(json_object('seq', b.seq, 'span', json(b.value -> 'span'))) FROM act b WHERE"            \
    " b.report = r.no AND b.what = 'blur' AND b.undone IS NULL)"

rc_status rc_browse_blurs(rc_ledger *ledger, rc_str report, rc_json *json, rc_error *err)
{
    sqlite3_stmt *stmt;
    bool row;
    rc_status status = rc_sql_ask(ledger, &stmt, "SELECT " BLURS_OF_REPORT " FROM report r WHERE r.id = ?1",
                                  "read blurs", err, "t", report);
    if (status != RC_OK) return status;
    status = rc_sql_step(ledger, stmt, &row, "read blurs", err);
    rc_json_raw(json, status == RC_OK && row ? rc_sql_column(stmt, 0) : RC_STR("[]"));
    sqlite3_finalize(stmt);
    return status;
}

typedef struct blur_walk {
    rc_ledger *ledger;
    sqlite3_stmt *stmt;
    rc_blur_visit *visit;
    void *context;
} blur_walk;

static rc_status walk_blurs(blur_walk *w, rc_error *err)
{
    for (;;) {
        bool row;
        rc_status status = rc_sql_step(w->ledger, w->stmt, &row, "read blurs", err);
        if (status != RC_OK || !row) return status;
        bool whole = sqlite3_column_type(w->stmt, 1) == SQLITE_NULL;
        status = w->visit(w->context, rc_sql_column(w->stmt, 0), whole ? -1 : sqlite3_column_int64(w->stmt, 1),
                          sqlite3_column_int64(w->stmt, 2), err);
        if (status != RC_OK) return status;
    }
}

rc_status rc_ledger_blurs(rc_ledger *ledger, rc_blur_visit *visit, void *context, rc_error *err)
{
    blur_walk w = {.ledger = ledger, .visit = visit, .context = context};
    rc_status status = rc_sql_ask(ledger, &w.stmt,
                                  "SELECT r.id, b.value ->> '$.span[0]', b.value ->> '$.span[1]' FROM act b JOIN"
                                  " main.report r ON r.no = b.report WHERE b.what = 'blur' AND b.undone IS NULL"
                                  " ORDER BY r.id, 2",
                                  "read blurs", err, "");
    if (status == RC_OK) status = walk_blurs(&w, err);
    sqlite3_finalize(w.stmt);
    return status;
}

static void put_report(rc_json *json, sqlite3_stmt *s)
{
    static const char *const fields[] = {"id",  "outlet",  "published", "lang", "title",
                                         "url", "copy_of", "copy_kind", "why"};
    rc_json_begin_object(json);
    for (int i = 0; i < 9; i++) rc_json_str_field(json, fields[i], rc_sql_column(s, i));
    if (sqlite3_column_type(s, 9) != SQLITE_NULL) {
        rc_json_key(json, "similarity");
        rc_json_real(json, sqlite3_column_double(s, 9), 3);
    }
    rc_json_str_field(json, "grade", rc_sql_column(s, 10));
    rc_json_key(json, "blurs");
    rc_json_raw(json, rc_sql_column(s, 11));
    rc_json_end_object(json);
}

rc_status rc_browse_event_reports(rc_ledger *ledger, rc_str event, rc_json *json, rc_error *err)
{
    sqlite3_stmt *stmt;
    rc_status status = rc_sql_ask(
        ledger, &stmt,
        "SELECT DISTINCT r.id, r.outlet, r.published, r.lang, r.title, r.url, o.id, k.kind, k.why, k.similarity,"
        " (SELECT a.value ->> 'source' FROM act a WHERE a.kind = 'source' AND a.target = r.outlet AND a.what ="
        " 'grade' AND a.undone IS NULL ORDER BY a.seq DESC LIMIT 1), " BLURS_OF_REPORT
        " FROM main.event e JOIN event_claim ec ON ec.event = e.no JOIN main.claim c ON c.no = ec.claim"
        " JOIN report r ON r.no = c.report LEFT JOIN copy k ON k.copy = r.no LEFT JOIN report o ON o.no ="
        " k.original WHERE e.id = ?1 ORDER BY r.day IS NULL, r.day, r.id",
        "read reports", err, "t", event);
    return status == RC_OK ? put_list(ledger, stmt, json, put_report, err) : status;
}

rc_status rc_browse_summary(rc_ledger *ledger, rc_json *json, rc_error *err)
{
    sqlite3_stmt *stmt;
    bool row, stale;
    rc_status status = rc_ledger_is_stale(ledger, &stale, err);
    if (status != RC_OK) return status;
    status = rc_sql_ask(ledger, &stmt,
                        "SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM main.claim), (SELECT count(*) FROM"
                        " event), (SELECT count(*) FROM event_tag WHERE kind = 'status' AND value = 'contested'),"
                        " h.seq, h.hash FROM (SELECT 1) LEFT JOIN history h ON h.seq = (SELECT max(seq) FROM history)",
                        "read", err, "");
    if (status != RC_OK) return status;
    status = rc_sql_step(ledger, stmt, &row, "read", err);
    static const char *const names[] = {"reports", "claims", "events", "contested"};
    rc_json_begin_object(json);
    for (int i = 0; i < 4 && row; i++) put_int(json, names[i], sqlite3_column_int64(stmt, i));
    rc_json_key(json, "stale");
    rc_json_bool(json, stale);
    rc_json_key(json, "head");
    rc_json_begin_object(json);
    if (row) put_int(json, "seq", sqlite3_column_int64(stmt, 4));
    if (row) rc_json_str_field(json, "hash", rc_sql_column(stmt, 5));
    rc_json_end_object(json);
    rc_json_end_object(json);
    sqlite3_finalize(stmt);
    return status;
}
