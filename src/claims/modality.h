/** How surely, whether it is denied, whether it is an act at all: certainty, polarity and reality of what a word says.
 *
 * In a tree the patterns of data/patterns.tsv decide (claims/fit.h); a token that is in none is judged by the words
 * around it. */
#ifndef CLAIMS_MODALITY_H
#define CLAIMS_MODALITY_H

#include "claims/fit.h"

/** A word that tells of something: where, in which form, in which clause, and whether a source is named for it. */
typedef struct saying {
    uint32_t anchor;   /**< token */
    uint32_t features; /**< RC_FEAT_* */
    range within;
    bool sourced;
} saying;

/** Each sets `why` to the pattern that decided, if one did. */
bool is_hedged(const rc_reading *reading, const saying *what, fit *why);
bool is_negated(const rc_reading *reading, const saying *what, fit *why);
rc_reality reality_of(const rc_reading *reading, const saying *what, fit *why);

/** The verb form at `token` is a conditional, by the word lists: in a language whose conditional hedges. */
bool is_conditional(const rc_reading *reading, uint32_t token);

#endif
