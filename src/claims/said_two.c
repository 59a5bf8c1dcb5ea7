/* Two voices in one saying: "according to the army and the rebels", "X and Y announced": each has said it. One voice
 * with two names for it ("Afghan forces and police") stays one. */
#include "claims/roles.h"
#include "claims/said_tree.h"

static bool has_determiner(const rc_reading *r, uint32_t word)
{
    return child_by(r->syntax, word, REL_BIT(REL_DET) | REL_BIT(REL_NUMMOD), NO_WORD) != NO_WORD;
}

/* Stands by itself: a name, a noun with an article of its own, a side. "residents" of "police and residents" does not.
 */
static bool stands_alone(const rc_reading *r, uint32_t word, const source *who)
{
    if (is_upos(r->syntax, word, RC_UPOS_PROPN) || has_determiner(r, word)) return true;
    return who->link.party.len && !rc_str_is(who->link.party, "unknown") && !rc_str_is(who->link.party, "civilians");
}

static bool is_rest(const rc_reading *r, range tokens)
{
    for (uint32_t t = tokens.first; t < tokens.end && t < tokens.first + 3; t++)
        if (has_grammar(r, t, G_OTHER)) return true;
    return false;
}

static bool is_known_side(rc_str party)
{
    return party.len && !rc_str_is(party, "unknown");
}

/* Not two names for one side: the same party twice, but for persons and outlets, who each speak for themselves. */
static bool are_two(const rc_link *a, const rc_link *b)
{
    if (rc_str_eq(a->name, b->name)) return false;
    if (a->kind == RC_SOURCE_OUTLET || b->kind == RC_SOURCE_OUTLET) return a->kind == b->kind;
    bool persons = a->kind == RC_SOURCE_PERSON && b->kind == RC_SOURCE_PERSON;
    return persons || !is_known_side(a->party) || !is_known_side(b->party) || !rc_str_eq(a->party, b->party);
}

static range own_tokens(const rc_reading *r, uint32_t word)
{
    range tokens = phrase_of(r, word);
    while (tokens.first < tokens.end && (is_punct(r, tokens.first) || has_grammar(r, tokens.first, G_COORD)))
        tokens.first++;
    uint32_t deeper = child_by(r->syntax, word, REL_BIT(REL_CONJ), NO_WORD);
    if (deeper != NO_WORD && r->syntax->left[deeper] < tokens.end) tokens.end = r->syntax->left[deeper];
    while (tokens.end > tokens.first && (is_punct(r, tokens.end - 1) || has_grammar(r, tokens.end - 1, G_COORD)))
        tokens.end--;
    return tokens;
}

static bool is_voice(const rc_reading *r, uint32_t word, source *out)
{
    if (!is_upos(r->syntax, word, RC_UPOS_NOUN) && !is_upos(r->syntax, word, RC_UPOS_PROPN)) return false;
    range tokens = own_tokens(r, word);
    if (tokens.first >= tokens.end || is_rest(r, tokens)) return false;
    return source_in(r, tokens.first, tokens.end, out) && !out->is_pronoun && out->is_known;
}

/* "US and European officials", "des sources prokurdes et de la coalition": one noun for both. */
static bool shares_head(const rc_reading *r, uint32_t word, range who, range second)
{
    uint32_t marker = case_of(r, word);
    uint32_t of = marker == NO_WORD ? who.first : r->syntax->token_of[marker];
    if (marker != NO_WORD && has_grammar(r, of, G_OF) && !has_grammar(r, of, G_PARTITIVE)) return true;
    return second.end < who.end && r->doc->tokens[second.end].kind == RC_TOKEN_WORD &&
           !has_grammar(r, second.end, G_COORD | G_OF) && !is_verb(r, second.end);
}

/* The frame of the same saying by another voice. */
static void add_voice(const rc_reading *r, size_t of, const source *who, saids *out)
{
    said *more = RC_PUSH(r->arena, out);
    *more = out->ptr[of];
    rc_day said_on = more->link.said_on;
    more->link = who->link;
    more->link.said_on = said_on;
    more->who = more->named = who->tokens;
    more->medium = NULL;
    more->beside = true;
    out->ptr[of].also = out->ptr[of].n_also ? out->ptr[of].also : (uint32_t)(out->len - 1);
    out->ptr[of].n_also++;
}

