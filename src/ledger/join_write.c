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
    for (size_t e = 0; e < p->events.len; e++) {
        p->events.ptr[e]->at = e;
        goes[e] = p->events.ptr[e]->is_lost;
    }
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < p->inner.n_claims; i++) {
            rc_hand_claim c = p->claims[i];
            if (c.report->relevant[c.i] != p->round) continue;
            uint32_t g = p->inner.group_of[i];
            const rc_join_event *old = rc_join_event_of(p, c);
            if (!old) continue;
            size_t e = old->at;
            if (wanted[g] == goes[e]) continue;
            wanted[g] = goes[e] = more = true;
        }
    }
}

static rc_status name_of(rc_join_part *p, int64_t no, rc_str *out, rc_error *err)
{
    sqlite3_stmt *s;
    bool row;
    rc_status status =
        rc_sql_kept(p->j->ledger, &s, "SELECT id FROM event WHERE no = ?1", "read an event", err, "i", no);
    if (status == RC_OK) status = rc_sql_step(p->j->ledger, s, &row, "read an event", err);
    if (status != RC_OK) return status;
    if (row) *out = rc_sql_column_dup(s, 0, p->arena);
    sqlite3_reset(s);
    return RC_OK;
}

/* Of each group that is to be written, the event that it goes on with: the one that began with the same claim. */
static rc_status find_kept(rc_join_part *p, const bool *wanted, const bool *goes, rc_join_event **kept, rc_error *err)
{
    rc_status status = RC_OK;
    for (uint32_t g = 0; g < p->inner.n_groups && status == RC_OK; g++) {
        rc_hand_claim first = p->claims[p->first_of[g]];
        rc_join_event *old = wanted[g] ? rc_join_event_of(p, first) : NULL;
        if (!old || !goes[old->at] || rc_join_number_of(old->members.ptr[0]) != p->first_of[g]) continue;
        rc_str name = {0}, should = rc_event_id(rc_joins_claim_id(first), RC_EVENT_ID_DIGITS, p->arena);
        status = name_of(p, old->no, &name, err);
        if (name.len < should.len || !rc_str_eq(rc_str_sub(name, 0, should.len), should)) continue;
        kept[g] = old;
        old->is_kept = true;
    }
    return status;
}

static rc_status drop_events(rc_join_part *p, const bool *goes, name_list *names, rc_error *err)
{
    rc_status status = RC_OK;
    for (size_t e = 0; e < p->events.len && status == RC_OK; e++) {
        rc_join_event *event = p->events.ptr[e];
        if (!goes[e]) continue;
        for (size_t i = 0; i < event->members.len; i++) {
            rc_hand_claim c = event->members.ptr[i];
            c.report->event[c.i] = 0;
        }
        if (event->is_kept) continue;
        rc_joins_set_members(p->j, event->no, NULL, 0);
        status = name_of(p, event->no, RC_PUSH(p->arena, names), err);
        if (status == RC_OK) status = rc_event_drop(p->j->ledger, event->no, p->arena, err);
    }
    return status;
}

/* Numbers of events are never given twice. */
static rc_status next_number(rc_ledger *ledger, uint32_t n, int64_t *first, rc_error *err)
{
    if (!n) return RC_OK;
    rc_status status = rc_sql_get(ledger, first,
                                  "SELECT 1 + coalesce((SELECT value FROM state WHERE key = 'last event'),"
                                  " (SELECT max(no) FROM event), 0)",
                                  "number events", err, "");
    if (status != RC_OK) return status;
    return rc_sql_put(ledger, "INSERT OR REPLACE INTO state (key, value) VALUES ('last event', ?1)", "number events",
                      err, "i", *first + n - 1);
}

static void tag(rc_join_part *p, rc_event_row *row, const char *kind, rc_str value)
{
    if (value.len) *RC_PUSH(p->arena, &row->tags) = (rc_event_tag){rc_str_of(kind), value};
}

static void tag_side(rc_join_part *p, rc_event_row *row, rc_str party)
{
    if (!rc_str_eq(party, RC_STR("unknown"))) tag(p, row, "side", party);
}

static void tag_claim(rc_join_part *p, rc_event_row *row, rc_hand_claim c)
{
    const rc_claim *claim = &c.report->claims[rc_prepared_input(c.report->prepared, c.i)].claim;
    const rc_link *origin = rc_claim_origin(claim);
    for (uint32_t i = 0; i < claim->n_by; i++) tag_side(p, row, claim->by[i].party);
    for (uint32_t i = 0; i < claim->n_against; i++) tag_side(p, row, claim->against[i].party);
    for (uint32_t i = 0; i < claim->n_losses; i++) tag_side(p, row, claim->losses[i].of);
    if (origin) tag_side(p, row, origin->party);
    tag(p, row, "outlet", c.report->report.outlet);
    tag(p, row, "lang", c.report->report.lang);
}

