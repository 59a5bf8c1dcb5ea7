/* The second reading of a report: with all drafts in view, parties, victims, place, time, type and certainty of each
 * are chosen anew among everything that the report names. A first look weighs every candidate by itself, a second
 * weighs it again with what the first thinks of all others in view. */
#include "claims/headed.h"
#include "claims/owning.h"
#include "claims/revise.h"
#include "claims/trace.h"

#include "claims/answered.h"

#include <math.h>

/* A place or date is told where its probability among all candidates is at least this; it is the share from which
 * telling gains more than it costs in F1 when about six in ten are right (Lewis 1995: half of the F1 that is reached).
 */
#define LEAST_SHARE 0.3
#define DAYS_OF_A_YEAR 366
/* Log-odds of a claim being right are lower in reports that nobody looked at while the rules were written than in those
 * that the choices learn from; measured on the development reports (scripts/calibration.py), odds are halved. */
#define UNSEEN_ODDS (-0.7F)
/* A battle has two armed sides, and those who suffer violence against civilians bear no arms: log-odds that the sort of
 * event adds to what is known of who suffers it. */
#define EXPECTED 1.0F
/* Log-odds from which a second party of one side is told too. */
#define ALSO_LIKELY (-0.4F)

static bool is_used(const revision *v, choice_kind kind)
{
    return v->choices && v->choices->used[kind];
}

/* A choice is learned where either look is better than the rules. */
static bool is_chosen(const revision *v, choice_kind first)
{
    return is_used(v, first) || is_used(v, again_of(first));
}

/* A second look is taken where it is better than the first, or the trainer wants to see it. */
static bool looks_again(const revision *v, choice_kind kind)
{
    return is_used(v, kind) || (v->tap && v->tap->choices);
}

/* Add what the second look thinks to `base`, the score of the first. */
static float weigh_again(const revision *v, decision *d, float base)
{
    d->base = base;
    d->score = base + (is_used(v, d->kind) ? score_of(v->choices, d->kind, &d->clues) : 0);
    if (v->tap && v->tap->choices) v->tap->take(v->tap->context, d);
    return d->score;
}

/* A choice that has no second look. */
static void weigh_once(const revision *v, decision *d)
{
    if (is_used(v, d->kind)) d->score = score_of(v->choices, d->kind, &d->clues);
    if (v->tap && !v->tap->choices) v->tap->take(v->tap->context, d);
}

static float threshold_of(const revision *v, choice_kind first)
{
    return v->choices->threshold[is_used(v, again_of(first)) ? again_of(first) : first];
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

/* The likeliest party of a side, where it is likelier than `least`, and others that are likelier than not. */
static void keep_likely(const revision *v, const rc_actor *actors, const float *score, uint32_t n, float least,
                        rc_actor **out, uint32_t *n_out)
{
    RC_VEC(rc_actor) kept = {0};
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (score[i] > score[best]) best = i;
    for (uint32_t i = 0; i < n; i++)
        if (score[i] > ALSO_LIKELY || (i == best && score[i] > least)) *RC_PUSH(v->r->arena, &kept) = actors[i];
    size_t named = 0; /* nobody is unknown beside one who is named */
    for (size_t i = 0; i < kept.len && kept.len > 1; i++)
        if (!rc_str_is(kept.ptr[i].party, "unknown")) kept.ptr[named++] = kept.ptr[i];
    if (named) kept.len = named;
    *out = kept.ptr;
    *n_out = (uint32_t)kept.len;
}

/* The United Nations, aid workers and reporters who only tell of it: named in the sentence as the source alone. */
static bool only_tells(const revision *v, uint32_t n, const candidate *c)
{
    const draft *d = &v->all->ptr[n];
    bool outside = rc_str_is(c->key, "United Nations") || rc_str_is(c->key, "NGO") || rc_str_is(c->key, "media");
    if (!outside || !d->from.frame) return false;
    bool tells = false;
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t t = v->r->parties.ptr[c->at[i]].first;
        if (in_range(d->from.frame->words, t))
            tells = true;
        else if (in_range(d->from.sentence, t))
            return false;
    }
    for (uint32_t i = 0; i < d->claim.n_losses; i++)
        if (rc_str_eq(d->claim.losses[i].of, c->key)) return false;
    return tells;
}