/* "X and Y accused each other of": what each says, it says of the other. */
static bool is_mutual(const rc_reading *r, const said *f)
{
    if (f->cls != CUE_ACCUSING) return false;
    for (uint32_t t = f->cue; t < f->content.end && t < f->cue_end + 2; t++)
        if (has_grammar(r, t, G_RECIPROCAL)) return true;
    for (uint32_t t = f->cue; t < f->cue_end; t++)
        if (has_grammar(r, t, G_REFLEXIVE)) return true;
    return f->cue > 0 && has_grammar(r, f->cue - 1, G_REFLEXIVE);
}

#define MOST_VOICES 8

/* The other heads of the coordination; a second subject behind a joining word is one that the tree hung elsewhere. */
static uint32_t other_heads(const rc_reading *r, uint32_t head, uint32_t heads[MOST_VOICES])
{
    const syntax *x = r->syntax;
    uint32_t n = 0, up = x->parent[head];
    for (uint32_t c = child_by(x, head, REL_BIT(REL_CONJ), NO_WORD); c != NO_WORD && n < MOST_VOICES;
         c = child_by(x, head, REL_BIT(REL_CONJ), c))
        heads[n++] = c;
    if (n || up == NO_WORD || !is_related(x, head, REL_BIT(REL_NSUBJ))) return n;
    for (uint32_t c = child_by(x, up, REL_BIT(REL_NSUBJ), head); c != NO_WORD && n < MOST_VOICES;
         c = child_by(x, up, REL_BIT(REL_NSUBJ), c)) {
        uint32_t left = x->left[c];
        if (left > 0 && (has_grammar(r, left, G_COORD) || has_grammar(r, left - 1, G_COORD))) heads[n++] = c;
    }
    return n;
}

/* Each is a phrase of its own: the second by itself, or a bare plural behind a first that has an article. */
static bool are_phrases(const rc_reading *r, uint32_t head, uint32_t word, const source *second)
{
    return stands_alone(r, word, second) || (has_determiner(r, head) && has_feature(r->syntax, word, "Number=Plur"));
}

static void split(const rc_reading *r, size_t of, saids *out)
{
    const syntax *x = r->syntax;
    range who = out->ptr[of].who;
    uint32_t head = head_of(x, who.first, who.end);
    source first, second;
    uint32_t heads[MOST_VOICES], n = head == NO_WORD ? 0 : other_heads(r, head, heads);
    if (!n || !is_voice(r, head, &first)) return;
    bool narrowed = false;
    uint32_t tail = who.end;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t c = heads[i];
        if (!is_voice(r, c, &second) || !are_phrases(r, head, c, &second) || !are_two(&first.link, &second.link))
            continue;
        if (!in_range(who, x->token_of[c]) && second.tokens.first > tail + 3) continue;
        if (shares_head(r, c, who, second.tokens)) continue;
        add_voice(r, of, &second, out);
        tail = second.tokens.end;
        said *f = &out->ptr[of];
        if (!narrowed) { /* "the ministry and the UN": the first by itself */
            rc_day said_on = f->link.said_on;
            f->link = first.link;
            f->link.said_on = said_on;
            f->who = first.tokens; /* named by the whole */
        }
        narrowed = true;
        if (f->words.end > f->words.first && tail > f->words.end && f->words.first <= who.first) f->words.end = tail;
    }
    said *f = &out->ptr[of];
    if (f->n_also != 1 || !is_mutual(r, f)) return;
    f->mutual = out->ptr[f->also].mutual = true;
}

void split_voices(const rc_reading *r, size_t from, saids *out)
{
    size_t n = out->len;
    for (size_t i = from; i < n; i++)
        if (!out->ptr[i].beside && out->ptr[i].cue < out->ptr[i].cue_end && out->ptr[i].who.first < out->ptr[i].who.end)
            split(r, i, out);
}
