#include "claims/said_tree.h"

#include "claims/modality.h"
#include "claims/roles.h"
#include "claims/said_content.h"

/* Parts of a noun phrase that are clauses of their own. */
#define LOOSE                                                                                                          \
    (REL_BIT(REL_ACL) | REL_BIT(REL_ADVCL) | REL_BIT(REL_PARATAXIS) | REL_BIT(REL_CCOMP) | REL_BIT(REL_ORPHAN))

#define MOST_STEPS 8

bool is_word_in(const rc_reading *r, uint32_t word, range s)
{
    return word != NO_WORD && in_range(s, r->syntax->token_of[word]);
}

static bool is_post(const rc_reading *r, uint32_t token)
{
    const rc_hit *hit = hit_with(r, token, r->rules->sources);
    return hit && r->rules->source[hit->row].kind == RC_SOURCE_POST;
}

/* ---- noun phrases */

static uint32_t phrase_end(const rc_reading *r, uint32_t head, int steps)
{
    const syntax *s = r->syntax;
    uint32_t end = s->token_of[head] + 1;
    for (uint32_t c = s->first_child[head]; c != NO_WORD; c = s->next_child[c]) {
        if (c < head || is_related(s, c, REL_BIT(REL_PUNCT))) continue;
        if (is_related(s, c, LOOSE)) break;
        uint32_t e = steps < MOST_STEPS ? phrase_end(r, c, steps + 1) : s->right[c];
        if (e > end) end = e;
    }
    return end;
}

range phrase_of(const rc_reading *r, uint32_t head)
{
    const syntax *s = r->syntax;
    uint32_t first = s->token_of[head];
    for (uint32_t c = s->first_child[head]; c != NO_WORD && c < head; c = s->next_child[c]) {
        if (is_related(s, c,
                       LOOSE | REL_BIT(REL_PUNCT) | REL_BIT(REL_CASE) | REL_BIT(REL_MARK) | REL_BIT(REL_CC) |
                           REL_BIT(REL_ADVMOD)))
            continue;
        if (s->left[c] < first) first = s->left[c];
    }
    return (range){first, phrase_end(r, head, 0)};
}

/* ---- cues */

const rc_hit *cue_at(const rc_reading *r, uint32_t token, word_pos pos)
{
    for (uint32_t i = r->hits.at[token]; i < r->hits.at[token + 1]; i++) {
        const rc_hit *hit = &r->hits.ptr[i];
        if (hit->list == r->rules->cues && r->rules->cue[hit->row].pos == pos) return hit;
    }
    return NULL;
}

bool is_verbal_word(const rc_reading *r, uint32_t word)
{
    return is_upos(r->syntax, word, RC_UPOS_VERB) || is_upos(r->syntax, word, RC_UPOS_AUX);
}

static uint32_t head_of_cue(const rc_reading *r, const rc_hit *hit)
{
    for (uint32_t t = hit->token; t < hit->token + hit->count; t++) {
        uint32_t w = word_at(r->syntax, t);
        if (is_upos(r->syntax, w, RC_UPOS_VERB)) return w;
    }
    return NO_WORD;
}

bool has_own_subject(const rc_reading *r, uint32_t verb)
{
    return child_by(r->syntax, verb, REL_BIT(REL_NSUBJ), NO_WORD) != NO_WORD;
}

/* ---- who speaks */

bool is_counted(const rc_reading *r, uint32_t token)
{
    const rc_quantity *q = quantity_at(r, token);
    return q && q->kind == RC_QUANTITY_NUMBER && !has_grammar(r, token, G_ARTICLE);
}

/* "saying", "faisant état de": its subject never stands behind it. */
static bool is_gerund(const rc_reading *r, uint32_t verb)
{
    bool form = has_feature(r->syntax, verb, "VerbForm=Ger") ||
                (has_feature(r->syntax, verb, "VerbForm=Part") && has_feature(r->syntax, verb, "Tense=Pres"));
    return form && child_by(r->syntax, verb, REL_BIT(REL_AUX), NO_WORD) == NO_WORD;
}

