/* Changes of control (control.tsv). A verb such as "prendre" or "hold" is about ground only when what it takes is a
 * place or a noun for one. */
#include "claims/control_ground.h"
#include "claims/fit.h"
#include "claims/mentions.h"
#include "claims/roles.h"

#define AIM_BACK 5
#define ATTACK_REACH 8

static bool is_plan(const rc_reading *r, uint32_t token)
{
    const rc_hit *hit = hit_with(r, token, r->rules->plans);
    return hit && r->rules->plan[hit->row] != RC_ACTUAL; /* what is only tried is not taken */
}

/* The infinitive tells what happened, or what somebody says, wants or threatens: a claim, if of a plan. */
static bool is_more_than_aim(const rc_reading *r, uint32_t token)
{
    const rc_hit *cue = hit_with(r, token, r->rules->cues); /* "disent tenir la ville" */
    return has_setting(r, token, SETTING_ACHIEVE) || (cue && r->rules->cue[cue->row].pos == POS_VERB) ||
           is_plan(r, token);
}

/* "est parvenu à prendre", "are said to have taken". */
static bool is_achieved(const rc_reading *r, uint32_t verb)
{
    fit why = pattern_at(r, r->syntax->token_of[verb], ASPECT_REALITY, true);
    return why.pattern && why.pattern->marks != MARK_HYPOTHETICAL;
}

/* "l'intention de reprendre Idlib", "a ordonné à ses troupes de reprendre Mubi": told as a plan. */
static bool is_announced_aim(const rc_reading *r, uint32_t verb)
{
    const syntax *s = r->syntax;
    uint32_t noun = s->parent[verb];
    if (noun == NO_WORD || !is_related(s, verb, REL_BIT(REL_ACL))) return false;
    if (is_upos(s, noun, RC_UPOS_NOUN) && is_plan(r, s->token_of[noun])) return true;
    uint32_t up = s->parent[noun];
    uint64_t told = REL_BIT(REL_OBJ) | REL_BIT(REL_IOBJ) | REL_BIT(REL_OBL);
    return up != NO_WORD && is_related(s, noun, told) && is_upos(s, up, RC_UPOS_VERB) && is_plan(r, s->token_of[up]);
}

/* "to take the town", "afin de reprendre": an infinitive tells of no change, except after "managed to". */
static bool is_mere_aim(const rc_reading *r, const rc_hit *hit, range within)
{
    const syntax *s = r->syntax;
    uint32_t verb = head_word(s, word_at(s, hit->token));
    if (verb == NO_WORD || !has_feature(s, verb, "VerbForm=Inf")) return false;
    uint64_t inner = REL_BIT(REL_XCOMP) | REL_BIT(REL_CCOMP);
    uint64_t purpose = REL_BIT(REL_ADVCL) | REL_BIT(REL_ACL) | REL_BIT(REL_OBL) | REL_BIT(REL_NMOD);
    uint32_t top = first_conjunct(s, verb);
    for (uint32_t c = child_by(s, verb, REL_BIT(REL_AUX), NO_WORD); c != NO_WORD;
         c = child_by(s, verb, REL_BIT(REL_AUX), c))
        return has_feature(s, c, "VerbForm=Inf") && is_related(s, top, purpose); /* "will take", "avoir repris" */
    if (is_related(s, top, purpose)) return !is_announced_aim(r, top);
    if (is_related(s, top, inner) && s->parent[top] != NO_WORD)
        return is_upos(s, s->parent[top], RC_UPOS_ADV) || /* "afin de" */
               (is_related(s, s->parent[top], REL_BIT(REL_ACL) | REL_BIT(REL_ADVCL)) &&
                has_feature(s, s->parent[top], "VerbForm=Part") &&
                is_plan(r, s->token_of[s->parent[top]])) || /* "visant à" */
               (!is_more_than_aim(r, s->token_of[s->parent[top]]) && !is_achieved(r, verb));
    uint32_t floor = hit->token > within.first + AIM_BACK ? hit->token - AIM_BACK : within.first;
    for (uint32_t t = hit->token; t > floor; t--) {
        if (has_grammar(r, t - 1, G_HAVE) && t + 2 > hit->token) return false; /* "avoir repris" */
        if (is_more_than_aim(r, t - 1)) return false;
    }
    return true;
}

