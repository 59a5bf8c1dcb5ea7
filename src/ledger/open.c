#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ledger/join.h"

/* Pages that SQLite keeps. After a change that moved pages it walks over all of them, so that more would cost each
 * report more than it spares: what is not kept is in the system's own cache. */
#define CACHE_KB "-16384"
/* The same for who only reads: a desk has many such connections at once. */
#define READER_CACHE_KB "-4096"

/* "file:" URI of a path, for the one case that needs a URI: reading where the folder may not be written. */
static char *immutable_uri(const char *path)
{
    static const char hex[] = "0123456789ABCDEF";
    size_t len = strlen(path), n = 0;
    char *uri = malloc(3 * len + 32);
    if (!uri) return NULL;
    memcpy(uri, "file:", sizeof "file:");
    n = strlen(uri);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)path[i];
        if (c == '%' || c == '?' || c == '#' || c < 0x20 || c >= 0x7f) {
            uri[n++] = '%';
            uri[n++] = hex[c >> 4];
            uri[n++] = hex[c & 15];
        } else {
            uri[n++] = (char)c;
        }
    }
    memcpy(uri + n, "?immutable=1", sizeof "?immutable=1");
    return uri;
}

static rc_status read_int(rc_ledger *ledger, const char *sql, int64_t *out, rc_error *err)
{
    sqlite3_stmt *stmt;
    rc_status status = rc_sql_prepare(ledger, &stmt, sql, "open", err);
    if (status != RC_OK) return status;
    bool row = false;
    status = rc_sql_step(ledger, stmt, &row, "open", err);
    *out = row ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_finalize(stmt);
    return status;
}

/* Bring an older ledger, or an empty file, to the version of this program. */
static rc_status migrate(rc_ledger *ledger, int64_t version, rc_error *err)
{
    char pragma[80];
    rc_status status = rc_sql_exec(ledger, "BEGIN IMMEDIATE", "begin to set up", err);
    if (status != RC_OK) return status;
    int64_t now = 0; /* another process may have done it meanwhile */
    status = read_int(ledger, "PRAGMA user_version", &now, err);
    if (now > version) version = now;
    for (; status == RC_OK && version < rc_schema_version(); version++)
        status = rc_sql_exec(ledger, rc_schema_migration((int)version), "set up tables", err);
    snprintf(pragma, sizeof pragma, "PRAGMA application_id = %d; PRAGMA user_version = %d", RC_LEDGER_APPLICATION_ID,
             rc_schema_version());
    if (status == RC_OK) status = rc_sql_exec(ledger, pragma, "set up tables", err);
    if (status == RC_OK) status = rc_sql_exec(ledger, "COMMIT", "set up tables", err);
    if (status != RC_OK) rc_sql_rollback(ledger);
    return status;
}

static rc_status check_kind(rc_ledger *ledger, int64_t *version, rc_error *err)
{
    int64_t application, tables;
    rc_status status = read_int(ledger, "PRAGMA application_id", &application, err);
    if (status == RC_OK) status = read_int(ledger, "PRAGMA user_version", version, err);
    if (status == RC_OK) status = read_int(ledger, "SELECT count(*) FROM sqlite_schema", &tables, err);
    if (status != RC_OK) return status;
    bool is_new = application == 0 && *version == 0 && tables == 0;
    if (application != RC_LEDGER_APPLICATION_ID && !is_new)
        return rc_fail(err, RC_ECORRUPT, "%s: is no ledger: it is a database of another program", ledger->path);
    if (*version > rc_schema_version())
        return rc_fail(err, RC_ECORRUPT,
                       "%s: was written by a newer recoupe (its tables have version %lld, this one knows %d)",
                       ledger->path, (long long)*version, rc_schema_version());
    if (ledger->read_only && is_new)
        return rc_fail(err, RC_ENOTFOUND, "%s: is empty, no report has been added to it", ledger->path);
    ledger->is_older = ledger->read_only && *version < rc_schema_version();
    return ledger->is_older ? rc_fail(err, RC_ECORRUPT, "%s: has tables of an older recoupe", ledger->path) : RC_OK;
}

/* A new ledger is set up under a name of its own and put in place whole, so that whoever is killed on the way leaves no
 * ledger rather than one without tables. Where that cannot be done (false), opening the path does it, or says why not.
 */
