#include "claims/syntax.h"

#include <string.h>

/* ---- relations by name */

typedef struct rel_name {
    const char *name;
    relation rel;
} rel_name;

static const rel_name rel_names[] = {{"nsubj", REL_NSUBJ},
                                     {"obj", REL_OBJ},
                                     {"obl", REL_OBL},
                                     {"nmod", REL_NMOD},
                                     {"case", REL_CASE},
                                     {"det", REL_DET},
                                     {"punct", REL_PUNCT},
                                     {"amod", REL_AMOD},
                                     {"conj", REL_CONJ},
                                     {"cc", REL_CC},
                                     {"root", REL_ROOT},
                                     {"advmod", REL_ADVMOD},
                                     {"mark", REL_MARK},
                                     {"aux", REL_AUX},
                                     {"cop", REL_COP},
                                     {"acl", REL_ACL},
                                     {"advcl", REL_ADVCL},
                                     {"ccomp", REL_CCOMP},
                                     {"xcomp", REL_XCOMP},
                                     {"nummod", REL_NUMMOD},
                                     {"appos", REL_APPOS},
                                     {"compound", REL_COMPOUND},
                                     {"flat", REL_FLAT},
                                     {"fixed", REL_FIXED},
                                     {"parataxis", REL_PARATAXIS},
                                     {"expl", REL_EXPL},
                                     {"iobj", REL_IOBJ},
                                     {"csubj", REL_CSUBJ},
                                     {"dislocated", REL_DISLOCATED},
                                     {"orphan", REL_ORPHAN}};

relation relation_named(rc_str name)
{
    for (size_t i = 0; i < sizeof rel_names / sizeof *rel_names; i++)
        if (rc_str_is(name, rel_names[i].name)) return rel_names[i].rel;
    return REL_OTHER;
}

uint8_t relation_flags(rc_str subtype)
{
    if (rc_str_is(subtype, "pass")) return REL_PASSIVE;
    if (rc_str_is(subtype, "agent")) return REL_AGENT;
    if (rc_str_is(subtype, "relcl")) return REL_RELATIVE;
    if (rc_str_is(subtype, "tmod")) return REL_TIME;
    if (rc_str_is(subtype, "tense")) return REL_TENSE;
    return 0;
}

/* ---- index */

static uint32_t *new_words(rc_arena *arena, uint32_t n)
{
    uint32_t *out = RC_NEWS(arena, uint32_t, n + 1);
    for (uint32_t i = 0; i <= n; i++) out[i] = NO_WORD;
    return out;
}

static void link_tokens(syntax *s, const rc_document *doc)
{
    const rc_analysis *a = s->analysis;
    uint32_t t = 0;
    for (uint32_t w = 0; w < a->n_words; w++) {
        uint32_t beg = a->words[w].span.beg;
        if (t > 0 && doc->tokens[t - 1].span.end > beg) t--;
        while (t + 1 < doc->n_tokens && doc->tokens[t].span.end <= beg) t++;
        s->token_of[w] = t;
        uint32_t end = a->words[w].span.end;
        for (uint32_t k = t; k < doc->n_tokens && doc->tokens[k].span.beg < end; k++)
            if (doc->tokens[k].span.end > beg) s->word_of[k] = w;
    }
}

/* Relations are few and their names the model's own, so where a name lies tells which it is. */
#define NAMES 64

typedef struct rel_seen {
    rc_str name;
    uint8_t relation, flags;
} rel_seen;

static const rel_seen *relation_seen(rel_seen seen[NAMES], rc_str name)
{
    rel_seen *slot = &seen[(uintptr_t)name.ptr / 4 % NAMES];
    if (slot->name.ptr != name.ptr || slot->name.len != name.len) {
        rc_str rest = name, base = rc_str_cut(&rest, ':');
        *slot = (rel_seen){name, (uint8_t)relation_named(base), relation_flags(rest)};
    }
    return slot;
}

static void link_heads(syntax *s)
{
    const rc_analysis *a = s->analysis;
    rel_seen seen[NAMES] = {0};
    for (uint32_t i = 0; i < a->n_sentences; i++) {
        const rc_analysis_sentence *sentence = &a->sentences[i];
        for (uint32_t w = sentence->first + sentence->count; w-- > sentence->first;) {
            const rc_word *word = &a->words[w];
            const rel_seen *rel = relation_seen(seen, word->deprel);
            s->relation[w] = rel->relation;
            s->flags[w] = rel->flags;
            if (!word->head || word->head > sentence->count) continue;
            s->parent[w] = sentence->first + word->head - 1;
            s->next_child[w] = s->first_child[s->parent[w]];
            s->first_child[s->parent[w]] = w;
        }
    }
}