static void choose_parties(const revision *v, uint32_t n, rc_claim *claim)
{
    float score[2][MOST_CANDIDATES], lost[MOST_CANDIDATES];
    rc_actor actors[MOST_CANDIDATES];
    for (uint32_t i = 0; i < v->parties.n; i++) {
        const candidate *c = &v->parties.ptr[i];
        decision d;
        for (int side = 0; side < 2; side++) {
            begin_decision(&d, side ? CHOICE_AGAINST_AGAIN : CHOICE_BY_AGAIN, n, i);
            d.party = c->key;
            d.clues.n = 0;
            if (looks_again(v, d.kind)) party_again(v, n, i, side, &d.clues);
            score[side][i] = weigh_again(v, &d, (side ? v->first.against : v->first.by)[n * v->parties.n + i]);
        }
        const rc_party_mention *p = told_mention(v, c, v->all->ptr[n].anchor);
        if (only_tells(v, n, c)) score[0][i] = score[1][i] = -INFINITY;
        actors[i] = p ? (rc_actor){p->name, p->party} : (rc_actor){c->key, c->key};
    }
    if (!v->parties.n) return;
    weigh_voice(v, &v->all->ptr[n], score[0], score[1]);
    for (uint32_t i = 0; i < v->parties.n; i++) { /* nobody does it to himself: the likelier side counts */
        int less = score[0][i] < score[1][i] ? 0 : 1;
        lost[i] = score[less][i];
        score[less][i] = -INFINITY;
    }
    /* "We killed 40": the grammar says who did it */
    const rc_claim *told = &v->all->ptr[n].claim;
    weigh_repelled(v, told, score[0], score[1]);
    weigh_denied_fall(v, told, score[0], score[1]);
    const rc_link *target = own_target(v->r, &v->all->ptr[n].from);
    for (uint32_t i = 0; i < v->parties.n && target; i++)
        if (rc_str_eq(v->parties.ptr[i].key, target->party)) weigh_target(score[0], score[1], i);
    weigh_protesters(v, &v->all->ptr[n], score[0], score[1]);
    weigh_whereabouts(v, &v->all->ptr[n], score[0], score[1]);
    weigh_enemies(v, told, score[0], score[1], lost, ALSO_LIKELY);
    for (uint32_t i = 0; i < v->parties.n && claim->type == RC_VIOLENCE; i++)
        if (is_named(v->parties.ptr[i].key)) score[1][i] -= EXPECTED;
    rc_actor owner;
    bool we = told->n_by == 1 &&
              (speaks_of_itself(v->r, &v->all->ptr[n].from) || owner_of(v->r, &v->all->ptr[n].from, &owner));
    if (is_chosen(v, CHOICE_BY) && !we)
        keep_likely(v, actors, score[0], v->parties.n, threshold_of(v, CHOICE_BY), &claim->by, &claim->n_by);
    float least = threshold_of(v, CHOICE_AGAINST);
    if (claim->type == RC_BATTLES && claim->n_by && is_named(claim->by[0].party)) least -= EXPECTED;
    if (is_chosen(v, CHOICE_AGAINST))
        keep_likely(v, actors, score[1], v->parties.n, least, &claim->against, &claim->n_against);
}

