/* Everything joining needs, out of the ledger; and what it found, back into it. */
#include "ledger/review.h"

#include "recoupe/base/utf8.h"

/* ---- out */

typedef struct loading {
    rc_ledger *ledger;
    rc_arena *arena;
    sqlite3_stmt *reports, *claims;
    rc_join_report *report_rows;
    rc_join_claim *claim_rows;
    uint32_t n_reports, n_claims;
} loading;

static rc_status load_reports(loading *l, rc_error *err)
{
    RC_VEC(rc_join_report) rows = {0};
    bool row;
    for (;;) {
        rc_status status = rc_sql_step(l->ledger, l->reports, &row, "read the reports", err);
        if (status != RC_OK) return status;
        if (!row) break;
        rc_join_report *r = RC_PUSH(l->arena, &rows);
        r->id = rc_sql_column_dup(l->reports, 0, l->arena);
        r->outlet = rc_sql_column_dup(l->reports, 1, l->arena);
        r->title = rc_sql_column_dup(l->reports, 2, l->arena);
        r->text = rc_sql_column_dup(l->reports, 3, l->arena);
        r->lang = rc_sql_column_dup(l->reports, 4, l->arena);
        r->published = rc_sql_column_day(l->reports, 5);
    }
    l->report_rows = rows.ptr;
    l->n_reports = (uint32_t)rows.len;
    return RC_OK;
}

/* Claims come in the order of their reports, so the report of each is found by going on from the last. */
static rc_status load_claims(loading *l, rc_error *err)
{
    RC_VEC(rc_join_claim) rows = {0};
    uint32_t report = 0;
    bool row;
    for (;;) {
        rc_status status = rc_sql_step(l->ledger, l->claims, &row, "read the claims", err);
        if (status != RC_OK) return status;
        if (!row) break;
        rc_str id = rc_sql_column(l->claims, 0);
        while (report < l->n_reports && !rc_str_eq(l->report_rows[report].id, id)) report++;
        if (report == l->n_reports)
            return rc_fail(err, RC_ECORRUPT, "%s: claims of report '%.*s' are out of order", l->ledger->path,
                           RC_FMT(id));
        rc_join_claim *claim = RC_PUSH(l->arena, &rows);
        claim->report = report;
        claim->id = rc_arena_printf(l->arena, "%.*s.%lld", RC_FMT(id), (long long)sqlite3_column_int64(l->claims, 1));
        rc_str record = rc_sql_column(l->claims, 2);
        rc_error why;
        if (rc_claim_read(&claim->claim, record, l->report_rows[report].text, l->arena, &why) != RC_OK)
            return rc_fail(err, RC_ECORRUPT, "%s: claim %.*s: %s", l->ledger->path, RC_FMT(claim->id), why.message);
    }
    l->claim_rows = rows.ptr;
    l->n_claims = (uint32_t)rows.len;
    return RC_OK;
}

static rc_status load_all(void *context, rc_error *err)
{
    rc_status status = load_reports(context, err);
    return status == RC_OK ? load_claims(context, err) : status;
}

rc_status rc_ledger_load(rc_ledger *ledger, rc_join_report **reports, uint32_t *n_reports, rc_join_claim **claims,
                         uint32_t *n_claims, rc_arena *arena, rc_error *err)
{
    loading l = {.ledger = ledger, .arena = arena};
    /* One read transaction: reports and claims of one moment. */
    rc_status status = rc_sql_exec(ledger, "BEGIN", "read", err);
    if (status != RC_OK) return status;
    status = rc_sql_prepare(ledger, &l.reports, "SELECT id, outlet, title, text, lang, day FROM report ORDER BY id",
                            "read the reports", err);
    if (status == RC_OK)
        status = rc_sql_prepare(ledger, &l.claims,
                                "SELECT r.id, c.ordinal, c.record FROM report r JOIN claim c ON c.report = r.no"
                                " ORDER BY r.id, c.ordinal",
                                "read the claims", err);
    if (status == RC_OK) status = rc_arena_run(arena, load_all, &l, ledger->path, err);
    sqlite3_finalize(l.reports);
    sqlite3_finalize(l.claims);
    rc_sql_rollback(ledger); /* nothing was written; it ends the reading */
    *reports = l.report_rows;
    *n_reports = l.n_reports;
    *claims = l.claim_rows;
    *n_claims = l.n_claims;
    return status;
}

/* ---- back in */