/* "..., a déclaré jeudi le porte-parole": taken for an object by a parser that has seen few of them. */
static uint32_t inverted_subject(const rc_reading *r, uint32_t verb, uint32_t group, range s)
{
    const syntax *x = r->syntax;
    bool after_break = group > s.first && (is_punct(r, group - 1) || r->doc->tokens[group - 1].kind == RC_TOKEN_CLOSE);
    if (!after_break || has_own_subject(r, verb) || is_gerund(r, verb)) return NO_WORD;
    bool told = r->doc->tokens[group - 1].kind == RC_TOKEN_CLOSE;
    for (uint32_t t = s.first; t < group && !told; t++) {
        uint32_t w = word_at(x, t);
        told = w != NO_WORD && w != verb && x->token_of[w] == t && has_feature(x, w, "VerbForm=Fin");
    }
    if (!told) return NO_WORD; /* "A poll, conducted by X, shows Y" */
    if (child_by(x, verb, CLAUSES, NO_WORD) > verb && child_by(x, verb, CLAUSES, NO_WORD) != NO_WORD) return NO_WORD;
    uint64_t set = REL_BIT(REL_OBJ) | REL_BIT(REL_OBL) | REL_BIT(REL_DISLOCATED);
    for (uint32_t c = child_by(x, verb, set, NO_WORD); c != NO_WORD; c = child_by(x, verb, set, c)) {
        if (c < verb || case_of(r, c) != NO_WORD || r->timex_at[x->token_of[c]] != NO_INDEX) continue;
        return is_counted(r, x->left[c]) ? NO_WORD : c;
    }
    return NO_WORD;
}

/* "X released a statement saying", "the army's statement said", "footage published by X shows": the paper does not
 * speak, its author does. */
static uint32_t author_of(const rc_reading *r, uint32_t noun)
{
    const syntax *s = r->syntax;
    if (noun == NO_WORD) return noun;
    bool paper = cue_at(r, s->token_of[noun], POS_NOUN) != NULL;
    if (!paper && !is_post(r, s->token_of[noun])) return noun;
    for (uint32_t c = child_by(s, noun, REL_BIT(REL_ACL), NO_WORD); c != NO_WORD;
         c = child_by(s, noun, REL_BIT(REL_ACL), c)) {
        uint32_t by = is_passive_word(r, c) ? agent_of(r, c) : NO_WORD;
        if (by != NO_WORD) return by;
    }
    if (!paper) return noun;
    uint32_t owner = agent_of(r, noun);
    if (owner != NO_WORD && owner != noun && !is_upos(s, owner, RC_UPOS_ADJ)) return owner;
    if (is_related(s, noun, REL_BIT(REL_OBJ) | REL_BIT(REL_OBL)) && s->parent[noun] != NO_WORD &&
        is_verbal_word(r, s->parent[noun])) {
        uint32_t subject = agent_of(r, s->parent[noun]);
        if (subject != NO_WORD) return subject;
    }
    return noun;
}

/* "X quoted Y as saying": Y, the object of the verb of quoting. */
static uint32_t quoted_above(const rc_reading *r, uint32_t verb)
{
    const syntax *s = r->syntax;
    uint32_t up = s->parent[verb];
    if (up == NO_WORD || !is_related(s, verb, REL_BIT(REL_XCOMP) | REL_BIT(REL_ADVCL) | REL_BIT(REL_CCOMP)))
        return NO_WORD;
    const rc_hit *hit = cue_at(r, s->token_of[up], POS_VERB);
    if (!hit || r->rules->cue[hit->row].cls != CUE_QUOTING) return NO_WORD;
    uint32_t object = child_by(s, up, REL_BIT(REL_OBJ), NO_WORD);
    return object != NO_WORD && object < verb ? object : NO_WORD;
}

/* "X rallied supporters, saying": behind a comma the participle belongs to the subject of the clause, whatever noun it
 * was hung on. */
