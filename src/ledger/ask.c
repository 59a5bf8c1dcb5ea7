/* Statements prepared, bound and run in one call. Values are always bound, never written into the SQL. */
#include <stdarg.h>

#include "ledger/sql.h"

static void bind_all(sqlite3_stmt *stmt, const char *types, va_list args)
{
    for (int at = 1; types[at - 1]; at++) switch (types[at - 1]) {
        case 't':
            rc_sql_text(stmt, at, va_arg(args, rc_str));
            break;
        case 'o':
            rc_sql_text_or_null(stmt, at, va_arg(args, rc_str));
            break;
        case 'i':
            sqlite3_bind_int64(stmt, at, va_arg(args, int64_t));
            break;
        case 'r':
            sqlite3_bind_double(stmt, at, va_arg(args, double));
            break;
        default:
            rc_sql_day(stmt, at, va_arg(args, rc_day));
        }
}

rc_status rc_sql_ask(rc_ledger *ledger, sqlite3_stmt **out, const char *sql, const char *doing, rc_error *err,
                     const char *types, ...)
{
    rc_status status = rc_sql_prepare(ledger, out, sql, doing, err);
    if (status != RC_OK) return status;
    va_list args;
    va_start(args, types);
    bind_all(*out, types, args);
    va_end(args);
    return RC_OK;
}

rc_status rc_sql_do(rc_ledger *ledger, const char *sql, const char *doing, rc_error *err, const char *types, ...)
{
    sqlite3_stmt *stmt;
    rc_status status = rc_sql_prepare(ledger, &stmt, sql, doing, err);
    if (status != RC_OK) return status;
    va_list args;
    va_start(args, types);
    bind_all(stmt, types, args);
    va_end(args);
    status = rc_sql_run(ledger, stmt, doing, err);
    sqlite3_finalize(stmt);
    return status;
}

rc_status rc_sql_number(rc_ledger *ledger, int64_t *out, const char *sql, const char *doing, rc_error *err,
                        const char *types, ...)
{
    sqlite3_stmt *stmt;
    bool row = false;
    *out = 0;
    rc_status status = rc_sql_prepare(ledger, &stmt, sql, doing, err);
    if (status != RC_OK) return status;
    va_list args;
    va_start(args, types);
    bind_all(stmt, types, args);
    va_end(args);
    status = rc_sql_step(ledger, stmt, &row, doing, err);
    if (row) *out = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return status;
}

/* ---- kept */

/* By the address of the text: constants have one each. */
static rc_status find_kept(rc_ledger *ledger, const char *sql, rc_sql_statement **out, const char *doing, rc_error *err)
{
    size_t at = ((uintptr_t)sql >> 3) * 0x9e3779b1u % RC_SQL_KEPT;
    for (size_t n = 0; n < RC_SQL_KEPT; n++, at = (at + 1) % RC_SQL_KEPT) {
        rc_sql_statement *slot = &ledger->kept[at];
        *out = slot;
        if (slot->sql == sql) return RC_OK;
        if (slot->sql) continue;
        if (sqlite3_prepare_v3(ledger->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &slot->stmt, NULL) != SQLITE_OK)
            return rc_sql_fail(ledger, doing, err);
        slot->sql = sql;
        return RC_OK;
    }
    return rc_fail(err, RC_ELIMIT, "%s: too many kinds of statements", ledger->path);
}

static rc_status bind_kept(rc_ledger *ledger, sqlite3_stmt **out, const char *sql, const char *doing, rc_error *err,
                           const char *types, va_list args)
{
    rc_sql_statement *slot;
    rc_status status = find_kept(ledger, sql, &slot, doing, err);
    if (status != RC_OK) return status;
    *out = slot->stmt;
    sqlite3_reset(slot->stmt);
    bind_all(slot->stmt, types, args);
    return RC_OK;
}

rc_status rc_sql_kept(rc_ledger *ledger, sqlite3_stmt **out, const char *sql, const char *doing, rc_error *err,
                      const char *types, ...)
{
    va_list args;
    va_start(args, types);
    rc_status status = bind_kept(ledger, out, sql, doing, err, types, args);
    va_end(args);
    return status;
}

rc_status rc_sql_put(rc_ledger *ledger, const char *sql, const char *doing, rc_error *err, const char *types, ...)
{
    sqlite3_stmt *stmt;
    va_list args;
    va_start(args, types);
    rc_status status = bind_kept(ledger, &stmt, sql, doing, err, types, args);
    va_end(args);
    return status == RC_OK ? rc_sql_run(ledger, stmt, doing, err) : status;
}

rc_status rc_sql_get(rc_ledger *ledger, int64_t *out, const char *sql, const char *doing, rc_error *err,
                     const char *types, ...)
{
    sqlite3_stmt *stmt;
    bool row = false;
    va_list args;
    *out = 0;
    va_start(args, types);
    rc_status status = bind_kept(ledger, &stmt, sql, doing, err, types, args);
    va_end(args);
    if (status == RC_OK) status = rc_sql_step(ledger, stmt, &row, doing, err);
    if (status != RC_OK) return status;
    if (row) *out = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return RC_OK;
}
