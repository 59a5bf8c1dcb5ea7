/* Joining a chunk of reports. What depends on them is found step by step: claims whose event may be another now are set
 * free, all others stay where they are; the free ones are grouped; and where that moved one, the later claims that are
 * alike to a member of an event it left or came to are set free too, until nothing moves. Claims are decided in their
 * order (events/cluster.c), so a claim depends on earlier ones alone, and on those a person or a copy binds it to. */
#include <stdlib.h>

#include "ledger/join.h"

typedef struct known_event {
    int64_t no;
    rc_hand_claims members; /* in order; those that count no more are left out */
    bool is_lost;           /* a claim was taken out of it, or out of what it depends on */
    bool moves;             /* some claim left it, or it lost one, behind `place` */
    rc_join_place place;
} known_event;

typedef struct part {
    rc_joins *j;
    rc_arena *arena;
    uint32_t round;
    RC_VEC(known_event) events;
    rc_map event_at; /* number of the event to its place in `events`, from 1 */
    rc_hand_claims queue;
    RC_VEC(rc_join_at_hand *) reports;
    RC_VEC(rc_part_link) links;
    rc_part inner;
    rc_hand_claim *claims; /* of the part, by their numbers */
    uint32_t *first_of;    /* first claim of each group */
} part;

static rc_str number_key(rc_arena *arena, int64_t number)
{
    int64_t *kept = RC_NEW(arena, int64_t);
    *kept = number;
    return (rc_str){(const char *)kept, sizeof *kept};
}

/* ---- what belongs to the part */

static void take_report(part *p, rc_join_at_hand *r)
{
    if (r->part_round == p->round) return;
    r->part_round = p->round;
    *RC_PUSH(p->arena, &p->reports) = r;
}

static void take_claim(part *p, rc_hand_claim c)
{
    if (c.report->relevant[c.i] == p->round) return;
    c.report->relevant[c.i] = p->round;
    take_report(p, c.report);
    *RC_PUSH(p->arena, &p->queue) = c;
}

static rc_status read_members(part *p, int64_t no, rc_join_rows *rows, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status = rc_sql_kept(p->j->ledger, &s,
                                   "SELECT c.report, c.no FROM event_claim m JOIN main.claim c ON c.no = m.claim"
                                   " WHERE m.event = ?1 ORDER BY m.at",
                                   "read an event", err, "i", no);
    while (status == RC_OK) {
        status = rc_sql_step(p->j->ledger, s, &row, "read an event", err);
        if (status != RC_OK || !row) break;
        *RC_PUSH(p->arena, rows) = (rc_join_row){sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1)};
    }
    return status;
}

static rc_status take_event(part *p, int64_t no, rc_error *err)
{
    bool is_new;
    uint64_t *at = rc_map_put(p->arena, &p->event_at, number_key(p->arena, no), &is_new);
    if (!no || !is_new) return RC_OK;
    known_event event = {.no = no};
    rc_join_rows rows = {0};
    *at = p->events.len + 1;
    *RC_PUSH(p->arena, &p->events) = event;
    rc_status status = read_members(p, no, &rows, err);
    for (size_t i = 0; i < rows.len && status == RC_OK; i++) {
        rc_hand_claim c;
        status = rc_joins_claim(p->j, rows.ptr[i].report, rows.ptr[i].claim, &c, err);
        if (status != RC_OK || !c.report) continue;
        *RC_PUSH(p->arena, &event.members) = c;
        take_claim(p, c);
    }
    p->events.ptr[*rc_map_get(&p->event_at, number_key(p->arena, no)) - 1] = event;
    return status;
}

static known_event *event_of(part *p, rc_hand_claim c)
{
    int64_t no = c.report->event[c.i];
    const uint64_t *at = no > 0 ? rc_map_get(&p->event_at, number_key(p->arena, no)) : NULL;
    return at && *at ? &p->events.ptr[*at - 1] : NULL;
}

typedef struct pair_row {
    rc_join_row earlier;
    double score;
} pair_row;

typedef RC_VEC(pair_row) pair_rows;

