/* Acts: words of events.tsv, with who did it to whom by their frame. */
#include "claims/mentions.h"
#include "claims/roles.h"

#define UTILITY_REACH 7

/* "The attack", "cette offensive": told before. A name or number inside makes it news again ("the attack on Kunduz").
 */
static bool is_definite(const rc_reading *r, const rc_hit *hit, range within)
{
    for (uint32_t t = hit->token; t > within.first && t + 3 > hit->token; t--) {
        bool conjunction = is_related(r->syntax, word_at(r->syntax, t - 1), REL_BIT(REL_MARK)); /* "that no attack" */
        if (has_grammar(r, t - 1, G_DEMONSTRATIVE) && !conjunction) return true;
        if (has_grammar(r, t - 1, G_ARTICLE))
            return quantity_at(r, t - 1) == NULL && !has_grammar(r, t - 1, G_PARTITIVE);
        if (is_punct(r, t - 1) || is_verb(r, t - 1)) return false;
    }
    return false;
}

static bool names_a_target(const rc_reading *r, const rc_hit *hit, range within)
{
    for (uint32_t t = hit->token + hit->count; t < within.end && t < hit->token + 7; t++) {
        if (is_punct(r, t) || is_verb(r, t)) return false;
        if (r->party_at[t] != NO_INDEX || r->place_at[t] != NO_INDEX || r->timex_at[t] != NO_INDEX) return true;
    }
    return false;
}

/* The side that "and" joins to this one. */
static const rc_party_mention *joined_before(const rc_reading *r, const rc_party_mention *p)
{
    const rc_party_mention *before = p > r->parties.ptr ? p - 1 : NULL;
    uint32_t end = before ? before->first + before->count : 0;
    return before && end + 1 == p->first && has_grammar(r, end, G_COORD) ? before : NULL;
}

/* "The army and the rebels clashed": each of those who are joined does it to the other. */
static bool fight_each_other(const rc_reading *r, mention *m)
{
    const syntax *s = r->syntax;
    uint32_t verb = word_at(s, m->anchor), first = agent_of(r, verb);
    uint32_t object = verb == NO_WORD ? NO_WORD : child_by(s, verb, REL_BIT(REL_OBJ), NO_WORD);
    bool other_object = object != NO_WORD && !in_range((range){m->first, m->end}, s->token_of[object]);
    if (first == NO_WORD || other_object) return false; /* "fought a battle" has its object inside */
    const rc_party_mention *one = party_of(r, first), *two = NULL;
    uint32_t other = child_by(s, first, REL_BIT(REL_CONJ), NO_WORD);
    if (other != NO_WORD) two = party_of(r, other);
    if (one && !two && joined_before(r, one)) { /* "Russian and Ukrainian forces" */
        two = one;
        one = joined_before(r, one);
    }
    for (uint32_t c = child_by(s, verb, REL_BIT(REL_OBL), NO_WORD); c != NO_WORD;
         c = child_by(s, verb, REL_BIT(REL_OBL), c))
        if (party_of(r, c) && !is_whereabouts(r, party_of(r, c))) return false; /* "clashed with the police" */
    if (!one || !two || rc_str_eq(one->party, two->party)) return false;
    m->by = one;
    m->against = two;
    return true;
}

/* "Came under fire from the rebels": of a verb whose subject suffers, the side that hangs on it in an adjunct. */
static const rc_party_mention *side_beside(const rc_reading *r, uint32_t verb)
{
    const uint64_t set = REL_BIT(REL_OBL) | REL_BIT(REL_NMOD);
    for (uint32_t c = verb == NO_WORD ? NO_WORD : child_by(r->syntax, verb, set, NO_WORD); c != NO_WORD;
         c = child_by(r->syntax, verb, set, c)) {
        const rc_party_mention *p = party_of(r, c);
        if (!p) p = side_beside(r, c); /* on the noun that is part of the phrase */
        bool fights = p && (p->members == RC_MEMBERS_COMBATANT ||
                            (p->inter >= RC_INTER_STATE && p->inter <= RC_INTER_IDENTITY_MILITIA));
        if (fights && !p->is_metonym) return p;
    }
    return NULL;
}

