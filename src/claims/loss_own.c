/* Losses of a speaker's own side. */
#include "claims/loss_search.h"

#define DENIED_BACK 6 /* between "deny" and "losing anyone" */

bool loss_of_nobody(search *s)
{
    const rc_reading *r = s->r;
    uint32_t after = s->hit->token + s->hit->count;
    const rc_hit *any = after < s->within.end ? hit_with(r, after, r->rules->negation) : NULL;
    if (!any || r->rules->neg[any->row] != NEG_ANY) return false;
    bool denies = false;
    for (uint32_t t = s->hit->token; t > s->within.first && s->hit->token - t < DENIED_BACK && !denies; t--) {
        const rc_hit *cue = hit_with(r, t - 1, r->rules->cues);
        denies = cue && r->rules->cue[cue->row].cls == CUE_DENYING;
    }
    if (!denies) return false;
    group g = {.first = after, .end = after + any->count, .head = after};
    loss_add(s, &g, "effect-lose", 0.7f);
    s->out->ptr[s->out->len - 1].loss.count = (rc_count){0, 0, true, true, false};
    return true;
}

void loss_give_owner(search *s)
{
    const rc_reading *r = s->r;
    uint32_t noun = s->hit->token;
    bool owned = has_grammar(r, noun, G_PRONOUN) || (noun > s->within.first && has_grammar(r, noun - 1, G_PRONOUN));
    const rc_party_mention *owner = owned ? agent_before(r, noun, s->within) : NULL;
    mention *m = &s->out->ptr[s->out->len - 1];
    if (!owner || (m->victims && !rc_str_is(m->victims->party, "unknown"))) return;
    m->victims = owner;
    m->loss.of = owner->party;
}
