/* Parties, ground and type of one claim must agree once each has been chosen. */
#include "claims/revise.h"
#include "claims/roles.h"

#include <math.h>
#include <string.h>

/* Log-odds of what grammar says. */
#define CERTAIN 9.0F

/* Who holds or takes ground is who does it, who loses it is whom it is done to: what one field leaves open, the other
 * tells, and the actors, which the whole report speaks for, are right where they differ. */
static void agree_on_side(const revision *v, rc_str *side, rc_actor **actors, uint32_t *n)
{
    if (*n) {
        if (!has_actor(*actors, *n, *side) && !rc_str_is((*actors)[0].party, "civilians")) *side = (*actors)[0].party;
        return;
    }
    for (uint32_t i = 0; i < v->parties.n; i++) {
        const candidate *c = &v->parties.ptr[i];
        if (!c->n || !rc_str_eq(c->key, *side) || rc_str_is(*side, "unknown")) continue;
        *actors = RC_NEW(v->r->arena, rc_actor);
        **actors = (rc_actor){v->r->parties.ptr[c->at[0]].name, c->key};
        *n = 1;
    }
}

bool is_named(rc_str party)
{
    return party.len && !rc_str_is(party, "unknown") && !rc_str_is(party, "civilians");
}

/* Who loses ground is whom it is done to, whoever the subject is: "denied having lost the town". */
static void settle_loser(const revision *v, rc_str loser, rc_claim *claim)
{
    rc_actor *by = RC_NEWS(v->r->arena, rc_actor, claim->n_by + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < claim->n_by; i++)
        if (!rc_str_eq(claim->by[i].party, loser)) by[n++] = claim->by[i];
    if (n == claim->n_by) return;
    const rc_actor was = claim->by[0];
    for (uint32_t i = 0; i < claim->n_against && !n; i++) /* the two were exchanged */
        if (is_named(claim->against[i].party) && !rc_str_eq(claim->against[i].party, loser))
            by[n++] = claim->against[i];
    claim->by = by;
    claim->n_by = n;
    if (has_actor(claim->against, claim->n_against, loser)) return;
    rc_actor *against = RC_NEWS(v->r->arena, rc_actor, claim->n_against + 1);
    against[0] = (rc_actor){rc_str_eq(was.party, loser) ? was.name : loser, loser};
    uint32_t m = 1;
    for (uint32_t i = 0; i < claim->n_against; i++)
        if (is_named(claim->against[i].party) && !has_actor(by, n, claim->against[i].party))
            against[m++] = claim->against[i];
    claim->against = against;
    claim->n_against = m;
}

static void settle_ground(const revision *v, rc_claim *claim)
{
    rc_control *own = RC_NEWS(v->r->arena, rc_control, claim->n_control + 1);
    if (claim->n_control) memcpy(own, claim->control, claim->n_control * sizeof *own);
    for (uint32_t i = 0; i < claim->n_control; i++) {
        rc_change change = own[i].change;
        bool takes = change == RC_TAKEN || change == RC_ADVANCED || change == RC_BESIEGED;
        if (takes || change == RC_HELD || change == RC_WITHDREW) agree_on_side(v, &own[i].by, &claim->by, &claim->n_by);
        if (takes) agree_on_side(v, &own[i].from, &claim->against, &claim->n_against);
        if (change == RC_LOST && is_named(own[i].by)) settle_loser(v, own[i].by, claim);
    }
    claim->control = own;
}

/* Every change of ground in the claim is an attack beaten off, or the fight for it: "an attempt to take the town was
 * repelled". */
static bool is_repelled(const rc_claim *claim)
{
    bool repelled = false;
    for (uint32_t i = 0; i < claim->n_control; i++) {
        if (claim->control[i].change != RC_REPELLED && claim->control[i].change != RC_CONTESTED) return false;
        repelled = repelled || claim->control[i].change == RC_REPELLED;
    }
    return repelled;
}

void weigh_repelled(const revision *v, const rc_claim *told, float *by, float *against)
{
    for (uint32_t k = 0; k < told->n_control && is_repelled(told); k++)
        for (uint32_t i = 0; i < v->parties.n && told->control[k].change == RC_REPELLED; i++) {
            rc_str party = v->parties.ptr[i].key;
            if (!is_named(party)) continue;
            if (rc_str_eq(party, told->control[k].from)) {
                by[i] = CERTAIN;
                against[i] = -INFINITY;
            } else if (rc_str_eq(party, told->control[k].by)) {
                by[i] = -INFINITY;
                against[i] = CERTAIN;
            }
        }
}