static uint32_t subject_above(const rc_reading *r, uint32_t verb, uint32_t group, range s)
{
    const syntax *x = r->syntax;
    bool loose = group > s.first && is_sign(r, group - 1, ',') && is_related(x, verb, REL_BIT(REL_ACL));
    if (!loose || has_feature(x, verb, "VerbForm=Fin") || is_passive_word(r, verb)) return NO_WORD;
    uint32_t noun = x->parent[verb];
    if (noun == NO_WORD || is_related(x, noun, REL_BIT(REL_NSUBJ))) return NO_WORD;
    uint32_t clause = clause_of(x, noun);
    if (clause == NO_WORD || x->token_of[clause] < s.first) return NO_WORD;
    uint32_t subject = child_by(x, clause, REL_BIT(REL_NSUBJ), NO_WORD);
    return subject != NO_WORD && subject < verb ? subject : NO_WORD;
}

/* "X denied that A was lost, saying that B": the participle was hung on what X denies, and is X's. */
static uint32_t subject_of_saying_above(const rc_reading *r, uint32_t verb, uint32_t group, range s)
{
    const syntax *x = r->syntax;
    bool loose = group > s.first && is_sign(r, group - 1, ',') && is_related(x, verb, REL_BIT(REL_ADVCL));
    if (!loose || has_feature(x, verb, "VerbForm=Fin") || is_passive_word(r, verb)) return NO_WORD;
    uint32_t up = x->parent[verb];
    if (up == NO_WORD || cue_at(r, x->token_of[up], POS_VERB)) return NO_WORD;
    for (int n = 0; n < MOST_STEPS && up != NO_WORD && is_related(x, up, CLAUSES); n++) {
        up = x->parent[up];
        if (up == NO_WORD || x->token_of[up] < s.first || !cue_at(r, x->token_of[up], POS_VERB)) continue;
        return child_by(x, up, REL_BIT(REL_NSUBJ), NO_WORD);
    }
    return NO_WORD;
}

static uint32_t speaker_of(const rc_reading *r, uint32_t verb, uint32_t group, range s)
{
    uint32_t inverted = inverted_subject(r, verb, group, s);
    if (inverted != NO_WORD) return inverted;
    uint32_t quoted = quoted_above(r, verb);
    if (quoted != NO_WORD) return quoted;
    for (uint32_t c = child_by(r->syntax, verb, REL_BIT(REL_NSUBJ), NO_WORD); c != NO_WORD && !is_passive_word(r, verb);
         c = child_by(r->syntax, verb, REL_BIT(REL_NSUBJ), c)) /* "outposts which residents say were left" */
        if (!has_feature(r->syntax, c, "PronType=Rel") && r->timex_at[r->syntax->token_of[c]] == NO_INDEX)
            return author_of(r, c);
    uint32_t above = subject_above(r, verb, group, s);
    if (above == NO_WORD) above = subject_of_saying_above(r, verb, group, s);
    if (above != NO_WORD) return author_of(r, above);
    return author_of(r, agent_of(r, verb));
}

/* "told Reuters", "a confié à Radio X": who was told, where that is an outlet. */
static void find_medium(const rc_reading *r, uint32_t verb, telling *out)
{
    const syntax *x = r->syntax;
    uint64_t set = REL_BIT(REL_IOBJ) | REL_BIT(REL_OBJ) | REL_BIT(REL_OBL);
    for (uint32_t c = child_by(x, verb, set, NO_WORD); c != NO_WORD; c = child_by(x, verb, set, c)) {
        if (c < verb || c == out->speaker) continue;
        uint32_t marker = case_of(r, c);
        if (marker != NO_WORD && !has_grammar(r, x->token_of[marker], G_ARGUMENT)) continue;
        range who = phrase_of(r, c);
        bool outlet = false;
        for (uint32_t t = who.first; t < who.end && !outlet; t++) outlet = is_outlet(r, t);
        if (!outlet) continue;
        out->names_medium = true;
        out->medium = who;
        return;
    }
}

/* ---- verbs */

