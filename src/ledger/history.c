/* Writing the history: one entry after the other, each with the hash of the one before. */
#include <time.h>

#include "ledger/sql.h"

void rc_now(char out[RC_NOW_BYTES])
{
    time_t now = time(NULL);
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(out, RC_NOW_BYTES, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

rc_status rc_history_next(rc_ledger *ledger, int64_t *seq, rc_str *prev_hash, rc_arena *arena, rc_error *err)
{
    sqlite3_stmt *stmt;
    bool row;
    rc_status status = rc_sql_cached(ledger, RC_SQL_HEAD, &stmt, err);
    if (status == RC_OK) status = rc_sql_step(ledger, stmt, &row, "read the history", err);
    if (status != RC_OK) return status;
    *seq = row ? sqlite3_column_int64(stmt, 0) + 1 : 1;
    *prev_hash = row ? rc_sql_column_dup(stmt, 1, arena) : (rc_str){0};
    sqlite3_reset(stmt);
    return RC_OK;
}

rc_status rc_history_add(rc_ledger *ledger, int64_t seq, rc_str prev_hash, const char *kind, rc_str subject,
                         rc_str details, rc_error *err)
{
    char at[RC_NOW_BYTES], hash[2 * RC_SHA256_BYTES + 1];
    rc_now(at);
    rc_chain_entry(&ledger->hashed, prev_hash, seq, rc_str_of(at), rc_str_of(kind), subject, details, hash);
    if (ledger->hashed.failed) return rc_fail(err, RC_ENOMEM, "%s: out of memory", ledger->path);
    sqlite3_stmt *stmt;
    rc_status status = rc_sql_cached(ledger, RC_SQL_ADD_HISTORY, &stmt, err);
    if (status != RC_OK) return status;
    sqlite3_bind_int64(stmt, 1, seq);
    rc_sql_text(stmt, 2, rc_str_of(at));
    rc_sql_text(stmt, 3, rc_str_of(kind));
    rc_sql_text(stmt, 4, subject);
    rc_sql_text(stmt, 5, details);
    rc_sql_text(stmt, 6, prev_hash);
    rc_sql_text(stmt, 7, rc_str_of(hash));
    return rc_sql_run(ledger, stmt, "write the history", err);
}

rc_status rc_history_append(rc_ledger *ledger, const char *kind, rc_str subject, rc_str details, int64_t *seq,
                            rc_arena *arena, rc_error *err)
{
    rc_str prev_hash;
    rc_status status = rc_history_next(ledger, seq, &prev_hash, arena, err);
    return status == RC_OK ? rc_history_add(ledger, *seq, prev_hash, kind, subject, details, err) : status;
}
