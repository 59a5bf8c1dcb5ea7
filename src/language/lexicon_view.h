/** Word lists as they are matched: flat arrays that are the same in memory and in a compiled file.
 *
 * One trie over words with two roots: words by their lower case, and by their accentless form. A node's edge to the
 * next word is an entry of a hash table under (node, word), so a step costs one probe whatever the fan-out. Word hashes
 * stand for words: XXH3's 64 bits make a clash among some hundred thousand forms improbable. */
#ifndef LANGUAGE_LEXICON_VIEW_H
#define LANGUAGE_LEXICON_VIEW_H

#include "recoupe/base/image.h"

#define LEXICON_MAX_LISTS 48 /* they are bits of a word while matching */
#define LEXICON_MAX_PHRASE 12
#define LEXICON_MOST_CLITICS 2 /* "s'", "s'en": before the auxiliary of a reflexive verb */
#define LEXICON_MOST_BETWEEN 2 /* words between the auxiliary of a reflexive verb and its participle */
#define LEXICON_MAX_GAP 8      /* words of an object within a phrase */
#define LEXICON_KIND "RCWORDS"

enum { LEXICON_ROOT_LOWER, LEXICON_ROOT_FOLD, LEXICON_ROOTS };

typedef struct lexicon_text {
    uint32_t at, len; /* in the strings */
} lexicon_text;

typedef struct lexicon_list {
    lexicon_text name;
    uint32_t first_column, n_columns, first_cell, n_rows;
} lexicon_list;

/* A row whose phrase ends at a node. */
typedef struct lexicon_ending {
    uint32_t row;
    uint16_t features, list;
} lexicon_ending;

#define LEXICON_LEADS 0x80000000u /* of a node: edges go on from it */
#define LEXICON_ENDINGS 0x7FFFFFFFu

typedef struct lexicon_view {
    const lexicon_list *lists;
    const lexicon_text *columns, *cells;
    const char *strings;
    const uint64_t *keys;    /* of the edges: open addressing, 0 is empty */
    const uint32_t *targets; /* the node each leads to */
    const uint32_t *nodes;   /* LEXICON_LEADS | number of its first ending; one more than there are nodes */
    const lexicon_ending *endings;
    const uint64_t *filter; /* a bit for each edge from a root: most words of a text begin no phrase */
    const uint64_t *reflexives;
    const uint64_t *auxiliaries; /* what may stand behind a reflexive in compound tenses */
    size_t n_lists, n_columns, n_cells, n_strings, n_edges, n_targets, n_nodes, n_endings, n_filter, n_reflexives,
        n_auxiliaries;
} lexicon_view;

static inline uint64_t lexicon_key(uint32_t node, uint64_t word)
{
    uint64_t key = (word ^ (node * 0x9E3779B97F4A7C15u)) * 0xD6E8FEB86659FD93u;
    key ^= key >> 32;
    return key ? key : 1;
}

/* Where the search for a key begins in a table of `n` slots. */
static inline size_t lexicon_slot(uint64_t key, size_t n)
{
    return (size_t)(((key >> 32) * n) >> 32);
}

static inline uint64_t lexicon_filter_bit(const lexicon_view *v, uint64_t key)
{
    return key & (64 * v->n_filter - 1);
}

/* Tables are large and a text's words lie all over them: what a step from the root by a word will read is asked for
 * before, first its bit, then its slot. */
static inline void lexicon_fetch_bit(const lexicon_view *v, uint32_t root, uint64_t word)
{
    __builtin_prefetch(&v->filter[lexicon_filter_bit(v, lexicon_key(root, word)) / 64]);
}

static inline void lexicon_fetch_slot(const lexicon_view *v, uint32_t root, uint64_t word)
{
    uint64_t key = lexicon_key(root, word), bit = lexicon_filter_bit(v, key);
    if (!(v->filter[bit / 64] >> bit % 64 & 1)) return;
    __builtin_prefetch(&v->keys[lexicon_slot(key, v->n_edges)]);
    __builtin_prefetch(&v->targets[lexicon_slot(key, v->n_edges)]);
}

/* The node behind `node` by a word; 0 when there is none. */
static inline uint32_t lexicon_step(const lexicon_view *v, uint32_t node, uint64_t word)
{
    uint64_t key = lexicon_key(node, word);
    if (node < LEXICON_ROOTS) {
        uint64_t bit = lexicon_filter_bit(v, key);
        if (!(v->filter[bit / 64] >> bit % 64 & 1)) return 0;
    } else if (!(v->nodes[node] & LEXICON_LEADS)) {
        return 0;
    }
    for (size_t i = lexicon_slot(key, v->n_edges);; i = i + 1 == v->n_edges ? 0 : i + 1) {
        if (v->keys[i] == key) return v->targets[i];
        if (!v->keys[i]) return 0;
    }
}

/** Parts of a file that holds `view`, in the order in which lexicon_view_of_image takes them. */
#define LEXICON_PARTS 11
void lexicon_view_parts(const lexicon_view *view, rc_image_part parts[LEXICON_PARTS]);

/** The view of a mapped file; NULL, or what is wrong with it: nothing in a view that is right leads outside of it. */
const char *lexicon_view_of_image(lexicon_view *out, const rc_image *image);

#endif
