/* An event of the ledger: its row, its claims, what clashes in it. An event that was there before keeps its number, and
 * only rows that differ are written: one claim more leaves most of them as they were. */
#include "ledger/join.h"
#include "recoupe/base/utf8.h"

/* ---- what is there, and differs, goes */

static bool is_text(sqlite3_stmt *s, int at, rc_str text)
{
    return rc_str_eq(rc_sql_column(s, at), text);
}

static bool is_day(sqlite3_stmt *s, int at, rc_day day)
{
    return rc_sql_column_day(s, at) == day;
}

static bool is_reason(const rc_event_row *r, uint32_t k, sqlite3_stmt *s)
{
    const rc_join_reason *reason = &r->event->reasons[k];
    bool is_none = sqlite3_column_type(s, 3) == SQLITE_NULL;
    if (reason->other >= r->event->n_claims || is_none) return reason->other >= r->event->n_claims && is_none;
    return sqlite3_column_int64(s, 3) == r->claim_no[r->event->claims[reason->other]] &&
           sqlite3_column_double(s, 4) == (double)reason->score && is_text(s, 5, reason->why);
}

static bool is_claim(const rc_event_row *r, uint32_t k, sqlite3_stmt *s)
{
    return sqlite3_column_int64(s, 1) == r->claim_no[r->event->claims[k]] &&
           sqlite3_column_int64(s, 2) == r->event->origin[k];
}

static rc_status forget_place(const rc_event_row *r, int64_t at, rc_error *err)
{
    rc_status status = rc_sql_put(r->ledger, "DELETE FROM event_claim WHERE event = ?1 AND at = ?2", "replace events",
                                  err, "ii", r->no, at);
    if (status != RC_OK) return status;
    return rc_sql_put(r->ledger, "DELETE FROM event_link WHERE event = ?1 AND at = ?2", "replace events", err, "ii",
                      r->no, at);
}

rc_status rc_event_clear(rc_event_row *r, rc_arena *arena, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    RC_VEC(int64_t) gone = {0};
    r->is_there = RC_NEWS(arena, bool, r->event->n_claims);
    if (r->is_new) return RC_OK;
    rc_status status = rc_sql_kept(r->ledger, &s,
                                   "SELECT m.at, m.claim, m.origin, l.other, l.score, l.why FROM event_claim m"
                                   " LEFT JOIN event_link l ON l.event = m.event AND l.at = m.at WHERE m.event = ?1",
                                   "read an event", err, "i", r->no);
    while (status == RC_OK) {
        status = rc_sql_step(r->ledger, s, &row, "read an event", err);
        if (status != RC_OK || !row) break;
        int64_t at = sqlite3_column_int64(s, 0);
        if (at < r->event->n_claims && is_claim(r, (uint32_t)at, s) && is_reason(r, (uint32_t)at, s))
            r->is_there[at] = true;
        else
            *RC_PUSH(arena, &gone) = at;
    }
    for (size_t i = 0; i < gone.len && status == RC_OK; i++) status = forget_place(r, gone.ptr[i], err);
    return status;
}

/* ---- the row */

/* A long id until ids are settled: a short one may still be another's. */
static rc_status insert_row(const rc_event_row *r, rc_arena *arena, rc_error *err)
{
    const rc_event *e = r->event;
    rc_status status = rc_sql_put(
        r->ledger,
        "INSERT INTO event (no, id, type, subtype, day_from, day_to, told_from, told_to, place, precision, country,"
        " admin1, status, n_claims, n_origins, n_reports, spread) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
        " ?12, ?13, ?14, ?15, ?16, ?17)",
        "write an event", err, "itttddddtttttiiir", r->no, rc_event_id(r->first_claim, 2 * RC_EVENT_ID_DIGITS, arena),
        rc_str_of(rc_event_type_name(e->type)), e->subtype, e->from, e->to, r->told_from, r->told_to, e->place.name,
        rc_str_of(rc_precision_name(e->place.precision)), rc_str_of(e->place.country), e->place.admin1,
        rc_str_of(rc_event_status_name(e->status)), (int64_t)e->n_claims, (int64_t)e->n_origins, (int64_t)e->n_reports,
        e->spread);
    if (status != RC_OK || !e->place.is_resolved) return status;
    return rc_sql_put(r->ledger, "UPDATE event SET lat = ?2, lon = ?3 WHERE no = ?1", "write an event", err, "irr",
                      r->no, e->place.lat, e->place.lon);
}

/* What differs, by the indices that it stands in: an index is written only where it must be. */
typedef struct row_change {
    bool counts, origins, spread, listed, point; /* listed: days told and status */
} row_change;

