/* Who does what to whom, from relations: voice, relative pronouns, shared and understood subjects. */
#include "claims/roles.h"

#define MOST_STEPS 6   /* verbs that a subject is handed down through */
#define PHRASE_REACH 3 /* tokens of a phrase before its verb */

#define SUBJECTS (REL_BIT(REL_NSUBJ) | REL_BIT(REL_CSUBJ))

/* "qui", "that": what the relative clause belongs to. */
static uint32_t antecedent(const rc_reading *r, uint32_t word)
{
    if (word == NO_WORD || !is_upos(r->syntax, word, RC_UPOS_PRON) || !has_feature(r->syntax, word, "PronType=Rel"))
        return word;
    for (uint32_t w = r->syntax->parent[word], n = 0; w != NO_WORD && n < MOST_STEPS; w = r->syntax->parent[w], n++)
        if (is_related(r->syntax, w, REL_BIT(REL_ACL))) return r->syntax->parent[w];
    return word;
}

/* A subject by `flags` of REL_PASSIVE: the grammatical one of a passive or of an active verb. */
static uint32_t own_subject(const rc_reading *r, uint32_t verb)
{
    uint32_t c = child_by(r->syntax, verb, SUBJECTS, NO_WORD);
    while (c != NO_WORD && is_related(r->syntax, c, REL_BIT(REL_CSUBJ))) c = child_by(r->syntax, verb, SUBJECTS, c);
    return antecedent(r, c);
}

/* A passive subject or auxiliary; a finite past that stands alone is active, whatever its subject is called ("troops
 * fired at the post"). */
static bool has_passive_auxiliary(const rc_reading *r, uint32_t verb)
{
    bool alone = has_feature(r->syntax, verb, "VerbForm=Fin") && has_feature(r->syntax, verb, "Tense=Past");
    uint64_t set = REL_BIT(REL_AUX) | (alone ? 0 : SUBJECTS);
    for (uint32_t c = child_by(r->syntax, verb, set, NO_WORD); c != NO_WORD; c = child_by(r->syntax, verb, set, c))
        if (r->syntax->flags[c] & REL_PASSIVE) return true;
    return false;
}

/* "Les rebelles se sont emparés de": French treebanks call the subject of many a reflexive verb passive. */
static bool is_reflexive_verb(const rc_reading *r, uint32_t verb)
{
    for (uint32_t c = child_by(r->syntax, verb, REL_BIT(REL_EXPL), NO_WORD); c != NO_WORD;
         c = child_by(r->syntax, verb, REL_BIT(REL_EXPL), c))
        if (has_grammar(r, r->syntax->token_of[c], G_REFLEXIVE)) return true;
    return false;
}

bool is_passive_word(const rc_reading *r, uint32_t verb)
{
    if (verb == NO_WORD || has_setting(r, r->syntax->token_of[verb], SETTING_MOVING)) return false;
    if (is_reflexive_verb(r, verb)) return false;
    if (has_passive_auxiliary(r, verb)) return true;
    if (!has_feature(r->syntax, verb, "VerbForm=Part")) return false;
    bool own_clause = child_by(r->syntax, verb, SUBJECTS | REL_BIT(REL_AUX), NO_WORD) != NO_WORD;
    if (own_clause) return false;
    bool joined = is_related(r->syntax, verb, REL_BIT(REL_CONJ));
    if (joined && child_by(r->syntax, verb, REL_BIT(REL_OBJ), NO_WORD) != NO_WORD)
        return false; /* "ont poursuivi et tué l'agresseur" */
    if (has_feature(r->syntax, verb, "Voice=Pass")) return true;
    if (joined) return is_passive_word(r, r->syntax->parent[verb]);
    if (child_by(r->syntax, verb, REL_BIT(REL_OBJ), NO_WORD) != NO_WORD) return false;
    return has_feature(r->syntax, verb, "Tense=Past") &&
           is_related(r->syntax, verb, REL_BIT(REL_ACL) | REL_BIT(REL_AMOD));
}

