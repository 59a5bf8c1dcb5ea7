/* Checking a ledger: the file, the chain of the history, and every report and claim against the entry that added it. */
#include <stdarg.h>

#include "ledger/sql.h"
#include "recoupe/base/hash.h"

typedef struct check {
    rc_ledger *ledger;
    rc_verify_result *result;
    void (*broken)(void *context, const char *message);
    void *context;
    rc_arena arena; /* of one history entry */
    rc_buf hashed;
    sqlite3_stmt *entries, *report, *claims, *parties, *losses, *later;
    rc_str prev_hash; /* in prev_hex */
    char prev_hex[2 * RC_SHA256_BYTES + 1];
    int64_t expected_seq;
} check;

static void tell(check *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void tell(check *c, const char *format, ...)
{
    char message[512];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    c->result->broken++;
    if (c->broken) c->broken(c->context, message);
}

static rc_status hash_columns(check *c, sqlite3_stmt *stmt, int first, int count, bool *row, rc_error *err)
{
    rc_status status = rc_sql_step(c->ledger, stmt, row, "read what is to be checked", err);
    if (status == RC_OK && *row)
        for (int i = 0; i < count; i++) rc_chain_column(&c->hashed, stmt, first + i);
    return status;
}

/* All rows of `stmt` for claim `no`, one after the other. */
static rc_status hash_rows(check *c, sqlite3_stmt *stmt, int64_t no, int count, rc_error *err)
{
    bool row = true;
    rc_status status = RC_OK;
    sqlite3_bind_int64(stmt, 1, no);
    while (row && status == RC_OK) status = hash_columns(c, stmt, 0, count, &row, err);
    sqlite3_reset(stmt);
    return status;
}

#define REPORT_COLUMNS_HASHED 12
#define CLAIM_COLUMNS_HASHED 15
#define PARTY_COLUMNS_HASHED 4
#define LOSS_COLUMNS_HASHED 8

static void compare_hash(check *c, const char *table, rc_str key, rc_str stored, rc_str entered)
{
    char hex[2 * RC_SHA256_BYTES + 1];
    rc_chain_hash(&c->hashed, hex);
    if (!rc_str_is(entered, hex))
        tell(c, "%s %.*s: is not what was added: its row was altered", table, RC_FMT(key));
    else if (!rc_str_is(stored, hex))
        tell(c, "%s %.*s: its stored hash was altered", table, RC_FMT(key));
}

/* The hash with which an entry of kind "claim" added it, or empty. */
static rc_status later_entry(check *c, rc_str id, rc_str *hash, rc_error *err)
{
    bool row;
    rc_sql_text(c->later, 1, id);
    rc_status status = rc_sql_step(c->ledger, c->later, &row, "read the history", err);
    *hash = row ? rc_sql_column_dup(c->later, 0, &c->arena) : (rc_str){0};
    sqlite3_reset(c->later);
    return status;
}

/* A claim that a person added has an entry of its own; its row must still be there. */
static rc_status check_later_claim(check *c, rc_str id, rc_error *err)
{
    sqlite3_stmt *stmt;
    bool row;
    rc_status status = rc_sql_prepare(c->ledger, &stmt,
                                      "SELECT 1 FROM claim c JOIN report r ON r.no = c.report"
                                      " WHERE r.id || '.' || c.ordinal = ?1 AND r.id = ?2",
                                      "check", err);
    if (status != RC_OK) return status;
    size_t dot = id.len;
    while (dot > 0 && id.ptr[dot - 1] != '.') dot--;
    rc_sql_text(stmt, 1, id);
    rc_sql_text(stmt, 2, rc_str_sub(id, 0, dot ? dot - 1 : 0));
    status = rc_sql_step(c->ledger, stmt, &row, "check", err);
    sqlite3_finalize(stmt);
    if (status == RC_OK && !row) tell(c, "claim %.*s: its row was removed", RC_FMT(id));
    return status;
}

static rc_status check_claims(check *c, int64_t report_no, rc_str report_id, rc_str hashes, rc_error *err)
{
    rc_status status = RC_OK;
    int64_t expected = 1;
    sqlite3_bind_int64(c->claims, 1, report_no);
    while (status == RC_OK) {
        bool row;
        c->hashed.len = 0;
        rc_chain_field(&c->hashed, report_id);
        status = hash_columns(c, c->claims, 2, CLAIM_COLUMNS_HASHED, &row, err);
        if (status != RC_OK || !row) break;
        int64_t no = sqlite3_column_int64(c->claims, 0), ordinal = sqlite3_column_int64(c->claims, 2);
        rc_str key = rc_arena_printf(&c->arena, "%.*s.%lld", RC_FMT(report_id), (long long)ordinal);
        c->result->claims++;
        for (; expected < ordinal && hashes.ptr && hashes.len; expected++) {
            rc_str_cut(&hashes, '\n');
            tell(c, "claim %.*s.%lld: its row was removed", RC_FMT(report_id), (long long)expected);
        }
        rc_str entered = {0};
        bool by_hand = false; /* added by a person after the report, with an entry of its own */
        if (expected != ordinal || !hashes.ptr || !hashes.len) {
            status = later_entry(c, key, &entered, err);
            by_hand = status == RC_OK && entered.len > 0;
        } else {
            entered = rc_str_cut(&hashes, '\n');
            expected++;
        }
        if (!by_hand && !entered.len) {
            tell(c, "claim %.*s: no entry of the history has added it", RC_FMT(key));
            continue;
        }
        if (status == RC_OK) status = hash_rows(c, c->parties, no, PARTY_COLUMNS_HASHED, err);
        if (status == RC_OK) status = hash_rows(c, c->losses, no, LOSS_COLUMNS_HASHED, err);
        if (status == RC_OK) compare_hash(c, "claim", key, rc_sql_column(c->claims, 1), entered);
    }
    for (; status == RC_OK && hashes.ptr && hashes.len; expected++) {
        rc_str_cut(&hashes, '\n');
        tell(c, "claim %.*s.%lld: its row was removed", RC_FMT(report_id), (long long)expected);
    }
    sqlite3_reset(c->claims);
    return status;
}

static rc_status check_report(check *c, int64_t seq, rc_str id, rc_str details, rc_error *err)
{
    bool row;
    rc_str hashes = details, entered = rc_str_cut(&hashes, '\n');
    c->hashed.len = 0;
    sqlite3_reset(c->report);
    rc_sql_text(c->report, 1, id);
    rc_status status = hash_columns(c, c->report, 3, REPORT_COLUMNS_HASHED, &row, err);
    if (status != RC_OK) return status;
    if (!row) {
        tell(c, "report %.*s: its row was removed (history row %lld added it)", RC_FMT(id), (long long)seq);
        return RC_OK;
    }
    c->result->reports++;
    if (sqlite3_column_int64(c->report, 1) != seq)
        tell(c, "report %.*s: names history row %lld, but row %lld added it", RC_FMT(id),
             (long long)sqlite3_column_int64(c->report, 1), (long long)seq);
    compare_hash(c, "report", id, rc_sql_column(c->report, 2), entered);
    int64_t no = sqlite3_column_int64(c->report, 0);
    sqlite3_reset(c->report);
    return check_claims(c, no, id, hashes, err);
}

static rc_status check_entry(void *context, rc_error *err)
{
    check *c = context;
    sqlite3_stmt *e = c->entries;
    int64_t seq = sqlite3_column_int64(e, 0);
    rc_str at = rc_sql_column_dup(e, 1, &c->arena), kind = rc_sql_column_dup(e, 2, &c->arena);
    rc_str subject = rc_sql_column_dup(e, 3, &c->arena), details = rc_sql_column_dup(e, 4, &c->arena);
    rc_str prev = rc_sql_column_dup(e, 5, &c->arena), hash = rc_sql_column_dup(e, 6, &c->arena);
    char hex[2 * RC_SHA256_BYTES + 1];
    c->result->entries++;
    if (seq == c->expected_seq + 1)
        tell(c, "history row %lld: was removed", (long long)c->expected_seq);
    else if (seq != c->expected_seq)
        tell(c, "history rows %lld to %lld: were removed", (long long)c->expected_seq, (long long)seq - 1);
    else if (!rc_str_eq(prev, c->prev_hash))
        tell(c, "history row %lld: does not follow the row before it: one of the two was altered", (long long)seq);
    rc_chain_entry(&c->hashed, prev, seq, at, kind, subject, details, hex);
    if (!rc_str_is(hash, hex)) tell(c, "history row %lld: was altered", (long long)seq);
    c->expected_seq = seq + 1;
    size_t n = hash.len < sizeof c->prev_hex - 1 ? hash.len : sizeof c->prev_hex - 1;
    memcpy(c->prev_hex, hash.ptr, n);
    c->prev_hash = (rc_str){c->prev_hex, n};
    if (rc_str_is(kind, "claim")) return check_later_claim(c, subject, err);
    return rc_str_is(kind, "report") ? check_report(c, seq, subject, details, err) : RC_OK;
}

static rc_status check_entries(check *c, rc_error *err)
{
    for (;;) {
        bool row;
        rc_status status = rc_sql_step(c->ledger, c->entries, &row, "read the history", err);
        if (status != RC_OK || !row) return status;
        status = rc_arena_run(&c->arena, check_entry, c, "checking the ledger", err);
        if (status != RC_OK) return status;
        if (c->hashed.failed) return rc_fail(err, RC_ENOMEM, "%s: out of memory", c->ledger->path);
        rc_arena_reset(&c->arena);
    }
}

/* Rows that no entry leads to; each query gives the text that names the row. */
static rc_status check_strays(check *c, const char *sql, const char *table, const char *what, rc_error *err)
{
    sqlite3_stmt *stmt;
    rc_status status = rc_sql_prepare(c->ledger, &stmt, sql, "check", err);
    while (status == RC_OK) {
        bool row;
        status = rc_sql_step(c->ledger, stmt, &row, "check", err);
        if (status != RC_OK || !row) break;
        rc_str key = rc_sql_column(stmt, 0);
        if (!rc_str_is(key, "ok")) tell(c, "%s%.*s%s", table, RC_FMT(key), what);
    }
    sqlite3_finalize(stmt);
    return status;
}

static rc_status prepare_checks(check *c, rc_error *err)
{
    const struct {
        sqlite3_stmt **out;
        const char *sql;
    } all[] = {
        {&c->entries, "SELECT seq, at, kind, subject, details, prev_hash, hash FROM history ORDER BY seq"},
        {&c->report, "SELECT no, seq, hash, " RC_REPORT_HASHED " FROM report WHERE id = ?1"},
        {&c->claims, "SELECT no, hash, " RC_CLAIM_HASHED " FROM claim WHERE report = ?1 ORDER BY ordinal"},
        {&c->parties, "SELECT " RC_PARTY_HASHED " FROM claim_party WHERE claim = ?1 ORDER BY at"},
        {&c->losses, "SELECT " RC_LOSS_HASHED " FROM claim_loss WHERE claim = ?1 ORDER BY at"},
        {&c->later, "SELECT details FROM history WHERE kind = 'claim' AND subject = ?1 ORDER BY seq LIMIT 1"},
    };
    rc_status status = RC_OK;
    for (size_t i = 0; i < sizeof all / sizeof *all && status == RC_OK; i++)
        status = rc_sql_prepare(c->ledger, all[i].out, all[i].sql, "check", err);
    return status;
}

static rc_status check_all(check *c, rc_error *err)
{
    rc_status status = check_strays(c, "PRAGMA quick_check(20)", "file: ", "", err);
    if (status == RC_OK) status = check_entries(c, err);
    if (status == RC_OK)
        status = check_strays(c,
                              "SELECT r.id FROM report r LEFT JOIN history h ON h.seq = r.seq AND h.subject = r.id"
                              " AND h.kind = 'report' WHERE h.seq IS NULL ORDER BY r.id",
                              "report ", ": no entry of the history has added it", err);
    if (status == RC_OK)
        status = check_strays(c,
                              "SELECT 'row ' || c.no FROM claim c LEFT JOIN report r ON r.no = c.report"
                              " WHERE r.no IS NULL ORDER BY c.no",
                              "claim ", ": belongs to no report", err);
    if (status == RC_OK)
        status = check_strays(c,
                              "SELECT DISTINCT 'row ' || p.claim FROM (SELECT claim FROM claim_party UNION"
                              " SELECT claim FROM claim_loss) p LEFT JOIN claim c ON c.no = p.claim WHERE c.no IS NULL",
                              "claim_party or claim_loss of claim ", ": there is no such claim", err);
    return status;
}

rc_status rc_ledger_verify(rc_ledger *ledger, rc_verify_result *result,
                           void (*broken)(void *context, const char *message), void *context, rc_error *err)
{
    *result = (rc_verify_result){0};
    check c = {.ledger = ledger, .result = result, .broken = broken, .context = context, .expected_seq = 1};
    rc_arena_init(&c.arena, (size_t)1 << 16, 0);
    rc_buf_init(&c.hashed);
    rc_status status = rc_sql_exec(ledger, "BEGIN", "read", err); /* everything as of one moment */
    if (status == RC_OK) {
        status = prepare_checks(&c, err);
        if (status == RC_OK) status = check_all(&c, err);
        sqlite3_stmt *all[] = {c.entries, c.report, c.claims, c.parties, c.losses, c.later};
        for (size_t i = 0; i < sizeof all / sizeof *all; i++) sqlite3_finalize(all[i]);
        rc_sql_rollback(ledger);
    }
    rc_arena_release(&c.arena);
    rc_buf_release(&c.hashed);
    return status;
}
