/** What the grammatical analysis says about the tokens of a report: relations between words as numbers, subtrees as
 * ranges of tokens, the logical agent and patient of a word whatever its voice. Relations are those of Universal
 * Dependencies 2 (https://universaldependencies.org/u/dep/), so that rules over them carry across languages.
 *
 * A language without a model has no analysis: every question is then answered with NO_WORD or false, and the rules over
 * windows of tokens decide alone. */
#ifndef CLAIMS_SYNTAX_H
#define CLAIMS_SYNTAX_H

#include "recoupe/language/analysis.h"

#define NO_WORD UINT32_MAX

/** Universal relations; what stands behind the colon is a flag of its own. */
typedef enum relation {
    REL_OTHER,
    REL_ROOT,
    REL_NSUBJ,
    REL_CSUBJ,
    REL_OBJ,
    REL_IOBJ,
    REL_OBL,
    REL_CCOMP,
    REL_XCOMP,
    REL_ADVCL,
    REL_ADVMOD,
    REL_ACL,
    REL_AMOD,
    REL_NMOD,
    REL_NUMMOD,
    REL_APPOS,
    REL_DET,
    REL_CASE,
    REL_MARK,
    REL_AUX,
    REL_COP,
    REL_EXPL,
    REL_CC,
    REL_CONJ,
    REL_FLAT,
    REL_FIXED,
    REL_COMPOUND,
    REL_PARATAXIS,
    REL_DISLOCATED,
    REL_ORPHAN,
    REL_PUNCT,
    RELATIONS
} relation;

enum { REL_PASSIVE = 1, REL_AGENT = 2, REL_RELATIVE = 4, REL_TIME = 8, REL_TENSE = 16 };

/** Relation `rel` as one bit of a set. */
#define REL_BIT(rel) ((uint64_t)1 << (rel))

typedef struct syntax {
    const rc_analysis *analysis; /**< NULL: none */
    uint32_t n_words;
    /* by token of the document */
    uint32_t *word_of; /**< the word that it is; of a contraction ("du") the last; NO_WORD where there is none */
    /* by word of the analysis */
    uint32_t *token_of;                 /**< the token of the document that it begins in */
    uint32_t *parent;                   /**< NO_WORD for a root */
    uint32_t *first_child, *next_child; /**< children in text order; NO_WORD ends the list */
    uint32_t *left, *right;             /**< tokens of its subtree: [left, right) */
    uint8_t *relation, *flags;          /**< REL_*, and REL_PASSIVE ... */
} syntax;

/** The relation of that name ("nsubj"), REL_OTHER for any that is not listed; the flag of a subtype ("pass"), 0: none.
 */
relation relation_named(rc_str name);
uint8_t relation_flags(rc_str subtype);

/** Index an analysis of `doc` (NULL: none), in `arena`. */
syntax *syntax_new(const rc_analysis *analysis, const rc_document *doc, rc_arena *arena);

uint32_t word_at(const syntax *syntax, uint32_t token);
const rc_word *word_of(const syntax *syntax, uint32_t word);

/** The word of tokens [first, end) whose parent lies outside them: the head of a group. NO_WORD when there is none. */
uint32_t head_of(const syntax *syntax, uint32_t first, uint32_t end);

/** The word hangs on its parent by one of the relations in `set`. */
bool is_related(const syntax *syntax, uint32_t word, uint64_t set);

/** First child by a relation of `set`, not before child `after` (NO_WORD: from the first); NO_WORD when there is none.
 */
uint32_t child_by(const syntax *syntax, uint32_t word, uint64_t set, uint32_t after);

/** `word` is `ancestor` or lies under it. */
bool is_under(const syntax *syntax, uint32_t word, uint32_t ancestor);

/** The word's features hold `pair`, such as "Mood=Cnd". */
bool has_feature(const syntax *syntax, uint32_t word, const char *pair);

bool is_upos(const syntax *syntax, uint32_t word, rc_upos upos);

/** Head of the coordination that the word is part of: itself where it is no conjunct. */
uint32_t first_conjunct(const syntax *syntax, uint32_t word);

/** The verb or predicate of the clause that the word stands in, itself included. */
uint32_t clause_of(const syntax *syntax, uint32_t word);

/** The name that the token is part of, or NULL. */
const rc_entity *entity_at(const syntax *syntax, uint32_t token);

#endif
