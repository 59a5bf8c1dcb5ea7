/* Gathering a part, and grouping it. */
#include <stdlib.h>

#include "ledger/join_part.h"

/* ---- what belongs to the rc_join_part */

static void take_report(rc_join_part *p, rc_join_at_hand *r)
{
    if (r->part_round == p->round) return;
    r->part_round = p->round;
    *RC_PUSH(p->arena, &p->reports) = r;
}

static void take_claim(rc_join_part *p, rc_hand_claim c)
{
    if (c.report->relevant[c.i] == p->round) return;
    c.report->relevant[c.i] = p->round;
    take_report(p, c.report);
    *RC_PUSH(p->arena, &p->queue) = c;
}

static rc_status take_event(rc_join_part *p, int64_t no, rc_error *err)
{
    const rc_join_rows *rows;
    if (!no || rc_numbers_get(&p->event_of, no)) return RC_OK;
    rc_join_event *event = RC_NEW(p->arena, rc_join_event);
    event->no = no;
    *rc_numbers_put(p->arena, &p->event_of, no) = event;
    *RC_PUSH(p->arena, &p->events) = event;
    rc_status status = rc_joins_members(p->j, no, &rows, err);
    for (size_t i = 0; status == RC_OK && i < rows->len; i++) {
        rc_hand_claim c;
        status = rc_joins_claim(p->j, rows->ptr[i].report, rows->ptr[i].claim, &c, err);
        if (status != RC_OK || !c.report) continue;
        *RC_PUSH(p->arena, &event->members) = c;
        take_claim(p, c);
    }
    return status;
}

rc_join_event *rc_join_event_of(rc_join_part *p, rc_hand_claim c)
{
    int64_t no = c.report->event[c.i];
    return no > 0 ? rc_numbers_get(&p->event_of, no) : NULL;
}

/* All claims that an act names are decided together. */
static rc_status take_named(rc_join_part *p, rc_hand_claim c, rc_error *err)
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
static rc_status take_original(rc_join_part *p, rc_join_at_hand *r, rc_error *err)
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
static rc_status close_over(rc_join_part *p, rc_error *err)
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

static rc_status gather(rc_join_part *p, rc_error *err)
{
    rc_joins *j = p->j;
    rc_status status = RC_OK;
    for (size_t i = 0; i < j->free.len && status == RC_OK; i++) { /* it may grow on the way */
        const rc_pair_list *pairs;
        take_claim(p, j->free.ptr[i]);
        status = take_named(p, j->free.ptr[i], err);
        if (status == RC_OK) status = rc_joins_earlier(j, j->free.ptr[i], &pairs, err);
        for (size_t k = 0; status == RC_OK && k < pairs->len; k++) {
            rc_hand_claim earlier;
            status = rc_joins_claim(j, pairs->ptr[k].row.report, pairs->ptr[k].row.claim, &earlier, err);
            if (status == RC_OK && earlier.report) take_claim(p, earlier);
        }
    }
    for (size_t i = 0; i < j->losses.len && status == RC_OK; i++) status = take_event(p, j->losses.ptr[i].event, err);
    return status == RC_OK ? close_over(p, err) : status;
}

/* ---- numbering the rc_join_part */

static int by_order(const void *left, const void *right)
{
    const rc_join_at_hand *a = *(rc_join_at_hand *const *)left, *b = *(rc_join_at_hand *const *)right;
    return rc_prepared_order(a->prepared, b->prepared);
}

uint32_t rc_join_number_of(rc_hand_claim c)
{
    return c.report->base + c.i;
}

static rc_status number_reports(rc_join_part *p, rc_error *err)
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
static void number_firsts(rc_join_part *p)
{
    p->inner.first = RC_NEWS(p->arena, uint32_t, p->inner.n_claims);
    for (uint32_t i = 0; i < p->inner.n_claims; i++) {
        rc_hand_claim c = p->claims[i];
        const rc_join_event *event = c.report->relevant[c.i] == p->round ? rc_join_event_of(p, c) : NULL;
        p->inner.first[i] = c.report->is_free[c.i] ? RC_FREE : event ? rc_join_number_of(event->members.ptr[0]) : i;
    }
}

static int by_score(const void *left, const void *right)
{
    const rc_part_link *a = left, *b = right;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    return a->earlier < b->earlier ? -1 : a->earlier > b->earlier;
}

static rc_status number_links(rc_join_part *p, rc_error *err)
{
    rc_status status = RC_OK;
    for (uint32_t i = 0; i < p->inner.n_claims && status == RC_OK; i++) {
        size_t first = p->links.len;
        const rc_pair_list *pairs;
        if (p->inner.first[i] != RC_FREE) continue;
        status = rc_joins_earlier(p->j, p->claims[i], &pairs, err);
        for (size_t k = 0; status == RC_OK && k < pairs->len; k++) {
            rc_hand_claim earlier;
            if (pairs->ptr[k].score >= RC_BOUND) continue;
            status = rc_joins_claim(p->j, pairs->ptr[k].row.report, pairs->ptr[k].row.claim, &earlier, err);
            if (status == RC_OK && earlier.report)
                *RC_PUSH(p->arena, &p->links) =
                    (rc_part_link){(float)pairs->ptr[k].score, rc_join_number_of(earlier), i};
        }
        if (p->links.len > first) qsort(&p->links.ptr[first], p->links.len - first, sizeof *p->links.ptr, by_score);
    }
    p->inner.links = p->links.ptr;
    p->inner.n_links = (uint32_t)p->links.len;
    return status;
}

rc_status rc_join_part_group(rc_join_part *p, rc_error *err)
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