static bool create_whole(rc_ledger *ledger)
{
    rc_error ignored = {0};
    size_t bytes = strlen(ledger->path) + 32;
    char *own = malloc(bytes);
    if (!own) return false;
    snprintf(own, bytes, "%s.new-%ld", ledger->path, (long)getpid());
    unlink(own);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    bool made = sqlite3_open_v2(own, &ledger->db, flags, NULL) == SQLITE_OK && migrate(ledger, 0, &ignored) == RC_OK;
    /* here too: whoever is killed while the ledger itself changes to it leaves a journal that no reader may play back
     */
    made = made && sqlite3_exec(ledger->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_close(ledger->db);
    ledger->db = NULL;
    made = made && link(own, ledger->path) == 0; /* false: another was faster, or the file system has no links */
    unlink(own);
    free(own);
    return made;
}

static rc_status open_file(rc_ledger *ledger, rc_error *err)
{
    struct stat info;
    bool exists = stat(ledger->path, &info) == 0;
    if (exists && S_ISDIR(info.st_mode)) return rc_fail(err, RC_EIO, "%s: is a folder, not a ledger", ledger->path);
    if (ledger->read_only && !exists)
        return rc_fail(err, RC_ENOTFOUND, "%s: no such ledger: %s ('recoupe add' makes one)", ledger->path,
                       strerror(errno));
    if (!exists) create_whole(ledger);
    int flags = ledger->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (sqlite3_open_v2(ledger->path, &ledger->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
        if (!ledger->db) return rc_fail(err, RC_ENOMEM, "%s: out of memory", ledger->path);
        return rc_sql_fail(ledger, "open", err);
    }
    sqlite3_extended_result_codes(ledger->db, 1);
    sqlite3_busy_timeout(ledger->db, RC_LEDGER_BUSY_MS);
    return RC_OK;
}

/* In a folder that may not be written SQLite cannot keep its shared-memory file; a ledger that nobody has open (no
 * "-wal" beside it) is then read as it lies. */
static bool reopen_immutable(rc_ledger *ledger)
{
    struct stat info;
    size_t len = strlen(ledger->path);
    char *wal = malloc(len + 5), *uri = immutable_uri(ledger->path);
    bool done = false;
    if (wal && uri) {
        memcpy(wal, ledger->path, len);
        memcpy(wal + len, "-wal", 5);
        if (stat(wal, &info) != 0 || info.st_size == 0) {
            sqlite3_close(ledger->db);
            ledger->db = NULL;
            done = sqlite3_open_v2(uri, &ledger->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                                   NULL) == SQLITE_OK;
        }
    }
    free(wal);
    free(uri);
    return done;
}

static rc_status set_up(rc_ledger *ledger, rc_error *err)
{
    int64_t version = 0;
    rc_status status = open_file(ledger, err);
    if (status == RC_OK) status = check_kind(ledger, &version, err);
    if (status == RC_EIO && ledger->read_only && ledger->db &&
        (sqlite3_errcode(ledger->db) == SQLITE_CANTOPEN || sqlite3_errcode(ledger->db) == SQLITE_READONLY) &&
        reopen_immutable(ledger))
        status = check_kind(ledger, &version, err);
    if (status != RC_OK) return status;
    if (ledger->read_only)
        return rc_sql_exec(ledger, "PRAGMA query_only = ON; PRAGMA cache_size = " READER_CACHE_KB, "open", err);
    /* A report changes some fifty pages. With SQLite's own 1,000 pages between checkpoints the disk would be waited
     * for at every thirtieth report; with 64 MB between them the log still is small enough to replay at once. */
    status = rc_sql_exec(ledger,
                         "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
                         " PRAGMA cache_size = " CACHE_KB "; PRAGMA wal_autocheckpoint = 16000",
                         "open", err);
    if (status == RC_OK && version < rc_schema_version()) status = migrate(ledger, version, err);
    return status;
}

static rc_status open_once(rc_ledger **out, const char *path, bool read_only, bool *is_older, rc_error *err)
{
    *out = NULL;
    rc_ledger *ledger = calloc(1, sizeof *ledger);
    size_t len = strlen(path);
    char *copy = malloc(len + 1);
    if (!ledger || !copy) {
        free(ledger);
        free(copy);
        return rc_fail(err, RC_ENOMEM, "%s: out of memory", path);
    }
    memcpy(copy, path, len + 1);
    ledger->path = copy;
    ledger->read_only = read_only;
    rc_arena_init(&ledger->arena, (size_t)1 << 18, 0);
    rc_status status = set_up(ledger, err);
    *is_older = ledger->is_older;
    if (status != RC_OK) {
        rc_ledger_close(ledger);
        return status;
    }
    *out = ledger;
    return RC_OK;
}

/* Who only reads brings older tables up to date too, where the file may be written: nobody else may come to do it. */
rc_status rc_ledger_open(rc_ledger **out, const char *path, bool read_only, rc_error *err)
{
    rc_error failed = {0};
    bool is_older = false, again = false;
    rc_status status = open_once(out, path, read_only, &is_older, err);
    if (!is_older) return status;
    if (open_once(out, path, false, &again, &failed) != RC_OK)
        return rc_fail(err, RC_ECORRUPT, "%s: has tables of an older recoupe, which cannot be brought up to date: %s",
                       path, failed.message);
    rc_ledger_close(*out);
    return open_once(out, path, read_only, &again, err);
}

void rc_ledger_close(rc_ledger *ledger)
{
    if (!ledger) return;
    rc_joins_free(ledger->joins);
    for (int i = 0; i < RC_SQL_COUNT; i++) sqlite3_finalize(ledger->cached[i]);
    for (int i = 0; i < RC_SQL_KEPT; i++) sqlite3_finalize(ledger->kept[i].stmt);
    sqlite3_close_v2(ledger->db);
    rc_arena_release(&ledger->arena);
    rc_buf_release(&ledger->json);
    rc_buf_release(&ledger->hashed);
    rc_buf_release(&ledger->details);
    free(ledger->path);
    free(ledger);
}