/* "la prise de P", "control of the town": a noun is about the ground that "of" joins to it. */
static bool place_of_noun(const rc_reading *r, const rc_hit *hit, range within)
{
    uint32_t t = hit->token + hit->count;
    if (t >= within.end ||
        !(has_grammar(r, t, G_OF | G_AGAINST) || (r->place_at[t] != NO_INDEX || is_ground_noun(r, t))))
        return false;
    for (uint32_t end = t + 5; t < end && t < within.end; t++)
        if ((r->place_at[t] != NO_INDEX || is_ground_noun(r, t))) return true;
    return false;
}

static bool is_finite(const rc_reading *r, uint32_t token, range within)
{
    for (uint32_t t = token; t > within.first && t + 4 > token; t--)
        if (has_grammar(r, t - 1, G_BE)) return true;
    return false;
}

static bool is_attack(const rc_reading *r, uint32_t token)
{
    const rc_hit *act = hit_with(r, token, r->rules->events), *move = hit_with(r, token, r->rules->control);
    bool advance = move && r->rules->change[move->row].change == RC_ADVANCED;
    const rc_hit *plan = hit_with(r, token, r->rules->plans); /* "an attempt to" */
    return advance || (act && r->rules->act[act->row].type != RC_STRATEGIC) ||
           (plan && r->rules->plan[plan->row] == RC_ACTUAL);
}

/* Who or what is thrown back, or fails: an attack, or people who fight. */
static bool is_thrown_back(const rc_reading *r, const control_row *row, uint32_t verb)
{
    const syntax *s = r->syntax;
    uint32_t what = row->frame == CONTROL_OBJ ? patient_of(r, verb) : agent_of(r, verb);
    if (what == NO_WORD) return row->frame == CONTROL_OBJ;
    uint32_t token = s->token_of[what];
    if (is_attack(r, token) || (row->frame == CONTROL_OBJ && is_upos(s, what, RC_UPOS_PRON))) return true;
    return row->frame == CONTROL_OBJ && (party_of(r, what) || hit_with(r, token, r->rules->people));
}

/* What is beaten off is an attack or an advance, not "talks". */
static bool has_attack(const rc_reading *r, uint32_t token, range within)
{
    uint32_t first = token > within.first + ATTACK_REACH ? token - ATTACK_REACH : within.first;
    for (uint32_t t = first; t < within.end && t < token + ATTACK_REACH; t++) {
        const rc_hit *act = hit_with(r, t, r->rules->events), *move = hit_with(r, t, r->rules->control);
        if (act && r->rules->act[act->row].type != RC_STRATEGIC) return true;
        if (move && move->token != token && r->rules->change[move->row].change == RC_ADVANCED) return true;
    }
    return false;
}

static bool needs_ground(rc_change change)
{
    return change == RC_TAKEN || change == RC_LOST || change == RC_HELD || change == RC_BESIEGED ||
           change == RC_CONTESTED || change == RC_WITHDREW || change == RC_ADVANCED;
}

static void fill_roles(const rc_reading *r, mention *m, const control_row *row, bool passive, range within)
{
    uint32_t after = m->anchor + 1;
    switch (row->frame) {
    case CONTROL_SUBJ:
        if (passive) {
            m->by = party_after(r, after, within, G_BY);
            m->against = party_after(r, after, within, 0); /* "capturés aux talibans par la résistance" */
            if (m->against == m->by) m->against = NULL;
            break;
        }
        m->by = agent_before(r, m->anchor, within);
        break;
    case CONTROL_OBJ:
        m->by = passive ? party_after(r, after, within, G_BY) : agent_before(r, m->anchor, within);
        m->against = passive ? agent_before(r, m->anchor, within) : party_after(r, after, within, 0);
        if (m->against == m->by) m->against = NULL;
        break;
    case CONTROL_PLACE:
        m->by = party_after(r, after, within, 0);
        if (m->by && rc_str_is(m->by->party, "civilians")) m->by = NULL; /* "has fallen, residents said" */
        break;
    case CONTROL_NOUN:
        m->by = party_after(r, after, within, G_BY);
        break;
    }
}

/* An attack beaten off: `against` are the attackers, told by the object ("an attack by X", "the X assault"), or by the
 * subject of what fails; `by` beat it off. */