/* "Russian and Ukrainian forces fought": more than one side in the phrase. */
static bool names_two(const rc_reading *r, uint32_t word)
{
    const rc_party_mention *first = NULL;
    for (uint32_t t = r->syntax->left[word]; t < r->syntax->right[word]; t++) {
        const rc_party_mention *p = party_at(r, t);
        if (p && first && !rc_str_eq(p->party, first->party)) return true;
        if (p) first = p;
    }
    return false;
}

/* A side named where the tree has the doer or whom it is done to; a bare participle without either auxiliary or "by" is
 * left to the words around it ("airstrikes targeted X" may be read as one). */
static bool roles_by_tree(const rc_reading *r, mention *m, const rc_hit *hit, range within, bool takes_object)
{
    uint32_t word = head_word(r->syntax, word_at(r->syntax, hit->token)), after = hit->token + hit->count;
    if (word == NO_WORD || !is_upos(r->syntax, word, RC_UPOS_VERB)) return false;
    bool passive = is_passive_word(r, word),
         bare = child_by(r->syntax, word, REL_BIT(REL_AUX) | REL_BIT(REL_NSUBJ), NO_WORD) == NO_WORD;
    uint32_t agent = agent_of(r, word);
    const rc_party_mention *doer = party_of(r, agent), *target = party_of(r, patient_of(r, word));
    if (doer && !can_act(r, doer)) doer = NULL;
    if ((!doer && !target) || (passive && bare && !doer)) return false;
    if (m->act->frame == ACT_PAIR && !target && agent != NO_WORD && names_two(r, agent)) return false;
    if (!doer && passive) doer = party_after(r, after, within, G_BY);
    bool open = agent == NO_WORD || is_upos(r->syntax, agent, RC_UPOS_PRON);
    if (!doer && !passive && open) doer = agent_before(r, hit->token, within);
    bool own = !passive && m->act->type == RC_STRATEGIC; /* "sent 120 soldiers": the object is the doer's own */
    if (own) target = NULL;
    if (!target && !passive && takes_object) target = party_after(r, after, within, 0);
    m->by = doer;
    m->against = target;
    return true;
}

static void verb_roles(const rc_reading *r, mention *m, const rc_hit *hit, range within)
{
    if (m->act->frame == ACT_PAIR && fight_each_other(r, m)) return;
    uint32_t after = hit->token + hit->count;
    if (m->act->frame == ACT_OBJ) {
        uint32_t verb = word_at(r->syntax, hit->token);
        m->against = party_of(r, sufferer_of(r, verb));
        if (!m->against) m->against = agent_before(r, hit->token, within);
        if (sufferer_of(r, verb) != NO_WORD) m->by = party_of(r, agent_of(r, verb));
        bool named = after < within.end && has_grammar(r, after, G_OF | G_BY);
        if (!m->by && hit->count > 1 && named) m->by = party_after(r, after, within, G_OF | G_BY);
        if (!m->by) m->by = side_beside(r, verb);
        return;
    }
    bool takes_object = m->act->frame == ACT_SUBJ_OBJ || m->act->frame == ACT_PAIR;
    if (roles_by_tree(r, m, hit, within, takes_object)) return;
    if (is_passive(r, hit->token, hit->features, within)) {
        m->by = party_after(r, after, within, G_BY);
        for (uint32_t t = hit->token; t > within.first && !m->against; t--) m->against = party_at(r, t - 1);
        return;
    }
    m->by = agent_before(r, hit->token, within);
    if (!takes_object) return;
    m->against = party_of(r, patient_of(r, word_at(r->syntax, m->anchor)));
    if (!m->against) m->against = party_after(r, after, within, 0);
}