/* A number of people or things lost: "dix morts", "40 prisoners". */
bool is_toll(const rc_reading *r, range content)
{
    for (uint32_t t = content.first; t < content.end && t < content.first + 6; t++) {
        const rc_quantity *q = quantity_at(r, t);
        if (!q || timex_at(r, t)) continue;
        for (uint32_t k = t + 1; k < content.end && k < t + 6; k++)
            if (hit_with(r, k, r->rules->effects) || hit_with(r, k, r->rules->people) ||
                hit_with(r, k, r->rules->equipment) || hit_with(r, k, r->rules->systems))
                return true;
        return false;
    }
    return false;
}

/* What carries words: "a statement", "des images". */
bool is_paper(const rc_reading *r, range content)
{
    for (uint32_t t = content.first; t < content.end && t < content.first + 4; t++)
        if (cue_at(r, t, POS_NOUN) || is_post(r, t)) return true;
    return false;
}

/* Text in capitals, which parsers read badly. */
static bool is_shouted(const rc_reading *r, range s)
{
    uint32_t words = 0, upper = 0;
    for (uint32_t t = s.first; t < s.end; t++) {
        if (r->doc->tokens[t].kind != RC_TOKEN_WORD || r->doc->tokens[t].lower.len < 2) continue;
        words++;
        upper += (r->doc->tokens[t].flags & RC_TOKEN_UPPER) != 0;
    }
    return upper * 2 > words;
}

/* "the US" and "us" are one form. */
static bool is_first_person(const rc_reading *r, uint32_t token)
{
    return has_grammar(r, token, G_FIRST) && r->party_at[token] == NO_INDEX && !is_capital(r, token);
}

static bool is_subject_word(const rc_reading *r, uint32_t t)
{
    return has_capital(r, t) || r->party_at[t] != NO_INDEX || hit_with(r, t, r->rules->sources) ||
           hit_with(r, t, r->rules->people);
}

/* A subject taken from another clause, although something that may be the verb's own stands right before it. */
static bool is_far(const rc_reading *r, uint32_t verb, uint32_t speaker, uint32_t group, range s)
{
    const syntax *x = r->syntax;
    if (x->parent[speaker] == verb || x->parent[verb] == speaker || group == s.first) return false;
    if (is_related(x, verb, REL_BIT(REL_XCOMP)) || speaker > verb) return false;
    uint32_t before = group - 1;
    if (is_punct(r, before) || r->doc->tokens[before].kind == RC_TOKEN_CLOSE) return false;
    if (has_grammar(r, before, G_COORD | G_SUB | G_REL | G_BY | G_OF | G_ARGUMENT | G_PRONOUN)) return false;
    return is_subject_word(r, before);
}

static uint32_t end_of_hit(const rc_hit *hit)
{
    return hit->token + hit->count;
}

/* Something else that may be the subject stands between ("“Judge,” X said", "This campaign, he says, is"). */
static bool is_cut_off(const rc_reading *r, range who, uint32_t group)
{
    bool sign = false;
    for (uint32_t t = who.end; t < group; t++) {
        uint8_t kind = r->doc->tokens[t].kind;
        if (kind == RC_TOKEN_CLOSE || kind == RC_TOKEN_OPEN || is_spaced_dash(r, t)) return true;
        sign = sign || is_punct(r, t);
    }
    if (!sign || who.end + 1 >= group) return false;
    uint32_t before = group - 1;
    return !is_punct(r, before) && (has_capital(r, before) || has_grammar(r, before, G_PRONOUN));
}

/* "A, B and C said": all of them. */
static bool has_coordinator(const rc_reading *r, uint32_t first, range who)
{
    for (uint32_t t = first; t < who.end; t++)
        if (has_grammar(r, t, G_COORD)) return true;
    return false;
}

/* The relative pronoun that stands for the speaker as the verb's subject, else the phrase itself. */
static range relative_of(const rc_reading *r, uint32_t verb, uint32_t speaker, range who)
{
    const syntax *x = r->syntax;
    uint32_t c = child_by(x, verb, REL_BIT(REL_NSUBJ), NO_WORD);
    bool relative = c != NO_WORD && c != speaker && c < verb && has_feature(x, c, "PronType=Rel");
    return relative ? (range){x->token_of[c], x->token_of[c] + 1} : who;
}

