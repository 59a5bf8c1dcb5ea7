/* The second reading of a report: with all drafts in view, parties, victims, place, time, type and certainty of each
 * are chosen anew among everything that the report names. */
#include "claims/draft.h"
#include "claims/trace.h"
#include "recoupe/base/utf8.h"

#include <math.h>
#include <stddef.h>

#define LEAD_SENTENCES 2
#define MOST_CANDIDATES 64

/* A place or date is told where its probability among all candidates is at least this; it is the share from which
 * telling gains more than it costs in F1 when about six in ten are right (Lewis 1995: half of the F1 that is reached).
 */
#define LEAST_SHARE 0.3
/* Log-odds from which a second party of one side is told too. */
#define ALSO_LIKELY (-0.4F)

typedef struct revision {
    const rc_reading *r;
    const rc_choices *choices; /* NULL: weigh nothing, keep what the rules chose */
    const drafts *all;
    const decision_tap *tap;
    candidates parties, places, times;
    bool has_civilians, has_unknown;
    const tree_roles *trees; /* of the draft that is chosen for */
} revision;

/* ---- what a report names */

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

static void gather(revision *v)
{
    const rc_reading *r = v->r;
    rc_str title = rc_utf8_name_key(r->arena, r->title);
    v->parties.ptr = RC_NEWS(r->arena, candidate, MOST_CANDIDATES);
    v->places.ptr = RC_NEWS(r->arena, candidate, MOST_CANDIDATES);
    v->times.ptr = RC_NEWS(r->arena, candidate, MOST_CANDIDATES);
    for (uint32_t i = 0; i < r->parties.n; i++) {
        const rc_party_mention *p = &r->parties.ptr[i];
        candidate *c = candidate_for(r, &v->parties, p->party, r->parties.n);
        mention_of(r, c, i, p->first);
        if (c && !c->in_title) c->in_title = in_title(r, title, p->name);
        v->has_civilians = v->has_civilians || rc_str_is(p->party, "civilians");
        v->has_unknown = v->has_unknown || rc_str_is(p->party, "unknown");
    }
    for (uint32_t i = 0; i < r->places.n; i++) {
        const rc_place_mention *p = &r->places.ptr[i];
        candidate *c = candidate_for(r, &v->places, p->name, r->places.n);
        mention_of(r, c, i, p->first);
        if (c && c->n == 1) c->in_title = in_title(r, title, p->name);
    }
    for (uint32_t i = 0; i < r->timexes.n && v->times.n < MOST_CANDIDATES; i++) {
        const rc_timex *x = &r->timexes.ptr[i];
        if (x->from == RC_DAY_NONE || x->to == RC_DAY_NONE) continue;
        candidate *c = NULL;
        for (uint32_t k = 0; k < v->times.n && !c; k++) {
            const rc_timex *y = &r->timexes.ptr[v->times.ptr[k].at[0]];
            if (y->from == x->from && y->to == x->to) c = &v->times.ptr[k];
        }
        if (!c) {
            c = &v->times.ptr[v->times.n++];
            *c = (candidate){.at = RC_NEWS(r->arena, uint32_t, r->timexes.n + 1)};
        }
        mention_of(r, c, i, x->first);
    }
}

/* ---- deciding */

/* Clues are many and are written before they are read. */
static void begin(decision *d, choice_kind kind, uint32_t claim, uint32_t number)
{
    memset(d, 0, offsetof(decision, clues));
    d->kind = kind;
    d->claim = claim;
    d->candidate = number;
}

static bool is_used(const revision *v, choice_kind kind)
{
    return v->choices && v->choices->used[kind];
}

/* It is weighed, or the trainer wants to see it. */
static bool is_asked(const revision *v, choice_kind kind)
{
    return v->tap || is_used(v, kind);
}

static void report(const revision *v, decision *made)
{
    bool weighed = !v->choices || is_used(v, made->kind);
    if (v->tap && weighed) v->tap->take(v->tap->context, made);
}

static bool weigh(const revision *v, decision *d)
{
    if (!is_used(v, d->kind)) return false;
    d->score = score_of(v->choices, d->kind, &d->clues);
    return true;
}

static const rc_party_mention *told_mention(const revision *v, const candidate *c, uint32_t anchor)
{
    const rc_party_mention *best = NULL;
    uint32_t best_gap = UINT32_MAX;
    for (uint32_t i = 0; i < c->n; i++) {
        const rc_party_mention *p = &v->r->parties.ptr[c->at[i]];
        uint32_t gap = p->first > anchor ? 2 * (p->first - anchor) : anchor - p->first;
        if (gap < best_gap) best = p;
        if (gap < best_gap) best_gap = gap;
    }
    return best;
}