static void fill_repelled(const rc_reading *r, mention *m, const control_row *row)
{
    if (row->frame != CONTROL_OBJ) {
        if (!m->against) m->against = m->by;
        m->by = NULL;
        return;
    }
    uint32_t verb = word_at(r->syntax, m->anchor), attack = patient_of(r, verb);
    const rc_party_mention *attacker = party_of(r, agent_of(r, attack)), *own = party_of(r, agent_of(r, verb));
    if (!attacker) attacker = party_of(r, attack);
    if (attacker) m->against = attacker;
    if (own) m->by = own;
    if (m->by && m->against && rc_str_eq(m->by->party, m->against->party)) m->by = NULL;
}

/* "se sont défendus" is not "ont défendu"; "the occupied territories", "besieged Gaza" tell no change. */
static bool is_of_itself(const rc_reading *r, const rc_hit *hit, uint32_t word)
{
    const control_row *row = &r->rules->change[hit->row];
    if (word == NO_WORD) return false;
    if (row->pos != POS_NOUN && hit->count == 1 && is_related(r->syntax, word, REL_BIT(REL_AMOD))) return true;
    if (row->pos != POS_VERB || has_grammar(r, hit->token, G_REFLEXIVE)) return false;
    for (uint32_t c = child_by(r->syntax, word, REL_BIT(REL_EXPL), NO_WORD); c != NO_WORD;
         c = child_by(r->syntax, word, REL_BIT(REL_EXPL), c))
        if (has_grammar(r, r->syntax->token_of[c], G_REFLEXIVE)) return true;
    return false;
}

static bool has_active_subject(const rc_reading *r, const rc_hit *hit)
{
    uint32_t verb = head_word(r->syntax, word_at(r->syntax, hit->token));
    uint32_t subject = child_by(r->syntax, verb, REL_BIT(REL_NSUBJ), NO_WORD);
    return subject != NO_WORD && !is_passive_word(r, verb);
}

/* "died in the siege of X", "during the battle for Y": told to say where and when. */
static bool is_background(const rc_reading *r, const rc_hit *hit)
{
    const syntax *s = r->syntax;
    uint32_t noun = head_word(s, word_at(s, hit->token));
    return noun != NO_WORD && is_related(s, noun, REL_BIT(REL_OBL) | REL_BIT(REL_NMOD));
}

/* "a hospital held by the rebels", "the areas that they control": said to tell which, no news of who holds it. */
static bool is_held_in_passing(const rc_reading *r, const control_row *row, uint32_t word)
{
    const syntax *s = r->syntax;
    if (row->frame == CONTROL_NOUN || row->change != RC_HELD || word == NO_WORD) return false;
    if (!is_related(s, word, REL_BIT(REL_ACL))) return false;
    return !(s->flags[word] & REL_RELATIVE) || patient_of(r, word) == s->parent[word];
}

/* "reached an agreement", "held talks": the object is no ground, so what stands behind it is not either. */
static bool takes_something_else(const rc_reading *r, const rc_hit *hit, const control_row *row, uint32_t verb,
                                 const ground *g)
{
    if (row->frame != CONTROL_SUBJ || hit->count > 1 || !is_upos(r->syntax, verb, RC_UPOS_VERB)) return false;
    uint32_t object = patient_of(r, verb);
    bool moved =
        row->change == RC_WITHDREW && object != NO_WORD && party_of(r, object); /* "withdraw its troops from" */
    const rc_quantity *far = object == NO_WORD ? NULL : quantity_at(r, r->syntax->token_of[object]);
    if (far && far->unit != RC_UNIT_NONE) return false; /* "advanced 2 km towards X" */
    return object != NO_WORD && is_upos(r->syntax, object, RC_UPOS_NOUN) && !moved &&
           !in_range((range){r->syntax->left[object], r->syntax->right[object]}, g->first);
}

/* "se replient sur X": where they went, not what they left. */
static bool leads_elsewhere(const rc_reading *r, const rc_hit *hit, const ground *g)
{
    const syntax *s = r->syntax;
    if (g->first < hit->token + hit->count) return false;
    uint32_t head = head_of(s, g->first, g->end), at = case_of(r, head);
    if (head == NO_WORD || at == NO_WORD || s->token_of[at] < hit->token + hit->count) return false;
    return !has_grammar(r, s->token_of[at], G_OF) && !has_setting(r, s->token_of[at], SETTING_FROM);
}

