/* Reading reports, claims and events by filter, row by row. Each call has its own statements and memory, so a callback
 * may ask the ledger again. */
#include "ledger/sql.h"

#include "recoupe/base/hash.h"
#include "recoupe/base/utf8.h"

/* ---- filters */

/* The conditions of rc_filter on claims `c` and reports `r`, for `WHERE ... AND` FILTER_CLAIM; parameters ?1 .. ?10. */
#define FILTER_CLAIM                                                                                                   \
    "(?1 IS NULL OR instr(c.places, ?1) > 0)"                                                                          \
    " AND (?2 IS NULL OR EXISTS (SELECT 1 FROM claim_party p WHERE p.claim = c.no AND instr(p.key, ?2) > 0))"          \
    " AND (?3 IS NULL OR instr(lower(c.type), ?3) OR instr(lower(c.subtype), ?3))"                                     \
    " AND (?4 IS NULL OR r.no IN (SELECT rowid FROM report_text WHERE report_text MATCH ?4))"                          \
    " AND (?5 IS NULL OR r.id = ?5)"                                                                                   \
    " AND (?6 IS NULL OR c.no IN (SELECT ec.claim FROM event_claim ec JOIN event e ON e.no = ec.event"                 \
    " WHERE e.id = ?6))"                                                                                               \
    " AND (?7 IS NULL OR coalesce(c.day_to, r.day) >= ?7)"                                                             \
    " AND (?8 IS NULL OR coalesce(c.day_from, r.day) <= ?8)"                                                           \
    " AND (?9 IS NULL OR c.no IN (SELECT ec.claim FROM event_claim ec JOIN event e ON e.no = ec.event"                 \
    " WHERE e.status = 'contested'))"                                                                                  \
    " AND (?10 IS NULL OR c.no IN (SELECT ec.claim FROM event_claim ec JOIN event e ON e.no = ec.event"                \
    " WHERE e.n_origins = 1))"

/* Words of the user as an FTS5 query: each a quoted string, all of them wanted; no operator can come from outside. */
rc_str rc_sql_text_query(rc_arena *arena, rc_str text)
{
    rc_str query = {0};
    while (text.ptr) {
        rc_str word = rc_str_trim(rc_str_cut(&text, ' '));
        if (!word.len) continue;
        char *clean = rc_arena_alloc(arena, 1, 1, word.len);
        size_t n = 0;
        for (size_t i = 0; i < word.len; i++)
            if (word.ptr[i] != '"' && word.ptr[i] != 0) clean[n++] = word.ptr[i];
        if (n) query = rc_arena_printf(arena, "%.*s \"%.*s\"", RC_FMT(query), (int)n, clean);
    }
    return query.len ? query : RC_STR("\"\"");
}

static void bind_texts(sqlite3_stmt *stmt, const rc_filter *filter, rc_arena *arena)
{
    rc_sql_text_or_null(stmt, 1, rc_utf8_name_key(arena, filter->place));
    rc_sql_text_or_null(stmt, 2, rc_utf8_name_key(arena, filter->party));
    rc_sql_text_or_null(stmt, 3, rc_utf8_lower(arena, filter->type));
    rc_sql_text_or_null(stmt, 4, filter->text.len ? rc_sql_text_query(arena, filter->text) : (rc_str){0});
    rc_sql_text_or_null(stmt, 5, filter->report);
    rc_sql_text_or_null(stmt, 6, filter->event);
    rc_sql_day(stmt, 7, filter->since);
    rc_sql_day(stmt, 8, filter->until);
    if (filter->contested)
        sqlite3_bind_int(stmt, 9, 1);
    else
        sqlite3_bind_null(stmt, 9);
    if (filter->single_origin)
        sqlite3_bind_int(stmt, 10, 1);
    else
        sqlite3_bind_null(stmt, 10);
}

static bool needs_claims(const rc_filter *filter)
{
    return filter->place.len || filter->party.len || filter->type.len || filter->event.len || filter->contested ||
           filter->single_origin;
}

