/* Weak words of violence that their clause makes plain: "has fired more than 100 rockets at Israel", "were hit hard by
 * Russian forces", "a drone struck the depot". The verb alone is everyday; who does it, with what and to whom is not.
 */
#include "claims/mentions.h"
#include "claims/roles.h"

static const uint64_t arguments = REL_BIT(REL_OBJ) | REL_BIT(REL_OBL) | REL_BIT(REL_IOBJ) | REL_BIT(REL_NMOD);

static bool is_armed(const rc_party_mention *p)
{
    if (!p || p->is_person || p->is_modifier) return false;
    if (rc_str_is(p->party, "unknown")) return p->members == RC_MEMBERS_COMBATANT || p->is_generic;
    return p->inter != RC_INTER_CIVILIANS && p->inter != RC_INTER_UNKNOWN && p->inter != RC_INTER_PROTESTERS;
}

/* A weapon of its own that flies or bursts; "other" is anything. */
static bool is_weapon(const rc_reading *r, uint32_t word)
{
    uint32_t count;
    rc_str category = word == NO_WORD ? RC_STR("") : thing_category(r, r->syntax->token_of[word], &count);
    if (category.len && !rc_str_is(category, "other")) return true;
    const rc_hit *hit = word == NO_WORD ? NULL : hit_with(r, r->syntax->token_of[word], r->rules->events);
    return hit && r->rules->act[hit->row].type == RC_EXPLOSIONS && r->rules->act[hit->row].pos == POS_NOUN;
}

static bool governs_weapon(const rc_reading *r, uint32_t word)
{
    for (uint32_t c = child_by(r->syntax, word, arguments, NO_WORD); c != NO_WORD;
         c = child_by(r->syntax, word, arguments, c))
        if (is_weapon(r, c)) return true;
    return false;
}

/* What the verb is done with: a weapon among its objects ("fired rockets", "pounded it with artillery"), also behind a
 * count that the tree takes for the noun ("plus de 60 roquettes"). */
static bool has_weapon(const rc_reading *r, uint32_t verb)
{
    if (governs_weapon(r, verb)) return true;
    for (uint32_t c = child_by(r->syntax, verb, arguments, NO_WORD); c != NO_WORD;
         c = child_by(r->syntax, verb, arguments, c))
        if (quantity_at(r, r->syntax->token_of[c]) && governs_weapon(r, c)) return true;
    return false;
}

/* Whom or what it meets: another side, people, a place. */
static bool is_target(const rc_reading *r, uint32_t word, const rc_party_mention *agent)
{
    if (word == NO_WORD) return false;
    uint32_t token = r->syntax->token_of[word];
    const rc_party_mention *p = party_of(r, word);
    if (p) return !agent || !rc_str_eq(p->party, agent->party);
    return place_at(r, token) || is_ground_noun(r, token) || hit_with(r, token, r->rules->people) ||
           hit_with(r, token, r->rules->settings) || thing_category(r, token, &(uint32_t){0}).len;
}

static bool has_target(const rc_reading *r, uint32_t verb, const rc_party_mention *agent)
{
    if (is_target(r, patient_of(r, verb), agent)) return true;
    for (uint32_t c = child_by(r->syntax, verb, arguments, NO_WORD); c != NO_WORD;
         c = child_by(r->syntax, verb, arguments, c)) {
        bool timed = timex_at(r, r->syntax->token_of[c]) != NULL || r->syntax->flags[c] & REL_TIME;
        if (!timed && is_target(r, c, agent)) return true;
    }
    return false;
}

bool is_everyday_violence(const act_row *act)
{
    return !act->strong && act->pos == POS_VERB &&
           (act->type == RC_EXPLOSIONS || rc_str_is(act->subtype, "Armed clash"));
}

/* Verbs that take ground, kill or wound have rules of their own. */
static bool is_plain_violence(const rc_reading *r, const mention *m)
{
    if (m->kind != MENTION_ACT || m->strong || m->anaphoric || !is_everyday_violence(m->act)) return false;
    return !hit_with(r, m->anchor, r->rules->effects) && !hit_with(r, m->anchor, r->rules->control);
}

static bool speaks_plainly(const rc_reading *r, const mention *m)
{
    uint32_t verb = word_at(r->syntax, m->anchor);
    if (verb == NO_WORD || !is_upos(r->syntax, verb, RC_UPOS_VERB)) return false;
    uint32_t doer = agent_of(r, verb);
    const rc_party_mention *agent = party_of(r, doer);
    bool armed = is_armed(agent), weapon = has_weapon(r, verb);
    if (m->act->type == RC_EXPLOSIONS && armed && weapon) return true;
    if (m->act->type == RC_EXPLOSIONS && is_weapon(r, doer)) return has_target(r, verb, NULL);
    return armed && m->act->frame == ACT_SUBJ_OBJ && has_target(r, verb, agent) &&
           (weapon || m->act->type != RC_EXPLOSIONS || !m->ambiguous);
}

void strengthen_acts(const rc_reading *r, mentions *all)
{
    for (size_t i = 0; i < all->len; i++) {
        mention *m = &all->ptr[i];
        if (!is_plain_violence(r, m) || !speaks_plainly(r, m)) continue;
        m->strong = true;
        m->rule = "act-clause";
        m->confidence = 0.55f;
        m->ambiguous = m->ambiguous && m->act->type != RC_EXPLOSIONS;
        for (size_t k = 0; k < i; k++) /* one reading of a word is enough */
            if (all->ptr[k].kind == MENTION_ACT && all->ptr[k].anchor == m->anchor && all->ptr[k].strong)
                m->strong = false;
    }
}