/* "has not confirmed", "no group claimed": nothing is said. */
static bool is_denied_saying(const rc_reading *r, const rc_hit *hit, uint32_t speaker, range s)
{
    fit why;
    if (is_negated(r, &(saying){.anchor = hit->token, .within = s}, &why)) return true;
    for (uint32_t c = r->syntax->first_child[speaker]; c != NO_WORD && c < speaker; c = r->syntax->next_child[c])
        if (is_related(r->syntax, c, REL_BIT(REL_DET)) && has_feature(r->syntax, c, "PronType=Neg")) return true;
    return false;
}

/* A name right behind the phrase that the tree left outside ("the mayor Serhiy Orlov stated"). */
static void take_name(const rc_reading *r, range *who, uint32_t group)
{
    uint32_t end = who->end;
    while (end < group && has_capital(r, end) && !is_punct(r, end) && r->timex_at[end] == NO_INDEX) end++;
    if (end > who->end && (end == group || is_punct(r, end))) who->end = end;
    if (end > who->end && end + 2 >= group) who->end = end;
    if (who->end + 2 >= group || !is_sign(r, who->end, ',')) return;
    end = who->end + 1; /* "their spokesman, X, said" */
    while (end < group && has_capital(r, end) && r->timex_at[end] == NO_INDEX) end++;
    if (end >= who->end + 3 && end < group && is_sign(r, end, ',') && end + 3 >= group) who->end = end;
}

/* "X, the mayor of Y, stated": the name stands before its function. */
static void take_name_before(const rc_reading *r, range *who, range s)
{
    if (who->first < s.first + 2 || !is_sign(r, who->first - 1, ',')) return;
    uint32_t end = who->first - 1, t = end;
    while (t > s.first && end - t < 5 && has_capital(r, t - 1) && r->timex_at[t - 1] == NO_INDEX &&
           r->place_at[t - 1] == NO_INDEX)
        t--;
    bool alone = t == s.first || is_punct(r, t - 1) || has_grammar(r, t - 1, G_THAT) || r->timex_at[t - 1] != NO_INDEX;
    if (end - t >= 2 && alone) who->first = t;
}

static bool is_denying(const rc_reading *r, uint32_t token)
{
    const rc_hit *cue = cue_at(r, token, POS_VERB);
    return cue && r->rules->cue[cue->row].cls == CUE_DENYING;
}

/* "he said, announcing the fall of the capital": the verb above has said it all, and what follows is the participle's
 * object, no subject that stands behind it. */
static bool has_object_of_participle(const rc_reading *r, uint32_t verb)
{
    const syntax *x = r->syntax;
    uint32_t object = child_by(x, verb, REL_BIT(REL_OBJ), NO_WORD);
    bool participle = has_feature(x, verb, "VerbForm=Ger") || has_feature(x, verb, "VerbForm=Part");
    return participle && object != NO_WORD && object > verb && is_related(x, verb, REL_BIT(REL_ADVCL)) &&
           cue_at(r, x->token_of[x->parent[verb]], POS_VERB) && !is_denying(r, x->token_of[x->parent[verb]]) &&
           child_by(x, verb, REL_BIT(REL_AUX) | REL_BIT(REL_NSUBJ) | REL_BIT(REL_CCOMP), NO_WORD) == NO_WORD;
}

/* "Claim responsibility", "take credit": the word of saying names what is owned up to. */
static bool owns_up(const rc_reading *r, const rc_hit *hit)
{
    if (r->rules->cue[hit->row].cls != CUE_CLAIMING) return false;
    for (uint32_t t = hit->token; t < hit->token + hit->count; t++) {
        if (has_setting(r, t, SETTING_OWNED)) return true;
    }
    return false;
}

/* "X l'a revendiquée": the object is a pronoun for what was told before. */
static bool is_taking_up(const rc_reading *r, uint32_t verb)
{
    uint32_t it = child_by(r->syntax, verb, REL_BIT(REL_OBJ), NO_WORD);
    return it != NO_WORD && it < verb && is_upos(r->syntax, it, RC_UPOS_PRON) &&
           !has_feature(r->syntax, it, "PronType=Rel");
}