uint32_t case_of(const rc_reading *r, uint32_t noun)
{
    return child_by(r->syntax, noun, REL_BIT(REL_CASE), NO_WORD);
}

/* "par les talibans", "by the army": English marks it by its word, French treebanks by the relation too. */
static uint32_t agent_phrase(const rc_reading *r, uint32_t verb)
{
    uint64_t set = REL_BIT(REL_OBL) | REL_BIT(REL_NMOD);
    uint32_t marked = NO_WORD;
    for (uint32_t c = child_by(r->syntax, verb, set, NO_WORD); c != NO_WORD; c = child_by(r->syntax, verb, set, c)) {
        bool agent = r->syntax->flags[c] & REL_AGENT;
        uint32_t by = case_of(r, c);
        bool timed = r->timex_at[r->syntax->token_of[c]] != NO_INDEX; /* "by May" */
        if (by != NO_WORD && (agent || !timed) && has_grammar(r, r->syntax->token_of[by], G_BY)) return c;
        /* taken for an agent, "attribuée à X" says to whom */
        bool to = by != NO_WORD && has_grammar(r, r->syntax->token_of[by], G_ARGUMENT) &&
                  !has_grammar(r, r->syntax->token_of[by], G_OF);
        if (agent && !to && marked == NO_WORD) marked = c;
    }
    return marked;
}

/* The subject of the clause above, for a verb that has none of its own: coordinated verbs share it, an infinitive takes
 * the object of its governor where there is one, else its subject. */
/* The finite form of a verb is of one number, the subject of the other. */
static bool disagrees(const rc_reading *r, uint32_t verb, uint32_t subject)
{
    const syntax *s = r->syntax;
    uint32_t aux = child_by(s, verb, REL_BIT(REL_AUX) | REL_BIT(REL_COP), NO_WORD);
    uint32_t finite = aux == NO_WORD ? verb : aux;
    if (!has_feature(s, finite, "VerbForm=Fin") || child_by(s, subject, REL_BIT(REL_CONJ), NO_WORD) != NO_WORD)
        return false;
    bool one = has_feature(s, finite, "Number=Sing"), many = has_feature(s, finite, "Number=Plur");
    return (one && has_feature(s, subject, "Number=Plur")) || (many && has_feature(s, subject, "Number=Sing"));
}

/* "X affirme que 110 y ont été tués et reconnaît six morts": the verb goes on with X, whatever the tree joined it to.
 */
static uint32_t subject_outside(const rc_reading *r, uint32_t verb, uint32_t joined)
{
    const syntax *s = r->syntax;
    uint32_t governor = is_related(s, joined, REL_BIT(REL_CCOMP)) ? s->parent[joined] : NO_WORD;
    uint32_t subject = governor == NO_WORD ? NO_WORD : own_subject(r, governor);
    return subject != NO_WORD && !disagrees(r, verb, subject) ? subject : NO_WORD;
}

static uint32_t shared_subject(const rc_reading *r, uint32_t verb, uint32_t steps)
{
    for (; steps < MOST_STEPS; steps++) {
        uint32_t up = r->syntax->parent[verb];
        if (up == NO_WORD) return NO_WORD;
        bool shares = is_related(r->syntax, verb, REL_BIT(REL_CONJ) | REL_BIT(REL_XCOMP) | REL_BIT(REL_ADVCL));
        bool infinitive =
            is_related(r->syntax, verb, REL_BIT(REL_CCOMP)) && has_feature(r->syntax, verb, "VerbForm=Inf");
        if (!shares && !infinitive) return NO_WORD;
        if (is_related(r->syntax, verb, REL_BIT(REL_ADVCL)) && has_feature(r->syntax, verb, "VerbForm=Fin"))
            return NO_WORD;
        if (is_related(r->syntax, verb, REL_BIT(REL_XCOMP))) {
            uint32_t object = child_by(r->syntax, up, REL_BIT(REL_OBJ) | REL_BIT(REL_IOBJ), NO_WORD);
            if (object != NO_WORD && !is_upos(r->syntax, object, RC_UPOS_PRON)) return antecedent(r, object);
        }
        uint32_t subject = own_subject(r, up);
        bool other =
            subject != NO_WORD && is_related(r->syntax, verb, REL_BIT(REL_CONJ)) && disagrees(r, verb, subject);
        uint32_t outside = other ? subject_outside(r, verb, up) : NO_WORD;
        if (outside != NO_WORD) return outside;
        if (subject != NO_WORD) return subject;
        if (is_related(r->syntax, up, REL_BIT(REL_ACL))) return r->syntax->parent[up];
        verb = up;
    }
    return NO_WORD;
}

