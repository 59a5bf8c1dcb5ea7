/* Weak words of violence that their clause makes plain: "has fired more than 100 rockets at Israel", "were hit hard by
 * Russian forces", "a drone struck the depot". The verb alone is everyday; who does it, with what and to whom is not.
 */
#include "claims/mentions.h"
#include "claims/roles.h"

#define PHRASE 3        /* most words of a noun for a weapon */
#define COUNTED_REACH 7 /* tokens between a number and those it is out of */

static const uint64_t arguments = REL_BIT(REL_OBJ) | REL_BIT(REL_OBL) | REL_BIT(REL_IOBJ) | REL_BIT(REL_NMOD);

static bool is_armed(const rc_party_mention *p)
{
    if (!p || p->is_person || p->is_modifier) return false;
    if (rc_str_is(p->party, "unknown")) return p->members == RC_MEMBERS_COMBATANT || p->is_generic;
    return p->inter != RC_INTER_CIVILIANS && p->inter != RC_INTER_UNKNOWN && p->inter != RC_INTER_PROTESTERS;
}

/* One that has a name. */
static bool is_side(const rc_party_mention *p)
{
    return is_armed(p) && !rc_str_is(p->party, "unknown");
}

/* A weapon of its own that flies or bursts; "other" is anything. A phrase is found at its first token: "car bomb". */
static bool is_weapon(const rc_reading *r, uint32_t word)
{
    uint32_t last = word == NO_WORD ? 0 : r->syntax->token_of[word];
    for (uint32_t t = last; word != NO_WORD && t + PHRASE > last; t--) {
        uint32_t count = 0;
        rc_str category = thing_category(r, t, &count);
        if (t + count > last && category.len && !rc_str_is(category, "other")) return true;
        const rc_hit *hit = hit_with(r, t, r->rules->events);
        const act_row *act = hit && t + hit->count > last ? &r->rules->act[hit->row] : NULL;
        if (act && act->type == RC_EXPLOSIONS && act->pos == POS_NOUN) return true;
        if (t == 0) break;
    }
    return false;
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
    const rc_hit *effect = hit_with(r, m->anchor, r->rules->effects);
    bool harms = effect && r->rules->effect[effect->row].effect != RC_CASUALTIES; /* "touché", "hit" */
    return !harms && !hit_with(r, m->anchor, r->rules->control);
}

/* "Launched another offensive": the object says what was done, and the verb only that it was. */
static bool does_what_object_says(const rc_reading *r, uint32_t verb)
{
    const uint64_t set = REL_BIT(REL_OBJ) | REL_BIT(REL_NSUBJ);
    for (uint32_t c = child_by(r->syntax, verb, set, NO_WORD); c != NO_WORD; c = child_by(r->syntax, verb, set, c)) {
        uint32_t token = r->syntax->token_of[c];
        const rc_hit *hit = hit_with(r, token, r->rules->events);
        bool object = is_related(r->syntax, c, REL_BIT(REL_OBJ)) || is_passive_word(r, verb);
        if (object && hit && r->rules->act[hit->row].pos == POS_NOUN && is_upos(r->syntax, c, RC_UPOS_NOUN) &&
            !thing_category(r, token, &(uint32_t){0}).len)
            return true;
    }
    return false;
}

static bool speaks_plainly(const rc_reading *r, const mention *m)
{
    uint32_t verb = word_at(r->syntax, m->anchor);
    if (verb == NO_WORD || !is_upos(r->syntax, verb, RC_UPOS_VERB) || does_what_object_says(r, verb)) return false;
    if (m->act->frame == ACT_PAIR && !is_passive_word(r, verb) && !is_related(r->syntax, verb, REL_BIT(REL_ACL)) &&
        is_side(m->by) && is_side(m->against))
        return true;
    uint32_t doer = agent_of(r, verb);
    const rc_party_mention *agent = party_of(r, doer);
    bool armed = is_armed(agent), weapon = has_weapon(r, verb);
    bool phrase = m->end > m->first + 1; /* "tirer sur", "shoot at": whoever does it */
    if (phrase && !agent && doer != NO_WORD && hit_with(r, r->syntax->token_of[doer], r->rules->people)) armed = true;
    if (m->act->type == RC_EXPLOSIONS && armed && weapon) return true;
    if (m->act->type == RC_EXPLOSIONS && is_weapon(r, doer)) return has_target(r, verb, NULL);
    bool object = child_by(r->syntax, verb, REL_BIT(REL_OBJ), NO_WORD) != NO_WORD;
    if (object && !weapon && has_telling(r, verb, TELLING_SHOOT)) return false; /* "launched an attempt" */
    return armed && m->act->frame == ACT_SUBJ_OBJ && has_target(r, verb, agent) &&
           (weapon || m->act->type != RC_EXPLOSIONS || !m->ambiguous);
}

