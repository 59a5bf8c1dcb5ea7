/* Joining a chunk of reports. What depends on them is found step by step: claims whose event may be another now are set
 * free, all others stay where they are; the free ones are grouped; and where that moved one, the later claims that are
 * alike to a member of an event it left or came to are set free too, until nothing moves. Claims are decided in their
 * order (events/cluster.c), so a claim depends on earlier ones alone, and on those a person or a copy binds it to. */
#include "ledger/join_part.h"

/* ---- what depends on what moved */

static void mark(rc_join_place *place, bool *moves, const rc_join_place *at)
{
    if (!*moves || rc_join_place_order(at, place) < 0) *place = *at;
    *moves = true;
}

/* Claims behind `place` that are alike to the member, and those that go where it goes. */
static rc_status free_later(rc_join_part *p, rc_hand_claim member, const rc_join_place *place, rc_error *err)
{
    const rc_pair_list *rows;
    rc_status status = rc_joins_later(p->j, member, &rows, err);
    for (size_t i = 0; status == RC_OK && i < rows->len; i++) {
        const rc_pair *row = &rows->ptr[i];
        rc_hand_claim later;
        if (row->day < place->day && row->score < RC_BOUND) continue;
        status = rc_joins_claim(p->j, row->row.report, row->row.claim, &later, err);
        if (status != RC_OK || !later.report || later.report->is_free[later.i]) continue;
        rc_join_place own = rc_joins_place(later);
        if (row->score >= RC_BOUND || rc_join_place_order(&own, place) > 0) rc_joins_set_free(p->j, later);
    }
    return status;
}

/* Where a copy waits for a later original, an event is no longer known by its first claim: with one of its claims all
 * are decided anew, and count as moved. */
static void look_for_waiting(rc_join_part *p, bool *waits)
{
    for (uint32_t i = 0; i < p->inner.n_claims; i++) {
        uint32_t twin = rc_part_twin(&p->inner, i);
        rc_hand_claim c = p->claims[i];
        if (twin == RC_FREE || twin < i || c.report->relevant[c.i] != p->round) continue;
        rc_join_event *old = rc_join_event_of(p, c);
        waits[p->inner.group_of[i]] = true;
        if (old) old->waits = true;
    }
}

static void free_waiting(rc_join_part *p, const bool *waits, bool *moves)
{
    for (uint32_t i = 0; i < p->inner.n_claims; i++) {
        rc_hand_claim c = p->claims[i];
        const rc_join_event *old = rc_join_event_of(p, c);
        if (c.report->relevant[c.i] != p->round) continue;
        uint32_t g = p->inner.group_of[i];
        if ((waits[g] && moves[g]) || (old && old->waits && old->moves)) rc_joins_set_free(p->j, c);
    }
}

/* A claim moved where the event it is in begins with another claim than before. */
static rc_status free_dependents(rc_join_part *p, rc_error *err)
{
    rc_join_place *place = RC_NEWS(p->arena, rc_join_place, p->inner.n_groups);
    bool *moves = RC_NEWS(p->arena, bool, p->inner.n_groups), *waits = RC_NEWS(p->arena, bool, p->inner.n_groups);
    rc_status status = RC_OK;
    look_for_waiting(p, waits);
    for (uint32_t i = 0; i < p->inner.n_claims; i++) {
        if (p->inner.first[i] != RC_FREE) continue;
        uint32_t g = p->inner.group_of[i];
        rc_join_event *old = rc_join_event_of(p, p->claims[i]);
        bool known = !waits[g] && !(old && old->waits);
        if (known && old && rc_join_number_of(old->members.ptr[0]) == p->first_of[g]) continue;
        rc_join_place at = rc_joins_place(p->claims[i]);
        mark(&place[g], &moves[g], &at);
        if (old) mark(&old->place, &old->moves, &at);
    }
    for (size_t i = 0; i < p->j->losses.len; i++) {
        rc_join_event *old = rc_numbers_get(&p->event_of, p->j->losses.ptr[i].event);
        mark(&old->place, &old->moves, &p->j->losses.ptr[i].place);
        old->is_lost = true;
    }
    free_waiting(p, waits, moves);
    for (uint32_t i = 0; i < p->inner.n_claims && status == RC_OK; i++) {
        rc_hand_claim c = p->claims[i];
        if (c.report->relevant[c.i] != p->round) continue;
        const rc_join_event *old = rc_join_event_of(p, c);
        uint32_t g = p->inner.group_of[i];
        if (moves[g]) status = free_later(p, c, &place[g], err);
        if (old && old->moves && status == RC_OK) status = free_later(p, c, &old->place, err);
    }
    return status;
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
    for (size_t i = 0; i < j->unbound.len && status == RC_OK; i++)
        status = rc_joins_free_around(j, j->unbound.ptr[i], err);
    for (size_t i = 0; i < j->looking.len && status == RC_OK; i++)
        status = rc_joins_look_back(j, j->looking.ptr[i], err);
    return status;
}

static rc_status group_until_nothing_moves(rc_joins *j, rc_join_part *out, rc_error *err)
{
    rc_status status = RC_OK;
    for (size_t before = SIZE_MAX; status == RC_OK && j->free.len != before;) {
        before = j->free.len;
        *out = (rc_join_part){.j = j, .arena = &j->work, .round = ++j->searches};
        status = rc_join_part_group(out, err);
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
    memset(&j->unbound, 0, sizeof j->unbound);
    memset(&j->chunk, 0, sizeof j->chunk);
    rc_arena_reset(&j->work);
}

rc_status rc_joins_run(rc_joins *j, const rc_row_list *chunk, rc_error *err)
{
    rc_join_part p;
    for (size_t i = 0; i < chunk->len; i++) *RC_PUSH(&j->work, &j->chunk) = chunk->ptr[i];
    rc_status status = rc_joins_fresh_begin(j, err);
    if (status == RC_OK) status = rc_tags_settle(j->ledger, err);
    if (status == RC_OK) status = index_chunk(j, err);
    if (status == RC_OK && (j->free.len || j->losses.len)) {
        status = group_until_nothing_moves(j, &p, err);
        if (status == RC_OK) status = rc_join_part_write(&p, err);
    }
    end_chunk(j);
    return status;
}