typedef struct storing {
    rc_ledger *ledger;
    const rc_events *events;
    const rc_join_report *reports;
    const rc_join_claim *claims;
    uint32_t n_reports, n_claims;
    int64_t *report_no, *claim_no; /* rows of the input */
    int64_t before;                /* the first event gets the row number after this one */
    rc_arena arena;
    sqlite3_stmt *find_report, *find_claim, *event, *member, *copy, *contradiction;
} storing;

static rc_status find_row(storing *s, sqlite3_stmt *stmt, rc_str what, int64_t *no, rc_error *err)
{
    bool row;
    rc_status status = rc_sql_step(s->ledger, stmt, &row, "look a row up", err);
    *no = row ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    if (status == RC_OK && !row) return rc_fail(err, RC_ENOTFOUND, "%s: has no '%.*s'", s->ledger->path, RC_FMT(what));
    return status;
}

static rc_status find_rows(storing *s, rc_error *err)
{
    rc_status status = RC_OK;
    s->report_no = RC_NEWS(&s->arena, int64_t, s->n_reports);
    s->claim_no = RC_NEWS(&s->arena, int64_t, s->n_claims);
    for (uint32_t i = 0; i < s->n_reports && status == RC_OK; i++) {
        rc_sql_text(s->find_report, 1, s->reports[i].id);
        status = find_row(s, s->find_report, s->reports[i].id, &s->report_no[i], err);
    }
    for (uint32_t i = 0; i < s->n_claims && status == RC_OK; i++) {
        rc_str id = s->claims[i].id, prefix = s->reports[s->claims[i].report].id;
        int64_t ordinal;
        if (!rc_str_starts(id, prefix) || !rc_str_int(rc_str_sub(id, prefix.len + 1, id.len), &ordinal))
            return rc_fail(err, RC_EINVALID, "claim '%.*s' is none of report '%.*s'", RC_FMT(id), RC_FMT(prefix));
        sqlite3_bind_int64(s->find_claim, 1, s->report_no[s->claims[i].report]);
        sqlite3_bind_int64(s->find_claim, 2, ordinal);
        status = find_row(s, s->find_claim, id, &s->claim_no[i], err);
    }
    return status;
}

/* Days on which the event is told to have happened: its own, else those of the reports that tell it. */
static void told_days(const storing *s, const rc_event *event, rc_day *from, rc_day *to)
{
    *from = event->from;
    *to = event->to;
    if (event->from != RC_DAY_NONE) return;
    for (uint32_t i = 0; i < event->n_claims; i++) {
        rc_day day = s->reports[s->claims[event->claims[i]].report].published;
        if (day == RC_DAY_NONE) continue;
        if (*from == RC_DAY_NONE || day < *from) *from = day;
        if (*to == RC_DAY_NONE || day > *to) *to = day;
    }
}

static rc_status put_event_row(storing *s, uint32_t i, rc_error *err)
{
    const rc_event *e = &s->events->ptr[i];
    sqlite3_stmt *q = s->event;
    rc_day told_from, told_to;
    told_days(s, e, &told_from, &told_to);
    sqlite3_bind_int64(q, 1, s->before + i + 1);
    rc_sql_text(q, 2, e->id);
    rc_sql_text(q, 3, rc_str_of(rc_event_type_name(e->type)));
    rc_sql_text(q, 4, e->subtype);
    rc_sql_day(q, 5, e->from);
    rc_sql_day(q, 6, e->to);
    rc_sql_day(q, 7, told_from);
    rc_sql_day(q, 8, told_to);
    rc_sql_text(q, 9, e->place.name);
    if (e->place.is_resolved) {
        sqlite3_bind_double(q, 10, e->place.lat);
        sqlite3_bind_double(q, 11, e->place.lon);
    } else {
        sqlite3_bind_null(q, 10);
        sqlite3_bind_null(q, 11);
    }
    rc_sql_text(q, 12, rc_str_of(rc_precision_name(e->place.precision)));
    rc_sql_text(q, 13, rc_str_of(e->place.country));
    rc_sql_text(q, 14, e->place.admin1);
    rc_sql_text(q, 15, rc_str_of(rc_event_status_name(e->status)));
    sqlite3_bind_int64(q, 16, e->n_claims);
    sqlite3_bind_int64(q, 17, e->n_origins);
    sqlite3_bind_int64(q, 18, e->n_reports);
    return rc_sql_run(s->ledger, q, "write an event", err);
}