/* "drove X out of P", "a chassé X de P": the ground stands behind a preposition of what is left. */
static bool is_left(const rc_reading *r, const rc_hit *hit, uint32_t verb, const ground *g)
{
    uint32_t who = patient_of(r, verb), begin = hit->token;
    if (who != NO_WORD && r->syntax->token_of[who] >= begin) begin = r->syntax->token_of[who] + 1;
    for (uint32_t t = begin; t <= g->first && t < g->end; t++)
        if (has_setting(r, t, SETTING_FROM) || has_grammar(r, t, G_OF)) return true;
    return false;
}

static bool is_nobody_in_arms(const rc_party_mention *p)
{
    return rc_str_is(p->party, "civilians") || rc_str_is(p->party, "media") || rc_str_is(p->party, "NGO");
}

/* Who is driven out bears arms, or is only taken up by a pronoun. */
static bool drives_fighters(const rc_reading *r, uint32_t verb)
{
    uint32_t who = patient_of(r, verb);
    if (is_upos(r->syntax, who, RC_UPOS_PRON)) return true;
    const rc_party_mention *p = party_of(r, who);
    return p && !is_nobody_in_arms(p);
}

/* "Civilians wait to leave the town": people without arms give up no ground. */
static bool leaves_unarmed(const rc_reading *r, const control_row *row, uint32_t verb)
{
    if (row->change != RC_WITHDREW || row->frame != CONTROL_SUBJ) return false;
    uint32_t who = agent_of(r, verb);
    while (who == NO_WORD && is_related(r->syntax, verb, REL_BIT(REL_XCOMP)) && r->syntax->parent[verb] != NO_WORD) {
        verb = r->syntax->parent[verb];
        who = agent_of(r, verb);
    }
    if (who != NO_WORD && quantity_at(r, r->syntax->token_of[who])) { /* "thousands of people" */
        uint32_t counted = child_by(r->syntax, who, REL_BIT(REL_NMOD), NO_WORD);
        if (counted != NO_WORD) who = counted;
    }
    if (who == NO_WORD) return false;
    const rc_hit *hit = hit_with(r, r->syntax->token_of[who], r->rules->people);
    const rc_party_mention *p = party_of(r, who);
    if (!hit || (p && !is_nobody_in_arms(p))) return false;
    rc_str members = rc_lexicon_cell(r->rules->lexicon, r->rules->people, hit->row, "members");
    return !rc_str_is(members, "combatant") && !rc_str_is(members, "mixed");
}

/* The word says of its own that somebody came in, whatever else: "entrer dans". */
static bool is_entering(const rc_reading *r, const rc_hit *hit)
{
    for (uint32_t i = r->hits.at[hit->token]; i < r->hits.at[hit->token + 1]; i++) {
        const rc_hit *h = &r->hits.ptr[i];
        if (h->list == hit->list && h->count == hit->count && r->rules->change[h->row].change == RC_ADVANCED)
            return true;
    }
    return false;
}

/* "il a été libéré", "they were seized": people are freed and taken as well as ground, and a pronoun does not tell. */
static bool frees_somebody(const rc_reading *r, const rc_hit *hit, uint32_t verb)
{
    uint32_t whom = patient_of(r, verb);
    if (!is_upos(r->syntax, whom, RC_UPOS_PRON)) return false;
    return has_setting(r, hit->token, SETTING_RELEASE) || has_feature(r->syntax, whom, "Number=Plur");
}

/* A building is entered by anybody. */
static bool is_mere_building(const rc_reading *r, const ground *g)
{
    uint32_t count;
    return g->place == NO_INDEX && g->end > g->first && rc_str_is(thing_category(r, g->end - 1, &count), "other") &&
           !is_ground_noun(r, g->end - 1);
}

/* "s'est emparée de douze Humvee": arms are captured, no ground. */
static bool is_arms(const rc_reading *r, const ground *g)
{
    uint32_t count;
    rc_str category = g->place == NO_INDEX && g->end > g->first ? thing_category(r, g->end - 1, &count) : RC_STR("");
    return category.len && !rc_str_is(category, "other") && !is_ground_noun(r, g->end - 1);
}