/* "L'attaque du village de X, attribuée à Y", where the participle hangs elsewhere in the tree. */
static const rc_party_mention *blamed_after(const rc_reading *r, uint32_t after, range within)
{
    for (uint32_t t = after; t < within.end; t++) {
        const rc_hit *act = hit_with(r, t, r->rules->events), *cue = hit_with(r, t, r->rules->cues);
        bool accuses = cue && r->rules->cue[cue->row].cls == CUE_ACCUSING;
        uint32_t next = accuses ? t + cue->count : within.end;
        bool lays = accuses && r->rules->cue[cue->row].pos == POS_PREPOSITION && cue->count > 1;
        if (accuses && cue->features & RC_FEAT_PPAST && next < within.end)
            lays = has_grammar(r, next, G_ARGUMENT) && !has_grammar(r, next, G_OF);
        if (lays) return party_after(r, next, within, 0);
        if (is_sign(r, t, ';') || (act && r->rules->act[act->row].pos == POS_NOUN) || (is_verb(r, t) && !cue)) break;
    }
    return NULL;
}

static void noun_roles(const rc_reading *r, mention *m, const rc_hit *hit, range within)
{
    uint32_t after = hit->token + hit->count;
    if (m->act->frame == ACT_PAIR) {
        m->by = party_after(r, after, within, G_BETWEEN | G_OF | G_AGAINST);
        if (m->by) m->against = party_after(r, m->by->first + m->by->count, within, G_COORD | G_AGAINST);
        if (!m->by) m->by = agent_before(r, hit->token, within);
        if (!m->by && after < within.end) { /* "a battle with Taliban forces" */
            const rc_party_mention *with = party_after(r, after, within, 0);
            if (with && with->first < after + 5 && !with->is_metonym) m->by = with;
        }
        return;
    }
    const rc_party_mention *beside = hit->token > within.first ? party_at(r, hit->token - 1) : NULL;
    if (!beside && after < within.end) beside = party_at(r, after); /* "frappe russe" */
    m->by = party_after(r, after, within, G_BY);
    if (!m->by) m->by = beside;
    m->against = party_after(r, after, within, G_AGAINST);
    if (!m->by) {
        const rc_party_mention *of =
            after < within.end && has_grammar(r, after, G_OF) ? party_after(r, after, within, G_OF) : NULL;
        if (of && of->first < after + 4) m->by = of; /* "l'attaque des rebelles" */
    }
    uint32_t word = word_at(r->syntax, hit->token), sufferer = sufferer_of(r, word);
    if (!m->against) m->against = party_of(r, sufferer);
    if (!m->by) m->by = party_of(r, agent_of(r, word));
    if (!m->by) m->by = blamed_after(r, after, within);
    if (!m->by && sufferer == NO_WORD) m->by = agent_before(r, hit->token, within);
}

/* "L'assaillant", "un combattant" are no participles, "a traité" is no treaty. */
/* "Fighting spread": a noun that is somebody's subject or object. */
static bool is_gerund_noun(const rc_reading *r, uint32_t token)
{
    uint32_t word = word_at(r->syntax, token);
    if (word == NO_WORD || !is_related(r->syntax, word, REL_BIT(REL_NSUBJ) | REL_BIT(REL_OBJ))) return false;
    bool bare = child_by(r->syntax, word, REL_BIT(REL_OBJ) | REL_BIT(REL_NSUBJ), NO_WORD) == NO_WORD;
    return is_upos(r->syntax, word, RC_UPOS_NOUN) || (bare && has_feature(r->syntax, word, "VerbForm=Ger"));
}

static bool contradicts_tree(const rc_reading *r, const rc_hit *hit, word_pos own)
{
    const syntax *s = r->syntax;
    uint32_t word = word_at(s, hit->token);
    if (word == NO_WORD || hit->count > 1) return false;
    if (own == POS_VERB)
        return (hit->features & RC_FEAT_PPRES) &&
               (is_gerund_noun(r, hit->token) ||
                (is_upos(s, word, RC_UPOS_NOUN) &&
                 child_by(s, word, REL_BIT(REL_DET) | REL_BIT(REL_COP), NO_WORD) != NO_WORD));
    return is_upos(s, word, RC_UPOS_VERB) && has_feature(s, word, "VerbForm=Part") &&
           has_feature(s, word, "Tense=Past") && child_by(s, word, REL_BIT(REL_AUX), NO_WORD) != NO_WORD;
}

