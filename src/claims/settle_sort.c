/* What sort of event a claim tells, once its sides and its place have been chosen: they must agree with each other. */
#include "claims/revise.h"
#include "claims/roles.h"

#include <string.h>

/* All who suffer are fighters of a side; `effect` as of the first. */
static bool are_fighters(const rc_claim *claim)
{
    for (uint32_t i = 0; i < claim->n_losses; i++)
        if (claim->losses[i].members != RC_MEMBERS_COMBATANT || !is_named(claim->losses[i].of)) return false;
    return claim->n_losses > 0;
}

/* A word of murder or torture among what the draft was made from. */
static bool tells_murder(const draft *d)
{
    for (uint32_t i = 0; i < d->from.n; i++) {
        const mention *m = d->from.mentions[i];
        if (m->kind == MENTION_ACT && m->strong && m->act->type == RC_VIOLENCE && rc_str_is(m->act->subtype, "Attack"))
            return true;
    }
    return false;
}

/* Fighters of a side who are killed or taken are lost in battle, those put to death left aside. */
static void settle_fighters(const draft *d, rc_claim *claim)
{
    if (claim->type != RC_VIOLENCE || !are_fighters(claim)) return;
    bool taken = claim->losses[0].effect == RC_CAPTURED &&
                 rc_str_is(claim->subtype, "Abduction/forced disappearance") && claim->n_by &&
                 is_named(claim->by[0].party);
    bool killed = rc_str_is(claim->subtype, "Attack") && !tells_murder(d);
    if (!taken && !killed) return;
    claim->type = RC_BATTLES;
    claim->subtype = RC_STR("Armed clash");
}

/* The sides of a claim are mentioned somewhere in the report; NULL: not this one. */
static const rc_party_mention *mention_of(const rc_reading *r, rc_str party)
{
    for (uint32_t i = 0; i < r->parties.n; i++)
        if (rc_str_eq(r->parties.ptr[i].party, party)) return &r->parties.ptr[i];
    return NULL;
}

/* Ground is regained by the state that it belongs to; the army of another state overtakes it as an armed group does. */
static void settle_taker(const rc_reading *r, rc_claim *claim)
{
    if (!is_of_ground(claim->subtype) || !claim->n_by || !claim->n_place || !claim->place[0].country[0]) return;
    bool own = false, open = false;
    for (uint32_t i = 0; i < claim->n_by; i++) {
        const rc_party_mention *p = mention_of(r, claim->by[i].party);
        bool state = p && (p->inter == RC_INTER_STATE || p->inter == RC_INTER_EXTERNAL);
        own = own || (state && strcmp(p->country, claim->place[0].country) == 0);
        open = open || !p || (!state && p->inter != RC_INTER_REBEL) || (state && !p->country[0]);
    }
    if (own)
        claim->subtype = RC_STR("Government regains territory");
    else if (!open)
        claim->subtype = RC_STR("Non-state actor overtakes territory");
}

void settle_sort(const revision *v, uint32_t n, rc_claim *claim)
{
    settle_taker(v->r, claim);
    settle_fighters(&v->all->ptr[n], claim);
}