static rc_status read_pairs(part *p, rc_hand_claim c, pair_rows *rows, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    rc_status status =
        rc_sql_kept(p->j->ledger, &s, "SELECT earlier_report, earlier, score FROM join_pair WHERE later = ?1",
                    "read pairs", err, "i", rc_joins_claim_no(c));
    while (status == RC_OK) {
        status = rc_sql_step(p->j->ledger, s, &row, "read pairs", err);
        if (status != RC_OK || !row) break;
        *RC_PUSH(p->arena, rows) = (pair_row){{sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1)},
                                              sqlite3_column_double(s, 2)};
    }
    return status;
}

/* All claims that an act names are decided together. */
static rc_status take_named(part *p, rc_hand_claim c, rc_error *err)
{
    rc_str id = rc_joins_claim_id(c);
    rc_status status = RC_OK;
    if (!rc_map_get(&p->j->acts_of, id)) return RC_OK;
    for (uint32_t k = 0; k < p->j->options.n_acts && status == RC_OK; k++) {
        const rc_join_act *act = &p->j->options.acts[k];
        bool names = false;
        if (act->kind == RC_ACT_FOLD || act->kind == RC_ACT_UNFOLD) continue;
        for (uint32_t i = 0; i < act->n && !names; i++) names = rc_str_eq(act->claims[i], id);
        for (uint32_t i = 0; i < act->n && names && status == RC_OK; i++) {
            rc_hand_claim other;
            status = rc_joins_named(p->j, act->claims[i], &other, err);
            if (status != RC_OK || !other.report) continue;
            take_claim(p, other);
            if (c.report->is_free[c.i]) rc_joins_set_free(p->j, other);
        }
    }
    return status;
}

static bool any_free(const rc_join_at_hand *r)
{
    for (uint32_t i = 0; i < r->n; i++)
        if (r->is_free[i]) return true;
    return false;
}

/* The claims of a copy may repeat any of its original's. */
static rc_status take_original(part *p, rc_join_at_hand *r, rc_error *err)
{
    int64_t no;
    rc_join_at_hand *original;
    rc_status status = rc_joins_original(p->j, r, &no, err);
    if (status != RC_OK || !no) return status;
    status = rc_joins_report(p->j, no, &original, err);
    if (status != RC_OK) return status;
    take_report(p, original);
    for (uint32_t i = 0; any_free(r) && i < original->n; i++) take_claim(p, (rc_hand_claim){original, i});
    return RC_OK;
}

/* Whole events, whole acts, and the originals of copies. */
static rc_status close_over(part *p, rc_error *err)
{
    rc_status status = RC_OK;
    for (size_t i = 0, k = 0; (i < p->queue.len || k < p->reports.len) && status == RC_OK;) {
        if (i == p->queue.len) {
            status = take_original(p, p->reports.ptr[k++], err);
            continue;
        }
        int64_t event;
        status = rc_joins_event(p->j, p->queue.ptr[i], &event, err);
        if (status == RC_OK) status = take_event(p, event, err);
        if (status == RC_OK) status = take_named(p, p->queue.ptr[i++], err);
    }
    return status;
}

static rc_status gather(part *p, rc_error *err)
{
    rc_joins *j = p->j;
    rc_status status = RC_OK;
    for (size_t i = 0; i < j->free.len && status == RC_OK; i++) { /* it may grow on the way */
        pair_rows pairs = {0};
        take_claim(p, j->free.ptr[i]);
        status = take_named(p, j->free.ptr[i], err);
        if (status == RC_OK) status = read_pairs(p, j->free.ptr[i], &pairs, err);
        for (size_t k = 0; k < pairs.len && status == RC_OK; k++) {
            rc_hand_claim earlier;
            status = rc_joins_claim(j, pairs.ptr[k].earlier.report, pairs.ptr[k].earlier.claim, &earlier, err);
            if (status == RC_OK && earlier.report) take_claim(p, earlier);
        }
    }
    for (size_t i = 0; i < j->losses.len && status == RC_OK; i++) status = take_event(p, j->losses.ptr[i].event, err);
    return status == RC_OK ? close_over(p, err) : status;
}

/* ---- numbering the part */

static int by_order(const void *left, const void *right)
{
    const rc_join_at_hand *a = *(rc_join_at_hand *const *)left, *b = *(rc_join_at_hand *const *)right;
    return rc_prepared_order(a->prepared, b->prepared);
}

static uint32_t number_of(rc_hand_claim c)
{
    return c.report->base + c.i;
}