static rc_status put_event(storing *s, uint32_t i, rc_error *err)
{
    const rc_event *e = &s->events->ptr[i];
    rc_status status = put_event_row(s, i, err);
    for (uint32_t k = 0; k < e->n_claims && status == RC_OK; k++) {
        sqlite3_bind_int64(s->member, 1, s->before + i + 1);
        sqlite3_bind_int64(s->member, 2, k);
        sqlite3_bind_int64(s->member, 3, s->claim_no[e->claims[k]]);
        sqlite3_bind_int64(s->member, 4, e->origin[k]);
        status = rc_sql_run(s->ledger, s->member, "write an event's claims", err);
    }
    for (uint32_t k = 0; k < e->n_contradictions && status == RC_OK; k++) {
        const rc_contradiction *c = &e->contradictions[k];
        sqlite3_bind_int64(s->contradiction, 1, s->before + i + 1);
        sqlite3_bind_int64(s->contradiction, 2, k);
        rc_sql_text(s->contradiction, 3, rc_str_of(rc_contradiction_kind_name(c->kind)));
        sqlite3_bind_int64(s->contradiction, 4, s->claim_no[c->a]);
        sqlite3_bind_int64(s->contradiction, 5, s->claim_no[c->b]);
        rc_sql_text(s->contradiction, 6, c->why);
        status = rc_sql_run(s->ledger, s->contradiction, "write a contradiction", err);
    }
    return status;
}

static rc_status put_copy(storing *s, const rc_copy *copy, rc_error *err)
{
    sqlite3_bind_int64(s->copy, 1, s->report_no[copy->copy]);
    sqlite3_bind_int64(s->copy, 2, s->report_no[copy->original]);
    rc_sql_text(s->copy, 3, rc_str_of(rc_copy_kind_name(copy->kind)));
    sqlite3_bind_double(s->copy, 4, (double)copy->similarity);
    rc_sql_text(s->copy, 5, copy->why);
    return rc_sql_run(s->ledger, s->copy, "write a copy", err);
}

static rc_status remember_joined(storing *s, rc_error *err)
{
    char sql[120];
    snprintf(sql, sizeof sql, "INSERT OR REPLACE INTO state (key, value) VALUES ('joined reports', %u)", s->n_reports);
    return rc_sql_exec(s->ledger, sql, "write events", err);
}

static rc_status put_all(void *context, rc_error *err)
{
    storing *s = context;
    rc_status status = find_rows(s, err);
    if (status == RC_OK)
        status = rc_sql_exec(s->ledger,
                             "INSERT OR REPLACE INTO event_alias (id, claim) SELECT e.id, ec.claim FROM event e JOIN"
                             " event_claim ec ON ec.event = e.no AND ec.at = 0;"
                             "DELETE FROM contradiction; DELETE FROM event_claim; DELETE FROM event; DELETE FROM copy",
                             "replace events", err);
    for (uint32_t i = 0; i < s->events->n && status == RC_OK; i++) status = put_event(s, i, err);
    for (uint32_t i = 0; i < s->events->n_copies && status == RC_OK; i++)
        status = put_copy(s, &s->events->copies[i], err);
    if (status == RC_OK)
        status = rc_sql_exec(s->ledger, "DELETE FROM event_alias WHERE id IN (SELECT id FROM event)", "keep ids", err);
    if (status == RC_OK) status = rc_events_rank(s->ledger, 0, err);
    return status == RC_OK ? remember_joined(s, err) : status;
}

static rc_status prepare_all(storing *s, rc_error *err)
{
    const struct {
        sqlite3_stmt **out;
        const char *sql;
    } all[] = {
        {&s->find_report, "SELECT no FROM report WHERE id = ?1"},
        {&s->find_claim, "SELECT no FROM claim WHERE report = ?1 AND ordinal = ?2"},
        {&s->event, "INSERT INTO event (no, id, type, subtype, day_from, day_to, told_from, told_to, place, lat, lon,"
                    " precision, country, admin1, status, n_claims, n_origins, n_reports) VALUES"
                    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)"},
        {&s->member, "INSERT INTO event_claim (event, at, claim, origin) VALUES (?1, ?2, ?3, ?4)"},
        {&s->contradiction, "INSERT INTO contradiction (event, at, kind, a, b, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
        {&s->copy, "INSERT INTO copy (copy, original, kind, similarity, why) VALUES (?1, ?2, ?3, ?4, ?5)"},
    };
    rc_status status = RC_OK;
    for (size_t i = 0; i < sizeof all / sizeof *all && status == RC_OK; i++)
        status = rc_sql_prepare(s->ledger, all[i].out, all[i].sql, "write events", err);
    return status;
}

static void close_all(storing *s)
{
    sqlite3_stmt *all[] = {s->find_report, s->find_claim, s->event, s->member, s->contradiction, s->copy};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) sqlite3_finalize(all[i]);
    rc_arena_release(&s->arena);
}

