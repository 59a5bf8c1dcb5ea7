/* The end of the chain, and one more entry behind it. */
#include <time.h>

#include "ledger/sql.h"

void rc_now(char out[RC_NOW_BYTES])
{
    time_t now = time(NULL);
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(out, RC_NOW_BYTES, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

rc_status rc_history_head(rc_ledger *ledger, int64_t *next_seq, rc_str *prev_hash, rc_arena *arena, rc_error *err)
{
    sqlite3_stmt *stmt;
    bool row;
    rc_status status = rc_sql_cached(ledger, RC_SQL_HEAD, &stmt, err);
    if (status == RC_OK) status = rc_sql_step(ledger, stmt, &row, "read the history", err);
    if (status != RC_OK) return status;
    *next_seq = row ? sqlite3_column_int64(stmt, 0) + 1 : 1;
    *prev_hash = row ? rc_sql_column_dup(stmt, 1, arena) : (rc_str){0};
    sqlite3_reset(stmt);
    return RC_OK;
}

rc_status rc_history_put(rc_ledger *ledger, int64_t seq, rc_str at, rc_str kind, rc_str subject, rc_str details,
                         rc_str prev_hash, rc_error *err)
{
    char hash[2 * RC_SHA256_BYTES + 1];
    sqlite3_stmt *stmt;
    rc_chain_entry(&ledger->hashed, prev_hash, seq, at, kind, subject, details, hash);
    rc_status status = rc_sql_cached(ledger, RC_SQL_ADD_HISTORY, &stmt, err);
    if (status != RC_OK) return status;
    sqlite3_bind_int64(stmt, 1, seq);
    rc_sql_text(stmt, 2, at);
    rc_sql_text(stmt, 3, kind);
    rc_sql_text(stmt, 4, subject);
    rc_sql_text(stmt, 5, details);
    rc_sql_text(stmt, 6, prev_hash);
    rc_sql_text(stmt, 7, rc_str_of(hash));
    return rc_sql_run(ledger, stmt, "write the history", err);
}

rc_status rc_history_append(rc_ledger *ledger, rc_str kind, rc_str subject, rc_str details, int64_t *seq,
                            rc_arena *arena, rc_error *err)
{
    char at[RC_NOW_BYTES];
    rc_str prev_hash;
    rc_now(at);
    rc_status status = rc_history_head(ledger, seq, &prev_hash, arena, err);
    if (status != RC_OK) return status;
    return rc_history_put(ledger, *seq, rc_str_of(at), kind, subject, details, prev_hash, err);
}
