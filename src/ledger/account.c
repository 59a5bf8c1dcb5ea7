#include "recoupe/ledger/account.h"

#include <sodium.h>

#include "ledger/sql.h"
#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"

/* What a password is checked against when there is no such account, so that the answer takes as long. */
#define NOBODY                                                                                                         \
    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"                                                           \
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

const char *rc_role_name(rc_role role)
{
    static const char *const names[] = {"", "viewer", "reviewer", "admin"};
    return names[role];
}

rc_role rc_role_of(rc_str name)
{
    for (int r = RC_ROLE_VIEWER; r <= RC_ROLE_ADMIN; r++)
        if (rc_str_is(name, rc_role_name((rc_role)r))) return (rc_role)r;
    return RC_ROLE_NONE;
}

static rc_status check_name(rc_str name, rc_error *err)
{
    bool good = name.len > 0 && name.len <= RC_ACCOUNT_NAME_MOST && rc_utf8_invalid(name) == SIZE_MAX &&
                rc_str_trim(name).len == name.len;
    for (size_t i = 0; i < name.len; i++) good = good && (unsigned char)name.ptr[i] >= 0x20 && name.ptr[i] != 0x7f;
    return good ? RC_OK
                : rc_fail(err, RC_EINVALID, "a name has 1 to %d bytes, no control characters, no blanks at its ends",
                          RC_ACCOUNT_NAME_MOST);
}