void weigh_denied_fall(const revision *v, const rc_claim *told, float *by, float *against)
{
    const rc_link *origin = rc_claim_origin(told);
    if (told->polarity != RC_DENIED || !origin || !is_named(origin->party)) return;
    for (uint32_t k = 0; k < told->n_control; k++) {
        if (told->control[k].change != RC_TAKEN || rc_str_eq(told->control[k].by, origin->party)) continue;
        for (uint32_t i = 0; i < v->parties.n; i++) {
            bool own = rc_str_eq(v->parties.ptr[i].key, origin->party);
            if (!own && is_named(v->parties.ptr[i].key) && against[i] > by[i]) by[i] = against[i];
            if (!own) against[i] = -INFINITY;
            if (!own) continue;
            by[i] = -INFINITY;
            against[i] = CERTAIN;
        }
    }
}

void weigh_target(float *by, float *against, uint32_t party)
{
    by[party] = -INFINITY;
    against[party] = CERTAIN;
}

/* The two are on opposite sides in more drafts than they are on one. */
static bool are_enemies(const drafts *all, rc_str a, rc_str b)
{
    uint32_t apart = 0, together = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        const rc_claim *c = &all->ptr[i].claim;
        bool a_does = has_actor(c->by, c->n_by, a), b_does = has_actor(c->by, c->n_by, b);
        bool a_suffers = has_actor(c->against, c->n_against, a), b_suffers = has_actor(c->against, c->n_against, b);
        apart += (a_does && b_suffers) || (b_does && a_suffers);
        together += (a_does && b_does) || (a_suffers && b_suffers);
    }
    return apart > together;
}

void weigh_enemies(const revision *v, const rc_claim *told, float *by, float *against, const float *lost, float least)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < v->parties.n; i++) {
        bool ruled = has_actor(told->by, told->n_by, v->parties.ptr[i].key),
             best_ruled = has_actor(told->by, told->n_by, v->parties.ptr[best].key);
        bool may = by[i] > least, best_may = by[best] > least;
        if (may && best_may && ruled != best_ruled ? ruled : by[i] > by[best]) best = i;
    }
    for (uint32_t i = 0; i < v->parties.n; i++) {
        bool beside = i != best && by[i] > least;
        if (!beside || !are_enemies(v->all, v->parties.ptr[i].key, v->parties.ptr[best].key)) continue;
        by[i] = -INFINITY;
        against[i] = lost[i];
    }
}

/* A verb of violence that has doer and sufferer where grammar puts them: "X attacked Y", "Y was attacked by X". What
 * else is done to somebody ("were evacuated") says so little of who did it that both must be named. */
static uint32_t voiced_verb(const rc_reading *r, const mention *m)
{
    uint32_t w = m->strong ? word_at(r->syntax, m->anchor) : NO_WORD;
    if (w == NO_WORD || !is_upos(r->syntax, w, RC_UPOS_VERB)) return NO_WORD;
    if (m->kind == MENTION_ACT && m->act->frame == ACT_OBJ && sufferer_of(r, w) != NO_WORD) return w;
    if (m->kind == MENTION_ACT && m->act->pos == POS_VERB && m->act->frame == ACT_SUBJ_OBJ) {
        bool violent = m->act->type != RC_STRATEGIC && m->act->type != RC_PROTESTS;
        return violent || (party_of(r, agent_of(r, w)) && party_of(r, patient_of(r, w))) ? w : NO_WORD;
    }
    const rc_hit *effect = m->kind == MENTION_LOSS ? hit_with(r, m->anchor, r->rules->effects) : NULL;
    bool harm = effect && m->loss.effect != RC_DISPLACED && m->loss.effect != RC_SURRENDERED;
    return harm && r->rules->effect[effect->row].frame == EFFECT_OBJ ? w : NO_WORD;
}