static void tag_event(rc_join_part *p, rc_event_row *row)
{
    const rc_event *e = row->event;
    bool wide = e->place.precision == RC_PRECISION_COUNTRY;
    *RC_PUSH(p->arena, &row->tags) = (rc_event_tag){RC_STR("type"), rc_str_of(rc_event_type_name(e->type))};
    tag(p, row, "status", rc_str_of(rc_event_status_name(e->status)));
    tag(p, row, "country", rc_str_of(e->place.country));
    tag(p, row, "place", e->place.name);
    tag(p, row, "located", !e->place.is_resolved ? RC_STR("no") : wide ? RC_STR("country") : RC_STR("yes"));
    tag(p, row, "dated", e->from == RC_DAY_NONE ? RC_STR("no") : RC_STR("yes"));
    for (uint32_t i = 0; i < e->n_contradictions; i++)
        tag(p, row, "clash", rc_str_of(rc_contradiction_kind_name(e->contradictions[i].kind)));
    for (uint32_t i = 0; i < e->n_claims; i++) tag_claim(p, row, p->claims[e->claims[i]]);
}

/* Days on which the event is told to have happened: its own, else those of the reports that tell it. */
static void told_days(const rc_join_part *p, rc_event_row *row)
{
    const rc_event *e = row->event;
    row->told_from = e->from;
    row->told_to = e->to;
    if (e->from != RC_DAY_NONE) return;
    for (uint32_t i = 0; i < e->n_claims; i++) {
        rc_day day = p->claims[e->claims[i]].report->report.published;
        if (day == RC_DAY_NONE) continue;
        if (row->told_from == RC_DAY_NONE || day < row->told_from) row->told_from = day;
        if (row->told_to == RC_DAY_NONE || day > row->told_to) row->told_to = day;
    }
}

static void set_event(rc_join_part *p, const rc_event_row *row)
{
    uint32_t n = row->event->n_claims;
    rc_join_row *members = RC_NEWS(p->arena, rc_join_row, n);
    for (uint32_t i = 0; i < n; i++) {
        rc_hand_claim c = p->claims[row->event->claims[i]];
        c.report->event[c.i] = row->no;
        members[i] = (rc_join_row){c.report->no, rc_joins_claim_no(c)};
    }
    rc_joins_set_members(p->j, row->no, members, n);
}

/* One row for each group that is wanted, in their order. */
static rc_status make_rows(rc_join_part *p, const bool *wanted, rc_join_event *const *kept, rc_event_row *rows,
                           const rc_events *events, rc_error *err)
{
    int64_t *claim_no = RC_NEWS(p->arena, int64_t, p->inner.n_claims), number = 0;
    uint32_t n_new = 0, e = 0;
    for (uint32_t i = 0; i < p->inner.n_claims; i++) claim_no[i] = rc_joins_claim_no(p->claims[i]);
    for (uint32_t g = 0; g < p->inner.n_groups; g++) n_new += wanted[g] && !kept[g];
    rc_status status = next_number(p->j->ledger, n_new, &number, err);
    for (uint32_t g = 0; g < p->inner.n_groups && status == RC_OK; g++) {
        if (!wanted[g]) continue;
        rc_event_row *row = &rows[e];
        *row = (rc_event_row){.ledger = p->j->ledger,
                              .event = &events->ptr[e++],
                              .no = kept[g] ? kept[g]->no : number++,
                              .is_new = !kept[g],
                              .first_claim = rc_joins_claim_id(p->claims[p->first_of[g]]),
                              .claim_no = claim_no};
        told_days(p, row);
        tag_event(p, row);
        set_event(p, row);
    }
    return status;
}

static rc_status put_events(rc_join_part *p, const bool *wanted, rc_join_event *const *kept, name_list *names,
                            rc_error *err)
{
    rc_events events = rc_part_events(&p->inner, wanted);
    rc_event_row *rows = RC_NEWS(p->arena, rc_event_row, events.n);
    rc_status status = make_rows(p, wanted, kept, rows, &events, err);
    for (uint32_t i = 0; i < events.n && status == RC_OK; i++) status = rc_event_clear(&rows[i], p->arena, err);
    for (uint32_t i = 0; i < events.n && status == RC_OK; i++) {
        status = rc_event_put(&rows[i], p->arena, err);
        if (rows[i].is_new) *RC_PUSH(p->arena, names) = events.ptr[i].id;
    }
    for (size_t i = 0; i < names->len && status == RC_OK; i++)
        status = rc_events_name(p->j->ledger, names->ptr[i], p->arena, err);
    return status;
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
    rc_join_event **kept = RC_NEWS(p->arena, rc_join_event *, p->inner.n_groups);
    name_list names = {0};
    choose_groups(p, wanted, goes);
    rc_status status = bind_twins(p, err);
    if (status == RC_OK) status = find_kept(p, wanted, goes, kept, err);
    if (status == RC_OK) status = drop_events(p, goes, &names, err);
    return status == RC_OK ? put_events(p, wanted, kept, &names, err) : status;
}