/* ---- the loop that all three share */

typedef struct query {
    rc_ledger *ledger;
    sqlite3_stmt *stmt;
    rc_arena arena;
    const rc_filter *filter;
    rc_status (*decode)(struct query *query, rc_error *err);
    rc_str event_id;
    rc_stored_report report;
    rc_join_claim claim;
    rc_stored_event event;
    sqlite3_stmt *event_claims, *event_contradictions;
} query;

static rc_status bind_filter(void *context, rc_error *err)
{
    (void)err;
    query *q = context;
    bind_texts(q->stmt, q->filter, &q->arena);
    return RC_OK;
}

static rc_status decode_row(void *context, rc_error *err)
{
    query *q = context;
    return q->decode(q, err);
}

typedef rc_status (*emit_fn)(query *q, void *row, void *context, rc_error *err);

static void close_query(query *q)
{
    sqlite3_finalize(q->stmt);
    sqlite3_finalize(q->event_claims);
    sqlite3_finalize(q->event_contradictions);
    rc_arena_release(&q->arena);
}

/* `bound` keeps the filter's folded texts while rows come and go in q->arena. */
static rc_status run_query(query *q, const char *sql, emit_fn emit, void *callbacks, void *context, rc_error *err)
{
    query bound = {.ledger = q->ledger, .filter = q->filter};
    rc_arena_init(&q->arena, (size_t)1 << 16, 0);
    rc_arena_init(&bound.arena, (size_t)1 << 12, 0);
    rc_status status = rc_sql_prepare(q->ledger, &q->stmt, sql, "read", err);
    bound.stmt = q->stmt;
    if (status == RC_OK) status = rc_arena_run(&bound.arena, bind_filter, &bound, "reading the filter", err);
    while (status == RC_OK) {
        bool row;
        status = rc_sql_step(q->ledger, q->stmt, &row, "read", err);
        if (status != RC_OK || !row) break;
        status = rc_arena_run(&q->arena, decode_row, q, "reading a row", err);
        if (status == RC_OK) status = emit(q, callbacks, context, err);
        rc_arena_reset(&q->arena);
    }
    rc_arena_release(&bound.arena);
    close_query(q);
    return status;
}

/* ---- reports */

/* Columns of a report , and where they come from. */
#define REPORT_COLUMNS                                                                                                 \
    "r.id, r.content, r.lang, r.published, r.outlet, r.url, r.title, r.text, r.path, r.charset, r.n_claims, h.at,"     \
    " o.id, k.why"
#define REPORT_COLUMN_COUNT 14
#define REPORT_JOINS                                                                                                   \
    "FROM report r LEFT JOIN history h ON h.seq = r.seq LEFT JOIN copy k ON k.copy = r.no"                             \
    " LEFT JOIN report o ON o.no = k.original"

static bool hex_to_hash(rc_str hex, rc_sha256 *out)
{
    if (hex.len != 2 * RC_SHA256_BYTES) return false;
    for (size_t i = 0; i < hex.len; i++) {
        char c = hex.ptr[i];
        int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (value < 0) return false;
        out->bytes[i / 2] = (uint8_t)(i % 2 ? out->bytes[i / 2] | value : value << 4);
    }
    return true;
}

static rc_status read_report(rc_ledger *ledger, sqlite3_stmt *stmt, rc_stored_report *out, rc_arena *arena,
                             rc_error *err)
{
    rc_report *r = &out->report;
    rc_str *fields[] = {&r->lang, &r->published, &r->outlet, &r->url, &r->title, &r->text, &r->path, &r->charset};
    *out = (rc_stored_report){0};
    r->id = rc_sql_column_dup(stmt, 0, arena);
    if (!hex_to_hash(rc_sql_column(stmt, 1), &r->content))
        return rc_fail(err, RC_ECORRUPT, "%s: report '%.*s': its content hash is no SHA-256", ledger->path,
                       RC_FMT(r->id));
    for (int i = 0; i < 8; i++) *fields[i] = rc_sql_column_dup(stmt, 2 + i, arena);
    out->n_claims = (uint32_t)sqlite3_column_int64(stmt, 10);
    out->added_on = rc_sql_column_dup(stmt, 11, arena);
    out->copy_of = rc_sql_column_dup(stmt, 12, arena);
    out->copy_why = rc_sql_column_dup(stmt, 13, arena);
    return RC_OK;
}

