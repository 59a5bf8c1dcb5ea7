#include "ledger/join.h"

#include <string.h>

rc_status rc_sql_fail(rc_ledger *ledger, const char *doing, rc_error *err)
{
    int code = sqlite3_extended_errcode(ledger->db);
    const char *words = sqlite3_errmsg(ledger->db);
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return rc_fail(err, RC_EBUSY, "%s: cannot %s: another program has been writing to it for too long",
                       ledger->path, doing);
    case SQLITE_FULL:
        return rc_fail(err, RC_EIO, "%s: cannot %s: the disk is full; nothing of it was written", ledger->path, doing);
    case SQLITE_IOERR: {
        int reason = sqlite3_system_errno(ledger->db);
        const char *why = reason                       ? strerror(reason)
                          : code == SQLITE_IOERR_WRITE ? "disk full, quota or limit of file sizes"
                                                       : "the system gives no reason";
        return rc_fail(err, RC_EIO, "%s: cannot %s: %s (%s); nothing of it was written", ledger->path, doing, words,
                       why);
    }
    case SQLITE_NOMEM:
        return rc_fail(err, RC_ENOMEM, "%s: cannot %s: out of memory", ledger->path, doing);
    case SQLITE_CORRUPT:
        return rc_fail(err, RC_ECORRUPT, "%s: cannot %s: the file is damaged (%s)", ledger->path, doing, words);
    case SQLITE_NOTADB:
        return rc_fail(err, RC_ECORRUPT, "%s: is no ledger (%s)", ledger->path, words);
    case SQLITE_READONLY:
        return rc_fail(err, RC_EIO, "%s: cannot %s: the file or its folder may not be written", ledger->path, doing);
    default:
        return rc_fail(err, RC_EIO, "%s: cannot %s: %s", ledger->path, doing, words);
    }
}

rc_status rc_sql_exec(rc_ledger *ledger, const char *sql, const char *doing, rc_error *err)
{
    if (sqlite3_exec(ledger->db, sql, NULL, NULL, NULL) != SQLITE_OK) return rc_sql_fail(ledger, doing, err);
    return RC_OK;
}

rc_status rc_sql_prepare(rc_ledger *ledger, sqlite3_stmt **out, const char *sql, const char *doing, rc_error *err)
{
    if (sqlite3_prepare_v2(ledger->db, sql, -1, out, NULL) != SQLITE_OK) return rc_sql_fail(ledger, doing, err);
    return RC_OK;
}

static const char *cached_sql(rc_sql_id id)
{
    switch (id) {
    case RC_SQL_BEGIN:
        return "BEGIN IMMEDIATE";
    case RC_SQL_COMMIT:
        return "COMMIT";
    case RC_SQL_ROLLBACK:
        return "ROLLBACK";
    case RC_SQL_HAS_CONTENT:
        return "SELECT 1 FROM report WHERE content = ?1";
    case RC_SQL_HAS_ID:
        return "SELECT 1 FROM report WHERE id = ?1";
    case RC_SQL_HEAD:
        return "SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1";
    case RC_SQL_ADD_REPORT:
        return "INSERT INTO report (id, content, seq, lang, published, day, outlet, url, title, text, path, charset,"
               " n_claims, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    case RC_SQL_ADD_TEXT:
        return "INSERT INTO report_text (rowid, title, text) VALUES (?1, ?2, ?3)";
    case RC_SQL_ADD_CLAIM:
        return "INSERT INTO claim (report, ordinal, type, subtype, day_from, day_to, lat, lon, place, places, origin,"
               " origin_party, polarity, certainty, reality, record, hash)"
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
    case RC_SQL_ADD_PARTY:
        return "INSERT INTO claim_party (claim, at, role, party, key) VALUES (?1, ?2, ?3, ?4, ?5)";
    case RC_SQL_ADD_LOSS:
        return "INSERT INTO claim_loss (claim, at, effect, of, kind, low, high, approx, part)"
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    case RC_SQL_ADD_HISTORY:
        return "INSERT INTO history (seq, at, kind, subject, details, prev_hash, hash)"
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    case RC_SQL_COUNT:
        break;
    }
    return "";
}

