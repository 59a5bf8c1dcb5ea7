/* Words that are taken back without a verb of denying ("said the claim was false", "called the report baseless"), and
 * verbs of denying that take nothing back ("did not deny"). */
#include "claims/denials.h"

#include "claims/owning.h"
#include "claims/roles.h"
#include "claims/said_content.h"

#define BE_REACH 4 /* "was once again completely false" */

static const rc_hit *untrue_at(const rc_reading *r, uint32_t t)
{
    const rc_hit *hit = hit_with(r, t, r->rules->negation);
    return hit && hit->token == t && r->rules->neg[hit->row] == NEG_UNTRUE ? hit : NULL;
}

static bool is_small(const rc_reading *r, uint32_t t)
{
    uint8_t kind = r->doc->tokens[t].kind;
    return is_punct(r, t) || kind == RC_TOKEN_OPEN || kind == RC_TOKEN_CLOSE || has_grammar(r, t, G_ARTICLE);
}

/* Nothing else is said: "« Mensonge », réplique X". */
static bool is_all(const rc_reading *r, range content, const rc_hit *hit)
{
    for (uint32_t t = content.first; t < content.end; t++)
        if (!is_small(r, t) && (t < hit->token || t >= hit->token + hit->count)) return false;
    return true;
}

static bool is_behind_copula(const rc_reading *r, const rc_hit *hit, uint32_t first)
{
    for (uint32_t t = hit->token; t > first && t + BE_REACH > hit->token; t--) {
        if (is_punct(r, t - 1)) return false;
        if (has_grammar(r, t - 1, G_BE)) return true;
    }
    return false;
}

static bool is_negated_here(const rc_reading *r, const rc_hit *hit, uint32_t word)
{
    return hit->count == 1 && word != NO_WORD && is_negated_word(r, word);
}

/* "misled by false reports": no judgement on what is said; "called the reports false" is one. */
static bool is_of_noun(const rc_reading *r, const said *f, uint32_t word)
{
    const syntax *s = r->syntax;
    if (word == NO_WORD || !is_related(s, word, REL_BIT(REL_AMOD))) return false;
    uint32_t noun = s->parent[word];
    return noun > word || s->parent[noun] != verb_of_cue(r, f);
}

/* The word that is called untrue: what somebody said ("the claim", "ces informations"), or a pronoun for it;
 * UINT32_MAX: none, it is something else that is false. */
static uint32_t what_is_untrue(const rc_reading *r, range content, const rc_hit *hit)
{
    for (uint32_t t = content.first; t < content.end; t++) {
        if (t >= hit->token && t < hit->token + hit->count) continue;
        if (is_blame(r, t)) return t;
        if (t < hit->token && is_pronoun_for_facts(r, word_at(r->syntax, t))) return t;
    }
    return UINT32_MAX;
}

static bool says_clause(const rc_reading *r, uint32_t word, range content)
{
    uint32_t c = word == NO_WORD ? NO_WORD : child_by(r->syntax, word, CLAUSES, NO_WORD);
    return c != NO_WORD && in_range(content, r->syntax->token_of[c]);
}

static range words_about(const rc_reading *r, range content, const rc_hit *hit, uint32_t word, uint32_t what)
{
    const syntax *s = r->syntax;
    range out = {hit->token, hit->token + hit->count};
    if (what != UINT32_MAX && what < out.first) out.first = what;
    if (word != NO_WORD) {
        if (s->left[word] < out.first) out.first = s->left[word];
        if (s->right[word] > out.end) out.end = s->right[word];
        uint32_t other = child_by(s, word, REL_BIT(REL_CONJ), NO_WORD);
        if (other != NO_WORD && s->left[other] >= hit->token + hit->count && s->left[other] < out.end)
            out.end = s->left[other];
    }
    if (what != UINT32_MAX && what >= out.end) out.end = content.end; /* "called baseless the reports of ..." */
    if (out.first < content.first) out.first = content.first;
    if (out.end > content.end) out.end = content.end;
    while (out.end < content.end && is_punct(r, out.end)) out.end++;
    return out;
}

#define OBJECT_AHEAD 4

/* "Called the reports of the capture of Gao baseless", "described the accusation that ... as unfounded": what is said
 * of the object stands at the end, wherever the tree hung it. */
static bool called_last(const rc_reading *r, const said *f, const rc_hit *hit)
{
    for (uint32_t t = hit->token + hit->count; t < f->content.end; t++)
        if (!is_small(r, t)) return false;
    for (uint32_t t = f->cue_end; t < hit->token && t < f->cue_end + OBJECT_AHEAD; t++) {
        if (is_blame(r, t)) return true;
        if (has_grammar(r, t, G_SUB)) return false;
    }
    return false;
}

