/* What is to be joined: reports that are new, and those of which people said something; and doing it, chunk by chunk.
 */
#include <stdlib.h>

#include "ledger/join.h"
#include "recoupe/base/paths.h"

#define CHUNK_REPORTS 256                  /* joined in one transaction ... */
#define CHUNK_DAYS 60                      /* ... of so many days: the index of copies covers them and those around */
#define KEEP_MOST_BYTES ((size_t)64 << 20) /* of reports at hand, between two chunks */

/* ---- what joining has at hand */

void rc_joins_free(rc_joins *j)
{
    if (!j) return;
    rc_arena_release(&j->scratch);
    rc_arena_release(&j->work);
    rc_arena_release(&j->freshing);
    rc_arena_release(&j->copying);
    rc_arena_release(&j->keep);
    rc_arena_release(&j->acting);
    rc_arena_release(&j->lasting);
    free(j);
}

static rc_status load_data(rc_joins *j, rc_error *err)
{
    char dir[1024];
    rc_status status = rc_data_dir(dir, sizeof dir, err);
    if (status == RC_OK) status = rc_actor_edges_load(&j->edges, dir, &j->lasting, err);
    if (status == RC_OK) status = rc_naming_load(&j->naming, dir, &j->lasting, err);
    if (status == RC_OK) status = rc_outlets_load(&j->outlets, dir, &j->lasting, err);
    if (status != RC_OK) return status;
    j->options = (rc_join_options){.edges = &j->edges, .naming = j->naming, .outlets = j->outlets};
    j->joiner = rc_joiner_new(&j->options, &j->lasting);
    return RC_OK;
}

static void forget_reports(rc_joins *j)
{
    rc_arena_release(&j->keep);
    memset(&j->at_hand, 0, sizeof j->at_hand);
    memset(&j->near, 0, sizeof j->near);
    memset(&j->members, 0, sizeof j->members);
    memset(&j->tags, 0, sizeof j->tags);
}

static void forget_copies(rc_joins *j)
{
    rc_arena_release(&j->copying);
    j->copies = NULL;
}

static rc_status make_joins(rc_ledger *ledger, rc_error *err)
{
    rc_joins *j = calloc(1, sizeof *j);
    if (!j) return rc_fail(err, RC_ENOMEM, "out of memory");
    ledger->joins = j;
    j->ledger = ledger;
    rc_arena_init(&j->lasting, (size_t)1 << 18, 0);
    rc_arena_init(&j->acting, (size_t)1 << 16, 0);
    rc_arena_init(&j->keep, (size_t)1 << 20, 0);
    rc_arena_init(&j->copying, (size_t)1 << 20, 0);
    rc_arena_init(&j->freshing, (size_t)1 << 16, 0);
    rc_arena_init(&j->work, (size_t)1 << 20, 0);
    rc_arena_init(&j->scratch, (size_t)1 << 20, 0);
    return RC_OK;
}

/* ---- in all arenas: whichever runs out ends the run */

typedef struct running {
    rc_joins *j;
    rc_status (*run)(void *context, rc_error *err);
    void *context;
    int depth;
} running;

static rc_status run_deeper(void *context, rc_error *err)
{
    running *r = context;
    rc_joins *j = r->j;
    rc_arena *all[] = {&j->lasting, &j->acting, &j->keep, &j->copying, &j->freshing, &j->work, &j->scratch};
    if (r->depth == sizeof all / sizeof *all) return r->run(r->context, err);
    return rc_arena_run(all[r->depth++], run_deeper, r, "joining", err);
}

typedef struct joining {
    rc_joins *j;
    const rc_row_list *chunk;
} joining;

/* Another connection's writing makes what is at hand doubtful, and there is a limit to it. */
static rc_status look_round(rc_joins *j, rc_error *err)
{
    int64_t version;
    rc_status status = rc_sql_get(j->ledger, &version, "PRAGMA data_version", "read", err, "");
    if (status != RC_OK) return status;
    if (version != j->data_version || j->keep.used_bytes > KEEP_MOST_BYTES) forget_reports(j);
    if (version != j->data_version) rc_joins_fresh_forget(j);
    if (version != j->data_version) forget_copies(j);
    j->data_version = version;
    return RC_OK;
}

static int by_entry(const void *left, const void *right)
{
    const rc_join_act *a = left, *b = right;
    return a->seq < b->seq ? -1 : a->seq > b->seq;
}