/* Subtrees grow from the words up: each word widens all its ancestors, whose number is small. */
static void span_subtrees(syntax *s)
{
    for (uint32_t w = 0; w < s->n_words; w++) {
        s->left[w] = s->token_of[w];
        s->right[w] = s->token_of[w] + 1;
    }
    for (uint32_t w = 0; w < s->n_words; w++) {
        uint32_t left = s->token_of[w], right = left + 1;
        for (uint32_t p = s->parent[w]; p != NO_WORD; p = s->parent[p]) {
            if (s->left[p] <= left && s->right[p] >= right) break;
            if (left < s->left[p]) s->left[p] = left;
            if (right > s->right[p]) s->right[p] = right;
        }
    }
}

syntax *syntax_new(const rc_analysis *analysis, const rc_document *doc, rc_arena *arena)
{
    syntax *s = RC_NEW(arena, syntax);
    s->analysis = analysis;
    s->word_of = new_words(arena, doc->n_tokens);
    if (!analysis) return s;
    uint32_t n = s->n_words = analysis->n_words;
    s->token_of = new_words(arena, n);
    s->parent = new_words(arena, n);
    s->first_child = new_words(arena, n);
    s->next_child = new_words(arena, n);
    s->left = new_words(arena, n);
    s->right = new_words(arena, n);
    s->relation = RC_NEWS(arena, uint8_t, n + 1);
    s->flags = RC_NEWS(arena, uint8_t, n + 1);
    link_tokens(s, doc);
    link_heads(s);
    span_subtrees(s);
    return s;
}

/* ---- words */

uint32_t word_at(const syntax *s, uint32_t token)
{
    return s->word_of[token];
}

const rc_word *word_of(const syntax *s, uint32_t word)
{
    return &s->analysis->words[word];
}

uint32_t head_of(const syntax *s, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++) {
        uint32_t w = s->word_of[t];
        if (w == NO_WORD) continue;
        uint32_t p = s->parent[w];
        if (p == NO_WORD || s->token_of[p] < first || s->token_of[p] >= end) return w;
    }
    return NO_WORD;
}

bool is_related(const syntax *s, uint32_t word, uint64_t set)
{
    return word != NO_WORD && (REL_BIT(s->relation[word]) & set) != 0;
}

uint32_t child_by(const syntax *s, uint32_t word, uint64_t set, uint32_t after)
{
    if (word == NO_WORD) return NO_WORD;
    uint32_t c = after == NO_WORD ? s->first_child[word] : s->next_child[after];
    while (c != NO_WORD && !is_related(s, c, set)) c = s->next_child[c];
    return c;
}

bool is_under(const syntax *s, uint32_t word, uint32_t ancestor)
{
    for (; word != NO_WORD; word = s->parent[word])
        if (word == ancestor) return true;
    return false;
}

bool has_feature(const syntax *s, uint32_t word, const char *pair)
{
    rc_str feats = word_of(s, word)->feats;
    while (feats.len)
        if (rc_str_is(rc_str_cut(&feats, '|'), pair)) return true;
    return false;
}

bool is_upos(const syntax *s, uint32_t word, rc_upos upos)
{
    return word != NO_WORD && word_of(s, word)->upos == upos;
}

uint32_t first_conjunct(const syntax *s, uint32_t word)
{
    while (is_related(s, word, REL_BIT(REL_CONJ))) word = s->parent[word];
    return word;
}

static bool heads_clause(const syntax *s, uint32_t word)
{
    uint64_t clauses = REL_BIT(REL_ROOT) | REL_BIT(REL_CCOMP) | REL_BIT(REL_XCOMP) | REL_BIT(REL_ADVCL) |
                       REL_BIT(REL_CSUBJ) | REL_BIT(REL_PARATAXIS);
    if (s->parent[word] == NO_WORD || is_related(s, word, clauses)) return true;
    bool verbal = is_upos(s, word, RC_UPOS_VERB) || child_by(s, word, REL_BIT(REL_COP), NO_WORD) != NO_WORD;
    return verbal && is_related(s, word, REL_BIT(REL_ACL) | REL_BIT(REL_CONJ));
}

uint32_t clause_of(const syntax *s, uint32_t word)
{
    while (word != NO_WORD && !heads_clause(s, word)) word = s->parent[word];
    return word;
}

const rc_entity *entity_at(const syntax *s, uint32_t token)
{
    uint32_t word = word_at(s, token);
    if (word == NO_WORD) return NULL;
    uint32_t low = 0, high = s->analysis->n_entities;
    while (low < high) { /* entities stand in text order */
        uint32_t mid = low + (high - low) / 2;
        const rc_entity *e = &s->analysis->entities[mid];
        if (word >= e->first && word < e->first + e->count) return e;
        if (word < e->first)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}
