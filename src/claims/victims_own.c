/* Whose the victims are by words of ownership ("their soldiers"), of ranks ("on the rebel side") and of suffering
 * ("lost 40 men"). */
#include "claims/victims.h"

#include "claims/roles.h"

#define THEM_BACK 40  /* between "them" and those it stands for */
#define RANKS_BACK 12 /* between "de son côté" and the count */
#define RANKS_REACH 5 /* between "40 killed" and the party of "in the ranks of" */
#define MOST_STEPS 6  /* from a count up to the clause whose subject it is of */

bool is_nobody(const rc_party_mention *p)
{
    return !p || !p->party.len || rc_str_is(p->party, "unknown");
}

/* No bare country: "three dead in Iraq" are not Iraq's. */
bool names_side(const rc_party_mention *p)
{
    return !is_nobody(p) && !p->is_metonym && !rc_str_is(p->party, "NGO") && !rc_str_is(p->party, "media");
}

/* A side that has ranks. */
bool names_ranks(const rc_party_mention *p)
{
    return !is_nobody(p) && !rc_str_is(p->party, "NGO") && !rc_str_is(p->party, "media") &&
           !rc_str_is(p->party, "civilians");
}

/* "their soldiers": whose they are stands elsewhere. */
bool victims_are_owned(const rc_reading *r, const mention *m)
{
    bool owned = m->group.first > 0 && is_possessive(r, m->group.first - 1);
    for (uint32_t t = m->group.first; t < m->group.end && !owned; t++) owned = is_possessive(r, t);
    return owned;
}

/* A verb whose subject suffers: "lost", "suffered". */
bool loses_own(const rc_reading *r, uint32_t token)
{
    const rc_hit *hit = hit_with(r, token, r->rules->effects);
    return (hit && r->rules->effect[hit->row].frame == EFFECT_LOSE) || has_setting(r, token, SETTING_BEAR);
}

/* The side named last before a pronoun, in its block. */
static const rc_party_mention *named_last(const rc_reading *r, uint32_t token)
{
    uint32_t block = r->doc->sentences[r->doc->tokens[token].sentence].block;
    for (uint32_t t = token; t > 0 && t + THEM_BACK > token; t--) {
        if (r->doc->sentences[r->doc->tokens[t - 1].sentence].block != block) return NULL;
        const rc_party_mention *p = party_at(r, t - 1);
        if (names_side(p) && !p->is_person && !p->is_modifier && !rc_str_is(p->party, "civilians")) return p;
    }
    return NULL;
}

/* "their soldiers", "ses combattants": the owner is the subject of the clause. */
const rc_party_mention *owner_of_victims(const rc_reading *r, const mention *m)
{
    if (!victims_are_owned(r, m)) return NULL;
    uint32_t verb = word_at(r->syntax, m->anchor);
    if (verb == NO_WORD) return NULL;
    bool harmed = !m->anchor_is_noun && !loses_own(r, m->anchor);
    for (uint32_t up = verb; up != NO_WORD; up = r->syntax->parent[up]) {
        uint32_t subject = child_by(r->syntax, up, REL_BIT(REL_NSUBJ), NO_WORD);
        if (subject == NO_WORD || in_range((range){m->group.first, m->group.end}, r->syntax->token_of[subject]))
            continue;
        if (harmed && agent_of(r, verb) == subject) {                   /* "says the army killed 12 of its men" */
            if (is_upos(r->syntax, subject, RC_UPOS_PRON)) return NULL; /* "the rebels say they killed its crew" */
            continue;
        }
        const rc_party_mention *p = party_of(r, subject);
        if (p && rc_str_is(p->party, "civilians")) continue; /* "... and 10 civilians", hung on the same verb */
        return p;
    }
    bool suffers = harmed && agent_of(r, verb) == NO_WORD; /* "neuf de ses membres ont été capturés" */
    return suffers && m->group.quantity ? named_last(r, m->first) : NULL;
}

static bool has_possessive(const rc_reading *r, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++) {
        uint32_t word = word_at(r->syntax, t);
        if (word != NO_WORD && has_feature(r->syntax, word, "Poss=Yes")) return true;
    }
    return false;
}

/* The party that is the subject of the clause of a word, or of the one above it. */
static const rc_party_mention *subject_above(const rc_reading *r, uint32_t token)
{
    for (uint32_t up = word_at(r->syntax, token), n = 0; up != NO_WORD && n < MOST_STEPS; up = r->syntax->parent[up]) {
        uint32_t subject = child_by(r->syntax, up, REL_BIT(REL_NSUBJ), NO_WORD);
        const rc_party_mention *p = subject == NO_WORD ? NULL : party_of(r, subject);
        if (names_ranks(p)) return p;
        n++;
    }
    return NULL;
}