/* The likeliest party of a side, and others that are likelier than not. */
static void keep_likely(const revision *v, const rc_actor *actors, const float *score, uint32_t n, choice_kind kind,
                        rc_actor **out, uint32_t *n_out)
{
    RC_VEC(rc_actor) kept = {0};
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (score[i] > score[best]) best = i;
    for (uint32_t i = 0; i < n; i++)
        if (score[i] > ALSO_LIKELY || (i == best && score[i] > v->choices->threshold[kind]))
            *RC_PUSH(v->r->arena, &kept) = actors[i];
    *out = kept.ptr;
    *n_out = (uint32_t)kept.len;
}

static void choose_parties(const revision *v, uint32_t n, rc_claim *claim)
{
    const rc_claim *told = &v->all->ptr[n].claim;
    float score[2][MOST_CANDIDATES];
    rc_actor actors[MOST_CANDIDATES];
    for (uint32_t i = 0; i < v->parties.n; i++) {
        const candidate *c = &v->parties.ptr[i];
        decision d;
        begin(&d, CHOICE_BY, n, i);
        d.party = c->key;
        party_clues(v->r, v->all, n, v->trees, c, v->parties.n, &d.clues);
        for (int side = 0; side < 2; side++) {
            d.kind = side ? CHOICE_AGAINST : CHOICE_BY;
            d.ruled =
                side ? has_actor(told->against, told->n_against, c->key) : has_actor(told->by, told->n_by, c->key);
            weigh(v, &d);
            score[side][i] = d.score;
            report(v, &d);
        }
        const rc_party_mention *p = told_mention(v, c, v->all->ptr[n].anchor);
        actors[i] = (rc_actor){p->name, p->party};
        /* nobody does it to himself: the likelier side counts */
        score[score[0][i] < score[1][i] ? 0 : 1][i] = -INFINITY;
    }
    if (!v->parties.n) return;
    if (is_used(v, CHOICE_BY)) keep_likely(v, actors, score[0], v->parties.n, CHOICE_BY, &claim->by, &claim->n_by);
    if (is_used(v, CHOICE_AGAINST))
        keep_likely(v, actors, score[1], v->parties.n, CHOICE_AGAINST, &claim->against, &claim->n_against);
}

static void choose_victims(const revision *v, uint32_t n, rc_claim *claim)
{
    static const candidate civilians = {.key = {"civilians", 9}}, unknown = {.key = {"unknown", 7}};
    if (!is_asked(v, CHOICE_VICTIM)) return;
    rc_loss *losses = RC_NEWS(v->r->arena, rc_loss, claim->n_losses + 1);
    if (claim->n_losses) memcpy(losses, claim->losses, claim->n_losses * sizeof *losses);
    for (uint32_t k = 0; k < claim->n_losses; k++) {
        float best = -INFINITY;
        for (uint32_t i = 0; i < v->parties.n + 2; i++) {
            if ((i == v->parties.n && v->has_civilians) || (i > v->parties.n && v->has_unknown)) continue;
            const candidate *c = i < v->parties.n ? &v->parties.ptr[i] : i == v->parties.n ? &civilians : &unknown;
            decision d;
            begin(&d, CHOICE_VICTIM, n, i);
            d.item = k;
            d.party = c->key;
            d.ruled = rc_str_eq(v->all->ptr[n].claim.losses[k].of, c->key);
            victim_clues(v->r, v->all, n, v->trees, k, c, &d.clues);
            if (weigh(v, &d) && d.score > best) {
                best = d.score;
                losses[k].of = c->key;
            }
            report(v, &d);
        }
    }
    claim->losses = losses;
}

/* The place chosen comes first; of those that the rules found, equal or larger ones of its country stay behind it. */
static void put_place_first(const revision *v, const rc_claim_place *chosen, rc_claim *claim)
{
    rc_claim_place *list = RC_NEWS(v->r->arena, rc_claim_place, claim->n_place + 1);
    uint32_t n = 0;
    list[n++] = *chosen;
    bool was_there = false;
    for (uint32_t i = 0; i < claim->n_place; i++)
        was_there = was_there || rc_str_eq(claim->place[i].name, chosen->name);
    for (uint32_t i = 0; i < claim->n_place && was_there; i++) {
        const rc_claim_place *p = &claim->place[i];
        bool finer = p->precision && p->precision < chosen->precision;
        if (!rc_str_eq(p->name, chosen->name) && !finer) list[n++] = *p;
    }
    claim->place = list;
    claim->n_place = n;
}

/* One of many, or none: the likeliest candidate that is one. */
typedef struct pick {
    double all; /* sum of the exponentials of all scores, the one of none included */
    float best;
    bool any;
} pick;

