/** Grammar of running text after Universal Dependencies (de Marneffe et al. 2021): sentences, tokens, words, parts of
 * speech, features, lemmas, dependency trees, names. A model is trained by recoupe-train and holds one language. */
#ifndef RECOUPE_LANGUAGE_ANALYSIS_H
#define RECOUPE_LANGUAGE_ANALYSIS_H

#include "recoupe/language/document.h"

typedef enum rc_upos {
    RC_UPOS_ADJ,
    RC_UPOS_ADP,
    RC_UPOS_ADV,
    RC_UPOS_AUX,
    RC_UPOS_CCONJ,
    RC_UPOS_DET,
    RC_UPOS_INTJ,
    RC_UPOS_NOUN,
    RC_UPOS_NUM,
    RC_UPOS_PART,
    RC_UPOS_PRON,
    RC_UPOS_PROPN,
    RC_UPOS_PUNCT,
    RC_UPOS_SCONJ,
    RC_UPOS_SYM,
    RC_UPOS_VERB,
    RC_UPOS_X,
    RC_UPOS_COUNT
} rc_upos;

typedef enum rc_entity_kind {
    RC_ENTITY_PER,
    RC_ENTITY_ORG,
    RC_ENTITY_LOC,
    RC_ENTITY_MISC,
    RC_ENTITY_COUNT
} rc_entity_kind;

/** A syntactic word: a token, or one of the words that a token stands for ("du": "de", "le"). */
typedef struct rc_word {
    rc_str form; /**< as in the text, or the expanded word */
    rc_str lemma;
    rc_str feats;  /**< "Gender=Fem|Number=Sing", sorted; empty when there are none; borrowed from the model */
    rc_str deprel; /**< borrowed from the model */
    rc_span span;  /**< bytes of the text; words of a token that is no mere concatenation all have the token's */
    uint32_t token;
    uint32_t head; /**< 1 for the sentence's first word; 0: root */
    uint8_t upos;
} rc_word;

typedef struct rc_analysis_token {
    rc_span span;
    uint32_t first, count; /**< words; count is 1 for most */
} rc_analysis_token;

typedef struct rc_analysis_sentence {
    rc_span span;
    uint32_t first_token, n_tokens;
    uint32_t first, count; /**< words */
} rc_analysis_sentence;

typedef struct rc_entity {
    rc_span span;
    uint32_t first, count; /**< words */
    rc_entity_kind kind;
} rc_entity;

typedef struct rc_analysis {
    rc_str text;
    rc_analysis_sentence *sentences;
    rc_analysis_token *tokens;
    rc_word *words;
    rc_entity *entities;
    uint32_t n_sentences, n_tokens, n_words, n_entities;
} rc_analysis;

/** A model, memory-mapped and read-only; may be shared by threads. */
typedef struct rc_model rc_model;

/** Map the file and check all of it: RC_EIO, RC_EFORMAT (no model, or of another version), RC_ECORRUPT. */
rc_status rc_model_open(rc_model **out, const char *path, rc_error *err);

/** The same for bytes in memory, borrowed, aligned to 64. */
rc_status rc_model_from_bytes(rc_model **out, rc_str bytes, rc_error *err);

void rc_model_close(rc_model *model);

/** Two-letter code of the language. */
const char *rc_model_language(const rc_model *model);

/** What it was trained on, its licence and figures: lines of text. */
rc_str rc_model_about(const rc_model *model);

/** Analyse a document. Everything lives in `arena` or is borrowed from the document's text and the model, both of which
 * must outlive it. Deterministic; no memory outside the arena; sentences of more than 200 words are parsed in parts of
 * that length, each a tree of its own. */
rc_analysis *rc_analyse(const rc_model *model, const rc_document *document, rc_arena *arena);

/** The same for some sentences: `wanted` has one byte a sentence of the document; a tree is made of every sentence of
 * the analysis that shares text with one that is not 0, the others are left out of the result. Text is cut into
 * sentences as a whole, so what is left is exactly what rc_analyse gives. NULL: all. */
rc_analysis *rc_analyse_some(const rc_model *model, const rc_document *document, const uint8_t *wanted,
                             rc_arena *arena);

const char *rc_upos_name(rc_upos upos);            /**< "NOUN" */
const char *rc_entity_name(rc_entity_kind entity); /**< "PER" */

static inline rc_str rc_entity_text(const rc_analysis *analysis, const rc_entity *entity)
{
    return rc_str_span(analysis->text, entity->span);
}

#endif