static rc_status decode_report(query *q, rc_error *err)
{
    return read_report(q->ledger, q->stmt, &q->report, &q->arena, err);
}

typedef rc_status (*report_fn)(void *context, const rc_stored_report *report, rc_error *err);

typedef struct callbacks {
    report_fn report;
    rc_status (*claim)(void *context, const rc_join_claim *claim, const rc_stored_report *report, rc_str event_id,
                       rc_error *err);
    rc_status (*event)(void *context, const rc_stored_event *event, rc_error *err);
} callbacks;

static rc_status emit_report(query *q, void *row, void *context, rc_error *err)
{
    return ((callbacks *)row)->report(context, &q->report, err);
}

rc_status rc_ledger_reports(rc_ledger *ledger, const rc_filter *filter,
                            rc_status (*row)(void *context, const rc_stored_report *report, rc_error *err),
                            void *context, rc_error *err)
{
    /* Days of a report are those of its claims or, without a question about claims, its own. */
    static const char with_claims[] = "SELECT " REPORT_COLUMNS " " REPORT_JOINS
                                      " WHERE EXISTS (SELECT 1 FROM claim c WHERE c.report = r.no AND " FILTER_CLAIM
                                      ") ORDER BY r.day IS NULL, r.day, r.id";
    static const char alone[] = "SELECT " REPORT_COLUMNS " " REPORT_JOINS " WHERE (?4 IS NULL OR r.no IN"
                                " (SELECT rowid FROM report_text WHERE report_text MATCH ?4))"
                                " AND (?5 IS NULL OR r.id = ?5) AND (?7 IS NULL OR r.day >= ?7)"
                                " AND (?8 IS NULL OR r.day <= ?8) AND ?9 IS NULL AND ?10 IS NULL"
                                " ORDER BY r.day IS NULL, r.day, r.id";
    query q = {.ledger = ledger, .filter = filter, .decode = decode_report};
    callbacks calls = {.report = row};
    return run_query(&q, needs_claims(filter) ? with_claims : alone, emit_report, &calls, context, err);
}

/* ---- claims */

static rc_status read_claim(query *q, sqlite3_stmt *stmt, int at, rc_str report_id, rc_str text, rc_join_claim *out,
                            rc_error *err)
{
    rc_error why;
    out->id = rc_arena_printf(&q->arena, "%.*s.%lld", RC_FMT(report_id), (long long)sqlite3_column_int64(stmt, at));
    rc_str record = rc_sql_column(stmt, at + 1);
    if (rc_claim_read(&out->claim, record, text, &q->arena, &why) == RC_OK) return RC_OK;
    return rc_fail(err, RC_ECORRUPT, "%s: claim %.*s: %s", q->ledger->path, RC_FMT(out->id), why.message);
}

static rc_status decode_claim(query *q, rc_error *err)
{
    rc_status status = read_report(q->ledger, q->stmt, &q->report, &q->arena, err);
    if (status != RC_OK) return status;
    q->claim = (rc_join_claim){0};
    q->event_id = rc_sql_column_dup(q->stmt, REPORT_COLUMN_COUNT + 2, &q->arena);
    return read_claim(q, q->stmt, REPORT_COLUMN_COUNT, q->report.report.id, q->report.report.text, &q->claim, err);
}

static rc_status emit_claim(query *q, void *row, void *context, rc_error *err)
{
    return ((callbacks *)row)->claim(context, &q->claim, &q->report, q->event_id, err);
}

