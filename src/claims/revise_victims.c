/* Whose the victims are, where the words of the loss leave it open and the parties of its claim, once chosen, tell. */
#include "claims/revise.h"
#include "claims/roles.h"
#include "claims/victims.h"

static bool is_open_loss(const rc_loss *loss)
{
    return !loss->of.len || rc_str_is(loss->of, "unknown");
}

/* The one side that it was done to; NULL: none, or several. */
static const rc_actor *only_target(const rc_claim *claim)
{
    if (claim->n_against != 1) return NULL;
    rc_str party = claim->against[0].party;
    bool side = party.len && !rc_str_is(party, "unknown") && !rc_str_is(party, "civilians");
    return side ? claim->against : NULL;
}

/* "insurgents" are no state's; "gunmen", "attackers" did something themselves. */
static bool are_others(const revision *v, const mention *m, rc_str party)
{
    for (uint32_t t = m->group.first; t < m->group.end; t++)
        if (has_setting(v->r, t, SETTING_DOER)) return true;
    return m->victims && m->victims->is_generic && m->victims->inter == RC_INTER_REBEL &&
           rc_party_inter(v->r->actors, party) == RC_INTER_STATE;
}

/* Named as people in the sentence, not as where it happened. */
static bool is_named_in(const revision *v, range sentence, rc_str party)
{
    for (uint32_t i = 0; i < v->r->parties.n; i++) {
        const rc_party_mention *p = &v->r->parties.ptr[i];
        if (in_range(sentence, p->first) && rc_str_eq(p->party, party) && !p->is_metonym && !is_whereabouts(v->r, p))
            return true;
    }
    return false;
}

/* Fighters, prisoners, and the crew that came off "without casualties", belong to those it was done to. */
static bool is_of_target(const revision *v, const cluster *from, const mention *m, const rc_loss *loss, rc_str party)
{
    if (are_others(v, m, party) || victims_are_owned(v->r, m)) return false;
    if (loss->effect == RC_SURRENDERED) return false; /* they gave themselves up to it */
    bool bare = m->group.kind == GROUP_BARE;
    bool none = loss->count.has_high && loss->count.high == 0;
    if (none) return bare && is_named_in(v, from->sentence, party);
    return loss->members == RC_MEMBERS_COMBATANT || (bare && loss->effect == RC_CAPTURED);
}

/* "Moscow says it killed 50 soldiers": who speaks of his own deed does not kill his own. */
static bool are_speakers(const revision *v, const cluster *from, const mention *m, const rc_loss *loss)
{
    const rc_link *speaker = from->n_chain ? &from->chain[from->n_chain - 1] : NULL;
    if (!speaker || !m->victims || !m->victims->is_generic || !rc_str_eq(loss->of, speaker->party)) return false;
    if (victims_are_owned(v->r, m) || loses_own(v->r, m->anchor)) return false;
    return speaks_of_itself(v->r, from);
}

void settle_open_losses(const revision *v, uint32_t n, rc_claim *claim)
{
    const cluster *from = &v->all->ptr[n].from;
    const rc_actor *target = only_target(claim);
    uint32_t k = 0;
    for (uint32_t i = 0; i < from->n && k < claim->n_losses; i++) {
        const mention *m = from->mentions[i];
        if (m->kind != MENTION_LOSS) continue;
        rc_loss *loss = &claim->losses[k++];
        if (are_speakers(v, from, m, loss)) loss->of = RC_STR("unknown");
        if (is_open_loss(loss) && target && is_of_target(v, from, m, loss, target->party)) loss->of = target->party;
    }
}

/* The one side that this one faces in all other claims of the report; NULL: none, or several. */
static const rc_actor *only_opponent(const rc_claim *revised, const bool *kept, uint32_t n, rc_str side)
{
    const rc_actor *found = NULL;
    for (uint32_t i = 0; i < n; i++) {
        const rc_claim *c = &revised[i];
        if (!kept[i] || c->n_by != 1 || !only_target(c)) continue;
        const rc_actor *other = rc_str_eq(c->by[0].party, side)        ? &c->against[0]
                                : rc_str_eq(c->against[0].party, side) ? &c->by[0]
                                                                       : NULL;
        if (!other || rc_str_is(other->party, "unknown") || rc_str_is(other->party, "civilians")) continue;
        if (found && !rc_str_eq(found->party, other->party)) return NULL;
        found = other;
    }
    return found;
}

void settle_by_opponent(const revision *v, const bool *kept, rc_claim *revised)
{
    for (uint32_t i = 0; i < v->all->n; i++) {
        rc_claim *claim = &revised[i];
        if (!kept[i] || claim->n_by != 1 || claim->n_against || !(claim->n_losses || claim->type == RC_BATTLES))
            continue;
        const rc_actor *opponent = only_opponent(revised, kept, v->all->n, claim->by[0].party);
        if (!opponent) continue;
        rc_actor *against = RC_NEW(v->r->arena, rc_actor);
        *against = *opponent;
        claim->against = against;
        claim->n_against = 1;
        settle_open_losses(v, i, claim);
        bool of_it = false;
        for (uint32_t k = 0; k < claim->n_losses; k++) of_it = of_it || rc_str_eq(claim->losses[k].of, opponent->party);
        if (!of_it && claim->type != RC_BATTLES) claim->n_against = 0;
    }
}
