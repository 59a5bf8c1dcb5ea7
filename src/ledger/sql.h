/* What the parts of the ledger share: the open file, statements, errors, the chain. */
#ifndef RECOUPE_LEDGER_SQL_H
#define RECOUPE_LEDGER_SQL_H

#include <sqlite3.h>

#include "recoupe/base/buf.h"
#include "recoupe/ledger/ledger.h"

#define RC_LEDGER_APPLICATION_ID 0x52634c67 /* "RcLg" */
#define RC_LEDGER_BUSY_MS 15000

/* Statements of rc_ledger_add, compiled once. */
typedef enum rc_sql_id {
    RC_SQL_BEGIN,
    RC_SQL_COMMIT,
    RC_SQL_ROLLBACK,
    RC_SQL_HAS_CONTENT,
    RC_SQL_HAS_ID,
    RC_SQL_HEAD,
    RC_SQL_ADD_REPORT,
    RC_SQL_ADD_TEXT,
    RC_SQL_ADD_CLAIM,
    RC_SQL_ADD_PARTY,
    RC_SQL_ADD_LOSS,
    RC_SQL_ADD_HISTORY,
    RC_SQL_COUNT
} rc_sql_id;

/* Statements kept by rc_sql_kept. */
#define RC_SQL_KEPT 256
typedef struct rc_sql_statement {
    const char *sql;
    sqlite3_stmt *stmt;
} rc_sql_statement;

struct rc_joins; /* ledger/join.h */

struct rc_ledger {
    sqlite3 *db;
    char *path;
    bool read_only;
    bool is_older; /* read-only, with tables of an older version: it could not be opened */
    rc_sql_statement kept[RC_SQL_KEPT];
    struct rc_joins *joins; /* what joining has at hand; NULL: nothing was joined */
    sqlite3_stmt *cached[RC_SQL_COUNT];
    rc_arena arena;               /* of one rc_ledger_add */
    rc_buf json, hashed, details; /* of one rc_ledger_add, reused */
};

/* Fill event_facet from event and event_tag: of each tag 16 times the number of its value in tag_value and its kind,
 * rc_tag. Events known only to a country are in no box. A WHERE on e.no may follow. */
#define RC_FILL_FACETS                                                                                                 \
    "INSERT OR REPLACE INTO event_facet (event, told_from, told_to, lat, lon, tags)"                                   \
    " SELECT e.no, e.told_from, e.told_to, CASE WHEN e.precision <> 'country' THEN e.lat END, e.lon,"                  \
    " coalesce((SELECT group_concat(v.id * 16 + CASE t.kind"                                                           \
    " WHEN 'type' THEN 0 WHEN 'side' THEN 1 WHEN 'place' THEN 2 WHEN 'country' THEN 3 WHEN 'outlet' THEN 4"            \
    " WHEN 'lang' THEN 5 WHEN 'status' THEN 6 WHEN 'clash' THEN 7 WHEN 'located' THEN 8 WHEN 'dated' THEN 9"           \
    " WHEN 'work' THEN 10 ELSE 11 END, ' ') FROM event_tag t JOIN tag_value v ON v.kind = t.kind AND"                  \
    " v.value = t.value WHERE t.event = e.no), '') FROM event e"

/* Number of migrations; migration i leads from version i to i + 1. */
int rc_schema_version(void);
const char *rc_schema_migration(int from);

/* Turn SQLite's last error into ours: file, what was being done, SQLite's words. */
rc_status rc_sql_fail(rc_ledger *ledger, const char *doing, rc_error *err);

rc_status rc_sql_exec(rc_ledger *ledger, const char *sql, const char *doing, rc_error *err);
rc_status rc_sql_prepare(rc_ledger *ledger, sqlite3_stmt **out, const char *sql, const char *doing, rc_error *err);

/* The cached statement, reset, its bindings cleared; compiled at first use. */
rc_status rc_sql_cached(rc_ledger *ledger, rc_sql_id id, sqlite3_stmt **out, rc_error *err);

/* The statement of a constant text, compiled once for the connection, reset, bound as by rc_sql_ask. It stays the
 * ledger's: it is reset by its next use, and must not be in use twice at one time. */
rc_status rc_sql_kept(rc_ledger *ledger, sqlite3_stmt **out, const char *sql, const char *doing, rc_error *err,
                      const char *types, ...);
/* The same for a statement without rows, run; and for a number (0: no row). */
rc_status rc_sql_put(rc_ledger *ledger, const char *sql, const char *doing, rc_error *err, const char *types, ...);
rc_status rc_sql_get(rc_ledger *ledger, int64_t *out, const char *sql, const char *doing, rc_error *err,
                     const char *types, ...);

/* Run a statement that gives no rows. */
rc_status rc_sql_run(rc_ledger *ledger, sqlite3_stmt *stmt, const char *doing, rc_error *err);

