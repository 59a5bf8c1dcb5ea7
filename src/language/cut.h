/** From a document's tokens to those of Universal Dependencies: the document's tokens are taken apart into atoms, and
 * a linear model decides at each gap between two atoms what is there. The document's own decision is one of its clues.
 */
#ifndef RECOUPE_SRC_LANGUAGE_CUT_H
#define RECOUPE_SRC_LANGUAGE_CUT_H

#include "language/vocabulary.h"

#define RC_CUT_FEATURES 28
#define RC_EXPAND_FEATURES 14

typedef enum rc_gap { RC_GAP_JOIN, RC_GAP_WORD, RC_GAP_TOKEN, RC_GAP_SENTENCE } rc_gap;

/** A run of letters and digits, or one other sign. */
typedef struct rc_atom {
    rc_span span;
    uint64_t hash, shape; /**< of the lower case, of the form */
    uint32_t row;         /**< in the lexicon: row of its set, or 0 */
    uint8_t bound;        /**< of the document before it: 0 none, 1 token, 2 sentence, 3 block */
    bool glued, capital, digits, single;
    bool within; /**< the rest of a word of the lexicon that was taken apart */
    uint8_t length;
} rc_atom;

typedef struct rc_piece {
    rc_span span;
    uint8_t gap; /**< before it: RC_GAP_WORD: a further word of the same token */
} rc_piece;

/** With a vocabulary, or NULL, of the model. */
rc_atom *rc_cut_atoms(const rc_model *model, rc_vocabulary *vocabulary, const rc_document *document, size_t *n,
                      rc_arena *arena);

/** Features of the gap before atom i, 1 or more; `since` is the number of atoms since the sentence began. */
void rc_cut_features(const rc_atom *atoms, size_t n, size_t i, size_t since, uint32_t mask,
                     uint32_t out[RC_CUT_FEATURES]);

/** What may stand in the gap before atom i, one bit a rc_gap. */
unsigned rc_cut_allowed(const rc_atom *atoms, size_t i);

/** Words, in order, with what was found before each. */
rc_piece *rc_cut(rc_vocabulary *vocabulary, const rc_document *document, size_t *n, rc_arena *arena);

/** Features of the choice how to expand piece i; `hashes` and `rows` of the lower-case pieces. */
void rc_expand_features(const uint64_t *hashes, const uint32_t *rows, size_t n, size_t i, uint32_t mask,
                        uint32_t out[RC_EXPAND_FEATURES]);

/** Entry of model->expanded for the piece, and which of its options; RC_NO_VALUE when it stands for itself. */
uint32_t rc_expand(const rc_model *model, const uint64_t *hashes, const uint32_t *rows, size_t n, size_t i,
                   unsigned *option);

static inline rc_str rc_list_option(rc_str entry, unsigned option)
{
    rc_str part = {NULL, 0};
    for (unsigned i = 0; i <= option; i++) {
        if (!entry.ptr) return (rc_str){NULL, 0};
        part = rc_str_cut(&entry, '\t');
    }
    return part;
}

#endif