typedef RC_VEC(rc_join_act) act_list;

static rc_status add_desk_acts(rc_joins *j, act_list *acts, rc_error *err)
{
    sqlite3_stmt *stmt;
    RC_VEC(rc_str) ids = {0};
    bool row = true;
    rc_status status = rc_sql_kept(
        j->ledger, &stmt,
        "SELECT a.seq, a.what = 'split', json_array_length(a.value, '$.claims'), r.id, c.ordinal"
        " FROM act a JOIN act_claim ac ON ac.seq = a.seq JOIN main.claim c ON c.no = ac.claim JOIN report r ON"
        " r.no = c.report WHERE a.what IN ('join', 'split') AND a.undone IS NULL ORDER BY a.seq, ac.at",
        "read decisions", err, "");
    while (status == RC_OK && row) {
        status = rc_sql_step(j->ledger, stmt, &row, "read decisions", err);
        if (status != RC_OK || !row) break;
        int64_t seq = sqlite3_column_int64(stmt, 0);
        if (!acts->len || acts->ptr[acts->len - 1].seq != seq) {
            bool split = sqlite3_column_int64(stmt, 1) != 0;
            memset(&ids, 0, sizeof ids);
            *RC_PUSH(&j->acting, acts) = (rc_join_act){.kind = split ? RC_ACT_SPLIT : RC_ACT_JOIN,
                                                       .seq = seq,
                                                       .n_out = split ? (uint32_t)sqlite3_column_int64(stmt, 2) : 0};
        }
        *RC_PUSH(&j->acting, &ids) = rc_arena_printf(&j->acting, "%.*s.%lld", RC_FMT(rc_sql_column(stmt, 3)),
                                                     (long long)sqlite3_column_int64(stmt, 4));
        rc_join_act *act = &acts->ptr[acts->len - 1];
        act->claims = ids.ptr;
        act->n = (uint32_t)ids.len;
        if (act->kind == RC_ACT_JOIN) act->n_out = act->n;
    }
    return status;
}

/* Acts in force, of the command line and of the desk. */
static rc_status load_acts(rc_joins *j, rc_error *err)
{
    rc_join_act *own = NULL;
    uint32_t n = 0;
    act_list acts = {0};
    rc_arena_reset(&j->acting);
    rc_status status = add_desk_acts(j, &acts, err);
    if (status == RC_OK) status = rc_ledger_acts(j->ledger, &own, &n, &j->acting, err);
    for (uint32_t i = 0; i < n; i++) *RC_PUSH(&j->acting, &acts) = own[i];
    if (acts.len) qsort(acts.ptr, acts.len, sizeof *acts.ptr, by_entry);
    memset(&j->acts_of, 0, sizeof j->acts_of);
    for (size_t a = 0; a < acts.len; a++)
        for (uint32_t i = 0; i < acts.ptr[a].n; i++)
            *rc_map_put(&j->acting, &j->acts_of, acts.ptr[a].claims[i], NULL) = 1;
    j->options.acts = acts.ptr;
    j->options.n_acts = (uint32_t)acts.len;
    return status;
}

/* They change with entries of the history only. */
static rc_status look_for_acts(rc_joins *j, rc_error *err)
{
    int64_t head, newer = 1;
    rc_status status = rc_sql_get(j->ledger, &head, "SELECT max(seq) FROM history", "read decisions", err, "");
    if (status == RC_OK && j->acts_to)
        status =
            rc_sql_get(j->ledger, &newer, "SELECT EXISTS (SELECT 1 FROM history WHERE seq > ?1 AND +kind <> 'report')",
                       "read decisions", err, "i", j->acts_to);
    if (status == RC_OK && newer) status = load_acts(j, err);
    if (status == RC_OK) j->acts_to = head;
    return status;
}

static rc_status run_chunk(void *context, rc_error *err)
{
    joining *job = context;
    rc_status status = job->j->joiner ? RC_OK : load_data(job->j, err);
    if (status == RC_OK) status = look_for_acts(job->j, err);
    return status == RC_OK ? rc_joins_run(job->j, job->chunk, err) : status;
}