static rc_status number_reports(part *p, rc_error *err)
{
    uint32_t n = (uint32_t)p->reports.len, claims = 0;
    rc_status status = RC_OK;
    rc_part_report *reports = RC_NEWS(p->arena, rc_part_report, n);
    if (n) qsort(p->reports.ptr, n, sizeof *p->reports.ptr, by_order);
    for (uint32_t i = 0; i < n; i++) {
        p->reports.ptr[i]->in_part = i;
        p->reports.ptr[i]->base = claims;
        claims += p->reports.ptr[i]->n;
    }
    p->claims = RC_NEWS(p->arena, rc_hand_claim, claims);
    for (uint32_t i = 0; i < n && status == RC_OK; i++) {
        rc_join_at_hand *r = p->reports.ptr[i], *from = r;
        if (r->original) status = rc_joins_report(p->j, r->original, &from, err);
        if (status != RC_OK) break;
        reports[i] = (rc_part_report){r->prepared, from->in_part};
        for (uint32_t k = 0; k < r->n; k++) p->claims[r->base + k] = (rc_hand_claim){r, k};
    }
    p->inner = (rc_part){.reports = reports, .n_reports = n, .n_claims = claims};
    return status;
}

/* Claims of the part that do not matter to it are left alone. */
static void number_firsts(part *p)
{
    p->inner.first = RC_NEWS(p->arena, uint32_t, p->inner.n_claims);
    for (uint32_t i = 0; i < p->inner.n_claims; i++) {
        rc_hand_claim c = p->claims[i];
        const known_event *event = c.report->relevant[c.i] == p->round ? event_of(p, c) : NULL;
        p->inner.first[i] = c.report->is_free[c.i] ? RC_FREE : event ? number_of(event->members.ptr[0]) : i;
    }
}

static int by_score(const void *left, const void *right)
{
    const rc_part_link *a = left, *b = right;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    return a->earlier < b->earlier ? -1 : a->earlier > b->earlier;
}

static rc_status number_links(part *p, rc_error *err)
{
    rc_status status = RC_OK;
    for (uint32_t i = 0; i < p->inner.n_claims && status == RC_OK; i++) {
        size_t first = p->links.len;
        pair_rows pairs = {0};
        if (p->inner.first[i] != RC_FREE) continue;
        status = read_pairs(p, p->claims[i], &pairs, err);
        for (size_t k = 0; k < pairs.len && status == RC_OK; k++) {
            rc_hand_claim earlier;
            if (pairs.ptr[k].score >= RC_BOUND) continue;
            status = rc_joins_claim(p->j, pairs.ptr[k].earlier.report, pairs.ptr[k].earlier.claim, &earlier, err);
            if (status == RC_OK && earlier.report)
                *RC_PUSH(p->arena, &p->links) = (rc_part_link){(float)pairs.ptr[k].score, number_of(earlier), i};
        }
        if (p->links.len > first)
            qsort(&p->links.ptr[first], p->links.len - first, sizeof *p->links.ptr, by_score);
    }
    p->inner.links = p->links.ptr;
    p->inner.n_links = (uint32_t)p->links.len;
    return status;
}

static rc_status group(part *p, rc_error *err)
{
    rc_status status = gather(p, err);
    if (status == RC_OK) status = number_reports(p, err);
    if (status != RC_OK) return status;
    number_firsts(p);
    status = number_links(p, err);
    if (status == RC_OK) status = rc_part_group(p->j->joiner, &p->inner, p->arena, err);
    if (status != RC_OK) return status;
    p->first_of = RC_NEWS(p->arena, uint32_t, p->inner.n_groups);
    for (uint32_t i = p->inner.n_claims; i-- > 0;) p->first_of[p->inner.group_of[i]] = i;
    return RC_OK;
}

/* ---- what depends on what moved */

static void mark(rc_join_place *place, bool *moves, const rc_join_place *at)
{
    if (!*moves || rc_join_place_order(at, place) < 0) *place = *at;
    *moves = true;
}

typedef struct later_row {
    rc_join_row later;
    double score;
} later_row;

