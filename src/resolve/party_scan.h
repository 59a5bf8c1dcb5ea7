/** What the party rules know of one document: its words as symbols, names found in it, nouns for people. Private. */
#ifndef RESOLVE_PARTY_SCAN_H
#define RESOLVE_PARTY_SCAN_H

#include "resolve/party_index.h"

enum {                   /* of a word: a token, or a part of one between hyphens ("al-Shabaab" is two) */
       WORD_FIRST = 1,   /**< begins its token */
       WORD_LAST = 2,    /**< ends its token */
       WORD_CAPITAL = 4, /**< first letter upper case */
       WORD_UPPER = 8,   /**< all letters upper case */
       WORD_BREAK = 16,  /**< a sign that parts names lies before it, or a sentence begins */
       WORD_COMMA = 32   /**< a comma or bracket lies before it */
};

typedef struct party_word {
    rc_str text; /**< folded */
    uint32_t token, symbol;
    uint8_t flags;
} party_word;

typedef struct party_token { /* what the rules ask of each token again and again */
    uint32_t symbol, roles;  /**< of a token that is one word; 0 for others */
    party_noun noun;         /**< the noun for people that begins here */
    uint16_t noun_count;     /**< its tokens, 0: none */
} party_token;

/** A name found: tokens [first, end). */
typedef struct party_match {
    uint32_t first, end;
    uint32_t word, word_end; /**< the same in words */
    uint32_t name;           /**< first of the candidates, index + 1 */
    uint32_t row, flags;     /**< the one chosen */
    bool is_beside;          /**< "Turkish-backed": only a modifier of what follows */
    bool is_compound;        /**< one of several names in a token: "russo-américain" */
} party_match;

#define PARTY_NO_MATCH UINT32_MAX

#define PARTY_MADE (1U << 31) /**< flag of a match's row: it is in `made`, a side that the document itself names */

typedef struct party_scan {
    const rc_actors *actors;
    const rc_document *doc;
    const rc_hits *hits;
    rc_day day;
    rc_arena *arena;
    party_word *words;
    uint32_t n_words;
    party_token *tokens;
    uint32_t *word_at;  /**< first word of each token, n_tokens + 1 */
    uint32_t *match_at; /**< match that begins at a token, or PARTY_NO_MATCH */
    uint32_t *match_in; /**< match that covers a token */
    RC_VEC(party_match) matches;
    uint32_t n_plain; /**< matches found by the index, in order; those after them are the document's own */
    RC_VEC(party_row) made;
    RC_VEC(uint64_t) made_shorts;
    uint16_t countries[26 * 26]; /**< how often each is named */
    bool is_upper;               /**< the whole text is in capitals */
} party_scan;

/** What the rules ask of each token, from its words; party_scan_names does it first. */
void party_scan_tokens(party_scan *scan);

void party_scan_words(party_scan *scan);
void party_scan_names(party_scan *scan);

bool party_token_is(const party_scan *scan, uint32_t token, const char *text);

static inline uint32_t party_token_roles(const party_scan *scan, uint32_t token)
{
    return token < scan->doc->n_tokens ? scan->tokens[token].roles : 0;
}

static inline uint32_t party_token_symbol(const party_scan *scan, uint32_t token)
{
    return token < scan->doc->n_tokens ? scan->tokens[token].symbol : SYMBOL_NONE;
}

/** The noun for people at a token: how many tokens it has, 0 when there is none. */
static inline uint32_t party_noun_at(const party_scan *scan, uint32_t token, party_noun *out)
{
    if (token >= scan->doc->n_tokens) return 0;
    *out = scan->tokens[token].noun;
    return scan->tokens[token].noun_count;
}

static inline const party_match *party_match_at(const party_scan *scan, uint32_t token)
{
    uint32_t i = token < scan->doc->n_tokens ? scan->match_at[token] : PARTY_NO_MATCH;
    return i == PARTY_NO_MATCH ? NULL : &scan->matches.ptr[i];
}

static inline const party_row *party_match_row(const party_scan *scan, const party_match *match)
{
    if (match->row & PARTY_MADE) return &scan->made.ptr[match->row & ~PARTY_MADE];
    return &scan->actors->rows.ptr[match->row];
}

/** Add a match over tokens [first, end) that the index did not find; shorter ones inside it give way. */
void party_match_add(party_scan *scan, uint32_t first, uint32_t end, uint32_t row, uint32_t flags);

/** Sides that the document itself names or shortens: "Front de libération de X" by its head noun, "(FLX)" after a full
 * name, "la Résistance" and surnames of what is named in full elsewhere. */
void party_own_names(party_scan *scan);

/** A mention made of tokens [first, end) with a party of the tables. */
rc_party_mention party_mention_of(const party_scan *scan, uint32_t first, uint32_t end);

/** The longest noun group that begins at `token`; its end, or `token` when none begins there. */
uint32_t party_group_read(const party_scan *scan, uint32_t token, rc_party_mention *out);

/** "russes" after "forces syriennes et": another side of the same noun. Its end, or `token`. `noun` is the mention
 * before. */
uint32_t party_joined_read(const party_scan *scan, uint32_t token, const rc_party_mention *noun, rc_party_mention *out);

/** "Syrian" before "and Russian troops": the same where adjectives come first. */
uint32_t party_premodifier_read(const party_scan *scan, uint32_t token, rc_party_mention *out);

/** Fill in a mention from a row of the tables. */
void party_mention_row(const party_scan *scan, rc_party_mention *mention, const party_row *row, uint32_t flags);

#endif
