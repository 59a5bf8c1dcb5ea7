/* Running totals and what is counted in them, made from events as they stand. */
#include "recoupe/ledger/totals.h"

#include <stdlib.h>

typedef struct totals {
    rc_str event; /* all that is asked for, or empty */
    RC_VEC(rc_toll) found;
    RC_VEC(rc_total_link) links;
    rc_arena *arena, work; /* of the result; of one event */
} totals;

typedef struct at_hand {
    totals *t;
    const rc_stored_event *event;
} at_hand;

static void keep(totals *t, rc_toll toll)
{
    uint64_t *parties = RC_NEWS(t->arena, uint64_t, toll.n_parties);
    if (toll.n_parties) memcpy(parties, toll.parties, toll.n_parties * sizeof *parties);
    toll.parties = parties;
    rc_toll_loss *losses = RC_NEWS(t->arena, rc_toll_loss, toll.n_losses);
    if (toll.n_losses) memcpy(losses, toll.losses, toll.n_losses * sizeof *losses);
    toll.losses = losses;
    toll.id = rc_arena_dup(t->arena, toll.id);
    toll.place.name = rc_arena_dup(t->arena, toll.place.name);
    toll.place.admin1 = rc_arena_dup(t->arena, toll.place.admin1);
    *RC_PUSH(t->arena, &t->found) = toll;
}

/* The event that is asked for is kept whatever it is; else totals alone. */
static rc_status take(void *context, rc_error *err)
{
    at_hand *h = context;
    rc_toll toll;
    (void)err;
    rc_toll_of(&toll, &h->event->event, h->event->claims, &h->t->work);
    if (toll.is_total || h->t->event.len) keep(h->t, toll);
    return RC_OK;
}

static rc_status on_total(void *context, const rc_stored_event *event, rc_error *err)
{
    at_hand h = {context, event};
    rc_status status = rc_arena_run(&h.t->work, take, &h, "looking for totals", err);
    rc_arena_reset(&h.t->work);
    return status;
}

static void link(totals *t, const rc_toll *total, const rc_toll *part)
{
    rc_str why = rc_toll_part(total, part, &t->work);
    if (!why.len) return;
    *RC_PUSH(t->arena, &t->links) = (rc_total_link){rc_arena_dup(t->arena, total->id), rc_arena_dup(t->arena, part->id),
                                                    rc_arena_dup(t->arena, why)};
}

static rc_status compare(void *context, rc_error *err)
{
    at_hand *h = context;
    totals *t = h->t;
    rc_toll toll;
    (void)err;
    rc_toll_of(&toll, &h->event->event, h->event->claims, &t->work);
    for (size_t i = 0; i < t->found.len; i++) {
        link(t, &t->found.ptr[i], &toll);
        if (t->event.len) link(t, &toll, &t->found.ptr[i]);
    }
    return RC_OK;
}

static rc_status on_part(void *context, const rc_stored_event *event, rc_error *err)
{
    at_hand h = {context, event};
    rc_status status = rc_arena_run(&h.t->work, compare, &h, "looking for totals", err);
    rc_arena_reset(&h.t->work);
    return status;
}

static int by_ids(const void *left, const void *right)
{
    const rc_total_link *a = left, *b = right;
    int order = rc_str_cmp(a->total, b->total);
    return order ? order : rc_str_cmp(a->part, b->part);
}

rc_status rc_ledger_totals(rc_ledger *ledger, rc_str event, rc_total_link **out, uint32_t *n, rc_arena *arena,
                           rc_error *err)
{
    totals t = {.event = event, .arena = arena};
    rc_filter filter = RC_FILTER_ANY;
    filter.event = event;
    *out = NULL;
    *n = 0;
    rc_arena_init(&t.work, (size_t)1 << 16, 0);
    rc_status status = rc_ledger_events(ledger, &filter, on_total, &t, err);
    if (status == RC_OK && t.found.len) {
        filter = RC_FILTER_ANY;
        if (event.len) { /* what shares no day with it is no part of it */
            filter.since = t.found.ptr[0].from;
            filter.until = t.found.ptr[0].to;
        }
        bool dated = !event.len || t.found.ptr[0].from != RC_DAY_NONE;
        if (dated) status = rc_ledger_events(ledger, &filter, on_part, &t, err);
    }
    rc_arena_release(&t.work);
    if (status != RC_OK) return status;
    if (t.links.len) qsort(t.links.ptr, t.links.len, sizeof *t.links.ptr, by_ids);
    *out = t.links.ptr;
    *n = (uint32_t)t.links.len;
    return RC_OK;
}