void weigh_voice(const revision *v, const draft *d, float *by, float *against)
{
    const rc_reading *r = v->r;
    for (uint32_t i = 0; i < v->parties.n; i++) {
        rc_str side = v->parties.ptr[i].key;
        bool does = has_actor(d->claim.by, d->claim.n_by, side),
             suffers = has_actor(d->claim.against, d->claim.n_against, side), by_voice = false;
        for (uint32_t k = 0; k < d->from.n && is_named(side); k++) {
            uint32_t verb = voiced_verb(r, d->from.mentions[k]);
            const rc_party_mention *doer = party_of(r, agent_of(r, verb)), *target = party_of(r, patient_of(r, verb));
            bool is_doer = doer && rc_str_eq(doer->party, side), is_target = target && rc_str_eq(target->party, side);
            does = does || is_doer;
            suffers = suffers || is_target;
            by_voice = by_voice || is_doer || is_target;
        }
        if (!by_voice || does == suffers) continue;
        float most = fmaxf(by[i], against[i]);
        by[i] = does ? most : -INFINITY;
        against[i] = suffers ? most : -INFINITY;
    }
}

/* "Hundreds of people marched": an act of a crowd whose subject is people without a side, or a crowd by name. */
static bool is_crowd(const rc_reading *r, const mention *m)
{
    if (m->kind != MENTION_ACT || !m->strong || m->act->pos != POS_VERB) return false;
    bool marches = rc_str_is(m->act->subtype, "Peaceful protest") || m->act->type == RC_RIOTS;
    uint32_t doer = marches ? agent_of(r, word_at(r->syntax, m->anchor)) : NO_WORD;
    if (doer == NO_WORD || is_passive_word(r, word_at(r->syntax, m->anchor))) return false;
    const rc_party_mention *p = party_of(r, doer);
    if (p && is_named(p->party)) return false;
    uint32_t t = r->syntax->token_of[doer];
    return p || hit_with(r, t, r->rules->people) || hit_with(r, t, r->rules->events) || quantity_at(r, t);
}

/* "Young people took to the streets. They threw stones": "they" of a riot are those who march before it. */
static bool goes_on_crowd(const revision *v, const draft *d, const mention *m)
{
    if (d == v->all->ptr || m->kind != MENTION_ACT || !m->strong || m->act->type != RC_RIOTS) return false;
    const draft *before = d - 1;
    bool marched = before->claim.type == RC_PROTESTS || before->claim.type == RC_RIOTS;
    uint32_t doer = agent_of(v->r, word_at(v->r->syntax, m->anchor));
    if (!marched || doer == NO_WORD || d->sentence - before->sentence > 1) return false;
    bool they = has_grammar(v->r, v->r->syntax->token_of[doer], G_PRONOUN);
    for (uint32_t i = 0; i < before->from.n && they; i++)
        if (is_crowd(v->r, before->from.mentions[i])) return true;
    return false;
}

void weigh_protesters(const revision *v, const draft *d, float *by, float *against)
{
    bool crowd = false;
    for (uint32_t i = 0; i < d->from.n; i++)
        crowd = crowd || is_crowd(v->r, d->from.mentions[i]) || goes_on_crowd(v, d, d->from.mentions[i]);
    for (uint32_t i = 0; i < v->parties.n && crowd; i++) {
        bool civilians = rc_str_is(v->parties.ptr[i].key, "civilians");
        by[i] = civilians ? CERTAIN : -INFINITY;
        if (civilians) against[i] = -INFINITY;
    }
}

/* "A ceasefire brokered by Egypt": who brings others to agree is no party to it. */
static bool is_broker(const rc_reading *r, const rc_party_mention *p)
{
    const syntax *s = r->syntax;
    uint32_t head = head_of(s, p->first, p->first + p->count), marker = case_of(r, head);
    uint32_t verb = head == NO_WORD ? NO_WORD : s->parent[head];
    bool by = marker != NO_WORD && has_grammar(r, s->token_of[marker], G_BY);
    return by && verb != NO_WORD && has_setting(r, s->token_of[verb], SETTING_BROKER);
}

void weigh_whereabouts(const revision *v, const draft *d, float *by, float *against)
{
    bool deal = rc_str_is(d->claim.subtype, "Agreement");
    for (uint32_t i = 0; i < v->parties.n; i++) {
        const candidate *c = &v->parties.ptr[i];
        bool named = false, there = false, acts = false;
        for (uint32_t k = 0; k < c->n; k++) {
            const rc_party_mention *p = &v->r->parties.ptr[c->at[k]];
            bool where = deal ? is_whereabouts(v->r, p) || is_broker(v->r, p) : lies_between(v->r, p);
            named = named || !where;
            acts = acts || !is_whereabouts(v->r, p);
            there = there || (where && in_range(d->from.sentence, p->first));
        }
        if (there && !named) by[i] = against[i] = -INFINITY;
        if (c->n && !acts) by[i] = -INFINITY; /* a mine in Mali is not of Mali */
    }
}

