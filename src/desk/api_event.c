/* One event: origins with their reports, the matrix of what each says, contradictions, ranges, history. */
#include "desk/server.h"
#include "recoupe/export/grid.h"

#define ACTS_MOST 500

typedef struct event_page {
    desk_request *request;
    desk_reply *reply;
    rc_arena *arena;
    rc_str asked;
    const rc_stored_event *e;
    rc_grid grid;
    rc_json json;
    bool found;
} event_page;

/* ---- the matrix */

static void put_bounds(rc_json *json, const rc_count *count)
{
    if (count->has_low) {
        rc_json_key(json, "low");
        rc_json_real(json, count->low, 1);
    }
    if (count->has_high) {
        rc_json_key(json, "high");
        rc_json_real(json, count->high, 1);
    }
    if (count->approx) {
        rc_json_key(json, "approx");
        rc_json_bool(json, true);
    }
}

static void put_flag(rc_json *json, const char *key, bool value)
{
    if (!value) return;
    rc_json_key(json, key);
    rc_json_bool(json, true);
}

static rc_str say_contradiction(const event_page *p, uint32_t i)
{
    const rc_contradiction *c = &p->e->event.contradictions[i];
    const rc_join_claim *a = &p->e->claims[c->a], *b = &p->e->claims[c->b];
    rc_str said = rc_contradiction_say(c->kind, a, &p->e->reports[a->report], b, &p->e->reports[b->report],
                                       p->request->desk->sides, desk_query(p->request, "lang"), p->arena);
    return said.len ? said : c->why;
}

static void put_numbers(rc_json *json, const char *key, const uint32_t *numbers, uint32_t n)
{
    if (!n) return;
    rc_json_key(json, key);
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < n; i++) rc_json_int(json, numbers[i]);
    rc_json_end_array(json);
}

static void put_cell(event_page *p, const rc_grid_cell *c)
{
    rc_json *json = &p->json;
    const char *interest = rc_interest_name(c->interest);
    rc_json_begin_object(json);
    rc_json_key(json, "origin");
    rc_json_int(json, c->origin);
    rc_json_key(json, "column");
    rc_json_int(json, c->column);
    rc_json_str_field(json, "claim", p->e->claims[c->claim].id);
    put_bounds(json, &c->count);
    rc_json_str_field(json, "change", c->change);
    rc_json_str_field(json, "by", c->by);
    if (p->grid.columns[c->column].kind == RC_GRID_LOSS && interest)
        rc_json_str_field(json, "interest", rc_str_of(interest));
    put_flag(json, "hedged", c->hedged);
    put_flag(json, "denied", c->denied);
    put_flag(json, "part", c->part);
    put_numbers(json, "disputes", c->disputes, c->n_disputes);
    rc_json_end_object(json);
}

static void put_matrix(event_page *p)
{
    rc_json *json = &p->json;
    rc_json_key(json, "columns");
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < p->grid.n_columns; i++) {
        rc_json_begin_object(json);
        rc_json_str_field(json, "kind", rc_str_of(rc_grid_kind_name(p->grid.columns[i].kind)));
        rc_json_str_field(json, "what", p->grid.columns[i].what);
        rc_json_str_field(json, "of", p->grid.columns[i].of);
        rc_json_end_object(json);
    }
    rc_json_end_array(json);
    rc_json_key(json, "cells");
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < p->grid.n_cells; i++) put_cell(p, &p->grid.cells[i]);
    rc_json_end_array(json);
}

/* ---- ranges: low, best and high of each count, with the claim that sets each (docs/METHOD.md) */

static void put_end(event_page *p, const char *key, double value, uint32_t by)
{
    rc_json *json = &p->json;
    rc_json_key(json, key);
    rc_json_begin_object(json);
    rc_json_key(json, "value");
    rc_json_real(json, value, 1);
    if (by < p->e->event.n_claims) rc_json_str_field(json, "claim", p->e->claims[by].id);
    rc_json_end_object(json);
}

static void put_ranges(event_page *p)
{
    uint32_t n;
    rc_json *json = &p->json;
    const rc_estimate *all = rc_estimates_make(&p->e->event, p->e->claims, p->e->reports, p->request->desk->sides,
                                               RC_WAY_UCDP, p->arena, &n);
    rc_json_key(json, "ranges");
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < n; i++) {
        rc_json_begin_object(json);
        rc_json_str_field(json, "effect", rc_str_of(rc_effect_name(all[i].effect)));
        rc_json_str_field(json, "of", all[i].of);
        put_end(p, "low", all[i].low, all[i].low_by);
        put_end(p, "best", all[i].best, all[i].best_by);
        put_end(p, "high", all[i].high, all[i].high_by);
        put_flag(json, "open_above", all[i].open_above);
        put_flag(json, "part", all[i].is_part);
        rc_json_key(json, "origins");
        rc_json_int(json, all[i].n_origins);
        rc_json_end_object(json);
    }
    rc_json_end_array(json);
}