uint32_t word_of_act(const rc_reading *r, const mention *m)
{
    uint32_t word = head_of(r->syntax, m->first, m->end);
    if (word == NO_WORD) word = word_at(r->syntax, m->anchor);
    return word == NO_WORD ? NO_WORD : head_word(r->syntax, word);
}

/* ---- acts that are told by the verb beside them */

/* A noun that names what is done, not what it is done with, who does it or what ground it is about. */
static bool names_event(const rc_reading *r, const mention *m)
{
    if (m->kind != MENTION_ACT || m->act->pos != POS_NOUN) return false;
    bool violent = m->act->type == RC_EXPLOSIONS || m->act->type == RC_RIOTS ||
                   rc_str_is(m->act->subtype, "Armed clash") || rc_str_is(m->act->subtype, "Attack");
    if (has_telling(r, word_at(r->syntax, m->anchor), TELLING_LASTING)) return false;
    const rc_hit *ground = hit_with(r, m->anchor, r->rules->control); /* "battle for X", but no "advance" */
    if (!violent || (ground && r->rules->change[ground->row].change != RC_CONTESTED)) return false;
    if (hit_with(r, m->anchor, r->rules->effects)) return false;
    return !thing_category(r, m->anchor, &(uint32_t){0}).len && !hit_with(r, m->anchor, r->rules->people);
}

/* A day or a place of its own in the clause: "the fighting continued in Sadr City". */
static bool is_set_anew(const rc_reading *r, uint32_t verb)
{
    for (uint32_t t = r->syntax->left[verb]; t < r->syntax->right[verb]; t++)
        if (timex_at(r, t) || place_at(r, t)) return true;
    return false;
}

/* "There was violence in X", "il y a eu des tirs". */
static bool is_existential(const rc_reading *r, uint32_t verb)
{
    uint32_t token = r->syntax->token_of[verb];
    return child_by(r->syntax, verb, REL_BIT(REL_EXPL), NO_WORD) != NO_WORD && has_grammar(r, token, G_BE | G_HAVE);
}

/* "Violence erupted", "gunfire was heard", "les combats se poursuivent à X". */
static bool is_said_to_occur(const rc_reading *r, const mention *m, uint32_t word)
{
    uint32_t first = first_conjunct(r->syntax, word), verb = r->syntax->parent[first];
    if (verb == NO_WORD || !(has_telling(r, verb, TELLING_OCCUR) || is_existential(r, verb))) return false;
    bool told = is_related(r->syntax, first, REL_BIT(REL_NSUBJ) | REL_BIT(REL_OBJ));
    if (!told) return false;
    return !m->anaphoric || is_set_anew(r, verb);
}

/* A clause that tells which or when: "the attack that was carried out by X", "after it was". */
static bool is_background(const rc_reading *r, uint32_t verb)
{
    return is_related(r->syntax, verb, REL_BIT(REL_ACL) | REL_BIT(REL_ADVCL));
}

/* "is preparing a ground operation". */
static bool is_planned_by(const rc_reading *r, uint32_t verb)
{
    const rc_hit *hit = hit_with(r, r->syntax->token_of[verb], r->rules->plans);
    return hit && r->rules->plan[hit->row] == RC_PLANNED && is_upos(r->syntax, verb, RC_UPOS_VERB);
}