tree_answer told_by_verb(const rc_reading *r, const rc_hit *hit, uint32_t group, range s, telling *out)
{
    const syntax *x = r->syntax;
    *out = (telling){.speaker = NO_WORD};
    if (!x->analysis) return TREE_SILENT;
    uint32_t verb = head_of_cue(r, hit);
    if (verb == NO_WORD) {
        uint32_t w = word_at(x, hit->token);
        if (!is_upos(x, w, RC_UPOS_NOUN) && !is_upos(x, w, RC_UPOS_PROPN)) return TREE_SILENT;
        bool that = hit->token + hit->count < s.end && has_grammar(r, hit->token + hit->count, G_THAT);
        bool object = hit->token > s.first && cue_at(r, hit->token - 1, POS_VERB); /* "denies claims that" */
        bool bare = (hit->features & RC_FEAT_INF) != 0;                            /* "the release", "an email" */
        bool noun = object || (!that && (bare || is_nominal(r, hit->token) || cue_at(r, hit->token, POS_NOUN)));
        return noun ? TREE_NOTHING : TREE_SILENT;
    }
    if (has_grammar(r, x->token_of[verb], G_BE | G_HAVE) || is_shouted(r, s)) return TREE_SILENT;
    if (hit->token > s.first && cue_at(r, hit->token - 1, POS_VERB) && cue_at(r, hit->token, POS_NOUN))
        return TREE_NOTHING;
    if (is_related(x, verb, REL_BIT(REL_AMOD) | REL_BIT(REL_COMPOUND)))
        return group > s.first && is_subject_word(r, group - 1) ? TREE_SILENT : TREE_NOTHING;
    bool denies = r->rules->cue[hit->row].cls == CUE_DENYING;
    if (group > s.first && is_punct(r, group - 1) && !denies && has_object_of_participle(r, verb)) return TREE_NOTHING;
    uint32_t speaker = out->speaker = speaker_of(r, verb, group, s);
    if (!is_word_in(r, speaker, s) || is_far(r, verb, speaker, group, s)) return TREE_SILENT;
    out->who = phrase_of(r, speaker);
    if (is_cut_off(r, out->who, group)) return TREE_SILENT;
    if (out->who.first >= end_of_hit(hit)) { /* "said Mona Lamberson" */
        while (out->who.end < s.end && has_capital(r, out->who.end) && r->timex_at[out->who.end] == NO_INDEX &&
               has_capital(r, out->who.end - 1))
            out->who.end++;
    }
    if (out->who.end <= group) {
        take_name(r, &out->who, group);
        uint32_t first = subject_start(r, out->who.first, out->who.end);
        if (!has_grammar(r, first, G_COORD) && !has_coordinator(r, first, out->who)) out->who.first = first;
    }
    take_name_before(r, &out->who, s);
    if (r->timex_at[out->who.first] != NO_INDEX && r->timex_at[out->who.end - 1] != NO_INDEX) return TREE_SILENT;
    out->named = relative_of(r, verb, speaker, out->who);
    if (in_range(out->who, hit->token)) return TREE_SILENT;
    if (has_grammar(r, x->token_of[speaker], G_IMPERSONAL) || is_first_person(r, x->token_of[speaker]))
        return TREE_NOTHING;
    if (is_denied_saying(r, hit, speaker, s) && r->rules->cue[hit->row].cls != CUE_DENYING) return TREE_NOTHING;
    find_medium(r, verb, out);
    uint32_t end = hit->token + hit->count;
    range words = {group, end};
    bool own = x->parent[speaker] == verb || x->parent[verb] == speaker; /* not that of another verb */
    bool beside = own && out->who.first <= end + 3 && out->who.end + 12 > group;
    if (beside && out->who.first < words.first) words.first = out->who.first;
    if (beside && out->who.end > words.end) words.end = out->who.end;
    bool inserted = is_related(x, verb, REL_BIT(REL_PARATAXIS)) && x->parent[verb] < verb;
    bool after_quote = group > s.first && r->doc->tokens[group - 1].kind == RC_TOKEN_CLOSE;
    cue_need need = r->rules->cue[hit->row].need;
    if (content_behind(r, verb, end, speaker, s, out) && (out->is_clause || !(inserted || after_quote))) {
        if (need == NEED_CLAUSE && !out->is_clause) return TREE_NOTHING;
        if (need == NEED_COUNT && out->is_clause) return TREE_NOTHING;
        if (need == NEED_COUNT && !is_toll(r, out->content) && !is_paper(r, out->content)) return TREE_NOTHING;
        out->words = (range){words.first < out->content.first ? words.first : group, out->content.first};
        if (out->words.first > out->words.end) out->words = (range){group, end};
        return TREE_TELLS;
    }
    cue_class cls = r->rules->cue[hit->row].cls;
    bool about_before = cls == CUE_DENYING || owns_up(r, hit) || (cls == CUE_CLAIMING && is_taking_up(r, verb));
    uint32_t behind = end; /* "dément fermement." */
    while (about_before && behind < s.end && is_upos(x, word_at(x, behind), RC_UPOS_ADV)) behind++;
    bool bare = about_before && need == NEED_ANY && own && behind < s.end &&
                (is_punct(r, behind) || has_grammar(r, behind, G_COORD));
    if (bare &&
        out->who.end <= group) { /* "Kigali nie." takes back what was told before, "X claimed credit." owns up */
        out->content = (range){behind, behind + 1};
        out->words = words;
        return TREE_TELLS;
    }
    uint32_t it = child_by(x, verb, REL_BIT(REL_OBJ), NO_WORD);
    bool takes_it = about_before && need == NEED_ANY && own && it != NO_WORD && is_upos(x, it, RC_UPOS_PRON);
    if (takes_it && out->who.end <= group + 1 && end < s.end) { /* "X l'a également revendiquée dimanche" */
        out->content = (range){end, s.end};
        out->words = words;
        return TREE_TELLS;
    }
    if (need == NEED_COUNT || !content_around(r, verb, words, s, out)) return TREE_SILENT;
    bool broken_off = group > s.first && (is_punct(r, group - 1) || after_quote);
    if (need == NEED_CLAUSE && !broken_off) return TREE_NOTHING;
    out->words = words;
    return TREE_TELLS;
}