/* Claims behind `place` that are alike to the member, and those that go where it goes. */
static rc_status free_later(part *p, rc_hand_claim member, const rc_join_place *place, rc_error *err)
{
    sqlite3_stmt *s;
    bool row = true;
    RC_VEC(later_row) rows = {0};
    rc_status status = rc_sql_kept(p->j->ledger, &s,
                                   "SELECT later_report, later, score FROM join_pair WHERE earlier = ?1 AND later_day"
                                   " >= ?2",
                                   "read pairs", err, "ii", rc_joins_claim_no(member), place->day);
    while (status == RC_OK) {
        status = rc_sql_step(p->j->ledger, s, &row, "read pairs", err);
        if (status != RC_OK || !row) break;
        *RC_PUSH(p->arena, &rows) = (later_row){{sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1)},
                                                sqlite3_column_double(s, 2)};
    }
    for (size_t i = 0; i < rows.len && status == RC_OK; i++) {
        rc_hand_claim later;
        status = rc_joins_claim(p->j, rows.ptr[i].later.report, rows.ptr[i].later.claim, &later, err);
        if (status != RC_OK || !later.report || later.report->is_free[later.i]) continue;
        rc_join_place own = rc_joins_place(later);
        if (rows.ptr[i].score >= RC_BOUND || rc_join_place_order(&own, place) > 0) rc_joins_set_free(p->j, later);
    }
    return status;
}

/* A claim moved where the event it is in begins with another claim than before. */
static rc_status free_dependents(part *p, rc_error *err)
{
    rc_join_place *place = RC_NEWS(p->arena, rc_join_place, p->inner.n_groups);
    bool *moves = RC_NEWS(p->arena, bool, p->inner.n_groups);
    rc_status status = RC_OK;
    for (uint32_t i = 0; i < p->inner.n_claims; i++) {
        if (p->inner.first[i] != RC_FREE) continue;
        uint32_t g = p->inner.group_of[i];
        known_event *old = event_of(p, p->claims[i]);
        if (old && number_of(old->members.ptr[0]) == p->first_of[g]) continue;
        rc_join_place at = rc_joins_place(p->claims[i]);
        mark(&place[g], &moves[g], &at);
        if (old) mark(&old->place, &old->moves, &at);
    }
    for (size_t i = 0; i < p->j->losses.len; i++) {
        const uint64_t *at = rc_map_get(&p->event_at, number_key(p->arena, p->j->losses.ptr[i].event));
        known_event *old = &p->events.ptr[*at - 1];
        mark(&old->place, &old->moves, &p->j->losses.ptr[i].place);
        old->is_lost = true;
    }
    for (uint32_t i = 0; i < p->inner.n_claims && status == RC_OK; i++) {
        rc_hand_claim c = p->claims[i];
        if (c.report->relevant[c.i] != p->round) continue;
        const known_event *old = event_of(p, c);
        uint32_t g = p->inner.group_of[i];
        if (moves[g]) status = free_later(p, c, &place[g], err);
        if (old && old->moves && status == RC_OK) status = free_later(p, c, &old->place, err);
    }
    return status;
}

/* ---- writing what changed */

typedef RC_VEC(rc_str) name_list;

static bool is_as_it_was(part *p, uint32_t g, const uint32_t *size)
{
    rc_hand_claim first = p->claims[p->first_of[g]];
    const known_event *old = event_of(p, first);
    return old && !old->is_lost && old->members.len == size[g];
}

/* Groups that are to be written, and events that go: those of all members of such groups, and so on. */
static void choose_groups(part *p, bool *wanted, bool *goes)
{
    uint32_t *size = RC_NEWS(p->arena, uint32_t, p->inner.n_groups);
    for (uint32_t i = 0; i < p->inner.n_claims; i++) size[p->inner.group_of[i]]++;
    for (uint32_t i = 0; i < p->inner.n_claims; i++) {
        rc_hand_claim c = p->claims[i];
        uint32_t g = p->inner.group_of[i];
        const known_event *old = event_of(p, c), *of_first = event_of(p, p->claims[p->first_of[g]]);
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
            const known_event *old = event_of(p, c);
            if (!old) continue;
            size_t e = (size_t)(old - p->events.ptr);
            if (wanted[g] == goes[e]) continue;
            wanted[g] = goes[e] = more = true;
        }
    }
}

static rc_status push_name(part *p, int64_t no, name_list *names, rc_error *err)
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