rc_status rc_ledger_put_events(rc_ledger *ledger, const rc_events *events, const rc_join_report *reports,
                               uint32_t n_reports, const rc_join_claim *claims, uint32_t n_claims, rc_error *err)
{
    if (ledger->read_only) return rc_fail(err, RC_EINVALID, "%s: is open for reading only", ledger->path);
    storing s = {.ledger = ledger,
                 .events = events,
                 .reports = reports,
                 .claims = claims,
                 .n_reports = n_reports,
                 .n_claims = n_claims};
    rc_arena_init(&s.arena, (size_t)1 << 16, 0);
    rc_status status = prepare_all(&s, err);
    if (status == RC_OK) status = rc_sql_begin(ledger, err);
    if (status == RC_OK) {
        status = rc_arena_run(&s.arena, put_all, &s, "storing events", err);
        if (status == RC_OK) status = rc_sql_commit(ledger, err);
        if (status != RC_OK) rc_sql_rollback(ledger);
    }
    close_all(&s);
    return status;
}

/* ---- some of them */

typedef struct replacing {
    storing s;
    const int64_t *old;
    uint32_t n_old;
} replacing;

static rc_status drop_event(rc_ledger *ledger, int64_t no, rc_error *err)
{
    static const char *const statements[] = {
        "DELETE FROM contradiction WHERE event = ?1", "DELETE FROM event_claim WHERE event = ?1",
        "DELETE FROM event_rank WHERE event = ?1", "DELETE FROM event_tag WHERE event = ?1",
        "DELETE FROM event WHERE no = ?1"};
    rc_status status = RC_OK;
    for (size_t i = 0; i < sizeof statements / sizeof *statements && status == RC_OK; i++) {
        sqlite3_stmt *stmt;
        status = rc_sql_prepare(ledger, &stmt, statements[i], "replace events", err);
        if (status != RC_OK) break;
        sqlite3_bind_int64(stmt, 1, no);
        status = rc_sql_run(ledger, stmt, "replace events", err);
        sqlite3_finalize(stmt);
    }
    return status;
}

static rc_status last_event(storing *s, rc_error *err)
{
    sqlite3_stmt *stmt;
    rc_status status = rc_sql_prepare(s->ledger, &stmt, "SELECT coalesce(max(no), 0) FROM event", "read", err);
    if (status == RC_OK) status = find_row(s, stmt, RC_STR("event"), &s->before, err);
    sqlite3_finalize(stmt);
    return status;
}

static rc_status replace_some(void *context, rc_error *err)
{
    replacing *r = context;
    rc_status status = find_rows(&r->s, err);
    for (uint32_t i = 0; i < r->n_old && status == RC_OK; i++) status = drop_event(r->s.ledger, r->old[i], err);
    if (status == RC_OK) status = last_event(&r->s, err);
    for (uint32_t i = 0; i < r->s.events->n && status == RC_OK; i++) status = put_event(&r->s, i, err);
    return status == RC_OK ? rc_events_rank(r->s.ledger, r->s.before, err) : status;
}

rc_status rc_events_replace(rc_ledger *ledger, const int64_t *old, uint32_t n_old, const rc_events *events,
                            const rc_join_report *reports, uint32_t n_reports, const rc_join_claim *claims,
                            uint32_t n_claims, rc_error *err)
{
    replacing r = {.s = {.ledger = ledger,
                         .events = events,
                         .reports = reports,
                         .claims = claims,
                         .n_reports = n_reports,
                         .n_claims = n_claims},
                   .old = old,
                   .n_old = n_old};
    rc_arena_init(&r.s.arena, (size_t)1 << 16, 0);
    rc_status status = prepare_all(&r.s, err);
    if (status == RC_OK) status = rc_arena_run(&r.s.arena, replace_some, &r, "storing events", err);
    close_all(&r.s);
    return status;
}

rc_status rc_ledger_is_stale(rc_ledger *ledger, bool *stale, rc_error *err)
{
    sqlite3_stmt *stmt;
    bool row;
    rc_status status = rc_sql_prepare(ledger, &stmt,
                                      "SELECT (SELECT count(*) FROM report)"
                                      " <> coalesce((SELECT value FROM state WHERE key = 'joined reports'), 0)",
                                      "read", err);
    if (status != RC_OK) return status;
    status = rc_sql_step(ledger, stmt, &row, "read", err);
    *stale = row && sqlite3_column_int64(stmt, 0) != 0;
    sqlite3_finalize(stmt);
    return status;
}
