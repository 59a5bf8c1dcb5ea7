/* Reports at hand: read from the ledger once, kept while there is room. */
#include "ledger/join.h"

/* A report that was forgotten stays in the map as one without a number. */
void rc_joins_forget(rc_joins *j, int64_t no)
{
    if (rc_joins_peek(j, no)) *rc_numbers_put(&j->keep, &j->at_hand, no) = RC_NEW(&j->keep, rc_join_at_hand);
}

rc_join_at_hand *rc_joins_peek(rc_joins *j, int64_t no)
{
    rc_join_at_hand *r = rc_numbers_get(&j->at_hand, no);
    return r && r->no ? r : NULL;
}

void rc_joins_end_new(rc_joins *j, int64_t no)
{
    rc_join_at_hand *r = rc_joins_peek(j, no);
    if (r) r->is_new = false;
}

/* ---- reading */

static rc_status read_report(rc_joins *j, rc_join_at_hand *r, rc_error *err)
{
    sqlite3_stmt *s;
    bool row;
    rc_status status = rc_sql_kept(j->ledger, &s, "SELECT id, outlet, title, text, lang, day FROM report WHERE no = ?1",
                                   "read a report", err, "i", r->no);
    if (status == RC_OK) status = rc_sql_step(j->ledger, s, &row, "read a report", err);
    if (status != RC_OK) return status;
    if (!row) return rc_fail(err, RC_ECORRUPT, "%s: report row %lld is gone", j->ledger->path, (long long)r->no);
    r->report = (rc_join_report){.id = rc_sql_column_dup(s, 0, &j->keep),
                                 .outlet = rc_sql_column_dup(s, 1, &j->keep),
                                 .title = rc_sql_column_dup(s, 2, &j->keep),
                                 .text = rc_sql_column_dup(s, 3, &j->keep),
                                 .lang = rc_sql_column_dup(s, 4, &j->keep),
                                 .published = rc_sql_column_day(s, 5)};
    r->day = r->report.published == RC_DAY_NONE ? RC_NO_DAY : r->report.published;
    sqlite3_reset(s);
    return RC_OK;
}

typedef struct row_vectors {
    RC_VEC(rc_join_claim) claims;
    RC_VEC(int64_t) no, ordinal;
} row_vectors;

static rc_status read_claim(rc_joins *j, rc_join_at_hand *r, sqlite3_stmt *s, row_vectors *rows, rc_error *err)
{
    rc_error why;
    int64_t ordinal = *RC_PUSH(&j->keep, &rows->ordinal) = sqlite3_column_int64(s, 0);
    *RC_PUSH(&j->keep, &rows->no) = sqlite3_column_int64(s, 2);
    rc_join_claim *claim = RC_PUSH(&j->keep, &rows->claims);
    claim->id = rc_arena_printf(&j->keep, "%.*s.%lld", RC_FMT(r->report.id), (long long)ordinal);
    if (rc_claim_read(&claim->claim, rc_sql_column(s, 1), r->report.text, &j->keep, &why) == RC_OK) return RC_OK;
    return rc_fail(err, RC_ECORRUPT, "%s: claim %.*s: %s", j->ledger->path, RC_FMT(claim->id), why.message);
}

/* Corrected, and without those that people rejected. */
static rc_status read_claims(rc_joins *j, rc_join_at_hand *r, row_vectors *rows, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status = rc_sql_kept(j->ledger, &s,
                                   "SELECT c.ordinal, coalesce(n.record, c.record), c.no FROM main.claim c"
                                   " LEFT JOIN claim_now n ON n.claim = c.no WHERE c.report = ?1"
                                   " AND (n.state IS NULL OR n.state NOT IN ('rejected', 'withdrawn'))"
                                   " ORDER BY c.ordinal",
                                   "read the claims", err, "i", r->no);
    while (status == RC_OK) {
        status = rc_sql_step(j->ledger, s, &row, "read the claims", err);
        if (status != RC_OK || !row) break;
        status = read_claim(j, r, s, rows, err);
    }
    if (status == RC_OK) sqlite3_reset(s);
    r->claims = rows->claims.ptr;
    return status;
}

