/** Attribution from trees: who speaks and what is said, found by the relations between a word of saying and the words
 * around it. */
#ifndef CLAIMS_SAID_TREE_H
#define CLAIMS_SAID_TREE_H

#include "claims/said.h"

typedef struct telling {
    uint32_t speaker; /**< word: head of the phrase that names who speaks */
    range who;        /**< its tokens, clauses that hang on it left out */
    range named;      /**< what stands for it beside the cue: a relative pronoun, or the same */
    range content;
    range words;       /**< tokens of source and cue within or beside the content */
    bool is_clause;    /**< what is said is a clause, not a noun */
    bool names_medium; /**< `medium` is set */
    range medium;      /**< who was told, where that is an outlet, or who passes it on */
} telling;

typedef enum tree_answer { TREE_SILENT, TREE_NOTHING, TREE_TELLS } tree_answer;

/** What the tree says of the verb of saying that `hit` found in sentence `s`; its verb group begins at `group`.
 * TREE_SILENT: nothing that can be relied on; TREE_NOTHING: no saying. */
tree_answer told_by_verb(const rc_reading *reading, const rc_hit *hit, uint32_t group, range s, telling *out);

/** The same for a noun of saying with its content: "the army's claim that", "l'annonce par X que". */
tree_answer told_by_noun(const rc_reading *reading, const rc_hit *hit, range s, telling *out);

/** A cue of that part of speech begins at the token, or NULL. */
const rc_hit *cue_at(const rc_reading *reading, uint32_t token, word_pos pos);

/** The word is a verb or auxiliary; it has a subject of its own; it stands in tokens `s`. */
bool is_verbal_word(const rc_reading *reading, uint32_t word);
bool has_own_subject(const rc_reading *reading, uint32_t verb);
bool is_word_in(const rc_reading *reading, uint32_t word, range s);

/** What is said is a count of people or things ("dix morts et trois blindés"). */
bool is_toll(const rc_reading *reading, range content);

/** What is said is named by what carries it ("a statement", "des images"). */
bool is_paper(const rc_reading *reading, range content);

/** What a passive cue says is given is a count or a paper: "le bilan donné par X", not "l'assaut donné par X". */
bool is_given_count(const rc_reading *reading, const rc_hit *hit);

/** Start of the subject in the words [zone, verb): their last part between commas, with the name or function that
 * stands in apposition to it. */
uint32_t subject_start(const rc_reading *reading, uint32_t zone, uint32_t verb);

/** A number begins there that is no article: "25 fighters", not "un officier". */
bool is_counted(const rc_reading *reading, uint32_t token);

/** Tokens of a noun phrase without its case word and without clauses that hang on it. */
range phrase_of(const rc_reading *reading, uint32_t head);

/** The clause that a phrase of tokens `words` ("according to X") belongs to, cut where another voice begins. */
range clause_around(const rc_reading *reading, range words, range s);

#endif
