/* Writing the events of a part that are others than they were. */
#include "ledger/join_part.h"

typedef RC_VEC(rc_str) name_list;

static bool is_as_it_was(rc_join_part *p, uint32_t g, const uint32_t *size)
{
    rc_hand_claim first = p->claims[p->first_of[g]];
    const rc_join_event *old = rc_join_event_of(p, first);
    return old && !old->is_lost && old->members.len == size[g];
}

/* Groups that are to be written, and events that go: those of all members of such groups, and so on. */
static void choose_groups(rc_join_part *p, bool *wanted, bool *goes)
{
    uint32_t *size = RC_NEWS(p->arena, uint32_t, p->inner.n_groups);
    for (uint32_t i = 0; i < p->inner.n_claims; i++) size[p->inner.group_of[i]]++;
    for (uint32_t i = 0; i < p->inner.n_claims; i++) {
        rc_hand_claim c = p->claims[i];
        uint32_t g = p->inner.group_of[i];
        const rc_join_event *old = rc_join_event_of(p, c), *of_first = rc_join_event_of(p, p->claims[p->first_of[g]]);
        if (c.report->relevant[c.i] != p->round) continue;
        if (c.report->is_dirty[c.i] || old != of_first || !is_as_it_was(p, g, size)) wanted[g] = true;
    }
    for (size_t e = 0; e < p->events.len; e++) goes[e] = p->events.ptr[e].is_lost;
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < p->inner.n_claims; i++) {
            rc_hand_claim c = p->claims[i];
            if (c.report->relevant[c.i] != p->round) continue;
            uint32_t g = p->inner.group_of[i];
            const rc_join_event *old = rc_join_event_of(p, c);
            if (!old) continue;
            size_t e = (size_t)(old - p->events.ptr);
            if (wanted[g] == goes[e]) continue;
            wanted[g] = goes[e] = more = true;
        }
    }
}

static rc_status push_name(rc_join_part *p, int64_t no, name_list *names, rc_error *err)
{
    sqlite3_stmt *s;
    bool row;
    rc_status status =
        rc_sql_kept(p->j->ledger, &s, "SELECT id FROM event WHERE no = ?1", "read an event", err, "i", no);
    if (status == RC_OK) status = rc_sql_step(p->j->ledger, s, &row, "read an event", err);
    if (status != RC_OK) return status;
    if (row) *RC_PUSH(p->arena, names) = rc_sql_column_dup(s, 0, p->arena);
    sqlite3_reset(s);
    return RC_OK;
}

static rc_status drop_events(rc_join_part *p, const bool *goes, name_list *names, rc_error *err)
{
    rc_status status = RC_OK;
    for (size_t e = 0; e < p->events.len && status == RC_OK; e++) {
        if (!goes[e]) continue;
        status = push_name(p, p->events.ptr[e].no, names, err);
        if (status == RC_OK) status = rc_event_drop(p->j->ledger, p->events.ptr[e].no, err);
        for (size_t i = 0; i < p->events.ptr[e].members.len; i++) {
            rc_hand_claim c = p->events.ptr[e].members.ptr[i];
            c.report->event[c.i] = 0;
        }
    }
    return status;
}

/* Numbers of events are never given twice. */
static rc_status next_number(rc_ledger *ledger, uint32_t n, int64_t *first, rc_error *err)
{
    rc_status status = rc_sql_get(ledger, first,
                                  "SELECT 1 + coalesce((SELECT value FROM state WHERE key = 'last event'),"
                                  " (SELECT max(no) FROM event), 0)",
                                  "number events", err, "");
    if (status != RC_OK) return status;
    return rc_sql_put(ledger, "INSERT OR REPLACE INTO state (key, value) VALUES ('last event', ?1)", "number events",
                      err, "i", *first + n - 1);
}

static rc_status put_events(rc_join_part *p, const bool *wanted, name_list *names, rc_error *err)
{
    int64_t *claim_no = RC_NEWS(p->arena, int64_t, p->inner.n_claims), first;
    rc_day *days = RC_NEWS(p->arena, rc_day, p->inner.n_claims);
    rc_events events = rc_part_events(&p->inner, wanted);
    rc_str *first_claims = RC_NEWS(p->arena, rc_str, events.n);
    for (uint32_t i = 0; i < p->inner.n_claims; i++) {
        claim_no[i] = rc_joins_claim_no(p->claims[i]);
        days[i] = p->claims[i].report->report.published;
    }
    if (!events.n) return RC_OK;
    rc_status status = next_number(p->j->ledger, events.n, &first, err);
    for (uint32_t e = 0; e < events.n; e++) {
        first_claims[e] = rc_joins_claim_id(p->claims[events.ptr[e].claims[0]]);
        *RC_PUSH(p->arena, names) = events.ptr[e].id;
        for (uint32_t i = 0; i < events.ptr[e].n_claims; i++) {
            rc_hand_claim c = p->claims[events.ptr[e].claims[i]];
            c.report->event[c.i] = first + e;
        }
    }
    if (status == RC_OK)
        status = rc_events_put(p->j->ledger, &events, first, first_claims, claim_no, days, p->arena, err);
    for (size_t i = 0; i < names->len && status == RC_OK; i++)
        status = rc_events_name(p->j->ledger, names->ptr[i], p->arena, err);
    return status == RC_OK ? rc_events_rank(p->j->ledger, first - 1, err) : status;
}

/* What repeats another claim goes where that goes. */
static rc_status bind_twins(rc_join_part *p, rc_error *err)
{
    rc_status status = RC_OK;
    for (uint32_t i = 0; i < p->inner.n_claims && status == RC_OK; i++) {
        uint32_t twin = p->inner.first[i] == RC_FREE ? rc_part_twin(&p->inner, i) : RC_FREE;
        if (twin != RC_FREE) status = rc_joins_bind(p->j, p->claims[i], p->claims[twin], err);
    }
    return status;
}

rc_status rc_join_part_write(rc_join_part *p, rc_error *err)
{
    bool *wanted = RC_NEWS(p->arena, bool, p->inner.n_groups), *goes = RC_NEWS(p->arena, bool, p->events.len);
    name_list names = {0};
    choose_groups(p, wanted, goes);
    rc_status status = bind_twins(p, err);
    if (status == RC_OK) status = drop_events(p, goes, &names, err);
    return status == RC_OK ? put_events(p, wanted, &names, err) : status;
}
