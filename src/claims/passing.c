/* What is named and not told: the name of an operation or of a body, the title of an event that stands by itself, what is
 * missing, condemned, wished for. */
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

bool is_untold(const rc_reading *r, const mention *m)
{
    if (m->kind == MENTION_LOSS) return false;
    fit why = pattern_at(r, m->anchor, ASPECT_POLARITY, false);
    if (why.pattern && why.pattern->marks == MARK_UNTOLD) return true;
    return m->kind == MENTION_ACT && m->act->pos == POS_NOUN && is_in_name(r, m->anchor);
}

bool is_only_named(const rc_reading *r, const cluster *c)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->mentions[i]->strong && (c->mentions[i]->kind != MENTION_ACT || c->mentions[i]->act->pos != POS_NOUN))
            return false;
    return is_title(r, c->sentence);
}
