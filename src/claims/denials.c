#include "claims/denials.h"

#include "claims/owning.h"
#include "claims/roles.h"

#define SUBJECTS (REL_BIT(REL_NSUBJ) | REL_BIT(REL_OBJ) | REL_BIT(REL_OBL))

/* What was told before: it tells only that this was an attack of some sort. */
static const act_row told_before = {POS_VERB, RC_BATTLES, {"Armed clash", 11}, ACT_SUBJ, false};

bool is_pronoun_for_facts(const rc_reading *r, uint32_t word)
{
    const syntax *s = r->syntax;
    return is_upos(s, word, RC_UPOS_PRON) &&
           (has_feature(s, word, "PronType=Rel") || has_feature(s, word, "PronType=Dem") ||
            has_grammar(r, s->token_of[word], G_DEMONSTRATIVE));
}

/* "X, qui dément": he denies. */
static bool is_who_denies(const rc_reading *r, uint32_t verb, uint32_t pronoun)
{
    const syntax *s = r->syntax;
    return is_related(s, pronoun, REL_BIT(REL_NSUBJ)) && has_feature(s, pronoun, "PronType=Rel") &&
           !is_passive_word(r, verb) && child_by(s, verb, REL_BIT(REL_NSUBJ), pronoun) == NO_WORD;
}

/* The pronoun that the verb denies; NO_WORD: none. */
static uint32_t denied_pronoun(const rc_reading *r, uint32_t verb)
{
    uint32_t c = child_by(r->syntax, verb, SUBJECTS, NO_WORD);
    while (c != NO_WORD && (!is_pronoun_for_facts(r, c) || is_who_denies(r, verb, c)))
        c = child_by(r->syntax, verb, SUBJECTS, c);
    return c;
}

static bool denies_pronoun(const rc_reading *r, uint32_t verb)
{
    return denied_pronoun(r, verb) != NO_WORD;
}

/* The noun that a participle of denying says something about: "a claim denied by the army"; NO_WORD: none. */
static uint32_t denied_noun(const rc_reading *r, uint32_t verb)
{
    const syntax *s = r->syntax;
    bool participle = is_related(s, verb, REL_BIT(REL_ACL)) && has_feature(s, verb, "VerbForm=Part");
    uint32_t noun = participle && is_passive_word(r, verb) ? s->parent[verb] : NO_WORD;
    return noun != NO_WORD && noun < verb ? noun : NO_WORD;
}

/* "X said that A, which Y denies": the denial is no part of what X said, where it ends it. */
static void end_before(const rc_reading *r, const said *denial, size_t from, saids *frames)
{
    for (size_t i = from; i < frames->len; i++) {
        said *g = &frames->ptr[i];
        uint32_t at = denial->content.first,
                 end = denial->words.end > denial->content.end ? denial->words.end : denial->content.end;
        if (rc_str_eq(g->link.name, denial->link.name) || g->cue >= at || g->content.first + 1 >= at) continue;
        if (g->content.end <= at || g->content.end > end + 2) continue;
        g->content.end = is_punct(r, at - 1) ? at - 1 : at;
    }
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
    drop_undenied(r, from, frames);
    find_untrue(r, from, frames);
    for (size_t i = from; i < frames->len; i++) {
        said *f = &frames->ptr[i];
        if (carries_denial(r, f)) f->cls = CUE_DENYING;
        uint32_t verb = f->cls == CUE_DENYING ? verb_of_cue(r, f) : NO_WORD;
        uint32_t pronoun = verb == NO_WORD ? NO_WORD : denied_pronoun(r, verb);
        uint32_t noun = verb == NO_WORD || pronoun != NO_WORD ? NO_WORD : denied_noun(r, verb);
        if (noun != NO_WORD) {
            f->content.first = s->left[noun] > sentence.first ? s->left[noun] : sentence.first;
            f->content.end = f->cue > f->content.first ? f->cue : f->content.first + 1;
            end_before(r, f, from, frames);
            continue;
        }
        if (pronoun == NO_WORD) continue;
        f->content.first = s->left[verb] > sentence.first ? s->left[verb] : sentence.first;
        uint32_t antecedent = is_related(s, verb, REL_BIT(REL_ACL)) ? s->parent[verb] : NO_WORD;
        if (antecedent != NO_WORD && is_pronoun_for_facts(r, antecedent) && s->token_of[antecedent] >= sentence.first &&
            s->token_of[antecedent] < f->content.first) /* "ce que la Russie conteste" */
            f->content.first = s->token_of[antecedent];
        uint32_t end = s->right[verb] < sentence.end ? s->right[verb] : sentence.end;
        f->content.end = f->words.end > f->cue && f->words.end < end ? f->words.end : end; /* not "..., which stated" */
        bool speaks = in_range(f->who, s->token_of[pronoun]) || in_range(f->named, s->token_of[pronoun]);
        uint32_t next = s->token_of[pronoun] + 1; /* "which", "ce que" */
        bool relative = has_feature(s, pronoun, "PronType=Rel") || has_grammar(r, next, G_THAT | G_REL);
        if (!speaks && relative) end_before(r, f, from, frames);
    }
}

/* "The accusation", "the figure". */
bool is_blame(const rc_reading *r, uint32_t t)
{
    const rc_hit *hit = hit_with(r, t, r->rules->settings);
    setting_kind kind = hit ? r->rules->setting[hit->row] : SETTING_CIVILIAN;
    return kind == SETTING_BLAME || kind == SETTING_COUNT;
}

/* "Kigali denies it." */
static bool is_it(const rc_reading *r, range content)
{
    bool pronoun = false;
    for (uint32_t t = content.first; t < content.end; t++) {
        if (is_punct(r, t)) continue;
        if (pronoun || !is_upos(r->syntax, word_at(r->syntax, t), RC_UPOS_PRON)) return false;
        pronoun = true;
    }
    return pronoun;
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
    bool bare = f->content.end == f->content.first + 1 &&
                (is_punct(r, f->content.first) || has_grammar(r, f->content.first, G_COORD));
    if (pronoun || bare || is_it(r, f->content)) return first;
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