/* "la prise de la ville": the noun that a participle looks like, with a row of its own. */
static bool is_noun_of(const rc_reading *r, const rc_hit *hit)
{
    if (r->rules->change[hit->row].pos != POS_VERB || !is_nominal(r, hit->token)) return false;
    if (!is_upos(r->syntax, word_at(r->syntax, hit->token), RC_UPOS_NOUN)) return false;
    for (uint32_t i = r->hits.at[hit->token]; i < r->hits.at[hit->token + 1]; i++) {
        const rc_hit *other = &r->hits.ptr[i];
        if (other->list == r->rules->control && r->rules->change[other->row].pos == POS_NOUN) return true;
    }
    return false;
}

/* "captured the hospital but never held it": the ground named last in the sentence, else before. The mention itself is
 * the last of `found`. */
static rc_str taken_up(const rc_reading *r, const ground *g, const mentions *found)
{
    bool pronoun = g->first < r->doc->n_tokens && g->end <= g->first + 1 &&
                   is_upos(r->syntax, word_at(r->syntax, g->first), RC_UPOS_PRON);
    for (size_t i = found->len - 1; pronoun && i > 0; i--) {
        const mention *m = &found->ptr[i - 1];
        if (m->anchor < g->first && m->control.place.len) return m->control.place;
    }
    return ground_named_before(r, g);
}

bool is_seat(const rc_reading *r, uint32_t token)
{
    const rc_hit *hit = hit_with(r, token, r->rules->control);
    const control_row *row = hit ? &r->rules->change[hit->row] : NULL;
    if (!row || row->frame != CONTROL_NOUN || row->change != RC_BESIEGED || hit->count > 1) return false;
    const syntax *s = r->syntax;
    uint32_t noun = word_at(s, token), of = child_by(s, noun, REL_BIT(REL_NMOD), NO_WORD);
    uint32_t marker = of == NO_WORD ? NO_WORD : case_of(r, of);
    if (marker == NO_WORD || !has_grammar(r, s->token_of[marker], G_OF)) return false;
    uint32_t t = s->token_of[of];
    return !place_at(r, t) && !is_ground_noun(r, t) && !timex_at(r, t) && !quantity_at(r, t);
}

