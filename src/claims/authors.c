#include "claims/authors.h"

#include "claims/denials.h"
#include "claims/owning.h"
#include "claims/roles.h"

static const uint64_t complements = REL_BIT(REL_OBJ) | REL_BIT(REL_OBL) | REL_BIT(REL_NMOD) | REL_BIT(REL_IOBJ);

static const uint64_t dependents = REL_BIT(REL_DET) | REL_BIT(REL_NMOD) | REL_BIT(REL_AMOD) | REL_BIT(REL_CASE);

/* "The attack", "the killings", "it", "celle-ci": what was told before. */
static bool is_the_act(const rc_reading *r, uint32_t word)
{
    if (word == NO_WORD || !is_upos(r->syntax, word, RC_UPOS_NOUN)) return false;
    uint32_t token = r->syntax->token_of[word];
    return hit_with(r, token, r->rules->events) || hit_with(r, token, r->rules->effects);
}

/* "The attack", not "several attacks": those are what a group is known for. */
static bool is_known_act(const rc_reading *r, uint32_t word)
{
    if (!is_the_act(r, word) || quantity_at(r, r->syntax->token_of[word])) return false;
    for (uint32_t c = child_by(r->syntax, word, dependents, NO_WORD); c != NO_WORD;
         c = child_by(r->syntax, word, dependents, c)) {
        uint32_t token = r->syntax->token_of[c];
        if (has_feature(r->syntax, c, "Definite=Def") || has_grammar(r, token, G_DEMONSTRATIVE) || timex_at(r, token))
            return true;
    }
    return false;
}

static bool is_about_act(const rc_reading *r, uint32_t word)
{
    if (is_known_act(r, word)) return true;
    for (uint32_t c = child_by(r->syntax, word, complements, NO_WORD); c != NO_WORD;
         c = child_by(r->syntax, word, complements, c))
        if (is_known_act(r, c)) return true;
    return false;
}

static bool is_doer(const rc_party_mention *p)
{
    return p && p->inter != RC_INTER_CIVILIANS && !rc_str_is(p->party, "media");
}

/* The side among what hangs on `word`: "the work of X", "members of X". */
static const rc_party_mention *side_below(const rc_reading *r, uint32_t word)
{
    const rc_party_mention *p = party_of(r, word);
    for (uint32_t c = child_by(r->syntax, word, complements, NO_WORD); c != NO_WORD && !is_doer(p);
         c = child_by(r->syntax, word, complements, c))
        p = is_the_act(r, c) ? p : party_of(r, c);
    return is_doer(p) ? p : NULL;
}

/* The word that "behind" or "responsible" is said of; its predicate, which "be" may follow or precede. */
static uint32_t predicate_at(const rc_reading *r, uint32_t token)
{
    const syntax *s = r->syntax;
    uint32_t w = word_at(s, token);
    for (uint32_t t = token; w != NO_WORD && t <= token + 1; t++) { /* "was behind": either word may be the first */
        uint32_t at = word_at(s, t);
        if (at != NO_WORD && is_related(s, at, REL_BIT(REL_CASE))) return s->parent[at];
    }
    return w == NO_WORD ? NO_WORD : clause_of(s, w);
}

static const rc_party_mention *party_in(const rc_reading *r, range words)
{
    for (uint32_t t = words.first; t < words.end; t++)
        if (party_at(r, t)) return party_at(r, t);
    return NULL;
}

/* "X is behind the attack", "X est à l'origine de l'attaque": a main clause or what somebody says, not "the group that
 * is behind the attack". */
static const rc_party_mention *author_before(const rc_reading *r, const said *f, uint32_t token)
{
    const syntax *s = r->syntax;
    uint32_t predicate = predicate_at(r, token);
    if (predicate == NO_WORD || is_related(s, predicate, REL_BIT(REL_ACL) | REL_BIT(REL_ADVCL))) return NULL;
    if (!is_about_act(r, predicate) && !is_about_act(r, word_at(s, token))) return NULL;
    uint32_t subject = child_by(s, predicate, REL_BIT(REL_NSUBJ), NO_WORD);
    if (subject == NO_WORD || is_the_act(r, subject)) return NULL;
    const rc_party_mention *p = party_of(r, subject);
    if (!p && f && is_upos(s, subject, RC_UPOS_PRON)) p = party_in(r, f->who); /* "X said it was behind the attack" */
    return is_doer(p) ? p : NULL;
}

