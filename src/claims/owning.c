#include "claims/owning.h"

#include "claims/denials.h"
#include "claims/roles.h"

#define MOST_STEPS 8 /* from an act up to the word of saying */

uint32_t verb_of_cue(const rc_reading *r, const said *f)
{
    const syntax *s = r->syntax;
    for (uint32_t t = f->cue; t < f->cue_end; t++) {
        uint32_t w = word_at(s, t);
        if (is_upos(s, w, RC_UPOS_VERB)) return w;
    }
    return NO_WORD;
}

bool is_owned(const rc_reading *r, uint32_t t)
{
    return has_setting(r, t, SETTING_OWNED);
}

uint32_t accused_by(const rc_reading *r, const said *f)
{
    const syntax *s = r->syntax;
    uint32_t verb = f->cls == CUE_ACCUSING ? verb_of_cue(r, f) : NO_WORD;
    if (verb == NO_WORD) return NO_WORD;
    uint64_t set = REL_BIT(REL_OBJ) | REL_BIT(REL_IOBJ) | REL_BIT(REL_OBL) | REL_BIT(REL_XCOMP);
    uint32_t deed = NO_WORD; /* "blamed a rocket misfired by X" */
    for (uint32_t c = child_by(s, verb, set, NO_WORD); c != NO_WORD; c = child_by(s, verb, set, c)) {
        bool act = hit_with(r, s->token_of[c], r->rules->events) != NULL; /* "imputed the attack to X" */
        bool speaks = in_range(f->who, s->token_of[c]) || (is_passive_word(r, verb) && agent_of(r, verb) == c);
        if (speaks || !party_of(r, c)) continue;
        if (!act) return c;
        if (deed == NO_WORD && !rc_str_eq(party_of(r, c)->party, f->link.party)) deed = c;
    }
    uint32_t subject = is_passive_word(r, verb) ? patient_of(r, verb) : NO_WORD;
    return subject != NO_WORD && party_of(r, subject) ? subject : deed;
}

/* What the cue says of the anchor it says as of its object, not in a clause: "revendique la mort de 12 soldats", not
 * "affirme que 12 soldats sont morts". */
static bool is_owned_object(const rc_reading *r, uint32_t anchor, uint32_t cue)
{
    const syntax *s = r->syntax;
    uint64_t nominal = REL_BIT(REL_OBJ) | REL_BIT(REL_NMOD) | REL_BIT(REL_CONJ) | REL_BIT(REL_APPOS) |
                       REL_BIT(REL_AMOD) | REL_BIT(REL_NUMMOD) | REL_BIT(REL_ACL) | REL_BIT(REL_FLAT);
    uint32_t w = anchor;
    for (unsigned n = 0; w != NO_WORD && w != cue && n < MOST_STEPS; n++) {
        bool passive_subject = is_related(s, w, REL_BIT(REL_NSUBJ)) && s->parent[w] == cue && is_passive_word(r, cue);
        if (!is_related(s, w, nominal) && !passive_subject) return false;
        w = s->parent[w];
    }
    return w == cue && w != anchor;
}

/* Nothing but nouns and participles is said. */
static bool is_nominal_content(const rc_reading *r, range content)
{
    for (uint32_t t = content.first; t < content.end; t++) {
        uint32_t w = word_at(r->syntax, t);
        bool verb = is_upos(r->syntax, w, RC_UPOS_VERB) || is_upos(r->syntax, w, RC_UPOS_AUX);
        if (has_grammar(r, t, G_SUB) || (verb && !has_feature(r->syntax, w, "VerbForm=Part"))) return false;
    }
    return true;
}

bool is_side(rc_str party)
{
    return party.len && !rc_str_is(party, "unknown") && !rc_str_is(party, "civilians") && !rc_str_is(party, "media");
}

const mention *mention_of_rule(const cluster *c, const char *rule)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (strcmp(c->mentions[i]->rule, rule) == 0) return c->mentions[i];
    return NULL;
}

/* "Denied any involvement": his own, whoever else was named. */
bool disowns(const rc_reading *r, const cluster *c)
{
    if (c->cls != CUE_DENYING || strcmp(c->mentions[0]->rule, RULE_DENIAL) != 0) return false;
    for (uint32_t t = c->frame->words.first; t < c->frame->words.end; t++)
        if (is_owned(r, t)) return true;
    return is_owned(r, c->mentions[0]->anchor);
}

bool owner_of(const rc_reading *r, const cluster *c, rc_actor *out)
{
    const mention *named = mention_of_rule(c, RULE_OWNED);
    bool owned = named != NULL;
    if (owned && named->by) { /* "was the work of X" */
        *out = (rc_actor){named->by->name, named->by->party};
        return true;
    }
    if (!c->frame || !c->n || !c->n_chain) return false;
    if (c->cls == CUE_ACCUSING && !c->frame->accused) {
        const rc_party_mention *accused = party_of(r, accused_by(r, c->frame));
        if (!accused || !is_side(accused->party)) return false;
        *out = (rc_actor){accused->name, accused->party};
        return true;
    }
    if (c->frame->accused) {
        *out = (rc_actor){c->frame->accused->name, c->frame->accused->party};
        return is_side(out->party);
    }
    const rc_link *origin = &c->chain[c->n_chain - 1];
    if (!is_side(origin->party)) return false;
    owned = owned || disowns(r, c);
    uint32_t verb = c->cls == CUE_CLAIMING ? verb_of_cue(r, c->frame) : NO_WORD;
    bool nominal = verb != NO_WORD && is_nominal_content(r, c->frame->content);
    for (uint32_t i = 0; i < c->n && !owned && verb != NO_WORD; i++) {
        const mention *m = c->mentions[i];
        bool told = m->kind == MENTION_ACT ? m->by == NULL || rc_str_eq(m->by->party, origin->party) : true;
        owned = m->strong && told && (nominal || is_owned_object(r, word_at(r->syntax, m->anchor), verb));
    }
    if (owned) *out = (rc_actor){origin->name, origin->party};
    return owned;
}