/* Of a word that is noun and verb in one form, the reading that does not fit its place. */
static bool is_wrong_reading(const rc_reading *r, const rc_hit *hit)
{
    word_pos own = r->rules->act[hit->row].pos;
    if (own != POS_VERB && own != POS_NOUN) return false;
    if (contradicts_tree(r, hit, own) || is_seat(r, hit->token)) return true;
    bool other = false, gerund = (hit->features & RC_FEAT_PPRES) != 0;
    for (uint32_t i = r->hits.at[hit->token]; i < r->hits.at[hit->token + 1]; i++) {
        const rc_hit *h = &r->hits.ptr[i];
        if (h->list != hit->list || h->count != hit->count) continue;
        other = other || r->rules->act[h->row].pos != own;
        gerund = gerund || (h->features & RC_FEAT_PPRES);
    }
    uint32_t word = word_at(r->syntax, hit->token);
    bool noun = hit->count == 1 && !gerund && is_upos(r->syntax, word, RC_UPOS_NOUN);
    bool nominal = noun || is_nominal(r, hit->token) || (gerund && is_gerund_noun(r, hit->token));
    return other && (own == POS_NOUN) != nominal;
}

/* A weak word with rows of several types says nothing about the type. */
static bool is_ambiguous(const rc_reading *r, const rc_hit *hit)
{
    const act_row *own = &r->rules->act[hit->row];
    for (uint32_t i = r->hits.at[hit->token]; i < r->hits.at[hit->token + 1]; i++) {
        const rc_hit *h = &r->hits.ptr[i];
        if (h->list == hit->list && h->count == hit->count && r->rules->act[h->row].type != own->type)
            return !own->strong;
    }
    return false;
}

/* "couper" is news where what is cut is a line that people depend on: telephone, internet, power. */
static bool cuts_utility(const rc_reading *r, const rc_hit *hit, range within)
{
    const act_row *row = &r->rules->act[hit->row];
    if (row->strong || row->type != RC_STRATEGIC || !rc_str_is(row->subtype, "Other")) return false;
    uint32_t first = hit->token > within.first + UTILITY_REACH ? hit->token - UTILITY_REACH : within.first;
    for (uint32_t t = first; t < within.end && t < hit->token + UTILITY_REACH; t++)
        if (hit_with(r, t, r->rules->utilities)) return true;
    return false;
}

static void add_act(const rc_reading *r, const rc_hit *hit, range within, mentions *out)
{
    const act_row *row = &r->rules->act[hit->row];
    mention *m = RC_PUSH(r->arena, out);
    *m = (mention){.kind = MENTION_ACT,
                   .anchor = hit->token,
                   .first = hit->token,
                   .end = hit->token + hit->count,
                   .rule = row->pos == POS_VERB ? "act-verb" : "act-noun",
                   .confidence = row->strong ? 0.65f : 0.3f,
                   .strong = row->strong,
                   .ambiguous = is_ambiguous(r, hit),
                   .features = hit->features,
                   .act = row,
                   .place = NO_INDEX};
    if (cuts_utility(r, hit, within)) {
        m->strong = true;
        m->ambiguous = false;
        m->confidence = 0.6f;
    }
    if (row->pos == POS_VERB) {
        verb_roles(r, m, hit, within);
    } else {
        noun_roles(r, m, hit, within);
        m->anaphoric = is_definite(r, hit, within);
        if (m->anaphoric && !names_a_target(r, hit, within)) m->strong = false;
    }
    if (m->against == m->by) m->against = NULL;
}

void find_acts(const rc_reading *r, range sentence, mentions *out)
{
    for (uint32_t i = r->hits.at[sentence.first]; i < r->hits.at[sentence.end]; i++)
        if (r->hits.ptr[i].list == r->rules->events && !is_wrong_reading(r, &r->hits.ptr[i]))
            add_act(r, &r->hits.ptr[i], sentence, out);
}