static void choose_victims(const revision *v, uint32_t n, rc_claim *claim)
{
    if (!is_chosen(v, CHOICE_VICTIM) && !v->tap) return;
    bool own = counts_own_ranks(v->r, &v->all->ptr[n].from); /* the grammar says whose they are */
    rc_loss *losses = RC_NEWS(v->r->arena, rc_loss, claim->n_losses + 1);
    if (claim->n_losses) memcpy(losses, claim->losses, claim->n_losses * sizeof *losses);
    for (uint32_t k = 0; k < claim->n_losses; k++) {
        float best = -INFINITY;
        for (uint32_t i = 0; i < v->victims.n; i++) {
            decision d;
            begin_decision(&d, CHOICE_VICTIM_AGAIN, n, i);
            d.item = k;
            d.party = v->victims.ptr[i].key;
            d.clues.n = 0;
            if (looks_again(v, d.kind)) victim_again(v, n, k, i, &d.clues);
            weigh_again(v, &d, v->first.victim[n][k * v->victims.n + i]);
            if (own || !is_chosen(v, CHOICE_VICTIM) || d.score <= best) continue;
            best = d.score;
            losses[k].of = d.party;
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
    for (uint32_t i = 0; i < claim->n_place; i++) was_there = was_there || is_same_place(&claim->place[i], chosen);
    for (uint32_t i = 0; i < claim->n_place && was_there; i++) {
        const rc_claim_place *p = &claim->place[i];
        bool finer = p->precision && p->precision < chosen->precision;
        if (!is_same_place(p, chosen) && !finer) list[n++] = *p;
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

/* The likeliest place of the likeliest neighbourhood, as a number; v->places.n where none is likely enough. Names
 * within 50 km of each other speak for the same spot: a town, its quarter and its hospital do not take votes from each
 * other.
 */
static uint32_t best_place(const revision *v, const float *score)
{
    uint32_t n = v->places.n, best = n;
    double share[MOST_CANDIDATES + 1], all = 0, most = 0, highest = (double)score[n];
    for (uint32_t i = 0; i < n; i++) highest = fmax(highest, (double)score[i]);
    for (uint32_t i = 0; i <= n; i++) all += share[i] = exp((double)score[i] - highest);
    for (uint32_t i = 0; i < n; i++) {
        double around = share[i];
        for (uint32_t k = 0; k < n; k++)
            if (v->near[i] >> k & 1) around += share[k];
        bool more = best == n || around > most + 1e-9, equal = best != n && fabs(around - most) <= 1e-9;
        if (!more && !(equal && share[i] > share[best])) continue;
        most = around;
        best = i;
    }
    if (most < LEAST_SHARE * all) return n;
    uint32_t middle = best;
    for (uint32_t k = 0; k < n; k++)
        if (v->near[middle] >> k & 1 && share[k] > share[best]) best = k;
    return best;
}

/* In a part of a digest that a place heads, none of the other parts is told again: what the rules found stays. */
static bool is_from_elsewhere(const revision *v, uint32_t n, uint32_t best)
{
    part headed = part_of(v->r, v->all->ptr[n].sentence);
    if (!headed.place) return false;
    if (best == v->places.n) return true;
    const candidate *c = &v->places.ptr[best];
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t at = v->r->doc->tokens[v->r->places.ptr[c->at[i]].first].sentence;
        if (at + 1 >= headed.first && at < headed.end) return false;
    }
    return true;
}

static void choose_place(const revision *v, uint32_t n, rc_claim *claim)
{
    float score[MOST_CANDIDATES + 1];
    for (uint32_t i = 0; i <= v->places.n; i++) {
        decision d;
        begin_decision(&d, CHOICE_PLACE_AGAIN, n, i);
        d.none = i == v->places.n;
        d.clues.n = 0;
        if (looks_again(v, d.kind)) place_again(v, n, i, &d.clues);
        if (!d.none) d.place = as_claim_place(v->places.ptr[i].place);
        score[i] = weigh_again(v, &d, v->first.place[(size_t)n * (v->places.n + 1) + i]);
    }
    if (!is_chosen(v, CHOICE_PLACE) || place_taken_up(v->r, &v->all->ptr[n].from)) return;
    uint32_t best = best_place(v, score);
    if (is_from_elsewhere(v, n, best)) return;
    if (best == v->places.n) {
        claim->n_place = 0;
        return;
    }
    rc_claim_place chosen = as_claim_place(v->places.ptr[best].place);
    put_place_first(v, &chosen, claim);
}

static void choose_time(const revision *v, uint32_t n, rc_claim *claim)
{
    pick best = {0};
    rc_day from = RC_DAY_NONE, to = RC_DAY_NONE;
    for (uint32_t i = 0; i <= v->times.n; i++) {
        const candidate *x = i < v->times.n ? &v->times.ptr[i] : NULL;
        decision d;
        begin_decision(&d, CHOICE_TIME_AGAIN, n, i);
        d.none = !x;
        d.from = x ? x->from : RC_DAY_NONE;
        d.to = x ? x->to : RC_DAY_NONE;
        d.clues.n = 0;
        if (looks_again(v, d.kind)) time_again(v, n, i, &d.clues);
        weigh_again(v, &d, v->first.time[(size_t)n * (v->times.n + 1) + i]);
        if (!is_better(&best, &d)) continue;
        from = d.from;
        to = d.to;
    }
    if (!is_chosen(v, CHOICE_TIME)) return;
    claim->from = is_told(&best) ? from : RC_DAY_NONE;
    claim->to = is_told(&best) ? to : RC_DAY_NONE;
}

static void choose_type(const revision *v, uint32_t n, rc_claim *claim)
{
    float best = -INFINITY;
    for (uint32_t i = 0; i < SUBTYPES; i++) {
        decision d;
        begin_decision(&d, CHOICE_TYPE_AGAIN, n, i);
        d.type = subtypes[i].type;
        d.subtype = subtypes[i].subtype;
        d.clues.n = 0;
        if (looks_again(v, d.kind)) type_again(v, n, i, &d.clues);
        weigh_again(v, &d, v->first.type[(size_t)n * SUBTYPES + i]);
        if (d.score <= best || !is_chosen(v, CHOICE_TYPE)) continue;
        best = d.score;
        claim->type = d.type;
        claim->subtype = d.subtype;
    }
}

static void choose_certainty(const revision *v, uint32_t n, rc_claim *claim)
{
    decision d;
    begin_decision(&d, CHOICE_HEDGED, n, 0);
    d.ruled = v->all->ptr[n].claim.certainty == RC_HEDGED;
    bool denies = v->all->ptr[n].from.cls == CUE_DENYING && v->all->ptr[n].claim.polarity == RC_DENIED;
    hedge_clues(v->r, v->all, n, &d.clues);
    weigh_once(v, &d);
    if (is_used(v, d.kind) && !denies)
        claim->certainty = d.score > v->choices->threshold[d.kind] ? RC_HEDGED : RC_PLAIN;
}

/* Whether it is a claim at all; the log-odds are its confidence. */
static bool choose_right(const revision *v, uint32_t n, rc_claim *claim)
{
    decision d;
    begin_decision(&d, CHOICE_RIGHT_AGAIN, n, 0);
    d.clues.n = 0;
    if (looks_again(v, d.kind)) right_again(v, n, &d.clues);
    weigh_again(v, &d, v->first.right[n]);
    if (!is_chosen(v, CHOICE_RIGHT)) return true;
    claim->confidence = 1 / (1 + expf(-(d.score + UNSEEN_ODDS)));
    return d.score > threshold_of(v, CHOICE_RIGHT);
}

/* The place may be another now; the draft keeps its losses. */
static void settle_victims_again(const revision *v, uint32_t n, rc_claim *claim)
{
    if (!claim->n_losses) return;
    rc_loss *losses = RC_NEWS(v->r->arena, rc_loss, claim->n_losses);
    memcpy(losses, claim->losses, claim->n_losses * sizeof *losses);
    claim->losses = losses;
    victims_of_place(v->r, &v->all->ptr[n].from, claim);
}

/* What happened more than a year before the report is history, and told only with a count of its own. */
static bool is_history(const revision *v, const rc_claim *claim)
{
    if (claim->to == RC_DAY_NONE || v->r->published - claim->to <= DAYS_OF_A_YEAR) return false;
    for (uint32_t i = 0; i < claim->n_losses; i++)
        if (claim->losses[i].count.has_low || claim->losses[i].count.has_high) return false;
    return true;
}

/* An account of past years is all history; in news of these days what is older is looked back on. */
static void leave_out_history(const revision *v, const uint32_t *draft_of, rc_claims *claims)
{
    uint32_t fresh = 0;
    for (uint32_t i = 0; i < claims->n && v->r->published != RC_DAY_NONE; i++)
        fresh += claims->ptr[i].to != RC_DAY_NONE && v->r->published - claims->ptr[i].to <= DAYS_OF_A_YEAR;
    if (2 * fresh <= claims->n) return;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < claims->n; i++) {
        bool old = is_history(v, &claims->ptr[i]);
        if (old && v->r->trace) trace_history(v->r, draft_of[i]);
        if (!old) claims->ptr[kept++] = claims->ptr[i];
    }
    claims->n = kept;
}

rc_claims revise(const rc_reading *r, const rc_choices *choices, const drafts *all, const decision_tap *tap)
{
    if (tap) choices = tap->choices;
    revision v = {.r = r, .choices = choices, .all = all, .tap = tap};
    rc_claims out = {RC_NEWS(r->arena, rc_claim, all->n + 1), 0};
    rc_claim *revised = RC_NEWS(r->arena, rc_claim, all->n + 1);
    bool *kept = RC_NEWS(r->arena, bool, all->n + 1);
    uint32_t *draft_of = RC_NEWS(r->arena, uint32_t, all->n + 1);
    bool chooses = choices || tap;
    if (chooses) gather_candidates(&v);
    if (chooses) look_first(&v);
    for (uint32_t i = 0; i < all->n; i++) {
        rc_claim claim = all->ptr[i].claim;
        bool right = true;
        if (chooses) choose_certainty(&v, i, &claim);
        if (choices) {
            right = choose_right(&v, i, &claim);
            if (!right && !tap && !r->trace) {
                revised[i] = claim;
                continue;
            }
            choose_type(&v, i, &claim);
            choose_victims(&v, i, &claim);
            choose_parties(&v, i, &claim);
            choose_place(&v, i, &claim);
            settle_victims_again(&v, i, &claim);
            choose_time(&v, i, &claim);
            settle_sides(&v, &claim);
            settle_open_losses(&v, i, &claim);
            settle_shares(&v, &all->ptr[i], &claim);
            settle_sort(&v, i, &claim);
        }
        revised[i] = claim;
        kept[i] = right;
    }
    if (choices) settle_by_opponent(&v, kept, revised);
    settle_recounts(all, kept, revised);
    settle_answers(r, all, revised);
    for (uint32_t i = 0; i < all->n; i++) {
        if (choices) explain_revised(&v, i, &revised[i], kept[i]);
        draft_of[out.n] = i;
        if (kept[i]) out.ptr[out.n++] = revised[i];
    }
    if (choices && !tap) leave_out_history(&v, draft_of, &out);
    return out;
}
