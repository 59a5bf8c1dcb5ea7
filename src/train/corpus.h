/** Annotated text that a model learns from. */
#ifndef RECOUPE_TRAIN_CORPUS_H
#define RECOUPE_TRAIN_CORPUS_H

#include "language/model.h"
#include "recoupe/base/map.h"

#define RC_ALL_KINDS ((1u << RC_ENTITY_COUNT) - 1)
#define RC_THREE_KINDS (RC_ALL_KINDS & ~(1u << RC_ENTITY_MISC))

typedef struct rc_gold_word {
    rc_str form, lemma, feats, deprel;
    uint32_t head;
    uint8_t upos, tag; /**< entity tag: 0 outside, 1 + 2 kind begins, 2 + 2 kind goes on */
} rc_gold_word;

typedef struct rc_gold_token {
    rc_str form;
    uint32_t first, count; /**< words of the sentence; more than one for "du" */
    bool space_after;
} rc_gold_token;

typedef struct rc_gold_sentence {
    rc_gold_word *words;
    rc_gold_token *tokens;
    uint32_t n_words, n_tokens;
    bool paragraph; /**< a paragraph begins here */
    bool has_tree;  /**< what is annotated */
    uint8_t kinds;  /**< of names that are annotated, one bit a kind; of others, a word outside may be one */
    float weight;   /**< of its losses */
    bool written;   /**< its spelling may teach the segmenter; speech may not */
} rc_gold_sentence;

typedef struct rc_corpus {
    RC_VEC(rc_gold_sentence) sentences;
} rc_corpus;

/** Read a CoNLL-U file and append its sentences. */
rc_status rc_corpus_read(rc_corpus *corpus, const char *path, bool written, rc_arena *arena, rc_error *err);

/** Read names: one word and its tag a line (IOB1 or IOB2, any number of columns, `form` and `tag` count from 0; tag -1:
 * the last), sentences parted by empty lines. Kinds of other schemes are mapped to ours; all but PER, ORG, LOC are
 * MISC, or outside and not annotated where `only_three`. Lines that begin "# " are comments. */
rc_status rc_corpus_read_names(rc_corpus *corpus, const char *path, int form, int tag, bool only_three, float weight,
                               rc_arena *arena, rc_error *err);

/** Give the sentences of `corpus` the names of the same sentences, by words, in `names`, which loses them there. */
void rc_corpus_merge_names(rc_corpus *corpus, rc_corpus *names);

/** Tag of "B-PER", "I-location" ...; entities of a mapped-away kind are 0. */
uint8_t rc_entity_tag(rc_str name, bool only_three);

/** The sentences as running text, paragraphs parted by empty lines. ends[i] (may be NULL): for each token of each
 * sentence in order, the byte after it. */
rc_str rc_corpus_text(const rc_corpus *corpus, size_t first, size_t count, uint32_t *ends, rc_arena *arena);

#endif