static bool is_point(sqlite3_stmt *s, const rc_event *e)
{
    if (!e->place.is_resolved) return sqlite3_column_type(s, 0) == SQLITE_NULL;
    return sqlite3_column_type(s, 0) != SQLITE_NULL && sqlite3_column_double(s, 0) == e->place.lat &&
           sqlite3_column_double(s, 1) == e->place.lon;
}

static rc_status read_row(const rc_event_row *r, row_change *out, rc_error *err)
{
    const rc_event *e = r->event;
    sqlite3_stmt *s;
    bool row;
    rc_status status = rc_sql_kept(r->ledger, &s,
                                   "SELECT lat, lon, precision, country, told_from, told_to, status, day_from, day_to,"
                                   " type, subtype, place, admin1, n_claims, n_reports, n_origins, spread FROM event"
                                   " WHERE no = ?1",
                                   "read an event", err, "i", r->no);
    if (status == RC_OK) status = rc_sql_step(r->ledger, s, &row, "read an event", err);
    if (status != RC_OK) return status;
    if (!row) return rc_fail(err, RC_ECORRUPT, "%s: event row %lld is gone", r->ledger->path, (long long)r->no);
    out->point = !is_point(s, e) || !is_text(s, 2, rc_str_of(rc_precision_name(e->place.precision))) ||
                 !is_text(s, 3, rc_str_of(e->place.country));
    out->listed = !is_day(s, 4, r->told_from) || !is_day(s, 5, r->told_to) || !is_day(s, 7, e->from) ||
                  !is_text(s, 6, rc_str_of(rc_event_status_name(e->status)));
    out->counts = !is_day(s, 8, e->to) || !is_text(s, 9, rc_str_of(rc_event_type_name(e->type))) ||
                  !is_text(s, 10, e->subtype) || !is_text(s, 11, e->place.name) || !is_text(s, 12, e->place.admin1) ||
                  sqlite3_column_int64(s, 13) != e->n_claims || sqlite3_column_int64(s, 14) != e->n_reports;
    out->origins = sqlite3_column_int64(s, 15) != e->n_origins;
    out->spread = sqlite3_column_double(s, 16) != e->spread;
    sqlite3_reset(s);
    return RC_OK;
}

static rc_status update_point(const rc_event_row *r, rc_error *err)
{
    const rc_claim_place *p = &r->event->place;
    rc_status status = rc_sql_put(
        r->ledger, "UPDATE event SET lat = NULL, lon = NULL, precision = ?2, country = ?3 WHERE no = ?1",
        "write an event", err, "itt", r->no, rc_str_of(rc_precision_name(p->precision)), rc_str_of(p->country));
    if (status != RC_OK || !p->is_resolved) return status;
    return rc_sql_put(r->ledger, "UPDATE event SET lat = ?2, lon = ?3 WHERE no = ?1", "write an event", err, "irr",
                      r->no, p->lat, p->lon);
}

static rc_status update_row(const rc_event_row *r, const row_change *change, rc_error *err)
{
    const rc_event *e = r->event;
    rc_status status = RC_OK;
    if (change->counts)
        status = rc_sql_put(r->ledger,
                            "UPDATE event SET day_to = ?2, type = ?3, subtype = ?4, place = ?5, admin1 = ?6,"
                            " n_claims = ?7, n_reports = ?8 WHERE no = ?1",
                            "write an event", err, "idttttii", r->no, e->to, rc_str_of(rc_event_type_name(e->type)),
                            e->subtype, e->place.name, e->place.admin1, (int64_t)e->n_claims, (int64_t)e->n_reports);
    if (change->origins && status == RC_OK)
        status = rc_sql_put(r->ledger, "UPDATE event SET n_origins = ?2 WHERE no = ?1", "write an event", err, "ii",
                            r->no, (int64_t)e->n_origins);
    if (change->spread && status == RC_OK)
        status = rc_sql_put(r->ledger, "UPDATE event SET spread = ?2 WHERE no = ?1", "write an event", err, "ir", r->no,
                            e->spread);
    if (change->listed && status == RC_OK)
        status = rc_sql_put(r->ledger,
                            "UPDATE event SET told_from = ?2, told_to = ?3, day_from = ?4, status = ?5 WHERE no = ?1",
                            "write an event", err, "idddt", r->no, r->told_from, r->told_to, e->from,
                            rc_str_of(rc_event_status_name(e->status)));
    if (change->point && status == RC_OK) status = update_point(r, err);
    return status;
}

/* ---- its claims, and what clashes */