/* "The attack was the work of X", "bears the hallmarks of X". */
static const rc_party_mention *author_behind(const rc_reading *r, uint32_t token)
{
    const syntax *s = r->syntax;
    uint32_t word = word_at(s, token), predicate = word == NO_WORD ? NO_WORD : clause_of(s, word);
    if (!is_upos(s, word, RC_UPOS_NOUN)) return NULL; /* not "a fait 14 morts" */
    if (predicate == NO_WORD || is_related(s, predicate, REL_BIT(REL_ACL))) return NULL;
    uint32_t subject = child_by(s, predicate, REL_BIT(REL_NSUBJ), NO_WORD);
    if (subject == NO_WORD || party_of(r, subject)) return NULL;
    if (!is_the_act(r, subject) && !is_upos(s, subject, RC_UPOS_PRON)) return NULL;
    return side_below(r, word);
}

/* "The perpetrators were members of X", "les auteurs de l'attaque sont des membres de X". */
static const rc_party_mention *author_equated(const rc_reading *r, uint32_t token)
{
    const syntax *s = r->syntax;
    uint32_t word = word_at(s, token);
    if (word == NO_WORD || !is_related(s, word, REL_BIT(REL_NSUBJ))) return NULL;
    uint32_t predicate = s->parent[word];
    if (child_by(s, predicate, REL_BIT(REL_COP), NO_WORD) == NO_WORD || is_upos(s, predicate, RC_UPOS_VERB))
        return NULL;
    const rc_party_mention *p = side_below(r, predicate);
    return p && !rc_str_is(p->party, "unknown") ? p : NULL;
}

/* "The killings were blamed on X": nobody says by whom. */
static const rc_party_mention *author_charged(const rc_reading *r, uint32_t token)
{
    const syntax *s = r->syntax;
    uint32_t verb = word_at(s, token);
    if (verb == NO_WORD || !is_passive_word(r, verb) || !is_the_act(r, patient_of(r, verb))) return NULL;
    for (uint32_t c = child_by(s, verb, complements, NO_WORD); c != NO_WORD; c = child_by(s, verb, complements, c)) {
        uint32_t marker = case_of(r, c);
        bool by = marker != NO_WORD && has_grammar(r, s->token_of[marker], G_BY);
        const rc_party_mention *p = by ? NULL : party_of(r, c);
        if (is_doer(p)) return p;
    }
    return NULL;
}

static bool is_cue_of(const rc_reading *r, uint32_t token, cue_class cls)
{
    const rc_hit *hit = hit_with(r, token, r->rules->cues);
    return hit && r->rules->cue[hit->row].cls == cls;
}

static const rc_party_mention *author_at(const rc_reading *r, const said *frame, uint32_t token)
{
    if (is_owned(r, token)) return author_before(r, frame, token);
    if (is_cue_of(r, token, CUE_ACCUSING)) return author_charged(r, token);
    if (has_setting(r, token, SETTING_AUTHORED)) return author_behind(r, token);
    return has_setting(r, token, SETTING_DOER) ? author_equated(r, token) : NULL;
}

/* Whether a frame that accuses or owns up says it itself; `*around`: the innermost frame around the token. */
static bool is_said_by_cue(const rc_reading *r, const attribution *said_by, uint32_t sentence, uint32_t token,
                           const said **around)
{
    *around = NULL;
    for (uint32_t i = said_by->at[sentence]; i < said_by->at[sentence + 1]; i++) {
        const said *f = &said_by->frames.ptr[i];
        bool inside = in_range(f->content, token) || in_range(f->words, token);
        if (inside && (f->cls == CUE_DENYING || (f->cls == CUE_ACCUSING && accused_by(r, f) != NO_WORD))) return true;
        if (token >= f->cue && token < f->cue_end) return true;
        if (in_range(f->content, token)) *around = f;
    }
    return false;
}

void find_authors(const rc_reading *r, const attribution *said_by, uint32_t sentence, mentions *found)
{
    range all = sentence_range(r, sentence);
    uint32_t last = UINT32_MAX;
    for (uint32_t t = all.first; t < all.end; t++) {
        uint32_t word = word_at(r->syntax, t);
        const said *frame;
        if (word == NO_WORD || is_said_by_cue(r, said_by, sentence, t, &frame)) continue;
        const rc_party_mention *by = author_at(r, frame, t);
        uint32_t predicate = by ? predicate_at(r, t) : NO_WORD;
        if (!by || predicate == last) continue;
        last = predicate;
        add_told_before(r, t, RULE_OWNED, by, found);
    }
}
