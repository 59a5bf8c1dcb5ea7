/** The different forms of a document. What the engine asks of a form alone is asked once: its lower case, its set in
 * the lexicon, its vector, its lemma under a tag. */
#ifndef RECOUPE_SRC_LANGUAGE_VOCABULARY_H
#define RECOUPE_SRC_LANGUAGE_VOCABULARY_H

#include "language/model.h"
#include "recoupe/language/document.h"

typedef struct rc_known {
    rc_str form, lower;
    uint64_t hash; /**< of the form */
    uint64_t lower_hash, shape;
    uint32_t row;     /**< of its set among the embeddings of such sets; 0: it has none */
    uint32_t set;     /**< in the lexicon */
    uint32_t like;    /**< the set that the network is told: of an accented form where only that is known */
    const float *sum; /**< of its embeddings; NULL: not asked for yet */
    rc_str lemma;     /**< under `bundle`; its pointer is NULL: not asked for yet */
    uint16_t bundle;
} rc_known;

typedef struct rc_vocabulary {
    const rc_model *model;
    bool accents; /**< the document has its accents */
    rc_arena *arena;
    RC_VEC(rc_known) entries;
    uint32_t *slots; /**< 1 + entry, by hash; 0: empty */
    size_t n_slots;  /**< 0 or a power of two */
} rc_vocabulary;

/** The number of a form among the entries; '#' of a hashtag does not count. `form` must outlive the vocabulary. */
uint32_t rc_vocabulary_find(rc_vocabulary *vocabulary, rc_str form);

/** Sums of the embeddings of `n` entries are there afterwards. */
void rc_vocabulary_embed(rc_vocabulary *vocabulary, const uint32_t *entries, size_t n);

/** The lemma of an entry under a tag. */
rc_str rc_vocabulary_lemma(rc_vocabulary *vocabulary, uint32_t entry, uint16_t bundle);

#endif