/* "X conducted nearly 80 operations", "une opération menée par X": who does it is a side that fights. */
static bool is_performed(const rc_reading *r, const mention *m, uint32_t word)
{
    uint32_t first = first_conjunct(r->syntax, word), verb = r->syntax->parent[first];
    bool object = verb != NO_WORD && (has_telling(r, verb, TELLING_PERFORM) || is_planned_by(r, verb)) &&
                  (is_related(r->syntax, first, REL_BIT(REL_OBJ)) ||
                   (is_related(r->syntax, first, REL_BIT(REL_NSUBJ)) && is_passive_word(r, verb)));
    if (!object) {
        verb = child_by(r->syntax, word, REL_BIT(REL_ACL), NO_WORD);
        if (verb == NO_WORD || !has_telling(r, verb, TELLING_PERFORM) || !is_passive_word(r, verb)) return false;
    }
    uint32_t doer = agent_of(r, verb);
    bool people = doer != NO_WORD && hit_with(r, r->syntax->token_of[doer], r->rules->people);
    bool known = party_of(r, doer) && is_armed(party_of(r, doer)); /* "the attack was carried out by three men, by X" */
    if (is_passive_word(r, verb) && (people || (known && object && !is_background(r, verb)))) return true;
    return is_armed(party_of(r, doer)) && (!m->anaphoric || is_set_anew(r, verb));
}

/* "59 missiles were fired", "heavy artillery was used", "80 rounds of artillery". */
static bool is_fired(const rc_reading *r, const mention *m, uint32_t word)
{
    if (m->act->pos != POS_NOUN || m->act->type != RC_EXPLOSIONS) return false;
    uint32_t what = first_conjunct(r->syntax, word);
    uint32_t shot = child_by(r->syntax, what, REL_BIT(REL_ACL), NO_WORD); /* "une grenade lancée dans un bar" */
    if (shot != NO_WORD && has_telling(r, shot, TELLING_SHOOT) && is_passive_word(r, shot)) return true;
    if (is_related(r->syntax, what, REL_BIT(REL_NMOD))) what = r->syntax->parent[what];
    uint32_t verb = r->syntax->parent[what];
    if (verb == NO_WORD || !has_telling(r, verb, TELLING_SHOOT) || has_feature(r->syntax, verb, "VerbForm=Inf"))
        return false;
    return is_related(r->syntax, what, REL_BIT(REL_OBJ)) ||
           (is_related(r->syntax, what, REL_BIT(REL_NSUBJ)) && is_passive_word(r, verb));
}

/* "The ceasefire collapsed", "both sides violated the truce": what became of a deal is news, however well it is known.
 */
static bool is_kept_or_broken(const rc_reading *r, const mention *m, uint32_t word)
{
    if (m->act->pos != POS_NOUN || !rc_str_is(m->act->subtype, "Agreement")) return false;
    uint32_t what = first_conjunct(r->syntax, word), verb = r->syntax->parent[what];
    if (verb != NO_WORD) { /* "la trêve doit entrer en vigueur" */
        uint32_t inner = child_by(r->syntax, verb, REL_BIT(REL_XCOMP), NO_WORD);
        if (inner != NO_WORD && has_telling(r, inner, TELLING_KEEP)) verb = inner;
    }
    bool talks = has_telling(r, word, TELLING_AIM); /* are held, and mean nothing until they fail */
    bool kept =
        !talks && verb != NO_WORD && (has_telling(r, verb, TELLING_KEEP) || has_telling(r, verb, TELLING_BREACH));
    bool ended = verb != NO_WORD && (has_telling(r, verb, TELLING_FAIL) ||
                                     (has_telling(r, verb, TELLING_CLOSING) && is_upos(r->syntax, verb, RC_UPOS_VERB)));
    return (kept || ended) && is_related(r->syntax, what, REL_BIT(REL_NSUBJ) | REL_BIT(REL_OBJ));
}

/* "Vowed to strike back", "promet une riposte": a side announces violence. */
static bool is_threatened(const rc_reading *r, const mention *m, uint32_t word)
{
    bool harm = m->act->pos == POS_VERB && m->act->type == RC_VIOLENCE; /* "to kill the hostages" */
    if (!is_everyday_violence(m->act) && !names_event(r, m) && !harm) return false;
    uint32_t what = first_conjunct(r->syntax, word), verb = r->syntax->parent[what];
    uint64_t said = REL_BIT(REL_XCOMP) | REL_BIT(REL_CCOMP) | REL_BIT(REL_OBJ) | REL_BIT(REL_OBL);
    if (verb == NO_WORD || !is_related(r->syntax, what, said) || !has_telling(r, verb, TELLING_THREAT)) return false;
    const rc_party_mention *side = party_of(r, agent_of(r, verb));
    return side && !rc_str_is(side->party, "unknown") && side->inter != RC_INTER_CIVILIANS;
}