/* RC_OK with *row true, or false at the end. */
rc_status rc_sql_step(rc_ledger *ledger, sqlite3_stmt *stmt, bool *row, const char *doing, rc_error *err);

/* Prepare and bind in one call. `types` has one letter a parameter: t rc_str (borrowed until the statement ends), i
 * int64_t, r double, d rc_day (null where there is none), o rc_str that is null where it is empty. */
rc_status rc_sql_ask(rc_ledger *ledger, sqlite3_stmt **out, const char *sql, const char *doing, rc_error *err,
                     const char *types, ...);

/* The same for a statement without rows, run and ended; and for one whose first row's first column is a number (0: no
 * row). */
rc_status rc_sql_do(rc_ledger *ledger, const char *sql, const char *doing, rc_error *err, const char *types, ...);
rc_status rc_sql_number(rc_ledger *ledger, int64_t *out, const char *sql, const char *doing, rc_error *err,
                        const char *types, ...);

rc_status rc_sql_begin(rc_ledger *ledger, rc_error *err);
rc_status rc_sql_commit(rc_ledger *ledger, rc_error *err);
void rc_sql_rollback(rc_ledger *ledger);

/* Borrowed text is bound without a copy: it must live until the statement is stepped. Empty text stays empty text. */
void rc_sql_text(sqlite3_stmt *stmt, int at, rc_str text);
void rc_sql_text_or_null(sqlite3_stmt *stmt, int at, rc_str text);
void rc_sql_day(sqlite3_stmt *stmt, int at, rc_day day);

/* A column as borrowed text (until the next step), as a copy, as a day. */
rc_str rc_sql_column(sqlite3_stmt *stmt, int at);
rc_str rc_sql_column_dup(sqlite3_stmt *stmt, int at, rc_arena *arena);
rc_day rc_sql_column_day(sqlite3_stmt *stmt, int at);

/* Words of a person as an FTS5 query: each a quoted string, all of them wanted; no operator can come from outside. */
rc_str rc_sql_text_query(rc_arena *arena, rc_str text);

/* ---- history */

/* Now as RFC 3339 in UTC, with a NUL. */
#define RC_NOW_BYTES 32
void rc_now(char out[RC_NOW_BYTES]);

/* Write an entry behind the last; within the caller's transaction. */
rc_status rc_history_append(rc_ledger *ledger, const char *kind, rc_str subject, rc_str details, int64_t *seq,
                            rc_arena *arena, rc_error *err);

/* Add one more claim to a stored report, with an entry of kind "claim", within the caller's transaction. Uses
 * ledger->arena, so it runs under rc_arena_run of that. */
rc_status rc_claim_append(rc_ledger *ledger, const rc_report *report, int64_t report_no, const rc_claim *claim,
                          int64_t ordinal, int64_t *claim_no, rc_error *err);

/* ---- chain (docs/LEDGER.md) */

/* One field as "LENGTH:BYTES,", so that no two lists of fields look alike; a null as "~,". */
void rc_chain_field(rc_buf *buf, rc_str value);
void rc_chain_int(rc_buf *buf, int64_t value);
void rc_chain_real(rc_buf *buf, double value);
void rc_chain_null(rc_buf *buf);
void rc_chain_column(rc_buf *buf, sqlite3_stmt *stmt, int at);

/* The number of the next entry of the history, and the hash of the last one (empty: none). */
rc_status rc_history_next(rc_ledger *ledger, int64_t *seq, rc_str *prev_hash, rc_arena *arena, rc_error *err);

/* Write that entry, with the time of the clock; within the caller's transaction. */
rc_status rc_history_add(rc_ledger *ledger, int64_t seq, rc_str prev_hash, const char *kind, rc_str subject,
                         rc_str details, rc_error *err);

/* What the hash of a report, a claim, a party and a loss covers, in this order. A row is hashed as it was bound when it
 * was added (ledger/add.c) and as these columns read it back (ledger/verify.c). */
#define RC_REPORT_HASHED "id, content, lang, published, day, outlet, url, title, text, path, charset, n_claims"
#define RC_CLAIM_HASHED                                                                                                \
    "ordinal, type, subtype, day_from, day_to, lat, lon, place, places, origin, origin_party, polarity, certainty,"    \
    " reality, record"
#define RC_PARTY_HASHED "at, role, party, key"
#define RC_LOSS_HASHED "at, effect, of, kind, low, high, approx, part"

/* Hex SHA-256 of what stands in `buf`. */
void rc_chain_hash(const rc_buf *buf, char out[2 * RC_SHA256_BYTES + 1]);

/* Hash of a history entry. */
void rc_chain_entry(rc_buf *buf, rc_str prev_hash, int64_t seq, rc_str at, rc_str kind, rc_str subject, rc_str details,
                    char out[2 * RC_SHA256_BYTES + 1]);

#endif