rc_status rc_ledger_claims(rc_ledger *ledger, const rc_filter *filter,
                           rc_status (*row)(void *context, const rc_join_claim *claim, const rc_stored_report *report,
                                            rc_str event_id, rc_error *err),
                           void *context, rc_error *err)
{
    static const char sql[] =
        "SELECT " REPORT_COLUMNS ", c.ordinal, c.record, ev.id " REPORT_JOINS
        " JOIN claim c ON c.report = r.no LEFT JOIN event_claim m ON m.claim = c.no"
        " LEFT JOIN event ev ON ev.no = m.event WHERE " FILTER_CLAIM " ORDER BY r.day IS NULL, r.day, r.id, c.ordinal";
    query q = {.ledger = ledger, .filter = filter, .decode = decode_claim};
    callbacks calls = {.claim = row};
    return run_query(&q, sql, emit_claim, &calls, context, err);
}

/* ---- events */

static rc_event_type type_of(rc_str name)
{
    for (int t = RC_BATTLES; t <= RC_STRATEGIC; t++)
        if (rc_str_is(name, rc_event_type_name((rc_event_type)t))) return (rc_event_type)t;
    return RC_TYPE_NONE;
}

static rc_event_status status_of(rc_str name)
{
    for (int s = RC_STATUS_SINGLE_ORIGIN; s <= RC_STATUS_REVIEWED; s++)
        if (rc_str_is(name, rc_event_status_name((rc_event_status)s))) return (rc_event_status)s;
    return RC_STATUS_CONTESTED;
}

static rc_precision precision_of(rc_str name)
{
    for (int p = RC_PRECISION_SITE; p <= RC_PRECISION_COUNTRY; p++)
        if (rc_str_is(name, rc_precision_name((rc_precision)p))) return (rc_precision)p;
    return RC_PRECISION_NONE;
}

static rc_contradiction_kind kind_of(rc_str name)
{
    for (int k = RC_CONTRADICTS_COUNT; k <= RC_CONTRADICTS_PLACE; k++)
        if (rc_str_is(name, rc_contradiction_kind_name((rc_contradiction_kind)k))) return (rc_contradiction_kind)k;
    return RC_CONTRADICTS_DENIAL;
}

static void decode_event_row(query *q, rc_event *e)
{
    sqlite3_stmt *s = q->stmt;
    e->id = rc_sql_column_dup(s, 1, &q->arena);
    e->type = type_of(rc_sql_column(s, 2));
    e->subtype = rc_sql_column_dup(s, 3, &q->arena);
    e->from = rc_sql_column_day(s, 4);
    e->to = rc_sql_column_day(s, 5);
    e->place.name = rc_sql_column_dup(s, 6, &q->arena);
    e->place.is_resolved = sqlite3_column_type(s, 7) != SQLITE_NULL;
    e->place.lat = sqlite3_column_double(s, 7);
    e->place.lon = sqlite3_column_double(s, 8);
    e->place.precision = precision_of(rc_sql_column(s, 9));
    rc_str country = rc_sql_column(s, 10);
    memcpy(e->place.country, country.ptr, country.len < 2 ? country.len : 2);
    e->place.admin1 = rc_sql_column_dup(s, 11, &q->arena);
    e->status = status_of(rc_sql_column(s, 12));
    e->n_claims = (uint32_t)sqlite3_column_int64(s, 13);
    e->n_origins = (uint32_t)sqlite3_column_int64(s, 14);
    e->n_reports = (uint32_t)sqlite3_column_int64(s, 15);
    e->spread = sqlite3_column_double(s, 16);
}