static void add_control(const rc_reading *r, const rc_hit *hit, range within, mentions *out)
{
    const control_row *row = &r->rules->change[hit->row];
    if (is_seat(r, hit->token)) return;
    bool passive =
        row->pos == POS_VERB && is_passive(r, hit->token, hit->features, within) && !has_active_subject(r, hit);
    if (row->change == RC_CHANGE_NONE || is_mere_aim(r, hit, within) || is_noun_of(r, hit)) return;
    uint32_t verb = head_word(r->syntax, word_at(r->syntax, hit->token));
    bool noun = is_upos(r->syntax, word_at(r->syntax, hit->token), RC_UPOS_NOUN);
    if (row->pos == POS_VERB && row->change == RC_REPELLED && row->frame == CONTROL_OBJ && hit->count == 1 && noun)
        return; /* "avions de chasse" */
    if (is_of_itself(r, hit, verb) || is_held_in_passing(r, row, verb)) return;
    bool object = row->frame == CONTROL_SUBJ && row->pos == POS_VERB &&
                  (row->change == RC_TAKEN || row->change == RC_HELD || row->change == RC_LOST);
    ground spot = {.place = NO_INDEX};
    rc_change change = row->change;
    bool holds = row->frame == CONTROL_NOUN && row->change == RC_HELD;
    bool found =
        holds ? ground_held(r, hit, within, &spot, &change) : ground_of_verb(r, hit, verb, row, passive, within, &spot);
    if (holds && !found) return;
    bool by_tree = found;
    if (!found)
        found = row->frame == CONTROL_PLACE || (passive && row->frame == CONTROL_SUBJ)
                    ? ground_back(r, hit->token, within, &spot)
                    : ground_ahead(r, hit->token + hit->count, within, object, &spot);
    if (!by_tree && hit->count == 1 && hit_with(r, hit->token, r->rules->cues) && row->pos == POS_VERB)
        return; /* "revendiquent quatre villages", not "revendiquent l'attaque de X" */
    if (found && !by_tree && takes_something_else(r, hit, row, verb, &spot)) return;
    ground named;
    if (found && ground_spelt_out(r, within.end, &spot, &named)) spot = named;
    bool drives_out = row->frame == CONTROL_OBJ && change == RC_TAKEN;
    if (drives_out && !is_upos(r->syntax, verb, RC_UPOS_VERB)) return; /* "the forces of" */
    if (found && drives_out && !(is_left(r, hit, verb, &spot) && drives_fighters(r, verb))) return;
    if (leaves_unarmed(r, row, verb)) return;
    if (found && row->change == RC_WITHDREW && leads_elsewhere(r, hit, &spot))
        spot = (ground){.first = hit->token, .end = hit->token, .place = NO_INDEX};
    bool is_static = row->change == RC_HELD || row->change == RC_BESIEGED;
    uint32_t held = child_by(r->syntax, verb, REL_BIT(REL_OBJ), NO_WORD); /* "they still controlled it" */
    if (passive && is_static && is_upos(r->syntax, held, RC_UPOS_PRON)) passive = false;
    if (passive && is_static && !is_finite(r, hit->token, within)) return; /* "villages held by" */
    bool closed = row->change == RC_BESIEGED && row->pos == POS_VERB; /* a road that is cut is no ground besieged */
    if (found && closed && is_mere_building(r, &spot) && !quantity_at(r, spot.first)) return;
    if (found && is_entering(r, hit) && is_mere_building(r, &spot)) return;
    if (found && is_arms(r, &spot)) return;
    bool verbal = row->pos == POS_VERB && is_upos(r->syntax, verb, RC_UPOS_VERB);
    if (row->change == RC_REPELLED && verbal && hit->count == 1 && !is_thrown_back(r, row, verb)) return;
    if (row->change == RC_REPELLED && !has_attack(r, hit->token, within)) return;
    int32_t place = spot.place;
    if (place == NO_INDEX && frees_somebody(r, hit, verb)) return;
    if (row->frame == CONTROL_NOUN && (change == RC_CONTESTED || change == RC_BESIEGED) && is_background(r, hit))
        return;
    bool bare_noun = row->frame == CONTROL_NOUN && !holds && !place_of_noun(r, hit, within);
    if ((needs_ground(row->change) && !found) || bare_noun) return;
    mention *m = RC_PUSH(r->arena, out);
    *m = (mention){.kind = MENTION_CONTROL,
                   .anchor = hit->token,
                   .first = hit->token,
                   .end = hit->token + hit->count,
                   .rule = "control",
                   .confidence = place == NO_INDEX ? 0.5f : 0.7f,
                   .strong = change != RC_HELD || spot.name.len || (row->pos == POS_VERB && !passive),
                   .features = hit->features,
                   .place = place};
    fill_roles(r, m, row, passive, within);
    if (change == RC_REPELLED) fill_repelled(r, m, row);
    if (holds) m->by = party_of(r, head_word(r->syntax, word_at(r->syntax, hit->token + hit->count - 1)));
    m->control = (rc_control){.change = change};
    m->is_share = found && is_share_of_ground(r, &spot);
    m->control.place = found && !spot.name.len ? taken_up(r, &spot, out) : spot.name;
    if (found && spot.first < m->first) m->first = spot.first;
    if (found && spot.end > m->end) m->end = spot.end;
    /* "the district is still under our control", "the town is in the hands of the army" */
    m->strong = m->strong || (m->control.place.len && (holds || (change == RC_HELD && m->by)));
    if (m->by) m->control.by = m->by->party;
    if (m->against) m->control.from = m->against->party;
    mention base = *m;           /* the vector may move */
    uint32_t limit = within.end; /* of a list before the verb: its auxiliaries end it */
    if (spot.end <= hit->token)
        for (limit = hit->token; limit > spot.end && has_grammar(r, limit - 1, G_BE | G_HAVE); limit--) {
        }
    while (found && spot.name.len && next_ground(r, limit, &spot)) {
        mention *more = RC_PUSH(r->arena, out);
        *more = base;
        more->place = spot.place;
        more->control.place = spot.name;
    }
}

void find_controls(const rc_reading *r, range sentence, mentions *out)
{
    for (uint32_t i = r->hits.at[sentence.first]; i < r->hits.at[sentence.end]; i++)
        if (r->hits.ptr[i].list == r->rules->control) add_control(r, &r->hits.ptr[i], sentence, out);
}