/* ---- nouns */

tree_answer told_by_noun(const rc_reading *r, const rc_hit *hit, range s, telling *out)
{
    const syntax *x = r->syntax;
    *out = (telling){.speaker = NO_WORD};
    if (!x->analysis) return TREE_SILENT;
    uint32_t noun = word_at(x, hit->token + hit->count - 1);
    if (!is_upos(x, noun, RC_UPOS_NOUN)) return TREE_NOTHING;
    uint32_t clause = NO_WORD;
    for (uint32_t c = x->first_child[noun]; c != NO_WORD && clause == NO_WORD; c = x->next_child[c]) {
        uint32_t mark = child_by(x, c, REL_BIT(REL_MARK), NO_WORD);
        bool that = mark != NO_WORD && has_grammar(r, x->token_of[mark], G_THAT);
        if (c > noun && that && is_related(x, c, REL_BIT(REL_ACL) | REL_BIT(REL_CCOMP))) clause = c;
    }
    uint32_t up = x->parent[noun];
    bool said_already = is_related(x, noun, NOUNS) && up != NO_WORD && cue_at(r, x->token_of[up], POS_VERB);
    uint32_t speaker = clause == NO_WORD || said_already ? NO_WORD : author_of(r, noun);
    if (!is_word_in(r, speaker, s) || speaker == noun) return TREE_NOTHING;
    out->speaker = speaker;
    out->who = phrase_of(r, speaker);
    out->is_clause = true;
    out->content = (range){x->left[clause], x->right[clause] < s.end ? x->right[clause] : s.end};
    uint32_t first = out->who.first < hit->token ? out->who.first : hit->token;
    out->words = (range){first, out->content.first};
    if (out->words.first >= out->words.end) out->words = (range){hit->token, hit->token + hit->count};
    return TREE_TELLS;
}