/* The Admiralty digit that claims alone would give: a proposal to a person. */
static void put_proposal(event_page *p)
{
    rc_json *json = &p->json;
    const char *why = "";
    int digit = rc_event_credibility(&p->e->event, p->e->claims, p->request->desk->sides, &why);
    rc_json_key(json, "proposal");
    rc_json_begin_object(json);
    rc_json_key(json, "information");
    rc_json_int(json, digit);
    rc_json_str_field(json, "why", rc_str_of(why));
    rc_json_end_object(json);
}

/* ---- origins, claims, contradictions */

static void put_origins(event_page *p)
{
    rc_json *json = &p->json;
    const rc_event *e = &p->e->event;
    rc_json_key(json, "origins");
    rc_json_begin_array(json);
    for (uint32_t o = 0; o < e->n_origins; o++) {
        uint32_t last = UINT32_MAX;
        const rc_grid_origin *origin = &p->grid.origins[o];
        rc_json_begin_object(json);
        rc_json_key(json, "name");
        rc_json_str(json, origin->name);
        rc_json_str_field(json, "side", origin->side);
        rc_json_str_field(json, "kind", rc_str_of(origin->kind));
        rc_json_key(json, "reports");
        rc_json_begin_array(json);
        for (uint32_t i = 0; i < e->n_claims; i++) {
            if (e->origin[i] != o || p->e->claims[i].report == last) continue;
            last = p->e->claims[i].report;
            rc_json_str(json, p->e->reports[last].id);
        }
        rc_json_end_array(json);
        rc_json_end_object(json);
    }
    rc_json_end_array(json);
}

static void put_claims(event_page *p)
{
    rc_json *json = &p->json;
    uint32_t last = UINT32_MAX, *cp = NULL;
    rc_json_key(json, "claims");
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < p->e->event.n_claims; i++) {
        const rc_join_claim *c = &p->e->claims[i];
        rc_str text = p->e->reports[c->report].text;
        if (c->report != last) cp = rc_codepoints(p->arena, text);
        last = c->report;
        rc_json_begin_object(json);
        rc_json_str_field(json, "id", c->id);
        rc_json_str_field(json, "report", p->e->reports[c->report].id);
        rc_json_key(json, "origin");
        rc_json_int(json, p->e->event.origin[i]);
        rc_json_key(json, "record");
        rc_claim_write(json, &c->claim, text, cp);
        rc_json_end_object(json);
    }
    rc_json_end_array(json);
}

static void put_contradictions(event_page *p)
{
    rc_json *json = &p->json;
    const rc_event *e = &p->e->event;
    rc_json_key(json, "contradictions");
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < e->n_contradictions; i++) {
        const rc_contradiction *c = &e->contradictions[i];
        rc_json_begin_object(json);
        rc_json_str_field(json, "kind", rc_str_of(rc_contradiction_kind_name(c->kind)));
        rc_json_key(json, "claims");
        rc_json_begin_array(json);
        rc_json_str(json, p->e->claims[c->a].id);
        rc_json_str(json, p->e->claims[c->b].id);
        rc_json_end_array(json);
        rc_json_str_field(json, "why", say_contradiction(p, i));
        rc_json_end_object(json);
    }
    rc_json_end_array(json);
}

/* Origins that say the same, each once, and their claims. */
static void put_stand(event_page *p, const rc_grid_stand *s)
{
    rc_json *json = &p->json;
    uint32_t *origins = RC_NEWS(p->arena, uint32_t, s->n_cells), n = 0;
    for (uint32_t i = 0; i < s->n_cells; i++) {
        uint32_t origin = p->grid.cells[s->cells[i]].origin, k = 0;
        while (k < n && origins[k] != origin) k++;
        if (k == n) origins[n++] = origin;
    }
    rc_json_begin_object(json);
    put_bounds(json, &s->count);
    rc_json_str_field(json, "change", s->change);
    rc_json_str_field(json, "by", s->by);
    put_numbers(json, "origins", origins, n);
    rc_json_key(json, "claims");
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < s->n_cells; i++) rc_json_str(json, p->e->claims[p->grid.cells[s->cells[i]].claim].id);
    rc_json_end_array(json);
    rc_json_end_object(json);
}