/* "est en mesure de reprendre", "ont l'intention d'occuper": who does what the infinitive of a noun says is
 * the subject of the clause that the noun stands in. */
static uint32_t subject_around(const rc_reading *r, uint32_t noun)
{
    uint32_t subject = own_subject(r, noun), up = r->syntax->parent[noun];
    if (subject != NO_WORD || up == NO_WORD) return subject;
    if (party_of(r, noun)) return noun; /* "a ordonné aux troupes d'avancer" */
    if (!is_related(r->syntax, noun, REL_BIT(REL_OBJ) | REL_BIT(REL_OBL))) return NO_WORD;
    subject = own_subject(r, up);
    return subject != NO_WORD ? subject : shared_subject(r, up, 0);
}

static bool is_verbal(const rc_reading *r, uint32_t word)
{
    return is_upos(r->syntax, word, RC_UPOS_VERB) || is_upos(r->syntax, word, RC_UPOS_AUX);
}

bool has_telling(const rc_reading *r, uint32_t word, telling_kind kind)
{
    if (word == NO_WORD) return false;
    uint32_t token = r->syntax->token_of[word], first = token > PHRASE_REACH ? token - PHRASE_REACH : 0;
    for (uint32_t i = r->hits.at[first]; i < r->hits.at[token + 1]; i++) { /* "se sont poursuivis" begins before it */
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list == r->rules->telling && r->rules->told[hit->row] == kind && hit->token + hit->count > token)
            return true;
    }
    return false;
}

/* "Des frappes attribuées à X": the participle of a verb of accusing names who did it. */
static uint32_t blamed_by(const rc_reading *r, uint32_t participle)
{
    const rc_hit *hit = hit_with(r, r->syntax->token_of[participle], r->rules->cues);
    if (!hit || r->rules->cue[hit->row].cls != CUE_ACCUSING) return NO_WORD;
    uint64_t set = REL_BIT(REL_OBL) | REL_BIT(REL_IOBJ) | REL_BIT(REL_NMOD);
    for (uint32_t c = child_by(r->syntax, participle, set, NO_WORD); c != NO_WORD;
         c = child_by(r->syntax, participle, set, c))
        if (c != agent_phrase(r, participle) && party_of(r, c)) return c;
    return NO_WORD;
}

/* "l'attaque des rebelles", "the Taliban attack", "clashes between A and B", "frappe russe". */
static uint32_t agent_of_noun(const rc_reading *r, uint32_t noun)
{
    uint32_t by = agent_phrase(r, noun);
    if (by != NO_WORD) return by;
    uint64_t clause = REL_BIT(REL_ACL) | REL_BIT(REL_AMOD);
    for (uint32_t c = child_by(r->syntax, noun, clause, NO_WORD); c != NO_WORD;
         c = child_by(r->syntax, noun, clause, c)) {
        if (!is_passive_word(r, c)) continue;
        uint32_t agent = agent_phrase(r, c); /* "une attaque menée par les rebelles" */
        if (agent == NO_WORD) agent = blamed_by(r, c);
        if (agent != NO_WORD) return agent;
    }
    uint64_t set = REL_BIT(REL_NMOD) | REL_BIT(REL_COMPOUND) | REL_BIT(REL_AMOD);
    for (uint32_t c = child_by(r->syntax, noun, set, NO_WORD); c != NO_WORD; c = child_by(r->syntax, noun, set, c)) {
        uint32_t marker = case_of(r, c);
        if (marker == NO_WORD) {
            if (!is_upos(r->syntax, c, RC_UPOS_ADJ) || c > noun) return c;
            continue;
        }
        bool owner = r->doc->tokens[r->syntax->token_of[marker]].lower.ptr[0] == '\'';
        if (owner || has_grammar(r, r->syntax->token_of[marker], G_OF | G_BETWEEN)) return c;
    }
    return NO_WORD;
}

