/* Victims by the tree: the word that a verb was done to, and the counted group around it. */
#include "claims/loss_search.h"
#include "claims/roles.h"

#define LONGEST_PHRASE 8 /* tokens from the start of a noun phrase to its head */

/* The counted group around a word of the tree, else the uncounted one. */
bool loss_group_of(const search *s, uint32_t word, group *out)
{
    const rc_reading *r = s->r;
    uint32_t head = r->syntax->token_of[word];
    uint32_t first = r->syntax->left[word];
    if (first + LONGEST_PHRASE < head) first = head - LONGEST_PHRASE;
    if (first < s->within.first) first = s->within.first;
    bool found = false;
    for (uint32_t t = first; t <= head && head < s->within.end; t++) {
        group g;
        if (!group_at(r, t, s->within.end, &g) || g.first > head || g.end <= head || g.kind == GROUP_BARE) continue;
        if (!found || (g.quantity && !out->quantity)) *out = g;
        found = true;
        if (g.quantity) break;
    }
    return found;
}

bool loss_shares_auxiliary(const search *s)
{
    const syntax *x = s->r->syntax;
    uint32_t verb = word_at(x, s->hit->token);
    if (verb == NO_WORD || s->row->frame != EFFECT_OBJ || !is_related(x, verb, REL_BIT(REL_CONJ))) return false;
    if (child_by(x, verb, REL_BIT(REL_OBJ) | REL_BIT(REL_AUX) | REL_BIT(REL_NSUBJ), NO_WORD) != NO_WORD) return false;
    uint32_t first = first_conjunct(x, verb);
    return is_passive_word(s->r, first) && child_by(x, first, REL_BIT(REL_AUX), NO_WORD) != NO_WORD;
}

bool loss_understands_auxiliary(const search *s)
{
    const syntax *x = s->r->syntax;
    uint32_t verb = word_at(x, s->hit->token);
    if (verb == NO_WORD || s->row->frame != EFFECT_OBJ || !is_related(x, verb, REL_BIT(REL_CONJ))) return false;
    if (child_by(x, verb, REL_BIT(REL_NSUBJ), NO_WORD) == NO_WORD) return false;
    if (child_by(x, verb, REL_BIT(REL_OBJ) | REL_BIT(REL_AUX), NO_WORD) != NO_WORD) return false;
    uint32_t first = first_conjunct(x, verb);
    return is_passive_word(s->r, first) && child_by(x, first, REL_BIT(REL_AUX), NO_WORD) != NO_WORD;
}

/* Whom the tree says it was done to; NO_WORD where it does not say or says a pronoun. */
uint32_t loss_victim_word(const search *s)
{
    uint32_t verb = word_at(s->r->syntax, s->hit->token);
    if (verb == NO_WORD) return NO_WORD;
    uint32_t victim = s->row->frame == EFFECT_SUBJ ? agent_of(s->r, verb) : patient_of(s->r, verb);
    bool dies = s->row->frame == EFFECT_SUBJ && is_related(s->r->syntax, verb, REL_BIT(REL_CONJ)); /* no passive */
    if (victim == NO_WORD && (dies || loss_shares_auxiliary(s)))
        victim = patient_of(s->r, first_conjunct(s->r->syntax, verb));
    bool noun = is_upos(s->r->syntax, victim, RC_UPOS_NOUN) || is_upos(s->r->syntax, victim, RC_UPOS_PROPN);
    return noun ? victim : NO_WORD;
}

bool loss_is_craft(const search *s)
{
    const rc_reading *r = s->r;
    uint32_t patient = patient_of(r, word_at(r->syntax, s->hit->token));
    if (patient == NO_WORD || !hit_with(r, s->hit->token, r->rules->damage)) return false;
    uint32_t t = r->syntax->token_of[patient];
    return hit_with(r, t, r->rules->equipment) && !hit_with(r, t, r->rules->people);
}

bool loss_is_achieved(const rc_reading *r, uint32_t verb)
{
    if (verb == NO_WORD || !is_related(r->syntax, verb, REL_BIT(REL_XCOMP))) return false;
    uint32_t object = child_by(r->syntax, verb, REL_BIT(REL_OBJ), NO_WORD);
    if (!is_upos(r->syntax, object, RC_UPOS_PROPN)) return false; /* "began to stab people" counts nobody */
    return has_setting(r, r->syntax->token_of[r->syntax->parent[verb]], SETTING_ACHIEVE);
}
