/* What a report names: the candidates that the second reading chooses among. */
#include "claims/revise.h"
#include "recoupe/base/utf8.h"

#define LEAD_SENTENCES 2
#define DAYS_OF_A_STEP 31 /* from one day of a story to the next */

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
    *c = (candidate){.at = RC_NEWS(v->r->arena, uint32_t, 2 * v->r->timexes.n + 1), .from = from, .to = to};
    return c;
}

static void add_derived(revision *v, uint32_t at, rc_day from, rc_day to, time_sort sort)
{
    candidate *c = time_candidate(v, from, to);
    if (c && !c->n) c->sort = sort;
    bool again = c && c->n && c->at[c->n - 1] == at;
    if (!again) mention_of(v->r, c, at, v->r->timexes.ptr[at].first);
}

/* The day that is named last before mention `i`, not long before its own. */
static rc_day told_before(const rc_reading *r, uint32_t i)
{
    for (uint32_t k = i; k-- > 0;) {
        const rc_timex *x = &r->timexes.ptr[k];
        if (x->from == RC_DAY_NONE || x->to == RC_DAY_NONE || x->to - x->from > DAYS_OF_A_STEP) continue;
        rc_day gap = r->timexes.ptr[i].from - x->from;
        return gap > 0 && gap <= DAYS_OF_A_STEP ? x->from : RC_DAY_NONE;
    }
    return RC_DAY_NONE;
}

/* Times that a date stands for without naming them. */
static void derive_times(revision *v, uint32_t i)
{
    const rc_reading *r = v->r;
    const rc_timex *x = &r->timexes.ptr[i];
    bool is_told = r->dated.told.from != RC_DAY_NONE;
    if (x->opens && r->published != RC_DAY_NONE && x->to < r->published && !is_told)
        add_derived(v, i, x->from, r->published, TIME_RUNNING);
    if (x->from != x->to && x->kind == RC_TIMEX_PERIOD && rc_day_parse(rc_str_of(x->value)) == x->from)
        add_derived(v, i, x->from, x->from, TIME_BEGUN);
    rc_day before = x->closes ? told_before(r, i) : RC_DAY_NONE;
    if (before != RC_DAY_NONE) add_derived(v, i, before, x->to, TIME_BY);
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
    }
    for (uint32_t i = 0; i < r->timexes.n; i++)
        if (r->timexes.ptr[i].from != RC_DAY_NONE && r->timexes.ptr[i].to != RC_DAY_NONE) derive_times(v, i);
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
