/* What is said, by relations: the clause or the object of a word of saying, or what it is put into. */
#include "claims/said_content.h"

#include "claims/roles.h"

/* The verb of saying is put into what is said, or behind it. */
#define INSERTED (REL_BIT(REL_PARATAXIS) | REL_BIT(REL_ADVCL) | REL_BIT(REL_CONJ))

#define MOST_STEPS 8
#define HEARER_WORDS 9 /* "told reporters in X on Monday that" */

/* ---- where another voice begins */

static bool begins_contrast(const rc_reading *r, uint32_t clause)
{
    uint32_t token = r->syntax->left[clause];
    while (token < r->doc->n_tokens && is_punct(r, token)) token++;
    return has_grammar(r, token, G_CONTRAST) || (token > 0 && has_grammar(r, token - 1, G_CONTRAST));
}

/* "..., while Y denied it", "... and Z confirmed the loss": a coordinate or contrasting clause with a speaker of its
 * own. */
static bool is_other_voice(const rc_reading *r, uint32_t word)
{
    const syntax *s = r->syntax;
    if (!is_related(s, word, REL_BIT(REL_CONJ) | REL_BIT(REL_ADVCL) | REL_BIT(REL_PARATAXIS))) return false;
    if (!cue_at(r, s->token_of[word], POS_VERB) || !has_own_subject(r, word)) return false;
    if (is_related(s, word, REL_BIT(REL_PARATAXIS)) && child_by(s, word, CLAUSES | NOUNS, NO_WORD) == NO_WORD)
        return false;
    return is_related(s, word, REL_BIT(REL_CONJ)) || begins_contrast(r, word);
}

/* First token at or after `from` where another voice than that of `verb` begins, `end` if there is none. */
static uint32_t next_voice(const rc_reading *r, uint32_t verb, uint32_t from, uint32_t end)
{
    const syntax *s = r->syntax;
    uint32_t cut = end;
    for (uint32_t t = from; t < end; t++) {
        uint32_t w = word_at(s, t);
        if (w == NO_WORD || w == verb || s->token_of[w] != t || !is_other_voice(r, w)) continue;
        uint32_t up = w, steps = 0;
        while (up != NO_WORD && up != verb && is_related(s, up, INSERTED) && steps++ < MOST_STEPS) up = s->parent[up];
        bool beside = up == verb || (up != NO_WORD && s->parent[up] == verb) || up == NO_WORD ||
                      is_related(s, up, REL_BIT(REL_ROOT));
        if (beside && s->left[w] > from && s->left[w] < cut) cut = s->left[w];
    }
    return cut;
}

/* ---- what is said, behind the cue */

static bool is_clause_child(const rc_reading *r, uint32_t child)
{
    const syntax *s = r->syntax;
    if (has_grammar(r, s->left[child], G_COORD)) return false; /* "Kigali dément et parle de deux blessés" */
    if (is_related(s, child, CLAUSES)) return true;
    bool verbal = is_verbal_word(r, child) || child_by(s, child, REL_BIT(REL_COP), NO_WORD) != NO_WORD;
    if (is_related(s, child, REL_BIT(REL_PARATAXIS))) return verbal || has_own_subject(r, child);
    /* an infinitive or a "that" clause under another name */
    uint32_t mark = child_by(s, child, REL_BIT(REL_MARK), NO_WORD);
    if (is_related(s, child, REL_BIT(REL_ACL) | REL_BIT(REL_ADVCL)))
        return (has_feature(s, child, "VerbForm=Inf") &&
                (mark == NO_WORD || has_grammar(r, s->token_of[mark], G_OF | G_ARGUMENT))) ||
               (mark != NO_WORD && has_grammar(r, s->token_of[mark], G_SUB) && mark < child &&
                r->doc->tokens[s->token_of[mark]].lower.len <= 4 && has_grammar(r, s->token_of[mark], G_THAT));
    return false;
}

static bool is_noun_child(const rc_reading *r, uint32_t child)
{
    const syntax *s = r->syntax;
    if (!is_related(s, child, NOUNS) || s->flags[child] & (REL_AGENT | REL_TIME)) return false;
    if (r->timex_at[s->token_of[child]] != NO_INDEX) return false;
    if (is_related(s, child, REL_BIT(REL_OBJ))) return true;
    if (r->place_at[s->token_of[child]] != NO_INDEX) return false;
    uint32_t marker = case_of(r, child);
    return marker == NO_WORD ? quantity_at(r, s->token_of[child]) != NULL
                             : has_grammar(r, s->token_of[marker], G_OF | G_ARGUMENT);
}