/* ---- acts that are suffered */

/* The act that a word of suffering governs: "tombé dans une embuscade", "a essuyé des tirs". */
static uint32_t suffered_act(const rc_reading *r, uint32_t word)
{
    uint64_t set = REL_BIT(REL_OBJ) | REL_BIT(REL_OBL) | REL_BIT(REL_NMOD);
    if (!has_telling(r, word, TELLING_SUFFER)) return NO_WORD;
    for (uint32_t c = child_by(r->syntax, word, set, NO_WORD); c != NO_WORD; c = child_by(r->syntax, word, set, c))
        if (hit_with(r, r->syntax->token_of[c], r->rules->events)) return c;
    return NO_WORD;
}

/* Who stands where a word of suffering says who suffers: its subject, the noun it is set beside, the subject of the
 * clause it introduces ("victimes d'une embuscade, douze soldats ..."). */
static uint32_t holder_of(const rc_reading *r, uint32_t word)
{
    const syntax *s = r->syntax;
    uint32_t subject = own_subject(r, word), up = s->parent[word];
    if (subject != NO_WORD || up == NO_WORD) return subject;
    uint64_t beside = REL_BIT(REL_ACL) | REL_BIT(REL_APPOS) | REL_BIT(REL_AMOD) | REL_BIT(REL_NMOD);
    if (is_related(s, word, beside) && !is_verbal(r, up)) return up;
    if (is_verbal(r, word)) return shared_subject(r, word, 0);
    return is_verbal(r, up) ? own_subject(r, up) : NO_WORD;
}

static bool is_of_violence(const rc_reading *r, uint32_t verb)
{
    uint32_t t = r->syntax->token_of[verb];
    return hit_with(r, t, r->rules->events) || hit_with(r, t, r->rules->effects) || hit_with(r, t, r->rules->damage);
}

uint32_t sufferer_of(const rc_reading *r, uint32_t word)
{
    const syntax *s = r->syntax;
    if (word == NO_WORD) return NO_WORD;
    if (suffered_act(r, word) != NO_WORD) return holder_of(r, word);
    if (is_verbal(r, word)) return NO_WORD;
    uint32_t noun = first_conjunct(s, word), up = s->parent[noun], marker = case_of(r, noun);
    if (up == NO_WORD) return NO_WORD;
    if (suffered_act(r, up) != NO_WORD) return holder_of(r, up);
    if (marker == NO_WORD || !is_verbal(r, up)) return NO_WORD;
    bool by = (s->flags[noun] & REL_AGENT) || has_grammar(r, s->token_of[marker], G_BY);
    if (by) return is_passive_word(r, up) && is_of_violence(r, up) ? patient_of(r, up) : NO_WORD;
    return has_setting(r, s->token_of[marker], SETTING_UNDER) ? own_subject(r, up) : NO_WORD;
}

uint32_t agent_of(const rc_reading *r, uint32_t word)
{
    if (word == NO_WORD) return NO_WORD;
    uint32_t act = suffered_act(r, word);
    if (act != NO_WORD) return agent_of_noun(r, act);
    if (!is_verbal(r, word)) return agent_of_noun(r, word);
    if (is_passive_word(r, word)) return agent_phrase(r, word);
    uint32_t subject = own_subject(r, word);
    if (subject != NO_WORD) return subject;
    bool belongs = is_related(r->syntax, word, REL_BIT(REL_ACL));
    if (belongs && has_feature(r->syntax, word, "VerbForm=Inf")) return subject_around(r, r->syntax->parent[word]);
    if (belongs) return r->syntax->parent[word];
    return shared_subject(r, word, 0);
}

