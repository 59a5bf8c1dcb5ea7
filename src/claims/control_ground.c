/* Which ground a word of control is about: by the tree where it tells, else the nearest that stands before or behind.
 */
#include "claims/control_ground.h"

#include "claims/roles.h"

#define PLACE_AHEAD 9
#define NAME_AHEAD 4 /* a name that no gazetteer holds, or a noun, stands nearer */
#define PLACE_BACK 14

static bool is_preposition(const rc_reading *r, uint32_t t)
{
    const rc_hit *hit = hit_with(r, t, r->rules->placewords);
    if (!hit || has_grammar(r, t, G_OF)) return false;
    rc_str role = rc_lexicon_cell(r->rules->lexicon, r->rules->placewords, hit->row, "role");
    return rc_str_is(role, "prep") || rc_str_is(role, "maybe");
}

/* The ground ahead: the first that is named behind the verb, in its clause. */
bool ground_ahead(const rc_reading *r, uint32_t from, range within, bool object, ground *out)
{
    for (uint32_t t = from; t < within.end && t < from + PLACE_AHEAD; t++) {
        if (is_sign(r, t, ';') || (t > from && is_verb(r, t)) || has_grammar(r, t, G_SUB)) return false;
        if (t > from && has_grammar(r, t, G_BY) && !has_grammar(r, t, G_OF)) return false;
        if (object && is_preposition(r, t) && !quantity_at(r, t)) { /* "at least six villages" */
            const rc_party_mention *loser = t + 1 < within.end ? party_at(r, t + 1) : NULL;
            if (!loser || t > from) return false;
            t = loser->first + loser->count - 1; /* "reprendre aux rebelles plusieurs villages" */
            continue;
        }
        if (ground_at(r, t, within.end, out) && (out->place != NO_INDEX || t < from + NAME_AHEAD)) return true;
    }
    return false;
}

/* The ground before: the subject is the first that the clause names. */
bool ground_back(const rc_reading *r, uint32_t from, range within, ground *out)
{
    bool found = false;
    uint32_t floor = from > within.first + PLACE_BACK ? from - PLACE_BACK : within.first;
    for (uint32_t t = from; t > floor; t--) {
        ground g;
        if (is_sign(r, t - 1, ';') || (is_verb(r, t - 1) && !has_grammar(r, t - 1, G_BE | G_HAVE))) break;
        if (!ground_at(r, t - 1, from, &g) || (found && g.place == NO_INDEX && out->place != NO_INDEX)) continue;
        *out = g;
        found = true;
        if (is_sign(r, t - 1, ',')) break;
    }
    return found;
}

/* The ground that the phrase of noun `head` names; a pronoun stands for ground named before. `named`: only ground can
 * stand here, so that any name is one. */
static bool ground_of_phrase(const rc_reading *r, uint32_t head, bool named, range within, ground *out)
{
    const syntax *s = r->syntax;
    if (head == NO_WORD || !in_range(within, s->token_of[head])) return false;
    uint32_t token = s->token_of[head];
    bool third = is_upos(s, head, RC_UPOS_PRON) && has_grammar(r, token, G_PRONOUN | G_ARTICLE);
    if (third && !has_grammar(r, token, G_REFLEXIVE | G_THEREOF | G_THERE)) {
        *out = (ground){token, token, NO_INDEX, RC_STR("")};
        return true;
    }
    for (uint32_t t = s->left[head]; t <= token; t++) {
        if (!in_range(within, t) || !ground_at(r, t, within.end, out)) continue;
        if (out->end > token) return true;
    }
    if (!named || !is_upos(s, head, RC_UPOS_PROPN) || r->party_at[token] != NO_INDEX) return false;
    range name = {token, token + 1}; /* a name at the head of a sentence, in no gazetteer */
    while (name.end < within.end && is_capital(r, name.end) && r->party_at[name.end] == NO_INDEX) name.end++;
    *out = (ground){name.first, name.end, NO_INDEX, tokens_text(r, name.first, name.end)};
    return true;
}

/* "S'en sont emparés", "y sont entrés", "en a repris le contrôle": ground named before. */
static bool ground_of_clitic(const rc_reading *r, const rc_hit *hit, uint32_t verb, ground *out)
{
    uint64_t set = REL_BIT(REL_IOBJ) | REL_BIT(REL_OBL) | REL_BIT(REL_OBJ) | REL_BIT(REL_EXPL) | REL_BIT(REL_NMOD);
    for (uint32_t c = child_by(r->syntax, verb, set, NO_WORD); c != NO_WORD; c = child_by(r->syntax, verb, set, c)) {
        uint32_t token = r->syntax->token_of[c];
        if (!has_grammar(r, token, G_THEREOF | G_THERE) || !is_upos(r->syntax, c, RC_UPOS_PRON)) continue;
        bool reflexive = token > 0 && has_grammar(r, token - 1, G_REFLEXIVE); /* "s'en sont pris à" */
        if (reflexive && hit->token > token) continue;
        uint32_t object = child_by(r->syntax, verb, REL_BIT(REL_OBJ), NO_WORD); /* "y ont libéré treize otages" */
        bool else_done = object != NO_WORD && r->syntax->token_of[object] >= hit->token + hit->count;
        if (else_done && has_grammar(r, token, G_THERE)) continue;
        *out = (ground){token, token, NO_INDEX, RC_STR("")};
        return true;
    }
    return false;
}