/* Claims come in their order in the event; a report's claims stand together. */
static rc_status decode_event_claims(query *q, int64_t *claim_no, rc_error *err)
{
    rc_stored_event *out = &q->event;
    rc_event *e = &out->event;
    sqlite3_stmt *s = q->event_claims;
    sqlite3_bind_int64(s, 1, sqlite3_column_int64(q->stmt, 0));
    uint32_t n = 0;
    for (;;) {
        bool row;
        rc_status status = rc_sql_step(q->ledger, s, &row, "read an event's claims", err);
        if (status != RC_OK) return status;
        if (!row || n == e->n_claims) break;
        rc_str id = rc_sql_column(s, 0);
        if (!out->n_reports || !rc_str_eq(out->reports[out->n_reports - 1].id, id)) {
            rc_join_report *r = &out->reports[out->n_reports++];
            r->id = rc_arena_dup(&q->arena, id);
            r->outlet = rc_sql_column_dup(s, 1, &q->arena);
            r->title = rc_sql_column_dup(s, 2, &q->arena);
            r->text = rc_sql_column_dup(s, 3, &q->arena);
            r->lang = rc_sql_column_dup(s, 4, &q->arena);
            r->published = rc_sql_column_day(s, 5);
        }
        const rc_join_report *report = &out->reports[out->n_reports - 1];
        out->claims[n].report = out->n_reports - 1;
        status = read_claim(q, s, 6, report->id, report->text, &out->claims[n], err);
        if (status != RC_OK) return status;
        e->claims[n] = n;
        e->origin[n] = (uint32_t)sqlite3_column_int64(s, 8);
        claim_no[n++] = sqlite3_column_int64(s, 9);
    }
    e->n_claims = n;
    sqlite3_reset(s);
    return RC_OK;
}

static uint32_t index_of(const int64_t *claim_no, uint32_t n, int64_t no)
{
    uint32_t i = 0;
    while (i < n && claim_no[i] != no) i++;
    return i;
}

static rc_status decode_contradictions(query *q, const int64_t *claim_no, rc_error *err)
{
    rc_event *e = &q->event.event;
    sqlite3_stmt *s = q->event_contradictions;
    RC_VEC(rc_contradiction) found = {0};
    sqlite3_bind_int64(s, 1, sqlite3_column_int64(q->stmt, 0));
    for (;;) {
        bool row;
        rc_status status = rc_sql_step(q->ledger, s, &row, "read contradictions", err);
        if (status != RC_OK) return status;
        if (!row) break;
        uint32_t a = index_of(claim_no, e->n_claims, sqlite3_column_int64(s, 1));
        uint32_t b = index_of(claim_no, e->n_claims, sqlite3_column_int64(s, 2));
        if (a == e->n_claims || b == e->n_claims)
            return rc_fail(err, RC_ECORRUPT, "%s: event %.*s: a contradiction names a claim that is not in it",
                           q->ledger->path, RC_FMT(e->id));
        *RC_PUSH(&q->arena, &found) = (rc_contradiction){kind_of(rc_sql_column(s, 0)), a < b ? a : b, a < b ? b : a,
                                                         rc_sql_column_dup(s, 3, &q->arena)};
    }
    e->contradictions = found.ptr;
    e->n_contradictions = (uint32_t)found.len;
    sqlite3_reset(s);
    return RC_OK;
}

static rc_status decode_event(query *q, rc_error *err)
{
    q->event = (rc_stored_event){0};
    rc_event *e = &q->event.event;
    sqlite3_reset(q->event_claims);
    sqlite3_reset(q->event_contradictions);
    decode_event_row(q, e);
    int64_t *claim_no = RC_NEWS(&q->arena, int64_t, e->n_claims);
    e->claims = RC_NEWS(&q->arena, uint32_t, e->n_claims);
    e->origin = RC_NEWS(&q->arena, uint32_t, e->n_claims);
    q->event.claims = RC_NEWS(&q->arena, rc_join_claim, e->n_claims);
    q->event.reports = RC_NEWS(&q->arena, rc_join_report, e->n_claims);
    rc_status status = decode_event_claims(q, claim_no, err);
    return status == RC_OK ? decode_contradictions(q, claim_no, err) : status;
}

