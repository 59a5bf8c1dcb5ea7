/* What `explain` tells of the second reading: where a claim is another than its draft, and by which clues. */
#include "claims/revise.h"
#include "claims/trace.h"

static void explain_actors(const revision *v, uint32_t n, const rc_claim *claim)
{
    const rc_claim *told = &v->all->ptr[n].claim;
    looks why = {0};
    for (uint32_t i = 0; i < v->parties.n; i++)
        for (int side = 0; side < 2; side++) {
            rc_str party = v->parties.ptr[i].key;
            bool now =
                side ? has_actor(claim->against, claim->n_against, party) : has_actor(claim->by, claim->n_by, party);
            bool was = side ? has_actor(told->against, told->n_against, party) : has_actor(told->by, told->n_by, party);
            if (now == was) continue;
            party_clues(v->r, v->all, n, &v->parties, i, &why.first);
            party_again(v, n, i, side, &why.again);
            trace_choice(v->r, v->choices, side ? CHOICE_AGAINST : CHOICE_BY, n, party,
                         now ? "the rules did not have it" : "left out, the rules had it", &why);
        }
}

static const char *instead_of(const revision *v, rc_str was)
{
    return rc_arena_printf(v->r->arena, "the rules chose %.*s", RC_FMT(was.len ? was : RC_STR("none"))).ptr;
}

static rc_str days_text(const revision *v, rc_day from, rc_day to)
{
    char a[11], b[11];
    if (from == RC_DAY_NONE) return RC_STR("");
    rc_day_iso(from, a);
    rc_day_iso(to, b);
    return from == to ? rc_arena_printf(v->r->arena, "%s", a) : rc_arena_printf(v->r->arena, "%s..%s", a, b);
}

static void explain_place(const revision *v, uint32_t n, const rc_claim *claim)
{
    const rc_claim *told = &v->all->ptr[n].claim;
    rc_str now = claim->n_place ? claim->place[0].name : RC_STR(""),
           was = told->n_place ? told->place[0].name : RC_STR("");
    looks why = {0};
    if (rc_str_eq(now, was)) return;
    uint32_t at = v->places.n;
    for (uint32_t i = 0; i < v->places.n && now.len; i++)
        if (rc_str_eq(v->places.ptr[i].key, now)) at = i;
    place_clues(v->r, v->all, n, at < v->places.n ? &v->places.ptr[at] : NULL, &why.first);
    place_again(v, n, at, &why.again);
    trace_choice(v->r, v->choices, CHOICE_PLACE, n, now, instead_of(v, was), &why);
}

/* The step to candidate `at` from what is likeliest for the draft before. */
static void step_to(const revision *v, uint32_t n, uint32_t at, clues *out)
{
    const float *share = &v->first.time_p[(size_t)(n - 1) * (v->times.n + 1)];
    uint32_t before = 0;
    for (uint32_t i = 1; i <= v->times.n; i++)
        if (share[i] > share[before]) before = i;
    step_clues(v->r, v->all, n, step_between(time_at(v, before), time_at(v, at)), out);
}

static void explain_time(const revision *v, uint32_t n, const rc_claim *claim)
{
    const rc_claim *told = &v->all->ptr[n].claim;
    looks why = {0};
    if (claim->from == told->from && claim->to == told->to) return;
    uint32_t at = v->times.n;
    for (uint32_t i = 0; i < v->times.n; i++) {
        const candidate *x = &v->times.ptr[i];
        if (x->from == claim->from && x->to == claim->to) at = i;
    }
    time_clues(v->r, v->all, n, at < v->times.n ? &v->times.ptr[at] : NULL, &why.first);
    time_again(v, n, at, &why.again);
    if (n > 0) step_to(v, n, at, &why.step);
    trace_choice(v->r, v->choices, CHOICE_TIME, n, days_text(v, claim->from, claim->to),
                 instead_of(v, days_text(v, told->from, told->to)), &why);
}

static void explain_sort(const revision *v, uint32_t n, const rc_claim *claim)
{
    const rc_claim *told = &v->all->ptr[n].claim;
    looks why = {0};
    sort_view view;
    for (uint32_t i = 0; i < SUBTYPES; i++) {
        if (!rc_str_eq(claim->subtype, subtypes[i].subtype) || rc_str_eq(claim->subtype, told->subtype)) continue;
        view_sort(v->r, v->all, n, &view);
        type_clues(&view, i, &why.first);
        type_again(v, n, i, &why.again);
        trace_choice(v->r, v->choices, CHOICE_TYPE, n, claim->subtype, instead_of(v, told->subtype), &why);
    }
    if (claim->certainty == told->certainty) return;
    why = (looks){0};
    hedge_clues(v->r, v->all, n, &why.first);
    trace_choice(v->r, v->choices, CHOICE_HEDGED, n, rc_str_of(rc_certainty_name(claim->certainty)),
                 instead_of(v, rc_str_of(rc_certainty_name(told->certainty))), &why);
}

static void explain_victims(const revision *v, uint32_t n, const rc_claim *claim)
{
    const rc_claim *told = &v->all->ptr[n].claim;
    looks why = {0};
    bool learned = v->choices->used[CHOICE_VICTIM] || v->choices->used[CHOICE_VICTIM_AGAIN];
    uint32_t own =
        claim->n_losses < told->n_losses ? claim->n_losses : told->n_losses; /* a denial has those it denies */
    for (uint32_t k = 0; k < own && learned; k++)
        for (uint32_t i = 0; i < v->victims.n && !rc_str_eq(claim->losses[k].of, told->losses[k].of); i++) {
            if (!rc_str_eq(v->victims.ptr[i].key, claim->losses[k].of)) continue;
            victim_clues(v->r, v->all, n, k, &v->victims.ptr[i], &why.first);
            victim_again(v, n, k, i, &why.again);
            trace_choice(v->r, v->choices, CHOICE_VICTIM, n, claim->losses[k].of, instead_of(v, told->losses[k].of),
                         &why);
        }
}

void explain_revised(const revision *v, uint32_t n, const rc_claim *claim, bool right)
{
    looks why = {0};
    if (!v->r->trace || !v->choices) return;
    if (!right) {
        right_clues(v->r, v->all, n, &why.first);
        right_again(v, n, &why.again);
        trace_left_out(v->r, v->choices, n, &why);
        return;
    }
    explain_victims(v, n, claim);
    explain_actors(v, n, claim);
    explain_place(v, n, claim);
    explain_time(v, n, claim);
    explain_sort(v, n, claim);
}
