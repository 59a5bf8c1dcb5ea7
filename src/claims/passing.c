/* What is named and not told: the name of an operation or of a body, the title of an event that stands by itself, what
 * is missing, condemned, wished for. */
#include "claims/assemble.h"
#include "claims/fit.h"
#include "claims/roles.h"

static bool is_verb_word(const rc_reading *r, uint32_t word)
{
    return is_upos(r->syntax, word, RC_UPOS_VERB) || is_upos(r->syntax, word, RC_UPOS_AUX);
}

/* A line without a verb, a day or a full stop: "Battle of X", "2026 strikes on Y", the heads of a digest. */
static bool is_title(const rc_reading *r, range sentence)
{
    bool read = false;
    for (uint32_t t = sentence.first; t < sentence.end; t++) {
        uint32_t word = word_at(r->syntax, t);
        const rc_timex *time = timex_at(r, t);
        if (word != NO_WORD) read = true;
        if (is_sign(r, t, '.') || (word != NO_WORD && is_verb_word(r, word))) return false;
        if (time && time->grain <= RC_GRAIN_DAY) return false;
    }
    return read;
}

/* "Combined Joint Task Force - Operation X", "le Commandement des opérations conjointes". */
static bool is_in_name(const rc_reading *r, uint32_t token)
{
    const rc_entity *e = entity_at(r->syntax, token);
    return e && e->kind == RC_ENTITY_ORG;
}

/* "Army forces bombed positions": behind a bare noun for those who act stands what they do, whatever the tree says. */
static bool is_behind_side(const rc_reading *r, uint32_t anchor)
{
    if (!anchor || r->doc->tokens[anchor - 1].sentence != r->doc->tokens[anchor].sentence) return false;
    const rc_party_mention *p = party_at(r, anchor - 1);
    return p && !p->is_modifier && p->first + p->count == anchor;
}

/* "The abducted chiefs", "retreating troops": said to tell which. */
static bool is_attribute(const rc_reading *r, const mention *m)
{
    uint32_t word = word_at(r->syntax, m->anchor);
    if (is_behind_side(r, m->anchor)) return false;
    return m->act->pos == POS_VERB && word != NO_WORD && is_related(r->syntax, word, REL_BIT(REL_AMOD)) &&
           has_feature(r->syntax, word, "VerbForm=Part") && r->syntax->first_child[word] == NO_WORD;
}

/* "It demonstrates their desire": who protests has no object. */
static bool shows_something(const rc_reading *r, const mention *m)
{
    uint32_t word = word_at(r->syntax, m->anchor);
    if (m->act->type != RC_PROTESTS || m->act->pos != POS_VERB || m->end > m->anchor + 1 || word == NO_WORD)
        return false;
    return child_by(r->syntax, word, REL_BIT(REL_OBJ) | REL_BIT(REL_CCOMP), NO_WORD) != NO_WORD;
}

/* "The suspect in the shooting", "insurgents involved in attacks": said to tell who. */
static bool tells_who(const rc_reading *r, uint32_t word)
{
    const syntax *s = r->syntax;
    uint32_t up = word == NO_WORD ? NO_WORD : s->parent[word];
    if (up != NO_WORD && is_related(s, word, REL_BIT(REL_OBL)) && is_related(s, up, REL_BIT(REL_ACL))) {
        up = s->parent[up];
    } else if (!is_related(s, word, REL_BIT(REL_NMOD))) {
        return false;
    }
    if (up == NO_WORD || !is_upos(s, up, RC_UPOS_NOUN)) return false;
    uint32_t token = s->token_of[up], verb = s->parent[up];
    bool suffers =
        verb != NO_WORD && hit_with(r, s->token_of[verb], r->rules->effects); /* "killed ten men in a raid" */
    return !suffers && hit_with(r, token, r->rules->people) && !hit_with(r, token, r->rules->effects) &&
           !hit_with(r, token, r->rules->events);
}

bool is_untold(const rc_reading *r, const mention *m)
{
    if (m->kind == MENTION_LOSS) return false;
    if (m->kind == MENTION_ACT && (is_attribute(r, m) || shows_something(r, m))) return true;
    uint32_t word = m->kind == MENTION_ACT ? word_of_act(r, m) : NO_WORD;
    if (m->kind == MENTION_ACT && m->act->pos == POS_NOUN && tells_who(r, word)) return true;
    fit why = pattern_at(r, word == NO_WORD ? m->anchor : r->syntax->token_of[word], ASPECT_POLARITY, false);
    if (why.pattern && why.pattern->marks == MARK_UNTOLD) return true;
    return m->kind == MENTION_ACT && m->act->pos == POS_NOUN && is_in_name(r, m->anchor);
}

bool is_only_named(const rc_reading *r, const cluster *c)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->mentions[i]->strong && c->mentions[i]->kind != MENTION_ACT) return false;
    return is_title(r, c->sentence);
}