/* A child that no longer belongs to what is said: "X said A and withdrew", "X said A, adding that B". */
static bool is_dropped(const rc_reading *r, uint32_t child, bool clausal)
{
    const syntax *s = r->syntax;
    if (is_related(s, child, REL_BIT(REL_CONJ))) return cue_at(r, s->token_of[child], POS_VERB) != NULL;
    if (!is_related(s, child, REL_BIT(REL_ADVCL))) return false;
    const rc_hit *cue = cue_at(r, s->token_of[child], POS_VERB);
    if (cue && r->rules->cue[cue->row].need == NEED_ANY && !has_own_subject(r, child)) return true;
    return !clausal && child_by(s, child, REL_BIT(REL_MARK), NO_WORD) != NO_WORD && has_own_subject(r, child);
}

/* The verb of a clause that belongs to a noun or to another clause: what it says ends with its clause. */
static bool is_embedded(const rc_reading *r, uint32_t verb)
{
    const syntax *s = r->syntax;
    for (int steps = 0; verb != NO_WORD && steps < MOST_STEPS; verb = s->parent[verb], steps++)
        if (is_related(s, verb, REL_BIT(REL_ACL) | REL_BIT(REL_ADVCL) | CLAUSES)) return true;
    return false;
}

/* Tokens after `first` that hang on `verb`, to the first that does not. */
static uint32_t content_end(const rc_reading *r, uint32_t verb, uint32_t first, range sentence, bool clausal)
{
    const syntax *s = r->syntax;
    uint32_t end = sentence.end;
    if (is_embedded(r, verb) && s->right[verb] < end) end = s->right[verb];
    for (uint32_t c = s->first_child[verb]; c != NO_WORD; c = s->next_child[c])
        if (s->left[c] > first && s->left[c] < end && is_dropped(r, c, clausal)) end = s->left[c];
    return next_voice(r, verb, first, end);
}

/* Where what is said begins: at "that" where there is one, else behind the hearer and the time, else behind the cue. */
static uint32_t content_start(const rc_reading *r, uint32_t verb, uint32_t cue_end, uint32_t clause, uint32_t noun)
{
    const syntax *x = r->syntax;
    uint32_t first = clause != NO_WORD ? clause : noun;
    uint32_t left = x->left[first] > x->token_of[verb] ? x->left[first] : x->token_of[verb] + 1;
    if (clause == NO_WORD) return left > cue_end ? left : cue_end;
    for (uint32_t t = cue_end; t < left; t++)
        if (has_grammar(r, t, G_THAT)) return t;
    bool marked = child_by(x, clause, REL_BIT(REL_MARK), NO_WORD) != NO_WORD || has_feature(x, clause, "VerbForm=Inf");
    if (marked || (noun != NO_WORD && noun < clause && case_of(r, noun) != NO_WORD)) return left;
    uint32_t t = cue_end; /* "reported at least ten bodies were found": its subject, taken for an object */
    while (t < left && (r->timex_at[t] != NO_INDEX || is_punct(r, t))) t++;
    return t;
}

/* What the tree hung elsewhere: behind a colon or at a quotation mark, or at a "that" soon after the cue. */
static bool content_by_sign(const rc_reading *r, uint32_t cue_end, range s, telling *out)
{
    uint32_t t = cue_end;
    bool sign = t < s.end && (is_sign(r, t, ':') ||
                              (is_sign(r, t, ',') && t + 1 < s.end && r->doc->tokens[t + 1].kind == RC_TOKEN_OPEN));
    if (sign) t++;
    bool open = t < s.end && r->doc->tokens[t].kind == RC_TOKEN_OPEN;
    uint32_t that = s.end;
    for (uint32_t k = cue_end; k < s.end && k < cue_end + HEARER_WORDS && that == s.end; k++) {
        if (is_punct(r, k)) break;
        uint32_t w = word_at(r->syntax, k);
        if (has_grammar(r, k, G_THAT) && w != NO_WORD && !is_upos(r->syntax, w, RC_UPOS_DET))
            that = k;
        else if (is_upos(r->syntax, w, RC_UPOS_VERB) && !(k == cue_end && cue_at(r, k, POS_NOUN)))
            break;
    }
    if (!sign && !open && that == s.end) return false;
    out->content = (range){sign || open ? t : that, s.end};
    out->is_clause = true;
    return out->content.first + 1 < s.end;
}