/* One claim of the event has to meet place, party, text and report; type and days are the event's own. */
#define EVENT_COLUMNS                                                                                                  \
    "SELECT e.no, e.id, e.type, e.subtype, e.day_from, e.day_to, e.place, e.lat, e.lon, e.precision, e.country,"       \
    " e.admin1, e.status, e.n_claims, e.n_origins, e.n_reports, e.spread FROM event e WHERE"

#define EVENT_QUERY                                                                                                    \
    EVENT_COLUMNS                                                                                                      \
    " (?3 IS NULL OR instr(lower(e.type), ?3) OR instr(lower(e.subtype), ?3)) AND (?6 IS NULL OR e.id = ?6)"           \
    " AND (?7 IS NULL OR e.told_to >= ?7) AND (?8 IS NULL OR e.told_from <= ?8)"                                       \
    " AND (?9 IS NULL OR e.status = 'contested') AND (?10 IS NULL OR e.n_origins = 1)"                                 \
    " AND (coalesce(?1, ?2, ?4, ?5) IS NULL OR EXISTS (SELECT 1 FROM event_claim m JOIN claim c ON c.no = m.claim"     \
    " JOIN report r ON r.no = c.report WHERE m.event = e.no AND (?1 IS NULL OR instr(c.places, ?1) > 0)"               \
    " AND (?2 IS NULL OR EXISTS (SELECT 1 FROM claim_party p WHERE p.claim = c.no AND instr(p.key, ?2) > 0))"          \
    " AND (?4 IS NULL OR r.no IN (SELECT rowid FROM report_text WHERE report_text MATCH ?4))"                          \
    " AND (?5 IS NULL OR r.id = ?5)))"

/* Each has its index; those by spread and by date one of the first column, which leaves little to be sorted. */
static const char *const event_orders[] = {[RC_ORDER_DISPUTE] =
                                               "(e.status = 'contested') DESC, e.n_origins DESC, e.told_to DESC, e.id",
                                           [RC_ORDER_SPREAD] = "e.spread DESC, e.n_origins DESC, e.told_to DESC, e.id",
                                           [RC_ORDER_DATE] = "e.told_to DESC, e.n_origins DESC, e.id",
                                           [RC_ORDER_ORIGINS] = "e.n_origins DESC, e.told_to DESC, e.id"};

static rc_status emit_event(query *q, void *row, void *context, rc_error *err)
{
    return ((callbacks *)row)->event(context, &q->event, err);
}

rc_status rc_ledger_events(rc_ledger *ledger, const rc_filter *filter,
                           rc_status (*row)(void *context, const rc_stored_event *event, rc_error *err), void *context,
                           rc_error *err)
{
    bool by_id = filter->event.len && !filter->place.len && !filter->party.len && !filter->type.len &&
                 !filter->text.len && !filter->report.len && !filter->contested && !filter->single_origin &&
                 filter->since == RC_DAY_NONE && filter->until == RC_DAY_NONE;
    char sql[2048];
    snprintf(sql, sizeof sql, EVENT_QUERY " ORDER BY %s LIMIT %lld", event_orders[filter->order],
             filter->limit && filter->limit < INT64_MAX ? (long long)filter->limit : -1);
    query q = {.ledger = ledger, .filter = filter, .decode = decode_event};
    callbacks calls = {.event = row};
    rc_status status =
        rc_sql_prepare(ledger, &q.event_claims,
                       "SELECT r.id, r.outlet, r.title, r.text, r.lang, r.day, c.ordinal, c.record, m.origin, c.no"
                       " FROM event_claim m JOIN claim c ON c.no = m.claim JOIN report r ON r.no = c.report"
                       " WHERE m.event = ?1 ORDER BY m.at",
                       "read", err);
    if (status == RC_OK)
        status = rc_sql_prepare(ledger, &q.event_contradictions,
                                "SELECT kind, a, b, why FROM contradiction WHERE event = ?1 ORDER BY at", "read", err);
    if (status == RC_OK)
        return run_query(&q, by_id ? EVENT_COLUMNS " e.id = ?6" : sql, emit_event, &calls, context, err);
    close_query(&q);
    return status;
}