/* What is done to whom: the object, also of a noun ("the closure of the strait"). */
static uint32_t object_of(const rc_reading *r, uint32_t word)
{
    if (is_upos(r->syntax, word, RC_UPOS_VERB)) return patient_of(r, word);
    return child_by(r->syntax, word, REL_BIT(REL_NMOD) | REL_BIT(REL_COMPOUND), NO_WORD);
}

/* "closed its airspace", "sent 120 soldiers": what is closed or sent makes the everyday word news. */
static bool is_move_of_state(const rc_reading *r, const mention *m, uint32_t word)
{
    if (m->act->type != RC_STRATEGIC || !rc_str_is(m->act->subtype, "Other")) return false;
    bool closes = has_telling(r, word, TELLING_CLOSING), sends = has_telling(r, word, TELLING_SEND);
    uint32_t object = closes || sends ? object_of(r, word) : NO_WORD;
    if (object == NO_WORD) return false;
    if (closes) return has_telling(r, object, TELLING_WAY);
    const rc_party_mention *p = party_of(r, object);
    return p && !p->is_person && p->members == RC_MEMBERS_COMBATANT;
}

/* People, however they are named or counted: "20 hostages", "sept Français", "the wounded". */
static bool is_people(const rc_reading *r, uint32_t word)
{
    if (word == NO_WORD) return false;
    uint32_t token = r->syntax->token_of[word];
    if (is_ground_noun(r, token)) return false; /* "captured the Ukrainian town" */
    if (party_of(r, word) || hit_with(r, token, r->rules->people)) return true;
    const rc_hit *effect = hit_with(r, token, r->rules->effects);
    if (effect && is_upos(r->syntax, word, RC_UPOS_NOUN)) return true; /* "the wounded", "the displaced" */
    if (!quantity_at(r, token) || token + 1 >= r->doc->n_tokens || !has_grammar(r, token + 1, G_OF)) return false;
    for (uint32_t t = token + 2; t < r->doc->n_tokens && t < token + COUNTED_REACH; t++) { /* "21 of the girls" */
        if (is_punct(r, t) || is_verb(r, t)) return false;
        if (party_at(r, t) || hit_with(r, t, r->rules->people)) return true;
    }
    return false;
}

/* "Released 20 hostages", "a permis la libération de deux gendarmes", "are holding seven nationals": who is set free,
 * brought away or held are people. */
static bool is_move_of_people(const rc_reading *r, const mention *m, uint32_t word)
{
    bool frees =
        m->act->type == RC_STRATEGIC && rc_str_is(m->act->subtype, "Other") && has_telling(r, word, TELLING_FREE);
    bool holds =
        !m->act->strong && m->act->pos == POS_VERB && rc_str_is(m->act->subtype, "Abduction/forced disappearance");
    return (frees || (holds && !is_background(r, word))) && is_people(r, object_of(r, word));
}

/* "Has intercepted 20 missiles", "ont saisi deux canons". */
static bool is_disarmed(const rc_reading *r, const mention *m, uint32_t word)
{
    if (!rc_str_is(m->act->subtype, "Disrupted weapons use") || m->act->pos != POS_VERB) return false;
    uint32_t what = patient_of(r, word);
    return what != NO_WORD &&
           (is_weapon(r, what) || (quantity_at(r, r->syntax->token_of[what]) && governs_weapon(r, what)));
}

/* "Rwandan soldiers are present in Goma". */
static bool is_presence(const rc_reading *r, const mention *m, uint32_t word)
{
    if (m->act->type != RC_STRATEGIC || !has_telling(r, word, TELLING_PRESENT) || !is_set_anew(r, word)) return false;
    const uint64_t set = REL_BIT(REL_NSUBJ) | REL_BIT(REL_OBL);
    for (uint32_t c = child_by(r->syntax, word, set, NO_WORD); c != NO_WORD; c = child_by(r->syntax, word, set, c)) {
        const rc_party_mention *p = party_of(r, c);
        bool subject = is_related(r->syntax, c, REL_BIT(REL_NSUBJ));
        if (subject && p && is_armed(p) && p->members == RC_MEMBERS_COMBATANT) return true;
    }
    return false;
}