rc_status rc_sql_cached(rc_ledger *ledger, rc_sql_id id, sqlite3_stmt **out, rc_error *err)
{
    sqlite3_stmt **slot = &ledger->cached[id];
    *out = NULL;
    int code = SQLITE_OK;
    if (!*slot) code = sqlite3_prepare_v3(ledger->db, cached_sql(id), -1, SQLITE_PREPARE_PERSISTENT, slot, NULL);
    if (code != SQLITE_OK) return rc_sql_fail(ledger, "prepare to write", err);
    sqlite3_reset(*slot);
    sqlite3_clear_bindings(*slot);
    *out = *slot;
    return RC_OK;
}

rc_status rc_sql_step(rc_ledger *ledger, sqlite3_stmt *stmt, bool *row, const char *doing, rc_error *err)
{
    int code = sqlite3_step(stmt);
    *row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? RC_OK : rc_sql_fail(ledger, doing, err);
}

rc_status rc_sql_run(rc_ledger *ledger, sqlite3_stmt *stmt, const char *doing, rc_error *err)
{
    bool row;
    rc_status status = rc_sql_step(ledger, stmt, &row, doing, err);
    sqlite3_reset(stmt);
    return status;
}

rc_status rc_sql_begin(rc_ledger *ledger, rc_error *err)
{
    sqlite3_stmt *stmt;
    rc_status status = rc_sql_cached(ledger, RC_SQL_BEGIN, &stmt, err);
    return status == RC_OK ? rc_sql_run(ledger, stmt, "begin to write", err) : status;
}

rc_status rc_sql_commit(rc_ledger *ledger, rc_error *err)
{
    sqlite3_stmt *stmt;
    rc_status status = rc_sql_cached(ledger, RC_SQL_COMMIT, &stmt, err);
    return status == RC_OK ? rc_sql_run(ledger, stmt, "write", err) : status;
}

/* A full disk may have rolled back already; then there is nothing left to do. */
void rc_sql_rollback(rc_ledger *ledger)
{
    for (int i = 0; i < RC_SQL_COUNT; i++)
        if (ledger->cached[i]) sqlite3_reset(ledger->cached[i]);
    for (int i = 0; i < RC_SQL_KEPT; i++)
        if (ledger->kept[i].stmt) sqlite3_reset(ledger->kept[i].stmt);
    if (!sqlite3_get_autocommit(ledger->db)) sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
    rc_joins_free(ledger->joins); /* it knows what was taken back */
    ledger->joins = NULL;
}

void rc_sql_text(sqlite3_stmt *stmt, int at, rc_str text)
{
    sqlite3_bind_text64(stmt, at, text.ptr ? text.ptr : "", text.len, SQLITE_STATIC, SQLITE_UTF8);
}

void rc_sql_text_or_null(sqlite3_stmt *stmt, int at, rc_str text)
{
    if (text.len)
        rc_sql_text(stmt, at, text);
    else
        sqlite3_bind_null(stmt, at);
}

void rc_sql_day(sqlite3_stmt *stmt, int at, rc_day day)
{
    if (day == RC_DAY_NONE)
        sqlite3_bind_null(stmt, at);
    else
        sqlite3_bind_int64(stmt, at, day);
}

rc_str rc_sql_column(sqlite3_stmt *stmt, int at)
{
    const char *text = (const char *)sqlite3_column_text(stmt, at);
    return (rc_str){text ? text : "", text ? (size_t)sqlite3_column_bytes(stmt, at) : 0};
}

rc_str rc_sql_column_dup(sqlite3_stmt *stmt, int at, rc_arena *arena)
{
    return rc_arena_dup(arena, rc_sql_column(stmt, at));
}

rc_day rc_sql_column_day(sqlite3_stmt *stmt, int at)
{
    if (sqlite3_column_type(stmt, at) == SQLITE_NULL) return RC_DAY_NONE;
    return (rc_day)sqlite3_column_int64(stmt, at);
}