/* True when the candidate is the likeliest so far. */
static bool is_better(pick *p, const decision *d)
{
    p->all += exp((double)d->score);
    if (d->none || (p->any && d->score <= p->best)) return false;
    p->best = d->score;
    return p->any = true;
}

static bool is_told(const pick *p)
{
    return p->any && exp((double)p->best) >= LEAST_SHARE * p->all;
}

static void choose_place(const revision *v, uint32_t n, rc_claim *claim)
{
    pick best = {0};
    rc_claim_place chosen = {0};
    for (uint32_t i = 0; i <= v->places.n; i++) {
        const candidate *c = i < v->places.n ? &v->places.ptr[i] : NULL;
        decision d;
        begin(&d, CHOICE_PLACE, n, i);
        d.none = !c;
        place_clues(v->r, v->all, n, c, &d.clues);
        if (c) d.place = as_claim_place(&v->r->places.ptr[c->at[0]]);
        const rc_claim *told = &v->all->ptr[n].claim;
        d.ruled = c ? told->n_place && rc_str_eq(told->place[0].name, c->key) : !told->n_place;
        if (weigh(v, &d) && is_better(&best, &d)) chosen = d.place;
        report(v, &d);
    }
    if (!is_used(v, CHOICE_PLACE)) return;
    if (is_told(&best))
        put_place_first(v, &chosen, claim);
    else
        claim->n_place = 0;
}

static void choose_time(const revision *v, uint32_t n, rc_claim *claim)
{
    pick best = {0};
    rc_day from = RC_DAY_NONE, to = RC_DAY_NONE;
    for (uint32_t i = 0; i <= v->times.n; i++) {
        const candidate *c = i < v->times.n ? &v->times.ptr[i] : NULL;
        decision d;
        begin(&d, CHOICE_TIME, n, i);
        d.none = !c;
        d.from = d.to = RC_DAY_NONE;
        time_clues(v->r, v->all, n, c, &d.clues);
        if (c) d.from = v->r->timexes.ptr[c->at[0]].from;
        if (c) d.to = v->r->timexes.ptr[c->at[0]].to;
        d.ruled = v->all->ptr[n].claim.from == d.from && v->all->ptr[n].claim.to == d.to;
        if (weigh(v, &d) && is_better(&best, &d)) {
            from = d.from;
            to = d.to;
        }
        report(v, &d);
    }
    if (!is_used(v, CHOICE_TIME)) return;
    claim->from = is_told(&best) ? from : RC_DAY_NONE;
    claim->to = is_told(&best) ? to : RC_DAY_NONE;
}

static void choose_type(const revision *v, uint32_t n, rc_claim *claim)
{
    float best = -INFINITY;
    sort_view view;
    view_sort(v->r, v->all, n, &view);
    for (uint32_t i = 0; i < SUBTYPES; i++) {
        decision d;
        begin(&d, CHOICE_TYPE, n, i);
        d.type = subtypes[i].type;
        d.subtype = subtypes[i].subtype;
        d.ruled = rc_str_eq(v->all->ptr[n].claim.subtype, d.subtype);
        type_clues(&view, i, &d.clues);
        if (weigh(v, &d) && d.score > best) {
            best = d.score;
            claim->type = d.type;
            claim->subtype = d.subtype;
        }
        report(v, &d);
    }
}

static void choose_certainty(const revision *v, uint32_t n, rc_claim *claim)
{
    decision d;
    begin(&d, CHOICE_HEDGED, n, 0);
    d.ruled = v->all->ptr[n].claim.certainty == RC_HEDGED;
    hedge_clues(v->r, v->all, n, &d.clues);
    if (weigh(v, &d)) claim->certainty = d.score > v->choices->threshold[d.kind] ? RC_HEDGED : RC_PLAIN;
    report(v, &d);
}

/* Whether it is a claim at all; the log-odds are its confidence. */
static bool choose_right(const revision *v, uint32_t n, rc_claim *claim)
{
    decision d;
    begin(&d, CHOICE_RIGHT, n, 0);
    d.ruled = true;
    bool right = true;
    right_clues(v->r, v->all, n, &d.clues);
    if (weigh(v, &d)) {
        right = d.score > v->choices->threshold[d.kind];
        claim->confidence = 1 / (1 + expf(-d.score));
    }
    report(v, &d);
    return right;
}

/* ---- what `explain` tells of it: where the claim is another than the draft, and by which clues */