/* "The journalist was beaten by police", "des femmes ont été violées": everyday verbs of harm, done to civilians. */
static bool is_abuse(const rc_reading *r, const mention *m, uint32_t word)
{
    if (m->act->type != RC_VIOLENCE || m->act->pos != POS_VERB || hit_with(r, m->anchor, r->rules->effects))
        return false;
    uint32_t victim = patient_of(r, word), doer = agent_of(r, word);
    const rc_party_mention *p = victim == NO_WORD ? NULL : party_of(r, victim);
    bool people = p ? !is_armed(p) : victim != NO_WORD && hit_with(r, r->syntax->token_of[victim], r->rules->people);
    if (!people) return false;
    return doer == NO_WORD ? is_passive_word(r, word) : is_armed(party_of(r, doer));
}

static bool is_told(const rc_reading *r, const mention *m)
{
    if (m->kind != MENTION_ACT || word_at(r->syntax, m->anchor) == NO_WORD) return false;
    uint32_t word = word_of_act(r, m);
    if (is_fired(r, m, word) || is_kept_or_broken(r, m, word) || is_threatened(r, m, word)) return true;
    if (names_event(r, m)) return is_said_to_occur(r, m, word) || is_performed(r, m, word);
    return is_move_of_state(r, m, word) || is_move_of_people(r, m, word) || is_presence(r, m, word) ||
           is_disarmed(r, m, word) || is_abuse(r, m, word);
}

/* ---- */

/* Who breaks a truce fights. */
static const act_row broken_truce = {POS_NOUN, RC_BATTLES, {"Armed clash", 11}, ACT_SUBJ, true};

static bool is_breach(const rc_reading *r, const mention *m)
{
    if (m->kind != MENTION_ACT || m->act->pos != POS_NOUN || !rc_str_is(m->act->subtype, "Agreement")) return false;
    uint32_t word = word_at(r->syntax, m->anchor);
    if (word == NO_WORD || has_telling(r, word, TELLING_AIM)) return false;
    uint32_t what = first_conjunct(r->syntax, word_of_act(r, m)), above = r->syntax->parent[what];
    return above != NO_WORD && has_telling(r, above, TELLING_BREACH) &&
           is_related(r->syntax, what, REL_BIT(REL_NSUBJ) | REL_BIT(REL_OBJ) | REL_BIT(REL_NMOD));
}

static void make_strong(mentions *all, size_t i, const char *rule)
{
    mention *m = &all->ptr[i];
    m->strong = true;
    m->rule = rule;
    m->confidence = 0.55f;
    for (size_t k = 0; k < i; k++) /* one reading of a word is enough */
        if (all->ptr[k].kind == MENTION_ACT && all->ptr[k].anchor == m->anchor && all->ptr[k].strong) m->strong = false;
}

/* The verb that governs the word tells the act itself: "has fired 100 rockets at X". */
static bool is_told_by_verb(const rc_reading *r, const mentions *all, const mention *m)
{
    uint32_t word = word_at(r->syntax, m->anchor);
    for (size_t i = 0; i < all->len && word != NO_WORD; i++) {
        const mention *o = &all->ptr[i];
        if (o->kind != MENTION_ACT || !o->strong || o->act->pos != POS_VERB || o->act->type == RC_STRATEGIC) continue;
        uint32_t verb = word_at(r->syntax, o->anchor);
        if (verb != NO_WORD && verb != word && clause_of(r->syntax, word) == verb) return true;
    }
    return false;
}

void strengthen_acts(const rc_reading *r, mentions *all)
{
    for (size_t i = 0; i < all->len; i++) {
        mention *m = &all->ptr[i];
        if (m->strong || !is_plain_violence(r, m) || !speaks_plainly(r, m)) continue;
        make_strong(all, i, "act-clause");
        m->ambiguous = m->ambiguous && m->act->type != RC_EXPLOSIONS;
    }
    for (size_t i = 0; i < all->len; i++) {
        mention *m = &all->ptr[i];
        if (is_breach(r, m)) {
            m->act = &broken_truce;
            if (!m->strong) make_strong(all, i, "act-told");
        }
        if (m->strong || !is_told(r, m) || is_told_by_verb(r, all, m)) continue;
        make_strong(all, i, "act-told");
        m->ambiguous = false;
    }
}