rc_status rc_joins_report(rc_joins *j, int64_t no, rc_join_at_hand **out, rc_error *err)
{
    *out = rc_joins_peek(j, no);
    if (*out) return RC_OK;
    row_vectors rows = {0};
    rc_join_at_hand *r = RC_NEW(&j->keep, rc_join_at_hand);
    r->no = no;
    r->original = RC_EVENT_UNKNOWN;
    rc_status status = read_report(j, r, err);
    if (status == RC_OK) status = read_claims(j, r, &rows, err);
    if (status == RC_OK)
        status = rc_prepare(j->joiner, &r->prepared, &r->report, r->claims, (uint32_t)rows.claims.len, &j->keep, err);
    if (status != RC_OK) return status;
    r->n = rc_prepared_count(r->prepared);
    r->claim_no = RC_NEWS(&j->keep, int64_t, r->n);
    r->ordinal = RC_NEWS(&j->keep, int64_t, r->n);
    r->event = RC_NEWS(&j->keep, int64_t, r->n);
    r->seen = RC_NEWS(&j->keep, uint32_t, r->n);
    r->relevant = RC_NEWS(&j->keep, uint32_t, r->n);
    r->is_free = RC_NEWS(&j->keep, bool, r->n);
    r->is_dirty = RC_NEWS(&j->keep, bool, r->n);
    r->earlier = RC_NEWS(&j->keep, rc_pair_list, r->n);
    r->later = RC_NEWS(&j->keep, rc_pair_list, r->n);
    for (uint32_t i = 0; i < r->n; i++) {
        r->event[i] = RC_EVENT_UNKNOWN;
        r->claim_no[i] = rows.no.ptr[rc_prepared_input(r->prepared, i)];
        r->ordinal[i] = rows.ordinal.ptr[rc_prepared_input(r->prepared, i)];
    }
    *rc_numbers_put(&j->keep, &j->at_hand, no) = r;
    *out = r;
    return RC_OK;
}

/* ---- claims */

int64_t rc_joins_claim_no(rc_hand_claim c)
{
    return c.report->claim_no[c.i];
}

rc_str rc_joins_claim_id(rc_hand_claim c)
{
    return c.report->claims[rc_prepared_input(c.report->prepared, c.i)].id;
}

rc_join_place rc_joins_place(rc_hand_claim c)
{
    return (rc_join_place){c.report->day, c.report->ordinal[c.i], c.report->report.id};
}

int rc_join_place_order(const rc_join_place *a, const rc_join_place *b)
{
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    int order = rc_str_cmp(a->id, b->id);
    if (order) return order;
    return (a->ordinal > b->ordinal) - (a->ordinal < b->ordinal);
}

/* Claims of a report are in the order of their numbers. */
rc_status rc_joins_claim(rc_joins *j, int64_t report_no, int64_t claim_no, rc_hand_claim *out, rc_error *err)
{
    rc_join_at_hand *r;
    rc_status status = rc_joins_report(j, report_no, &r, err);
    *out = (rc_hand_claim){0};
    if (status != RC_OK) return status;
    for (uint32_t i = 0; i < r->n; i++)
        if (rc_joins_claim_no((rc_hand_claim){r, i}) == claim_no) *out = (rc_hand_claim){r, i};
    return RC_OK;
}

rc_status rc_joins_named(rc_joins *j, rc_str id, rc_hand_claim *out, rc_error *err)
{
    size_t dot = id.len;
    int64_t ordinal, report_no, claim_no;
    *out = (rc_hand_claim){0};
    while (dot > 0 && id.ptr[dot - 1] != '.') dot--;
    if (dot < 2 || !rc_str_int(rc_str_sub(id, dot, id.len), &ordinal)) return RC_OK;
    rc_status status = rc_sql_get(j->ledger, &report_no, "SELECT no FROM report WHERE id = ?1", "find a report", err,
                                  "t", rc_str_sub(id, 0, dot - 1));
    if (status == RC_OK)
        status = rc_sql_get(j->ledger, &claim_no, "SELECT no FROM main.claim WHERE report = ?1 AND ordinal = ?2",
                            "find a claim", err, "ii", report_no, ordinal);
    return status == RC_OK && claim_no ? rc_joins_claim(j, report_no, claim_no, out, err) : status;
}

rc_status rc_joins_event(rc_joins *j, rc_hand_claim c, int64_t *event, rc_error *err)
{
    rc_status status = RC_OK;
    int64_t *known = &c.report->event[c.i];
    if (*known == RC_EVENT_UNKNOWN)
        status = rc_sql_get(j->ledger, known, "SELECT event FROM event_claim WHERE claim = ?1", "find an event", err,
                            "i", rc_joins_claim_no(c));
    *event = *known;
    return status;
}

rc_status rc_joins_original(rc_joins *j, rc_join_at_hand *r, int64_t *original, rc_error *err)
{
    rc_status status = RC_OK;
    if (r->original == RC_EVENT_UNKNOWN)
        status = rc_sql_get(j->ledger, &r->original, "SELECT original FROM copy WHERE copy = ?1", "find a copy", err,
                            "i", r->no);
    *original = r->original;
    return status;
}

void rc_joins_set_free(rc_joins *j, rc_hand_claim c)
{
    if (c.report->is_free[c.i]) return;
    c.report->is_free[c.i] = true;
    *RC_PUSH(&j->work, &j->free) = c;
}

void rc_joins_set_looking(rc_joins *j, rc_hand_claim c)
{
    rc_joins_set_free(j, c);
    *RC_PUSH(&j->work, &j->looking) = c;
}
