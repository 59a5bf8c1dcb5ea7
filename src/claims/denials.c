#include "claims/denials.h"

#include "claims/owning.h"
#include "claims/roles.h"

#define SUBJECTS (REL_BIT(REL_NSUBJ) | REL_BIT(REL_OBJ) | REL_BIT(REL_OBL))

/* What was told before: it tells only that this was an attack of some sort. */
static const act_row told_before = {POS_VERB, RC_BATTLES, {"Armed clash", 11}, ACT_SUBJ, false};

static bool is_pronoun_for_facts(const rc_reading *r, uint32_t word)
{
    const syntax *s = r->syntax;
    return is_upos(s, word, RC_UPOS_PRON) &&
           (has_feature(s, word, "PronType=Rel") || has_feature(s, word, "PronType=Dem") ||
            has_grammar(r, s->token_of[word], G_DEMONSTRATIVE));
}

static bool denies_pronoun(const rc_reading *r, uint32_t verb)
{
    for (uint32_t c = child_by(r->syntax, verb, SUBJECTS, NO_WORD); c != NO_WORD;
         c = child_by(r->syntax, verb, SUBJECTS, c))
        if (is_pronoun_for_facts(r, c)) return true;
    return false;
}

#define NOUN_REACH 4

/* "issued a denial", "a apporté un démenti": the noun denies, the verb only carries it. */
static bool carries_denial(const rc_reading *r, const said *f)
{
    if (f->cls != CUE_NEUTRAL || is_negated_word(r, word_at(r->syntax, f->cue))) return false;
    for (uint32_t t = f->content.first; t < f->content.end && t < f->content.first + NOUN_REACH; t++) {
        const rc_hit *hit = hit_with(r, t, r->rules->cues);
        if (hit && r->rules->cue[hit->row].pos == POS_NOUN) return r->rules->cue[hit->row].cls == CUE_DENYING;
    }
    return false;
}

void narrow_denials(const rc_reading *r, range sentence, size_t from, saids *frames)
{
    const syntax *s = r->syntax;
    for (size_t i = from; i < frames->len; i++) {
        said *f = &frames->ptr[i];
        if (carries_denial(r, f)) f->cls = CUE_DENYING;
        uint32_t verb = f->cls == CUE_DENYING ? verb_of_cue(r, f) : NO_WORD;
        if (verb == NO_WORD || !denies_pronoun(r, verb)) continue;
        f->content.first = s->left[verb] > sentence.first ? s->left[verb] : sentence.first;
        uint32_t end = s->right[verb] < sentence.end ? s->right[verb] : sentence.end;
        f->content.end = f->words.end > f->cue && f->words.end < end ? f->words.end : end; /* not "..., which stated" */
    }
}

/* "The accusation", "the figure". */
static bool is_blame(const rc_reading *r, uint32_t t)
{
    const rc_hit *hit = hit_with(r, t, r->rules->settings);
    setting_kind kind = hit ? r->rules->setting[hit->row] : SETTING_CIVILIAN;
    return kind == SETTING_BLAME || kind == SETTING_COUNT;
}

/* What a denial without an act of its own is about: "responsibility", "the accusation", "this"; UINT32_MAX: an opinion,
 * a plan, an offer. */
static uint32_t object_of(const rc_reading *r, const said *f, range sentence)
{
    uint32_t verb = verb_of_cue(r, f), first = UINT32_MAX;
    bool is_small_so_far = true;
    bool pronoun = verb != NO_WORD && denies_pronoun(r, verb);
    for (uint32_t t = f->content.first; t < f->content.end && t < sentence.end; t++) {
        if (in_range(f->words, t)) continue;
        bool small = is_punct(r, t) || has_grammar(r, t, G_COORD);
        if (first == UINT32_MAX || (is_small_so_far && !small)) first = t;
        is_small_so_far = is_small_so_far && small;
        if (is_blame(r, t) || is_owned(r, t)) return t;
        const rc_hit *noun = hit_with(r, t, r->rules->cues);
        if (noun && r->rules->cue[noun->row].pos == POS_NOUN && r->rules->cue[noun->row].cls == CUE_DENYING) return t;
    }
    bool bare = f->content.end == f->content.first + 1 && is_punct(r, f->content.first);
    if (pronoun || bare) return first;
    for (uint32_t t = f->words.first; t < f->words.end; t++)
        if (is_blame(r, t) || is_owned(r, t)) return first;
    return UINT32_MAX;
}