/* Those who beat an attack off are those it was done to, and the other way round: one field tells the other. */
static void settle_repelled(rc_claim *claim)
{
    for (uint32_t i = 0; i < claim->n_control && is_repelled(claim); i++) {
        rc_control *k = &claim->control[i];
        if (k->change != RC_REPELLED) continue;
        if (!k->from.len && claim->n_by && !rc_str_eq(claim->by[0].party, k->by)) k->from = claim->by[0].party;
        if (!is_named(k->by) && claim->n_against && !rc_str_eq(claim->against[0].party, k->from))
            k->by = claim->against[0].party;
    }
}

/* Those who agree with each other do it together. */
static void settle_agreement(const revision *v, rc_claim *claim)
{
    if (!rc_str_is(claim->subtype, "Agreement") || !claim->n_by) return;
    rc_actor *by = RC_NEWS(v->r->arena, rc_actor, claim->n_by + claim->n_against);
    uint32_t n = claim->n_by;
    memcpy(by, claim->by, n * sizeof *by);
    for (uint32_t i = 0; i < claim->n_against; i++)
        if (is_named(claim->against[i].party)) by[n++] = claim->against[i];
    claim->by = by;
    claim->n_by = n;
    claim->n_against = 0;
}

/* Who marches or riots is people, where nobody else is named. */
static void settle_crowd(const revision *v, rc_claim *claim)
{
    bool crowd = rc_str_is(claim->subtype, "Peaceful protest") || claim->type == RC_RIOTS;
    if (!crowd || claim->n_by || has_actor(claim->against, claim->n_against, RC_STR("civilians"))) return;
    claim->by = RC_NEW(v->r->arena, rc_actor);
    *claim->by = (rc_actor){RC_STR("civilians"), RC_STR("civilians")};
    claim->n_by = 1;
}

/* "Most of the city" lies where the city lies. */
void settle_shares(const revision *v, const draft *d, rc_claim *claim)
{
    for (uint32_t i = 0; i < d->from.n && claim->n_place; i++) {
        const mention *m = d->from.mentions[i];
        if (m->kind != MENTION_CONTROL || !m->is_share || claim->place[0].precision != RC_PRECISION_SETTLEMENT)
            continue;
        rc_claim_place share = claim->place[0], *all = RC_NEWS(v->r->arena, rc_claim_place, claim->n_place + 1);
        share.name = m->control.place;
        all[0] = claim->place[0];
        all[1] = share;
        memcpy(all + 2, claim->place + 1, (claim->n_place - 1) * sizeof *all);
        claim->place = all;
        claim->n_place++;
        return;
    }
}

void settle_sides(const revision *v, rc_claim *claim)
{
    settle_crowd(v, claim);
    settle_ground(v, claim);
    settle_repelled(claim);
    settle_agreement(v, claim);
}

static bool only_counts_again(const cluster *c)
{
    bool again = false;
    for (uint32_t i = 0; i < c->n; i++) {
        const mention *m = c->mentions[i];
        if (!m->strong) continue;
        if (m->kind != MENTION_LOSS || strcmp(m->rule, RULE_LOSS_AGAIN) != 0) return false;
        again = true;
    }
    return again;
}

static bool has_effect(const rc_claim *claim, rc_effect effect)
{
    for (uint32_t i = 0; i < claim->n_losses; i++)
        if (claim->losses[i].effect == effect) return true;
    return false;
}

void settle_recounts(const drafts *all, const bool *kept, rc_claim *revised)
{
    for (uint32_t i = 0; i < all->n; i++) {
        if (!revised[i].n_losses || !only_counts_again(&all->ptr[i].from)) continue;
        uint32_t k = i;
        while (k > 0 && !(kept[k - 1] && has_effect(&revised[k - 1], revised[i].losses[0].effect))) k--;
        if (!k) continue;
        revised[i].from = revised[k - 1].from;
        revised[i].to = revised[k - 1].to;
    }
}