/* Within the caller's transaction; when that is taken back, what is at hand goes with it (rc_sql_rollback). */
static rc_status join_chunk(rc_ledger *ledger, const rc_row_list *chunk, rc_error *err)
{
    int64_t folds;
    rc_status status = ledger->joins ? RC_OK : make_joins(ledger, err);
    if (status == RC_OK) status = look_round(ledger->joins, err);
    if (status == RC_OK)
        status = rc_sql_get(ledger, &folds, "SELECT count(*) FROM state WHERE key = 'folds change'", "join", err, "");
    if (status != RC_OK) return status;
    joining job = {ledger->joins, chunk};
    running r = {ledger->joins, run_chunk, &job, 0};
    job.j->folds_change = folds != 0;
    status = run_deeper(&r, err);
    if (status == RC_OK && folds)
        status = rc_sql_put(ledger, "DELETE FROM state WHERE key = 'folds change'", "join", err, "");
    return status;
}

/* ---- what is to be joined */

#define REPORT_OF_CLAIM " r.id = substr(rtrim(j.value, '0123456789'), 1, length(rtrim(j.value, '0123456789')) - 1)"
#define NEWER " h.seq > coalesce((SELECT value FROM state WHERE key = 'joined entries'), 0)"
#define NAMED(entry, field, matches)                                                                                   \
    "INSERT OR IGNORE INTO join_todo SELECT r.no FROM history h " entry " JOIN json_each(a.details, '$." field         \
    "') j JOIN report r ON " matches " WHERE h.kind <> 'report' AND " NEWER
#define SAID "JOIN history a ON a.seq = h.seq AND a.kind IN ('join', 'split', 'scatter', 'review', 'fold', 'unfold')"
#define UNDONE "JOIN history a ON a.seq = CAST(h.subject AS INTEGER) AND h.kind = 'undo'"

/* Reports that entries of the history name since: what they say holds from now on. */
static const char *const note_said[] = {
    NAMED(SAID, "claims", REPORT_OF_CLAIM), NAMED(SAID, "reports", " r.id = j.value"),
    NAMED(UNDONE, "claims", REPORT_OF_CLAIM), NAMED(UNDONE, "reports", " r.id = j.value"),
    "INSERT OR REPLACE INTO state SELECT 'folds change', 1 FROM history h WHERE h.kind <> 'report' AND h.kind IN"
    " ('fold', 'unfold', 'undo') AND " NEWER " LIMIT 1"};

static const char reading[] = "read what is to be joined";

typedef struct refreshing {
    rc_ledger *ledger;
    rc_arena arena;
    rc_row_list todo, days; /* in the order of their days */
    size_t done;
    bool is_noted; /* in join_todo */
} refreshing;

static rc_status read_todo(refreshing *r, const char *sql, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status = rc_sql_kept(r->ledger, &s, sql, reading, err, "");
    r->todo.len = r->days.len = 0;
    while (status == RC_OK) {
        status = rc_sql_step(r->ledger, s, &row, reading, err);
        if (status != RC_OK || !row) break;
        *RC_PUSH(&r->arena, &r->todo) = sqlite3_column_int64(s, 0);
        *RC_PUSH(&r->arena, &r->days) = sqlite3_column_int64(s, 1);
    }
    return status;
}

/* How many reports come next; those without a day stand behind all others and belong to any chunk. */
static size_t chunk_size(const refreshing *r)
{
    size_t left = r->todo.len - r->done, n = 0;
    const int64_t *days = left ? r->days.ptr + r->done : NULL;
    while (n < left && n < CHUNK_REPORTS && (days[n] == RC_NO_DAY || days[n] - days[0] <= CHUNK_DAYS)) n++;
    return n;
}

/* Reports that are new, where that is all and one chunk. */
static rc_status read_few(refreshing *r, rc_error *err)
{
    static const char sql[] =
        "SELECT h.no, coalesce(h.day, 2147483647) FROM report h WHERE NOT EXISTS (SELECT 1 FROM join_todo) AND " NEWER
        " ORDER BY 2, h.id";
    int64_t n;
    rc_status status = rc_sql_get(r->ledger, &n, "SELECT count(*) FROM report h WHERE" NEWER, reading, err, "");
    if (status == RC_OK && n <= CHUNK_REPORTS) status = read_todo(r, sql, err);
    if (chunk_size(r) < r->todo.len) r->todo.len = 0;
    return status;
}