bool content_behind(const rc_reading *r, uint32_t verb, uint32_t cue_end, uint32_t speaker, range s, telling *out)
{
    const syntax *x = r->syntax;
    uint32_t noun = NO_WORD, clause = NO_WORD;
    for (uint32_t c = x->first_child[verb]; c != NO_WORD; c = x->next_child[c]) {
        if (x->token_of[c] < x->token_of[verb] || c == speaker || !is_word_in(r, c, s)) continue;
        if (clause == NO_WORD && is_clause_child(r, c)) clause = c;
        if (noun == NO_WORD && is_noun_child(r, c)) noun = c;
    }
    uint32_t first = clause != NO_WORD ? clause : noun;
    if (clause == NO_WORD && content_by_sign(r, cue_end, s, out)) return true;
    if (first == NO_WORD) return false;
    out->is_clause = clause != NO_WORD;
    uint32_t at = content_start(r, verb, cue_end, clause, noun);
    out->content = (range){at, content_end(r, verb, at, s, out->is_clause)};
    uint32_t end = out->content.end;
    while (end < s.end && is_upos(x, word_at(x, end), RC_UPOS_ADV)) end++; /* "X still controlled" */
    uint32_t next = end < s.end ? word_at(x, end) : NO_WORD;
    bool verb_next = is_upos(x, next, RC_UPOS_AUX) || is_upos(x, next, RC_UPOS_VERB);
    verb_next = verb_next && !is_punct(r, end - 1); /* "who demanded its release, set fire to" is another clause */
    if (clause == NO_WORD && verb_next && has_feature(x, next, "VerbForm=Fin")) /* the subject, taken for an object */
        out->content.end = next_voice(r, verb, at, s.end);
    return out->content.end > at + 1 || (out->content.end > at && !has_grammar(r, at, G_THAT));
}

/* ---- what is said, before or around the cue */

/* "X denied it and said only two were wounded": the clause right behind the second verb is what it says, although the
 * tree hung it beside. */
static bool is_followed_by_clause(const rc_reading *r, uint32_t verb, uint32_t end, range s)
{
    const syntax *x = r->syntax;
    if (!is_related(x, verb, REL_BIT(REL_CONJ)) || end >= s.end || is_punct(r, end)) return false;
    if (r->timex_at[end] != NO_INDEX || has_grammar(r, end, G_COORD)) return false;
    for (uint32_t t = end; t < s.end && !is_punct(r, t); t++)
        if (is_verbal_word(r, word_at(x, t)) && has_feature(x, word_at(x, t), "VerbForm=Fin")) return true;
    return false;
}

bool content_around(const rc_reading *r, uint32_t verb, range words, range s, telling *out)
{
    const syntax *x = r->syntax;
    uint32_t said_clause = NO_WORD;
    for (uint32_t c = x->first_child[verb]; c != NO_WORD && c < verb && said_clause == NO_WORD; c = x->next_child[c])
        if (is_related(x, c, CLAUSES) || (is_related(x, c, REL_BIT(REL_PARATAXIS)) && is_verbal_word(r, c)))
            said_clause = c;
    range content;
    if (said_clause != NO_WORD) {
        content = (range){x->left[verb] < x->left[said_clause] ? x->left[verb] : x->left[said_clause], words.first};
        if (x->right[said_clause] > words.end) content.end = x->right[said_clause];
    } else if (is_followed_by_clause(r, verb, words.end, s)) {
        content = (range){words.end, s.end};
    } else if (is_related(x, verb, INSERTED) && x->parent[verb] != NO_WORD) {
        uint32_t up = x->parent[verb];
        for (int n = 0; n < MOST_STEPS && up < verb && x->parent[up] != NO_WORD && x->left[verb] >= x->token_of[up] &&
                        is_related(x, up, REL_BIT(REL_ADVCL) | REL_BIT(REL_CONJ) | REL_BIT(REL_ACL)) &&
                        is_related(x, verb, REL_BIT(REL_PARATAXIS) | REL_BIT(REL_CONJ));
             n++)
            up = x->parent[up]; /* hung on the last clause before it, it speaks for all of them */
        content = (range){x->left[up], x->right[up]};
        bool ends = is_related(x, verb, REL_BIT(REL_CONJ)) || content.end <= words.end + 2;
        if (ends) content.end = words.first;
    } else {
        return false;
    }
    if (content.first < s.first) content.first = s.first;
    if (content.end > s.end) content.end = s.end;
    out->content = content;
    out->is_clause = true;
    unsigned n = 0;
    for (uint32_t t = content.first; t < content.end; t++)
        n += r->doc->tokens[t].kind == RC_TOKEN_WORD && !in_range(words, t);
    return n > 1;
}

/* ---- phrases */

range clause_around(const rc_reading *r, range words, range s)
{
    const syntax *x = r->syntax;
    range all = s;
    if (!x->analysis) return all;
    for (uint32_t t = s.first; t < s.end; t++) {
        uint32_t w = word_at(x, t);
        if (w == NO_WORD || x->token_of[w] != t || in_range(words, t) || !is_other_voice(r, w)) continue;
        range other = {x->left[w], x->right[w]};
        if (other.first >= words.end && other.first < all.end) all.end = other.first;
    }
    return all;
}

bool is_given_count(const rc_reading *r, const rc_hit *hit)
{
    uint32_t what = patient_of(r, word_at(r->syntax, hit->token));
    if (what == NO_WORD) return false;
    range phrase = {r->syntax->left[what], hit->token};
    return is_toll(r, phrase) || is_paper(r, phrase);
}