/* By the tree: the object, for a passive and for "fell" the subject; what stands farther off is for the windows. */
bool ground_of_verb(const rc_reading *r, const rc_hit *hit, uint32_t verb, const control_row *row, bool passive,
                    range within, ground *out)
{
    if (row->change == RC_REPELLED && is_upos(r->syntax, verb, RC_UPOS_VERB)) { /* "an attack on X was repelled" */
        uint32_t attack = row->frame == CONTROL_OBJ ? patient_of(r, verb) : agent_of(r, verb);
        uint64_t set = REL_BIT(REL_NMOD) | REL_BIT(REL_OBL);
        for (uint32_t c = child_by(r->syntax, attack, set, NO_WORD); c != NO_WORD;
             c = child_by(r->syntax, attack, set, c)) {
            uint32_t at = case_of(r, c);
            bool on = at != NO_WORD && (has_grammar(r, r->syntax->token_of[at], G_AGAINST) ||
                                        is_preposition(r, r->syntax->token_of[at]));
            if (on && r->party_at[r->syntax->token_of[c]] == NO_INDEX &&
                r->timex_at[r->syntax->token_of[c]] == NO_INDEX && ground_of_phrase(r, c, false, within, out))
                return true;
        }
        return false;
    }
    if (row->pos != POS_VERB || row->frame == CONTROL_OBJ || row->frame == CONTROL_NOUN) return false;
    if (ground_of_clitic(r, hit, verb, out)) return true;
    bool subject = passive || row->frame == CONTROL_PLACE;
    uint32_t head = !subject ? patient_of(r, verb) : passive ? patient_of(r, verb) : agent_of(r, verb);
    return ground_of_phrase(r, head, row->frame == CONTROL_PLACE, within, out);
}

/* "is reported to be under control": the subject is that of the verb above. */
static uint32_t subject_of_state(const rc_reading *r, uint32_t noun)
{
    uint32_t subject = child_by(r->syntax, noun, REL_BIT(REL_NSUBJ), NO_WORD), up = r->syntax->parent[noun];
    if (subject != NO_WORD || up == NO_WORD) return subject;
    if (!is_related(r->syntax, noun, REL_BIT(REL_XCOMP) | REL_BIT(REL_CONJ) | REL_BIT(REL_ADVCL))) return subject;
    return child_by(r->syntax, up, REL_BIT(REL_NSUBJ), NO_WORD);
}

/* "Russia claims full control of Luhansk". */
static bool is_claimed(const rc_reading *r, uint32_t noun)
{
    const syntax *s = r->syntax;
    uint32_t up = s->parent[noun];
    if (up == NO_WORD || !is_related(s, noun, REL_BIT(REL_OBJ))) return false;
    const rc_hit *cue = hit_with(r, s->token_of[up], r->rules->cues);
    return cue && r->rules->cue[cue->row].pos == POS_VERB && r->rules->cue[cue->row].cls == CUE_CLAIMING;
}

/* "was under Iraqi control", "fell under the control of X", "dernier bastion de X": the ground is the subject, or what
 * the noun stands beside; "of" names the holder. */
bool ground_held(const rc_reading *r, const rc_hit *hit, range within, ground *out, rc_change *change)
{
    const syntax *s = r->syntax;
    uint32_t noun = head_word(s, word_at(s, hit->token + hit->count - 1)), at = case_of(r, noun);
    if (noun == NO_WORD) return false;
    bool under = at != NO_WORD && has_setting(r, s->token_of[at], SETTING_UNDER);
    if (at != NO_WORD && has_setting(r, s->token_of[at], SETTING_GOAL)) { /* "se battent pour le contrôle de X" */
        uint32_t up = s->parent[noun];
        const rc_hit *act = up == NO_WORD ? NULL : hit_with(r, s->token_of[up], r->rules->events);
        if (up != NO_WORD && !act && s->token_of[up] > 0) act = hit_with(r, s->token_of[up] - 1, r->rules->events);
        if (!act || r->rules->act[act->row].frame != ACT_PAIR) return false;
        *change = RC_CONTESTED;
        return ground_of_phrase(r, child_by(s, noun, REL_BIT(REL_NMOD), NO_WORD), true, within, out);
    }
    uint32_t clause = clause_of(s, noun), place = NO_WORD;
    bool is = child_by(s, noun, REL_BIT(REL_COP), NO_WORD) != NO_WORD;
    if (is)
        place = subject_of_state(r, noun);
    else if (is_related(s, noun, REL_BIT(REL_APPOS)))
        place = s->parent[noun];
    else if (under && clause != NO_WORD && clause != noun && !is_related(s, noun, REL_BIT(REL_NMOD)))
        place = is_passive_word(r, clause) || child_by(s, clause, REL_BIT(REL_OBJ), NO_WORD) != NO_WORD
                    ? patient_of(r, clause)
                    : agent_of(r, clause);
    else if (at == NO_WORD && is_claimed(r, noun))
        place = child_by(s, noun, REL_BIT(REL_NMOD), NO_WORD);
    else
        return false;
    if (under && !is && clause != noun && !has_setting(r, s->token_of[clause], SETTING_REMAIN)) *change = RC_TAKEN;
    return (is ? under || at == NO_WORD : true) && ground_of_phrase(r, place, true, within, out) &&
           out->end > out->first;
}