static rc_status make_secret(rc_str password, char secret[crypto_pwhash_STRBYTES], rc_error *err)
{
    if (password.len < RC_PASSWORD_LEAST || password.len > RC_PASSWORD_MOST)
        return rc_fail(err, RC_EINVALID, "a password has %d to %d bytes", RC_PASSWORD_LEAST, RC_PASSWORD_MOST);
    if (sodium_init() < 0 ||
        crypto_pwhash_str_alg(secret, password.ptr, password.len, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                              crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return rc_fail(err, RC_ENOMEM, "no memory to hash a password");
    return RC_OK;
}

/* Change one account and say so in the history, in one transaction. */
static rc_status change(rc_ledger *ledger, const char *sql, const char *doing, rc_str name, rc_str role, rc_str secret,
                        rc_str by, rc_error *err)
{
    char at[RC_NOW_BYTES];
    int64_t seq;
    rc_arena arena;
    rc_now(at);
    rc_status status = rc_sql_begin(ledger, err);
    if (status != RC_OK) return status;
    rc_arena_init(&arena, 4096, 0);
    status = rc_sql_do(ledger, sql, "change an account", err, "tttt", name, role, secret, rc_str_of(at));
    if (status == RC_OK && sqlite3_changes(ledger->db) == 0)
        status = rc_fail(err, RC_ENOTFOUND, "%s: there is no account '%.*s'", ledger->path, RC_FMT(name));
    ledger->details.len = 0;
    rc_buf_printf(&ledger->details, "%s%s%.*s", doing, role.len ? " " : "", RC_FMT(role));
    if (by.len) rc_buf_printf(&ledger->details, " by %.*s", RC_FMT(by));
    if (status == RC_OK)
        status = rc_history_append(ledger, "account", name, rc_buf_str(&ledger->details), &seq, &arena, err);
    if (status == RC_OK) status = rc_sql_commit(ledger, err);
    if (status != RC_OK) rc_sql_rollback(ledger);
    rc_arena_release(&arena);
    return status;
}

rc_status rc_account_add(rc_ledger *ledger, rc_str name, rc_role role, rc_str password, rc_str by, rc_error *err)
{
    char secret[crypto_pwhash_STRBYTES];
    int64_t taken;
    rc_status status = check_name(name, err);
    if (status == RC_OK) status = make_secret(password, secret, err);
    if (status == RC_OK)
        status = rc_sql_number(ledger, &taken, "SELECT count(*) FROM account WHERE name = ?1", "look for an account",
                               err, "t", name);
    if (status == RC_OK && taken)
        status = rc_fail(err, RC_EINVALID, "%s: there is an account '%.*s' already", ledger->path, RC_FMT(name));
    if (status == RC_OK)
        status = change(ledger, "INSERT INTO account (name, role, secret, made) VALUES (?1, ?2, ?3, ?4)", "add", name,
                        rc_str_of(rc_role_name(role)), rc_str_of(secret), by, err);
    sodium_memzero(secret, sizeof secret);
    return status;
}

rc_status rc_account_set_role(rc_ledger *ledger, rc_str name, rc_role role, rc_str by, rc_error *err)
{
    return change(ledger, "UPDATE account SET role = ?2 WHERE name = ?1 AND ?3 = '' AND ?4 <> ''", "role", name,
                  rc_str_of(rc_role_name(role)), RC_STR(""), by, err);
}

rc_status rc_account_set_password(rc_ledger *ledger, rc_str name, rc_str password, rc_str by, rc_error *err)
{
    char secret[crypto_pwhash_STRBYTES];
    rc_status status = make_secret(password, secret, err);
    if (status == RC_OK)
        status = change(ledger, "UPDATE account SET secret = ?3 WHERE name = ?1 AND ?2 = '' AND ?4 <> ''", "password",
                        name, RC_STR(""), rc_str_of(secret), by, err);
    sodium_memzero(secret, sizeof secret);
    return status;
}

rc_status rc_account_remove(rc_ledger *ledger, rc_str name, rc_str by, rc_error *err)
{
    return change(ledger, "DELETE FROM account WHERE name = ?1 AND ?2 = '' AND ?3 = '' AND ?4 <> ''", "remove", name,
                  RC_STR(""), RC_STR(""), by, err);
}

rc_status rc_account_is_last_admin(rc_ledger *ledger, rc_str name, bool *is_last, rc_error *err)
{
    int64_t n;
    rc_status status =
        rc_sql_number(ledger, &n, "SELECT count(*) = 1 AND max(name = ?1) FROM account WHERE role = 'admin'",
                      "look for an account", err, "t", name);
    *is_last = n != 0;
    return status;
}

rc_status rc_account_check(rc_ledger *ledger, rc_str name, rc_str password, rc_role *role, rc_error *err)
{
    char secret[crypto_pwhash_STRBYTES] = NOBODY;
    rc_role found = RC_ROLE_NONE;
    sqlite3_stmt *stmt;
    bool row = false;
    *role = RC_ROLE_NONE;
    rc_status status = rc_sql_ask(ledger, &stmt, "SELECT role, secret FROM account WHERE name = ?1",
                                  "look for an account", err, "t", name);
    if (status != RC_OK) return status;
    status = rc_sql_step(ledger, stmt, &row, "look for an account", err);
    rc_str stored = row ? rc_sql_column(stmt, 1) : (rc_str){0};
    if (row && stored.len < sizeof secret) {
        memcpy(secret, stored.ptr, stored.len);
        secret[stored.len] = 0;
        found = rc_role_of(rc_sql_column(stmt, 0));
    }
    sqlite3_finalize(stmt);
    if (status != RC_OK) return status;
    if (password.len > RC_PASSWORD_MOST) password.len = 0;
    if (sodium_init() >= 0 && crypto_pwhash_str_verify(secret, password.ptr ? password.ptr : "", password.len) == 0)
        *role = found;
    sodium_memzero(secret, sizeof secret);
    return RC_OK;
}

rc_status rc_account_role(rc_ledger *ledger, rc_str name, rc_role *role, uint64_t *stamp, rc_error *err)
{
    sqlite3_stmt *stmt;
    bool row;
    *role = RC_ROLE_NONE;
    *stamp = 0;
    rc_status status = rc_sql_ask(ledger, &stmt, "SELECT role, secret FROM account WHERE name = ?1",
                                  "look for an account", err, "t", name);
    if (status != RC_OK) return status;
    status = rc_sql_step(ledger, stmt, &row, "look for an account", err);
    if (status == RC_OK && row) {
        *role = rc_role_of(rc_sql_column(stmt, 0));
        *stamp = rc_hash64(rc_sql_column(stmt, 1));
    }
    sqlite3_finalize(stmt);
    return status;
}

rc_status rc_account_each(rc_ledger *ledger,
                          rc_status (*each)(void *context, rc_str name, rc_role role, rc_str made, rc_error *err),
                          void *context, rc_error *err)
{
    sqlite3_stmt *stmt;
    bool row = true;
    rc_status status =
        rc_sql_ask(ledger, &stmt, "SELECT name, role, made FROM account ORDER BY name", "list accounts", err, "");
    while (status == RC_OK && row) {
        status = rc_sql_step(ledger, stmt, &row, "list accounts", err);
        if (status == RC_OK && row)
            status =
                each(context, rc_sql_column(stmt, 0), rc_role_of(rc_sql_column(stmt, 1)), rc_sql_column(stmt, 2), err);
    }
    sqlite3_finalize(stmt);
    return status;
}
