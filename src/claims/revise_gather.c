/* What a report names: the candidates that the second reading chooses among. */
#include "claims/revise.h"
#include "recoupe/base/utf8.h"

#define LEAD_SENTENCES 2

static candidate *candidate_for(const rc_reading *r, candidates *all, rc_str key, uint32_t most)
{
    for (uint32_t i = 0; i < all->n; i++)
        if (rc_str_eq(all->ptr[i].key, key)) return &all->ptr[i];
    if (all->n == MOST_CANDIDATES) return NULL;
    candidate *c = &all->ptr[all->n++];
    *c = (candidate){.key = key, .at = RC_NEWS(r->arena, uint32_t, most + 1)};
    return c;
}

static void mention_of(const rc_reading *r, candidate *c, uint32_t index, uint32_t first)
{
    if (!c) return;
    ((uint32_t *)(uintptr_t)c->at)[c->n++] = index;
    c->in_lead = c->in_lead || r->doc->tokens[first].sentence < LEAD_SENTENCES;
}

static bool in_title(const rc_reading *r, rc_str title, rc_str name)
{
    rc_str key = rc_utf8_name_key(r->arena, name);
    return key.len && rc_str_find(title, key, 0) != SIZE_MAX;
}

/* Distances are the same for all drafts. */
static void compare_places(revision *v)
{
    for (uint32_t i = 0; i < v->places.n; i++)
        for (uint32_t k = 0; k < v->places.n; k++) {
            const rc_place_mention *a = v->places.ptr[i].place, *b = v->places.ptr[k].place;
            if (i == k) continue;
            if (a->is_resolved && b->is_resolved && rc_distance_km(a->lat, a->lon, b->lat, b->lon) < 50)
                v->near[i] |= (uint64_t)1 << k;
            if (a->country[0] && strcmp(a->country, b->country) == 0) v->inside[i] |= (uint64_t)1 << k;
        }
}

static candidate *time_candidate(revision *v, rc_day from, rc_day to)
{
    candidates *all = &v->times;
    for (uint32_t k = 0; k < all->n; k++)
        if (all->ptr[k].from == from && all->ptr[k].to == to) return &all->ptr[k];
    if (all->n == MOST_CANDIDATES) return NULL;
    candidate *c = &all->ptr[all->n++];
    *c = (candidate){.at = RC_NEWS(v->r->arena, uint32_t, v->r->timexes.n + 1), .from = from, .to = to};
    return c;
}

/* What the report names, its own day and the time that its title names, which nobody repeats in the text. */
static void gather_times(revision *v)
{
    const rc_reading *r = v->r;
    v->times.ptr = RC_NEWS(r->arena, candidate, MOST_CANDIDATES);
    bool is_told = r->dated.told.from != RC_DAY_NONE;
    for (uint32_t i = 0; i < r->timexes.n; i++) {
        const rc_timex *x = &r->timexes.ptr[i];
        if (x->from == RC_DAY_NONE || x->to == RC_DAY_NONE) continue;
        mention_of(r, time_candidate(v, x->from, x->to), i, x->first);
        bool goes_on = x->opens && r->published != RC_DAY_NONE && x->to < r->published && !is_told;
        if (!goes_on) continue;
        candidate *c = time_candidate(v, x->from, r->published);
        if (c && !c->n) c->sort = TIME_RUNNING;
        mention_of(r, c, i, x->first);
    }
    const rc_told_time silent[] = {{r->dated.from, r->dated.to}, r->dated.told};
    for (size_t i = is_told; i < (is_told ? 2U : 1U); i++) {
        candidate *c = silent[i].from == RC_DAY_NONE ? NULL : time_candidate(v, silent[i].from, silent[i].to);
        if (c && !c->n) c->sort = i ? TIME_OF_TITLE : TIME_OF_REPORT;
    }
}

/* Names of one spot, "Hilla" and "the city of Hilla", are one candidate under the first of them. */
static candidate *place_candidate(revision *v, const rc_place_mention *p)
{
    rc_claim_place spot = as_claim_place(p);
    for (uint32_t i = 0; i < v->places.n; i++) {
        rc_claim_place known = as_claim_place(v->places.ptr[i].place);
        if (is_same_place(&known, &spot)) return &v->places.ptr[i];
    }
    return candidate_for(v->r, &v->places, p->name, v->r->places.n);
}

void gather_candidates(revision *v)
{
    const rc_reading *r = v->r;
    rc_str title = rc_utf8_name_key(r->arena, r->title);
    v->parties.ptr = RC_NEWS(r->arena, candidate, MOST_CANDIDATES);
    v->places.ptr = RC_NEWS(r->arena, candidate, MOST_CANDIDATES);
    for (uint32_t i = 0; i < r->parties.n; i++) {
        const rc_party_mention *p = &r->parties.ptr[i];
        candidate *c = candidate_for(r, &v->parties, p->party, r->parties.n);
        mention_of(r, c, i, p->first);
        if (c && !c->in_title) c->in_title = in_title(r, title, p->name);
    }
    candidate_for(r, &v->parties, RC_STR("unknown"), 0);   /* somebody did it, though nobody is named */
    candidate_for(r, &v->parties, RC_STR("civilians"), 0); /* "a car bomb outside a hotel" names none of them */
    v->victims.ptr = RC_NEWS(r->arena, candidate, MOST_CANDIDATES);
    memcpy(v->victims.ptr, v->parties.ptr, v->parties.n * sizeof *v->victims.ptr);
    v->victims.n = v->parties.n;
    for (uint32_t i = 0; i < r->places.n; i++) {
        const rc_place_mention *p = &r->places.ptr[i];
        candidate *c = place_candidate(v, p);
        mention_of(r, c, i, p->first);
        if (!c) continue;
        c->in_title = c->in_title || in_title(r, title, p->name);
        if (!c->place) c->place = p;
    }
    for (uint32_t i = 0; i < r->countries.n; i++) {
        const rc_place_mention *p = &r->countries.ptr[i];
        candidate *c = place_candidate(v, p);
        if (c && !c->place) c->place = p;
    }
    compare_places(v);
    gather_times(v);
}