static void put_disputes(event_page *p)
{
    rc_json *json = &p->json;
    rc_json_key(json, "disputes");
    rc_json_begin_array(json);
    for (uint32_t i = 0; i < p->grid.n_disputes; i++) {
        const rc_grid_dispute *d = &p->grid.disputes[i];
        rc_json_begin_object(json);
        rc_json_str_field(json, "kind", rc_str_of(rc_contradiction_kind_name(d->kind)));
        if (d->kind == RC_CONTRADICTS_COUNT) rc_json_str_field(json, "effect", rc_str_of(rc_effect_name(d->effect)));
        rc_json_str_field(json, "of", d->of);
        rc_json_str_field(json, "place", d->place);
        rc_json_str_field(json, "why", say_contradiction(p, d->pairs[0]));
        put_numbers(json, "pairs", d->pairs, d->n_pairs);
        if (d->n_stands) {
            rc_json_key(json, "stands");
            rc_json_begin_array(json);
            for (uint32_t k = 0; k < d->n_stands; k++) put_stand(p, &d->stands[k]);
            rc_json_end_array(json);
            put_numbers(json, "ends", (const uint32_t[]){d->first, d->last}, 2);
        }
        rc_json_end_object(json);
    }
    rc_json_end_array(json);
}

static void put_head(event_page *p)
{
    rc_json *json = &p->json;
    const rc_event *e = &p->e->event;
    char day[11];
    rc_json_str_field(json, "id", e->id);
    if (!rc_str_eq(e->id, p->asked)) rc_json_str_field(json, "was", p->asked);
    rc_json_str_field(json, "type", rc_str_of(rc_event_type_name(e->type)));
    rc_json_str_field(json, "subtype", e->subtype);
    rc_json_key(json, "when");
    if (e->from == RC_DAY_NONE) {
        rc_json_null(json);
    } else {
        rc_json_begin_array(json);
        rc_day_iso(e->from, day);
        rc_json_str(json, rc_str_of(day));
        rc_day_iso(e->to, day);
        rc_json_str(json, rc_str_of(day));
        rc_json_end_array(json);
    }
    rc_json_key(json, "place");
    rc_json_begin_object(json);
    rc_json_str_field(json, "name", e->place.name);
    if (e->place.is_resolved) {
        rc_json_key(json, "lat");
        rc_json_real(json, e->place.lat, 5);
        rc_json_key(json, "lon");
        rc_json_real(json, e->place.lon, 5);
    }
    rc_json_str_field(json, "precision", rc_str_of(rc_precision_name(e->place.precision)));
    rc_json_str_field(json, "country", rc_str_of(e->place.country));
    rc_json_str_field(json, "admin1", e->place.admin1);
    rc_json_end_object(json);
    rc_json_str_field(json, "status", rc_str_of(rc_event_status_name(e->status)));
}

static rc_status put_work(event_page *p, rc_error *err)
{
    rc_json *json = &p->json;
    rc_ledger *ledger = p->request->ledger;
    rc_str id = p->e->event.id;
    int64_t version;
    rc_json_key(json, "reports");
    rc_status status = rc_browse_event_reports(ledger, id, json, err);
    rc_json_key(json, "states");
    if (status == RC_OK) status = rc_browse_claim_states(ledger, id, json, err);
    rc_json_key(json, "rejected");
    if (status == RC_OK) status = rc_browse_rejected(ledger, id, json, err);
    rc_json_key(json, "acts");
    if (status == RC_OK) status = rc_browse_acts(ledger, RC_STR("event"), id, ACTS_MOST, json, err);
    if (status == RC_OK) status = rc_review_version(ledger, RC_STR("event"), id, &version, err);
    if (status != RC_OK) return status;
    rc_json_key(json, "version");
    rc_json_int(json, version);
    return RC_OK;
}

static rc_status put_event(void *context, rc_error *err)
{
    event_page *p = context;
    p->grid = rc_grid_make(p->e, p->request->desk->sides, p->arena);
    p->json = desk_json(p->reply);
    rc_json_begin_object(&p->json);
    put_head(p);
    put_origins(p);
    put_claims(p);
    put_matrix(p);
    put_ranges(p);
    put_proposal(p);
    put_contradictions(p);
    put_disputes(p);
    rc_status status = put_work(p, err);
    if (status == RC_OK) rc_json_end_object(&p->json);
    return status;
}

static rc_status on_event(void *context, const rc_stored_event *event, rc_error *err)
{
    event_page *p = context;
    rc_arena arena;
    p->e = event;
    p->found = true;
    p->arena = &arena;
    rc_arena_init(&arena, (size_t)1 << 18, DESK_ARENA_BYTES);
    rc_status status = rc_arena_run(&arena, put_event, p, "showing an event", err);
    rc_arena_release(&arena);
    return status;
}

DESK_ANSWER(desk_get_event)
{
    event_page p = {.request = request, .reply = reply, .asked = request->parameters[0]};
    rc_filter filter = RC_FILTER_ANY;
    rc_status status = rc_browse_event_id(request->ledger, p.asked, &filter.event, request->arena, err);
    if (status == RC_OK && filter.event.len) status = rc_ledger_events(request->ledger, &filter, on_event, &p, err);
    if (status == RC_OK && !p.found) desk_fail(reply, 404, "there is no event '%.*s'", RC_FMT(p.asked));
    return status;
}