static void explain_actors(const revision *v, uint32_t n, const rc_claim *claim)
{
    const rc_claim *told = &v->all->ptr[n].claim;
    clues why;
    for (uint32_t i = 0; i < v->parties.n; i++)
        for (int side = 0; side < 2; side++) {
            rc_str party = v->parties.ptr[i].key;
            bool now =
                side ? has_actor(claim->against, claim->n_against, party) : has_actor(claim->by, claim->n_by, party);
            bool was = side ? has_actor(told->against, told->n_against, party) : has_actor(told->by, told->n_by, party);
            if (now == was) continue;
            party_clues(v->r, v->all, n, v->trees, &v->parties.ptr[i], v->parties.n, &why);
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
    clues why;
    if (rc_str_eq(now, was)) return;
    const candidate *c = NULL;
    for (uint32_t i = 0; i < v->places.n && now.len; i++)
        if (rc_str_eq(v->places.ptr[i].key, now)) c = &v->places.ptr[i];
    place_clues(v->r, v->all, n, c, &why);
    trace_choice(v->r, v->choices, CHOICE_PLACE, n, now, instead_of(v, was), &why);
}

static void explain_time(const revision *v, uint32_t n, const rc_claim *claim)
{
    const rc_claim *told = &v->all->ptr[n].claim;
    clues why;
    if (claim->from == told->from && claim->to == told->to) return;
    const candidate *c = NULL;
    for (uint32_t i = 0; i < v->times.n; i++) {
        const rc_timex *x = &v->r->timexes.ptr[v->times.ptr[i].at[0]];
        if (x->from == claim->from && x->to == claim->to) c = &v->times.ptr[i];
    }
    time_clues(v->r, v->all, n, c, &why);
    trace_choice(v->r, v->choices, CHOICE_TIME, n, days_text(v, claim->from, claim->to),
                 instead_of(v, days_text(v, told->from, told->to)), &why);
}

static void explain_sort(const revision *v, uint32_t n, const rc_claim *claim)
{
    const rc_claim *told = &v->all->ptr[n].claim;
    sort_view view;
    clues why;
    view_sort(v->r, v->all, n, &view);
    for (uint32_t i = 0; i < SUBTYPES; i++) {
        if (!rc_str_eq(claim->subtype, subtypes[i].subtype) || rc_str_eq(claim->subtype, told->subtype)) continue;
        type_clues(&view, i, &why);
        trace_choice(v->r, v->choices, CHOICE_TYPE, n, claim->subtype, instead_of(v, told->subtype), &why);
    }
    if (claim->certainty == told->certainty) return;
    hedge_clues(v->r, v->all, n, &why);
    trace_choice(v->r, v->choices, CHOICE_HEDGED, n, rc_str_of(rc_certainty_name(claim->certainty)),
                 instead_of(v, rc_str_of(rc_certainty_name(told->certainty))), &why);
}

static void explain_victims(const revision *v, uint32_t n, const rc_claim *claim)
{
    const rc_claim *told = &v->all->ptr[n].claim;
    clues why;
    for (uint32_t k = 0; k < claim->n_losses; k++)
        for (uint32_t i = 0; i < v->parties.n && !rc_str_eq(claim->losses[k].of, told->losses[k].of); i++) {
            if (!rc_str_eq(v->parties.ptr[i].key, claim->losses[k].of)) continue;
            victim_clues(v->r, v->all, n, v->trees, k, &v->parties.ptr[i], &why);
            trace_choice(v->r, v->choices, CHOICE_VICTIM, n, claim->losses[k].of, instead_of(v, told->losses[k].of),
                         &why);
        }
}

static void explain_draft(const revision *v, uint32_t n, const rc_claim *claim, bool right)
{
    clues why;
    if (!v->r->trace || !v->choices) return;
    if (!right) {
        right_clues(v->r, v->all, n, &why);
        trace_left_out(v->r, v->choices, n, &why);
        return;
    }
    explain_victims(v, n, claim);
    explain_actors(v, n, claim);
    explain_place(v, n, claim);
    explain_time(v, n, claim);
    explain_sort(v, n, claim);
}

rc_claims revise(const rc_reading *r, const rc_choices *choices, const drafts *all, const decision_tap *tap)
{
    revision v = {.r = r, .choices = choices, .all = all, .tap = tap};
    rc_claims out = {RC_NEWS(r->arena, rc_claim, all->n + 1), 0};
    if (choices || tap) gather(&v);
    for (uint32_t i = 0; i < all->n; i++) {
        rc_claim claim = all->ptr[i].claim;
        bool right = true;
        if (choices || tap) {
            right = choose_right(&v, i, &claim);
        }
        if ((right && choices) || tap) {
            v.trees = roles_by_trees(r, &all->ptr[i]);
            choose_victims(&v, i, &claim);
            choose_parties(&v, i, &claim);
            choose_place(&v, i, &claim);
            choose_time(&v, i, &claim);
            choose_type(&v, i, &claim);
            choose_certainty(&v, i, &claim);
        }
        explain_draft(&v, i, &claim, right);
        if (right) out.ptr[out.n++] = claim;
    }
    return out;
}
