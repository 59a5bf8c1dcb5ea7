/* Tolls: "the death toll rose to 22", "Russian losses have reached 600 men". */
#include "claims/loss_search.h"
#include "claims/roles.h"

#define TOLL_AHEAD 15 /* between "bilan" and its number */

bool loss_counts_itself(const search *s)
{
    const rc_reading *r = s->r;
    for (uint32_t i = r->hits.at[s->hit->token]; i < r->hits.at[s->hit->token + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        bool self = hit->list == r->rules->effects && r->rules->effect[hit->row].frame == EFFECT_SELF;
        if (self && r->rules->effect[hit->row].effect == RC_CASUALTIES) return true;
    }
    return false;
}

/* "the number of civilians killed rose to 22": whose toll it is stands right behind it. */
static void name_of_toll(const search *s, mention *m)
{
    const rc_reading *r = s->r;
    uint32_t t = s->hit->token + s->hit->count;
    bool of = t > s->hit->token && (has_grammar(r, t - 1, G_OF) || (t < m->group.first && has_grammar(r, t, G_OF)));
    while (t < m->group.first && has_grammar(r, t, G_OF | G_ARTICLE)) t++;
    const rc_party_mention *party = of && t < m->group.first ? party_at(r, t) : NULL;
    if (!party || m->victims || party->is_metonym || party->is_modifier) return;
    m->victims = party;
    m->loss.of = party->party;
    m->loss.members = party->members;
}

/* "le bilan passe à 22", "the death toll rose to 22". */
void loss_toll(search *s)
{
    const rc_reading *r = s->r;
    bool needs_verb = loss_counts_itself(s), verb = false; /* "Russian losses have reached 600 men" */
    uint32_t limit = s->hit->token + TOLL_AHEAD < s->within.end ? s->hit->token + TOLL_AHEAD : s->within.end;
    for (uint32_t t = s->hit->token + s->hit->count; t < limit; t++) {
        group g;
        if (is_sign(r, t, ';') || hit_with(r, t, r->rules->effects)) return;
        verb = verb || is_upos(r->syntax, word_at(r->syntax, t), RC_UPOS_VERB);
        if (needs_verb && (is_punct(r, t) || has_grammar(r, t, G_SUB | G_REL))) return;
        if (needs_verb && !verb) continue;
        if (!group_at(r, t, s->within.end, &g) || !g.quantity || g.quantity->kind == RC_QUANTITY_ARTICLE) continue;
        if (!loss_can_suffer(s, &g) || loss_has_own_effect(s, &g) || g.kind == GROUP_OTHER) continue;
        loss_add(s, &g, "effect-toll", 0.7f);
        name_of_toll(s, &s->out->ptr[s->out->len - 1]);
        loss_give_owner(s);
        if (g.kind == GROUP_PEOPLE) loss_add_coordinated(s, g.end, "effect-toll", 0.6f);
        return;
    }
}