static rc_status note_all(rc_ledger *ledger, bool said, rc_error *err)
{
    rc_status status =
        rc_sql_put(ledger, "INSERT OR IGNORE INTO join_todo SELECT h.no FROM report h WHERE" NEWER, reading, err, "");
    for (size_t i = 0; i < sizeof note_said / sizeof *note_said && said && status == RC_OK; i++)
        status = rc_sql_put(ledger, note_said[i], reading, err, "");
    return status;
}

static rc_status note(refreshing *r, rc_error *err)
{
    rc_ledger *ledger = r->ledger;
    int64_t newer, said = 0;
    rc_status status =
        rc_sql_get(ledger, &newer, "SELECT EXISTS (SELECT 1 FROM history h WHERE" NEWER ")", reading, err, "");
    if (status != RC_OK || !newer) return status;
    status = rc_sql_get(ledger, &said, "SELECT EXISTS (SELECT 1 FROM history h WHERE" NEWER " AND +h.kind <> 'report')",
                        reading, err, "");
    if (status == RC_OK && !said) status = read_few(r, err);
    if (status == RC_OK && !r->todo.len) status = note_all(ledger, said, err);
    if (status != RC_OK) return status;
    return rc_sql_put(ledger,
                      "INSERT OR REPLACE INTO state SELECT 'joined entries', coalesce(max(seq), 0) FROM history",
                      reading, err, "");
}

static rc_status read_all(refreshing *r, rc_error *err)
{
    rc_status status = note(r, err);
    r->is_noted = status == RC_OK && !r->todo.len;
    if (!r->is_noted) return status;
    return read_todo(r,
                     "SELECT t.report, coalesce(r.day, 2147483647) FROM join_todo t CROSS JOIN report r"
                     " ON r.no = t.report ORDER BY 2, r.id",
                     err);
}

/* One chunk in one transaction: a process that is killed goes on where it was. With the first goes what is noted, so
 * that a single report costs one. */
static rc_status refresh_some(refreshing *r, rc_error *err)
{
    rc_status status = r->done ? RC_OK : read_all(r, err);
    if (status != RC_OK || !r->todo.len) return status;
    size_t n = chunk_size(r);
    rc_row_list some = {r->todo.ptr + r->done, n, n};
    r->done += n;
    status = join_chunk(r->ledger, &some, err);
    for (size_t i = 0; i < n && r->is_noted && status == RC_OK; i++)
        status = rc_sql_put(r->ledger, "DELETE FROM join_todo WHERE report = ?1", "join", err, "i", some.ptr[i]);
    return status;
}

static rc_status refresh(void *context, rc_error *err)
{
    refreshing *r = context;
    rc_status status = RC_OK;
    do {
        status = rc_sql_begin(r->ledger, err);
        if (status != RC_OK) return status;
        status = refresh_some(r, err);
        if (status == RC_OK) status = rc_sql_commit(r->ledger, err);
    } while (status == RC_OK && r->done < r->todo.len);
    return status;
}

rc_status rc_ledger_refresh(rc_ledger *ledger, rc_error *err)
{
    if (ledger->read_only) return rc_fail(err, RC_EINVALID, "%s: is open for reading only", ledger->path);
    refreshing r = {.ledger = ledger};
    rc_arena_init(&r.arena, (size_t)1 << 16, 0);
    rc_status status = rc_arena_run(&r.arena, refresh, &r, "joining", err);
    if (status != RC_OK) rc_sql_rollback(ledger);
    rc_arena_release(&r.arena);
    return status;
}

/* ---- at once: what people do at the desk */

static int by_number(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

rc_status rc_events_remake(rc_ledger *ledger, const rc_row_list *claims, rc_arena *arena, rc_error *err)
{
    rc_row_list all = {0}, reports = {0};
    rc_status status = RC_OK;
    for (size_t i = 0; i < claims->len && status == RC_OK; i++)
        status = rc_sql_get(ledger, RC_PUSH(arena, &all), "SELECT report FROM main.claim WHERE no = ?1",
                            "find a report", err, "i", claims->ptr[i]);
    if (all.len) qsort(all.ptr, all.len, sizeof *all.ptr, by_number);
    for (size_t i = 0; i < all.len; i++)
        if (all.ptr[i] && (!i || all.ptr[i] != all.ptr[i - 1])) *RC_PUSH(arena, &reports) = all.ptr[i];
    return status == RC_OK ? join_chunk(ledger, &reports, err) : status;
}