/* "Les autorités l'attribuent à X", "le ministre accuse X": a pronoun, or nothing, stands for what was told before. */
static bool lays_it(const rc_reading *r, const said *f)
{
    const syntax *s = r->syntax;
    uint32_t verb = verb_of_cue(r, f), accused = accused_by(r, f);
    if (verb == NO_WORD || accused == NO_WORD) return false;
    uint32_t suffers = is_passive_word(r, verb) ? patient_of(r, verb) : NO_WORD; /* "the attack was laid on X by Y" */
    if (suffers != NO_WORD && suffers != accused)
        return is_upos(s, suffers, RC_UPOS_PRON) || hit_with(r, s->token_of[suffers], r->rules->events);
    uint32_t object = child_by(s, verb, REL_BIT(REL_OBJ), NO_WORD);
    if (object != accused && object != NO_WORD && is_upos(s, object, RC_UPOS_PRON)) return true;
    uint32_t end = f->content.end;
    while (end > f->content.first && is_punct(r, end - 1)) end--;
    for (uint32_t t = f->content.first; t < end; t++)
        if (is_upos(s, word_at(s, t), RC_UPOS_VERB)) return false; /* "of forcing the country into the war" */
    return s->left[accused] <= f->content.first && s->right[accused] >= end;
}

/* "Claimed responsibility", "a reconnu sa responsabilité", "accused X of being behind it": whose act it was is news,
 * though the act was told before. UINT32_MAX: nothing of the kind. */
static uint32_t owned_at(const rc_reading *r, const said *f, range sentence)
{
    for (uint32_t t = f->cue; t < f->cue_end && f->cls == CUE_CLAIMING; t++)
        if (is_owned(r, t)) return f->content.first;
    uint32_t verb = f->cls == CUE_CLAIMING ? verb_of_cue(r, f) : NO_WORD;
    uint32_t it = verb == NO_WORD ? NO_WORD : child_by(r->syntax, verb, REL_BIT(REL_OBJ), NO_WORD);
    bool taken_up = it != NO_WORD && it < verb && is_upos(r->syntax, it, RC_UPOS_PRON) &&
                    !has_feature(r->syntax, it, "PronType=Rel");
    uint32_t suffers = verb != NO_WORD && is_passive_word(r, verb) ? patient_of(r, verb) : NO_WORD;
    bool it_is = suffers != NO_WORD && is_upos(r->syntax, suffers, RC_UPOS_PRON); /* "elle a été revendiquée par X" */
    if (taken_up || it_is) return f->content.first;                               /* "X l'a revendiquée" */
    if (f->cls != CUE_CONFIRMING && f->cls != CUE_CLAIMING && f->cls != CUE_ACCUSING) return UINT32_MAX;
    if (f->cls == CUE_ACCUSING && !party_of(r, accused_by(r, f))) return UINT32_MAX;
    for (uint32_t t = f->content.first; t < f->content.end && t < sentence.end; t++)
        if (!in_range(f->words, t) && is_owned(r, t)) return t;
    return f->cls == CUE_ACCUSING && lays_it(r, f) ? f->content.first : UINT32_MAX;
}

void add_told_before(const rc_reading *r, uint32_t at, const char *rule, const rc_party_mention *by, mentions *out)
{
    *RC_PUSH(r->arena, out) = (mention){.kind = MENTION_ACT,
                                        .anchor = at,
                                        .first = at,
                                        .end = at + 1,
                                        .rule = rule,
                                        .confidence = 0.5f,
                                        .strong = true,
                                        .anaphoric = true,
                                        .ambiguous = true,
                                        .act = &told_before,
                                        .by = by,
                                        .place = NO_INDEX};
}

static bool has_own_act(const said *f, const mentions *found)
{
    for (size_t i = 0; i < found->len; i++) {
        const mention *m = &found->ptr[i];
        uint32_t at = m->elliptic ? m->first : m->anchor;
        if (m->strong && in_range(f->content, at) && !in_range(f->words, at)) return true;
    }
    return false;
}

void find_denials(const rc_reading *r, const attribution *said_by, uint32_t sentence, mentions *found)
{
    range all = sentence_range(r, sentence);
    for (uint32_t i = said_by->at[sentence]; i < said_by->at[sentence + 1]; i++) {
        const said *f = &said_by->frames.ptr[i];
        if (has_own_act(f, found)) continue;
        bool denies = f->cls == CUE_DENYING;
        uint32_t at = denies ? object_of(r, f, all) : owned_at(r, f, all);
        if (at == UINT32_MAX) continue;
        add_told_before(r, at, denies ? RULE_DENIAL : RULE_OWNED, NULL, found);
    }
}