static rc_status drop_events(part *p, const bool *goes, name_list *names, rc_error *err)
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

static rc_status put_events(part *p, const bool *wanted, name_list *names, rc_error *err)
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
static rc_status bind_twins(part *p, rc_error *err)
{
    rc_status status = RC_OK;
    for (uint32_t i = 0; i < p->inner.n_claims && status == RC_OK; i++) {
        uint32_t twin = p->inner.first[i] == RC_FREE ? rc_part_twin(&p->inner, i) : RC_FREE;
        if (twin != RC_FREE) status = rc_joins_bind(p->j, p->claims[i], p->claims[twin], err);
    }
    return status;
}

static rc_status write_part(part *p, rc_error *err)
{
    bool *wanted = RC_NEWS(p->arena, bool, p->inner.n_groups), *goes = RC_NEWS(p->arena, bool, p->events.len);
    name_list names = {0};
    choose_groups(p, wanted, goes);
    rc_status status = bind_twins(p, err);
    if (status == RC_OK) status = drop_events(p, goes, &names, err);
    return status == RC_OK ? put_events(p, wanted, &names, err) : status;
}

/* ---- a chunk */

static rc_status index_chunk(rc_joins *j, rc_error *err)
{
    rc_status status = RC_OK;
    for (size_t i = 0; i < j->chunk.len && status == RC_OK; i++) status = rc_joins_take_out(j, j->chunk.ptr[i], err);
    for (size_t i = 0; i < j->chunk.len && status == RC_OK; i++) {
        rc_join_at_hand *r;
        status = rc_joins_report(j, j->chunk.ptr[i], &r, err);
        if (status == RC_OK) r->is_new = true;
        if (status == RC_OK) status = rc_joins_put_in(j, r, err);
    }
    if (status == RC_OK) status = rc_joins_find_copies(j, err);
    for (size_t i = 0; i < j->chunk.len && status == RC_OK; i++) {
        rc_join_at_hand *r;
        status = rc_joins_report(j, j->chunk.ptr[i], &r, err);
        if (status == RC_OK) status = rc_joins_look_ahead(j, r, err);
    }
    for (size_t i = 0; i < j->again.len && status == RC_OK; i++) {
        rc_hand_claim c;
        status = rc_joins_claim(j, j->again.ptr[i].report, j->again.ptr[i].claim, &c, err);
        if (status == RC_OK && c.report) rc_joins_set_looking(j, c);
    }
    for (size_t i = 0; i < j->looking.len && status == RC_OK; i++)
        status = rc_joins_look_back(j, j->looking.ptr[i], err);
    return status;
}

static rc_status group_until_nothing_moves(rc_joins *j, part *out, rc_error *err)
{
    rc_status status = RC_OK;
    for (size_t before = SIZE_MAX; status == RC_OK && j->free.len != before;) {
        before = j->free.len;
        *out = (part){.j = j, .arena = &j->work, .round = ++j->searches};
        status = group(out, err);
        if (status == RC_OK) status = free_dependents(out, err);
    }
    return status;
}

static void end_chunk(rc_joins *j)
{
    for (size_t i = 0; i < j->free.len; i++) {
        rc_hand_claim c = j->free.ptr[i];
        c.report->is_free[c.i] = c.report->is_dirty[c.i] = false;
    }
    for (size_t i = 0; i < j->chunk.len; i++) rc_joins_end_new(j, j->chunk.ptr[i]);
    memset(&j->free, 0, sizeof j->free);
    memset(&j->looking, 0, sizeof j->looking);
    memset(&j->losses, 0, sizeof j->losses);
    memset(&j->again, 0, sizeof j->again);
    memset(&j->chunk, 0, sizeof j->chunk);
    rc_arena_reset(&j->work);
}

rc_status rc_joins_run(rc_joins *j, const rc_row_list *chunk, rc_error *err)
{
    part p;
    for (size_t i = 0; i < chunk->len; i++) *RC_PUSH(&j->work, &j->chunk) = chunk->ptr[i];
    rc_status status = index_chunk(j, err);
    if (status == RC_OK && (j->free.len || j->losses.len)) {
        status = group_until_nothing_moves(j, &p, err);
        if (status == RC_OK) status = write_part(&p, err);
    }
    end_chunk(j);
    return status;
}