/* What of the frame's words is called untrue; empty: nothing. */
static range untrue_part(const rc_reading *r, const said *f)
{
    const syntax *s = r->syntax;
    uint32_t verb = verb_of_cue(r, f);
    for (uint32_t t = f->content.first; t < f->content.end; t++) {
        const rc_hit *hit = in_range(f->words, t) ? NULL : untrue_at(r, t);
        if (!hit) continue;
        uint32_t word = head_of(s, hit->token, hit->token + hit->count);
        if (is_negated_here(r, hit, word) || is_of_noun(r, f, word)) continue;
        if (is_all(r, f->content, hit)) return f->content;
        if (hit->count > 1 && has_grammar(r, hit->token, G_PRONOUN | G_DEMONSTRATIVE)) /* "it is a lie" */
            return words_about(r, f->content, hit, word, UINT32_MAX);
        bool predicate = is_behind_copula(r, hit, f->content.first);
        bool called = !predicate && verb != NO_WORD && word != NO_WORD &&
                      (s->parent[word] == verb || is_related(s, word, REL_BIT(REL_AMOD)));
        if (!predicate && called_last(r, f, hit)) return f->content;
        if (!predicate && !called) continue;
        uint32_t what = what_is_untrue(r, f->content, hit);
        if (what == UINT32_MAX && !(predicate && says_clause(r, word, f->content))) continue;
        return called ? f->content : words_about(r, f->content, hit, word, what);
    }
    return (range){0, 0};
}

void find_untrue(const rc_reading *r, size_t from, saids *frames)
{
    size_t n = frames->len;
    for (size_t i = from; i < n; i++) {
        if (frames->ptr[i].cls != CUE_NEUTRAL && frames->ptr[i].cls != CUE_CLAIMING) continue;
        range part = untrue_part(r, &frames->ptr[i]);
        if (part.first >= part.end) continue;
        if (part.first == frames->ptr[i].content.first && part.end == frames->ptr[i].content.end) {
            frames->ptr[i].cls = CUE_DENYING;
            continue;
        }
        said *denial = RC_PUSH(r->arena, frames);
        *denial = frames->ptr[i];
        denial->content = part;
        denial->cls = CUE_DENYING;
    }
}

/* "Neither confirmed nor denied", "n'a ni confirmé ni démenti". */
static bool is_coordinated_negation(const rc_reading *r, uint32_t t)
{
    const rc_hit *hit = hit_with(r, t, r->rules->negation);
    return hit && is_upos(r->syntax, word_at(r->syntax, t), RC_UPOS_CCONJ);
}

#define CONTRARY_BACK 7

/* "Contrary to what the rebels say", "contrairement à ce qu'affirme X": who is contradicted does not say what follows.
 */
static bool is_contrasted(const rc_reading *r, const said *f)
{
    uint32_t first = f->words.first < f->cue ? f->words.first : f->cue;
    uint32_t floor = first > CONTRARY_BACK ? first - CONTRARY_BACK : 0;
    for (uint32_t next = f->cue + 1; next > floor; next--) {
        uint32_t t = next - 1;
        const rc_hit *hit = hit_with(r, t, r->rules->cues);
        bool contrary =
            hit && r->rules->cue[hit->row].pos == POS_PREPOSITION && r->rules->cue[hit->row].cls == CUE_DENYING;
        if (contrary && !has_grammar(r, hit->token + hit->count - 1, G_BY)) return true;
        if (t < f->cue && is_sign(r, t, ',')) return false;
    }
    return false;
}

/* "That account contradicted what officials said": nobody speaks. */
static bool is_account(const rc_reading *r, const said *f)
{
    uint32_t head = head_of(r->syntax, f->who.first, f->who.end);
    return head != NO_WORD && is_blame(r, r->syntax->token_of[head]);
}

/* "X denied that the hostages were freed, as the government had announced": the government does not deny it. */
static bool is_put_into_denial(const said *f, size_t from, const saids *frames)
{
    if (f->content.first >= f->cue) return false; /* "denied that X had said" */
    for (size_t i = from; i < frames->len; i++) {
        const said *g = &frames->ptr[i];
        if (g->cls == CUE_DENYING && g->cue < f->cue && in_range(g->content, f->cue) &&
            !rc_str_eq(g->link.name, f->link.name))
            return true;
    }
    return false;
}

void drop_undenied(const rc_reading *r, size_t from, saids *frames)
{
    size_t kept = from;
    for (size_t i = from; i < frames->len; i++) {
        said *f = &frames->ptr[i];
        bool dropped = f->cue > 0 && is_coordinated_negation(r, f->cue - 1);
        dropped = dropped || is_coordinated_negation(r, f->cue) || is_contrasted(r, f);
        dropped = dropped || (f->cls == CUE_DENYING && is_account(r, f));
        uint32_t verb = f->cls == CUE_DENYING && !dropped ? verb_of_cue(r, f) : NO_WORD;
        if (verb != NO_WORD && is_negated_word(r, verb)) f->cls = CUE_CONFIRMING;
        if (!dropped) frames->ptr[kept++] = *f;
    }
    frames->len = kept;
    kept = from;
    for (size_t i = from; i < frames->len; i++)
        if (frames->ptr[i].cls == CUE_DENYING || !is_put_into_denial(&frames->ptr[i], from, frames))
            frames->ptr[kept++] = frames->ptr[i];
    frames->len = kept;
}