uint32_t patient_of(const rc_reading *r, uint32_t word)
{
    if (word == NO_WORD) return NO_WORD;
    if (!is_verbal(r, word)) {
        uint64_t set = REL_BIT(REL_NMOD) | REL_BIT(REL_OBL);
        for (uint32_t c = child_by(r->syntax, word, set, NO_WORD); c != NO_WORD;
             c = child_by(r->syntax, word, set, c)) {
            uint32_t marker = case_of(r, c);
            if (marker == NO_WORD) continue;
            if (has_grammar(r, r->syntax->token_of[marker], G_AGAINST)) return c;
        }
        return sufferer_of(r, word);
    }
    if (suffered_act(r, word) != NO_WORD) return holder_of(r, word);
    if (is_passive_word(r, word)) {
        uint32_t subject = own_subject(r, word);
        if (subject != NO_WORD) return subject;
        if (is_related(r->syntax, word, REL_BIT(REL_ACL) | REL_BIT(REL_AMOD))) return r->syntax->parent[word];
        return shared_subject(r, word, 0);
    }
    return antecedent(r, child_by(r->syntax, word, REL_BIT(REL_OBJ), NO_WORD));
}

uint32_t head_word(const syntax *s, uint32_t word)
{
    uint64_t small = REL_BIT(REL_EXPL) | REL_BIT(REL_AUX) | REL_BIT(REL_COP) | REL_BIT(REL_DET) | REL_BIT(REL_CASE) |
                     REL_BIT(REL_MARK) | REL_BIT(REL_FIXED);
    bool clitic = is_related(s, word, REL_BIT(REL_IOBJ)) && is_upos(s, word, RC_UPOS_PRON);
    if (clitic && s->parent[word] != NO_WORD && s->parent[word] > word) word = s->parent[word]; /* "y sont entrés" */
    for (unsigned n = 0; n < MOST_STEPS && is_related(s, word, small) && s->parent[word] != NO_WORD; n++)
        word = s->parent[word];
    bool before = is_related(s, word, REL_BIT(REL_AMOD)) && s->parent[word] == word + 1; /* "violents affrontements" */
    if (before && is_upos(s, word, RC_UPOS_ADJ)) word = s->parent[word];
    return word;
}

/* ---- polarity and mood */

static bool has_negation(const rc_reading *r, uint32_t word)
{
    for (uint32_t c = r->syntax->first_child[word]; c != NO_WORD; c = r->syntax->next_child[c])
        if (has_feature(r->syntax, c, "Polarity=Neg") ||
            (is_related(r->syntax, c, REL_BIT(REL_DET)) && has_feature(r->syntax, c, "PronType=Neg")))
            return true;
    return false;
}

bool is_negated_word(const rc_reading *r, uint32_t word)
{
    if (word == NO_WORD) return false;
    if (has_negation(r, word)) return true;
    uint32_t clause = clause_of(r->syntax, word);
    if (clause == NO_WORD) return false;
    if (has_negation(r, clause)) return true;
    uint32_t subject = child_by(r->syntax, clause, SUBJECTS | REL_BIT(REL_OBJ), NO_WORD);
    return subject != NO_WORD && has_negation(r, subject);
}

bool is_conditional_word(const rc_reading *r, uint32_t verb)
{
    if (verb == NO_WORD) return false;
    if (has_feature(r->syntax, verb, "Mood=Cnd")) return true;
    for (uint32_t c = child_by(r->syntax, verb, REL_BIT(REL_AUX) | REL_BIT(REL_COP), NO_WORD); c != NO_WORD;
         c = child_by(r->syntax, verb, REL_BIT(REL_AUX) | REL_BIT(REL_COP), c))
        if (has_feature(r->syntax, c, "Mood=Cnd")) return true;
    return false;
}

/* ---- parties */

static const rc_party_mention *best_party_in(const rc_reading *r, uint32_t first, uint32_t end)
{
    const rc_party_mention *best = NULL;
    for (uint32_t t = first; t < end && t < r->doc->n_tokens; t++) {
        const rc_party_mention *p = party_at(r, t);
        if (p && (!best || (best->is_modifier && !p->is_modifier))) best = p;
    }
    return best;
}