/* The longest phrase of ranks at `t`; "side" is one of several things. */
static const rc_hit *ranks_at(const rc_reading *r, uint32_t t)
{
    const rc_hit *best = NULL;
    for (uint32_t i = r->hits.at[t]; i < r->hits.at[t + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        bool ranks = hit->list == r->rules->settings && r->rules->setting[hit->row] == SETTING_RANKS;
        if (ranks && (!best || hit->count > best->count)) best = hit;
    }
    return best;
}

/* Whose the ranks are that a word of ranks at `t` speaks of; `*end`: behind it. */
static const rc_party_mention *party_of_ranks(const rc_reading *r, uint32_t t, range sentence, uint32_t *end)
{
    const rc_hit *hit = ranks_at(r, t);
    if (!hit) return NULL;
    *end = t + hit->count;
    if (has_possessive(r, t, t + hit->count)) return subject_above(r, t);            /* "dans ses rangs" */
    const rc_party_mention *before = t > sentence.first ? party_at(r, t - 1) : NULL; /* "the Russian side" */
    if (is_nobody(before)) before = NULL;
    bool noun = is_upos(r->syntax, word_at(r->syntax, t), RC_UPOS_NOUN);
    if (before && hit->count == 1 && noun && before->first + before->count >= t) return before;
    for (uint32_t k = t + hit->count; k < sentence.end && k < t + hit->count + RANKS_REACH; k++) {
        if (is_punct(r, k)) break;
        if (is_nobody(party_at(r, k))) continue;
        *end = party_at(r, k)->first + party_at(r, k)->count;
        return party_at(r, k);
    }
    return before;
}

/* "154 dans les rangs du régime", "26 chez les assaillants", "40 killed on the Russian side". */
const rc_party_mention *in_ranks(const rc_reading *r, const mention *m, range sentence)
{
    uint32_t from = m->anchor > m->group.end ? m->anchor : m->group.end, end;
    for (uint32_t t = from; t < sentence.end && t < from + RANKS_REACH + 3; t++) {
        if (is_sign(r, t, ',') || is_sign(r, t, ';') || (t > from && (is_verb(r, t) || quantity_at(r, t)))) return NULL;
        if (has_setting(r, t, SETTING_RANKS)) return party_of_ranks(r, t, sentence, &end);
    }
    return NULL;
}

/* "Du côté ukrainien, on compte 25 tués", "On the rebel side, 12 died": the ranks begin the clause. */
const rc_party_mention *in_ranks_before(const rc_reading *r, const mention *m, range sentence)
{
    for (uint32_t t = m->first; t > sentence.first; t--) {
        uint32_t hit = t - 1, end;
        if (is_sign(r, hit, ';')) return NULL;
        if (!has_setting(r, hit, SETTING_RANKS)) continue;
        const rc_party_mention *p = party_of_ranks(r, hit, sentence, &end);
        uint32_t begin = p && p->first < hit ? p->first : hit; /* "the Russian side" */
        while (begin > sentence.first && !is_punct(r, begin - 1) && begin + 3 > hit &&
               !has_grammar(r, begin - 1, G_COORD | G_CONTRAST) && !hit_with(r, begin - 1, r->rules->effects))
            begin--;
        bool opens =
            begin == sentence.first || is_punct(r, begin - 1) || has_grammar(r, begin - 1, G_COORD | G_CONTRAST);
        return p && !p->is_metonym && opens && end < m->first && is_sign(r, end, ',') ? p : NULL;
    }
    return NULL;
}

/* "Dans nos rangs", "chez nous", "de son côté": the ranks at `t` are those of who speaks. */
static bool are_speakers(const rc_reading *r, uint32_t t)
{
    const rc_hit *hit = ranks_at(r, t);
    if (!hit) return false;
    uint32_t first = t > 0 ? t - 1 : t, end = t + hit->count + 1;
    for (uint32_t k = first; k < end && k < r->doc->n_tokens; k++)
        if (has_grammar(r, k, G_FIRST)) return true;
    return has_possessive(r, first, t + hit->count);
}

bool in_speakers_ranks(const rc_reading *r, const mention *m, range sentence)
{
    uint32_t from = m->anchor > m->group.end ? m->anchor : m->group.end;
    for (uint32_t t = from; t < sentence.end && t < from + RANKS_REACH; t++) {
        if (is_punct(r, t) || quantity_at(r, t)) break;
        if (has_setting(r, t, SETTING_RANKS)) return are_speakers(r, t);
    }
    for (uint32_t t = m->first; t > sentence.first && t + RANKS_BACK > m->first; t--) {
        if (is_sign(r, t - 1, ';')) return false;
        if (has_setting(r, t - 1, SETTING_RANKS)) return are_speakers(r, t - 1);
    }
    return false;
}

/* "Russia had suffered 140 casualties", "a perdu 40 hommes": who suffers. */
const rc_party_mention *sufferer(const rc_reading *r, const mention *m)
{
    uint32_t word = word_at(r->syntax, m->anchor);
    if (word == NO_WORD) return NULL;
    if (has_setting(r, m->anchor, SETTING_BEAR) && m->anchor_is_noun) return subject_above(r, m->anchor);
    for (uint32_t up = word, steps = 0; up != NO_WORD && steps < 3; up = r->syntax->parent[up], steps++) {
        uint32_t verb = r->syntax->token_of[up];
        const rc_hit *effect = hit_with(r, verb, r->rules->effects);
        bool loses = effect && r->rules->effect[effect->row].frame == EFFECT_LOSE;
        bool admits = has_setting(r, verb, SETTING_ADMIT) &&
                      (m->group.kind == GROUP_BARE || m->loss.members == RC_MEMBERS_COMBATANT);
        bool bears = has_setting(r, verb, SETTING_BEAR);
        if (!loses && !admits && !bears) continue;
        uint32_t subject = agent_of(r, up);
        if (is_upos(r->syntax, subject, RC_UPOS_PRON))
            return admits ? NULL : named_last(r, r->syntax->token_of[subject]);
        const rc_party_mention *p = subject == NO_WORD ? NULL : party_of(r, subject);
        bool fights = p && p->members == RC_MEMBERS_COMBATANT; /* "the UN recorded 30 dead" */
        return names_ranks(p) && (loses || admits || fights) ? p : NULL;
    }
    return NULL;
}
