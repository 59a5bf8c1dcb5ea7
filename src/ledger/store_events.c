/* What joining found, into the ledger. */
#include "ledger/review.h"

#include "recoupe/base/utf8.h"

typedef struct storing {
    rc_ledger *ledger;
    const rc_events *events;
    const rc_join_report *reports;
    const rc_join_claim *claims;
    uint32_t n_reports, n_claims;
    int64_t *report_no, *claim_no; /* rows of the input */
    int64_t before;                /* the first event gets the row number after this one */
    rc_arena arena;
    sqlite3_stmt *find_report, *find_claim, *event, *member, *link, *copy, *contradiction;
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
    sqlite3_bind_double(q, 19, e->spread);
    return rc_sql_run(s->ledger, q, "write an event", err);
}

static rc_status put_reason(storing *s, const rc_event *e, uint32_t i, uint32_t k, rc_error *err)
{
    const rc_join_reason *reason = &e->reasons[k];
    if (reason->other >= e->n_claims) return RC_OK;
    sqlite3_bind_int64(s->link, 1, s->before + i + 1);
    sqlite3_bind_int64(s->link, 2, k);
    sqlite3_bind_int64(s->link, 3, s->claim_no[e->claims[k]]);
    sqlite3_bind_int64(s->link, 4, s->claim_no[e->claims[reason->other]]);
    sqlite3_bind_double(s->link, 5, (double)reason->score);
    rc_sql_text(s->link, 6, reason->why);
    return rc_sql_run(s->ledger, s->link, "write why claims are joined", err);
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
        if (status == RC_OK && e->reasons) status = put_reason(s, e, i, k, err);
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
    snprintf(sql, sizeof sql, "INSERT OR REPLACE INTO state (key, value) VALUES ('joined entries', %lld)",
             (long long)s->ledger->loaded);
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
                             "DELETE FROM event_link; DELETE FROM contradiction; DELETE FROM event_claim;"
                             " DELETE FROM event; DELETE FROM copy",
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
                    " precision, country, admin1, status, n_claims, n_origins, n_reports, spread) VALUES"
                    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"},
        {&s->member, "INSERT INTO event_claim (event, at, claim, origin) VALUES (?1, ?2, ?3, ?4)"},
        {&s->contradiction, "INSERT INTO contradiction (event, at, kind, a, b, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
        {&s->link, "INSERT INTO event_link (event, at, claim, other, score, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
        {&s->copy, "INSERT INTO copy (copy, original, kind, similarity, why) VALUES (?1, ?2, ?3, ?4, ?5)"},
    };
    rc_status status = RC_OK;
    for (size_t i = 0; i < sizeof all / sizeof *all && status == RC_OK; i++)
        status = rc_sql_prepare(s->ledger, all[i].out, all[i].sql, "write events", err);
    return status;
}

static void close_all(storing *s)
{
    sqlite3_stmt *all[] = {s->find_report, s->find_claim, s->event, s->member, s->link, s->contradiction, s->copy};
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
        "DELETE FROM event_link WHERE event = ?1",  "DELETE FROM contradiction WHERE event = ?1",
        "DELETE FROM event_claim WHERE event = ?1", "DELETE FROM event_rank WHERE event = ?1",
        "DELETE FROM event_tag WHERE event = ?1",   "DELETE FROM event WHERE no = ?1"};
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

/* Acts of the desk, and the claims that come with them, are carried out when they are written. */
rc_status rc_ledger_is_stale(rc_ledger *ledger, bool *stale, rc_error *err)
{
    sqlite3_stmt *stmt;
    bool row;
    rc_status status = rc_sql_prepare(
        ledger, &stmt,
        "SELECT coalesce((SELECT max(seq) FROM history WHERE kind NOT IN ('act', 'account', 'claim')), 0)"
        " > coalesce((SELECT value FROM state WHERE key = 'joined entries'), 0)",
        "read", err);
    if (status != RC_OK) return status;
    status = rc_sql_step(ledger, stmt, &row, "read", err);
    *stale = row && sqlite3_column_int64(stmt, 0) != 0;
    sqlite3_finalize(stmt);
    return status;
}

typedef struct reason_job {
    rc_ledger *ledger;
    sqlite3_stmt *stmt;
    rc_stored_reason *out;
    rc_arena *arena;
} reason_job;

static rc_status read_reason(void *context, rc_error *err)
{
    reason_job *job = context;
    bool row;
    rc_status status = rc_sql_step(job->ledger, job->stmt, &row, "read why a claim is joined", err);
    if (status != RC_OK) return status;
    if (!row) return rc_fail(err, RC_ENOTFOUND, "%s: that claim is in no event", job->ledger->path);
    job->out->event = rc_sql_column_dup(job->stmt, 0, job->arena);
    rc_str report = rc_sql_column(job->stmt, 1);
    if (report.len)
        job->out->other =
            rc_arena_printf(job->arena, "%.*s.%lld", RC_FMT(report), (long long)sqlite3_column_int64(job->stmt, 2));
    job->out->score = sqlite3_column_double(job->stmt, 3);
    job->out->why = rc_sql_column_dup(job->stmt, 4, job->arena);
    return RC_OK;
}

rc_status rc_ledger_reason(rc_ledger *ledger, rc_str claim, rc_stored_reason *out, rc_arena *arena, rc_error *err)
{
    *out = (rc_stored_reason){0};
    size_t dot = claim.len;
    int64_t ordinal;
    while (dot > 0 && claim.ptr[dot - 1] != '.') dot--;
    if (dot < 2 || !rc_str_int(rc_str_sub(claim, dot, claim.len), &ordinal))
        return rc_fail(err, RC_ENOTFOUND, "%s: no claim '%.*s'", ledger->path, RC_FMT(claim));
    reason_job job = {.ledger = ledger, .out = out, .arena = arena};
    rc_status status =
        rc_sql_prepare(ledger, &job.stmt,
                       "SELECT e.id, coalesce(o.id, ''), oc.ordinal, l.score, coalesce(l.why, '')"
                       " FROM report r JOIN claim c ON c.report = r.no JOIN event_claim m ON m.claim = c.no"
                       " JOIN event e ON e.no = m.event LEFT JOIN event_link l ON l.claim = c.no"
                       " LEFT JOIN claim oc ON oc.no = l.other LEFT JOIN report o ON o.no = oc.report"
                       " WHERE r.id = ?1 AND c.ordinal = ?2",
                       "read why a claim is joined", err);
    if (status != RC_OK) return status;
    rc_sql_text(job.stmt, 1, rc_str_sub(claim, 0, dot - 1));
    sqlite3_bind_int64(job.stmt, 2, ordinal);
    status = rc_arena_run(arena, read_reason, &job, ledger->path, err);
    sqlite3_finalize(job.stmt);
    return status;
}