static rc_status put_claim(const rc_event_row *r, uint32_t k, rc_error *err)
{
    const rc_event *e = r->event;
    const rc_join_reason *reason = &e->reasons[k];
    rc_status status = rc_sql_put(
        r->ledger, "INSERT INTO event_claim (event, at, claim, origin) VALUES (?1, ?2, ?3, ?4)",
        "write an event's claims", err, "iiii", r->no, (int64_t)k, r->claim_no[e->claims[k]], (int64_t)e->origin[k]);
    if (status != RC_OK || reason->other >= e->n_claims) return status;
    return rc_sql_put(r->ledger,
                      "INSERT INTO event_link (event, at, claim, other, score, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                      "write why claims are joined", err, "iiiirt", r->no, (int64_t)k, r->claim_no[e->claims[k]],
                      r->claim_no[e->claims[reason->other]], (double)reason->score, reason->why);
}

static bool is_contradiction(const rc_event_row *r, uint32_t k, sqlite3_stmt *s)
{
    const rc_contradiction *c = &r->event->contradictions[k];
    return is_text(s, 1, rc_str_of(rc_contradiction_kind_name(c->kind))) &&
           sqlite3_column_int64(s, 2) == r->claim_no[c->a] && sqlite3_column_int64(s, 3) == r->claim_no[c->b] &&
           is_text(s, 4, c->why);
}

/* Which of them stand as they are; and how many there were. */
static rc_status read_contradictions(const rc_event_row *r, bool *is_there, int64_t *n, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status = rc_sql_kept(r->ledger, &s, "SELECT at, kind, a, b, why FROM contradiction WHERE event = ?1",
                                   "read contradictions", err, "i", r->no);
    while (status == RC_OK) {
        status = rc_sql_step(r->ledger, s, &row, "read contradictions", err);
        if (status != RC_OK || !row) break;
        int64_t at = sqlite3_column_int64(s, 0);
        if (at < r->event->n_contradictions) is_there[at] = is_contradiction(r, (uint32_t)at, s);
        if (at >= *n) *n = at + 1;
    }
    return status;
}

static rc_status put_contradictions(const rc_event_row *r, rc_arena *arena, rc_error *err)
{
    const rc_event *e = r->event;
    bool *is_there = RC_NEWS(arena, bool, e->n_contradictions);
    int64_t before = 0;
    rc_status status = r->is_new ? RC_OK : read_contradictions(r, is_there, &before, err);
    for (uint32_t k = 0; k < e->n_contradictions && status == RC_OK; k++) {
        const rc_contradiction *c = &e->contradictions[k];
        if (is_there[k]) continue;
        status = rc_sql_put(
            r->ledger,
            "INSERT OR REPLACE INTO contradiction (event, at, kind, a, b, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            "write a contradiction", err, "iitiit", r->no, (int64_t)k, rc_str_of(rc_contradiction_kind_name(c->kind)),
            r->claim_no[c->a], r->claim_no[c->b], c->why);
    }
    if (status != RC_OK || before <= e->n_contradictions) return status;
    return rc_sql_put(r->ledger, "DELETE FROM contradiction WHERE event = ?1 AND at >= ?2", "write a contradiction",
                      err, "ii", r->no, (int64_t)e->n_contradictions);
}

static rc_status put_spelling(const rc_event_row *r, rc_arena *arena, rc_error *err)
{
    const rc_claim_place *p = &r->event->place;
    if (!p->name.len) return RC_OK;
    rc_str place = rc_arena_printf(arena, "name %.*s", RC_FMT(rc_utf8_name_key(arena, p->name)));
    if (p->is_resolved) place = rc_arena_printf(arena, "%.4f %.4f %s", p->lat, p->lon, rc_precision_name(p->precision));
    return rc_sql_put(
        r->ledger,
        "INSERT INTO place_spelling (value, place) VALUES (?1, ?2) ON CONFLICT (value) DO UPDATE SET place"
        " = excluded.place WHERE excluded.place < place_spelling.place",
        "write an event", err, "tt", p->name, place);
}

rc_status rc_event_put(const rc_event_row *r, rc_arena *arena, rc_error *err)
{
    row_change change = {0};
    rc_status status = r->is_new ? insert_row(r, arena, err) : read_row(r, &change, err);
    if (status == RC_OK) status = update_row(r, &change, err);
    if (status == RC_OK && (r->is_new || change.counts || change.point)) status = put_spelling(r, arena, err);
    for (uint32_t k = 0; k < r->event->n_claims && status == RC_OK; k++)
        if (!r->is_there[k]) status = put_claim(r, k, err);
    if (status == RC_OK) status = put_contradictions(r, arena, err);
    if (status == RC_OK) status = rc_event_rank(r, err);
    return status == RC_OK ? rc_event_tag_all(r, change.listed || change.point, arena, err) : status;
}