/* Of what a gender is told by its own feature; other languages and names have none. */
static bool differs_in_gender(const rc_reading *r, uint32_t a, uint32_t b)
{
    const syntax *s = r->syntax;
    return (has_feature(s, a, "Gender=Masc") && has_feature(s, b, "Gender=Fem")) ||
           (has_feature(s, a, "Gender=Fem") && has_feature(s, b, "Gender=Masc"));
}

/* "Cette dernière", "ceux-ci", "the latter": the side named last, in this sentence or the one before, that agrees in
 * gender. */
static const rc_party_mention *latter(const rc_reading *r, uint32_t word)
{
    uint32_t t = r->syntax->token_of[word], first = t;
    if (!has_grammar(r, t, G_LATTER) && t > 0) first = t - 1; /* the bit is on the first word of "ce dernier" */
    if (!has_grammar(r, first, G_LATTER)) return NULL;
    uint32_t sentence = r->doc->tokens[t].sentence;
    for (uint32_t i = first; i > 0 && r->doc->tokens[i - 1].sentence + 1 >= sentence; i--) {
        const rc_party_mention *p = party_at(r, i - 1);
        if (!p || p->is_modifier || p->is_metonym || rc_str_is(p->party, "civilians")) continue;
        uint32_t head = head_of(r->syntax, p->first, p->first + p->count);
        if (head == NO_WORD || !differs_in_gender(r, word, head)) return p;
    }
    return NULL;
}

const rc_party_mention *party_of(const rc_reading *r, uint32_t word)
{
    const syntax *s = r->syntax;
    if (word == NO_WORD) return NULL;
    const rc_party_mention *own = party_at(r, s->token_of[word]), *p = NULL;
    if (own && own->is_metonym && is_town_hit(r, own)) return NULL;
    if (own && !rc_str_is(own->party, "unknown")) return own; /* "members of the Front": the noun alone names nobody */
    uint64_t parts = REL_BIT(REL_AMOD) | REL_BIT(REL_COMPOUND) | REL_BIT(REL_FLAT) | REL_BIT(REL_APPOS) |
                     REL_BIT(REL_NMOD) | REL_BIT(REL_DET);
    for (uint32_t c = child_by(s, word, parts, NO_WORD); c != NO_WORD && !p; c = child_by(s, word, parts, c)) {
        uint32_t marker = case_of(r, c);
        bool owner = marker == NO_WORD || has_grammar(r, s->token_of[marker], G_OF) ||
                     r->doc->tokens[s->token_of[marker]].lower.ptr[0] == '\'';
        if (owner) p = best_party_in(r, s->left[c], s->right[c]);
    }
    return p ? p : own ? own : latter(r, word);
}

static bool conjunct_is(const rc_reading *r, uint32_t word, rc_str party)
{
    const syntax *s = r->syntax;
    for (uint32_t c = child_by(s, word, REL_BIT(REL_CONJ), NO_WORD); c != NO_WORD;
         c = child_by(s, word, REL_BIT(REL_CONJ), c)) {
        if (is_verbal(r, c)) continue;
        const rc_party_mention *p = party_of(r, c);
        if (!p) p = best_party_in(r, s->left[c], s->right[c]);
        if (p && rc_str_eq(p->party, party)) return true;
    }
    return false;
}

bool is_named_beside(const rc_reading *r, uint32_t word, rc_str party)
{
    const syntax *s = r->syntax;
    if (word == NO_WORD) return false;
    if (conjunct_is(r, word, party)) return true;
    uint64_t parts = REL_BIT(REL_AMOD) | REL_BIT(REL_COMPOUND) | REL_BIT(REL_NMOD) | REL_BIT(REL_DET);
    for (uint32_t c = child_by(s, word, parts, NO_WORD); c != NO_WORD; c = child_by(s, word, parts, c))
        if (best_party_in(r, s->left[c], s->right[c]) && conjunct_is(r, c, party)) return true;
    return false;
}
